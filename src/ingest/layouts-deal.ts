// Several reports dealt out in turn, a block each, until the short ones run out. The search goes through the page
// once and keeps a fixed number of open assignments, so its time grows with the square of the number of blocks and
// not with the number of conceivable layouts.
import type { Layout, Ties } from './layouts.ts'
import { habitCell, LEAD_WEIGHT, shareHabits, TIE_ODDS, weighHabits } from './layouts.ts'
import { giveTitles, regiveTitles } from './layouts-titles.ts'
import { type BlockCue, HABIT_VALUES, HABITS, isLoose } from './separate-cues.ts'

const OPEN_LAYOUTS = 48
/** Fewest blocks of a strand, headings included: one paragraph alone shows no cohesion. */
const FEWEST = 2
/** Log-odds of a dateline opening a strand, and of one standing inside it. */
const DATELINE_FIRST = 1.5
const DATELINE_INSIDE = -2
/** Log-odds of a disclaimer or credit line standing last in its strand rather than anywhere. */
const CLOSED = 1.4
/** What a long strand may lose by all it does not share with a block: most of a report shares little with each part. */
const LEAST_MISSING = -2
/** Log-odds of a heading with no paragraph of its strand below it. */
const LOOSE_HEADING = -3

/** What a strand holds, last block first. */
interface Member {
  readonly item: number
  readonly isLead: boolean
  readonly before: Member | null
}

/** An open assignment: which strands still deal (bits), whose turn it is, and what each holds so far. */
interface Deal {
  readonly alive: number
  readonly turn: number
  /** Strands (bits) that have a paragraph, not just a heading. */
  readonly begun: number
  readonly last: readonly (Member | null)[]
  readonly sizes: readonly number[]
  readonly habits: Int16Array
  readonly score: number
  readonly label: number
  readonly before: Deal | null
}

/** The strands that may take the next block: the one whose turn it is, then those after it if it has run out. */
function* takers(deal: Deal): Generator<{ strand: number; alive: number }> {
  const strands = deal.sizes.length
  let alive = deal.alive
  for (let step = 0, strand = deal.turn; step < strands; step++, strand = (strand + 1) % strands) {
    if (!(alive & (1 << strand))) continue
    yield { strand, alive }
    // One that holds too little to be a report has not run out.
    if (deal.sizes[strand]! < FEWEST) return
    alive &= ~(1 << strand)
  }
}

/** One way in which an open assignment may go on; made into a Deal only if it is kept. */
interface Step {
  readonly deal: Deal
  /** -1: the item stands in no strand's turn. */
  readonly strand: number
  readonly alive: number
  readonly score: number
}

/** All ways in which an open assignment may go on with one item. */
function* stepsOf(
  deal: Deal,
  item: number,
  cue: BlockCue,
  ties: Ties,
  shares: Float64Array,
): Generator<Step> {
  // Boilerplate and pictures may stand in a strand's turn or between two.
  if (isLoose(cue)) yield { deal, strand: -1, alive: deal.alive, score: deal.score }
  for (const { strand, alive } of takers(deal)) {
    const bit = 1 << strand
    if (isLoose(cue)) {
      yield { deal, strand, alive, score: deal.score - (cue.ends ? CLOSED : 0) }
      if (cue.ends && deal.sizes[strand]! >= FEWEST && alive !== bit)
        yield { deal, strand, alive: alive & ~bit, score: deal.score + CLOSED }
      continue
    }
    let score = deal.score + weighHabits(cue.habits, deal.habits, strand, shares)
    let [shared, missing] = [0, 0]
    for (let member = deal.last[strand]!; member; member = member.before!) {
      const tie = (member.isLead ? LEAD_WEIGHT : 1) * ties.at[item * ties.n + member.item]!
      if (tie > 0) shared += tie
      else missing += tie
    }
    score += TIE_ODDS * (shared + Math.max(LEAST_MISSING, missing))
    if (cue.dateline) score += deal.begun & bit ? DATELINE_INSIDE : DATELINE_FIRST
    yield { deal, strand, alive, score }
  }
}

