// What is newest: the last reports, of everything or of a subject, each with the weightiest thing it says.
import type { Sentence } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { Lang } from '../model/language.ts'
import type { Latest, ReportLine } from '../model/overview.ts'
import type { StoredReport } from '../store/store.ts'
import type { AnswerDeps } from './answer.ts'
import { Citations } from './cite.ts'
import limits from './data/limits.json' with { type: 'json' }
import { nameEntity } from './names.ts'
import { findAbout, isWithin, nearNames, readSubject, type Subject } from './subject.ts'
import { describe, groupTellings, isCitable } from './tellings.ts'

/** Tells the newest reports, newest first; null asks for everything. */
export async function tellLatest(
  asked: string | null,
  deps: AnswerDeps,
  options: { lang: Lang },
): Promise<Latest> {
  const { lang } = options
  const subject = asked === null ? null : readSubject(asked, deps, options)
  const found = subject === null ? await newestReports(deps) : await reportsAbout(subject, deps)
  const citations = new Citations(deps.lexicon, lang)
  const lines: ReportLine[] = []
  const told = new Set<string>()
  for (const one of found) {
    if (lines.length === limits.linesOfLatest) break
    const line = writeReport(one, citations, lang, deps)
    // A relay of what is told already adds nothing new.
    if (line === null || told.has(`${line.text}|${line.date.start}`)) continue
    told.add(`${line.text}|${line.date.start}`)
    lines.push(line)
  }
  return {
    lang,
    asked,
    lines,
    citations: citations.list(),
    near: lines.length === 0 && asked !== null ? nearNames(asked, lang, deps.lexicon) : [],
  }
}

interface Found {
  readonly read: StoredReport
  /** Those of its claims that may be told. */
  readonly claims: readonly Claim[]
  /** The sentence to cite where none of these may be told; the first where there is none. */
  readonly sentence: Sentence | null
}

async function newestReports({ store }: AnswerDeps): Promise<Found[]> {
  const ids: string[] = []
  for (const { day } of await store.recentDays(limits.linesOfLatest * 2)) {
    const page = await store.reportsBetween({ by: 'date', from: day, to: day })
    ids.push(...page.items.filter(report => report.date.start === day).map(report => report.id))
    if (ids.length >= limits.linesOfLatest * 2) break
  }
  return inOrder(ids, await store.readingsOf(ids), read => read.claims)
}

async function reportsAbout(subject: Subject, deps: AnswerDeps): Promise<Found[]> {
  const { claims, hits } = await findAbout(subject, deps)
  const days = new Map<string, string>()
  for (const claim of claims) days.set(claim.report, claim.timeReported.start ?? '')
  for (const { report } of hits)
    if (isWithin(report.date, subject.window)) days.set(report.id, report.date.start ?? '')
  const ids = [...days.keys()]
    .sort((a, b) => compare(days.get(b)!, days.get(a)!) || compare(a, b))
    .slice(0, limits.linesOfLatest * 3)
  const byReport = Map.groupBy(claims, claim => claim.report)
  const first = new Map([...hits].reverse().map(hit => [hit.report.id, hit.sentence]))
  const reads = await deps.store.readingsOf(ids)
  return inOrder(ids, reads, read => byReport.get(read.report.id) ?? []).map(found => ({
    ...found,
    sentence: first.get(found.read.report.id) ?? null,
  }))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function inOrder(
  ids: readonly string[],
  reads: readonly StoredReport[],
  claimsOf: (read: StoredReport) => readonly Claim[],
): Found[] {
  const byId = new Map(reads.map(read => [read.report.id, read]))
  return ids.flatMap(id => {
    const read = byId.get(id)
    return read === undefined ? [] : [{ read, claims: claimsOf(read), sentence: null }]
  })
}

/** Outlet, title and the weightiest claim; the first sentence where nothing was read into a claim. */
function writeReport(
  { read, claims, sentence: usual }: Found,
  citations: Citations,
  lang: Lang,
  { lexicon }: AnswerDeps,
): ReportLine | null {
  const sentenceOf = (claim: Claim): Sentence | undefined =>
    read.sentences.find(one => one.id === claim.sentence)
  const told = claims.filter(claim => {
    const sentence = sentenceOf(claim)
    return sentence !== undefined && isCitable(sentence, read)
  })
  const best = groupTellings(told, lexicon)[0]?.claims[0]
  const sentence =
    (best && sentenceOf(best)) ??
    [...(usual ? [usual] : []), ...read.sentences].find(one => isCitable(one, read))
  if (sentence === undefined) return null
  const n = citations.add({ sentence, report: read.report, article: read.article, claim: best ?? null })
  const link = read.report.chain.find(one => one.role === 'outlet') ?? read.report.chain[0]
  return {
    date: read.report.date,
    outlet:
      link === undefined
        ? ''
        : link.entity === null
          ? link.name
          : nameEntity(link.entity, lang, lexicon, link.name),
    title: read.report.title,
    text: best === undefined ? '' : describe(best, lang, lexicon),
    citations: [n],
  }
}
