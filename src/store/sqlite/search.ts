// Candidate search: BM25 over the reports of current articles, the rarest terms first, until enough postings were read.
import type { DatabaseSync } from 'node:sqlite'
import { type Kysely, sql } from 'kysely'
import { reportId } from '../../model/ids.ts'
import { dayNumber } from '../keys.ts'
import type { Schema, Total } from '../schema.ts'
import type { ReportHit, ReportSearch, WeightedTerm } from '../store.ts'
import { best } from './best.ts'
import { COUNT_COLUMNS, COUNT_STEPS, LENGTH_OF_STEP, lengthStepOfRow, reportOfRow, tokenOf } from './terms.ts'

// The usual BM25 parameters (Robertson & Zaragoza 2009).
const K1 = 1.2
const B = 0.75

/** Reading this many postings takes about 8 ms; the terms that matter in nearly every question have fewer. */
const MOST_POSTINGS = 60_000
const MOST_TERMS = 500
const DEFAULT_HITS = 100
const MOST_HITS = 1000
/** Frequencies of terms as common as this are kept: counting them anew costs 1 ms per 50,000 reports. */
const COMMON = 1000
const MOST_KEPT = 20_000
/** A kept frequency is good until the number of reports has changed by more than this share. */
const DRIFT = 0.02

/** Creates the full-text table: no text, since only terms are looked up, and no positions, since order is not used. */
export async function createSearchIndex(db: Kysely<Schema>): Promise<void> {
  const columns = sql.raw(COUNT_COLUMNS.join(', '))
  await sql`create virtual table report_terms using fts5(${columns}, content='', contentless_delete=1,
    detail=column, tokenize="ascii tokenchars '_'")`.execute(db)
  await sql`create virtual table report_terms_each using fts5vocab(report_terms, instance)`.execute(db)
  await sql`create virtual table report_terms_df using fts5vocab(report_terms, row)`.execute(db)
}

interface ScoredTerm {
  readonly term: string
  readonly token: string
  readonly weight: number
  /** In how many reports it occurs. */
  readonly frequency: number
}

interface Postings {
  /** Rows of the full-text table (see `searchRow`). */
  readonly rows: readonly number[]
  /** For each row the letter of its count column. */
  readonly columns: string
}

export interface Search {
  searchReports(search: ReportSearch): ReportHit[]
  documentFrequency(terms: readonly string[]): { reports: number; of: Map<string, number> }
}

