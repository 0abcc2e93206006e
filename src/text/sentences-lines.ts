// Lines: a line break inside a hard-wrapped paragraph means nothing, one between two items of a list ends a
// sentence though no full stop stands there. Told apart by what stands at the break and by the width of lines.
import type { TextRange } from '../model/article.ts'
import type { Tongue } from '../model/language.ts'
import data from './data/sentences.json' with { type: 'json' }
import { isClosing, isSpace, skipSpace } from './sentences-marks.ts'

interface Line extends TextRange {
  /** White space in front of the first character, in columns. */
  readonly indent: number
  readonly width: number
  /** A blank line stands before this one. */
  readonly afterBlank: boolean
}

const LIST_MARK =
  /^(?:[•●○■□◆◇▶▷※★☆·・⁃*\-–—]\s?\S|[①-⑳㈠-㈩⑴-⑽]|第[一二三四五六七八九十百\d]{1,3}[、，,]|[一二三四五六七八九十]{1,2}、|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2}|[ivx]{1,4}|[a-zA-Z])[）)]|(?:\d{1,2}|[ivx]{1,4}|[a-zA-Z])(?:\.[)）]?|[)）])\s|\d{1,2}[.、．]\s?[^\d\s]|[가나다라마바사아자차카타파하]\.\s)/
const CARRIES_ON = /^[,.;:!?…，。、；：！？)）」』”’》】\]]/
const HANGS = { zh: words(data.zh.hangs), ja: words(data.ja.hangs) }
/** Lines narrower than this are not wrapped text, in columns (a CJK character is two) … */
const NARROWEST_WRAP = { zh: 30, ja: 30, ko: 36, en: 40 }
/** … unless several stand below one another, all as wide as the next word allows. */
const NARROWEST_COLUMN = 16

function words(list: string): readonly string[] {
  return list.split(' ')
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 11 || unit === 12 || unit === 0x2028 || unit === 0x2029
}

/** Columns that a unit takes in a fixed-width face: Han, kana, Hangul and full-width forms take two. */
function columns(unit: number): number {
  return unit >= 0x1100 && (unit <= 0x115f || (unit >= 0x2e80 && unit <= 0xa4cf) || unit >= 0xac00) ? 2 : 1
}

function readLines(text: string, range: TextRange): Line[] {
  const lines: Line[] = []
  let start = range.start
  let afterBlank = false
  for (let at = range.start; at <= range.end; at++) {
    if (at < range.end && !isLineEnd(text.charCodeAt(at))) continue
    const from = skipSpace(text, start, at)
    let to = at
    while (to > from && isSpace(text.charCodeAt(to - 1))) to--
    if (from === to) {
      // The gap inside "\r\n" is no line.
      if (!(at === start && text[at] === '\n' && text[at - 1] === '\r')) afterBlank = lines.length > 0
    } else {
      let indent = 0
      for (let i = start; i < from; i++) indent += columns(text.charCodeAt(i))
      let width = indent
      for (let i = from; i < to; i++) width += columns(text.charCodeAt(i))
      lines.push({ start: from, end: to, indent, width, afterBlank })
      afterBlank = false
    }
    start = at + 1
  }
  return lines
}

/** The last character of a line that is not a closing mark. */
function lastMark(text: string, line: Line): string {
  let at = line.end - 1
  while (at > line.start && isClosing(text[at])) at--
  return text[at]!
}

/** Columns that the first word of a line needs; one character is enough where words are not spaced. */
function firstWord(text: string, line: Line, tongue: Tongue): number {
  if (tongue === 'zh' || tongue === 'ja') return 4
  let at = line.start
  let width = 0
  while (at < line.end && width < 40 && !isSpace(text.charCodeAt(at))) width += columns(text.charCodeAt(at++))
  return width + 1
}

const isTerminated = (mark: string) => /[。．｡.!?！？…]/.test(mark)

/** True when the break between two neighbouring lines lies inside a sentence, or at least inside running text. */
function runsOn(
  text: string,
  line: Line,
  next: Line,
  block: { widest: number; narrowest: number; prose: boolean },
  tongue: Tongue,
) {
  if (next.afterBlank) return false
  const opening = text.slice(next.start, Math.min(next.end, next.start + 12))
  if (CARRIES_ON.test(opening) && !/^…/.test(opening)) return true
  const mark = lastMark(text, line)
  if (LIST_MARK.test(opening)) return false
  // After a full stop the rules for running text find the end themselves, unless an abbreviation hides it.
  if (isTerminated(mark)) return tongue === 'en' && !/^[A-Z(“"']/.test(opening)
  if (/[，,、；;]/.test(mark)) return true
  if (next.indent >= 2 && line.indent < next.indent) return false
  const tail = text.slice(Math.max(line.start, line.end - 4), line.end)
  if (tongue === 'zh' || tongue === 'ja') if (HANGS[tongue].some(word => tail.endsWith(word))) return true
  if (tongue === 'en' && block.prose && /^[a-z(]/.test(opening) && /[a-z,]$/i.test(tail) && line.width > 8)
    return /^[a-z]/.test(opening) || line.width + firstWord(text, next, tongue) > block.widest
  if (block.widest < block.narrowest || !block.prose) return false
  return line.width + firstWord(text, next, tongue) + 2 > block.widest
}

/**
 * Splits a range into stretches of running text: line breaks inside them are white space, those between them
 * end a sentence. White space around a stretch is left out.
 */
export function findPieces(text: string, range: TextRange, tongue: Tongue): TextRange[] {
  const lines = readLines(text, range)
  const pieces: TextRange[] = []
  for (let first = 0; first < lines.length; ) {
    let last = first + 1
    while (last < lines.length && !lines[last]!.afterBlank) last++
    const block = lines.slice(first, last)
    // Only the last line of a wrapped paragraph may be short, and none may be longer than the full ones.
    const full = block.slice(0, -1).map(line => line.width)
    const widest = full.reduce((most, width) => Math.max(most, width), 0)
    const even = full.length > 1 && full.every(width => width + 4 > widest)
    const wrapped = block.at(-1)!.width <= widest + 2
    const narrowest = !wrapped ? Number.POSITIVE_INFINITY : even ? NARROWEST_COLUMN : NARROWEST_WRAP[tongue]
    const prose =
      /[.。．｡!?！？…:：]/.test(lastMark(text, block.at(-1)!)) || block.some(line => hasStop(text, line))
    let start = block[0]!.start
    for (const [i, line] of block.entries()) {
      const next = block[i + 1]
      if (next !== undefined && runsOn(text, line, next, { widest, narrowest, prose }, tongue)) continue
      pieces.push({ start, end: line.end })
      if (next !== undefined) start = next.start
    }
    first = last
  }
  return pieces
}

/** True when a full stop stands inside the line: a sign of prose rather than of a list of names. */
function hasStop(text: string, line: Line): boolean {
  const inside = text.slice(line.start, Math.min(line.end, line.start + 2000))
  return /[。！？｡]|[\p{L}\p{M}"”)][.!?]\s/u.test(inside)
}
