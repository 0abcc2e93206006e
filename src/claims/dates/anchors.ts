// Anchor events: which dated events a sentence tells of, and which of its times belongs to them.
import type { EventRow, Lexicon, Mention } from '../../lexicon/lexicon.ts'
import { type Day, parseDay } from '../../text/dates/calendar.ts'
import { precisionOf } from '../../text/dates/expression.ts'
import { fold } from '../../text/fold.ts'
import { numberOf } from './candidates.ts'
import type { ReadExpression, Reading, ReadSentence } from './reading.ts'
import { isGovernment } from './titles.ts'

/**
 * How surely a sentence tells of an event: by its place and what was done there, by its place or subject, by persons
 * and an act that its row names together, or only because two who met there are said to meet.
 */
export type Sureness = 'placed' | 'own' | 'named' | 'people'

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
  /** True when the time stands in another clause: it may belong to something else. */
  readonly loose: boolean
}

const MEETINGS = ['ACT.meet', 'ACT.summit', 'ACT.visit', 'ACT.phone']
const CAPITALS: ReadonlySet<string> = new Set([
  'PLC.tokyo',
  'PLC.seoul',
  'PLC.washington',
  'PLC.beijing',
  'PLC.new_york',
])
const MEETING_KINDS = /^(?:summit|meeting|visit|state_visit|phone_call|call|talks)$/

interface Known {
  readonly event: EventRow
  readonly first: Day
  readonly from: number
  readonly to: number
  readonly persons: readonly string[]
}

/** All dated events, and where each id leads to those that cannot be recognised without it or another such id. */
interface KnownEvents {
  readonly all: readonly Known[]
  readonly byId: ReadonlyMap<string, readonly number[]>
}

const knownByLexicon = new WeakMap<Lexicon, KnownEvents>()

function knownEvents(lexicon: Lexicon): KnownEvents {
  const ready = knownByLexicon.get(lexicon)
  if (ready !== undefined) return ready
  const known = lexicon.events.flatMap((event): Known[] => {
    const first = parseDay(event.date)
    const last = parseDay(event.end) ?? first
    if (first === null || last === null) return []
    const persons = event.participants.filter(id => id.startsWith('PER.'))
    return [{ event, first, from: numberOf(first), to: numberOf(last), persons }]
  })
  const events: KnownEvents = { all: known, byId: indexById(known) }
  knownByLexicon.set(lexicon, events)
  return events
}

/** Each event under the rarest id of each of its cues, and under its people and place: a sentence names few of them. */
function indexById(known: readonly Known[]): Map<string, number[]> {
  const uses = new Map<string, number>()
  for (const id of known.flatMap(one => one.event.cues.flat())) uses.set(id, (uses.get(id) ?? 0) + 1)
  const byId = new Map<string, number[]>()
  for (const [at, { event, persons }] of known.entries()) {
    const rarest = event.cues.flatMap(cue => cue.toSorted((a, b) => uses.get(a)! - uses.get(b)!)[0] ?? [])
    for (const id of new Set([...rarest, ...persons, ...(event.place === null ? [] : [event.place])]))
      byId.set(id, [...(byId.get(id) ?? []), at])
  }
  return byId
}

