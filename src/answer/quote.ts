// Answers without a model: each statement is a claim in the reader's language around a quote in the original script.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Statement } from '../model/answer.ts'
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'
import type { Lang } from '../model/language.ts'
import type { ScoredSentence } from '../search/score.ts'
import type { Citations } from './cite.ts'
import type { Chosen } from './decide.ts'
import type { Naming } from './identity.ts'
import { nameChain, nameClaim, nameDate } from './names.ts'
import { fullName, officeName } from './who.ts'
import { say } from './words.ts'

/** Below this the reading is not sure enough to be told in our words: the quote speaks alone. */
const LEAST_TO_TELL = 0.7

/** One statement for a chosen sentence. */
export function quoteStatement(
  chosen: Chosen,
  citations: Citations,
  lang: Lang,
  lexicon: Lexicon,
): Statement {
  const { hit, match } = chosen
  const claim = match !== null && match.claim.confidence.overall >= LEAST_TO_TELL ? match.claim : null
  const n = citations.add({
    sentence: hit.sentence,
    report: hit.report,
    article: hit.article,
    claim: match?.claim ?? bestClaim(hit.claims),
  })
  const citation = citations.list()[n - 1]!
  const date = citation.event ?? citation.reported
  const when =
    date.start === null && !date.alternatives?.length ? '' : say(lang, 'when', { date: nameDate(date, lang) })
  const chain = nameChain(citation.chain, lang)
  const text =
    claim === null
      ? say(lang, 'plain', { quote: citation.quote, chain, when })
      : say(lang, 'claim', { ...tell(claim, lang, lexicon), quote: citation.quote, chain, when })
  return { text, citations: [n] }
}

function tell(claim: Claim, lang: Lang, lexicon: Lexicon): Record<string, string> {
  const told = nameClaim(claim, lang, lexicon)
  return { ...told, arrow: told.whom === '' ? '' : ' → ' }
}

/** The claim whose voices stand for the sentence when none answers by itself. */
function bestClaim(claims: readonly Claim[]): Claim | null {
  return [...claims].sort((a, b) => b.confidence.overall - a.confidence.overall)[0] ?? null
}

/** `Lee Jae-myung: President [KR] (since 4 Jun 2025). “…”`: the office held when it was written. */
export function quoteRole(naming: Naming, citations: Citations, lang: Lang, lexicon: Lexicon): Statement {
  const n = citations.add(naming)
  const { quote, chain, reported } = citations.list()[n - 1]!
  const { entity, office, from, to } = naming.role
  const country = lexicon.office(office)?.country
  const title = officeName(office, lang, lexicon)
  const day = (iso: string): string => nameDate(dayRef(iso), lang)
  const text = say(lang, 'role', {
    person: fullName(entity, lang, lexicon),
    office: country === undefined ? title : `${title} [${country}]`,
    term: say(lang, to === null ? 'since' : 'until', { from: day(from), to: day(to ?? from) }),
    quote,
    chain: nameChain(chain, lang),
    when: reported.start === null ? '' : say(lang, 'when', { date: nameDate(reported, lang) }),
  })
  return { text, citations: [n] }
}

function dayRef(day: string): DateRef {
  return { start: day, end: day, precision: 'day', inferredBy: ['explicit'], confidence: 1, raw: day }
}

/** What is stored nearest to a question that nothing answers, said to be no answer. */
export function quoteNearest(hit: ScoredSentence, citations: Citations, lang: Lang): Statement {
  const claim = bestClaim(hit.claims)
  const n = citations.add({ sentence: hit.sentence, report: hit.report, article: hit.article, claim })
  const { quote } = citations.list()[n - 1]!
  return { text: say(lang, 'nearest', { quote }), citations: [n] }
}
