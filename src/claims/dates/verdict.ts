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

interface Scored {
  readonly candidate: Candidate
  readonly share: number
  /** Weight by each piece of evidence, in its order. */
  readonly parts: readonly number[]
  readonly own: number
}

/** A day needs this share of all candidates' likelihood, and this many times that of the second. */
const CLEAR_SHARE = 0.62
const CLEAR_LEAD = 2
const CLEAR_MONTH = 0.75
/** A few days in a row that together hold this share are given as a span. */
const CLEAR_RUN = 0.84
const LONGEST_RUN = 3
/** Days less likely than this are no one's answer. */
const LEAST_ORDERED = 1e-6
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

function score(pool: readonly Weighed[], evidence: readonly Evidence[]): Scored[] {
  const raw = pool.map(({ candidate, weight }) => {
    const parts = evidence.map(one => one.weigh(candidate))
    return { candidate, parts, own: weight, total: parts.reduce((sum, part) => sum + part, weight) }
  })
  const best = highest(raw, one => one.total)
  const mass = raw.reduce((sum, one) => sum + Math.exp(one.total - best), 0)
  const scored = raw.map(({ candidate, parts, own, total }) => ({
    candidate,
    parts,
    own,
    share: Math.exp(total - best) / mass,
  }))
  // Thousands of days may be possible; only the likely ones need to be in order.
  const likely = scored.filter(one => one.share >= LEAST_ORDERED)
  const rest = scored.filter(one => one.share < LEAST_ORDERED)
  return [...likely.sort(byShare), ...rest]
}

function byShare(a: Scored, b: Scored): number {
  return b.share - a.share || a.candidate.n - b.candidate.n
}

