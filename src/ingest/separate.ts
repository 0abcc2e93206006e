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

const ONE_REPORT = 'the text holds together as one report'

function textOf(text: string, block: Block): string {
  return text.slice(block.start, block.end)
}

/** One way to read a page. */
export interface ReadingCandidate {
  readonly separation: Separation
  /** Log-odds against one report: 0 for the page kept whole. */
  readonly odds: number
}

/** Log-odds within which two readings are hardly told apart: one is less than 8 times as likely as the other. */
const NARROW = 2
/** More than this nobody can choose between. */
const MOST_CANDIDATES = 4

/** The better of the readings of a page as several reports that can be believed, or null for one report. */
function chooseReading(verdicts: readonly Verdict[]): Verdict | null {
  let best: Verdict | null = null
  for (const verdict of verdicts)
    if (verdict.odds > 0 && (best === null || verdict.fit > best.fit)) best = verdict
  return best
}

/** The readings of a page as several reports that something besides the wording agrees with, however likely. */
function readItems(
  text: string,
  blocks: readonly Block[],
  items: readonly BlockCue[],
  first: number,
  mentions: ReportCues['mentions'],
): Verdict[] {
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
  return verdicts.filter(one => one !== null).filter(one => one.signs.length > 0 && one.ratio < NO_GAIN)
}

/** What a page may be read as, and where its items begin; words instead where it is one report without a doubt. */
function readPage(
  text: string,
  blocks: readonly Block[],
  mentions: ReportCues['mentions'],
): { readonly verdicts: readonly Verdict[]; readonly first: number } | string {
  const all = readCues(text, blocks)
  if (!mayHoldSeveral(all)) return 'no second sign of several reports'
  const first = all.findIndex(cue => cue.role !== 'filler')
  const items = all.slice(first)
  if (items.length > MOST_ITEMS) return `more than ${MOST_ITEMS} blocks: not compared`
  return { verdicts: readItems(text, blocks, items, first, mentions), first }
}

/**
 * Finds the reports on a page and gives each block its report. Kinds may change: a heading that opens a report
 * becomes its title, a title that belongs to none and is made of foreign words becomes `spun_title`.
 * A page without any paragraph has no reports.
 * @param blocks of `text`, as `splitBlocks` cuts them
 */
export function separateReports(text: string, blocks: readonly Block[], cues: ReportCues = {}): Separation {
  const page = readPage(text, blocks, cues.mentions)
  if (typeof page === 'string') return keepWhole(blocks, page)
  const reading = chooseReading(page.verdicts)
  if (reading === null) return keepWhole(blocks, ONE_REPORT)
  return applyLayout(text, blocks, reading, page.first)
}

/**
 * Of an ambiguous page, the readings that are hardly less or more likely than the one `separateReports` gives, which
 * comes first: 2 to 4, no two alike. Empty for every other page.
 * @param blocks of `text`, as `splitBlocks` cuts them
 */
export function readCandidates(text: string, blocks: readonly Block[]): readonly ReadingCandidate[] {
  const page = readPage(text, blocks, undefined)
  if (typeof page === 'string') return []
  const chosen = chooseReading(page.verdicts)
  const odds = chosen?.odds ?? 0
  const others = [...page.verdicts.filter(one => one !== chosen), ...(chosen === null ? [] : [null])]
    .filter(one => Math.abs((one?.odds ?? 0) - odds) <= NARROW)
    .toSorted((a, b) => (b?.odds ?? 0) - (a?.odds ?? 0))
  const candidates = new Map<string, ReadingCandidate>()
  for (const one of [chosen, ...others]) {
    const separation =
      one === null ? keepWhole(blocks, ONE_REPORT) : applyLayout(text, blocks, one, page.first)
    const key = separation.blocks.map(block => block.report ?? '-').join()
    if (!candidates.has(key)) candidates.set(key, { separation, odds: one?.odds ?? 0 })
  }
  return candidates.size < 2 ? [] : [...candidates.values()].slice(0, MOST_CANDIDATES)
}
