// What a claim says, cut down to what tells it from other claims: compared within a window, and with what a channel
// was told before.
import { nearActs, oppositeActs } from '../src/lexicon/relations.ts'
import type { Report } from '../src/model/article.ts'
import type { Claim, EntityRef } from '../src/model/claim.ts'
import type { DateRef } from '../src/model/date.ts'

export interface Facts {
  readonly act: string
  readonly plover: string
  readonly negated: boolean
  readonly planned: boolean
  /** Lexicon ids of who acts, and the countries they act for (the id where there is none). */
  readonly actors: readonly string[]
  readonly sides: readonly string[]
  /** Countries it is done to, without the actors' own. */
  readonly whom: readonly string[]
  readonly topics: readonly string[]
  /** Days of the event, where they are known to the week; else null. */
  readonly from: string | null
  readonly to: string | null
  /** First day of the report. */
  readonly told: string | null
}

/** A longer span says when it happened in general, not on which days. */
const LONGEST_DAYS = 7
/** Topics that say no more than whom it concerns. */
const LOOSE_TOPIC = /^(TOP\.)?(OTHER|TRILATERAL|HISTORY|ALLIANCE_\w+|\w+_RELATIONS)$/

/** The span in days, both ends counted; infinite where an end is open. */
export function lengthOf({ start, end }: Pick<DateRef, 'start' | 'end'>): number {
  if (start === null || end === null) return Number.POSITIVE_INFINITY
  return daysBetween(start, end) + 1
}

/** Whole days from one `YYYY-MM-DD` to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

function sidesOf(refs: readonly EntityRef[]): string[] {
  return [...new Set(refs.map(ref => ref.side ?? ref.id))]
}

/** Recipients that are not on the actors' own side: an act between states is not done to oneself. */
export function othersOf(claim: Claim): readonly EntityRef[] {
  const own = new Set(sidesOf(claim.actors))
  return claim.recipients.filter(ref => !own.has(ref.side ?? ref.id))
}

/** What a claim says. */
export function factsOf(claim: Claim, report: Pick<Report, 'date'>): Facts {
  const event = claim.timeEvent
  // What is told as done cannot lie after its report: such a date was misread.
  const ahead = claim.modality === 'asserted' && (event?.start ?? '') > (report.date.end ?? '9')
  const dated = event !== null && !ahead && lengthOf(event) <= LONGEST_DAYS
  return {
    act: claim.act,
    plover: claim.plover,
    negated: claim.polarity === 'negated',
    planned: claim.modality === 'planned',
    actors: claim.actors.map(ref => ref.id),
    sides: sidesOf(claim.actors),
    whom: sidesOf(othersOf(claim)),
    topics: claim.topics.filter(topic => !LOOSE_TOPIC.test(topic)),
    from: dated ? event.start : null,
    to: dated ? event.end : null,
    told: report.date.start,
  }
}

function share(a: readonly string[], b: readonly string[]): boolean {
  return a.some(one => b.includes(one))
}

function compatible(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || share(a, b)
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every(one => b.includes(one))
}

/** One kind of act, or two that tellers take for one another: protests, criticises. */
export function isLikeAct(a: Facts, b: Facts): boolean {
  return a.act === b.act || nearActs(a.act).includes(b.act) || nearActs(b.act).includes(a.act)
}

/** Days between two events; null where the day of one is not known. */
function daysApart(a: Facts, b: Facts): number | null {
  if (a.from === null || b.from === null) return null
  if (a.from <= b.to! && b.from <= a.to!) return 0
  return a.from > b.to! ? daysBetween(b.to!, a.from) : daysBetween(a.to!, b.from)
}

/** By the same side, towards the same, about the same: nothing named by one is excluded by the other. */
export function isSameMatter(a: Facts, b: Facts): boolean {
  return share(a.sides, b.sides) && compatible(a.whom, b.whom) && compatible(a.topics, b.topics)
}

/** Two tellings of one thing, told at about the same time. */
export function isSameThing(a: Facts, b: Facts): boolean {
  if (a.negated !== b.negated || a.planned !== b.planned || !isLikeAct(a, b)) return false
  if (!share(a.sides, b.sides) || !compatible(a.whom, b.whom)) return false
  const apart = daysApart(a, b)
  if (apart !== null && apart > 1) return false
  if (compatible(a.topics, b.topics)) return true
  // A meeting is who met on which day, whatever each teller says it was about.
  if (a.plover === 'CONSULT' && b.plover === 'CONSULT' && apart !== null) return isSameSet(a.sides, b.sides)
  // Told under other names, but done by and to the same on the same day.
  return a.act === b.act && apart !== null && a.whom.length > 0 && share(a.whom, b.whom)
}

/** How something stands to what was told before. */
export type Relation = 'repetition' | 'again' | 'realised' | 'contradiction' | 'reversal' | 'further' | null

/**
 * How a claim stands to one told before. `repetition`: the same. `again`: the same done once more, on another day.
 * `realised`: it was planned and now is told as done, or the other way round. `contradiction`: both cannot be true of the
 * one day. `reversal`: the opposite, later. `further`: another act about the same topic, with a state in common. Null: another matter.
 */
export function relationTo(now: Facts, before: Facts): Relation {
  if (!isSameMatter(now, before)) return isFurther(now, before) ? 'further' : null
  const apart = daysApart(now, before)
  const alike = isLikeAct(now, before)
  const opposed =
    (now.act === before.act && now.negated !== before.negated) ||
    (now.negated === before.negated && oppositeActs(now.act).includes(before.act))
  // What is not said to be on another day, and is told within days, is taken to be about the same day.
  const sameDay =
    apart !== null
      ? apart <= 1
      : now.told !== null && before.told !== null && now.told <= addDays(before.told, 3)
  const aboutTheSame =
    share(now.topics, before.topics) || (now.topics.length === 0 && before.topics.length === 0)
  if (opposed && aboutTheSame && !now.planned && !before.planned)
    return sameDay ? 'contradiction' : 'reversal'
  if (alike && now.negated === before.negated) {
    if (now.planned !== before.planned) return 'realised'
    return apart !== null && apart > 1 ? 'again' : 'repetition'
  }
  return isFurther(now, before) ? 'further' : null
}

/** After two weeks something about the same topic is news of its own. */
const FURTHER_DAYS = 14

/** About the same topic, with a state in common, told soon after. */
function isFurther(now: Facts, before: Facts): boolean {
  const soon = now.told !== null && before.told !== null && now.told <= addDays(before.told, FURTHER_DAYS)
  return (
    soon &&
    share(now.topics, before.topics) &&
    share([...now.sides, ...now.whom], [...before.sides, ...before.whom])
  )
}

function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}
