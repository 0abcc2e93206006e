// A question becomes a look-up: who is in it, what they are said to do, what it is about, what is wanted, and the
// words that are left. It is read with the same grammar as the sentences that will answer it.
import { codeText } from '../claims/code-text.ts'
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import type { DateExpression } from '../text/dates/expression.ts'
import { resolveDate } from '../text/dates/resolve.ts'
import { findDates } from '../text/dates.ts'
import { fold } from '../text/fold.ts'
import { detectLanguage } from '../text/language.ts'
import {
  attitudesIn,
  isAsking,
  languageOf,
  patternsOf,
  readTurn,
  readWanted,
  type Turn,
  type Wanted,
} from './asked.ts'
import rules from './data/questions.json' with { type: 'json' }
import { dropCovered, heldBy, readUnits, titlesOf, type Unit, withBareNames } from './units.ts'

export type { Wanted } from './asked.ts'
export type { Unit } from './units.ts'

/** What the question presupposes or asks after: somebody doing something, either side possibly open. */
export interface Frame {
  readonly act: string
  readonly plover: string
  readonly actors: readonly string[]
  readonly recipients: readonly string[]
  readonly polarity: 'affirmed' | 'negated'
}

export interface Query extends Turn {
  readonly text: string
  readonly lang: Lang
  /** False for bare words: they are looked for, and suppose nothing. */
  readonly asks: boolean
  readonly wanted: Wanted
  readonly frames: readonly Frame[]
  readonly units: readonly Unit[]
  /** Days the answer must fall in, when the question says so. */
  readonly window: { readonly from: string; readonly to: string } | null
  readonly mentions: readonly Mention[]
  /** Countries that the subject acts for: a leader's state does what he does. */
  readonly sides: readonly string[]
  /** Id of the unit of words that no row knows and of whom the question is (the plaintiffs, aliens), or null. */
  readonly stranger: string | null
}

/**
 * Reads a question in any of the languages.
 * @param options.lang overrides the language found; `today` resolves "last month"
 */
export function readQuestion(
  text: string,
  lexicon: Lexicon,
  options: { lang?: Lang; today?: string } = {},
): Query {
  const asked = text.slice(0, LONGEST_READ)
  const lang = options.lang ?? languageOf(asked, detectLanguage(asked).lang)
  const tongue = tongueOf(lang)
  const key = fold(asked)
  const spelt = withCapitals(asked, tongue)
  const dates = findDates(spelt, tongue)
  const found = withBareNames(spelt, lang, lexicon.match(spelt, tongue), lexicon)
  const all = withSynonyms(key, tongue, found, lexicon)
  const views = attitudesIn(key, tongue)
  const mentions = outside(dropCovered(all, key), [...dates, ...views])
  const coded = codeText(spelt, lexicon, { lang })
  const frames = coded.claims.map(
    (claim): Frame => ({
      act: claim.act,
      plover: claim.plover,
      actors: claim.actors.map(a => a.id),
      recipients: claim.recipients.map(r => r.id),
      polarity: claim.polarity,
    }),
  )
  const window = readWindow(dates, key, tongue, mentions, options.today)
  const units = readUnits(
    { text: spelt, typed: asked, key, lang, mentions, all, dates: [...dates, ...views] },
    lexicon,
  )
  const wanted = readWanted(key, tongue)
  const turn = readTurn(key, mentions, tongue, id => lexicon.act(id)?.frame === 'speech')
  return {
    text,
    lang,
    asks: isAsking(key, tongue),
    wanted,
    ...turn,
    main: turn.main ?? unlistedDeed(units, tongue, turn.saying),
    frames: withOpenFrames(frames, mentions, lexicon),
    units: [
      ...units,
      ...heldBy(mentions, window, lexicon),
      ...(wanted === 'who' || wanted === 'whom' ? titlesOf(mentions, key, lexicon) : []),
    ],
    window,
    mentions,
    sides: [...new Set(turn.subject.flatMap(id => lexicon.sideOf(id) ?? []))],
    stranger: strangerOf(units, key, tongue, turn.subject),
  }
}

/** Words no row knows that stand where the subject does: after the auxiliary, before the mark of the topic. */
function strangerOf(
  units: readonly Unit[],
  key: string,
  tongue: Tongue,
  subject: readonly string[],
): string | null {
  if (subject.length > 0) return null
  const found = units.find(unit => {
    if (unit.kind !== 'text' || unit.surface === '') return false
    const at = key.indexOf(unit.surface)
    if (tongue === 'en') return AFTER_AUXILIARY.test(key.slice(0, at))
    const after = key.slice(at + unit.surface.length)
    if (tongue === 'ko') return /(?:은|는)$/.test(unit.surface) || /^(?:은|는)\s/.test(after)
    return tongue === 'ja' && /^は(?!何|誰|いつ|どこ|なぜ)/.test(after)
  })
  return found?.id ?? null
}

