// One loose text, coded as one report: for `attache code`, the evaluation and tests.
import { createHash } from 'node:crypto'
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Sentence, TextRange } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import { type DateRef, UNKNOWN_DATE } from '../model/date.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { detectLanguage } from '../text/language.ts'
import { splitSentences } from '../text/sentences.ts'
import { codeClaims } from './claims.ts'
import { createEventClock } from './clock.ts'
import { linkClaims } from './events.ts'

export interface CodedText {
  readonly lang: Lang
  readonly sentences: readonly { readonly start: number; readonly end: number; readonly text: string }[]
  readonly claims: readonly Claim[]
}

/**
 * Claims of a text given as it stands: paragraphs by blank lines, one report.
 * @param date the day it was published, `YYYY-MM-DD`, for offices and relative dates
 */
export function codeText(
  text: string,
  lexicon: Lexicon,
  options: { lang?: Lang; date?: string } = {},
): CodedText {
  const lang = options.lang ?? detectLanguage(text).lang
  const article = `t${createHash('sha256').update(text).digest('hex').slice(0, 10)}`
  const report = `${article}.r0`
  const date: DateRef =
    options.date === undefined
      ? UNKNOWN_DATE
      : {
          start: options.date,
          end: options.date,
          precision: 'day',
          inferredBy: ['page_metadata'],
          confidence: 1,
        }
  const sentences: Sentence[] = []
  for (const [block, range] of paragraphs(text).entries()) {
    for (const { start, end } of splitSentences(text, range, lang)) {
      const ordinal = sentences.length
      sentences.push({ id: `${article}.s${ordinal}`, article, report, ordinal, block, lang, start, end })
    }
  }
  const mentions = lexicon.match(text, tongueOf(lang))
  const timeOf = createEventClock({ text, lang, mentions, date }, lexicon)
  const claims = codeClaims(
    { article, report, lang, text, sentences, mentions, date, chain: [], timeOf },
    lexicon,
  )
  return {
    lang,
    sentences: sentences.map(({ start, end }) => ({ start, end, text: text.slice(start, end) })),
    claims: linkClaims(claims),
  }
}

function paragraphs(text: string): TextRange[] {
  const ranges: TextRange[] = []
  for (const found of text.matchAll(/[^\n]+(?:\n(?!\s*\n)[^\n]+)*/g)) {
    ranges.push({ start: found.index, end: found.index + found[0].length })
  }
  return ranges
}
