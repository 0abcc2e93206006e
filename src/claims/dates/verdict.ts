// From weights to a verdict: one day clearly ahead, one month clearly ahead, or no date but the candidates.
import type { DateBasis, DateRef } from '../../model/date.ts'
import { months } from '../../text/dates/calendar.ts'
import { type Candidate, type Evidence, numberOf } from './candidates.ts'
import type { Filing } from './filing.ts'
import type { PageDay } from './pages.ts'

export interface Weighed {
  readonly candidate: Candidate
  readonly weight: number
}

/** Candidates weighed, as columns: thousands of days may be possible, and few of them are ever looked at. */
interface Scored {
  readonly candidates: readonly Candidate[]
  /** What each candidate weighs before any evidence. */
  readonly own: Float64Array
  /** For each piece of evidence, in its order, the weight it gives to each candidate. */
  readonly parts: readonly Float64Array[]
  readonly shares: Float64Array
  /** Places of the candidates that are likely at all, the likeliest first. */
  readonly likely: readonly number[]
}

/** A day needs this share of all candidates' likelihood, and this many times that of the second. */
const CLEAR_SHARE = 0.62
const CLEAR_LEAD = 2
const CLEAR_MONTH = 0.75
/** A few days in a row that together hold this share are given as a span. */
const CLEAR_RUN = 0.84
const LONGEST_RUN = 3
/** Days less likely than this are no one's answer, and need no order. */
const LEAST_LIKELY = 1e-6
/** How much the text may lean to another day and still leave the page's own date standing. */
const PAGE_TOLERANCE = 3
/** The same when the page's date is the very day stated, or the next: hardly a chance. */
const PAGE_TOLERANCE_SAME_DAY = 7.2
const NEXT_DAY = -1
/** Offices bind even then: Biden was no vice president in 2018. */
const PAGE_TOLERANCE_OFFICES = 2
/** How unlikely a lag behind the day stated it may be: a lead may be days old, a quoted report hardly. */
const PAGE_LAG: Readonly<Record<Filing['kind'] | 'none', number>> = {
  dateline: 2.5,
  stamp: 2.5,
  heading: 0.5,
  reported: 2.5,
  lead: 5,
  none: 0,
}
const PAGE_CONFIDENCE: Readonly<Record<Filing['kind'] | 'none', number>> = {
  dateline: 0.95,
  stamp: 0.95,
  heading: 0.9,
  reported: 0.85,
  lead: 0.85,
  none: 0.7,
}
const MOST_ALTERNATIVES = 12
/** Without a day in the text the date is another's word, or a guess among neighbours. */
const MOST_CONFIDENCE: Readonly<Record<Filing['kind'] | 'none', number>> = {
  dateline: 0.97,
  stamp: 0.97,
  heading: 0.9,
  reported: 0.95,
  lead: 0.85,
  none: 0.75,
}

function score(pool: readonly Weighed[], evidence: readonly Evidence[]): Scored {
  const candidates = pool.map(one => one.candidate)
  const own = Float64Array.from(pool.map(one => one.weight))
  const parts = evidence.map(one => Float64Array.from(candidates.map(one.weigh)))
  const totals = own.slice()
  for (const part of parts) addTo(totals, part)
  const best = highest(totals)
  const shares = totals.map(total => Math.exp(total - best))
  const mass = shares.reduce((sum, share) => sum + share, 0)
  for (const at of shares.keys()) shares[at]! /= mass
  const likely = candidates.map((_, at) => at).filter(at => shares[at]! >= LEAST_LIKELY)
  return { candidates, own, parts, shares, likely: sortByShare(likely, candidates, shares) }
}

/** Likeliest first, of equals the earlier day. */
function sortByShare(places: number[], candidates: readonly Candidate[], shares: Float64Array): number[] {
  return places.sort((a, b) => shares[b]! - shares[a]! || candidates[a]!.n - candidates[b]!.n)
}

function addTo(sums: Float64Array, column: Float64Array): void {
  for (let at = 0; at < sums.length; at++) sums[at]! += column[at]!
}

/** The highest value; -Infinity of none. */
function highest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** Places of the candidates that stay in play when only some evidence is heard; `heard` is its sum for each of them. */
function left({ own, candidates }: Scored, heard: Float64Array): number[] {
  const totals = own.slice()
  addTo(totals, heard)
  const least = highest(totals) - 1.5
  return candidates.map((_, at) => at).filter(at => totals[at]! > least)
}

function listDays({ candidates }: Scored, places: readonly number[]): string {
  const sorted = places.map(at => candidates[at]!).sort((a, b) => a.n - b.n)
  return sorted.length <= 6
    ? sorted.map(one => one.day).join(', ')
    : `${sorted.length} days from ${sorted[0]!.day} to ${sorted.at(-1)!.day}`
}

