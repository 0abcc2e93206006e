// Words that stand for a name: pronouns, "both sides", and in English a surname alone (Yoon, Xi) of one who
// holds a leading office on the day of the report.
import type { Lexicon } from '../lexicon/lexicon.ts'
import { hasStranger } from '../lexicon/strangers.ts'
import type { TextRange } from '../model/article.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Grammar } from './grammar/grammar.ts'
import type { Phrase } from './phrases.ts'
import { covers, governmentOf, makeRef, type PhraseContext } from './refs.ts'
import { type Speech, voiceAt } from './speech.ts'

const LEADING =
  /^[A-Z]{2}\.(?:president|vice_president|prime_minister|foreign_minister|leader|supreme_leader|state_affairs_chairman|state_council_premier|premier|general_secretary|secretary_of_state|secretary_of_defense|defense_minister|top_diplomat)/
const surnamesOf = new WeakMap<Lexicon, Map<string, string[]>>()

function surnames(lexicon: Lexicon): Map<string, string[]> {
  const known = surnamesOf.get(lexicon)
  if (known !== undefined) return known
  const made = new Map<string, string[]>()
  for (const row of lexicon.entities()) {
    if (!row.id.startsWith('PER.') || !lexicon.rolesOf(row.id).some(role => LEADING.test(role.office)))
      continue
    for (const form of row.bare?.en ?? []) made.set(form, [...(made.get(form) ?? []), row.id])
  }
  surnamesOf.set(lexicon, made)
  return made
}

/** English surnames that only one holder of a leading office bears on that day. */
export function findBareNames(sentence: string, context: PhraseContext): (TextRange & { ref: EntityRef })[] {
  const { day, lexicon } = context
  if (context.tongue === 'ja' && day !== null) return findShis(sentence, day, context)
  if (context.tongue !== 'en' || day === null) return []
  const found: (TextRange & { ref: EntityRef })[] = []
  for (const word of sentence.matchAll(/(?<![A-Z][\w.-]*\s|[\w-])[A-Z][a-z]+(?![\w-]|\s[A-Z][a-z])/g)) {
    const ids = (surnames(lexicon).get(word[0]) ?? []).filter(id =>
      lexicon.rolesOf(id).some(role => LEADING.test(role.office) && covers(role, day)),
    )
    if (ids.length !== 1) continue
    const ref = makeRef(ids[0]!, word[0], 'alias', 0.86, context)
    found.push({ start: word.index, end: word.index + word[0].length, ref })
  }
  return found
}

/** 赤沢氏: in Japanese a surname with 氏, where one office-holder of the day bears it. */
function findShis(sentence: string, day: string, context: PhraseContext): (TextRange & { ref: EntityRef })[] {
  if (!sentence.includes('氏')) return []
  const found: (TextRange & { ref: EntityRef })[] = []
  for (const word of sentence.matchAll(/(?<![一-龯ァ-ヶー])[一-龯ァ-ヶー]{1,6}氏/g)) {
    const ids = (shis(context.lexicon).get(word[0]) ?? []).filter(id =>
      context.lexicon.rolesOf(id).some(role => covers(role, day)),
    )
    if (ids.length !== 1) continue
    const ref = makeRef(ids[0]!, word[0], 'alias', 0.84, context)
    found.push({ start: word.index, end: word.index + word[0].length, ref })
  }
  return found
}

const shisOf = new WeakMap<Lexicon, Map<string, string[]>>()

function shis(lexicon: Lexicon): Map<string, string[]> {
  const known = shisOf.get(lexicon)
  if (known !== undefined) return known
  const made = new Map<string, string[]>()
  for (const row of lexicon.entities()) {
    if (!row.id.startsWith('PER.')) continue
    for (const form of row.bare?.ja ?? []) {
      const named = form.endsWith('氏') ? form : `${form}氏`
      made.set(named, [...(made.get(named) ?? []), row.id])
    }
  }
  shisOf.set(lexicon, made)
  return made
}

/** What a report has named so far, for the words that lean on it. */
export interface Antecedents {
  readonly subject: readonly EntityRef[]
  /** The last two sides named together or opposite each other. */
  readonly pair: readonly EntityRef[]
  /** The last three named together. */
  readonly three: readonly EntityRef[]
}

