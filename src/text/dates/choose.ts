// Completing an open date: among the days its words can mean, the one on the side asked for, else the closest.
import type { DateBasis, DatePrecision } from '../../model/date.ts'
import { type Days, daysBetween } from './calendar.ts'
import { Day } from './day.ts'

/** What an expression is seen from. */
export interface Context {
  readonly report: Day | null
  readonly mention: Day | null
  /** Where completing an open date starts from. */
  readonly near: Day | null
  readonly direction: 'past' | 'future' | null
  readonly exact: boolean
}

/** What was found, before it becomes a `DateRef`. */
export interface Found {
  readonly days: Days
  readonly others: readonly Day[]
  readonly by: readonly DateBasis[]
  readonly confidence: number
  readonly precision?: DatePrecision
}

/** A finding without other readings, unless `more` gives them. */
export function found(
  days: Days,
  by: readonly DateBasis[],
  confidence: number,
  more: Partial<Found> = {},
): Found {
  return { days, others: [], by, confidence, ...more }
}
/** One day as a span. */
export function single(day: Day): Days {
  return { start: day, end: day }
}

/** How far a candidate lies from the reference; one of another calendar year counts as four times as far. */
function strangeness(candidate: Day, reference: Day): number {
  const distance = Math.abs(daysBetween(reference, candidate))
  return (
    (candidate.year === reference.year ? distance : distance * 4) +
    (daysBetween(reference, candidate) > 0 ? 0.5 : 0)
  )
}

/** Chooses among readings by direction, else by closeness; the rest become alternatives. */
export function choose(
  readings: readonly Days[],
  context: Context,
  strict = false,
  byYear = false,
): Found | null {
  const near = context.near
  if (near === null || readings.length === 0) return null
  const compare = Day.compare
  const inWay = readings.filter(days => {
    if (context.direction === 'past') return compare(days.start, near) < (strict ? 0 : 1)
    if (context.direction === 'future') return compare(days.end, near) > (strict ? 0 : -1)
    return true
  })
  const cost = (days: Days): number =>
    byYear
      ? strangeness(days.start, near)
      : Math.abs(daysBetween(near, days.start)) + (compare(days.start, near) > 0 ? 0.5 : 0)
  const ranked = inWay.toSorted((a, b) => cost(a) - cost(b))
  const best = ranked[0]
  if (best === undefined) return null
  const next = ranked[1]
  const clear = context.direction !== null || next === undefined || cost(next) > 2 * cost(best) + 2
  return found(best, ['sequence'], clear ? 0.9 : 0.6, {
    others: clear ? [] : ranked.slice(1, 3).map(days => days.start),
  })
}
