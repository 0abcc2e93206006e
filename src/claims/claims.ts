// A report becomes claims: per sentence its phrases, voices and clauses; per act found in it, who, to whom, whether
// it happened, and on whose word. Headings and captions never come here: they are no evidence.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { ChainLink, Sentence, TextRange } from '../model/article.ts'
import type { Claim, EntityRef, Span } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import { findArguments } from './arguments.ts'
import { attributionOf, evidentialityOf } from './attribution.ts'
import { embeddingOf, governorOf, type Trigger } from './content.ts'
import { type Draft, toClaim } from './draft.ts'
import { type Grammar, grammarOf, type Place } from './grammar/grammar.ts'
import { findQuotes } from './grammar/ranges.ts'
import { dropRepeats, isCarriedTooFar, isWorthKeeping } from './keeping.ts'
import { headOf, objectOf } from './objects.ts'
import { findPhrases, type Phrase } from './phrases.ts'
import { settle } from './refine.ts'
import { governmentOf, type PhraseContext } from './refs.ts'
import { settleReprieves } from './reprieve.ts'
import { readSpeech, type Speech, voiceAt } from './speech.ts'
import { resolvePronouns } from './stand-ins.ts'
import type { ArgumentScene } from './subjects.ts'
import { carriedSubject, enterBlock, forgetReporters, newThread, remember, type Thread } from './thread.ts'
import { forDenial, isQuotedTerm, modalityOf, stands } from './told.ts'
import { type Doubt, doubtedModality, doubtOver, findDoubts } from './veracity.ts'
import { viewOf } from './view.ts'
import { cutWindows, isList } from './windows.ts'

/** What is needed to code one report; offsets are into the article's stored text. */
export interface ReportToCode {
  readonly article: string
  readonly report: string
  readonly lang: Lang
  readonly text: string
  /** In reading order, paragraphs only. */
  readonly sentences: readonly Sentence[]
  readonly mentions: readonly Mention[]
  readonly date: DateRef
  readonly chain: readonly ChainLink[]
  /** The time of what a sentence tells at an offset, given the report's date; null when it does not say. */
  readonly timeOf?: (sentence: TextRange, at: number) => DateRef | null
}

/** Where the press of a language mostly sits; an outlet's own country goes before it. */
const HOME: Readonly<Record<Tongue, string | null>> = { zh: null, ja: 'JP', ko: 'KR', en: null }

/** The line of one who asks, in a printed interview. */
const INTERVIEWER = /^\s*(?:[―—–─]{1,2}|(?:Q|問|问|질문|記者|记者|기자)\s?[.:：])/

/** All claims of a report, in the order of their triggers. */
export function codeClaims(input: ReportToCode, lexicon: Lexicon): Claim[] {
  const tongue = tongueOf(input.lang)
  const thread = newThread()
  const home =
    HOME[tongue] === null ? null : (input.chain.find(link => link.country !== null)?.country ?? HOME[tongue])
  const claims: Claim[] = []
  let at = 0
  for (const sentence of input.sentences.flatMap(one => cutWindows(one, input.text))) {
    while (at < input.mentions.length && input.mentions[at]!.end <= sentence.start) at++
    const mentions: Mention[] = []
    for (let i = at; i < input.mentions.length && input.mentions[i]!.start < sentence.end; i++) {
      const m = input.mentions[i]!
      if (m.start >= sentence.start && m.end <= sentence.end) {
        mentions.push({ ...m, start: m.start - sentence.start, end: m.end - sentence.start })
      }
    }
    if (isList(mentions)) continue
    const context: PhraseContext = {
      lexicon,
      tongue,
      day: input.date.start,
      persons: thread.persons,
      home,
      lastSide: thread.subject[0]?.side ?? null,
    }
    claims.push(...codeSentence(input, sentence, mentions, thread, context))
  }
  return claims
}

