// What an overview is about: the persons, bodies, topics and deeds that a reader names, and the claims that tell of them.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'
import type { Lang } from '../model/language.ts'
import type { Days } from '../model/overview.ts'
import { type Query, readQuestion, type Unit } from '../search/query.ts'
import type { ScoredSentence } from '../search/score.ts'
import { searchSentences } from '../search/search.ts'
import type { ClaimQuery } from '../store/store.ts'
import type { AnswerDeps } from './answer.ts'
import limits from './data/limits.json' with { type: 'json' }

/** What an overview is about. */
export interface Subject {
  readonly query: Query
  readonly asked: string
  /** Each group is one thing named, with all ids it may mean; a claim tells of the subject when it holds one of each. */
  readonly groups: readonly Unit[]
  readonly window: Days | null
}

/** Most claims looked at for an overview: those of the newest reports. */
const MOST_CLAIMS = 1000
const NAMED: ReadonlySet<Unit['kind']> = new Set(['person', 'body', 'place', 'topic', 'act'])

/** Reads what an overview is to be about. `window` overrides the days named in the words. */
export function readSubject(
  asked: string,
  deps: AnswerDeps,
  options: { lang?: Lang; window?: Days | null } = {},
): Subject {
  const today = deps.clock().toZonedDateTimeISO('UTC').toPlainDate().toString()
  const { words, window } = splitYear(asked)
  const read = readQuestion(words, deps.lexicon, { today, ...(options.lang ? { lang: options.lang } : {}) })
  const days = options.window ?? read.window ?? window
  return {
    query: { ...read, window: days },
    asked: words.replaceAll(/\s+/g, ' ').trim(),
    groups: read.units.filter(unit => NAMED.has(unit.kind)),
    window: days,
  }
}

/** A year that stands alone means its days (GSOMIA 2019), not a word to be found. */
function splitYear(asked: string): { words: string; window: Days | null } {
  const found = /(?<=^|\s)((?:19|20)\d\d)(?=\s|$)/.exec(asked)
  if (found === null || asked.trim() === found[1]) return { words: asked, window: null }
  return {
    words: `${asked.slice(0, found.index)} ${asked.slice(found.index + 4)}`,
    window: { from: `${found[1]}-01-01`, to: `${found[1]}-12-31` },
  }
}

/** True when nothing that was named is known or can be searched for. */
export function isEmptySubject(subject: Subject): boolean {
  return subject.query.units.length === 0 && subject.window === null
}

/** What is stored about a subject. */
export interface About {
  /** From the ledger, and from sentences that hold the subject's words. */
  readonly claims: readonly Claim[]
  /** Those sentences, best first. */
  readonly hits: readonly ScoredSentence[]
}

/** Looks up the subject in the ledger of claims and in the sentences. */
export async function findAbout(subject: Subject, deps: AnswerDeps): Promise<About> {
  const { query, window } = subject
  const found = new Map<string, Claim>()
  for (const claim of await ledgerClaims(subject, deps)) found.set(claim.id, claim)
  const searched =
    query.units.length === 0 ? [] : await searchSentences(query, deps, limits.sentencesOfSubject)
  const hits = searched.filter(holdsSubject)
  for (const claim of hits.flatMap(hit => hit.claims)) found.set(claim.id, claim)
  return { claims: [...found.values()].filter(claim => isWithin(dayOf(claim), window)), hits }
}

/** Everything named stands in the sentence or in one of its claims. */
function holdsSubject(hit: ScoredSentence): boolean {
  return hit.units.every(
    one => (one.found ?? 0) >= limits.ofSubject && (one.where === 'sentence' || one.where === 'claim'),
  )
}

async function ledgerClaims(
  { query, groups, window }: Subject,
  { store, lexicon }: AnswerDeps,
): Promise<readonly Claim[]> {
  // Words that no row of the ledger can hold would be ignored: then sentences alone tell.
  if (query.units.some(unit => !NAMED.has(unit.kind)) || (groups.length === 0 && window === null)) return []
  const page = await store.claimsWhere({
    ...ledgerQuery(groups, lexicon),
    ...daysOf(window),
    limit: MOST_CLAIMS,
  })
  return page.items.filter(claim => groups.every(unit => tellsOf(claim, unit, lexicon)))
}

