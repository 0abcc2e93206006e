// Whether a reading of a page as several reports is to be believed: how well its strands hold together inside and
// not across, and which signs besides the wording agree with it. All figures are log-odds measured on built pages
// and on single articles with headings, quotes, lists and interviews; see test/eval/layouts.ts.
import type { Similarity } from './cohesion.ts'
import {
  habitCell,
  type Layout,
  LEAD_WEIGHT,
  shareHabits,
  TIE_ODDS,
  type Ties,
  weighHabits,
} from './layouts.ts'
import { type BlockCue, HABIT_VALUES, HABITS, isParagraph } from './separate-cues.ts'

export type Sign = 'datelines' | 'titles' | 'indentation' | 'script' | 'outlets cited'

/** A sign besides the wording, and how many strands show it where that can be counted. */
export interface FoundSign {
  readonly sign: Sign
  readonly count: number | null
}

/** A reading of the page with what speaks for it. */
export interface Verdict {
  readonly layout: Layout
  /** Log-odds against one report: believed above 0, if there is a sign as well. */
  readonly odds: number
  /** How well it explains the page, to choose between readings. */
  readonly fit: number
  /** The signs besides the wording that agree with it. */
  readonly signs: readonly FoundSign[]
  /** Share across strands against share inside: 1 is no difference. */
  readonly ratio: number
}

/** Blocks apart up to which pairs are compared for the ratio. */
const NEAR = 12

function membersOf(layout: Layout): number[][] {
  const members: number[][] = Array.from({ length: layout.strands }, () => [])
  for (const [item, label] of layout.labels.entries()) if (label >= 0) members[label]!.push(item)
  return members
}

/** The first paragraph of each strand that has one. */
function leadsOf(members: readonly number[][], items: readonly BlockCue[]): number[] {
  return members.flatMap(strand => strand.find(item => isParagraph(items[item]!)) ?? [])
}

/** What pairs of blocks share across strands against pairs inside; titles are left out, they were matched by it. */
function compareStrands({ labels }: Layout, items: readonly BlockCue[], { n, at }: Similarity): number {
  let [across, within, acrossPairs, withinPairs] = [0, 0, 0, 0]
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n && b <= a + NEAR; b++) {
      if (labels[a]! < 0 || labels[b]! < 0 || items[a]!.role !== 'body' || items[b]!.role !== 'body') continue
      if (labels[a] === labels[b]) {
        within += at[a * n + b]!
        withinPairs++
      } else {
        across += at[a * n + b]!
        acrossPairs++
      }
    }
  if (acrossPairs === 0 || withinPairs === 0 || within === 0) return 1
  return across / acrossPairs / (within / withinPairs)
}

/** Log-odds of the ties inside the strands, and of their habits. */
function weighStrands(
  members: readonly number[][],
  items: readonly BlockCue[],
  ties: Ties,
): { tied: number; habits: number } {
  const shares = shareHabits(items)
  let [tied, habits] = [0, 0]
  for (const strand of members) {
    const counts = new Int16Array(HABITS.length * HABIT_VALUES)
    const lead = strand.find(item => isParagraph(items[item]!)) ?? -1
    for (const [nth, item] of strand.entries()) {
      const own = items[item]!
      if (own.role !== 'body') continue
      for (const before of strand.slice(0, nth)) {
        if (items[before]!.role !== 'body') continue
        const isLead = before <= lead
        tied += TIE_ODDS * (isLead ? LEAD_WEIGHT : 1) * ties.at[item * ties.n + before]!
      }
      habits += weighHabits(own.habits, counts, 0, shares)
      for (let habit = 0; habit < HABITS.length; habit++)
        if (own.habits[habit]! >= 0) counts[habitCell(0, habit, own.habits[habit]!)]! += 1
    }
  }
  return { tied, habits }
}

/** Strands of which nearly all paragraphs, and at least two, have one value of a habit; -1 for the others. */
function settledValues(members: readonly number[][], items: readonly BlockCue[], habit: number): number[] {
  return members.map(strand => {
    const values = strand.filter(item => isParagraph(items[item]!)).map(item => items[item]!.habits[habit]!)
    const known = values.filter(value => value >= 0)
    const first = known.find(value => known.filter(other => other === value).length >= 0.8 * values.length)
    return first !== undefined && known.length >= 2 ? first : -1
  })
}

function differs(values: readonly number[]): boolean {
  return new Set(values.filter(value => value >= 0)).size > 1
}

