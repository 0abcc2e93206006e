// Which calendar days an expression means, seen from a reference day. What the words leave open is completed by
// closeness to the reference, with the other readings kept as alternatives; what cannot be known stays null.
import type { DateBasis, DatePrecision, DateRef } from '../../model/date.ts'
import {
  type Days,
  dayOf,
  daysBetween,
  months,
  moveBy,
  namedPeriod,
  nthWeek,
  nthWeekday,
  parseDay,
  periodOf,
  thirdOf,
  weekOf,
  years,
} from './calendar.ts'
import { Day } from './day.ts'
import { type DateExpression, type DatePoint, type DateUnit, precisionOf } from './expression.ts'

export interface ResolveHints {
  /** Which way an open date lies: `past` takes the last one up to the reference, `future` the next one. */
  readonly direction?: 'past' | 'future'
  /** The day last spoken of, for 翌日, 이날, `a week earlier`; without it they are counted from the reference. */
  readonly mention?: DateRef | string | null
  /** True: `two years ago` is the very day two years back; otherwise it is the year it falls in. */
  readonly exactDistance?: boolean
}

interface Context {
  readonly report: Day | null
  readonly mention: Day | null
  /** Where completing an open date starts from. */
  readonly near: Day | null
  readonly direction: 'past' | 'future' | null
  readonly exact: boolean
}

interface Found {
  readonly days: Days
  readonly others: readonly Day[]
  readonly by: readonly DateBasis[]
  readonly confidence: number
  readonly precision?: DatePrecision
}

