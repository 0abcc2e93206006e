// Question → candidates → scored sentences. Candidates come from two look-ups, the claims ledger and the term index;
// every candidate sentence is then scored by how much of what the question names it holds, and where.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { SearchHit } from '../model/answer.ts'
import type { Article, Report, Sentence } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'
import { tongueOf } from '../model/language.ts'
import type { Store, WeightedTerm } from '../store/store.ts'
import { cutTerms } from '../text/terms.ts'
import rules from './data/questions.json' with { type: 'json' }
import { actsFor, type FrameMatch, fitFrame } from './frames.ts'
import type { Query, Unit } from './query.ts'
import { holdsWanted } from './wanted.ts'

export interface SearchDeps {
  readonly store: Store
  readonly lexicon: Lexicon
}

/** How much of one unit of the question a sentence holds, and how near. */
export interface UnitMatch {
  readonly unit: Unit
  readonly weight: number
  /** 0..1; null when it cannot be told (words of another language). */
  readonly found: number | null
  readonly where: 'sentence' | 'claim' | 'paragraph' | 'report' | 'nowhere'
}

export interface ScoredSentence {
  readonly sentence: Sentence
  readonly quote: string
  readonly report: Report
  readonly article: Article
  readonly claims: readonly Claim[]
  readonly units: readonly UnitMatch[]
  /** Share of the question's weight that is found, 0..1. */
  readonly support: number
  readonly match: FrameMatch | null
  readonly opposite: FrameMatch | null
  /** Ranking score: support, fit of the claim, and how sure the reading is. */
  readonly score: number
}

const BASE_WEIGHT: Readonly<Record<Unit['kind'], number>> = {
  person: 3,
  name: 4,
  topic: 2.5,
  act: 1.6,
  word: 1.5,
  place: 1.5,
  body: 1.3,
  text: 1,
}
const MAX_REPORTS = 40
const MAX_CLAIMS = 400
/** Sentences looked at for what the question wants; the others keep their score. */
const MOST_CHECKED = 60
const WANTED_BONUS = 0.1
/** Words that ask for whatever somebody said or did about a thing. */
const REACTIONS: ReadonlySet<string> = new Set(rules.reactions)
/** Evidence in the asker's own language comes first when it says as much. */
const OWN_LANGUAGE_BONUS = 0.12

/** Scored sentences, best first. */
export async function searchSentences(query: Query, deps: SearchDeps, limit = 40): Promise<ScoredSentence[]> {
  const { store } = deps
  const terms = weightTerms(query)
  const window =
    query.window === null
      ? {}
      : { reportFrom: shiftDay(query.window.from, -40), reportTo: shiftDay(query.window.to, 400) }
  const hits = await store.searchReports({ terms, limit: MAX_REPORTS, ...window })
  const reports = new Map<string, number>(hits.map(hit => [hit.report, hit.score]))
  for (const report of await reportsByClaims(query, deps)) if (!reports.has(report)) reports.set(report, 0)
  const frequency = await store.documentFrequency([...new Set(query.units.flatMap(unit => unit.terms))])
  const weights = query.units.map(unit => weightOf(unit, frequency))
  const scored: ScoredSentence[] = []
  for (const id of [...reports.keys()].slice(0, MAX_REPORTS * 2)) {
    const report = await store.report(id)
    if (report === null || (query.window !== null && !mayFall(report.date, query.window))) continue
    const article = await store.article(report.article)
    if (article === null) continue
    scored.push(
      ...scoreReport(
        query,
        weights,
        report,
        article,
        await store.sentencesOf(id),
        await store.claimsOf(id),
        deps.lexicon,
      ),
    )
  }
  const top = scored.sort(byScore).slice(0, Math.max(limit, MOST_CHECKED))
  return preferWanted(top, query, deps.lexicon).slice(0, limit)
}

function byScore(a: ScoredSentence, b: ScoredSentence): number {
  return b.score - a.score || (a.sentence.id < b.sentence.id ? -1 : 1)
}

/** Moves sentences that can hold what is asked for before those that cannot. */
function preferWanted(scored: readonly ScoredSentence[], query: Query, lexicon: Lexicon): ScoredSentence[] {
  return scored
    .map(hit => {
      const holds = holdsWanted(query, hit.quote, hit.sentence.lang, lexicon)
      return holds === null ? hit : { ...hit, score: hit.score + (holds ? WANTED_BONUS : -WANTED_BONUS) }
    })
    .sort(byScore)
}

/** A report may tell of the window when it is dated within it or in the half year after; an undated one may. */
function mayFall(date: DateRef, window: { from: string; to: string }): boolean {
  if (date.start === null) return true
  return (date.end ?? date.start) >= window.from && date.start <= shiftDay(window.to, 180)
}

