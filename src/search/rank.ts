// The ranking: a few named features of a sentence against a question, and one weight each (data/ranking.json).

import ranking from './data/ranking.json' with { type: 'json' }
import { fitsWindow } from './days.ts'
import type { Query } from './query.ts'
import type { ScoredSentence } from './score.ts'
import { speaksIn } from './speakers.ts'
import type { UnitMatch } from './support.ts'
import { countAsked, lists } from './wanted.ts'

export type Feature = keyof typeof ranking.weights
export type Features = Readonly<Record<Feature, number>>

const GROUPS = {
  person: 'who',
  name: 'who',
  body: 'body',
  place: 'place',
  topic: 'topic',
  act: 'act',
  word: 'word',
  text: 'text',
} as const
/** Acts of saying: the speaker must be the one asked about. */
const SAYING: ReadonlySet<string> = new Set(['state', 'assess', 'announce', 'hope', 'deny', 'no_comment'])

/** Everything the ranking looks at; each is 0..1 unless said otherwise. */
export function featuresOf(
  query: Query,
  hit: Omit<ScoredSentence, 'score' | 'rank' | 'features'>,
  context: {
    readonly reportSupport: number
    readonly first: boolean
    readonly wanted: boolean | null
  },
): Features {
  const share = (group: string, where: readonly UnitMatch['where'][]): number =>
    shareOf(hit.units, one => GROUPS[one.unit.kind] === group && where.includes(one.where))
  const here = ['sentence', 'claim'] as const
  const reality = hit.match?.claim.modality === 'hypothetical' ? 0 : 1
  const exact = hit.match?.exact === true
  return {
    who_here: share('who', here),
    who_near: share('who', ['paragraph', 'report']),
    body_here: share('body', here),
    place_here: share('place', here),
    topic_here: share('topic', here),
    topic_near: share('topic', ['paragraph', 'report']),
    act_here: share('act', here),
    word_here: share('word', here),
    text_here: share('text', here),
    main_here: hit.units.some(one => one.unit.id === query.main && one.where === 'sentence') ? 1 : 0,
    subject_acts: subjectActs(query, hit),
    near: shareOf(hit.units, one => one.where === 'paragraph'),
    far: shareOf(hit.units, one => one.where === 'report'),
    missing: Math.max(0, ...hit.units.map(one => (one.found === 0 ? one.weight : 0))) / totalOf(hit.units),
    frame_exact: exact && hit.match!.fit === 'same' ? hit.match!.score * reality : 0,
    frame_side: !exact && hit.match?.fit === 'same' ? hit.match.score * reality : 0,
    frame_near: hit.match?.fit === 'near' ? hit.match.score : 0,
    speaker: isSaidBy(query, hit) ? 1 : 0,
    wanted: signOf(context.wanted),
    wanted_amount: query.wanted === 'amount' ? signOf(context.wanted) : 0,
    wanted_why: query.wanted === 'why' ? signOf(context.wanted) : 0,
    wanted_source: query.wanted === 'says_who' ? signOf(context.wanted) : 0,
    enumerates: lists(hit.quote, countAsked(query.text)) ? 1 : 0,
    own_language: hit.ownLanguage ? 1 : 0,
    first: context.first ? 1 : 0,
    short: hit.quote.length < (hit.sentence.lang === 'en' ? 60 : 25) ? 1 : 0,
    window: fitsWindow(query.window, hit),
    report: context.reportSupport,
  }
}

/** Weighted sum of the features. */
export function scoreOf(features: Features): number {
  let sum = 0
  for (const [name, weight] of Object.entries(ranking.weights)) sum += weight * features[name as Feature]
  return sum
}

/** 1 yes, -1 no, 0 when it cannot be told. */
function signOf(holds: boolean | null): number {
  return holds === null ? 0 : holds ? 1 : -1
}

function totalOf(units: readonly UnitMatch[]): number {
  return units.reduce((sum, one) => sum + one.weight, 0) || 1
}

function shareOf(units: readonly UnitMatch[], counts: (one: UnitMatch) => boolean): number {
  return (
    units.reduce((sum, one) => sum + (counts(one) ? one.weight * (one.found ?? 0) : 0), 0) / totalOf(units)
  )
}

/** 1 when who acts in the question acts or speaks in the sentence, -1 when only others do. */
function subjectActs(query: Query, hit: Pick<ScoredSentence, 'claims'>): number {
  if (query.subject.length === 0 || hit.claims.length === 0) return 0
  const acts = hit.claims.some(
    claim =>
      claim.actors.some(actor => query.subject.includes(actor.id)) ||
      claim.attribution.some(link => link.role === 'speaker' && query.subject.includes(link.entity)),
  )
  return acts ? 1 : hit.claims.every(claim => claim.actors.length === 0) ? 0 : -1
}

/** The person asked about speaks in one of the sentence's claims. */
function isSaidBy(
  query: Query,
  hit: Pick<ScoredSentence, 'claims' | 'quote' | 'sentence' | 'scope'>,
): boolean {
  const { quote, sentence, scope } = hit
  if (query.saying && speaksIn(quote, sentence.lang, scope.mentions, query.subject)) return true
  const speakers = query.frames.filter(frame => SAYING.has(frame.act)).flatMap(frame => frame.actors)
  return hit.claims.some(claim =>
    claim.attribution.some(link => link.role === 'speaker' && speakers.includes(link.entity)),
  )
}
