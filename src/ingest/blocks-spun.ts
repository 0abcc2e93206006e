// Scraped pages often carry a title that a program made: other titles fused, words swapped for near-synonyms.
// Such a title misstates the news and must never be shown or read. It betrays itself without any language being
// known: it runs parallel to lines on the page, but exactly where it differs its words stand nowhere in the text.
import { z } from 'zod'
import { fold } from '../text/fold.ts'
import { readRows } from './blocks-patterns.ts'

const synonymRow = z.strictObject({
  lang: z.enum(['zh', 'ja', 'ko', 'en']),
  /** Words that title-spinning programs put for one another. */
  words: z.array(z.string().min(1)).min(2),
})

const SYNONYMS = readRows('synonyms.jsonl', synonymRow).map(row => row.words.map(fold))

/** A title or sentence as units: one for each East Asian character, one for each word in letters or digits. */
interface Units {
  readonly units: readonly string[]
  /** `true` where punctuation or a space stood before the unit. */
  readonly breaks: readonly boolean[]
}

function unitsOf(text: string): Units {
  const units: string[] = []
  const breaks: boolean[] = []
  let end = 0
  for (const match of fold(text).matchAll(
    /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[\p{L}\p{N}]+?(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\p{L}\p{N}'-]|$)/gu,
  )) {
    units.push(match[0])
    breaks.push(match.index > end)
    end = match.index + match[0].length
  }
  return { units, breaks }
}

function isWord(unit: string): boolean {
  return unit.charCodeAt(0) < 0x2e80
}

/** Pairs of positions of a longest common subsequence. Titles and sentences are short: n·m stays small. */
function align(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1
  const best = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * width + j] =
        a[i] === b[j]
          ? best[(i + 1) * width + j + 1]! + 1
          : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (best[(i + 1) * width + j]! >= best[i * width + j + 1]!) i++
    else j++
  }
  return pairs
}

/** Which units of the title stand nowhere in the body, alone (words) or beside either neighbour (characters). */
function novelUnits({ units }: Units, body: string): boolean[] {
  const stem = (word: string) => word.slice(0, Math.max(4, word.length - 3))
  return units.map((unit, i) => {
    if (isWord(unit)) return !body.includes(stem(unit))
    const before = units[i - 1]
    const after = units[i + 1]
    if (before !== undefined && body.includes(before + unit)) return false
    return !(after !== undefined && body.includes(unit + after))
  })
}

/** How a stretch of the title runs parallel to another line. */
interface Parallel {
  /** Share of the stretch that the line has in the same order. */
  readonly share: number
  readonly common: number
  /** Places where both continue differently between common parts, the title with words that the body lacks. */
  readonly swaps: readonly string[]
}

function compare(title: Units, novel: readonly boolean[], from: number, to: number, line: Units): Parallel {
  const stretch = title.units.slice(from, to)
  const pairs = align(stretch, line.units)
  const swaps: string[] = []
  let [i, j] = [0, 0]
  for (const [a, b] of [...pairs, [stretch.length, line.units.length] as const]) {
    const [own, other] = [a - i, b - j]
    const content = stretch
      .slice(i, a)
      .filter((unit, at) => novel[from + i + at] && !/^[\u3040-\u309f]$/.test(unit))
    if (weigh(content) >= 2 && own <= 8 && other > 0 && other <= 12)
      swaps.push(stretch.slice(i, a).join(isWord(stretch[i]!) ? ' ' : ''))
    i = a + 1
    j = b + 1
  }
  return { share: pairs.length / Math.max(1, stretch.length), common: pairs.length, swaps }
}

function weigh(units: readonly string[]): number {
  return units.reduce((sum, unit) => sum + (isWord(unit) ? 2 : 1), 0)
}

