// Whether a sentence can hold the kind of thing a question wants: a day for "when", a person for "who", a number for
// "how many", a reason for "why".
import type { Mention } from '../lexicon/lexicon.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { findDates } from '../text/dates.ts'
import { fold } from '../text/fold.ts'
import { foldPattern, patternsOf } from './asked.ts'
import rules from './data/questions.json' with { type: 'json' }
import type { Query } from './query.ts'

const CAUSE = patternsOf(rules.cause)
const ASKS_MONEY = foldPattern(rules.money.asked, 'i')
const MONEY = foldPattern(rules.money.said, 'i')
const ASKS_OUTLET = foldPattern(rules.outlet.asked, 'i')
const SOURCE = foldPattern(rules.outlet.said, 'i')
const COUNTED = Object.entries(rules.counts).map(
  ([count, words]) => [count, foldPattern(`(?:${words})\\s?(?:${rules.counted})`, 'i')] as const,
)
const NUMBER = foldPattern(rules.number, 'i')
const MEASURES = rules.measures.map(({ asked, said }) => ({
  asked: foldPattern(asked, 'i'),
  said: foldPattern(said, 'i'),
}))

/** True or false where the question wants a kind of thing, null where any sentence will do. */
export function holdsWanted(
  query: Query,
  sentence: string,
  lang: Lang,
  mentions: readonly Mention[],
): boolean | null {
  const tongue = tongueOf(lang)
  switch (query.wanted) {
    case 'when':
      return findDates(sentence, tongue).length > 0
    case 'amount':
      return holdsAmount(query, sentence, lang)
    case 'how_often':
      return NUMBER.test(withoutDates(sentence, lang))
    case 'why':
      return CAUSE[tongue].test(fold(sentence))
    case 'says_who':
      return namesSource(query, fold(sentence), mentions)
    case 'who':
    case 'whom':
      return namesSomebody(query, mentions) || (tongue === 'en' && namesStranger(sentence, mentions))
    case 'where': {
      const asked = new Set(query.units.map(unit => unit.id))
      return mentions.some(m => [m.id, ...m.others].some(id => id.startsWith('PLC.') && !asked.has(id)))
    }
    default:
      return null
  }
}

/** A sum of money when money is asked for, so many days or tons when these are, else any number that is no date. */
function holdsAmount(query: Query, sentence: string, lang: Lang): boolean {
  const asked = fold(query.text)
  const measure = MEASURES.find(one => one.asked.test(asked))
  // Findings of dates would take "90 days" for one.
  if (measure !== undefined) return measure.said.test(fold(sentence))
  const text = fold(withoutDates(sentence, lang))
  return ASKS_MONEY.test(asked) ? MONEY.test(text) : NUMBER.test(text)
}

function withoutDates(sentence: string, lang: Lang): string {
  const letters = sentence.split('')
  for (const date of findDates(sentence, tongueOf(lang))) letters.fill(' ', date.start, date.end)
  return letters.join('')
}

/** An outlet that the question does not name, or the words by which one is named (据…报道, によると). */
function namesSource(query: Query, key: string, mentions: readonly Mention[]): boolean {
  const asked = new Set(query.units.map(unit => unit.id))
  if (!ASKS_OUTLET.test(fold(query.text))) return namesSomebody(query, mentions)
  return mentions.some(m => m.id.startsWith('OUT.') && !asked.has(m.id)) || SOURCE.test(key)
}

/** Two capitalised words that no row covers: Yang Geum-deok. */
function namesStranger(sentence: string, mentions: readonly Mention[]): boolean {
  return [...sentence.matchAll(/\p{Lu}[\p{Ll}-]+ \p{Lu}[\p{Ll}-]+/gu)].some(
    found => !mentions.some(m => m.start < found.index + found[0].length && m.end > found.index),
  )
}

/** How many of a kind the question asks for, 0 when it does not say. */
export function countAsked(text: string): number {
  const key = fold(text)
  return Number(COUNTED.find(([, pattern]) => pattern.test(key))?.[0] ?? 0)
}

/** It lists about as many things as are asked for. */
export function lists(sentence: string, count: number): boolean {
  const separators = sentence.match(/[、,，](?!\d)|(?:和|与|與|及|と|や|및|와 |과 |\band\b)/g)?.length ?? 0
  return count > 0 && separators >= count - 1 && /[、,，]/.test(sentence)
}

/** A person, body or outlet that the question does not name itself. */
function namesSomebody(query: Query, mentions: readonly Mention[]): boolean {
  const asked = new Set(query.units.map(unit => unit.id))
  return mentions.some(
    m => (m.kind === 'entity' && !asked.has(m.id) && m.how !== 'bound') || m.kind === 'title',
  )
}
