// One poll of one source, from asking it to writing down how it did: articles first, then what was seen, then the
// marker by which the next poll goes on. Killed anywhere in between, the next poll does the same again and nothing is
// stored twice.
import { messageOf, UserError } from '../../errors.ts'
import type { ArticleChange, SourceFault, SourceHealth, SourceState } from '../../model/source.ts'
import type { SourceItem } from '../../store/sources.ts'
import { readPath } from '../files.ts'
import { privateItem } from '../read-article.ts'
import { faultOf } from './fetch.ts'
import { afterFailure, afterSuccess, isFailing, isSilent, type PollFindings } from './health.ts'
import { lookupsOf, type MatchedEntry, matchEntries } from './identity.ts'
import { type Origin, resolveEntry } from './items.ts'
import { lookAt, type Sight } from './look.ts'
import { newProgress, type PollDeps, type Progress, type Resolved, storeChunk } from './poll-store.ts'

/** What one poll did. */
export interface PollOutcome {
  readonly state: SourceState
  readonly added: number
  readonly revised: number
  /** Entries whose pages are asked for again next time. */
  readonly waiting: number
  /** Titles of what is new, in the order of the source. */
  readonly titles: readonly string[]
  /** What edited pages say differently. */
  readonly changes: readonly ArticleChange[]
  /** Why nothing could be read; null when the source answered. */
  readonly fault: SourceFault | null
  /** Why single pages could not be read. */
  readonly pageFaults: readonly SourceFault[]
}

/** Articles whose pages are fetched before they are stored together. */
const CHUNK = 10
/** New or edited entries dealt with in one poll; the rest is left to the next, minutes later. */
const MOST_ENTRIES = 60
/** A poll that takes longer leaves the rest to the next, which may be another process's. */
const MOST_MINUTES = 6
/** An item not seen for so long is forgotten; its article stays, and is known by its identity. */
const KEPT_DAYS = 90
/** How old the note of the last sight may get before it is written anew. */
const SIGHT_DAYS = 7
/** A permanent redirect met this often in a row is believed. */
const MOVES = 2

function itemFor(one: MatchedEntry, state: SourceItem['state'], identity: string, now: string): SourceItem {
  const tries = state === 'waiting' ? (one.known?.state === 'waiting' ? one.known.tries : 0) + 1 : 0
  return {
    key: one.key,
    guid: one.guid,
    url: one.url,
    // What is waited for is to look edited until it is there.
    hash: state === 'waiting' ? '' : one.hash,
    title: one.entry.title,
    identity,
    state,
    tries,
    firstSeen: one.known?.firstSeen ?? now,
    seen: now,
  }
}

/** The identity of the article at an address, as a source's own workspace knows it. */
function identityOf({ workspace }: SourceState['source'], url: string): string {
  return workspace === null ? url : `${workspace} ${url}`
}

/** Deals with the entries that are new or edited, a chunk at a time. */
async function readEntries(
  sight: Sight,
  state: SourceState,
  deps: PollDeps,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const { source } = state
  const { store } = deps
  const begun = deps.clock()
  const now = begun.toString()
  const { guids, urls } = lookupsOf(sight.entries)
  const matched = matchEntries(sight.entries, await store.sources.itemsLike(source.id, guids, urls))
  const origin: Origin = {
    source,
    url: sight.url,
    name: sight.name,
    charset: sight.charset,
    contentSignal: sight.contentSignal,
  }

  const stale = begun.subtract({ hours: SIGHT_DAYS * 24 }).toString()
  const due = matched.filter(one => one.known === null || one.known.hash !== one.hash)
  const seen = matched.flatMap(({ known, hash }) =>
    known !== null && known.hash === hash && known.seen < stale ? [{ ...known, seen: now }] : [],
  )
  await store.sources.saveItems(source.id, seen)

  // Oldest first, so that what is left for the next poll is what a feed will still have then.
  const queue = due.slice(0, MOST_ENTRIES).reverse()
  progress.unfinished = due.length > queue.length
  for (let from = 0; from < queue.length; from += CHUNK) {
    if (deps.clock().since(begun).total('minutes') > MOST_MINUTES) {
      progress.unfinished = true
      break
    }
    const resolved: Resolved[] = []
    const items: SourceItem[] = []
    for (const one of queue.slice(from, from + CHUNK)) {
      signal.throwIfAborted()
      if (one.known === null && one.url !== null && one.entry.url !== null) {
        // Another source has this article, or an earlier poll was killed: no need to ask for its page.
        const stored = await store.articleByIdentity(identityOf(source, one.entry.url))
        if (stored !== null) {
          items.push(itemFor(one, 'stored', stored.identity, now))
          continue
        }
      }
      const { item, state: became, fault } = await resolveEntry(origin, one, deps, signal)
      if (fault) progress.pageFaults.push(fault)
      if (became === 'waiting') progress.waiting++
      items.push(itemFor(one, became, item?.identity ?? one.known?.identity ?? '', now))
      if (item === null) continue
      const before = await store.articleByIdentity(item.identity)
      // The page named another address, which is known: two versions of it would alternate.
      if (before !== null && one.known === null) continue
      resolved.push({ item, before: before?.id ?? null })
    }
    await deps.inTurn(() => storeChunk(resolved, state, deps, progress))
    await store.sources.saveItems(source.id, items)
  }
  if (progress.waiting > 0) progress.unfinished = true
  await store.sources.forgetItems(source.id, begun.subtract({ hours: KEPT_DAYS * 24 }).toString())
}

