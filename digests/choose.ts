// Which candidates become items: none that tells the same event as another, none that crowds out the other countries.
import { factsOf, isLikeAct, isSameMatter } from './facts.ts'
import type { Novel } from './novelty.ts'

/** Of one report; more would be a summary of it. */
const MOST_OF_A_REPORT = 2
/** Of one side, while others have something to say. */
const MOST_OF_A_SIDE = 2
/** Types of verbal conflict: protesting, summoning and criticising on one day are one event. */
const VERBAL_CONFLICT = new Set(['ACCUSE', 'REJECT', 'THREATEN'])

/**
 * The first `most` that do not tell the same event as one before. First with an eye on spread over countries, then
 * filled up by rank alone; the order of the result is that of the candidates.
 */
export function chooseItems(candidates: readonly Novel[], most: number): Novel[] {
  const chosen = new Map<Novel, Novel>()
  for (const spread of [true, false]) {
    for (const candidate of candidates) {
      if (chosen.size === most) break
      if (chosen.has(candidate)) continue
      const others = [...chosen.values()]
      const one = withOwnSentence(candidate, others)
      if (one === null || others.some(other => isSameEvent(one, other))) continue
      if (others.filter(other => reportOf(other) === reportOf(one)).length >= MOST_OF_A_REPORT) continue
      const side = one.candidate.facts.sides[0]
      const ofSide = others.filter(other => other.candidate.facts.sides[0] === side).length
      if (spread && ofSide >= MOST_OF_A_SIDE) continue
      chosen.set(candidate, one)
    }
  }
  return candidates.flatMap(candidate => chosen.get(candidate) ?? [])
}

/** Told by the first sentence that tells no other item; null when all of its sentences do. */
function withOwnSentence(one: Novel, others: readonly Novel[]): Novel | null {
  const taken = new Set(others.flatMap(other => other.candidate.told.map(told => told.sentence.id)))
  const { told } = one.candidate
  const own = told.findIndex(each => !taken.has(each.sentence.id))
  if (own <= 0) return own === 0 ? one : null
  const best = told[own]!
  const candidate = {
    ...one.candidate,
    told: [best, ...told.filter(each => each !== best)],
    origins: [best, ...one.candidate.origins.filter(each => each.sentence.id !== best.sentence.id)],
    facts: factsOf(best.claim, best.report),
  }
  return { ...one, candidate }
}

function reportOf({ candidate }: Novel): string {
  return candidate.told[0]!.report.id
}

/** One act told in two ways: summoned and protested, announced and notified. */
function isSameEvent({ candidate: a }: Novel, { candidate: b }: Novel): boolean {
  const near = a.facts.from === null || b.facts.from === null || daysNear(a.facts.from, b.facts.from)
  if (!near || a.facts.negated !== b.facts.negated || !isSameMatter(a.facts, b.facts)) return false
  const conflict = VERBAL_CONFLICT.has(a.facts.plover) && VERBAL_CONFLICT.has(b.facts.plover)
  return isLikeAct(a.facts, b.facts) || conflict
}

function daysNear(a: string, b: string): boolean {
  return Math.abs(Date.parse(a) - Date.parse(b)) <= 86_400_000
}
