// Numbers as the press of the four languages writes them, read to one value, so that 3万2千, 3만2천 and 32,000
// compare equal. Works on the match key (see fold.ts), in which full-width digits are ASCII and 億 and 亿 are one.
import type { TextRange } from '../model/article.ts'
import { fold } from './fold.ts'

export interface NumberMention extends TextRange {
  readonly value: number
  /** `percent`: value 30 for 30%, 三割, 百分之三十; `ordinal`: 第3, 3rd; `count`: everything else. */
  readonly kind: 'count' | 'percent' | 'ordinal'
}

const DIGITS = new Map<string, number>()
const SMALL = new Map<string, number>()
const BIG = new Map<string, number>()
function put(table: Map<string, number>, words: string, value: number): void {
  for (const word of words) table.set(fold(word), value)
}
'零一二三四五六七八九'.split('').forEach((char, value) => {
  put(DIGITS, char, value)
})
'영일이삼사오육칠팔구'.split('').forEach((char, value) => {
  put(DIGITS, char, value)
})
put(DIGITS, '〇○공', 0)
put(DIGITS, '两', 2)
put(DIGITS, '륙', 6)
put(SMALL, '十십', 10)
put(SMALL, '廿', 20)
put(SMALL, '卅', 30)
put(SMALL, '百백', 100)
put(SMALL, '千천', 1000)
put(BIG, '万만', 1e4)
put(BIG, '億억', 1e8)
put(BIG, '兆조', 1e12)

/** Korean native numerals as they stand before a counter, and whole days (하루, 이틀 … 열흘, 보름). */
const NATIVE: ReadonlyMap<string, number> = new Map(
  Object.entries({
    하나: 1,
    한: 1,
    둘: 2,
    두: 2,
    셋: 3,
    세: 3,
    석: 3,
    넷: 4,
    네: 4,
    넉: 4,
    다섯: 5,
    여섯: 6,
    일곱: 7,
    여덟: 8,
    아홉: 9,
    열: 10,
    스물: 20,
    스무: 20,
    서른: 30,
  }),
)

const ENGLISH_UNITS: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
)
const ENGLISH_TENS: ReadonlyMap<string, number> = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, at) => [word, (at + 2) * 10]),
)
const ENGLISH_SCALES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hundred: 100,
    thousand: 1e3,
    million: 1e6,
    billion: 1e9,
    trillion: 1e12,
    bn: 1e9,
    tn: 1e12,
  }),
)

/** Drops the binary dust of 1.15 × 10⁸ and its like. */
function tidy(value: number): number {
  return Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : Math.round(value * 100) / 100
}

/** Reads 二〇一四, 2万8500, 삼만이천, 1億2千万: digits and East Asian units in one run; null when it is no number. */
function readEastAsian(run: string): number | null {
  const chars = run.replace(/[\s,]/g, '')
  if (chars === '') return null
  if (/^\d+(?:\.\d+)?$/.test(chars)) return Number(chars)
  if ([...chars].every(char => DIGITS.has(char))) return readPositional(chars)
  let total = 0
  let section = 0
  let current: number | null = null
  let lastSmall = Number.POSITIVE_INFINITY
  let lastBig = Number.POSITIVE_INFINITY
  for (let at = 0; at < chars.length; ) {
    const digits = /^\d+(?:\.\d+)?/.exec(chars.slice(at))
    if (digits !== null) {
      if (current !== null) return null
      current = Number(digits[0])
      at += digits[0].length
      continue
    }
    const char = chars[at]!
    at += 1
    const digit = DIGITS.get(char)
    const small = SMALL.get(char)
    const big = BIG.get(char)
    if (digit !== undefined) {
      // 二〇三 inside a run with units is positional; 三五 before a unit means "three to five": no value.
      if (current !== null && current !== 0) return null
      current = digit
    } else if (small !== undefined) {
      if (small >= lastSmall) return null
      section += (current ?? 1) * small
      lastSmall = small
      current = null
    } else if (big !== undefined) {
      const amount = section + (current ?? 0)
      // 万亿 is ten thousand times 10⁸: a bigger unit after a smaller one multiplies what stands so far.
      if (amount === 0 && total > 0) total *= big
      else if (amount === 0 || big >= lastBig) return null
      else total += amount * big
      lastBig = big
      section = 0
      lastSmall = Number.POSITIVE_INFINITY
      current = null
    } else return null
  }
  return tidy(total + section + (current ?? 0))
}

