// From weights to a verdict: one day clearly ahead, some days or one month clearly ahead, or no date but the candidates.
import type { DateBasis, DatePrecision, DateRef } from '../../model/date.ts'
import { months } from '../../text/dates/calendar.ts'
import type { Evidence } from './candidates.ts'
import { explain } from './explain.ts'
import type { Filing } from './filing.ts'
import { highest, type Scored, score, type Weighed } from './score.ts'
import { pageDay, pageYear, type Said } from './verdict-page.ts'

/** A day needs this share of all candidates' likelihood, and this many times that of the second. */
const CLEAR_SHARE = 0.62
const CLEAR_LEAD = 2
const CLEAR_MONTH = 0.75
/** A few days in a row that together hold this share are given as a span. */
const CLEAR_RUN = 0.84
const LONGEST_RUN = 3
/** A span or a month is a reading less than a day. */
const OF_A_SPAN = 0.9
const LEAST_ALTERNATIVE = 0.01
const MOST_ALTERNATIVES = 12
/** Without a day in the text the date is another's word, or a guess among neighbours. */
const MOST_CONFIDENCE: Readonly<Record<Filing['kind'] | 'none', number>> = {
  dateline: 0.97,
  stamp: 0.97,
  heading: 0.9,
  reported: 0.95,
  lead: 0.85,
  none: 0.75,
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

interface Answer {
  readonly start: string
  readonly end: string
  readonly precision: DatePrecision
  readonly bases: readonly DateBasis[]
  readonly confidence: number
  readonly reason: string | null
}

interface Span {
  readonly start: string
  readonly end: string
  readonly share: number
}

/** Days of a month together, when the text does not tell which of them. */
function clearMonth(scored: Scored): Span | null {
  const places = scored.candidates.map(({ day }) => day.year * 12 + day.month - 1)
  let [from, to] = [places[0]!, places[0]!]
  for (const month of places) [from, to] = [Math.min(from, month), Math.max(to, month)]
  const byMonth = new Float64Array(to - from + 1)
  for (let at = 0; at < places.length; at++) byMonth[places[at]! - from]! += scored.shares[at]!
  const share = highest(byMonth)
  if (share < CLEAR_MONTH) return null
  const month = from + byMonth.indexOf(share)
  const days = months(Math.floor(month / 12), (month % 12) + 1)
  return { start: days.start.toString(), end: days.end.toString(), share }
}

/** The shortest run of neighbouring days that is clearly ahead together: the lead's day or the day after. */
function clearRun(scored: Scored): Span | null {
  const { candidates, shares, likely } = scored
  for (let length = 2; length <= LONGEST_RUN; length++) {
    for (const first of likely.slice(0, LONGEST_RUN)) {
      const from = candidates[first]!.n
      const run = Array.from({ length }, (_, day) => candidates.findIndex(one => one.n === from + day))
      if (run.includes(-1)) continue
      const share = run.reduce((sum, at) => sum + shares[at]!, 0)
      const [start, end] = [candidates[first]!.day, candidates[run.at(-1)!]!.day]
      if (share >= CLEAR_RUN) return { start: start.toString(), end: end.toString(), share }
    }
  }
  return null
}

function clearDay({ candidates, shares, likely }: Scored): Span | null {
  const [first = 0, second] = likely
  const share = shares[first]!
  if (share < CLEAR_SHARE || share < CLEAR_LEAD * (second === undefined ? 0 : shares[second]!)) return null
  const day = candidates[first]!.day.toString()
  return { start: day, end: day, share }
}

/** The best that can be said, from a day down to nothing. */
function answer(
  scored: Scored,
  evidence: readonly Evidence[],
  filing: Filing | null,
  said: Said,
  bases: readonly DateBasis[],
): Answer | null {
  const most = MOST_CONFIDENCE[filing?.kind ?? 'none']
  const withPage = bases.includes('page_metadata') ? bases : [...bases, 'page_metadata' as const]
  const byPage = (day: { day: string; confidence: number; reason: string }): Answer => ({
    start: day.day,
    end: day.day,
    precision: 'day',
    bases: withPage,
    confidence: day.confidence,
    reason: day.reason,
  })
  const own = pageDay(scored, evidence, filing, said.pages)
  if (own !== null) return byPage(own)
  // A date that rests on nothing but a guess is none.
  if (filing !== null || bases.length > 0) {
    const day = clearDay(scored)
    if (day !== null)
      return { ...day, precision: 'day', bases, confidence: round(day.share * most), reason: null }
    const run = clearRun(scored)
    if (run !== null) {
      const confidence = round(run.share * most * OF_A_SPAN)
      return { ...run, precision: 'approx', bases, confidence, reason: 'which of these days is not clear' }
    }
  }
  const month = bases.length > 0 ? clearMonth(scored) : null
  if (month !== null) {
    const confidence = round(month.share * most * OF_A_SPAN)
    return { ...month, precision: 'month', bases, confidence, reason: 'the day of the month is not clear' }
  }
  const year = filing === null ? null : pageYear(scored, evidence, said)
  return year === null ? null : byPage(year)
}

/** Weighs all candidates and says what is known; `pool` is not empty. */
export function conclude(
  pool: readonly Weighed[],
  evidence: readonly Evidence[],
  filing: Filing | null,
  said: Said,
): DateRef {
  const scored = score(pool, evidence)
  const { candidates, shares, likely } = scored
  const { reasons, bases } = explain(scored, evidence, filing)
  const found = answer(scored, evidence, filing, said, bases)
  const possible = likely
    .filter(at => shares[at]! > LEAST_ALTERNATIVE)
    .map(at => candidates[at]!.day.toString())
  const single = found !== null && found.start === found.end
  const alternatives = possible.filter(day => !(single && day === found.start)).slice(0, MOST_ALTERNATIVES)
  const open = `${possible.length} days stay possible, none clearly ahead`
  const reason = found === null ? open : found.reason
  return {
    start: found?.start ?? null,
    end: found?.end ?? null,
    precision: found?.precision ?? 'unknown',
    inferredBy: found?.bases ?? [],
    confidence: found?.confidence ?? 0,
    ...(filing === null ? {} : { raw: filing.expression.raw }),
    ...(alternatives.length > 0 ? { alternatives } : {}),
    reasons: reason === null ? reasons : [...reasons, reason],
  }
}