/** Search over an open database that has the tables. Keeps 12 bytes in memory for each report. */
export function createSearch(database: DatabaseSync, mostPostings = MOST_POSTINGS): Search {
  const countReports = database.prepare('select doc from report_terms_df where term = ?')
  // One string for all postings of a term: fetching them row by row takes three times as long.
  const selectPostings = database.prepare(
    "select group_concat(doc) as rows, group_concat(col, '') as columns from report_terms_each where term = ?",
  )
  const selectNewest = database.prepare(
    `select group_concat(row) as rows from
      (select rowid as row from report_terms where report_terms match ? order by rowid desc limit ?)`,
  )
  const selectTotal = database.prepare('select value from totals where name = ?')
  const selectHighest = database.prepare('select max(number) as number from reports')
  const selectReports = database.prepare(
    `select r.number, r.ordinal, a.id as article
      from json_each(?1) wanted
      join reports r on r.number = wanted.value
      join articles a on a.number = r.article
      where (?2 is null or r.lang in (select value from json_each(?2)))
        and (?3 is null or r.date_to >= ?3) and (?4 is null or r.date_from <= ?4)`,
  )

  const kept = new Map<string, { frequency: number; reports: number }>()
  let scores = new Float64Array(0)
  let placeOf = new Int32Array(0)

  const totalOf = (name: Total) => Number(selectTotal.get(name)?.value ?? 0)

  function frequencyOf(token: string, reports: number): number {
    const known = kept.get(token)
    if (known && Math.abs(known.reports - reports) <= reports * DRIFT) return known.frequency
    const frequency = Number(countReports.get(token)?.doc ?? 0)
    if (kept.size >= MOST_KEPT) kept.clear()
    if (frequency >= COMMON) kept.set(token, { frequency, reports })
    else kept.delete(token)
    return frequency
  }

  /** The terms that occur at all, rarest first, each once with its weights added up. */
  function rarestFirst(terms: readonly WeightedTerm[], reports: number): ScoredTerm[] {
    const weights = new Map<string, number>()
    for (const { term, weight } of terms.slice(0, MOST_TERMS))
      if (weight > 0) weights.set(term, (weights.get(term) ?? 0) + weight)
    return [...weights]
      .map(([term, weight]) => ({ term, weight, token: tokenOf(term) }))
      .map(term => ({ ...term, frequency: frequencyOf(term.token, reports) }))
      .filter(term => term.frequency > 0)
      .sort((a, b) => a.frequency - b.frequency)
  }

  function allPostings(token: string): Postings {
    const row = selectPostings.get(token)
    return { rows: JSON.parse(`[${row?.rows ?? ''}]`), columns: String(row?.columns ?? '') }
  }

  /** For a term with more postings than may be read: of each count those of the newest reports, in equal parts. */
  function newestPostings(token: string, most: number): Postings {
    const share = Math.ceil(most / COUNT_COLUMNS.length)
    const parts = COUNT_COLUMNS.map(column => {
      const row = selectNewest.get(`${column}:"${token}"`, share)
      const rows = JSON.parse(`[${row?.rows ?? ''}]`) as number[]
      return { rows, columns: column.repeat(rows.length) }
    })
    return { rows: parts.flatMap(part => part.rows), columns: parts.map(part => part.columns).join('') }
  }

  function readPostings(terms: readonly ScoredTerm[]): { term: ScoredTerm; postings: Postings }[] {
    const read: { term: ScoredTerm; postings: Postings }[] = []
    let left = mostPostings
    for (const term of terms) {
      // Even when all terms are common, one is looked at.
      if (term.frequency > left && read.length > 0) break
      const { token, frequency } = term
      const postings = frequency > left ? newestPostings(token, left) : allPostings(token)
      left -= postings.rows.length
      read.push({ term, postings })
    }
    return read
  }

  /** Best reports that pass the filters, as places of their hits. */
  function select(candidates: readonly number[], search: ReportSearch): { number: number; hit: ReportHit }[] {
    const most = Math.min(search.limit ?? DEFAULT_HITS, MOST_HITS)
    const langs = search.langs ? JSON.stringify(search.langs) : null
    const [from, to] = [dayNumber(search.reportFrom), dayNumber(search.reportTo)]
    let take = langs || from || to ? most * 4 : most
    for (; ; take *= 4) {
      const ranked = best(candidates, scores, take)
      const rows = selectReports.all(JSON.stringify(ranked), langs, from, to)
      if (rows.length < most && take < candidates.length) continue
      const byNumber = new Map(rows.map(row => [Number(row.number), row]))
      return ranked
        .filter(number => byNumber.has(number))
        .slice(0, most)
        .map(number => {
          const row = byNumber.get(number)!
          const article = String(row.article)
          const report = reportId(article, Number(row.ordinal))
          return { number, hit: { report, article, score: scores[number]!, matched: [] } }
        })
    }
  }

  function searchReports(search: ReportSearch): ReportHit[] {
    const reports = totalOf('reports')
    if (reports === 0 || (search.limit ?? 1) <= 0) return []
    const size = Number(selectHighest.get()?.number ?? 0) + 1
    if (scores.length < size) {
      scores = new Float64Array(Math.ceil(size * 1.2))
      placeOf = new Int32Array(scores.length)
    }
    const gain = saturation(totalOf('terms') / reports)
    const read = readPostings(rarestFirst(search.terms, reports))

    const candidates: number[] = []
    for (const { term, postings } of read) {
      const rarity = term.weight * Math.log(1 + (reports - term.frequency + 0.5) / (term.frequency + 0.5))
      postings.rows.forEach((row, i) => {
        const number = reportOfRow(row)
        if (scores[number] === 0) candidates.push(number)
        const step = postings.columns.charCodeAt(i) - 97
        scores[number]! += rarity * gain[step]![lengthStepOfRow(row)]!
      })
    }

    const selected = select(candidates, search)
    const matched: string[][] = selected.map(() => [])
    selected.forEach(({ number }, place) => {
      placeOf[number] = place + 1
    })
    for (const { term, postings } of read)
      for (const row of postings.rows) {
        const place = placeOf[reportOfRow(row)]!
        if (place > 0) matched[place - 1]!.push(term.term)
      }
    for (const { number } of selected) placeOf[number] = 0
    for (const number of candidates) scores[number] = 0
    return selected.map(({ hit }, place) => ({ ...hit, matched: matched[place]! }))
  }

  function documentFrequency(terms: readonly string[]): { reports: number; of: Map<string, number> } {
    const reports = totalOf('reports')
    return { reports, of: new Map(terms.map(term => [term, frequencyOf(tokenOf(term), reports)])) }
  }

  return { searchReports, documentFrequency }
}

/** What occurring adds to a score before weight and rarity: by count step, then by length step. */
function saturation(averageLength: number): number[][] {
  return COUNT_STEPS.map(count =>
    LENGTH_OF_STEP.map(length => {
      const norm = K1 * (1 - B + (B * length) / Math.max(1, averageLength))
      return (count * (K1 + 1)) / (count + norm)
    }),
  )
}
