// Korean: the full stop is shared with dates, decimals and Latin abbreviations; polite endings often go without.
import type { TextRange } from '../model/article.ts'
import data from './data/sentences.json' with { type: 'json' }
import { endAtStop } from './sentences-en.ts'
import type { Cutter, Pairs } from './sentences-marks.ts'
import { isSpace, isStop, skipClosing, skipSpace } from './sentences-marks.ts'

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const GOES_ON = set(data.ko.goesOn)
const SAYS = data.ko.says.split(' ')
const CONNECTS = data.ko.connects.split(' ')
const ENDS = set(data.ko.ends)
const POLITE = data.ko.polite.split(' ')
const PLAIN = data.ko.plain.split(' ')
const AFTER_PLAIN = set(data.ko.afterPlain)

/** Laughter, tears, tildes and pictures that hang on to the end of a sentence. */
const MOOD = /[ㄱ-ㅎㅏ-ㅣ~^♡♥☆★\u2600-\u27bf\ud800-\udfff]|\ufe0f/
const DAY = /\d{1,4}\s?\.\s{0,2}\d{1,2}$/
/** Eojeol are short; a longer look-ahead would not find one. */
const FAR = 40

const isHangul = (char: string | undefined) => char !== undefined && /[가-힣]/.test(char)

/** The eojeol (run without white space) that starts at or after `at`. */
function nextWord(text: string, at: number, end: number): string {
  const from = skipSpace(text, at, end)
  return text.slice(from, Math.min(end, from + FAR)).split(/[\s.,!?…"”’)]/, 1)[0]!
}

function runEnd(text: string, at: number, end: number): number {
  let to = at + 1
  while (to < end && isStop(text.charCodeAt(to))) to++
  return to
}

function skipMood(text: string, at: number, end: number): number {
  let to = at
  while (to < end && MOOD.test(text[to]!)) to++
  return to
}

/** `“…입니다.” 대변인이 말했다.`: a short clause that only tells who said it belongs to the quotation. */
function saysWho(text: string, at: number, end: number): boolean {
  const clause = text.slice(at, Math.min(end, at + FAR)).split(/[.,!?…"“]/, 1)[0]!
  return clause.length < FAR && SAYS.some(word => clause.endsWith(word)) && !/이렇게|이같이|이어/.test(clause)
}

/** Where the sentence ends when a quotation or bracket closes at `close`, or -1 when it goes on. */
function endAfterPair(
  text: string,
  open: number,
  close: number,
  start: number,
  piece: TextRange,
  pairs: Pairs,
) {
  let last = close - 1
  while (last > open && /["'”’」』)\s]/.test(text[last]!)) last--
  if (last <= open || !isStop(text.charCodeAt(last))) return -1
  const after = skipClosing(text, close + 1, piece.end, pairs)
  // A particle follows without a space: “…했다.”고 밝혔다.
  if (after >= piece.end || !isSpace(text.charCodeAt(after))) return -1
  const whole = skipSpace(text, start, open) === open
  if (/[([（]/.test(text[open]!)) return whole ? after : -1
  if (GOES_ON.has(nextWord(text, after, piece.end))) return -1
  return whole && saysWho(text, skipSpace(text, after, piece.end), piece.end) ? -1 : after
}

/** Where the sentence ends that the run of stops at `at` may close, or -1. */
function endAt(text: string, at: number, run: number, start: number, piece: TextRange, pairs: Pairs): number {
  const stops = text.slice(at, Math.min(run, at + 8))
  const after = skipMood(text, skipClosing(text, run, piece.end, pairs), piece.end)
  if (after >= piece.end) return piece.end
  const before = text[at - 1]
  const next = text[after]!
  const spaced = isSpace(text.charCodeAt(after))
  if (/[,;:·]/.test(next)) return -1
  // A quotation whose opening mark is missing: “…했다.” 라고 말했다.
  if (after > run && startsGoingOn(text, after, piece.end)) return -1
  if (/[。！？]/.test(stops)) return after
  if (stops === '.') {
    if (before !== undefined && /[A-Za-z]/.test(before)) return endAtStop(text, at, start, piece, pairs)
    if (before !== undefined && /\d/.test(before))
      return spaced && isNumberEnd(text, at, start, after) ? after : -1
    // 가. 나. 다. number the items of a list.
    if (isHangul(before) && skipSpace(text, start, at) === at - 1) return -1
    if (!spaced) return isHangul(next) && before !== undefined && ENDS.has(before) ? after : -1
    return after
  }
  if (/[!?]/.test(stops)) {
    if (!spaced) return isHangul(next) && !startsGoingOn(text, after, piece.end) ? after : -1
    return GOES_ON.has(nextWord(text, after, piece.end)) ? -1 : after
  }
  if (!spaced) return -1
  const tail = text.slice(Math.max(start, at - 4), at)
  return CONNECTS.some(word => tail.endsWith(word)) ? -1 : after
}

/** A number before a full stop ends a sentence unless it is part of a date (2013. 12. 5.) or numbers an item. */
function isNumberEnd(text: string, at: number, start: number, after: number): boolean {
  const lead = text.slice(Math.max(start, at - 16), at)
  if (DAY.test(lead) || /^\s*\d{1,2}$/.test(lead)) return false
  return !(/\d{4}$/.test(lead) && /^\s*\d{1,2}\s?\./.test(text.slice(after, after + 6)))
}

function startsGoingOn(text: string, at: number, end: number): boolean {
  return GOES_ON.has(nextWord(text, at, end))
}

/** Where a sentence ends without a full stop: after a finished verb and a space, or -1. */
function endWithoutStop(text: string, at: number, start: number, piece: TextRange): number {
  let to = at
  while (to > start && at - to < 8 && MOOD.test(text[to - 1]!)) to--
  const tail = text.slice(Math.max(start, to - 5), to)
  if (!isHangul(tail.at(-1))) return -1
  const next = nextWord(text, at, piece.end)
  if (next === '' || GOES_ON.has(next)) return -1
  if (POLITE.some(ending => tail.length > ending.length && tail.endsWith(ending))) return at
  return PLAIN.some(ending => tail.length > ending.length && tail.endsWith(ending)) && !AFTER_PLAIN.has(next)
    ? at
    : -1
}

/** Finds the sentence ends of Korean running text. */
export const cutKorean: Cutter = (text, piece, pairs) => {
  const ends: number[] = []
  let start = piece.start
  let at = start
  while (at < piece.end) {
    const close = pairs.get(at)
    let end = -1
    if (close !== undefined) {
      end = endAfterPair(text, at, close, start, piece, pairs)
      at = close + 1
    } else if (isStop(text.charCodeAt(at))) {
      const run = runEnd(text, at, piece.end)
      end = endAt(text, at, run, start, piece, pairs)
      at = run
    } else {
      if (isSpace(text.charCodeAt(at))) end = endWithoutStop(text, at, start, piece)
      at++
    }
    if (end < 0 || end >= piece.end) continue
    ends.push(end)
    start = skipSpace(text, end, piece.end)
    at = Math.max(at, start)
  }
  return ends
}
