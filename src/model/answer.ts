import type { ChainRole } from './article.ts'
import type { DateRef } from './date.ts'
import type { Lang } from './language.ts'

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
