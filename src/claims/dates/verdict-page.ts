// When the page's own date decides: where it fits all that the text says, or where nothing else gives the year.
import { type Candidate, type Evidence, numberOf } from './candidates.ts'
import type { Filing } from './filing.ts'
import type { PageDay } from './pages.ts'
import { hear, highest, type Scored, sortByShare } from './score.ts'

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

/** What the page says besides the report. */
export interface Said {
  readonly pages: readonly PageDay[]
  readonly years: readonly { year: number; month: number | null; line: string }[]
}

export interface ByPage {
  readonly day: string
  readonly confidence: number
  readonly reason: string
}

/** What candidates weigh by everything but the page. */
function withoutPage(scored: Scored, evidence: readonly Evidence[]): Float64Array {
  return hear(scored, evidence, scored.own, basis => basis !== 'page_metadata')
}

/** The page's own date, where nothing in the text speaks against it. */
export function pageDay(
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
export function pageYear(scored: Scored, evidence: readonly Evidence[], said: Said): ByPage | null {
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
