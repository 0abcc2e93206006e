// From mentions to noun phrases: "日本首相安倍晋三" is one person, "日美韩" three governments, "日本政界" neither.
import { findGeneric, findStanding } from '../lexicon/generics.ts'
import type { Mention } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Tongue } from '../model/language.ts'
import { ownBody } from './bodies.ts'
import { type Case, grammarOf } from './grammar/grammar.ts'
import {
  ADJECTIVE_HEAD,
  AGENCY,
  BODY_SUFFIX,
  GLUE,
  JOINS,
  MEMBER,
  OFFICIAL,
  PRIVATE,
  RANK_ZH,
  TITLE_TAIL,
} from './phrase-patterns.ts'
import { bearerOf, covers, governmentOf, makeRef, type PhraseContext } from './refs.ts'
import { findBareNames } from './stand-ins.ts'

/** A noun phrase of a sentence; offsets are relative to the sentence. */
export interface Phrase extends TextRange {
  readonly heads: readonly EntityRef[]
  /** False for unnamed officials, sources, media. */
  readonly named: boolean
  /** People or firms of a state: things are done to them, but they are not the state acting. */
  readonly isPrivate?: boolean
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
    const read = readPhrase(sentence, parts.slice(at, end), context)
    const phrase = read === null ? null : ownBody(sentence, read, phrases, context)
    if (phrase !== null) phrases.push(phrase)
    at = end
  }
  const free = (range: TextRange): boolean =>
    !phrases.some(p => p.start < range.end && range.start < p.end) &&
    !parts.some(m => m.kind === 'entity' && m.start < range.end && range.start < m.end)
  for (const bare of findBareNames(sentence, context)) {
    if (free(bare)) phrases.push({ ...bare, heads: [bare.ref], named: true })
  }
  for (const one of findStanding(sentence, context.tongue)) {
    if (!free(one)) continue
    const side = /^SRC\.([a-z]{2})_/.exec(one.id)?.[1]?.toUpperCase()
    const ref: EntityRef = {
      id: one.id,
      surface: sentence.slice(one.start, one.end),
      ...(side ? { side } : {}),
      how: 'explicit',
      confidence: 0.85,
    }
    phrases.push({ start: one.start, end: one.end, heads: [ref], named: one.named })
  }
  const own = grammarOf(context.tongue).ownGovernment
  if (own !== null && context.home !== null) {
    for (const found of sentence.matchAll(own)) {
      const range = { start: found.index, end: found.index + found[0].length }
      if (free(range)) phrases.push(ownGovernment(sentence, range, context))
    }
  }
  phrases.sort((a, b) => a.start - b.start)
  return joinPhrases(sentence, phrases, context.tongue)
}

