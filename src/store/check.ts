// A reading is checked before it is stored: what does not fit together would be a wrong citation later.
import type { TextRange } from '../model/article.ts'
import type { Finds } from '../model/finds.ts'
import { articleId, parseId, reportId, sentenceId } from '../model/ids.ts'
import { CLAIMS_PER_REPORT } from './keys.ts'
import type { ArticleRead, Reading } from './store.ts'

function demand(holds: boolean, article: string, what: string): asserts holds {
  if (!holds) throw new Error(`Reading of article ${article} does not fit together: ${what}`)
}

function fits(range: TextRange, length: number): boolean {
  const { start, end } = range
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= length
}

/** Throws when ids, ordinals or offsets of a reading do not agree with each other or with the text's length. */
export function checkReading(article: string, textLength: number, reading: Reading): void {
  const { blocks, reports, sentences, claims, terms, mentions } = reading
  const reportIds = new Set<string>()
  for (const block of blocks) {
    demand(fits(block, textLength), article, `block ${block.start}–${block.end} lies outside the text`)
    const known = block.report === null || reports[block.report] !== undefined
    demand(known, article, `a block belongs to report ${block.report} of ${reports.length}`)
  }
  reports.forEach((report, ordinal) => {
    const wanted = reportId(article, ordinal)
    demand(
      report.id === wanted && report.ordinal === ordinal,
      article,
      `report ${report.id} is not ${wanted}`,
    )
    demand(report.article === article, article, `report ${report.id} names article ${report.article}`)
    reportIds.add(report.id)
  })
  sentences.forEach((sentence, ordinal) => {
    const wanted = sentenceId(article, ordinal)
    const { id } = sentence
    demand(id === wanted && sentence.ordinal === ordinal, article, `sentence ${id} is not ${wanted}`)
    demand(sentence.article === article, article, `sentence ${id} names article ${sentence.article}`)
    demand(reportIds.has(sentence.report), article, `sentence ${id} names report ${sentence.report}`)
    demand(fits(sentence, textLength), article, `sentence ${id} lies outside the text`)
  })
  const perReport = new Map<string, number>()
  for (const claim of claims) {
    demand(reportIds.has(claim.report), article, `claim ${claim.id} names report ${claim.report}`)
    const sentence = parseId(claim.sentence)
    const known = sentence?.part === 'sentence' && sentence.article === article
    demand(known && sentence.ordinal < sentences.length, article, `claim ${claim.id} names ${claim.sentence}`)
    perReport.set(claim.report, (perReport.get(claim.report) ?? 0) + 1)
  }
  for (const [report, count] of perReport)
    demand(count <= CLAIMS_PER_REPORT, article, `report ${report} has ${count} claims`)
  demand(terms.length === reports.length, article, `terms of ${terms.length} reports, not ${reports.length}`)
  demand(mentions.length === reports.length, article, `mentions of ${mentions.length} reports`)
  if (reading.finds) checkFinds(article, reading, reading.finds)
}

function checkFinds(article: string, { reports, sentences }: Reading, finds: readonly Finds[]): void {
  demand(finds.length === reports.length, article, `finds of ${finds.length} reports, not ${reports.length}`)
  const lengths = Map.groupBy(sentences, sentence => sentence.report)
  for (const [at, { things, places }] of finds.entries()) {
    const own = lengths.get(reports[at]!.id) ?? []
    demand(places.length === own.length, article, `finds in ${places.length} sentences, not ${own.length}`)
    for (const [i, numbers] of places.entries()) {
      const length = own[i]!.end - own[i]!.start
      for (let n = 0; n < numbers.length; n += 3) {
        const [start, long, thing] = [numbers[n]!, numbers[n + 1], numbers[n + 2]]
        const sound = long !== undefined && thing !== undefined && things[thing] !== undefined
        demand(
          sound && fits({ start, end: start + long }, length),
          article,
          `a find in sentence ${own[i]!.id}`,
        )
      }
    }
  }
}

/** Throws when an article's id is not made from its content, or its reading does not fit together. */
export function checkRead(read: ArticleRead): void {
  const digits = read.id.length - 1
  const made = articleId(read.item.identity, read.contentHash, digits)
  demand(parseId(read.id)?.part === 'article' && read.id === made, read.id, 'its id is not from articleId()')
  checkReading(read.id, read.item.text.length, read)
}
