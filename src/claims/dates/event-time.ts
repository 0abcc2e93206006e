// The time of what a sentence tells, once the day of its report is known.
import type { DateRef } from '../../model/date.ts'
import { daysBetween, parseDay } from '../../text/dates/calendar.ts'
import type { DateExpression } from '../../text/dates/expression.ts'
import { type ResolveHints, resolveDate } from '../../text/dates/resolve.ts'

/**
 * The days an expression in a report means: `4日` in a report of 5 December is the 4th of that December, 去年11月 the
 * November before. Where the report's own day is inferred the result is no surer than that; `start` is null where the
 * words need a report date that is not known.
 */
export function resolveEventTime(
  expression: DateExpression,
  report: DateRef,
  hints: ResolveHints = {},
): DateRef {
  const known = report.start === null ? null : report
  const date = resolveDate(expression, known, hints)
  if (date.start === null && date.end === null) return date
  const stated = date.inferredBy.includes('explicit')
  if (stated) return date
  return {
    ...date,
    confidence: Math.round(date.confidence * (known?.confidence ?? 1) * 100) / 100,
    ...(known === null ? {} : { reasons: [`"${expression.raw}" in a report of ${known.start}`] }),
  }
}

/** Whether a resolved time is wider than a day and takes in an event of known days: then the event's day is the better answer. */
export function takesIn(date: DateRef, event: { date: string; end: string | null }): boolean {
  const first = parseDay(event.date)
  const [start, end] = [parseDay(date.start), parseDay(date.end)]
  if (first === null || start === null || end === null) return false
  const wide = daysBetween(start, end) > 0
  return wide && daysBetween(start, first) >= -1 && daysBetween(first, end) >= -1
}
