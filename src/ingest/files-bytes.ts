// Reading bytes without being blocked, filled up or fooled: only regular files, never more than was allowed.
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { failure, failureOf, megabytes, type ReadFailure } from './files-failure.ts'

const CHUNK = 256 * 1024

/** Opening a pipe without this waits for a writer, for ever; Windows has neither. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** First bytes of what is no text, and what to call it. */
const SIGNATURES: readonly (readonly [what: string, at: number, bytes: string])[] = [
  ['a PDF', 0, '%PDF-'],
  ['a ZIP archive or an Office document', 0, 'PK\x03\x04'],
  ['a PNG image', 0, '\x89PNG'],
  ['a JPEG image', 0, '\xff\xd8\xff'],
  ['a GIF image', 0, 'GIF8'],
  ['a RIFF image, sound or film', 0, 'RIFF'],
  ['a TIFF image', 0, 'II*\x00'],
  ['a gzip archive', 0, '\x1f\x8b'],
  ['a bzip2 archive', 0, 'BZh'],
  ['an xz archive', 0, '\xfd7zXZ'],
  ['a 7-Zip archive', 0, "7z\xbc\xaf'\x1c"],
  ['a RAR archive', 0, 'Rar!\x1a'],
  ['an old Office or HWP document', 0, '\xd0\xcf\x11\xe0'],
  ['an RTF document', 0, '{\\rtf'],
  ['a program', 0, '\x7fELF'],
  ['a program', 0, 'MZ\x90'],
  ['a SQLite database', 0, 'SQLite format 3\x00'],
  ['a web archive', 0, 'bplist00'],
  ['a sound file', 0, 'ID3'],
  ['a sound file', 0, 'OggS'],
  ['a film', 4, 'ftyp'],
]

/** What a file is by its first bytes when it is no text (`a PDF`), or null. */
export function nameBinary(bytes: Uint8Array): string | null {
  for (const [what, at, signature] of SIGNATURES) {
    let same = bytes.length >= at + signature.length
    for (let i = 0; same && i < signature.length; i++) same = bytes[at + i] === signature.charCodeAt(i)
    if (same) return what
  }
  return null
}

/** Says what a binary file is and what would be read instead. */
export function binaryFailure(path: string, what: string): ReadFailure {
  return failure(path, 'binary', `it is ${what}, not text; save the article as .txt or .html`)
}

interface OpenFile {
  readonly file: FileHandle
  /** As the file system states it. */
  readonly size: number
}

async function openFile(path: string): Promise<OpenFile | ReadFailure> {
  try {
    const file = await open(path, FLAGS)
    const info = await file.stat()
    if (info.isFile()) return { file, size: info.size }
    await file.close()
    const what = info.isDirectory() ? 'a folder' : 'a pipe, a socket or a device'
    return failure(path, 'not_a_file', `it is ${what}, not a file; name a file`)
  } catch (error) {
    return failureOf(path, error)
  }
}

const tooLarge = (path: string, size: number, maxBytes: number) =>
  failure(
    path,
    'too_large',
    `it has ${megabytes(size)}, more than the ${megabytes(maxBytes)} read as one document; split it, or use .jsonl with one record a line`,
  )

/** The whole of a file of at most `maxBytes`; a larger one is refused before it is read. */
export async function readBytes(path: string, maxBytes: number): Promise<Uint8Array | ReadFailure> {
  const opened = await openFile(path)
  if ('problem' in opened) return opened
  const { file, size } = opened
  try {
    if (size > maxBytes) return tooLarge(path, size, maxBytes)
    const parts: Uint8Array[] = []
    let total = 0
    // The stated size is not trusted: a file may grow while it is read, or be one of the system that says 0.
    for await (const part of readChunks(file, Math.min(size + 1, CHUNK))) {
      total += part.length
      if (total > maxBytes) return tooLarge(path, total, maxBytes)
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch (error) {
    return failureOf(path, error)
  } finally {
    await file.close()
  }
}

/** A regular file gives fewer bytes than were asked for only at its end. */
async function* readChunks(file: FileHandle, chunk = CHUNK): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunk), 0, chunk, at)
    at += bytesRead
    if (bytesRead > 0) yield buffer.subarray(0, bytesRead)
    if (bytesRead < chunk) return
  }
}

/** A line of bytes without its end; `bytes` is null when it is longer than allowed. */
export interface ByteLine {
  /** 1-based. */
  readonly line: number
  readonly bytes: Uint8Array | null
}

/** Turns the chunks of a file into others, e.g. of another encoding, once its first chunk is known. */
export type Recode = (first: Uint8Array) => ((chunk: Uint8Array, last: boolean) => Uint8Array) | null

/**
 * The lines of a file of any size, one at a time. In no encoding of several bytes, UTF-16 apart, does a
 * character contain the byte of a newline; `recode` is there for UTF-16.
 */
export async function* readLines(
  path: string,
  maxLineBytes: number,
  recode: Recode,
): AsyncGenerator<ByteLine | ReadFailure> {
  const opened = await openFile(path)
  if ('problem' in opened) {
    yield opened
    return
  }
  const { file } = opened
  try {
    const head = Buffer.alloc(16)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    const binary = nameBinary(head.subarray(0, bytesRead))
    if (binary) yield binaryFailure(path, binary)
    else yield* splitLines(recodeChunks(readChunks(file), recode), maxLineBytes)
  } catch (error) {
    yield failureOf(path, error)
  } finally {
    await file.close()
  }
}

async function* recodeChunks(chunks: AsyncIterable<Uint8Array>, recode: Recode): AsyncGenerator<Uint8Array> {
  let convert: ReturnType<Recode> | undefined
  for await (const chunk of chunks) {
    convert ??= recode(chunk)
    yield convert ? convert(chunk, false) : chunk
  }
  if (convert) yield convert(new Uint8Array(0), true)
}

async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<ByteLine> {
  let line = 1
  let parts: Uint8Array[] = []
  let length = 0
  const take = (): ByteLine => {
    const bytes = length > maxLineBytes ? null : Buffer.concat(parts)
    parts = []
    length = 0
    return { line: line++, bytes }
  }
  const add = (part: Uint8Array) => {
    length += part.length
    // Past the limit the bytes are counted and forgotten.
    if (length <= maxLineBytes) parts.push(part)
    else parts = []
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      add(chunk.subarray(start, end))
      yield take()
      start = end + 1
    }
    if (start < chunk.length) add(chunk.subarray(start))
  }
  if (length > 0) yield take()
}
