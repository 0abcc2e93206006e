import type { Reply } from '../chat/reply.ts'
import { renderTerminal } from '../terminal/render.ts'
import { print } from './context.ts'

/** Draws a reply on standard output: colour and full width only on a terminal. */
export function show(reply: Reply): void {
  const { isTTY, columns } = process.stdout
  print(renderTerminal(reply, { width: Math.min(columns ?? 100, 110), color: isTTY === true && !process.env['NO_COLOR'] }))
}
