import type { Block, Reply } from '../chat/reply.ts'
import { drawBlock } from './draw.ts'
import { textWidth } from './limits.ts'
import { type Line, paint } from './style.ts'

export interface TerminalLook {
  /** Columns to draw in, held between 20 and 100. */
  readonly width: number
  readonly color: boolean
}

/**
 * Draws a reply for a terminal: lines of at most `width` cells, each ending in a line feed. Control characters,
 * escape sequences, overrides and zero-width characters of the words drawn are gone; nothing else is.
 */
export function renderTerminal(reply: Reply, { width, color }: TerminalLook): string {
  const wide = textWidth(width)
  const lines: Line[] = []
  let previous: Block | null = null
  for (const block of reply.blocks) {
    const drawn = drawBlock(reply, block, wide)
    if (drawn.length === 0) continue
    if (previous && !belongTogether(previous, block)) lines.push([])
    lines.push(...drawn)
    previous = block
  }
  return lines.map(line => `${paint(line, color)}\n`).join('')
}

/** A blank line parts blocks, except a heading from what it heads and lists that are one list. */
function belongTogether(above: Block, below: Block): boolean {
  if (above.kind === 'heading')
    return above.level === 2 || (below.kind === 'paragraph' && below.quiet === true)
  return above.kind === 'list' && below.kind === 'list'
}
