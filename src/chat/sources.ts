import type { Citation, CitationChainLink } from '../model/answer.ts'
import { type DateBasis, type DateRef, isInferred, UNKNOWN_DATE } from '../model/date.ts'
import type { Lang } from '../model/language.ts'
import { localeOf } from '../text/messages.ts'
import { formatDate } from '../text/show-dates.ts'
import { say } from './messages.ts'
import type { SourceEntry, Sources } from './reply.ts'

/**
 * The numbered sources of a reply; `above` is the text that already stands in the reply, where a quote need not be
 * told twice. Neighbours from one report and of one day are told together; where one is quoted above and the other
 * is not, each bears its own outlet and title, or a reader would look for them in vain.
 */
export function sourcesOf(
  lang: Lang,
  citations: readonly Citation[],
  above: readonly string[] = [],
): Sources {
  const reports: Citation[][] = []
  const stands = ({ quote }: Citation): boolean => above.some(words => words.includes(quote.trim()))
  for (const citation of citations) {
    const last = reports.at(-1)
    if (last && isSameReport(last[0]!, citation) && stands(last[0]!) === stands(citation)) last.push(citation)
    else reports.push([citation])
  }
  return {
    kind: 'sources',
    label: say(lang, 'sources.label'),
    sources: reports.map(cited => entryOf(lang, cited, above)),
  }
}

function isSameReport(a: Citation, b: Citation): boolean {
  const about = ({ article, report, url, title, chain, event }: Citation) =>
    JSON.stringify([article, report, url, title, chain, event?.start, event?.end])
  return about(a) === about(b)
}

function entryOf(lang: Lang, cited: readonly Citation[], above: readonly string[]): SourceEntry {
  const { chain, reported, title, url, sample } = cited[0]!
  const isDated = ({ start, end, alternatives = [] }: DateRef) =>
    start !== null || end !== null || alternatives.length > 0
  return {
    quotes: cited.map(({ n, quote, lang: quoteLang, event, sentence }) => ({
      n,
      quote: quote.trim(),
      lang: quoteLang,
      quotedAbove: above.some(words => words.includes(quote.trim())),
      event: event && isDated(event) ? say(lang, 'source.event', { date: formatDate(lang, event) }) : null,
      sentence,
    })),
    chain: chainLine(lang, chain),
    reported: isDated(reported)
      ? say(lang, 'source.reported', { date: formatDate(lang, reported) })
      : formatDate(lang, UNKNOWN_DATE),
    reasons: reasonsLine(lang, [reported, ...cited.map(citation => citation.event)]),
    title: title?.trim() || null,
    url,
    mark: sample ? say(lang, 'source.sample') : null,
  }
}

/** Who says so, innermost first: `日本新闻网 [JP] → 中新网 [CN] → example.com`. */
export function chainLine(lang: Lang, chain: readonly CitationChainLink[]): string {
  return chain
    .map(({ role, name, country }) => {
      const shown = name.trim() || say(lang, role === 'host' ? 'chain.host' : 'chain.unnamed')
      return country ? `${shown} [${country}]` : shown
    })
    .join(' → ')
}

/** A longer chain of reasoning is for `show`, not for the foot of an answer. */
const LONGEST_REASONS = 160

/** The reasons in full where they are short and in the reader's language, else what they rest on. */
function reasonsLine(lang: Lang, dates: readonly (DateRef | null)[]): string | null {
  const inferred = dates.filter(date => date !== null && isInferred(date))
  const reasons = [...new Set(inferred.flatMap(date => date?.reasons ?? []))].join('; ')
  if (reasons === '') return null
  const bases = [...new Set(inferred.flatMap(date => date?.inferredBy ?? []))].filter(isReason)
  if (bases.length === 0 || (lang === 'en' && reasons.length <= LONGEST_REASONS))
    return say(lang, 'source.reasons', { reasons })
  const words = bases.map(basis => say(lang, `source.basis.${basis}`))
  return say(lang, 'source.bases', { bases: new Intl.ListFormat(localeOf(lang)).format(words) })
}

/** A day that was stated was not inferred. */
function isReason(basis: DateBasis): basis is Exclude<DateBasis, 'explicit' | 'page_metadata' | 'url'> {
  return basis !== 'explicit' && basis !== 'page_metadata' && basis !== 'url'
}
