// What the solver sees of a report: its sentences with their date expressions and the names in them.
import type { Mention } from '../../lexicon/lexicon.ts'
import type { TextRange } from '../../model/article.ts'
import type { DateRef } from '../../model/date.ts'
import { type Lang, type Tongue, tongueOf } from '../../model/language.ts'
import type { DateExpression } from '../../text/dates/expression.ts'
import { findDates } from '../../text/dates.ts'
import { fold } from '../../text/fold.ts'
import { splitSentences } from '../../text/sentences.ts'
import { rangesStartingIn, rangesWithin } from '../../text/spans.ts'
import { isAhead } from './tense.ts'

/** A report to be dated. Offsets are UTF-16 into `text`, the article's stored text. */
export interface DatableReport {
  readonly text: string
  /** Its paragraphs in reading order. */
  readonly paragraphs: readonly TextRange[]
  readonly lang: Lang
  /** Its title or heading in `text`, if it has one: `Seoul, May 27: three neighbours meet`. */
  readonly title?: TextRange | null
  /** `lexicon.match(text)`, in its order; mentions outside the paragraphs are ignored. */
  readonly mentions: readonly Mention[]
  /** What the page or record says of its publication, ISO 8601: weak evidence on copied pages. */
  readonly pageDate: string | null
  /** Dates already found for the other reports of the same page. */
  readonly siblings?: readonly DateRef[]
  /** Day of the first sight of the article, `YYYY-MM-DD`: no report is younger. */
  readonly notAfter?: string | null
}

export interface ReadExpression extends DateExpression {
  /** True where the sentence speaks of the future (将, 予定, 예정, will). */
  readonly ahead: boolean
}

export interface ReadSentence extends TextRange {
  /** 0-based, over the whole report. */
  readonly ordinal: number
  readonly paragraph: number
  /** Where the telling begins: behind a dateline, else at the start. */
  readonly told: number
  readonly expressions: readonly ReadExpression[]
  readonly mentions: readonly Mention[]
}

export interface Reading {
  readonly text: string
  readonly lang: Lang
  readonly tongue: Tongue
  readonly paragraphs: readonly TextRange[]
  readonly sentences: readonly ReadSentence[]
  /** Date expressions of its heading. */
  readonly heading: readonly ReadExpression[]
}

function clip(range: TextRange, length: number): TextRange {
  const start = Math.min(Math.max(0, range.start), length)
  return { start, end: Math.min(Math.max(start, range.end), length) }
}

const BRACKET_LINE = /^\s*[([【〔][^)\]】〕]{1,40}[)\]】〕](?:[^=\n]{0,20}=)?/u
const DASH_LINE = /^\s*[a-z][^\n]{0,70}?(?: -{1,2} |(?<=\)) ?-)/u

/** Behind the dateline that opens a report: (서울=…) 기자 =, SEOUL, Dec. 6 (…) —, 中新网12月5日电. */
function toldFrom(text: string, sentence: TextRange, expressions: readonly DateExpression[]): number {
  const line = fold(text.slice(sentence.start, sentence.end))
  const dateline = expressions.find(e => e.dateline && e.start < sentence.end)
  const opening = (BRACKET_LINE.exec(line) ?? DASH_LINE.exec(line))?.[0].length ?? 0
  return Math.max(sentence.start + opening, dateline === undefined ? 0 : dateline.end)
}

/**
 * A range of the text for reading dates, of the same length: the 三 of 安倍晋三 is no numeral.
 * Only names that end in a numeral are covered.
 */
export function maskNames(text: string, range: TextRange, mentions: readonly Mention[]): string {
  let masked = text.slice(range.start, range.end)
  for (const { start, end, id } of rangesWithin(mentions, range)) {
    if (!id.startsWith('PER.') || !/[一二三四五六七八九十]/.test(text[end - 1]!)) continue
    masked = masked.slice(0, start - range.start) + 'x'.repeat(end - start) + masked.slice(end - range.start)
  }
  return masked
}

/** Reads sentences, date expressions and mentions of a report's paragraphs. */
export function readReport(
  report: Pick<DatableReport, 'text' | 'paragraphs' | 'lang' | 'mentions' | 'title'>,
): Reading {
  const { text, lang } = report
  const tongue = tongueOf(lang)
  const paragraphs = report.paragraphs
    .map(range => clip(range, text.length))
    .filter(range => range.end > range.start)
  const sentences: ReadSentence[] = []
  for (const [paragraph, range] of paragraphs.entries()) {
    const found = findDates(maskNames(text, range, report.mentions), tongue)
    const placed = found.map(e => ({
      ...e,
      start: e.start + range.start,
      end: e.end + range.start,
      raw: text.slice(e.start + range.start, e.end + range.start),
    }))
    const mentions = rangesWithin(report.mentions, range)
    for (const sentence of splitSentences(text, range, lang)) {
      sentences.push({
        ...sentence,
        ordinal: sentences.length,
        paragraph,
        told: sentences.length === 0 ? toldFrom(text, sentence, placed) : sentence.start,
        expressions: rangesStartingIn(placed, sentence).map(e => ({
          ...e,
          ahead: e.from.side !== -1 && isAhead(text, sentence, e, tongue),
        })),
        mentions: rangesStartingIn(mentions, sentence),
      })
    }
  }
  const title = report.title == null ? null : clip(report.title, text.length)
  const heading =
    title === null
      ? []
      : findDates(text.slice(title.start, title.end), tongue).map(e => {
          const placed = { ...e, start: e.start + title.start, end: e.end + title.start }
          return { ...placed, ahead: isAhead(text, title, placed, tongue) }
        })
  return { text, lang, tongue, paragraphs, sentences, heading }
}
