// Files and folders → items. Whatever cannot be read is reported and the rest goes on.
import { resolve } from 'node:path'
import type { ParsedItem } from '../model/article.ts'
import { decodeBytes, tidyText } from './charset.ts'
import { maybeHolds } from './charset-units.ts'
import { binaryFailure, nameBinary, readBytes } from './files-bytes.ts'
import { failure, type ReadFailure } from './files-failure.ts'
import { readFrontMatter } from './files-front.ts'
import { readJson, readJsonLines } from './files-json.ts'
import { type FileType, walkFiles } from './files-walk.ts'
import { parsePage } from './html.ts'
import { markdownText, markdownTitle } from './markdown.ts'

export { isReadFailure, type ReadFailure } from './files-failure.ts'
export { countFiles } from './files-walk.ts'

export interface ReadOptions {
  /** Largest document read whole, in bytes; of a .jsonl file, its longest line. */
  readonly maxBytes?: number
}

const MAX_BYTES = 20_000_000
/** A text with more than this share of characters that no text has was none. */
const MOST_GARBAGE = 0.05

const GARBAGE = /(?![\t\n\v\f\r\u0085])\p{Cc}|\p{Co}|\p{Cn}|\ufffd/gu
const maybeGarbage = maybeHolds([GARBAGE])

/** Whether decoding gave mostly what no text contains: controls, private-use and unassigned characters. */
function isGarbage(text: string): boolean {
  const sample = text.slice(0, 100_000)
  if (!maybeGarbage(sample)) return false
  const bad = sample.match(GARBAGE)?.length ?? 0
  return bad > sample.length * MOST_GARBAGE
}

function textItem(source: string, path: string, charset: string): ParsedItem {
  const { text, ...stated } = readFrontMatter(source)
  return { identity: stated.url ?? `file:${path}`, ...stated, text, format: 'text', charset }
}

function markdownItem(source: string, path: string, charset: string): ParsedItem {
  const { text, ...stated } = readFrontMatter(source)
  return {
    identity: stated.url ?? `file:${path}`,
    ...stated,
    title: stated.title ?? markdownTitle(text),
    text: markdownText(text),
    format: 'markdown',
    charset,
  }
}

function pageItem(source: string, path: string, charset: string): ParsedItem {
  const { free: _, ...page } = parsePage(source)
  return { identity: page.url ?? `file:${path}`, ...page, format: 'html', charset, sample: false }
}

const READERS = { text: textItem, markdown: markdownItem, html: pageItem } as const

const NO_TEXT: Readonly<Record<keyof typeof READERS, string>> = {
  text: 'it holds nothing but white space; add text or remove it',
  markdown: 'it holds no text besides marks; add text or remove it',
  html: 'the page shows no text; save it again after it has loaded, or save the text as .txt',
}

/** Reads one document of a type that holds one article. */
async function readDocument(
  path: string,
  type: keyof typeof READERS,
  maxBytes: number,
): Promise<ParsedItem | ReadFailure> {
  const bytes = await readBytes(path, maxBytes)
  if ('problem' in bytes) return bytes
  if (bytes.length === 0) return failure(path, 'empty', 'the file is empty; add text or remove it')
  const binary = nameBinary(bytes)
  if (binary) return binaryFailure(path, binary)
  const decoded = decodeBytes(bytes, { html: type === 'html' })
  if (isGarbage(decoded.text)) return binaryFailure(path, 'binary data')
  const item = READERS[type](tidyText(decoded.text), resolve(path), decoded.charset)
  return item.text.trim() === '' ? failure(path, 'no_text', NO_TEXT[type]) : item
}

/**
 * Reads a file, or a folder with all its folders in the order of names, into items. A file, line or record
 * that cannot be read comes as a `ReadFailure` in its place; nothing is thrown for the sake of content.
 */
export async function* readPath(
  path: string,
  options: ReadOptions = {},
): AsyncGenerator<ParsedItem | ReadFailure> {
  const maxBytes = options.maxBytes ?? MAX_BYTES
  for await (const found of walkFiles(path)) {
    if ('problem' in found) yield found
    else yield* readFile(found.path, found.type, maxBytes)
  }
}

/** Reads one file of a known type: the items it holds, or what is wrong with it. */
export async function* readFile(
  path: string,
  type: FileType,
  maxBytes: number,
): AsyncGenerator<ParsedItem | ReadFailure> {
  if (type === 'jsonl') yield* readJsonLines(path, maxBytes)
  else if (type === 'json') yield* readJson(path, maxBytes)
  else yield await readDocument(path, type, maxBytes)
}