/** Which signs besides the wording agree with a layout. */
export function findSigns(layout: Layout, items: readonly BlockCue[]): FoundSign[] {
  const members = membersOf(layout)
  const leads = leadsOf(members, items)
  const signs: FoundSign[] = []
  const dated = leads.filter(item => items[item]!.dateline).length
  if (dated >= 2) signs.push({ sign: 'datelines', count: dated })
  const titled = members.filter(strand => strand.length > 0 && items[strand[0]!]!.headline).length
  if (titled >= 2) signs.push({ sign: 'titles', count: titled })
  if (differs(settledValues(members, items, HABITS.indexOf('indentation'))))
    signs.push({ sign: 'indentation', count: null })
  if (differs(settledValues(members, items, HABITS.indexOf('script'))))
    signs.push({ sign: 'script', count: null })
  const outlets = new Set(leads.flatMap(item => items[item]!.lead ?? []))
  if (outlets.size >= 2) signs.push({ sign: 'outlets cited', count: outlets.size })
  return signs
}

/** Log-odds of a deal: a logistic regression on built pages against single articles in disguise, rounded. */
const DEAL = {
  none: -5.9,
  tied: 0.7,
  ratio: -1,
  mostRatio: 1.5,
  datelines: 6,
  titles: -1,
  titleFit: 1.3,
  indentation: -0.5,
  habits: 1.2,
  mostHabits: 3,
  outlets: 1.2,
} as const
/** Fewer strands explain as much with less; where most strands open with a dateline, one without is suspect. */
const STRAND_COST = 1
const UNDATED_COST = 0.75

/** How much more the titles above the text have in common with their own strand than with the others, summed. */
function weighTitles(
  members: readonly number[][],
  items: readonly BlockCue[],
  { n, at }: Similarity,
): number {
  let fit = 0
  for (const [strand, own] of members.entries()) {
    const title = own[0]
    if (title === undefined || items[title]!.role !== 'title') continue
    const mean = (paragraphs: readonly number[]) =>
      paragraphs.reduce((sum, item) => sum + at[title * n + item]!, 0) / Math.max(1, paragraphs.length)
    const paragraphsOf = (strands: readonly number[][]) =>
      strands.flat().filter(item => isParagraph(items[item]!))
    const [inside, outside] = [
      mean(paragraphsOf([own])),
      mean(paragraphsOf(members.filter((_, i) => i !== strand))),
    ]
    fit += (inside - outside) / (inside + outside + 0.02)
  }
  return fit
}

/** Judges a reading as reports dealt out in turn. */
export function judgeDeal(
  layout: Layout,
  items: readonly BlockCue[],
  similarity: Similarity,
  ties: Ties,
): Verdict {
  const members = membersOf(layout)
  const signs = findSigns(layout, items)
  const has = (sign: Sign) => signs.some(found => found.sign === sign)
  const ratio = compareStrands(layout, items, similarity)
  const { tied, habits } = weighStrands(members, items, ties)
  let odds = DEAL.none + DEAL.tied * tied + DEAL.ratio * Math.min(DEAL.mostRatio, ratio)
  if (has('datelines')) odds += DEAL.datelines
  if (has('titles')) odds += DEAL.titles + DEAL.titleFit * weighTitles(members, items, similarity)
  if (has('outlets cited')) odds += DEAL.outlets
  if (has('indentation')) odds += DEAL.indentation
  if (has('indentation') || has('script'))
    odds += DEAL.habits * Math.max(0, Math.min(DEAL.mostHabits, habits))
  const undated = layout.strands - leadsOf(members, items).filter(item => items[item]!.dateline).length
  const isDated = layout.strands - undated >= 2
  const fit = layout.score - STRAND_COST * layout.strands - (isDated ? UNDATED_COST * undated : 0)
  return { layout, odds, fit, signs, ratio }
}

/** Judges a reading as reports that follow one another; its score is already log-odds. */
export function judgeOrder(
  layout: Layout,
  items: readonly BlockCue[],
  similarity: Similarity,
  ties: Ties,
): Verdict {
  const signs = findSigns(layout, items)
  const { tied, habits } = weighStrands(membersOf(layout), items, ties)
  const starts = signs.some(({ sign }) => sign === 'datelines') ? 1.5 * layout.strands : 0
  return {
    layout,
    odds: layout.score,
    fit: tied + habits + starts,
    signs,
    ratio: compareStrands(layout, items, similarity),
  }
}
