// Words as rich text, where Slack reads no markup: whatever they hold, they are words.
import type { types } from '@slack/bolt'
import { say } from '../chat/messages.ts'
import { plainWords } from '../chat/plain.ts'
import type { Quote, Spans } from '../chat/reply.ts'

/** A block as Slack takes it. */
export type SlackBlock = types.KnownBlock

/** Blocks that stay together in one message. */
export interface Piece {
  readonly blocks: readonly SlackBlock[]
  /** Less of the same, for when all of it does not fit into any message. */
  readonly less?: readonly SlackBlock[]
  /** It opens what follows, so it is not the last of a message. */
  readonly opens?: true
}

/** What stands within a line. */
export type Inline = types.RichTextText | types.RichTextEmoji | types.RichTextLink
type Part = types.RichTextSection | types.RichTextQuote | types.RichTextList

/** Words of one block of ours; longer ones go on in the next block. */
export const RUN = 2400

/** Words in no manner. */
export function plain(text: string): Inline {
  return { type: 'text', text }
}

/** Words that carry the line. */
export function bold(words: string): Inline[] {
  return runsOf(plainWords(words), { bold: true })
}

/** Words in one manner, in as many runs as they need. */
export function runsOf(words: string, style?: types.RichTextStyleable['style']): Inline[] {
  return splitWords(words, RUN).map(text => ({ type: 'text', text, ...(style && { style }) }))
}

/** A quote in its marks, with its citations. */
export function quoteInlines({ text, lang, citations }: Quote): Inline[] {
  const marked = say(lang, 'quote.marks', { quote: text })
  return inlinesOf([
    { kind: 'text', text: marked },
    ...citations.map(n => ({ kind: 'citation', n }) as const),
  ])
}

/** Spans as rich text; a citation is parted from the words before it. */
export function inlinesOf(spans: Spans): Inline[] {
  const inlines: Inline[] = []
  let before = ''
  for (const span of spans) {
    const words = span.kind === 'citation' ? `[${span.n}]` : plainWords(span.text)
    if (words === '') continue
    const gap = span.kind === 'citation' && !/(?:^|\s|\[\d+\])$/.test(before) ? ' ' : ''
    const style =
      span.kind === 'emphasis' ? { bold: true } : span.kind === 'code' ? { code: true } : undefined
    inlines.push(...runsOf(gap + words, style))
    before = words
  }
  return inlines
}

/** A line. */
export function section(elements: Inline[]): types.RichTextSection {
  return { type: 'rich_text_section', elements }
}

/** A quotation. */
export function quote(elements: Inline[]): types.RichTextQuote {
  return { type: 'rich_text_quote', elements }
}

/** One part as a block of its own. */
export function rich(part: Part): Piece {
  return { blocks: [{ type: 'rich_text', elements: [part] }] }
}

/** Of inline elements, in UTF-16 units. */
export const lengthOf = (inlines: readonly Inline[]) =>
  inlines.reduce((sum, inline) => sum + (inline.type === 'text' ? inline.text.length : 2), 0)

/** Runs of words as rich text, as many blocks as they need. */
export function drawRuns(inlines: readonly Inline[], make: (elements: Inline[]) => Part): Piece[] {
  const pieces: Piece[] = []
  let run: Inline[] = []
  const flush = () => {
    if (run.some(inline => inline.type !== 'text' || inline.text.trim() !== '')) pieces.push(rich(make(run)))
    run = []
  }
  for (const inline of inlines) {
    if (lengthOf([...run, inline]) > RUN) flush()
    run.push(inline)
  }
  flush()
  return pieces
}

const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The words in runs of at most so many UTF-16 units: parted after a sentence, else at a space, else between characters. */
export function splitWords(words: string, most: number): string[] {
  const runs: string[] = []
  let rest = words
  while (rest.length > most) {
    const head = rest.slice(0, most)
    const sentence = Math.max(
      ...['. ', '? ', '! ', '。', '？', '！'].map(end => head.lastIndexOf(end) + end.length),
    )
    const space = head.lastIndexOf(' ') + 1
    const at = sentence > most / 2 ? sentence : space > most / 2 ? space : lastBoundary(rest, most)
    runs.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return rest === '' ? runs : [...runs, rest]
}

/** The last end of a whole character within the first so many units; one that is longer than all of them is parted by code points. */
function lastBoundary(words: string, most: number): number {
  let at = 0
  for (const { index, segment } of GRAPHEMES.segment(words.slice(0, most + 1))) {
    if (index + segment.length > most) break
    at = index + segment.length
  }
  if (at > 0) return at
  return /[\ud800-\udbff]/.test(words[most - 1]!) ? most - 1 : most
}
