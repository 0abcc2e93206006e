// Which claims make items, and in what order: official act, then named speech, then unnamed source, then analysis;
// within a rank the weightier act, then the better sourced. Tellings of one thing by several outlets are one item.
import { nearActs } from '../src/lexicon/relations.ts'
import type { Claim } from '../src/model/claim.ts'
import { daysBetween, type Facts, factsOf, isSameThing, othersOf } from './facts.ts'
import type { Told } from './gather.ts'
import { tellOrigins } from './origins.ts'

/** One thing told, by everybody who tells it; the first is the one to quote. */
export interface Candidate {
  readonly told: readonly Told[]
  readonly facts: Facts
  readonly rank: number
  readonly weight: number
  /** Topic to name it by: its own, else another telling's. */
  readonly subject: readonly string[]
  /** One telling of each origin; its length is how many independent ones there are. */
  readonly origins: readonly Told[]
}

/** How much an act says about relations between states, by PLOVER type. */
const SALIENCE: Readonly<Record<string, number>> = {
  SANCTION: 1,
  COERCE: 1,
  MOBILIZE: 0.95,
  ASSAULT: 1,
  REJECT: 0.95,
  THREATEN: 0.9,
  ACCUSE: 0.85,
  AGREE: 0.85,
  CONCEDE: 0.8,
  REQUEST: 0.8,
  RETREAT: 0.85,
  SUPPORT: 0.7,
  COOPERATE: 0.75,
  AID: 0.7,
  CONSULT: 0.65,
  PROTEST: 0.5,
  'STATE*': 0.3,
}
const LOOSE_ACTS = new Set([
  'hope',
  'assess',
  'state',
  'speculate',
  'cooperate',
  'leak_plan',
  'omit',
  'no_comment',
  'announce',
])
/** Said today about tomorrow: the saying itself is the event. Other plans belong under Watch. */
const SPOKEN_PLANS = new Set(['hope', 'pledge'])
/** The desk's beat: a claim must involve one of these. */
const BEAT = new Set(['US', 'JP', 'KR', 'KP', 'CN'])
/** How far before the window an event may lie and still be what the report is about. */
const BACKGROUND_DAYS = 3

/** True when a claim may stand in a digest: by or to somebody of the beat, told as real, and not long past. */
export function isReportable(claim: Claim, from: string): boolean {
  const event = claim.timeEvent?.end ?? null
  const oldest = Temporal.PlainDate.from(from).subtract({ days: BACKGROUND_DAYS }).toString()
  return (
    claim.confidence.band !== 'low' &&
    claim.modality !== 'hypothetical' &&
    (claim.modality !== 'planned' || SPOKEN_PLANS.has(claim.act)) &&
    claim.actors.length > 0 &&
    (event === null || event >= oldest) &&
    [...claim.actors, ...claim.recipients].some(one => one.side !== undefined && BEAT.has(one.side))
  )
}

/** Words that were not said are news only where somebody says so of a deed. */
const SPEECH = new Set(['ACCUSE', 'REQUEST', 'SUPPORT', 'STATE*', 'THREATEN'])

/** 3 official act, 2 named speech, 1 unnamed source, 0 analysis, hearsay or words not said. */
export function rankOf(claim: Claim): number {
  if (claim.polarity === 'negated' && SPEECH.has(claim.plover)) return 0
  if (claim.evidentiality === 'analysis' || claim.evidentiality === 'hearsay') return 0
  if (claim.evidentiality === 'unnamed_source' || claim.modality === 'reported') return 1
  return LOOSE_ACTS.has(claim.act) || (claim.modality === 'planned' && claim.act !== 'pledge') ? 2 : 3
}

interface Group {
  readonly facts: Facts
  readonly told: Told[]
}

/** Under which a group is found: each side with the act and those like it, so that only likely ones are compared. */
function placesOf({ sides, act }: Facts): string[] {
  return sides.flatMap(side => [act, ...nearActs(act)].map(one => `${side} ${one}`))
}

/** Tellings put together, each group in the order found. */
function groupTellings(told: readonly Told[]): Group[] {
  const groups: Group[] = []
  const byPlace = new Map<string, Group[]>()
  for (const one of told) {
    const facts = factsOf(one.claim, one.report)
    const places = placesOf(facts)
    const near = places.flatMap(place => byPlace.get(place) ?? [])
    const group = near.find(each => isSameThing(each.facts, facts))
    if (group !== undefined) {
      group.told.push(one)
      continue
    }
    const fresh = { facts, told: [one] }
    groups.push(fresh)
    for (const place of places) {
      const known = byPlace.get(place)
      if (known) known.push(fresh)
      else byPlace.set(place, [fresh])
    }
  }
  return groups
}

