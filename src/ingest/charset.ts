// Bytes → text. What a page says about its own encoding is a hint: scraped pages are often re-encoded without
// their declaration. So the bytes decide, and the declaration breaks ties.
import { isUtf8 } from 'node:buffer'
import { decodeBuffer } from 'encoding-sniffer'
import { ResultType, Sniffer } from 'encoding-sniffer/sniffer'
import { costOf, type TextModel } from './charset-score.ts'
import { maybeHolds } from './charset-units.ts'

/** A decoded text before `tidyText`; `charset` is the lower-case WHATWG name of the encoding used. */
export interface Decoded {
  readonly text: string
  readonly charset: string
  /** What the page or server said, as a WHATWG name; null when nothing, or nothing known, was said. */
  readonly declared: string | null
}

export interface DecodeOptions {
  /** Label from outside the bytes, e.g. of a Content-Type header or of the other lines of the same file. */
  readonly declared?: string | null
  /** Look for the declaration that HTML and XML carry inside. */
  readonly html?: boolean
}

/** Nats in favour of a declared encoding: about one character's worth, so it only decides what is open. */
const DECLARED_BONUS = 8
/** Bytes looked at for the decision: some 1,500 characters, far more than a decision needs. */
const SAMPLE_BYTES = 3072
/** Pages put titles and scripts before the declaration; browsers look on past 1,024 bytes too. */
const DECLARATION_BYTES = 8192

/**
 * What is written in an encoding, and how unusual that is (nats). Unlisted combinations are not considered.
 * The likeliest come first: a reading is given up as soon as it costs more than the best so far.
 */
const CANDIDATES: Readonly<Record<string, Partial<Record<TextModel, number>>>> = {
  gb18030: { 'zh-Hans': 0, 'zh-Hant': 2, ja: 3, ko: 5 },
  big5: { 'zh-Hant': 0, 'zh-Hans': 8, ja: 8 },
  shift_jis: { ja: 0, 'zh-Hans': 10, 'zh-Hant': 10 },
  'euc-jp': { ja: 0, 'zh-Hans': 10, 'zh-Hant': 10 },
  'euc-kr': { ko: 0, 'zh-Hant': 8, 'zh-Hans': 10, ja: 8 },
  'windows-1252': { latin: 0 },
  'utf-16le': { 'zh-Hans': 2, 'zh-Hant': 2, ja: 2, ko: 2, latin: 2 },
  'utf-16be': { 'zh-Hans': 2, 'zh-Hant': 2, ja: 2, ko: 2, latin: 2 },
  // Damaged UTF-8; sound UTF-8 is known before any of these is tried.
  'utf-8': { 'zh-Hans': 0, 'zh-Hant': 0, ja: 0, ko: 0, latin: 0, other: 0 },
}

/** The encodings whose decoder in the runtime follows the WHATWG standard; its euc-kr, for one, lacks CP949. */
const NATIVE = new Set(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'gb18030'])

const startsWith = (bytes: Uint8Array, ...prefix: number[]) => prefix.every((byte, i) => bytes[i] === byte)

/** The name the standard gives to a label (`x-sjis`, `ks_c_5601-1987`, `gb2312`), or null when it knows none. */
function nameOf(label: string | null | undefined): string | null {
  if (!label) return null
  const sniffer = new Sniffer({ userEncoding: label.trim() })
  if (sniffer.resultType !== ResultType.PASSED) return null
  const name = sniffer.encoding.toLowerCase()
  if (name === 'replacement' || name === 'x-user-defined') return null
  return name === 'gbk' ? 'gb18030' : name
}

function findDeclaration(bytes: Uint8Array): string | null {
  const sniffer = new Sniffer({ maxBytes: DECLARATION_BYTES })
  sniffer.write(bytes.subarray(0, DECLARATION_BYTES))
  return sniffer.resultType === ResultType.DEFAULT ? null : nameOf(sniffer.encoding)
}

/** Decodes in one named encoding; bytes that have no meaning in it become U+FFFD. */
function decodeAs(bytes: Uint8Array, charset: string): string {
  if (NATIVE.has(charset)) return new TextDecoder(charset, { ignoreBOM: true }).decode(bytes)
  // A leading newline keeps bytes that look like a byte order mark from overruling the encoding asked for.
  return decodeBuffer(Buffer.concat([Buffer.of(0x0a), bytes]), { userEncoding: charset }).slice(1)
}