/** The events that these ids may tell of, in the lexicon's order. */
function eventsUnder(ids: ReadonlySet<string>, lexicon: Lexicon): Known[] {
  const { all, byId } = knownEvents(lexicon)
  const places = new Set([...ids].flatMap(id => byId.get(id) ?? []))
  return [...places].sort((a, b) => a - b).map(at => all[at]!)
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

function surenessOf(cue: readonly string[], ids: ReadonlySet<string>): Sureness {
  const has = (prefix: string): boolean => cue.some(id => id.startsWith(prefix))
  const persons = cue.filter(id => id.startsWith('PER.')).length
  if (
    has('PLC.') &&
    (has('ACT.') || has('GRP.') || persons > 1 || (persons > 0 && MEETINGS.some(id => ids.has(id))))
  )
    return 'placed'
  return has('PLC.') || has('TOP.') || has('GRP.') ? 'own' : 'named'
}

const RANK: Readonly<Record<Sureness, number>> = { placed: 3, own: 2, named: 1, people: 0 }

function recognise(known: Known, ids: ReadonlySet<string>): Anchor | null {
  const { event, from, to, first } = known
  // They spoke by telephone: their names alone are then no visit and no summit.
  const byPhone = ids.has('ACT.phone') && MEETING_KINDS.test(event.kind) && !event.kind.includes('call')
  const seen = event.cues.filter(
    cue => cue.every(id => ids.has(id)) && !(byPhone && cue.every(id => /^(?:PER|PLC|GOV)\./.test(id))),
  )
  const best = seen
    .map(cue => ({ cue, sure: surenessOf(cue, ids) }))
    .sort((a, b) => RANK[b.sure] - RANK[a.sure])[0]
  if (best !== undefined) return { event, from, to, first, ...best }
  if (byPhone) return null
  const met = known.persons.filter(id => ids.has(id))
  if (met.length < 2) return null
  // Two of the people who were there, and the place: its own event, unless they meet in that capital all the time.
  if (event.place !== null && ids.has(event.place))
    return {
      event,
      from,
      to,
      first,
      sure: CAPITALS.has(event.place) ? 'named' : 'own',
      cue: [...met, event.place],
    }
  // Two of the people who met, and a meeting: one of their meetings, if it is among those known.
  const acts = MEETINGS.filter(id => ids.has(id))
  if (acts.length === 0 || !MEETING_KINDS.test(event.kind)) return null
  return { event, from, to, first, sure: 'people', cue: [...met, ...acts] }
}

/** Events that a part of a sentence may tell of, the surest first. */
export function eventsIn(ids: ReadonlySet<string>, lexicon: Lexicon): Anchor[] {
  return eventsUnder(ids, lexicon)
    .map(known => recognise(known, ids))
    .filter(anchor => anchor !== null)
    .sort((a, b) => RANK[b.sure] - RANK[a.sure])
}

const BREAK = /[,;]/
/** English sets off appositions with commas: only a new verb's clause counts. */
const BREAK_EN = /;|, (?:but|while|and|which|who|after|before|when)\b/
/** A clause that only says when or how: 3月在奥巴马的斡旋下，…; 会談後、…. */
const ADVERBIAL = new RegExp(fold('(?:下|时|時|后|後|之际|中)$'), 'u')

/** A time that can place an event: no dateline, no limit behind it, not counted from the last day spoken of, not too wide. */
function isUsable(e: ReadExpression): boolean {
  if (e.dateline || (e.open === 'until' && !e.ahead)) return false
  const { shifts, decade, century } = e.from
  return (
    decade === undefined && century === undefined && !(shifts ?? []).some(shift => shift.from === 'mention')
  )
}

/**
 * The expression that times an event: one in the clause of its place, act or subject; else one that opens the
 * sentence before that clause (11月16日，奥巴马在…布里斯班).
 */
function timeOf(reading: Reading, sentence: ReadSentence, anchor: Anchor): ReadExpression | null {
  const { text } = reading
  const apart = reading.tongue === 'en' ? BREAK_EN : BREAK
  const usable = sentence.expressions.filter(isUsable)
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

/** SEOUL, Dec. 6 — says where it was written: an event recognised by that place is less sure. */
function eventsOf(reading: Reading, sentence: ReadSentence, lexicon: Lexicon): Anchor[] {
  const told = sentence.mentions.filter(m => m.start >= sentence.told)
  const sure = eventsIn(idsOf(reading.text, told), lexicon)
  if (told.length === sentence.mentions.length) return sure
  const ids = new Set(sure.filter(anchor => anchor.sure !== 'people').map(anchor => anchor.event.id))
  const withPlace = eventsIn(idsOf(reading.text, sentence.mentions), lexicon)
    .filter(anchor => anchor.sure === 'placed' && !ids.has(anchor.event.id))
    .map((anchor): Anchor => ({ ...anchor, sure: 'named' }))
  return [...sure, ...withPlace].sort((a, b) => RANK[b.sure] - RANK[a.sure])
}

/**
 * Every sentence of a report in which anchor events are recognised. A place and its act may stand in two sentences of
 * a paragraph: such an event is taken as named only.
 */
export function sightEvents(reading: Reading, lexicon: Lexicon): Sighting[] {
  return reading.sentences.flatMap((sentence): Sighting[] => {
    const own = eventsOf(reading, sentence, lexicon)
    const anchors = own.length > 0 ? own : eventsAcross(reading, sentence, lexicon)
    const surest = anchors[0]?.sure
    if (surest === undefined) return []
    const timed = anchors.map(anchor => timeOf(reading, sentence, anchor)).find(e => e !== null) ?? null
    if (timed !== null) return [{ sentence, anchors, expression: timed, loose: false }]
    // People who meet often say nothing without a time.
    const told = anchors.filter(anchor => anchor.sure !== 'people')
    if (told.length === 0) return []
    const days = sentence.expressions.filter(e => isUsable(e) && precisionOf(e.from) !== 'approx')
    const only = days.length === 1 ? days[0]! : null
    return [{ sentence, anchors: told, expression: only, loose: only !== null }]
  })
}

/** Events whose place stands in this sentence and the rest of whose cue in others of its paragraph. */
function eventsAcross(reading: Reading, sentence: ReadSentence, lexicon: Lexicon): Anchor[] {
  const places = sentence.mentions
    .filter(m => m.id.startsWith('PLC.') && m.start >= sentence.told)
    .map(m => m.id)
  if (places.length === 0) return []
  const around = reading.sentences.filter(one => one.paragraph === sentence.paragraph)
  const ids = idsOf(
    reading.text,
    around.flatMap(one => one.mentions),
  )
  return eventsIn(ids, lexicon)
    .filter(anchor => anchor.cue.some(id => places.includes(id)))
    .map((anchor): Anchor => ({ ...anchor, sure: 'named' }))
}
