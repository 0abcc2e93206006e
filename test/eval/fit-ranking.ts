// Fits the weights of the ranking to the dev part of our own questions and prints them:
// `node test/eval/fit-ranking.ts`. Listwise logistic regression, held near the weights as they are.
import { fileURLToPath } from 'node:url'
import { ingestPath } from '../../src/ingest/ingest.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import ranking from '../../src/search/data/ranking.json' with { type: 'json' }
import { readQuestion } from '../../src/search/query.ts'
import type { Feature } from '../../src/search/rank.ts'
import { searchSentences } from '../../src/search/search.ts'
import { openStore } from '../../src/store/open.ts'
import { ownQuestions, splitHeld } from './questions.ts'

const NAMES = Object.keys(ranking.weights) as Feature[]
const START = NAMES.map(name => ranking.weights[name])
/** Sharpness of the choice among the sentences of a question, pull towards the start, and size and number of steps. */
const SHARPNESS = 6
const PULL = 0.3
const STEP = 0.05
const STEPS = 400

interface Example {
  readonly features: readonly (readonly number[])[]
  readonly right: readonly number[]
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, i) => sum + v * b[i]!, 0)
const plain = (text: string): string => text.replaceAll(/\s+/g, '')

async function readExamples(): Promise<Example[]> {
  const lexicon = openLexicon()
  const store = await openStore(':memory:', { clock: () => new Date('2026-01-01T00:00:00Z') })
  const clock = (): Temporal.Instant => Temporal.Instant.from('2026-01-01T00:00:00Z')
  const samples = fileURLToPath(new URL('../../samples/', import.meta.url))
  for await (const outcome of ingestPath(samples, { store, lexicon, clock }, { maxBytes: 20_000_000 })) {
    if (outcome.failed) throw new Error(`${outcome.path}: ${outcome.skipped}`)
  }
  const examples: Example[] = []
  for (const gold of splitHeld(ownQuestions()).dev) {
    const needed = gold.evidence.filter(one => one.part > 0).map(one => plain(one.text))
    const hits = await searchSentences(readQuestion(gold.question, lexicon), { store, lexicon }, 2000)
    const right = hits.flatMap((hit, at) => {
      const quote = plain(hit.quote)
      return needed.some(text => quote.includes(text) || text.includes(quote)) ? [at] : []
    })
    if (right.length > 0)
      examples.push({ features: hits.map(hit => NAMES.map(name => hit.features[name])), right })
  }
  await store.close()
  return examples
}

/** Mean features of sentences, each as likely as its score makes it. */
function meanOf(features: Example['features'], weights: readonly number[]): number[] {
  const scores = features.map(one => SHARPNESS * dot(weights, one))
  const most = Math.max(...scores)
  const shares = scores.map(score => Math.exp(score - most))
  const total = shares.reduce((sum, share) => sum + share, 0)
  return NAMES.map((_, f) => features.reduce((sum, one, i) => sum + (shares[i]! / total) * one[f]!, 0))
}

function fitWeights(examples: readonly Example[]): number[] {
  let weights = [...START]
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map((weight, f) => PULL * (weight - START[f]!))
    for (const { features, right } of examples) {
      const all = meanOf(features, weights)
      const good = meanOf(
        right.map(at => features[at]!),
        weights,
      )
      for (let f = 0; f < slope.length; f++) slope[f]! += (SHARPNESS * (all[f]! - good[f]!)) / examples.length
    }
    weights = weights.map((weight, f) => weight - STEP * slope[f]!)
  }
  return weights
}

function firstRight(examples: readonly Example[], weights: readonly number[], most: number): number {
  const within = examples.filter(({ features, right }) => {
    const scores = features.map(one => dot(weights, one))
    const best = Math.max(...right.map(at => scores[at]!))
    return scores.filter(score => score > best).length < most
  })
  return within.length / examples.length
}

const examples = await readExamples()
const weights = fitWeights(examples)
for (const [name, value] of [
  ['now', START],
  ['fitted', weights],
] as const) {
  const shares = [1, 3, 10].map(most => `${most}: ${firstRight(examples, value, most).toFixed(3)}`)
  process.stdout.write(
    `${name}: evidence among the first ${shares.join(', ')} of ${examples.length} questions\n`,
  )
}
process.stdout.write(
  `${JSON.stringify(Object.fromEntries(NAMES.map((name, f) => [name, Math.round(weights[f]! * 100) / 100])))}\n`,
)
