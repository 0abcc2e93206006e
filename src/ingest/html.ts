// A page → its text and what it says about itself.
import type { Lang } from '../model/language.ts'
import { tidyText } from './charset.ts'
import { readHidingRules } from './html-hidden.ts'
import { findMain } from './html-main.ts'
import { readMeta } from './html-meta.ts'
import { pruneTree } from './html-prune.ts'
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

/** The headline is stored as the title; it is not said twice. */
function dropTitle(paragraphs: readonly Paragraph[], title: string | null): readonly Paragraph[] {
  const [first, ...rest] = paragraphs
  return first && title && rest.length > 0 && sameText(first.text, title) ? rest : paragraphs
}

/**
 * Extracts the main text of a page: paragraphs separated by one blank line, without what is hidden, menus,
 * advertisements and lists of links. Any string is accepted, and nothing is thrown.
 * @param address where the page came from, for relative links; null when unknown
 */
export function parsePage(source: string, address: string | null = null): Page {
  const page = readSource(source)
  const tree = parseTree(page.html)
  pruneTree(tree, readHidingRules(page.styles))
  const shown = readParagraphs(tree.body)
  const meta = readMeta(tree, page.jsonLd, firstLines(shown), address)
  const paragraphs = dropTitle(findMain(tree, shown, page.elements), meta.title)
  const text = tidyText(paragraphs.map(paragraph => paragraph.text).join('\n\n'))
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
