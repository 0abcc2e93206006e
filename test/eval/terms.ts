// Search terms: how well plain BM25 over `cutTerms` and `queryTerms` finds the passage a question was asked
// about, in the same language, and what the other Chinese script costs. The data lie beside the repository.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Converter } from 'opencc-js'
import type { Lang } from '../../src/model/language.ts'
import { fold } from '../../src/text/fold.ts'
import type { QueryTerm } from '../../src/text/terms.ts'
import { cutTerms, queryTerms } from '../../src/text/terms.ts'
import type { EvalResult, EvalRow } from './result.ts'

interface Passage {
  readonly id: string
  readonly text: string
  readonly script?: string
}

interface Question {
  readonly id: string
  readonly question: string
  readonly passage_id: string
}

type Index = ReturnType<typeof buildIndex>

const SHARED = fileURLToPath(new URL('../../../shared/data/clir/', import.meta.url))
/** Questions a set: enough for a standard error of 1.5 points, few enough to be run often. */
const MOST = 400
const K1 = 1.2
const B = 0.75

function readRows<T>(name: string): T[] {
  return readFileSync(SHARED + name, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as T)
}

/** BM25 over passages, in memory. */
function buildIndex(passages: readonly Passage[], cut: (text: string) => string[]) {
  const postings = new Map<string, Map<number, number>>()
  const lengths = passages.map((passage, i) => {
    const terms = cut(passage.text)
    for (const term of terms) {
      let list = postings.get(term)
      if (list === undefined) {
        list = new Map()
        postings.set(term, list)
      }
      list.set(i, (list.get(i) ?? 0) + 1)
    }
    return terms.length
  })
  const average = lengths.reduce((sum, n) => sum + n, 0) / lengths.length
  const places = new Map(passages.map((passage, i) => [passage.id, i]))
  return { postings, lengths, average, places }
}

/** Rank, from 1, of the passage with this id; 0 when no term of the question is in it. */
function rankOf(index: Index, terms: readonly QueryTerm[], id: string): number {
  const n = index.lengths.length
  const scores = new Float64Array(n)
  for (const { term, weight } of terms) {
    const list = index.postings.get(term)
    if (list === undefined) continue
    const idf = Math.log(1 + (n - list.size + 0.5) / (list.size + 0.5))
    for (const [i, count] of list)
      scores[i]! +=
        (weight * idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * index.lengths[i]!) / index.average))
  }
  const place = index.places.get(id)
  if (place === undefined) throw new Error(`no passage ${id} in the pool`)
  const own = scores[place]!
  return own === 0 ? 0 : 1 + scores.reduce((above, score) => above + (score > own ? 1 : 0), 0)
}

function sample<T>(rows: readonly T[]): T[] {
  const step = Math.max(1, rows.length / MOST)
  return Array.from({ length: Math.min(MOST, rows.length) }, (_, i) => rows[Math.floor(i * step)]!)
}

interface Score {
  readonly first: number
  readonly rows: EvalRow[]
}

function score(
  set: string,
  index: Index,
  questions: readonly Question[],
  ask: (question: string) => readonly QueryTerm[],
  goal: number | null,
  failures: string[],
): Score {
  const asked = sample(questions)
  const ranks = asked.map(q => rankOf(index, ask(q.question), q.passage_id))
  const share = (hit: (rank: number) => number) =>
    ranks.reduce((sum, rank) => sum + (rank > 0 ? hit(rank) : 0), 0) / ranks.length
  for (const [i, rank] of ranks.entries())
    if (rank === 0 || rank > 10) failures.push(`${set}: ${asked[i]!.id}: rank ${rank}: ${asked[i]!.question}`)
  const first = share(rank => (rank === 1 ? 1 : 0))
  const row = (measure: string, value: number, aim: number | null): EvalRow => ({
    measure: `${set}: ${measure}`,
    value,
    goal: aim,
    n: asked.length,
    note: `${index.lengths.length} passages`,
  })
  return {
    first,
    rows: [
      row('R@1', first, goal),
      row(
        'R@10',
        share(rank => (rank <= 10 ? 1 : 0)),
        null,
      ),
      row(
        'MRR@10',
        share(rank => (rank <= 10 ? 1 / rank : 0)),
        null,
      ),
    ],
  }
}

