// What a line looks like, in any of the languages: the small questions that blocks and reports are told apart by.
import { z } from 'zod'
import { fold } from '../text/fold.ts'
import { compilePattern, readRows } from './blocks-patterns.ts'

const datelinePattern = z.strictObject({
  lang: z.enum(['zh', 'ja', 'ko', 'en']),
  /** Regular expression tried at the start of a block. */
  pattern: z.string().min(1),
  /** True when capitals matter: tried on the original instead of the match key. */
  raw: z.boolean().optional(),
  example: z.string().min(1),
})

const DATELINES = readRows('datelines.jsonl', datelinePattern).map(row => ({
  raw: row.raw === true,
  regex: row.raw ? new RegExp(`^(?:${row.pattern})`, 'u') : compilePattern(`^(?:${row.pattern})`),
}))

/** Rows of datelines.jsonl, for the test that each example is recognised. */
export function datelineExamples(): string[] {
  return readRows('datelines.jsonl', datelinePattern).map(row => row.example)
}

/** The match key of a block's text without surrounding space: what patterns are tried on. */
export function keyOf(text: string): string {
  return fold(text).trim().replace(/ {2,}/g, ' ')
}

/** Longest dateline, in UTF-16 units. */
const DATELINE_MAX = 140

/** Length of the dateline a block opens with (`中新网12月5日电`, `TOKYO (AP) —`), in UTF-16 units from its start; 0 without one. */
export function datelineLength(text: string): number {
  const indent = text.length - text.trimStart().length
  const head = text.slice(indent, indent + DATELINE_MAX).split(/\s{6}/, 1)[0]!
  const key = fold(head)
  let length = 0
  for (const { raw, regex } of DATELINES) {
    const match = regex.exec(raw ? head : key)
    if (match && match[0].length > length) length = match[0].length
  }
  return length === 0 ? 0 : indent + length
}

/** True for a line that is a dateline and nothing else. */
export function isDatelineOnly(line: string): boolean {
  const length = datelineLength(line)
  return length > 0 && !/[\p{L}\p{N}]/u.test(line.slice(length))
}

/** Spaces a line begins with, a full-width space or a tab counting as two. */
export function leadingSpaces(line: string): number {
  let spaces = 0
  for (const unit of line) {
    if (unit === ' ' || unit === '\u00a0') spaces++
    else if (unit === '\u3000' || unit === '\t') spaces += 2
    else break
  }
  return spaces
}

/** Characters at the end of a text that tell whether it is a sentence. */
const TAIL = 24

