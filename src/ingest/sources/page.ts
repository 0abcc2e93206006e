// The text of a fetched page: our own reading, built on Readability, and a second opinion where that one is doubtful.
import { DOMParser } from 'linkedom'
import { decodeBytes, tidyText } from '../charset.ts'
import { nameBinary } from '../files-bytes.ts'
import { type Page, parsePage } from '../html.ts'
import { readHead } from './page-head.ts'
import { widthOf } from './width.ts'

/** What the source says of the page before it is read. */
export interface Hint {
  readonly title: string
  /** Plain text; '' without one. */
  readonly summary: string
}

export interface ReadPage extends Page {
  /** Whose reading of the text it is. */
  readonly by: 'ours' | 'second'
  /** The page asks that programs do not answer from its text. */
  readonly refuses: boolean
}

/** Pages with more tags than this are not given to a second reader, whose time grows faster than they do. */
const MOST_TAGS = 20_000
const LONGEST_SECOND = 2_000_000
/** Below this many units (wide ones count twice) a text is hardly an article. */
const SHORT = 250
/** Below this there is no article at all. */
const NOTHING = 80
/** Share of the summary's words that an article on it has. */
const COVERED = 0.4

/** Pairs of neighbouring characters of wide scripts, and words of others. */
function wordsOf(text: string): Set<string> {
  const words = new Set<string>()
  for (const run of text.toLowerCase().match(/[\u2e80-\uffef]{2,}|[\p{L}\p{N}]{3,}/gu) ?? []) {
    if (run.charCodeAt(0) < 0x2e80) words.add(run)
    else for (let i = 0; i + 1 < run.length; i++) words.add(run.slice(i, i + 2))
  }
  return words
}

/** Which share of one text's words another has; 1 when it has none to look for. */
export function coverage(of: string, by: string): number {
  const wanted = wordsOf(of)
  if (wanted.size === 0) return 1
  const there = wordsOf(by)
  let found = 0
  for (const word of wanted) if (there.has(word)) found++
  return found / wanted.size
}

const saidOf = ({ title, summary }: Hint): string => (widthOf(summary) > 40 ? summary : title)

function isDoubtful(text: string, hint: Hint): boolean {
  return widthOf(text) < SHORT || coverage(saidOf(hint), text) < COVERED
}

/** Another reader's text of the page, or '' where it has none or the page is not fit to be read twice. */
async function readSecond(source: string, address: string): Promise<string> {
  if (source.length > LONGEST_SECOND || source.split('<', MOST_TAGS + 1).length > MOST_TAGS) return ''
  try {
    // Loaded when it is needed, which is seldom. The class alone reads what it is given and asks no network.
    const { DefuddleClass } = await import('defuddle/node')
    const document = new DOMParser().parseFromString(source, 'text/html') as unknown as Document
    const found = new DefuddleClass(document, { url: address, useAsync: false }).parse()
    return parsePage(`<html><body><article>${found.content ?? ''}</article></body></html>`).text
  } catch {
    // It is only an opinion: on trees that no page has it can run out of stack.
    return ''
  }
}

/** `<meta name="robots" content="noai">` and Content-Signal in the page itself. */
function refusesPrograms(source: string): boolean {
  const head = source.slice(0, 100_000)
  for (const [tag] of head.matchAll(/<meta\b[^>]{0,1000}>/gi)) {
    if (/(?:name|http-equiv)\s*=\s*["']?content-signal/i.test(tag) && /ai-input\s*=\s*no\b/i.test(tag))
      return true
    if (/name\s*=\s*["']?(?:robots|attache)\b/i.test(tag) && /content\s*=\s*["'][^"']*\bnoai\b/i.test(tag))
      return true
  }
  return false
}

/** What a page that was fetched shows, or why it shows nothing. */
export async function readPage(
  bytes: Uint8Array,
  charset: string | null,
  address: string,
  hint: Hint,
): Promise<{ readonly page: ReadPage; readonly charset: string } | { readonly binary: string }> {
  const binary = nameBinary(bytes)
  if (binary !== null) return { binary }
  const decoded = decodeBytes(bytes, { declared: charset, html: true })
  const source = tidyText(decoded.text)
  const found = parsePage(source, address)
  const head = readHead(source, found)
  const ours = { ...found, title: head.title, text: head.text, published: found.published ?? head.published }
  const refuses = refusesPrograms(source)
  if (!isDoubtful(ours.text, hint))
    return { page: { ...ours, by: 'ours', refuses }, charset: decoded.charset }
  const second = await readSecond(source, address)
  const said = saidOf(hint)
  const empty = widthOf(ours.text) < NOTHING && widthOf(second) > widthOf(ours.text)
  const covers = widthOf(second) >= NOTHING && coverage(said, second) > coverage(said, ours.text) + 0.2
  const text = empty || covers ? second : ours.text
  return {
    page: { ...ours, text, by: text === ours.text ? 'ours' : 'second', refuses },
    charset: decoded.charset,
  }
}
