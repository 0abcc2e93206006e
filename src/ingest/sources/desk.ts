// Adding, finding and checking sources, for every surface alike.
import { createHash } from 'node:crypto'
import { isAbsolute, resolve } from 'node:path'
import { UserError } from '../../errors.ts'
import type {
  AddResult,
  CheckResult,
  NewSource,
  Source,
  SourceDesk,
  SourceKind,
  SourceState,
  Tried,
} from '../../model/source.ts'
import type { SourceLedger } from '../../store/sources.ts'
import { fold } from '../../text/fold.ts'
import { readPath } from '../files.ts'
import { faultOf } from './fetch.ts'
import { fetchableUrl } from './guard.ts'
import { identify, type Kind, lookAt } from './look.ts'
import type { Network } from './poll.ts'

export interface DeskDeps {
  readonly ledger: SourceLedger
  readonly network: Network
  readonly clock: () => Temporal.Instant
  /** Whether folders of this machine may be added: only for its operator. */
  readonly mayAddFolders: boolean
  readonly maxBytes: number
}

/** Where feeds usually are when a page does not say so; tried in this order, beside the page and at the site's root. */
const USUAL_PLACES = ['feed', 'rss.xml', 'rss', 'feed.xml', 'atom.xml', 'index.xml', 'index.rdf']
const MOST_TRIES = 10
/** Private sources of one workspace. */
const MOST_PRIVATE = 200
const LONGEST_NAME = 120
const CHECKS_AT_ONCE = 24

/** The id of a source: the same address of the same workspace always has the same one. */
export function sourceId(url: string, workspace: string | null): string {
  return `src_${createHash('sha256')
    .update(JSON.stringify([url, workspace]))
    .digest('hex')
    .slice(0, 8)}`
}

/** A new source out of what was said and what was found. */
export function newSource(
  wanted: NewSource,
  found: { kind: SourceKind; url: string; name: string | null; lang: Source['lang'] },
  added: string,
): Source {
  const { workspace } = wanted
  const host = URL.parse(found.url)?.hostname ?? found.url
  return {
    id: sourceId(found.url, workspace),
    kind: found.kind,
    url: found.url,
    name: (wanted.name ?? wanted.outlet ?? found.name ?? host).slice(0, LONGEST_NAME),
    outlet: wanted.outlet ?? null,
    country: wanted.country ?? null,
    lang: wanted.lang ?? found.lang,
    ownership: wanted.ownership ?? null,
    pattern: wanted.pattern ?? null,
    text: wanted.text ?? 'auto',
    workspace,
    paused: false,
    added,
  }
}

