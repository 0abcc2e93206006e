// From scored sentences to a verdict: what answers, what says the opposite, and when nothing does.
import type { Verdict } from '../model/answer.ts'
import type { FrameMatch } from '../search/frames.ts'
import type { Query } from '../search/query.ts'
import type { ScoredSentence } from '../search/score.ts'
import { type Stance, stanceOf } from '../search/stance.ts'
import { lists } from '../search/wanted.ts'
import { withoutCopies } from './copies.ts'
import limits from './data/limits.json' with { type: 'json' }
import {
  contentOf,
  hasEssentials,
  holdsAll,
  isEnough,
  isIdle,
  lacksDeed,
  lacksWhom,
  NAMING,
} from './enough.ts'
import { withListItems } from './lists.ts'

/** A sentence chosen to answer, with the claim in it that does, if one does. */
export interface Chosen {
  readonly hit: ScoredSentence
  readonly match: FrameMatch | null
  /** Which account it belongs to, when accounts differ. */
  readonly side: 'for' | 'against'
}

export interface Decision {
  readonly verdict: Verdict
  readonly chosen: readonly Chosen[]
  /** The best sentence all the same, when nothing answers: what *is* stored nearest to it. */
  readonly nearest: ScoredSentence | null
}

interface Judged extends Stance {
  readonly hit: ScoredSentence
}

/** Chooses evidence and verdict. `hits` are scored against `query`, best first. */
export function decide(query: Query, hits: readonly ScoredSentence[]): Decision {
  const nearest = hits.find(isNear) ?? null
  if (query.units.every(isIdle) || lacksDeed(query))
    return { verdict: 'not_found', chosen: [], nearest: null }
  const able = withoutCopies(hits.filter(hit => hasEssentials(hit) && !lacksWhom(hit, query)))
  const judged = able.map((hit): Judged => ({ hit, ...stanceOf(query, hit) }))
  const direct = judged.filter(one => isEnough(one.hit, query))
  const best = direct[0]?.hit.score ?? 0
  if (!query.asks)
    return decideWords(
      hits.filter(hit => holdsAll(hit)),
      nearest,
    )
  if (query.wanted === 'yesno' || query.wanted === 'compare')
    return decideWhether(query, judged, direct, nearest)
  const asksOther = direct.length > 0 && NAMING.has(query.wanted)
  const contrary =
    query.bySaying || query.viewing || asksOther
      ? []
      : judged.filter(
          (one, at) =>
            one.hit.support >= limits.supportOfContrary &&
            (!NAMING.has(query.wanted) || tellsMainHere(one, query)) &&
            (isContrary(one) || (at === 0 && query.wanted === 'why' && isPlainlyContrary(one))) &&
            one.hit.score >= best * limits.against,
        )
  if (direct.length === 0 && contrary.length === 0) return { verdict: 'not_found', chosen: [], nearest }
  const upholds = direct.find(one => !isContrary(one) && one.toldMain)
  if (contrary.some(one => isStronger(one, upholds))) {
    return { verdict: 'contradicted', chosen: choose(contrary, 'against'), nearest: null }
  }
  return {
    verdict: 'answered',
    chosen: withList(
      withReason(
        choose(holding(direct, query), 'for', NAMING.has(query.wanted) ? limits.closeOfNames : limits.close),
        judged,
        query,
      ),
      hits,
      query,
    ),
    nearest: null,
  }
}

/** Worth showing when nothing answers: it holds a fair part of what was asked, and names it itself. */
function isNear(hit: ScoredSentence): boolean {
  const named = hit.units.some(one => one.where === 'sentence' && one.found === 1)
  const persons = hit.units.filter(one => one.unit.kind === 'person')
  const hasPerson = persons.length === 0 || persons.some(one => (one.found ?? 0) >= limits.person)
  return named && hasPerson && hit.support >= limits.nearest && contentOf(hit) >= limits.nearestContent
}

/** Bare words: sentences that hold them all, or nothing. */
function decideWords(hits: readonly ScoredSentence[], nearest: ScoredSentence | null): Decision {
  const found = withoutCopies(hits).map((hit): Judged => ({ hit, ...SILENT }))
  if (found.length === 0) return { verdict: 'not_found', chosen: [], nearest }
  return { verdict: 'answered', chosen: choose(found, 'for'), nearest: null }
}

const SILENT: Stance = {
  told: 0,
  negated: 0,
  toldMain: false,
  negatedMain: false,
  denied: false,
  deniedShare: 0,
  differs: false,
}