/** Files of a folder: what is not stored yet is. */
async function readFolder(
  state: SourceState,
  deps: PollDeps,
  signal: AbortSignal,
  progress: Progress,
): Promise<SourceFault | null> {
  const { source } = state
  let chunk: Resolved[] = []
  let files = 0
  let problem: string | null = null
  const flush = async (): Promise<void> => {
    await deps.inTurn(() => storeChunk(chunk, state, deps, progress))
    chunk = []
  }
  for await (const found of readPath(source.url, { maxBytes: deps.maxBytes })) {
    signal.throwIfAborted()
    if ('problem' in found) {
      problem = found.problem
      continue
    }
    files++
    const named = { ...found, outlet: found.outlet ?? source.outlet, lang: found.lang ?? source.lang }
    const item = source.workspace === null ? named : privateItem(named, source.workspace)
    const before = await deps.store.articleByIdentity(item.identity)
    chunk.push({ item, before: before?.id ?? null })
    if (chunk.length === CHUNK) await flush()
  }
  await flush()
  return files === 0 && problem !== null ? faultOf('folder', source.url, problem) : null
}

/** Counts a permanent move; from the second time in a row on, the source is asked at its new address. */
async function follow(
  sight: Pick<Sight, 'movedTo'>,
  state: SourceState,
  deps: PollDeps,
): Promise<SourceHealth['moved']> {
  const { source, health } = state
  if (sight.movedTo === null || sight.movedTo === source.url) return null
  const times = (health.moved?.to === sight.movedTo ? health.moved.times : 0) + 1
  if (times < MOVES) return { to: sight.movedTo, times }
  const taken = (await deps.store.sources.list()).some(
    other => other.source.url === sight.movedTo && other.source.workspace === source.workspace,
  )
  if (taken) return { to: sight.movedTo, times }
  await deps.store.sources.update({ ...source, url: sight.movedTo })
  await deps.report(
    { kind: 'moved', source, from: source.url, to: sight.movedTo },
    `${source.id}:moved:${sight.movedTo}`,
  )
  return null
}

/** Tells the operator of what has begun or ended, and marks it as told. */
async function tell(before: SourceHealth, state: SourceState, deps: PollDeps): Promise<SourceHealth> {
  const { source, health } = state
  const now = deps.clock()
  if (health.told === null && before.told === null) {
    const kind = isFailing(health, now) ? 'failing' : isSilent(health, source.added, now) ? 'silent' : null
    if (kind === null) return health
    const since = kind === 'failing' ? health.failingSince : health.lastItem
    await deps.report({ kind, source, health }, `${source.id}:${kind}:${since}`)
    return { ...health, told: kind }
  }
  if (before.told !== null && health.told === null)
    await deps.report({ kind: 'recovered', source, health }, `${source.id}:recovered:${health.lastSuccess}`)
  return health
}

/**
 * Polls one source that was claimed. Whatever the source does is an outcome; throws only when aborted, and for faults
 * of the store, after which the source is polled again when its claim runs out.
 */
export async function pollSource(
  state: SourceState,
  deps: PollDeps,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const { source, health: before } = state
  const progress = newProgress()
  const findings: { -readonly [K in keyof PollFindings]: PollFindings[K] } = {
    fresh: progress.fresh,
    validators: before.validators,
    bodyHash: before.bodyHash,
    moved: before.moved,
    patience: 0,
    unfinished: false,
  }
  let fault: SourceFault | null = null
  try {
    if (source.kind === 'folder') fault = await readFolder(state, deps, signal, progress)
    else {
      const look = await lookAt(source, deps, signal, before)
      if ('fault' in look) fault = look.fault
      else {
        findings.patience = look.patience
        findings.moved = await follow(look, state, deps)
        if (!('unchanged' in look)) {
          await readEntries(look, state, deps, signal, progress)
          findings.validators = look.validators
          findings.bodyHash = look.bodyHash
        }
      }
    }
  } catch (error) {
    signal.throwIfAborted()
    // One article that breaks a rule of ours must not hide that the rest of the source is fine, nor the reverse.
    if (!(error instanceof UserError)) throw error
    fault = faultOf('store', source.url, messageOf(error))
  }
  findings.unfinished = progress.unfinished
  const now = deps.clock()
  const { health, nextPoll } =
    fault === null
      ? afterSuccess(before, findings, { now, added: source.added })
      : afterFailure(before, fault, now)
  const told = await tell(before, { ...state, health }, deps)
  await deps.store.sources.saveHealth(source.id, told, nextPoll)
  return {
    state: { source, health: told, nextPoll },
    added: progress.added,
    revised: progress.revised,
    waiting: progress.waiting,
    titles: progress.titles,
    changes: progress.changes,
    fault,
    pageFaults: progress.pageFaults,
  }
}
