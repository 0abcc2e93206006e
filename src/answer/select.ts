// Which sentences say most: near the centre of what all say, of some weight as deeds, early in their report, and
// adding something to those chosen before. Concepts count beside words, so that languages meet.
import type { Mention } from '../lexicon/lexicon.ts'
import type { Claim } from '../model/claim.ts'
import type { Lang } from '../model/language.ts'
import { cutTerms } from '../text/terms.ts'
import weights from './data/weights.json' with { type: 'json' }
import { isTellable, weighClaim } from './tellings.ts'
import { isEvidence } from './verify-form.ts'

/** A sentence that may be chosen. */
export interface Candidate {
  readonly quote: string
  readonly lang: Lang
  readonly claims: readonly Claim[]
  readonly mentions: readonly Mention[]
  /** 0-based place in its report. */
  readonly at: number
  /** How much of the subject it holds, 0..1; 1 where everything is the subject. */
  readonly support: number
}

/** The best `most` candidates, best first. */
export function selectSentences<T extends Candidate>(candidates: readonly T[], most: number): T[] {
  const able = candidates.filter(one => isSentence(one))
  const vectors = vectorsOf(able)
  const centre = centreOf(vectors)
  const scores = able.map((one, i) => weigh(one, cosine(vectors[i]!, centre)))
  const chosen: number[] = []
  while (chosen.length < most) {
    let best = -1
    let bestScore = 0
    for (const [i, score] of scores.entries()) {
      if (chosen.includes(i)) continue
      const likeness = Math.max(0, ...chosen.map(other => cosine(vectors[i]!, vectors[other]!)))
      if (likeness > weights.repeats) continue
      const worth = score * (1 - weights.novelty * likeness)
      if (worth > bestScore) [best, bestScore] = [i, worth]
    }
    if (best < 0) break
    chosen.push(best)
  }
  return chosen.map(i => able[i]!)
}

/** Long enough to say something, short enough to be read, and a telling: no question, order or word to the reader. */
function isSentence({ quote, lang }: Candidate): boolean {
  const length = quote.trim().length
  const [least, most] = lang === 'en' ? [30, 420] : [12, 220]
  return length >= least && length <= most && isEvidence(quote, lang)
}

function weigh({ claims, at, support }: Candidate, centrality: number): number {
  const deed = Math.max(0, ...claims.filter(isTellable).map(weighClaim))
  return (
    support *
    (weights.centrality * centrality + weights.deed * Math.min(1, deed / 1.3) + weights.early / (1 + at))
  )
}

type Vector = ReadonlyMap<string, number>

/** Words and concepts by how rare they are among the candidates, at length 1. */
function vectorsOf(candidates: readonly Candidate[]): Vector[] {
  const bags = candidates.map(({ quote, lang, mentions }) => {
    const concepts = mentions.filter(m => m.kind !== 'title').map(m => m.id)
    return new Set([...cutTerms(quote, lang), ...concepts])
  })
  const frequency = new Map<string, number>()
  for (const bag of bags) for (const term of bag) frequency.set(term, (frequency.get(term) ?? 0) + 1)
  return bags.map(bag => {
    const vector = new Map<string, number>()
    for (const term of bag) vector.set(term, Math.log(1 + candidates.length / frequency.get(term)!))
    return atLengthOne(vector)
  })
}

function atLengthOne(vector: Map<string, number>): Vector {
  const length = Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0)) || 1
  for (const [term, value] of vector) vector.set(term, value / length)
  return vector
}

function centreOf(vectors: readonly Vector[]): Vector {
  const centre = new Map<string, number>()
  for (const vector of vectors)
    for (const [term, value] of vector) centre.set(term, (centre.get(term) ?? 0) + value)
  return atLengthOne(centre)
}

function cosine(a: Vector, b: Vector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [term, value] of small) sum += value * (large.get(term) ?? 0)
  return sum
}
