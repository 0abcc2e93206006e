// The ways in which several reports come to stand on one page: one after the other (layouts-follow.ts), or dealt out
// in turn like cards, the short ones running out first (layouts-deal.ts). Both are searched for their best
// assignment; whether to believe it is decided in separate.ts. What they share is here.
import type { Similarity } from './cohesion.ts'
import type { BlockCue } from './separate-cues.ts'
import { HABIT_VALUES, HABITS } from './separate-cues.ts'

/** An assignment of the items of a page to strands; -1 for items that belong to none. */
export interface Layout {
  readonly kind: 'round-robin' | 'consecutive'
  readonly strands: number
  readonly labels: Int8Array
  readonly score: number
}

/** How much each pair of items speaks for being in one report: 0 for as much as the page's average pair. */
export interface Ties {
  readonly n: number
  readonly at: Float64Array
}

/** Blocks apart after which a pair counts 1/e: reports stay on one subject only so long. */
const REACH = 16
/** Bounds of one tie, in standard deviations of the page's similarities. */
const TIE_LEAST = -0.8
const TIE_MOST = 1.5
/** Log-odds of one standard deviation. Measured on built pages; pairs are not independent, so it is well below 1. */
export const TIE_ODDS = 0.5
/** A tie to the lead or title of a report counts more: they say what it is about. */
export const LEAD_WEIGHT = 2
/** Prior strength of a strand's habits: small, so that one strand may differ wholly from another. */
const HABIT_PRIOR = 0.4
/** Indentation and script are a template's; punctuation is shared by many and wavers. */
const HABIT_ODDS: Readonly<Record<(typeof HABITS)[number], number>> = {
  indentation: 1,
  script: 1,
  commas: 0.3,
  quotes: 0.3,
  digits: 0.3,
}
const ODDS = HABITS.map(habit => HABIT_ODDS[habit])

/**
 * Turns similarities into ties: centred on the page's own mean, so that a same-topic page is judged by contrast, and
 * cut off at both ends, because sharing nothing is common inside a report and a single shared phrase is not proof.
 */
export function tieItems({ n, at }: Similarity, items: readonly BlockCue[]): Ties {
  const fade = Float64Array.from({ length: n }, (_, d) => Math.exp(-d / REACH))
  const centre = (value: (pair: number) => number) => {
    let [weight, sum, squares] = [0, 0, 0]
    for (let a = 0; a < n; a++) {
      if (items[a]!.role !== 'body') continue
      for (let b = a + 1; b < n; b++) {
        if (items[b]!.role !== 'body') continue
        const [w, x] = [fade[b - a]!, value(a * n + b)]
        weight += w
        sum += w * x
        squares += w * x * x
      }
    }
    if (weight === 0) return { mean: 0, deviation: 1 }
    const mean = sum / weight
    return { mean, deviation: Math.sqrt(Math.max(1e-9, squares / weight - mean * mean)) }
  }
  const base = centre(pair => at[pair]!)
  const cut = (pair: number) =>
    Math.max(TIE_LEAST, Math.min(TIE_MOST, (at[pair]! - base.mean) / base.deviation))
  const { mean } = centre(cut)
  const ties = new Float64Array(n * n)
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++)
      if (a !== b) ties[a * n + b] = fade[Math.abs(a - b)]! * (cut(a * n + b) - mean)
  return { n, at: ties }
}

/** Where the count of one value of one habit of one strand stands in a table of counts. */
export function habitCell(strand: number, habit: number, value: number): number {
  return (strand * HABITS.length + habit) * HABIT_VALUES + value
}

/** Shares of each habit's values among the paragraphs and headings of the page. */
export function shareHabits(items: readonly BlockCue[]): Float64Array {
  const shares = new Float64Array(HABITS.length * HABIT_VALUES)
  const totals = new Float64Array(HABITS.length)
  for (const { role, habits } of items) {
    if (role !== 'body') continue
    for (let habit = 0; habit < HABITS.length; habit++) {
      if (habits[habit]! < 0) continue
      shares[habitCell(0, habit, habits[habit]!)]! += 1
      totals[habit]! += 1
    }
  }
  return shares.map((count, cell) => count / Math.max(1, totals[Math.floor(cell / HABIT_VALUES)]!))
}

/** Log-odds that a block with these habits was written for a strand with those counts, against the whole page. */
export function weighHabits(
  own: Int8Array,
  counts: Int16Array,
  strand: number,
  shares: Float64Array,
): number {
  let odds = 0
  for (let habit = 0; habit < HABITS.length; habit++) {
    const value = own[habit]!
    if (value < 0) continue
    const row = habitCell(strand, habit, 0)
    let total = 0
    for (let v = 0; v < HABIT_VALUES; v++) total += counts[row + v]!
    const share = shares[habitCell(0, habit, value)]!
    odds +=
      ODDS[habit]! * Math.log((counts[row + value]! + HABIT_PRIOR * share) / (total + HABIT_PRIOR) / share)
  }
  return odds
}