/** Phrases for pronouns: "he", "both sides", and in quoted speech "we" and "I". */
export function resolvePronouns(
  sentence: string,
  phrases: readonly Phrase[],
  grammar: Grammar,
  speech: Speech | null,
  before: Antecedents,
  context: PhraseContext,
): Phrase[] {
  const made: Phrase[] = []
  const add = (found: RegExpExecArray, heads: readonly EntityRef[], confidence: number): void => {
    const range = { start: found.index, end: found.index + found[0].length }
    if (heads.length === 0 || phrases.some(p => p.start < range.end && range.start < p.end)) return
    made.push({
      ...range,
      heads: heads.map(ref => ({
        ...ref,
        surface: found[0],
        how: 'anaphora',
        confidence: Math.min(ref.confidence, confidence),
      })),
      named: true,
    })
  }
  if (speech === null) {
    for (const found of sentence.matchAll(grammar.pronouns.person)) {
      const here = phrases.findLast(p => p.end <= found.index && p.heads.length === 1 && isPerson(p.heads[0]))
      const who = here?.heads[0] ?? before.subject.find(isPerson) ?? lastPerson(context)
      if (who !== undefined) add(found, [who], 0.8)
    }
    for (const found of sentence.matchAll(grammar.pronouns.both)) {
      // "Some survivors said they would not accept it"
      if (/^they$/i.test(found[0]) && namesOthers(sentence.slice(0, found.index), phrases, context)) continue
      const named = phrases.filter(p => p.end <= found.index)
      const ofThree = /three|[三3세]/i.test(found[0])
      const here = ofThree ? threeOf(named) : pairOf(named)
      const pair = here.length >= 2 ? here : ofThree ? before.three : before.pair
      add(found, OF_STATES.test(found[0]) ? statesOf(pair, context) : pair, 0.82)
    }
    return made
  }
  for (const found of sentence.matchAll(grammar.pronouns.we)) {
    const voice = voiceAt(speech, found.index)
    if (voice?.kind !== 'direct_quote' || voice.speaker === null) continue
    const government = governmentOf(voice.speaker.side, context, found[0])
    add(found, [government ?? voice.speaker], 0.86)
  }
  for (const found of sentence.matchAll(grammar.pronouns.self)) {
    const voice = voiceAt(speech, found.index)
    if (voice?.kind === 'direct_quote' && voice.speaker !== null) add(found, [voice.speaker], 0.86)
  }
  return made
}

function isPerson(ref: EntityRef | undefined): boolean {
  return ref?.id.startsWith('PER.') ?? false
}

/** The person named last in the report, for a pronoun whose own subject is a body. */
function lastPerson(context: PhraseContext): EntityRef | undefined {
  const id = context.persons.at(-1)
  return id === undefined ? undefined : makeRef(id, '', 'anaphora', 0.76, context)
}

function namesOthers(words: string, phrases: readonly Phrase[], context: PhraseContext): boolean {
  return hasStranger(
    words,
    context.tongue,
    phrases.filter(p => p.end <= words.length),
  )
}

/** "The two countries" are states, even where their leaders were named. */
const OF_STATES =
  /countr|governments|allies|neighbou?rs|两国|三国|両国|両政府|양국|두 나라|세 나라|3국|3カ国|三カ国/

function statesOf(pair: readonly EntityRef[], context: PhraseContext): EntityRef[] {
  if (!pair.some(isPerson)) return [...pair]
  const states = pair.map(ref => governmentOf(ref.side, context, ref.surface) ?? ref)
  return states.filter((ref, at) => states.findIndex(one => one.id === ref.id) === at)
}

/** The three persons, or else states, named last. */
export function threeOf(phrases: readonly Phrase[]): EntityRef[] {
  const all = new Map(phrases.flatMap(p => p.heads).map(ref => [ref.id, ref]))
  const persons = [...all.values()].filter(isPerson)
  const states = [...all.values()].filter(ref => ref.id.startsWith('GOV.'))
  return (persons.length >= 3 ? persons : states.length >= 3 ? states : []).slice(-3)
}

/** Those who face each other: named together, or else the first two of different sides, persons before states. */
export function pairOf(phrases: readonly Phrase[]): EntityRef[] {
  const joint = phrases.findLast(p => sidesOf(p.heads).length > 1)
  const all = phrases.flatMap(p => p.heads).filter(ref => /^(?:PER|GOV)\./.test(ref.id))
  const persons = sidesOf(all.filter(isPerson))
  const states = sidesOf(all.filter(ref => /^GOV\.[a-z]+$/.test(ref.id)))
  if (persons.length >= 2)
    return joint !== undefined && isPerson(joint.heads[0]) ? [...joint.heads] : persons.slice(0, 2)
  if (joint !== undefined) return [...joint.heads]
  return (states.length >= 2 ? states : sidesOf(all)).slice(0, 2)
}

/** The first of each side; nobody faces their own. */
function sidesOf(refs: readonly EntityRef[]): EntityRef[] {
  const seen = new Set<string>()
  return refs.filter(ref => {
    const side = ref.side ?? ref.id
    return !seen.has(side) && seen.add(side)
  })
}
