// The rows of src/lexicon/data/*.jsonl: one JSON object a line. People edit these files by hand, so every field
// is checked, unknown fields are errors, and what a field means is said here.
import { z } from 'zod'

const langs = z.enum(['zh-Hans', 'zh-Hant', 'ja', 'ko', 'en'])
const names = z.array(z.string().trim().min(1)).min(1)
const namesByLang = z.partialRecord(langs, names)
const day = z.iso.date()
const entityId = z.string().regex(/^(PER|GOV|ORG|PTY|FRC|GRP|OUT|PLC)(\.[a-z0-9_]+)+$/)
const topicId = z.string().regex(/^TOP\.[A-Z0-9_]+$/)
const officeId = z.string().regex(/^[A-Z]{2,4}(\.[a-z0-9_]+)+$/)
const eventId = z.string().regex(/^EVT\.[a-z0-9_]+$/)
const cueId = z.union([entityId, topicId, z.string().regex(/^ACT\.[a-z_]+$/)])
/** ISO 3166-1 alpha-2; bodies of several countries have none. */
const country = z.string().regex(/^[A-Z]{2}$/)

/** One term of office: `from` and `to` are calendar days; on a hand-over day the successor counts. `to: null`: still in office. */
const role = z.strictObject({ office: officeId, from: day, to: day.nullable() })

const entityRow = z.strictObject({
  id: entityId,
  type: z.enum([
    'person',
    'state',
    'government',
    'ministry',
    'office',
    'party',
    'force',
    'organisation',
    'group',
    'outlet',
    'place',
  ]),
  country: country.optional(),
  /** The body this one is part of: `GOV.us` for `GOV.us.state`. */
  parent: entityId.optional(),
  /** Names that can be matched on their own; the first of each language is the display name. */
  forms: namesByLang,
  /** Languages in which no name is in use. */
  absent: z.array(langs).optional(),
  /** Names to be used only after a full name stood in the same report, or beside a title of the person. */
  bare: namesByLang.optional(),
  /** Names that like bodies of several countries bear (外交部, 국방부): valid only with a cue of this row's `country`. */
  cued: namesByLang.optional(),
  /** One-character names, to be used inside compounds alone: 日 in 日美韩, 미 in 한미일. */
  bound: z.strictObject({ zh: names.optional(), ja: names.optional(), ko: names.optional() }).optional(),
  /** Demonyms: `Japanese`, `South Korean`. */
  adjective: namesByLang.optional(),
  roles: z.array(role).optional(),
  /** Longer strings inside which a form is no mention of this row. */
  not: names.optional(),
  /** Rows that bear one of the same forms on purpose: the capital for its government. */
  shares: z
    .array(z.union([entityId, topicId]))
    .min(1)
    .optional(),
  /** Outlets: who owns it, and the languages it publishes in, main one first. */
  ownership: z.enum(['state', 'public', 'private', 'party']).optional(),
  lang: z
    .array(z.string().regex(/^[a-z]{2}(-Han[st])?$/))
    .min(1)
    .optional(),
})

const officeRow = z.strictObject({
  id: officeId,
  country: country.optional(),
  /** True where one person holds it at a time: its roles never overlap. */
  unique: z.boolean(),
  /** The body it heads or belongs to. */
  of: entityId.optional(),
  /** Titles as the press writes them, without the country; the first of each language is the display name. */
  titles: z.record(langs, names),
  /** Longer strings inside which a title is none: 外相 in 此外相关. */
  not: names.optional(),
})

const topicRow = z.strictObject({
  id: topicId,
  type: z.enum(['topic', 'agreement']),
  parent: topicId.optional(),
  forms: namesByLang,
  absent: z.array(langs).optional(),
  not: names.optional(),
  /** Rows that bear one of the same forms on purpose. */
  shares: z
    .array(z.union([topicId, entityId]))
    .min(1)
    .optional(),
  /** Agreements: the day it was signed or adopted. */
  date: day.optional(),
})

const eventRow = z.strictObject({
  id: eventId,
  date: day,
  /** Last day, for what took several; null for one day. */
  end: day.nullable(),
  kind: z.string().regex(/^[a-z_]+$/),
  participants: z.array(entityId),
  place: entityId.nullable(),
  topics: z.array(topicId),
  names: z.record(langs, z.string().trim().min(1)),
  /** Alternatives; each is a list of ids that must all be mentioned in one sentence. Empty: known by date only. */
  cues: z.array(z.array(cueId).min(1)),
})

/** A person, state, body, outlet or place: persons.jsonl, states.jsonl, outlets.jsonl, places.jsonl. */
export type EntityRow = z.infer<typeof entityRow>
/** An office with its titles: offices.jsonl. */
export type OfficeRow = z.infer<typeof officeRow>
/** A subject of talks, or an agreement: topics.jsonl. */
export type TopicRow = z.infer<typeof topicRow>
/** A dated occurrence by which an undated report can be dated: events.jsonl. */
export type EventRow = z.infer<typeof eventRow>

/** Parses one row of persons, states, outlets or places; throws a ZodError on any fault. */
export const EntityRow: z.ZodType<EntityRow> = entityRow
/** Parses one row of offices; throws a ZodError on any fault. */
export const OfficeRow: z.ZodType<OfficeRow> = officeRow
/** Parses one row of topics; throws a ZodError on any fault. */
export const TopicRow: z.ZodType<TopicRow> = topicRow
/** Parses one row of events; throws a ZodError on any fault. */
export const EventRow: z.ZodType<EventRow> = eventRow
