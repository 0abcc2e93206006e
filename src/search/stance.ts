// How a sentence stands to what a question asks: it tells it, says it is not so, or tells that somebody denies it.
// Read clause by clause: a "not" counts when it stands in the clause that holds most of what the question is about.
import type { Mention } from '../lexicon/lexicon.ts'
import { nearActs, oppositeActs } from '../lexicon/relations.ts'
import { type Tongue, tongueOf } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { cutTerms } from '../text/terms.ts'
import { foldPattern, patternsOf } from './asked.ts'
import rules from './data/questions.json' with { type: 'json' }
import type { Query, Unit } from './query.ts'
import type { ScoredSentence } from './score.ts'
import type { UnitMatch } from './support.ts'

export interface Stance {
  /** Share of what the question is about (people and places aside) in the best clause without a "not", 0..1. */
  readonly told: number
  /** The same in the best clause that says it is not so. */
  readonly negated: number
  /** What the question turns on stands in a clause without a "not", or in one that says it is not so. */
  readonly toldMain: boolean
  readonly negatedMain: boolean
  /** Somebody denies something that shares what the question is about. */
  readonly denied: boolean
  /** Share of what the question is about in the clause that denies and the one before it, 0..1. */
  readonly deniedShare: number
  /** It says that accounts differ. */
  readonly differs: boolean
}

const CLAUSE = foldPattern(rules.clause, 'g')
const CONDITION = foldPattern(rules.condition, 'i')
const NEGATION = patternsOf(rules.negation)
const NOT_NEGATION = patternsOf(rules.notNegation, 'gi')
const DENIAL = patternsOf(rules.denial)
const DIFFER = patternsOf(rules.differ)
const REFUSING: ReadonlySet<string> = new Set(rules.refusing)
const REFUSABLE: ReadonlySet<string> = new Set(rules.refusable)
const CONTENT: ReadonlySet<Unit['kind']> = new Set(['topic', 'act', 'word', 'text', 'name'])
/** Acts that come one after the other: to have ended a thing does not mean that it was never resumed. */
const STEPS: ReadonlySet<string> = new Set(['terminate', 'extend', 'restore', 'withdraw', 'suspend_trade'])

/** True when the words of a question say "not" of what they ask. */
export function asksNegated(query: Query): boolean {
  const tongue = tongueOf(query.lang)
  const text = blankDeeds(fold(query.text), query.mentions)
  return (
    NEGATION[tongue].test(text.replaceAll(NOT_NEGATION[tongue], ' ')) &&
    !/^\s*(?:did|was|is|has|were)n't/.test(text)
  )
}

/** It tells what would be, and the question asks what is. */
export function isHypothetical(query: Query, hit: ScoredSentence): boolean {
  if (CONDITION.test(fold(query.text))) return false
  return CONDITION.test(fold(hit.quote)) || hit.match?.claim.modality === 'hypothetical'
}

/** Reads the stance of a scored sentence. */
export function stanceOf(query: Query, hit: ScoredSentence): Stance {
  const tongue = tongueOf(hit.sentence.lang)
  const key = fold(hit.quote)
  const content = hit.units.filter(one => CONTENT.has(one.unit.kind))
  const total = content.reduce((sum, one) => sum + one.weight, 0)
  const asked = asksNegated(query)
  const main = hit.units.find(one => one.unit.id === query.main)
  const stance = { told: 0, negated: 0, toldMain: false, negatedMain: false, deniedShare: 0 }
  let shareBefore = 0
  let whole = 0
  let opposes = false
  for (const [start, end] of clausesOf(key)) {
    const mentions = hit.scope.mentions.filter(m => m.start >= start && m.end <= end)
    const text = key.slice(start, end)
    const holds = (unit: Unit): boolean => holdsUnit(unit, mentions, text, hit)
    const share =
      total === 0 ? 0 : content.reduce((sum, one) => sum + (holds(one.unit) ? one.weight : 0), 0) / total
    whole += share
    if (DENIAL[tongue].test(text))
      stance.deniedShare = Math.max(stance.deniedShare, Math.min(1, share + shareBefore))
    shareBefore = share
    opposes ||= opposesAny(content, mentions) || refuses(main?.unit, mentions, query)
    const hasMain = main !== undefined && (holds(main.unit) || holdsNear(main.unit, mentions))
    if (!asked && saysNot(text, start, mentions, tongue, hasMain ? main : undefined)) {
      stance.negated = Math.max(stance.negated, share)
      stance.negatedMain ||= hasMain
    } else {
      stance.told = Math.max(stance.told, share)
      stance.toldMain ||= hasMain
    }
  }
  if (opposes && !asked && whole > 0) {
    stance.negated = Math.max(stance.negated, Math.min(1, whole))
    stance.negatedMain = true
  }
  return { ...stance, denied: DENIAL[tongue].test(key), differs: DIFFER[tongue].test(key) }
}

