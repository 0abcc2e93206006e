import type { Digest, DigestItem, DyadRow } from '../model/digest.ts'
import type { Lang } from '../model/language.ts'
import { formatTitleDays } from '../text/show-dates.ts'
import { type MessageKey, say } from './messages.ts'
import {
  type Block,
  cite,
  emphasis,
  heading,
  type Item,
  list,
  notice,
  paragraph,
  quiet,
  type Reply,
  type Span,
  type Spans,
  text,
} from './reply.ts'
import { sourcesOf } from './sources.ts'

/** Draws a whole digest: judgement, numbered items, what follows them, sources; no item is ever parted. */
export function replyOfDigest(digest: Digest): Reply {
  return {
    lang: digest.lang,
    summary: summaryOf(digest),
    blocks: [
      ...headOf(digest),
      ...digest.items.map((item, i) => drawItem(digest, item, i + 1)),
      ...leftOf(digest),
      ...sectionBlocks(digest),
      ...sourceBlocks(digest),
    ],
  }
}

/** The message whose thread holds the rest: judgement and headlines. */
export function overviewOfDigest(digest: Digest): Reply {
  const { lang, items } = digest
  const lines = items.map((item, i) => [text(`${i + 1} · `), ...headlineSpans(digest, item)])
  const detail = items.length > 0 ? [quiet(say(lang, 'digest.detail'))] : []
  const headlines = lines.length > 0 ? [list(lines)] : []
  return {
    lang,
    summary: summaryOf(digest),
    blocks: [...headOf(digest), ...headlines, ...leftOf(digest), ...detail],
  }
}

/** The title in one line: `US–Japan–Korea digest · Thu, 5 Dec 2013`. */
export function titleOfDigest({ lang, window, form }: Pick<Digest, 'lang' | 'window' | 'form'>): string {
  return form === 'weekly'
    ? say(lang, 'digest.weekly_title', { date: formatTitleDays(lang, window.from, window.to) })
    : say(lang, 'digest.title', { date: formatTitleDays(lang, window.from, window.to) })
}

function summaryOf(digest: Digest): string {
  const title = titleOfDigest(digest)
  return digest.bottomLine ? `${title} — ${digest.bottomLine}` : title
}

/** Title, what it was made from, that it is late, judgement. */
function headOf(digest: Digest): Block[] {
  const late: Block[] = digest.late === null ? [] : [notice('warning', digest.late)]
  return [
    heading(titleOfDigest(digest), 1),
    ...late,
    quiet(coverageOf(digest)),
    ...judgementOf(digest, knownOf(digest)),
  ]
}

function knownOf({ citations }: Digest): ReadonlySet<number> {
  return new Set(citations.map(citation => citation.n))
}

/** `4 articles · Kyodo [JP] ×3, KBS [KR] ×1`. */
function coverageOf({ lang, articles, outlets }: Digest): string {
  const names = outlets.slice(0, MOST_OUTLETS).map(({ name, country, articles: n }) => {
    const where = country ? ` [${country}]` : ''
    return `${name}${where} ×${n}`
  })
  const more = outlets.length > MOST_OUTLETS ? ` +${outlets.length - MOST_OUTLETS}` : ''
  const count = say(lang, 'digest.articles', { n: articles })
  return names.length > 0 ? `${count} · ${names.join(', ')}${more}` : count
}

const MOST_OUTLETS = 8

function judgementOf({ lang, items, bottomLine }: Digest, known: ReadonlySet<number>): Block[] {
  const judgement = bottomLine.trim()
  if (items.length === 0) return [notice('info', judgement || say(lang, 'digest.nothing'))]
  if (judgement === '') return []
  const label = say(lang, 'digest.bottom_line')
  const gap = /[：:]$/.test(label) && lang !== 'en' && lang !== 'ko' ? '' : ' '
  return [paragraph([emphasis(label), text(gap), ...splitCitations(judgement, known)])]
}

function leftOf({ lang, left }: Digest): Block[] {
  return left > 0 ? [quiet(say(lang, 'digest.left', { n: left }))] : []
}

