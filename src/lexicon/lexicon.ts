// The lexicon: who is who, what people do, what it is about, in every script. Everything is data in data/*.jsonl;
// this file loads it, finds it in text, and answers "who held which office when".
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { messageOf, UserError } from '../errors.ts'
import { LANGS, type Lang, type Tongue } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { liesWithin } from '../text/spans.ts'
import { ActRow } from './act-rows.ts'
import { findBound } from './compounds.ts'
import { inflectPhrase, pluralOf } from './inflect.ts'
import { chooseLongest, type Edges, edgesFit, type Found, Matcher } from './matcher.ts'
import { EntityRow, EventRow, OfficeRow, TopicRow } from './rows.ts'
import { WordRow } from './word-rows.ts'

export type { ActRow } from './act-rows.ts'
export type { EntityRow, EventRow, OfficeRow, TopicRow } from './rows.ts'

/** How a name stands in the text: in full, as a short form that leans on a full one, inside a compound, as a demonym. */
export type MentionHow = 'form' | 'bare' | 'cued' | 'bound' | 'adjective'

/** Something of the lexicon found in a text; offsets are UTF-16 into the text given. */
export interface Mention {
  readonly start: number
  readonly end: number
  /** `word`: an ordinary word of the field, for search alone. */
  readonly kind: 'entity' | 'act' | 'topic' | 'title' | 'word'
  readonly id: string
  /** Other rows that bear the same form (several offices are called 外相). */
  readonly others: readonly string[]
  readonly form: string
  readonly how: MentionHow
  /** Tags of an act's stem: `passive`, `noun`, `deep`, `weak`… */
  readonly tags: readonly string[]
}

/** One term of office. */
export interface Role {
  readonly entity: string
  readonly office: string
  readonly from: string
  readonly to: string | null
}

export interface Lexicon {
  /** Changes when any row changes; claims remember it. */
  readonly version: string
  readonly events: readonly EventRow[]
  /**
   * Everything the lexicon knows in a text, in order. With `tongue`, acts and words of the other Han language are
   * left out: 協議 is a consultation in Japanese, 协议 an agreement in Chinese.
   */
  match(text: string, tongue?: Tongue): Mention[]
  entity(id: string): EntityRow | undefined
  office(id: string): OfficeRow | undefined
  act(id: string): ActRow | undefined
  topic(id: string): TopicRow | undefined
  entities(): Iterable<EntityRow>
  acts(): Iterable<ActRow>
  topics(): Iterable<TopicRow>
  /** Display name in a language; the English one, then the id, where there is none. */
  nameOf(id: string, lang: Lang): string
  /** All terms of office of a person. */
  rolesOf(entity: string): readonly Role[]
  /** Who held the office. */
  holdersOf(office: string): readonly Role[]
  /** Country the entity acts for, ISO 3166-1 alpha-2, or null. */
  sideOf(id: string): string | null
}

type Kind = Mention['kind'] | 'guard'

interface Payload {
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

const NO_TAGS: readonly string[] = []

let shared: Lexicon | undefined

/** The lexicon of this house, loaded once per process. @throws UserError naming the file and line of a bad row */
export function openLexicon(): Lexicon {
  shared ??= loadLexicon(new URL('./data/', import.meta.url))
  return shared
}

function readRows<T>(folder: URL, name: string, schema: z.ZodType<T>): T[] {
  const url = new URL(`${name}.jsonl`, folder)
  const rows: T[] = []
  for (const [at, line] of readFileSync(url, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      rows.push(schema.parse(JSON.parse(line)))
    } catch (cause) {
      const why =
        cause instanceof z.ZodError
          ? cause.issues.map(issue => `${issue.path.join('.') || 'row'}: ${issue.message}`).join('; ')
          : messageOf(cause)
      throw new UserError(`lexicon/data/${name}.jsonl line ${at + 1} is not a valid row: ${why}`, { cause })
    }
  }
  return rows
}

/** Loads a lexicon from a folder of data files; tests pass their own folder. */
export function loadLexicon(folder: URL): Lexicon {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(new URL(name, folder)))
  const entityRows = ['persons', 'states', 'outlets', 'places'].flatMap(name =>
    readRows(folder, name, EntityRow),
  )
  const offices = byId(readRows(folder, 'offices', OfficeRow))
  const topics = byId(readRows(folder, 'topics', TopicRow))
  const acts = byId(readRows(folder, 'acts', ActRow))
  const words = ['words-politics', 'words-general'].flatMap(name => readRows(folder, name, WordRow))
  const events = readRows(folder, 'events', EventRow)
  const entities = byId(entityRows)

