// Whether a statement is about what was asked: needed where the search found no answer and a model says it has one.
import type { Lexicon } from '../lexicon/lexicon.ts'
import { nearActs } from '../lexicon/relations.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import questions from '../search/data/questions.json' with { type: 'json' }
import type { Query, Unit } from '../search/query.ts'
import type { ScoredSentence } from '../search/score.ts'
import { cutTerms } from '../text/terms.ts'
import { isEnough } from './enough.ts'

const AKIN: readonly (readonly string[])[] = questions.akin
const FAINT: ReadonlySet<string> = new Set(questions.faint)

/**
 * True when the statement itself holds every person, name, subject, place, deed and word of the question, and one of its
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
  if (!hits.some(hit => isEnough(hit, query))) return false
  const mentions = lexicon.match(statement, tongueOf(lang))
  const ids = new Set(mentions.flatMap(one => [one.id, ...one.others]))
  const terms = new Set(cutTerms(statement, lang))
  return query.units.every(unit => holds(unit, ids, terms))
}

/** Words that no row of the lexicon knows may be put in other words; everything else is there as such or by one akin. */
function holds(unit: Unit, ids: ReadonlySet<string>, terms: ReadonlySet<string>): boolean {
  if (unit.isAsked || FAINT.has(unit.id)) return true
  if (unit.kind === 'text' || unit.kind === 'name')
    return unit.kind === 'text' || unit.terms.some(term => terms.has(term))
  const near =
    unit.kind === 'act'
      ? nearActs(unit.id.slice(4)).map(act => `ACT.${act}`)
      : AKIN.filter(row => row.includes(unit.id)).flat()
  return [unit.id, ...unit.also, ...near].some(id => ids.has(id))
}
