// How well the text of a page is found: F1 against pages marked by hand, beside Readability alone on the same
// pages. In a gold text a paragraph that begins with `~ ` (a line with date, source or author) may be there or
// not; it counts for nobody.
import { readdirSync, readFileSync } from 'node:fs'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { decodeBytes, tidyText } from '../../src/ingest/charset.ts'
import { parsePage } from '../../src/ingest/html.ts'
import type { EvalResult, EvalRow } from './result.ts'

const PAGES = new URL('../gold/pages/', import.meta.url)

/** A page with the text that belongs to it. */
export interface GoldPage {
  readonly name: string
  readonly source: string
  readonly text: string
  /** Paragraphs that count for nobody. */
  readonly optional: readonly string[]
}

/** Every page under test/gold/pages, decoded as a file would be. */
export function readGoldPages(): GoldPage[] {
  const names = readdirSync(PAGES).filter(name => name.endsWith('.html'))
  return names.sort().map(file => {
    const name = file.replace('.html', '')
    const source = tidyText(decodeBytes(readFileSync(new URL(file, PAGES)), { html: true }).text)
    const paragraphs = readFileSync(new URL(`${name}.txt`, PAGES), 'utf8')
      .trimEnd()
      .split('\n\n')
    return {
      name,
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
  const ours = pages.map(page => textF1(parsePage(page.source).text, page))
  const alone = pages.map(page => textF1(readabilityText(page.source), page))
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
    failures: pages.flatMap((page, i) =>
      ours[i]! < 0.95 ? [`${page.name}: F1 ${ours[i]!.toFixed(3)}`] : [],
    ),
  }
}
