// A digest of a day on which 10,000 articles came in: gathering and ranking once, and what each further channel costs.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildEdition, type DigestDeps, prepareDigest } from '../digests/digest.ts'
import { fitDigest, lengthOfDigest } from '../digests/fit.ts'
import { drawWeeks } from '../digests/picture.ts'
import { contentHashOf, readArticle } from '../src/ingest/read-article.ts'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import type { ParsedItem } from '../src/model/article.ts'
import { LANGS } from '../src/model/language.ts'
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/store.ts'
import { writeArticle } from './articles.ts'
import { type BenchResult, figure, figureWithGoal, median } from './figures.ts'
import { readMaterial } from './templates.ts'

const ARTICLES = Number(process.env.ATTACHE_DAY_ARTICLES ?? 10_000)
const DAY = new Date('2024-05-27T06:00:00Z')
const BATCH = 200

/** Times are of one thread; CPU time is given beside them where the machine may be busy with other things. */
export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-bench-digest-'))
  const store = await openStore(join(folder, 'day.db'), { clock: () => DAY })
  try {
    const lexicon = openLexicon()
    const claims = await fillDay(store)
    const deps: DigestDeps = { store, lexicon }
    const window = { from: '2024-05-26', to: '2024-05-27' }
    const seen = { from: '2024-05-26T00:00:00.000Z', to: '2024-05-28T00:00:00.000Z' }

    const prepared = await measure(() => prepareDigest({ window, seen }, deps))
    const first = await measure(() =>
      buildEdition({ window, seen, lang: 'en', told: [] }, deps, prepared.value),
    )
    const each: number[] = []
    for (const lang of LANGS) {
      const one = await measure(() => buildEdition({ window, seen, lang, told: [] }, deps, prepared.value))
      each.push(one.cpu)
    }
    const weekly = await measure(() =>
      buildEdition({ window, seen, lang: 'ja', told: [], form: 'weekly' }, deps, prepared.value),
    )
    const picture = await measure(() => drawWeeks({ window, lang: 'ja' }, deps))
    const fitted = fitDigest(first.value.digest, 'usual')
    return {
      bench: 'digest',
      command: 'npm run bench -- digest',
      figures: [
        figureWithGoal(
          'digest of the day, from nothing',
          (prepared.cpu + first.cpu) / 1000,
          's CPU',
          { atMost: 30 },
          `${(prepared.wall + first.wall) | 0} ms on the wall`,
        ),
        figure(
          'of which gathering and ranking',
          prepared.cpu / 1000,
          's CPU',
          'once for all channels with one window and topics',
        ),
        figureWithGoal(
          'each further channel',
          median(each),
          'ms CPU',
          { atMost: 500 },
          'median of five languages',
        ),
        figure('weekly form of the same', weekly.cpu, 'ms CPU'),
        figure('picture', picture.cpu, 'ms CPU', 'twelve weeks, gathered anew'),
        figure(
          'articles',
          ARTICLES,
          'articles',
          `${claims} claims, ${prepared.value.candidates.length} things told`,
        ),
        figure(
          'characters of the usual daily',
          lengthOfDigest(fitted),
          'characters',
          `${fitted.items.length} items, ${fitted.left} left out`,
        ),
        figure('resident memory', process.memoryUsage().rss / 1e6, 'MB'),
      ],
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure<T>(work: () => Promise<T>): Promise<{ value: T; wall: number; cpu: number }> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()]
  const value = await work()
  const { user, system } = process.cpuUsage(cpu)
  return { value, wall: performance.now() - wall, cpu: (user + system) / 1000 }
}

async function fillDay(store: Store): Promise<number> {
  const lexicon = openLexicon()
  const material = await readMaterial(lexicon)
  let claims = 0
  for (let from = 0; from < ARTICLES; from += BATCH) {
    const reads = []
    for (let n = from; n < Math.min(ARTICLES, from + BATCH); n++) {
      const { url, title, outlet, published, lang, paragraphs } = writeArticle(material, 4, n, DAY)
      const item: ParsedItem = {
        identity: url,
        url,
        title,
        outlet,
        published,
        lang,
        text: [title, ...paragraphs].join('\n\n'),
        format: 'text',
        charset: 'utf-8',
        sample: false,
      }
      const hash = contentHashOf(item)
      const read = readArticle(item, await store.newArticleId(url, hash), hash, DAY.toISOString(), lexicon)
      claims += read.claims.length
      reads.push(read)
    }
    await store.addArticles(reads)
  }
  return claims
}
