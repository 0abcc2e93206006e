// Who says what in a sentence: sources (据共同社报道), speakers (安倍表示) and the stretch of text each answers for.
import type { TextRange } from '../model/article.ts'
import type { EntityRef, Evidentiality } from '../model/claim.ts'
import type { Tongue } from '../model/language.ts'
import { type Case, grammarOf } from './grammar/grammar.ts'
import { caseOf, type Phrase } from './phrases.ts'

/** A stretch of a sentence and whose words it is. */
export interface Voice extends TextRange {
  readonly speaker: EntityRef | null
  readonly kind: Evidentiality
}

export interface Speech {
  /** Named outlet that reports the sentence, if the sentence says so. */
  readonly outlet: EntityRef | null
  /** Unnamed source it cites. */
  readonly source: EntityRef | null
  readonly hearsay: 'hearsay' | 'analysis' | null
  /** The hearsay takes in the reported speech before it: …と述べたと伝えられる. */
  readonly hearsayLast: boolean
  readonly voices: readonly Voice[]
  /** Phrases that only say who reports or speaks, never who acts. */
  readonly reporting: ReadonlySet<Phrase>
}

const MIN_SPEECH = 8
/** Whom or whose: an official who is met and experts who are sent say nothing. */
const NO_SOURCE: ReadonlySet<Case> = new Set(['agent', 'object', 'owner', 'dative', 'with'])
/** What state media do in their own name. */
const ACCUSES =
  /\b(?:condemn|accus|critici[sz]|denounc|slam|threaten|blast|assail|lash|prais|hail|urg|demand)\w*|谴责|抨击|批评|批判|指责|痛斥|威胁|警告|称赞|要求|呼吁|敦促|非難|批判|糾弾|威嚇|警告|要求|称賛|비난|비판|규탄|위협|경고|촉구|요구|찬양/i

/** Reads the sources and speakers of one sentence. `carried` is the speaker of the sentence before, for a bare quote. */
export function readSpeech(
  sentence: string,
  phrases: readonly Phrase[],
  tongue: Tongue,
  carried: EntityRef | null,
  allQuotes: readonly TextRange[],
): Speech {
  const grammar = grammarOf(tongue)
  const reporting = new Set<Phrase>()
  let outlet: EntityRef | null = null
  let source: EntityRef | null = null
  const sayings = grammar.findSayings(sentence)
  const speaks = (phrase: Phrase): boolean =>
    sayings.some(
      saying => speakerOf(sentence, phrases, saying, tongue, allQuotes)?.id === phrase.heads[0]!.id,
    ) || !ACCUSES.test(sentence.slice(phrase.end))
  for (const phrase of phrases) {
    const head = asSource(phrase.heads[0]!, caseOf(sentence, phrase, sentence.length, tongue) === 'source')!
    const role = caseOf(sentence, phrase, sentence.length, tongue)
    const isOutlet = head.id.startsWith('OUT.')
    // "KCNA condemned the talks": an outlet that says nothing of the kind it reports is an actor.
    if (isOutlet && (role === 'subject' || role === 'topic') && !speaks(phrase)) continue
    const isSource = isUnnamed(head) && (role === 'source' || (!phrase.named && !NO_SOURCE.has(role)))
    if (!isOutlet && role !== 'source' && !isSource) continue
    if (isOutlet) outlet ??= head
    else if (isSource) source ??= head
    reporting.add(phrase)
  }
  const quotes = allQuotes.filter(one => one.end - one.start - 2 >= MIN_SPEECH)
  const voices: Voice[] = []
  const closing = grammar.closingOf(sentence)
  if (closing !== null) {
    const speaker = closingSpeaker(sentence, closing.speaker, phrases)
    for (const phrase of phrases) if (phrase.start >= closing.start) reporting.add(phrase)
    if (speaker?.id.startsWith('OUT.')) outlet ??= speaker
    else if (speaker !== null) {
      const kind: Evidentiality = isUnnamed(speaker) ? 'unnamed_source' : 'indirect_quote'
      voices.push({ start: 0, end: closing.start, speaker, kind })
    }
  }
  for (const saying of sayings) {
    if (saying.start === closing?.saying.start) continue
    const speaker = asSource(speakerOf(sentence, phrases, saying, tongue, allQuotes))
    if (speaker === null || speaker.id.startsWith('OUT.')) continue
    const kind: Evidentiality = isUnnamed(speaker) ? 'unnamed_source' : 'indirect_quote'
    voices.push({ ...scopeOf(sentence, saying, tongue), speaker, kind })
  }
  for (const quote of quotes) {
    const covering = voices.find(v => v.start <= quote.start + 1 && v.end >= quote.end - 1)
    const speaker =
      covering?.speaker ??
      nearestSpeaker(voices, quote) ??
      selfQuoted(sentence, phrases, quote, tongue) ??
      (quote.start <= 4 ? carried : null)
    const unnamed = speaker !== null && isUnnamed(speaker)
    voices.push({ ...quote, speaker, kind: unnamed ? 'unnamed_source' : 'direct_quote' })
  }
  return {
    outlet,
    source,
    hearsay: grammar.hearsayOf(sentence),
    hearsayLast: grammar.verbFinal,
    voices,
    reporting,
  }
}

/** People who are not named but speak: officials, a person familiar with the matter. */
const UNNAMED =
  /\b(?:officials?|sources?|aides?|diplomats?|people|persons?|advisers?|insiders?|lawmakers?)\b/i
/** They speak for the body they are of. */
const SPOKESMAN =
  /\b(?:spokes(?:man|woman|person|people)|ministry|office|department|government|minister|secretary|president)\b/i