/** 政府は, 정부 고위 관계자: the outlet's own government, or a source in it. */
function ownGovernment(sentence: string, range: TextRange, context: PhraseContext): Phrase {
  const home = context.home!
  const generic = findGeneric(sentence, range.start, context.tongue)
  const id = generic === null ? `GOV.${home.toLowerCase()}` : generic.id.replace('{cc}', home.toLowerCase())
  const end = generic?.end ?? range.end
  const surface = sentence.slice(range.start, end)
  const ref: EntityRef = { id, surface, side: home, how: 'inferred', confidence: 0.88 }
  return { start: range.start, end, heads: [ref], named: generic?.named ?? true }
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
  if (RANK_ZH.test(gap)) return isPerson(one) && !persons
  // "Japan's foreign minister", but not "Japan's Toyota"
  if (/['’]/.test(gap)) return one.kind === 'title' && !persons
  if (one.kind === 'title') return !gap.includes(',')
  if (isPerson(one))
    return (
      !persons &&
      before.how !== 'bound' &&
      (gap === '' || gap === ' ' || /の|·|・|신임|전|then|former/.test(gap))
    )
  // "the prime minister of Japan", "バイデン米副大統領": a state after a person needs a title after it
  if (persons) return parts[next + 1]?.kind === 'title' && parts[next + 1]!.start - one.end <= 1
  return !gap.includes('の') && !gap.includes(',') && before.kind === 'entity' && before.how !== 'bound'
}

function readPhrase(sentence: string, parts: readonly Mention[], context: PhraseContext): Phrase | null {
  const grammar = grammarOf(context.tongue)
  const { lexicon } = context
  const start = parts[0]!.start
  const end = parts.at(-1)!.end
  const widen = (to: number): number => to + grammar.suffixLength(sentence, to)
  const person = parts.find(m => m.id.startsWith('PER.'))
  if (person !== undefined) {
    const id = choosePerson(person, parts, context)
    const administration = grammar.administration.exec(sentence.slice(end, end + 20))
    const government =
      administration === null
        ? null
        : governmentOf(lexicon.sideOf(id) ?? undefined, context, sentence.slice(start, end))
    if (government !== null) {
      const stop = end + administration![0].length
      return {
        start,
        end: stop,
        heads: [{ ...government, surface: sentence.slice(start, stop) }],
        named: true,
      }
    }
    const head = makeRef(id, person.form, person.how === 'form' ? 'explicit' : 'alias', 0.97, context)
    const title = TITLE_TAIL[context.tongue]?.exec(sentence.slice(end, end + 16))?.[0].length ?? 0
    return { start, end: end + title, heads: [head], named: true }
  }
  const last = parts.at(-1)!
  const state = parts.findLast(m => m.kind === 'entity')
  const generic = last.kind === 'entity' ? findGeneric(sentence, last.end, context.tongue) : null
  if (generic !== null) return readGeneric(sentence, parts, generic, context)
  const title = parts.find(m => m.kind === 'title')
  if (title !== undefined) {
    const country = state === undefined ? null : lexicon.sideOf(state.id)
    const head = bearerOf(title, country, context)
    if (head !== null && !isPlural(parts)) return { start, end, heads: [head], named: true }
    if (state === undefined) return null
  }
  if (state === undefined) return null
  const people = PRIVATE[context.tongue].exec(sentence.slice(end, end + 18))?.[0].length ?? 0
  const isPrivate = people > 0
  if (state.how === 'adjective' && !isPrivate && !ADJECTIVE_HEAD.test(sentence.slice(end, end + 16)))
    return null
  const body = BODY_SUFFIX[context.tongue].exec(sentence.slice(end, end + 16))
  const behind = sentence.slice(end, end + 34)
  const official = state.id.startsWith('PTY.')
    ? MEMBER[context.tongue].exec(behind)
    : /^GOV\.[a-z]+\./.test(state.id)
      ? OFFICIAL[context.tongue]?.exec(behind)
      : null
  if (official) {
    const stop = end + official[0].length
    return {
      start,
      end: stop,
      heads: [makeRef(state.id, sentence.slice(start, stop), 'alias', 0.84, context)],
      named: true,
    }
  }
  const agency =
    context.tongue === 'en' && /^GOV\.[a-z]+$/.test(state.id)
      ? AGENCY.exec(sentence.slice(end, end + 50))
      : null
  if (agency !== null && !/officials$/.test(agency[0])) {
    const stop = end + agency[0].length
    return {
      start,
      end: stop,
      heads: [makeRef(state.id, sentence.slice(start, stop), 'alias', 0.88, context)],
      named: true,
    }
  }
  const bound = parts.filter(m => m.how === 'bound')
  const heads = bound.length > 1 ? bound : [state]
  return {
    start,
    end: isPrivate
      ? end + people
      : body !== null && /\.[a-z]+\./.test(state.id)
        ? end + body[0].length
        : widen(end),
    heads: heads.map(m => makeRef(m.id, m.form, m.how === 'bound' ? 'alias' : 'explicit', 0.93, context)),
    ...(isPrivate ? { isPrivate } : {}),
    named: true,
  }
}

/** 日韩外长: a title of several is no one's. */
function isPlural(parts: readonly Mention[]): boolean {
  return parts.filter(m => m.how === 'bound').length > 1
}

function readGeneric(
  sentence: string,
  parts: readonly Mention[],
  generic: { id: string; named: boolean; end: number },
  context: PhraseContext,
): Phrase {
  const last = parts.at(-1)!
  const start = parts[0]!.start
  const sides = parts
    .filter(m => m.kind === 'entity')
    .map(m => context.lexicon.sideOf(m.id)?.toLowerCase() ?? '')
  // 日美关系消息人士 speaks for neither side alone
  const joint = last.how === 'bound' && sides.length > 1
  const country = joint ? null : context.lexicon.sideOf(last.id)
  const body = /^GOV\.([a-z]{2})\.([a-z_]+)$/.exec(last.id)
  const id =
    body !== null && generic.id.startsWith('SRC.')
      ? `SRC.${body[1]}_${body[2] === 'president_office' ? 'presidential' : body[2]}_official`
      : generic.id.replace('{cc}', joint ? sides.join('') : (sides.at(-1) ?? ''))
  const ref: EntityRef = {
    id,
    surface: sentence.slice(start, generic.end),
    ...(country ? { side: country } : {}),
    how: 'explicit',
    confidence: 0.85,
  }
  return { start, end: generic.end, heads: [ref], named: generic.named }
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

/** "Biden and Abe" is one phrase with two heads; a person does not join with a government. */
function joinPhrases(sentence: string, phrases: readonly Phrase[], tongue: Tongue): Phrase[] {
  const joined: Phrase[] = []
  const tag = grammarOf(tongue).closingOf(sentence)?.start ?? sentence.length
  for (const phrase of phrases) {
    const last = joined.at(-1)
    const gap = last === undefined ? '' : sentence.slice(last.end, phrase.start)
    if (
      last !== undefined &&
      phrase.start >= last.end &&
      JOINS[tongue].test(gap) &&
      // "Abe thanked Obama, Suga said": whoever said it stands alone
      !(last.end <= tag && tag < phrase.start) &&
      // "the United States, and Washington will …": a name again begins anew
      phrase.heads.some(head => last.heads.every(h => h.id !== head.id)) &&
      kindOf(last) === kindOf(phrase)
    ) {
      joined[joined.length - 1] = {
        start: last.start,
        end: phrase.end,
        heads: [...last.heads, ...phrase.heads.filter(head => last.heads.every(h => h.id !== head.id))],
        named: last.named && phrase.named,
      }
    } else if (last === undefined || phrase.start >= last.end) joined.push(phrase)
  }
  return joined
}

function kindOf(phrase: Phrase): string {
  return phrase.heads[0]!.id.split('.')[0]!
}

/** The case of a phrase seen from a trigger. */
export function caseOf(sentence: string, phrase: Phrase, triggerStart: number, tongue: Tongue): Case {
  return grammarOf(tongue).caseOf(sentence, phrase.start, phrase.end, phrase.start < triggerStart)
}
