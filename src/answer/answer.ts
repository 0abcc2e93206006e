// Question → Answer. Reads as what happens: read the question, search, decide, quote.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Answer, Statement } from '../model/answer.ts'
import type { Lang } from '../model/language.ts'
import { readQuestion } from '../search/query.ts'
import { searchSentences } from '../search/search.ts'
import type { Store } from '../store/store.ts'
import { Citations } from './cite.ts'
import { decide } from './decide.ts'
import { quoteStatement } from './quote.ts'
import { say } from './words.ts'

/** Sentences that are weighed for an answer; the items of a list may stand far down. */
const MOST_WEIGHED = 80

export interface AnswerDeps {
  readonly store: Store
  readonly lexicon: Lexicon
  /** Instant now, ISO 8601; for "last month" and for `ms`. */
  readonly clock: () => Temporal.Instant
}

/**
 * Answers from the stored articles or says that they do not hold it.
 * @param options.lang language to answer in; the question's own by default
 */
export async function answerQuestion(
  question: string,
  deps: AnswerDeps,
  options: { lang?: Lang } = {},
): Promise<Answer> {
  const begun = performance.now()
  const today = deps.clock().toZonedDateTimeISO('UTC').toPlainDate().toString()
  const query = readQuestion(question, deps.lexicon, { today })
  const lang = options.lang ?? query.lang
  const hits = await searchSentences(query, deps, MOST_WEIGHED)
  const { verdict, chosen } = decide(query, hits)
  const citations = new Citations(deps.lexicon, lang)
  const statements = chosen.map((one): Statement => {
    const statement = quoteStatement(one, citations, lang, deps.lexicon)
    if (verdict === 'disputed' && one.side === 'against')
      return { ...statement, text: say(lang, 'otherAccount', { statement: statement.text }) }
    return statement
  })
  // The one sentence without a citation: it is about the search, not about the world.
  if (verdict === 'not_found') statements.push({ text: say(lang, 'notFound'), citations: [] })
  return {
    question,
    lang,
    verdict,
    statements,
    citations: citations.list(),
    by: 'quote',
    ms: Math.round((performance.now() - begun) * 10) / 10,
  }
}
