// What is new to a channel, claim by claim, against what it was told before.
import type { DigestItem } from '../src/model/digest.ts'
import { type Facts, type Relation, relationTo } from './facts.ts'
import { originNames } from './origins.ts'
import type { Candidate } from './rank.ts'

/** One item as a channel was told it: kept with its delivery. */
export interface Remembered {
  readonly facts: Facts
  readonly headline: string
  /** Day of the digest it stood in. */
  readonly day: string
  readonly origins: readonly string[]
  /** Only unnamed sources stood behind it. */
  readonly unnamed: boolean
  readonly claims: readonly string[]
  readonly articles: readonly string[]
}

/** Something remembered with where its readers found it. */
export interface ToldBefore extends Remembered {
  readonly delivery: string
  readonly thread: string | null
}

export interface Novel {
  readonly candidate: Candidate
  readonly novelty: DigestItem['novelty']
  /** What it repeats, adds to or contradicts. */
  readonly of: Remembered | null
}

/** Strongest first: what is a contradiction of one thing told may be an update of another. */
const ORDER: readonly NonNullable<Relation>[] = [
  'contradiction',
  'reversal',
  'realised',
  'repetition',
  'again',
  'further',
]
const MEANS: Readonly<Record<NonNullable<Relation>, DigestItem['novelty']>> = {
  contradiction: 'contradiction',
  reversal: 'update',
  realised: 'update',
  repetition: 'repetition',
  again: 'update',
  further: 'update',
}

/** How a candidate stands to all that was told, latest first. */
export function noveltyOf(candidate: Candidate, told: readonly Remembered[]): Novel {
  let found: { relation: NonNullable<Relation>; of: Remembered } | null = null
  for (const of of told) {
    const relation = of.claims.includes(candidate.told[0]!.claim.id)
      ? 'repetition'
      : relationTo(candidate.facts, of.facts)
    if (relation === null) continue
    if (found === null || ORDER.indexOf(relation) < ORDER.indexOf(found.relation)) found = { relation, of }
  }
  if (found === null) return { candidate, novelty: 'new', of: null }
  if (found.relation === 'repetition' && isConfirmed(candidate, found.of))
    return { candidate, novelty: 'update', of: found.of }
  return { candidate, novelty: MEANS[found.relation], of: found.of }
}

/** What only unnamed sources had said is now said by somebody with a name, elsewhere. */
function isConfirmed(candidate: Candidate, before: Remembered): boolean {
  const fresh = originNames(candidate.told).some(origin => !before.origins.includes(origin))
  return before.unnamed && fresh && candidate.told.some(one => one.claim.sourceQuality.named)
}

/** What is not a repetition; within a rank the new before the updated. */
export function keepNovel(candidates: readonly Candidate[], told: readonly Remembered[]): Novel[] {
  return candidates
    .map(candidate => noveltyOf(candidate, told))
    .filter(one => one.novelty !== 'repetition')
    .sort(
      (a, b) =>
        b.candidate.rank - a.candidate.rank ||
        Number(b.novelty !== 'update') - Number(a.novelty !== 'update'),
    )
}

/** A candidate as it will be remembered once told. */
export function remember(candidate: Candidate, headline: string, day: string): Remembered {
  return {
    facts: candidate.facts,
    headline,
    day,
    origins: originNames(candidate.told),
    unnamed: !candidate.told.some(one => one.claim.sourceQuality.named),
    claims: candidate.told.map(one => one.claim.id),
    articles: [...new Set(candidate.told.map(one => one.article.id))],
  }
}