const cutIn = (lang: Lang) => (text: string) => cutTerms(text, lang)
const askIn = (lang: Lang) => (text: string) => queryTerms(text, lang)

/** The same cut with the words of Intl.Segmenter beside it: to see whether a word list earns its time. */
function withSegmenter(lang: Lang, cut: (text: string) => string[]): (text: string) => string[] {
  const segmenter = new Intl.Segmenter(lang, { granularity: 'word' })
  return text => {
    const found = cut(text)
    for (const { segment, isWordLike } of segmenter.segment(text))
      if (isWordLike && segment.length > 1 && /[\u3400-\u9fff]/.test(segment)) found.push(`${fold(segment)}_`)
    return found
  }
}

function scoreQuestions(failures: string[]): EvalRow[] {
  const rows: EvalRow[] = []
  for (const [name, lang, goal] of [
    ['zh', 'zh-Hans', 0.92],
    ['ja', 'ja', 0.9],
    ['en', 'en', 0.92],
  ] as const) {
    const passages = readRows<Passage>(`passages.${name}.jsonl`)
    const questions = readRows<Question>(`queries.${name}.jsonl`)
    const plain = score(
      `questions ${name}`,
      buildIndex(passages, cutIn(lang)),
      questions,
      askIn(lang),
      goal,
      failures,
    )
    rows.push(...plain.rows)
    if (name === 'en') continue
    const cut = withSegmenter(lang, cutIn(lang))
    const words = withSegmenter(lang, () => [])
    const ask = (text: string) => [...askIn(lang)(text), ...words(text).map(term => ({ term, weight: 0.5 }))]
    const both = score(
      `questions ${name}, with Intl.Segmenter`,
      buildIndex(passages, cut),
      questions,
      ask,
      null,
      [],
    )
    rows.push(both.rows[0]!)
  }
  return rows
}

function scoreScripts(failures: string[]): EvalRow[] {
  const passages = readRows<Passage>('passages.zh.jsonl')
  const questions = readRows<Question>('queries.zh.jsonl')
  const rows: EvalRow[] = []
  for (const [script, lang, other, convert] of [
    ['Hans', 'zh-Hans', 'zh-Hant', Converter({ from: 'cn', to: 'twp' })],
    ['Hant', 'zh-Hant', 'zh-Hans', Converter({ from: 'twp', to: 'cn' })],
  ] as const) {
    const pool = passages.filter(passage => passage.script === script)
    const index = buildIndex(pool, cutIn(lang))
    const own = questions.filter(question => index.places.has(question.passage_id))
    const same = score(`${script} passages, same script`, index, own, askIn(lang), null, [])
    const ask = (text: string) => askIn(other)(convert(text))
    const across = score(`${script} passages, questions in the other script`, index, own, ask, 0.9, failures)
    rows.push(same.rows[0]!, across.rows[0]!, {
      measure: `${script} passages: R@1 lost by asking in the other script`,
      value: same.first - across.first,
      goal: 0.01,
      n: Math.min(MOST, own.length),
      note: 'a loss: less is better',
    })
  }
  return rows
}

function scoreHeadlines(failures: string[]): EvalRow[] {
  return (
    [
      ['zh', 'zh-Hans'],
      ['zht', 'zh-Hant'],
      ['ja', 'ja'],
      ['ko', 'ko'],
      ['en', 'en'],
    ] as const
  ).flatMap(([name, lang]) => {
    const index = buildIndex(readRows<Passage>(`ntrex/passages.${name}.jsonl`), cutIn(lang))
    const questions = readRows<Question>(`ntrex/ntrex.queries.${name}.jsonl`)
    return score(`headlines ${name}`, index, questions, askIn(lang), 0.85, failures).rows
  })
}

/** Measures the search terms of each language with plain BM25: R@1, R@10, MRR@10. */
export async function run(): Promise<EvalResult> {
  if (!existsSync(SHARED))
    return { set: 'terms', rows: [], failures: [`no passages at ${SHARED}: not measured`] }
  const failures: string[] = []
  const rows = [...scoreQuestions(failures), ...scoreScripts(failures), ...scoreHeadlines(failures)]
  return { set: 'terms', rows, failures }
}
