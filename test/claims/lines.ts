// Claims as short lines, for tables of sentences and what must be read in them.
import { describe, expect, it } from 'vitest'
import { codeText } from '../../src/claims/code-text.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Claim } from '../../src/model/claim.ts'
import type { Lang } from '../../src/model/language.ts'

/** `actors act > recipients [negated] [modality unless asserted]`, ids without `GOV.` and `PER.`. */
export function lineOf(claim: Claim): string {
  const ids = (refs: Claim['actors']): string =>
    refs.map(ref => ref.id.replace(/^(?:GOV|PER)\./, '')).join('+')
  const to = claim.recipients.length > 0 ? ` > ${ids(claim.recipients)}` : ''
  const not = claim.polarity === 'negated' ? ' negated' : ''
  const how = claim.modality === 'asserted' ? '' : ` ${claim.modality}`
  return `${ids(claim.actors)} ${claim.act}${to}${not}${how}`.trim()
}

/** The claims of a text as lines. */
export function linesOf(text: string, lang: Lang, date = '2024-06-15'): string[] {
  return codeText(text, openLexicon(), { lang, date }).claims.map(lineOf)
}

export type Case = readonly [lang: Lang, text: string, expected: readonly string[], date?: string]

/** One test a sentence. */
export function table(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [lang, text, expected, date] of cases) {
      it(`${lang}: ${text}`, () => expect(linesOf(text, lang, date)).toEqual(expected))
    }
  })
}
