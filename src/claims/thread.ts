// What a report carries from sentence to sentence: its last subject, its speaker, its list's lead, its outlet.
import type { Claim, EntityRef } from '../model/claim.ts'
import type { Grammar } from './grammar/grammar.ts'
import type { Phrase } from './phrases.ts'
import type { Speech } from './speech.ts'
import { pairOf, threeOf } from './stand-ins.ts'

const MAX_SENTENCES_BACK = 2
const LEADS_LIST =
  /[:：]\s*$|(?:三|两|二|四|五|3|2|4|5|세|두|three|two|four)\s?(?:大|项|項|点|つ|가지|個|points|requests|demands|conditions)/

export interface Thread {
  subject: readonly EntityRef[]
  /** How many sentences ago the subject was named. */
  age: number
  lead: { actors: readonly EntityRef[] } | null
  speaker: EntityRef | null
  outlet: EntityRef | null
  source: EntityRef | null
  pair: readonly EntityRef[]
  three: readonly EntityRef[]
  persons: string[]
  topics: readonly string[]
  block: number
}

/** The thread at the beginning of a report. */
export function newThread(): Thread {
  return {
    subject: [],
    age: 0,
    lead: null,
    speaker: null,
    outlet: null,
    source: null,
    pair: [],
    three: [],
    persons: [],
    topics: [],
    block: -1,
  }
}

/** A new paragraph forgets the outlet cited in the last one, unless it goes on with its list. */
export function enterBlock(thread: Thread, block: number, isListItem: boolean): void {
  if (block === thread.block) return
  thread.block = block
  if (isListItem) return
  thread.outlet = null
  thread.source = null
  thread.topics = []
}

/**
 * A Chinese paragraph that opens with 据共同社报道 is Kyodo's to its end, though people speak in it; who else is quoted is
 * not the unnamed source's. In the other languages each sentence says for itself whose word it is, or marks hearsay.
 */
export function forgetReporters(thread: Thread, speech: Speech, grammar: Grammar): void {
  const isOwn = speech.voices.some(voice => voice.speaker !== null)
  const carries = grammar.tongue === 'zh' || speech.hearsay !== null
  if (isOwn || !carries) thread.source = null
  if (!carries) thread.outlet = null
}

/** Who acts in a sentence that names nobody. */
export function carriedSubject(thread: Thread, isListItem: boolean): readonly EntityRef[] {
  if (isListItem && thread.lead !== null) return thread.lead.actors
  return thread.age <= MAX_SENTENCES_BACK ? thread.subject : []
}

/** Keeps what the next sentence may lean on. */
export function remember(
  thread: Thread,
  sentence: string,
  phrases: readonly Phrase[],
  speech: Speech,
  claims: readonly Claim[],
  topics: readonly string[],
  grammar: Grammar,
): void {
  for (const phrase of phrases) {
    for (const head of phrase.heads) if (head.id.startsWith('PER.')) thread.persons.push(head.id)
  }
  const named = phrases.filter(p => !speech.reporting.has(p) && p.heads[0]!.how !== 'anaphora')
  const subject = named.find(
    p =>
      ['subject', 'topic'].includes(grammar.caseOf(sentence, p.start, p.end, true)) &&
      !p.heads[0]!.id.startsWith('PLC.'),
  )
  if (subject !== undefined) {
    thread.subject = subject.heads
    thread.age = 1
  } else thread.age++
  const pair = pairOf(named)
  if (pair.length >= 2) thread.pair = pair
  const three = threeOf(named)
  if (three.length === 3) thread.three = three
  const said = speech.voices.findLast(v => v.speaker !== null)?.speaker
  thread.speaker = said ?? (thread.age <= MAX_SENTENCES_BACK ? (thread.subject[0] ?? null) : null)
  if (topics.length > 0) thread.topics = topics
  if (LEADS_LIST.test(sentence)) {
    const main = grammar.verbFinal ? claims.at(-1) : claims.find(c => c.recipients.length > 0)
    const actors = (main ?? claims.at(-1))?.actors
    if (actors !== undefined && actors.length > 0) thread.lead = { actors }
  }
}
