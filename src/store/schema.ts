// The tables, the same on every engine. What is asked about has columns; what is only read whole is packed beside it.
// Numbers are ours and never leave the store; ids are what others see.
import type { Generated } from 'kysely'
import type { KeptTable } from './kept.ts'
import type { ModelCacheTable } from './model-cache.ts'
import type { DeliveriesTable, SubscriptionsTable } from './schema-delivery.ts'
import type {
  ChangesTable,
  FeedbackTable,
  InstallationsTable,
  RatesTable,
  TurnsTable,
  VisitsTable,
} from './schema-platforms.ts'
import type { ArticleChangesTable, SourceItemsTable, SourcesTable } from './sources.ts'
import type { ModelUsageTable } from './usage.ts'

export interface ArticlesTable {
  number: Generated<number>
  id: string
  identity: string
  revision: number
  /** 1 for the revision that queries see, else 0. */
  current: number
  content_hash: string
  first_seen: string
  url: string | null
  /** Match keys of the titles of the article and its reports, one a line, for finding by a part of one. */
  title_key: string
  /** Whose private article it is; null for the shared library. */
  workspace: string | null
}

/** Apart from `articles`, so that walking over articles does not read their texts. */
export interface BodiesTable {
  article: number
  /** Packed `Body`. */
  body: Uint8Array
}

export interface ReportsTable {
  number: Generated<number>
  article: number
  ordinal: number
  current: number
  lang: string
  /** `orderDay` of its date. */
  day: number
  /** Days as `YYYYMMDD`; 0 and 99999999 where that side is open, null where nothing is known. */
  date_from: number | null
  date_to: number | null
  /** How many terms it is indexed under, as the search engine counts them. */
  length: number
  /** Packed lines: its `Outline`, then its claims. */
  reading: Uint8Array
}

export interface ClaimsTable {
  /** `claimNumber(report, ordinal)`. */
  number: number
  id: string
  /** Ordinal of the sentence in the article. */
  sentence: number
  act: string
  polarity: string
  modality: string
  lang: string
  band: string
  confidence: number
  event_from: number | null
  event_to: number | null
  reported_from: number | null
  reported_to: number | null
}

/** `actor:PER.biden`, `act:refuse`, `topic:TOP.ADIZ`… each stored once. */
export interface KeysTable {
  number: Generated<number>
  key: string
}

/** Under which keys a claim is found; current revisions only. */
export interface ClaimKeysTable {
  key: number
  /** `orderDay` of the report: claims are read in this order, backwards. */
  day: number
  claim: number
  /** Number of the key of its act; this and `negated` are here so that most queries need no other table. */
  act: number
  /** 1 when its polarity is `negated`, else 0. */
  negated: number
}

/** Which entities a report mentions; current revisions only. */
export interface MentionsTable {
  /** Number of the key `mention:PER.biden`. */
  entity: number
  /** `orderDay` of the report. */
  day: number
  report: number
  count: number
}

export interface NameValueTable {
  name: string
  value: string
}

/** Running totals, so that nothing is counted by walking over it: the names are those of `Total`. */
export interface TotalsTable {
  name: string
  value: number
}

export interface Schema {
  meta: NameValueTable
  markers: NameValueTable
  totals: TotalsTable
  articles: ArticlesTable
  bodies: BodiesTable
  reports: ReportsTable
  claims: ClaimsTable
  keys: KeysTable
  claim_keys: ClaimKeysTable
  mentions: MentionsTable
  installations: InstallationsTable
  visits: VisitsTable
  turns: TurnsTable
  feedback: FeedbackTable
  changes: ChangesTable
  rates: RatesTable
  kept: KeptTable
  sources: SourcesTable
  source_items: SourceItemsTable
  article_changes: ArticleChangesTable
  model_usage: ModelUsageTable
  model_cache: ModelCacheTable
  subscriptions: SubscriptionsTable
  deliveries: DeliveriesTable
}

/** `terms`: sum of the lengths of all indexed reports. */
export type Total = 'articles' | 'revisions' | 'reports' | 'sentences' | 'claims' | 'terms'
