// Whether the sentences a statement cites really say it: the only thing that stands between a model and a reader.
// Everything is compared by code, in every pair of languages: form, names, numbers, days, "not", who does it to whom,
// whose word it is, and how much of the statement is in the sentences at all.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Lang } from '../model/language.ts'
import { readClaims } from '../search/claims-of-text.ts'
import { checkDates } from './verify-dates.ts'
import { checkActs, checkNegation } from './verify-deeds.ts'
import { faultOfForm, isEvidence } from './verify-form.ts'
import { checkNames, checkTitles, idsOf, namesKnownFrom } from './verify-names.ts'
import { checkNumbers } from './verify-numbers.ts'
import { checkQuotes } from './verify-quotes.ts'
import { readText } from './verify-read.ts'
import { checkSubjects } from './verify-subjects.ts'
import { checkSupport } from './verify-support.ts'
import type { Evidence, Fault, ReadEvidence, ReadStatement } from './verify-types.ts'

/**
 * Compares a statement with the sentences it cites; no faults means that it may be shown.
 * @param statement plain text in `lang`
 * @param evidence the cited sentences; none fails
 */
export function verifyStatement(
  statement: string,
  lang: Lang,
  evidence: readonly Evidence[],
  lexicon: Lexicon,
): Fault[] {
  const form = faultOfForm(statement, lang)
  if (form !== null) return [{ check: 'form', detail: form }]
  if (evidence.length === 0) return [{ check: 'evidence', detail: 'no sentence is cited' }]
  if (!evidence.every(one => isEvidence(one.quote, one.lang)))
    return [{ check: 'evidence', detail: 'a cited sentence is no telling' }]
  const read = evidence.map((one): ReadEvidence => {
    const reading = readText(one.quote, one.lang, lexicon, namesKnownFrom([one], one.lang, lexicon))
    return { ...one, reading, ids: idsOf(one, reading, lexicon) }
  })
  const reading: ReadStatement = {
    ...readText(statement, lang, lexicon, namesKnownFrom(evidence, lang, lexicon, read)),
    claims: readClaims(statement, lang, lexicon, dayOf(evidence)),
  }
  return [
    ...checkQuotes(reading, read),
    ...checkNames(reading, read, lexicon),
    ...checkTitles(reading, read, lexicon),
    ...checkNumbers(reading, read),
    ...checkDates(reading, read),
    ...checkNegation(reading, read),
    ...checkActs(reading, read, lexicon),
    ...checkSubjects(reading, read, lexicon),
    ...checkSupport(reading, read, lexicon),
  ]
}

function dayOf(evidence: readonly Evidence[]): string | undefined {
  return evidence.find(one => one.reported.start !== null)?.reported.start ?? undefined
}
