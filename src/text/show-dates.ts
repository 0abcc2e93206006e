// Dates as readers of each language write them.
import { type DateRef, isInferred } from '../model/date.ts'
import type { Lang } from '../model/language.ts'
import words from './data/date-words.json' with { type: 'json' }
import { formatMessage, localeOf } from './messages.ts'

type DateUnits = Pick<Intl.DateTimeFormatOptions, 'year' | 'month' | 'day' | 'weekday'>

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const
const MONTH = { month: 'short', year: 'numeric' } as const
const YEAR = { year: 'numeric' } as const

/** `YYYY-MM-DD` as midnight UTC; null when it is no day of the calendar. */
function parseDay(day: string | null): Date | null {
  if (day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const date = new Date(`${day}T00:00:00Z`)
  // 30 February is read as 1 March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? date : null
}

function format(lang: Lang, options: DateUnits, from: Date, to: Date = from): string {
  const formatter = (shown: DateUnits) =>
    new Intl.DateTimeFormat(localeOf(lang), { ...shown, timeZone: 'UTC' })
  if (from.getTime() === to.getTime()) return formatter(options).format(from)
  // One sign for ranges in every language: `~` before a date already says that it is inferred.
  if (lang === 'en')
    return formatter(options)
      .formatRange(from, to)
      .replace(/\s*–\s*/u, '–')
  // 2013年12月5日–8日: `formatRange` would fall back to slashes in some of these languages.
  const first = formatter(options).format(from)
  if (first === formatter(options).format(to)) return first
  return `${first}–${formatter(unshared(options, from, to)).format(to)}`
}

/** What the last day of a range must say that the first has not said: the larger units they share are left out. */
function unshared({ year, month, day }: DateUnits, from: Date, to: Date): DateUnits {
  if (!month || from.getUTCFullYear() !== to.getUTCFullYear()) return { year, month, day }
  if (!day || from.getUTCMonth() !== to.getUTCMonth()) return { month, day }
  return { day }
}

/** Days of a window in the reader's language: `5 Dec 2013`, `5–8 Dec 2013`; unreadable days as they are. */
export function formatDays(lang: Lang, from: string, to: string): string {
  const [first, last] = [parseDay(from), parseDay(to)]
  if (!first || !last || first > last) return from === to ? from : `${from}–${to}`
  return format(lang, DAY, first, last)
}

/** Days of a window with the weekday where it is one day: `Thu, 5 Dec 2013`. */
export function formatTitleDays(lang: Lang, from: string, to: string): string {
  const day = from === to ? parseDay(from) : null
  return day ? format(lang, { ...DAY, weekday: 'short' }, day) : formatDays(lang, from, to)
}

/** A date as far as it is known, in the reader's language; `~` before what is inferred. */
export function formatDate(lang: Lang, date: DateRef): string {
  const from = parseDay(date.start)
  const to = parseDay(date.end)
  if (!from && !to) return date.start ?? date.end ?? openDate(lang, date)
  const tilde = isInferred(date) || date.precision === 'approx' ? '~' : ''
  if (!from) return tilde + formatMessage(words[lang].until, lang, { date: format(lang, DAY, to!) })
  if (!to) return tilde + formatMessage(words[lang].from, lang, { date: format(lang, DAY, from) })
  if (to < from) return tilde + format(lang, DAY, from)
  return tilde + format(lang, grainOf(date, from, to), from, to)
}

/** The days that the text leaves open, with a question mark, or that nothing is known. */
function openDate(lang: Lang, { alternatives = [] }: DateRef): string {
  const days = alternatives.slice(0, 3).map(day => formatDays(lang, day, day))
  return days.length > 0 ? `${days.join(' / ')}?` : words[lang].unknown
}

/** Whole months and years are written as such only when the date says that it knows no more. */
function grainOf({ precision }: DateRef, from: Date, to: Date): DateUnits {
  const next = new Date(to.getTime() + 86_400_000)
  const wholeMonths = from.getUTCDate() === 1 && next.getUTCDate() === 1
  const wholeYears = wholeMonths && from.getUTCMonth() === 0 && next.getUTCMonth() === 0
  if (precision === 'day' || precision === 'part_of_day' || precision === 'week') return DAY
  if (wholeYears) return YEAR
  return wholeMonths ? MONTH : DAY
}
