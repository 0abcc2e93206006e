import type { Lang } from './language.ts'

/**
 * `feed`: RSS, Atom, RDF or JSON Feed; `list`: a page of links to articles; `page`: one page watched for change;
 * `sitemap`: a news sitemap; `folder`: files on this machine.
 */
export type SourceKind = 'feed' | 'list' | 'page' | 'sitemap' | 'folder'

export const SOURCE_KINDS: readonly SourceKind[] = ['feed', 'list', 'page', 'sitemap', 'folder']

/** Who owns an outlet: a government's own site, state media, a public broadcaster, and so on. */
export type Ownership = 'government' | 'state' | 'party' | 'public' | 'private' | 'nonprofit' | 'academic'

export const OWNERSHIPS: readonly Ownership[] = [
  'government',
  'state',
  'party',
  'public',
  'private',
  'nonprofit',
  'academic',
]

/** What an operator says about a source. */
export interface SourceSettings {
  readonly kind: SourceKind
  /** http(s) address; of a folder its absolute path. */
  readonly url: string
  /** For people; the outlet, or what the feed calls itself. */
  readonly name: string
  readonly outlet: string | null
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null
  readonly lang: Lang | null
  readonly ownership: Ownership | null
  /** Of lists and sitemaps: which links are articles; `*` stands for anything (`/press/*.html`). */
  readonly pattern: string | null
  /** Where the text comes from: the feed where it has all of it, else the page (`auto`), or always one of them. */
  readonly text: 'auto' | 'feed' | 'page'
  /** Whose private source it is: `slack:T0123`; null for the shared library. */
  readonly workspace: string | null
}

export interface Source extends SourceSettings {
  /** `src_` and eight hex digits. */
  readonly id: string
  readonly paused: boolean
  /** Instant, ISO 8601 UTC. */
  readonly added: string
}

/** Why a source, or a page of it, could not be read; the words for it are in the message files. */
export type FaultCode =
  | 'bad_url'
  | 'forbidden_address'
  | 'no_such_host'
  | 'refused'
  | 'reset'
  | 'tls'
  | 'timeout'
  | 'too_large'
  | 'bad_encoding'
  | 'bad_redirect'
  | 'robots'
  | 'robots_unreachable'
  | 'http'
  | 'busy'
  | 'gone'
  | 'not_a_feed'
  | 'no_links'
  | 'no_text'
  | 'folder'
  | 'store'

export interface SourceFault {
  readonly code: FaultCode
  /** Address it was found at. */
  readonly url: string
  /** A figure or a name that belongs to it: `503`, `20 MB`; plain, short, without control characters. */
  readonly detail: string | null
  /** Instant before which it is no use to ask again, as the server said, or null. */
  readonly until: string | null
}

/** What the server gave for asking whether anything is new; sent back byte for byte, to that address only. */
export interface Validators {
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
}

/** How a source is doing; written after the articles of each poll. Instants are ISO 8601 UTC. */
export interface SourceHealth {
  readonly polls: number
  readonly lastPoll: string | null
  readonly lastSuccess: string | null
  /** When the last new item was first seen. */
  readonly lastItem: string | null
  /** Failures since the last success. */
  readonly streak: number
  readonly failingSince: string | null
  readonly fault: SourceFault | null
  /** What the operator was told and that still holds. */
  readonly told: 'failing' | 'silent' | null
  /** Minutes between polls. */
  readonly interval: number
  readonly validators: Validators | null
  /** SHA-256 of what came last: the same again holds nothing new, whatever the server says. */
  readonly bodyHash: string | null
  /** A permanent redirect, and how often it was met in a row. */
  readonly moved: { readonly to: string; readonly times: number } | null
  /** New items of each of the last 28 days that had any: `2026-11-23` → 4. */
  readonly days: Readonly<Record<string, number>>
  readonly items: number
}

/** A source with how it is doing and when it is next asked. */
export interface SourceState {
  readonly source: Source
  readonly health: SourceHealth
  /** Instant, ISO 8601 UTC. */
  readonly nextPoll: string
}

/** The health of a source that was never asked. */
export const UNTRIED: SourceHealth = {
  polls: 0,
  lastPoll: null,
  lastSuccess: null,
  lastItem: null,
  streak: 0,
  failingSince: null,
  fault: null,
  told: null,
  interval: 60,
  validators: null,
  bodyHash: null,
  moved: null,
  days: {},
  items: 0,
}

/** What an operator is told about a source, once for each time it begins. */
export type SourceNotice =
  | { readonly kind: 'failing'; readonly source: Source; readonly health: SourceHealth }
  | { readonly kind: 'silent'; readonly source: Source; readonly health: SourceHealth }
  | { readonly kind: 'recovered'; readonly source: Source; readonly health: SourceHealth }
  | { readonly kind: 'moved'; readonly source: Source; readonly from: string; readonly to: string }

/** What a page says differently than before. */
export interface ArticleChange {
  /** Id of the revision that is current now, and of the one before. */
  readonly article: string
  readonly before: string
  readonly source: string
  /** Instant, ISO 8601 UTC. */
  readonly at: string
  readonly title: { readonly before: string | null; readonly after: string | null } | null
  /** Sentences that are gone and sentences that are new, in their own words. */
  readonly lost: readonly string[]
  readonly gained: readonly string[]
  /** Claims that no sentence makes any more and new ones: act, polarity and who, as codes. */
  readonly claimsLost: readonly string[]
  readonly claimsGained: readonly string[]
}

/** What somebody who adds a source says of it; all but the address may be left to what is found there. */
export type NewSource = Partial<Omit<SourceSettings, 'url' | 'workspace'>> & {
  readonly url: string
  readonly workspace: string | null
}

/** An address that was tried and what was found there. */
export interface Tried {
  readonly url: string
  /** `found`: a feed; `page`: a page that names none. */
  readonly result: 'found' | 'page' | SourceFault
}

export type AddResult =
  | {
      readonly outcome: 'added'
      readonly source: Source
      readonly entries: number
      readonly tried: readonly Tried[]
    }
  | { readonly outcome: 'known'; readonly source: Source; readonly tried: readonly Tried[] }
  /** `links`: how many links of the page look like headlines; 0 when it is no page. */
  | { readonly outcome: 'nothing'; readonly tried: readonly Tried[]; readonly links: number }

/** Whether a source answers now, and with what; nothing is stored for asking. */
export interface CheckResult {
  readonly source: Source
  readonly fault: SourceFault | null
  readonly entries: number
  /** Headline and date of the newest entry, or null. */
  readonly newest: { readonly title: string; readonly published: string | null } | null
  readonly ms: number
}

/** What can be done with sources, whoever asks for it: the command line and the chat command share it. */
export interface SourceDesk {
  list(workspace?: string): Promise<readonly SourceState[]>
  /** Sources that a person may mean: an id, an address, or part of a name or address; all of them at most. */
  find(text: string, workspace?: string): Promise<readonly SourceState[]>
  /** Looks at an address, finds the feed of a page, and adds it. */
  add(wanted: NewSource, signal: AbortSignal): Promise<AddResult>
  setPaused(id: string, paused: boolean): Promise<void>
  remove(id: string): Promise<boolean>
  /** Asks sources now, many at once; results come as they arrive. */
  check(sources: readonly Source[], signal: AbortSignal): AsyncGenerator<CheckResult>
}
