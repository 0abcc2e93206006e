// What the text says of its own day: a dateline (12月13日电), a stamp (a line that is little more than a date),
// what another outlet reported "on the 18th", or the day its lead tells of.
import type { Lexicon } from '../../lexicon/lexicon.ts'
import type { DateBasis } from '../../model/date.ts'
import type { Tongue } from '../../model/language.ts'
import { type Day, dayOf, months, nthWeekday } from '../../text/dates/calendar.ts'
import type { DatePoint } from '../../text/dates/expression.ts'
import { fold } from '../../text/fold.ts'
import { rangesWithin } from '../../text/spans.ts'
import { type Candidate, candidateAt } from './candidates.ts'
import type { ReadExpression, Reading, ReadSentence } from './reading.ts'

export interface Filing {
  readonly kind: 'dateline' | 'stamp' | 'heading' | 'reported' | 'lead'
  readonly expression: ReadExpression
  readonly basis: DateBasis
  /** Weight of the report being of the day said, of the day after, and so on. */
  readonly lags: readonly number[]
  /** What the expression says, as one day. */
  readonly point: DatePoint
}

const LAGS: Readonly<Record<Filing['kind'], readonly number[]>> = {
  dateline: [0],
  stamp: [0],
  heading: [0, -4],
  // A paper or agency quoted on its own day is mostly relayed on that day.
  reported: [0, -2.2, -4.5],
  lead: [],
}
/** Agencies tell of today, morning papers of yesterday, comments of some days ago; English names weekdays for both. */
const LEAD_LAGS: Readonly<Record<Tongue, readonly number[]>> = {
  zh: [0, -0.9, -2.3, -3, -3.5, -4, -4.5],
  ja: [0, -0.7, -2, -3, -3.5, -4, -4.5],
  ko: [0, -1.6, -2.8, -3.4, -4, -4.5, -5],
  en: [0, -0.6, -2, -3, -3.5, -4, -4.5],
}
/** 25日(現地時間), or a lead set in America or Europe: a paper of East Asia tells it on its next day. */
const LEAD_LAGS_ABROAD: readonly number[] = [-0.6, 0, -2, -3.2, -3.7, -4.2, -4.7]
const EAST: ReadonlySet<string> = new Set(
  'JP KR CN KP TW HK SG VN PH ID TH MY KH LA MM BN MN RU AU NZ IN'.split(' '),
)
const BASIS: Readonly<Record<Filing['kind'], DateBasis>> = {
  dateline: 'dateline',
  stamp: 'explicit',
  heading: 'explicit',
  reported: 'explicit',
  lead: 'sequence',
}

/** Letters besides the date that a stamp may hold: an outlet, 来源, `Updated`. */
const STAMP_LETTERS = 28
/** The same for a line that no report claims: bylines run longer. */
const STAMP_LETTERS_OUTSIDE = 80
const LEAD_SENTENCES = 3

const onKey = (source: string): RegExp => new RegExp(source.replace(/[^\x20-\x7e]+/g, fold), 'u')
const REPORTED_AFTER = onKey(
  '^(?:[^,.。]{0,12}?(?:报道|报导|消息|刊发|刊登|播报)|付の?|, ?.{0,60}?と(?:報じ|伝え)| .{0,60}?(?:보도|전했))',
)
const LOCAL_TIME = onKey(
  '^ ?\\(?(?:当地时间|现地时间|現地時間|同|현지 ?시[간각]|local time|u\\.?s\\.? time)|^[^,.]{0,10}\\((?:现地时间|現地時間|日本時間|현지|한국시)',
)
const LOCAL_TIME_BEFORE = onKey('(?:当地时间|现地时间|現地時間|현지 ?시[간각]으?로?) ?$')
const REPORTED_BEFORE = onKey('(?:据|援引)[^,。]{0,30}$|(?:reported|said in a report)(?: on)? $')

/** A day or weekday, not a month and nothing vague. */
export function isDayLevel(point: DatePoint): boolean {
  if (point.approx || point.lunar || point.nth !== undefined) return false
  return point.day !== undefined || point.weekday !== undefined
}

