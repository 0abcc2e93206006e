// Questions over the samples and over the user's page: is the verdict right, and do the cited quotes hold the evidence?
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { answerQuestion } from '../../src/answer/answer.ts'
import { ingestPath } from '../../src/ingest/ingest.ts'
import { type Lexicon, openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Answer, Verdict } from '../../src/model/answer.ts'
import { readQuestion } from '../../src/search/query.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import type { EvalResult, EvalRow } from './result.ts'

export interface Gold {
  readonly id: string
  readonly lang: string
  readonly type: string
  readonly question: string
  readonly verdicts: readonly Verdict[]
  /** Texts that hold the answer; `part` groups alternatives, one of each part is needed; 0: to the point, not needed. */
  readonly evidence: readonly { readonly text: string; readonly part: number }[]
}

const SHARED = new URL('../../../shared/data/', import.meta.url)
const GOLD = new URL('../gold/', import.meta.url)
const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url))

function readLines(url: URL): Record<string, unknown>[] {
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Record<string, unknown>)
}

/** Our own questions over `samples/`: the first set, a fifth of which is held back. */
export function ownQuestions(): Gold[] {
  return ['questions-zhja.jsonl', 'questions-koen.jsonl'].flatMap(readGold)
}

/** A second set, written later and looked at while tuning. */
export function laterQuestions(): Gold[] {
  return readGold('questions-dev-2.jsonl')
}

/** A set that was written before the answers were worked on, and asked once, at the end. */
export function heldQuestions(): Gold[] {
  return readGold('questions-held-2.jsonl')
}

/** `also`: other verdicts that are as right, as with a "did…?" that the articles answer with no. */
function readGold(name: string): Gold[] {
  return readLines(new URL(name, GOLD)).map(
    (row): Gold => ({
      id: String(row.id),
      lang: String(row.lang),
      type: String(row.type),
      question: String(row.question),
      verdicts: [row.verdict as Verdict, ...((row.also ?? []) as Verdict[])],
      evidence: ((row.evidence ?? []) as { text: string; part?: number }[]).map((one, at) => ({
        text: one.text,
        part: one.part ?? at + 1,
      })),
    }),
  )
}

/** The given questions over the user's page. */
export function seedQuestions(): Gold[] {
  return readLines(new URL('questions/seed-dev.jsonl', SHARED)).map((row): Gold => {
    const type = String(row.type)
    const verdict: Verdict =
      row.answerable === false
        ? 'not_found'
        : type === 'false_premise' || type === 'title_trap'
          ? 'contradicted'
          : 'answered'
    return {
      id: String(row.id),
      lang: String(row.lang),
      type,
      question: String(row.question),
      // One outlet's account of a disputed meeting may be shown with the other side.
      verdicts: verdict === 'answered' ? ['answered', 'disputed'] : [verdict],
      evidence:
        verdict === 'not_found'
          ? []
          : ((row.evidence ?? []) as { text: string }[]).map((one, at) => ({
              text: one.text,
              part: at + 1,
            })),
    }
  })
}

const plain = (text: string): string => text.replaceAll(/\s+/g, '')

function holds(quote: string, text: string): boolean {
  const [a, b] = [plain(quote), plain(text)]
  return a.includes(b) || b.includes(a)
}

interface Score {
  right: number
  n: number
  recall: number
  recallN: number
  precise: number
  cited: number
  unanswerable: number
  answeredWrongly: number
}

/** Every fifth question was held back at first; it has been looked at since, and its failures are still not printed. */
export function splitHeld(questions: readonly Gold[]): { dev: Gold[]; held: Gold[] } {
  return {
    dev: questions.filter((_, at) => at % 5 !== 4),
    held: questions.filter((_, at) => at % 5 === 4),
  }
}

