// Compiles CC-CEDICT into the file that `openDictionary` reads: run as a program of its own, so that the 300 MB this
// takes for two seconds are never part of a process that answers. `node compile.ts FILE`
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readCedict } from './cedict.ts'
import { packPairs } from './packed.ts'

/** Words with their stems and phrases, and characters with their pinyin, packed one after the other. */
export function compileDictionary(): Uint8Array {
  const { entries, readings } = readCedict()
  const words = packPairs(
    entries.flatMap(({ word, stems, phrases }) => [
      ...[...stems].map(([right, weight]) => ({ left: word, right, weight })),
      ...phrases.map(right => ({ left: word, right, weight: 1 })),
    ]),
  )
  const pinyin = packPairs([...readings].map(([left, right]) => ({ left, right, weight: 1 })))
  const out = new Uint8Array(8 + words.length + pinyin.length)
  new DataView(out.buffer).setUint32(0, words.length, true)
  new DataView(out.buffer).setUint32(4, pinyin.length, true)
  out.set(words, 8)
  out.set(pinyin, 8 + words.length)
  return out
}

/** Writes the compiled dictionary, whole or not at all. */
export function writeDictionary(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const half = `${file}.${process.pid}`
  writeFileSync(half, compileDictionary())
  renameSync(half, file)
}

if (import.meta.main) writeDictionary(process.argv[2]!)
