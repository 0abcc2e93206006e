// Questions that lean on the one before: "and Abe?", "when was that?", "what did he say?", 那安倍呢？, いつ？, 그건 언제?
// They are filled up from the conversation and then read like any other.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { patternsOf } from './asked.ts'
import rules from './data/questions.json' with { type: 'json' }
import { type Query, readQuestion } from './query.ts'

interface Options {
  readonly lang?: Lang
  readonly today?: string
}

const FOLLOW = patternsOf(rules.follow)
const PRONOUN = patternsOf(rules.pronoun)
/** More than these questions back nobody remembers what "that" was. */
const DEEPEST = 4
/** A question of its own says more than this many things. */
const MOST_CLIPPED = 2

/** Reads a question with those asked before it, oldest first; without any it is read as it stands. */
export function readInConversation(
  text: string,
  earlier: readonly string[],
  lexicon: Lexicon,
  options: Options = {},
): Query {
  const own = readQuestion(text, lexicon, options)
  const before = earlier.slice(-DEEPEST)
  const last = before.at(-1)
  if (last === undefined || !leansBack(own)) return own
  const { today } = options
  const previous = readInConversation(
    last,
    before.slice(0, -1),
    lexicon,
    today === undefined ? {} : { today },
  )
  return fillUp(own, previous, lexicon, options)
}

/** It names nothing, or one thing and a sign of leaning, or somebody by a pronoun alone. */
function leansBack(query: Query): boolean {
  const key = fold(query.text).trim()
  const tongue = tongueOf(query.lang)
  const { units } = query
  if (units.length === 0) return true
  const isClipped = units.length <= MOST_CLIPPED && !units.some(unit => unit.kind === 'act')
  if (isClipped && (FOLLOW[tongue].test(key) || !query.asks)) return true
  return PRONOUN[tongue].test(key) && !units.some(unit => unit.kind === 'person')
}

function fillUp(own: Query, previous: Query, lexicon: Lexicon, options: Options): Query {
  const named = namesOf(own)
  const deeds = own.units.filter(unit => unit.kind === 'act' || unit.kind === 'word' || unit.kind === 'text')
  // "When was that?", "why?": the same thing, and something else about it.
  if (own.units.length === 0)
    return { ...previous, ...askedIn(own, previous), window: own.window ?? previous.window }
  // "And Abe?": the same about somebody or something else.
  if (named.length > 0 && deeds.length === 0) {
    const swapped = swap(previous, named, own.text)
    const read = readQuestion(swapped, lexicon, { ...options, lang: previous.lang })
    return { ...read, ...askedIn(own, read), window: own.window ?? read.window ?? previous.window }
  }
  // "What did he say about TPP?": a question of its own about those named before.
  const whom = namesOf(previous).filter(mention => !named.some(other => kindOf(other) === kindOf(mention)))
  const names = whom.slice(0, 2).map(mention => previous.text.slice(mention.start, mention.end))
  const whole = [own.text.trim().replace(/[?？。.]+$/, ''), ...names].join(' ')
  const read = readQuestion(whole, lexicon, { ...options, lang: own.lang })
  const subject = read.subject.length > 0 ? read.subject : subjectOf(whom)
  return { ...read, subject, asks: true, wanted: own.wanted, window: own.window ?? previous.window }
}

/** What is asked for, when the clipped question says so; else what was asked for before. */
function askedIn(own: Query, previous: Query): Pick<Query, 'asks' | 'wanted'> {
  return own.asks && (own.wanted !== 'what' || own.units.length === 0)
    ? { asks: true, wanted: own.wanted }
    : { asks: previous.asks, wanted: previous.wanted }
}

/** Persons, bodies, places and topics that a question names. */
function namesOf({ mentions }: Query): Mention[] {
  return mentions.filter(m => m.kind === 'entity' || m.kind === 'topic')
}

function kindOf({ kind, id }: Mention): string {
  if (kind === 'topic') return 'topic'
  if (id.startsWith('PER.')) return 'person'
  return id.startsWith('PLC.') ? 'place' : 'body'
}

function subjectOf(mentions: readonly Mention[]): string[] {
  const person = mentions.find(m => kindOf(m) === 'person')
  return person === undefined ? [] : [person.id, ...person.others]
}

/** The question before with the new name in the place of the first of its kind, or after it where there is none. */
function swap(previous: Query, named: readonly Mention[], text: string): string {
  let swapped = previous.text
  const free = namesOf(previous)
  for (const mention of named) {
    const surface = text.slice(mention.start, mention.end)
    const at = free.findIndex(one => kindOf(one) === kindOf(mention))
    const old = free[at]
    if (old === undefined) {
      swapped = `${swapped.replace(/[?？。.\s]+$/, '')} ${surface}`
      continue
    }
    free.splice(at, 1)
    // Names swapped already have moved what stands after them: look the old one up again.
    swapped = swapped.replace(previous.text.slice(old.start, old.end), () => surface)
  }
  return swapped
}
