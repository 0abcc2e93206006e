import { existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { messageOf, UserError } from '../../errors.ts'
import { MEMORY } from './connect.ts'
import { inspect } from './inspect.ts'

const ALL_PAGES = 2 ** 31 - 1

/**
 * Copies a database while it is in use, checks the copy, and only then gives it its name.
 * @throws UserError when the target exists, cannot be written, or the copy turns out damaged
 */
export async function backUp(database: DatabaseSync, location: string, target: string): Promise<void> {
  const path = resolve(target)
  refuseExisting(path, target)
  const part = `${path}.${process.pid}.part`
  try {
    mkdirSync(dirname(path), { recursive: true })
    // A connection of its own: the copy is one consistent state, and neither waits for the writer nor holds it up.
    const source = location === MEMORY ? database : new DatabaseSync(location, { readOnly: true })
    try {
      // All pages in one step: between steps another process's write would make it begin again.
      await backup(source, part, { rate: ALL_PAGES })
    } finally {
      if (source !== database) source.close()
    }
    await verify(part, target)
    publish(part, path, target)
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw new UserError(`The backup ${target} cannot be written: ${messageOf(cause)}.`, { cause })
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) if (existsSync(part + end)) rmSync(part + end)
  }
}

function refuseExisting(path: string, target: string): void {
  if (existsSync(path)) throw new UserError(`The backup ${target} exists already: name another file.`)
}

async function verify(part: string, target: string): Promise<void> {
  const copy = new DatabaseSync(part)
  try {
    // One file, with no log beside it, so that it can be moved about.
    copy.exec('pragma journal_mode = delete')
  } finally {
    copy.close()
  }
  const [finding] = await inspect(part, 'pages')
  if (finding === undefined) return
  throw new UserError(
    `The backup ${target} came out damaged and was thrown away: check the store (${finding}).`,
  )
}

/** Gives the copy its name unless something has taken it in the meantime. */
function publish(part: string, path: string, target: string): void {
  try {
    linkSync(part, path)
  } catch (error) {
    refuseExisting(path, target)
    // Some file systems have no hard links.
    if (error instanceof Error) renameSync(part, path)
  }
}
