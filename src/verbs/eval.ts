// `eval [SET]`: quality figures over the gold sets; `eval retrieval …` ranks passages for anybody's questions.
import { createReadStream, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { messageOf, UserError } from '../errors.ts'
import { contentHashOf, readArticle } from '../ingest/read-article.ts'
import { openLexicon } from '../lexicon/lexicon.ts'
import type { ParsedItem } from '../model/article.ts'
import { readQuestion } from '../search/query.ts'
import { searchSentences } from '../search/search.ts'
import { openStore } from '../store/open.ts'
import { type CommonOptions, print, printJson, tell } from './context.ts'
import { langNamed } from './options.ts'

interface EvalOptions extends CommonOptions {
  readonly model?: boolean
  readonly passages?: string
  readonly queries?: string
  readonly out?: string
}

interface EvalResult {
  readonly set: string
  readonly rows: readonly { measure: string; value: number; goal: number | null; n: number; note: string }[]
  readonly failures: readonly string[]
}

// The sets live with the tests and read the gold beside them.
const SETS = [
  'seed',
  'layouts',
  'dates',
  'charsets',
  'pages',
  'feeds',
  'sentences',
  'terms',
  'clusters',
  'claims',
  'acts',
  'links',
  'questions',
  'chains',
  'digests',
  'model-statements',
  'injection',
  'model',
  'model-claims',
] as const

/** Spends money where a model is configured, or takes minutes: only when named. */
const ONLY_NAMED: readonly string[] = ['model', 'model-claims', 'injection']

/** Runs one set or all; with `--json`, one result a line. */
export async function evalVerb(set: string | undefined, options: EvalOptions): Promise<void> {
  if (set === 'retrieval' && options.passages !== undefined) return rankPassages(options)
  if (set !== undefined && !SETS.some(one => one === set)) {
    throw new UserError(
      `There is no evaluation set "${set}": ${SETS.join(', ')}, or retrieval with --passages, --queries and --out.`,
      { exitCode: 2 },
    )
  }
  const named = options.model ? 'model' : set
  for (const name of named === undefined ? SETS.filter(one => !ONLY_NAMED.includes(one)) : [named]) {
    const module = (await import(`../../test/eval/${name}.ts`)) as { run(): Promise<EvalResult> }
    const result = await module.run()
    if (options.json) printJson(result)
    else draw(result)
  }
}

function draw(result: EvalResult): void {
  print(`\n## ${result.set}`)
  print('| measure | value | goal | n | note |\n|---|---|---|---|---|')
  for (const row of result.rows) {
    const missed = row.goal !== null && row.value < row.goal ? ' ✗' : ''
    print(
      `| ${row.measure} | ${format(row.value)}${missed} | ${row.goal === null ? '–' : format(row.goal)} | ${row.n} | ${row.note} |`,
    )
  }
  for (const failure of result.failures.slice(0, 40)) tell(`  ${failure}`)
  if (result.failures.length > 40) tell(`  … ${result.failures.length - 40} more (use --json)`)
}

function format(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(3)
}

const Passage = z.object({ id: z.string(), lang: z.string(), text: z.string() })
const Question = z.object({ id: z.string(), question: z.string() })

/** Indexes the passages in a fresh store and writes `{id, ranked}` for each question. */
async function rankPassages(options: EvalOptions): Promise<void> {
  const { passages, queries, out } = options
  if (passages === undefined || queries === undefined || out === undefined) {
    throw new UserError('eval retrieval needs --passages FILE, --queries FILE and --out FILE.', {
      exitCode: 2,
    })
  }
  const lexicon = openLexicon()
  const store = await openStore(':memory:', { clock: () => new Date() })
  const passageOf = new Map<string, string>()
  try {
    let batch = []
    for await (const { id, lang, text } of readRecords(passages, Passage)) {
      const item: ParsedItem = {
        identity: `passage:${id}`,
        url: null,
        title: null,
        outlet: null,
        published: null,
        lang: langNamed(lang),
        text,
        format: 'json',
        charset: 'utf-8',
        sample: false,
      }
      const hash = contentHashOf(item)
      const article = await store.newArticleId(item.identity, hash)
      passageOf.set(article, id)
      batch.push(readArticle(item, article, hash, '2000-01-01T00:00:00Z', lexicon))
      if (batch.length === 200) {
        await store.addArticles(batch)
        batch = []
      }
    }
    await store.addArticles(batch)
    const lines: string[] = []
    for await (const { id, question } of readRecords(queries, Question)) {
      const hits = await searchSentences(readQuestion(question, lexicon), { store, lexicon }, 400, 'rank')
      const ranked = [...new Set(hits.map(hit => passageOf.get(hit.article.id)!))].slice(0, 100)
      lines.push(JSON.stringify({ id, ranked }))
    }
    writeFileSync(out, `${lines.join('\n')}\n`)
    tell(`${passageOf.size} passages, ${lines.length} questions ranked into ${out}.`)
  } finally {
    await store.close()
  }
}

async function* readRecords<T>(path: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  let number = 0
  const input = createReadStream(path)
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  const failed = new Promise<never>((_, reject) => input.once('error', reject))
  failed.catch(() => {})
  try {
    await Promise.race([new Promise(resolve => input.once('open', resolve)), failed])
  } catch (cause) {
    throw new UserError(`${path} cannot be read: check the name and its permissions.`, { cause })
  }
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    try {
      yield schema.parse(JSON.parse(line))
    } catch (cause) {
      throw new UserError(`${path} line ${number} is not as expected: ${messageOf(cause)}`, { cause })
    }
  }
}