/** 二〇一四 is 2014; two digits without a zero (三五) mean "three to five" and have no value. */
function readPositional(chars: string): number | null {
  if (chars.length === 2 && !/[〇○零]/.test(chars)) return null
  if (chars.length > 12) return null
  return Number([...chars].map(char => DIGITS.get(char)).join(''))
}

function readEnglish(words: string): number | null {
  let total = 0
  let current: number | null = null
  for (const word of words
    .toLowerCase()
    .replace(/(?<=\d)(?=[a-z])/g, ' ')
    .split(/[\s-]+|,\s/)) {
    if (word === 'and') continue
    const digits = /^\d[\d,]*(?:\.\d+)?$/.test(word) ? Number(word.replaceAll(',', '')) : null
    const unit = ENGLISH_UNITS.get(word) ?? ENGLISH_TENS.get(word) ?? digits
    const scale = ENGLISH_SCALES.get(word)
    if (unit !== null && unit !== undefined) current = (current ?? 0) + unit
    else if (scale === undefined) return null
    else if (scale === 100) current = (current ?? 1) * 100
    else {
      total += (current ?? 1) * scale
      current = null
    }
  }
  return tidy(total + (current ?? 0))
}

/**
 * The value of a text that is a numeral from end to end, in any of the four languages; null for anything else.
 * @example parseNumeral('二十三') === 23; parseNumeral('3만 2000') === 32000; parseNumeral('1.2 million') === 1200000
 */
export function parseNumeral(text: string): number | null {
  const key = fold(text).trim()
  if (key === '' || key.length > 60) return null
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(key)) return Number(key.replaceAll(',', ''))
  const native = NATIVE.get(key)
  if (native !== undefined) return native
  return readEastAsian(key) ?? (/^[a-z\d][a-z\d\s,.-]*$/.test(key) ? readEnglish(key) : null)
}

const CJK = '零〇○一二三四五六七八九十百千万億兆两廿卅'
const HANGUL = '영일이삼사오육칠팔구십백천만억조'
const COUNTERS =
  '个|個|名|人|国|者|次|回|项|項|点|年|月|日|号|天|周|週|小时|時間|分钟|页|頁|条|件|社|つ|か|ヵ|ヶ|ケ|カ|箇|度目|票|席|艘|隻|架|枚|発|发|吨|トン|元|円|圆|美元|ドル|韩元|ウォン|公里|キロ|倍|成|割'
