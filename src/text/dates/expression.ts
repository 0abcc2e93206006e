// What a date expression says, before anyone asks which day it is: only the fields that the words name.
import type { TextRange } from '../../model/article.ts'
import type { DatePrecision } from '../../model/date.ts'

export type DateUnit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'decade' | 'century'
export type Season = 'spring' | 'summer' | 'autumn' | 'winter'
/** Third of a period: 上旬/early, 中旬/middle, 下旬/late; 初 and 末 count as early and late. */
export type Third = 'early' | 'middle' | 'late'
export type DayPart = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'night'

/** A step away from a reference day: 上个月 is one calendar month back, `three days ago` a distance of three days. */
export interface DateShift {
  readonly unit: DateUnit
  /** Negative is the past; 0 is "this". */
  readonly by: number
  /** `report`: counted from the day of the report; `mention`: from the day last spoken of (翌日, a week earlier). */
  readonly from: 'report' | 'mention'
  /** `calendar` lands on the whole unit; `distance` keeps the day of the reference. */
  readonly how: 'calendar' | 'distance'
}

/** One end of an expression. An absent field is not said by the words. */
export interface DatePoint {
  readonly year?: number
  /** 1..12 */
  readonly month?: number
  /** 1..31 */
  readonly day?: number
  /** ISO: 1 Monday … 7 Sunday. */
  readonly weekday?: number
  /** Which weekday or week of the period: 1 first … 5, -1 last. */
  readonly nth?: number
  /** With `nth` and no weekday: the nth week. */
  readonly week?: true
  readonly weekend?: true
  readonly quarter?: 1 | 2 | 3 | 4
  readonly half?: 1 | 2
  readonly season?: Season
  /** First year of the decade: 1930. Two-digit decades (90年代) are read as 19xx from 30 up, else 20xx. */
  readonly decade?: number
  /** 21 for the twenty-first century. */
  readonly century?: number
  readonly shifts?: readonly DateShift[]
  readonly third?: Third
  readonly dayPart?: DayPart
  /** `last Friday` -1, `next May` 1: which side of the reference; the distance is not said. */
  readonly side?: -1 | 1
  /** 近日, recently, 前後: no exact place in time. */
  readonly approx?: true
  /** The month and day are of the lunar calendar, which is not resolved. */
  readonly lunar?: true
}

export interface DateExpression extends TextRange {
  /** The words, exactly as the text has them. */
  readonly raw: string
  readonly from: DatePoint
  /** Last end of a range such as 2日至4日, already holding what it inherits from the first; null for one point. */
  readonly to: DatePoint | null
  /** `since`: 2012年以来, from May; `until`: by the end of May. */
  readonly open: 'since' | 'until' | null
  /** The day a report is filed under: 12月5日电, 【ワシントン12日】, `TOKYO, Dec. 5`. */
  readonly dateline: boolean
}

/** How fine the words themselves are, before any reference is known. */
export function precisionOf(point: DatePoint): DatePrecision {
  if (point.approx) return 'approx'
  if (point.dayPart !== undefined) return 'part_of_day'
  if (point.third !== undefined && point.day === undefined && point.weekday === undefined) return 'approx'
  if (point.day !== undefined || point.weekday !== undefined) return 'day'
  const finest = point.shifts?.map(shift => shift.unit) ?? []
  if (point.weekend || point.week) return point.weekend ? 'range' : 'week'
  if (finest.includes('day')) return 'day'
  if (finest.includes('week')) return 'week'
  if (point.month !== undefined || finest.includes('month')) return 'month'
  if (point.quarter !== undefined || point.season !== undefined || finest.includes('quarter'))
    return 'quarter'
  if (point.half !== undefined || finest.includes('half')) return 'range'
  if (point.year !== undefined || finest.includes('year')) return 'year'
  return 'era'
}
