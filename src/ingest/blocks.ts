// Article text → blocks. Only paragraphs are evidence later, so what is not news must be told apart here; and what
// is news must not be lost: when in doubt a line stays a paragraph.
import type { Block, BlockKind } from '../model/article.ts'
import { findPattern } from './blocks-patterns.ts'
import { columnsOf, splitRuns } from './blocks-runs.ts'
import {
  datelineLength,
  endsLikeSentence,
  isDatelineOnly,
  isHeadlineLike,
  isMetaLine,
  isNotice,
  keyOf,
  reportsSpeech,
} from './blocks-shape.ts'
import { findSpin } from './blocks-spun.ts'

/** A block on its way to its kind. */
interface Draft {
  readonly start: number
  readonly end: number
  readonly text: string
  kind: BlockKind
  reason: string | null
  /** Worded like a headline: becomes title, heading or list item by its place. */
  headline: boolean
  /** The same, but too long for a heading: a title if it stands first. */
  longHeadline: boolean
  /** Opens a list of links. */
  section: boolean
}

/** Headline-like lines in a row inside the text that are a list rather than headings. */
const LIST_LENGTH = 3
/** Fused titles run to three clauses: 80 Chinese characters. */
const TITLE_COLUMNS = 160

function draftBlock(text: string, start: number, end: number): Draft {
  const own = text.slice(start, end)
  const draft: Draft = {
    start,
    end,
    text: own,
    kind: 'paragraph',
    reason: null,
    headline: false,
    longHeadline: false,
    section: false,
  }
  const key = keyOf(own)
  const isSentence = endsLikeSentence(own)
  const set = (kind: BlockKind, reason: string) => Object.assign(draft, { kind, reason })
  const newline = key.indexOf('\n')
  const firstLine = newline < 0 ? key : key.slice(0, newline).trim()
  const placeholder = findPattern('placeholder', firstLine, false)
  if (placeholder && newline < 0) return set('placeholder', placeholder.reason)
  if (placeholder) return set('caption', 'picture placeholder and caption')
  const opensReport = datelineLength(own) > 0 && own.length > 40
  const caption = opensReport ? null : findPattern('caption', key, isSentence)
  if (caption) return set('caption', caption.reason)
  const boilerplate = findPattern('boilerplate', key, isSentence)
  if (boilerplate && !(boilerplate.where === 'any' && isSentence && reportsSpeech(key))) {
    draft.section = boilerplate.section === true
    return set('boilerplate', boilerplate.reason)
  }
  if (!opensReport && isNotice(own)) return set('boilerplate', 'disclaimer')
  if (isMetaLine(own)) return set('boilerplate', 'date or byline line')
  if (isDatelineOnly(own)) return Object.assign(draft, { reason: 'dateline' })
  draft.headline = isHeadlineLike(own, columnsOf(own.trim()))
  draft.longHeadline = !draft.headline && isHeadlineLike(own, columnsOf(own.trim()), TITLE_COLUMNS)
  return draft
}

function sameWords(a: string, b: string): boolean {
  const bare = (text: string) => keyOf(text).replace(/[\s\p{P}]/gu, '')
  return bare(a) !== '' && bare(a) === bare(b)
}

/** Lines under "related articles" and the like are links to other pages. */
function markLinks(drafts: readonly Draft[]): void {
  let inSection = false
  for (const draft of drafts) {
    if (draft.section) inSection = true
    else if (draft.kind === 'paragraph' && !draft.headline) inSection = false
    else if (inSection && draft.headline) {
      Object.assign(draft, { kind: 'boilerplate', reason: 'link under a list of links', headline: false })
    }
  }
}

/** Headline-like lines before the first paragraph are titles, single ones between paragraphs headings. */
function placeHeadlines(drafts: readonly Draft[], title: string | null): void {
  const text = drafts.findIndex(draft => draft.kind === 'paragraph' && !draft.headline && !draft.longHeadline)
  for (const draft of drafts.slice(0, Math.max(0, text))) if (draft.longHeadline) draft.headline = true
  const isBody = (draft: Draft) => draft.kind === 'paragraph' && !draft.headline
  const stated = title === null ? undefined : drafts.slice(0, 6).find(draft => sameWords(draft.text, title))
  if (stated && (stated.headline || drafts.some(draft => draft !== stated && draft.kind === 'paragraph')))
    Object.assign(stated, { kind: 'title', headline: false, reason: null })
  const first = drafts.findIndex(isBody)
  if (first < 0) return // a lone line or a list of lines: evidence, unless it is the stated title
  const last = drafts.findLastIndex(isBody)
  for (let i = 0; i < drafts.length; i++) {
    if (!drafts[i]!.headline) continue
    let end = i
    while (drafts[end]?.headline) end++
    const isList = i > first && end <= last && end - i >= LIST_LENGTH
    for (; i < end; i++) {
      const draft = drafts[i]!
      if (i < first) draft.kind = 'title'
      else if (isList) draft.reason = 'list item'
      else draft.kind = 'heading'
      if (i > last) draft.reason = 'short line after the last paragraph'
    }
  }
}

function markSpunTitle(drafts: readonly Draft[]): void {
  const titles = drafts.filter(draft => draft.kind === 'title')
  const [title, ...others] = titles
  if (!title) return
  const rest = drafts.filter(draft => draft !== title && draft.kind !== 'boilerplate')
  const spin = findSpin(
    title.text,
    others.map(draft => draft.text),
    rest.map(draft => draft.text).join('\n'),
  )
  if (spin) Object.assign(title, { kind: 'spun_title', reason: spin })
}

/**
 * Cuts an article's text into blocks and tells what each is; `report` stays null until reports are separated.
 * Offsets are UTF-16 units into `text`; a block includes its own indentation but no trailing space. Any input is
 * accepted; a text without visible characters has no blocks.
 * @param page.title the page's title as its reader found it, or null
 */
export function splitBlocks(text: string, page: { readonly title: string | null }): Block[] {
  const drafts = splitRuns(text).map(({ start, end }) => draftBlock(text, start, end))
  markLinks(drafts)
  placeHeadlines(drafts, page.title)
  markSpunTitle(drafts)
  return drafts.map(({ start, end, kind, reason }) => ({ start, end, kind, report: null, reason }))
}
