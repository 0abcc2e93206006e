// The headline and the day of a page that says neither in its metadata: they stand over the text, in headings and
// small print, as a reader finds them.
import type { Lang } from '../../model/language.ts'
import { plainLine } from './feed.ts'
import { readFeedDate } from './feed-dates.ts'
import { widthOf } from './width.ts'

/** Headings looked at; the headline is among the first. */
const MOST_HEADINGS = 60
/** How far over the first paragraph a headline and its day may stand, in units of source. */
const NEAR = 4000
/** Narrower than this (wide characters count twice) a heading is a label. */
const NARROWEST = 14
/** Wider than this (wide characters count twice) a line with a date is a sentence and no small print. */
const SMALL_PRINT = 90
/** Units of a paragraph by which its place in the source is found. */
const SAMPLE = 10

const HEADING = /<h([1-4])\b[^>]{0,500}>([\s\S]{1,600}?)<\/h\1>/gi
const CLOCK = String.raw`(?:[\s,T]*(?:上午|下午|午前|午後|오전|오후)?\s*\d{1,2}[:時时시]\s?\d{2})?`
const DAY = new RegExp(
  [
    String.raw`(?:19|20)\d{2}\s*[-/.年년]\s*\d{1,2}\s*[-/.月월]\s*\d{1,2}\s*[日일.]?(?:\s*[（(][^）)]{1,6}[）)])?${CLOCK}`,
    String.raw`(?:令和|平成|昭和|民國|民国|中華民國)\s*(?:\d{1,3}|元)\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日`,
    String.raw`(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{1,2},\s+\d{4}`,
    String.raw`\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{4}`,
  ].join('|'),
)

const withoutTags = (html: string): string => html.replace(/<[^<>]{0,2000}>/g, ' ')
const squeeze = (text: string): string => text.replace(/\s+/g, '')

interface Heading {
  readonly level: number
  readonly text: string
  readonly at: number
  readonly end: number
}

function readHeadings(source: string): Heading[] {
  const headings: Heading[] = []
  for (const match of source.matchAll(HEADING)) {
    const text = plainLine(withoutTags(match[2]!))
    if (text !== '')
      headings.push({ level: Number(match[1]), text, at: match.index, end: match.index + match[0].length })
    if (headings.length === MOST_HEADINGS) break
  }
  return headings
}

/** Where the text begins in the source: its first paragraph that is no heading. */
function findBody(source: string, text: string, headings: readonly Heading[]): number {
  const named = new Set(headings.map(heading => squeeze(heading.text)))
  for (const paragraph of text.split('\n\n').slice(0, 6)) {
    // Small print over the text is where its day stands, so it is not the text yet.
    if (named.has(squeeze(paragraph)) || (widthOf(paragraph) < SMALL_PRINT && DAY.test(paragraph))) continue
    const after = headings[0]?.end ?? 0
    const at = source.indexOf(paragraph.slice(0, SAMPLE), after)
    if (at >= 0) return at
  }
  return -1
}

/** Parts of a document title, as sites put them together. */
const partsOf = (title: string): string[] =>
  title.split(/\s*[|｜_–—:：]\s*|\s+-\s+/).filter(part => widthOf(part) >= 8)

function chooseHeadline(title: string | null, headings: readonly Heading[], body: number): Heading | null {
  const mains = headings.filter(heading => heading.level === 1)
  if (mains.length > 1) return mains.find(heading => squeeze(heading.text) === squeeze(title ?? '')) ?? null
  const [main] = mains
  if (main) {
    const parts = partsOf(title ?? '').map(squeeze)
    const own = squeeze(main.text)
    return parts.length === 0 || parts.some(part => own.includes(part) || part.includes(own)) ? main : null
  }
  const over = headings.filter(heading => heading.at < body && body - heading.at < NEAR).at(-1)
  return over && widthOf(over.text) >= NARROWEST ? over : null
}

/** The day that stands with the headline: between it and the text, else shortly before it. */
function findDay(source: string, headline: Heading | null, body: number, lang: Lang | null): string | null {
  if (headline === null && body < 0) return null
  const from = headline?.end ?? Math.max(0, body - NEAR / 2)
  const to = body > from && body - from < NEAR ? body : from + NEAR / 4
  const before = headline === null ? '' : source.slice(Math.max(0, headline.at - NEAR / 8), headline.at)
  for (const part of [source.slice(from, to), before]) {
    const words = plainWords(part)
    const found = DAY.exec(words)
    const day = found && readFeedDate(found[0], lang)
    if (day) return day
  }
  return null
}

/** Longer than a headline's line, so that nothing of the small print is cut off. */
const plainWords = (html: string): string =>
  withoutTags(html).replaceAll('&nbsp;', ' ').replaceAll('&mdash;', '—').replace(/\s+/g, ' ')

/** What a page says of itself over its text; `text` comes back without the headline. */
export function readHead(
  source: string,
  page: { readonly title: string | null; readonly text: string; readonly lang: Lang | null },
): { readonly title: string | null; readonly text: string; readonly published: string | null } {
  const headings = readHeadings(source)
  const body = findBody(source, page.text, headings)
  const headline = chooseHeadline(page.title, headings, body)
  const title = headline?.text ?? page.title
  const paragraphs = page.text.split('\n\n')
  const said =
    headline === null ? -1 : paragraphs.slice(0, 4).findIndex(one => squeeze(one) === squeeze(headline.text))
  const text =
    said < 0 || paragraphs.length === 1 ? page.text : paragraphs.filter((_, at) => at !== said).join('\n\n')
  return { title, text, published: findDay(source, headline, body, page.lang) }
}
