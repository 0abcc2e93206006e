// What a question costs on stores of different sizes: generated articles, several hundred different questions in four
// languages, memory, file size, and how long a fresh process takes to its first answer.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerQuestion } from '../src/answer/answer.ts'
import { contentHashOf, readArticle } from '../src/ingest/read-article.ts'
import { type Lexicon, openLexicon } from '../src/lexicon/lexicon.ts'
import type { ParsedItem } from '../src/model/article.ts'
import { LANGS, type Lang } from '../src/model/language.ts'
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/store.ts'
import { writeArticle } from './articles.ts'
import { type BenchResult, type Figure, figure, figureWithGoal, median, quantile } from './figures.ts'
import { createRandom } from './random.ts'
import { readMaterial } from './templates.ts'

const SEED = 2
const BATCH = 200
const QUESTIONS = 300
const WARM_UP = 20
const STARTS = 3
const MAIN = join(import.meta.dirname, '../src/main.ts')

/** Measures one size after the other, each in a store and a folder of its own that is removed at the end. */
export async function measureSizes(sizes: readonly number[], name: string): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-bench-ask-'))
  try {
    const figures: Figure[] = []
    for (const size of sizes) figures.push(...(await measureSize(size, join(folder, `${size}.db`))))
    return { bench: name, command: `npm run bench -- ${name}`, figures }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureSize(size: number, file: string): Promise<Figure[]> {
  const lexicon = openLexicon()
  const label = `${size / 1000}k articles`
  const built = performance.now()
  const writer = await openStore(file, { clock: () => new Date() })
  await fill(writer, size, lexicon)
  await writer.close()
  const buildSeconds = (performance.now() - built) / 1000

  const store = await openStore(file, { clock: () => new Date() })
  const deps = { store, lexicon, clock: () => Temporal.Now.instant() }
  const questions = writeQuestions(lexicon)
  for (const question of questions.slice(0, WARM_UP)) await answerQuestion(question, deps)
  const times: number[] = []
  let found = 0
  for (const question of questions) {
    const begun = performance.now()
    const answer = await answerQuestion(question, deps)
    times.push(performance.now() - begun)
    if (answer.verdict !== 'not_found') found++
  }
  const bytes = statSync(file).size
  await store.close()
  const note = `${questions.length} different questions, ${found} answered`
  const p99 = quantile(times, 0.99)
  const [seconds, resident] = askFresh(file)
  return [
    figure(`${label}: ask p50`, median(times), 'ms', note),
    size === 100_000
      ? figureWithGoal(`${label}: ask p99`, p99, 'ms', { atMost: 50 }, note)
      : figure(`${label}: ask p99`, p99, 'ms', note),
    figureWithGoal(
      `${label}: fresh process to its first answer`,
      seconds,
      's',
      { atMost: 1 },
      `median of ${STARTS}`,
    ),
    size === 10_000
      ? figureWithGoal(`${label}: resident memory after that`, resident, 'MB', { atMost: 200 })
      : figure(`${label}: resident memory after that`, resident, 'MB'),
    figure(`${label}: file`, bytes / 1024 / size, 'KB an article'),
    figure(
      `${label}: built at`,
      size / buildSeconds,
      'articles/s',
      'generating, reading and storing in one thread',
    ),
  ]
}

/** Fills a store with so many generated articles. */
export async function fill(store: Store, size: number, lexicon: Lexicon): Promise<void> {
  const material = await readMaterial(lexicon)
  for (let at = 0; at < size; at += BATCH) {
    const reads = []
    for (let n = at; n < Math.min(size, at + BATCH); n++) {
      const article = writeArticle(material, SEED, n)
      const item: ParsedItem = {
        identity: article.url,
        url: article.url,
        title: article.title,
        outlet: article.outlet,
        published: article.published,
        lang: article.lang,
        text: article.paragraphs.join('\n\n'),
        format: 'json',
        charset: 'utf-8',
        sample: false,
      }
      const hash = contentHashOf(item)
      reads.push(
        readArticle(item, await store.newArticleId(item.identity, hash), hash, article.published, lexicon),
      )
    }
    await store.addArticles(reads)
  }
}

/** Seconds and resident megabytes of a new process that answers one question. */
function askFresh(file: string): [number, number] {
  const runs = Array.from({ length: STARTS }, () => {
    const begun = performance.now()
    const child = spawnSync(
      process.execPath,
      [MAIN, 'ask', 'what did Biden refuse?', '--json', '--db', file],
      {
        encoding: 'utf8',
        env: { ...process.env, ATTACHE_LOG_LEVEL: 'debug' },
      },
    )
    if (child.status !== 0) throw new Error(`ask ended with ${child.status}: ${child.stderr}`)
    return (performance.now() - begun) / 1000
  })
  const probe = spawnSync(
    process.execPath,
    [
      '-e',
      `process.argv.splice(1, 0, ${JSON.stringify(MAIN)}); process.on('exit', () => process.stderr.write('rss ' + process.memoryUsage().rss)); import(${JSON.stringify(MAIN)})`,
      'ask',
      'what did Biden refuse?',
      '--json',
      '--db',
      file,
    ],
    { encoding: 'utf8' },
  )
  const resident = /rss (\d+)/.exec(probe.stderr)?.[1]
  if (resident === undefined) throw new Error(`no memory figure: ${probe.stderr}`)
  return [median(runs), Number(resident) / 1e6]
}

const TEMPLATES: Readonly<Record<Lang, readonly string[]>> = {
  en: [
    'What did {p} {a}?',
    'When did {p} meet {q}?',
    'Who said that about {t}?',
    'What is said about {t}?',
    'Did {p} apologize to {q}?',
  ],
  'zh-Hans': ['{p}{a}了什么？', '{p}什么时候会见{q}？', '关于{t}有什么说法？', '{p}为什么对{q}不满？'],
  'zh-Hant': ['{p}{a}了什麼？', '{p}何時會見{q}？', '關於{t}有什麼說法？'],
  ja: [
    '{p}は{q}に何を求めましたか？',
    '{p}はいつ{q}と会談しましたか？',
    '{t}について何と書かれていますか？',
    '{p}はなぜ拒否したのですか？',
  ],
  ko: [
    '{p}은 {q}에게 무엇을 요구했나?',
    '{p}은 언제 {q}와 회담했나?',
    '{t}에 대해 무엇이라고 했나?',
    '{p}은 왜 거부했나?',
  ],
}
const NONSENSE = [
  'xyzzy plugh?',
  '鲸鱼喜欢什么颜色？',
  '猫は何匹いますか？',
  '고래는 무엇을 먹나?',
  '¿?',
  'Who won the marathon in the moon base?',
]

/** Several hundred different questions in four languages. */
export function writeQuestions(lexicon: Lexicon): string[] {
  const random = createRandom(SEED, 0)
  const people = [...lexicon.entities()].filter(row => row.type === 'person').slice(0, 80)
  const topics = [...lexicon.topics()]
  const acts = ['ACT.refuse', 'ACT.urge', 'ACT.criticise', 'ACT.welcome', 'ACT.announce'].map(
    id => lexicon.act(id)!,
  )
  const questions = new Set(NONSENSE)
  while (questions.size < QUESTIONS) {
    const lang = random.pick(LANGS)
    const act = random.pick(acts)
    const verb = act.stems[lang === 'zh-Hans' || lang === 'zh-Hant' ? 'zh' : lang][0]!.split('@')[0]!
    const values: Readonly<Record<string, string>> = {
      p: lexicon.nameOf(random.pick(people).id, lang),
      q: lexicon.nameOf(random.pick(people).id, lang),
      t: lexicon.nameOf(random.pick(topics).id, lang),
      a: verb,
    }
    questions.add(random.pick(TEMPLATES[lang]).replaceAll(/\{(\w)\}/g, (_, name: string) => values[name]!))
  }
  return [...questions]
}