const KO_COUNTERS = '명|원|달러|엔|개|년|월|일|건|발|차례|퍼센트|프로|가지|주|시간|회|척|대|톤|위'
const AMOUNT = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`
const EN_UNIT = [...ENGLISH_UNITS.keys(), ...ENGLISH_TENS.keys()].filter(word => word !== 'one').join('|')
const EN_SCALE = 'hundred|thousand|million|billion|trillion|bn|tn'

function foldPattern(source: string): string {
  return source.replace(/[^\x20-\x7e]+/g, fold)
}

// Tried in this order at each place; the first that reads to a value wins.
const SHAPES: readonly RegExp[] = [
  // 3万2000, 1兆2千億, 2만 8500, 1.2万亿; 九조 alone is "article 9", so 조 needs money or more digits behind it.
  String.raw`${AMOUNT}(?:[十百千]?[万億兆]|[千백천]?[만억]|조(?=\s?(?:원|달러|엔|위안|유로|\d))|[百千백천](?![가-힣]))+(?:\s?(?:${AMOUNT}|[${CJK}])(?:[十百千万億백천만억]*))*`,
  // 12 million, 3.5 billion, 1.5bn
  String.raw`${AMOUNT}\s?(?:${EN_SCALE})\b`,
  AMOUNT,
  // 三千, 二十三, 百万, 二〇一四: two characters or more, or one with a counter; a lone 一 is an article or part of a word.
  `(?<=第)[${CJK}]+`,
  `(?<![几数])[${CJK}]{2,}`,
  `(?<![几数第])[二三四五六七八九十百千两](?=(?:${COUNTERS}))`,
  String.raw`(?<![가-힣])[${HANGUL}]+[십백천만억조][${HANGUL}]*(?=\s?(?:${KO_COUNTERS}))`,
  String.raw`\b(?:${EN_UNIT}|hundred|thousand|million|billion|trillion)(?:(?:[\s-]|\sand\s)(?:${EN_UNIT}|one|${EN_SCALE})\b)*\b(?!-(?:first|second|third|[a-z]+th)\b)`,
].map(source => new RegExp(foldPattern(source), 'uy'))
const STARTS = new RegExp(
  foldPattern(String.raw`\d|[${CJK}${HANGUL}]|\b(?:${EN_UNIT}|hundred|thousand|million|billion|trillion)\b`),
  'gu',
)
const PERCENT_AFTER = new RegExp(
  foldPattern(String.raw`\s?(?:%|percent\b|per cent\b|퍼센트|프로(?![가-힣])|パーセント)`),
  'uy',
)
const TENTHS_AFTER = new RegExp(foldPattern(`[割成](?!为|了|立|功|員|员|り|引)`), 'uy')
const PERCENT_BEFORE = new RegExp(foldPattern('百分之$'), 'u')
const ORDINAL_BEFORE = new RegExp(foldPattern(String.raw`(?:第|제)\s?$`), 'u')
const ORDINAL_AFTER = new RegExp(foldPattern(String.raw`(?:st|nd|rd|th)\b|番目|번째`), 'uy')

function matchesAt(pattern: RegExp, key: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(key)?.[0] ?? null
}

/**
 * Finds the numbers of a text with their values and exact places; a lone 一 or `one` is not a number.
 * Numbers inside dates and times are found too: whoever compares quantities leaves out the ranges of `findDates`.
 */
export function findNumbers(text: string): NumberMention[] {
  const key = fold(text)
  const found: NumberMention[] = []
  STARTS.lastIndex = 0
  for (let start = STARTS.exec(key); start !== null; start = STARTS.exec(key)) {
    const mention = readNumberAt(key, start.index)
    if (mention === null) {
      // A word such as 万一 is left as a whole, never entered from its middle.
      STARTS.lastIndex = start.index + 1
      continue
    }
    found.push(mention)
    STARTS.lastIndex = mention.end
  }
  return found
}

function readNumberAt(key: string, start: number): NumberMention | null {
  const before = key.slice(Math.max(0, start - 4), start)
  // Part of a Latin word or code: F-35's 35 is a number, mk2's 2 and v1.2 are not.
  if (/[a-z][\d.]*$/.test(before) && /\d/.test(key[start]!)) return null
  for (const shape of SHAPES) {
    const run = matchesAt(shape, key, start)
    if (run === null) continue
    const value = parseNumeral(run)
    if (value === null) continue
    const end = start + run.length
    if (PERCENT_BEFORE.test(before)) return { start: start - 3, end, value, kind: 'percent' }
    const percent = matchesAt(PERCENT_AFTER, key, end)
    if (percent !== null) return { start, end: end + percent.length, value, kind: 'percent' }
    if (matchesAt(TENTHS_AFTER, key, end) !== null && value < 10)
      return { start, end: end + 1, value: tidy(value * 10), kind: 'percent' }
    const ordinal = ORDINAL_BEFORE.test(before) || matchesAt(ORDINAL_AFTER, key, end) !== null
    return { start, end, value, kind: ordinal ? 'ordinal' : 'count' }
  }
  return null
}