/** Every index term of the question: concepts count more than loose words, and a word's several terms share its weight. */
function weightTerms(query: Query): WeightedTerm[] {
  const weights = new Map<string, number>()
  for (const unit of query.units) {
    const share = BASE_WEIGHT[unit.kind] / Math.sqrt(unit.terms.length)
    for (const term of unit.terms) weights.set(term, Math.max(weights.get(term) ?? 0, share))
  }
  for (const term of cutTerms(query.text, query.lang)) if (!weights.has(term)) weights.set(term, 0.4)
  return [...weights].map(([term, weight]) => ({ term, weight }))
}

async function reportsByClaims(query: Query, { store }: SearchDeps): Promise<string[]> {
  const found: string[] = []
  for (const frame of query.frames) {
    const entities = [...frame.actors, ...frame.recipients]
    const page = await store.claimsWhere({
      acts: actsFor(frame),
      ...(entities.length > 0 ? { entities } : {}),
      limit: entities.length > 0 ? MAX_CLAIMS : 100,
    })
    const counts = new Map<string, number>()
    for (const claim of page.items) counts.set(claim.report, (counts.get(claim.report) ?? 0) + 1)
    found.push(
      ...[...counts]
        .sort((a, b) => b[1] - a[1])
        .slice(0, MAX_REPORTS)
        .map(([report]) => report),
    )
  }
  return found
}

function weightOf(unit: Unit, frequency: { reports: number; of: ReadonlyMap<string, number> }): number {
  const total = Math.max(1, frequency.reports)
  const rarity = (term: string): number =>
    Math.log(1 + total / ((frequency.of.get(term) ?? 0) + 1)) / Math.log(1 + total)
  const mean = unit.terms.reduce((sum, term) => sum + rarity(term), 0) / unit.terms.length
  return BASE_WEIGHT[unit.kind] * (0.15 + 0.85 * mean ** 1.5)
}

interface Scope {
  readonly ids: ReadonlySet<string>
  readonly terms: ReadonlySet<string>
}

/** All sentences of one report, scored against the question. */
function scoreReport(
  query: Query,
  weights: readonly number[],
  report: Report,
  article: Article,
  sentences: readonly Sentence[],
  claims: readonly Claim[],
  lexicon: Lexicon,
): ScoredSentence[] {
  const byText = tongueOf(query.lang) === tongueOf(report.lang)
  const wantsTerms = byText && query.units.some(unit => unit.kind === 'text' || unit.kind === 'name')
  const scopes = sentences.map(sentence =>
    scopeOf(article.text.slice(sentence.start, sentence.end), sentence, lexicon, wantsTerms),
  )
  const whole = new Set(scopes.flatMap(scope => [...scope.ids]))
  // What the title or the first sentence names, the whole report is about.
  const subject = new Set(scopes[0]?.ids)
  for (const mention of lexicon.match(report.title ?? '', tongueOf(report.lang))) subject.add(mention.id)
  const claimsOf = Map.groupBy(claims, claim => claim.sentence)
  return sentences.map((sentence, at) => {
    const own = claimsOf.get(sentence.id) ?? []
    const near = nearScope(sentences, scopes, at)
    const units = query.units.map((unit, i) => ({
      unit,
      weight: weights[i]!,
      ...findUnit(unit, { own: scopes[at]!, near, subject, whole, claims: own, byText }, lexicon),
    }))
    const support = weighUnits(units)
    const matches = query.frames.flatMap(frame => own.flatMap(claim => fitFrame(frame, claim, lexicon) ?? []))
    const best = (list: readonly FrameMatch[]): FrameMatch | null =>
      [...list].sort((a, b) => b.score - a.score)[0] ?? null
    const match = best(matches.filter(one => one.fit !== 'opposite'))
    const opposite = best(matches.filter(one => one.fit === 'opposite'))
    return {
      sentence,
      quote: article.text.slice(sentence.start, sentence.end),
      report,
      article,
      claims: own,
      units,
      support,
      match,
      opposite,
      score:
        support +
        frameBonus(match) +
        0.02 * (match?.claim.confidence.overall ?? 0) +
        (byText ? OWN_LANGUAGE_BONUS : 0),
    }
  })
}

/** A claim that fits counts for more the more of its people the question names; the act alone is in the support. */
function frameBonus(match: FrameMatch | null): number {
  if (match === null) return 0
  const named = match.frame.actors.length + match.frame.recipients.length
  return (named === 0 ? 0.12 : match.frame.actors.length > 0 ? 0.35 : 0.25) * match.score
}

/** What words of another language are worth: they may or may not stand behind the foreign ones. */
const UNTOLD = 0.3

/** Share of the units' weight that is found, 0..1. */
export function weighUnits(units: readonly UnitMatch[]): number {
  const total = units.reduce((sum, one) => sum + one.weight, 0)
  return total === 0 ? 0 : units.reduce((sum, one) => sum + one.weight * (one.found ?? UNTOLD), 0) / total
}

function scopeOf(text: string, sentence: Sentence, lexicon: Lexicon, wantsTerms: boolean): Scope {
  const mentions: Mention[] = lexicon.match(text, tongueOf(sentence.lang))
  return {
    ids: new Set(mentions.flatMap(m => [m.id, ...m.others, ...parentsOf(m, lexicon)])),
    terms: wantsTerms ? new Set(cutTerms(text, sentence.lang)) : new Set(),
  }
}

