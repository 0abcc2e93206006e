// Whether a sentence can hold the kind of thing a question wants: a day for "when", a person for "who", a number for
// "how many", a reason for "why".
import type { Lexicon } from '../lexicon/lexicon.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import { findDates } from '../text/dates.ts'
import { fold } from '../text/fold.ts'
import { patternsOf } from './asked.ts'
import rules from './data/questions.json' with { type: 'json' }
import type { Query } from './query.ts'

const CAUSE = patternsOf(rules.cause)

/** True or false where the question wants a kind of thing, null where any sentence will do. */
export function holdsWanted(query: Query, sentence: string, lang: Lang, lexicon: Lexicon): boolean | null {
  const tongue = tongueOf(lang)
  switch (query.wanted) {
    case 'when':
      return findDates(sentence, tongue).length > 0
    case 'amount':
    case 'how_often':
      return (
        /[0-9０-９一二三四五六七八九十百千万億亿]/.test(sentence) ||
        /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen)\b/i.test(sentence)
      )
    case 'why':
      return CAUSE[tongue].test(fold(sentence))
    case 'who':
    case 'whom':
    case 'says_who':
      return namesSomebody(query, sentence, tongue, lexicon)
    case 'where': {
      const asked = new Set(query.units.map(unit => unit.id))
      return lexicon
        .match(sentence, tongue)
        .some(m => [m.id, ...m.others].some(id => id.startsWith('PLC.') && !asked.has(id)))
    }
    default:
      return null
  }
}

/** A person, body or outlet that the question does not name itself. */
function namesSomebody(query: Query, sentence: string, tongue: Tongue, lexicon: Lexicon): boolean {
  const asked = new Set(query.units.map(unit => unit.id))
  return lexicon
    .match(sentence, tongue)
    .some(m => (m.kind === 'entity' && !asked.has(m.id) && m.how !== 'bound') || m.kind === 'title')
}
