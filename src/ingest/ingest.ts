// Files and folders into the store: read → skip what is known → read through → store in batches, progress last.
// Many sources may be read at once, in threads; they are decided on and stored in their order all the same.
import { messageOf, UserError } from '../errors.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { LanguageModel } from '../llm/model.ts'
import type { Block, ChainLink, ParsedItem, TextRange } from '../model/article.ts'
import type { DateRef } from '../model/date.ts'
import type { ArticleRead, Reading, Store, Stored } from '../store/store.ts'
import type { ReadFailure } from './files-failure.ts'
import { readWithModel } from './model-read.ts'
import { contentHashOf } from './read-article.ts'
import { createReader, findSources, isFile, type Source } from './reader.ts'

export interface IngestDeps {
  readonly store: Store
  readonly lexicon: Lexicon
  readonly clock: () => Temporal.Instant
  /** Adds to what was read, as far as the settings let it. */
  readonly model?: LanguageModel
}

export interface IngestOptions {
  /** Largest single document, bytes. */
  readonly maxBytes: number
  /** Mark everything read as sample articles. */
  readonly samples?: boolean
  /** Stops after the batch under way; what was committed stays. */
  readonly signal?: AbortSignal
}

/** What became of one article: stored, skipped as known, or not readable. */
export interface IngestOutcome {
  readonly path: string
  readonly article: string | null
  readonly title: string | null
  readonly stored: Stored['stored'] | null
  readonly blocks: readonly Block[]
  readonly reports: readonly {
    id: string
    title: string | null
    date: DateRef
    chain: readonly ChainLink[]
    paragraphs: readonly TextRange[]
  }[]
  readonly claims: number
  /** Why nothing was stored; null when it was. */
  readonly skipped: string | null
  /** True when `skipped` is a fault to be put right, not an article already known. */
  readonly failed: boolean
}

/** Articles a transaction: few enough to lose little when killed, many enough to be fast. */
const BATCH = 50

/** An article on its way into the store, before it is read through. */
type Known = Omit<ArticleRead, keyof Reading>

interface ToStore {
  readonly path: string
  readonly known: Known
  readonly read: ArticleRead
}

/** A source dealt with: an article to be stored, or an outcome that needs no storing. */
type Step = ToStore | { readonly outcome: IngestOutcome }

/** Ingests one file or folder; yields an outcome for every article and every file that could not be read. */
export async function* ingestPath(
  path: string,
  deps: IngestDeps,
  options: IngestOptions,
): AsyncGenerator<IngestOutcome> {
  yield* ingestSources(findSources(path, options.maxBytes), deps, options)
}

/** Ingests items that were read elsewhere; yields an outcome for each item and each failure. */
export async function* ingestItems(
  items: AsyncIterable<ParsedItem | ReadFailure> | Iterable<ParsedItem>,
  deps: IngestDeps,
  options: IngestOptions,
): AsyncGenerator<IngestOutcome> {
  yield* ingestSources(items, deps, options)
}

