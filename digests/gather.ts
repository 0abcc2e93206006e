// What a window holds: its reports, and their claims with the sentences they stand in.

import { isEvidence } from '../src/answer/verify-form.ts'
import type { Article, Report, Sentence } from '../src/model/article.ts'
import type { Claim } from '../src/model/claim.ts'
import type { SeenWindow } from '../src/model/delivery.ts'
import type { DigestWindow } from '../src/model/digest.ts'
import type { Store } from '../src/store/store.ts'
import { fold } from '../src/text/fold.ts'
import rules from './corrections.json' with { type: 'json' }
import { lengthOf } from './facts.ts'

/** A claim with all that is needed to cite it. */
export interface Told {
  readonly claim: Claim
  readonly sentence: Sentence
  readonly report: Report
  readonly article: Article
  /** 0 for the first sentence of its report: what is told first weighs most. */
  readonly place: number
}

/** A report that corrects an earlier one, with the sentence that says so. */
export interface Correction {
  readonly sentence: Sentence
  readonly report: Report
  readonly article: Article
  /** What the corrected article claims, for finding what was wrong. */
  readonly claims: readonly Claim[]
}

export interface Gathered {
  readonly window: DigestWindow
  readonly reports: readonly Report[]
  readonly articles: ReadonlyMap<string, Article>
  /** Claims of all other reports: what a correction says of an article is no event. */
  readonly told: readonly Told[]
  readonly corrections: readonly Correction[]
  /** Reports that may be of the window, but whose date is not known well enough to say so. */
  readonly undated: number
}

export interface GatherOptions {
  /** Days of the reports. */
  readonly window: DigestWindow
  /** When their articles were first seen; without it, whenever. */
  readonly seen?: SeenWindow
  /** Lexicon ids that the claims must be about; none for everything. */
  readonly topics?: readonly string[]
}

/** Of a report first seen now: as old as this it may be and still be news. */
const OLDEST_NEWS_DAYS = 3
const PAGE = 1000

/** All reports of the window, both days inclusive, and their claims. */
export async function gatherWindow(options: GatherOptions, store: Store): Promise<Gathered> {
  const { window, topics = [] } = options
  const { dated, undated } = await findReports(options, store)
  const reports: Report[] = []
  const articles = new Map<string, Article>()
  const told: Told[] = []
  const corrections: Correction[] = []
  for (let at = 0; at < dated.length; at += PAGE) {
    const ids = dated.slice(at, at + PAGE).map(report => report.id)
    for (const { article, report, sentences, claims } of await store.readingsOf(ids)) {
      const about = topics.length === 0 ? claims : claims.filter(claim => isAbout(claim, topics))
      if (topics.length > 0 && about.length === 0) continue
      reports.push(report)
      articles.set(article.id, article)
      const first = sentences[0]
      if (first !== undefined && isCorrection(report, article.text.slice(first.start, first.end))) {
        corrections.push({ sentence: first, report, article, claims })
        continue
      }
      const byId = new Map(sentences.map((one, place) => [one.id, { one, place }]))
      for (const claim of about) {
        const found = byId.get(claim.sentence)
        if (found === undefined) continue
        const { one: sentence, place } = found
        // A question, an order or a word to the reader tells nothing, whoever put it into an article.
        if (isEvidence(article.text.slice(sentence.start, sentence.end), report.lang))
          told.push({ claim, sentence, report, article, place })
      }
    }
  }
  return { window, reports, articles, told, corrections, undated }
}

async function findReports(
  { window, seen }: GatherOptions,
  store: Store,
): Promise<{ dated: Report[]; undated: number }> {
  const dated: Report[] = []
  let undated = 0
  const oldest = Temporal.PlainDate.from(window.from).subtract({ days: OLDEST_NEWS_DAYS }).toString()
  const news = seen === undefined ? window : { from: oldest, to: window.to }
  for (let after: string | undefined; ; ) {
    const page = await store.reportsBetween({
      ...(seen === undefined
        ? { by: 'date', from: window.from, to: window.to }
        : { by: 'seen', from: seen.from, to: seen.to }),
      limit: PAGE,
      ...(after ? { after } : {}),
    })
    for (const report of page.items) {
      const place = placeOf(report, news)
      if (place === 'inside') dated.push(report)
      else if (place === 'unsure') undated++
    }
    if (page.next === null) return { dated, undated }
    after = page.next
  }
}

/**
 * A report dated to a month is not of each of its days: it is of the window when at least half of the days it may be
 * of are.
 */
function placeOf({ date }: Report, { from, to }: DigestWindow): 'inside' | 'outside' | 'unsure' {
  if (date.start === null && date.end === null) return 'unsure'
  const [start, end] = [date.start ?? '0000-01-01', date.end ?? '9999-12-31']
  if (start > to || end < from) return 'outside'
  const within = lengthOf({ start: start > from ? start : from, end: end < to ? end : to })
  return within * 2 >= lengthOf(date) ? 'inside' : 'unsure'
}

/** A claim is about a topic, or about somebody in any role; a state also where one of its own acts or is acted upon. */
function isAbout(claim: Claim, topics: readonly string[]): boolean {
  const refs = [...claim.actors, ...claim.recipients, ...(claim.thirdParties ?? [])]
  const names = new Set([
    ...claim.topics.map(topic => (topic.startsWith('TOP.') ? topic : `TOP.${topic}`)),
    ...refs.map(ref => ref.id),
    ...refs.flatMap(ref => (ref.side === undefined ? [] : [`GOV.${ref.side.toLowerCase()}`])),
  ])
  return topics.some(topic => names.has(topic))
}

const CORRECTION = new RegExp(rules.patterns.join('|'), 'u')

function isCorrection(report: Report, firstSentence: string): boolean {
  return [report.title ?? '', firstSentence].some(text => CORRECTION.test(fold(text).trim()))
}
