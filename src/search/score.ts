// The sentences of one report, scored against a question.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Article, Report, Sentence } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import { tongueOf } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { type FrameMatch, fitFrame } from './frames.ts'
import { type Passage, rankOf } from './passages.ts'
import type { Query } from './query.ts'
import { type Features, featuresOf, scoreOf } from './rank.ts'
import { nearby, type Scope, scopesOf } from './scopes.ts'
import { findUnit, type UnitMatch, weighUnits } from './support.ts'
import { holdsWanted } from './wanted.ts'

export interface ScoredSentence {
  readonly sentence: Sentence
  readonly quote: string
  readonly report: Report
  readonly article: Article
  readonly claims: readonly Claim[]
  readonly scope: Scope
  readonly units: readonly UnitMatch[]
  /** Share of the question's weight that is found, 0..1. */
  readonly support: number
  readonly match: FrameMatch | null
  readonly opposite: FrameMatch | null
  /** In the language of the question. */
  readonly ownLanguage: boolean
  readonly features: Features
  /** How well it answers; compared with the limits of answering. */
  readonly score: number
  /** Its place in a list of what was found: the fit of its report and the share of the question's words count too. */
  readonly rank: number
}

/** All sentences of one report, in order. `weights` are those of the query's units. */
export function scoreReport(
  query: Query,
  weights: readonly number[],
  passage: Passage,
  lexicon: Lexicon,
): ScoredSentence[] {
  const { read } = passage
  const tongues = new Set([tongueOf(query.lang), tongueOf(read.report.lang)])
  const ownLanguage = tongues.size === 1
  const byHan = tongues.has('zh') && tongues.has('ja')
  const withTerms =
    (ownLanguage || byHan) && query.units.some(unit => unit.kind === 'text' || unit.kind === 'name')
  const scopes = scopesOf(read, lexicon, withTerms)
  const claimsOf = Map.groupBy(read.claims, claim => claim.sentence)
  const found = read.sentences.map((sentence, at) => {
    const claims = claimsOf.get(sentence.id) ?? []
    const own = scopes.sentences[at]!
    const near = nearby(read, scopes.sentences, at)
    const quote = read.article.text.slice(sentence.start, sentence.end)
    const around = {
      own,
      near,
      subject: scopes.subject,
      whole: scopes.whole,
      wholeTerms: scopes.wholeTerms,
      claims,
      key: fold(quote),
      byText: ownLanguage,
      byHan,
    }
    const units = query.units.map((unit, i) => ({
      unit,
      weight: weights[i]!,
      ...findUnit(unit, around, lexicon),
    }))
    const matches = query.frames.flatMap(frame =>
      claims.flatMap(claim => fitFrame(frame, claim, lexicon) ?? []),
    )
    return {
      sentence,
      quote,
      report: read.report,
      article: read.article,
      claims,
      scope: own,
      units,
      support: weighUnits(units),
      match: bestOf(matches.filter(one => one.fit !== 'opposite')),
      opposite: bestOf(matches.filter(one => one.fit === 'opposite')),
      ownLanguage,
    }
  })
  const reportSupport = Math.max(0, ...found.map(hit => hit.support))
  return found.map((hit, at) => {
    const wanted = holdsWanted(query, hit.quote, hit.sentence.lang, hit.scope.mentions)
    const features = featuresOf(query, hit, { reportSupport, first: at === 0, wanted })
    const score = scoreOf(features)
    return { ...hit, features, score, rank: rankOf(score, passage, at) }
  })
}

function bestOf(matches: readonly FrameMatch[]): FrameMatch | null {
  return matches.reduce<FrameMatch | null>(
    (best, one) => (best === null || one.score > best.score ? one : best),
    null,
  )
}
