// Relayed and copied sentences: told once, whoever repeats them.
import type { ScoredSentence } from '../search/score.ts'
import { cutTerms } from '../text/terms.ts'

/** Share of words in common from which two sentences of one language are one telling. */
const SAME = 0.75

/** Keeps the first of every set of near-identical sentences. */
export function withoutCopies(hits: readonly ScoredSentence[]): ScoredSentence[] {
  const kept: { hit: ScoredSentence; terms: ReadonlySet<string> }[] = []
  for (const hit of hits) {
    const terms = new Set(cutTerms(hit.quote, hit.sentence.lang))
    if (kept.some(one => shareOf(one.terms, terms) >= SAME)) continue
    kept.push({ hit, terms })
  }
  return kept.map(one => one.hit)
}

function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let both = 0
  for (const term of a) if (b.has(term)) both++
  return both / (a.size + b.size - both)
}
