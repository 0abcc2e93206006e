import { PassThrough, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

/** An output that remembers what was written to it; a terminal if it is given columns. */
export class Recorder extends Writable {
  text = ''
  readonly isTTY: boolean
  readonly columns: number | undefined
  /** Code of the error that every write meets. */
  refuse: string | null = null

  constructor(columns?: number) {
    super({ decodeStrings: false })
    this.isTTY = columns !== undefined
    this.columns = columns
  }

  getColorDepth(): number {
    return 1
  }

  override _write(chunk: string | Buffer, _encoding: string, done: (error?: Error) => void): void {
    if (this.refuse) done(Object.assign(new Error(`write ${this.refuse}`), { code: this.refuse }))
    else {
      this.text += String(chunk)
      done()
    }
  }

  /** Waits until it holds the words. */
  async until(words: string): Promise<void> {
    while (!this.text.includes(words)) await pause(2)
  }
}

/** Keys as a terminal sends them. */
export class Keyboard extends PassThrough {
  readonly isTTY = true
  readonly raw: boolean[] = []

  setRawMode(raw: boolean): this {
    this.raw.push(raw)
    return this
  }
}
