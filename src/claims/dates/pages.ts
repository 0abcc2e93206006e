// Evidence from outside the report's own words: what the page says of itself, and the other reports on it.
import type { DateRef } from '../../model/date.ts'
import type { Lang } from '../../model/language.ts'
import { tongueOf } from '../../model/language.ts'
import { type Day, dayOf, parseDay } from '../../text/dates/calendar.ts'
import { findDates } from '../../text/dates.ts'
import { type Evidence, numberOf } from './candidates.ts'
import { stampIn } from './filing.ts'
import type { DatableReport } from './reading.ts'
import { namesThing } from './things.ts'

/** Weight by how many days after the report the page was put up. */
const PAGE_AGES: readonly (readonly [number, number])[] = [
  [0, 4.5],
  [1, 2.5],
  [3, 1.5],
  [10, 0.8],
  [40, 0.4],
]
/** A page cannot be older than its report, but its date may be of another time zone, or wrong. */
const PAGE_BEFORE = -2
const SIBLING_NEAR = 0.3

export interface PageDay {
  readonly day: Day
  readonly basis: 'page_metadata' | 'explicit'
  readonly reason: string
}

/** Full dates in lines of the article that belong to no report: 2013-12-06 19:40 来源：…. At most three. */
function stampsOutside(report: DatableReport, lang: Lang): PageDay[] {
  const found: PageDay[] = []
  for (const line of report.text.matchAll(/[^\n]+/g)) {
    const range = { start: line.index, end: line.index + line[0].length }
    if (line[0].length > 120 || found.length >= 3) continue
    if (report.paragraphs.some(paragraph => paragraph.start < range.end && paragraph.end > range.start))
      continue
    const expressions = findDates(line[0], tongueOf(lang)).map(e => ({
      ...e,
      start: e.start + range.start,
      end: e.end + range.start,
      ahead: false,
    }))
    const { year, month, day } = stampIn(report.text, range, expressions, true)?.from ?? {}
    if (year === undefined || month === undefined || day === undefined) continue
    const stamped = dayOf(year, month, day)
    if (stamped !== null)
      found.push({
        day: stamped,
        basis: 'page_metadata',
        reason: `the page says "${line[0].trim().slice(0, 40)}"`,
      })
  }
  return found
}

/** Years (and months) in the lines above the first report: 平成26年のまとめ, `compiled November 2024`. Names of things are no dates. */
export function pageYears(report: DatableReport): { year: number; month: number | null; line: string }[] {
  const first = Math.min(...report.paragraphs.map(range => range.start))
  const found: { year: number; month: number | null; line: string }[] = []
  for (const line of report.text.slice(0, Number.isFinite(first) ? first : 0).matchAll(/[^\n]+/g)) {
    if (line[0].length > 120) continue
    for (const e of findDates(line[0], tongueOf(report.lang))) {
      const { year, month } = e.from
      if (year === undefined || year < 2000 || e.to !== null || namesThing(line[0].slice(e.end))) continue
      found.push({ year, month: month ?? null, line: line[0].trim().slice(0, 40) })
    }
  }
  return found
}

/** The days that the page itself gives for its publication. */
export function pageDays(report: DatableReport): PageDay[] {
  const given = parseDay(report.pageDate)
  const stamps = stampsOutside(report, report.lang)
  if (given === null) return stamps
  const page: PageDay = { day: given, basis: 'page_metadata', reason: `the page's own date ${given}` }
  return [page, ...stamps.filter(stamp => !stamp.day.equals(given))]
}

/** A page is put up on the day of the report or later; the nearer, the likelier that it was its first place. */
export function weighPages(pages: readonly PageDay[]): Evidence[] {
  return pages.map(page => {
    const n = numberOf(page.day)
    return {
      basis: 'page_metadata',
      reason: page.reason,
      weigh: c => {
        const age = n - c.n
        if (age < 0) return age === -1 ? 0.5 : PAGE_BEFORE
        return PAGE_AGES.find(([days]) => age <= days)?.[1] ?? 0
      },
    }
  })
}

/** Reports on one page are sometimes of one day: a nudge, no more. */
export function weighSiblings(siblings: readonly DateRef[]): Evidence[] {
  const days = siblings.filter(date => date.confidence >= 0.8).flatMap(date => parseDay(date.start) ?? [])
  if (days.length === 0) return []
  const numbers = days.map(numberOf)
  return [
    {
      basis: 'coref',
      reason: `another report on the page is of ${days[0]}`,
      weigh: c => (numbers.some(n => Math.abs(n - c.n) <= 3) ? SIBLING_NEAR : 0),
    },
  ]
}