function found(days: Days, by: readonly DateBasis[], confidence: number, more: Partial<Found> = {}): Found {
  return { days, others: [], by, confidence, ...more }
}
function single(day: Day): Days {
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
function choose(readings: readonly Days[], context: Context, strict = false, byYear = false): Found | null {
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

const FINENESS: Readonly<Record<DateUnit, number>> = {
  century: 0,
  decade: 1,
  year: 2,
  half: 3,
  quarter: 4,
  month: 5,
  week: 6,
  day: 7,
}

/** The period that the shifts of a point lead to; null when their reference is unknown, undefined without shifts. */
function shifted(point: DatePoint, context: Context): { days: Days; unit: DateUnit } | null | undefined {
  const shifts = point.shifts ?? []
  if (shifts.length === 0) return undefined
  let cursor: Day | null = null
  let unit: DateUnit = 'century'
  let distance = true
  for (const shift of shifts) {
    cursor ??= shift.from === 'mention' ? (context.mention ?? context.report) : context.report
    if (cursor === null) return null
    cursor = moveBy(cursor, shift.unit, shift.by)
    if (FINENESS[shift.unit] > FINENESS[unit]) unit = shift.unit
    if (shift.how === 'calendar') distance = false
  }
  if (cursor === null) return null
  if (point.approx) {
    const [a, b] = shifts[0]!.by < 0 ? ([3, -2] as const) : ([-2, 3] as const)
    return { days: order(moveBy(cursor, unit, -a), moveBy(cursor, unit, -b)), unit }
  }
  const narrower = point.month ?? point.day ?? point.weekday ?? point.season ?? point.quarter ?? point.half
  if (distance && narrower === undefined && (context.exact || unit === 'day'))
    return { days: single(cursor), unit: 'day' }
  if (distance && narrower === undefined && unit === 'week')
    return { days: { start: cursor.subtract({ days: 3 }), end: cursor.add({ days: 3 }) }, unit }
  return { days: periodOf(cursor, unit), unit }
}

function order(a: Day, b: Day): Days {
  return Day.compare(a, b) <= 0 ? { start: a, end: b } : { start: b, end: a }
}

/** Whether a stated weekday fits the day found; a mismatch is a slip of the text and only lowers confidence. */
function checkWeekday(result: Found, weekday: number | undefined): Found {
  if (weekday === undefined || result.days.start.dayOfWeek === weekday) return result
  return { ...result, confidence: Math.min(result.confidence, 0.5) }
}

function resolvePoint(point: DatePoint, context: Context): Found | null {
  if (point.lunar) return null
  const side = point.side === undefined ? context.direction : point.side < 0 ? 'past' : 'future'
  const open: Context = { ...context, direction: side }
  if (point.approx && (point.shifts ?? []).length === 0) return aroundNow(point, context)
  const container = shifted(point, context)
  if (container === null) return null
  const by: DateBasis[] = container === undefined ? ['explicit'] : ['relative']
  if (container !== undefined && point.approx) return found(container.days, by, 0.5, { precision: 'approx' })
  const year = point.year ?? (container === undefined ? null : yearWithin(container))
  const base = resolveFields(point, container, year, open, by)
  if (base === null || point.third === undefined || point.day !== undefined || point.weekday !== undefined)
    return base
  return { ...base, days: thirdOf(base.days, point.third), precision: 'approx' }
}

/** The one year that a shifted period lies in, for the fields below it. */
function yearWithin(container: { days: Days; unit: DateUnit }): number | null {
  return FINENESS[container.unit] >= FINENESS.year ? container.days.start.year : null
}

function aroundNow(point: DatePoint, context: Context): Found | null {
  if (context.report === null) return null
  const days =
    point.side === 1
      ? { start: context.report, end: context.report.add({ days: 30 }) }
      : { start: context.report.subtract({ days: 14 }), end: context.report }
  return found(days, ['relative'], 0.4, { precision: 'approx' })
}

function resolveFields(
  point: DatePoint,
  container: { days: Days; unit: DateUnit } | undefined,
  year: number | null,
  context: Context,
  by: readonly DateBasis[],
): Found | null {
  const sure = by[0] === 'explicit' ? 0.98 : 0.93
  if (container?.unit === 'week') return withinWeek(point, container.days, by)
  if (container?.unit === 'day') return checkWeekday(found(container.days, by, sure), point.weekday)
  const month = point.month ?? (container?.unit === 'month' ? container.days.start.month : undefined)
  if (month !== undefined) {
    const monthYear =
      container?.unit === 'month' && point.month === undefined ? container.days.start.year : year
    return withinMonth(point, month, monthYear, context, by, sure)
  }
  const named = namedPeriod(point, year)
  if (named !== null) return found(named, by, sure)
  if (point.quarter !== undefined || point.half !== undefined || point.season !== undefined)
    return choose(
      yearsAround(context).flatMap(near => namedPeriod(point, near) ?? []),
      context,
      false,
      true,
    )
  if (point.day !== undefined) return dayAlone(point, context)
  const period = container?.days ?? (year === null ? null : years(year))
  if (point.nth !== undefined)
    return nthOf(point, period ?? (context.near && months(context.near.year, context.near.month)), by)
  if (point.weekday !== undefined) return weekdayAlone(point, context)
  if (point.weekend) return context.near === null ? null : found(weekendOf(context.near), ['weekday'], 0.8)
  return period === null ? null : found(period, by, sure)
}

function weekendOf(day: Day): Days {
  const week = weekOf(day)
  return { start: week.start.add({ days: 5 }), end: week.end }
}

function withinWeek(point: DatePoint, week: Days, by: readonly DateBasis[]): Found | null {
  if (point.weekend) return found(weekendOf(week.start), by, 0.9)
  for (let day = week.start; Day.compare(day, week.end) <= 0; day = day.add({ days: 1 })) {
    if (point.day === undefined ? day.dayOfWeek === point.weekday : day.day === point.day)
      return checkWeekday(found(single(day), [...by, 'weekday'], 0.9), point.weekday)
  }
  return point.day === undefined && point.weekday === undefined ? found(week, by, 0.93) : null
}

function yearsAround(context: Context): number[] {
  const near = context.near?.year
  return near === undefined ? [] : [near - 1, near, near + 1]
}

function nthOf(point: DatePoint, period: Days | null, by: readonly DateBasis[]): Found | null {
  if (period === null || point.nth === undefined) return null
  if (point.weekday === undefined) {
    const week = nthWeek(period, point.nth)
    return week === null ? null : found(week, by, 0.85, { precision: 'week' })
  }
  const day = nthWeekday(period, point.weekday, point.nth)
  return day === null ? null : found(single(day), by, 0.9)
}

function withinMonth(
  point: DatePoint,
  month: number,
  year: number | null,
  context: Context,
  by: readonly DateBasis[],
  sure: number,
): Found | null {
  const at = (of: number): Days | null => {
    if (point.nth !== undefined) return nthOf(point, months(of, month), by)?.days ?? null
    if (point.day === undefined) return months(of, month)
    const day = dayOf(of, month, point.day)
    return day === null ? null : single(day)
  }
  if (year !== null) {
    const days = at(year)
    return days === null
      ? null
      : checkWeekday(found(days, by, sure), point.day === undefined ? undefined : point.weekday)
  }
  // 29 February is up to eight years away.
  const reach = month === 2 && point.day === 29 ? 8 : 1
  const near = context.near?.year
  if (near === undefined) return null
  const readings = Array.from({ length: 2 * reach + 1 }, (_, i) => at(near - reach + i)).filter(
    days => days !== null,
  )
  const fitting =
    point.weekday === undefined || point.nth !== undefined
      ? readings
      : readings.filter(days => days.start.dayOfWeek === point.weekday)
  const wholeMonthPast = point.side !== undefined && point.day === undefined
  return choose(
    fitting.length > 0 ? fitting : readings,
    wholeMonthPast ? monthEdge(context) : context,
    wholeMonthPast,
    true,
  )
}

/** `last May` said in May is the May before: the month of the reference itself does not count. */
function monthEdge(context: Context): Context {
  if (context.near === null) return context
  const month = periodOf(context.near, 'month')
  return { ...context, near: context.direction === 'past' ? month.start : month.end }
}

function dayAlone(point: DatePoint, context: Context): Found | null {
  const near = context.near
  if (near === null || point.day === undefined) return null
  const reach = point.weekday === undefined ? 2 : 6
  const readings: Days[] = []
  for (let step = -reach; step <= reach; step++) {
    const of = near.subtract({ days: near.day - 1 }).add({ months: step })
    const day = dayOf(of.year, of.month, point.day)
    if (day !== null) readings.push(single(day))
  }
  if (point.weekday === undefined) return choose(readings, context)
  // 21日木曜日: the weekday says which month, whatever way the sentence looks.
  const fitting = readings.filter(days => days.start.dayOfWeek === point.weekday)
  const result = choose(fitting, { ...context, direction: null }) ?? choose(readings, context)
  return result === null ? null : checkWeekday(result, point.weekday)
}

function weekdayAlone(point: DatePoint, context: Context): Found | null {
  const near = context.near
  if (near === null || point.weekday === undefined) return null
  const back = (near.dayOfWeek - point.weekday + 7) % 7
  const readings = [
    near.subtract({ days: back }),
    near.add({ days: 7 - back }),
    near.subtract({ days: back + 7 }),
  ].map(single)
  // The press tells of past days unless it says otherwise: no direction means the last such day.
  const result = choose(
    readings,
    { ...context, direction: context.direction ?? 'past' },
    point.side !== undefined,
  )
  return result === null
    ? null
    : { ...result, by: ['weekday'], confidence: context.direction === null ? 0.8 : 0.9 }
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
