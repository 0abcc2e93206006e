// A statement, or a sentence it cites, as the checks look at it: what it names, its numbers and days, and which deeds
// stand under a "not".
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import { foldPattern, patternsOf } from '../search/asked.ts'
import questions from '../search/data/questions.json' with { type: 'json' }
import type { DateExpression } from '../text/dates/expression.ts'
import { findDates } from '../text/dates.ts'
import { fold } from '../text/fold.ts'
import { findNumbers, type NumberMention } from '../text/numbers.ts'
import rules from './data/verify.json' with { type: 'json' }

/** A deed or a word of the field, and whether its clause says "not" of it; null where that cannot be told. */
export interface Told extends TextRange {
  readonly ids: readonly string[]
  readonly kind: Mention['kind']
  readonly negated: boolean | null
}

export interface TextReading {
  readonly text: string
  readonly key: string
  readonly lang: Lang
  readonly tongue: Tongue
  /** Entities and titles, then everything else, in order. */
  readonly mentions: readonly Mention[]
  readonly dates: readonly DateExpression[]
  /** Those that are no part of a date or a name. */
  readonly numbers: readonly NumberMention[]
  readonly told: readonly Told[]
  /** Some clause says "not". */
  readonly negates: boolean
}

const CLAUSE = foldPattern(questions.clause, 'g')
const REFUSALS: ReadonlySet<string> = new Set(rules.refusing.map(act => `ACT.${act}`))
const FAILING = patternsOf(rules.failing)
const NEGATION = patternsOf(questions.negation)
const NOT_NEGATION = patternsOf(questions.notNegation, 'gi')

/**
 * Reads a text.
 * @param known full names in the language of the text: a bare surname in it may mean one of them
 */
export function readText(
  text: string,
  lang: Lang,
  lexicon: Lexicon,
  known: readonly string[] = [],
): TextReading {
  const tongue = tongueOf(lang)
  const key = fold(text)
  const end = text.length
  const whole = known.length === 0 ? text : `${text}\n${known.join('\n')}`
  const mentions = lexicon.match(whole, tongue).filter(one => one.end <= end)
  const dates = findDates(text, tongue)
  const inNames = mentions.filter(one => one.kind === 'topic' || one.kind === 'entity')
  const numbers = findNumbers(text).filter(
    number =>
      !lies(number, dates) &&
      !lies(number, inNames) &&
      // P-1, F-35: a code, written with and without its hyphen.
      !/[A-Za-z]-$/.test(text.slice(Math.max(0, number.start - 2), number.start)),
  )
  const told: Told[] = []
  let negates = false
  for (const [from, to] of clausesOf(key)) {
    const deeds = mentions.filter(
      one => one.start >= from && one.start < to && one.kind !== 'entity' && one.kind !== 'title',
    )
    const at = notAt(key, [from, to], deeds, tongue)
    negates ||= at !== null
    told.push(...tellDeeds(deeds, at, key, tongue))
  }
  return { text, key, lang, tongue, mentions, dates, numbers, told, negates }
}

/** Where a clause says "not", or null. A "not" within a deed's own form (不同意, 応じなかった) is part of that deed. */
function notAt(
  key: string,
  [from, to]: readonly [number, number],
  deeds: readonly Mention[],
  tongue: Tongue,
): number | null {
  const failing = FAILING[tongue].exec(key.slice(from, to))
  const letters = key.slice(from, to).split('')
  for (const one of deeds) letters.fill(' ', Math.max(0, one.start - from), one.end - from)
  const plain = NEGATION[tongue].exec(letters.join('').replaceAll(NOT_NEGATION[tongue], blank))
  const found = [failing?.index, plain?.index].filter(index => index !== undefined)
  if (found.length === 0) return null
  return from + (isBefore(tongue) ? Math.min(...found) : Math.max(...found))
}

/** The word stands before the deed in Chinese and English, behind it in Japanese and Korean. */
const isBefore = (tongue: Tongue): boolean => tongue === 'zh' || tongue === 'en'

/**
 * The deed next to a "not", or to a refusal, is negated, and the act next to it where that is another; of deeds further
 * on it cannot be told; the others are not.
 */
function tellDeeds(deeds: readonly Mention[], at: number | null, key: string, tongue: Tongue): Told[] {
  const before = isBefore(tongue)
  const order = before ? deeds : deeds.toReversed()
  const refusal = order.find(one => REFUSALS.has(one.id))
  const reaches = (one: Mention, place: number): boolean => (before ? one.end > place : one.start < place)
  // What a clause is said to be about stands outside of its "not" in Japanese and Korean.
  const isOutside = (one: Mention): boolean => !before && SUBJECT.test(key.slice(one.end, one.end + 3))
  const apart = (one: Mention): boolean =>
    refusal === undefined || one.start >= refusal.end || one.end <= refusal.start
  const reached = order.filter(
    one =>
      !isOutside(one) &&
      ((at !== null && reaches(one, at)) ||
        (refusal !== undefined && apart(one) && reaches(one, before ? refusal.end : refusal.start))),
  )
  const next = nearest(reached.filter(apart))
  const nextToNot = at === null ? [] : nearest(reached.filter(one => reaches(one, at)))
  return deeds.map(one => {
    const isNext = [...next, ...nextToNot].some(near => near.start < one.end && one.start < near.end)
    const isRefusal = !apart(one) && !(at !== null && reaches(one, at))
    return {
      start: one.start,
      end: one.end,
      ids: [one.id, ...one.others],
      kind: one.kind,
      negated: isRefusal ? false : isNext ? true : reached.includes(one) ? null : false,
    }
  })
}

/** The first deed in order, and the first act where that is none. */
function nearest(reached: readonly Mention[]): Mention[] {
  const [first] = reached
  if (first === undefined) return []
  const overlaps = reached.some(one => one.kind === 'act' && one.start < first.end && first.start < one.end)
  const act = overlaps ? undefined : reached.find(one => one.kind === 'act')
  return act === undefined ? [first] : [first, act]
}

/** は, が, 은, 는 and the like right behind a deed. */
const SUBJECT = /^(?:は|が|も|では|での|은|는|이|가|에서)/

const blank = (found: string): string => ' '.repeat(found.length)

function lies(one: TextRange, ranges: readonly TextRange[]): boolean {
  return ranges.some(range => range.start <= one.start && one.end <= range.end)
}

function clausesOf(key: string): [number, number][] {
  const ends = [...key.matchAll(CLAUSE)].map(found => found.index)
  return [0, ...ends].map((start, i) => [start, ends[i] ?? key.length])
}
