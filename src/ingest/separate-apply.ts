// From a believed layout to blocks with reports: ordinals, titles, and what belongs to nobody.
import type { Block, BlockKind } from '../model/article.ts'
import { findPageSpin } from './blocks-spun.ts'
import type { SeparatedReport, Separation } from './separate.ts'
import type { Verdict } from './separate-judge.ts'

const change = (block: Block, to: Partial<Block>): Block => ({ ...block, ...to })

/** All blocks as one report; a page without paragraphs has none. */
export function keepWhole(blocks: readonly Block[], why: string): Separation {
  const paragraphs = blocks.flatMap((block, at) => (block.kind === 'paragraph' ? [at] : []))
  if (paragraphs.length === 0) return { blocks, reports: [], why: ['no paragraphs'] }
  const title = blocks.findIndex(block => block.kind === 'title')
  const owned: readonly BlockKind[] = ['title', 'heading', 'paragraph', 'caption']
  return {
    blocks: blocks.map((block, at) => {
      if (!owned.includes(block.kind)) return block
      if (block.kind === 'title' && at !== title)
        return change(block, { kind: 'heading', report: 0, reason: 'second line of the title' })
      return change(block, { report: 0 })
    }),
    reports: [{ ordinal: 0, title: title < 0 ? null : title, paragraphs }],
    why: [why],
  }
}

/** Strand labels in order of first appearance in the page. */
function ordinalsOf(labels: Int8Array): Map<number, number> {
  const ordinals = new Map<number, number>()
  for (const label of labels) if (label >= 0 && !ordinals.has(label)) ordinals.set(label, ordinals.size)
  return ordinals
}

function placeCaptions(blocks: Block[]): void {
  const owner = (at: number, step: 1 | -1) => {
    for (let i = at + step; i >= 0 && i < blocks.length; i += step)
      if (blocks[i]!.report !== null) return blocks[i]!.report
    return null
  }
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'caption') continue
    const [before, after] = [owner(at, -1), owner(at, 1)]
    if (before !== null && (before === after || after === null))
      blocks[at] = change(block, { report: before })
  }
}

/** The questions of an interview belong with their answers, one that is left open with the answer before it. */
function placeQuestions(blocks: Block[], drafts: readonly { paragraphs: number[] }[]): void {
  for (let at = blocks.length - 1; at >= 0; at--) {
    const block = blocks[at]!
    if (block.report !== null || (block.kind !== 'paragraph' && block.kind !== 'heading')) continue
    const isOwned = (other: Block) => other.report !== null
    const report = (blocks.slice(at + 1).find(isOwned) ?? blocks.slice(0, at).findLast(isOwned))?.report ?? 0
    blocks[at] = change(block, { report })
    if (block.kind === 'paragraph') drafts[report]!.paragraphs.push(at)
  }
  for (const { paragraphs } of drafts) paragraphs.sort((a, b) => a - b)
}

/** Titles that were given to no report: foreign words make them spun, otherwise they are the page's own. */
function nameLooseTitles(text: string, blocks: Block[]): void {
  const textOf = ({ start, end }: Block) => text.slice(start, end)
  const owned = blocks.filter(block => block.kind === 'title' && block.report !== null).map(textOf)
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'title' || block.report !== null) continue
    const rest = text.slice(0, block.start) + text.slice(block.end)
    const spin = findPageSpin(textOf(block), owned, rest)
    if (spin) blocks[at] = change(block, { kind: 'spun_title', reason: spin })
    else blocks[at] = change(block, { reason: 'title of the page, not of one report' })
  }
}

function describe(reading: Verdict, reports: readonly SeparatedReport[]): string[] {
  const { layout, signs, ratio, odds } = reading
  const sizes = reports.map(report => report.paragraphs.length).join(' + ')
  const how =
    layout.kind === 'round-robin'
      ? `${layout.strands} reports in turn`
      : `${layout.strands} reports one after another`
  return [
    `${how}, ${sizes} paragraphs`,
    `paragraphs share ${Math.round(100 * ratio)}% as much across reports as inside them`,
    `agreeing: ${signs.map(({ sign, count }) => (count === null ? sign : `${count} ${sign}`)).join(', ')}`,
    `log-odds ${odds.toFixed(1)}`,
  ]
}

/** Gives each block its report by a believed reading of the items, which begin at block `first`. */
export function applyLayout(
  text: string,
  blocks: readonly Block[],
  reading: Verdict,
  first: number,
): Separation {
  const { labels } = reading.layout
  const ordinals = ordinalsOf(labels)
  const drafts = [...ordinals.values()].map(() => ({
    title: null as number | null,
    paragraphs: [] as number[],
  }))
  const placed = blocks.map((block, at) => {
    const label = labels[at - first] ?? -1
    if (label < 0) return block
    const report = ordinals.get(label)!
    const draft = drafts[report]!
    if (block.kind === 'paragraph') draft.paragraphs.push(at)
    else if (draft.title === null && draft.paragraphs.length === 0) {
      draft.title = at
      return change(block, { kind: 'title', report })
    }
    return change(block, { report, kind: block.kind === 'title' ? 'heading' : block.kind })
  })
  placeQuestions(placed, drafts)
  placeCaptions(placed)
  nameLooseTitles(text, placed)
  const reports = drafts.map(({ title, paragraphs }, ordinal) => ({ ordinal, title, paragraphs }))
  return { blocks: placed, reports, why: describe(reading, reports) }
}
