import type { Digest, DigestItem } from '../model/digest.ts'
import type { Lang } from '../model/language.ts'
import { formatTitleDays } from '../text/show-dates.ts'
import { say } from './messages.ts'
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

/** Parts of single lines that follow the items, in this order. */
const PARTS = [
  ['digest.accounts', 'accounts'],
  ['digest.seen_from', 'seenFrom'],
  ['digest.watch', 'watch'],
  ['digest.caveats', 'caveats'],
] as const

/** Draws a digest: judgement, numbered items, differing accounts, caveats, sources; no item is ever parted. */
export function replyOfDigest(digest: Digest): Reply {
  const { lang, window, items, citations } = digest
  const title = say(lang, 'digest.title', { date: formatTitleDays(lang, window.from, window.to) })
  const known = new Set(citations.map(citation => citation.n))

  const blocks: Block[] = [heading(title, 1), quiet(coverageOf(digest)), ...judgementOf(digest, known)]
  blocks.push(...items.map((item, i) => drawItem(digest, item, i + 1)))
  for (const [key, lines] of PARTS) {
    if (digest[lines].length === 0) continue
    blocks.push(heading(say(lang, key)), list(digest[lines].map(line => splitCitations(line, known))))
  }
  const phrases = items.map(item => item.phrase)
  if (citations.length > 0) blocks.push(sourcesOf(lang, citations, phrases))
  return { lang, summary: digest.bottomLine ? `${title} — ${digest.bottomLine}` : title, blocks }
}

/** `4 articles · Kyodo [JP] ×3, KBS [KR] ×1`. */
function coverageOf({ lang, articles, outlets }: Digest): string {
  const names = outlets.map(({ name, country, articles: n }) => {
    const where = country ? ` [${country}]` : ''
    return `${name}${where} ×${n}`
  })
  const count = say(lang, 'digest.articles', { n: articles })
  return names.length > 0 ? `${count} · ${names.join(', ')}` : count
}

function judgementOf({ lang, items, bottomLine }: Digest, known: ReadonlySet<number>): Block[] {
  const judgement = bottomLine.trim()
  if (items.length === 0) return [notice('info', judgement || say(lang, 'digest.nothing'))]
  if (judgement === '') return []
  const label = say(lang, 'digest.bottom_line')
  const gap = /[：:]$/.test(label) && lang !== 'en' && lang !== 'ko' ? '' : ' '
  return [paragraph([emphasis(label), text(gap), ...splitCitations(judgement, known)])]
}

function drawItem(digest: Digest, item: DigestItem, n: number): Item {
  const { lang, citations } = digest
  const headline: Span[] = [emphasis(item.headline.trim())]
  // A correction says so in its headline; what is new needs no mark.
  if (item.novelty !== 'new' && item.novelty !== 'correction')
    headline.push(text(` · ${say(lang, `digest.novelty.${item.novelty}`)}`))
  const blocks: (Item['blocks'][number] | null)[] = [
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
  return { kind: 'item', n, headline, blocks: blocks.filter(block => block !== null) }
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