/** Length of the bytes without a last UTF-8 character that was cut off in the middle. */
function wholeUtf8Length(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return bytes.length
    if (byte < 0xc0) continue
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return needed > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** Cuts where no encoding can have a character across: newline, space, `<` and `>` are never second bytes. */
function isCut(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x3c || byte === 0x3e
}

/** The runs that hold bytes beyond ASCII, up to SAMPLE_BYTES: the rest reads the same in every encoding. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes
  const out = new Uint8Array(SAMPLE_BYTES)
  let filled = 0
  let start = 0
  let high = false
  for (let i = 0; i <= bytes.length && filled < SAMPLE_BYTES; i++) {
    const byte = bytes[i]
    if (byte !== undefined && byte >= 0x80) high = true
    if (byte !== undefined && !isCut(byte)) continue
    if (high) {
      const part = bytes.subarray(start, Math.min(i + 1, start + SAMPLE_BYTES - filled))
      out.set(part, filled)
      filled += part.length
    }
    start = i + 1
    high = false
  }
  return out.subarray(0, filled)
}

/**
 * Lowest cost of a reading over the languages its encoding is used for, or `limit` where that is lower; a
 * cut-off last character is free.
 */
function costOfReading(bytes: Uint8Array, charset: string, limit: number): number {
  const text = decodeAs(bytes, charset).replace(/\uFFFD$/, '')
  const models = CANDIDATES[charset] ?? { other: 0 }
  let best = limit
  for (const [model, prior] of Object.entries(models))
    best = Math.min(best, prior + costOf(text, model as TextModel, best - prior))
  return best
}

function chooseCharset(bytes: Uint8Array, declared: string | null, wide: boolean): string {
  // UTF-16 has no cuts: a prefix of even length serves for it and so for all others, to compare like with like.
  const sample = wide ? bytes.subarray(0, SAMPLE_BYTES) : sampleOf(bytes)
  const names = Object.keys(CANDIDATES).filter(name => wide || !name.startsWith('utf-16'))
  if (declared !== null && !(declared in CANDIDATES)) names.push(declared)
  let best = 'utf-8'
  let lowest = Number.POSITIVE_INFINITY
  for (const name of names) {
    const bonus = name === declared ? DECLARED_BONUS : 0
    const cost = costOfReading(sample, name, lowest + bonus) - bonus
    if (cost < lowest) [best, lowest] = [name, cost]
  }
  return best
}

/** Only ASCII with the escapes of ISO-2022-JP: `ESC $ @`, `ESC $ B`, `ESC ( J`, `ESC ( I`. */
function isIso2022Jp(bytes: Uint8Array): boolean {
  for (let i = bytes.indexOf(0x1b); i >= 0; i = bytes.indexOf(0x1b, i + 1)) {
    const [kind, set] = [bytes[i + 1], bytes[i + 2]]
    if (kind === 0x24 && (set === 0x40 || set === 0x42)) return true
    if (kind === 0x28 && (set === 0x4a || set === 0x49)) return true
  }
  return false
}

const hasHighByte = (bytes: Uint8Array) => bytes.some(byte => byte >= 0x80)

/** Control bytes that no text has: half of a UTF-16 text in Latin letters, and some of one in CJK. */
const hasOddControl = (bytes: Uint8Array) =>
  bytes.some(
    byte => byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09 && byte !== 0x0c && byte !== 0x1b,
  )

function detectCharset(bytes: Uint8Array, declared: string | null): string {
  const head = bytes.subarray(0, SAMPLE_BYTES)
  const controls = hasOddControl(head)
  const whole = bytes.subarray(0, wholeUtf8Length(bytes))
  const valid = isUtf8(whole)
  // A valid multi-byte UTF-8 text is one: in any other encoding the bytes would have to fall so by chance.
  if (valid && !controls) {
    if (hasHighByte(whole)) return 'utf-8'
    if (whole.length === bytes.length) return isIso2022Jp(bytes) ? 'iso-2022-jp' : 'utf-8'
  }
  const wide = controls || bytes.length % 2 === 0
  return chooseCharset(bytes, declared, wide)
}

/**
 * Decodes bytes of any encoding that Attaché reads; never throws. A last character that was cut off is dropped,
 * bytes without meaning become U+FFFD.
 */
export function decodeBytes(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    const charset = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'
    return { text: decodeWhole(bytes.subarray(2), charset), charset, declared: charset }
  }
  // A UTF-8 mark that is not followed by UTF-8 was glued in front by an editor: then it is only a hint.
  const marked = startsWith(bytes, 0xef, 0xbb, 0xbf)
  const body = marked ? bytes.subarray(3) : bytes
  const declared =
    nameOf(options.declared) ?? (marked ? 'utf-8' : options.html ? findDeclaration(body) : null)
  const charset = detectCharset(body, declared)
  return { text: decodeWhole(body, charset), charset, declared }
}

function decodeWhole(bytes: Uint8Array, charset: string): string {
  const text = decodeAs(bytes, charset)
  return text.endsWith('\uFFFD') && !endsWithWrittenReplacement(bytes, charset) ? text.slice(0, -1) : text
}

function endsWithWrittenReplacement(bytes: Uint8Array, charset: string): boolean {
  const end = bytes.subarray(-3)
  return charset === 'utf-8' && startsWith(end, 0xef, 0xbf, 0xbd)
}

const DECOMPOSED = /[\u1100-\u115f\uac00-\ud7a3][\u1160-\u11ff]{1,3}|[\p{L}\p{N}]\p{M}{1,30}/gu
/** Whether there is anything to compose: most texts hold no mark at all, and this is the quicker question. */
const HAS_MARKS = /[\u1160-\u11ff]|\p{M}/u
/** Line ends of other systems: CR, vertical tab, form feed, NEL, line separator. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028]/g
/** All control characters but newline and tab, and a byte order mark left over inside. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROLS = /[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]/g
const maybeUntidy = maybeHolds([/\r/, LINE_ENDS, /\u2029/, CONTROLS, HAS_MARKS])

/**
 * Puts a decoded text into the form in which it is stored and cited: LF line ends, no control characters, no
 * lone surrogates, letters with their marks composed. Nothing else changes.
 */
export function tidyText(text: string): string {
  if (!maybeUntidy(text)) return text
  const lines = text.replace(LINE_ENDS, '\n').replaceAll('\u2029', '\n\n').replace(CONTROLS, '')
  // Names and pages from macOS spell a Korean syllable as its three letters and a Japanese one as kana plus
  // voicing mark: composed here once, or no name and no question would match them, and an offset could point
  // into the middle of a letter. Only such runs are touched: normalising everything would also replace the
  // compatibility ideographs that some people write their names with. Runs are capped at 30 marks (the
  // stream-safe limit of UAX #15), since composing longer ones takes quadratic time.
  const composed = HAS_MARKS.test(lines) ? lines.replace(DECOMPOSED, run => run.normalize('NFC')) : lines
  return composed.toWellFormed()
}
