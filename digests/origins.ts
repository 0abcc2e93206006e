// Who published something first: however many sites copy a story, it is one source.
import { cutTerms } from '../src/text/terms.ts'
import type { Told } from './gather.ts'

/** Share of words in common from which two sentences of one language are one text. */
const SAME_TEXT = 0.7

/** Who published it first, by its chain: the outlet that is named as the source, else the report's own. */
function originByChain(told: Told): string {
  const outlet =
    told.claim.attribution.find(link => link.role === 'outlet') ??
    told.claim.attribution.find(link => link.role === 'relay')
  const own = told.report.chain.find(link => link.role === 'outlet') ?? told.report.chain[0]
  return outlet?.entity ?? own?.entity ?? own?.name ?? told.article.id
}

/** One telling of each origin, in the order given: relays and near-copies of an earlier one are left out. */
export function tellOrigins(tellings: readonly Told[]): readonly Told[] {
  const seen = new Set<string>()
  const kept: { told: Told; terms: ReadonlySet<string> }[] = []
  for (const told of tellings) {
    const origin = originByChain(told)
    if (seen.has(origin)) continue
    const { sentence, article } = told
    const terms = new Set(cutTerms(article.text.slice(sentence.start, sentence.end), sentence.lang))
    seen.add(origin)
    const copied = kept.some(
      one => one.told.sentence.lang === sentence.lang && shareOf(one.terms, terms) >= SAME_TEXT,
    )
    if (!copied) kept.push({ told, terms })
  }
  return kept.map(one => one.told)
}

/** Words in common, of all words of the two. */
function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let both = 0
  for (const term of a) if (b.has(term)) both++
  return both / (a.size + b.size - both)
}

/** Names of the origins, to remember who told it. */
export function originNames(tellings: readonly Told[]): readonly string[] {
  return [...new Set(tellings.map(originByChain))]
}
