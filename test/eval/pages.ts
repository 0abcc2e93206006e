// How well the text, the headline and the day of a page are found: against pages marked by hand, beside Readability
// alone on the same pages. In a gold text a paragraph that begins with `~ ` (a line with date, source or author) may be there or
// not; it counts for nobody.
import { readdirSync, readFileSync } from 'node:fs'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { decodeBytes, tidyText } from '../../src/ingest/charset.ts'
import { parsePage } from '../../src/ingest/html.ts'
import { readPage } from '../../src/ingest/sources/page.ts'
import type { EvalResult, EvalRow } from './result.ts'

const PAGES = new URL('../gold/pages/', import.meta.url)

/** A page with the text that belongs to it. */
export interface GoldPage {
  readonly name: string
  readonly source: string
  readonly text: string
  /** Paragraphs that count for nobody. */
  readonly optional: readonly string[]
  readonly title: string
  /** Day that the page states, or null where it states none. */
  readonly date: string | null
  readonly bytes: Uint8Array
}

/** Every page under test/gold/pages, decoded as a file would be. */
export function readGoldPages(): GoldPage[] {
  const marks = JSON.parse(readFileSync(new URL('meta.json', PAGES), 'utf8')) as Readonly<
    Record<string, { title: string; date: string | null }>
  >
  const names = readdirSync(PAGES).filter(name => name.endsWith('.html'))
  return names.sort().map(file => {
    const name = file.replace('.html', '')
    const bytes = readFileSync(new URL(file, PAGES))
    const source = tidyText(decodeBytes(bytes, { html: true }).text)
    const paragraphs = readFileSync(new URL(`${name}.txt`, PAGES), 'utf8')
      .trimEnd()
      .split('\n\n')
    return {
      name,
      bytes,
      ...marks[name]!,
      source,
      text: paragraphs.filter(paragraph => !paragraph.startsWith('~ ')).join('\n\n'),
      optional: paragraphs
        .filter(paragraph => paragraph.startsWith('~ '))
        .map(paragraph => paragraph.slice(2)),
    }
  })
}

const tokensOf = (text: string) => text.match(/[\u2e80-\ud7a3\uf900-\uffef]|[\p{L}\p{N}]+/gu) ?? []

/** Removes the optional paragraphs, however they are spaced. */
function withoutOptional(tokens: readonly string[], optional: readonly string[]): string[] {
  const rest = [...tokens]
  for (const paragraph of optional) {
    const parts = tokensOf(paragraph)
    for (let at = 0; at + parts.length <= rest.length; at++)
      if (parts.every((part, i) => rest[at + i] === part)) {
        rest.splice(at, parts.length)
        break
      }
  }
  return rest
}

/** Pairs of neighbouring tokens with their counts: a character of Chinese, Japanese or Korean, or a word. */
function pairsOf(tokens: readonly string[]): Map<string, number> {
  const pairs = new Map<string, number>()
  for (let i = 0; i + 1 < tokens.length; i++) {
    const pair = `${tokens[i]} ${tokens[i + 1]}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** F1 over pairs of neighbouring tokens. */
export function textF1(found: string, gold: GoldPage): number {
  const a = pairsOf(withoutOptional(tokensOf(found), gold.optional))
  const b = pairsOf(tokensOf(gold.text))
  const sum = (pairs: ReadonlyMap<string, number>) => [...pairs.values()].reduce((total, n) => total + n, 0)
  let shared = 0
  for (const [pair, n] of a) shared += Math.min(n, b.get(pair) ?? 0)
  return shared === 0 ? 0 : (2 * shared) / (sum(a) + sum(b))
}

function readabilityText(source: string): string {
  const { document } = parseHTML(source)
  return new Readability(document).parse()?.textContent ?? ''
}

interface Stated {
  readonly text: string
  readonly title: string
  readonly date: string | null
}

/** Headline and day as the fetcher's reading of a page has them. */
async function statedBy(page: GoldPage): Promise<Stated> {
  const read = await readPage(page.bytes, null, `https://news.example/${page.name}`, {
    title: '',
    summary: '',
  })
  if ('binary' in read) return { text: '', title: '', date: null }
  return {
    text: read.page.text,
    title: read.page.title ?? '',
    date: read.page.published?.slice(0, 10) ?? null,
  }
}

function statedByReadability(source: string): Omit<Stated, 'text'> {
  const { document } = parseHTML(source)
  const found = new Readability(document).parse()
  return { title: found?.title ?? '', date: found?.publishedTime?.slice(0, 10) ?? null }
}

const squeeze = (text: string) => text.replace(/\s+/g, '')

const shareOf = (pages: readonly GoldPage[], isRight: (page: GoldPage, at: number) => boolean) =>
  pages.filter(isRight).length / pages.length

/** The same page with its class and id names scrambled, as builders of today do it. */
function scramble(source: string): string {
  return source.replace(/(class|id)=(["'])([^"']*)\2/gi, (_, key: string, quote: string, names: string) => {
    const hash = [...names].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 99991, 7)
    return `${key}=${quote}css-${hash.toString(36)}${quote}`
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Mean F1 of both ways over all pages, the worst page, and the same without telling names. */
export async function run(): Promise<EvalResult> {
  const pages = readGoldPages()
  const alone = pages.map(page => textF1(readabilityText(page.source), page))
  const stated = await Promise.all(pages.map(statedBy))
  const ours = pages.map((page, at) => textF1(stated[at]!.text, page))
  const theirs = pages.map(page => statedByReadability(page.source))
  const bare = pages.map(page => ({ ...page, source: scramble(page.source) }))
  const row = (measure: string, value: number, goal: number | null, note = ''): EvalRow => ({
    measure,
    value,
    goal,
    n: pages.length,
    note,
  })
  const worst = Math.min(...ours)
  return {
    set: 'pages',
    rows: [
      row('text F1', mean(ours), 0.95),
      row('text F1, worst page', worst, 0.9, pages[ours.indexOf(worst)]?.name ?? ''),
      row(
        'title',
        shareOf(pages, ({ title }, at) => squeeze(stated[at]!.title) === squeeze(title)),
        0.95,
      ),
      row(
        'date',
        shareOf(pages, ({ date }, at) => stated[at]!.date === date),
        0.95,
        'the day the page states, or none',
      ),
      row(
        'title, Readability alone',
        shareOf(pages, ({ title }, at) => squeeze(theirs[at]!.title) === squeeze(title)),
        null,
      ),
      row(
        'date, Readability alone',
        shareOf(pages, ({ date }, at) => theirs[at]!.date === date),
        null,
      ),
      row('text F1, Readability alone', mean(alone), null, 'the same pages, for comparison'),
      row(
        'text F1, names scrambled',
        mean(bare.map(page => textF1(parsePage(page.source).text, page))),
        null,
        'class and id names tell nothing; names that hide text are lost as well',
      ),
      row(
        'text F1, Readability alone, names scrambled',
        mean(bare.map(page => textF1(readabilityText(page.source), page))),
        null,
      ),
    ],
    failures: pages.flatMap((page, i) => [
      ...(ours[i]! < 0.95 ? [`${page.name}: F1 ${ours[i]!.toFixed(3)}`] : []),
      ...(squeeze(stated[i]!.title) === squeeze(page.title)
        ? []
        : [`${page.name}: title ${stated[i]!.title}`]),
      ...(stated[i]!.date === page.date ? [] : [`${page.name}: date ${stated[i]!.date}, not ${page.date}`]),
    ]),
  }
}
