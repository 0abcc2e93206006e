// A report becomes claims: per sentence its phrases, voices and clauses; per act found in it, who, to whom, whether
// it happened, and on whose word. Headings and captions never come here: they are no evidence.
import { createHash } from 'node:crypto'
import type { ActRow, Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { ChainLink, Sentence, TextRange } from '../model/article.ts'
import type {
  AttributionLink,
  Claim,
  EntityRef,
  Evidentiality,
  Modality,
  Polarity,
  Span,
} from '../model/claim.ts'
import { type DateRef, isInferred } from '../model/date.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import { findArguments } from './arguments.ts'
import { type Grammar, grammarOf, type Place } from './grammar/grammar.ts'
import { findPhrases, type Phrase } from './phrases.ts'
import { readSpeech, type Speech, voiceAt } from './speech.ts'

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

/** State carried from sentence to sentence within a report. */
interface Thread {
  subject: readonly EntityRef[]
  /** How many sentences ago the subject was named. */
  age: number
  lead: { actors: readonly EntityRef[]; block: number } | null
  speaker: EntityRef | null
  outlet: EntityRef | null
  source: EntityRef | null
  persons: string[]
  topics: string[]
  block: number
}

const MAX_SENTENCES_BACK = 2
/** Acts that only say that something was said: coded when the sentence says nothing more precise. */
const VAGUE = new Set(['ACT.state', 'ACT.assess', 'ACT.speculate', 'ACT.announce'])

/** All claims of a report, in the order of their triggers. */
export function codeClaims(input: ReportToCode, lexicon: Lexicon): Claim[] {
  const tongue = tongueOf(input.lang)
  const thread: Thread = {
    subject: [],
    age: 0,
    lead: null,
    speaker: null,
    outlet: null,
    source: null,
    persons: [],
    topics: [],
    block: -1,
  }
  const claims: Claim[] = []
  let at = 0
  for (const sentence of input.sentences) {
    while (at < input.mentions.length && input.mentions[at]!.end <= sentence.start) at++
    const mentions: Mention[] = []
    for (let i = at; i < input.mentions.length && input.mentions[i]!.start < sentence.end; i++) {
      const m = input.mentions[i]!
      if (m.start >= sentence.start && m.end <= sentence.end) {
        mentions.push({ ...m, start: m.start - sentence.start, end: m.end - sentence.start })
      }
    }
    claims.push(...codeSentence(input, sentence, mentions, tongue, thread, lexicon))
  }
  return claims
}

function codeSentence(
  input: ReportToCode,
  sentence: Sentence,
  mentions: readonly Mention[],
  tongue: Tongue,
  thread: Thread,
  lexicon: Lexicon,
): Claim[] {
  const text = input.text.slice(sentence.start, sentence.end)
  const grammar = grammarOf(tongue)
  const isListItem = grammar.isListItem(text)
  enterBlock(thread, sentence.block, isListItem)
  const day = input.date.start
  const phrases = findPhrases(text, mentions, { lexicon, tongue, day, persons: thread.persons })
  resolvePronouns(text, phrases, grammar, thread)
  const speech = readSpeech(text, phrases, tongue, thread.speaker)
  if (speech.outlet !== null) thread.outlet = speech.outlet
  if (speech.source !== null) thread.source = speech.source
  const clauses = grammar.splitClauses(text)
  const topics = topicsOf(mentions)
  const carried =
    isListItem && thread.lead !== null
      ? thread.lead.actors
      : thread.age <= MAX_SENTENCES_BACK
        ? thread.subject
        : []
  const triggers = mentions.filter(m => m.kind === 'act' && !m.tags.includes('weak'))
  const verbEnds = new Set(mentions.filter(m => m.kind === 'act' || m.kind === 'word').map(m => m.end))
  const denial = triggers.find(m => m.id === 'ACT.deny')

  const drafts: { claim: Claim; vague: boolean }[] = []
  for (const trigger of triggers) {
    const act = lexicon.act(trigger.id)!
    const clause = clauses.find(c => c.start <= trigger.start && trigger.start < c.end) ?? {
      start: 0,
      end: text.length,
    }
    const place: Place = {
      sentence: text,
      clause,
      start: trigger.start,
      end: trigger.end,
      tags: trigger.tags,
    }
    if (!isUsed(act, place, grammar, phrases)) continue
    const scene = { sentence: text, phrases, clauses, speech, tongue, carried, isListItem, verbEnds }
    const found = findArguments(scene, place, act)
    if (found.actors.length === 0 && found.recipients.length === 0) continue
    if (act.frame === 'symmetric' && found.actors.length < 2 && trigger.tags.includes('noun')) continue
    const voice = voiceAt(speech, trigger.start)
    const evidentiality = evidentialityOf(speech, voice?.kind ?? null, thread)
    const negations = grammar.countNegations(place)
    const polarity: Polarity = negations === 1 ? 'negated' : 'affirmed'
    const denied = denial !== undefined && denial !== trigger && isUnderDenial(place, denial, tongue)
    const modality = modalityOf(act, grammar, place, evidentiality, denied)
    const evidence = evidenceRange(text, clause, place, phrases, found.actors)
    const span = (range: TextRange): Span => ({
      block: `b${sentence.block}`,
      start: sentence.start + range.start,
      end: sentence.start + range.end,
      text: text.slice(range.start, range.end),
    })
    const timeEvent = input.timeOf?.(sentence, sentence.start + trigger.start) ?? null
    const claimTopics = topics.length > 0 ? topics : thread.topics
    drafts.push({
      vague: VAGUE.has(act.id),
      claim: assemble({
        input,
        sentence,
        act,
        found,
        polarity,
        modality,
        evidentiality,
        topics: claimTopics,
        timeEvent,
        trigger: span(trigger),
        evidence: span(evidence),
        attribution: attributionOf(speech, voice?.speaker ?? null, thread, input, lexicon),
        lexicon,
        deep: trigger.tags.includes('deep'),
      }),
    })
  }
  remember(
    thread,
    text,
    phrases,
    speech,
    drafts.map(d => d.claim),
    topics,
    sentence.block,
    grammar,
    tongue,
  )
  const precise = drafts.some(d => !d.vague)
  return dropRepeats(drafts.filter(d => !d.vague || !precise).map(d => d.claim))
}

/** A new paragraph forgets the outlet cited in the last one, unless it goes on with its list. */
function enterBlock(thread: Thread, block: number, isListItem: boolean): void {
  if (block === thread.block) return
  thread.block = block
  if (isListItem) return
  thread.outlet = null
  thread.source = null
  thread.topics = []
  thread.lead = null
}

/** "He" and "both sides" stand for whom the report named last. */
function resolvePronouns(text: string, phrases: Phrase[], grammar: Grammar, thread: Thread): void {
  const person = grammar.pronouns.person.exec(text)
  const lastPerson = thread.subject.find(ref => ref.id.startsWith('PER.'))
  if (person !== null && lastPerson !== undefined) {
    const end =
      person.index +
      (grammar.tongue === 'en'
        ? person[0].length
        : Math.min(2, person[0].length - (grammar.verbFinal ? 1 : 0)))
    phrases.push({
      start: person.index,
      end,
      heads: [{ ...lastPerson, surface: person[0], how: 'anaphora', confidence: 0.75 }],
      named: true,
    })
    phrases.sort((a, b) => a.start - b.start)
  }
}

/** Whether the act found here is a deed told, not a noun in passing. */
function isUsed(act: ActRow, place: Place, grammar: Grammar, phrases: readonly Phrase[]): boolean {
  if (grammar.isPredicate(place)) return true
  // 日美首脑会谈, 한일 정상회담: a meeting named by its parties is told as held
  const beside = phrases.some(p => p.heads.length > 1 && p.end <= place.start && place.start - p.end <= 3)
  return act.frame === 'symmetric' && (act.id === 'ACT.summit' || act.id === 'ACT.phone') && beside
}

function evidentialityOf(speech: Speech, voice: Evidentiality | null, thread: Thread): Evidentiality {
  if (voice === 'direct_quote' || voice === 'unnamed_source') return voice
  if (speech.hearsay !== null && voice === null) return speech.hearsay
  if (speech.source !== null) return 'unnamed_source'
  if (voice !== null) return voice
  if (thread.source !== null) return 'unnamed_source'
  return thread.outlet !== null ? 'indirect_quote' : 'own_voice'
}

function isUnderDenial(place: Place, denial: Mention, tongue: Tongue): boolean {
  if (tongue === 'zh' || tongue === 'en') return place.start >= denial.end && place.start - denial.end < 80
  return place.end <= denial.start && denial.start - place.end < 40
}

function modalityOf(
  act: ActRow,
  grammar: Grammar,
  place: Place,
  evidentiality: Evidentiality,
  denied: boolean,
): Modality {
  if (denied) return 'denied'
  const said = grammar.modalityOf(place)
  if (said !== null) return said
  if (act.id === 'ACT.hope' || act.id === 'ACT.pledge') return 'planned'
  if (act.id === 'ACT.speculate') return 'hypothetical'
  return evidentiality === 'unnamed_source' || evidentiality === 'hearsay' || evidentiality === 'analysis'
    ? 'reported'
    : 'asserted'
}

/** The clause of the trigger, from the actor on when that stands in an earlier clause close by. */
function evidenceRange(
  text: string,
  clause: TextRange,
  place: Place,
  phrases: readonly Phrase[],
  actors: readonly EntityRef[],
): TextRange {
  const own = phrases.find(
    p => p.end <= place.start && p.heads.some(h => actors.some(a => a.id === h.id && a.how === 'explicit')),
  )
  let start = own === undefined ? clause.start : Math.min(clause.start, own.start)
  let end = Math.max(clause.end, place.end)
  while (start < end && /[\s,，、;；:：]/.test(text[start]!)) start++
  while (end > start && /[\s,，、;；。.:：]/.test(text[end - 1]!)) end--
  return { start, end }
}

function attributionOf(
  speech: Speech,
  speaker: EntityRef | null,
  thread: Thread,
  input: ReportToCode,
  lexicon: Lexicon,
): AttributionLink[] {
  const links: AttributionLink[] = []
  const add = (role: AttributionLink['role'], entity: string, named: boolean): void => {
    if (links.some(link => link.entity === entity)) return
    const country = lexicon.sideOf(entity)
    links.push({ role, entity, named, basis: 'in_text', ...(country ? { country } : {}) })
  }
  if (speaker !== null)
    add(speaker.id.startsWith('SRC.') ? 'source' : 'speaker', speaker.id, !speaker.id.startsWith('SRC.'))
  const source = speech.source ?? thread.source
  if (source !== null) add('source', source.id, false)
  if (speech.hearsay !== null)
    add('source', speech.hearsay === 'analysis' ? 'SRC.analysts' : 'SRC.hearsay', false)
  const outlet = speech.outlet ?? thread.outlet
  if (outlet !== null) add('outlet', outlet.id, true)
  for (const link of input.chain) {
    const entity = link.entity ?? link.name
    if (links.some(one => one.entity === entity)) continue
    // What the sentence's own outlet reported, the report's outlet passes on.
    const role = link.role === 'outlet' && links.some(one => one.role === 'outlet') ? 'relay' : link.role
    links.push({
      role,
      entity,
      named: link.named,
      basis: link.basis,
      ...(link.country ? { country: link.country } : {}),
    })
  }
  return links
}

interface Draft {
  readonly input: ReportToCode
  readonly sentence: Sentence
  readonly act: ActRow
  readonly found: { actors: readonly EntityRef[]; recipients: readonly EntityRef[]; confidence: number }
  readonly polarity: Polarity
  readonly modality: Modality
  readonly evidentiality: Evidentiality
  readonly topics: readonly string[]
  readonly timeEvent: DateRef | null
  readonly trigger: Span
  readonly evidence: Span
  readonly attribution: readonly AttributionLink[]
  readonly lexicon: Lexicon
  readonly deep: boolean
}

function assemble(draft: Draft): Claim {
  const { input, act, found, evidence } = draft
  const name = act.id.slice('ACT.'.length)
  const key = [
    input.article,
    input.report,
    evidence.start,
    evidence.end,
    draft.trigger.start,
    name,
    ...found.actors.map(a => a.id),
  ]
  const args = Math.min(found.confidence, ...found.actors.map(a => a.confidence), 1)
  const actSure = draft.trigger.text.length >= 2 ? 0.92 : 0.8
  const time = draft.timeEvent?.confidence ?? input.date.confidence * 0.8
  const overall = round(args * 0.55 + actSure * 0.45)
  const intensity =
    act.intensity === undefined ? undefined : Math.min(6, act.intensity + (draft.deep ? 1 : 0))
  const outlets = new Set(draft.attribution.filter(a => a.role === 'outlet').map(a => a.entity))
  return {
    id: `c${createHash('sha256').update(key.join('|')).digest('hex').slice(0, 14)}`,
    doc: input.article,
    report: input.report,
    sentence: draft.sentence.id,
    lang: input.lang,
    actors: found.actors,
    recipients: found.recipients,
    act: name,
    plover: act.plover as Claim['plover'],
    mode: act.mode,
    ...(intensity === undefined ? {} : { intensity: intensity as NonNullable<Claim['intensity']> }),
    topics: draft.topics,
    polarity: draft.polarity,
    modality: draft.modality,
    evidentiality: draft.evidentiality,
    attribution: draft.attribution,
    timeEvent: draft.timeEvent,
    timeReported: input.date,
    trigger: draft.trigger,
    evidence,
    confidence: {
      act: actSure,
      args: round(args),
      polarity: 0.93,
      time: round(time),
      overall,
      band: overall >= 0.89 ? 'high' : overall >= 0.78 ? 'medium' : 'low',
    },
    sourceQuality: {
      independentOutlets: Math.max(1, outlets.size),
      named: !draft.attribution.some(a => !a.named),
      official:
        draft.evidentiality === 'official_document' ||
        draft.attribution.some(a => a.role === 'speaker' && a.named),
    },
    links: {},
    flags: [
      ...(isInferred(input.date) ? (['date_inferred'] as const) : []),
      ...(found.recipients.some(r => r.how === 'inferred') ? (['inferred_recipient'] as const) : []),
    ],
    by: { engine: 'lexicon', lexicon: draft.lexicon.version },
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

function topicsOf(mentions: readonly Mention[]): string[] {
  const ids = mentions.filter(m => m.kind === 'topic').flatMap(m => [m.id, ...m.others])
  return [...new Set(ids.filter(id => id.startsWith('TOP.')).map(id => id.slice('TOP.'.length)))]
}

/** What the next sentence may lean on. */
function remember(
  thread: Thread,
  text: string,
  phrases: readonly Phrase[],
  speech: Speech,
  claims: readonly Claim[],
  topics: readonly string[],
  block: number,
  grammar: Grammar,
  tongue: Tongue,
): void {
  for (const phrase of phrases) {
    for (const head of phrase.heads) if (head.id.startsWith('PER.')) thread.persons.push(head.id)
  }
  const subject = phrases.find(
    p =>
      !speech.reporting.has(p) &&
      ['subject', 'topic'].includes(grammar.caseOf(text, p.start, p.end, true)) &&
      p.heads[0]!.id.split('.')[0] !== 'PLC',
  )
  if (subject !== undefined) {
    thread.subject = subject.heads
    thread.age = 1
  } else thread.age++
  const said = speech.voices.findLast(v => v.speaker !== null)?.speaker
  thread.speaker = said ?? (thread.age <= MAX_SENTENCES_BACK ? (thread.subject[0] ?? null) : null)
  if (topics.length > 0) thread.topics = [...topics]
  if (
    /[:：]\s*$/.test(text) ||
    /(?:三|两|二|四|五|3|2|4|5|세|두|three|two|four)\s?(?:项|点|つ|가지|個|points|requests|demands|conditions)/.test(
      text,
    )
  ) {
    const last = claims.at(-1)
    const main = tongue === 'zh' || tongue === 'en' ? claims.find(c => c.recipients.length > 0) : undefined
    const actors = (main ?? last)?.actors
    if (actors !== undefined) thread.lead = { actors, block }
  }
}

/** Two stems of one act in one clause are one claim. */
function dropRepeats(claims: readonly Claim[]): Claim[] {
  const seen = new Set<string>()
  return claims.filter(claim => {
    const key = [claim.act, claim.polarity, claim.evidence.start, ...claim.actors.map(a => a.id)].join('|')
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
