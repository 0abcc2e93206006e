import { createInterface } from 'node:readline'
import type { Completer } from './complete.ts'
import { Gate, type Input } from './gate.ts'
import { HISTORY_LINES } from './limits.ts'
import type { Output } from './printer.ts'

export interface EditorSettings {
  readonly input: Input
  /** Where typed lines are echoed; null when nobody types, as with a pipe. */
  readonly terminal: Output | null
  /** What stands before the cursor; may hold colours. */
  readonly mark: string
  /** Newest first. */
  readonly history: readonly string[]
  readonly completer: Completer
  /** Hears Ctrl-C between two calls of `next`: what is being done is to stop. */
  readonly onInterrupt: () => void
}

export interface Editor {
  /** The next line without its end, or null when no more will come; keys typed before the call wait for it. */
  next(): Promise<string | null>
  /** Ends the editor and lets go of the input. */
  close(): void
}

/** Reads lines one at a time: edited on a terminal, as they come from a pipe. */
export function createEditor(settings: EditorSettings): Editor {
  const { input, terminal, mark, history, completer, onInterrupt } = settings
  const gate = new Gate(input, onInterrupt)
  const lines: string[] = []
  let closed = false
  let wake = () => {}

  const readline = createInterface({
    input: gate.keys,
    ...(terminal ? { output: terminal } : {}),
    terminal: terminal !== null,
    prompt: mark,
    history: [...history],
    historySize: HISTORY_LINES,
    removeHistoryDuplicates: true,
    completer,
    // A pipe may part a line end from its line.
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  readline.on('line', line => {
    gate.close()
    lines.push(line)
    wake()
  })
  readline.on('close', () => {
    closed = true
    wake()
  })
  readline.on('SIGINT', () => {
    if (readline.line === '') return readline.close()
    readline.write(null, { ctrl: true, name: 'e' })
    readline.write(null, { ctrl: true, name: 'u' })
  })

  return {
    async next() {
      if (lines.length === 0 && !closed) {
        if (terminal) readline.prompt()
        // A line that was typed ahead comes while the gate opens.
        const arrival = Promise.withResolvers<void>()
        wake = arrival.resolve
        gate.open()
        await arrival.promise
      }
      return lines.shift() ?? null
    },
    close() {
      readline.close()
      gate.release()
    },
  }
}
