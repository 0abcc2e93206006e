// How fast articles get in: folders of generated text files, JSON lines and pages, through `ingestPath` into a fresh
// store on disk, end to end. Beside it, on the same pages, what finding the main text alone costs others.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readability } from '@mozilla/readability'
import { JSDOM, VirtualConsole } from 'jsdom'
import { parseHTML } from 'linkedom'
import { ingestPath } from '../src/ingest/ingest.ts'
import { type Lexicon, openLexicon } from '../src/lexicon/lexicon.ts'
import { openStore } from '../src/store/open.ts'
import { writeArticle } from './articles.ts'
import { type BenchResult, type Figure, figure, figureWithGoal, median } from './figures.ts'
import { lineOf, pageOf, textOf } from './pages.ts'
import { readMaterial } from './templates.ts'

const SEED = 1
const ARTICLES = 2000
const LINES_PER_FILE = 500
const RUNS = 3
/** Peers read these many of the same pages a run: jsdom would take minutes for all. */
const PEER_PAGES = 500
const MAX_BYTES = 20_000_000
const LEAST_RATE = 200

interface Material {
  readonly name: 'text' | 'JSONL' | 'HTML'
  readonly folder: string
  readonly files: readonly string[]
  readonly bytes: number
}

/** Writes the folders, measures, and removes them. */
export async function run(): Promise<BenchResult> {
  const root = mkdtempSync(join(tmpdir(), 'attache-bench-ingest-'))
  try {
    const lexicon = openLexicon()
    const materials = await writeFolders(root, lexicon)
    const figures: Figure[] = []
    const rates = new Map<string, number>()
    for (const material of materials) {
      const runs: number[] = []
      for (let at = 0; at < RUNS; at++)
        runs.push(await timeIngest(material, join(root, `${material.name}-${at}.db`), lexicon))
      const rate = ARTICLES / median(runs)
      rates.set(material.name, rate)
      const note = `${ARTICLES} articles, median of ${RUNS} runs: ${runs.map(seconds => `${seconds.toFixed(1)} s`).join(', ')}`
      figures.push(figureWithGoal(`${material.name}: articles`, rate, '/s', { atLeast: LEAST_RATE }, note))
      const size = `${(material.bytes / 1024 / ARTICLES).toFixed(1)} KB an article`
      figures.push(figure(`${material.name}: input`, material.bytes / 1e6 / median(runs), 'MB/s', size))
    }
    const pages = materials.find(one => one.name === 'HTML')!.files.slice(0, PEER_PAGES)
    for (const [name, extract] of PEERS) figures.push(...timePeer(name, extract, pages, rates.get('HTML')!))
    return { bench: 'ingest', command: 'npm run bench -- ingest', figures }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** The same articles in three shapes. */
async function writeFolders(root: string, lexicon: Lexicon): Promise<Material[]> {
  const material = await readMaterial(lexicon)
  const [text, lines, html] = ['text', 'jsonl', 'html'].map(name => join(root, name)) as [
    string,
    string,
    string,
  ]
  for (const folder of [text, lines, html]) mkdirSync(folder)
  const files = { text: [] as string[], lines: [] as string[], html: [] as string[] }
  let chunk = ''
  for (let n = 0; n < ARTICLES; n++) {
    const article = writeArticle(material, SEED, n)
    files.text.push(write(join(text, `${n}.txt`), textOf(article)))
    files.html.push(write(join(html, `${n}.html`), pageOf(article)))
    chunk += lineOf(article)
    if (n % LINES_PER_FILE === LINES_PER_FILE - 1 || n === ARTICLES - 1) {
      files.lines.push(write(join(lines, `${n}.jsonl`), chunk))
      chunk = ''
    }
  }
  const sizeOf = (paths: readonly string[]): number =>
    paths.reduce((sum, path) => sum + statSync(path).size, 0)
  return [
    { name: 'text', folder: text, files: files.text, bytes: sizeOf(files.text) },
    { name: 'JSONL', folder: lines, files: files.lines, bytes: sizeOf(files.lines) },
    { name: 'HTML', folder: html, files: files.html, bytes: sizeOf(files.html) },
  ]
}

function write(path: string, content: string): string {
  writeFileSync(path, content)
  return path
}

/** Seconds from opening a new store to its last commit and closing. @throws Error when an article was not stored */
async function timeIngest({ folder }: Material, file: string, lexicon: Lexicon): Promise<number> {
  const begun = performance.now()
  const store = await openStore(file, { clock: () => new Date() })
  let stored = 0
  const deps = { store, lexicon, clock: () => Temporal.Now.instant() }
  for await (const outcome of ingestPath(folder, deps, { maxBytes: MAX_BYTES })) {
    if (outcome.stored !== 'new') throw new Error(`${outcome.path}: ${outcome.skipped ?? outcome.stored}`)
    stored++
  }
  await store.close()
  const seconds = (performance.now() - begun) / 1000
  if (stored !== ARTICLES) throw new Error(`${stored} of ${ARTICLES} articles were stored from ${folder}`)
  return seconds
}

type Extract = (source: string) => string

const PEERS: readonly (readonly [string, Extract])[] = [
  [
    'readability + jsdom',
    source => {
      const dom = new JSDOM(source, { virtualConsole: new VirtualConsole() })
      const found = new Readability(dom.window.document).parse()?.textContent ?? ''
      dom.window.close()
      return found
    },
  ],
  [
    'readability + linkedom',
    source => new Readability(parseHTML(source).document as unknown as Document).parse()?.textContent ?? '',
  ],
]

/** What a peer does alone: read the file, find the main text; no dates, no claims, no store. */
function timePeer(name: string, extract: Extract, pages: readonly string[], ours: number): Figure[] {
  const runs: number[] = []
  for (let at = 0; at < RUNS; at++) {
    const begun = performance.now()
    for (const page of pages)
      if (extract(readFileSync(page, 'utf8')) === '') throw new Error(`${name} found nothing in ${page}`)
    runs.push((performance.now() - begun) / 1000)
  }
  const rate = pages.length / median(runs)
  return [
    figure(
      `${name} alone: pages`,
      rate,
      '/s',
      `main text only, ${pages.length} of the same pages, median of ${RUNS} runs`,
    ),
    figure(
      `HTML end to end ÷ ${name} alone`,
      ours / rate,
      '×',
      'above 1: reading, dating, coding and storing is faster than their extraction alone',
    ),
  ]
}
