// A page → its text and what it says about itself.
import type { Lang } from '../model/language.ts'
import { tidyText } from './charset.ts'
import { findMain } from './html-main.ts'
import { readMeta } from './html-meta.ts'
import { prunePage } from './html-prune.ts'
import { readSource } from './html-source.ts'
import { type Paragraph, readParagraphs } from './html-text.ts'
import { parseTree } from './html-tree.ts'
import { fitsLang, toLang } from './records-fields.ts'

/** A page as extracted. `text` is empty when the page shows none; `free` is false behind a paywall. */
export interface Page {
  readonly url: string | null
  readonly title: string | null
  readonly outlet: string | null
  readonly published: string | null
  readonly lang: Lang | null
  readonly free: boolean | null
  readonly text: string
}

const firstLines = (paragraphs: readonly Paragraph[]) =>
  paragraphs.slice(0, 12).flatMap(paragraph => paragraph.text.split('\n'))

const sameText = (a: string, b: string) => a.replace(/\s+/g, '') === b.replace(/\s+/g, '')

/** A headline further down than this is one of a report within the page. */
const HEADLINE_WITHIN = 6
const LONGEST_KICKER = 40

/**
 * The headline is stored as the title and not said twice. Labels over it (section, size of type) go as well;
 * full sentences over it stay.
 */
function dropTitle(paragraphs: readonly Paragraph[], title: string | null): readonly Paragraph[] {
  const at = paragraphs
    .slice(0, HEADLINE_WITHIN)
    .findIndex(paragraph => sameText(paragraph.text, title ?? ''))
  if (at < 0 || paragraphs.length === 1) return paragraphs
  const isSaid = ({ text }: Paragraph) => text.length > LONGEST_KICKER || /[.!?。！？」』”"]$/.test(text)
  return paragraphs.filter((paragraph, i) => i > at || (i < at && isSaid(paragraph)))
}

/**
 * Extracts the main text of a page: paragraphs separated by one blank line, without what is hidden, menus,
 * advertisements and lists of links. Any string is accepted, and nothing is thrown.
 * @param address where the page came from, for relative links; null when unknown
 */
export function parsePage(source: string, address: string | null = null): Page {
  const page = readSource(source)
  const tree = parseTree(prunePage(page))
  const shown = readParagraphs(tree.body)
  const meta = readMeta(tree, page.jsonLd, firstLines(shown), address)
  const paragraphs = dropTitle(findMain(tree, shown, page.nodes), meta.title)
  // Tidying may leave nothing of a line or of a paragraph.
  const text = tidyText(paragraphs.map(paragraph => paragraph.text).join('\n\n'))
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
  const lang = toLang(meta.langTag)
  return {
    url: meta.url,
    title: meta.title && tidyText(meta.title),
    outlet: meta.outlet && tidyText(meta.outlet),
    published: meta.published,
    lang: lang && fitsLang(text, lang) ? lang : null,
    free: meta.free,
    text,
  }
}