function filing(kind: Filing['kind'], expression: ReadExpression, lags = LAGS[kind]): Filing {
  return { kind, expression, basis: BASIS[kind], lags, point: expression.to ?? expression.from }
}

/** Whether the lead's day is that of a place where it is still the day before in East Asia. */
function isAbroad(reading: Reading, sentence: ReadSentence, e: ReadExpression, lexicon: Lexicon): boolean {
  if (reading.tongue === 'en') return false
  const { text } = reading
  const places = sentence.mentions.filter(m => m.id.startsWith('PLC.') || m.id === 'GOV.us.wh')
  const countries = places.map(m => lexicon.entity(m.id)?.country)
  if (countries.length > 0 && countries.every(country => country !== undefined && !EAST.has(country)))
    return true
  return (
    LOCAL_TIME.test(fold(text.slice(e.end, e.end + 24))) ||
    LOCAL_TIME_BEFORE.test(fold(text.slice(Math.max(0, e.start - 8), e.start)))
  )
}

/** What happened in the evening is told on the next day more often. */
function late(lead: ReadExpression, lags: readonly number[]): readonly number[] {
  if (lead.from.dayPart !== 'evening' && lead.from.dayPart !== 'night') return lags
  return lags.map((weight, lag) => (lag === 1 ? Math.min(0, weight + 0.5) : weight))
}

/** The date of a line that only says when (and where, and by whom) something was published; null for any other line. */
export function stampIn(
  text: string,
  paragraph: { start: number; end: number },
  expressions: readonly ReadExpression[],
  outside = false,
): ReadExpression | null {
  const first = rangesWithin(expressions, paragraph).find(
    e => e.to === null && e.from.day !== undefined && e.from.month !== undefined,
  )
  if (first === undefined || (outside && first.from.year === undefined)) return null
  const rest = text.slice(paragraph.start, first.start) + text.slice(first.end, paragraph.end)
  const letters = rest.match(/\p{L}/gu)?.length ?? 0
  return letters <= (outside ? STAMP_LETTERS_OUTSIDE : STAMP_LETTERS) && !/[。！？]/.test(rest) ? first : null
}

/** Units of a signature on each side of its day, and of a sentence that are looked at for who reported when. */
const LONGEST_SIGNATURE = 60
const REACH = 1500

/** （2013年12月3日）, （3月17日付朝刊）, (서울, 7월 3일) in brackets at the end of a paragraph, as papers sign their reports. */
function signatureIn(reading: Reading, expressions: readonly ReadExpression[]): ReadExpression | null {
  const signs = (e: ReadExpression): boolean => {
    if (e.from.day === undefined || e.from.month === undefined || e.to !== null) return false
    const behind = reading.text.slice(e.end, e.end + LONGEST_SIGNATURE)
    const end = /\n|$/.exec(behind)!.index
    if (end === LONGEST_SIGNATURE) return false
    const before = fold(reading.text.slice(Math.max(0, e.start - LONGEST_SIGNATURE), e.start))
    const after = fold(behind.slice(0, end)).trim()
    return /[([【][^)\]】]{0,10}$/.test(before) && /^[^)\]】]{0,8}[)\]】]$/.test(after)
  }
  return expressions.find(signs) ?? null
}

function isReported(reading: Reading, sentence: ReadSentence, expression: ReadExpression): boolean {
  const { start, end } = expression
  const before = fold(reading.text.slice(Math.max(sentence.start, start - REACH), start))
  const after = fold(reading.text.slice(end, Math.min(sentence.end, end + REACH)))
  if (REPORTED_BEFORE.test(before)) return reading.tongue !== 'zh' || REPORTED_AFTER.test(after)
  return (
    reading.tongue !== 'zh' &&
    REPORTED_AFTER.test(after) &&
    sentence.mentions.some(m => m.id.startsWith('OUT.'))
  )
}

