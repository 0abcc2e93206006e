// From mentions to noun phrases: "日本首相安倍晋三" is one person, "日美韩" three governments, "日本政界" neither.

import { findGeneric } from '../lexicon/generics.ts'
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Tongue } from '../model/language.ts'
import { type Case, grammarOf } from './grammar/grammar.ts'

/** A noun phrase of a sentence; offsets are relative to the sentence. */
export interface Phrase extends TextRange {
  readonly heads: readonly EntityRef[]
  /** False for unnamed officials, sources, media. */
  readonly named: boolean
}

export interface PhraseContext {
  readonly lexicon: Lexicon
  readonly tongue: Tongue
  /** Day of the report, or null while unknown: titles without a name are resolved by it. */
  readonly day: string | null
  /** Persons named so far in the report, latest last: "the president" is the last of them who holds such an office. */
  readonly persons: readonly string[]
}

const JOINS: Readonly<Record<Tongue, RegExp>> = {
  zh: /^(?:与|與|和|及|以及|同|跟|、|以及)$/,
  ja: /^(?:と|・|、|や|及び|および)$/,
  ko: /^(?:과|와|·|,)\s?$|^\s?(?:및)\s$/,
  en: /^(?:\sand\s(?:the\s)?|,\s(?:and\s)?)$/,
}
const GLUE: Readonly<Record<Tongue, RegExp>> = {
  zh: /^[\s·]?$/,
  ja: /^(?:[\s・]?|の|の新|前|元)$/,
  ko: /^\s?(?:신임\s|전\s)?$/,
  en: /^(?:\s|,\s|\sof\s|\sthen-|\sformer\s)?$/,
}

/** Noun phrases in order of appearance. */
export function findPhrases(
  sentence: string,
  mentions: readonly Mention[],
  context: PhraseContext,
): Phrase[] {
  const parts = mentions.filter(m => m.kind === 'entity' || m.kind === 'title')
  const phrases: Phrase[] = []
  for (let at = 0; at < parts.length; ) {
    let end = at + 1
    while (end < parts.length && glues(sentence, parts, at, end, context)) end++
    const phrase = readPhrase(sentence, parts.slice(at, end), context)
    if (phrase !== null) phrases.push(phrase)
    at = end
  }
  return joinPhrases(sentence, phrases, context.tongue)
}

/** Whether the part at `next` belongs to the noun phrase that begins at `first`. */
function glues(
  sentence: string,
  parts: readonly Mention[],
  first: number,
  next: number,
  context: PhraseContext,
): boolean {
  const before = parts[next - 1]!
  const one = parts[next]!
  const gap = sentence.slice(before.end, one.start)
  if (!GLUE[context.tongue].test(gap)) return false
  if (before.how === 'bound' && one.how === 'bound') return true
  const isPerson = (m: Mention): boolean => m.kind === 'entity' && m.id.startsWith('PER.')
  const persons = parts.slice(first, next).some(isPerson)
  if (one.kind === 'title') return true
  if (isPerson(one)) return !persons && (gap === '' || gap === ' ' || /の|·|・|신임|전|then|former/.test(gap))
  // "the prime minister of Japan", "バイデン米副大統領": a state after a person needs a title after it
  if (persons) return parts[next + 1]?.kind === 'title' && parts[next + 1]!.start - one.end <= 1
  return !gap.includes('の') && !gap.includes(',') && before.kind === 'entity' && before.how !== 'bound'
}

