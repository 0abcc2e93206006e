// English: most of the work is telling the full stop of a sentence from that of U.S., Mr., Dec. or a.m.
import type { TextRange } from '../model/article.ts'
import data from './data/sentences.json' with { type: 'json' }
import type { Cutter, Pairs } from './sentences-marks.ts'
import { isSpace, isStop, skipClosing, skipSpace } from './sentences-marks.ts'

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const TITLES = set(data.en.title)
const BEFORE_NUMBER = set(data.en.beforeNumber)
const MONTHS = set(data.en.month)
const MAY_END = set(data.en.mayEnd)
const CLOCK = set(data.en.clock)
const AFTER_CLOCK = set(data.en.afterClock)
const STARTS = set(data.en.starts)
const SAYS = set(data.en.says)
const WITH_MARK = set(data.en.withMark)

/** Looking further than this from a full stop would not change what it is; it also keeps the work linear. */
const FAR = 60

const INITIALS = /^(?:\p{L}{1,2}\.)+\p{L}{1,3}$/u
const LIST_MARK = /(?:[•⁃*-]\s*)?(\(?)(\d{1,3}|[a-z]|[A-Z])(\.\)|\.|\))(?=\s+\S)/y
const LETTERED_ITEM = /^\s+[a-z]\)\s/
const BULLET = /[•⁃●▪]/
const NOTE = /(?:\[\d{1,3}\]){1,6}/y
const RAISED_NOTE = /\d{1,3}(?:[ ,]\d{1,3})*(?=\s+[A-Z“"(])/y
const OPENING_CLOCK = /^(?:at|by|around|before|after|until|till|from|since|about|shortly)\b/i

/** The word that ends just before `at`, without opening marks: `U.S`, `Co`, `$100.00`. */
export function wordBefore(text: string, at: number, from: number): string {
  const least = Math.max(from, at - FAR)
  let start = at
  while (start > least && !isSpace(text.charCodeAt(start - 1)) && !/[("“‘'[<>—/]/.test(text[start - 1]!))
    start--
  return text.slice(start, at)
}

interface Next {
  readonly word: string
  readonly upper: boolean
  readonly lower: boolean
  readonly digit: boolean
}

/** What the text goes on with after `at`: the first word, past opening marks and dashes. */
function readNext(text: string, at: number, end: number): Next {
  let from = skipSpace(text, at, end)
  const most = Math.min(end, from + FAR)
  while (from < most && /["“”‘'`([{*_—–\-\s]/.test(text[from]!)) from++
  const [word = ''] = text.slice(from, most).match(/^[\p{L}\p{M}’']+/u) ?? []
  const first = word[0] ?? text[from] ?? ''
  // iPhone, eBay: a name that begins with a small letter.
  const lower = /\p{Ll}/u.test(first) && !/^\p{Ll}\p{Lu}/u.test(word)
  return { word, lower, upper: word !== '' && !lower, digit: /\d/.test(first) }
}

const begins = (next: Next) => next.upper && STARTS.has(next.word.toLowerCase().replace(/['’].*/, ''))

/** True when the single full stop at `at`, with white space after it, ends the sentence that began at `start`. */
function isFullStop(text: string, at: number, start: number, next: Next): boolean {
  if (next.lower) return LETTERED_ITEM.test(text.slice(at + 1, at + 6))
  const word = wordBefore(text, at, start)
  const key = word.toLowerCase()
  if (key === '') return next.upper || next.digit
  if (/^\p{L}$/u.test(word)) return isLetterEnd(text, at, start, word, next)
  if (CLOCK.has(key) && (key.includes('.') || /\d\s*$/.test(text.slice(Math.max(start, at - 6), at - 2)))) {
    if (next.digit || AFTER_CLOCK.has(next.word)) return false
    return !(at - start < 30 && OPENING_CLOCK.test(text.slice(start, start + 8)))
  }
  if (TITLES.has(key)) return false
  if (BEFORE_NUMBER.has(key) && next.digit) return false
  if (INITIALS.test(word)) return begins(next)
  if (MONTHS.has(key) && /^\p{Lu}/u.test(word)) return begins(next)
  if (MAY_END.has(key) && /^\p{Lu}/u.test(word)) return begins(next) || key === 'etc'
  if (/^\d{1,3}$/.test(word) && skipSpace(text, start, at) === at - word.length) return false
  return true
}

/** A single letter is an initial (Albert I. Jones), a list mark, or the end (you and I. Did; vitamin C. The). */
function isLetterEnd(text: string, at: number, start: number, letter: string, next: Next): boolean {
  if (at - 1 <= start) return false
  const before = wordBefore(text, text[at - 2] === ' ' ? at - 2 : at - 1, start)
  if (BEFORE_NUMBER.has(letter.toLowerCase()) && next.digit) return false
  const afterName = /^\p{Lu}/u.test(before)
  if (letter === 'I') return next.upper && (!afterName || begins(next))
  return !afterName && (/\p{Ll}/u.test(letter) ? next.upper : begins(next))
}

/** True when running text goes on without a space after a full stop: `ended.Today`, not `example.Com/a`. */
function isJammed(text: string, at: number, start: number, end: number): boolean {
  if (!/\p{Lu}\p{Ll}|\p{Lu}\s/u.test(text.slice(at + 1, at + 3))) return false
  const word = wordBefore(text, at, start)
  if (!/(?:\p{Ll}{2,}|\d|[)\]])$/u.test(word) || /[@/:]|\p{L}\.\p{L}/u.test(word)) return false
  const after = text.slice(at + 1, Math.min(end, at + FAR)).split(/\s/, 1)[0]!
  return !/@|\.\p{L}/u.test(after)
}

/** Words such as `Biden asked` after `“…?”`: the quotation is not the whole sentence. */
function saysWho(text: string, at: number, end: number): boolean {
  const clause = text.slice(at, Math.min(end, at + FAR)).split(/[.,:;!?"“]/, 2)
  if (clause.length > 1 && text[at + clause[0]!.length] === ':') return false
  return clause[0]!
    .trim()
    .split(/\s+/, 6)
    .some(word => SAYS.has(word))
}

/** Where the sentence ends when a quotation or bracket closes at `close`, or -1 when it goes on. */
function endAfterPair(
  text: string,
  open: number,
  close: number,
  start: number,
  piece: TextRange,
  pairs: Pairs,
): number {
  const after = skipNote(text, skipClosing(text, close + 1, piece.end, pairs))
  if (after >= piece.end || !isSpace(text.charCodeAt(after))) return -1
  let last = close - 1
  while (last > open && /["'”’)\s]/.test(text[last]!)) last--
  if (last <= open || !isStop(text.charCodeAt(last))) return -1
  const next = readNext(text, after, piece.end)
  if (next.lower) return -1
  const whole = skipSpace(text, start, open) === open
  if (/[([]/.test(text[open]!)) return whole || begins(next) ? after : -1
  if (text[last] !== '.' && whole && saysWho(text, skipSpace(text, after, piece.end), piece.end)) return -1
  return after
}

function skipNote(text: string, at: number): number {
  NOTE.lastIndex = at
  return NOTE.test(text) ? NOTE.lastIndex : at
}

/** The end of a run of stops: `?!`, `...`, `. . . .`. */
function runEnd(text: string, at: number, end: number): number {
  let to = at + 1
  for (;;) {
    if (to < end && isStop(text.charCodeAt(to))) to++
    else if (text[to] === ' ' && text[to + 1] === '.' && to + 1 < end && text[to - 1] === '.') to += 2
    else return to
  }
}

/**
 * Where the sentence ends that the stop at `at` may close, or -1; English rules, also used for Latin
 * abbreviations inside the other languages.
 */
export function endAtStop(text: string, at: number, start: number, piece: TextRange, pairs: Pairs): number {
  const run = runEnd(text, at, piece.end)
  const single = run === at + 1 && (text[at] === '.' || text[at] === '．')
  let after = skipNote(text, skipClosing(text, run, piece.end, pairs))
  if (after >= piece.end) return piece.end
  if (/[。！？]/.test(text[at]!)) return after
  if (!isSpace(text.charCodeAt(after))) {
    if (after > run) return text[run] === '[' || /[A-Z]/.test(text[after]!) ? after : -1
    if (
      /[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/.test(text[after]!) &&
      !INITIALS.test(wordBefore(text, at, start))
    )
      return after
    RAISED_NOTE.lastIndex = after
    if (
      single &&
      /\p{Ll}{2}[\p{Ll})]$|\)$/u.test(text.slice(Math.max(start, at - 3), at)) &&
      RAISED_NOTE.test(text)
    )
      return RAISED_NOTE.lastIndex
    after = text[at] === '.' && !single ? -1 : after
    return after >= 0 && isJammed(text, single ? at : run - 1, start, piece.end) ? after : -1
  }
  const next = readNext(text, after, piece.end)
  if (single) return isFullStop(text, at, start, next) ? after : -1
  if (next.lower) return -1
  const dots = !/[!?！？]/.test(text.slice(at, run))
  if (dots && text[at + 1] === ' ' && run - at <= 5 && /^I\b/.test(next.word)) return -1
  if (text[at] === '!' && WITH_MARK.has(wordBefore(text, at, start).toLowerCase()) && !begins(next)) return -1
  return after
}

interface List {
  /** Where the words of the item begin. */
  readonly after: number
  /** The mark that the next item would bear: `2.)` after `1.)`. */
  readonly next: string | null
}

function readList(text: string, start: number, end: number): List | null {
  LIST_MARK.lastIndex = start
  const mark = LIST_MARK.exec(text)
  if (mark === null || LIST_MARK.lastIndex > end) return null
  const [, open = '', label = '', close = ''] = mark
  const next = /\d/.test(label)
    ? String(Number(label) + 1)
    : /[a-y]/.test(label)
      ? String.fromCharCode(label.charCodeAt(0) + 1)
      : null
  return { after: LIST_MARK.lastIndex, next: next === null ? null : `${open}${next}${close} ` }
}

/** Finds the sentence ends of English running text. */
export const cutEnglish: Cutter = (text, piece, pairs) => {
  const ends: number[] = []
  let start = piece.start
  let list = readList(text, start, piece.end)
  let at = list?.after ?? start
  const endAt = (end: number) => {
    if (end < piece.end) ends.push(end)
    start = skipSpace(text, end, piece.end)
    list = readList(text, start, piece.end)
    at = Math.max(at, end, list?.after ?? start)
  }
  while (at < piece.end) {
    const close = pairs.get(at)
    if (close !== undefined) {
      const end = endAfterPair(text, at, close, start, piece, pairs)
      at = close + 1
      if (end >= 0) endAt(end)
      continue
    }
    const unit = text.charCodeAt(at)
    if (isStop(unit)) {
      const end = endAtStop(text, at, start, piece, pairs)
      at = runEnd(text, at, piece.end)
      if (end >= 0) endAt(end)
    } else if (unit > 0x2000 && at > start && BULLET.test(text[at]!) && isSpace(text.charCodeAt(at - 1)))
      endAt(at)
    else if (list?.next != null && isSpace(unit) && text.startsWith(list.next, at + 1)) endAt(at)
    else at++
  }
  return ends
}