/** The evidence that told candidates apart, in the order it was heard, with what it left. */
function explain(
  scored: Scored,
  evidence: readonly Evidence[],
  filing: Filing | null,
): { reasons: string[]; bases: DateBasis[] } {
  const reasons: string[] = []
  const bases: DateBasis[] = []
  const heard = new Float64Array(scored.candidates.length)
  let before = left(scored, heard)
  if (filing !== null) {
    const names = {
      dateline: 'dateline',
      stamp: 'date line',
      heading: 'heading',
      reported: 'reported on',
      lead: 'the lead tells of',
    }
    reasons.push(`${names[filing.kind]} "${filing.expression.raw}": ${listDays(scored, before)}`)
    bases.push(filing.basis)
  }
  const top = scored.likely[0]!
  for (const [at, one] of evidence.entries()) {
    const part = scored.parts[at]!
    addTo(heard, part)
    const after = left(scored, heard)
    const least = part.reduce((low, weight) => Math.min(low, weight), Number.POSITIVE_INFINITY)
    const spread = highest(part) - least
    if (one.silent) {
      before = after
      continue
    }
    if (after.length < before.length && part[top]! > least) {
      reasons.push(`${one.reason}; leaves ${listDays(scored, after)}`)
      if (!bases.includes(one.basis)) bases.push(one.basis)
    } else if (part[top]! <= -2 && spread > 1) reasons.push(`against it: ${one.reason}`)
    before = after
  }
  return { reasons, bases }
}

/** Days of a month together, when the text does not tell which of them. */
function clearMonth(scored: Scored): { start: string; end: string; share: number } | null {
  const byMonth = new Map<number, number>()
  for (const [at, { day }] of scored.candidates.entries()) {
    const month = day.year * 12 + day.month - 1
    byMonth.set(month, (byMonth.get(month) ?? 0) + scored.shares[at]!)
  }
  const [month, share] = [...byMonth].sort((a, b) => b[1] - a[1])[0]!
  if (share < CLEAR_MONTH) return null
  const days = months(Math.floor(month / 12), (month % 12) + 1)
  return { start: days.start.toString(), end: days.end.toString(), share }
}

/** What some of the evidence adds, for each candidate, to what it starts with. */
function hear(
  { parts }: Scored,
  evidence: readonly Evidence[],
  start: Float64Array,
  heard: (basis: DateBasis) => boolean,
): Float64Array {
  const sums = start.slice()
  for (const [at, part] of parts.entries()) if (heard(evidence[at]!.basis)) addTo(sums, part)
  return sums
}

/** What candidates weigh by everything but the page. */
function withoutPage(scored: Scored, evidence: readonly Evidence[]): Float64Array {
  return hear(scored, evidence, scored.own, basis => basis !== 'page_metadata')
}

/** What the page says besides the report. */
export interface Said {
  readonly pages: readonly PageDay[]
  readonly years: readonly { year: number; month: number | null; line: string }[]
}

interface ByPage {
  readonly day: string
  readonly confidence: number
  readonly reason: string
}

/** The page's own date, where nothing in the text speaks against it. */
function pageDay(
  scored: Scored,
  evidence: readonly Evidence[],
  filing: Filing | null,
  pages: readonly PageDay[],
): ByPage | null {
  const { own } = scored
  const text = withoutPage(scored, evidence).map((sum, at) => sum - own[at]!)
  const best = highest(text)
  const offices = hear(scored, evidence, new Float64Array(own.length), basis => basis === 'role_window')
  const bestOffices = highest(offices)
  const kind = filing?.kind ?? 'none'
  for (const page of pages) {
    const at = scored.candidates.findIndex(one => one.day.equals(page.day))
    if (
      at < 0 ||
      own[at]! < -PAGE_LAG[kind] ||
      text[at]! < best - (own[at]! >= NEXT_DAY ? PAGE_TOLERANCE_SAME_DAY : PAGE_TOLERANCE)
    )
      continue
    if (offices[at]! < bestOffices - PAGE_TOLERANCE_OFFICES) continue
    return {
      day: page.day.toString(),
      confidence: PAGE_CONFIDENCE[kind],
      reason: `${page.reason} fits all that the text says`,
    }
  }
  return null
}

/** Where nothing tells the years apart, the page does: the last time before it that the stated day came round. */
function pageYear(scored: Scored, evidence: readonly Evidence[], said: Said): ByPage | null {
  const { candidates, shares } = scored
  const sums = withoutPage(scored, evidence)
  const best = highest(sums)
  const open = candidates.map((_, at) => at).filter(at => sums[at]! >= best - 2.5)
  const page = said.pages[0]
  const lastOf = (places: readonly number[]): Candidate | undefined => {
    const last = places.reduce((most, at) => Math.max(most, candidates[at]!.n), Number.NEGATIVE_INFINITY)
    const near = places.filter(at => candidates[at]!.n >= last - 7)
    return candidates[sortByShare(near, candidates, shares)[0] ?? -1]
  }
  if (page !== undefined) {
    const n = numberOf(page.day)
    const found = lastOf(open.filter(at => candidates[at]!.n <= n + 1 && candidates[at]!.n >= n - 366))
    if (found === undefined) return null
    const confidence = n - found.n <= 10 ? 0.7 : 0.45
    return { day: found.day.toString(), confidence, reason: `${page.reason} gives the year` }
  }
  for (const { year, month, line } of said.years) {
    const within = open.filter(at => {
      const { day } = candidates[at]!
      return day.year === year && (month === null || day.month <= month)
    })
    const months = new Set(within.map(at => candidates[at]!.day.month))
    const found = months.size === 1 ? lastOf(within) : undefined
    if (found !== undefined)
      return {
        day: found.day.toString(),
        confidence: 0.6,
        reason: `the page's "${line}" gives the year`,
      }
  }
  return null
}

