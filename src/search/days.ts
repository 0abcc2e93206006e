// Days of reports and events against the days a question asks about. Days are YYYY-MM-DD and compare as text.
import type { Report } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'

export interface Days {
  readonly from: string
  readonly to: string
}

/** The day `by` days later; earlier when negative. */
export function shiftDay(day: string, by: number): string {
  return Temporal.PlainDate.from(day).add({ days: by }).toString()
}

/**
 * A report may tell of the days when it is dated within them or in the half year after. An undated one may when one of
 * the days it is most likely of does, or when nothing is known of its day.
 */
export function mayTell(date: DateRef, days: Days): boolean {
  const late = shiftDay(days.to, 180)
  if (date.start !== null) return (date.end ?? date.start) >= days.from && date.start <= late
  const likely = date.alternatives?.slice(0, LIKELY) ?? []
  return likely.length === 0 || likely.some(day => day >= days.from && day <= late)
}

/** Further alternatives are hardly ever the day. */
const LIKELY = 3

/** 1 when an event of the sentence or the report itself falls in the days (a week late at most), -1 when neither does. */
export function fitsWindow(
  days: Days | null,
  { report, claims }: { readonly report: Report; readonly claims: readonly Claim[] },
): number {
  if (days === null) return 0
  const overlaps = (date: DateRef | null, late: number): boolean =>
    date !== null &&
    date.start !== null &&
    date.start <= shiftDay(days.to, late) &&
    (date.end ?? date.start) >= days.from
  if (claims.some(claim => overlaps(claim.timeEvent, 0)) || overlaps(report.date, 7)) return 1
  return report.date.start === null ? 0 : -1
}
