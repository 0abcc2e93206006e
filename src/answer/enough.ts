// Whether a sentence holds what a question asks, or only the people in it. Words may be missing; a person, a name, a
// side, or the deed that the question turns on may not: "not in the stored articles" is better than a wrong answer.

import type { Claim } from '../model/claim.ts'
import { tongueOf } from '../model/language.ts'
import { patternsOf } from '../search/asked.ts'
import rules from '../search/data/questions.json' with { type: 'json' }
import type { FrameMatch } from '../search/frames.ts'
import type { Query } from '../search/query.ts'
import type { ScoredSentence } from '../search/score.ts'
import { isHypothetical } from '../search/stance.ts'
import { isReaction, type UnitMatch, weighUnits } from '../search/support.ts'
import { fold } from '../text/fold.ts'
import limits from './data/limits.json' with { type: 'json' }

/** Questions for a name, a place, a day or a number: they take the deed for granted. */
export const NAMING: ReadonlySet<Query['wanted']> = new Set([
  'who',
  'whom',
  'when',
  'where',
  'amount',
  'says_who',
])
const EXACT: ReadonlySet<string> = new Set(rules.exactActs)
/** Kinds of units that say what a question is about. */
export const CONTENT: ReadonlySet<string> = new Set(['topic', 'act', 'word', 'text', 'name'])

/** The sentence, with its paragraph and report, holds enough of the question to answer it. */
export function isEnough(hit: ScoredSentence, query: Query): boolean {
  if (!hasEssentials(hit)) return false
  if (!tellsMain(hit, query) || !isByAsked(hit, query) || !hasAsked(hit)) return false
  if (isOfOthers(hit, query)) return false
  // What somebody said of a thing is said where the thing is spoken of, not elsewhere in the report.
  if (
    query.saying &&
    hit.units.some(one => one.unit.kind === 'topic' && (one.found ?? 0) < limits.topicOfWords)
  )
    return false
  const content = contentOf(hit)
  if (holdsSum(hit, query))
    return (
      hit.support >= limits.supportOfWords &&
      content >= limits.contentOfWords &&
      !lacksShare(hit, limits.shareOfCounted)
    )
  const isSaid = query.saying && !NAMING.has(query.wanted) && query.subject.length > 0
  if ((!isSaid && !areTogether(hit)) || isHypothetical(query, hit)) return false
  // Whoever is asked about speaks here: what they say need not repeat the words of the question.
  if (query.saying && !NAMING.has(query.wanted) && query.subject.length > 0) {
    if (hit.features.speaker > 0) return weighUnits(besidesSaying(hit)) >= limits.supportOfWords
    return hit.support >= limits.supportOfWords && content >= limits.contentOfWords
  }
  if (lacksKey(hit, query)) return false
  return (
    (hit.support >= limits.support && content >= limits.content) ||
    (hit.support >= limits.supportOfRich && content >= limits.richContent)
  )
}

/** Words of asking and saying are about nothing that can be stored. */
export function isIdle({ kind, id }: Query['units'][number]): boolean {
  return kind === 'word' && IDLE.has(id)
}

const IDLE: ReadonlySet<string> = new Set([...rules.faint, ...rules.sayings, ...rules.reactions])

const DOES = patternsOf(rules.does)

/** A question that names people and nothing they did: its deed was not understood. */
export function lacksDeed({ asks, saying, wanted, units, lang, text }: Query): boolean {
  if (!asks || saying || wanted === 'who' || wanted === 'whom') return false
  if (DOES[tongueOf(lang)].test(fold(text))) return false
  return units.every(unit => unit.kind === 'person' || unit.kind === 'body' || isIdle(unit))
}

/** Every word of a search stands in the sentence itself. */
export function holdsAll(hit: ScoredSentence): boolean {
  return hit.units.every(one => one.where === 'sentence' && (one.found ?? 0) >= 0.5)
}

/** Persons, unlisted names, sides and the topic must be at least near; a place must be in the report. */
export function hasEssentials(hit: ScoredSentence): boolean {
  return hit.units.every(one => (one.found ?? 1) >= least(one))
}

