// What a subject, some days, an article or a given text come to: their own best sentences, cited, nothing reworded.
import type { Mention } from '../lexicon/lexicon.ts'
import type { Article, Report, Sentence } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import { parseId } from '../model/ids.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import type { Days, Summary, SummaryPart } from '../model/overview.ts'
import { scopesOf } from '../search/scopes.ts'
import { searchSentences } from '../search/search.ts'
import type { StoredReport } from '../store/store.ts'
import { fold } from '../text/fold.ts'
import type { AnswerDeps } from './answer.ts'
import { Citations } from './cite.ts'
import limits from './data/limits.json' with { type: 'json' }
import { type Candidate, selectSentences } from './select.ts'
import { isWithin, nearNames, readSubject } from './subject.ts'
import { describe, groupTellings, isTellable, weighClaim } from './tellings.ts'
import type { WriteOptions } from './write.ts'
import { writeSummary } from './write-summary.ts'

/** A text that is not stored, read on the spot: its sentences, and the claims in them by evidence offsets. */
export type ReadText = (text: string) => {
  readonly lang: Lang
  readonly sentences: readonly { readonly start: number; readonly end: number; readonly text: string }[]
  readonly claims: readonly Claim[]
}

export interface SummaryDeps extends AnswerDeps {
  readonly readText: ReadText
}

/** What is to be summarized: a text of the reader's own, or words that name an article, a subject or nothing but days. */
export interface SummaryAsk {
  readonly about: string
  readonly window?: Days | null
  /** `about` is a text to be read, whatever it looks like. */
  readonly isText?: boolean
}

/** Summarizes what is asked for. Empty parts: nothing stored tells of it (`near` may say what was meant). */
export async function tellSummary(
  ask: SummaryAsk,
  deps: SummaryDeps,
  options: SummaryOptions = {},
): Promise<Summary> {
  return writeSummary(await quoteSummary(ask, deps, options), deps, options)
}

export interface SummaryOptions extends WriteOptions {
  readonly lang?: Lang
}

async function quoteSummary(
  { about, window = null, isText = false }: SummaryAsk,
  deps: SummaryDeps,
  options: SummaryOptions,
): Promise<Summary> {
  if (isText || isPasted(about)) return summarizeText(about, deps, options)
  const article = await findArticle(about, deps)
  if (article !== null) return summarizeArticle(about, article, deps, options)
  if (isAddress(about)) return emptySummary('article', about, options.lang ?? 'en')
  return about.trim() === ''
    ? summarizeDays(window, deps, options)
    : summarizeTopic(about, window, deps, options)
}

/** A web address or the id of something stored: it names an article and nothing else. */
export function isAddress(about: string): boolean {
  return /^https?:\/\/\S+$/i.test(about.trim()) || parseId(about.trim().toLowerCase()) !== null
}

