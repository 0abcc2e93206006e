// Export and import: one JSON object a line. A header, then one line for each revision of each article with all that
// was read out of it, then sources, markers and meta, then an end line by which a cut-off file is noticed.
import { messageOf, UserError } from '../errors.ts'
import type { Block, ParsedItem, Report, Sentence } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { Finds } from '../model/finds.ts'
import type { SourceState } from '../model/source.ts'
import { checkRead } from './check.ts'
import { type ExportedSource, sourceFrom } from './sources-shape.ts'
import type { ArticleRead, EntityCount, Marker } from './store.ts'

const FORMAT = 'attache-export'
const VERSION = 1
const MOST_OF_A_TERM = 1000

/** One report of an exported article. */
export interface ExportedReport {
  readonly report: Report
  readonly sentences: readonly Sentence[]
  readonly claims: readonly Claim[]
  readonly mentions: readonly EntityCount[]
  /** Term and count; none for superseded revisions, which are not searched. */
  readonly terms: readonly (readonly [string, number])[]
  readonly finds?: Finds
}

export interface ExportedArticle {
  readonly id: string
  readonly current: boolean
  readonly contentHash: string
  readonly firstSeen: string
  readonly item: ParsedItem
  readonly blocks: readonly Block[]
  readonly reports: readonly ExportedReport[]
}

export interface ExportSource {
  /** In the order in which they were stored. */
  articles(): Iterable<ExportedArticle>
  sources(): Iterable<ExportedSource>
  markers(): Iterable<Marker>
  /** Facts about the store, without those that each store has of its own. */
  meta(): Iterable<Marker>
}

/** JSON on one line, also for readers of lines that take U+2028 and U+2029 for their ends. */
function line(value: unknown): string {
  const json = JSON.stringify(value)
  return `${json.replace(/[\u2028\u2029]/g, end => `\\u${end.charCodeAt(0).toString(16)}`)}\n`
}

/** The lines of an export, each ending in a newline. */
export function* exportLines(source: ExportSource): Iterable<string> {
  let articles = 0
  yield line({ format: FORMAT, version: VERSION })
  for (const article of source.articles()) {
    yield line({ article })
    articles++
  }
  for (const one of source.sources()) yield line({ source: one })
  for (const marker of source.markers()) yield line({ marker })
  for (const meta of source.meta()) yield line({ meta })
  yield line({ end: { articles } })
}

export interface ImportTarget {
  /** Adds those whose content is not stored yet; returns how many. */
  addArticles(articles: readonly ImportedArticle[]): Promise<number>
  /** Adds one whose address is not there yet. */
  addSource(source: SourceState): Promise<void>
  /** Adds those that have no value yet; returns how many. */
  addMarkers(markers: readonly Marker[]): Promise<number>
  addMeta(meta: readonly Marker[]): Promise<number>
}

export interface ImportedArticle {
  readonly read: ArticleRead
  readonly current: boolean
}

const BATCH = 50

/** Reads the lines of an export into a store; what was added before an error stays, and can be imported again. */
export async function importLines(
  lines: AsyncIterable<string> | Iterable<string>,
  target: ImportTarget,
): Promise<{ articles: number; markers: number }> {
  const added = { articles: 0, markers: 0 }
  let number = 0
  let ended = false
  let waiting: ImportedArticle[] = []

  async function addWaiting(): Promise<void> {
    if (waiting.length === 0) return
    const batch = waiting
    waiting = []
    try {
      added.articles += await target.addArticles(batch)
    } catch (cause) {
      if (cause instanceof UserError) throw cause
      throw new UserError(`The export cannot be imported near line ${number}: ${messageOf(cause)}.`, {
        cause,
      })
    }
  }

  for await (const text of lines) {
    number++
    if (text.trim() === '') continue
    const line = parseLine(text, number, ended)
    if (line.article) waiting.push(line.article)
    // Markers come after what they describe.
    if (waiting.length === BATCH || !line.article) await addWaiting()
    if (line.source) await target.addSource(line.source)
    if (line.marker) added.markers += await target.addMarkers([line.marker])
    if (line.meta) await target.addMeta([line.meta])
    ended ||= line.end === true
  }
  await addWaiting()
  if (!ended) throw new UserError(`The export is cut off after line ${number}: export it again.`)
  return added
}

interface Line {
  readonly article?: ImportedArticle
  readonly source?: SourceState
  readonly marker?: Marker
  readonly meta?: Marker
  readonly end?: true
}

function parseLine(text: string, number: number, ended: boolean): Line {
  try {
    const value = JSON.parse(text)
    if (typeof value !== 'object' || value === null) throw new Error('it is no object')
    if (number === 1) return checkHeader(value)
    if (ended) throw new Error('it comes after the end')
    if (value.article) return { article: articleFrom(value.article) }
    if (value.source) return { source: sourceFrom(value.source) }
    if (value.marker) return { marker: markerFrom(value.marker) }
    if (value.meta) return { meta: markerFrom(value.meta) }
    if (value.end) return { end: true }
    throw new Error('its kind is not known')
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw new UserError(`Line ${number} of the export cannot be imported: ${messageOf(cause)}.`, { cause })
  }
}

function checkHeader(header: { format?: unknown; version?: unknown }): Line {
  if (header.format !== FORMAT) throw new Error('it does not begin an export of this program')
  if (Number(header.version) > VERSION)
    throw new UserError(`The export is of a newer version (${header.version}): update this program.`)
  return {}
}

function stringFrom(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Error(`${what} is no text`)
  return value
}

function arrayFrom<T>(value: readonly T[], what: string): readonly T[] {
  if (!Array.isArray(value)) throw new Error(`${what} is no list`)
  return value
}

function markerFrom(value: Marker): Marker {
  return { name: stringFrom(value.name, 'name'), value: stringFrom(value.value, 'value') }
}

function articleFrom(article: ExportedArticle): ImportedArticle {
  const { item, current } = article
  for (const name of ['identity', 'text'] as const) stringFrom(item[name], name)
  for (const name of ['url', 'title'] as const) if (item[name] !== null) stringFrom(item[name], name)
  const reports = arrayFrom(article.reports, 'reports')
  const read: ArticleRead = {
    id: stringFrom(article.id, 'id'),
    item,
    contentHash: stringFrom(article.contentHash, 'contentHash'),
    firstSeen: stringFrom(article.firstSeen, 'firstSeen'),
    blocks: arrayFrom(article.blocks, 'blocks'),
    reports: reports.map(each => each.report),
    sentences: reports.flatMap(each => each.sentences).sort((a, b) => a.ordinal - b.ordinal),
    claims: reports.flatMap(each => each.claims),
    terms: reports.map(each => each.terms.flatMap(([term, count]) => repeated(term, count))),
    mentions: reports.map(each => each.mentions),
    ...(reports.some(each => each.finds !== undefined) && { finds: reports.map(findsFrom) }),
  }
  checkRead(read)
  return { read, current: current !== false }
}

/** Finds of no lexicon's version stand for those that are missing. */
function findsFrom({ finds, sentences }: ExportedReport): Finds {
  return finds ?? { lexicon: '', things: [], places: sentences.map(() => []) }
}

function repeated(term: string, count: number): string[] {
  if (!Number.isInteger(count) || count < 1) throw new Error(`the count of term ${term} is no number`)
  // More than the index tells apart would only cost memory.
  return Array<string>(Math.min(count, MOST_OF_A_TERM)).fill(stringFrom(term, 'term'))
}