function codeSentence(
  input: ReportToCode,
  sentence: Sentence,
  mentions: readonly Mention[],
  thread: Thread,
  context: PhraseContext,
): Claim[] {
  const { lexicon, tongue } = context
  const grammar = grammarOf(tongue)
  const original = input.text.slice(sentence.start, sentence.end)
  const text = viewOf(original, tongue)
  const quotes = findQuotes(original)
  // ――…との懸念があります: what an interviewer puts forward is told by nobody
  if (INTERVIEWER.test(original)) return []
  const isListItem = grammar.isListItem(text)
  enterBlock(thread, sentence.block, isListItem)

  const phrases = findPhrases(text, mentions, context)
  addPhrases(phrases, resolvePronouns(text, phrases, grammar, null, thread, context))
  const speech = readSpeech(text, phrases, tongue, thread.speaker, quotes)
  addPhrases(phrases, resolvePronouns(text, phrases, grammar, speech, thread, context))
  forgetReporters(thread, speech, grammar)
  for (const [at, phrase] of phrases.entries()) phrases[at] = governmentSpokenOf(phrase, speech, context)
  if (speech.outlet !== null) thread.outlet = speech.outlet
  if (speech.source !== null) thread.source = speech.source

  const clauses = keepWhole(grammar.splitClauses(text, quotes), phrases)
  const topics = topicsOf(mentions)
  const found = findTriggers(text, mentions, clauses, grammar, phrases, lexicon)
  const { triggers, paused } = settleReprieves(text, found, tongue)
  const doubts = triggers.length === 0 ? [] : findDoubts(text, tongue)
  const scene: ArgumentScene = {
    sentence: text,
    phrases,
    clauses,
    speech,
    tongue,
    triggers,
    carried: carriedSubject(thread, isListItem),
    isListItem,
  }
  const span = (range: TextRange): Span => ({
    block: `b${sentence.block}`,
    start: sentence.start + range.start,
    end: sentence.start + range.end,
    text: original.slice(range.start, range.end),
  })

  const drafts: Draft[] = []
  for (const trigger of triggers) {
    const { place, act } = trigger
    const governor = governorOf(trigger, triggers, grammar, quotes)
    const found = findArguments(scene, trigger, governor)
    const isPaused = paused.has(trigger)
    if (!isPaused && !stands(trigger, governor, found, grammar, clauses, triggers, phrases)) continue
    if (found.actors.length === 0 && found.recipients.length === 0) continue
    if (act.frame === 'symmetric' && found.actors.length < 2 && place.tags.includes('noun')) continue
    // Courts rule; who is told to pay, or says what he thinks of it, does not.
    if (act.id === 'ACT.court_ruling' && !found.actors.some(ref => /court/.test(ref.id))) continue
    if (isCarriedTooFar(act, found.actors, found.confidence)) continue
    const voice = voiceAt(speech, place.start)
    if (
      isQuotedTerm(
        place,
        quotes,
        voice?.kind === 'indirect_quote' ? null : (voice?.speaker ?? null),
        found.subject,
        grammar,
      )
    )
      continue
    const evidentiality = evidentialityOf(speech, voice?.kind ?? null, thread)
    const condition = clauses.find(
      c => c.end <= place.clause.start && grammar.isCondition(text.slice(c.start, c.end)),
    )
    const doubt = doubtOver(doubts, place)
    const denied = governor !== null && embeddingOf(governor) === 'denied'
    // 約束した事実はないと否定した: denied, not denied that it was not so
    const isTurned = turns(doubt, speech) && !denied
    const isNegated = negatedAt(trigger, doubt, grammar) !== (isPaused || isTurned)
    drafts.push({
      trigger,
      act,
      actors: forDenial(found.actors, governor, context),
      recipients: found.recipients,
      topics: topics.length > 0 ? topics : thread.topics,
      args: found.confidence,
      polarity: isNegated ? 'negated' : 'affirmed',
      modality: isPaused
        ? 'asserted'
        : (doubtedModality(doubt, speech) ??
          modalityOf(trigger, governor, grammar, clauses, triggers, evidentiality)),
      evidentiality,
      speaker: voice?.speaker ?? null,
      attribution: attributionOf(speech, voice?.speaker ?? null, thread, input.chain, lexicon),
      timeEvent: input.timeOf?.(sentence, sentence.start + place.start) ?? null,
      span: span(place),
      evidence: span(evidenceRange(text, place, phrases, found.actors, doubt)),
      object: objectOf(original, text, trigger, found.subject, grammar),
      head: headOf(text, trigger, phrases, grammar),
      condition: condition === undefined ? null : original.slice(condition.start, condition.end).trim(),
      inner: governor !== null || found.subject === null,
      neighbours: triggers.length,
    })
  }
  settle(drafts, grammar, lexicon)
  const kept = dropRepeats(drafts.filter(d => isWorthKeeping(d, drafts)))
  const claims = kept.map(draft =>
    toClaim(draft, { article: input.article, report: input.report, sentence, date: input.date, lexicon }),
  )
  remember(thread, text, phrases, speech, claims, topics, grammar)
  return claims
}