function least({ unit }: UnitMatch): number {
  switch (unit.kind) {
    case 'person':
      return limits.person
    case 'name':
      return limits.name
    case 'topic':
      return limits.topic
    case 'place':
      return limits.place
    case 'body':
      // The United Nations are not stood for by whoever acts for a state.
      return unit.isBound || !unit.id.startsWith('GOV.') ? limits.boundBody : limits.body
    default:
      return 0
  }
}

/** The deed or word that the question turns on is told here or in the paragraph. */
function tellsMain(hit: ScoredSentence, query: Query): boolean {
  const main = hit.units.find(one => one.unit.id === query.main)
  const asksWords = query.saying && !NAMING.has(query.wanted)
  if (main === undefined || asksWords || isReaction(main.unit)) return true
  if (holdsSum(hit, query)) return true
  const told = main.where === 'report' ? 0 : (main.found ?? 0)
  // A deed that no row knows is told in its own words or not at all.
  if (main.unit.kind === 'text') return main.where === 'sentence' && told >= limits.stranger
  if (EXACT.has(main.unit.id.slice(4)) && main.unit.kind === 'act')
    return told >= limits.mainExact || hit.match?.fit === 'same'
  if (told >= limits.main || isMeant(hit)) return true
  return hit.support >= (main.unit.kind === 'act' ? limits.supportWithoutDeed : limits.supportWithoutMain)
}

/** A claim of the very deed, or by the very people of one like it. */
function isMeant({ match }: ScoredSentence): boolean {
  if (match === null || match.claim.modality === 'hypothetical') return false
  return match.fit === 'same' || (match.exact && match.claim.plover === match.frame.plover)
}

/** A number is asked for and the sentence has one of that kind. */
function holdsSum(hit: ScoredSentence, query: Query): boolean {
  return query.wanted === 'amount' && hit.features.wanted > 0
}

/** Words asked of somebody must be theirs: the one asked about is in the sentence or speaks in it. */
function isByAsked(hit: ScoredSentence, query: Query): boolean {
  const subject = hit.units.find(one => query.subject.includes(one.unit.id))
  if (subject === undefined) return true
  // Somebody of the same side does not stand for a body that is asked about, unless a claim says what they did.
  if (
    subject.unit.kind === 'body' &&
    subject.where === 'claim' &&
    (subject.found ?? 0) < 1 &&
    hit.match === null &&
    contentOf(hit) < limits.contentOfSide
  )
    return false
  if (!query.saying) return true
  if (subject.where !== 'sentence' && subject.where !== 'claim') return false
  // It may be named as the one spoken of, while others speak.
  return hit.claims.length === 0 || hit.features.subject_acts >= 0 || subject.unit.kind === 'person'
}

/** It tells of somebody else or of no known day: neither yes nor no to what is asked. */
function isOfOthers(hit: ScoredSentence, query: Query): boolean {
  return (
    isByOthers(hit, query) || isOfUnknownDay(hit, query) || lacksWhom(hit, query) || lacksTopic(hit, query)
  )
}

/** Whether Japan gave back Dokdo is not told where something else is given back in a report that names Dokdo. */
function lacksTopic(hit: ScoredSentence, { wanted }: Query): boolean {
  return (
    wanted === 'yesno' &&
    hit.units.some(one => one.unit.kind === 'topic' && (one.found ?? 0) < limits.topicOfYesNo)
  )
}

/** Of whom it is asked is not here: by a name elsewhere in the report, or by words that no row knows. */
export function lacksWhom(hit: ScoredSentence, query: Query): boolean {
  const stranger = hit.units.find(one => one.unit.id === query.stranger)
  if (stranger !== undefined && (stranger.found ?? 0) < limits.stranger) return true
  const subject = hit.units.find(one => query.subject.includes(one.unit.id))
  if (query.wanted !== 'yesno' || subject?.unit.kind !== 'person') return false
  const isTold = hit.match !== null && !isDoneByOthers(hit.match, hit, query)
  return subject.where !== 'sentence' && subject.where !== 'claim' && !isTold
}

