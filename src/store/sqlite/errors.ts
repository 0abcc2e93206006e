// What SQLite says, in words for the person who can do something about it.
import { messageOf, UserError } from '../../errors.ts'
import { DamagedError } from '../pack.ts'

// Primary result codes: https://www.sqlite.org/rescode.html (the low byte of an extended code).
const PERM = 3
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

const ADVICE: Readonly<Record<number, string>> = {
  [PERM]: 'may not be written: check the permissions of the file and its folder',
  [BUSY]: 'is being written by another process that does not finish: stop that process, or try again later',
  [LOCKED]: 'is being written by another process that does not finish: stop that process, or try again later',
  [READONLY]: 'may not be written: check the permissions of the file and its folder',
  [IOERR]: 'cannot be read or written: check the disk',
  [CORRUPT]: 'is damaged: put a backup in its place',
  [FULL]: 'cannot grow, the disk is full: free some space and try again; nothing of this step was stored',
  [CANTOPEN]: 'cannot be opened: check that its folder exists and may be read and written',
  [NOTADB]: 'is not a store: name another file, or move this one away',
}

/** The primary result code of an error from SQLite or of damage found by us, or null for any other error. */
function codeOf(error: unknown): number | null {
  if (error instanceof DamagedError) return CORRUPT
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff
}

/** Whether another process holds the lock that was needed. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error)
  return code === BUSY || code === LOCKED
}

/** The error to throw on: a UserError where a person can help, else the error as it is. */
export function explain(error: unknown, location: string): unknown {
  const advice = ADVICE[codeOf(error) ?? 0]
  if (!advice) return error
  return new UserError(`The store ${location} ${advice} (${messageOf(error)}).`, { cause: error })
}
