// How much two paragraphs have in common: the measure by which interleaved reports are told apart. No language is
// assumed: East Asian text is compared by pairs of characters, the rest by words, all by numbers and,
// when known, by the entities mentioned. What is rare on the page weighs most.
import { z } from 'zod'
import { fold } from '../text/fold.ts'
import { readRows } from './blocks-patterns.ts'
import commonTerms from './data/common-terms.json' with { type: 'json' }

const wordRow = z.strictObject({
  lang: z.enum(['zh', 'ja', 'ko', 'en']),
  /** Words of any news: sharing them says nothing. */
  words: z.array(z.string().min(1)).min(1),
})
const STOP = new Set(readRows('common-words.jsonl', wordRow).flatMap(row => row.words.map(fold)))

const levels = z.record(z.string().regex(/^0\.\d+$/), z.string())
const commonTable = z.strictObject({ about: z.string(), zh: levels, ja: levels, ko: levels, en: levels })

/** How little a term says because many reports on diplomacy have it: 1 nothing against it, 0 everyone has it. */
const WEIGHTS = readWeights()

function readWeights(): ReadonlyMap<string, number> {
  const { about: _, ...byLang } = commonTable.parse(commonTerms)
  const weights = new Map<string, number>()
  for (const shares of Object.values(byLang))
    for (const [share, terms] of Object.entries(shares))
      for (const term of terms.split(' '))
        weights.set(term, Math.min(weights.get(term) ?? 1, weighShare(Number(share))))
  return weights
}

/** Inverse document frequency by share, scaled to 1 for a term that one report in a hundred has. */
function weighShare(share: number): number {
  return Math.min(1, Math.log(share) / Math.log(0.01) + 0.15)
}

const MENTION_WEIGHT = 0.7
const NAME_WEIGHT = 1.6

/** Symmetric similarities of `n` blocks, 0..1, row by row. */
export interface Similarity {
  readonly n: number
  readonly at: Float64Array
}

type Counts = Map<string, number>

function add(counts: Counts, term: string, weight = 1): void {
  if (!STOP.has(term)) counts.set(term, (counts.get(term) ?? 0) + weight)
}

function addPairs(counts: Counts, run: string): void {
  for (let i = 0; i + 2 <= run.length; i++) add(counts, run.slice(i, i + 2))
}

const RUNS =
  /[\u3400-\u9fff\uf900-\ufaff々]+|[\u30a1-\u30fa\u30fc]+|[\uac00-\ud7af]+|\d[\d.,]*[年月日时分人万亿元円억만원년월일]?|[\p{Script=Latin}][\p{Script=Latin}'-]*/gu

/** The terms of a paragraph and how often each occurs. */
export function countTerms(text: string, mentions: readonly string[] = []): Counts {
  const counts: Counts = new Map()
  const key = fold(text)
  for (const match of key.matchAll(RUNS)) {
    const run = match[0]
    const unit = run.charCodeAt(0)
    if (unit >= 0x30 && unit <= 0x39) add(counts, run)
    else if (unit >= 0x30a1 && unit <= 0x30fc) {
      if (run.length > 1) add(counts, run, NAME_WEIGHT)
    } else if (unit >= 0x2e80) addPairs(counts, run)
    else if (run.length > 2 && !STOP.has(run)) {
      const isName = text.charCodeAt(match.index) !== unit && !/[.!?"”]\s*$/.test(text.slice(0, match.index))
      const stem = run.replace(/'s?$|(?<=\p{L}{4})(?:ing|ed|es|s|ly)$/u, '')
      add(counts, stem, isName ? NAME_WEIGHT : 1)
    }
  }
  for (const id of mentions) add(counts, `#${id}`, MENTION_WEIGHT)
  return counts
}

/** Compares blocks by the terms they share, each weighed by how few blocks of the page have it. */
export function compareBlocks(blocks: readonly Counts[]): Similarity {
  const n = blocks.length
  const spread = new Map<string, number>()
  for (const counts of blocks) for (const term of counts.keys()) spread.set(term, (spread.get(term) ?? 0) + 1)
  const postings = new Map<string, [block: number, weight: number][]>()
  const norms = new Float64Array(n)
  for (const [block, counts] of blocks.entries())
    for (const [term, count] of counts) {
      const df = spread.get(term)!
      if (df < 2) continue
      const weight = (1 + Math.log(count)) * Math.sqrt(Math.log(1 + n / df)) * (WEIGHTS.get(term) ?? 1)
      norms[block]! += weight * weight
      const list = postings.get(term)
      if (list) list.push([block, weight])
      else postings.set(term, [[block, weight]])
    }
  const at = new Float64Array(n * n)
  for (const list of postings.values())
    for (let i = 0; i < list.length; i++)
      for (let j = i + 1; j < list.length; j++) {
        const [a, wa] = list[i]!
        const [b, wb] = list[j]!
        at[a * n + b]! += wa * wb
      }
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) {
      const norm = Math.sqrt(norms[a]! * norms[b]!)
      at[b * n + a] = at[a * n + b] = norm === 0 ? 0 : at[a * n + b]! / norm
    }
  return { n, at }
}
