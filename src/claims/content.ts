// What is told inside what: 拒绝了日方提出的…要求, "agreed to resume talks", 중단하기로 합의했다. The inner act is not
// done: it is asked, promised, refused, denied or left open, according to the outer one (`embeds` in acts.jsonl).
import type { ActRow, Mention } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import type { Grammar, Place } from './grammar/grammar.ts'

/** An act found in a sentence, with what its place says about it. */
export interface Trigger {
  readonly mention: Mention
  readonly act: ActRow
  readonly place: Place
  /** A deed told, not a noun in passing. */
  readonly told: boolean
}

export type Embedding = NonNullable<ActRow['embeds']>

/** How a trigger embeds what stands in its object; a stem's tag goes before its act. */
export function embeddingOf(trigger: Trigger): Embedding | null {
  if (trigger.mention.tags.includes('content')) return 'content'
  return trigger.act.embeds ?? null
}

/** A noun with its clause: Tokyo's demand that …, its refusal to …. */
const GOVERNING_NOUN = /^\s(?:that|to)\s/
const FRAME = /(?:就|对于?|因|针对|为|由于|鉴于)[^,;:]{0,24}$/

/** 就[日方批准…一事]召见: what stands in a frame before the verb does not govern the verb. */
function isFramed(one: Trigger, trigger: Trigger, all: readonly Trigger[], grammar: Grammar): boolean {
  if (grammar.tongue !== 'zh') return false
  const { sentence, clause, start } = one.place
  const isLast = !all.some(
    other =>
      other.told && other.place.start >= trigger.place.end && other.place.clause.start === clause.start,
  )
  return isLast && FRAME.test(sentence.slice(clause.start, start))
}

/** The trigger in whose object this one stands, the nearest such; null for what is told for itself. */
export function governorOf(
  trigger: Trigger,
  all: readonly Trigger[],
  grammar: Grammar,
  quotes: readonly TextRange[],
): Trigger | null {
  const { sentence } = trigger.place
  // 三大要求遭拒: what is undergone is told of the noun before it
  if (trigger.place.tags.includes('passive')) return null
  const sameVoice = (one: Trigger): boolean =>
    quotes.every(q => contains(q, one.mention) === contains(q, trigger.mention))
  const candidates = all.filter(
    one =>
      one !== trigger &&
      (one.told || GOVERNING_NOUN.test(sentence.slice(one.place.end))) &&
      !isFramed(one, trigger, all, grammar) &&
      embeddingOf(one) !== null &&
      sameVoice(one),
  )
  if (grammar.verbFinal) {
    return (
      candidates.find(
        one =>
          one.place.start >= trigger.place.end &&
          ((sameClause(one, trigger) &&
            grammar.linksContent(sentence.slice(trigger.place.end, one.place.start))) ||
            (embeddingOf(one) === 'denied' && one.place.start - trigger.place.end < 40)),
      ) ?? null
    )
  }
  // 拒绝了[安倍提出的…的要求]: a noun phrase is the object of the first verb before it, not of one inside it
  const isNoun = /的$/.test(sentence.slice(0, trigger.place.start))
  const ordered = isNoun ? candidates : candidates.toReversed()
  return (
    ordered.find(
      one =>
        one.place.end <= trigger.place.start &&
        (!one.place.tags.includes('noun') || GOVERNING_NOUN.test(sentence.slice(one.place.end))) &&
        (sameClause(one, trigger) || opensComplement(one, trigger)) &&
        grammar.linksContent(sentence.slice(one.place.end, trigger.place.start)),
    ) ?? null
  )
}

function contains(quote: TextRange, one: TextRange): boolean {
  return quote.start < one.start && one.end < quote.end
}

function sameClause(one: Trigger, other: Trigger): boolean {
  return one.place.clause.start === other.place.clause.start
}

/** "denied | that it had asked": the next clause is the object of this one. */
function opensComplement(one: Trigger, other: Trigger): boolean {
  const { sentence } = one.place
  return (
    /^[a-z ]{0,24}$/i.test(sentence.slice(one.place.end, one.place.clause.end)) &&
    one.place.clause.end <= other.place.clause.start &&
    /^\s?(?:that|whether|if|to)\s/i.test(sentence.slice(one.place.clause.end)) &&
    !/,\s|\bthat\s.*\bthat\s/.test(sentence.slice(one.place.clause.end, other.place.start))
  )
}