const AFTER_AUXILIARY = /\b(?:did|does|do|was|were|is|are|has|have|had|will|would)\s(?:the\s|any\s|a\s)?$/

/** A deed that no row knows (leave) is the word on which the question turns all the same: the last in English. */
function unlistedDeed(units: readonly Unit[], tongue: Tongue, isSaying: boolean): string | null {
  if (isSaying || tongue !== 'en') return null
  return units.findLast(unit => unit.kind === 'text')?.id ?? null
}

/** "Leave" is no deed of the lexicon, and with an agreement it is its end. */
function withSynonyms(
  key: string,
  tongue: Tongue,
  mentions: readonly Mention[],
  lexicon: Lexicon,
): readonly Mention[] {
  if (!mentions.some(m => m.kind === 'topic' && lexicon.topic(m.id)?.type === 'agreement')) return mentions
  const deeds = SYNONYMS.flatMap(([act, patterns]): Mention[] => {
    const match = patterns[tongue].exec(key)
    if (match === null || mentions.some(m => m.kind === 'act')) return []
    const [start, end] = [match.index, match.index + match[0].length]
    return [{ start, end, kind: 'act', id: `ACT.${act}`, others: [], form: match[0], how: 'form', tags: [] }]
  })
  return deeds.length === 0 ? mentions : [...mentions, ...deeds].sort((a, b) => a.start - b.start)
}

const SYNONYMS = Object.entries(rules.synonyms).map(([act, byTongue]) => [act, patternsOf(byTongue)] as const)
const DATED_NAME = patternsOf(rules.datedName)

/** Characters of a question that are read: nobody asks longer, what is longer is a pasted text. */
export const LONGEST_READ = 600

/** "what did biden refuse?": without any capital letter, every word may be a name. */
function withCapitals(text: string, tongue: Tongue): string {
  if (tongue !== 'en' || /\p{Lu}/u.test(text)) return text
  return text.replaceAll(/\b[a-z]/g, letter => letter.toUpperCase())
}

/** "谁拒绝了?" names an act and nobody: a frame with both sides open. */
function withOpenFrames(frames: readonly Frame[], mentions: readonly Mention[], lexicon: Lexicon): Frame[] {
  if (frames.length > 0) return [...frames]
  const acts = mentions.filter(m => m.kind === 'act' && !m.tags.includes('weak') && !m.tags.includes('noun2'))
  return acts.slice(0, 1).map(m => {
    const act = lexicon.act(m.id)!
    return { act: act.id.slice(4), plover: act.plover, actors: [], recipients: [], polarity: 'affirmed' }
  })
}

/** August in a date is no word to be found, nor is the view in "what is its view of". */
function outside(mentions: readonly Mention[], ranges: readonly TextRange[]): Mention[] {
  return mentions.filter(
    m => m.kind !== 'word' || !ranges.some(range => range.start <= m.start && m.end <= range.end),
  )
}

/**
 * The dates of a question, each with a year of its own or counted from today. The most exact counts, then the first;
 * a year that only names an agreement (the 2015 agreement) gives way to any other.
 */
function readWindow(
  dates: readonly DateExpression[],
  key: string,
  tongue: Tongue,
  mentions: readonly Mention[],
  today: string | undefined,
): Query['window'] {
  const windows = dates.flatMap(expression => {
    // It names the agreement, and whoever asks about that may mean any time since.
    if (DATED_NAME[tongue].test(key.slice(expression.end))) return []
    const relative = expression.from.year === undefined
    if (relative && (today === undefined || !expression.from.shifts?.some(shift => shift.unit !== 'day')))
      return []
    const date = resolveDate(expression, today ?? '2000-01-01')
    if (date.start === null || date.end === null) return []
    const isName = mentions.some(
      m => m.kind === 'topic' && m.start <= expression.start && m.end >= expression.end,
    )
    return [
      { from: date.start, to: date.end, days: (isName ? 10_000 : 0) + daysBetween(date.start, date.end) },
    ]
  })
  const best = windows.sort((a, b) => a.days - b.days)[0]
  return best === undefined ? null : { from: best.from, to: best.to }
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