/** A question for a name takes its deed for granted: only a sentence of that very deed can say otherwise. */
function tellsMainHere({ hit }: Judged, query: Query): boolean {
  return hit.units.some(one => one.unit.id === query.main && one.where === 'sentence' && one.found === 1)
}

/** Says that what the question turns on did not happen, and of nothing more that it did. */
function isContrary(one: Judged): boolean {
  return one.negatedMain && one.negated >= limits.negated && (!one.toldMain || one.negated > one.told)
}

/** Says "not" of most of what is asked, though not in the words of the deed. */
function isPlainlyContrary(one: Judged): boolean {
  return one.negated >= limits.plainlyNegated && one.negated > one.told && !one.toldMain
}

/** The contrary sentence says as much of what is asked as any that upholds it. */
function isStronger(contrary: Judged, upholds: Judged | undefined): boolean {
  if (upholds === undefined) return true
  return contrary.negated >= upholds.told - 0.1 && contrary.hit.score >= upholds.hit.score * 0.9
}

const shares = (one: Judged): number => Math.max(one.told, one.negated)

/** "Did it?": yes and no are both answers; two voices that differ are a dispute. */
function decideWhether(
  query: Query,
  judged: readonly Judged[],
  direct: readonly Judged[],
  nearest: ScoredSentence | null,
): Decision {
  const no = judged.filter(isContrary)
  const near = judged.filter(one => shares(one) >= 0.4 && one.hit.support >= limits.supportOfRich)
  const pool =
    direct.length > 0 ? direct : no.length > 0 ? no : near.some(one => one.denied || one.differs) ? near : []
  if (pool.length === 0) return { verdict: 'not_found', chosen: [], nearest }
  const best = pool[0]!.hit.score
  const least = Math.max(...pool.map(shares)) * 0.5
  const isNear = (one: Judged): boolean =>
    one.hit.score >= best * limits.denial &&
    ((shares(one) >= least && tellsDeed(one, query)) || one.toldMain || followsAny(one, pool, query))
  // That two met is not denied by one who denies what the other says of it.
  const isOfMeeting = query.frames.some(
    frame => frame.plover === 'CONSULT' && `ACT.${frame.act}` === query.main,
  )
  const denies = (one: Judged): boolean =>
    one.denied && (!isOfMeeting || one.deniedShare >= limits.deniedShare)
  const denying = judged.filter(one => denies(one) && isNear(one))
  const denials =
    denying.length > 0
      ? denying
      : judged.filter(one => one.differs && isNear(one) && (one.toldMain || shares(one) >= least))
  const upheld = pool.filter(one => !denials.includes(one) && !isContrary(one) && shares(one) >= least)
  const both = denials.filter(one => one.toldMain && shares(one) >= least)
  if (denials.length === 0 || (upheld.length === 0 && both.length === 0)) {
    const telling = preferring(pool, one => one.toldMain || one.negatedMain)
    return { verdict: 'answered', chosen: choose(telling, 'for'), nearest: null }
  }
  const tell = (one: Judged): Chosen => ({
    hit: one.hit,
    match: one.hit.match ?? one.hit.opposite,
    side: denials.includes(one) ? 'against' : 'for',
  })
  return {
    verdict: 'disputed',
    chosen: [...upheld.slice(0, 2), ...denials.slice(0, 2)].map(tell),
    nearest: null,
  }
}

/** It tells the deed that is asked about, or nothing tells what that is. */
function tellsDeed({ hit, toldMain, negatedMain }: Judged, query: Query): boolean {
  return query.main === null || toldMain || negatedMain || hit.units.every(one => one.unit.id !== query.main)
}

const SAYING_NO: ReadonlySet<string> = new Set(['ACT.deny', 'ACT.state', 'ACT.reject'])

/** "Japan denied it." right after what it denies: too short to speak of anything else. */
function followsAny(one: Judged, pool: readonly Judged[], query: Query): boolean {
  const { quote, sentence, scope } = one.hit
  const isOther = (id: string): boolean => id !== query.main && !SAYING_NO.has(id)
  if (scope.mentions.some(m => m.kind === 'act' && isOther(m.id))) return false
  const most = sentence.lang === 'en' || sentence.lang === 'ko' ? limits.lettersOfWords : limits.letters
  if (quote.trim().length > most) return false
  return pool.some(
    other =>
      other.hit.report.id === one.hit.report.id &&
      one.hit.sentence.ordinal - other.hit.sentence.ordinal >= 0 &&
      one.hit.sentence.ordinal - other.hit.sentence.ordinal <= 2,
  )
}

