import type { Citation } from './answer.ts'
import type { Lang } from './language.ts'

/** Days in the reader's calendar, both inclusive. */
export interface DigestWindow {
  readonly from: string
  readonly to: string
}

export interface DigestItem {
  /** `Biden → Japan: REFUSE — …` in the reader's language. */
  readonly headline: string
  /** Ids of the claims it is built from. */
  readonly claims: readonly string[]
  /** Numbers into the digest's citations: never empty. */
  readonly citations: readonly number[]
  /** Confidence in our reading; never merged with the sourcing. */
  readonly reading: 'high' | 'medium' | 'low'
  readonly sourcing: { readonly independent: number; readonly named: boolean; readonly official: boolean }
  readonly novelty: 'new' | 'update' | 'correction' | 'contradiction' | 'repetition'
  /** `~2013-12-03`, or with the place. */
  readonly when: string
  /** The key phrase in its original script. */
  readonly phrase: string
  readonly chain: string
}

export interface Digest {
  readonly window: DigestWindow
  readonly lang: Lang
  readonly articles: number
  readonly outlets: readonly {
    readonly name: string
    readonly country: string | null
    readonly articles: number
  }[]
  readonly items: readonly DigestItem[]
  readonly citations: readonly Citation[]
  readonly bottomLine: string
  /** Differing accounts of the same thing, one line each, each ending in its citation numbers. */
  readonly accounts: readonly string[]
  /** One line for each country whose press tells it, when there are two or more. */
  readonly seenFrom: readonly string[]
  /** Dated plans. */
  readonly watch: readonly string[]
  readonly caveats: readonly string[]
  /** The whole digest as plain text. */
  readonly text: string
}
