// The front door of the store room: what can be kept and asked for, whatever engine is behind it.
import type { Article, Block, ParsedItem, Report, Sentence } from '../model/article.ts'
import type { Act, Claim, Polarity } from '../model/claim.ts'
import type { Finds } from '../model/finds.ts'
import type { Lang } from '../model/language.ts'
import type { DeliveryLedger } from './deliveries.ts'
import type { KeptLedger } from './kept.ts'
import type { ModelCache } from './model-cache.ts'
import type { PlatformLedger } from './platforms.ts'
import type { SourceLedger } from './sources.ts'
import type { SubscriptionLedger } from './subscriptions.ts'
import type { UsageLedger } from './usage.ts'

/** What was read out of one article. Replaced as a whole when the article is read again (`recode`). */
export interface Reading {
  readonly blocks: readonly Block[]
  /** In order: `reports[i].ordinal === i` and `reports[i].id === reportId(article, i)`. */
  readonly reports: readonly Report[]
  /** In order: `sentences[i].ordinal === i` and `sentences[i].id === sentenceId(article, i)`. */
  readonly sentences: readonly Sentence[]
  readonly claims: readonly Claim[]
  /** Search terms of each report, in the order of `reports`; a term that occurs three times is there three times. */
  readonly terms: readonly (readonly string[])[]
  /** Entities mentioned in each report, in the order of `reports`. */
  readonly mentions: readonly (readonly EntityCount[])[]
  /** What each report's sentences mention, in the order of `reports`; without it a search has to look by itself. */
  readonly finds?: readonly Finds[]
}

export interface EntityCount {
  /** Lexicon id: `PER.biden`. */
  readonly entity: string
  readonly count: number
}

/** An article as read, ready to be stored. */
export interface ArticleRead extends Reading {
  /** From `articleId`, or `Store.newArticleId`. */
  readonly id: string
  readonly item: ParsedItem
  /** Same hash = same content: its text is stored once, whatever its identity and however often it comes back. */
  readonly contentHash: string
  /** Instant, ISO 8601 UTC. */
  readonly firstSeen: string
}

/**
 * `new`: first of its identity. `revision`: another content of a known identity, which it replaces as the current one.
 * `restored`: a page has gone back to an earlier content: that revision, under the number and first sight it had, is
 * the current one again, with the new reading. `duplicate`: nothing was written, because this content is the current
 * one of its identity already, or belongs to another identity. `article` and `revision` are those of what is stored.
 */
export interface Stored {
  readonly article: string
  readonly revision: number
  readonly stored: 'new' | 'revision' | 'restored' | 'duplicate'
}

/** How far a job has come: `feed:https://…` → whatever that job can continue from. Written after what it describes. */
export interface Marker {
  readonly name: string
  readonly value: string
}

/** One page of a long result; ask again with `after: next` until `next` is null. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/**
 * Which claims: fields are joined by AND, the values of one field by OR; an empty list is as if it were not there.
 * Days are `YYYY-MM-DD`, both inclusive.
 */
export interface ClaimQuery {
  readonly actors?: readonly string[]
  readonly recipients?: readonly string[]
  /** In any role: actor, recipient, third party or speaker. */
  readonly entities?: readonly string[]
  readonly speakers?: readonly string[]
  readonly acts?: readonly Act[]
  readonly topics?: readonly string[]
  readonly reports?: readonly string[]
  readonly polarity?: Polarity
  /** The event's time overlaps this window; claims without any event time do not match. */
  readonly eventFrom?: string
  readonly eventTo?: string
  /** The report's date overlaps this window; undated reports do not match. */
  readonly reportFrom?: string
  readonly reportTo?: string
  /** At most this many claims (default 200, most 1,000). */
  readonly limit?: number
  /** `next` of the page before. */
  readonly after?: string
}

export interface ClaimCount {
  readonly report: string
  /** How many of the claims asked for it has. */
  readonly claims: number
}

export interface WeightedTerm {
  readonly term: string
  /** Multiplies what the term adds to the score: 1 for a word of the question, less for a synonym. */
  readonly weight: number
}

/** A word and the ways in which a report may write it: in other words, in another language. It counts once. */
export interface WeightedWord {
  /** Multiplies what the word adds to the score. */
  readonly weight: number
  /** Each way needs all of its terms (the character pairs of a Chinese word); its weight is 1 for the word itself, less for a translation. */
  readonly any: readonly { readonly all: readonly string[]; readonly weight: number }[]
}