/** The narrowest of what is named leads: all else is looked at claim by claim. */
function ledgerQuery(groups: readonly Unit[], lexicon: Lexicon): ClaimQuery {
  const topics = groups.filter(unit => unit.kind === 'topic').slice(0, 1)
  const acts = groups.filter(unit => unit.kind === 'act').slice(0, 1)
  const who = ['person', 'body', 'place'] as const
  const lead = who.flatMap(kind => groups.filter(unit => unit.kind === kind)).slice(0, 1)
  return {
    ...(lead.length > 0 ? { entities: lead.flatMap(idsOf) } : {}),
    ...(topics.length > 0 ? { topics: topics.flatMap(unit => topicsUnder(unit, lexicon)) } : {}),
    ...(acts.length > 0 ? { acts: acts.flatMap(unit => idsOf(unit).map(id => id.slice(4))) } : {}),
  }
}

/** Reports of the days, and those after that may tell of them. */
function daysOf(window: Days | null): ClaimQuery {
  if (window === null) return {}
  const late = Temporal.PlainDate.from(window.to).add({ days: limits.daysAfter }).toString()
  return { reportFrom: window.from, reportTo: late }
}

const idsOf = (unit: Unit): string[] => [unit.id, ...unit.also]

function topicsUnder(unit: Unit, lexicon: Lexicon): string[] {
  const ids = new Set(idsOf(unit))
  const under = [...lexicon.topics()].filter(row => row.parent !== undefined && ids.has(row.parent))
  return [...ids, ...under.map(row => row.id)].map(id => id.slice(4))
}

/** The claim holds one of the ids that the unit may mean, in any role. */
export function tellsOf(claim: Claim, unit: Unit, lexicon: Lexicon): boolean {
  const ids = idsOf(unit)
  if (unit.kind === 'act') return ids.includes(`ACT.${claim.act}`)
  if (unit.kind === 'topic') return topicsUnder(unit, lexicon).some(topic => claim.topics.includes(topic))
  const people = [...claim.actors, ...claim.recipients, ...(claim.thirdParties ?? [])]
  if (people.some(one => ids.includes(one.id))) return true
  if (claim.attribution.some(link => link.role === 'speaker' && ids.includes(link.entity))) return true
  // Whoever acts for a state tells of the state.
  if (unit.kind !== 'body' || !/^GOV\.[a-z]+$/.test(unit.id)) return false
  return people.some(one => one.side !== undefined && one.side === lexicon.sideOf(unit.id))
}

/** The day of a claim: the event's where it is known, else the report's. */
export function dayOf(claim: Claim): Claim['timeReported'] {
  return claim.timeEvent?.start ? claim.timeEvent : claim.timeReported
}

/** The date overlaps the days; an unknown one is in none. */
export function isWithin({ start, end }: DateRef, window: Days | null): boolean {
  if (window === null) return true
  return start !== null && start <= window.to && (end ?? start) >= window.from
}

/** Names of the lexicon that resemble what was typed, in the reader's language: for "did you mean". */
export function nearNames(asked: string, lang: Lang, lexicon: Lexicon): string[] {
  const typed = asked.trim().toLowerCase()
  if (typed.length < 2) return []
  const starts = typed.slice(0, Math.max(2, Math.ceil(typed.length * 0.6)))
  const near: string[] = []
  for (const row of [...lexicon.entities(), ...lexicon.topics()]) {
    if (!/^(?:PER|TOP|GOV)\./.test(row.id)) continue
    const names = Object.values(row.forms).flat()
    if (
      names.some(name =>
        name
          .toLowerCase()
          .split(/\s/)
          .some(part => part.startsWith(starts)),
      )
    )
      near.push(lexicon.nameOf(row.id, lang))
    if (near.length === MOST_NEAR) break
  }
  return [...new Set(near)].filter(name => name.toLowerCase() !== typed)
}

const MOST_NEAR = 4
