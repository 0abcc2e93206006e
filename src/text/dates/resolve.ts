// Which calendar days an expression means, seen from a reference day. What the words leave open is completed by
// closeness to the reference, with the other readings kept as alternatives; what cannot be known stays null.
import type { DateRef } from '../../model/date.ts'
import { daysBetween, parseDay } from './calendar.ts'
import type { Context, Found } from './choose.ts'
import { Day } from './day.ts'
import { type DateExpression, precisionOf } from './expression.ts'
import { order, resolvePoint } from './resolve-point.ts'

export interface ResolveHints {
  /** Which way an open date lies: `past` takes the last one up to the reference, `future` the next one. */
  readonly direction?: 'past' | 'future'
  /** The day last spoken of, for 翌日, 이날, `a week earlier`; without it they are counted from the reference. */
  readonly mention?: DateRef | string | null
  /** True: `two years ago` is the very day two years back; otherwise it is the year it falls in. */
  readonly exactDistance?: boolean
}

function firstDay(reference: DateRef | string | null | undefined): Day | null {
  return typeof reference === 'object' && reference !== null ? parseDay(reference.start) : parseDay(reference)
}

function resolveSeen(expression: DateExpression, context: Context): Found | null {
  const from = resolvePoint(expression.from, context)
  if (from === null || expression.to === null) return from
  // The last end lies behind the first: 12月28日至1月3日 runs into the next year.
  const to = resolvePoint(expression.to, { ...context, near: from.days.start, direction: 'future' })
  if (to === null || Day.compare(to.days.end, from.days.start) < 0) return null
  return {
    days: { start: from.days.start, end: to.days.end },
    others: from.others,
    by: from.by,
    confidence: Math.min(from.confidence, to.confidence),
    precision: 'range',
  }
}

/** Both readings of a reference that is itself a span: one day when they agree, else all the days between. */
function join(a: Found | null, b: Found | null): Found | null {
  if (a === null || b === null) return null
  const same = a.days.start.equals(b.days.start) && a.days.end.equals(b.days.end)
  if (same) return a
  const days = order(a.days.start, b.days.end)
  if (daysBetween(days.start, days.end) > 400) return null
  return {
    days,
    others: [],
    by: a.by,
    confidence: Math.min(a.confidence, b.confidence) * 0.6,
    precision: 'range',
  }
}

/**
 * The days an expression means. `reference` is the day of the report (a `DateRef`, `YYYY-MM-DD`, or null when it is
 * unknown: then only what is stated in full resolves). Never throws; an unknown date has `start` and `end` null.
 */
export function resolveDate(
  expression: DateExpression,
  reference: DateRef | string | null,
  hints: ResolveHints = {},
): DateRef {
  const report = firstDay(reference)
  const mention = firstDay(hints.mention)
  const last = typeof reference === 'object' && reference !== null ? parseDay(reference.end) : report
  const seenFrom = (day: Day | null): Found | null =>
    resolveSeen(expression, {
      report: day,
      mention,
      near: day,
      direction: hints.direction ?? null,
      exact: hints.exactDistance ?? false,
    })
  let result = seenFrom(report)
  if (report !== null && last !== null && !last.equals(report)) result = join(result, seenFrom(last))
  if (result === null)
    return {
      start: null,
      end: null,
      precision: 'unknown',
      inferredBy: [],
      confidence: 0,
      raw: expression.raw,
    }
  const start = result.days.start.toString()
  const end = result.days.end.toString()
  const others = [...new Set(result.others.map(String))].filter(day => day !== start)
  return {
    start: expression.open === 'until' ? null : start,
    end: expression.open === 'since' ? null : end,
    precision: expression.open === null ? (result.precision ?? precisionOf(expression.from)) : 'open_range',
    inferredBy: expression.dateline ? ['dateline', ...result.by.filter(by => by !== 'dateline')] : result.by,
    confidence: result.confidence,
    raw: expression.raw,
    ...(others.length > 0 ? { alternatives: others } : {}),
  }
}