  const roles = entityRows.flatMap(row => (row.roles ?? []).map(role => ({ entity: row.id, ...role })))
  const rolesOf = Map.groupBy(roles, role => role.entity)
  const holdersOf = Map.groupBy(roles, role => role.office)
  const country = new Map(entityRows.map(row => [row.id, row.country]))
  const find = buildFinder({ country, entities: entityRows, offices, topics, acts, words, rolesOf })

  return {
    version: hash.digest('hex').slice(0, 12),
    events,
    match: find,
    entity: id => entities.get(id),
    office: id => offices.get(id),
    act: id => acts.get(id.startsWith('ACT.') ? id : `ACT.${id}`),
    topic: id => topics.get(id.startsWith('TOP.') ? id : `TOP.${id}`),
    entities: () => entities.values(),
    acts: () => acts.values(),
    topics: () => topics.values(),
    nameOf: (id, lang) => {
      const row = entities.get(id) ?? topics.get(id) ?? topics.get(`TOP.${id}`)
      const fallback = lang === 'zh-Hant' ? row?.forms['zh-Hans'] : undefined
      return (row?.forms[lang] ?? fallback ?? row?.forms.en)?.[0] ?? offices.get(id)?.titles[lang]?.[0] ?? id
    },
    rolesOf: id => rolesOf.get(id) ?? [],
    holdersOf: id => holdersOf.get(id) ?? [],
    sideOf: id => entities.get(id)?.country ?? null,
  }
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map(row => [row.id, row]))
}

interface Parts {
  readonly country: ReadonlyMap<string, string | undefined>
  readonly entities: readonly EntityRow[]
  readonly offices: ReadonlyMap<string, OfficeRow>
  readonly topics: ReadonlyMap<string, TopicRow>
  readonly acts: ReadonlyMap<string, ActRow>
  readonly words: readonly WordRow[]
  readonly rolesOf: ReadonlyMap<string, readonly Role[]>
}