/** The shortest run of neighbouring days that is clearly ahead together: the lead's day or the day after. */
function clearRun(scored: Scored): { start: string; end: string; share: number } | null {
  const { candidates, shares, likely } = scored
  for (let length = 2; length <= LONGEST_RUN; length++) {
    for (const first of likely.slice(0, LONGEST_RUN)) {
      const from = candidates[first]!.n
      const run = Array.from({ length }, (_, day) => candidates.findIndex(one => one.n === from + day))
      if (run.includes(-1)) continue
      const share = run.reduce((sum, at) => sum + shares[at]!, 0)
      const [start, end] = [candidates[first]!.day, candidates[run.at(-1)!]!.day]
      if (share >= CLEAR_RUN) return { start: start.toString(), end: end.toString(), share }
    }
  }
  return null
}

/** Weighs all candidates and says what is known; `pool` is not empty. */
export function conclude(
  pool: readonly Weighed[],
  evidence: readonly Evidence[],
  filing: Filing | null,
  said: Said,
): DateRef {
  const scored = score(pool, evidence)
  const { candidates, shares, likely } = scored
  const [first = 0, second] = likely
  const { reasons, bases } = explain(scored, evidence, filing)
  const others = (from: number): string[] =>
    likely
      .slice(from)
      .filter(at => shares[at]! > 0.01)
      .slice(0, MOST_ALTERNATIVES)
      .map(at => candidates[at]!.day.toString())
  const raw = filing === null ? {} : { raw: filing.expression.raw }
  const most = MOST_CONFIDENCE[filing?.kind ?? 'none']
  const own = pageDay(scored, evidence, filing, said.pages)
  if (own !== null) {
    const alternatives = others(0).filter(day => day !== own.day)
    return {
      start: own.day,
      end: own.day,
      precision: 'day',
      inferredBy: bases.includes('page_metadata') ? bases : [...bases, 'page_metadata'],
      confidence: own.confidence,
      ...raw,
      ...(alternatives.length > 0 ? { alternatives } : {}),
      reasons: [...reasons, own.reason],
    }
  }
  const [share, next] = [shares[first]!, second === undefined ? 0 : shares[second]!]
  const clear = share >= CLEAR_SHARE && share >= CLEAR_LEAD * next
  if (clear && (filing !== null || bases.length > 0)) {
    const day = candidates[first]!.day.toString()
    const alternatives = others(1)
    return {
      start: day,
      end: day,
      precision: 'day',
      inferredBy: bases,
      confidence: round(Math.min(share, 1) * most),
      ...raw,
      ...(alternatives.length > 0 ? { alternatives } : {}),
      reasons,
    }
  }
  const alternatives = others(0)
  const run = clearRun(scored)
  if (run !== null && (filing !== null || bases.length > 0))
    return {
      start: run.start,
      end: run.end,
      precision: 'approx',
      inferredBy: bases,
      confidence: round(run.share * most * 0.9),
      ...raw,
      ...(alternatives.length > 0 ? { alternatives } : {}),
      reasons: [...reasons, 'which of these days is not clear'],
    }
  const month = clearMonth(scored)
  const kept = alternatives.length > 0 ? { alternatives } : {}
  if (month !== null && bases.length > 0)
    return {
      start: month.start,
      end: month.end,
      precision: 'month',
      inferredBy: bases,
      confidence: round(Math.min(month.share, 1) * most * 0.9),
      ...raw,
      ...kept,
      reasons: [...reasons, 'the day of the month is not clear'],
    }
  const byPage = pageYear(scored, evidence, said)
  if (byPage !== null && filing !== null)
    return {
      start: byPage.day,
      end: byPage.day,
      precision: 'day',
      inferredBy: [...bases, 'page_metadata'],
      confidence: byPage.confidence,
      ...raw,
      ...kept,
      reasons: [...reasons, byPage.reason],
    }
  return {
    start: null,
    end: null,
    precision: 'unknown',
    inferredBy: [],
    confidence: 0,
    ...raw,
    ...kept,
    reasons: [
      ...reasons,
      `${shares.filter(one => one > 0.01).length} days stay possible, none clearly ahead`,
    ],
  }
}