export interface ReportSearch {
  readonly terms: readonly WeightedTerm[]
  readonly words?: readonly WeightedWord[]
  /** At most this many reports (default 100, most 1,000). */
  readonly limit?: number
  readonly langs?: readonly Lang[]
  /** Days, both inclusive; the report's date overlaps the window. */
  readonly reportFrom?: string
  readonly reportTo?: string
}

export interface ReportHit {
  readonly report: string
  readonly article: string
  /** BM25 with the weights of the query; higher is better, comparable within one query only. */
  readonly score: number
  /** Share of the query's weight, rare words counting more, that the report has, 0..1. */
  readonly covered: number
  /** Those of the query's terms that the report has and that were looked at (see `searchReports`). */
  readonly matched: readonly string[]
}

export interface MentionHit {
  readonly report: string
  readonly article: string
  /** Times each of the asked entities is mentioned; absent ones are left out. */
  readonly counts: readonly EntityCount[]
}

/** A report with all that a reader of it needs. */
export interface StoredReport {
  readonly article: Article
  readonly report: Report
  readonly sentences: readonly Sentence[]
  readonly claims: readonly Claim[]
  /** Null when it was stored without. */
  readonly finds: Finds | null
}

/** Which reports: `by: 'date'` compares the report's date, days; `by: 'seen'` when we first saw the article, instants. */
export interface ReportWindow {
  readonly by: 'date' | 'seen'
  /** Inclusive. Day `YYYY-MM-DD` or instant ISO 8601 UTC. */
  readonly from: string
  /** Inclusive for days, exclusive for instants, so that windows join without gap or overlap. */
  readonly to: string
  /** At most this many (default 200, most 1,000). */
  readonly limit?: number
  readonly after?: string
}

export interface Counts {
  /** Identities: each counted once however many revisions it has. */
  readonly articles: number
  readonly revisions: number
  /** Reports, sentences and claims of current articles. */
  readonly reports: number
  readonly sentences: number
  readonly claims: number
}

/**
 * Everything Attaché keeps. Methods reject with a `UserError` for what a person can fix (locked, full disk, corrupt
 * file) and with a plain Error for a caller's mistake; whatever rejects has stored nothing.
 * Look-ups answer for every revision by its id; queries (`claimsWhere`, `searchReports`, `reportsMentioning`,
 * `reportsBetween`) see the current revision of each article only.
 */
export interface Store {
  /** Where it is, for a person: a file name or `:memory:`. */
  readonly location: string

  /** The id this content has, or is to be given: `articleId`, or a longer one where another article has that id. */
  newArticleId(identity: string, contentHash: string): Promise<string>
  /** Stores one article and all that was read out of it, or nothing. */
  addArticle(read: ArticleRead): Promise<Stored>
  /** Stores many in one transaction, the marker last: all or nothing. For throughput, 20 to 200 at a time. */
  addArticles(reads: readonly ArticleRead[], marker?: Marker): Promise<readonly Stored[]>
  /** Puts a new reading in the place of an article's old one (`recode`); the article itself stays as it is. */
  replaceReading(article: string, reading: Reading): Promise<void>

  /**
   * Whether storing this content now would change nothing: it is the current one of its identity, or another
   * identity's. False for a content that this identity had once and has no more.
   */
  isDuplicate(identity: string, contentHash: string): Promise<boolean>
  article(id: string): Promise<Article | null>
  /** The current revision with this identity. */
  articleByIdentity(identity: string): Promise<Article | null>
  /**
   * What a person may mean: an id (of article, report or sentence), the start of one (4 characters or more), a URL,
   * part of a title in any script variant, or the name of the file it came from. The first of these that finds
   * anything answers; newest first. More than 4,000 characters are no part of a title and no name of a file.
   */
  findArticles(text: string, limit?: number): Promise<readonly Article[]>
  /** Articles in the order they were stored; old revisions only if asked for. Pages of `limit` (default 50). */
  articles(options?: { all?: boolean; limit?: number; after?: string }): Promise<Page<Article>>
  blocksOf(article: string): Promise<readonly Block[]>
  reportsOf(article: string): Promise<readonly Report[]>
  report(id: string): Promise<Report | null>
  /** Sentences of a report, or of a whole article when its id is given. */
  sentencesOf(reportOrArticle: string): Promise<readonly Sentence[]>
  sentence(id: string): Promise<Sentence | null>
  /** Claims of a report, or of a whole article when its id is given, in the order they were read. */
  claimsOf(reportOrArticle: string): Promise<readonly Claim[]>
  claim(id: string): Promise<Claim | null>
  /**
   * Many reports at once with article, sentences and claims, in the order of their ids; unknown ids are left out.
   * Asked for one by one they take twice as long.
   */
  readingsOf(reports: readonly string[]): Promise<readonly StoredReport[]>

