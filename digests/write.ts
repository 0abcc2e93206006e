// Items and bottom line in the reader's language. Every line is built from claims whose sentence is cited.
import { Citations } from '../src/answer/cite.ts'
import { nameChain, nameCountry } from '../src/answer/names.ts'
import type { Lexicon } from '../src/lexicon/lexicon.ts'
import type { DigestItem } from '../src/model/digest.ts'
import type { Lang } from '../src/model/language.ts'
import { formatDate, formatDays } from '../src/text/show-dates.ts'
import { lengthOf } from './facts.ts'
import type { Correction, Told } from './gather.ts'
import { headlineOf, listOf, phraseOf, sentenceOf } from './headline.ts'
import type { Novel, Remembered } from './novelty.ts'
import { word } from './words.ts'

const MOST_CITED = 3
const LONGEST_EVENT_DAYS = 31

export interface WriteDeps {
  readonly lexicon: Lexicon
  readonly lang: Lang
  readonly citations: Citations
}

/** `Biden → Japan: refuses — …`. */
export function writeHeadline(
  told: Told,
  { lang, lexicon }: WriteDeps,
  subject: readonly string[] = [],
): string {
  return headlineOf(told, lang, lexicon, subject)
}

/** One item with its citations: the best telling, and one of each further origin. */
export function writeItem({ candidate, novelty, of }: Novel, deps: WriteDeps): DigestItem {
  const { lang, lexicon } = deps
  const best = candidate.told[0]!
  const citations = candidate.origins.slice(0, MOST_CITED).map(told => deps.citations.add(told))
  const event = best.claim.timeEvent
  const dated =
    event !== null &&
    event.start !== null &&
    event.start <= (best.report.date.end ?? '9') &&
    lengthOf(event) <= LONGEST_EVENT_DAYS
  return {
    headline: writeHeadline(best, deps, candidate.subject),
    claims: candidate.told.map(told => told.claim.id),
    citations: [...new Set(citations)],
    reading: best.claim.confidence.band,
    sourcing: {
      independent: candidate.origins.length,
      named: candidate.told.some(told => told.claim.sourceQuality.named),
      official: candidate.told.some(told => told.claim.sourceQuality.official),
    },
    novelty,
    earlier: writeEarlier(novelty, of, lang),
    when: formatDate(lang, dated ? event : best.report.date),
    phrase: phraseOf(best),
    chain: chainOf(best, lexicon, lang),
  }
}

/** Who says this claim, innermost first; other claims of its sentence may have other voices. */
function chainOf(told: Told, lexicon: Lexicon, lang: Lang): string {
  const alone = new Citations(lexicon, lang)
  alone.add(told)
  return nameChain(alone.list()[0]!.chain, lang)
}

function writeEarlier(novelty: DigestItem['novelty'], of: Remembered | null, lang: Lang): string | null {
  if (of === null || novelty === 'new') return null
  const key =
    novelty === 'contradiction' ? 'contradictionOf' : novelty === 'correction' ? 'correctionOf' : 'updateOf'
  return word(lang, key, { date: formatDays(lang, of.day, of.day), headline: of.headline })
}

/** A correction as an item: whose it is, its first sentence, and what it corrects where that was told here. */
export function writeCorrection(
  { sentence, report, article }: Correction,
  of: Remembered | null,
  deps: WriteDeps,
): DigestItem {
  const n = deps.citations.add({ sentence, report, article, claim: null })
  const cited = deps.citations.list()[n - 1]!
  const outlet = cited.chain[0]?.name
  const label = word(deps.lang, 'correction')
  return {
    headline: outlet === undefined ? label : word(deps.lang, 'correctionHeadline', { label, outlet }),
    claims: [],
    citations: [n],
    reading: 'high',
    sourcing: { independent: 1, named: outlet !== undefined, official: false },
    novelty: 'correction',
    earlier: writeEarlier('correction', of, deps.lang),
    when: formatDate(deps.lang, report.date),
    phrase: cited.quote,
    chain: nameChain(cited.chain, deps.lang),
  }
}

/** At most two sentences: the first item with who reports it, and what is not known. No adjectives. */
export function writeBottomLine(
  items: readonly DigestItem[],
  chosen: readonly Novel[],
  deps: WriteDeps,
): string {
  const { lang, lexicon } = deps
  const at = items.findIndex(item => item.novelty !== 'correction')
  const first = items[at]!
  const { told, subject } = chosen[0]!.candidate
  const main = word(lang, 'main', {
    headline: `${sentenceOf(told[0]!, lang, lexicon, subject)} [${first.citations[0]}]`,
    chain: first.chain,
  })
  return word(lang, 'bottomLine', { main, unknown: writeUnknown(first, chosen, deps) })
}

/** What the reader must not take for known: whose voice is missing, or on how many sources it stands. */
export function writeUnknown(first: DigestItem, chosen: readonly Novel[], { lang }: WriteDeps): string {
  const sourcing =
    first.sourcing.independent > 1
      ? word(lang, 'manySources', { n: first.sourcing.independent })
      : word(lang, first.sourcing.named ? 'oneSource' : 'oneUnnamedSource')
  const missing = missingSides(chosen)
  return missing.length === 0
    ? sourcing
    : word(lang, 'missing', {
        sides: listOf(
          missing.map(side => nameCountry(side, lang)),
          lang,
        ),
      })
}

/** Sides that things are done to in the items and that nobody quotes. */
export function missingSides(chosen: readonly Novel[]): string[] {
  const spoke = new Set<string>()
  const concerned = new Set<string>()
  for (const { candidate } of chosen) {
    for (const { claim } of candidate.told) {
      for (const link of claim.attribution)
        if (link.role === 'speaker' && link.country) spoke.add(link.country)
      for (const actor of claim.actors) if (actor.side) spoke.add(actor.side)
      for (const one of claim.recipients) if (one.side) concerned.add(one.side)
    }
  }
  return [...concerned].filter(side => !spoke.has(side)).slice(0, 2)
}
