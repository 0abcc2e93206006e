import type { ChainRole } from './article.ts'
import type { DateRef } from './date.ts'
import type { Lang } from './language.ts'
import type { Roles } from './overview.ts'

/** `contradicted`: the question's premise fails; `disputed`: sources disagree and both are shown. */
export type Verdict = 'answered' | 'contradicted' | 'disputed' | 'not_found'

export interface CitationChainLink {
  readonly role: ChainRole
  readonly name: string
  readonly country: string | null
}

/** Sentence + report + article + link + chain. `quote` equals the stored text between `start` and `end`. */
export interface Citation {
  readonly n: number
  readonly quote: string
  readonly lang: Lang
  readonly sentence: string
  readonly report: string
  readonly article: string
  readonly start: number
  readonly end: number
  readonly url: string | null
  readonly title: string | null
  readonly sample: boolean
  readonly chain: readonly CitationChainLink[]
  readonly reported: DateRef
  readonly event: DateRef | null
  /** The quote word by word in the reader's language, from the lexicon: what it is about, no translation. */
  readonly gloss?: string
  /** The quote in the reader's language, by a model and checked; shown beside the original, never in its place. */
  readonly translation?: string
}

export interface Statement {
  readonly text: string
  /** Numbers of the citations that carry it: never empty. */
  readonly citations: readonly number[]
}

export interface Answer {
  readonly question: string
  readonly lang: Lang
  readonly verdict: Verdict
  readonly statements: readonly Statement[]
  readonly citations: readonly Citation[]
  readonly by: 'quote' | 'model'
  /** Whole sentences on what is missing and why: that a model was out of reach, or its budget spent. */
  readonly notes?: readonly string[]
  /** What a model had to do with it: statements that held, statements left out, and why there is none at all. */
  readonly model?: {
    readonly name: string
    readonly written: number
    readonly dropped: number
    readonly fault: string | null
  }
  /** Terms of office from the house's own table, when who somebody is was asked: no statement of any article. */
  readonly roles?: readonly Roles[]
  readonly ms: number
}

export interface SearchHit {
  readonly sentence: string
  readonly quote: string
  readonly report: string
  readonly article: string
  readonly score: number
  /** What each part of the score came from, for a person: `actor Biden`, `"防空识别区"`. */
  readonly why: readonly string[]
}
