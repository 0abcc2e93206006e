// Which of the things told before turn out to have been wrong: a correction in the press, or a page that now says
// otherwise.
import type { Store } from '../src/store/store.ts'
import { factsOf, isSameMatter, relationTo } from './facts.ts'
import type { Correction, Gathered } from './gather.ts'
import type { Remembered, ToldBefore } from './novelty.ts'

export interface Corrected {
  readonly correction: Correction
  /** What was told of it here; null when it was not. */
  readonly of: ToldBefore | null
}

/** Told longer ago than this it is not looked after any more. */
const WATCHED_DAYS = 14

/** Corrections of the window, those of what was told here first. */
export async function findCorrected(
  gathered: Gathered,
  told: readonly ToldBefore[],
  store: Store,
): Promise<readonly Corrected[]> {
  const published = gathered.corrections.map(correction => ({
    correction,
    of: correctedBy(correction, told),
  }))
  const rewritten = await findRewritten(gathered, told, store)
  return [...published, ...rewritten].sort((a, b) => Number(a.of === null) - Number(b.of === null))
}

/** What the correcting outlet had told and the correction is about. */
function correctedBy(correction: Correction, told: readonly ToldBefore[]): ToldBefore | null {
  const { report, claims } = correction
  const outlet = report.chain.find(link => link.role === 'outlet') ?? report.chain[0]
  if (outlet === undefined) return null
  const names = [outlet.entity, outlet.name]
  const facts = claims.filter(claim => claim.actors.length > 0).map(claim => factsOf(claim, report))
  return (
    told.find(
      one =>
        one.origins.some(origin => names.includes(origin)) &&
        facts.some(fact => isSameMatter(fact, one.facts) && sharesTopic(fact.topics, one)),
    ) ?? null
  )
}

function sharesTopic(topics: readonly string[], { facts }: Remembered): boolean {
  return (
    topics.length === 0 || facts.topics.length === 0 || topics.some(topic => facts.topics.includes(topic))
  )
}

/** Pages that were told of, have changed since, and do not say it any more. */
async function findRewritten(
  { window }: Gathered,
  told: readonly ToldBefore[],
  store: Store,
): Promise<Corrected[]> {
  const since = Temporal.PlainDate.from(window.to).subtract({ days: WATCHED_DAYS }).toString()
  const found: Corrected[] = []
  for (const of of told.filter(one => one.day >= since)) {
    // As long as one of its pages still stands, it is not withdrawn.
    const articles = await Promise.all(of.articles.map(id => store.article(id)))
    const [old] = articles
    if (old === null || old === undefined || articles.some(article => article?.current)) continue
    const article = await store.articleByIdentity(old.identity)
    if (article === null) continue
    const claims = await store.claimsOf(article.id)
    const report = (await store.reportsOf(article.id))[0]
    const sentence = (await store.sentencesOf(article.id))[0]
    if (report === undefined || sentence === undefined) continue
    const still = claims.some(claim => relationTo(factsOf(claim, report), of.facts) === 'repetition')
    if (!still) found.push({ correction: { sentence, report, article, claims }, of })
  }
  return found
}
