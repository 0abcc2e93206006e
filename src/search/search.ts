// Question → candidates → scored sentences. Candidates come from two look-ups, the claims ledger and the term index;
// every candidate sentence is then scored by how much of what the question names it holds, and where.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { SearchHit } from '../model/answer.ts'
import type { Store, WeightedTerm } from '../store/store.ts'
import { cutTerms } from '../text/terms.ts'
import rules from './data/questions.json' with { type: 'json' }
import { mayTell, shiftDay } from './days.ts'
import { actsFor } from './frames.ts'
import { rankPassages, withRarity } from './passages.ts'
import { LONGEST_READ, type Query, type Unit } from './query.ts'
import { type ScoredSentence, scoreReport } from './score.ts'
import { readWords } from './words.ts'

export interface SearchDeps {
  readonly store: Store
  readonly lexicon: Lexicon
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
/** What the question turns on counts for more than what it says besides. */
const MAIN_WEIGHT = 1.5
const FAINT: ReadonlySet<string> = new Set(rules.faint)
const FAINT_WEIGHT = 0.3
const MAX_REPORTS = 40
const MAX_CLAIMS = 400
/** Reports read for one question. */
const MOST_READ = 40
/** Of these, found by words; the rest are found by claims where there are enough. */
const MOST_BY_TERMS = 12
/** And by words and their translations. */
const MOST_BY_WORDS = 20

/** Scored sentences: those that answer best first, or those that fit the words of the question best (`rank`). */
export async function searchSentences(
  query: Query,
  deps: SearchDeps,
  limit = 40,
  by: 'score' | 'rank' = 'score',
): Promise<ScoredSentence[]> {
  const { store, lexicon } = deps
  const asked = readWords(query.text.slice(0, LONGEST_READ), query.lang, query.mentions)
  const byWords = await store.searchReports({ terms: [], words: asked, limit: MOST_READ })
  const byTerms = await reportsByTerms(query, store)
  const byClaims = await reportsByClaims(query, deps)
  const reports = new Set([
    ...byWords.slice(0, MOST_BY_WORDS).map(hit => hit.report),
    ...byTerms.slice(0, MOST_BY_TERMS),
    ...byClaims,
    ...byWords.map(hit => hit.report),
    ...byTerms,
  ])
  const frequency = await store.documentFrequency([...new Set(query.units.flatMap(unit => unit.terms))])
  const weights = query.units.map(unit => weightOf(unit, frequency) * emphasisOf(unit, query))
  const reads = (await store.readingsOf([...reports].slice(0, MOST_READ))).filter(
    read => query.window === null || mayTell(read.report.date, query.window),
  )
  const words = await withRarity(asked, store)
  const found = new Map(byWords.map(hit => [hit.report, hit]))
  return rankPassages(query, words, reads, found, lexicon)
    .flatMap(passage => scoreReport(query, weights, passage, lexicon))
    .sort((a, b) => b[by] - a[by] || (a.sentence.id < b.sentence.id ? -1 : 1))
    .slice(0, limit)
}

/** By words; with days asked for, those of the days first and then the undated and the rest. */
async function reportsByTerms(query: Query, store: Store): Promise<string[]> {
  const terms = weightTerms(query)
  const anyDay = await store.searchReports({ terms, limit: MAX_REPORTS })
  if (query.window === null) return anyDay.map(hit => hit.report)
  const ofDays = await store.searchReports({
    terms,
    limit: MAX_REPORTS,
    reportFrom: shiftDay(query.window.from, -40),
    reportTo: shiftDay(query.window.to, 400),
  })
  return [...ofDays.slice(0, MAX_REPORTS / 2), ...anyDay].map(hit => hit.report)
}

/** Every index term of the question: concepts count more than loose words, and a word's several terms share its weight. */
function weightTerms(query: Query): WeightedTerm[] {
  const weights = new Map<string, number>()
  for (const unit of query.units) {
    const share = BASE_WEIGHT[unit.kind] / Math.sqrt(unit.terms.length)
    for (const term of unit.terms) weights.set(term, Math.max(weights.get(term) ?? 0, share))
  }
  for (const term of cutTerms(query.text.slice(0, LONGEST_READ), query.lang))
    if (!weights.has(term)) weights.set(term, 0.4)
  return [...weights].map(([term, weight]) => ({ term, weight }))
}

async function reportsByClaims(query: Query, { store }: SearchDeps): Promise<string[]> {
  const found: string[] = []
  for (const frame of query.frames) {
    const entities = [...frame.actors, ...frame.recipients]
    const counts = await store.reportsOfClaims({
      acts: actsFor(frame),
      ...(entities.length > 0 ? { entities } : {}),
      limit: entities.length > 0 ? MAX_CLAIMS : 100,
    })
    found.push(
      ...counts
        .toSorted((a, b) => b.claims - a.claims)
        .slice(0, MAX_REPORTS)
        .map(({ report }) => report),
    )
  }
  return found
}

/** What the question turns on counts for more; a verb of saying, and words that say little, for less. */
function emphasisOf(unit: Unit, query: Query): number {
  if (FAINT.has(unit.id)) return FAINT_WEIGHT
  if (unit.id !== query.main) return unit.isAsked && unit.kind === 'word' ? MAIN_WEIGHT : 1
  return query.bySaying ? FAINT_WEIGHT : MAIN_WEIGHT
}

function weightOf(unit: Unit, frequency: { reports: number; of: ReadonlyMap<string, number> }): number {
  const total = Math.max(1, frequency.reports)
  const rarity = (term: string): number =>
    Math.log(1 + total / ((frequency.of.get(term) ?? 0) + 1)) / Math.log(1 + total)
  const mean =
    unit.terms.length === 0
      ? 0.5
      : unit.terms.reduce((sum, term) => sum + rarity(term), 0) / unit.terms.length
  return BASE_WEIGHT[unit.kind] * (0.15 + 0.85 * mean ** 1.5)
}

/** The same search as a list for a person: what each score came from. */
export function explainHits(hits: readonly ScoredSentence[], query: Query, lexicon: Lexicon): SearchHit[] {
  const act = (id: string): string => lexicon.act(id)?.labels[query.lang] ?? id
  return hits.map(hit => ({
    sentence: hit.sentence.id,
    quote: hit.quote,
    report: hit.report.id,
    article: hit.article.id,
    score: Math.round(hit.score * 1000) / 1000,
    why: [
      ...hit.units
        .filter(one => (one.found ?? 0) > 0)
        .map(
          one =>
            `${nameUnit(one.unit, query, lexicon)} · ${one.where}${one.found! < 1 ? ` ×${one.found!.toFixed(2)}` : ''}`,
        ),
      ...(hit.match === null
        ? []
        : [`claim ${act(hit.match.claim.act)} ${hit.match.fit} ×${hit.match.score.toFixed(2)}`]),
      ...(hit.opposite === null
        ? []
        : [`claim ${act(hit.opposite.claim.act)} opposite ×${hit.opposite.score.toFixed(2)}`]),
    ],
  }))
}

/** A thing of the question in the asker's language, a word as the question has it. */
function nameUnit(unit: Unit, query: Query, lexicon: Lexicon): string {
  const named = lexicon.act(unit.id)?.labels[query.lang] ?? lexicon.nameOf(unit.id, query.lang)
  return named !== unit.id ? named : unit.surface === '' ? unit.id.replaceAll('"', '') : `"${unit.surface}"`
}
