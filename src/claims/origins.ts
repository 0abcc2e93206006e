// Who published a claim first: five sites that carry one agency's story are one source.
import type { Claim } from '../model/claim.ts'
import { cutTerms } from '../text/terms.ts'

/** Share of words in common from which two passages of one language are one text. */
const SAME_TEXT = 0.7
/** Shorter passages are alike by chance. */
const SHORT = 24

/** The outlet whose report it is: the one named as source in the text, else the first of the report's chain, else the article. */
export function originOf(claim: Claim): string {
  return claim.attribution.find(link => link.role === 'outlet')?.entity ?? claim.doc
}

/** Whether two claims of one language rest on nearly the same words. */
export function isCopy(a: Claim, b: Claim): boolean {
  if (a.lang !== b.lang) return false
  const [x, y] = [a.evidence.text, b.evidence.text]
  if (Math.min(x.length, y.length) < SHORT) return false
  const [left, right] = [new Set(cutTerms(x, a.lang)), new Set(cutTerms(y, b.lang))]
  let both = 0
  for (const term of left) if (right.has(term)) both++
  return both / Math.max(1, left.size + right.size - both) >= SAME_TEXT
}