/** True when a text closes with the full stop of a sentence, brackets and quotes after it aside. */
export function endsLikeSentence(text: string): boolean {
  const tail = text.trimEnd().slice(-TAIL)
  const end = /([。．｡.!?！？…])?["'”’」』）)\]】》]*$/.exec(tail)
  if (end?.[1] === undefined) return false
  return !/(^|[\s(])(\p{L}\.)+$/u.test(tail) // "U.S." closes a headline as well
}

const wordRow = z.strictObject({
  lang: z.enum(['zh', 'ja', 'ko', 'en']),
  /** What the words end or mark: the name of an outlet, or a line that says who wrote and when. */
  use: z.enum(['outlet', 'byline']),
  words: z.array(z.string().min(1)).min(1),
})

function wordPattern(use: 'outlet' | 'byline'): RegExp {
  const words = readRows('outlet-words.jsonl', wordRow)
    .filter(row => row.use === use)
    .flatMap(row => row.words)
    .map(word => {
      const key = fold(word).replace(/[.]/g, '\\.')
      return /^[a-z]/.test(key) ? `(?<![a-z])${key}(?![a-z])` : key
    })
  return new RegExp(words.join('|'), 'u')
}

const OUTLET_WORD = wordPattern('outlet')
const BYLINE_WORD = wordPattern('byline')

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?'
const FULL_DATE = compilePattern(
  `(?:\\d{4}|(?:令和|平成|昭和|民国|단기)\\s*(?:\\d{1,4}|元))\\s*[-年년/.]\\s*\\d{1,2}\\s*[-月월/.]\\s*\\d{1,2}\\s*[日일]?|${MONTH}\\s+\\d{1,2},?\\s+\\d{4}|\\d{1,2}\\s+${MONTH}\\s+\\d{4}`,
)
const CLOCK = compilePattern(
  '(?:午前|午后|上午|下午|오전|오후)?\\s*\\d{1,2}\\s*(?::\\s*\\d{2}(?::\\d{2})?|[时時]\\s*\\d{1,2}\\s*分|시\\s*\\d{1,2}\\s*분)',
)
const SHORT_DATE = compilePattern('(?:\\d{1,2}\\s*[月월]\\s*)?\\d{1,2}\\s*[日일]')
const META_COLUMNS = 90

/** True when a text names something that publishes: `南屿日报`, `Meridian Wire`, `한빛통신`. */
export function namesOutlet(text: string): boolean {
  return OUTLET_WORD.test(fold(text))
}

const NAMED_DAY = compilePattern(
  `\\d{1,2}\\s*[月월]\\s*\\d{1,2}\\s*[日일]|${MONTH}\\s+\\d{1,2}(?!\\d)|\\b\\d{1,2}\\s+${MONTH}`,
)

/** True when a text names a day of a month. */
export function namesDay(text: string): boolean {
  return NAMED_DAY.test(fold(text))
}

/** True for a line that only says where, when and by whom something was published. */
export function isMetaLine(text: string): boolean {
  const key = keyOf(text)
  if (key.length > META_COLUMNS || key.includes('\n') || endsLikeSentence(text)) return false
  const dated = FULL_DATE.test(key) || (SHORT_DATE.test(key) && CLOCK.test(key))
  if (!dated) return false
  const rest = key.replace(FULL_DATE, ' ').replace(CLOCK, ' ').replace(SHORT_DATE, ' ')
  const letters = rest.replace(/[^\p{L}]/gu, '').length
  if (letters <= 8) return true
  const isNamed = OUTLET_WORD.test(rest) || BYLINE_WORD.test(rest) || /[|丨]/.test(rest)
  return isNamed && letters <= (/[a-z]/.test(rest) ? 48 : 24)
}

const noticeRow = z.strictObject({
  lang: z.enum(['zh', 'ja', 'ko', 'en']),
  /** Words of notices about rights, sources and liability. */
  words: z.array(z.string().min(1)).min(1),
  /** Words by which news reports speech: a block with one of them is news about such things. */
  speech: z.array(z.string().min(1)).min(1),
})

const NOTICES = readRows('notice-words.jsonl', noticeRow).map(({ words, speech }) => ({
  words: words.map(fold),
  speech: speech.map(fold),
}))
const NOTICE_LENGTH = 400
const NOTICE_WORDS = 4

/** True for a sentence in which somebody is reported to have said something: news, whatever it is about. */
export function reportsSpeech(key: string): boolean {
  return NOTICES.some(({ speech }) => speech.some(word => key.includes(word)))
}

/** True for a notice about rights, sources or liability in whatever wording: four words of that trade, nobody speaking. */
export function isNotice(text: string): boolean {
  if (text.length > NOTICE_LENGTH) return false
  const key = keyOf(text)
  return (
    !reportsSpeech(key) &&
    NOTICES.some(({ words }) => words.filter(word => key.includes(word)).length >= NOTICE_WORDS)
  )
}

const HEADLINE_COLUMNS = { wide: 96, latin: 130 }

/**
 * True for a short line that is worded like a headline rather than a sentence.
 * @param columns how wide it is: at most 48 Chinese characters or about 20 English words
 * @param widest columns allowed; titles that stand above the text may be longer than headings
 */
export function isHeadlineLike(text: string, columns: number, widest?: number): boolean {
  const line = text.trim()
  const most = widest ?? (/[\u2e80-\uffff]{3}/.test(line) ? HEADLINE_COLUMNS.wide : HEADLINE_COLUMNS.latin)
  if (columns > most || columns < 4 || line.includes('\n')) return false
  if (!/\p{L}/u.test(line) || /[,;:，、；：]$/.test(line)) return false
  if (/^([QAＱＡ]|问|答|問|記者|记者|기자|질문|답변|문|답)\s*[.:：．]/u.test(line)) return false
  if (/^([-*•·‧・●○]|\d+[.)]|[—―-]{2})\s*\p{L}/u.test(line)) return false
  if (/[。｡](?=.)/u.test(line)) return false
  // Two sentences of which the last is a question or a cry: speech, not a headline.
  if (/[.!?！？]["'”’]?\s*\p{L}.*[!?！？]$/u.test(line)) return false
  if (/^["“「『].*[!?！？]["”」』]?$|[!?！？]["”」』]$/u.test(line)) return false
  if (/[.．。｡](["'”’」』）)\]]*)$/u.test(line)) return !endsLikeSentence(line)
  if (/^[“"「『].*[”"」』]$/u.test(line) && columns > 50) return false
  return true
}