/** A sentence on the 2015 agreement is one on the comfort women. */
function parentsOf(mention: Mention, lexicon: Lexicon): string[] {
  const parent = mention.kind === 'topic' ? lexicon.topic(mention.id)?.parent : undefined
  return parent === undefined ? [] : [parent]
}

/** The paragraph of a sentence and the two sentences before it. */
function nearScope(sentences: readonly Sentence[], scopes: readonly Scope[], at: number): Scope {
  const ids = new Set<string>()
  const terms = new Set<string>()
  for (const [i, scope] of scopes.entries()) {
    if (sentences[i]!.block !== sentences[at]!.block && (i < at - 2 || i > at)) continue
    for (const id of scope.ids) ids.add(id)
    for (const term of scope.terms) terms.add(term)
  }
  return { ids, terms }
}

interface Around {
  readonly own: Scope
  readonly near: Scope
  readonly subject: ReadonlySet<string>
  readonly whole: ReadonlySet<string>
  readonly claims: readonly Claim[]
  readonly byText: boolean
}

function findUnit(
  unit: Unit,
  around: Around,
  lexicon: Lexicon,
): { found: number | null; where: UnitMatch['where'] } {
  const { own, near, subject, whole, claims, byText } = around
  if (unit.kind === 'text' || unit.kind === 'name') {
    if (!byText) return { found: unit.kind === 'name' ? 0 : null, where: 'nowhere' }
    const share = (terms: ReadonlySet<string>): number =>
      unit.terms.filter(term => terms.has(term)).length / unit.terms.length
    const here = share(own.terms)
    const beside = share(near.terms) * 0.6
    return here >= beside ? { found: here, where: 'sentence' } : { found: beside, where: 'paragraph' }
  }
  if (own.ids.has(unit.id)) return { found: 1, where: 'sentence' }
  const parent = unit.kind === 'topic' ? lexicon.topic(unit.id)?.parent : undefined
  if (parent !== undefined && own.ids.has(parent)) return { found: 0.75, where: 'sentence' }
  const inClaim = claimHolds(unit, claims, lexicon)
  if (inClaim > 0.65) return { found: inClaim, where: 'claim' }
  const isDeed = unit.kind === 'act'
  if (near.ids.has(unit.id)) return { found: isDeed ? Math.max(0.4, inClaim) : 0.65, where: 'paragraph' }
  if (inClaim > 0) return { found: inClaim, where: 'claim' }
  if (REACTIONS.has(unit.id) && claims.some(claim => claim.actors.length > 0))
    return { found: 0.7, where: 'claim' }
  if (subject.has(unit.id)) return { found: isDeed ? 0.2 : 0.6, where: 'report' }
  if (whole.has(unit.id)) return { found: isDeed ? 0.1 : unit.kind === 'place' ? 0.5 : 0.35, where: 'report' }
  return { found: 0, where: 'nowhere' }
}

function claimHolds(unit: Unit, claims: readonly Claim[], lexicon: Lexicon): number {
  let best = 0
  for (const claim of claims) {
    const people = [...claim.actors, ...claim.recipients]
    if (unit.kind === 'topic' && claim.topics.includes(unit.id.slice(4))) best = Math.max(best, 0.8)
    if (unit.kind === 'act' && claim.act === unit.id.slice(4)) best = 1
    if (unit.kind === 'act' && lexicon.act(unit.id)?.plover === claim.plover) best = Math.max(best, 0.6)
    if (people.some(one => one.id === unit.id) || claim.attribution.some(link => link.entity === unit.id))
      best = 1
    if (
      unit.kind === 'body' &&
      people.some(one => one.side !== undefined && one.side === lexicon.sideOf(unit.id))
    )
      best = Math.max(best, 0.7)
  }
  return best
}

function shiftDay(day: string, by: number): string {
  return Temporal.PlainDate.from(day).add({ days: by }).toString()
}

/** The same search as a list for a person: what each score came from. */
export function explainHits(hits: readonly ScoredSentence[]): SearchHit[] {
  return hits.map(hit => ({
    sentence: hit.sentence.id,
    quote: hit.quote,
    report: hit.report.id,
    article: hit.article.id,
    score: Math.round(hit.score * 1000) / 1000,
    why: [
      ...hit.units
        .filter(one => (one.found ?? 0) > 0)
        .map(one => `${one.unit.id} ${one.where}${one.found! < 1 ? ` ×${one.found!.toFixed(2)}` : ''}`),
      ...(hit.match === null
        ? []
        : [`claim ${hit.match.claim.act} ${hit.match.fit} ×${hit.match.score.toFixed(2)}`]),
      ...(hit.opposite === null
        ? []
        : [`claim ${hit.opposite.claim.act} opposite ×${hit.opposite.score.toFixed(2)}`]),
    ],
  }))
}
