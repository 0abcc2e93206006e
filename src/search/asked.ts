// What a question asks for: a person, a day, a number, a reason, yes or no. Patterns are in data/questions.json.
import type { Mention } from '../lexicon/lexicon.ts'
import type { Lang, Tongue } from '../model/language.ts'
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
 * Language of a question, when `found` in its letters. A short Chinese question may have no letter that tells it from
 * Japanese, but it has no kana either and asks in Chinese words.
 */
export function languageOf(text: string, found: Lang): Lang {
  if (found !== 'ja' || /[\u3041-\u30fa]/.test(text)) return found
  const key = fold(text)
  if (!isAsking(key, 'zh')) return found
  return key === text.normalize('NFKC').toLowerCase() ? 'zh-Hans' : 'zh-Hant'
}

/** It has a word of asking; without one it is a search for its words (GSOMIA, "Biden?"). */
export function isAsking(key: string, tongue: Tongue): boolean {
  return AMOUNT[tongue].test(key) || WANTED[tongue].some(([, pattern]) => pattern.test(key))
}

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
const PARTICLE = patternsOf(rules.particle)
const SAYS = patternsOf(rules.says)
const ATTITUDE = patternsOf(rules.attitude)
const VIEW = patternsOf(rules.view)
const SUBJECT = patternsOf(rules.subject)
const TOPIC = patternsOf(rules.topic)
const OTHER_TOPIC = patternsOf(rules.otherTopic)
const AUXILIARY = foldPattern(rules.auxiliary, 'i')
const ADVERB = foldPattern(rules.adverb, 'g')
const TIME = foldPattern(rules.time, 'g')
const SAYINGS: ReadonlySet<string> = new Set(rules.sayings)
const TITLES: ReadonlySet<string> = new Set(rules.titles)
const BEFORE_OBJECT = foldPattern(rules.beforeObject, 'i')

/** Where a folded question has words that ask for somebody's view: they are not to be found in the answer. */
export function attitudesIn(key: string, tongue: Tongue): { start: number; end: number }[] {
  if (!ATTITUDE[tongue].test(key)) return []
  return [...key.matchAll(new RegExp(VIEW[tongue], 'gi'))].map(found => ({
    start: found.index,
    end: found.index + found[0].length,
  }))
}

/** What a question turns on. */
export interface Turn {
  /** Id of its deed, null when it has none. */
  readonly main: string | null
  /** Ids of who acts or speaks; empty when that is what it asks for. */
  readonly subject: readonly string[]
  /** It asks for somebody's words or reaction. */
  readonly saying: boolean
  /** Its deed is one of saying, or it has none beside: what is said is no deed to be denied. */
  readonly bySaying: boolean
  /** It asks for a view or a reaction: whatever that is, it supposes nothing. */
  readonly viewing: boolean
}

/** Reads who does what in a folded question. `isSpeech` tells acts of saying. */
export function readTurn(
  key: string,
  mentions: readonly Mention[],
  tongue: Tongue,
  isSpeech: (id: string) => boolean,
): Turn {
  const all = mentions.filter(m => m.kind === 'act' || m.kind === 'word')
  const deeds = all.filter(
    m =>
      !TITLES.has(m.id) &&
      !m.tags.includes('weak') &&
      !(tongue === 'en' && key.slice(m.start, m.end).endsWith('ly')),
  )
  const actor = readSubject(key, mentions, deeds, tongue)
  const main = mainOf(key, deeds, tongue, actor?.end ?? 0, all.at(-1))?.id ?? null
  const bySaying = main !== null && (SAYINGS.has(main) || isSpeech(main))
  const saying = SAYS[tongue].test(key) || ATTITUDE[tongue].test(key)
  return {
    main,
    subject: actor === undefined ? [] : [actor.id, ...actor.others],
    viewing: ATTITUDE[tongue].test(key),
    saying: saying || bySaying,
    bySaying: bySaying || (main === null && saying),
  }
}

/**
 * English puts the deed after the auxiliary, Chinese after the subject or the adverb of asking and after any clause of
 * time; Japanese and Korean put it last, or before the name of what is asked (…要求は何ですか).
 */
function mainOf(
  key: string,
  deeds: readonly Mention[],
  tongue: Tongue,
  subjectEnd: number,
  last: Mention | undefined,
): Mention | undefined {
  if (tongue === 'en') {
    const after = AUXILIARY.exec(key)?.index ?? 0
    return deeds.find(m => m.start > after) ?? deeds.at(-1)
  }
  if (tongue === 'zh') {
    const ends = [...key.matchAll(ADVERB), ...key.matchAll(TIME)].map(found => found.index + found[0].length)
    const from = Math.max(subjectEnd, ...ends)
    const after = deeds.filter(m => m.start >= from)
    const isObjectFirst = /^[就对向因为]/.test(key.slice(from))
    if (isObjectFirst) return after.at(-1) ?? deeds.at(-1)
    return after.find(m => m.kind === 'act') ?? after[0] ?? deeds.at(-1)
  }
  const isHead = last !== undefined && COPULA[tongue].test(key) && PARTICLE[tongue].test(key.slice(last.end))
  return isHead ? (deeds.findLast(m => m.end <= last.start) ?? deeds.at(-1)) : deeds.at(-1)
}

/** The person or body that acts: marked as such in Japanese and Korean, the first of all elsewhere. */
function readSubject(
  key: string,
  mentions: readonly Mention[],
  deeds: readonly Mention[],
  tongue: Tongue,
): Mention | undefined {
  const actors = mentions.filter(
    m => m.kind === 'entity' && !m.id.startsWith('PLC.') && !m.id.startsWith('OUT.') && m.how !== 'bound',
  )
  if (tongue === 'ja' || tongue === 'ko') return readMarked(key, actors, mentions, tongue)
  const start = tongue === 'en' ? (AUXILIARY.exec(key)?.index ?? 0) : 0
  const found = actors.find(m => m.start >= start && !BEFORE_OBJECT.test(key.slice(0, m.start)))
  // "What did the joint statement of Biden and Suga say?": the statement speaks.
  const isLate = tongue === 'en' && deeds.some(m => m.start > start && m.end < (found?.start ?? 0))
  return isLate ? undefined : found
}

/**
 * A name, perhaps with its title, and the mark of the topic (バイデン副大統領は, 박 대통령은). Without one, the last that
 * is marked as subject, unless something else is the topic.
 */
function readMarked(
  key: string,
  actors: readonly Mention[],
  mentions: readonly Mention[],
  tongue: 'ja' | 'ko',
): Mention | undefined {
  const endOf = (m: Mention): number =>
    mentions.find(t => t.kind === 'title' && t.start >= m.end && t.start - m.end <= 1)?.end ?? m.end
  const topic = actors.findLast(m => TOPIC[tongue].test(key.slice(endOf(m))))
  if (topic !== undefined) return topic
  return OTHER_TOPIC[tongue].test(key)
    ? undefined
    : actors.findLast(m => SUBJECT[tongue].test(key.slice(endOf(m))))
}
