// From scored sentences to a verdict: what answers, what says the opposite, and when nothing does.
// The rule throughout: a person, a name or a deed that the question names must be in the evidence; words may be missing.

import type { Verdict } from '../model/answer.ts'
import type { FrameMatch } from '../search/frames.ts'
import type { Query } from '../search/query.ts'
import { type ScoredSentence, weighUnits } from '../search/search.ts'

/** A sentence chosen to answer, with the claim in it that does, if one does. */
export interface Chosen {
  readonly hit: ScoredSentence
  readonly match: FrameMatch | null
  /** Which account it belongs to, when accounts differ. */
  readonly side: 'for' | 'against'
}

export interface Decision {
  readonly verdict: Verdict
  readonly chosen: readonly Chosen[]
  /** The best sentence all the same, when nothing answers: what *is* stored nearest to it. */
  readonly nearest: ScoredSentence | null
}

/** Least share of the question that evidence must hold; measured on the question sets, see docs/quality.md. */
const LEAST_SUPPORT = 0.62
/** Evidence within this of the best is shown too. */
const CLOSE = 0.86
/** Least share of what the question is about, its people and places left aside. */
const LEAST_CONTENT = 0.5
const MAX_STATEMENTS = 5
/** Acts of saying: the speaker must be the one asked about. */
const SAYING = new Set(['state', 'assess', 'announce', 'hope', 'deny', 'no_comment'])

/** Chooses evidence and verdict. `hits` are scored against `query`, best first. */
export function decide(query: Query, hits: readonly ScoredSentence[]): Decision {
  const nearest = hits[0] ?? null
  const able = hits.filter(hit => hasEssentials(hit, query))
  const direct = preferSame(able.filter(hit => isEnough(hit) && tells(hit, query)))
  const against = able.filter(
    hit => hit.opposite !== null && isAbout(hit) && supportWithoutAct(hit) >= LEAST_SUPPORT,
  )
  const bestFor = direct[0]?.score ?? 0
  const bestAgainst = Math.max(0, ...against.map(hit => supportWithoutAct(hit) + 0.35 * hit.opposite!.score))
  if (direct.length === 0 && against.length === 0) return { verdict: 'not_found', chosen: [], nearest }
  if (
    direct.length === 0 ||
    (bestAgainst > bestFor * 1.12 && !direct.some(hit => hit.match?.fit === 'same'))
  ) {
    return { verdict: 'contradicted', chosen: pick(against, 'against'), nearest: null }
  }
  const answers = pick(direct, 'for')
  const others = against.filter(
    hit =>
      bestAgainst >= bestFor * 0.8 &&
      answers.every(one => one.hit.sentence.id !== hit.sentence.id) &&
      isOtherVoice(hit, answers),
  )
  if (others.length === 0) return { verdict: 'answered', chosen: answers, nearest: null }
  return {
    verdict: 'disputed',
    chosen: [...answers.slice(0, 3), ...pick(others, 'against').slice(0, 2)],
    nearest: null,
  }
}

/** Enough of the question in all, or nearly all of what it is about. */
function isEnough(hit: ScoredSentence): boolean {
  const content = contentOf(hit)
  return (hit.support >= LEAST_SUPPORT && content >= LEAST_CONTENT) || (hit.support >= 0.5 && content >= 0.8)
}

/** Where the very deed is told, its neighbours (a protest for a summons) are not shown. */
function preferSame(hits: readonly ScoredSentence[]): ScoredSentence[] {
  return hits.some(hit => hit.match?.fit === 'same')
    ? hits.filter(hit => hit.match === null || hit.match.fit === 'same' || hit.match.score > 0.72)
    : [...hits]
}

/** How much of the deed, the topic and the words is there: persons alone answer nothing. */
function contentOf(hit: ScoredSentence): number {
  const content = hit.units.filter(one => ['topic', 'act', 'word', 'text', 'name'].includes(one.unit.kind))
  return content.length === 0 ? 1 : weighUnits(content)
}

