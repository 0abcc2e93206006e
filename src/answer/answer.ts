// Question → Answer. Reads as what happens: read the question, see whether it asks who somebody is, search, decide,
// quote, and let a model write where there is one.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { LanguageModel } from '../llm/model.ts'
import type { Answer, Statement } from '../model/answer.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import type { ReportLine } from '../model/overview.ts'
import { patternsOf } from '../search/asked.ts'
import rules from '../search/data/questions.json' with { type: 'json' }
import { readInConversation } from '../search/follow.ts'
import type { Query } from '../search/query.ts'
import { searchSentences } from '../search/search.ts'
import type { Store } from '../store/store.ts'
import { fold } from '../text/fold.ts'
import { Citations } from './cite.ts'
import { decide } from './decide.ts'
import { findIdentity } from './identity.ts'
import { tellLatest } from './latest.ts'
import { nameDate } from './names.ts'
import { quoteNearest, quoteRole, quoteStatement } from './quote.ts'
import { isEvidence } from './verify-form.ts'
import { say } from './words.ts'
import { type Considered, requestFor, type WriteOptions, writeAnswer } from './write.ts'

/** Sentences that are weighed for an answer; the items of a list may stand far down. */
const MOST_WEIGHED = 80

export interface AnswerDeps {
  readonly store: Store
  readonly lexicon: Lexicon
  /** Instant now, ISO 8601; for "last month" and for `ms`. */
  readonly clock: () => Temporal.Instant
  /** Writes the answer where there is one; without, and whenever it fails, the answer quotes. */
  readonly model?: LanguageModel
}

export interface AnswerOptions extends WriteOptions {
  /** Language to answer in; the question's own by default. */
  readonly lang?: Lang | undefined
}

/** Answers from the stored articles or says that they do not hold it. */
export async function answerQuestion(
  question: string,
  deps: AnswerDeps,
  options: AnswerOptions = {},
): Promise<Answer> {
  const begun = performance.now()
  const asked = readAsked(question, deps, options)
  const answer =
    (await answerIdentity(asked, deps)) ??
    (await answerNews(asked, deps)) ??
    (await answerFromArticles(asked, deps, options))
  return { ...answer, ms: Math.round((performance.now() - begun) * 10) / 10 }
}

interface Asked {
  readonly question: string
  readonly query: Query
  readonly lang: Lang
  readonly today: string
}

function readAsked(question: string, { clock, lexicon }: AnswerDeps, options: AnswerOptions): Asked {
  const today = clock().toZonedDateTimeISO('UTC').toPlainDate().toString()
  const query = readInConversation(question, options.earlier ?? [], lexicon, { today })
  return { question, query, lang: options.lang ?? query.lang, today }
}

async function answerFromArticles(asked: Asked, deps: AnswerDeps, options: AnswerOptions): Promise<Answer> {
  return writeAnswer(await consider(asked, deps), options, deps)
}

/** What was found, and the answer that quoting gives: all that a model needs to write one. */
async function consider({ question, query, lang }: Asked, deps: AnswerDeps): Promise<Considered> {
  const found = await searchSentences(query, deps, MOST_WEIGHED)
  // A question, an order or a word to the reader tells nothing, whoever put it into an article.
  const hits = found.filter(hit => isEvidence(hit.quote, hit.report.lang))
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
  const quoted: Answer = {
    question,
    lang,
    verdict,
    statements,
    citations: citations.list(),
    by: 'quote',
    ms: 0,
  }
  return { query, lang, hits, chosen, citations, quoted }
}

/** Who somebody is: from the table of offices, and from sentences that name them so; null when something else is asked. */
async function answerIdentity(
  { question, query, lang, today }: Asked,
  deps: AnswerDeps,
): Promise<Answer | null> {
  const identity = await findIdentity(query, today, deps, lang)
  if (identity === null) return null
  const isKnown = identity.roles.some(one => one.terms.length > 0)
  // Of somebody who held no office the articles may tell all the same.
  if (identity.namings.length === 0 && !isKnown) return null
  const citations = new Citations(deps.lexicon, lang)
  const named = identity.namings.map(one => quoteRole(one, citations, lang, deps.lexicon))
  return {
    question,
    lang,
    verdict: named.length > 0 ? 'answered' : 'not_found',
    statements: named.length > 0 ? named : [{ text: say(lang, 'notFound'), citations: [] }],
    citations: citations.list(),
    by: 'quote',
    roles: identity.roles,
    ms: 0,
  }
}

/** "What's new?": the newest reports; null when something else is asked. */
async function answerNews({ question, query, lang }: Asked, deps: AnswerDeps): Promise<Answer | null> {
  if (!NEWS[tongueOf(query.lang)].test(fold(query.text).trim())) return null
  const { lines, citations } = await tellLatest(null, deps, { lang })
  if (lines.length === 0) return null
  const statements = lines.map(line => ({ text: sayReport(line, lang), citations: line.citations }))
  return { question, lang, verdict: 'answered', statements, citations, by: 'quote', ms: 0 }
}

const NEWS = patternsOf(rules.news)

function sayReport({ date, outlet, title, text }: ReportLine, lang: Lang): string {
  return [nameDate(date, lang), outlet, title, text].filter(part => part !== null && part !== '').join(' · ')
}

/** What a model would be sent for a question: its instructions and its input; null when it would not be asked. */
export async function showPrompt(
  question: string,
  deps: AnswerDeps & { readonly model: NonNullable<AnswerDeps['model']> },
  options: AnswerOptions = {},
): Promise<{ readonly instructions: string; readonly input: string } | null> {
  const asked = readAsked(question, deps, options)
  const made = requestFor(await consider(asked, deps), options, deps)
  return made === null ? null : { instructions: made.request.instructions, input: made.request.input }
}
