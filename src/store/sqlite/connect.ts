import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UserError } from '../../errors.ts'

/** The name of a database that lives in memory and ends with the process. */
export const MEMORY = ':memory:'

/** Marks our files, so that another program's database is never written to: `Atta` in ASCII. */
const APPLICATION_ID = 0x41747461

/** Each statement waits this long for a lock; longer waits are taken outside, so that other work can go on. */
const LOCK_WAIT_MS = 10

/**
 * Opens a database file, creating it and its folder when missing.
 *
 * What is guaranteed: a committed transaction is whole after the process is killed at any instant, and the file is
 * never damaged by a crash of the process or the machine (write-ahead log). At power loss the transactions of the last
 * moments before may be missing, each as a whole (`synchronous = NORMAL`: the disk is waited for at checkpoints only).
 */
export function connect(location: string): DatabaseSync {
  if (location !== MEMORY) prepareFolder(location)
  const database = new DatabaseSync(location, { timeout: LOCK_WAIT_MS })
  try {
    const isNew = refuseForeign(database, location)
    // Pages of 8 KB hold a packed report whole, which saves a seventh of the file; the size is fixed when a file is new.
    // A cache of 8 MB is enough for the upper levels of every index of 100,000 articles. The log is taken over into
    // the file every 16 MB, so that a large import does not wait for the disk at every step.
    database.exec(`
      pragma page_size = 8192;
      pragma journal_mode = wal;
      pragma synchronous = normal;
      pragma cache_size = -8192;
      pragma wal_autocheckpoint = 2000;
      pragma journal_size_limit = 67108864;
    `)
    // Only then, because it writes: a store must be readable while another process is writing it.
    if (isNew) database.exec(`pragma application_id = ${APPLICATION_ID}`)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/** A second connection that sees one unchanging state of the store while the first one goes on writing. */
export function connectSnapshot(database: DatabaseSync, location: string): DatabaseSync {
  if (location === MEMORY) {
    const copy = new DatabaseSync(MEMORY)
    copy.deserialize(database.serialize())
    return copy
  }
  const snapshot = new DatabaseSync(location, { readOnly: true, timeout: LOCK_WAIT_MS })
  try {
    snapshot.exec('begin')
    // The state is fixed by the first read, not by `begin`.
    snapshot.prepare('select 1 from meta').get()
    return snapshot
  } catch (error) {
    snapshot.close()
    throw error
  }
}

function prepareFolder(location: string): void {
  const path = resolve(location)
  if (existsSync(path)) {
    if (statSync(path).isFile()) return
    throw new UserError(`The store ${location} is a folder, not a file: name a file in it.`)
  }
  try {
    mkdirSync(dirname(path), { recursive: true })
  } catch (cause) {
    const advice = 'name another place, or create the folder and make it writable'
    throw new UserError(`The folder of the store ${location} cannot be created: ${advice}.`, { cause })
  }
}

/** Whether the file is new; throws when it is a database of another program. */
function refuseForeign(database: DatabaseSync, location: string): boolean {
  const found = database.prepare('pragma application_id').get()?.application_id
  const empty = database.prepare('select 1 from sqlite_schema').get() === undefined
  if (found === APPLICATION_ID) return false
  if (found === 0 && empty) return true
  throw new UserError(
    `The file ${location} is a database of another program: name another file for the store.`,
  )
}