  /** Newest report first; those undated or dated over more than a year last. Within a report as it was read. */
  claimsWhere(query: ClaimQuery): Promise<Page<Claim>>
  /** The reports of the first page of `claimsWhere`, in its order, without reading the claims. */
  reportsOfClaims(query: ClaimQuery): Promise<readonly ClaimCount[]>
  /**
   * Best reports for weighted terms and words (at most 1,000 terms), best first. The rarest terms are looked at first, and no
   * more of them once enough postings were read, so that a question full of common words stays fast; of a term that
   * alone has too many, the newest reports are looked at.
   */
  searchReports(search: ReportSearch): Promise<readonly ReportHit[]>
  /**
   * Reports that mention any of the entities (at most 100 of them): most of them first, then newest. Of each of
   * several entities the newest 10,000 mentions are compared.
   */
  reportsMentioning(entities: readonly string[], limit?: number): Promise<readonly MentionHit[]>
  /** Oldest first; by date, those dated over more than a year come before all others. */
  reportsBetween(window: ReportWindow): Promise<Page<Report>>
  /** Days with reports of that very day, latest first, each with how many; `limit` days at most (default 60). */
  recentDays(limit?: number): Promise<readonly { readonly day: string; readonly reports: number }[]>
  /**
   * In how many current reports each term occurs (0 for unknown ones), and how many reports there are. The figure of a
   * term of more than 1,000 reports may be as old as a change of 2% in the number of reports.
   */
  documentFrequency(
    terms: readonly string[],
  ): Promise<{ readonly reports: number; readonly of: ReadonlyMap<string, number> }>

  /**
   * The store as one workspace sees it: articles of other workspaces are in no result, whoever asks for them by id,
   * title or word. A page of a query may then hold fewer than were asked for; figures over the whole store
   * (`counts`, `documentFrequency`) stay as they are. Without a workspace it is the store itself.
   */
  seenBy(workspace: string | undefined): Store

  /** What chat apps keep: installations, what is being answered, conversations, feedback, changes, rates. */
  readonly platforms: PlatformLedger
  /** What stands behind buttons: pages of long replies, long lines. */
  readonly kept: KeptLedger

  /** Which channel gets digests when. */
  readonly subscriptions: SubscriptionLedger

  /** The outbox: every message to be posted once, and what became of it. */
  readonly deliveries: DeliveryLedger
  /** Where articles come from, how each source is doing, and what pages changed. */
  readonly sources: SourceLedger
  /** What a language model has cost. An export leaves it out. */
  readonly usage: UsageLedger
  /** What a language model has answered before. An export leaves it out. */
  readonly modelCache: ModelCache

  counts(): Promise<Counts>
  getMarker(name: string): Promise<string | null>
  setMarker(name: string, value: string): Promise<void>
  markers(prefix?: string): Promise<readonly Marker[]>
  /** Facts about the store itself: `lexicon_version`… (`schema_version` is the store's own). */
  getMeta(name: string): Promise<string | null>
  setMeta(name: string, value: string): Promise<void>

  /** A verified copy, made while the store is in use; refuses to overwrite. */
  backup(target: string): Promise<void>
  /** Everything as JSON lines, each ending in a newline: a header, then articles with all revisions, markers, meta. */
  export(): AsyncIterable<string>
  /**
   * Adds what an export holds; what is stored already is left as it is, also as to which revision is current.
   * Returns what was added.
   */
  import(
    lines: AsyncIterable<string> | Iterable<string>,
  ): Promise<{ readonly articles: number; readonly markers: number }>
  /** Checks the whole file; the findings, one line each, none when sound. */
  check(): Promise<readonly string[]>
  close(): Promise<void>
}