/** Persons, unlisted names and the question's topic must be at least near; a place must be in the report. */
function hasEssentials(hit: ScoredSentence, query: Query): boolean {
  return hit.units.every(one => {
    const found = one.found ?? 1
    if (one.unit.kind === 'person') return found >= 0.6
    if (one.unit.kind === 'name') return found >= 0.5
    if (one.unit.kind === 'topic') return found >= 0.35
    if (one.unit.kind === 'place') return found >= 0.5
    if (one.unit.kind === 'body') return found >= 0.3 || query.units.length > 4
    return true
  })
}

/** A question about a deed needs a sentence that tells the deed; any other needs words enough. */
function tells(hit: ScoredSentence, query: Query): boolean {
  const main = query.frames[0]
  if (main === undefined || query.wanted === 'says_who') return true
  if (SAYING.has(main.act) && main.actors.length > 0) return hit.match !== null || saidBy(hit, main.actors)
  if (main.actors.length === 0 && main.recipients.length === 0 && hit.match === null) {
    return hit.units.some(one => one.unit.kind === 'act' && (one.found ?? 0) >= 0.6)
  }
  return (
    hit.match !== null ||
    (actFound(hit) >= 0.9 && hit.support >= 0.8) ||
    (hit.support >= 0.85 && query.wanted !== 'yesno')
  )
}

function saidBy(hit: ScoredSentence, speakers: readonly string[]): boolean {
  return hit.claims.some(
    claim =>
      claim.attribution.some(link => link.role === 'speaker' && speakers.includes(link.entity)) ||
      claim.actors.some(actor => speakers.includes(actor.id)),
  )
}

function actFound(hit: ScoredSentence): number {
  return Math.max(0, ...hit.units.filter(one => one.unit.kind === 'act').map(one => one.found ?? 0))
}

/** An opposite claim contradicts only when it is about the same thing, not merely by the same people. */
function isAbout(hit: ScoredSentence): boolean {
  const things = hit.units.filter(one => ['topic', 'word', 'text', 'name'].includes(one.unit.kind))
  const others = hit.opposite!.frame.recipients.length > 0
  return (things.length > 0 && weighUnits(things) >= 0.5) || (things.length === 0 && others)
}

function supportWithoutAct(hit: ScoredSentence): number {
  const acts = new Set([hit.opposite?.frame.act])
  return weighUnits(hit.units.filter(one => !(one.unit.kind === 'act' && acts.has(one.unit.id.slice(4)))))
}

/** Another outlet or another speaker than those that answer. */
function isOtherVoice(hit: ScoredSentence, answers: readonly Chosen[]): boolean {
  const voice = (one: ScoredSentence): string => {
    const link = one.claims[0]?.attribution[0]
    return link?.entity ?? one.report.chain[0]?.name ?? one.article.id
  }
  const known = new Set(answers.map(one => voice(one.hit)))
  return !known.has(voice(hit)) || answers.every(one => one.hit.article.id !== hit.article.id)
}

/** The best, and those close to it, one a sentence, in the order a reader expects: by report, then as written. */
function pick(hits: readonly ScoredSentence[], side: Chosen['side']): Chosen[] {
  const ranked = side === 'for' ? [...hits] : [...hits].sort((a, b) => b.opposite!.score - a.opposite!.score)
  const best = ranked[0]
  if (best === undefined) return []
  const strength = (hit: ScoredSentence): number => (side === 'for' ? hit.score : hit.opposite!.score)
  const close = ranked.filter(hit => strength(hit) >= strength(best) * CLOSE).slice(0, MAX_STATEMENTS)
  const order = new Map<string, number>()
  for (const hit of close) if (!order.has(hit.report.id)) order.set(hit.report.id, order.size)
  return close
    .sort((a, b) => order.get(a.report.id)! - order.get(b.report.id)! || a.sentence.start - b.sentence.start)
    .map(hit => ({ hit, match: side === 'for' ? hit.match : hit.opposite, side }))
}
