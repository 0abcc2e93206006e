// What a statement puts in quotation marks must stand in a sentence it cites, letter for letter.
import { fold } from '../text/fold.ts'
import type { Fault, ReadEvidence, ReadStatement } from './verify-types.ts'

const QUOTED =
  /[“"「『]([^”"」』]{1,400})[”"」』]|‘([^’]{3,400})’(?!\p{L})|(?<=^|[\s(,:])'([^']{3,400})'(?=$|[\s.,;:!?)])/gu
/** A word in quotation marks may be a name or a term put into the reader's language. */
const SHORT = 2

/** Nothing is quoted that is not in the sentences. */
export function checkQuotes({ text }: ReadStatement, evidence: readonly ReadEvidence[]): Fault[] {
  const bare = (words: string): string => fold(words).replaceAll(/[\s\p{P}]+/gu, '')
  const keys = evidence.map(one => bare(one.quote))
  return [...text.matchAll(QUOTED)]
    .map(found => found[1] ?? found[2] ?? found[3] ?? '')
    .filter(words => wordCount(words) > SHORT && !keys.some(key => key.includes(bare(words))))
    .map((words): Fault => ({ check: 'quotes', detail: words.slice(0, 40) }))
}

/** Words, where four Han characters, kana or syllables count as one. */
function wordCount(words: string): number {
  const wide = words.match(/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/g)?.length ?? 0
  const narrow = words.match(/[\p{Script=Latin}\d]+/gu)?.length ?? 0
  return Math.floor(wide / 4) + narrow
}
