// Where one block ends and the next begins. Pages differ: blank lines between paragraphs, a newline after each
// paragraph, lines broken at a fixed width, a dateline on a line of its own. Nothing says which: the lines do.
import type { TextRange } from '../model/article.ts'
import { findPattern } from './blocks-patterns.ts'
import { endsLikeSentence, isDatelineOnly, isMetaLine, keyOf, leadingSpaces } from './blocks-shape.ts'

/** One line of the text: from its first character, indentation included, to its last visible one. */
interface Line extends TextRange {
  readonly text: string
}

/** Widest fixed-width line in columns; longer lines were not broken by width. */
const WRAP_MAX = 130
/** Narrowest width at which two lines alone are believed to be one broken line. */
const WRAP_MIN = 40
/** A caption under a picture placeholder is short, in columns. */
const CAPTION_MAX = 48

/** Display columns: 2 for East Asian wide characters, 1 for the rest. */
export function columnsOf(text: string): number {
  let columns = 0
  for (let i = 0; i < text.length; i++) columns += text.charCodeAt(i) >= 0x1100 ? 2 : 1
  return columns
}

const INVISIBLE = /[\s\u200b-\u200f\u2060\ufeff]/

function* linesOf(text: string): Generator<Line | null> {
  for (const match of text.matchAll(/[^\r\n\u0085\u2028\u2029]+|\r\n|[\r\n\u0085\u2028\u2029]/g)) {
    const raw = match[0]
    if (/^[\r\n\u0085\u2028\u2029]/.test(raw)) {
      yield null
      continue
    }
    const invisible = /^[\u200b-\u200f\u2060\ufeff]*/.exec(raw)![0].length
    let end = raw.length
    while (end > invisible && INVISIBLE.test(raw[end - 1]!)) end--
    const start = match.index + invisible
    if (end > invisible) yield { start, end: match.index + end, text: raw.slice(invisible, end) }
  }
}

/** Groups of lines with no blank line between them. */
function groupLines(text: string): Line[][] {
  const groups: Line[][] = []
  let current: Line[] = []
  let newlines = 0
  for (const line of linesOf(text)) {
    if (line === null) {
      newlines++
      continue
    }
    if (newlines > 1 && current.length > 0) {
      groups.push(current)
      current = []
    }
    current.push(line)
    newlines = 0
  }
  if (current.length > 0) groups.push(current)
  return groups
}

/** Would the first word (or character) of the next line still have fitted on this one? */
function leavesRoom(line: Line, next: Line, width: number): boolean {
  const word = /^\s*([\u2e80-\uffff]|[^\s\u2e80-\uffff]+)/.exec(next.text)?.[1] ?? ''
  return columnsOf(line.text) + columnsOf(word) + (word.charCodeAt(0) >= 0x2e80 ? 0 : 1) <= width - 3
}

/** The width at which the lines of a group were broken, in columns, or null when they were not. */
function wrapWidth(lines: readonly Line[]): number | null {
  if (lines.length < 2) return null
  const width = Math.max(...lines.map(line => columnsOf(line.text)))
  if (width > WRAP_MAX || width < WRAP_MIN) return null
  let broken = 0
  let open = 0
  for (let i = 0; i + 1 < lines.length; i++) {
    if (endsLikeSentence(lines[i]!.text)) continue
    open++
    if (!leavesRoom(lines[i]!, lines[i + 1]!, width)) broken++
  }
  const hasSentence = lines.some(line => /[。．！？.!?]/.test(line.text))
  return open > 0 && hasSentence && broken >= 0.8 * open ? width : null
}

function isPlaceholder(line: Line): boolean {
  return findPattern('placeholder', keyOf(line.text), false) !== null
}

function isClaimed(line: Line): boolean {
  const key = keyOf(line.text)
  return isPlaceholder(line) || findPattern('boilerplate', key, endsLikeSentence(line.text)) !== null
}

/** Does a new block begin at `next`? `width` is that of the group's broken lines, or null. */
function breaksBetween(line: Line, next: Line, group: readonly Line[], width: number | null): boolean {
  if (isDatelineOnly(line.text) && !isMetaLine(line.text)) return false
  if (isPlaceholder(line))
    return !(group.length <= 3 && columnsOf(next.text) <= CAPTION_MAX && !endsLikeSentence(next.text))
  if (leadingSpaces(next.text) > leadingSpaces(line.text)) return true
  if (isClaimed(line) || isClaimed(next)) return true
  if (width !== null)
    return leadingSpaces(next.text) > 0 || (endsLikeSentence(line.text) && columnsOf(line.text) < 0.8 * width)
  const unfinished = /[，、,；;]$/.test(line.text) || /^[a-z，、。」』）)]/.test(next.text.trimStart())
  return endsLikeSentence(line.text) || !unfinished
}

/**
 * Cuts a text into the ranges of its blocks, in order. A range begins where its indenting or visible text begins
 * and ends after its last visible character; it may hold newlines.
 */
export function splitRuns(text: string): TextRange[] {
  const runs: TextRange[] = []
  for (const group of groupLines(text)) {
    const width = wrapWidth(group)
    let first = group[0]!
    for (let i = 0; i < group.length; i++) {
      const next = group[i + 1]
      if (next && !breaksBetween(group[i]!, next, group, width)) continue
      runs.push({ start: first.start, end: group[i]!.end })
      if (next) first = next
    }
  }
  return runs
}