async function* ingestSources(
  sources: AsyncIterable<Source | ReadFailure> | Iterable<Source>,
  deps: IngestDeps,
  options: IngestOptions,
): AsyncGenerator<IngestOutcome> {
  const reader = createReader(deps.lexicon, options.maxBytes)
  // What was accepted and is not stored yet, in the order in which it will be.
  const underWay = new Set<Known>()
  const steps: Promise<Step>[] = []
  let batch: ToStore[] = []

  async function* settle(leave: number): AsyncGenerator<IngestOutcome> {
    while (steps.length > leave) {
      const step = await steps.shift()!
      if ('outcome' in step) yield step.outcome
      else batch.push(step)
      if (batch.length === BATCH) yield* store()
    }
  }

  async function* store(): AsyncGenerator<IngestOutcome> {
    const full = batch
    batch = []
    yield* storeBatch(full, deps.store)
    for (const { known } of full) underWay.delete(known)
  }

  try {
    // Whether content is new is decided in the order of the sources, whichever of them is read first.
    let decided: Promise<unknown> = Promise.resolve()
    for await (const source of sources) {
      if (options.signal?.aborted) break
      const accepted = isFailure(source)
        ? decided.then((): Accepted => ({ outcome: failureOf(source) }))
        : accept(source, decided)
      decided = accepted.catch(() => {})
      const step = accepted.then(finish)
      // Waited for in its turn; until then a fault of the store is not to end the program.
      step.catch(() => {})
      steps.push(step)
      yield* settle(reader.depth())
    }
    yield* settle(0)
    if (batch.length > 0) yield* store()
  } finally {
    await reader.close()
  }

  /** Opens a source and, when its turn has come, asks whether its content is new. */
  async function accept(source: Source, turn: Promise<unknown>): Promise<Accepted> {
    const opening = reader.open(source)
    opening.catch(() => {})
    await turn
    const name = isFile(source) ? source.path : source.identity
    const held = await opening.catch((error: unknown) => unreadable(name, null, error))
    if ('outcome' in held) return held
    if (isFailure(held)) return { outcome: failureOf(held) }
    const item: ParsedItem = options.samples ? { ...held.item, sample: true } : held.item
    const contentHash = contentHashOf(item)
    if (await isKnown(item.identity, contentHash)) {
      held.forget()
      return { outcome: { ...nothing(item.identity, item.title), skipped: 'already stored' } }
    }
    const id = await deps.store.newArticleId(item.identity, contentHash)
    // A page that has gone back to an earlier text was first seen then, and is dated by that.
    const firstSeen = (await deps.store.article(id))?.firstSeen ?? deps.clock().toString()
    const known: Known = { id, item, contentHash, firstSeen }
    underWay.add(known)
    const reading = held.readThrough(id, firstSeen.slice(0, 10))
    reading.catch(() => {})
    return { known, reading }
  }

  /** Whether storing this content, after all that is under way, would change nothing. */
  async function isKnown(identity: string, contentHash: string): Promise<boolean> {
    let last: string | undefined
    for (const one of underWay) {
      if (one.item.identity === identity) last = one.contentHash
      else if (one.contentHash === contentHash) return true
    }
    // After another text of the same page it is a change, even if the store still has it as the current one.
    return last === undefined ? await deps.store.isDuplicate(identity, contentHash) : last === contentHash
  }

  /** Waits until an accepted article is read through. */
  async function finish(accepted: Accepted): Promise<Step> {
    if ('outcome' in accepted) return accepted
    const { known, reading } = accepted
    const { identity, title } = known.item
    try {
      const read = { ...known, ...(await reading) }
      const { model, lexicon } = deps
      return { path: identity, known, read: model ? await readWithModel(read, { model, lexicon }) : read }
    } catch (error) {
      underWay.delete(known)
      return unreadable(identity, title, error)
    }
  }
}

type Accepted =
  | { readonly known: Known; readonly reading: Promise<Reading> }
  | { readonly outcome: IngestOutcome }

/** A page that breaks a rule of ours must not stop the folder; it is reported, and the rest goes on. */
function unreadable(path: string, title: string | null, error: unknown): { outcome: IngestOutcome } {
  const skipped = `could not be read through: ${messageOf(error)}`
  return { outcome: { ...nothing(path, title), skipped, failed: true } }
}

async function* storeBatch(
  batch: readonly { path: string; read: ArticleRead }[],
  store: Store,
): AsyncGenerator<IngestOutcome> {
  const results = await store.addArticles(batch.map(one => one.read))
  for (const [at, { path, read }] of batch.entries()) {
    const result = results[at]
    if (result === undefined)
      throw new UserError(`The store did not say what became of ${path}: run the command again.`)
    yield {
      path,
      article: result.article,
      title: titleOf(read),
      stored: result.stored,
      blocks: read.blocks,
      reports: read.reports.map(({ id, title, date, chain, paragraphs }) => ({
        id,
        title,
        date,
        chain,
        paragraphs,
      })),
      claims: read.claims.length,
      skipped: result.stored === 'duplicate' ? 'already stored' : null,
      failed: false,
    }
  }
}

/** The article's title as a person would give it: of a page that holds several reports, theirs, for its own may be spun. */
function titleOf(read: ArticleRead): string | null {
  const titles = read.reports.map(report => report.title).filter(title => title !== null)
  if (read.reports.length > 1 && titles.length > 0) return titles.join(' / ')
  const spun = read.blocks.some(block => block.kind === 'spun_title')
  return titles[0] ?? (spun ? null : read.item.title)
}

function isFailure(item: object): item is ReadFailure {
  return 'problem' in item
}

function nothing(path: string, title: string | null): Omit<IngestOutcome, 'skipped'> {
  return { path, article: null, title, stored: null, blocks: [], reports: [], claims: 0, failed: false }
}

function failureOf(failure: ReadFailure): IngestOutcome {
  return { ...nothing(failure.path, null), skipped: failure.problem, failed: true }
}
