// Candidate days, and pieces of evidence that weigh them. Weights are natural logarithms of how likely the report
// would read as it does if it were of that day: 0 as expected, -4 nearly excluded.
import type { DateBasis } from '../../model/date.ts'
import { Day } from '../../text/dates/day.ts'

export interface Candidate {
  readonly day: Day
  /** Days since 1970-01-01, for quick arithmetic. */
  readonly n: number
}

export interface Evidence {
  readonly basis: DateBasis
  /** What it rests on, for a person: `Joe Biden as Vice President 2009-01-20..2017-01-20`. */
  readonly reason: string
  readonly weigh: (candidate: Candidate) => number
  /** True for what holds of any report: it weighs, but is no reason of its own. */
  readonly silent?: true
}

/** Days since 1970-01-01. */
export function numberOf(day: Day): number {
  return day.number
}

const FIRST_KEPT = Day.of(1990, 1, 1)!.number
const LAST_KEPT = Day.of(2059, 12, 31)!.number
/** The candidates of these years, each made once: every report is weighed against thousands of them. */
const KEPT = new Array<Candidate | undefined>(LAST_KEPT - FIRST_KEPT + 1)

/** The candidate so many days after 1970-01-01. */
export function candidateAt(n: number): Candidate {
  const kept = KEPT[n - FIRST_KEPT]
  if (kept !== undefined) return kept
  const made = { day: Day.at(n), n }
  if (n >= FIRST_KEPT && n <= LAST_KEPT) KEPT[n - FIRST_KEPT] = made
  return made
}

/** A span of days as numbers, both inclusive. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Days from the nearest edge of the nearest span: 0 inside one. */
export function distanceTo(spans: readonly Span[], n: number): number {
  let least = Number.POSITIVE_INFINITY
  for (const span of spans) {
    if (n >= span.from && n <= span.to) return 0
    least = Math.min(least, n < span.from ? span.from - n : n - span.to)
  }
  return least
}
