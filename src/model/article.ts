import type { DateRef } from './date.ts'
import type { Lang } from './language.ts'

/** Half-open range of UTF-16 offsets into an article's stored text. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/**
 * One page, file or record as a reader of files, pages or feeds hands it over: before it is an Article.
 * `text` is what will be stored and cited: paragraphs separated by blank lines, never rewritten later.
 */
export interface ParsedItem {
  /** What makes it the same article when its content changes: canonical URL, else a path-based name. */
  readonly identity: string
  readonly url: string | null
  readonly title: string | null
  /** Outlet name as stated, in any script. */
  readonly outlet: string | null
  /** Publication instant or day as stated by the page or record, ISO 8601; not yet trusted. */
  readonly published: string | null
  readonly lang: Lang | null
  readonly text: string
  readonly format: 'text' | 'html' | 'markdown' | 'json'
  /** WHATWG name of the encoding the bytes were decoded with. */
  readonly charset: string
  /** Written for this project, not news. */
  readonly sample: boolean
  /** Whose private article it is: `slack:T0123`; absent for the shared library, which everybody sees. */
  readonly workspace?: string
}

/** One page or file as published. Its text is immutable; a change makes a new revision. */
export interface Article extends Omit<ParsedItem, 'sample'> {
  readonly id: string
  /** 1 for the first version of this identity, then 2, 3, …; a version that comes back keeps its number. */
  readonly revision: number
  /** False while another revision of the same identity is what its page says. */
  readonly current: boolean
  readonly contentHash: string
  /** Instant of the first sight of this revision, ISO 8601 UTC. */
  readonly firstSeen: string
  readonly sample: boolean
}

export type BlockKind =
  | 'title'
  | 'heading'
  | 'paragraph'
  | 'caption'
  | 'placeholder'
  | 'boilerplate'
  | 'spun_title'

/** One paragraph-sized run of an article; only paragraphs are evidence. */
export interface Block extends TextRange {
  readonly kind: BlockKind
  /** Ordinal of the report it belongs to within the article, 0-based; null when it belongs to none. */
  readonly report: number | null
  /** Why it has this kind or this report, where that is not obvious; for `show`. */
  readonly reason: string | null
}

/** `speaker` said it, `source` passed it on, `outlet` published it first, `relay` repeated it, `host` shows it. */
export type ChainRole = 'speaker' | 'source' | 'official_document' | 'outlet' | 'relay' | 'host'

export interface ChainLink {
  readonly role: ChainRole
  /** Lexicon id (`OUT.kyodo`, `SRC.unnamed`), or null when the name is not in the lexicon. */
  readonly entity: string | null
  /** As the text gives it, in its script. */
  readonly name: string
  /** ISO 3166-1 alpha-2, or null. */
  readonly country: string | null
  readonly named: boolean
  readonly basis: 'in_text' | 'page_metadata' | 'external_lookup'
  readonly date?: string
  readonly span?: TextRange
}

/** One news item inside an article. */
export interface Report {
  readonly id: string
  readonly article: string
  /** 0-based order of first appearance. */
  readonly ordinal: number
  readonly title: string | null
  readonly lang: Lang
  readonly date: DateRef
  /** Innermost first: outlet → relay → host. */
  readonly chain: readonly ChainLink[]
  readonly paragraphs: readonly TextRange[]
}

/** The unit that is cited: exact offsets into the stored article. */
export interface Sentence extends TextRange {
  readonly id: string
  readonly article: string
  readonly report: string
  /** 0-based order within the article. */
  readonly ordinal: number
  /** Index into the article's blocks. */
  readonly block: number
  readonly lang: Lang
}