const HANGUL_START = /^[\uac00-\ud7af]/
const SHORT_CAPITALS = /^[A-Z][A-Z.]{0,3}$/
const LATIN_WORD = /^[A-Z][A-Za-z'-]*$/

/** Longest match is chosen within each field: a word inside a name is found too, and dropped later. */
type Field = 'names' | 'deeds' | 'subjects' | 'vocabulary'

/** Where the forms of one field go. All fields share one matcher, so that a text is walked once. */
interface Forms {
  add(form: string, payload: Omit<Payload, 'field'>): void
}

function buildFinder(parts: Parts): Lexicon['match'] {
  const matcher = new Matcher<Payload>()
  const formsOf = (field: Field): Forms => ({
    add: (form, payload) => matcher.add(form, { ...payload, field }),
  })
  const [names, deeds, subjects] = [formsOf('names'), formsOf('deeds'), formsOf('subjects')]
  const bound = new Map<string, string>()

  for (const row of parts.entities) {
    for (const lang of LANGS) {
      addNames(names, row.id, row.forms[lang], 'form')
      addNames(names, row.id, row.bare?.[lang], 'bare')
      addNames(names, row.id, row.cued?.[lang], 'cued')
      addNames(names, row.id, row.adjective?.[lang], 'adjective')
    }
    addGuards(names, row.id, row.not)
    for (const form of [row.bound?.zh, row.bound?.ja, row.bound?.ko].flatMap(list => list ?? [])) {
      bound.set(fold(form), row.id)
    }
  }
  for (const office of parts.offices.values()) {
    for (const form of LANGS.flatMap(lang => office.titles[lang] ?? [])) {
      names.add(form, payload('title', office.id, form, 'form', NO_TAGS, { inside: true }))
    }
    addGuards(names, office.id, office.not)
  }
  for (const topic of parts.topics.values()) {
    for (const form of LANGS.flatMap(lang => topic.forms[lang] ?? [])) {
      subjects.add(form, payload('topic', topic.id, form, 'form', NO_TAGS, latinCase(form, { inside: true })))
    }
    addGuards(subjects, topic.id, topic.not)
  }
  const vocabulary = formsOf('vocabulary')
  for (const word of parts.words) addWord(vocabulary, word)
  for (const act of parts.acts.values()) {
    for (const tongue of ['zh', 'ja', 'ko', 'en'] as const) addStems(deeds, act, tongue)
  }

  return (text, tongue) => {
    const key = fold(text)
    const found = findAll(matcher, text, key, tongue)
    const entities = chooseLongest(found.names)
    const covered = coverage(key.length, entities)
    const runs = findBound(key, bound, at => covered[at] === 1).map(
      (one): Mention => ({
        ...one,
        kind: 'entity',
        others: [],
        form: text.slice(one.start, one.end),
        how: 'bound',
        tags: NO_TAGS,
      }),
    )
    const bodies = entities.filter(one => one.kind === 'entity')
    const endOf = new Map(entities.map(one => [one.start, one.end]))
    const acts = chooseLongest(found.deeds).filter(act => !liesWithin(bodies, act))
    const topics = chooseLongest(found.subjects).filter(
      // 戴维营 is a place and stands for what was agreed there
      topic => !liesWithin(bodies, topic) || endOf.get(topic.start) === topic.end,
    )
    const named = keepSupported([...entities, ...runs], parts)
    const inOrder = named.filter(one => one.kind === 'entity').sort((a, b) => a.start - b.start)
    const words = chooseLongest(found.vocabulary).filter(word => !liesWithin(inOrder, word))
    return [...named, ...acts, ...topics, ...words].sort((a, b) => a.start - b.start || b.end - a.end)
  }
}

function payload(
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
function latinCase(form: string, edges: Edges, strict = false): Edges {
  return SHORT_CAPITALS.test(form) || (strict && LATIN_WORD.test(form))
    ? { ...edges, exactCase: form }
    : edges
}

function addNames(names: Forms, id: string, forms: readonly string[] | undefined, how: MentionHow): void {
  for (const form of forms ?? []) {
    const edges = latinCase(
      form,
      HANGUL_START.test(form) ? { particles: true } : {},
      how === 'bare' || id.startsWith('PER.'),
    )
    names.add(form, payload('entity', id, form, how, NO_TAGS, edges))
  }
}

function addGuards(names: Forms, id: string, guards: readonly string[] | undefined, tongue?: Tongue): void {
  for (const form of guards ?? []) {
    const guard = payload('guard', id, form, 'form', NO_TAGS, { inside: true })
    names.add(form, tongue === undefined ? guard : { ...guard, tongue })
  }
}

function addStems(deeds: Forms, act: ActRow, tongue: Tongue): void {
  for (const raw of act.stems[tongue]) {
    const [stem = '', ...tags] = raw.split('@')
    const inside = stem.startsWith('~')
    const form = inside ? stem.slice(1) : stem
    const plain = tongue !== 'en' || tags.some(tag => tag === 'noun' || tag === 'noun2' || tag === 'fixed')
    const forms = plain ? nounForms(form, tags) : inflectPhrase(form)
    const kept = tags.length > 0 ? tags : NO_TAGS
    for (const one of forms)
      deeds.add(one, { ...payload('act', act.id, form, 'form', kept, { inside }), tongue })
  }
  addGuards(deeds, act.id, act.not?.[tongue], tongue)
}

function addWord(vocabulary: Forms, word: WordRow): void {
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

/** `refusal` also stands as `refusals`. */
function nounForms(form: string, tags: readonly string[]): string[] {
  return tags.includes('noun') && /[a-z]$/.test(form) && !form.endsWith('s') ? [form, pluralOf(form)] : [form]
}

/** What is found in one field: what guards against it, and what stands at each place and length. */
interface Finds {
  readonly guards: Found<Payload>[]
  readonly byPlace: Map<number, { found: Found<Payload>; others: string[] }>
}

/** More units than any form has. */
const LONGEST_FORM = 256

const noFinds = (): Finds => ({ guards: [], byPlace: new Map() })

/** All admissible matches, one mention a place and length in each field, guards applied. */
function findAll(
  matcher: Matcher<Payload>,
  text: string,
  key: string,
  tongue?: Tongue,
): Record<Field, Mention[]> {
  const finds: Record<Field, Finds> = {
    names: noFinds(),
    deeds: noFinds(),
    subjects: noFinds(),
    vocabulary: noFinds(),
  }
  // People type questions without capitals: then small letters say nothing.
  const typedSmall = text.length < 400 && text === text.toLowerCase()
  matcher.scan(key, (start, end, payload) => {
    if (isOfOtherHan(payload.tongue, tongue)) return
    const { guards, byPlace } = finds[payload.field]
    const found = { start, end, payload }
    if (payload.kind === 'guard') {
      guards.push(found)
      return
    }
    if (!edgesFit(text, key, start, end, payload.edges, typedSmall)) return
    const place = start * LONGEST_FORM + (end - start)
    const same = byPlace.get(place)
    if (same === undefined) byPlace.set(place, { found, others: [] })
    else if (same.found.payload.id !== payload.id && !same.others.includes(payload.id))
      same.others.push(payload.id)
  })
  return {
    names: mentionsOf(finds.names, text),
    deeds: mentionsOf(finds.deeds, text),
    subjects: mentionsOf(finds.subjects, text),
    vocabulary: mentionsOf(finds.vocabulary, text),
  }
}

function mentionsOf({ guards, byPlace }: Finds, text: string): Mention[] {
  const mentions: Mention[] = []
  const guardsOf = Map.groupBy(guards, guard => guard.payload.id)
  for (const { found, others } of byPlace.values()) {
    const { payload, start, end } = found
    const ids = [payload.id, ...others].filter(id => !isGuarded(guardsOf.get(id), start, end))
    if (ids.length === 0) continue
    mentions.push({
      start,
      end,
      kind: payload.kind as Mention['kind'],
      id: ids[0]!,
      others: ids.slice(1),
      form: text.slice(start, end),
      how: payload.how,
      tags: payload.tags,
    })
  }
  return mentions
}

function isOfOtherHan(form: Tongue | undefined, text: Tongue | undefined): boolean {
  return (form === 'zh' && text === 'ja') || (form === 'ja' && text === 'zh')
}

/** Guards stand in the order of their starts, and none is longer than the forms of the matcher may be. */
function isGuarded(guards: readonly Found<Payload>[] = [], start: number, end: number): boolean {
  let [low, high] = [0, guards.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (guards[middle]!.start <= start) low = middle + 1
    else high = middle
  }
  for (let at = low - 1; at >= 0 && guards[at]!.start > start - LONGEST_FORM; at--)
    if (guards[at]!.end >= end) return true
  return false
}

function coverage(length: number, mentions: readonly { start: number; end: number }[]): Uint8Array {
  const covered = new Uint8Array(length)
  for (const one of mentions) covered.fill(1, one.start, one.end)
  return covered
}

/**
 * Drops names that lean on something absent: a bare surname without the full name or a title of that person beside
 * it, and a name that several countries' bodies bear without a word of that country near it.
 */
function keepSupported(mentions: readonly Mention[], parts: Parts): Mention[] {
  if (mentions.every(m => m.kind !== 'entity' || (m.how !== 'bare' && m.how !== 'cued'))) return [...mentions]
  const { country } = parts
  const full = new Set(mentions.filter(m => m.how === 'form').flatMap(m => [m.id, ...m.others]))
  const countries = new Set(
    mentions.filter(m => m.how !== 'cued' && m.how !== 'bare').map(m => country.get(m.id)),
  )
  const titles = mentions.filter(m => m.kind === 'title')
  const kept: Mention[] = []
  for (const mention of mentions) {
    if (mention.kind !== 'entity' || (mention.how !== 'bare' && mention.how !== 'cued')) {
      kept.push(mention)
      continue
    }
    const fits = (id: string): boolean =>
      mention.how === 'cued'
        ? countries.has(country.get(id))
        : full.has(id) || hasTitleBeside(mention, id, titles, parts) || ENDS_IN_TITLE.test(mention.form)
    const ids = [mention.id, ...mention.others].filter(fits)
    if (ids.length > 0) kept.push({ ...mention, id: ids[0]!, others: ids.slice(1) })
  }
  return kept
}

/** 菅首相: the short name holds its own title; who bore it on the day is settled later. */
const ENDS_IN_TITLE = /.(?:首相|総理|外相|大統領|总统|總統|主席|外长|外長|총리|대통령|외상)$/

function hasTitleBeside(mention: Mention, id: string, titles: readonly Mention[], parts: Parts): boolean {
  const offices = new Set((parts.rolesOf.get(id) ?? []).map(role => role.office))
  return titles.some(title => {
    const gap = title.start >= mention.end ? title.start - mention.end : mention.start - title.end
    return gap >= 0 && gap <= 1 && [title.id, ...title.others].some(office => offices.has(office))
  })
}
