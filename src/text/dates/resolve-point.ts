// The days that one end of an expression means, from its fields and shifts.
import type { DateBasis } from '../../model/date.ts'
import {
  type Days,
  dayOf,
  months,
  moveBy,
  namedPeriod,
  nthWeek,
  nthWeekday,
  periodOf,
  thirdOf,
  weekOf,
  years,
} from './calendar.ts'
import { type Context, choose, type Found, found, single } from './choose.ts'
import { Day } from './day.ts'
import type { DatePoint, DateUnit } from './expression.ts'

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

/** Two days as a span, whichever comes first. */
export function order(a: Day, b: Day): Days {
  return Day.compare(a, b) <= 0 ? { start: a, end: b } : { start: b, end: a }
}

/** Whether a stated weekday fits the day found; a mismatch is a slip of the text and only lowers confidence. */
function checkWeekday(result: Found, weekday: number | undefined): Found {
  if (weekday === undefined || result.days.start.dayOfWeek === weekday) return result
  return { ...result, confidence: Math.min(result.confidence, 0.5) }
}

/** Resolves one end; null when its words and the reference do not determine it. */
export function resolvePoint(point: DatePoint, context: Context): Found | null {
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
