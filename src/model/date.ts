/** What a date was concluded from. `sequence`: its place among the other dates of the report. */
export type DateBasis =
  | 'explicit'
  | 'dateline'
  | 'page_metadata'
  | 'url'
  | 'relative'
  | 'role_window'
  | 'anchor_event'
  | 'weekday'
  | 'sequence'
  | 'coref'
  | 'external_lookup'

export type DatePrecision =
  | 'part_of_day'
  | 'day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'year'
  | 'range'
  | 'open_range'
  | 'era'
  | 'approx'
  | 'unknown'

/**
 * A date as far as it is known: never a guess without its reasons.
 * `start` and `end` are calendar days `YYYY-MM-DD`, both inclusive; null where that side is open.
 */
export interface DateRef {
  readonly start: string | null
  readonly end: string | null
  readonly precision: DatePrecision
  readonly inferredBy: readonly DateBasis[]
  /** 0..1: how sure the reading is, not how good the source. */
  readonly confidence: number
  /** The words it was read from. */
  readonly raw?: string
  /** Other start days that the text leaves open, most likely first. */
  readonly alternatives?: readonly string[]
  /** Short reasons in English for a person: `"last month" + trilateral summit, The Hague, 2014-03-25`. */
  readonly reasons?: readonly string[]
}

export const UNKNOWN_DATE: DateRef = {
  start: null,
  end: null,
  precision: 'unknown',
  inferredBy: [],
  confidence: 0,
}

/** A year: in four digits, in Chinese figures, or counted in an era. */
const YEAR = /\d{4}|[〇零一二三四五六七八九]{4}|平成|令和|昭和|民[国國]|단기|['’]\d{2}\b/
const IN_FULL: ReadonlySet<DateBasis> = new Set(['page_metadata', 'url'])

/**
 * True when the day was concluded rather than stated in full: shown with `~`. "18日" states a day and leaves the month
 * and year to be concluded; "2013年12月5日" states all of it, as do the page's own data.
 */
export function isInferred(date: DateRef): boolean {
  if (date.start === null || date.inferredBy.some(basis => IN_FULL.has(basis))) return false
  if (!date.inferredBy.includes('explicit')) return true
  return date.raw !== undefined && !YEAR.test(date.raw.normalize('NFKC'))
}