/** Creates the desk of sources over a store's ledger. */
export function createSourceDesk({ ledger, network, clock, mayAddFolders, maxBytes }: DeskDeps): SourceDesk {
  async function store(source: Source, entries: number, tried: readonly Tried[]): Promise<AddResult> {
    if (source.workspace !== null) {
      const own = (await ledger.list(source.workspace)).filter(
        one => one.source.workspace === source.workspace,
      )
      if (own.length >= MOST_PRIVATE)
        throw new UserError(
          `This workspace has ${own.length} sources of its own, which is the most: remove some first.`,
        )
    }
    const { source: kept, added } = await ledger.add(source, clock().toString())
    return added
      ? { outcome: 'added', source: kept, entries, tried }
      : { outcome: 'known', source: kept, tried }
  }

  /** A kind that was asked for is taken, if the address answers with something of it. */
  async function addAs(
    wanted: NewSource,
    kind: SourceKind,
    url: string,
    signal: AbortSignal,
  ): Promise<AddResult> {
    const look = await lookAt({ kind, url, pattern: wanted.pattern ?? null }, network, signal)
    if ('fault' in look) return { outcome: 'nothing', tried: [{ url, result: look.fault }], links: 0 }
    const sight = 'unchanged' in look ? null : look
    const found = { kind, url, name: sight?.name ?? null, lang: sight?.lang ?? null }
    return store(newSource(wanted, found, clock().toString()), sight?.entries.length ?? 0, [
      { url, result: 'found' },
    ])
  }

  async function addFolder(wanted: NewSource): Promise<AddResult> {
    if (!mayAddFolders) throw new UserError('Folders can only be added by the operator, on the command line.')
    const url = isAbsolute(wanted.url) ? wanted.url : resolve(wanted.url)
    for await (const found of readPath(url, { maxBytes })) {
      if ('problem' in found && found.path === url)
        return {
          outcome: 'nothing',
          tried: [{ url, result: faultOf('folder', url, found.problem) }],
          links: 0,
        }
      break
    }
    const source = newSource(
      wanted,
      { kind: 'folder', url, name: url.split(/[\\/]/).at(-1) ?? url, lang: null },
      clock().toString(),
    )
    return store(source, 0, [{ url, result: 'found' }])
  }

  /** Looks at an address and, where it is a page, for the feed that belongs to it. */
  async function addFound(wanted: NewSource, url: string, signal: AbortSignal): Promise<AddResult> {
    const tried: Tried[] = []
    const first = await identify(url, network, signal)
    const take = (kind: Extract<Kind, { entries: number }>): Promise<AddResult> =>
      store(newSource(wanted, kind, clock().toString()), kind.entries, [
        ...tried,
        { url: kind.url, result: 'found' },
      ])
    if ('fault' in first) return { outcome: 'nothing', tried: [{ url, result: first.fault }], links: 0 }
    if (first.kind !== 'page') return take(first)
    tried.push({ url: first.url, result: 'page' })
    // A pattern says that the links of this very page are meant.
    if (wanted.pattern) return addAs(wanted, 'list', first.url, signal)
    for (const candidate of placesOf(first).slice(0, MOST_TRIES)) {
      const found = await identify(candidate, network, signal)
      if (!('fault' in found) && found.kind === 'feed' && found.entries > 0) {
        const named = { ...found, name: found.name ?? first.title, lang: found.lang ?? first.lang }
        return take(named)
      }
      tried.push({ url: candidate, result: 'fault' in found ? found.fault : 'page' })
    }
    return { outcome: 'nothing', tried, links: first.links }
  }

  async function check(source: Source, signal: AbortSignal): Promise<CheckResult> {
    const begun = performance.now()
    const ms = (): number => Math.round(performance.now() - begun)
    if (source.kind === 'folder') {
      for await (const found of readPath(source.url, { maxBytes }))
        if ('problem' in found)
          return {
            source,
            fault: faultOf('folder', source.url, found.problem),
            entries: 0,
            newest: null,
            ms: ms(),
          }
        else break
      return { source, fault: null, entries: 0, newest: null, ms: ms() }
    }
    const look = await lookAt(source, network, signal)
    if ('fault' in look) return { source, fault: look.fault, entries: 0, newest: null, ms: ms() }
    const entries = 'unchanged' in look ? [] : [...look.entries]
    entries.sort((a, b) => (b.published ?? '').localeCompare(a.published ?? ''))
    const newest = entries[0] ? { title: entries[0].title, published: entries[0].published } : null
    return { source, fault: null, entries: entries.length, newest, ms: ms() }
  }

  return {
    list: workspace => ledger.list(workspace),
    async find(text, workspace) {
      const all = await ledger.list(workspace)
      const wanted = text.trim()
      const exact = all.filter(({ source }) => source.id === wanted || source.url === wanted)
      if (exact.length > 0) return exact
      const key = fold(wanted)
      const named = all.filter(({ source }) => fold(source.name) === key)
      return named.length > 0 ? named : all.filter(state => key !== '' && isMeant(state, key))
    },
    async add(wanted, signal) {
      if (wanted.kind === 'folder') return addFolder(wanted)
      const url = fetchableUrl(/^[a-z][a-z0-9+.-]*:/i.test(wanted.url) ? wanted.url : `https://${wanted.url}`)
      if (url === null) {
        // A password that somebody put into an address is not said back.
        const shown = wanted.url.replace(/\/\/[^/\s]*@/, '//')
        return { outcome: 'nothing', tried: [{ url: shown, result: faultOf('bad_url', shown) }], links: 0 }
      }
      return wanted.kind ? addAs(wanted, wanted.kind, url.href, signal) : addFound(wanted, url.href, signal)
    },
    setPaused: (id, paused) => ledger.setPaused(id, paused),
    remove: id => ledger.remove(id),
    async *check(sources, signal) {
      const queue = [...sources]
      const running = new Map<string, Promise<CheckResult>>()
      while (queue.length > 0 || running.size > 0) {
        while (queue.length > 0 && running.size < CHECKS_AT_ONCE) {
          const source = queue.shift()!
          running.set(source.id, check(source, signal))
        }
        const done = await Promise.race(running.values())
        running.delete(done.source.id)
        yield done
      }
    },
  }
}

function isMeant({ source }: SourceState, key: string): boolean {
  return (
    fold(source.name).includes(key) ||
    fold(source.url).includes(key) ||
    fold(source.outlet ?? '').includes(key)
  )
}

/** Where the feed of a page may be: what it names itself, then the usual places. */
function placesOf(page: Extract<Kind, { feeds: readonly string[] }>): string[] {
  const beside = new URL(page.url)
  beside.search = ''
  if (!beside.pathname.endsWith('/')) beside.pathname = beside.pathname.replace(/[^/]*$/, '')
  const guesses = USUAL_PLACES.flatMap(place => [
    new URL(`./${place}`, beside).href,
    new URL(`/${place}`, beside).href,
  ])
  return [...new Set([...page.feeds.slice(0, 5), ...guesses])].filter(url => url !== page.url)
}