/** The highest value; -Infinity of none. */
function highest<T>(list: readonly T[], valueOf: (one: T) => number): number {
  let most = Number.NEGATIVE_INFINITY
  for (const one of list) most = Math.max(most, valueOf(one))
  return most
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** The candidates that stay in play when only some evidence is heard; `heard` is its sum for each of them. */
function left(scored: readonly Scored[], heard: Float64Array): Candidate[] {
  const totals = heard.map((sum, at) => scored[at]!.own + sum)
  let best = Number.NEGATIVE_INFINITY
  for (const total of totals) best = Math.max(best, total)
  return scored.filter((_, at) => totals[at]! > best - 1.5).map(one => one.candidate)
}

function listDays(days: readonly Candidate[]): string {
  const sorted = days.toSorted((a, b) => a.n - b.n).map(one => one.day.toString())
  return sorted.length <= 6
    ? sorted.join(', ')
    : `${sorted.length} days from ${sorted[0]} to ${sorted.at(-1)}`
}

/** The evidence that told candidates apart, in the order it was heard, with what it left. */
function explain(
  scored: readonly Scored[],
  evidence: readonly Evidence[],
  filing: Filing | null,
): { reasons: string[]; bases: DateBasis[] } {
  const reasons: string[] = []
  const bases: DateBasis[] = []
  const heard = new Float64Array(scored.length)
  let before = left(scored, heard)
  if (filing !== null) {
    const names = {
      dateline: 'dateline',
      stamp: 'date line',
      heading: 'heading',
      reported: 'reported on',
      lead: 'the lead tells of',
    }
    reasons.push(`${names[filing.kind]} "${filing.expression.raw}": ${listDays(before)}`)
    bases.push(filing.basis)
  }
  const top = scored[0]!
  for (const [at, one] of evidence.entries()) {
    for (const [place, { parts }] of scored.entries()) heard[place]! += parts[at]!
    const after = left(scored, heard)
    const least = -highest(scored, s => -s.parts[at]!)
    const spread = highest(scored, s => s.parts[at]!) - least
    if (one.silent) {
      before = after
      continue
    }
    if (after.length < before.length && top.parts[at]! > least) {
      reasons.push(`${one.reason}; leaves ${listDays(after)}`)
      if (!bases.includes(one.basis)) bases.push(one.basis)
    } else if (top.parts[at]! <= -2 && spread > 1) reasons.push(`against it: ${one.reason}`)
    before = after
  }
  return { reasons, bases }
}

/** Days of a month together, when the text does not tell which of them. */
function clearMonth(scored: readonly Scored[]): { start: string; end: string; share: number } | null {
  const shares = new Map<number, number>()
  for (const { candidate, share } of scored) {
    const month = candidate.day.year * 12 + candidate.day.month - 1
    shares.set(month, (shares.get(month) ?? 0) + share)
  }
  const [month, share] = [...shares].sort((a, b) => b[1] - a[1])[0]!
  if (share < CLEAR_MONTH) return null
  const days = months(Math.floor(month / 12), (month % 12) + 1)
  return { start: days.start.toString(), end: days.end.toString(), share }
}

/** What a candidate weighs by everything but the page. */
function withoutPage(one: Scored, evidence: readonly Evidence[]): number {
  return one.parts.reduce(
    (sum, part, at) => (evidence[at]!.basis === 'page_metadata' ? sum : sum + part),
    one.own,
  )
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
  scored: readonly Scored[],
  evidence: readonly Evidence[],
  filing: Filing | null,
  pages: readonly PageDay[],
): ByPage | null {
  const text = (one: Scored): number => withoutPage(one, evidence) - one.own
  const best = highest(scored, text)
  const offices = (one: Scored): number =>
    one.parts.reduce((sum, part, at) => (evidence[at]!.basis === 'role_window' ? sum + part : sum), 0)
  const bestOffices = Math.max(...scored.map(offices))
  const kind = filing?.kind ?? 'none'
  for (const page of pages) {
    const own = scored.find(one => one.candidate.day.equals(page.day))
    if (
      own === undefined ||
      own.own < -PAGE_LAG[kind] ||
      text(own) < best - (own.own >= NEXT_DAY ? PAGE_TOLERANCE_SAME_DAY : PAGE_TOLERANCE)
    )
      continue
    if (offices(own) < bestOffices - PAGE_TOLERANCE_OFFICES) continue
    return {
      day: page.day.toString(),
      confidence: PAGE_CONFIDENCE[kind],
      reason: `${page.reason} fits all that the text says`,
    }
  }
  return null
}

/** Where nothing tells the years apart, the page does: the last time before it that the stated day came round. */
function pageYear(scored: readonly Scored[], evidence: readonly Evidence[], said: Said): ByPage | null {
  const best = highest(scored, one => withoutPage(one, evidence))
  const open = scored.filter(one => withoutPage(one, evidence) >= best - 2.5)
  const page = said.pages[0]
  const lastOf = (list: readonly Scored[]): Scored | undefined => {
    const last = highest(list, one => one.candidate.n)
    return list.filter(one => one.candidate.n >= last - 7).sort(byShare)[0]
  }
  if (page !== undefined) {
    const n = numberOf(page.day)
    const found = lastOf(open.filter(one => one.candidate.n <= n + 1 && one.candidate.n >= n - 366))
    if (found === undefined) return null
    const confidence = n - found.candidate.n <= 10 ? 0.7 : 0.45
    return { day: found.candidate.day.toString(), confidence, reason: `${page.reason} gives the year` }
  }
  for (const { year, month, line } of said.years) {
    const within = open.filter(
      ({ candidate: { day } }) => day.year === year && (month === null || day.month <= month),
    )
    const months = new Set(within.map(({ candidate }) => candidate.day.month))
    const found = months.size === 1 ? lastOf(within) : undefined
    if (found !== undefined)
      return {
        day: found.candidate.day.toString(),
        confidence: 0.6,
        reason: `the page's "${line}" gives the year`,
      }
  }
  return null
}

/** The shortest run of neighbouring days that is clearly ahead together: the lead's day or the day after. */
function clearRun(scored: readonly Scored[]): { start: string; end: string; share: number } | null {
  const byNumber = new Map(scored.map(one => [one.candidate.n, one]))
  for (let length = 2; length <= LONGEST_RUN; length++) {
    for (const one of scored.slice(0, LONGEST_RUN)) {
      const run = Array.from({ length }, (_, at) => byNumber.get(one.candidate.n + at)).filter(
        day => day !== undefined,
      )
      const share = run.reduce((sum, day) => sum + day.share, 0)
      if (run.length === length && share >= CLEAR_RUN)
        return { start: run[0]!.candidate.day.toString(), end: run.at(-1)!.candidate.day.toString(), share }
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
  const [first, second] = scored
  const { reasons, bases } = explain(scored, evidence, filing)
  const others = (from: number): string[] =>
    scored
      .slice(from)
      .filter(one => one.share > 0.01)
      .slice(0, MOST_ALTERNATIVES)
      .map(one => one.candidate.day.toString())
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
  const clear = first!.share >= CLEAR_SHARE && first!.share >= CLEAR_LEAD * (second?.share ?? 0)
  if (clear && (filing !== null || bases.length > 0)) {
    const day = first!.candidate.day.toString()
    const alternatives = others(1)
    return {
      start: day,
      end: day,
      precision: 'day',
      inferredBy: bases,
      confidence: round(Math.min(first!.share, 1) * most),
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
      `${scored.filter(one => one.share > 0.01).length} days stay possible, none clearly ahead`,
    ],
  }
}
