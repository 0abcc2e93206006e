// How the rows of the lexicon become forms to look for: names with their word edges, English verbs in all their
// forms, guards. What a form needs around it is said in its edges.
import type { Tongue } from '../model/language.ts'
import type { ActRow } from './act-rows.ts'
import objects from './data/objects.json' with { type: 'json' }
import { inflectPhrase, pluralOf } from './inflect.ts'
import type { Mention, MentionHow } from './lexicon.ts'
import type { Edges } from './matcher.ts'
import type { WordRow } from './word-rows.ts'

type Kind = Mention['kind'] | 'guard'

/** What a form found stands for. */
export interface Payload {
  readonly kind: Kind
  readonly id: string
  readonly form: string
  readonly how: MentionHow
  readonly tags: readonly string[]
  readonly edges: Edges
  readonly field: Field
  /** Language of an act's stem or a word's form. */
  readonly tongue?: Tongue
}

/** The tags of most forms. */
export const NO_TAGS: readonly string[] = []

const HANGUL_START = /^[\uac00-\ud7af]/
const SHORT_CAPITALS = /^[A-Z][A-Z.]{0,3}$/
const LATIN_WORD = /^[A-Z][A-Za-z'-]*$/

/** Longest match is chosen within each field: a word inside a name is found too, and dropped later. */
export type Field = 'names' | 'deeds' | 'subjects' | 'vocabulary'

/** Where the forms of one field go. All fields share one matcher, so that a text is walked once. */
export interface Forms {
  add(form: string, payload: Omit<Payload, 'field'>): void
}

/** A payload but for its field. */
export function payload(
  kind: Kind,
  id: string,
  form: string,
  how: MentionHow,
  tags: readonly string[],
  edges: Edges,
): Omit<Payload, 'field'> {
  return { kind, id, form, how, tags, edges }
}

/** US is a country and us is not; Park is a president and park is not. */
export function latinCase(form: string, edges: Edges, strict = false): Edges {
  return SHORT_CAPITALS.test(form) || (strict && LATIN_WORD.test(form))
    ? { ...edges, exactCase: form }
    : edges
}

/** Adds names of an entity, standing as `how`. */
export function addNames(
  names: Forms,
  id: string,
  forms: readonly string[] | undefined,
  how: MentionHow,
): void {
  for (const form of forms ?? []) {
    const edges = latinCase(
      form,
      HANGUL_START.test(form) ? { particles: true } : {},
      how === 'bare' || id.startsWith('PER.'),
    )
    names.add(form, payload('entity', id, form, how, NO_TAGS, edges))
  }
}

/** Adds longer strings inside which a row is not meant. */
export function addGuards(
  names: Forms,
  id: string,
  guards: readonly string[] | undefined,
  tongue?: Tongue,
): void {
  for (const form of guards ?? []) {
    const guard = payload('guard', id, form, 'form', NO_TAGS, { inside: true })
    names.add(form, tongue === undefined ? guard : { ...guard, tongue })
  }
}

/** Adds an act's stems of one language, English verbs in all their forms. */
export function addStems(deeds: Forms, act: ActRow, tongue: Tongue): void {
  for (const raw of act.stems[tongue]) {
    const [stem = '', ...tags] = raw.split('@')
    const inside = stem.startsWith('~')
    const form = inside ? stem.slice(1) : stem
    const plain = tongue !== 'en' || tags.some(tag => tag === 'noun' || tag === 'noun2' || tag === 'fixed')
    const forms = plain
      ? nounForms(form, tags)
      : tags.includes('past')
        ? pastForms(form)
        : inflectPhrase(form)
    const kept = tags.length > 0 ? tags : NO_TAGS
    const needs = objectOf(tags)
    const edges: Edges = { inside, ...(needs === null ? {} : { object: needs }) }
    for (const one of forms) deeds.add(one, { ...payload('act', act.id, form, 'form', kept, edges), tongue })
  }
  addGuards(deeds, act.id, act.not?.[tongue], tongue)
}

const OBJECTS: Readonly<Record<string, readonly string[]>> = objects.en
const compiled = new Map<string, RegExp>()

/** `send@with=aid`: the pattern of the object that a stem needs right behind it, or null. */
function objectOf(tags: readonly string[]): RegExp | null {
  const kind = tags.find(tag => tag.startsWith('with='))?.slice('with='.length)
  if (kind === undefined) return null
  const known = compiled.get(kind)
  if (known !== undefined) return known
  const words = OBJECTS[kind]
  if (words === undefined) throw new Error(`objects.json has no kind "${kind}"`)
  const made = new RegExp(`^[^.;:,]{0,44}?\\b(?:${words.join('|')})\\b`, 'i')
  compiled.set(kind, made)
  return made
}

/** Adds the forms of an ordinary word of the field. */
export function addWord(vocabulary: Forms, word: WordRow): void {
  for (const tongue of ['zh', 'ja', 'ko'] as const) {
    for (const form of word[tongue]) {
      vocabulary.add(form, { ...payload('word', word.id, form, 'form', NO_TAGS, {}), tongue })
    }
  }
  for (const raw of word.en) {
    const [form = '', ...tags] = raw.split('@')
    const forms = tags.includes('verb')
      ? inflectPhrase(form)
      : tags.includes('fixed')
        ? [form]
        : nounForms(form, ['noun'])
    for (const one of forms)
      vocabulary.add(one, payload('word', word.id, form, 'form', NO_TAGS, latinCase(form, {})))
  }
  addGuards(vocabulary, word.id, word.not)
}

/** The forms of a verb that cannot be taken for a noun: bombed, bombing; not bomb, bombs. */
function pastForms(form: string): string[] {
  return inflectPhrase(form).filter(
    one => /(?:[^e]ed|ing|ied|ught|old)(?:\s|$)/.test(one) || !/^\w+s?$/.test(one),
  )
}

/** `refusal` also stands as `refusals`. */
function nounForms(form: string, tags: readonly string[]): string[] {
  return tags.includes('noun') && /[a-z]$/.test(form) && !form.endsWith('s') ? [form, pluralOf(form)] : [form]
}
