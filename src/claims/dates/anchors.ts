// Anchor events: a sentence that names a dated event says how far the report is from it. "Last month" beside the
// Hague summit of 25 March 2014 is a report of April 2014; an event without a time is one of the recent past.
import type { EventRow, Lexicon, Mention } from '../../lexicon/lexicon.ts'
import { type Day, parseDay } from '../../text/dates/calendar.ts'
import { precisionOf } from '../../text/dates/expression.ts'
import { resolveDate } from '../../text/dates/resolve.ts'
import { fold } from '../../text/fold.ts'
import { type Candidate, type Evidence, numberOf } from './candidates.ts'
import { isGovernment } from './offices.ts'
import type { ReadExpression, Reading, ReadSentence } from './reading.ts'

/** How surely a sentence tells of an event: by its place and what was done there, by either, or by who met whom. */
export type Sureness = 'placed' | 'own' | 'people'

export interface Anchor {
  readonly event: EventRow
  readonly from: number
  readonly to: number
  readonly first: Day
  readonly sure: Sureness
  /** Ids by which it was recognised. */
  readonly cue: readonly string[]
}

/** The events that one sentence may be telling of, and when it says they were. */
export interface Sighting {
  readonly sentence: ReadSentence
  readonly anchors: readonly Anchor[]
  readonly expression: ReadExpression | null
}

/** Weight of a report whose stated time does not fit any event that the sentence may mean; a stated day is no chance. */
const MISFIT: Readonly<Record<Sureness, number>> = { placed: -7, own: -5, people: -1.2 }
const MISFIT_OF_DAY = 1.5
/** An event told without a time and as past hardly lies after the report; but the cue may mean another event. */
const NOT_YET: Readonly<Record<Sureness, number>> = { placed: -4, own: -2.5, people: -1 }
/** Without a time: weight by how many days ago. News tells mostly of what is fresh. */
const AGES: readonly (readonly [number, number])[] = [
  [3, 0],
  [7, -0.3],
  [14, -0.7],
  [30, -1.1],
  [60, -1.6],
  [400, -2.4],
  [Number.POSITIVE_INFINITY, -3],
]
/** Without a time and told as future: the event is at most this many days ahead. */
const AHEAD_DAYS = 60
/** Dates differ by a day between the place of the event and the paper. */
const SLACK = 1
const MEETINGS = ['ACT.meet', 'ACT.summit', 'ACT.visit', 'ACT.phone']
const MEETING_KINDS = /^(?:summit|meeting|visit|state_visit|phone_call|call|talks)$/

interface Known {
  readonly event: EventRow
  readonly first: Day
  readonly from: number
  readonly to: number
  readonly persons: readonly string[]
}

const knownByLexicon = new WeakMap<Lexicon, readonly Known[]>()

function knownEvents(lexicon: Lexicon): readonly Known[] {
  const ready = knownByLexicon.get(lexicon)
  if (ready !== undefined) return ready
  const known = lexicon.events.flatMap((event): Known[] => {
    const first = parseDay(event.date)
    const last = parseDay(event.end) ?? first
    if (first === null || last === null) return []
    const persons = event.participants.filter(id => id.startsWith('PER.'))
    return [{ event, first, from: numberOf(first), to: numberOf(last), persons }]
  })
  knownByLexicon.set(lexicon, known)
  return known
}

/** Who, where, what a part of a sentence names; a person who stands for a government is no participant. */
export function idsOf(text: string, mentions: readonly Mention[]): Set<string> {
  const ids = new Set<string>()
  for (const mention of mentions) {
    if (mention.kind === 'word') continue
    if (mention.id.startsWith('PER.') && isGovernment(text, mention)) continue
    for (const id of [mention.id, ...mention.others]) ids.add(id)
  }
  return ids
}

function surenessOf(cue: readonly string[]): Sureness {
  const placed = cue.some(id => id.startsWith('PLC.'))
  const done = cue.some(id => id.startsWith('ACT.') || id.startsWith('GRP.') || id.startsWith('PER.'))
  if (placed && done) return 'placed'
  return placed || cue.some(id => id.startsWith('TOP.') || id.startsWith('GRP.')) ? 'own' : 'people'
}

