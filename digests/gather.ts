// What a window of days holds: its reports, and their claims with the sentences they stand in.
import type { Article, Report, Sentence } from '../src/model/article.ts'
import type { Claim } from '../src/model/claim.ts'
import type { DigestWindow } from '../src/model/digest.ts'
import type { Store } from '../src/store/store.ts'
import { fold } from '../src/text/fold.ts'
import rules from './corrections.json' with { type: 'json' }

/** A claim with all that is needed to cite it. */
export interface Told {
  readonly claim: Claim
  readonly sentence: Sentence
  readonly report: Report
  readonly article: Article
}

/** A report that corrects an earlier one, with the sentence that says so. */
export interface Correction {
  readonly sentence: Sentence
  readonly report: Report
  readonly article: Article
}

export interface Gathered {
  readonly window: DigestWindow
  readonly reports: readonly Report[]
  readonly articles: ReadonlyMap<string, Article>
  /** Claims of all other reports: what a correction says of an article is no event. */
  readonly told: readonly Told[]
  readonly corrections: readonly Correction[]
}

/** All reports dated within the window, both days inclusive, and their claims. */
export async function gatherWindow(window: DigestWindow, store: Store): Promise<Gathered> {
  const reports: Report[] = []
  for (let after: string | undefined; ; ) {
    const page = await store.reportsBetween({
      by: 'date',
      from: window.from,
      to: window.to,
      limit: 1000,
      ...(after ? { after } : {}),
    })
    reports.push(...page.items)
    if (page.next === null) break
    after = page.next
  }
  const articles = new Map<string, Article>()
  const told: Told[] = []
  const corrections: Correction[] = []
  for (const report of reports) {
    const article = articles.get(report.article) ?? (await store.article(report.article))
    if (article === null) continue
    articles.set(article.id, article)
    const inOrder = await store.sentencesOf(report.id)
    const first = inOrder[0]
    if (first !== undefined && isCorrection(report, article.text.slice(first.start, first.end))) {
      corrections.push({ sentence: first, report, article })
      continue
    }
    const sentences = new Map(inOrder.map(one => [one.id, one]))
    for (const claim of await store.claimsOf(report.id)) {
      const sentence = sentences.get(claim.sentence)
      if (sentence !== undefined) told.push({ claim, sentence, report, article })
    }
  }
  return { window, reports, articles, told, corrections }
}

const CORRECTION = new RegExp(rules.patterns.join('|'), 'u')

function isCorrection(report: Report, firstSentence: string): boolean {
  return [report.title ?? '', firstSentence].some(text => CORRECTION.test(fold(text).trim()))
}
