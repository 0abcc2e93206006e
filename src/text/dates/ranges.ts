// What the two ends of a range leave unsaid because the other end says it: 4月23日から25日, from 23 to 25 April.
import type { DatePoint } from './expression.ts'

const FIELDS = [
  'century',
  'decade',
  'year',
  'half',
  'quarter',
  'season',
  'month',
  'week',
  'weekday',
  'day',
] as const

/** Rank of the coarsest thing a point says: lower is coarser. Shifts rank as their unit. */
function coarsest(point: DatePoint): number {
  const byField = FIELDS.findIndex(field => point[field] !== undefined)
  const byShift = (point.shifts ?? []).map(shift =>
    shift.unit === 'year' ? 2 : shift.unit === 'month' ? 6 : shift.unit === 'week' ? 7 : 9,
  )
  return Math.min(byField < 0 ? FIELDS.length : byField, ...byShift)
}

/** The fields and shifts of `source` that are coarser than everything `point` says. */
function coarserThan(source: DatePoint, point: DatePoint): DatePoint {
  const rank = coarsest(point)
  const kept: Record<string, unknown> = {}
  FIELDS.forEach((field, at) => {
    if (at < rank && source[field] !== undefined) kept[field] = source[field]
  })
  const shifts = (source.shifts ?? []).filter(
    shift => coarsest({ shifts: [shift] }) < rank && shift.how === 'calendar',
  )
  if (shifts.length > 0) kept.shifts = shifts
  if (source.side !== undefined && Object.keys(kept).length === 0) kept.side = source.side
  return kept as DatePoint
}

/** Both ends with what they inherit from one another; the year may also flow back (May 3 to June 5, 2014). */
export function inherit(first: DatePoint, last: DatePoint): { from: DatePoint; to: DatePoint } {
  const given = coarserThan(first, last)
  const shifts = [...(given.shifts ?? []), ...(last.shifts ?? [])]
  const to: DatePoint = { ...given, ...last, ...(shifts.length > 0 ? { shifts } : {}) }
  if (first.year !== undefined || last.year === undefined || (first.shifts ?? []).length > 0)
    return { from: first, to }
  const wraps = first.month !== undefined && last.month !== undefined && first.month > last.month
  return { from: { ...first, year: wraps ? last.year - 1 : last.year }, to }
}
