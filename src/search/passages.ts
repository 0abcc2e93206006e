// Reports first, then their sentences: which reports hold most of the words of a question, in whatever language, and
// which of their sentences holds most of them together.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Store, StoredReport } from '../store/store.ts'
import { fold } from '../text/fold.ts'
import weights from './data/passages.json' with { type: 'json' }
import type { Query } from './query.ts'
import { scopesOf } from './scopes.ts'
import { holdsWanted } from './wanted.ts'
import type { AskedWord } from './words.ts'

export type PassageFeature = keyof typeof weights.weights

/** A report with how well it fits the words of a question. */
export interface Passage {
  readonly read: StoredReport
  /** Higher is better; comparable within one question. */
  readonly score: number
  readonly features: Readonly<Record<PassageFeature, number>>
  /** Of each sentence in order, the share of the question's words it holds, rare words counting more, 0..1. */
  readonly sentences: readonly number[]
}

/** A word with how much it tells reports apart. */
export interface RareWord extends AskedWord {
  readonly rarity: number
}

/** The words of a question with their rarity in a store: that of all their ways together. */
export async function withRarity(words: readonly AskedWord[], store: Store): Promise<RareWord[]> {
  const { reports, of } = await store.documentFrequency([
    ...new Set(words.flatMap(word => word.any.flatMap(way => way.all))),
  ])
  return words.map(word => {
    const frequency = word.any.reduce((sum, way) => {
      const rarest = Math.min(...way.all.map(term => of.get(term) ?? 0))
      return sum + way.weight * rarest
    }, 0)
    const rarity = word.weight * Math.log(1 + (reports + 0.5) / (frequency + 0.5))
    return { ...word, rarity }
  })
}

/** Scores reports against the words of a question, best first. `found` tells their scores in the index. */
export function rankPassages(
  query: Query,
  words: readonly RareWord[],
  reads: readonly StoredReport[],
  found: ReadonlyMap<string, { readonly score: number; readonly covered: number }>,
  lexicon: Lexicon,
): Passage[] {
  const top = Math.max(...[...found.values()].map(one => one.score), 1e-9)
  const key = fold(query.text.slice(0, 300))
  return reads
    .map(read => {
      const hit = found.get(read.report.id)
      const held = holdingOf(words, read, lexicon)
      const own = held.sentences
      const best = Math.max(0, ...own)
      const wanted = read.sentences.map((sentence, at) => {
        const quote = read.article.text.slice(sentence.start, sentence.end)
        const mentions = scopesOf(read, lexicon, true).sentences[at]!.mentions
        return holdsWanted(query, quote, sentence.lang, mentions) === true ? own[at]! : 0
      })
      const features: Passage['features'] = {
        index: (hit?.score ?? 0) / top,
        covered: held.covered,
        words: held.share,
        sentence: best,
        together: Math.max(
          0,
          ...own.map((share, at) => share + 0.5 * Math.max(own[at - 1] ?? 0, own[at + 1] ?? 0)),
        ),
        names: held.names,
        wanted: Math.max(0, ...wanted),
        run: longestRun(key, fold(read.article.text.slice(0, 6000))) / Math.max(8, key.length),
      }
      return { read, score: scoreOf(features), features, sentences: own }
    })
    .sort((a, b) => b.score - a.score)
}

function scoreOf(features: Passage['features']): number {
  let sum = 0
  for (const [name, weight] of Object.entries(weights.weights))
    sum += weight * features[name as PassageFeature]
  return sum
}

/** Where a sentence stands in a list of what was found, given how well it answers. */
export function rankOf(score: number, passage: Passage, at: number): number {
  const { order } = weights
  return order.score * score + order.passage * passage.score + order.words * passage.sentences[at]!
}

interface Holding {
  /** Share of the words' rarity that the report holds, and share of the words by their number. */
  readonly covered: number
  readonly share: number
  /** The same of words with a digit or a capital. */
  readonly names: number
  readonly sentences: readonly number[]
}

function holdingOf(words: readonly RareWord[], read: StoredReport, lexicon: Lexicon): Holding {
  const { sentences, wholeTerms } = scopesOf(read, lexicon, true)
  const total = words.reduce((sum, word) => sum + word.rarity, 0) || 1
  const sums = new Float64Array(sentences.length)
  let [covered, held, names, allNames] = [0, 0, 0, 0]
  for (const word of words) {
    const isName = /[\p{Lu}\d\u30a1-\u30fa]/u.test(word.surface)
    if (isName) allNames += word.rarity
    const ways = word.any.filter(way => way.all.every(term => wholeTerms.has(term)))
    if (ways.length === 0) continue
    const most = Math.max(...ways.map(way => way.weight))
    covered += word.rarity * most
    held += most
    if (isName) names += word.rarity * most
    for (const [at, scope] of sentences.entries()) {
      let here = 0
      for (const way of ways)
        if (way.weight > here && way.all.every(term => scope.terms.has(term))) here = way.weight
      sums[at]! += word.rarity * here
    }
  }
  return {
    covered: covered / total,
    share: held / Math.max(1, words.length),
    names: allNames === 0 ? 0 : names / allNames,
    sentences: Array.from(sums, sum => sum / total),
  }
}

/** Length of the longest run of characters that stands in both. */
function longestRun(question: string, text: string): number {
  let longest = 0
  for (let start = 0; start + longest < question.length; start++)
    while (start + longest < question.length && text.includes(question.slice(start, start + longest + 1)))
      longest++
  return longest
}