function readPhrase(sentence: string, parts: readonly Mention[], context: PhraseContext): Phrase | null {
  const start = parts[0]!.start
  const end = parts.at(-1)!.end
  const { lexicon } = context
  const ref = (id: string, mention: Mention, how: EntityRef['how'], confidence: number): EntityRef => {
    const side = lexicon.sideOf(id)
    const role = context.day === null ? undefined : roleAt(lexicon, id, context.day)
    return {
      id,
      surface: mention.form,
      ...(role ? { roleAtTime: role } : {}),
      ...(side ? { side } : {}),
      how,
      confidence,
    }
  }
  const person = parts.find(m => m.id.startsWith('PER.'))
  if (person !== undefined) {
    const id = choosePerson(person, parts, context)
    return {
      start,
      end,
      heads: [ref(id, person, person.how === 'form' ? 'explicit' : 'alias', 0.97)],
      named: true,
    }
  }
  const last = parts.at(-1)!
  const state = parts.filter(m => m.kind === 'entity').at(-1)
  const generic = last.kind === 'entity' ? findGeneric(sentence, last.end, context.tongue) : null
  if (generic !== null) {
    // 日美关系消息人士 speaks for neither side alone
    const sides = parts.filter(m => m.kind === 'entity').map(m => lexicon.sideOf(m.id)?.toLowerCase() ?? '')
    const country = sides.length === 1 ? lexicon.sideOf(last.id) : null
    const id = generic.id.replace('{cc}', last.how === 'bound' ? sides.join('') : (sides.at(-1) ?? ''))
    return {
      start,
      end: generic.end,
      heads: [
        {
          id,
          surface: sentence.slice(start, generic.end),
          ...(country ? { side: country } : {}),
          how: 'explicit',
          confidence: 0.8,
        },
      ],
      named: generic.named,
    }
  }
  const title = parts.find(m => m.kind === 'title')
  if (title !== undefined) {
    const country = state === undefined ? null : lexicon.sideOf(state.id)
    const holder = holderOf(title, country, context)
    if (holder !== null)
      return { start, end, heads: [ref(holder, title, 'title_by_date', 0.85)], named: true }
    if (state === undefined) return null
  }
  if (state === undefined) return null
  if (
    state.how === 'adjective' &&
    !/^(?:\sgovernment|\sside|\sauthorities|\sofficials?|\sdelegation|\sleaders?)/.test(
      sentence.slice(end, end + 14),
    )
  ) {
    return null
  }
  const bound = parts.filter(m => m.how === 'bound')
  const heads = bound.length > 1 ? bound : [state]
  return {
    start,
    end,
    heads: heads.map(m => ref(m.id, m, m.how === 'bound' ? 'alias' : 'explicit', 0.93)),
    named: true,
  }
}

/** Among persons of one name, the one whose office stands beside it or who is in office on the day. */
function choosePerson(person: Mention, parts: readonly Mention[], context: PhraseContext): string {
  const candidates = [person.id, ...person.others].filter(id => id.startsWith('PER.'))
  if (candidates.length === 1) return candidates[0]!
  const offices = new Set(parts.filter(m => m.kind === 'title').flatMap(m => [m.id, ...m.others]))
  const fits = (id: string): boolean =>
    context.lexicon
      .rolesOf(id)
      .some(
        role =>
          (offices.size === 0 || offices.has(role.office)) &&
          (context.day === null || covers(role, context.day)),
      )
  return candidates.find(fits) ?? candidates.find(id => context.persons.includes(id)) ?? candidates[0]!
}

function holderOf(title: Mention, country: string | null, context: PhraseContext): string | null {
  const offices = [title.id, ...title.others].filter(id => {
    const of = context.lexicon.office(id)?.country
    return country === null || of === country
  })
  const held = (entity: string): boolean =>
    context.lexicon
      .rolesOf(entity)
      .some(role => offices.includes(role.office) && (context.day === null || covers(role, context.day)))
  const named = context.persons.findLast(held)
  if (named !== undefined && (country === null || context.lexicon.sideOf(named) === country)) return named
  if (country === null || context.day === null) return null
  const day = context.day
  const holders = offices
    .flatMap(office => context.lexicon.holdersOf(office))
    .filter(role => covers(role, day))
  return holders.length === 1 ? holders[0]!.entity : null
}

function covers(role: { from: string; to: string | null }, day: string): boolean {
  return role.from <= day && (role.to === null || day <= role.to)
}

/** The office a person held on a day; the most senior is the first listed. */
export function roleAt(lexicon: Lexicon, entity: string, day: string): string | undefined {
  return lexicon.rolesOf(entity).find(role => covers(role, day))?.office
}

/** "Biden and Abe" is one phrase with two heads; a person does not join with a government. */
function joinPhrases(sentence: string, phrases: readonly Phrase[], tongue: Tongue): Phrase[] {
  const joined: Phrase[] = []
  for (const phrase of phrases) {
    const last = joined.at(-1)
    const gap = last === undefined ? '' : sentence.slice(last.end, phrase.start)
    if (last !== undefined && JOINS[tongue].test(gap) && kindOf(last) === kindOf(phrase)) {
      joined[joined.length - 1] = {
        start: last.start,
        end: phrase.end,
        heads: [...last.heads, ...phrase.heads.filter(head => last.heads.every(h => h.id !== head.id))],
        named: last.named && phrase.named,
      }
    } else joined.push(phrase)
  }
  return joined
}

function kindOf(phrase: Phrase): string {
  return phrase.heads[0]!.id.split('.')[0]!
}

/** The case of a phrase seen from a trigger. */
export function caseOf(sentence: string, phrase: Phrase, triggerStart: number, tongue: Tongue): Case {
  return grammarOf(tongue).caseOf(sentence, phrase.start, phrase.end, phrase.end <= triggerStart)
}
