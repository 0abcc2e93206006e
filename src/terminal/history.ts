import {
  appendFileSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { HISTORY_BYTES, HISTORY_LINE_LENGTH, HISTORY_LINES } from './limits.ts'
import { safeText } from './safe.ts'

export interface History {
  /** Newest first, without repeats. */
  readonly lines: readonly string[]
  /** Remembers a line; throws when the file cannot be written. */
  add(line: string): void
}

/**
 * Opens the remembered lines of a prompt, oldest first in the file, one a line; a missing file is an empty
 * history, an overlong one is cut to the newest lines. Throws when the file cannot be read or written.
 */
export function openHistory(file: string): History {
  const read = readTail(file)
  const kept = read.lines.slice(-HISTORY_LINES)
  if (read.cut || kept.length < read.lines.length) rewrite(file, kept)
  return {
    lines: [...new Set(kept.toReversed())],
    add: line => {
      const clean = rememberable(line)
      if (clean === null) return
      mkdirSync(dirname(file), { recursive: true })
      appendFileSync(file, `${clean}\n`, { mode: 0o600 })
    },
  }
}

/** Shown again on a terminal later, so kept as safe as anything shown; what is too long is not kept at all. */
function rememberable(line: string): string | null {
  const clean = safeText(line).trim()
  return clean === '' || clean.length > HISTORY_LINE_LENGTH ? null : clean
}

function readTail(file: string): { lines: string[]; cut: boolean } {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lines: [], cut: false }
    throw error
  }
  try {
    const { size } = fstatSync(handle)
    const bytes = Buffer.alloc(Math.min(size, HISTORY_BYTES))
    const length = readSync(handle, bytes, 0, bytes.length, size - bytes.length)
    const lines = bytes.toString('utf8', 0, length).split('\n')
    const cut = size > bytes.length
    // The first line of a tail is likely half a line.
    if (cut) lines.shift()
    return { lines: lines.map(rememberable).filter(line => line !== null), cut }
  } finally {
    closeSync(handle)
  }
}

/** Beside the file first, so that being interrupted loses nothing. */
function rewrite(file: string, lines: readonly string[]): void {
  const beside = `${file}.${process.pid}.tmp`
  writeFileSync(beside, lines.map(line => `${line}\n`).join(''), { mode: 0o600 })
  renameSync(beside, file)
}
