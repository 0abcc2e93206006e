// Dates a report that may not say its year, its month or anything: candidate days from what it states, weighed by
// who holds which office, dated events, weekdays and the order of its days, and only then by what the page says.
import type { Lexicon } from '../lexicon/lexicon.ts'
import { type DateRef, UNKNOWN_DATE } from '../model/date.ts'
import { type Day, dayOf, parseDay } from '../text/dates/calendar.ts'
import { type Sighting, sightEvents } from './dates/anchors.ts'
import { weighAnchors } from './dates/anchors-weigh.ts'
import { type Candidate, candidateAt, type Evidence, numberOf } from './dates/candidates.ts'
import { weighEra } from './dates/era.ts'
import { candidatesFor, type Filing, findFiling } from './dates/filing.ts'
import { weighOffices } from './dates/offices.ts'
import { type PageDay, pageDays, pageYears, weighPages, weighSiblings } from './dates/pages.ts'
import { type DatableReport, type Reading, readReport } from './dates/reading.ts'
import type { Weighed } from './dates/score.ts'
import { weighStated } from './dates/stated.ts'
import { conclude } from './dates/verdict.ts'

export type { DatableReport } from './dates/reading.ts'

/** No report read here is older. */
const FIRST_YEAR = 2000
/** How long before and after an anchor event a report without any day is looked for, in days. */
const AROUND_EVENT = { before: 60, after: 400 } as const

function yearsOf(
  report: DatableReport,
  lexicon: Lexicon,
  pages: readonly PageDay[],
): { from: number; to: number } {
  const limit = parseDay(report.notAfter ?? null)
  if (limit !== null) return { from: FIRST_YEAR, to: limit.year }
  // Without a clock: up to the year after the last thing the lexicon knows, or the page's own year.
  return { from: FIRST_YEAR, to: Math.max(latestYear(lexicon), ...pages.map(page => page.day.year)) + 1 }
}

const latestYears = new WeakMap<Lexicon, number>()

/** The year of the last thing that the lexicon knows; reckoned once for each lexicon. */
function latestYear(lexicon: Lexicon): number {
  const ready = latestYears.get(lexicon)
  if (ready !== undefined) return ready
  const known = lexicon.events.map(event => Number(event.date.slice(0, 4)))
  for (const person of lexicon.entities()) {
    for (const role of person.roles ?? []) known.push(Number(role.from.slice(0, 4)))
  }
  const latest = Math.max(FIRST_YEAR, ...known)
  latestYears.set(lexicon, latest)
  return latest
}

/** A day stated in full needs no solving: 首尔2019年8月22日电. */
function statedInFull(filing: Filing | null): DateRef | null {
  if (filing === null || (filing.kind !== 'dateline' && filing.kind !== 'stamp')) return null
  const { year, month, day, weekday } = filing.point
  if (year === undefined || month === undefined || day === undefined) return null
  const stated = dayOf(year, month, day)
  if (stated === null) return null
  const slip = weekday !== undefined && stated.dayOfWeek !== weekday
  return {
    start: stated.toString(),
    end: stated.toString(),
    precision: 'day',
    inferredBy: filing.kind === 'dateline' ? ['explicit', 'dateline'] : ['explicit'],
    confidence: slip ? 0.8 : 0.98,
    raw: filing.expression.raw,
    reasons: [`"${filing.expression.raw}" is stated in full`, ...(slip ? ['its weekday does not fit'] : [])],
  }
}

/** Days to look at when the report states no day at all: around its events, full dates and the page's date. */
function daysAround(
  reading: Reading,
  sightings: readonly Sighting[],
  pages: readonly PageDay[],
): Map<number, Candidate> {
  const days = new Map<number, Candidate>()
  const add = (from: Day, count: number): void => {
    for (let at = 0; at <= count; at++) {
      const one = candidateAt(from.number + at)
      days.set(one.n, one)
    }
  }
  for (const { anchors } of sightings)
    for (const anchor of anchors)
      add(anchor.first.subtract({ days: AROUND_EVENT.before }), AROUND_EVENT.before + AROUND_EVENT.after)
  for (const page of pages) add(page.day.subtract({ days: 7 }), 8)
  for (const e of reading.sentences.flatMap(sentence => sentence.expressions)) {
    const { year, month, day } = e.to ?? e.from
    const stated = year === undefined || month === undefined || e.ahead ? null : dayOf(year, month, day ?? 1)
    if (stated !== null && stated.year >= FIRST_YEAR) add(stated, 40)
  }
  return days
}

/**
 * Finds the day of a report. `start` and `end` are null when nothing is clearly ahead; then `alternatives` holds the
 * days (or nothing, when even those are unknown). `reasons` says in English what the date rests on. Never throws.
 */
export function dateReport(report: DatableReport, lexicon: Lexicon): DateRef {
  const reading = readReport(report)
  const filing = findFiling(reading, lexicon)
  const stated = statedInFull(filing)
  if (stated !== null) return stated
  const pages = pageDays(report)
  const years = yearsOf(report, lexicon, pages)
  const sightings = sightEvents(reading, lexicon)
  const limit = parseDay(report.notAfter ?? null)
  const last = limit === null ? Number.POSITIVE_INFINITY : numberOf(limit)

  const pool: Weighed[] = []
  if (filing !== null)
    for (const { candidate: one, weight } of candidatesFor(filing, years).values())
      pool.push({ candidate: one, weight })
  else
    for (const one of daysAround(reading, sightings, pages).values()) pool.push({ candidate: one, weight: 0 })
  const inTime = pool.filter(one => one.candidate.n <= last)
  const evidence: Evidence[] = [
    ...weighEra(reading, lexicon),
    ...weighOffices(reading, lexicon),
    ...weighAnchors(sightings, lexicon, inTime.length),
    ...weighStated(reading, filing?.expression ?? null),
    ...weighPages(pages),
    ...weighSiblings(report.siblings ?? []),
  ]
  if (inTime.length === 0) return unknown(evidence)
  return conclude(inTime, evidence, filing, { pages, years: pageYears(report) })
}

function unknown(evidence: readonly Evidence[]): DateRef {
  const reasons = evidence.filter(one => one.basis === 'role_window').map(one => one.reason)
  return reasons.length === 0
    ? UNKNOWN_DATE
    : { ...UNKNOWN_DATE, reasons: ['no day, event or page date to start from', ...reasons] }
}
