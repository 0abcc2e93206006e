// Which of its blocks belong to which report. Splitting an article that is one does more harm than leaving two
// reports together, so a page is split only when its wording says so (the strands hold together inside and not
// across) and a second sign says so too: datelines, titles, indentation, script or outlets that differ by strand.
import type { Block } from '../model/article.ts'
import { compareBlocks, countTerms } from './cohesion.ts'
import { tieItems } from './layouts.ts'
import { dealOut } from './layouts-deal.ts'
import { findOpenings, followOn } from './layouts-follow.ts'
import { applyLayout, keepWhole } from './separate-apply.ts'
import { type BlockCue, isLoose, mayHoldSeveral, readCues } from './separate-cues.ts'
import { judgeDeal, judgeOrder, type Verdict } from './separate-judge.ts'

/** What a caller may know about the blocks beyond their text. */
export interface ReportCues {
  /** Ids of the entities mentioned in each block, in the order of the blocks; repeats count. */
  readonly mentions?: readonly (readonly string[])[]
}

/** One report of a page: positions in the array of blocks. */
export interface SeparatedReport {
  /** 0-based order of first appearance. */
  readonly ordinal: number
  readonly title: number | null
  readonly paragraphs: readonly number[]
}

/** The blocks with the report of each, the reports in order of first appearance, and the reasons in short lines. */
export interface Separation {
  readonly blocks: readonly Block[]
  readonly reports: readonly SeparatedReport[]
  readonly why: readonly string[]
}

const MOST_STRANDS = 4
/** Longer pages are books or lists: comparing every pair of their blocks is not worth the time. */
const MOST_ITEMS = 300

/** Strands that share this much of what they share inside have gained nothing by being told apart. */
const NO_GAIN = 0.95

function textOf(text: string, block: Block): string {
  return text.slice(block.start, block.end)
}

/** The better of the readings of a page as several reports that can be believed, or null for one report. */
function chooseReading(verdicts: readonly (Verdict | null)[]): Verdict | null {
  let best: Verdict | null = null
  for (const verdict of verdicts)
    if (verdict !== null && verdict.odds > 0 && verdict.signs.length > 0 && verdict.ratio < NO_GAIN)
      if (best === null || verdict.fit > best.fit) best = verdict
  return best
}

function readItems(
  text: string,
  blocks: readonly Block[],
  items: readonly BlockCue[],
  first: number,
  mentions: ReportCues['mentions'],
): Verdict | null {
  const terms = items.map((item, i) =>
    isLoose(item)
      ? new Map<string, number>()
      : countTerms(textOf(text, blocks[first + i]!), mentions?.[first + i]),
  )
  const similarity = compareBlocks(terms)
  const ties = tieItems(similarity, items)
  const verdicts: (Verdict | null)[] = []
  for (let strands = 2; strands <= MOST_STRANDS; strands++) {
    const layout = dealOut(items, ties, strands)
    verdicts.push(layout && judgeDeal(layout, items, similarity, ties))
  }
  const order = followOn(items, similarity, findOpenings(items))
  verdicts.push(order && judgeOrder(order, items, similarity, ties))
  return chooseReading(verdicts)
}

/**
 * Finds the reports on a page and gives each block its report. Kinds may change: a heading that opens a report
 * becomes its title, a title that belongs to none and is made of foreign words becomes `spun_title`.
 * A page without any paragraph has no reports.
 * @param blocks of `text`, as `splitBlocks` cuts them
 */
export function separateReports(text: string, blocks: readonly Block[], cues: ReportCues = {}): Separation {
  const all = readCues(text, blocks)
  if (!mayHoldSeveral(all)) return keepWhole(blocks, 'no second sign of several reports')
  const first = all.findIndex(cue => cue.role !== 'filler')
  const items = all.slice(first)
  if (items.length > MOST_ITEMS) return keepWhole(blocks, `more than ${MOST_ITEMS} blocks: not compared`)
  const reading = readItems(text, blocks, items, first, cues.mentions)
  if (reading === null) return keepWhole(blocks, 'the text holds together as one report')
  return applyLayout(text, blocks, reading, first)
}
