// The single reports and hand-read pages that separation is measured with: our samples with their gold, and, where
// the folder is there, the NTREX news documents and the seed page.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Converter } from 'opencc-js/cn2t'
import { isReadFailure, readPath } from '../../src/ingest/files.ts'
import type { ParsedItem } from '../../src/model/article.ts'
import type { Lang } from '../../src/model/language.ts'
import { createRandom, type Ingredient, toParagraphs } from './separate-mixes.ts'

const ROOT = new URL('../../', import.meta.url)
const NTREX = new URL('../shared/data/clir/ntrex/', ROOT)
const SEED = new URL('../shared/data/seed/', ROOT)

export interface GoldReport {
  readonly title: string | null
  readonly starts: readonly string[]
}

/** A sample read by hand: which paragraphs belong to which report. */
export interface GoldPage {
  readonly file: string
  readonly lang: Lang
  readonly kind: string
  readonly spunTitle: boolean
  readonly reports: readonly GoldReport[]
  readonly item: ParsedItem
}

function readLines<T>(url: URL): T[] {
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as T)
}

async function readItems(file: string): Promise<ParsedItem[]> {
  const items: ParsedItem[] = []
  for await (const item of readPath(fileURLToPath(new URL(`samples/${file}`, ROOT)), {}))
    if (!isReadFailure(item)) items.push(item)
  return items
}

/** Every sample that has gold, read as the project reads it. */
export async function readGoldPages(): Promise<GoldPage[]> {
  const pages: GoldPage[] = []
  for (const name of ['samples-zhja', 'samples-koen']) {
    const url = new URL(`test/gold/${name}.jsonl`, ROOT)
    if (!existsSync(url)) continue
    for (const row of readLines<Omit<GoldPage, 'item'>>(url)) {
      const [file, nth] = row.file.split('#')
      const item = (await readItems(file!))[nth === undefined ? 0 : Number(nth) - 1]
      if (item) pages.push({ ...row, item })
    }
  }
  return pages
}

/** Samples that hold one report, as ingredients; long enough to be mixed. */
export function toIngredients(pages: readonly GoldPage[]): Ingredient[] {
  return pages.flatMap(({ file, lang, kind, reports, item }) => {
    if (kind !== 'single') return []
    const { title, starts } = reports[0]!
    const isOwn = (line: string) => starts.some(start => line.trim().startsWith(start.trim()))
    const paragraphs = item.text.split('\n').filter(isOwn)
    const isInterview = paragraphs.some(line => /^[\s　]*(問|问|答|――|―|Q:|A:)/.test(line))
    return paragraphs.length < 3 || isInterview ? [] : [{ id: file, lang, title, paragraphs }]
  })
}

const NTREX_LANGS = [
  ['en', 'en'],
  ['ja', 'ja'],
  ['ko', 'ko'],
  ['zh', 'zh-Hans'],
  ['zht', 'zh-Hant'],
] as const

/** The NTREX documents in five written forms, cut into paragraphs of 1 to 3 sentences; empty when not there. */
export function readNtrex(): Ingredient[] {
  if (!existsSync(NTREX)) return []
  return NTREX_LANGS.flatMap(([name, lang]) => {
    const queries = readLines<{ passage_id: string; question: string }>(
      new URL(`ntrex.queries.${name}.jsonl`, NTREX),
    )
    const titles = new Map(queries.map(query => [query.passage_id, query.question]))
    const passages = readLines<{ id: string; text: string }>(new URL(`passages.${name}.jsonl`, NTREX))
    return passages.map(({ id, text }, i) => {
      const title = titles.get(id) ?? null
      return {
        id,
        lang,
        // A few of these headlines are whole sentences: not what stands above an article.
        title: title !== null && /[.。]["”」』]?$/.test(title) ? null : title,
        paragraphs: toParagraphs(text, createRandom(1000 + i)),
      }
    })
  })
}

export interface SeedBlock {
  readonly start: number
  readonly end: number
  readonly strand: string | null
  readonly kind: string
}

/** The seed page and its blocks as read by hand, or null when it is not there. */
export function readSeed(): { text: string; blocks: readonly SeedBlock[] } | null {
  if (!existsSync(SEED)) return null
  const { blocks } = JSON.parse(readFileSync(new URL('gold.json', SEED), 'utf8')) as { blocks: SeedBlock[] }
  return { text: readFileSync(new URL('page.txt', SEED), 'utf8'), blocks }
}

/** A Simplified text in Traditional characters and words, as Taiwan writes them. */
export const toTraditional: (text: string) => string = Converter({ from: 'cn', to: 'twp' })
