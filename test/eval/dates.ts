// How well dates come out: single phrases, undated and partly dated reports of our own, the samples, the seed page.
import { existsSync, readFileSync } from 'node:fs'
import { dateReport } from '../../src/claims/dates.ts'
import { type Lexicon, openLexicon } from '../../src/lexicon/lexicon.ts'
import type { TextRange } from '../../src/model/article.ts'
import type { DateRef } from '../../src/model/date.ts'
import type { Lang } from '../../src/model/language.ts'
import { scorePhrases } from './dates-phrases.ts'
import { readSampleReports } from './dates-samples.ts'
import type { EvalResult, EvalRow } from './result.ts'

const OWN = new URL('../gold/dates.jsonl', import.meta.url)
const SEED = new URL('../../../shared/data/seed/', import.meta.url)

/** A day range, or null where no honest reader could tell. */
export type GoldDate = { readonly start: string; readonly end: string } | null

export interface GoldSnippet {
  readonly text: string
  readonly lang: Lang
  readonly pageDate: string | null
  readonly date: GoldDate
  readonly note: string
}

/** `right`: exactly those days; `open`: no single date given, as wanted or for want of evidence; `wrong`: another date. */
export type Outcome = 'right' | 'open' | 'wrong'

/** Compares a verdict with the gold; a month that holds the day is `open`, not `wrong`. */
export function compare(found: DateRef, wanted: GoldDate): Outcome {
  if (wanted === null) return found.start === null ? 'right' : 'wrong'
  if (found.start === null) return 'open'
  if (found.start === wanted.start && found.end === wanted.end) return 'right'
  return found.precision !== 'day' && found.start <= wanted.start && (found.end ?? '') >= wanted.end
    ? 'open'
    : 'wrong'
}

/** The gold snippets of our own: one JSON object a line. */
export function readSnippets(): GoldSnippet[] {
  if (!existsSync(OWN)) return []
  return readFileSync(OWN, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as GoldSnippet)
}

/** Paragraphs of a loose text: what blank lines part. */
export function paragraphsOf(text: string): TextRange[] {
  return [...text.matchAll(/[^\n]+(?:\n(?!\s*\n)[^\n]+)*/g)].map(m => ({
    start: m.index,
    end: m.index + m[0].length,
  }))
}

/** Dates a snippet as a report of its own. */
export function dateSnippet(
  snippet: Pick<GoldSnippet, 'text' | 'lang' | 'pageDate'>,
  lexicon: Lexicon,
): DateRef {
  const { text, lang, pageDate } = snippet
  return dateReport(
    { text, lang, pageDate, paragraphs: paragraphsOf(text), mentions: lexicon.match(text) },
    lexicon,
  )
}

interface Tally {
  right: number
  open: number
  wrong: number
  /** The day given, or a day of the span given, is the true one or next to it. */
  near: number
}

function isNear(found: DateRef, wanted: GoldDate): boolean {
  if (wanted === null || found.start === null) return wanted === null && found.start === null
  const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
  const before = day(found.start).subtract({ days: 1 })
  const after = day(found.end ?? found.start).add({ days: 1 })
  const truth = day(wanted.start)
  const within =
    Temporal.PlainDate.compare(before, truth) <= 0 && Temporal.PlainDate.compare(truth, after) <= 0
  return within && before.until(after, { largestUnit: 'days' }).days <= 6
}

function count(tally: Tally, found: DateRef, wanted: GoldDate): Outcome {
  const outcome = compare(found, wanted)
  tally[outcome]++
  if (isNear(found, wanted)) tally.near++
  return outcome
}

function rows(set: string, tally: Tally, note: string): EvalRow[] {
  const n = tally.right + tally.open + tally.wrong
  if (n === 0) return []
  return [
    { measure: `${set}: date exactly right`, value: tally.right / n, goal: 0.9, n, note },
    {
      measure: `${set}: within a day, or a span of days that holds it`,
      value: tally.near / n,
      goal: null,
      n,
      note,
    },
    {
      measure: `${set}: wrong date given`,
      value: tally.wrong / n,
      goal: 0.03,
      n,
      note: 'worse than leaving it open',
    },
  ]
}

/** A set that is not on this machine: said, not scored. */
function missing(set: string, folder: URL): EvalRow {
  return {
    measure: `${set}: not scored`,
    value: 0,
    goal: null,
    n: 0,
    note: `${folder.pathname} is not there`,
  }
}

