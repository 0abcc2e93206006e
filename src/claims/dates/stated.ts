// Evidence from the other times that a report states: years, full dates, bare days around the report's own,
// dates that say the same day twice (周四(5日), 昨天(4日)), and anniversaries.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Tongue } from '../../model/language.ts'
import { dayOf, parseDay } from '../../text/dates/calendar.ts'
import { Day, daysInMonth } from '../../text/dates/day.ts'
import { resolveDate } from '../../text/dates/resolve.ts'
import { fold } from '../../text/fold.ts'
import { type Candidate, type Evidence, numberOf } from './candidates.ts'
import type { ReadExpression, Reading } from './reading.ts'

const YEAR_AHEAD = -4
const YEAR_BEHIND = -0.3
const YEAR_BEHIND_FLOOR = -1.2
const PLAN_AHEAD = -0.5
const PLAN_AHEAD_FLOOR = -2
/** A year taken for a plan's may be a past one after all. */
const PLAN_OVER = -2
const SELF_MISFIT = -4
const ANNIVERSARY_MISFIT = -4.5
/** Weight by how many days ago the weekday was. */
const WEEKDAY_LEAD: readonly number[] = [0, -0.7, -2, -2.5]
const WEEKDAY_LATER: readonly number[] = [0, -0.1, -0.3, -0.5, -0.7]
const SEQUENCE_FLOOR = -2

const Anniversaries = z.array(
  z.object({ year: z.number().int(), event: z.string(), words: z.array(z.string().min(2)) }),
)
const ANNIVERSARIES = Anniversaries.parse(
  JSON.parse(readFileSync(new URL('./anniversaries.json', import.meta.url), 'utf8')),
).map(row => ({ ...row, words: row.words.map(fold) }))
const ROUND =
  /(?<n>\d{1,3})(?: ?周年| ?주년|(?:st|nd|rd|th) anniversary| years? (?:after|since)|年(?=[のをにがはで,.]))/gu

function otherExpressions(reading: Reading, own: ReadExpression | null): ReadExpression[] {
  return reading.sentences.flatMap(sentence => sentence.expressions).filter(e => e.start !== own?.start)
}

/** Years stated: a report is no older than what it tells as done, and mostly of the last year it names. */
function weighYears(expressions: readonly ReadExpression[]): Evidence[] {
  const past = expressions.filter(e => !e.ahead && e.open !== 'until' && e.from.year !== undefined)
  const years = past.map(e => (e.to ?? e.from).year ?? e.from.year ?? 0).filter(year => year >= 1990)
  if (years.length === 0) return []
  const latest = Math.max(...years)
  return [
    {
      basis: 'sequence',
      reason: `the latest year told of as past is ${latest}`,
      weigh: c => {
        const behind = c.day.year - latest
        return behind < 0 ? YEAR_AHEAD : Math.max(YEAR_BEHIND * behind, YEAR_BEHIND_FLOOR)
      },
    },
  ]
}

/** Years of plans: a report of something to be done by 2017 is no younger, and seldom much older. */
function weighPlannedYears(expressions: readonly ReadExpression[]): Evidence[] {
  const years = expressions.flatMap(e => (e.ahead || e.open === 'until' ? ((e.to ?? e.from).year ?? []) : []))
  const plans = years.filter(year => year >= 2000 && year <= 2060)
  if (plans.length === 0) return []
  const first = Math.min(...plans)
  return [
    {
      basis: 'sequence',
      reason: `speaks of ${first} as ahead`,
      weigh: c => {
        const before = first - c.day.year
        return before < 0 ? PLAN_OVER : Math.max(PLAN_AHEAD * before, PLAN_AHEAD_FLOOR)
      },
    },
  ]
}

/** Full dates told as past lie before the report. */
function weighFullDates(expressions: readonly ReadExpression[]): Evidence[] {
  const days = expressions.flatMap(e => {
    const { year, month, day } = e.to ?? e.from
    if (e.ahead || year === undefined || month === undefined || year < 1990) return []
    return dayOf(year, month, day ?? 1) ?? []
  })
  const latest = days.toSorted(Day.compare).at(-1)
  if (latest === undefined) return []
  const n = numberOf(latest)
  return [
    {
      basis: 'sequence',
      reason: `tells of ${latest} as past`,
      weigh: c => (c.n < n - 1 ? YEAR_AHEAD : 0),
    },
  ]
}

function gapBack(day: number, c: Candidate): number {
  const today = c.day.day
  if (day <= today) return today - day
  const { year, month } = c.day
  return today + (month === 1 ? 31 : daysInMonth(year, month - 1)) - day
}
function gapAhead(day: number, c: Candidate): number {
  const today = c.day.day
  return day >= today ? day - today : c.day.daysInMonth - today + day
}

