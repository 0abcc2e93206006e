// What a window of days holds: its reports, and their claims with the sentences they stand in.
import type { Article, Report, Sentence } from '../src/model/article.ts'
import type { Claim } from '../src/model/claim.ts'
import type { DigestWindow } from '../src/model/digest.ts'
import type { Store } from '../src/store/store.ts'

/** A claim with all that is needed to cite it. */
export interface Told {
  readonly claim: Claim
  readonly sentence: Sentence
  readonly report: Report
  readonly article: Article
}

export interface Gathered {
  readonly window: DigestWindow
  readonly reports: readonly Report[]
  readonly articles: ReadonlyMap<string, Article>
  readonly told: readonly Told[]
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
  for (const report of reports) {
    const article = articles.get(report.article) ?? (await store.article(report.article))
    if (article === null) continue
    articles.set(article.id, article)
    const sentences = new Map((await store.sentencesOf(report.id)).map(one => [one.id, one]))
    for (const claim of await store.claimsOf(report.id)) {
      const sentence = sentences.get(claim.sentence)
      if (sentence !== undefined) told.push({ claim, sentence, report, article })
    }
  }
  return { window, reports, articles, told }
}
