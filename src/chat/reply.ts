import type { Lang } from '../model/language.ts'

/** A run of words in one manner; `citation` is a number into the reply's sources, drawn `[1]`. */
export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'emphasis'; readonly text: string }
  /** What a reader may type: `/digest 2013-12-05`. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'citation'; readonly n: number }

export type Spans = readonly Span[]

export interface Heading {
  readonly kind: 'heading'
  /** 1 opens a reply, 2 a part of it. */
  readonly level: 1 | 2
  readonly text: string
}

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly spans: Spans
  /** Small print: what a reader may pass over. */
  readonly quiet?: boolean
}

/** Words of an article in their own script, unchanged. */
export interface Quote {
  readonly kind: 'quote'
  readonly text: string
  readonly lang: Lang
  readonly citations: readonly number[]
}

export interface List {
  readonly kind: 'list'
  readonly ordered: boolean
  readonly items: readonly Spans[]
}

/** Every row has one cell for each column. */
export interface Table {
  readonly kind: 'table'
  readonly columns: readonly { readonly label: string; readonly align?: 'left' | 'right' }[]
  readonly rows: readonly (readonly Spans[])[]
}

export interface Fields {
  readonly kind: 'fields'
  readonly fields: readonly { readonly label: string; readonly value: Spans }[]
}

/** One numbered piece of a digest, never parted: a surface shows all of it, its headline alone, or none. */
export interface Item {
  readonly kind: 'item'
  readonly n: number
  readonly headline: Spans
  readonly blocks: readonly (Paragraph | Quote)[]
}

/** One cited sentence. */
export interface SourceQuote {
  readonly n: number
  /** In its own script, unchanged. */
  readonly quote: string
  readonly lang: Lang
  /** The quote already stands word for word above, so a narrow surface need not repeat it. */
  readonly quotedAbove: boolean
  /** `happened ~3 Dec 2013`, or null when the event has no date of its own. */
  readonly event: string | null
  /** Id of the sentence. */
  readonly sentence: string
}

/** One report with the sentences cited from it; all but title and url is in the reader's language. */
export interface SourceEntry {
  /** At least one, in the order of their numbers. */
  readonly quotes: readonly SourceQuote[]
  /** `日本新闻网 [JP] → 中新网 [CN] → example.com`; empty when nobody is known. */
  readonly chain: string
  /** `reported ~5 Dec 2013`. */
  readonly reported: string
  /** Why dates are shown with `~`, for a person; null when there is nothing to explain. */
  readonly reasons: string | null
  readonly title: string | null
  readonly url: string | null
  /** `sample article`, or null for a real one. */
  readonly mark: string | null
}

export interface Sources {
  readonly kind: 'sources'
  readonly label: string
  readonly sources: readonly SourceEntry[]
}

export type NoticeLevel = 'info' | 'warning' | 'error'

export interface Notice {
  readonly kind: 'notice'
  readonly level: NoticeLevel
  readonly spans: Spans
}

export interface Picture {
  readonly kind: 'picture'
  /** What it shows, for those who cannot see it. */
  readonly alt: string
  readonly media: 'image/png' | 'image/svg+xml'
  readonly bytes: Uint8Array
}

/** `line` is what dispatch runs when it is pressed: made by `formatLine`, never from an article's words. */
export interface Button {
  readonly label: string
  readonly line: string
  /** Surfaces that have forms show the line's options in one first, to be changed; others run the line. */
  readonly form?: boolean
}

export interface Buttons {
  readonly kind: 'buttons'
  readonly buttons: readonly Button[]
}

export type Block =
  | Heading
  | Paragraph
  | Quote
  | List
  | Table
  | Fields
  | Item
  | Sources
  | Notice
  | Picture
  | Buttons

/** What a command returns: neutral blocks, never markup; each surface draws them in its own manner. */
export interface Reply {
  readonly lang: Lang
  /** The whole in one plain line: notification, screen reader, log. */
  readonly summary: string
  readonly blocks: readonly Block[]
  /** Meant for the asker's eyes alone, where the surface can do that. */
  readonly ephemeral?: boolean
  /** Key of the turn, for surfaces that ask what its reader thinks of it: `/feedback --about KEY`. */
  readonly about?: string
}

/** A run of plain words. */
export function text(words: string): Span {
  return { kind: 'text', text: words }
}

/** Words that carry the line. */
export function emphasis(words: string): Span {
  return { kind: 'emphasis', text: words }
}

/** Words to be typed as they stand. */
export function code(words: string): Span {
  return { kind: 'code', text: words }
}

/** Citation numbers as spans, in the order given. */
export function cite(numbers: readonly number[]): Span[] {
  return numbers.map(n => ({ kind: 'citation', n }))
}

/** A paragraph of plain words or of spans. */
export function paragraph(content: string | Spans): Paragraph {
  return { kind: 'paragraph', spans: typeof content === 'string' ? [text(content)] : content }
}

/** A paragraph of small print. */
export function quiet(content: string | Spans): Paragraph {
  return { ...paragraph(content), quiet: true }
}

/** A heading of the first or second level. */
export function heading(words: string, level: 1 | 2 = 2): Heading {
  return { kind: 'heading', level, text: words }
}

/** A notice of plain words or of spans. */
export function notice(level: NoticeLevel, content: string | Spans): Notice {
  return { kind: 'notice', level, spans: typeof content === 'string' ? [text(content)] : content }
}

/** A list without numbers. */
export function list(items: readonly Spans[]): List {
  return { kind: 'list', ordered: false, items }
}

/** A reply that is one notice and, where useful, more after it: for its asker alone. */
export function noticeReply(
  lang: Lang,
  level: NoticeLevel,
  words: string,
  more: readonly Block[] = [],
): Reply {
  return { lang, summary: words, blocks: [notice(level, words), ...more], ephemeral: true }
}