/** Candidates for items of a window that begins on `from`, best first. */
export function rankClaims(told: readonly Told[], from: string): Candidate[] {
  const reportable = told.filter(one => isReportable(one.claim, from))
  const subjects = subjectsOf(told)
  const candidates = groupTellings(reportable).map((group): Candidate => {
    const sorted = [...group.told].sort((a, b) => quality(b) - quality(a))
    const best = sorted[0]!
    const origins = tellOrigins(sorted)
    const facts = factsOf(best.claim, best.report)
    const subject =
      sorted.map(one => factsOf(one.claim, one.report).topics).find(topics => topics.length > 0) ?? []
    const topics = subject.length > 0 ? subject : (subjects.get(best.report.id) ?? [])
    return {
      told: sorted,
      facts: facts.topics.length > 0 ? facts : { ...facts, topics },
      subject:
        sorted.find(one => one.claim.topics.length > 0)?.claim.topics ?? subjects.get(best.report.id) ?? [],
      rank: rankOf(best.claim),
      weight: weightOf(best, origins.length, topics.length > 0) - ageOf(best.claim, from),
      origins,
    }
  })
  // That somebody said something tells nothing by itself; it stands only where there is nothing else.
  const telling = candidates.filter(one => !isBare(one))
  return (telling.length > 0 ? telling : candidates).sort(
    (a, b) => b.rank - a.rank || b.weight - a.weight || compareIds(a, b),
  )
}

/** A loose act towards nobody about nothing that has a name: `Abe: says`. */
function isBare({ told, facts, subject }: Candidate): boolean {
  return LOOSE_ACTS.has(told[0]!.claim.act) && facts.whom.length === 0 && subject.length === 0
}

/** Share of a report's claims with a topic that name the one it is about. */
const MOSTLY = 0.6

/** What each report is mostly about; none where it is about several things. */
function subjectsOf(told: readonly Told[]): Map<string, readonly string[]> {
  const subjects = new Map<string, readonly string[]>()
  for (const [report, list] of Map.groupBy(told, one => one.report.id)) {
    const topics = list.flatMap(one => factsOf(one.claim, one.report).topics.slice(0, 1))
    const [best] = [...Map.groupBy(topics, topic => topic)].sort(([, a], [, b]) => b.length - a.length)
    if (best !== undefined && best[1].length >= 3 && best[1].length >= topics.length * MOSTLY)
      subjects.set(report, [best[0]])
  }
  return subjects
}

/** What lies before the window is background to what lies in it. */
function ageOf({ timeEvent }: Claim, from: string): number {
  const end = timeEvent?.end ?? from
  return end < from ? 0.15 * Math.max(0, daysBetween(end, from) - 1) : 0
}

/** News is written with the weightiest first: 1 for the first sentence of a report, 0 from the ninth on. */
function leadOf(place: number): number {
  return 1 - Math.min(place, 8) / 8
}

/** Weightier acts first; then what more origins tell, what is aimed at somebody, and what has a subject. */
function weightOf({ claim: best, place }: Told, origins: number, hasSubject: boolean): number {
  return (
    0.25 * leadOf(place) -
    (best.confidence.band === 'high' ? 0 : 0.05) -
    (best.polarity === 'negated' ? 0.15 : 0) +
    (SALIENCE[best.plover] ?? 0.4) * (LOOSE_ACTS.has(best.act) ? 0.6 : 1) +
    0.06 * Math.min(4, origins - 1) +
    (othersOf(best).length > 0 || best.actors.length > 1 ? 0.15 : 0) +
    (hasSubject ? 0.1 : 0) +
    0.015 * (best.intensity ?? 0)
  )
}

/** Prefers sure readings, clauses short enough to quote, named voices, and reports that say their day. */
function quality({ claim, sentence, report, place }: Told): number {
  const length = sentence.end - sentence.start
  return (
    claim.confidence.overall +
    0.12 * leadOf(place) +
    rankOf(claim) * 0.05 -
    (length > 260 ? 0.1 : 0) +
    (report.date.precision === 'day' ? 0.06 : 0) +
    (othersOf(claim).length > 0 ? 0.04 : 0) +
    (claim.topics.length > 0 ? 0.02 : 0)
  )
}

function compareIds(a: Candidate, b: Candidate): number {
  return a.told[0]!.claim.id < b.told[0]!.claim.id ? -1 : 1
}
