import { PassThrough } from 'node:stream'

/** Standard input, a pipe, or a script of keys. */
export type Input = NodeJS.ReadableStream & {
  readonly isTTY?: boolean
  setRawMode?(raw: boolean): unknown
}

const LINE_FEED = 10
const RETURN = 13
const CTRL_C = 3

/**
 * Lets keys through to a line editor only while it waits for a line, so that what is typed or piped ahead
 * appears after the answer that is being written and never in the middle of it. Bytes pass unchanged; they
 * are parted at line ends alone, so no character is ever cut.
 */
export class Gate {
  /** What the line editor reads. */
  readonly keys: PassThrough & { setRawMode?(raw: boolean): unknown }
  readonly #input: Input
  readonly #onInterrupt: () => void
  #held: Buffer[] = []
  #open = false
  #ended = false
  #pumping = false

  /** `onInterrupt` hears Ctrl-C while the gate is closed; what was typed ahead is then forgotten. */
  constructor(input: Input, onInterrupt: () => void) {
    this.#input = input
    this.#onInterrupt = onInterrupt
    this.keys = new PassThrough()
    if (input.setRawMode) this.keys.setRawMode = raw => input.setRawMode!(raw)
    input.on('data', this.#take)
    input.on('end', this.#end)
    input.on('close', this.#end)
    // A terminal that disappears is an input that has ended.
    input.on('error', this.#end)
  }

  open(): void {
    this.#open = true
    void this.#pump()
  }

  close(): void {
    this.#open = false
  }

  /** Lets go of the input, so that the process can end. */
  release(): void {
    this.#input.removeListener('data', this.#take)
    this.#input.removeListener('end', this.#end)
    this.#input.removeListener('close', this.#end)
    this.#input.pause()
  }

  #take = (chunk: Buffer | string): void => {
    const bytes = Buffer.from(chunk as string)
    const interrupt = this.#input.isTTY ? bytes.lastIndexOf(CTRL_C) : -1
    if (!this.#open && interrupt >= 0) {
      this.#held = [bytes.subarray(interrupt + 1)]
      this.#onInterrupt()
    } else this.#held.push(bytes)
    void this.#pump()
  }

  #end = (): void => {
    this.#ended = true
    void this.#pump()
  }

  /** Hands on line by line; the editor closes the gate when it has one. */
  async #pump(): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    while (this.#open && this.#held.length > 0) {
      const piece = this.#nextPiece()
      if (piece.length > 0) this.keys.write(piece)
      // The editor takes what is written before the next turn of the event loop.
      await new Promise(resolve => setImmediate(resolve))
    }
    this.#pumping = false
    if (this.#open && this.#ended && this.#held.length === 0) this.keys.end()
  }

  /** Bytes up to and with the next line end. */
  #nextPiece(): Buffer {
    const bytes = this.#held.shift()!
    const at = bytes.findIndex(byte => byte === LINE_FEED || byte === RETURN)
    if (at < 0) return bytes
    const end = bytes[at] === RETURN && bytes[at + 1] === LINE_FEED ? at + 2 : at + 1
    if (end < bytes.length) this.#held.unshift(bytes.subarray(end))
    return bytes.subarray(0, end)
  }
}