/** Those for which something holds, or all where it holds for none. */
function preferring(judged: readonly Judged[], holds: (one: Judged) => boolean): readonly Judged[] {
  const good = judged.filter(holds)
  return good.length > 0 ? good : judged
}

/** What is asked for can be seen in a sentence: a number, a source. */
const HOLDING: ReadonlySet<Query['wanted']> = new Set(['amount', 'says_who'])

/** Where some sentences are by the one asked about, name a source or hold a sum, the others are not shown. */
function holding(direct: readonly Judged[], query: Query): readonly Judged[] {
  if (query.saying) return preferring(direct, one => one.hit.features.subject_acts >= 0)
  if (!HOLDING.has(query.wanted)) return direct
  return preferring(direct, one => one.hit.features.wanted > 0)
}

/** A sentence that lists three things or more may stand a little further down. */
function closeness({ quote }: ScoredSentence, close: number): number {
  return lists(quote, 3) ? Math.min(close, limits.closeOfLists) : close
}

/** The best, and those close to it, one a sentence, in the order a reader expects: by report, then as written. */
function choose(all: readonly Judged[], side: Chosen['side'], close = limits.close): Chosen[] {
  const judged = withoutGuessed(all)
  const first = judged[0]?.hit
  if (first === undefined) return []
  const kept = judged
    .filter(({ hit }) => hit.score >= first.score * closeness(hit, close) && !addsNothing(hit, first))
    .slice(0, limits.most)
  const order = new Map<string, number>()
  for (const { hit } of kept) if (!order.has(hit.report.id)) order.set(hit.report.id, order.size)
  return kept
    .sort(
      (a, b) =>
        order.get(a.hit.report.id)! - order.get(b.hit.report.id)! ||
        a.hit.sentence.start - b.hit.sentence.start,
    )
    .map(({ hit }) => ({ hit, match: side === 'for' ? hit.match : (hit.opposite ?? hit.match), side }))
}

/**
 * A person who is not named in the sentence was read into it from the ones before: good enough in the report of a
 * sentence that names them, or when no sentence does.
 */
function withoutGuessed(judged: readonly Judged[]): readonly Judged[] {
  const isGuessed = ({ hit }: Judged): boolean =>
    hit.units.some(one => one.unit.kind === 'person' && one.where === 'claim')
  const named = new Set(judged.filter(one => !isGuessed(one)).map(one => one.hit.report.id))
  return named.size === 0 ? judged : judged.filter(one => !isGuessed(one) || named.has(one.hit.report.id))
}

/** It lacks something that counts and the best sentence has, and has nothing that counts and the best lacks. */
function addsNothing(hit: ScoredSentence, best: ScoredSentence): boolean {
  const total = best.units.reduce((sum, one) => sum + one.weight, 0)
  const isHere = (at: number, one: ScoredSentence): boolean => {
    const where = one.units[at]!.where
    return where === 'sentence' || where === 'claim'
  }
  const counts = best.units.flatMap((one, at) => (one.weight / total >= limits.counts ? [at] : []))
  const lacks = counts.some(at => isHere(at, best) && !isHere(at, hit))
  return lacks && !counts.some(at => isHere(at, hit) && !isHere(at, best))
}

/** Why-questions: the reason often stands a sentence or two from the deed. */
function withReason(chosen: readonly Chosen[], judged: readonly Judged[], query: Query): Chosen[] {
  if (query.wanted !== 'why' || chosen.some(one => one.hit.features.wanted > 0)) return [...chosen]
  const near = judged.filter(({ hit }) =>
    chosen.some(
      one =>
        one.hit.report.id === hit.report.id &&
        Math.abs(one.hit.sentence.ordinal - hit.sentence.ordinal) <= 3 &&
        hit.features.wanted > 0 &&
        hit.score >= one.hit.score * limits.reason,
    ),
  )
  const reasons = near.slice(0, 1).map(({ hit }): Chosen => ({ hit, match: hit.match, side: 'for' }))
  return [...reasons, ...chosen.slice(0, 2)]
}

function withList(chosen: readonly Chosen[], hits: readonly ScoredSentence[], query: Query): Chosen[] {
  if (query.wanted !== 'what' && query.wanted !== 'where') return [...chosen]
  const kept = new Map(chosen.map(one => [one.hit.sentence.id, one]))
  return withListItems(
    chosen.map(one => one.hit),
    hits,
    query.text,
  )
    .slice(0, limits.most)
    .map(hit => kept.get(hit.sentence.id) ?? { hit, match: hit.match, side: 'for' })
}