/** Asks every question of a set. */
export async function score(
  set: string,
  questions: readonly Gold[],
  store: Store,
  lexicon: Lexicon,
): Promise<{ rows: EvalRow[]; failures: string[] }> {
  const failures: string[] = []
  const all: Score = {
    right: 0,
    n: 0,
    recall: 0,
    recallN: 0,
    precise: 0,
    cited: 0,
    unanswerable: 0,
    answeredWrongly: 0,
  }
  const clock = (): Temporal.Instant => Temporal.Instant.from('2026-01-01T00:00:00Z')
  for (const gold of questions) {
    const answer: Answer = await answerQuestion(gold.question, { store, lexicon, clock })
    all.n++
    const right = gold.verdicts.includes(answer.verdict)
    if (right) all.right++
    else
      failures.push(
        `${gold.id} [${gold.lang} ${gold.type}] ${gold.question} → ${answer.verdict}, not ${gold.verdicts[0]}`,
      )
    if (gold.verdicts[0] === 'not_found') {
      all.unanswerable++
      if (answer.verdict === 'answered' || answer.verdict === 'disputed') all.answeredWrongly++
      continue
    }
    const parts = Map.groupBy(
      gold.evidence.filter(one => one.part !== 0),
      one => one.part,
    )
    const quotes = answer.citations.map(one => one.quote)
    const found = [...parts.values()].filter(list =>
      list.some(one => quotes.some(quote => holds(quote, one.text))),
    ).length
    all.recall += parts.size === 0 ? 0 : found / parts.size
    all.recallN++
    const precise = quotes.filter(quote => gold.evidence.some(one => holds(quote, one.text))).length
    all.precise += precise
    all.cited += quotes.length
    if (right && found < parts.size)
      failures.push(
        `${gold.id} [${gold.lang} ${gold.type}] ${gold.question}: ${found}/${parts.size} parts cited; cited ${quotes.map(q => q.slice(0, 40)).join(' | ')}`,
      )
  }
  const share = (a: number, b: number): number => (b === 0 ? 1 : a / b)
  return {
    failures,
    rows: [
      { measure: `${set}: verdict right`, value: share(all.right, all.n), goal: 0.95, n: all.n, note: '' },
      {
        measure: `${set}: evidence recall`,
        value: share(all.recall, all.recallN),
        goal: 0.9,
        n: all.recallN,
        note: 'share of needed parts cited',
      },
      {
        measure: `${set}: evidence precision`,
        value: share(all.precise, all.cited),
        goal: 0.85,
        n: all.cited,
        note: 'cited quotes that hold evidence',
      },
      {
        measure: `${set}: wrong answers among unanswerable (count)`,
        value: all.answeredWrongly,
        goal: null,
        n: all.unanswerable,
        note: 'goal 0',
      },
    ],
  }
}

/** Stores everything under a path. */
export async function fill(store: Store, lexicon: Lexicon, path: string): Promise<void> {
  const clock = (): Temporal.Instant => Temporal.Instant.from('2026-01-01T00:00:00Z')
  for await (const outcome of ingestPath(path, { store, lexicon, clock }, { maxBytes: 20_000_000 })) {
    if (outcome.failed) throw new Error(`${outcome.path}: ${outcome.skipped}`)
  }
}

/** A name that nothing stored speaks of, in place of each name of a question: nothing may be answered. */
const STRANGERS: Readonly<Record<string, { readonly person: string; readonly country: string }>> = {
  'zh-Hans': { person: '马克龙', country: '巴西' },
  'zh-Hant': { person: '馬克宏', country: '巴西' },
  ja: { person: 'マクロン', country: 'ブラジル' },
  ko: { person: '마크롱', country: '브라질' },
  en: { person: 'Macron', country: 'Brazil' },
}

/** Asks the questions with a stranger in place of each name. */
export async function scoreStrangers(
  set: string,
  questions: readonly Gold[],
  store: Store,
  lexicon: Lexicon,
): Promise<{ rows: EvalRow[]; failures: string[] }> {
  const clock = (): Temporal.Instant => Temporal.Instant.from('2026-01-01T00:00:00Z')
  const failures: string[] = []
  let asked = 0
  for (const gold of questions) {
    const { mentions, lang } = readQuestion(gold.question, lexicon)
    for (const name of mentions.filter(m => /^(?:PER|GOV)\.[a-z_]+$/.test(m.id))) {
      const stranger = STRANGERS[lang]![name.id.startsWith('PER.') ? 'person' : 'country']
      const text = gold.question.slice(0, name.start) + stranger + gold.question.slice(name.end)
      const { verdict } = await answerQuestion(text, { store, lexicon, clock })
      asked++
      if (verdict !== 'not_found') failures.push(`${gold.id} with a stranger: ${text} → ${verdict}`)
    }
  }
  const measure = `${set}: answers about strangers (count)`
  return { failures, rows: [{ measure, value: failures.length, goal: null, n: asked, note: 'goal 0' }] }
}

/** Evaluates our own questions over `samples/`, and the given ones over the user's page where it is. */
export async function run(): Promise<EvalResult> {
  const lexicon = openLexicon()
  const rows: EvalRow[] = []
  const failures: string[] = []
  const fillFrom = async (path: string): Promise<Store> => {
    const store = await openStore(':memory:', { clock: () => new Date('2026-01-01T00:00:00Z') })
    await fill(store, lexicon, path)
    return store
  }
  const add = async (
    set: string,
    store: Store,
    questions: readonly Gold[],
    tellFailures = true,
  ): Promise<void> => {
    const result = await score(set, questions, store, lexicon)
    rows.push(...result.rows)
    if (tellFailures) failures.push(...result.failures)
  }
  const page = new URL('seed/page.txt', SHARED)
  if (existsSync(page)) {
    const store = await fillFrom(fileURLToPath(page))
    await add('seed page', store, seedQuestions())
    await store.close()
  }
  const store = await fillFrom(SAMPLES)
  const { dev, held } = splitHeld(ownQuestions())
  await add('samples, dev', store, dev)
  await add('samples, held', store, held, false)
  await add('samples, dev 2', store, laterQuestions())
  await add('samples, held 2', store, heldQuestions(), false)
  const strangers = await scoreStrangers('samples, dev', dev, store, lexicon)
  rows.push(...strangers.rows)
  failures.push(...strangers.failures)
  await store.close()
  return { set: 'questions', rows, failures }
}
