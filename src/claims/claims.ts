// A report becomes claims: per sentence its phrases, voices and clauses; per act found in it, who, to whom, whether
// it happened, and on whose word. Headings and captions never come here: they are no evidence.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { ChainLink, Sentence, TextRange } from '../model/article.ts'
import type { Claim, EntityRef, Evidentiality, Modality, Span } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import { type ArgumentScene, type Arguments, findArguments } from './arguments.ts'
import { attributionOf, evidentialityOf } from './attribution.ts'
import { embeddingOf, governorOf, type Trigger } from './content.ts'
import { type Draft, toClaim } from './draft.ts'
import { type Grammar, grammarOf, type Place } from './grammar/grammar.ts'
import { findQuotes } from './grammar/ranges.ts'
import { headOf, objectOf } from './objects.ts'
import { findPhrases, type Phrase } from './phrases.ts'
import { settle } from './refine.ts'
import type { PhraseContext } from './refs.ts'
import { readSpeech, voiceAt } from './speech.ts'
import { resolvePronouns } from './stand-ins.ts'
import { carriedSubject, enterBlock, newThread, remember, type Thread } from './thread.ts'
import { viewOf } from './view.ts'

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

/** Acts that only say that something was said: coded when the sentence says nothing more precise. */
const VAGUE = new Set(['ACT.state', 'ACT.assess', 'ACT.speculate', 'ACT.announce'])
/** Where the press of a language mostly sits; an outlet's own country goes before it. */
const HOME: Readonly<Record<Tongue, string | null>> = { zh: null, ja: 'JP', ko: 'KR', en: null }

