// How much of what a question names a sentence holds, and how near.
import type { Lexicon } from '../lexicon/lexicon.ts'
import { nearActs } from '../lexicon/relations.ts'
import type { Claim } from '../model/claim.ts'
import { foldPattern } from './asked.ts'
import rules from './data/questions.json' with { type: 'json' }
import type { Unit } from './query.ts'
import type { Scope } from './scopes.ts'

/** How much of one unit of the question a sentence holds, and how near. */
export interface UnitMatch {
  readonly unit: Unit
  readonly weight: number
  /** 0..1; null when it cannot be told (words of another language). */
  readonly found: number | null
  readonly where: 'sentence' | 'claim' | 'paragraph' | 'report' | 'nowhere'
}

export interface Around {
  readonly own: Pick<Scope, 'ids' | 'terms'>
  readonly near: Pick<Scope, 'ids' | 'terms'>
  readonly subject: ReadonlySet<string>
  readonly whole: ReadonlySet<string>
  readonly wholeTerms: ReadonlySet<string>
  readonly claims: readonly Claim[]
  /** Folded text of the sentence. */
  readonly key: string
  /** The report is in the language of the question: its words can be compared. */
  readonly byText: boolean
  /** One of the two is Chinese and the other Japanese: words in Han characters can be compared. */
  readonly byHan: boolean
}

const REACTIONS: ReadonlySet<string> = new Set(rules.reactions)
const MONEY_WORDS: ReadonlySet<string> = new Set(rules.moneyWords)
const MONEY = foldPattern(rules.money.said, 'i')
const AKIN = akinTo(rules.akin)

function akinTo(groups: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> {
  return new Map(groups.flatMap(group => group.map(id => [id, group.filter(other => other !== id)] as const)))
}

/** Words that ask for whatever somebody said or did about a thing. */
export function isReaction(unit: Unit): boolean {
  return REACTIONS.has(unit.id)
}

/** What words of another language are worth: they may or may not stand behind the foreign ones. */
const UNTOLD = 0.3

/** Share of the units' weight that is found, 0..1. */
export function weighUnits(units: readonly UnitMatch[]): number {
  const total = units.reduce((sum, one) => sum + one.weight, 0)
  return total === 0 ? 0 : units.reduce((sum, one) => sum + one.weight * (one.found ?? UNTOLD), 0) / total
}

/** Looks for one unit in a sentence, its claims, its paragraph and its report. */
export function findUnit(unit: Unit, around: Around, lexicon: Lexicon): Pick<UnitMatch, 'found' | 'where'> {
  const { own, near, subject, whole, claims } = around
  if (unit.kind === 'text' || unit.kind === 'name') return findWords(unit, around)
  const has = (ids: ReadonlySet<string>): boolean => ids.has(unit.id) || unit.also.some(id => ids.has(id))
  if (has(own.ids) || (around.byText && standsIn(unit.surface, around.key)))
    return { found: 1, where: 'sentence' }
  const parent = unit.kind === 'topic' ? lexicon.topic(unit.id)?.parent : undefined
  if (parent !== undefined && own.ids.has(parent)) return { found: 0.6, where: 'sentence' }
  if (AKIN.get(unit.id)?.some(id => own.ids.has(id))) return { found: 0.8, where: 'sentence' }
  if (MONEY_WORDS.has(unit.id) && MONEY.test(around.key)) return { found: 1, where: 'sentence' }
  const inClaim = claimHolds(unit, claims, lexicon)
  if (inClaim > 0.65) return { found: inClaim, where: 'claim' }
  const isDeed = unit.kind === 'act'
  if (has(near.ids)) return { found: isDeed ? Math.max(0.4, inClaim) : 0.65, where: 'paragraph' }
  if (inClaim > 0) return { found: inClaim, where: 'claim' }
  if (REACTIONS.has(unit.id) && claims.some(claim => claim.actors.length > 0))
    return { found: 0.7, where: 'claim' }
  if (has(subject)) return { found: isDeed ? 0.2 : 0.6, where: 'report' }
  if (parent !== undefined && (near.ids.has(parent) || subject.has(parent)))
    return { found: 0.4, where: 'report' }
  if (has(whole)) return { found: isDeed ? 0.1 : unit.kind === 'place' ? 0.5 : 0.35, where: 'report' }
  return { found: 0, where: 'nowhere' }
}

/** Long enough to be no accident, and no part of another Latin word. */
function standsIn(surface: string, key: string): boolean {
  if (surface.length < 2) return false
  if (!/^[a-z]/.test(surface)) return key.includes(surface)
  return surface.length > 3 && new RegExp(`\\b${RegExp.escape(surface)}\\b`).test(key)
}

function findWords(unit: Unit, around: Around): Pick<UnitMatch, 'found' | 'where'> {
  const { own, near, byText } = around
  const isHan = around.byHan && /^\p{Script=Han}+$/u.test(unit.surface)
  if (!byText && !isHan) return { found: unit.kind === 'name' ? 0 : null, where: 'nowhere' }
  const share = (terms: ReadonlySet<string>): number =>
    unit.terms.filter(term => terms.has(term)).length / unit.terms.length
  const here = share(own.terms)
  const beside = share(near.terms) * 0.6
  if (here === 0 && beside === 0) {
    const far = unit.kind === 'name' ? share(around.wholeTerms) * 0.5 : 0
    return far > 0 ? { found: far, where: 'report' } : { found: byText ? 0 : null, where: 'nowhere' }
  }
  return here >= beside ? { found: here, where: 'sentence' } : { found: beside, where: 'paragraph' }
}

/** 0.6 an act of the same class that may be meant, 0.3 either of the two. */
function nearness(act: string, claim: Claim, lexicon: Lexicon): number {
  const isNear = nearActs(act).includes(claim.act)
  // Classes with a star hold whatever is said.
  const isKin = lexicon.act(act)?.plover === claim.plover && !claim.plover.endsWith('*')
  return isNear && isKin ? 0.6 : isNear || isKin ? 0.3 : 0
}

function claimHolds(unit: Unit, claims: readonly Claim[], lexicon: Lexicon): number {
  const ids = [unit.id, ...unit.also]
  let best = 0
  for (const claim of claims) {
    const people = [...claim.actors, ...claim.recipients]
    if (unit.kind === 'topic' && claim.topics.includes(unit.id.slice(4))) best = Math.max(best, 0.8)
    if (unit.kind === 'act' && claim.act === unit.id.slice(4)) best = 1
    if (unit.kind === 'act') best = Math.max(best, nearness(unit.id.slice(4), claim, lexicon))
    if (people.some(one => ids.includes(one.id)) || claim.attribution.some(link => ids.includes(link.entity)))
      best = 1
    if (
      unit.kind === 'body' &&
      people.some(one => one.side !== undefined && one.side === lexicon.sideOf(unit.id))
    )
      best = Math.max(best, 0.7)
  }
  return best
}
