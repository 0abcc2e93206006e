// Our own glossary: ordinary words and names of the news in four languages, for what CC-CEDICT does not have. Lines of
// data/glossary-*.txt are `English | Chinese | Japanese | Korean`, with commas between words for the same thing; any
// side may be empty. Everything written on one line stands for everything else on it.
import { readdirSync, readFileSync } from 'node:fs'
import type { Tongue } from '../../model/language.ts'
import { fold } from '../../text/fold.ts'
import { cutTerms } from '../../text/terms.ts'

/** One line: its words by language, as written. */
export type GlossaryRow = Readonly<Record<Tongue, readonly string[]>>

export interface Glossary {
  readonly rows: readonly GlossaryRow[]
  /** Rows with this word: stems joined by spaces for English and Korean, the folded word for Chinese and Japanese. */
  find(key: string, tongue: Tongue): readonly GlossaryRow[]
}

const FOLDER = new URL('./data/', import.meta.url)
const COLUMNS: readonly Tongue[] = ['en', 'zh', 'ja', 'ko']

let shared: Glossary | undefined

/** The glossary of this house, read once per process. @throws Error naming the file and line of a bad row */
export function openGlossary(): Glossary {
  shared ??= readGlossary(
    readdirSync(FOLDER)
      .filter(name => name.startsWith('glossary-'))
      .sort()
      .map(name => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') })),
  )
  return shared
}

/** Reads glossary files. */
export function readGlossary(files: readonly { readonly name: string; readonly text: string }[]): Glossary {
  const rows: GlossaryRow[] = []
  const places: Record<Tongue, Map<string, number[]>> = {
    en: new Map(),
    zh: new Map(),
    ja: new Map(),
    ko: new Map(),
  }
  for (const { name, text } of files) {
    for (const [at, line] of text.split('\n').entries()) {
      if (line.trim() === '' || line.startsWith('#')) continue
      const cells = line.split('|').map(cell =>
        cell
          .split(',')
          .map(word => word.trim())
          .filter(Boolean),
      )
      if (cells.length !== COLUMNS.length || cells.filter(cell => cell.length > 0).length < 2)
        throw new Error(`${name} line ${at + 1} is not "English | Chinese | Japanese | Korean": ${line}`)
      const [en = [], zh = [], ja = [], ko = []] = cells
      const row: GlossaryRow = { en, zh, ja, ko }
      rows.push(row)
      for (const tongue of COLUMNS)
        for (const word of row[tongue]) {
          const key = keyOf(word, tongue)
          const known = places[tongue].get(key)
          if (known === undefined) places[tongue].set(key, [rows.length - 1])
          else if (!known.includes(rows.length - 1)) known.push(rows.length - 1)
        }
    }
  }
  return { rows, find: (key, tongue) => (places[tongue].get(key) ?? []).map(at => rows[at]!) }
}

/** The key under which a word is looked up. */
export function keyOf(word: string, tongue: Tongue): string {
  if (tongue === 'zh' || tongue === 'ja') return fold(word)
  return wholeTerms(word).join(' ')
}

/** The terms of a word without the parts of its parts: 정상회담 alone, not its syllable pairs. */
export function wholeTerms(word: string): string[] {
  if (!/[\uac00-\ud7a3]/.test(word)) return cutTerms(word, 'en')
  return fold(word)
    .split(/\s+/)
    .flatMap(part => cutTerms(part, 'ko').slice(0, 1))
}