const RANK: Readonly<Record<Sureness, number>> = { placed: 2, own: 1, people: 0 }

function recognise(known: Known, ids: ReadonlySet<string>): Anchor | null {
  const { event, from, to, first } = known
  const seen = event.cues.filter(cue => cue.every(id => ids.has(id)))
  const best = seen
    .map(cue => ({ cue, sure: surenessOf(cue) }))
    .sort((a, b) => RANK[b.sure] - RANK[a.sure])[0]
  if (best !== undefined) return { event, from, to, first, ...best }
  // Two of the people who met, and a meeting: one of their meetings, if it is among those known.
  const met = known.persons.filter(id => ids.has(id))
  const acts = MEETINGS.filter(id => ids.has(id))
  if (met.length < 2 || acts.length === 0 || !MEETING_KINDS.test(event.kind)) return null
  return { event, from, to, first, sure: 'people', cue: [...met, ...acts] }
}

/** Events that a part of a sentence may tell of, the surest first. */
export function eventsIn(ids: ReadonlySet<string>, lexicon: Lexicon): Anchor[] {
  return knownEvents(lexicon)
    .map(known => recognise(known, ids))
    .filter(anchor => anchor !== null)
    .sort((a, b) => RANK[b.sure] - RANK[a.sure])
}

const BREAK = /[,;]/
/** English sets off appositions with commas: only a new verb's clause counts. */
const BREAK_EN = /;|, (?:but|while|and|which|who|after|before|when)\b/
/** A clause that only says when or how: 3月在奥巴马的斡旋下，…; 会談後、…. */
const ADVERBIAL = new RegExp(fold('(?:下|时|時|后|後|之际|中)$'), 'u')

/**
 * The expression that times an event: one in the clause of its place, act or subject; else one that opens the
 * sentence before that clause (11月16日，奥巴马在…布里斯班).
 */
function timeOf(reading: Reading, sentence: ReadSentence, anchor: Anchor): ReadExpression | null {
  const { text } = reading
  const apart = reading.tongue === 'en' ? BREAK_EN : BREAK
  const usable = sentence.expressions.filter(e => !e.dateline && !isVague(e))
  const marks = sentence.mentions.filter(m => [m.id, ...m.others].some(id => anchor.cue.includes(id)))
  const own = marks.filter(m => !m.id.startsWith('PER.') && !m.id.startsWith('GOV.'))
  const places = own.length > 0 ? own : marks
  const between = (e: ReadExpression, m: Mention): string =>
    fold(e.start < m.start ? text.slice(e.end, m.start) : text.slice(m.end, Math.max(m.end, e.start)))
  const near = (e: ReadExpression): number => Math.min(...places.map(m => Math.abs(m.start - e.start)))
  const nearest = (list: readonly ReadExpression[]): ReadExpression | null =>
    list.toSorted((a, b) => near(a) - near(b))[0] ?? null
  const together = nearest(usable.filter(e => places.some(m => !apart.test(between(e, m)))))
  if (together !== null) return together
  const opens = (e: ReadExpression, m: Mention): boolean => {
    const [rest = '', ...clauses] = between(e, m).split(apart)
    if (e.start > m.start || clauses.length !== 1) return false
    if (rest.trim().length <= 2) return true
    const acts = sentence.mentions.some(
      one => one.kind === 'act' && one.start >= e.end && one.end <= e.end + rest.length,
    )
    return anchor.cue.some(id => id.startsWith('PLC.')) && (!acts || ADVERBIAL.test(rest.trim()))
  }
  return nearest(usable.filter(e => places.some(m => opens(e, m))))
}

/** Counted from the last day spoken of, or too wide to place an event by. */
function isVague(e: ReadExpression): boolean {
  const { from } = e
  return (
    (from.shifts ?? []).some(shift => shift.from === 'mention') ||
    from.decade !== undefined ||
    from.century !== undefined
  )
}

