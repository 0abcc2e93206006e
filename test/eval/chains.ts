// Chains of reports: is the outlet right, are the relays right, is anything named that is not there? Over the samples,
// read by the real ingest, and over leads of our own of which every third is held out from the making of the rules.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readChain } from '../../src/claims/chain.ts'
import { linesAbout } from '../../src/claims/chain-lines.ts'
import { isSameOutlet } from '../../src/claims/chain-names.ts'
import { splitBlocks } from '../../src/ingest/blocks.ts'
import { ingestPath } from '../../src/ingest/ingest.ts'
import { separateReports } from '../../src/ingest/separate.ts'
import { type Lexicon, openLexicon } from '../../src/lexicon/lexicon.ts'
import type { ChainLink } from '../../src/model/article.ts'
import { type Lang, tongueOf } from '../../src/model/language.ts'
import { openStore } from '../../src/store/open.ts'
import type { EvalResult, EvalRow } from './result.ts'

interface GoldReport {
  readonly starts: readonly string[]
  readonly outlet: string | null
  readonly relays: readonly string[]
}

interface GoldLead {
  readonly lang: Lang
  readonly text: string
  readonly outlet: string | null
  readonly relays: readonly string[]
  readonly source: string | null
}

interface Expected {
  readonly outlet: string | null
  readonly relays: readonly string[]
}

const GOLD = new URL('../gold/', import.meta.url)
const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url))
/** Every third lead is held out: rules were made on the others. */
const HELD_OUT = 3

function readLines<T>(name: string): T[] {
  const lines = readFileSync(new URL(name, GOLD), 'utf8').split('\n')
  return lines.filter(line => line.trim() !== '').map(line => JSON.parse(line) as T)
}

const isSame = (a: string, b: string): boolean => isSameOutlet({ name: a, id: null }, { name: b, id: null })

class Score {
  readonly failures: string[] = []
  outlet = 0
  relays = 0
  source = 0
  spurious = 0
  links = 0
  n = 0

  add(label: string, chain: readonly ChainLink[], gold: Expected, source?: string | null): void {
    // What the page's own metadata adds is true of the page; gold is about the text and need not have it.
    const named = chain.filter(link => link.named && link.role !== 'host')
    const outlets = named.filter(link => link.role === 'outlet').map(link => link.name)
    const relays = named.filter(link => link.role === 'relay')
    const inText = relays.filter(link => link.basis === 'in_text').map(link => link.name)
    const wanted = [...(gold.outlet === null ? [] : [gold.outlet]), ...gold.relays]
    const extra = [...outlets, ...inText].filter(name => !wanted.some(one => isSame(one, name)))
    const isOutlet =
      gold.outlet === null
        ? outlets.length === 0
        : outlets[0] !== undefined && isSame(outlets[0], gold.outlet)
    const isRelays =
      gold.relays.every(one => relays.some(link => isSame(one, link.name))) &&
      inText.every(name => gold.relays.some(one => isSame(one, name)))
    const told = chain.find(link => link.role === 'source')?.name ?? null
    const isSource = source === undefined || told === source
    this.n++
    if (isOutlet) this.outlet++
    if (isRelays) this.relays++
    if (isSource) this.source++
    this.spurious += extra.length
    this.links += named.length
    if (isOutlet && isRelays && isSource && extra.length === 0) return
    const got = chain.map(link => `${link.role} ${link.name}${link.named ? '' : '?'}`).join(' ← ') || 'none'
    const want = `${gold.outlet ?? 'none'}${gold.relays.map(one => ` ← ${one}`).join('')}`
    this.failures.push(`${label}: ${got}; wanted ${source == null ? '' : `${source} ← `}${want}`)
  }

  rows(set: string, withSource: boolean): EvalRow[] {
    const row = (measure: string, value: number, goal: number | null, n: number, note = ''): EvalRow => ({
      measure: `${set}: ${measure}`,
      value,
      goal,
      n,
      note,
    })
    const share = (right: number): number => (this.n === 0 ? 1 : right / this.n)
    return [
      row('outlet right', share(this.outlet), 0.95, this.n),
      row('relays right', share(this.relays), 0.95, this.n),
      ...(withSource ? [row('source right', share(this.source), 0.95, this.n)] : []),
      row('spurious links (count)', this.spurious, null, this.links, 'names that gold does not have; goal 0'),
    ]
  }
}

async function scoreSamples(lexicon: Lexicon): Promise<Score> {
  const score = new Score()
  const wanted = new Map<string, readonly GoldReport[]>()
  for (const name of ['samples-zhja.jsonl', 'samples-koen.jsonl']) {
    for (const row of readLines<{ file: string; reports: GoldReport[] }>(name))
      wanted.set(row.file, row.reports)
  }
  const store = await openStore(':memory:', { clock: () => new Date('2026-01-01T00:00:00Z') })
  const clock = (): Temporal.Instant => Temporal.Instant.from('2026-01-01T00:00:00Z')
  try {
    for (const file of new Set([...wanted.keys()].map(key => key.split('#')[0]!))) {
      let nth = 0
      for await (const outcome of ingestPath(
        SAMPLES + file,
        { store, lexicon, clock },
        { maxBytes: 20_000_000 },
      )) {
        nth++
        const label = wanted.has(file) ? file : `${file}#${nth}`
        if (outcome.article === null) throw new Error(`${label}: ${outcome.skipped ?? 'not stored'}`)
        const { text } = (await store.article(outcome.article))!
        for (const gold of wanted.get(label) ?? []) {
          const start = (gold.starts[0] ?? '').trim()
          const report = outcome.reports.find(one =>
            one.paragraphs.some(at => text.slice(at.start, at.end).trimStart().startsWith(start)),
          )
          score.add(`${label} “${start}”`, report?.chain ?? [], gold)
        }
      }
    }
  } finally {
    await store.close()
  }
  return score
}

/** The chain of a lead given as a text file would give it: lines about it, then paragraphs. */
export function chainOfText(text: string, lang: Lang, lexicon: Lexicon): readonly ChainLink[] {
  const { blocks, reports } = separateReports(text, splitBlocks(text, { title: null }))
  const draft = reports[0]
  if (draft === undefined) return []
  const paragraphs = draft.paragraphs.map(at => blocks[at]!)
  const mentions = lexicon.match(text, tongueOf(lang))
  const lines = linesAbout(blocks, draft.paragraphs, reports.length === 1)
  return readChain({ text, lang, paragraphs, mentions, outlet: null, url: null, lines }, lexicon)
}

/** Evaluates chains over the samples and over our own leads. */
export async function run(): Promise<EvalResult> {
  const lexicon = openLexicon()
  const samples = await scoreSamples(lexicon)
  const [seen, heldOut] = [new Score(), new Score()]
  if (existsSync(new URL('chains.jsonl', GOLD))) {
    for (const [at, gold] of readLines<GoldLead>('chains.jsonl').entries()) {
      const score = at % HELD_OUT === HELD_OUT - 1 ? heldOut : seen
      score.add(
        `lead ${at + 1} [${gold.lang}]`,
        chainOfText(gold.text, gold.lang, lexicon),
        gold,
        gold.source,
      )
    }
  }
  return {
    set: 'chains',
    rows: [
      ...samples.rows('samples', false),
      ...seen.rows('leads', true),
      ...heldOut.rows('leads held out', true),
    ],
    failures: [samples, seen, heldOut].flatMap(score => score.failures),
  }
}
