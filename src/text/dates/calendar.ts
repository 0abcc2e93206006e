// Whole periods of the calendar as pairs of days, both inclusive.
import { Day } from './day.ts'
import type { DatePoint, DateUnit, Season, Third } from './expression.ts'

export type { Day } from './day.ts'

export interface Days {
  readonly start: Day
  readonly end: Day
}

/** A calendar day, or null when there is no such day. */
export function dayOf(year: number, month: number, day: number): Day | null {
  return Day.of(year, month, day)
}

/** Reads `2014-04-18` (an instant is cut to its day); null for anything else. */
export function parseDay(text: string | null | undefined): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?![\d])/.exec(text ?? '')
  return match === null ? null : dayOf(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return b.number - a.number
}

/** Moves by a number of units; month ends are kept inside the month (31 May less one month is 30 April). */
export function moveBy(day: Day, unit: DateUnit, by: number): Day {
  switch (unit) {
    case 'day':
      return day.add({ days: by })
    case 'week':
      return day.add({ days: by * 7 })
    case 'month':
      return day.add({ months: by })
    case 'quarter':
      return day.add({ months: by * 3 })
    case 'half':
      return day.add({ months: by * 6 })
    case 'year':
      return day.add({ years: by })
    case 'decade':
      return day.add({ years: by * 10 })
    case 'century':
      return day.add({ years: by * 100 })
  }
}

/** `count` months from the first day of a month on. */
export function months(year: number, month: number, count = 1): Days {
  const start = Day.of(year, month, 1)!
  return { start, end: start.add({ months: count }).subtract({ days: 1 }) }
}

/** `count` whole years. */
export function years(year: number, count = 1): Days {
  return months(year, 1, count * 12)
}

/** The ISO week (Monday to Sunday) that holds a day. */
export function weekOf(day: Day): Days {
  const start = day.subtract({ days: day.dayOfWeek - 1 })
  return { start, end: start.add({ days: 6 }) }
}

/** The whole unit that holds a day. */
export function periodOf(day: Day, unit: DateUnit): Days {
  switch (unit) {
    case 'day':
      return { start: day, end: day }
    case 'week':
      return weekOf(day)
    case 'month':
      return months(day.year, day.month)
    case 'quarter':
      return months(day.year, Math.floor((day.month - 1) / 3) * 3 + 1, 3)
    case 'half':
      return months(day.year, day.month < 7 ? 1 : 7, 6)
    case 'year':
      return years(day.year)
    case 'decade':
      return years(day.year - (day.year % 10), 10)
    case 'century':
      return years(day.year - ((day.year - 1) % 100), 100)
  }
}

/** Season of the northern hemisphere; the winter of a year begins in its December. */
export function seasonOf(year: number, season: Season): Days {
  return months(year, { spring: 3, summer: 6, autumn: 9, winter: 12 }[season], 3)
}

/**
 * A third of a period. Of a month: days 1–10, 11–20, 21–end (上旬, 中旬, 下旬). Of a week: Monday–Tuesday,
 * Wednesday–Thursday, Friday–Sunday. Of anything else: equal thirds of its days.
 */
export function thirdOf(period: Days, third: Third): Days {
  const length = daysBetween(period.start, period.end) + 1
  const cuts: readonly [number, number] =
    length === 7
      ? [2, 4]
      : length >= 28 && length <= 31
        ? [10, 20]
        : [Math.round(length / 3), Math.round((2 * length) / 3)]
  if (third === 'early') return { start: period.start, end: period.start.add({ days: cuts[0] - 1 }) }
  if (third === 'late') return { start: period.start.add({ days: cuts[1] }), end: period.end }
  return { start: period.start.add({ days: cuts[0] }), end: period.start.add({ days: cuts[1] - 1 }) }
}

/** The nth weekday of a period, -1 the last; null when there are fewer. */
export function nthWeekday(period: Days, weekday: number, nth: number): Day | null {
  if (nth === -1) return period.end.subtract({ days: (period.end.dayOfWeek - weekday + 7) % 7 })
  const first = period.start.add({ days: (weekday - period.start.dayOfWeek + 7) % 7 })
  const found = first.add({ days: (nth - 1) * 7 })
  return Day.compare(found, period.end) <= 0 ? found : null
}

/** The nth week of a period, counting weeks by their Thursday as ISO does; -1 the last; null when there are fewer. */
export function nthWeek(period: Days, nth: number): Days | null {
  const thursday = nthWeekday(period, 4, nth)
  return thursday === null ? null : weekOf(thursday)
}

/** What a year and its parts (quarter, half, season, decade, century) span; null when none is named. */
export function namedPeriod(point: DatePoint, year: number | null): Days | null {
  if (point.century !== undefined) return years((point.century - 1) * 100 + 1, 100)
  if (point.decade !== undefined) return years(point.decade, 10)
  if (year === null) return null
  if (point.quarter !== undefined) return months(year, point.quarter * 3 - 2, 3)
  if (point.half !== undefined) return months(year, point.half * 6 - 5, 6)
  if (point.season !== undefined) return seasonOf(year, point.season)
  return null
}
