// Sentences: the units that are cited. First a range is cut into stretches of running text (line breaks), then
// each stretch into sentences by the rules of its language. Nothing but white space is ever left out.
import type { TextRange } from '../model/article.ts'
import type { Lang, Tongue } from '../model/language.ts'
import { tongueOf } from '../model/language.ts'
import { cutChinese, cutJapanese } from './sentences-cjk.ts'
import { cutEnglish } from './sentences-en.ts'
import { cutKorean } from './sentences-ko.ts'
import { findPieces } from './sentences-lines.ts'
import type { Cutter } from './sentences-marks.ts'
import { isSpace, matchPairs, skipSpace } from './sentences-marks.ts'

const CUTTERS: Readonly<Record<Tongue, Cutter>> = {
  zh: cutChinese,
  ja: cutJapanese,
  ko: cutKorean,
  en: cutEnglish,
}
/** A longer quotation, in UTF-16 units, is cut like any other text: its marks are more likely out of order. */
const LONGEST_QUOTE: Readonly<Record<Tongue, number>> = { zh: 240, ja: 240, ko: 320, en: 600 }

/**
 * Splits the `range` of a text into its sentences: ranges into `text`, in order, without the white space around
 * them; every other character is in exactly one. A quotation stays whole with the sentence that introduces it.
 * Takes time linear in the length of the range.
 */
export function splitSentences(text: string, range: TextRange, lang: Lang): TextRange[] {
  const tongue = tongueOf(lang)
  const within = { start: Math.max(0, range.start), end: Math.min(text.length, range.end) }
  const sentences: TextRange[] = []
  for (const piece of findPieces(text, within, tongue)) {
    const pairs = matchPairs(text, piece, LONGEST_QUOTE[tongue])
    const first = sentences.length
    let start = piece.start
    for (const end of [...CUTTERS[tongue](text, piece, pairs), piece.end]) {
      const from = skipSpace(text, start, end)
      let to = end
      while (to > from && isSpace(text.charCodeAt(to - 1))) to--
      const before = sentences.length > first ? sentences.at(-1) : undefined
      // Stray marks are no sentence of their own.
      if (before !== undefined && !/[\p{L}\p{N}]/u.test(text.slice(from, to)))
        sentences[sentences.length - 1] = { start: before.start, end: to > from ? to : before.end }
      else if (to > from) sentences.push({ start: from, end: to })
      start = end
    }
  }
  return sentences
}
