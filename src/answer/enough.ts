// Whether a sentence holds what a question asks, or only the people in it. Words may be missing; a person, a name, a
// side, or the deed that the question turns on may not: "not in the stored articles" is better than a wrong answer.
import type { Query } from '../search/query.ts'
import type { ScoredSentence } from '../search/score.ts'
import { isReaction, type UnitMatch, weighUnits } from '../search/support.ts'
import limits from './data/limits.json' with { type: 'json' }

const CONTENT: ReadonlySet<string> = new Set(['topic', 'act', 'word', 'text', 'name'])

/** The sentence, with its paragraph and report, holds enough of the question to answer it. */
export function isEnough(hit: ScoredSentence, query: Query): boolean {
  if (!hasEssentials(hit)) return false
  if (!tellsMain(hit, query)) return false
  const content = contentOf(hit)
  return (
    (hit.support >= limits.support && content >= limits.content) ||
    (hit.support >= limits.supportOfRich && content >= limits.richContent)
  )
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
      return limits.body
    default:
      return 0
  }
}

/** The deed or word that the question turns on is told here or in the paragraph. */
function tellsMain(hit: ScoredSentence, query: Query): boolean {
  const main = hit.units.find(one => one.unit.id === query.main)
  if (main === undefined || isReaction(main.unit)) return true
  return hit.match !== null || (main.found ?? 0) >= limits.main || hit.support >= limits.supportWithoutMain
}

/** How much of the deed, the topic and the words is there: persons alone answer nothing. */
export function contentOf(hit: ScoredSentence): number {
  const content = hit.units.filter(one => CONTENT.has(one.unit.kind))
  return content.length === 0 ? 1 : weighUnits(content)
}