/** What follows the items, in this order; each line may end in citation numbers. Parts without lines are left out. */
export function sectionsOf(digest: Omit<Digest, 'text'>): { title: string; lines: readonly string[] }[] {
  const { lang, weekly } = digest
  const sections: [MessageKey, readonly string[]][] = [
    ['digest.accounts', digest.accounts],
    ['digest.wording', digest.wording],
    ['digest.seen_from', digest.seenFrom],
    ['digest.watch', digest.watch],
    ['digest.caveats', digest.caveats],
  ]
  if (weekly !== null) {
    const { board, capitals } = weekly
    const told = board.filter(row => row.sources > 0)
    sections.unshift(['digest.board', told.map(row => dyadLine(row, lang))])
    sections.splice(
      -1,
      0,
      ['digest.topics', weekly.topics],
      [
        'digest.capitals',
        (capitals?.rows ?? []).map(row => `${row.press}: ${row.lead ?? say(lang, 'digest.no_report')}`),
      ],
      ['digest.commitments', weekly.commitments],
      ['digest.denials', weekly.denials],
      ['digest.timeline', weekly.timeline],
      ['digest.ahead', weekly.ahead],
      ['digest.method', weekly.method],
    )
  }
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([key, lines]) => ({ title: say(lang, key), lines }))
}

function dyadLine(row: DyadRow, lang: Lang): string {
  const { dyad, cooperative, conflictual, sources, reason } = row
  const arrow = say(lang, `digest.arrow.${row.arrow}`)
  const line = say(lang, 'digest.dyad', { dyad, arrow, cooperative, conflictual, sources })
  return reason === '' ? line : `${line} · ${reason}`
}

/** What follows the items as blocks: a heading and a list each. */
export function sectionBlocks(digest: Digest): Block[] {
  const known = knownOf(digest)
  return sectionsOf(digest).flatMap(({ title, lines }) => [
    heading(title),
    list(lines.map(line => splitCitations(line, known))),
  ])
}

/** The cited sentences; nothing when there are none. */
export function sourceBlocks({ lang, citations, items }: Digest): Block[] {
  if (citations.length === 0) return []
  const phrases = items.map(item => item.phrase)
  return [sourcesOf(lang, citations, phrases)]
}

function headlineSpans({ lang }: Digest, item: DigestItem): Span[] {
  const headline: Span[] = [emphasis(item.headline.trim())]
  // A correction says so in its headline; what is new needs no mark.
  if (item.novelty !== 'new' && item.novelty !== 'correction')
    headline.push(text(` · ${say(lang, `digest.novelty.${item.novelty}`)}`))
  return headline
}

/** One item, whole. */
export function drawItem(digest: Digest, item: DigestItem, n: number): Item {
  const { lang, citations } = digest
  const blocks: (Item['blocks'][number] | null)[] = [
    item.prose === undefined ? null : paragraph(item.prose),
    item.earlier === null ? null : quiet(item.earlier),
    item.when.trim() === '' ? null : paragraph(item.when.trim()),
    item.phrase.trim() === ''
      ? null
      : { kind: 'quote', text: item.phrase.trim(), lang: phraseLang(digest, item), citations: [] },
    item.chain.trim() === '' ? null : quiet(say(lang, 'digest.said_by', { chain: item.chain.trim() })),
    quiet([
      text(`${gradesOf(lang, item)} `),
      ...cite(item.citations.filter(c => citations.some(x => x.n === c))),
    ]),
  ]
  return {
    kind: 'item',
    n,
    headline: headlineSpans(digest, item),
    blocks: blocks.filter(block => block !== null),
  }
}

/** The phrase is in the language of the cited sentence that holds it. */
function phraseLang({ lang, citations }: Digest, item: DigestItem): Lang {
  const cited = citations.filter(citation => item.citations.includes(citation.n))
  const holder = cited.find(citation => citation.quote.includes(item.phrase.trim())) ?? cited[0]
  return holder?.lang ?? lang
}

/** Confidence in our reading and quality of the sourcing stand side by side and are never merged. */
function gradesOf(lang: Lang, { reading, sourcing }: DigestItem): string {
  const { independent, named, official } = sourcing
  const parts = [
    say(lang, 'digest.independent', { n: independent }),
    say(lang, named ? 'digest.named' : 'digest.unnamed'),
    ...(official ? [say(lang, 'digest.official')] : []),
  ]
  const listed = parts.join(lang === 'en' || lang === 'ko' ? ', ' : '、')
  return `${say(lang, `digest.reading.${reading}`)} · ${say(lang, 'digest.sourcing', { list: listed })}`
}

/** Numbers in brackets that are citations of the digest become spans; all else stays words. */
export function splitCitations(line: string, known: ReadonlySet<number>): Spans {
  return line
    .trim()
    .split(/(\s*\[\d{1,4}\])/)
    .filter(part => part !== '')
    .map(part => {
      const n = Number(/^\s*\[(\d+)\]$/.exec(part)?.[1])
      return known.has(n) ? { kind: 'citation', n } : text(part)
    })
}
