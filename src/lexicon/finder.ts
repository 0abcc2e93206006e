// Finds everything the lexicon knows in a text: one walk over the text for all fields, then the longest match of each
// field, what guards forbid, and what leans on something absent.
import { LANGS, type Tongue } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { liesWithin } from '../text/spans.ts'
import type { ActRow } from './act-rows.ts'
import { findBound } from './compounds.ts'
import {
  addGuards,
  addNames,
  addStems,
  addWord,
  type Field,
  type Forms,
  latinCase,
  NO_TAGS,
  type Payload,
  payload,
} from './forms.ts'
import type { Lexicon, Mention, Role } from './lexicon.ts'
import { chooseLongest, edgesFit, type Found, Matcher } from './matcher.ts'
import type { EntityRow, OfficeRow, TopicRow } from './rows.ts'
import { keepSupported } from './support.ts'
import type { WordRow } from './word-rows.ts'

/** The rows that are looked for. */
export interface Parts {
  readonly country: ReadonlyMap<string, string | undefined>
  readonly entities: readonly EntityRow[]
  readonly offices: ReadonlyMap<string, OfficeRow>
  readonly topics: ReadonlyMap<string, TopicRow>
  readonly acts: ReadonlyMap<string, ActRow>
  readonly words: readonly WordRow[]
  readonly rolesOf: ReadonlyMap<string, readonly Role[]>
}

/** Compiles the rows into the lexicon's `match`. */
export function buildFinder(parts: Parts): Lexicon['match'] {
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
    // "sent tents" is told by its object, "sent" alone by nothing
    const isSurer = payload.edges.object !== undefined && same?.found.payload.edges.object === undefined
    if (same === undefined || isSurer) byPlace.set(place, { found, others: [] })
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
