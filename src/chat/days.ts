import { LANGS } from '../model/language.ts'
import type { DayRange } from './command.ts'
import { MESSAGES } from './messages.ts'

const DAY = /^(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日일]?$/
const MONTH = /^(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[月월]?$/
const YEAR = /^(\d{4})\s*[年년]?$/
/** After NFKC, which turns `～` into `~` and `…` into dots. */
const RANGE = /\s*(?:\.{2,3}|[~〜–—])\s*/

function wordsFor(key: 'date.today' | 'date.yesterday'): Set<string> {
  return new Set(LANGS.flatMap(lang => MESSAGES[lang][key].split('|')))
}
const TODAY = wordsFor('date.today')
const YESTERDAY = wordsFor('date.yesterday')

function rangeOf(from: Temporal.PlainDate, days: Temporal.DurationLike): DayRange {
  return { from: from.toString(), to: from.add(days).subtract({ days: 1 }).toString() }
}

function plainDate(year: string, month: string, day: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    )
  } catch {
    return null
  }
}

/** Reads one day, month or year: `2013-12-05`, `2013/12`, `2013年12月5日`, `2013년 12월 5일`, `today`, `昨日`. */
function readSpan(words: string, today: Temporal.PlainDate): DayRange | null {
  const word = words.trim().toLowerCase()
  if (TODAY.has(word)) return rangeOf(today, { days: 1 })
  if (YESTERDAY.has(word)) return rangeOf(today.subtract({ days: 1 }), { days: 1 })
  const [, ...day] = DAY.exec(word) ?? []
  const [, ...month] = MONTH.exec(word) ?? []
  const [, ...year] = YEAR.exec(word) ?? []
  if (day.length > 0) {
    const date = plainDate(day[0]!, day[1]!, day[2]!)
    return date && rangeOf(date, { days: 1 })
  }
  if (month.length > 0) {
    const date = plainDate(month[0]!, month[1]!, '1')
    return date && rangeOf(date, { months: 1 })
  }
  if (year.length > 0) {
    const date = plainDate(year[0]!, '1', '1')
    return date && rangeOf(date, { years: 1 })
  }
  return null
}

/** Reads days as a reader writes them; `A..B` runs from the first day of A to the last of B. Null if unreadable. */
export function readDays(words: string, today: Temporal.PlainDate): DayRange | null {
  const parts = words.normalize('NFKC').trim().split(RANGE)
  if (parts.length > 2) return null
  const first = readSpan(parts[0]!, today)
  const last = parts.length === 2 ? readSpan(parts[1]!, today) : first
  if (!first || !last || first.from > last.to) return null
  return { from: first.from, to: last.to }
}

/** Reads one day as a reader writes it, as `YYYY-MM-DD`; null if it is not one. */
export function readDay(words: string, today: Temporal.PlainDate): string | null {
  const days = readDays(words, today)
  return days && days.from === days.to ? days.from : null
}

/**
 * Words with days before or after them, taken apart: `GSOMIA 2019-11` is a subject and a month. A year that stands
 * alone is words: it may belong to a name (the 2015 agreement), and whoever reads the words sees it all the same.
 */
export function splitDays(
  words: string,
  today: Temporal.PlainDate,
): { readonly words: string; readonly days: DayRange | null } {
  const pieces = words.trim().split(/\s+/)
  for (const at of [0, pieces.length - 1]) {
    const piece = pieces[at]!
    const days = pieces.length > 1 && /^\d{4}$/.test(piece) ? null : readDays(piece, today)
    if (days !== null) return { words: pieces.filter((_, i) => i !== at).join(' '), days }
  }
  return { words: words.trim(), days: null }
}
