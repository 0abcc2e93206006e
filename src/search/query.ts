// A question becomes a look-up: who is in it, what they are said to do, what it is about, what is wanted, and the
// words that are left. It is read with the same grammar as the sentences that will answer it.
import { codeText } from '../claims/code-text.ts'
import { conceptTerm } from '../lexicon/concepts.ts'
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import type { Lang, Tongue } from '../model/language.ts'
import { tongueOf } from '../model/language.ts'
import type { DateExpression } from '../text/dates/expression.ts'
import { resolveDate } from '../text/dates/resolve.ts'
import { findDates } from '../text/dates.ts'
import { fold } from '../text/fold.ts'
import { detectLanguage } from '../text/language.ts'
import { cutTerms } from '../text/terms.ts'
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

/** What the question presupposes or asks after: somebody doing something, either side possibly open. */
export interface Frame {
  readonly act: string
  readonly plover: string
  readonly actors: readonly string[]
  readonly recipients: readonly string[]
  readonly polarity: 'affirmed' | 'negated'
}

/** Something the answer must have: a concept of the lexicon, or words of the question that no row covers. */
export interface Unit {
  readonly kind: 'person' | 'body' | 'place' | 'topic' | 'act' | 'word' | 'text' | 'name'
  /** Lexicon id, or the words as they stand. */
  readonly id: string
  /** Index terms: the concept's, or the words' cut. */
  readonly terms: readonly string[]
}

export interface Query {
  readonly text: string
  readonly lang: Lang
  readonly wanted: Wanted
  readonly frames: readonly Frame[]
  readonly units: readonly Unit[]
  /** Days the answer must fall in, when the question says so. */
  readonly window: { readonly from: string; readonly to: string } | null
  readonly mentions: readonly Mention[]
}

interface Rules {
  readonly amount: RegExp
  readonly wanted: readonly (readonly [Wanted, RegExp])[]
  readonly stop: RegExp
}

const RULES = Object.fromEntries(
  (['zh', 'ja', 'ko', 'en'] as const).map(tongue => [
    tongue,
    {
      wanted: rules.wanted[tongue].map(
        ([wanted, pattern]) => [wanted as Wanted, new RegExp(pattern!, 'i')] as const,
      ),
      amount: new RegExp(rules.amount[tongue], 'i'),
      stop: new RegExp(rules.stop[tongue], 'gi'),
    },
  ]),
) as unknown as Readonly<Record<Tongue, Rules>>

/**
 * Reads a question in any of the languages.
 * @param options.lang overrides the language found; `today` resolves "last month"
 */
export function readQuestion(
  text: string,
  lexicon: Lexicon,
  options: { lang?: Lang; today?: string } = {},
): Query {
  const lang = options.lang ?? detectLanguage(text).lang
  const tongue = tongueOf(lang)
  const key = fold(text)
  const mentions = dropCovered(lexicon.match(text, tongue))
  const dates = findDates(text, tongue)
  const coded = codeText(text, lexicon, { lang })
  const frames = coded.claims.map(
    (claim): Frame => ({
      act: claim.act,
      plover: claim.plover,
      actors: claim.actors.map(a => a.id),
      recipients: claim.recipients.map(r => r.id),
      polarity: claim.polarity,
    }),
  )
  const wanted = RULES[tongue].amount.test(key)
    ? 'amount'
    : (RULES[tongue].wanted.find(([, pattern]) => pattern.test(key))?.[0] ?? 'what')
  return {
    text,
    lang,
    wanted,
    frames: withOpenFrames(frames, mentions, lexicon),
    units: readUnits(text, key, lang, outside(mentions, dates), dates),
    window: readWindow(dates, options.today),
    mentions,
  }
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

/** August in a date is no word to be found. */
function outside(mentions: readonly Mention[], dates: readonly TextRange[]): Mention[] {
  return mentions.filter(
    m => m.kind !== 'word' || !dates.some(date => date.start <= m.start && m.end <= date.end),
  )
}

function unitKind(mention: Mention): Unit['kind'] {
  if (mention.kind === 'act' || mention.kind === 'topic' || mention.kind === 'word') return mention.kind
  if (mention.id.startsWith('PER.')) return 'person'
  return mention.id.startsWith('PLC.') ? 'place' : 'body'
}

function readUnits(
  text: string,
  key: string,
  lang: Lang,
  mentions: readonly Mention[],
  dates: readonly TextRange[],
): Unit[] {
  const units = new Map<string, Unit>()
  for (const mention of mentions) {
    if (mention.kind === 'title' || (mention.kind === 'act' && mention.tags.includes('weak'))) continue
    if (!units.has(mention.id)) {
      units.set(mention.id, {
        kind: unitKind(mention),
        id: mention.id,
        terms: [mention.id, ...mention.others].map(conceptTerm),
      })
    }
  }
  for (const unit of readLeftovers(text, key, lang, [...mentions, ...dates])) units.set(unit.id, unit)
  return [...units.values()]
}

/** A word or place inside a longer name (protection, intelligence in GSOMIA's full name) asks for nothing of its own. */
function dropCovered(mentions: readonly Mention[]): Mention[] {
  const rank = (m: Mention): number => (m.kind === 'word' ? 0 : m.kind === 'act' ? 1 : 2)
  return mentions.filter(
    m =>
      (m.kind !== 'word' && m.kind !== 'act' && !m.id.startsWith('PLC.')) ||
      !mentions.some(
        big =>
          big !== m &&
          big.start <= m.start &&
          big.end >= m.end &&
          (big.end - big.start > m.end - m.start || rank(big) > rank(m)) &&
          (rank(big) > rank(m) || m.id.startsWith('PLC.')),
      ),
  )
}

/** Content words that no concept covers. A capitalised or katakana word is taken for a name nobody has listed. */
function readLeftovers(
  text: string,
  key: string,
  lang: Lang,
  covered: readonly (TextRange & { tags?: readonly string[] })[],
): Unit[] {
  const tongue = tongueOf(lang)
  const letters = Array.from({ length: key.length }, (_, i) => key[i]!)
  for (const one of covered) if (!one.tags?.includes('weak')) letters.fill('\n', one.start, one.end)
  const blank = letters.join('').replace(RULES[tongue].stop, found => '\n'.repeat(found.length))
  const pieces: Unit[] = []
  for (const found of blank.matchAll(/[^\s\n\p{P}\p{S}]+/gu)) {
    const piece = text.slice(found.index, found.index + found[0].length)
    const start = found.index
    if (tongue === 'en' ? piece.length < 3 && !/^\d+$/.test(piece) : piece.length < 2) continue
    const terms = cutTerms(piece, lang)
    if (terms.length === 0) continue
    const isName =
      (/^\p{Lu}\p{Ll}+/u.test(piece) && start > 0 && !/[.?!]\s*$/.test(text.slice(0, start))) ||
      /^[\u30a1-\u30fa\u30fc]{3,}$/.test(piece)
    pieces.push({ kind: isName ? 'name' : 'text', id: `"${piece}"`, terms })
  }
  return pieces
}

/** The first date with a year of its own, or a week, month or year counted from today. */
function readWindow(dates: readonly DateExpression[], today: string | undefined): Query['window'] {
  for (const expression of dates) {
    const relative = expression.from.year === undefined
    if (relative && (today === undefined || !expression.from.shifts?.some(shift => shift.unit !== 'day')))
      continue
    const date = resolveDate(expression, today ?? '2000-01-01')
    if (date.start !== null && date.end !== null) return { from: date.start, to: date.end }
  }
  return null
}