/** Several sentences are a text, not the name of a subject. */
function isPasted(about: string): boolean {
  const ends = about.match(/[。！？]|[.!?]["”]?(?=\s|$)/g)?.length ?? 0
  return about.length >= limits.shortestPasted && (ends >= 2 || /\n/.test(about.trim()))
}

function emptySummary(of: Summary['of'], asked: string, lang: Lang, near: readonly string[] = []): Summary {
  return { lang, of, asked, window: null, parts: [], sentences: 0, reports: 0, citations: [], near }
}

/** The article that the words name: by id or address, or by most of its title; part of a title may be a subject. */
async function findArticle(about: string, { store }: SummaryDeps): Promise<Article | null> {
  const name = about.trim()
  if (name === '') return null
  const [article] = await store.findArticles(name, 1)
  if (article === undefined) return null
  if (isAddress(name) || /\.(?:txt|html?|md|jsonl?)$/i.test(name)) return article
  const titles = [article.title, ...(await store.reportsOf(article.id)).map(report => report.title)]
  const isMost = (title: string | null): boolean =>
    fold(name).length >= fold(title ?? '').length * limits.shareOfTitle
  return titles.some(title => title !== null && fold(title).includes(fold(name)) && isMost(title))
    ? article
    : null
}

interface Stored extends Candidate {
  readonly sentence: Sentence
  readonly report: Report
  readonly article: Article
}

function candidatesOf(read: StoredReport, deps: AnswerDeps): Stored[] {
  const scopes = scopesOf(read, deps.lexicon, false)
  const byId = Map.groupBy(read.claims, claim => claim.sentence)
  return read.sentences.map((sentence, at) => ({
    sentence,
    report: read.report,
    article: read.article,
    quote: read.article.text.slice(sentence.start, sentence.end),
    lang: sentence.lang,
    claims: byId.get(sentence.id) ?? [],
    mentions: scopes.sentences[at]!.mentions,
    at,
    support: 1,
  }))
}

async function summarizeArticle(
  asked: string,
  article: Article,
  deps: SummaryDeps,
  options: { lang?: Lang },
): Promise<Summary> {
  const reports = await deps.store.reportsOf(article.id)
  const reads = await deps.store.readingsOf(reports.map(report => report.id))
  const lang = options.lang ?? reports[0]?.lang ?? 'en'
  const citations = new Citations(deps.lexicon, lang)
  const most = reads.length > 1 ? limits.linesOfPart : limits.linesOfSummary
  const parts = reads
    .toSorted((a, b) => a.report.ordinal - b.report.ordinal)
    .map((read): SummaryPart => {
      const chosen = selectSentences(candidatesOf(read, deps), most)
      return { title: read.report.title, statements: writeStored(chosen, citations, lang, deps) }
    })
  return {
    ...emptySummary('article', asked, lang),
    parts: parts.filter(part => part.statements.length > 0),
    sentences: reads.reduce((sum, read) => sum + read.sentences.length, 0),
    reports: reads.length,
    citations: citations.list(),
  }
}

async function summarizeTopic(
  asked: string,
  days: Days | null,
  deps: SummaryDeps,
  options: { lang?: Lang },
): Promise<Summary> {
  const subject = readSubject(asked, deps, { ...options, window: days })
  const lang = options.lang ?? subject.query.lang
  const { query } = subject
  if (query.units.length === 0 && subject.window !== null) return summarizeDays(subject.window, deps, options)
  const hits = query.units.length === 0 ? [] : await searchSentences(query, deps, limits.sentencesOfSubject)
  const about = hits.filter(
    hit =>
      isWithin(hit.report.date, subject.window) &&
      hit.units.every(one => (one.found ?? 0) >= limits.ofSummary) &&
      hit.units.some(one => one.where === 'sentence' || one.where === 'claim'),
  )
  const candidates = about.map(hit => ({
    ...hit,
    lang: hit.sentence.lang,
    mentions: hit.scope.mentions,
    at: hit.sentence.ordinal,
  }))
  return summaryOf('topic', subject.asked, subject.window, candidates, lang, deps)
}

async function summarizeDays(
  window: Days | null,
  deps: SummaryDeps,
  options: { lang?: Lang },
): Promise<Summary> {
  const lang = options.lang ?? 'en'
  if (window === null) return emptySummary('days', '', lang)
  const page = await deps.store.reportsBetween({ by: 'date', ...window, limit: 1000 })
  const claims = (await deps.store.claimsWhere({ reportFrom: window.from, reportTo: window.to, limit: 1000 }))
    .items
  // Of many reports those are read that tell the weightiest deeds.
  const weighty = groupTellings(claims, deps.lexicon).map(one => one.claims[0]!.report)
  const ids = new Set([...weighty, ...page.items.map(report => report.id)])
  const reads = await deps.store.readingsOf([...ids].slice(0, limits.reportsOfSummary))
  const candidates = reads.flatMap(read => candidatesOf(read, deps))
  const summary = summaryOf('days', '', window, candidates, lang, deps)
  return { ...summary, reports: page.items.length }
}

function summaryOf(
  of: Summary['of'],
  asked: string,
  window: Days | null,
  candidates: readonly Stored[],
  lang: Lang,
  deps: SummaryDeps,
): Summary {
  const citations = new Citations(deps.lexicon, lang)
  const statements = writeStored(selectSentences(candidates, limits.linesOfSummary), citations, lang, deps)
  return {
    ...emptySummary(of, asked, lang),
    window,
    parts: statements.length > 0 ? [{ title: null, statements }] : [],
    sentences: candidates.length,
    reports: new Set(candidates.map(one => one.report.id)).size,
    citations: citations.list(),
    near: statements.length === 0 ? nearNames(asked, lang, deps.lexicon) : [],
  }
}

/** By day, then by report, then as written: the order in which it makes sense. */
function writeStored(
  chosen: readonly Stored[],
  citations: Citations,
  lang: Lang,
  { lexicon }: AnswerDeps,
): SummaryPart['statements'] {
  const place = (one: Stored): string =>
    [one.report.date.start ?? '9', one.report.id, String(one.sentence.ordinal).padStart(6, '0')].join(' ')
  return chosen
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
    .map(one => {
      const best = bestClaim(one.claims)
      const n = citations.add({ ...one, claim: best })
      return {
        text: best === null ? '' : describe(best, lang, lexicon),
        quote: one.quote,
        lang: one.lang,
        citations: [n],
      }
    })
}

function bestClaim(claims: readonly Claim[]): Claim | null {
  return claims.filter(isTellable).toSorted((a, b) => weighClaim(b) - weighClaim(a))[0] ?? null
}

/** A text that is not stored: its best sentences as they stand, without citations, since there is nothing to cite. */
function summarizeText(text: string, { lexicon, readText }: SummaryDeps, options: { lang?: Lang }): Summary {
  const given = text.slice(0, limits.longestPasted)
  const read = readText(given)
  const lang = options.lang ?? read.lang
  const candidates = read.sentences.map((sentence, at) => ({
    quote: sentence.text,
    lang: read.lang,
    claims: read.claims.filter(
      ({ evidence }) => evidence.start < sentence.end && evidence.end > sentence.start,
    ),
    mentions: lexicon.match(sentence.text, tongueOf(read.lang)) as Mention[],
    at,
    support: 1,
  }))
  const statements = selectSentences(candidates, limits.linesOfSummary)
    .toSorted((a, b) => a.at - b.at)
    .map(one => {
      const best = bestClaim(one.claims)
      const told = best === null ? '' : describe(best, lang, lexicon)
      return { text: told, quote: one.quote.trim(), lang: one.lang, citations: [] }
    })
  return {
    ...emptySummary('text', '', lang),
    parts: statements.length > 0 ? [{ title: null, statements }] : [],
    sentences: candidates.length,
    reports: 0,
  }
}
