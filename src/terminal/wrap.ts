import { safeText } from './safe.ts'
import type { Line, Run, Style } from './style.ts'
import { type Letter, lettersOf } from './width.ts'

/** What must not begin a line (kinsoku, JIS X 4051 and its Chinese counterparts), and signs that end a step. */
const NO_START = new Set(
  '、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟’”»›％‰°…‥—～〜,.:;?!)]}%→·×' +
    'ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡｣､･ﾞﾟ',
)
/** What must not end a line. */
const NO_END = new Set('（［｛〔〈《「『【〘〖〝‘“«‹([{＄￥￡＃$£¥#~')
/** Counters stay with their number: 12月, 30億. */
const COUNTERS = new Set('年月日号號時时分秒点點人名国國万萬億亿兆円元％')
/** Inside long words without spaces, a line may end after these. */
const AFTER_SIGN = new Set('/-–&?=_')

const HANGUL = /\p{Script=Hangul}/u
const NARROW_KANA = /[\uff61-\uff9f]/

interface Piece extends Letter {
  readonly style: Style
  readonly glued: boolean
}

/** Scripts written without spaces break between any two letters; Korean and Latin ones between words. */
function isUnspaced({ text, width }: Piece): boolean {
  return (width === 2 && !HANGUL.test(text)) || NARROW_KANA.test(text)
}

/** A country code stays with the name before it: Kyodo [JP]. */
function beginsCode(pieces: readonly Piece[], at: number): boolean {
  return (
    pieces[at]!.text === '[' &&
    pieces[at + 3]?.text === ']' &&
    /^[A-Z]{2}$/.test(`${pieces[at + 1]!.text}${pieces[at + 2]!.text}`)
  )
}

function mayBreak(pieces: readonly Piece[], at: number): boolean {
  const [before, after] = [pieces[at - 1]!, pieces[at]!]
  if (after.text === ' ' || after.glued || NO_START.has(after.text)) return false
  if (before.text === ' ') return !beginsCode(pieces, at)
  if (NO_END.has(before.text)) return false
  if (/\d$/.test(before.text) && COUNTERS.has(after.text)) return false
  // Before a letter only: a date or a number stays whole.
  if (AFTER_SIGN.has(before.text)) return /\p{L}/u.test(after.text)
  if (HANGUL.test(before.text) || HANGUL.test(after.text)) return false
  return isUnspaced(before) || isUnspaced(after)
}

function piecesOf(runs: readonly Run[]): Piece[] {
  const pieces: Piece[] = []
  for (const { text, style, glued = false } of runs)
    for (const letter of lettersOf(safeText(text))) {
      const first = pieces.length === 0 || pieces.at(-1)!.text === ' '
      // Runs may end and begin with a space: one is enough, and none at the start.
      if (letter.text === ' ' && first) continue
      pieces.push({ ...letter, style, glued })
    }
  return pieces
}

/**
 * Cuts runs into lines of at most `width` cells: Latin and Korean between words, Chinese and Japanese between
 * letters by the rules of line starts and ends, and anywhere in a word that is longer than a line.
 * Nothing but the spaces at the cuts is left out. The runs may be unsafe; the lines are not.
 */
export function wrapRuns(runs: readonly Run[], width: number): Line[] {
  const pieces = piecesOf(runs)
  const lines: Line[] = []
  let start = 0
  while (start < pieces.length) {
    const end = lineEnd(pieces, start, width)
    const line = pieces.slice(start, end)
    while (line.at(-1)?.text === ' ') line.pop()
    if (line.length > 0) lines.push(line)
    start = end
    while (pieces[start]?.text === ' ') start++
  }
  return lines
}

/** Index after the last piece of the line that begins at `start`. */
function lineEnd(pieces: readonly Piece[], start: number, width: number): number {
  let used = 0
  let lastBreak = -1
  for (let at = start; at < pieces.length; at++) {
    const piece = pieces[at]!
    if (at > start && mayBreak(pieces, at)) lastBreak = at
    // A space that no longer fits hangs over the edge, where nobody sees it.
    if (used + piece.width > width && piece.text !== ' ') {
      if (lastBreak > start) return lastBreak
      return Math.max(at, start + 1)
    }
    used += piece.width
  }
  return pieces.length
}
