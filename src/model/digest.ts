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
  /** `Update of 22 Aug 2019: …`: what it adds to, contradicts or corrects, in the reader's language; null when new. */
  readonly earlier: string | null
  /** The item in a sentence, worded by a model and checked against its citations; absent without a model. */
  readonly prose?: string
  /** The key phrase in its original script. */
  readonly phrase: string
  readonly chain: string
}

/** How a pair of states stands: no arrow on fewer than three independent sources. */
export interface DyadRow {
  /** `JP–KR`. */
  readonly dyad: string
  readonly arrow: 'warmer' | 'cooler' | 'level' | 'insufficient'
  readonly cooperative: number
  readonly conflictual: number
  /** Independent sources. */
  readonly sources: number
  /** The weightiest thing between the two, with its citation numbers; empty when there is none. */
  readonly reason: string
}

/** The same event as each capital's press tells it. */
export interface CapitalRow {
  readonly press: string
  /** What it leads with, ending in its citation numbers; null when it has nothing. */
  readonly lead: string | null
}

/** What only the weekly form has; every line ends in its citation numbers. */
export interface Weekly {
  readonly board: readonly DyadRow[]
  /** One line for each topic that moved. */
  readonly topics: readonly string[]
  readonly capitals: { readonly event: string; readonly rows: readonly CapitalRow[] } | null
  /** Opened, fulfilled, overdue, denied. */
  readonly commitments: readonly string[]
  readonly denials: readonly string[]
  /** By the day it happened. */
  readonly timeline: readonly string[]
  /** Dated plans of the next 14 days. */
  readonly ahead: readonly string[]
  readonly method: readonly string[]
}

export interface Digest {
  readonly form: 'daily' | 'weekly'
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
  /** Official wording that moved on the tone ladder, one line for each side. */
  readonly wording: readonly string[]
  /** One line for each country whose press tells it, when there are two or more. */
  readonly seenFrom: readonly string[]
  /** Dated plans. */
  readonly watch: readonly string[]
  readonly caveats: readonly string[]
  readonly weekly: Weekly | null
  /** That it is late, and of exactly which window; null when it is on time or was asked for. */
  readonly late: string | null
  /** Items that did not fit. */
  readonly left: number
  /** The whole digest as plain text. */
  readonly text: string
}
