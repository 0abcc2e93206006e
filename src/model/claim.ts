import type { ChainRole } from './article.ts'
import type { DateRef } from './date.ts'
import type { Lang } from './language.ts'

/** PLOVER 2.0 event types (16), and two of this project's (`*`) for what PLOVER drops or lacks. */
export type Plover =
  | 'AGREE'
  | 'CONSULT'
  | 'SUPPORT'
  | 'CONCEDE'
  | 'COOPERATE'
  | 'AID'
  | 'RETREAT'
  | 'REQUEST'
  | 'ACCUSE'
  | 'REJECT'
  | 'THREATEN'
  | 'PROTEST'
  | 'SANCTION'
  | 'MOBILIZE'
  | 'COERCE'
  | 'ASSAULT'
  | 'STATE*'
  | 'NONE*'

/** Fine act id (`refuse`, `lodge_protest`…): the rows of `lexicon/data/acts.jsonl`. */
export type Act = string

/** `asserted` as fact, `reported` on unnamed or secondary sourcing only, `planned`, `hypothetical`, or `denied` by a named party. */
export type Modality = 'asserted' | 'reported' | 'planned' | 'hypothetical' | 'denied'

/** Negation on the act itself. */
export type Polarity = 'affirmed' | 'negated'

/** How the text comes to say it. */
export type Evidentiality =
  | 'own_voice'
  | 'direct_quote'
  | 'indirect_quote'
  | 'unnamed_source'
  | 'hearsay'
  | 'analysis'
  | 'official_document'

export interface Span {
  readonly block: string
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface EntityRef {
  /** Lexicon id: `PER.biden`, `GOV.us`, `SRC.unnamed`. */
  readonly id: string
  readonly surface: string
  readonly span?: Span
  /** Office at the time of the report, as an id of the role table: never today's. */
  readonly roleAtTime?: string
  /** ISO 3166-1 alpha-2 country the entity acts for. */
  readonly side?: string
  readonly how:
    | 'explicit'
    | 'title_by_date'
    | 'alias'
    | 'anaphora'
    | 'zero_subject'
    | 'passive_agent'
    | 'inferred'
  readonly confidence: number
}

export interface AttributionLink {
  readonly role: ChainRole
  readonly entity: string
  readonly named: boolean
  readonly basis: 'in_text' | 'page_metadata' | 'external_lookup'
  readonly country?: string
  readonly lang?: Lang
  readonly date?: string
  readonly span?: Span
}

/** What one sentence asserts. Confidence is about the reading only, never about the source. */
export interface Claim {
  /** Hash of article, report, evidence span, act and actors. */
  readonly id: string
  readonly doc: string
  readonly report: string
  readonly sentence: string
  readonly lang: Lang
  readonly actors: readonly EntityRef[]
  readonly recipients: readonly EntityRef[]
  readonly thirdParties?: readonly EntityRef[]
  readonly act: Act
  readonly plover: Plover
  readonly mode: string | null
  /** Tone ladder: 1 note, 2 concern, 3 deep concern, 4 regret, 5 protest, 6 condemn. */
  readonly intensity?: 1 | 2 | 3 | 4 | 5 | 6
  readonly topics: readonly string[]
  readonly object?: { readonly text: string; readonly head?: string; readonly proposition?: string }
  readonly polarity: Polarity
  readonly modality: Modality
  readonly evidentiality: Evidentiality
  readonly condition?: string
  readonly assertedBy?: readonly string[]
  /** Innermost first. */
  readonly attribution: readonly AttributionLink[]
  readonly timeEvent: DateRef | null
  readonly timeReported: DateRef
  readonly trigger: Span
  /** The smallest quotable clause: an exact substring of the stored text. */
  readonly evidence: Span
  readonly confidence: {
    readonly act: number
    readonly args: number
    readonly polarity: number
    readonly time: number
    readonly overall: number
    readonly band: 'high' | 'medium' | 'low'
  }
  readonly sourceQuality: {
    readonly independentOutlets: number
    readonly named: boolean
    readonly official: boolean
  }
  readonly links: {
    readonly event?: string
    readonly duplicateOf?: string
    readonly corroborates?: readonly string[]
    readonly contradicts?: readonly string[]
    readonly fulfils?: string
  }
  readonly flags: readonly (
    | 'translation_shift'
    | 'relay_only'
    | 'date_inferred'
    | 'title_spun'
    | 'record_conflict'
    | 'inferred_recipient'
  )[]
  readonly by: {
    readonly engine: 'lexicon' | 'lexicon+linear' | 'llm'
    readonly rule?: string
    readonly lexicon: string
    readonly llmChanged?: readonly string[]
  }
}