/** A list of names (Biden, Kishida and Yoon) is never cut in two. */
function keepWhole(clauses: readonly TextRange[], phrases: readonly Phrase[]): TextRange[] {
  const whole: TextRange[] = []
  for (const clause of clauses) {
    const last = whole.at(-1)
    const cut = last !== undefined && phrases.some(p => p.start < clause.start && clause.start < p.end)
    if (cut) whole[whole.length - 1] = { start: last.start, end: clause.end }
    else whole.push(clause)
  }
  return whole
}

function addPhrases(phrases: Phrase[], more: readonly Phrase[]): void {
  if (more.length === 0) return
  phrases.push(...more)
  phrases.sort((a, b) => a.start - b.start)
}

function findTriggers(
  sentence: string,
  mentions: readonly Mention[],
  clauses: readonly TextRange[],
  grammar: Grammar,
  phrases: readonly Phrase[],
  lexicon: Lexicon,
): Trigger[] {
  const triggers: Trigger[] = []
  for (const mention of mentions) {
    if (mention.kind !== 'act' || mention.tags.includes('weak')) continue
    const clause = clauses.find(c => c.start <= mention.start && mention.start < c.end) ?? {
      start: 0,
      end: sentence.length,
    }
    const place: Place = { sentence, clause, start: mention.start, end: mention.end, tags: mention.tags }
    const act = lexicon.act(mention.id)!
    const beside = phrases.some(p => p.heads.length > 1 && p.end <= place.start && place.start - p.end <= 3)
    // 日美首脑会谈, 한일 정상회담: a meeting named by its parties is told as held
    const held = beside && (act.id === 'ACT.summit' || act.id === 'ACT.phone')
    triggers.push({ mention, act, place, told: held || grammar.isPredicate(place) })
  }
  return triggers
}

/** Whether the act is negated by its own words, not by those that cast a doubt on it. */
function negatedAt(trigger: Trigger, doubt: Doubt | null, grammar: Grammar): boolean {
  const { place } = trigger
  if (!trigger.told || doubt?.kind === 'never') return false
  if (doubt === null) return grammar.countNegations(place) === 1
  const start = Math.max(place.clause.start, doubt.start)
  const seen = grammar.verbFinal
    ? { ...place, sentence: place.sentence.slice(0, Math.max(place.end, doubt.cue.start + 1)) }
    : { ...place, clause: { start: Math.min(start, place.start), end: place.clause.end } }
  return grammar.countNegations(seen) === 1
}

/** Told as not having happened, by nobody's denial but the sentence's own words. */
function turns(doubt: Doubt | null, speech: Speech): boolean {
  return doubt?.kind === 'never' || (doubt?.kind === 'untrue' && doubtedModality(doubt, speech) === null)
}

/** The clause of the trigger, from the actor on when that stands in an earlier clause close by. */
function evidenceRange(
  text: string,
  place: Place,
  phrases: readonly Phrase[],
  actors: readonly EntityRef[],
  doubt: Doubt | null,
): TextRange {
  const own = phrases.find(
    p => p.end <= place.start && p.heads.some(h => actors.some(a => a.id === h.id && a.how === 'explicit')),
  )
  let start = own === undefined ? place.clause.start : Math.min(place.clause.start, own.start)
  let end = Math.max(place.clause.end, place.end)
  if (doubt !== null) {
    start = Math.min(start, doubt.cue.start)
    end = Math.max(end, doubt.cue.end)
  }
  while (start < end && /[\s,，、;；:：]/.test(text[start]!)) start++
  while (end > start && /[\s,，、;；。.:：]/.test(text[end - 1]!)) end--
  return { start, end }
}

function topicsOf(mentions: readonly Mention[]): string[] {
  const ids = mentions.filter(m => m.kind === 'topic').flatMap(m => [m.id, ...m.others])
  return [...new Set(ids.filter(id => id.startsWith('TOP.')).map(id => id.slice('TOP.'.length)))]
}

/** 韓国外務省は「政府が約束した事実はない」と: in another's words "the government" is his own, not the outlet's. */
function governmentSpokenOf(phrase: Phrase, speech: Speech, context: PhraseContext): Phrase {
  const [head] = phrase.heads
  if (head === undefined || head.how !== 'inferred' || !/^(?:政府|정부)/.test(head.surface)) return phrase
  const side = voiceAt(speech, phrase.start)?.speaker?.side
  if (side === undefined || side === head.side) return phrase
  const own = governmentOf(side, context, head.surface)
  return own === null ? phrase : { ...phrase, heads: [{ ...own, how: 'inferred', confidence: 0.82 }] }
}
