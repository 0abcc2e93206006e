// What a question asks for: a person, a day, a number, a reason, yes or no. Patterns are in data/questions.json.
import type { Tongue } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import rules from './data/questions.json' with { type: 'json' }

export type Wanted =
  | 'who'
  | 'whom'
  | 'what'
  | 'when'
  | 'where'
  | 'why'
  | 'how'
  | 'how_often'
  | 'amount'
  | 'says_who'
  | 'yesno'
  | 'compare'
  | 'timeline'

const TONGUES: readonly Tongue[] = ['zh', 'ja', 'ko', 'en']

/** Folds the letters of a pattern and leaves its escapes: patterns are matched on folded text. */
export function foldPattern(pattern: string, flags: string): RegExp {
  return new RegExp(
    pattern.replaceAll(/\\.|[^\\]+/gs, part => (part.startsWith('\\') ? part : fold(part))),
    flags,
  )
}

/** One folded pattern per language. */
export function patternsOf(
  section: Readonly<Record<Tongue, string>>,
  flags = 'i',
): Readonly<Record<Tongue, RegExp>> {
  return Object.fromEntries(TONGUES.map(tongue => [tongue, foldPattern(section[tongue], flags)])) as Record<
    Tongue,
    RegExp
  >
}

const AMOUNT = patternsOf(rules.amount)
const WANTED = Object.fromEntries(
  TONGUES.map(tongue => [
    tongue,
    rules.wanted[tongue].map(([wanted, pattern]) => [wanted as Wanted, foldPattern(pattern!, 'i')] as const),
  ]),
) as unknown as Readonly<Record<Tongue, readonly (readonly [Wanted, RegExp])[]>>

/**
 * What a folded question wants. English puts the asking word first, so the first in the text counts; the others put
 * it anywhere, so the first of the list does.
 */
export function readWanted(key: string, tongue: Tongue): Wanted {
  if (tongue !== 'en') {
    if (AMOUNT[tongue].test(key)) return 'amount'
    return WANTED[tongue].find(([, pattern]) => pattern.test(key))?.[0] ?? 'what'
  }
  let best: { wanted: Wanted; at: number } = { wanted: 'what', at: Number.POSITIVE_INFINITY }
  for (const [wanted, pattern] of [['amount', AMOUNT.en] as const, ...WANTED.en]) {
    const at = pattern.exec(key)?.index ?? Number.POSITIVE_INFINITY
    if (at < best.at) best = { wanted, at }
  }
  return best.wanted
}
