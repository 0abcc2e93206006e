// How values that are only ever read whole are kept: JSON, compressed. JSON escapes what a database's text cannot
// hold (lone surrogates, and for some engines NUL), so whatever was read from a page comes back unit for unit.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

// Level 1 packs claims within a few percent of level 3 in two thirds of the time.
const OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** The value as compressed JSON; `unpack` gives back an equal one. */
export function pack(value: unknown): Uint8Array {
  return zstdCompressSync(JSON.stringify(value), OPTIONS)
}

/** The value that `pack` was given, as its caller knows it. */
export function unpack<T>(packed: Uint8Array): T {
  return JSON.parse(zstdDecompressSync(packed).toString()) as T
}

/** Many values packed together, one a line, so that one of them can be read without parsing the others. */
export function packLines(values: readonly unknown[]): Uint8Array {
  return zstdCompressSync(values.map(value => JSON.stringify(value)).join('\n'), OPTIONS)
}

/** The lines of `packLines`, each still JSON. */
export function unpackLines(packed: Uint8Array): string[] {
  return zstdDecompressSync(packed).toString().split('\n')
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
