// The match key of a text: one code unit in, one code unit out, so that an offset into the key is an offset
// into the original and no map back is needed. That is why this is not NFKC, which changes lengths; what NFKC
// would change by length (ligatures, ㌔, half-width kana with a voicing mark) is left alone: rare in news, and
// a missed match is cheaper than a wrong offset. Merging characters (发 for 發 and 髮) is harmless for matching.
// Quotes shown to a reader always come from the original, never from the key.
import compatibility from 'opencc-js/dict/CJK_Compatibility_Ideographs'
import hongKong from 'opencc-js/dict/HKVariantsRev'
import shinjitai from 'opencc-js/dict/JPShinjitaiCharacters'
import simplified from 'opencc-js/dict/TSCharacters'
import taiwan from 'opencc-js/dict/TWVariantsRev'
import { unitRuns } from './units.ts'

/** Pairs that OpenCC keeps apart for conversion but that names in news use for one another. */
const ALSO_SAME =
  '恵 惠|悦 悅|晋 晉|槿 槿|龍 龙|竜 龙|沢 泽|辺 边|邉 边|﨑 崎|髙 高|黒 黑|戸 户|戶 户|徳 德|渋 涩|斎 斋|広 广|桜 樱|関 关|鉄 铁|駅 驿|読 读|売 卖|歩 步|毎 每|収 收|囲 围|対 对|拠 据|択 择|検 检|権 权|気 气|浄 净|済 济|発 发|県 县|総 总|聴 听|証 证|訳 译|図 图|団 团|国 国|圏 圈|圧 压|変 变|報 报'

const QUOTES: Readonly<Record<string, string>> = {
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '〝': '"',
  '〟': '"',
  '＂': '"',
  '‘': "'",
  '’': "'",
  '‛': "'",
  '＇': "'",
  '`': "'",
  '・': '·',
  '‧': '·',
  '•': '·',
  '･': '·',
  '∙': '·',
  '–': '-',
  '—': '-',
  '―': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '　': ' ',
  '\u00a0': ' ',
  '\t': ' ',
  '，': ',',
  '、': ',',
  '､': ',',
  '。': '.',
  '｡': '.',
  '．': '.',
  '〈': '《',
  '〉': '》',
  '≪': '《',
  '≫': '》',
}

function rootOf(table: Uint16Array, unit: number): number {
  let root = unit
  while (table[root] !== root) root = table[root]!
  return root
}

/** The characters of GB 2312: what Simplified Chinese is written in. */
function readSimplified(): Set<number> {
  const bytes = new Uint8Array(2 * 94 * 72)
  let at = 0
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      bytes[at++] = row
      bytes[at++] = cell
    }
  }
  const text = new TextDecoder('gb18030').decode(bytes)
  return new Set(Array.from(text, char => char.charCodeAt(0)))
}

/**
 * Merges both characters of each `from to` pair into one class; cycles between the sources are harmless.
 * Two characters that Simplified Chinese keeps apart (予 and 豫, 芸 and 艺) stay apart: only then do words and
 * patterns written in Simplified equal their own key.
 */
function mergePairs(table: Uint16Array, pairs: string, apart: ReadonlySet<number>): void {
  for (const pair of pairs.split('|')) {
    const [from, targets] = pair.split(' ')
    const to = targets?.split(' ')[0]
    if (from?.length !== 1 || to?.length !== 1) continue
    const [a, b] = [rootOf(table, from.charCodeAt(0)), rootOf(table, to.charCodeAt(0))]
    if (a === b || (apart.has(a) && apart.has(b))) continue
    // The Simplified one stands for the class.
    if (apart.has(a)) table[b] = a
    else table[a] = b
  }
}

function buildTable(): Uint16Array {
  const table = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit)
  const simple = readSimplified()
  // Traditional to Simplified always merges: 後 stands in GB 2312 too, and is 后 all the same.
  mergePairs(table, simplified, new Set())
  for (const pairs of [shinjitai, taiwan, hongKong, compatibility, ALSO_SAME])
    mergePairs(table, pairs, simple)
  for (let unit = 0; unit < 0x10000; unit++) table[unit] = rootOf(table, unit)
  for (const [from, to] of Object.entries(QUOTES)) table[from.charCodeAt(0)] = to.charCodeAt(0)
  for (let unit = 0xff01; unit <= 0xff5e; unit++) table[unit] = table[unit - 0xfee0]!
  const lower = lowerCases()
  for (let unit = 0; unit < 0x10000; unit++) table[unit] = lower[table[unit]!]!
  return table
}

/** The small letter of each unit that has one of one unit; of all others themselves. */
function lowerCases(): Uint16Array {
  const table = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit)
  for (const { start, end } of unitRuns(/\p{Changes_When_Lowercased}/u))
    for (let unit = start; unit < end; unit++) {
      const small = String.fromCharCode(unit).toLowerCase()
      if (small.length === 1) table[unit] = small.charCodeAt(0)
    }
  return table
}

const TABLE = buildTable()
const CHUNK = 8192
const BYTES = Buffer.alloc(2 * CHUNK)
const UNITS = new Uint16Array(BYTES.buffer, BYTES.byteOffset, CHUNK)

/** The match key of one UTF-16 code unit. */
export function foldUnit(unit: number): number {
  return TABLE[unit]!
}

/**
 * Folds width, case, quotes, dashes and Traditional, Simplified and Shinjitai characters to one match key.
 * The result has exactly the length of the input; lone surrogates pass through unchanged.
 * @example fold('日韓關係「改善」') === fold('日韩关系“改善”')
 */
export function fold(text: string): string {
  if (isFolded(text)) return text
  let out = ''
  for (let at = 0; at < text.length; at += CHUNK) {
    const end = Math.min(text.length, at + CHUNK)
    for (let i = at; i < end; i++) UNITS[i - at] = TABLE[text.charCodeAt(i)]!
    out += BYTES.toString('utf16le', 0, 2 * (end - at))
  }
  return out
}

function isFolded(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (TABLE[unit] !== unit) return false
  }
  return true
}
