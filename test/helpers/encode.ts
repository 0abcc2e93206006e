// Encoders for tests: the runtime can only write UTF-8, so the decoders are run over every byte sequence once
// and their tables inverted. Where two sequences decode to one character, the first one found is used.
import { decodeBuffer } from 'encoding-sniffer'

/** What `encode` writes; the names are the WHATWG ones plus `-bom` forms. */
export type TestCharset =
  | 'utf-8'
  | 'utf-8-bom'
  | 'utf-16le'
  | 'utf-16be'
  | 'utf-16le-bom'
  | 'utf-16be-bom'
  | 'gb18030'
  | 'gbk'
  | 'big5'
  | 'shift_jis'
  | 'euc-jp'
  | 'iso-2022-jp'
  | 'euc-kr'
  | 'windows-1252'

export const TEST_CHARSETS: readonly TestCharset[] = [
  'utf-8',
  'utf-8-bom',
  'utf-16le',
  'utf-16be',
  'utf-16le-bom',
  'utf-16be-bom',
  'gb18030',
  'gbk',
  'big5',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'euc-kr',
  'windows-1252',
]

type Table = Map<string, readonly number[]>

const tables = new Map<string, Table>()

/** Adds each sequence that decodes to exactly one character; a newline between them ends a broken one. */
function learn(table: Table, charset: string, sequences: readonly number[][]): void {
  const bytes = sequences.flatMap(sequence => [...sequence, 0x0a])
  const parts = decodeBuffer(Buffer.from([0x0a, ...bytes]), { userEncoding: charset })
    .slice(1)
    .split('\n')
  // A sequence that swallows its newline would shift all that follow: then they are learnt one by one.
  if (parts.length !== sequences.length + 1) {
    if (sequences.length > 1) for (const sequence of sequences) learn(table, charset, [sequence])
    return
  }
  for (const [i, sequence] of sequences.entries()) {
    const [character, ...more] = parts[i]!
    if (character && more.length === 0 && character !== '\uFFFD' && !table.has(character))
      table.set(character, sequence)
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** Four-byte GB18030 sequences of the basic plane: a plain number in mixed base 10, 126, 10, 126. */
function fourByteSequences(): number[][] {
  return range(0, 39419).map(n => [
    0x81 + Math.floor(n / 12600),
    0x30 + (Math.floor(n / 1260) % 10),
    0x81 + (Math.floor(n / 10) % 126),
    0x30 + (n % 10),
  ])
}

function buildTable(charset: string): Table {
  const table: Table = new Map()
  for (const byte of range(0, 0xff)) if (byte !== 0x0a && byte !== 0x1b) learn(table, charset, [[byte]])
  table.set('\n', [0x0a])
  if (charset === 'windows-1252') return table
  for (const lead of range(0x81, 0xfe))
    learn(
      table,
      charset,
      range(0x30, 0xfe).map(trail => [lead, trail]),
    )
  if (charset === 'gb18030') learn(table, charset, fourByteSequences())
  if (charset === 'euc-jp')
    for (const lead of range(0xa1, 0xfe))
      learn(
        table,
        charset,
        range(0xa1, 0xfe).map(t => [0x8f, lead, t]),
      )
  return table
}

function tableOf(charset: string): Table {
  const table = tables.get(charset) ?? buildTable(charset)
  tables.set(charset, table)
  return table
}

function encodeByTable(text: string, charset: string): Uint8Array | null {
  const table = tableOf(charset)
  const out: number[] = []
  for (const character of text) {
    const bytes = table.get(character)
    if (!bytes) return null
    out.push(...bytes)
  }
  return Uint8Array.from(out)
}

/** ISO-2022-JP is EUC-JP with the high bits off between `ESC $ B` and `ESC ( B`. */
function encodeIso2022Jp(text: string): Uint8Array | null {
  const table = tableOf('euc-jp')
  const out: number[] = []
  let wide = false
  for (const character of text) {
    const bytes = table.get(character)
    if (!bytes || bytes.length > 2 || bytes[0] === 0x8e) return null
    if (wide !== (bytes.length === 2)) {
      wide = !wide
      out.push(0x1b, ...(wide ? [0x24, 0x42] : [0x28, 0x42]))
    }
    out.push(...bytes.map(byte => byte & 0x7f))
  }
  if (wide) out.push(0x1b, 0x28, 0x42)
  return Uint8Array.from(out)
}

function encodeUtf16(text: string, big: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le')
  return new Uint8Array(big ? bytes.swap16() : bytes)
}

/** The bytes of a text in a charset, or null when the charset cannot hold it. */
export function encode(text: string, charset: TestCharset): Uint8Array | null {
  if (charset === 'utf-8') return new TextEncoder().encode(text)
  if (charset === 'utf-8-bom') return new TextEncoder().encode(`\ufeff${text}`)
  if (charset.startsWith('utf-16')) return encodeUtf16(text, charset.includes('be'), charset.endsWith('bom'))
  if (charset === 'iso-2022-jp') return encodeIso2022Jp(text)
  return encodeByTable(text, charset)
}
