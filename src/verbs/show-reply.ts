import type { Reply } from '../chat/reply.ts'
import { textWidth } from '../terminal/limits.ts'
import { wantsColor } from '../terminal/printer.ts'
import { renderTerminal } from '../terminal/render.ts'
import { print } from './context.ts'

/** Draws a reply on standard output: colour only on a terminal. */
export function show(reply: Reply): void {
  const { stdout } = process
  print(renderTerminal(reply, { width: textWidth(stdout.columns), color: wantsColor(stdout) }))
}