/** All claims of a report, in the order of their triggers. */
export function codeClaims(input: ReportToCode, lexicon: Lexicon): Claim[] {
  const tongue = tongueOf(input.lang)
  const thread = newThread()
  const home =
    HOME[tongue] === null ? null : (input.chain.find(link => link.country !== null)?.country ?? HOME[tongue])
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
    const context: PhraseContext = { lexicon, tongue, day: input.date.start, persons: thread.persons, home }
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
  const isListItem = grammar.isListItem(text)
  enterBlock(thread, sentence.block, isListItem)

  const phrases = findPhrases(text, mentions, context)
  addPhrases(phrases, resolvePronouns(text, phrases, grammar, null, thread, context))
  const speech = readSpeech(text, phrases, tongue, thread.speaker, quotes)
  addPhrases(phrases, resolvePronouns(text, phrases, grammar, speech, thread, context))
  if (speech.outlet !== null) thread.outlet = speech.outlet
  if (speech.source !== null) thread.source = speech.source

  const clauses = keepWhole(grammar.splitClauses(text, quotes), phrases)
  const topics = topicsOf(mentions)
  const triggers = findTriggers(text, mentions, clauses, grammar, phrases, lexicon)
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
    if (!stands(trigger, governor, found, grammar, clauses, triggers)) continue
    if (found.actors.length === 0 && found.recipients.length === 0) continue
    if (act.frame === 'symmetric' && found.actors.length < 2 && place.tags.includes('noun')) continue
    const voice = voiceAt(speech, place.start)
    if (isQuotedTerm(place, quotes, voice?.speaker ?? null, found.subject, grammar)) continue
    const evidentiality = evidentialityOf(speech, voice?.kind ?? null, thread)
    const condition = clauses.find(
      c => c.end <= place.clause.start && grammar.isCondition(text.slice(c.start, c.end)),
    )
    drafts.push({
      trigger,
      act,
      actors: forDenial(found.actors, governor, context),
      recipients: found.recipients,
      topics: topics.length > 0 ? topics : thread.topics,
      args: found.confidence,
      polarity: trigger.told && grammar.countNegations(place) === 1 ? 'negated' : 'affirmed',
      modality: modalityOf(trigger, governor, grammar, clauses, triggers, evidentiality),
      evidentiality,
      speaker: voice?.speaker ?? null,
      attribution: attributionOf(speech, voice?.speaker ?? null, thread, input.chain, lexicon),
      timeEvent: input.timeOf?.(sentence, sentence.start + place.start) ?? null,
      span: span(place),
      evidence: span(evidenceRange(text, place, phrases, found.actors)),
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

/** 使用了“不能默认”一词: a term in quotes that nobody is said to have said, and that no verb carries. */
function isQuotedTerm(
  place: Place,
  quotes: readonly TextRange[],
  speaker: EntityRef | null,
  subject: TextRange | null,
  grammar: Grammar,
): boolean {
  const quote = quotes.find(q => q.start < place.start && place.end < q.end)
  if (quote === undefined || speaker !== null) return false
  if (subject !== null && subject.start > quote.start) return false
  if (/[的の]$|['’]s\s$|의\s$/.test(place.sentence.slice(0, quote.start))) return false
  return !(grammar.verbFinal && /^(?:の意)?(?:を|に(?!つ))/.test(place.sentence.slice(quote.end)))
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

/** Nouns that say by themselves that it was done, when their owner stands beside them. */
const NOMINAL = new Set([
  'ACT.request',
  'ACT.demand',
  'ACT.propose_meet',
  'ACT.test_missile',
  'ACT.declare_adiz',
  'ACT.suspend_trade',
  'ACT.visit_shrine',
  'ACT.approve',
])

/** Whether a trigger makes a claim of its own, or is only what another act is about. */
function stands(
  trigger: Trigger,
  governor: Trigger | null,
  found: Arguments,
  grammar: Grammar,
  clauses: readonly TextRange[],
  triggers: readonly Trigger[],
): boolean {
  const { place, act } = trigger
  if (grammar.isAverted(place)) return false
  const clause = clauses.find(c => c.start === place.clause.start)
  if (clause !== undefined && grammar.isCondition(place.sentence.slice(clause.start, clause.end)))
    return false
  const { subject, owned } = found
  const own = owned && (grammar.verbFinal || governor === null || subject!.start >= governor.place.end)
  if (!trigger.told) return NOMINAL.has(act.id) && own
  if (isAboutOnly(trigger, found, grammar, triggers)) return false
  if (governor === null) return true
  const how = embeddingOf(governor)
  if (how === 'denied' || how === 'open') return true
  if (how === 'fact') return own && (grammar.verbFinal || subject!.end <= place.start)
  return (
    NOMINAL.has(act.id) &&
    own &&
    (governor.act.plover === 'REJECT' ||
      /的$/.test(place.sentence.slice(0, place.start)) ||
      (grammar.verbFinal && grammar.isRelative(place)))
  )
}

/** Acts done by saying them. */
const PERFORMED = new Set(['REJECT'])

/** 就对朝制裁达成一致: named as what it is about, with no doer. */
function isAboutOnly(
  trigger: Trigger,
  found: Arguments,
  grammar: Grammar,
  triggers: readonly Trigger[],
): boolean {
  if (grammar.tongue !== 'zh') return false
  const { place } = trigger
  if (
    !triggers.some(
      one => one.told && one.place.start >= place.end && one.place.clause.start === place.clause.start,
    )
  )
    return false
  const before = /(?:就|围绕|关于|有关)([^,;:]{0,16})$/.exec(
    place.sentence.slice(place.clause.start, place.start),
  )
  const subject = found.subject
  if (before === null) return false
  const from = place.start - before[1]!.length
  // 就[日方批准教科书]召见: the frame closed with the verb inside it
  if (triggers.some(one => one.told && one.place.start >= from && one.place.end <= place.start)) return false
  return subject === null || subject.start !== from
}

/** A spokesman who denies a request denies his government's. */
function forDenial(
  actors: readonly EntityRef[],
  governor: Trigger | null,
  context: PhraseContext,
): readonly EntityRef[] {
  if (governor === null || embeddingOf(governor) !== 'denied') return actors
  return actors.map(ref => {
    const id = `GOV.${ref.side?.toLowerCase() ?? ''}`
    const speaksFor =
      /^(?:PER\..*_ccs|SRC\..*_official|GOV\.[a-z]{2}\.mofa)$/.test(ref.id) ||
      /spokesperson|press_secretary|chief_cabinet/.test(ref.roleAtTime ?? '')
    return speaksFor && context.lexicon.entity(id) !== undefined ? { ...ref, id } : ref
  })
}

function modalityOf(
  trigger: Trigger,
  governor: Trigger | null,
  grammar: Grammar,
  clauses: readonly TextRange[],
  triggers: readonly Trigger[],
  evidentiality: Evidentiality,
): Modality {
  const how = governor === null ? null : embeddingOf(governor)
  if (how === 'denied') return 'denied'
  if (how === 'open') return 'hypothetical'
  const said = grammar.modalityOf(trigger.place) ?? carriedPlan(trigger, grammar, clauses, triggers)
  const performs = PERFORMED.has(trigger.act.plover) && grammar.isDeclared(trigger.place)
  if (said !== null && !performs) return said
  if (trigger.act.id === 'ACT.hope' || trigger.act.id === 'ACT.pledge') return 'planned'
  if (trigger.act.id === 'ACT.speculate') return 'hypothetical'
  return evidentiality === 'unnamed_source' || evidentiality === 'hearsay' || evidentiality === 'analysis'
    ? 'reported'
    : 'asserted'
}

/** 将访问日本,并与…会谈: the plan holds for both. */
function carriedPlan(
  trigger: Trigger,
  grammar: Grammar,
  clauses: readonly TextRange[],
  triggers: readonly Trigger[],
): 'planned' | null {
  const { sentence, clause } = trigger.place
  if (!grammar.carriesOn(sentence.slice(clause.start, clause.end))) return null
  const before = clauses.findLast(c => c.end <= clause.start)
  if (before === undefined) return null
  const first = triggers.find(one => one.told && one.place.clause.start === before.start)
  return first !== undefined && grammar.modalityOf(first.place) === 'planned' ? 'planned' : null
}

/** The clause of the trigger, from the actor on when that stands in an earlier clause close by. */
function evidenceRange(
  text: string,
  place: Place,
  phrases: readonly Phrase[],
  actors: readonly EntityRef[],
): TextRange {
  const own = phrases.find(
    p => p.end <= place.start && p.heads.some(h => actors.some(a => a.id === h.id && a.how === 'explicit')),
  )
  let start = own === undefined ? place.clause.start : Math.min(place.clause.start, own.start)
  let end = Math.max(place.clause.end, place.end)
  while (start < end && /[\s,，、;；:：]/.test(text[start]!)) start++
  while (end > start && /[\s,，、;；。.:：]/.test(text[end - 1]!)) end--
  return { start, end }
}

function topicsOf(mentions: readonly Mention[]): string[] {
  const ids = mentions.filter(m => m.kind === 'topic').flatMap(m => [m.id, ...m.others])
  return [...new Set(ids.filter(id => id.startsWith('TOP.')).map(id => id.slice('TOP.'.length)))]
}

/** A vague act is kept where nothing precise is told: a saying in the sentence, a judgement in its clause. */
function isWorthKeeping(draft: Draft, drafts: readonly Draft[]): boolean {
  if (!VAGUE.has(draft.act.id)) return true
  const { clause } = draft.trigger.place
  const precise = drafts.filter(d => !VAGUE.has(d.act.id))
  return draft.trigger.mention.tags.includes('judged') || draft.act.id === 'ACT.speculate'
    ? !precise.some(d => d.trigger.place.clause.start === clause.start)
    : precise.length === 0
}

/** Two stems of one act in one clause are one claim. */
function dropRepeats(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<string>()
  return drafts.filter(draft => {
    const key = [draft.act.id, draft.polarity, draft.evidence.start, ...draft.actors.map(a => a.id)].join('|')
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
