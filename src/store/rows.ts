// From what was read to rows of the tables, and back.
import type { Article, Block, ParsedItem, Report, Sentence } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { Finds } from '../model/finds.ts'
import { parseId } from '../model/ids.ts'
import { fold } from '../text/fold.ts'
import { claimNumber, dayRange, orderDay } from './keys.ts'
import { fromColumn, packLines, toColumn, unpack, unpackLines, unpackSomeLines } from './pack.ts'
import type { ArticlesTable, ClaimsTable, ReportsTable } from './schema.ts'
import type { ArticleRead, EntityCount, Reading } from './store.ts'

/** What is packed beside an article. */
export interface Body {
  readonly item: ParsedItem
  readonly blocks: readonly Block[]
}

/** What is packed beside a report, before its claims. */
export interface Outline {
  readonly report: Report
  readonly sentences: readonly Sentence[]
  readonly mentions: readonly EntityCount[]
  readonly finds?: Finds
}

export type ArticleRow = Omit<ArticlesTable, 'number'> & { number: number }
export type NewArticleRow = Omit<ArticlesTable, 'number'>
export type NewReportRow = Omit<ReportsTable, 'number'>

/** The match key by which titles are searched. */
export function titleKey(title: string): string {
  return fold(title).toWellFormed().replaceAll('\0', '')
}

/** The match keys of all titles by which an article is found: its own and those of its reports, one a line. */
export function titleKeys(item: ParsedItem, reports: readonly Report[]): string {
  return titleKey([item.title, ...reports.map(report => report.title)].join('\n'))
}

/** The row of an article about to be stored. */
export function articleRow(read: ArticleRead, revision: number, current: boolean): NewArticleRow {
  return {
    id: read.id,
    identity: toColumn(read.item.identity),
    revision,
    current: current ? 1 : 0,
    content_hash: toColumn(read.contentHash),
    first_seen: toColumn(read.firstSeen),
    url: read.item.url === null ? null : toColumn(read.item.url),
    title_key: titleKeys(read.item, read.reports),
    workspace: read.item.workspace === undefined ? null : toColumn(read.item.workspace),
  }
}

/** The row of a reading's nth report; `length` is 0 until the search engine has counted its terms. */
export function reportRow(
  reading: Reading,
  ordinal: number,
  article: number,
  current: boolean,
): NewReportRow {
  const report = reading.reports[ordinal]!
  const { from, to } = dayRange(report.date)
  const outline: Outline = {
    report,
    sentences: reading.sentences.filter(sentence => sentence.report === report.id),
    mentions: reading.mentions[ordinal]!,
    ...(reading.finds && { finds: reading.finds[ordinal]! }),
  }
  return {
    article,
    ordinal,
    current: current ? 1 : 0,
    lang: report.lang,
    day: orderDay(report.date),
    date_from: from,
    date_to: to,
    length: 0,
    reading: packLines([outline, ...claimsOfReport(reading, report.id)]),
  }
}

/** The outline of a packed reading. */
export function outlineOf(packed: Uint8Array): Outline {
  return JSON.parse(unpackSomeLines(packed, [0])[0]!) as Outline
}

/** The claims of a packed reading, in order. */
export function claimsOf(packed: Uint8Array): Claim[] {
  const [, ...lines] = unpackLines(packed)
  return lines.map(line => JSON.parse(line) as Claim)
}

/** The outline and the claims of a packed reading. */
export function readingOf(packed: Uint8Array): Outline & { readonly claims: Claim[] } {
  const [outline, ...claims] = unpackLines(packed).map(line => JSON.parse(line))
  return { ...(outline as Outline), claims: claims as Claim[] }
}

/** Some claims of a packed reading, by their ordinals in ascending order. */
export function someClaimsOf(packed: Uint8Array, ordinals: readonly number[]): Claim[] {
  const lines = unpackSomeLines(
    packed,
    ordinals.map(ordinal => ordinal + 1),
  )
  return lines.map(line => JSON.parse(line) as Claim)
}

/** The claims of one report of a reading, in order. */
export function claimsOfReport(reading: Reading, report: string): Claim[] {
  return reading.claims.filter(claim => claim.report === report)
}

/** The row of a report's nth claim. */
export function claimRow(claim: Claim, report: number, ordinal: number): ClaimsTable {
  const [event, reported] = [dayRange(claim.timeEvent), dayRange(claim.timeReported)]
  return {
    number: claimNumber(report, ordinal),
    id: toColumn(claim.id),
    sentence: parseId(claim.sentence)!.ordinal,
    act: toColumn(claim.act),
    polarity: claim.polarity,
    modality: claim.modality,
    lang: claim.lang,
    band: claim.confidence.band,
    confidence: claim.confidence.overall,
    event_from: event.from,
    event_to: event.to,
    reported_from: reported.from,
    reported_to: reported.to,
  }
}

/** The article of a row and its packed body. */
export function articleOf(row: ArticleRow & { body: Uint8Array }): Article {
  const { item } = unpack<Body>(row.body)
  return {
    id: row.id,
    revision: row.revision,
    current: row.current === 1,
    contentHash: fromColumn(row.content_hash),
    firstSeen: fromColumn(row.first_seen),
    ...item,
  }
}
