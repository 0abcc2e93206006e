// The lexicon: who is who, what people do, what it is about, in every script. Everything is data in data/*.jsonl;
// this file loads it, finds it in text, and answers "who held which office when".
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { messageOf, UserError } from '../errors.ts'
import type { Lang, Tongue } from '../model/language.ts'
import { ActRow } from './act-rows.ts'
import { buildFinder } from './finder.ts'
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
  word(id: string): WordRow | undefined
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
  const wordsById = byId(words)
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
    word: id => wordsById.get(id),
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
