// What a question asks for: a person, a day, a number, a reason, yes or no. Patterns are in data/questions.json.
import type { Mention } from '../lexicon/lexicon.ts'
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

const COPULA = patternsOf(rules.copula)
const AUXILIARY = foldPattern(rules.auxiliary, 'i')

/**
 * Id of the deed or word that the question turns on, null when it has none: the first after the auxiliary in English,
 * elsewhere the last, and the one before it where the last is only the name of what is asked (…要求は何ですか).
 */
export function readMain(key: string, mentions: readonly Mention[], tongue: Tongue): string | null {
  const deeds = mentions.filter(m => m.kind === 'act' || m.kind === 'word')
  if (tongue === 'en') {
    const after = AUXILIARY.exec(key)?.index ?? 0
    return (deeds.find(m => m.start > after) ?? deeds.at(-1))?.id ?? null
  }
  const isCopula = COPULA[tongue].test(key)
  return (isCopula ? (deeds.at(-2) ?? deeds.at(-1)) : deeds.at(-1))?.id ?? null
}

const SUBJECT = patternsOf(rules.subject)
const BEFORE_OBJECT = foldPattern(
  '(?:对|向|就|关于|在|与|和|给|由|从|把|因|about|of|with|to|by|against|over|on|from)\\s*(?:the\\s)?$',
  'i',
)

/** Ids of the person or body that acts or speaks in the question; empty when it asks who does. */
export function readSubject(key: string, mentions: readonly Mention[], tongue: Tongue): string[] {
  const actors = mentions.filter(
    m => m.kind === 'entity' && !m.id.startsWith('PLC.') && !m.id.startsWith('OUT.'),
  )
  const marked = (m: Mention): boolean => {
    const rest = key.slice(m.end, m.end + 14)
    const at = SUBJECT[tongue].exec(rest)?.index ?? -1
    return at >= 0 && !/[\s,、。](?!.{0,6}(?:은|는|이|가)\s)/u.test(rest.slice(0, at).trim())
  }
  if (tongue === 'ja' || tongue === 'ko') {
    const found = actors.filter(marked).at(-1)
    return found === undefined ? [] : [found.id, ...found.others]
  }
  const start = tongue === 'en' ? (AUXILIARY.exec(key)?.index ?? 0) : 0
  const found = actors.find(m => m.start >= start && !BEFORE_OBJECT.test(key.slice(0, m.start)))
  return found === undefined ? [] : [found.id, ...found.others]
}
