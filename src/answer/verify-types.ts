// What the checks of a statement hand to one another.
import type { ChainLink } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'
import type { Lang } from '../model/language.ts'
import type { TextClaim } from '../search/claims-of-text.ts'
import type { TextReading } from './verify-read.ts'

/** One cited sentence with what the store knows of it. */
export interface Evidence {
  readonly quote: string
  readonly lang: Lang
  /** Its claims: who "he" is, when it was, whose word it is. */
  readonly claims: readonly Claim[]
  readonly reported: DateRef
  /** Who published it. */
  readonly chain: readonly ChainLink[]
}

/** What a statement failed at. */
export type Check =
  | 'form'
  | 'evidence'
  | 'quotes'
  | 'names'
  | 'numbers'
  | 'dates'
  | 'negation'
  | 'direction'
  | 'attribution'
  | 'modality'
  | 'support'

export interface Fault {
  readonly check: Check
  /** For an operator: what was found, in a few words. */
  readonly detail: string
}

/** A cited sentence, read for comparing. */
export interface ReadEvidence extends Evidence {
  readonly reading: TextReading
  /** Everything named in it or known of it: lexicon ids. */
  readonly ids: ReadonlySet<string>
}

/** A statement, read for comparing. */
export interface ReadStatement extends TextReading {
  readonly claims: readonly TextClaim[]
}