/** The title's first part parallel to one line and its second part to another, each differing by words of its own. */
function findFusion(title: Units, novel: readonly boolean[], lines: readonly Units[]): string | null {
  const n = title.units.length
  for (let cut = 1; cut < n; cut++) {
    if (!title.breaks[cut]) continue
    if (weigh(title.units.slice(0, cut)) < 6 || weigh(title.units.slice(cut)) < 6) continue
    const parts = (
      [
        [0, cut],
        [cut, n],
      ] as const
    ).map(([from, to]) => lines.map(line => compare(title, novel, from, to, line)))
    const [first, second] = parts.map(found =>
      found.reduce((best, parallel, at) => (parallel.common > found[best]!.common ? at : best), 0),
    ) as [number, number]
    if (first === second) continue
    const [a, b] = [parts[0]![first]!, parts[1]![second]!]
    const [aElse, bElse] = [parts[0]![second]!, parts[1]![first]!]
    const isParallel = a.share >= 0.35 && b.share >= 0.35 && Math.min(a.common, b.common) >= 3
    const isOwn = a.common >= aElse.common + 2 && b.common >= bElse.common + 2
    const swaps = [...a.swaps, ...b.swaps]
    if (isParallel && isOwn && swaps.length >= 2)
      return `fuses two titles of the page with words found nowhere in it: ${swaps.slice(0, 4).join(', ')}`
  }
  return null
}

/** The title runs parallel to one line but for two or more swapped words. */
function findParaphrase(title: Units, novel: readonly boolean[], lines: readonly Units[]): string | null {
  const novelShare = novel.filter(Boolean).length / Math.max(1, novel.length)
  if (novelShare < 0.2) return null
  for (const line of lines) {
    const { share, common, swaps } = compare(title, novel, 0, title.units.length, line)
    const lengths = title.units.length / Math.max(1, line.units.length)
    if (share >= 0.45 && common >= 5 && swaps.length >= 2 && lengths > 0.6 && lengths < 1.7)
      return `rewords a title of the page with words found nowhere in it: ${swaps.slice(0, 4).join(', ')}`
  }
  return null
}

/** Words of the title that the body lacks, while it has a listed synonym of each. */
function findSynonyms(title: string, novel: readonly boolean[], body: string): string | null {
  const novelShare = novel.filter(Boolean).length / Math.max(1, novel.length)
  if (novelShare < 0.3) return null
  const key = fold(title)
  const has = (text: string, word: string) =>
    isWord(word) ? new RegExp(`(^|[^a-z])${word}([^a-z]|$)`).test(text) : text.includes(word)
  const swaps: string[] = []
  for (const words of SYNONYMS) {
    const swapped = words.find(word => has(key, word) && !has(body, word))
    if (swapped === undefined || words.some(word => word !== swapped && has(key, word))) continue
    const original = words.find(word => has(body, word))
    if (original !== undefined) swaps.push(`${swapped} for ${original}`)
  }
  if (swaps.length < 3) return null
  return `swaps words of the text for synonyms: ${swaps.slice(0, 4).join(', ')}`
}

/**
 * Why a title is a program's fusion or rewording of what the page says, in one line; null for an ordinary title.
 * @param lines the other titles on the page
 * @param body all other text of the page, titles included
 */
export function findSpin(title: string, lines: readonly string[], body: string): string | null {
  const units = unitsOf(title)
  if (weigh(units.units) < 8) return null
  const key = fold(body)
  const novel = novelUnits(units, key)
  const others = lines.filter(line => fold(line) !== fold(title)).map(unitsOf)
  return (
    findFusion(units, novel, others) ??
    findParaphrase(units, novel, others) ??
    findSynonyms(title, novel, key)
  )
}

/**
 * Share of a title (0..1) that stands nowhere in the text of its page: near 0.2 for ordinary headlines, half and
 * more for a title that a program reworded throughout. Not proof by itself: columns and interviews reach it too.
 */
export function noveltyOf(title: string, body: string): number {
  const novel = novelUnits(unitsOf(title), fold(body))
  return novel.filter(Boolean).length / Math.max(1, novel.length)
}

/** A title above several reports that has this share of foreign words was made by a program. */
const SPUN_NOVELTY = 0.35
/** Fused titles are longer than those they fuse, and have clauses. */
const FUSED_LENGTH = 1.2

/**
 * Why the title of a page that holds several reports was made by a program, in one line; null for a page's own.
 * @param titles those of the reports
 * @param body the page's text without the title
 */
export function findPageSpin(title: string, titles: readonly string[], body: string): string | null {
  const spin = findSpin(title, titles, body)
  if (spin !== null) return spin
  const lengths = titles.map(line => weigh(unitsOf(line).units))
  const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
  const isFused = /[,，、;；…]/.test(title) && weigh(unitsOf(title).units) >= FUSED_LENGTH * usual
  if (!isFused || noveltyOf(title, body) < SPUN_NOVELTY) return null
  return 'joins clauses in words that none of the reports has'
}
