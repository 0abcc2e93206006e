// How many tokens a model is sent for a question and for a digest, against the naive way of sending the articles
// themselves. Tokens are estimated the same way on both sides (src/llm/tokens.ts); no model is needed.
import { fileURLToPath } from 'node:url'
import { buildDigest } from '../digests/digest.ts'
import { answerQuestion } from '../src/answer/answer.ts'
import { ingestPath } from '../src/ingest/ingest.ts'
import { contentHashOf, readArticle } from '../src/ingest/read-article.ts'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { estimateTokens } from '../src/llm/tokens.ts'
import type { ParsedItem } from '../src/model/article.ts'
import { LANGS } from '../src/model/language.ts'
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/store.ts'
import { laterQuestions, ownQuestions } from '../test/eval/questions.ts'
import { scriptedModel } from '../test/helpers/scripted.ts'
import { writeArticle } from './articles.ts'
import { type BenchResult, figure, figureWithGoal, median } from './figures.ts'
import { readMaterial } from './templates.ts'

const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url))
const NOW = Temporal.Instant.from('2026-01-01T00:00:00Z')
const ARTICLES_OF_A_DAY = 200

/** Questions over the samples, and digests of a day of 200 articles, in every language. */
export async function run(): Promise<BenchResult> {
  const questions = await askQuestions()
  const digests = await writeDigests()
  return {
    bench: 'tokens',
    command: 'npm run bench -- tokens',
    figures: [
      figure(
        'input of a question',
        median(questions.sent),
        'tokens, median',
        `${questions.sent.length} questions`,
      ),
      figureWithGoal('input of the longest question', Math.max(...questions.sent), 'tokens', {
        atMost: 4000,
      }),
      figure('of which instructions, the same every time', questions.instructions, 'tokens'),
      figure('naive: the articles of the sentences shown', median(questions.naive), 'tokens, median'),
      figure(
        `input of a digest of ${ARTICLES_OF_A_DAY} articles`,
        median(digests.sent),
        'tokens, median',
        'five languages',
      ),
      figure(`naive: all ${ARTICLES_OF_A_DAY} articles`, digests.naive, 'tokens'),
      figureWithGoal('naive ÷ ours, digest', digests.naive / Math.max(...digests.sent), 'times fewer', {
        atLeast: 10,
      }),
    ],
  }
}

async function askQuestions(): Promise<{ sent: number[]; naive: number[]; instructions: number }> {
  const store = await openStore(':memory:', { clock: () => new Date(NOW.epochMilliseconds) })
  const deps = { store, lexicon: openLexicon(), clock: () => NOW }
  for await (const _ of ingestPath(SAMPLES, deps, { maxBytes: 20_000_000, samples: true }));
  const [sent, naive]: [number[], number[]] = [[], []]
  let instructions = 0
  for (const { question } of [...ownQuestions(), ...laterQuestions()]) {
    const model = scriptedModel(() => ({ statements: [] }), store)
    const { citations } = await answerQuestion(question, { ...deps, model })
    const [request] = model.requests
    if (request === undefined) continue
    sent.push(tokensOf(request.messages))
    instructions = estimateTokens(request.messages[0]!.content)
    naive.push(
      await tokensOfArticles(
        store,
        citations.map(one => one.article),
      ),
    )
  }
  await store.close()
  return { sent, naive, instructions }
}

const tokensOf = (messages: readonly { readonly content: string }[]): number =>
  messages.reduce((sum, one) => sum + estimateTokens(one.content), 0)

async function tokensOfArticles(store: Store, ids: readonly string[]): Promise<number> {
  let sum = 0
  for (const id of new Set(ids)) sum += estimateTokens((await store.article(id))?.text ?? '')
  return sum
}

async function writeDigests(): Promise<{ sent: number[]; naive: number }> {
  const day = new Date('2024-05-27T06:00:00Z')
  const store = await openStore(':memory:', { clock: () => day })
  const lexicon = openLexicon()
  const material = await readMaterial(lexicon)
  const reads = []
  for (let n = 0; n < ARTICLES_OF_A_DAY; n++) {
    const made = writeArticle(material, 7, n, day)
    const item: ParsedItem = {
      identity: made.url,
      url: made.url,
      title: made.title,
      outlet: made.outlet,
      published: made.published,
      lang: made.lang,
      text: made.paragraphs.join('\n\n'),
      format: 'json',
      charset: 'utf-8',
      sample: false,
    }
    const hash = contentHashOf(item)
    const id = await store.newArticleId(item.identity, hash)
    reads.push(readArticle(item, id, hash, day.toISOString(), lexicon))
  }
  await store.addArticles(reads)
  const sent: number[] = []
  for (const lang of LANGS) {
    const model = scriptedModel(() => ({ bottom_line: [], items: [] }), store)
    await buildDigest({ from: '2024-05-26', to: '2024-05-27' }, lang, { store, lexicon, model })
    const [request] = model.requests
    if (request !== undefined) sent.push(tokensOf(request.messages))
  }
  const naive = reads.reduce((sum, read) => sum + estimateTokens(read.item.text), 0)
  await store.close()
  return { sent, naive }
}
