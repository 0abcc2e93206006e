// Pairs of states, and what is cooperation or conflict between them.
import type { Facts } from './facts.ts'

/** The pairs that are watched; `US–JP–KR` is what all three do together. */
export const DYADS = [
  'US–JP',
  'JP–KR',
  'US–KR',
  'US–JP–KR',
  'CN–JP',
  'US–CN',
  'CN–KR',
  'KP–US',
  'KP–KR',
  'KP–JP',
] as const
export type Dyad = (typeof DYADS)[number]

/** PLOVER's quad classes: cooperation and conflict, verbal and material. */
const COOPERATION = new Set(['AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT'])
const CONFLICT = new Set([
  'REQUEST',
  'ACCUSE',
  'REJECT',
  'THREATEN',
  'PROTEST',
  'SANCTION',
  'MOBILIZE',
  'COERCE',
  'ASSAULT',
])
/** Asking is no conflict between partners. */
const NEUTRAL = new Set(['REQUEST'])

/** The pair that something happens between: who acts with whom, or towards whom; null for one alone or too many. */
export function dyadOf(facts: Pick<Facts, 'sides' | 'whom'>): Dyad | null {
  const states = new Set([...facts.sides, ...facts.whom])
  const found = DYADS.find(dyad => {
    const members = dyad.split('–')
    return members.length === states.size && members.every(member => states.has(member))
  })
  return found ?? null
}

/** What did not happen, or is only planned, is neither. */
export function isCooperation({
  plover,
  negated,
  planned,
}: Pick<Facts, 'plover' | 'negated' | 'planned'>): boolean {
  return COOPERATION.has(plover) && !negated && !planned
}

/** A refusal is one; a negated agreement is one as well. */
export function isConflict({
  plover,
  negated,
  planned,
}: Pick<Facts, 'plover' | 'negated' | 'planned'>): boolean {
  if (planned || NEUTRAL.has(plover)) return false
  return negated ? COOPERATION.has(plover) : CONFLICT.has(plover)
}
