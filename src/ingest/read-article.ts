// One page or file, read through: blocks → reports → language, mentions, date, chain → sentences → claims → terms.
import { createHash } from 'node:crypto'
import { readChain } from '../claims/chain.ts'
import { codeClaims } from '../claims/claims.ts'
import { createEventClock } from '../claims/clock.ts'
import { dateReport } from '../claims/dates.ts'
import { conceptTerms } from '../lexicon/concepts.ts'
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { Block, ParsedItem, Report, Sentence, TextRange } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { reportId, sentenceId } from '../model/ids.ts'
import type { ArticleRead, EntityCount, Reading } from '../store/store.ts'
import { detectLanguage } from '../text/language.ts'
import { splitSentences } from '../text/sentences.ts'
import { cutTerms } from '../text/terms.ts'
import { splitBlocks } from './blocks.ts'
import { separateReports } from './separate.ts'

/** Same hash = same content, whatever file it came in. */
export function contentHashOf(item: ParsedItem): string {
  const parts = [item.url, item.title, item.outlet, item.published, item.lang, item.text]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** Reads everything out of one item; pure but for the hash. `id` as `Store.newArticleId` gives it. */
export function readArticle(item: ParsedItem, id: string, contentHash: string, firstSeen: string, lexicon: Lexicon): ArticleRead {
  return { id, item, contentHash, firstSeen, ...readText(item, id, lexicon) }
}

/** What `recode` redoes: all that is read out of the text, with the lexicon of today. */
export function readText(item: ParsedItem, id: string, lexicon: Lexicon): Reading {
  const { text } = item
  const separated = separateReports(text, splitBlocks(text, { title: item.title }))
  const reports: Report[] = []
  const sentences: Sentence[] = []
  const claims: Claim[] = []
  const terms: string[][] = []
  const mentions: EntityCount[][] = []
  const pageLang = item.lang ?? detectLanguage(text).lang
  for (const draft of separated.reports) {
    const paragraphs = draft.paragraphs.map(at => separated.blocks[at]!)
    const titleBlock = draft.title === null ? null : separated.blocks[draft.title]!
    const title = titleBlock === null ? (separated.reports.length === 1 ? item.title : null) : text.slice(titleBlock.start, titleBlock.end).trim()
    const lang = langOf(text, paragraphs, item.lang ?? null, pageLang)
    const found = matchParagraphs(text, paragraphs, lang, lexicon)
    const chain = readChain({ text, lang, paragraphs, mentions: found, outlet: item.outlet, url: item.url }, lexicon)
    const date = dateReport({ text, paragraphs, lang, mentions: found, pageDate: item.published }, lexicon)
    const report: Report = { id: reportId(id, draft.ordinal), article: id, ordinal: draft.ordinal, title, lang, date, chain, paragraphs: paragraphs.map(({ start, end }) => ({ start, end })) }
    const own = sentencesOf(text, separated.blocks, draft.paragraphs, report, sentences.length)
    const timeOf = createEventClock({ text, lang, mentions: found, date }, lexicon)
    reports.push(report)
    sentences.push(...own)
    claims.push(...codeClaims({ article: id, report: report.id, lang, text, sentences: own, mentions: found, date, chain, timeOf }, lexicon))
    const headings = separated.blocks.filter(b => b.report === draft.ordinal && b.kind !== 'paragraph' && b.kind !== 'boilerplate')
    const extra = [title ?? '', ...headings.map(b => text.slice(b.start, b.end))].join('\n')
    const head = lexicon.match(extra, tongueOf(lang))
    terms.push([...cutTerms(paragraphs.map(p => text.slice(p.start, p.end)).join('\n'), lang), ...cutTerms(extra, lang), ...conceptTerms(found), ...conceptTerms(head)])
    mentions.push(countEntities([...found, ...head]))
  }
  return { blocks: separated.blocks, reports, sentences, claims, terms, mentions }
}

/** The language of a report's own paragraphs; a page's declared language decides only between scripts too short to tell. */
function langOf(text: string, paragraphs: readonly TextRange[], declared: Lang | null, fallback: Lang): Lang {
  const own = paragraphs.map(p => text.slice(p.start, p.end)).join('\n')
  const found = detectLanguage(own)
  return found.confidence >= 0.6 ? found.lang : (declared ?? fallback)
}

/** Mentions of a report's paragraphs, matched together so that a short name finds its full one, at article offsets. */
function matchParagraphs(
  text: string,
  paragraphs: readonly TextRange[],
  lang: Lang,
  lexicon: Lexicon,
): Mention[] {
  const joined = paragraphs.map(p => text.slice(p.start, p.end)).join('\n\n')
  const found: Mention[] = []
  let at = 0
  let from = 0
  const shifts = paragraphs.map(p => {
    const shift = { from, to: from + p.end - p.start, by: p.start - from }
    from = shift.to + 2
    return shift
  })
  for (const mention of lexicon.match(joined, tongueOf(lang))) {
    while (at < shifts.length && mention.start >= shifts[at]!.to) at++
    const shift = shifts[at]
    if (shift === undefined || mention.end > shift.to) continue
    found.push({ ...mention, start: mention.start + shift.by, end: mention.end + shift.by })
  }
  return found
}

function sentencesOf(text: string, blocks: readonly Block[], paragraphs: readonly number[], report: Report, first: number): Sentence[] {
  const sentences: Sentence[] = []
  for (const at of paragraphs) {
    for (const { start, end } of splitSentences(text, blocks[at]!, report.lang)) {
      const ordinal = first + sentences.length
      sentences.push({ id: sentenceId(report.article, ordinal), article: report.article, report: report.id, ordinal, block: at, lang: report.lang, start, end })
    }
  }
  return sentences
}

function countEntities(mentions: readonly Mention[]): EntityCount[] {
  const counts = new Map<string, number>()
  for (const mention of mentions) {
    if (mention.kind !== 'entity') continue
    for (const id of [mention.id, ...mention.others]) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts].map(([entity, count]) => ({ entity, count }))
}
