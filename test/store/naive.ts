// What the store must answer, worked out the slow and obvious way over plain arrays.
import type { Report } from '../../src/model/article.ts'
import type { Claim } from '../../src/model/claim.ts'
import type { DateRef } from '../../src/model/date.ts'
import type { ArticleRead, ClaimQuery } from '../../src/store/store.ts'

/** The readings that are current after storing them in this order. */
export function currentOf(reads: readonly ArticleRead[]): ArticleRead[] {
  const owners = new Map<string, string>()
  const seen = new Map<string, string>()
  const current = new Map<string, ArticleRead>()
  for (const read of reads) {
    const { contentHash, item } = read
    const owner = owners.get(contentHash) ?? item.identity
    owners.set(contentHash, owner)
    const firstSeen = seen.get(contentHash) ?? read.firstSeen
    seen.set(contentHash, firstSeen)
    const same = current.get(owner)?.contentHash === contentHash
    if (owner === item.identity && !same) current.set(owner, { ...read, firstSeen })
  }
  return [...current.values()]
}

/** Whether a date overlaps a window; unknown dates overlap none. */
export function overlaps(date: DateRef | null, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true
  if (!date || (date.start === null && date.end === null)) return false
  return (date.start ?? '0000') <= (to ?? '9999') && (date.end ?? '9999') >= (from ?? '0000')
}

/** What reports are put in order by: their first day; nothing for those dated over more than a year, or not at all. */
export function orderOf({ start, end }: DateRef): string {
  if (start === null || end === null) return ''
  return Number(end.replaceAll('-', '')) - Number(start.replaceAll('-', '')) > 10_000 ? '' : start
}

export function claimMeets(claim: Claim, query: ClaimQuery): boolean {
  const any = (asked: readonly string[] | undefined, there: readonly string[]) =>
    !asked?.length || asked.some(value => there.includes(value))
  const ids = (refs: readonly { id: string }[]) => refs.map(ref => ref.id)
  const speakers = [
    ...claim.attribution.filter(link => link.role === 'speaker').map(link => link.entity),
    ...(claim.assertedBy ?? []),
  ]
  const actors = ids(claim.actors)
  const recipients = ids(claim.recipients)
  return (
    any(query.actors, actors) &&
    any(query.recipients, recipients) &&
    any(query.speakers, speakers) &&
    any(query.entities, [...actors, ...recipients, ...ids(claim.thirdParties ?? []), ...speakers]) &&
    any(query.acts, [claim.act]) &&
    any(query.topics, claim.topics) &&
    any(query.reports, [claim.report]) &&
    (query.polarity === undefined || query.polarity === claim.polarity) &&
    overlaps(claim.timeEvent, query.eventFrom, query.eventTo) &&
    overlaps(claim.timeReported, query.reportFrom, query.reportTo)
  )
}

/** BM25 of every report that has one of the terms, with true lengths and the counts 1, 2, 3 and 5 of the index. */
export function scoreReports(
  reads: readonly ArticleRead[],
  terms: readonly { term: string; weight: number }[],
): Map<string, { score: number; matched: string[] }> {
  const step = (count: number) => (count >= 5 ? 5 : Math.min(count, 3))
  const reports: { report: Report; counts: Map<string, number>; length: number }[] = []
  for (const read of reads)
    read.reports.forEach((report, i) => {
      const counts = new Map<string, number>()
      for (const term of read.terms[i]!) counts.set(term, (counts.get(term) ?? 0) + 1)
      const steps = [...counts].map(([term, count]) => [term, step(count)] as const)
      reports.push({
        report,
        counts: new Map(steps),
        length: steps.reduce((sum, [, count]) => sum + count, 0),
      })
    })
  const average = Math.max(1, reports.reduce((sum, { length }) => sum + length, 0) / reports.length)
  const scored = new Map<string, { score: number; matched: string[] }>()
  for (const { term, weight } of terms) {
    const having = reports.filter(({ counts }) => counts.has(term))
    const rarity = Math.log(1 + (reports.length - having.length + 0.5) / (having.length + 0.5))
    for (const { report, counts, length } of having) {
      const count = counts.get(term)!
      const gain = (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / average))
      const sum = scored.get(report.id) ?? { score: 0, matched: [] }
      sum.score += weight * rarity * gain
      sum.matched.push(term)
      scored.set(report.id, sum)
    }
  }
  return scored
}