/** Every sentence of a report in which anchor events are recognised. */
export function sightEvents(reading: Reading, lexicon: Lexicon): Sighting[] {
  return reading.sentences.flatMap(sentence => {
    const all = eventsIn(idsOf(reading.text, sentence.mentions), lexicon)
    const surest = all[0]?.sure
    if (surest === undefined) return []
    const anchors = all.filter(anchor => anchor.sure === surest)
    const expression =
      anchors.map(anchor => timeOf(reading, sentence, anchor)).find(e => e !== null) ?? null
    // People who meet often say nothing without a time.
    if (surest === 'people' && expression === null) return []
    return [{ sentence, anchors, expression }]
  })
}

/** Whether the time said, seen from a report of that day, takes in the event. */
export function fits(
  anchor: { from: number; to: number },
  expression: ReadExpression,
  reportDay: string,
): boolean {
  const direction = expression.ahead ? 'future' : 'past'
  // 16日から says when it begins: an event that goes on from there began that day.
  const plain = expression.open === 'since' ? { ...expression, open: null } : expression
  const date = resolveDate(plain, reportDay, { direction })
  const start = parseDay(date.start)
  const end = parseDay(date.end)
  if (start === null && end === null) return false
  if (start !== null && numberOf(start) - SLACK > anchor.to) return false
  return end === null || numberOf(end) + SLACK >= anchor.from
}

function weighAge(anchor: Anchor, c: Candidate, ahead: boolean): number {
  const age = c.n - anchor.from
  if (ahead) return age <= 0 && age >= -AHEAD_DAYS ? 0 : age > 0 && age < 30 ? -1 : -2.6
  if (age < -SLACK) return NOT_YET[anchor.sure]
  return AGES.find(([days]) => age <= days)?.[1] ?? 0
}

/** No expression without a year reaches further than this from its report, besides the years it steps. */
function reachOf(e: ReadExpression): number {
  if (e.from.year !== undefined || e.open !== null) return Number.POSITIVE_INFINITY
  const years = (e.from.shifts ?? []).map(shift =>
    shift.unit === 'year' ? Math.abs(shift.by) : shift.unit === 'month' ? Math.abs(shift.by) / 12 : 0,
  )
  return 366 * (2 + Math.max(0, ...years))
}

function weighSighting(sighting: Sighting, c: Candidate): number {
  const { anchors, expression, sentence } = sighting
  if (expression === null) {
    const ahead = sentence.expressions.some(e => e.ahead)
    return Math.max(...anchors.map(anchor => weighAge(anchor, c, ahead)))
  }
  const day = c.day.toString()
  const reach = reachOf(expression)
  const sharper = ['day', 'part_of_day'].includes(precisionOf(expression.from)) ? MISFIT_OF_DAY : 1
  return anchors.some(anchor => Math.abs(anchor.from - c.n) <= reach && fits(anchor, expression, day))
    ? 0
    : MISFIT[anchors[0]!.sure] * sharper
}

/** Evidence from anchor events: one piece for each set of events, sightings with a time before those without. */
export function weighAnchors(sightings: readonly Sighting[], lexicon: Lexicon): Evidence[] {
  const evidence: Evidence[] = []
  const told = new Map<string, number>()
  const timedFirst = sightings.toSorted(
    (a, b) => Number(a.expression === null) - Number(b.expression === null),
  )
  for (const sighting of timedFirst) {
    const key = sighting.anchors.map(anchor => anchor.event.id).join(' ')
    const times = told.get(key) ?? 0
    // The same event again adds little; without a time it adds nothing.
    if (times > 1 || (times > 0 && sighting.expression === null)) continue
    told.set(key, times + 1)
    const names = sighting.anchors
      .slice(0, 3)
      .map(
        anchor => `${anchor.event.names.en ?? lexicon.nameOf(anchor.event.id, 'en')}, ${anchor.event.date}`,
      )
    const cache = new Map<number, number>()
    evidence.push({
      basis: 'anchor_event',
      reason: `${sighting.expression === null ? 'mentions' : `"${sighting.expression.raw}" +`} ${names.join(' or ')}`,
      weigh: c => {
        const ready = cache.get(c.n)
        if (ready !== undefined) return ready
        const weight = weighSighting(sighting, c)
        cache.set(c.n, weight)
        return weight
      },
    })
  }
  return evidence
}
