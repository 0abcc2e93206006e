// Question → Answer. Reads as what happens: read the question, see whether it asks who somebody is, search, decide, quote.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Answer, Statement } from '../model/answer.ts'
import type { Lang } from '../model/language.ts'
import { readInConversation } from '../search/follow.ts'
import type { Query } from '../search/query.ts'
import { searchSentences } from '../search/search.ts'
import type { Store } from '../store/store.ts'
import { Citations } from './cite.ts'
import { decide } from './decide.ts'
import { findIdentity } from './identity.ts'
import { quoteNearest, quoteRole, quoteStatement } from './quote.ts'
import { say } from './words.ts'

/** Sentences that are weighed for an answer; the items of a list may stand far down. */
const MOST_WEIGHED = 80

export interface AnswerDeps {
  readonly store: Store
  readonly lexicon: Lexicon
  /** Instant now, ISO 8601; for "last month" and for `ms`. */
  readonly clock: () => Temporal.Instant
}

export interface AnswerOptions {
  /** Language to answer in; the question's own by default. */
  readonly lang?: Lang
  /** What was asked before in the same conversation, oldest first. */
  readonly earlier?: readonly string[]
}

/** Answers from the stored articles or says that they do not hold it. */
export async function answerQuestion(
  question: string,
  deps: AnswerDeps,
  { lang: wished, earlier = [] }: AnswerOptions = {},
): Promise<Answer> {
  const begun = performance.now()
  const today = deps.clock().toZonedDateTimeISO('UTC').toPlainDate().toString()
  const query = readInConversation(question, earlier, deps.lexicon, { today })
  const lang = wished ?? query.lang
  const found = (await answerIdentity(query, today, lang, deps)) ?? (await answerFromArticles(query, lang, deps))
  return {
    question,
    lang,
    ...found,
    by: 'quote',
    ms: Math.round((performance.now() - begun) * 10) / 10,
  }
}

type Found = Pick<Answer, 'verdict' | 'statements' | 'citations' | 'roles'>

async function answerFromArticles(query: Query, lang: Lang, deps: AnswerDeps): Promise<Found> {
  const hits = await searchSentences(query, deps, MOST_WEIGHED)
  const { verdict, chosen, nearest } = decide(query, hits)
  const citations = new Citations(deps.lexicon, lang)
  const statements = chosen.map((one): Statement => {
    const statement = quoteStatement(one, citations, lang, deps.lexicon)
    if (verdict === 'disputed' && one.side === 'against')
      return { ...statement, text: say(lang, 'otherAccount', { statement: statement.text }) }
    return statement
  })
  // The one sentence without a citation: it is about the search, not about the world.
  if (verdict === 'not_found') {
    statements.push({ text: say(lang, 'notFound'), citations: [] })
    if (nearest !== null) statements.push(quoteNearest(nearest, citations, lang))
  }
  return { verdict, statements, citations: citations.list() }
}

/** Who somebody is: from the table of offices, and from sentences that name them so; null when something else is asked. */
async function answerIdentity(
  query: Query,
  today: string,
  lang: Lang,
  deps: AnswerDeps,
): Promise<Found | null> {
  const identity = await findIdentity(query, today, deps, lang)
  if (identity === null) return null
  const citations = new Citations(deps.lexicon, lang)
  const statements = identity.namings.map(one => quoteRole(one, citations, lang, deps.lexicon))
  return {
    verdict: statements.length > 0 ? 'answered' : 'not_found',
    statements: statements.length > 0 ? statements : [{ text: say(lang, 'notFound'), citations: [] }],
    citations: citations.list(),
    roles: identity.roles,
  }
}
