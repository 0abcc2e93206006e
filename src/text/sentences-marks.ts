// Marks that every language shares: white space, closing marks, and which opening mark belongs to which
// closing one. A full stop between a pair of marks does not end the sentence around it.
import type { TextRange } from '../model/article.ts'
import { markUnits } from './units.ts'

/** Offset of an opening mark → offset of the mark that closes it. */
export type Pairs = ReadonlyMap<number, number>

/** Finds the offsets (exclusive) at which sentences end within a stretch of running text. */
export type Cutter = (text: string, piece: TextRange, pairs: Pairs) => number[]

const OPENS: Readonly<Record<string, string>> = {
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
  '（': '）',
  '(': ')',
  '《': '》',
  '〈': '〉',
  '【': '】',
  '［': '］',
  '[': ']',
  '〔': '〕',
  '〝': '〟',
  '«': '»',
}
const CLOSES = new Set(Object.values(OPENS))
/** More than this many marks open at once is a text out of order; it also keeps matching linear. */
const DEEPEST = 8

/** What each UTF-16 unit can be, as bits: looked up once a unit, so that most of a text costs next to nothing. */
const KIND = new Uint8Array(0x10000)
const SPACE = 1
const STOP = 2
const CLOSING = 4
const PAIRED = 8
const CJK = 16
markUnits(KIND, /\s/, SPACE)
markUnits(KIND, /[.!?…．。｡！？]/, STOP)
markUnits(KIND, /["'”’»」』）)》〉】］\]〕〟}]/, CLOSING)
for (const mark of [...Object.keys(OPENS), ...CLOSES, '"', "'", '`']) KIND[mark.charCodeAt(0)]! |= PAIRED
for (let unit = 0x2e80; unit < 0x10000; unit++) KIND[unit]! |= CJK

/** True for what `\s` matches. */
export function isSpace(unit: number): boolean {
  return (KIND[unit]! & SPACE) !== 0
}

/** True for a mark that may end a sentence in any of the languages. */
export function isStop(unit: number): boolean {
  return (KIND[unit]! & STOP) !== 0
}

/** The first offset from `at` on that is not white space, at most `end`. */
export function skipSpace(text: string, at: number, end: number): number {
  let next = at
  while (next < end && isSpace(text.charCodeAt(next))) next++
  return next
}

const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char)
const isCjk = (char: string | undefined) => char !== undefined && (KIND[char.charCodeAt(0)]! & CJK) !== 0

/** True for a mark that closes a quotation or bracket, and for a straight quotation mark. */
export function isClosing(char: string | undefined): boolean {
  return char !== undefined && (KIND[char.charCodeAt(0)]! & CLOSING) !== 0
}

/** Skips closing marks that hang on to what stands before them; an opening straight quote is not skipped. */
export function skipClosing(text: string, at: number, end: number, pairs: Pairs): number {
  let next = at
  while (next < end && isClosing(text[next]) && !pairs.has(next)) next++
  return next
}

/** What the straight mark at `at` does, told from its neighbours: `'` inside a word does nothing. */
function straightRole(text: string, at: number, open: boolean, piece: TextRange): 'open' | 'close' | null {
  const before = at > piece.start ? text[at - 1] : undefined
  const after = at + 1 < piece.end ? text[at + 1] : undefined
  const free = before === undefined || isSpace(before.charCodeAt(0)) || /[([{“「（—–-]/.test(before)
  const ends = after === undefined || isSpace(after.charCodeAt(0))
  if (text[at] === "'") {
    if (open && !free && (!isWord(after) || isCjk(after))) return 'close'
    return !open && !ends && (free || isCjk(before)) ? 'open' : null
  }
  if (open) return free && !ends ? 'open' : 'close'
  return ends ? null : 'open'
}

/**
 * Matches quotation marks and brackets within `piece`; a pair longer than `longest` units, an unclosed mark
 * and an inch sign are left out. Linear in the length of the piece.
 */
export function matchPairs(text: string, piece: TextRange, longest: number): Pairs {
  const pairs = new Map<number, number>()
  const open: { readonly close: string; readonly at: number }[] = []
  const findOpen = (close: string) => {
    for (let i = open.length - 1; i >= 0 && i >= open.length - DEEPEST; i--)
      if (open[i]!.close === close) return i
    return -1
  }
  const closeAt = (index: number, at: number) => {
    const from = open[index]!.at
    open.length = index
    if (at - from <= longest) pairs.set(from, at)
  }
  for (let at = piece.start; at < piece.end; at++) {
    if (!(KIND[text.charCodeAt(at)]! & PAIRED)) continue
    const char = text[at]!
    if (char === '"' || char === "'" || char === '`') {
      const mark = char === '`' ? "'" : char
      let index = findOpen(mark)
      const role = char === '`' ? 'open' : straightRole(text, at, index >= 0, piece)
      // “…" and, below, "…”: two keyboards in one text.
      if (char === '"' && index < 0 && !isWord(text[at + 1]) && !isSpace(text.charCodeAt(at - 1))) {
        index = findOpen('”')
        if (index >= 0) closeAt(index, at)
        continue
      }
      if (role === 'close') closeAt(index, at)
      else if (role === 'open') {
        if (index >= 0) open.length = index
        open.push({ close: mark, at })
      }
    } else if (CLOSES.has(char)) {
      // An apostrophe is written as a closing quote.
      if (char === '’' && at + 1 < piece.end && isWord(text[at - 1]) && /[a-z]/i.test(text[at + 1]!)) continue
      let index = findOpen(char)
      if (index < 0 && char === '”') index = findOpen('"')
      if (index >= 0) closeAt(index, at)
    } else {
      const close = OPENS[char]
      if (close === undefined) continue
      const index = char === '“' ? findOpen('”') : -1
      // “…“: the closing mark of a careless writer, when nothing that could be quoted follows it.
      if (index >= 0 && !isWord(text[at + 1])) closeAt(index, at)
      else open.push({ close, at })
    }
  }
  return pairs
}