function tell(found: DateRef): string {
  const others = found.alternatives === undefined ? '' : ` or ${found.alternatives.slice(0, 4).join(', ')}`
  return `${found.start ?? 'open'}${found.end !== found.start ? `..${found.end}` : ''} (${found.confidence})${others}`
}

function scoreOwn(lexicon: Lexicon, failures: string[]): EvalRow[] {
  const tally: Tally = { right: 0, open: 0, wrong: 0, near: 0 }
  for (const snippet of readSnippets()) {
    const found = dateSnippet(snippet, lexicon)
    const outcome = count(tally, found, snippet.date)
    if (outcome !== 'right')
      failures.push(
        `own ${outcome} ${snippet.date?.start ?? 'open'} got ${tell(found)}: ${snippet.text.slice(0, 60)} [${snippet.note}]`,
      )
  }
  return rows('our own snippets', tally, 'undated or partly dated, four languages')
}

async function scoreSamples(lexicon: Lexicon, failures: string[]): Promise<EvalRow[]> {
  const withPage: Tally = { right: 0, open: 0, wrong: 0, near: 0 }
  const alone: Tally = { right: 0, open: 0, wrong: 0, near: 0 }
  for (const sample of await readSampleReports(lexicon)) {
    const note = (set: string, outcome: Outcome, found: DateRef): void => {
      if (outcome !== 'right')
        failures.push(`sample (${set}) ${outcome} ${sample.date.start} got ${tell(found)}: ${sample.name}`)
    }
    const found = dateReport(sample, lexicon)
    const outcome = count(withPage, found, sample.date)
    note('page', outcome, found)
    // The report as a scraped page may hold it: its paragraphs and nothing else.
    const text = sample.paragraphs.map(range => sample.text.slice(range.start, range.end)).join('\n\n')
    const bare = dateSnippet({ text, lang: sample.lang, pageDate: null }, lexicon)
    const bareOutcome = count(alone, bare, sample.date)
    note('alone', bareOutcome, bare)
  }
  return [
    ...rows('samples, with what the page says', withPage, 'report boundaries from the gold'),
    ...rows('samples, report text alone', alone, 'no page date and no date line outside the report').map(
      row => (row.goal === 0.9 ? { ...row, goal: null } : row),
    ),
  ]
}

function scoreSeed(lexicon: Lexicon, failures: string[]): EvalRow[] {
  if (!existsSync(SEED)) return [missing('seed page', SEED)]
  const text = readFileSync(new URL('page.txt', SEED), 'utf8')
  const gold = JSON.parse(readFileSync(new URL('gold.json', SEED), 'utf8')) as {
    blocks: { block: string; start: number; end: number }[]
    reports: Record<string, { published: string; blocks: string[] }>
  }
  const place = new Map(gold.blocks.map(block => [block.block, { start: block.start, end: block.end }]))
  const mentions = lexicon.match(text)
  const tally: Tally = { right: 0, open: 0, wrong: 0, near: 0 }
  // The decoys: a call of the same two men on another 18th, and the year the page was spun.
  for (const pageDate of [null, '2014-12-18', '2018-03-02']) {
    for (const [id, report] of Object.entries(gold.reports)) {
      const paragraphs = report.blocks.flatMap(block => place.get(block) ?? [])
      const found = dateReport({ text, paragraphs, lang: 'zh-Hans', mentions, pageDate }, lexicon)
      const outcome = count(tally, found, { start: report.published, end: report.published })
      if (outcome !== 'right')
        failures.push(`seed ${id} page ${pageDate}: ${report.published} got ${tell(found)}`)
    }
  }
  return rows('seed page', tally, 'three reports, alone and with two misleading page dates').map(row =>
    row.goal === null ? row : { ...row, goal: row.goal === 0.9 ? 1 : 0 },
  )
}

/** Scores everything there is; sets that are not there are left out. */
export async function run(): Promise<EvalResult> {
  const lexicon = openLexicon()
  const failures: string[] = []
  const scored = [
    ...scoreSeed(lexicon, failures),
    ...scoreOwn(lexicon, failures),
    ...(await scoreSamples(lexicon, failures)),
    ...scorePhrases(failures),
  ]
  return { set: 'dates', rows: scored, failures }
}
