// The clock of one report: when did what a sentence tells at some place happen? The nearest time expression that
// governs the place, seen from the report's day; a dated event told of there gives its own day.
import type { EventRow, Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import type { DateRef } from '../model/date.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import { daysBetween, parseDay } from '../text/dates/calendar.ts'
import { precisionOf } from '../text/dates/expression.ts'
import { findDates } from '../text/dates.ts'
import { fold } from '../text/fold.ts'
import { rangesWithin } from '../text/spans.ts'
import { eventsIn, idsOf } from './dates/anchors.ts'
import { resolveEventTime, takesIn } from './dates/event-time.ts'
import { maskNames, type ReadExpression } from './dates/reading.ts'
import { isAhead } from './dates/tense.ts'
import { namesThing } from './dates/things.ts'

export interface ClockedReport {
  readonly text: string
  readonly lang: Lang
  readonly mentions: readonly Mention[]
  readonly date: DateRef
}

const BREAK = /[,;]/g
/** An event of the lexicon told without a time is taken for that event only this long after it, in days. */
const FRESH_DAYS = 400
/** 18日报道, 5日付の: the time of a report on it, not of what is told. */
const REPORTED = new RegExp(fold('^(?:的?(?:报道|报导|消息|电|讯)|付(?!け))'), 'u')
interface Line extends TextRange {
  /** In the order of the text, each with what it means. */
  readonly timed: readonly (TextRange & { readonly e: ReadExpression; readonly time: DateRef })[]
}

/** Reads the expressions of a line and resolves them in order, each knowing the last day spoken of before it. */
function readLine(report: ClockedReport, line: TextRange, tongue: Tongue): Line {
  const { text, date } = report
  const expressions = findDates(maskNames(text, line, report.mentions), tongue).map(e => {
    const placed = { ...e, start: e.start + line.start, end: e.end + line.start }
    return { ...placed, ahead: isAhead(text, line, placed, tongue) }
  })
  const timed: Line['timed'][number][] = []
  let mention = date.start
  for (const e of expressions) {
    const time = resolveEventTime(e, date, { mention, ...(e.ahead ? { direction: 'future' as const } : {}) })
    timed.push({ start: e.start, end: e.end, e, time })
    if (time.start !== null && ['day', 'part_of_day'].includes(precisionOf(e.from))) mention = time.start
  }
  return { ...line, timed }
}

function isOfTheReport(text: string, e: ReadExpression): boolean {
  return e.dateline || REPORTED.test(fold(text.slice(e.end, e.end + 6)))
}

/** How badly an expression governs a place: clauses between them, and lying on the wrong side of it. */
function costOf(text: string, e: ReadExpression, at: number, tongue: Tongue): number {
  const before = e.end <= at
  const between = fold(before ? text.slice(e.end, at) : text.slice(at, e.start))
  const breaks = between.match(BREAK)?.length ?? 0
  const thing = namesThing(text.slice(e.end)) ? 4 : 0
  if (before) return breaks + thing + between.length / 1000
  // English verbs stand before their time, the others after it.
  return (tongue === 'en' ? 0.5 + 2 * breaks : 4 + 4 * breaks) + thing + between.length / 1000
}

const WORST_COST = 6

function clauseAround(text: string, sentence: TextRange, at: number): TextRange {
  const key = fold(text.slice(sentence.start, sentence.end))
  const here = Math.min(Math.max(0, at - sentence.start), key.length)
  const before = Math.max(key.lastIndexOf(',', here - 1), key.lastIndexOf(';', here - 1)) + 1
  const after = key.slice(here).search(BREAK)
  return {
    start: sentence.start + (here === 0 ? 0 : before),
    end: after < 0 ? sentence.end : sentence.start + here + after,
  }
}

function daysApart(a: string, b: string): number {
  const [first, last] = [parseDay(a), parseDay(b)]
  return first === null || last === null ? Number.NaN : daysBetween(first, last)
}

function ofEvent(event: EventRow, time: DateRef | null, report: DateRef): DateRef {
  const raw = time?.raw
  return {
    start: event.date,
    end: event.end ?? event.date,
    precision: event.end === null ? 'day' : 'range',
    inferredBy: ['anchor_event', ...(time === null ? [] : time.inferredBy)],
    confidence: time === null ? Math.round(0.6 * report.confidence * 100) / 100 : time.confidence,
    ...(raw === undefined ? {} : { raw }),
    reasons: [`${raw === undefined ? '' : `"${raw}" + `}${event.names.en ?? event.id}, ${event.date}`],
  }
}

/**
 * The clock of a report: for a sentence and an offset in it (the act told), the time of what is told there.
 * Null when the sentence does not say; a `DateRef` with `start` null when it says so in words that cannot be resolved.
 */
export function createEventClock(
  report: ClockedReport,
  lexicon: Lexicon,
): (sentence: TextRange, at: number) => DateRef | null {
  const { text, date } = report
  const tongue = tongueOf(report.lang)
  // Sentences come in the order of the text, nearly always.
  let last: Line | null = null
  const lineOf = (sentence: TextRange): Line => {
    if (last !== null && last.start <= sentence.start && sentence.end <= last.end) return last
    const start = text.lastIndexOf('\n', sentence.start - 1) + 1
    const found = text.indexOf('\n', sentence.end)
    last = readLine(report, { start, end: found < 0 ? text.length : found }, tongue)
    return last
  }
  return (sentence, at) => {
    const line = lineOf(sentence)
    const ranked = rangesWithin(line.timed, sentence)
      .filter(({ e }) => !isOfTheReport(text, e))
      .map(({ e, time }) => ({ time, cost: costOf(text, e, at, tongue) }))
      .sort((a, b) => a.cost - b.cost)
    const best = ranked[0]
    const time = best === undefined || best.cost > WORST_COST ? null : best.time
    const clause = clauseAround(text, sentence, at)
    const inside = rangesWithin(report.mentions, clause)
    // People who met more than once do not tell which meeting.
    const told = eventsIn(idsOf(text, inside), lexicon).filter(anchor => anchor.sure !== 'people')
    if (time !== null) {
      const event = told.find(anchor => takesIn(time, anchor.event))?.event
      return event === undefined ? time : ofEvent(event, time, date)
    }
    const placed = told.find(anchor => anchor.sure === 'placed')?.event
    if (placed === undefined || date.start === null) return null
    const age = daysApart(placed.date, date.start)
    return age >= 0 && age <= FRESH_DAYS ? ofEvent(placed, null, date) : null
  }
}
