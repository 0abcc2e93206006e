import { BAR_CELLS, textWidth } from './limits.ts'
import { type Output, wantsColor } from './printer.ts'
import { safeText } from './safe.ts'
import { paint, run } from './style.ts'
import { fitWidth, widthOf } from './width.ts'

export interface Progress {
  /** Tells how far a long job is; `text` names the job, and a new text begins a new line. */
  progress(text: string, done: number, total: number): void
  /** Leaves the last state standing as a line of its own. */
  end(): void
}

const CLEAR_LINE = '\r\u001b[2K'

/** Shows how far a long job is: one line redrawn on a terminal; elsewhere one line when it begins and one at its end. */
export function createProgress(output: Output): Progress {
  // Progress is a courtesy: a reader who has left must not end the job.
  output.on('error', () => {})
  const onTerminal = output.isTTY === true
  const color = wantsColor(output)
  let last: { text: string; done: number; total: number; drawn: string } | null = null

  const end = () => {
    if (!last) return
    const { text, done, total } = last
    if (onTerminal) output.write(`${CLEAR_LINE}${text}  ${done}/${total}\n`)
    else if (done > 0) output.write(`${text}: ${done}/${total}\n`)
    last = null
  }

  return {
    end,
    progress(words, done, total) {
      const text = fitWidth(safeText(words).trim(), textWidth(output.columns) - 2 * String(total).length - 4)
      if (last && last.text !== text) end()
      const begins = last === null
      const drawn = onTerminal ? drawLine(text, done, total, output, color) : ''
      if (onTerminal && drawn !== last?.drawn) output.write(CLEAR_LINE + drawn)
      if (!onTerminal && begins) output.write(`${text}: 0/${total}\n`)
      last = { text, done, total, drawn }
      if (done >= total) end()
    },
  }
}

function drawLine(text: string, done: number, total: number, output: Output, color: boolean): string {
  const counter = `${done}/${total}`
  const room = textWidth(output.columns) - widthOf(text) - counter.length - 4
  if (room < BAR_CELLS) return `${text}  ${counter}`
  const full = total > 0 ? Math.min(BAR_CELLS, Math.floor((done / total) * BAR_CELLS)) : 0
  const bar = [run('━'.repeat(full), 'number'), run('─'.repeat(BAR_CELLS - full), 'quiet')]
  return `${text}  ${paint(bar, color)}  ${counter}`
}
