// .json (a record or a list of them, read whole) and .jsonl (a record a line, read as a stream of any length).
import { resolve } from 'node:path'
import { messageOf } from '../errors.ts'
import type { ParsedItem } from '../model/article.ts'
import { decodeBytes } from './charset.ts'
import { binaryFailure, nameBinary, type Recode, readBytes, readLines } from './files-bytes.ts'
import { failure, megabytes, type ReadFailure } from './files-failure.ts'
import { beginsExport, checkRecord, EXPORT_PROBLEM, isExport, itemOf, type RecordPlace } from './records.ts'

type Read = ParsedItem | ReadFailure

/** Checks one value and makes an item of it, or says what is wrong and where. */
function readRecord(value: unknown, place: RecordPlace, path: string, where: string, line?: number): Read {
  const record = checkRecord(value)
  const item = 'problem' in record ? record : itemOf(record, place)
  return 'problem' in item ? failure(path, 'bad_record', `${where}${item.problem}`, line) : item
}

/** The words of the parser without the text around the fault, which may be anything. */
const jsonProblem = (error: unknown) =>
  messageOf(error)
    .replace(/,? ?"[\s\S]*$| in JSON/g, '')
    .replace(/\.\.\.$/, '')

/** Reads a .json file of at most `maxBytes`. */
export async function* readJson(path: string, maxBytes: number): AsyncGenerator<Read> {
  const bytes = await readBytes(path, maxBytes)
  if ('problem' in bytes) {
    yield bytes
    return
  }
  const binary = nameBinary(bytes)
  const { text: source, charset } = decodeBytes(bytes)
  if (binary) yield binaryFailure(path, binary)
  else if (source.trim() === '') yield failure(path, 'empty', 'the file is empty; add records or remove it')
  else if (beginsExport(source)) yield failure(path, 'export', EXPORT_PROBLEM)
  else yield* readJsonText(source, path, charset)
}

function* readJsonText(source: string, path: string, charset: string): Generator<Read> {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch (error) {
    const problem = isJson(source.trimStart().split('\n', 1)[0]!)
      ? 'it has one record a line; rename it to .jsonl'
      : `it is not valid JSON: ${jsonProblem(error)}; correct it or write it again`
    yield failure(path, 'bad_record', problem)
    return
  }
  const list = Array.isArray(value)
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (values.length === 0)
    yield failure(path, 'empty', 'its list of records is empty; add records or remove it')
  const taken = new Set<string>()
  for (const [i, each] of values.entries()) {
    const place = { path: resolve(path), ordinal: i + 1, charset, taken }
    yield readRecord(each, place, path, list ? `record ${i + 1}: ` : '')
  }
}

function isJson(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

/**
 * UTF-16 is the one family whose characters can contain the byte of a newline, so it is rewritten as UTF-8;
 * `note` is told which of the two it was.
 */
function recodeUtf16(note: (charset: string) => void): Recode {
  return first => {
    const { charset } = decodeBytes(first.subarray(0, first.length & ~1))
    if (!charset.startsWith('utf-16')) return null
    note(charset)
    const decoder = new TextDecoder(charset)
    const encoder = new TextEncoder()
    return (chunk, last) => encoder.encode(decoder.decode(chunk, { stream: !last }))
  }
}

/** Reads a .jsonl file of any length; a line that cannot be used is reported and the next is read. */
export async function* readJsonLines(path: string, maxLineBytes: number): AsyncGenerator<Read> {
  const taken = new Set<string>()
  let wide: string | null = null
  let hint: string | null = null
  let seen = 0
  const recode = recodeUtf16(charset => {
    wide = charset
  })
  for await (const at of readLines(path, maxLineBytes, recode)) {
    if ('problem' in at) {
      yield at
      return
    }
    const { line, bytes } = at
    if (bytes === null) {
      seen++
      const problem = `line ${line}: longer than the ${megabytes(maxLineBytes)} read as one record; split it`
      yield failure(path, 'too_large', problem, line)
      continue
    }
    // Lines may hold two or three characters beyond ASCII: then what the others are written in decides.
    const { text: source, charset } = decodeBytes(bytes, { declared: hint })
    if (source.trim() === '') continue
    seen++
    if (charset !== 'utf-8') hint = charset
    const read = readLine(
      source,
      line,
      { path: resolve(path), ordinal: line, charset: wide ?? charset, taken },
      path,
    )
    yield read
    if ('skipped' in read && read.skipped === 'export') return
  }
  if (seen === 0)
    yield failure(path, 'empty', 'the file has no records; add one JSON record a line or remove it')
}

function readLine(source: string, line: number, place: RecordPlace, path: string): Read {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch (error) {
    const problem =
      line === 1 && source.trim() === '['
        ? 'line 1: the file is one JSON list; rename it to .json'
        : `line ${line}: not valid JSON: ${jsonProblem(error).replace(/ \(line .*\)$/, '')}; correct or remove the line`
    return failure(path, 'bad_record', problem, line)
  }
  if (line === 1 && isExport(value)) return failure(path, 'export', EXPORT_PROBLEM)
  return readRecord(value, place, path, `line ${line}: `, line)
}
