// Candidate days weighed by evidence, as columns.
import type { DateBasis } from '../../model/date.ts'
import type { Candidate, Evidence } from './candidates.ts'

export interface Weighed {
  readonly candidate: Candidate
  readonly weight: number
}

/** Candidates weighed, as columns: thousands of days may be possible, and few of them are ever looked at. */
export interface Scored {
  readonly candidates: readonly Candidate[]
  /** What each candidate weighs before any evidence. */
  readonly own: Float64Array
  /** For each piece of evidence, in its order, the weight it gives to each candidate. */
  readonly parts: readonly Float64Array[]
  readonly shares: Float64Array
  /** Places of the candidates that are likely at all, the likeliest first. */
  readonly likely: readonly number[]
}

/** Days less likely than this are no one's answer, and need no order. */
const LEAST_LIKELY = 1e-6

/** Weighs all candidates by all evidence. */
export function score(pool: readonly Weighed[], evidence: readonly Evidence[]): Scored {
  const candidates = pool.map(one => one.candidate)
  const own = Float64Array.from(pool.map(one => one.weight))
  const parts = evidence.map(one => Float64Array.from(candidates.map(c => one.weigh(c))))
  const totals = own.slice()
  for (const part of parts) addTo(totals, part)
  const best = highest(totals)
  const shares = totals.map(total => Math.exp(total - best))
  const mass = shares.reduce((sum, share) => sum + share, 0)
  const likely: number[] = []
  for (let at = 0; at < shares.length; at++) {
    shares[at]! /= mass
    if (shares[at]! >= LEAST_LIKELY) likely.push(at)
  }
  return { candidates, own, parts, shares, likely: sortByShare(likely, candidates, shares) }
}

/** Likeliest first, of equals the earlier day. */
export function sortByShare(
  places: number[],
  candidates: readonly Candidate[],
  shares: Float64Array,
): number[] {
  return places.sort((a, b) => shares[b]! - shares[a]! || candidates[a]!.n - candidates[b]!.n)
}

export function addTo(sums: Float64Array, column: Float64Array): void {
  for (let at = 0; at < sums.length; at++) sums[at]! += column[at]!
}

/** The highest value; -Infinity of none. */
export function highest(values: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY
  for (let at = 0; at < values.length; at++) most = Math.max(most, values[at]!)
  return most
}

/** What some of the evidence adds, for each candidate, to what it starts with. */
export function hear(
  { parts }: Scored,
  evidence: readonly Evidence[],
  start: Float64Array,
  heard: (basis: DateBasis) => boolean,
): Float64Array {
  const sums = start.slice()
  for (const [at, part] of parts.entries()) if (heard(evidence[at]!.basis)) addTo(sums, part)
  return sums
}
