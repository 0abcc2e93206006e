// Sentence splitting: our own gold, and, where they lie beside the repository, the public rule sets.
// White space is left out of the comparison, because some of those sets clean the text they split.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Lang } from '../../src/model/language.ts'
import { splitSentences } from '../../src/text/sentences.ts'
import type { EvalResult, EvalRow } from './result.ts'

interface Case {
  readonly name: string
  readonly text: string
  readonly segments: readonly string[]
  readonly lang: Lang
}

interface Tally {
  exact: number
  found: number
  gold: number
  hit: number
  sentences: number
  sentencesHit: number
}

const OWN = fileURLToPath(new URL('../gold/sentences.jsonl', import.meta.url))
const SHARED = fileURLToPath(new URL('../../../shared/data/sentences/', import.meta.url))

const squeeze = (text: string) => text.replace(/\s+/g, '')

/** Offsets, counted without white space, at which a sentence ends, the last one left out. */
function boundaries(segments: readonly string[]): number[] {
  let at = 0
  return segments.slice(0, -1).map(segment => {
    at += squeeze(segment).length
    return at
  })
}

function splitCase(item: Case): string[] {
  return splitSentences(item.text, { start: 0, end: item.text.length }, item.lang).map(range =>
    item.text.slice(range.start, range.end),
  )
}

function readLines(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').filter(Boolean)
}

function readOwn(): Map<string, Case[]> {
  const sets = new Map<string, Case[]>()
  for (const line of readLines(OWN)) {
    const row = JSON.parse(line) as Case & { id: string }
    const set = `own ${row.lang}`
    sets.set(set, [...(sets.get(set) ?? []), { ...row, name: row.id }])
  }
  return sets
}

function readRules(): Map<string, Case[]> {
  const sets = new Map<string, Case[]>()
  for (const line of readLines(`${SHARED}pragmatic-golden.jsonl`)) {
    const row = JSON.parse(line) as Case & { golden: boolean }
    const lang: Lang = (row.lang as string) === 'zh' ? 'zh-Hans' : row.lang
    const item = { ...row, lang }
    for (const set of row.golden ? [`rules ${row.lang}`, `golden rules ${row.lang}`] : [`rules ${row.lang}`])
      sets.set(set, [...(sets.get(set) ?? []), item])
  }
  return sets
}

/** The Korean texts hold one sentence a line and a blank line between paragraphs: joined, they are the task. */
function readKorean(name: string): Case[] {
  return readFileSync(`${SHARED}${name}.txt`, 'utf8')
    .split(/\n\s*\n/)
    .map((paragraph, i) => {
      const segments = paragraph
        .split('\n')
        .map(line => line.trim())
        .filter(Boolean)
      return { name: `${name} ${i + 1}`, text: segments.join(' '), segments, lang: 'ko' as const }
    })
    .filter(item => item.segments.length > 0)
}

function measure(set: string, cases: readonly Case[], goal: number | null, failures: string[]): EvalRow[] {
  const tally: Tally = { exact: 0, found: 0, gold: 0, hit: 0, sentences: 0, sentencesHit: 0 }
  for (const item of cases) {
    const got = splitCase(item)
    const [mine, gold] = [new Set(boundaries(got)), boundaries(item.segments)]
    const hit = gold.filter(at => mine.has(at)).length
    tally.found += mine.size
    tally.gold += gold.length
    tally.hit += hit
    const sentences = new Set(got.map(squeeze))
    tally.sentences += item.segments.length
    tally.sentencesHit += item.segments.filter(segment => sentences.has(squeeze(segment))).length
    if (got.map(squeeze).join('\n') === item.segments.map(squeeze).join('\n')) tally.exact++
    else if (!set.startsWith('golden')) {
      const wrong = got.find(
        sentence => !item.segments.some(segment => squeeze(segment) === squeeze(sentence)),
      )
      failures.push(`${set}: ${item.name}: ${JSON.stringify((wrong ?? got[0] ?? '').slice(0, 160))}`)
    }
  }
  const precision = tally.found === 0 ? 1 : tally.hit / tally.found
  const recall = tally.gold === 0 ? 1 : tally.hit / tally.gold
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return [
    { measure: `${set}: cases exact`, value: tally.exact / cases.length, goal, n: cases.length, note: '' },
    {
      measure: `${set}: boundary F1`,
      value: f1,
      goal: null,
      n: tally.gold,
      note: `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    },
    {
      measure: `${set}: sentences exact`,
      value: tally.sentencesHit / tally.sentences,
      goal: null,
      n: tally.sentences,
      note: '',
    },
  ]
}

/** Measures sentence splitting per language: exact cases, boundary F1, exact sentences. */
export async function run(): Promise<EvalResult> {
  const rows: EvalRow[] = []
  const failures: string[] = []
  for (const [set, cases] of readOwn()) rows.push(...measure(set, cases, 0.95, failures))
  if (!existsSync(SHARED))
    return { set: 'sentences', rows, failures: [...failures, `no rule sets at ${SHARED}: own gold only`] }
  for (const [set, cases] of readRules())
    rows.push(...measure(set, cases, set.startsWith('golden') ? 0.9 : null, failures))
  for (const name of ['sample', 'blogs_ko', 'v_ending'])
    rows.push(...measure(`lines ko ${name}`, readKorean(name), null, failures))
  return { set: 'sentences', rows, failures }
}
