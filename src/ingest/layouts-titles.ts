// Whose the titles above the text are, when the reports below it were dealt out in turn: by what each title shares
// with a strand, and by order, because titles are dealt out as the paragraphs are.
import type { Ties } from './layouts.ts'
import { type BlockCue, isParagraph } from './separate-cues.ts'

/** Titles that are tried; pages with more are lists. */
const MOST_TITLES = 6
/** Log-odds of a title belonging to one of the strands at all, to the one in its own turn, to one after the last's. */
const GIVEN = 0.7
const IN_TURN = 1
const IN_ORDER = 0.4
/** A first title of which the page has so little was put above all the others and is nobody's. */
const FOREIGN_FROM = 0.35
const FOREIGN_COST = 4
/** Paragraphs of a strand that a title is compared with: those that it shares most with. */
const CLOSEST = 3
const CLOSENESS_ODDS = 1.5

function titlesOf(items: readonly BlockCue[]): number[] {
  return items.flatMap((cue, item) => (cue.role === 'title' ? [item] : [])).slice(0, MOST_TITLES)
}

/** For each strand the item of its title, or -1, so that affinity and order are best together. */
function give(
  items: readonly BlockCue[],
  strands: number,
  affinity: (title: number, strand: number) => number,
): number[] {
  const titles = titlesOf(items)
  const isPageTitle = (nth: number) =>
    nth === 0 && titles.length > 2 && items[titles[0]!]!.foreign >= FOREIGN_FROM
  const shift = isPageTitle(0) ? 1 : 0
  const areInTurn = titles.length - shift <= strands
  const weigh = (nth: number, strand: number, last: number) => {
    const title = titles[nth]!
    let odds = affinity(title, strand) + (strand > last ? IN_ORDER : 0)
    if (isPageTitle(nth)) odds -= FOREIGN_COST * items[title]!.foreign
    else odds += GIVEN + (areInTurn && strand === nth - shift ? IN_TURN : 0)
    return odds
  }
  let best = { score: Number.NEGATIVE_INFINITY, given: new Array<number>(strands).fill(-1) }
  const place = (nth: number, given: number[], score: number, last: number) => {
    if (nth === titles.length) {
      if (score > best.score) best = { score, given }
      return
    }
    place(nth + 1, given, score, last)
    for (let strand = 0; strand < strands; strand++)
      if (given[strand] === -1)
        place(
          nth + 1,
          given.with(strand, titles[nth]!),
          score + weigh(nth, strand, last),
          Math.max(last, strand),
        )
  }
  place(0, best.given, 0, -1)
  return best.given
}

/** Gives the titles to strands before the deal is known, by the first two paragraphs of each. */
export function giveTitles(items: readonly BlockCue[], { n, at }: Ties, strands: number): number[] {
  const leads = items.flatMap((cue, item) => (isParagraph(cue) ? [item] : [])).slice(0, 2 * strands)
  return give(items, strands, (title, strand) => {
    let sum = 0
    for (let turn = strand; turn < leads.length; turn += strands)
      sum += (turn < strands ? 1 : 0.5) * at[title * n + leads[turn]!]!
    return sum
  })
}

/** Gives the titles anew when the strands are known, by the paragraphs of each that they share most with. */
export function regiveTitles(
  items: readonly BlockCue[],
  { n, at }: Ties,
  strands: number,
  labels: Int8Array,
): Int8Array {
  const given = give(items, strands, (title, strand) => {
    const shared = items
      .flatMap((cue, item) => (labels[item] === strand && isParagraph(cue) ? [at[title * n + item]!] : []))
      .sort((a, b) => b - a)
      .slice(0, CLOSEST)
    return (CLOSENESS_ODDS * shared.reduce((sum, tie) => sum + tie, 0)) / Math.max(1, shared.length)
  })
  const own = labels.slice()
  for (const title of titlesOf(items)) own[title] = given.indexOf(title)
  return own
}
