// Chinese and Japanese: the full stop is unmistakable; what matters is the quotation around it.
import type { TextRange } from '../model/article.ts'
import data from './data/sentences.json' with { type: 'json' }
import { endAtStop } from './sentences-en.ts'
import type { Cutter, Pairs } from './sentences-marks.ts'
import { isSpace, isStop, skipClosing, skipSpace } from './sentences-marks.ts'

const list = (words: string): readonly string[] => words.split(' ')
const ZH_SAYS = list(data.zh.says)
const ZH_GOES_ON = list(data.zh.goesOn)
const ZH_AFTER_PAUSE = [...ZH_GOES_ON, ...list(data.zh.afterPause)]
const JA_GOES_ON = list(data.ja.goesOn)
const JA_ENDS = list(data.ja.ends)
const JA_WITH_STOP = list(data.ja.withStop)

const QUOTE = /["'“‘「『〝]/
/** The longest look-ahead for who said a quotation. */
const CLAUSE = 30

const startsWithAny = (text: string, at: number, words: readonly string[]) =>
  words.some(word => text.startsWith(word, at))

/** The first clause after a quotation tells who said it: `“不同意。”安倍说。` is one sentence. */
function saysWho(text: string, at: number, end: number): boolean {
  const clause = text.slice(at, Math.min(end, at + CLAUSE)).split(/[，,。！？：:；“「\s]/, 1)[0]!
  // What follows “会后，” is another sentence, and so is a clause that leads to the next quotation.
  if (/[：:]/.test(text[at + clause.length] ?? '')) return false
  return ZH_SAYS.some(word => clause.includes(word))
}

/** Where the sentence ends when a pair closes at `close`, or -1 when it goes on. */
function endAfterPair(
  text: string,
  open: number,
  close: number,
  start: number,
  piece: TextRange,
  pairs: Pairs,
  japanese: boolean,
): number {
  const mark = text[open]!
  if (!QUOTE.test(mark) && !/[（(]/.test(mark)) return -1
  let last = close - 1
  while (last > open && (/["'”’」』）)〟]/.test(text[last]!) || isSpace(text.charCodeAt(last)))) last--
  if (last <= open || !isStop(text.charCodeAt(last))) return -1
  const after = skipClosing(text, close + 1, piece.end, pairs)
  if (after >= piece.end || isStop(text.charCodeAt(after))) return -1
  const next = skipSpace(text, after, piece.end)
  if (/[，、,；;：:]/.test(text[next]!)) return -1
  const whole = skipSpace(text, start, open) === open
  if (!QUOTE.test(mark)) return whole ? after : -1
  if (japanese) return startsWithAny(text, next, JA_GOES_ON) ? -1 : after
  if (startsWithAny(text, next, ZH_GOES_ON)) return -1
  return whole && saysWho(text, next, piece.end) ? -1 : after
}

function runEnd(text: string, at: number, end: number): number {
  let to = at + 1
  while (to < end && isStop(text.charCodeAt(to))) to++
  return to
}

/** `…` stands for a pause as often as for an end; it ends a sentence before a space or after a finished verb. */
function isPauseEnd(text: string, at: number, run: number, after: number, japanese: boolean): boolean {
  if (after > run || isSpace(text.charCodeAt(after))) return true
  if (japanese)
    return (
      JA_ENDS.some(ending => text.endsWith(ending, at) || text.slice(at - 3, at).endsWith(ending)) &&
      !startsWithAny(text, after, JA_GOES_ON)
    )
  return (
    run - at > 1 && !startsWithAny(text, after, ZH_AFTER_PAUSE) && /[\u3400-\u9fff“「]/.test(text[after]!)
  )
}

/** Where the sentence ends that the run of stops at `at` may close, or -1. */
function endAt(
  text: string,
  at: number,
  run: number,
  start: number,
  piece: TextRange,
  pairs: Pairs,
  japanese: boolean,
) {
  const stops = text.slice(at, Math.min(run, at + 8))
  const after = skipClosing(text, run, piece.end, pairs)
  if (after >= piece.end) return piece.end
  const before = text[at - 1] ?? ''
  const next = text[after]!
  if (/[，、,；;：:]/.test(next)) return -1
  if (/[。｡]/.test(stops)) {
    if (japanese && JA_WITH_STOP.some(name => text.startsWith(name, run - name.length))) return -1
    return after
  }
  if (/[！？!?]/.test(stops)) {
    // Part of an address, or of a name such as Yahoo!
    if (/[!?]/.test(stops) && /[\w/=&]/.test(before) && /[\w/=&%]/.test(next)) return -1
    if (
      /[!！]/.test(stops) &&
      /[A-Za-z]$/.test(before) &&
      JA_WITH_STOP.some(n => text.startsWith(n, run - n.length))
    )
      return -1
    const then = skipSpace(text, after, piece.end)
    return japanese && /^(?:と|って|という|などと)/.test(text.slice(then, then + 4)) ? -1 : after
  }
  if (stops.includes('…') || /^\.{3,}/.test(stops))
    return isPauseEnd(text, at, run, after, japanese) ? after : -1
  if (stops === '．' && /[\d０-９]/.test(before))
    // A decimal, or the number of an item at its beginning.
    return /[\d０-９]/.test(next) || /^[\d０-９]{1,2}$/.test(text.slice(start, at)) ? -1 : after
  if (stops === '．') return after
  if (/[A-Za-z0-9)\]]/.test(before)) {
    const end = isSpace(text.charCodeAt(after)) ? endAtStop(text, at, start, piece, pairs) : -1
    // A numbered item: `1. 日韩关系`.
    return end >= 0 && /\d/.test(before) && /^\s*\d+$/.test(text.slice(start, at)) && at - start < 5
      ? -1
      : end
  }
  return isSpace(text.charCodeAt(after)) ? after : -1
}

function cutter(japanese: boolean): Cutter {
  return (text, piece, pairs) => {
    const ends: number[] = []
    let start = piece.start
    let at = start
    while (at < piece.end) {
      const close = pairs.get(at)
      let end = -1
      if (close !== undefined) {
        end = endAfterPair(text, at, close, start, piece, pairs, japanese)
        at = close + 1
      } else if (isStop(text.charCodeAt(at))) {
        const run = runEnd(text, at, piece.end)
        end = endAt(text, at, run, start, piece, pairs, japanese)
        at = run
      } else at++
      if (end < 0 || end >= piece.end) continue
      ends.push(end)
      start = skipSpace(text, end, piece.end)
      at = Math.max(at, start)
    }
    return ends
  }
}

/** Finds the sentence ends of Chinese running text, in either script. */
export const cutChinese: Cutter = cutter(false)

/** Finds the sentence ends of Japanese running text. */
export const cutJapanese: Cutter = cutter(true)
