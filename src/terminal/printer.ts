import { messageOf, UserError } from '../errors.ts'

/** A stream to draw on: standard output or standard error, or a recorder. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean
  readonly columns?: number | undefined
  getColorDepth?(): number
}

export interface Printer {
  /** Writes and waits until it is out; false, and quietly, once nobody reads any more. Throws when a disk is full. */
  print(text: string): Promise<boolean>
  /** Aborted when the reader has gone away: `| head` has had enough, the terminal was closed. */
  readonly gone: AbortSignal
  /** Stops watching for the end; an error that comes later is still no crash. */
  close(): void
}

/** The reader closed the pipe, the stream was ended, or the terminal disappeared. */
const GONE = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'EIO', 'ECONNRESET'])

const isGone = (error: unknown) => GONE.has((error as NodeJS.ErrnoException | null)?.code ?? '')

/** Watches an output, so that a reader who leaves ends the work instead of crashing it. */
export function createPrinter(output: Output): Printer {
  const gone = new AbortController()
  let fault: unknown = null
  const note = (error: unknown) => {
    if (isGone(error)) gone.abort()
    else fault ??= error
  }
  output.on('error', note)
  const leave = () => gone.abort()
  output.on('close', leave)
  return {
    gone: gone.signal,
    async print(text) {
      if (!gone.signal.aborted && text !== '') await write(output, text, note, gone.signal)
      if (fault !== null)
        throw new UserError(`The output cannot be written: ${messageOf(fault)}`, { cause: fault })
      return !gone.signal.aborted
    },
    close: () => {
      output.removeListener('close', leave)
    },
  }
}

/** Resolves when the text is out, refused or pointless; a stream destroyed in between may never call back. */
async function write(
  output: Output,
  text: string,
  note: (error: unknown) => void,
  gone: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const leave = () => resolve()
  gone.addEventListener('abort', leave, { once: true })
  output.write(text, error => {
    if (error) note(error)
    resolve()
  })
  await promise
  gone.removeEventListener('abort', leave)
}

/** Whether to colour what goes there: only on a terminal that can, and not when its user asked for none. */
export function wantsColor(output: Output): boolean {
  return output.isTTY === true && (output.getColorDepth?.() ?? 1) > 1
}