/** Start and end of each clause. */
function clausesOf(key: string): [number, number][] {
  const ends = [...key.matchAll(CLAUSE)].map(found => found.index)
  return [0, ...ends].map((start, i) => [start, ends[i] ?? key.length])
}

function holdsUnit(unit: Unit, mentions: readonly Mention[], text: string, hit: ScoredSentence): boolean {
  if (unit.kind !== 'text' && unit.kind !== 'name')
    return mentions.some(m => [m.id, ...m.others].some(id => id === unit.id || unit.also.includes(id)))
  if (!hit.ownLanguage) return false
  const terms = new Set(cutTerms(text, hit.sentence.lang))
  return unit.terms.filter(term => terms.has(term)).length * 2 > unit.terms.length
}

/** "Not" within an act's own form (不同意, 応じなかった) is part of that act. */
function blankDeeds(text: string, mentions: readonly Mention[], from = 0): string {
  const letters = text.split('')
  for (const m of mentions)
    if (m.kind !== 'entity') letters.fill(' ', Math.max(0, m.start - from), m.end - from)
  return letters.join('')
}

/** A "not" that belongs to the deed stands before it in Chinese and English, after it in Japanese and Korean. */
function saysNot(
  text: string,
  start: number,
  mentions: readonly Mention[],
  tongue: Tongue,
  main: UnitMatch | undefined,
): boolean {
  const deed = mentions.find(m => m.id === main?.unit.id)
  const isBefore = tongue === 'zh' || tongue === 'en'
  const blank = blankDeeds(text, mentions, start)
  const plain =
    deed === undefined ? blank : isBefore ? blank.slice(0, deed.end - start) : blank.slice(deed.start - start)
  return NEGATION[tongue].test(plain.replaceAll(NOT_NEGATION[tongue], ' '))
}

/** A near act tells the deed too: "did not call on" denies a demand. */
function holdsNear(unit: Unit, mentions: readonly Mention[]): boolean {
  if (unit.kind !== 'act') return false
  const near = nearActs(unit.id.slice(4)).map(id => `ACT.${id}`)
  // To state is near many deeds and tells none of them.
  return mentions.some(m => m.kind === 'act' && near.includes(m.id) && m.id !== 'ACT.state')
}

/** The clause declines something, and the question supposes a deed that can be declined. */
function refuses(unit: Unit | undefined, mentions: readonly Mention[], query: Query): boolean {
  if (unit?.kind !== 'act') return false
  const plover = query.frames.find(frame => frame.act === unit.id.slice(4))?.plover
  return (
    plover !== undefined &&
    REFUSABLE.has(plover) &&
    mentions.some(m => m.kind === 'act' && REFUSING.has(m.id.slice(4))) &&
    mentions.some(m => query.subject.includes(m.id))
  )
}

function opposesAny(content: ScoredSentence['units'], mentions: readonly Mention[]): boolean {
  return content.some(({ unit }) => {
    const act = unit.id.slice(4)
    if (unit.kind !== 'act' || STEPS.has(act)) return false
    const opposite = oppositeActs(act).map(id => `ACT.${id}`)
    return (
      !mentions.some(m => m.id === unit.id) && mentions.some(m => m.kind === 'act' && opposite.includes(m.id))
    )
  })
}