function takeStep({ deal, strand, alive, score }: Step, item: number, cue: BlockCue): Deal {
  if (strand < 0) return { ...deal, label: -1, before: deal }
  const turn = (strand + 1) % deal.sizes.length
  if (isLoose(cue)) return { ...deal, alive, turn, score, label: -1, before: deal }
  const bit = 1 << strand
  const habits = deal.habits.slice()
  for (let habit = 0; habit < HABITS.length; habit++)
    if (cue.habits[habit]! >= 0) habits[habitCell(strand, habit, cue.habits[habit]!)]! += 1
  return {
    alive,
    turn,
    begun: cue.headline ? deal.begun : deal.begun | bit,
    last: deal.last.with(strand, { item, isLead: !(deal.begun & bit), before: deal.last[strand]! }),
    sizes: deal.sizes.with(strand, deal.sizes[strand]! + 1),
    habits,
    score,
    label: strand,
    before: deal,
  }
}

/** Goes on with one item from every open assignment and keeps the best. */
function goOn(open: readonly Deal[], item: number, cue: BlockCue, ties: Ties, shares: Float64Array): Deal[] {
  const steps = open.flatMap(deal => [...stepsOf(deal, item, cue, ties, shares)])
  steps.sort((a, b) => b.score - a.score)
  const kept: Deal[] = []
  for (const step of steps) {
    if (kept.length === OPEN_LAYOUTS) break
    const next = takeStep(step, item, cue)
    const last = kept.at(-1)
    // The same blocks may be dealt to the same strands by two roads around a picture.
    if (last && last.score === next.score && last.turn === next.turn && last.alive === next.alive) continue
    kept.push(next)
  }
  return kept
}

function labelsOf(deal: Deal, n: number): Int8Array {
  const labels = new Int8Array(n)
  let at = deal
  for (let item = n - 1; item >= 0; item--) {
    labels[item] = at.label
    at = at.before!
  }
  return labels
}

/**
 * What a finished deal loses for headings that stand last in their strand or above another heading; null when a
 * strand has too few blocks or more headings than paragraphs.
 */
function weighHeadings(labels: Int8Array, items: readonly BlockCue[], strands: number): number | null {
  let cost = 0
  for (let strand = 0; strand < strands; strand++) {
    const own = items.filter((cue, item) => labels[item] === strand && cue.role === 'body')
    const headings = own.filter(cue => cue.headline).length
    if (own.length < FEWEST || headings * 2 > own.length) return null
    for (const [nth, cue] of own.entries())
      if (cue.headline && own[nth + 1]?.headline !== false) cost += LOOSE_HEADING
  }
  return cost
}

/**
 * The best way to read the items as `strands` reports dealt out in turn, or null when there are too few blocks.
 * The items are all blocks from the first title on; the titles above the text are given out beforehand.
 */
export function dealOut(items: readonly BlockCue[], ties: Ties, strands: number): Layout | null {
  const shares = shareHabits(items)
  const titles = giveTitles(items, ties, strands)
  let open: Deal[] = [
    {
      alive: (1 << strands) - 1,
      turn: 0,
      begun: 0,
      last: titles.map(item => (item < 0 ? null : { item, isLead: true, before: null })),
      sizes: new Array<number>(strands).fill(0),
      habits: new Int16Array(strands * HABITS.length * HABIT_VALUES),
      score: 0,
      label: -1,
      before: null,
    },
  ]
  for (const [item, cue] of items.entries()) {
    if (cue.role === 'title')
      open = open.map(deal => ({ ...deal, label: titles.indexOf(item), before: deal }))
    else open = goOn(open, item, cue, ties, shares)
  }
  let best: Layout | null = null
  for (const deal of open) {
    const labels = labelsOf(deal, items.length)
    const cost = weighHeadings(labels, items, strands)
    if (cost === null || (best && deal.score + cost <= best.score)) continue
    best = { kind: 'round-robin', strands, labels, score: deal.score + cost }
  }
  return best && { ...best, labels: regiveTitles(items, ties, strands, best.labels) }
}
