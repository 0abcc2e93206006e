// Whether a statement is about what was asked: needed where the search found no answer and a model says it has one.
import type { Lexicon } from '../lexicon/lexicon.ts'
import { nearActs } from '../lexicon/relations.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import type { Query, Unit } from '../search/query.ts'
import type { ScoredSentence } from '../search/score.ts'
import { cutTerms } from '../text/terms.ts'
import { contentOf, hasEssentials, isEnough } from './enough.ts'

const LEAST_CONTENT = 0.6

/**
 * True when the statement itself holds every person, name, subject, place and deed of the question, and one of its
 * sentences is near enough to an answer by the rules of the search too.
 */
export function holdsAsked(
  statement: string,
  lang: Lang,
  query: Query,
  hits: readonly ScoredSentence[],
  lexicon: Lexicon,
): boolean {
  if (query.units.length === 0) return false
  const near = hits.some(
    hit => hasEssentials(hit) && (isEnough(hit, query) || contentOf(hit) >= LEAST_CONTENT),
  )
  if (!near) return false
  const mentions = lexicon.match(statement, tongueOf(lang))
  const ids = new Set(mentions.flatMap(one => [one.id, ...one.others]))
  const terms = new Set(cutTerms(statement, lang))
  return query.units.every(unit => holds(unit, ids, terms))
}

/** Loose words may be put in other words; what has a name may not. */
function holds(unit: Unit, ids: ReadonlySet<string>, terms: ReadonlySet<string>): boolean {
  if (unit.kind === 'word' || unit.isAsked) return true
  if (unit.kind === 'text' || unit.kind === 'name')
    return unit.kind === 'text' || unit.terms.some(term => terms.has(term))
  const near = unit.kind === 'act' ? nearActs(unit.id.slice(4)).map(act => `ACT.${act}`) : []
  return [unit.id, ...unit.also, ...near].some(id => ids.has(id))
}
