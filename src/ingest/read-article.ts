// One page or file, read through: blocks → reports → language, mentions, date, chain → sentences → claims → terms.
import { createHash } from 'node:crypto'
import { readChain } from '../claims/chain.ts'
import { linesAbout } from '../claims/chain-lines.ts'
import { codeClaims } from '../claims/claims.ts'
import { createEventClock } from '../claims/clock.ts'
import { dateReport } from '../claims/dates.ts'
import { conceptTerms } from '../lexicon/concepts.ts'
import { soundTerms } from '../lexicon/dictionary/sound-terms.ts'
import { packFinds } from '../lexicon/finds.ts'
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { Block, ParsedItem, Report, Sentence, TextRange } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { Finds } from '../model/finds.ts'
import { reportId, sentenceId } from '../model/ids.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import type { ArticleRead, EntityCount, Reading } from '../store/store.ts'
import { detectLanguage } from '../text/language.ts'
import { splitSentences } from '../text/sentences.ts'
import { cutTerms } from '../text/terms.ts'
import { splitBlocks } from './blocks.ts'
import { type SeparatedReport, type Separation, separateReports } from './separate.ts'

/** Same hash = same content, whatever file it came in. */
export function contentHashOf(item: ParsedItem): string {
  const parts = [item.url, item.title, item.outlet, item.published, item.lang, item.text]
  // What one workspace keeps for itself does not stand for what others may see.
  if (item.workspace !== undefined) parts.push(item.workspace)
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** The item as a workspace's own: another article than the same page in the shared library. */
export function privateItem(item: ParsedItem, workspace: string): ParsedItem {
  return { ...item, identity: `${workspace} ${item.identity}`, workspace }
}

/** Reads everything out of one item; pure but for the hash. `id` as `Store.newArticleId` gives it. */
export function readArticle(
  item: ParsedItem,
  id: string,
  contentHash: string,
  firstSeen: string,
  lexicon: Lexicon,
): ArticleRead {
  return { id, item, contentHash, firstSeen, ...readText(item, id, firstSeen.slice(0, 10), lexicon) }
}

/**
 * What `recode` redoes: all that is read out of the text, with the lexicon of today.
 * @param seen day of the first sight, `YYYY-MM-DD`: no report is younger
 * @param separated which block belongs to which report, where that was chosen; found here when absent
 */
export function readText(
  item: ParsedItem,
  id: string,
  seen: string,
  lexicon: Lexicon,
  separated: Separation = separateReports(item.text, splitBlocks(item.text, { title: item.title })),
): Reading {
  const page = { item, id, seen, lexicon, separated, lang: item.lang ?? detectLanguage(item.text).lang }
  const read: ReadReport[] = []
  for (const draft of separated.reports) read.push(readReport(page, draft, read))
  return {
    blocks: separated.blocks,
    reports: read.map(one => one.report),
    sentences: read.flatMap(one => one.sentences),
    claims: read.flatMap(one => one.claims),
    terms: read.map(one => one.terms),
    mentions: read.map(one => one.mentions),
    finds: read.map(one => one.finds),
  }
}

interface Page {
  readonly item: ParsedItem
  readonly id: string
  readonly seen: string
  readonly lexicon: Lexicon
  readonly separated: Separation
  /** Of the page as a whole, for reports too short to tell. */
  readonly lang: Lang
}

interface ReadReport {
  readonly report: Report
  readonly sentences: readonly Sentence[]
  readonly claims: readonly Claim[]
  readonly terms: readonly string[]
  readonly mentions: readonly EntityCount[]
  readonly finds: Finds
}

/** One report of a page; `before` are those already read, whose dates help and whose sentences were counted. */
function readReport(page: Page, draft: SeparatedReport, before: readonly ReadReport[]): ReadReport {
  const { item, id, lexicon, separated } = page
  const { text } = item
  const paragraphs = draft.paragraphs.map(at => separated.blocks[at]!)
  const titleBlock = draft.title === null ? null : separated.blocks[draft.title]!
  const title =
    titleBlock === null
      ? separated.reports.length === 1
        ? item.title
        : null
      : text.slice(titleBlock.start, titleBlock.end).trim()
  const lang = langOf(text, paragraphs, item.lang, page.lang)
  const found = matchParagraphs(text, paragraphs, lang, lexicon)
  const lines = linesAbout(separated.blocks, draft.paragraphs, separated.reports.length === 1)
  const chain = readChain(
    { text, lang, paragraphs, mentions: found, outlet: item.outlet, url: item.url, lines },
    lexicon,
  )
  const siblings = before.map(one => one.report.date)
  const date = dateReport(
    {
      text,
      paragraphs,
      lang,
      mentions: found,
      title: titleBlock,
      pageDate: item.published,
      siblings,
      notAfter: page.seen,
    },
    lexicon,
  )
  const report: Report = {
    id: reportId(id, draft.ordinal),
    article: id,
    ordinal: draft.ordinal,
    title,
    lang,
    date,
    chain,
    paragraphs: paragraphs.map(({ start, end }) => ({ start, end })),
  }
  const first = before.reduce((sum, one) => sum + one.sentences.length, 0)
  const sentences = sentencesOf(text, separated.blocks, draft.paragraphs, report, first)
  const timeOf = createEventClock({ text, lang, mentions: found, date }, lexicon)
  const claims = codeClaims(
    { article: id, report: report.id, lang, text, sentences, mentions: found, date, chain, timeOf },
    lexicon,
  )
  const head = headOf(text, title, separated.blocks, draft.ordinal)
  const headMentions = lexicon.match(head, tongueOf(lang))
  const body = paragraphs.map(p => text.slice(p.start, p.end)).join('\n')
  return {
    report,
    sentences,
    claims,
    terms: [
      ...cutTerms(body, lang),
      ...cutTerms(head, lang),
      ...conceptTerms(found),
      ...conceptTerms(headMentions),
      ...soundTerms(body),
      ...soundTerms(head),
    ],
    mentions: countEntities([...found, ...headMentions]),
    finds: packFinds(
      sentences.map(one => lexicon.match(text.slice(one.start, one.end), tongueOf(one.lang))),
      lexicon.version,
    ),
  }
}

/** Title, headings and captions: searched, never evidence. */
function headOf(text: string, title: string | null, blocks: readonly Block[], ordinal: number): string {
  const own = blocks.filter(
    block => block.report === ordinal && block.kind !== 'paragraph' && block.kind !== 'boilerplate',
  )
  return [title ?? '', ...own.map(block => text.slice(block.start, block.end))].join('\n')
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

function sentencesOf(
  text: string,
  blocks: readonly Block[],
  paragraphs: readonly number[],
  report: Report,
  first: number,
): Sentence[] {
  const sentences: Sentence[] = []
  for (const at of paragraphs) {
    for (const { start, end } of splitSentences(text, blocks[at]!, report.lang)) {
      const ordinal = first + sentences.length
      sentences.push({
        id: sentenceId(report.article, ordinal),
        article: report.article,
        report: report.id,
        ordinal,
        block: at,
        lang: report.lang,
        start,
        end,
      })
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
