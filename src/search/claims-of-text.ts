// The claims of a loose text, for those who compare two texts: read with the grammar of the stored sentences.
import { codeText } from '../claims/code-text.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Claim } from '../model/claim.ts'
import type { Lang } from '../model/language.ts'

/** A claim of a text that is not stored: its ids lead nowhere. */
export type TextClaim = Pick<
  Claim,
  | 'act'
  | 'plover'
  | 'actors'
  | 'recipients'
  | 'polarity'
  | 'modality'
  | 'evidentiality'
  | 'attribution'
  | 'confidence'
  | 'timeEvent'
>

/** All that is read out of one sentence that is not stored. */
export function claimsOfText(text: string, lang: Lang, lexicon: Lexicon): readonly Claim[] {
  return codeText(text, lexicon, { lang }).claims
}

/** @param day the day it is told on, `YYYY-MM-DD`, for offices and relative dates */
export function readClaims(text: string, lang: Lang, lexicon: Lexicon, day?: string): readonly TextClaim[] {
  return codeText(text, lexicon, { lang, ...(day === undefined ? {} : { date: day }) }).claims
}