/** Who a closing tag names: the last name in it, unless it only says whose unnamed official that is. */
function closingSpeaker(sentence: string, range: TextRange, phrases: readonly Phrase[]): EntityRef | null {
  const words = sentence.slice(range.start, range.end)
  const within = phrases.filter(p => p.start >= range.start && p.end <= range.end)
  const head = within.findLast(p => p.heads[0]!.id.startsWith('PER.'))?.heads[0] ?? within.at(-1)?.heads[0]
  if (head !== undefined && (/^(?:PER|OUT|SRC)\./.test(head.id) || SPOKESMAN.test(words))) return head
  if (UNNAMED.test(words)) {
    const country = head?.side?.toLowerCase()
    const id = country === undefined ? 'SRC.unnamed' : `SRC.${country}gov_unnamed`
    return { id, surface: words, how: 'explicit', confidence: 0.9 }
  }
  return asSource(head ?? null)
}

/** An official of a named body speaks for it; a source "in the government" does not. */
export function isUnnamed(speaker: EntityRef): boolean {
  return speaker.id.startsWith('SRC.') && !speaker.id.endsWith('_official')
}

/** "Japanese officials" who say something are a source. */
function asSource(speaker: EntityRef | null, isCited = true): EntityRef | null {
  if (!isCited) return speaker
  const officials = /^GRP\.([a-z]{2})_officials$/.exec(speaker?.id ?? '')
  return speaker === null || officials === null
    ? speaker
    : { ...speaker, id: `SRC.${officials[1]}gov_unnamed` }
}

/** 拜登给出了“我会…”的回应: "I" and "we" in a quote are the subject before it, with no verb of saying. */
function selfQuoted(
  sentence: string,
  phrases: readonly Phrase[],
  quote: TextRange,
  tongue: Tongue,
): EntityRef | null {
  const { we, self } = grammarOf(tongue).pronouns
  const words = sentence.slice(quote.start, quote.end)
  if (words.search(we) < 0 && words.search(self) < 0) return null
  const subject = phrases.findLast(
    p => p.end <= quote.start && ['subject', 'topic'].includes(caseOf(sentence, p, quote.start, tongue)),
  )
  return subject?.heads[0] ?? null
}

function nearestSpeaker(voices: readonly Voice[], quote: TextRange): EntityRef | null {
  const gap = (v: Voice): number => Math.min(Math.abs(v.start - quote.end), Math.abs(quote.start - v.end))
  return [...voices].sort((a, b) => gap(a) - gap(b))[0]?.speaker ?? null
}

function speakerOf(
  sentence: string,
  phrases: readonly Phrase[],
  saying: TextRange,
  tongue: Tongue,
  quotes: readonly TextRange[],
): EntityRef | null {
  const free = phrases.filter(p => !quotes.some(q => q.start < p.start && p.end < q.end))
  const left = free.filter(p => p.end <= saying.start)
  const fits = (p: Phrase): boolean => {
    const role = caseOf(sentence, p, saying.start, tongue)
    return role === 'subject' || role === 'topic'
  }
  if (tongue === 'ja' || tongue === 'ko') {
    const beside = left.findLast(p => fits(p) && saying.start - p.end <= 3)
    if (beside !== undefined) return beside.heads[0]!
    const topics = left.filter(p => caseOf(sentence, p, saying.start, tongue) === 'topic')
    return (topics[0] ?? left.filter(fits)[0])?.heads[0] ?? null
  }
  const named = left.filter(fits)
  const near = tongue === 'en' ? outsideRelatives(sentence, named, saying.start) : named.at(-1)
  const reach = tongue === 'en' ? 60 : 30
  const between = near === undefined ? '' : sentence.slice(near.end, saying.start)
  if (near !== undefined && between.replace(/,\s(?:who|whom|whose|which|where)\s.*,\s/, '').length <= reach)
    return near.heads[0]!
  // ", said Biden": the speaker follows the verb
  const after = free.find(p => p.start >= saying.end && p.start - saying.end <= 4)
  return tongue === 'en' && after !== undefined ? after.heads[0]! : null
}

/** "Lee, who had met Ishiba in June, said": who stands in the relative clause does not speak. */
function outsideRelatives(sentence: string, named: readonly Phrase[], until: number): Phrase | undefined {
  const relative = /,\s(?:who|whom|whose|which|where)\s[^,;]{3,120}(?:,\s[^,;]{3,60})??,\s(?:\w+ly\s)?$/.exec(
    sentence.slice(0, until),
  )
  const outside = relative === null ? named : named.filter(p => p.end <= relative.index)
  return outside.at(-1) ?? named.at(-1)
}

function scopeOf(sentence: string, saying: TextRange, tongue: Tongue): TextRange {
  if (tongue === 'ja' || tongue === 'ko') return { start: 0, end: saying.start }
  if (
    tongue === 'en' &&
    /[,”"]\s*$/.test(sentence.slice(0, saying.start).replace(/\S+\s*$/, '')) &&
    /^\s*(?:\.|$)/.test(sentence.slice(saying.end))
  ) {
    return { start: 0, end: saying.start }
  }
  return { start: saying.end, end: sentence.length }
}

/** The innermost voice at an offset, quotes before reported speech. */
export function voiceAt(speech: Speech, at: number): Voice | null {
  const covering = speech.voices.filter(v => v.start <= at && at < v.end)
  return (
    covering.find(v => v.kind === 'direct_quote') ??
    covering.sort((a, b) => a.end - a.start - (b.end - b.start))[0] ??
    null
  )
}
