// Candidate search: BM25 over the reports of current articles, the rarest terms first, until enough postings were read.
import type { DatabaseSync } from 'node:sqlite'
import { type Kysely, sql } from 'kysely'
import { reportId } from '../../model/ids.ts'
import { dayNumber } from '../keys.ts'
import type { Schema, Total } from '../schema.ts'
import type { ReportHit, ReportSearch } from '../store.ts'
import { best } from './best.ts'
import { type Group, groupsOf, type Way } from './groups.ts'
import { COUNT_COLUMNS, COUNT_STEPS, LENGTH_OF_STEP, lengthStepOfRow, reportOfRow, tokenOf } from './terms.ts'

// The usual BM25 parameters (Robertson & Zaragoza 2009).
const K1 = 1.2
const B = 0.75

/** Reading this many postings takes about 8 ms; the terms that matter in nearly every question have fewer. */
const MOST_POSTINGS = 60_000
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

/** Search over an open database that has the tables. Keeps 20 bytes in memory for each report. */
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
  let covered = new Float32Array(0)
  /** How often the words of one group occur, while that group is counted. */
  let counts = new Float32Array(0)
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

  /** Postings of the ways to be looked at, the rarest first, while not too many were read. */
  function readWays(groups: readonly Group[]): Map<Way, Postings> {
    const read = new Map<Way, Postings>()
    const known = new Map<string, Postings>()
    let left = mostPostings
    const postingsOf = (token: string, frequency: number): Postings => {
      const same = known.get(token)
      if (same !== undefined) return same
      const postings = frequency > left ? newestPostings(token, left) : allPostings(token)
      left -= postings.rows.length
      known.set(token, postings)
      return postings
    }
    for (const way of groups.flatMap(group => group.ways).sort((a, b) => a.frequency - b.frequency)) {
      const cost = way.tokens.reduce((sum, one) => sum + (known.has(one.token) ? 0 : one.frequency), 0)
      // Even when all terms are common, one is looked at.
      if (cost > left && read.size > 0) continue
      const [first, second] = way.tokens.map(one => postingsOf(one.token, one.frequency))
      read.set(way, second === undefined ? first! : inBoth(first!, second))
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
          return {
            number,
            hit: { report, article, score: scores[number]!, covered: covered[number]!, matched: [] },
          }
        })
    }
  }

  function searchReports(search: ReportSearch): ReportHit[] {
    const reports = totalOf('reports')
    if (reports === 0 || (search.limit ?? 1) <= 0) return []
    const size = Number(selectHighest.get()?.number ?? 0) + 1
    if (scores.length < size) {
      const room = Math.ceil(size * 1.2)
      scores = new Float64Array(room)
      covered = new Float32Array(room)
      counts = new Float32Array(room)
      placeOf = new Int32Array(room)
    }
    const averageLength = Math.max(1, totalOf('terms') / reports)
    const groups = groupsOf(search, token => frequencyOf(token, reports))
    const rarityOf = (group: Group): number =>
      group.weight * Math.log(1 + (reports - group.frequency + 0.5) / (group.frequency + 0.5))
    const total = groups.reduce((sum, group) => sum + rarityOf(group), 0)
    const read = readWays(groups)

    const candidates: number[] = []
    for (const group of groups) {
      const rarity = rarityOf(group)
      const touched: number[] = []
      for (const way of group.ways) {
        const postings = read.get(way)
        if (postings === undefined) continue
        postings.rows.forEach((row, i) => {
          const number = reportOfRow(row)
          if (counts[number] === 0) touched.push(row)
          counts[number]! += way.weight * COUNT_STEPS[postings.columns.charCodeAt(i) - 97]!
        })
      }
      for (const row of touched) {
        const number = reportOfRow(row)
        if (scores[number] === 0) candidates.push(number)
        const count = counts[number]!
        const norm = K1 * (1 - B + (B * LENGTH_OF_STEP[lengthStepOfRow(row)]!) / averageLength)
        scores[number]! += (rarity * count * (K1 + 1)) / (count + norm)
        covered[number]! += (rarity / total) * Math.min(1, count)
        counts[number] = 0
      }
    }

    const selected = select(candidates, search)
    const matched: Set<string>[] = selected.map(() => new Set())
    selected.forEach(({ number }, place) => {
      placeOf[number] = place + 1
    })
    for (const [way, { rows }] of read)
      for (const row of rows) {
        const place = placeOf[reportOfRow(row)]!
        if (place > 0) for (const term of way.terms) matched[place - 1]!.add(term)
      }
    for (const { number } of selected) placeOf[number] = 0
    for (const number of candidates) {
      scores[number] = 0
      covered[number] = 0
    }
    return selected.map(({ hit }, place) => ({ ...hit, matched: [...matched[place]!] }))
  }

  function documentFrequency(terms: readonly string[]): { reports: number; of: Map<string, number> } {
    const reports = totalOf('reports')
    return { reports, of: new Map(terms.map(term => [term, frequencyOf(tokenOf(term), reports)])) }
  }

  return { searchReports, documentFrequency }
}

/** What stands in both, with the smaller of its two counts. Rows of both ascend. */
function inBoth(a: Postings, b: Postings): Postings {
  const rows: number[] = []
  let columns = ''
  for (let i = 0, j = 0; i < a.rows.length && j < b.rows.length; ) {
    const difference = a.rows[i]! - b.rows[j]!
    if (difference === 0) {
      const [one, other] = [a.columns[i]!, b.columns[j]!]
      rows.push(a.rows[i]!)
      columns += one < other ? one : other
    }
    if (difference <= 0) i++
    if (difference >= 0) j++
  }
  return { rows, columns }
}
