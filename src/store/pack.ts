// How values that are only ever read whole are kept: JSON, compressed. JSON escapes what a database's text cannot
// hold (lone surrogates, and for some engines NUL), so whatever was read from a page comes back unit for unit.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

// Level 1 packs claims within a few percent of level 3 in two thirds of the time.
// The checksum tells damage, which SQLite itself does not look for inside of values.
const OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } }

/** No value of ours is larger; a frame that says so is damaged, and its checksum will tell. */
const LARGEST_CHUNK = 16 * 1024 * 1024
const NEWLINE = 10

/** The value as compressed JSON; `unpack` gives back an equal one. */
export function pack(value: unknown): Uint8Array {
  return zstdCompressSync(JSON.stringify(value), OPTIONS)
}

/** The value that `pack` was given, as its caller knows it. */
export function unpack<T>(packed: Uint8Array): T {
  return JSON.parse(decompress(packed).toString()) as T
}

/** Many values packed together, one a line, so that one of them can be read without parsing the others. */
export function packLines(values: readonly unknown[]): Uint8Array {
  return zstdCompressSync(values.map(value => JSON.stringify(value)).join('\n'), OPTIONS)
}

/** All lines of `packLines`, each still JSON. */
export function unpackLines(packed: Uint8Array): string[] {
  return decompress(packed).toString().split('\n')
}

/** Some of the lines of `packLines`, by their numbers in ascending order; the others are not even decoded. */
export function unpackSomeLines(packed: Uint8Array, numbers: readonly number[]): string[] {
  const bytes = decompress(packed)
  const lines: string[] = []
  let [line, start] = [0, 0]
  for (const number of numbers) {
    for (; line < number; line++) start = bytes.indexOf(NEWLINE, start) + 1
    const end = bytes.indexOf(NEWLINE, start)
    lines.push(bytes.toString('utf8', start, end === -1 ? bytes.length : end))
  }
  return lines
}

/** What was kept is not what was written: the file is damaged. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError'
}

/**
 * The size of the contents, as a frame that was compressed in one go states it (RFC 8878, 3.1.1.1); 0 when it does not.
 */
function sizeOf(packed: Uint8Array): number {
  const frame = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  const [descriptor = 0, plain = 0] = frame.subarray(4)
  const isSingle = (descriptor & 0b10_0000) !== 0
  const at = isSingle ? 5 : 6
  // Dictionaries are not used, so nothing else stands before the size.
  if (frame.length < at + 8) return isSingle ? plain : 0
  switch (descriptor >> 6) {
    case 0:
      return isSingle ? plain : 0
    case 1:
      return frame.readUInt16LE(at) + 256
    case 2:
      return frame.readUInt32LE(at)
    default:
      return 0
  }
}

function decompress(packed: Uint8Array): Buffer {
  try {
    // A chunk that holds everything and one byte more is filled in one go, and wastes nothing.
    const chunkSize = Math.min(Math.max(64, sizeOf(packed) + 1), LARGEST_CHUNK)
    return zstdDecompressSync(packed, { chunkSize })
  } catch (cause) {
    throw new DamagedError('packed data does not match its checksum', { cause })
  }
}

/**
 * A string in the form in which a text column holds it: itself, or a JSON literal when the column could not give it
 * back. Equal strings have equal forms and different strings different ones, so columns can be compared by it.
 */
export function toColumn(text: string): string {
  return text.startsWith('"') || text.includes('\0') || !text.isWellFormed() ? JSON.stringify(text) : text
}

/** The string that `toColumn` was given. */
export function fromColumn(column: string): string {
  return column.startsWith('"') ? (JSON.parse(column) as string) : column
}