/** The best statement of the report's own day, or null when it makes none. */
export function findFiling(reading: Reading, lexicon: Lexicon): Filing | null {
  const all = reading.sentences.flatMap(sentence => sentence.expressions)
  const dateline = all.find(e => e.dateline && isDayLevel(e.from) && (e.from.shifts ?? []).length === 0)
  if (dateline !== undefined) return filing('dateline', dateline)
  for (const paragraph of reading.paragraphs) {
    const stamp = stampIn(reading.text, paragraph, all)
    if (stamp !== null) return filing('stamp', stamp)
  }
  const signed = signatureIn(reading, all)
  if (signed !== null) return filing('stamp', signed)
  const heading = reading.heading.find(
    e => e.from.day !== undefined && e.from.month !== undefined && e.to === null && !e.ahead,
  )
  if (heading !== undefined) return filing('heading', heading)
  const leads = reading.sentences.slice(0, LEAD_SENTENCES)
  for (const sentence of leads.slice(0, 2)) {
    const reported = sentence.expressions.find(e => isOwnDay(e) && isReported(reading, sentence, e))
    if (reported !== undefined) return filing('reported', reported)
  }
  for (const sentence of leads) {
    const bare = sentence.expressions.find(isOwnDay)
    const lead = bare === undefined ? undefined : withMonth(bare, sentence)
    if (lead !== undefined) {
      const abroad = isAbroad(reading, sentence, lead, lexicon)
      return filing('lead', lead, late(lead, abroad ? LEAD_LAGS_ABROAD : LEAD_LAGS[reading.tongue]))
    }
  }
  return null
}

/** 令和3年5月、…は21日: the month named before it in the sentence is the day's. */
function withMonth(e: ReadExpression, sentence: ReadSentence): ReadExpression {
  if (e.from.month !== undefined || e.from.day === undefined) return e
  const frame = sentence.expressions.find(
    one =>
      one.end <= e.start &&
      one.from.month !== undefined &&
      one.from.day === undefined &&
      one.to === null &&
      one.from.shifts === undefined &&
      !one.ahead &&
      one.open === null,
  )
  if (frame === undefined) return e
  const { year, month } = frame.from
  return {
    ...e,
    from: { ...e.from, ...(year === undefined ? {} : { year }), ...(month === undefined ? {} : { month }) },
  }
}

/** A day the report may be of: not ahead, not open to a side, not counted from another day. */
function isOwnDay(e: ReadExpression): boolean {
  const point = e.to ?? e.from
  return (
    isDayLevel(point) && (point.shifts ?? []).length === 0 && point.side !== 1 && !e.ahead && e.open === null
  )
}

/** All days between two years that a partial date can mean. */
export function daysFor(point: DatePoint, years: { from: number; to: number }): Day[] {
  const found: Day[] = []
  const first = point.year ?? years.from
  const last = point.year ?? years.to
  for (let year = first; year <= last; year++) {
    for (let month = point.month ?? 1; month <= (point.month ?? 12); month++) {
      if (point.day !== undefined) {
        const day = dayOf(year, month, point.day)
        if (day !== null && (point.weekday === undefined || day.dayOfWeek === point.weekday)) found.push(day)
      } else if (point.weekday !== undefined) {
        for (let nth = 1; nth <= 5; nth++) {
          const day = nthWeekday(months(year, month), point.weekday, nth)
          if (day !== null) found.push(day)
        }
      }
    }
  }
  // A weekday that fits no such date is a slip of the text: better no weekday than no date.
  if (found.length > 0 || point.weekday === undefined || point.day === undefined) return found
  const { weekday: _, ...dayOnly } = point
  return daysFor(dayOnly, years)
}

/** Candidate days of a filing with their weights: each day said, and the days after it that the kind allows. */
export function candidatesFor(
  found: Filing,
  years: { from: number; to: number },
): Map<number, { candidate: Candidate; weight: number }> {
  const result = new Map<number, { candidate: Candidate; weight: number }>()
  for (const day of daysFor(found.point, years)) {
    for (const [lag, weight] of found.lags.entries()) {
      const one = candidateAt(day.number + lag)
      const known = result.get(one.n)
      if (known === undefined || known.weight < weight) result.set(one.n, { candidate: one, weight })
    }
  }
  return result
}