/** Bare days (4日, 8日) lie near the report: behind it when told as past, ahead when planned. */
function weighBareDays(expressions: readonly ReadExpression[], tongue: Tongue): Evidence[] {
  const undetected = tongue === 'zh' ? 1.2 : 1.7
  const bare = expressions.filter(e => {
    const { from } = e
    return (
      from.day !== undefined &&
      from.month === undefined &&
      from.year === undefined &&
      (from.shifts ?? []).length === 0
    )
  })
  if (bare.length === 0) return []
  const each = (e: ReadExpression, c: Candidate): number => {
    // 지난 2일 may be weeks ago; a bare day mostly is not.
    const slow = e.from.side === -1 ? 3 : 1
    const behind = Math.max(-gapBack((e.to ?? e.from).day ?? 1, c) / (8 * slow), SEQUENCE_FLOOR)
    const ahead =
      e.from.side === -1 ? SEQUENCE_FLOOR : Math.max(-gapAhead(e.from.day ?? 1, c) / 12, SEQUENCE_FLOOR)
    // Chinese does not mark the future: a day ahead told without a plan word is likelier there.
    return e.ahead || e.open === 'until' ? Math.max(ahead, behind - 1) : Math.max(behind, ahead - undetected)
  }
  return [
    {
      basis: 'sequence',
      reason: `days named beside it: ${[...new Set(bare.map(e => e.raw))].slice(0, 5).join(', ')}`,
      weigh: c =>
        Math.max(
          bare.reduce((sum, e) => sum + each(e, c), 0),
          2 * SEQUENCE_FLOOR,
        ),
    },
  ]
}

/** 昨天(4日) and 周四(5日) name one day twice: only some reports fit both. */
function weighDoubles(expressions: readonly ReadExpression[]): Evidence[] {
  return expressions.flatMap((e): Evidence[] => {
    const { from } = e
    if (e.to !== null || from.day === undefined) return []
    const shift = (from.shifts ?? []).find(
      one => one.from === 'report' && (one.unit === 'day' || one.unit === 'week'),
    )
    if (shift?.unit === 'day') {
      return [
        {
          basis: 'relative',
          reason: `"${e.raw}" names the day and its distance`,
          weigh: c => (isSameDay(c.day.add({ days: shift.by }), from) ? 0 : SELF_MISFIT),
        },
      ]
    }
    if (from.weekday === undefined || from.year !== undefined) return []
    return [
      {
        basis: 'weekday',
        reason: `"${e.raw}" names day and weekday`,
        weigh: c => (fitsWeekday(e, c) ? 0 : SELF_MISFIT),
      },
    ]
  })
}

function isSameDay(day: Day, point: { month?: number; day?: number }): boolean {
  return day.day === point.day && (point.month === undefined || day.month === point.month)
}

/** The date nearest to the report, read without its weekday, has that weekday. */
function fitsWeekday(e: ReadExpression, c: Candidate): boolean {
  const { weekday, ...rest } = e.from
  const date = resolveDate({ ...e, from: rest }, c.day.toString(), e.ahead ? { direction: 'future' } : {})
  return parseDay(date.start)?.dayOfWeek === weekday
}

/** `Friday` in the lead is the report's own day or the day before it; further down any day of the week past. */
function weighWeekdays(reading: Reading, own: ReadExpression | null): Evidence[] {
  return reading.sentences
    .flatMap(sentence =>
      sentence.expressions.flatMap((e): Evidence[] => {
        const { weekday, day, shifts, side, nth } = e.from
        const bare =
          weekday !== undefined &&
          day === undefined &&
          shifts === undefined &&
          side === undefined &&
          nth === undefined
        if (!bare || e.ahead || e.to !== null || e.start === own?.start) return []
        const scale = sentence.ordinal < 2 ? WEEKDAY_LEAD : WEEKDAY_LATER
        return [
          {
            basis: 'weekday',
            reason: `"${e.raw}" in sentence ${sentence.ordinal + 1}`,
            weigh: c => scale[Math.min((c.day.dayOfWeek - weekday + 7) % 7, scale.length - 1)]!,
          },
        ]
      }),
    )
    .slice(0, 4)
}

/** 战后70周年, 国交正常化50年: the year is the base year plus the count. */
function weighAnniversaries(reading: Reading): Evidence[] {
  const evidence: Evidence[] = []
  for (const range of reading.paragraphs) {
    const key = fold(reading.text.slice(range.start, range.end))
    for (const match of key.matchAll(ROUND)) {
      const around = key.slice(Math.max(0, match.index - 40), match.index + match[0].length + 60)
      const before = key.slice(Math.max(0, match.index - 16), match.index)
      const base =
        ANNIVERSARIES.find(row => row.words.some(word => before.includes(word))) ??
        (/年$/.test(match[0])
          ? undefined
          : ANNIVERSARIES.find(row => row.words.some(word => around.includes(word))))
      const count = Number(match.groups?.n)
      if (base === undefined || count < 5) continue
      const year = base.year + count
      evidence.push({
        basis: 'anchor_event',
        reason: `${count} years after the ${base.event} (${base.year}) is ${year}`,
        weigh: c =>
          c.day.year === year
            ? 0
            : Math.abs(c.day.year - year) === 1
              ? ANNIVERSARY_MISFIT / 2
              : ANNIVERSARY_MISFIT,
      })
    }
  }
  // The same count twice is one fact.
  return evidence.filter((one, at) => evidence.findIndex(other => other.reason === one.reason) === at)
}

/** Evidence from all times stated besides the filing itself, which is `own`. */
export function weighStated(reading: Reading, own: ReadExpression | null): Evidence[] {
  const expressions = otherExpressions(reading, own)
  return [
    ...weighYears(expressions),
    ...weighPlannedYears(expressions),
    ...weighFullDates(expressions),
    ...weighBareDays(expressions, reading.tongue),
    ...weighDoubles(own === null ? expressions : [...expressions, own]),
    ...weighWeekdays(reading, own),
    ...weighAnniversaries(reading),
  ]
}
