// Which claims make items, and in what order: official act, then named speech, then unnamed source, then analysis;
// within a rank the weightier act, then the better sourced. Claims about one thing by several outlets are one item.
import type { Claim } from '../src/model/claim.ts'
import type { Told } from './gather.ts'

/** One thing told, by everybody who tells it; the first is the one to quote. */
export interface Candidate {
  readonly told: readonly Told[]
  readonly rank: number
  readonly weight: number
  /** Origins that do not copy each other. */
  readonly origins: number
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
  'announce',
  'pledge',
])
/** Said today about tomorrow: the saying itself is the event. Other plans belong under Watch. */
const SPOKEN_PLANS = new Set(['hope', 'pledge'])
/** The desk's beat: a claim must involve one of these. */
const BEAT = new Set(['US', 'JP', 'KR', 'KP', 'CN'])

/** True when a claim may stand in a digest: read surely enough, by or to somebody of the beat, and told as real. */
export function isReportable(claim: Claim): boolean {
  return (
    claim.confidence.band === 'high' &&
    claim.modality !== 'hypothetical' &&
    (claim.modality !== 'planned' || SPOKEN_PLANS.has(claim.act)) &&
    claim.actors.length > 0 &&
    [...claim.actors, ...claim.recipients].some(one => one.side !== undefined && BEAT.has(one.side))
  )
}

/** 3 official act, 2 named speech, 1 unnamed source, 0 analysis or hearsay. */
export function rankOf(claim: Claim): number {
  if (claim.evidentiality === 'analysis' || claim.evidentiality === 'hearsay') return 0
  if (claim.evidentiality === 'unnamed_source' || claim.modality === 'reported') return 1
  return LOOSE_ACTS.has(claim.act) || claim.modality === 'planned' ? 2 : 3
}

/** Who published it first: relays of one story count once. */
export function originOf(told: Told): string {
  const outlet =
    told.claim.attribution.find(link => link.role === 'outlet') ??
    told.claim.attribution.find(link => link.role === 'relay')
  return outlet?.entity ?? told.report.chain[0]?.name ?? told.article.id
}

/** Two tellings of one thing: same act and polarity, same sides acting, and nothing named that the other excludes. */
function isSameThing(a: Claim, b: Claim): boolean {
  if (a.act !== b.act || a.polarity !== b.polarity) return false
  const sides = (refs: Claim['actors']): string[] => refs.map(ref => ref.side ?? ref.id)
  const meet = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === 0 || other.length === 0 || one.some(id => other.includes(id))
  const actors = sides(a.actors)
  return (
    actors.length > 0 &&
    sides(b.actors).some(side => actors.includes(side)) &&
    meet(sides(a.recipients), sides(b.recipients)) &&
    meet(a.topics, b.topics)
  )
}

/** Tellings put together, each group in the order found. */
function groupTellings(told: readonly Told[]): Told[][] {
  const groups: Told[][] = []
  const byAct = new Map<string, Told[][]>()
  for (const one of told) {
    const same = byAct.get(one.claim.act) ?? []
    const group = same.find(list => isSameThing(list[0]!.claim, one.claim))
    if (group !== undefined) {
      group.push(one)
      continue
    }
    const fresh = [one]
    groups.push(fresh)
    byAct.set(one.claim.act, [...same, fresh])
  }
  return groups
}

/** Candidates for items, best first. */
export function rankClaims(told: readonly Told[]): Candidate[] {
  const candidates = groupTellings(told.filter(one => isReportable(one.claim))).map((group): Candidate => {
    const sorted = [...group].sort((a, b) => quality(b) - quality(a))
    const best = sorted[0]!.claim
    const origins = new Set(group.map(originOf)).size
    return { told: sorted, rank: rankOf(best), weight: weightOf(best, origins), origins }
  })
  return candidates.sort((a, b) => b.rank - a.rank || b.weight - a.weight || compareIds(a, b))
}

/** Weightier acts first; then what more origins tell, what is aimed at somebody, and what has a subject. */
function weightOf(best: Claim, origins: number): number {
  return (
    (SALIENCE[best.plover] ?? 0.4) * (LOOSE_ACTS.has(best.act) ? 0.6 : 1) +
    0.06 * Math.min(4, origins - 1) +
    (best.recipients.length > 0 || best.actors.length > 1 ? 0.15 : 0) +
    (best.topics.length > 0 ? 0.1 : 0) +
    0.03 * (best.intensity ?? 0)
  )
}

/** Prefers sure readings, clauses short enough to quote, named voices, and reports that say their day. */
function quality({ claim, sentence, report }: Told): number {
  const length = sentence.end - sentence.start
  return (
    claim.confidence.overall +
    rankOf(claim) * 0.05 -
    (length > 260 ? 0.1 : 0) +
    (report.date.precision === 'day' ? 0.06 : 0)
  )
}

function compareIds(a: Candidate, b: Candidate): number {
  return a.told[0]!.claim.id < b.told[0]!.claim.id ? -1 : 1
}

/** The first `most` that do not repeat one another: at most two a report, and one a sentence. */
export function chooseItems(candidates: readonly Candidate[], most: number): Candidate[] {
  const chosen: Candidate[] = []
  const perReport = new Map<string, number>()
  const sentences = new Set<string>()
  for (const candidate of candidates) {
    if (chosen.length === most) break
    const { report, sentence } = candidate.told[0]!
    if (sentences.has(sentence.id) || (perReport.get(report.id) ?? 0) >= 2) continue
    chosen.push(candidate)
    sentences.add(sentence.id)
    perReport.set(report.id, (perReport.get(report.id) ?? 0) + 1)
  }
  return chosen
}