/** "Did it, in 2018?": a report of no known day does not say so, unless the sentence names the year. */
function isOfUnknownDay({ report, claims, quote }: ScoredSentence, { window, wanted }: Query): boolean {
  if (window === null || wanted !== 'yesno' || report.date.start !== null) return false
  const isDated = claims.some(claim => claim.timeEvent?.start != null)
  return !isDated && !quote.includes(window.from.slice(0, 4))
}

/** Whoever is asked about is not in the sentence, and others act in it: it tells of them. */
function isByOthers(hit: ScoredSentence, query: Query): boolean {
  const subject = hit.units.find(one => query.subject.includes(one.unit.id))
  if (subject !== undefined && hit.match !== null && isDoneByOthers(hit.match, hit, query)) return true
  if (subject?.unit.kind !== 'person') return false
  return subject.where !== 'sentence' && subject.where !== 'claim' && hit.features.subject_acts < 0
}

/** A claim of the deed by somebody else than who is asked about; whoever acts for a state is the state. */
function isDoneByOthers(
  { claim, frame }: FrameMatch,
  { claims }: ScoredSentence,
  { subject, sides }: Query,
): boolean {
  // Who meets or agrees may stand on either side.
  if (frame.plover === 'CONSULT' || frame.plover === 'AGREE') return false
  const isPerson = subject.some(id => id.startsWith('PER.'))
  const isAsked = (actor: Claim['actors'][number]): boolean =>
    subject.includes(actor.id) ||
    // Another person of the same side is somebody else.
    (sides.includes(actor.side ?? '') && !(isPerson && actor.id.startsWith('PER.')))
  const told = claims.filter(one => one.act === claim.act)
  return told.every(
    one => one.actors.length > 0 && one.confidence.band === 'high' && !one.actors.some(isAsked),
  )
}

/** The kind of thing asked for (どんな贈り物) is spoken of, where no row of the lexicon says what else it may be called. */
function hasAsked(hit: ScoredSentence): boolean {
  return hit.units.every(one => !one.unit.isAsked || one.unit.kind !== 'text' || (one.found ?? 0) >= 0.3)
}

/** A question of one or two things is told only where they stand side by side, or where a claim joins them. */
export function areTogether(hit: ScoredSentence): boolean {
  const units = hit.units.filter(one => one.weight > 0)
  if (units.length !== 2 || hit.match?.fit === 'same') return true
  const [a = [], b = []] = units.map(({ unit }) =>
    hit.scope.mentions.filter(m => [m.id, ...m.others].some(id => id === unit.id || unit.also.includes(id))),
  )
  if (a.length === 0 || b.length === 0)
    return units.every(one => one.where === 'sentence' || one.where === 'claim')
  const most = hit.sentence.lang === 'en' || hit.sentence.lang === 'ko' ? limits.gapOfLetters : limits.gap
  return a.some(one =>
    b.some(other => Math.max(one.start, other.start) - Math.min(one.end, other.end) <= most),
  )
}

/** One thing that makes up much of what the question is about is nowhere near. */
function lacksKey(hit: ScoredSentence, query: Query): boolean {
  return lacksShare(hit, query.wanted === 'why' ? limits.keyShareOfWhy : limits.keyShare)
}

/** One thing that makes up more than this share of what the question is about is nowhere near. */
function lacksShare(hit: ScoredSentence, share: number): boolean {
  const content = hit.units.filter(one => CONTENT.has(one.unit.kind) && !isReaction(one.unit))
  const total = content.reduce((sum, one) => sum + one.weight, 0)
  return content.some(one => one.found !== null && one.found < limits.key && one.weight / total > share)
}

/** What is asked about besides that somebody says something. */
function besidesSaying(hit: ScoredSentence): UnitMatch[] {
  return hit.units.filter(one => one.unit.id !== 'ACT.state')
}

/** How much of the deed, the topic and the words is there: persons alone answer nothing. */
export function contentOf(hit: ScoredSentence): number {
  const content = hit.units.filter(one => CONTENT.has(one.unit.kind))
  return content.every(one => isIdle(one.unit)) ? 1 : weighUnits(content)
}
