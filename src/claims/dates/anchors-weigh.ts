// What anchor events say of the report's day. "Last month" beside the Hague summit of 25 March 2014 is a report of
// April 2014; an event told without a time is one of the recent past.
import type { Lexicon } from '../../lexicon/lexicon.ts'
import { parseDay } from '../../text/dates/calendar.ts'
import { precisionOf } from '../../text/dates/expression.ts'
import { resolveDate } from '../../text/dates/resolve.ts'
import type { Anchor, Sighting, Sureness } from './anchors.ts'
import { type Candidate, type Evidence, numberOf, type Span } from './candidates.ts'
import type { ReadExpression } from './reading.ts'

/**
 * Weight of a report whose stated time does not fit any event that the sentence may mean, for a day and for anything
 * wider. A cue is right far more often than one of some hundred months is the right one by chance.
 */
const MISFIT: Readonly<Record<Sureness, { readonly day: number; readonly wider: number }>> = {
  placed: { day: -10, wider: -8.5 },
  own: { day: -7, wider: -6 },
  named: { day: -6.5, wider: -5.5 },
  people: { day: -3, wider: -1.5 },
}
/** A time of another clause that would fit is a hint. */
const LOOSE_MISFIT = -3
/** An event told without a time and as past hardly lies after the report; but the cue may mean another event. */
const NOT_YET: Readonly<Record<Sureness, number>> = { placed: -4, own: -2, named: -1.8, people: -1 }
/** Without a time: weight by how many days ago, in the lead and further down. News tells mostly of what is fresh. */
const AGES: readonly (readonly [days: number, lead: number, later: number])[] = [
  [3, 0, 0],
  [7, -0.5, -0.3],
  [14, -1.2, -0.7],
  [30, -2, -1.1],
  [60, -2.6, -1.6],
  [400, -3.4, -2.4],
  [Number.POSITIVE_INFINITY, -4, -3],
]
/** Without a time and told as future: the event is at most this many days ahead. */
const AHEAD_DAYS = 60
/** Dates differ by a day between the place of the event and the paper. */
const SLACK = 1

/** The time fits an event, but a less sure one than the sentence names: 1, 2 and 3 steps less sure. */
const LESS_SURE = [0, -1.5, -4, -7.5]
const STEPS: readonly Sureness[] = ['placed', 'own', 'named', 'people']
/** The time fits only by a day's difference of place. */
const BY_SLACK = -1.5
/** Among more candidates than these, a wrong one fits by chance more often: the weight grows with their logarithm. */
const USUAL_CANDIDATES = 400

/** The days that the time said means, seen from a report of that day; null when it says nothing. */
function daysSaid(expression: ReadExpression, reportDay: string): Span | null {
  const direction = expression.ahead ? 'future' : 'past'
  // 16日から says when it begins: an event that goes on from there began that day.
  const plain = expression.open === 'since' ? { ...expression, open: null } : expression
  const date = resolveDate(plain, reportDay, { direction })
  const start = parseDay(date.start)
  const end = parseDay(date.end)
  if (start === null && end === null) return null
  return {
    from: start === null ? Number.NEGATIVE_INFINITY : numberOf(start),
    to: end === null ? Number.POSITIVE_INFINITY : numberOf(end),
  }
}

const UNIT_DAYS = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  half: 184,
  year: 366,
  decade: 3660,
  century: 36600,
}

/** How far from its report an expression can lie at most, in days: saves resolving it for reports that are out of reach. */
function reachOf(e: ReadExpression): number {
  const { from } = e
  if (from.year !== undefined || e.open === 'until') return Number.POSITIVE_INFINITY
  const steps = (from.shifts ?? []).map(({ unit, by }) => (Math.abs(by) + 2) * UNIT_DAYS[unit])
  if (steps.length > 0) return steps.reduce((sum, step) => sum + step, 7)
  if (from.month !== undefined || from.quarter !== undefined || from.half !== undefined) return 2 * 366
  return from.day === undefined ? 40 : 100
}

function weighAge(anchor: Anchor, c: Candidate, ahead: boolean, lead: boolean): number {
  const age = c.n - anchor.from
  if (ahead) return age <= 0 && age >= -AHEAD_DAYS ? 0 : age > 0 && age < 30 ? -1 : -2.6
  if (age < -SLACK) return NOT_YET[anchor.sure]
  return AGES.find(([days]) => age <= days)?.[lead ? 1 : 2] ?? 0
}

/** The weight one sighting gives to a candidate; what is the same for all candidates is worked out once. */
function weigherOf(sighting: Sighting, candidates: number): (c: Candidate) => number {
  const { anchors, expression, sentence, loose } = sighting
  const ahead = sentence.expressions.some(e => e.ahead)
  const lead = sentence.ordinal < 2
  const untimed = (c: Candidate): number => {
    let best = Number.NEGATIVE_INFINITY
    for (const anchor of anchors) best = Math.max(best, weighAge(anchor, c, ahead, lead))
    return best
  }
  if (expression === null) return untimed
  const reach = reachOf(expression)
  const chance = -Math.max(0, Math.log(candidates / USUAL_CANDIDATES))
  const isDay = ['day', 'part_of_day'].includes(precisionOf(expression.from))
  const misfit = MISFIT[anchors[0]!.sure][isDay ? 'day' : 'wider'] + chance
  return c => {
    const near = anchors.filter(anchor => Math.abs(anchor.from - c.n) <= reach)
    const said = near.length === 0 ? null : daysSaid(expression, c.day.toString())
    let best = Number.NEGATIVE_INFINITY
    if (said !== null) for (const anchor of near) best = Math.max(best, weighFit(anchor, anchors[0]!, said))
    if (best > Number.NEGATIVE_INFINITY) return best
    return loose ? untimed(c) + LOOSE_MISFIT + chance : misfit
  }
}

function weighFit(anchor: Anchor, surest: Anchor, said: Span): number {
  const miss = Math.max(0, said.from - anchor.to, anchor.from - said.to)
  if (miss > SLACK) return Number.NEGATIVE_INFINITY
  const steps = STEPS.indexOf(anchor.sure) - STEPS.indexOf(surest.sure)
  return (LESS_SURE[Math.max(0, steps)] ?? 0) + (miss > 0 ? BY_SLACK : 0)
}

/**
 * Evidence from anchor events: one piece for each set of events, sightings with a time before those without.
 * `candidates` is how many days the report may be of.
 */
export function weighAnchors(
  sightings: readonly Sighting[],
  lexicon: Lexicon,
  candidates: number,
): Evidence[] {
  const isTimed = (sighting: Sighting): boolean => sighting.expression !== null && !sighting.loose
  const evidence: Evidence[] = []
  const told = new Map<string, number>()
  for (const sighting of sightings.toSorted((a, b) => Number(isTimed(b)) - Number(isTimed(a)))) {
    const key = sighting.anchors.map(anchor => anchor.event.id).join(' ')
    const times = told.get(key) ?? 0
    // The same event again adds little; without a time it adds nothing.
    if (times > 1 || (times > 0 && !isTimed(sighting))) continue
    told.set(key, times + 1)
    const names = sighting.anchors
      .slice(0, 3)
      .map(({ event }) => `${event.names.en ?? lexicon.nameOf(event.id, 'en')}, ${event.date}`)
    evidence.push({
      basis: 'anchor_event',
      reason: `${isTimed(sighting) ? `"${sighting.expression?.raw}" +` : 'mentions'} ${names.join(' or ')}`,
      weigh: weigherOf(sighting, candidates),
    })
  }
  return evidence
}
