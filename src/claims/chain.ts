// The reporting chain of a report: who told it, who published it first, who repeated it, where it was found. Read from
// its first sentence, its dateline and the lines about it, and from the page last: a copy names its origin within.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { Block, ChainLink, ChainRole, TextRange } from '../model/article.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { splitSentences } from '../text/sentences.ts'
import { readCites } from './chain-cites.ts'
import { readDateline } from './chain-datelines.ts'
import { readClosingCredits, readLines } from './chain-lines.ts'
import { isSameOutlet, type OutletName, readOutlet } from './chain-names.ts'
import { readSource } from './chain-sources.ts'

export interface ReportForChain {
  readonly text: string
  readonly lang: Lang
  /** Paragraphs in order. */
  readonly paragraphs: readonly TextRange[]
  readonly mentions: readonly Mention[]
  /** What the page says of itself. */
  readonly outlet: string | null
  readonly url: string | null
  /** Stamps, bylines and credits about the report, as `linesAbout` finds them. */
  readonly lines?: readonly Block[]
}

/** How much of the lead paragraph is asked for datelines and citations, UTF-16 units. */
const LEAD = 500
/** A second sentence this short says who told it: 政府関係者が明らかにした。 */
const SHORT = 40

/** Source, outlets, relays and host of a report, innermost first; empty when the text and the page name none. */
export function readChain(report: ReportForChain, lexicon: Lexicon): ChainLink[] {
  const { text } = report
  const tongue = tongueOf(report.lang)
  const first = report.paragraphs[0]
  if (first === undefined) return []
  const lines = readLines(text, report.lines ?? [], lexicon)
  const lead = leadOf(report)
  const dateline = readDateline(text, lead, tongue, lexicon)
  const [sentence, next] = splitSentences(text, { start: dateline.end, end: lead.end }, report.lang)
  const cited = sentence === undefined ? [] : readCites(text, sentence, tongue, lexicon)
  const origins = cited.length > 0 ? cited : [closingCredits(report, lexicon)]
  const source = [sentence, next]
    .filter((one, nth) => one !== undefined && (nth === 0 || one.end - one.start <= SHORT))
    .map(one => readSource(text, one!, tongue, report.mentions, lexicon))
    .find(one => one !== null)

  const chain = new Chain(lexicon)
  if (source != null) chain.links.push(source)
  for (const together of origins) chain.addTogether(together)
  for (const outlet of dateline.outlets) chain.add(outlet, 'in_text')
  if (dateline.unnamed !== null) chain.links.push(unnamedDesk(text, dateline.unnamed))
  for (const outlet of lines.origins) chain.add(outlet, 'in_text')
  for (const outlet of lines.own.slice(0, 1)) chain.add(outlet, 'in_text')
  addPage(chain, report, lines.own.length > 0, lines.rights, lexicon)
  return chain.links
}

/** The lead with what it hangs on: a dateline that stands as a paragraph of its own belongs to the next one. */
function leadOf(report: ReportForChain): TextRange {
  const [first, second] = report.paragraphs as [TextRange, TextRange?]
  const isHeadOnly = first.end - first.start <= 40 && second !== undefined
  const end = isHeadOnly ? Math.min(second.end, second.start + LEAD) : Math.min(first.end, first.start + LEAD)
  return { start: first.start, end }
}

/** What the last paragraph says of where the report is from. */
function closingCredits(report: ReportForChain, lexicon: Lexicon): OutletName[] {
  const last = report.paragraphs.at(-1)!
  if (last.end - last.start > LEAD) return []
  return readClosingCredits(report.text, last, lexicon)
}

/** Links in the making: the first outlet is the origin, all after it repeat; no outlet stands twice. */
class Chain {
  readonly links: ChainLink[] = []
  readonly #lexicon: Lexicon

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon
  }

  /** Outlets that tell it side by side have one role. */
  addTogether(outlets: readonly OutletName[]): void {
    const role: ChainRole = this.#nextRole()
    for (const outlet of outlets) this.add(outlet, 'in_text', role)
  }

  #nextRole(): ChainRole {
    return this.links.some(link => link.role === 'outlet') ? 'relay' : 'outlet'
  }

  add(outlet: OutletName, basis: ChainLink['basis'], role: ChainRole = this.#nextRole()): void {
    const at = this.links.findIndex(
      link => link.named && isSameOutlet({ name: link.name, id: link.entity }, outlet),
    )
    if (at >= 0) {
      // 【ワシントン北斗】 and 北斗通信 are one: the longer name says more, the place in the text stays.
      const link = this.links[at]!
      const name = outlet.name.length > link.name.length && link.entity === null ? outlet.name : link.name
      const entity = link.entity ?? outlet.id
      const country = entity === null ? null : this.#lexicon.sideOf(entity)
      this.links[at] = { ...link, name, entity, country }
      return
    }
    this.links.push({
      role,
      entity: outlet.id,
      name: outlet.name,
      country: outlet.id === null ? null : this.#lexicon.sideOf(outlet.id),
      named: true,
      basis,
      ...(basis === 'in_text' ? { span: { start: outlet.start, end: outlet.end } } : {}),
    })
  }
}

function unnamedDesk(text: string, span: TextRange): ChainLink {
  const name = text.slice(span.start, span.end).trim()
  return { role: 'relay', entity: null, name, country: null, named: false, basis: 'in_text', span }
}

/** What the page says of itself comes last; its rights line or its host speak only where nothing else names it. */
function addPage(
  chain: Chain,
  report: ReportForChain,
  isStamped: boolean,
  rights: readonly OutletName[],
  lexicon: Lexicon,
): void {
  const outlet = report.outlet?.trim() ?? ''
  if (outlet !== '') {
    const id = readOutlet(outlet, 0, 'shape', lexicon)?.id ?? null
    chain.add({ name: outlet, id, start: 0, end: 0 }, 'page_metadata')
    return
  }
  if (isStamped) return
  const [holder] = rights
  if (holder !== undefined) {
    chain.add(holder, 'in_text')
    return
  }
  if (report.url === null || !URL.canParse(report.url)) return
  const host = new URL(report.url).hostname.replace(/^www\./, '')
  if (host === '') return
  chain.links.push({
    role: 'host',
    entity: null,
    name: host,
    country: null,
    named: true,
    basis: 'page_metadata',
  })
}
