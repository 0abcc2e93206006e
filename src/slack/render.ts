import { say } from '../chat/messages.ts'
import { shorten } from '../chat/plain.ts'
import type { Reply } from '../chat/reply.ts'
import { context, drawBlock, type Place } from './blocks.ts'
import { LIMITS } from './limits.ts'
import { escapeWords } from './mrkdwn.ts'
import { type Files, NO_FILES } from './pictures.ts'
import type { Piece, SlackBlock } from './rich.ts'

/** A reply as Slack shows it: one message, or several that go on in a thread or behind a button. */
export interface Drawn {
  /** What a notification or a screen reader tells; escaped. */
  readonly text: string
  /** At least one; each fits into one message together with one more row of buttons. */
  readonly pages: readonly (readonly SlackBlock[])[]
  /** Pieces that no message can hold, of which the headline stands or nothing. */
  readonly left: number
}

/** Kept free for a row of buttons and for the line that tells what was left out. */
const RESERVED_BLOCKS = 3
const RESERVED_JSON = 1800

const jsonOf = (blocks: readonly SlackBlock[]) => JSON.stringify(blocks).length
const hasTable = (blocks: readonly SlackBlock[]) => blocks.some(block => block.type === 'table')

/**
 * Draws a reply for Slack. A piece (a paragraph, an item, a source, a row of a table) stands whole in one message or,
 * when no message could hold it, as its headline alone; how many were left out so is said at the end.
 * @param place where it is shown, which decides what kinds of blocks there are
 * @param mostBlocks blocks of a page: those of a message unless told
 * @param files pictures that were uploaded
 */
export function renderSlack(
  reply: Reply,
  place: Place = 'message',
  mostBlocks: number = LIMITS.messageBlocks,
  files: Files = NO_FILES,
): Drawn {
  const room = { blocks: mostBlocks - RESERVED_BLOCKS, json: LIMITS.blocksJson - RESERVED_JSON }
  const fits = (blocks: readonly SlackBlock[]) => blocks.length <= room.blocks && jsonOf(blocks) <= room.json
  let left = 0
  const pieces = reply.blocks
    .flatMap((block, at) => drawBlock(reply, block, at, place, files))
    .flatMap((piece): Piece[] => {
      if (fits(piece.blocks)) return [piece]
      left++
      return piece.less && fits(piece.less) ? [{ blocks: piece.less }] : []
    })
  const pages = packPages(pieces, fits)
  const told = left === 0 ? [] : [context(say(reply.lang, 'page.left_out', { n: left }))]
  const last = [...(pages.at(-1) ?? []), ...told]
  const summary = textOf(reply.summary)
  const whole = [...pages.slice(0, -1), ...(last.length > 0 ? [last] : [])]
  return {
    text: summary,
    pages: whole.length > 0 ? whole : [[context(shorten(reply.summary.trim() || '…', 200))]],
    left,
  }
}

/** Words for notifications and screen readers: a sentence that Slack reads no markup in. */
export function textOf(words: string): string {
  return shorten(escapeWords(words).trim() || '…', LIMITS.text).replace(/&(?:[a-z]{0,3})…$/, '…')
}

function packPages(
  pieces: readonly Piece[],
  fits: (blocks: readonly SlackBlock[]) => boolean,
): SlackBlock[][] {
  const pages: SlackBlock[][] = []
  let page: SlackBlock[] = []
  /** Headings that wait for what they open. */
  let opening: SlackBlock[] = []
  const turn = () => {
    if (page.length > 0) pages.push(page)
    page = []
  }
  for (const { blocks, opens } of pieces) {
    if (opens) {
      opening = fits([...opening, ...blocks]) ? [...opening, ...blocks] : [...blocks]
      continue
    }
    const next = fits([...opening, ...blocks]) ? [...opening, ...blocks] : [...blocks]
    const second = hasTable(page) && hasTable(next)
    if (second || !fits([...page, ...next])) turn()
    page.push(...next)
    opening = []
  }
  if (opening.length > 0) {
    if (!fits([...page, ...opening])) turn()
    page.push(...opening)
  }
  turn()
  return pages
}
