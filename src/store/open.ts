import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '../errors.ts'
import { openSqlite } from './sqlite/sqlite.ts'
import type { Store } from './store.ts'

export interface StoreOptions {
  /** The time now; passed in so that tests can set it. */
  readonly clock: () => Date
  /** How long to wait for another process that is writing, in milliseconds (default 5,000). */
  readonly busyTimeoutMs?: number
}

// Two letters at least, because `C:` is a drive.
const SCHEME = /^([a-z][a-z0-9+.-]+):/i

/**
 * Opens the store at a URL, creating it when it is missing.
 * @param url a path, `sqlite:PATH`, `file:PATH` or `:memory:`; `~/` is the home folder
 * @throws UserError naming the file and what to do
 */
export async function openStore(url: string, options: StoreOptions): Promise<Store> {
  return await openSqlite(locationOf(url), options)
}

function locationOf(url: string): string {
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase()
  if (scheme === 'postgres' || scheme === 'postgresql')
    throw new UserError(
      'PostgreSQL is not available yet as a store: name a file, for example data/attache.db.',
    )
  if (scheme && scheme !== 'sqlite' && scheme !== 'file')
    // Without the rest of the URL, which may hold a password.
    throw new UserError(
      `A store cannot be opened at ${scheme}: URLs: name a file, for example data/attache.db.`,
    )
  const path = scheme ? pathOf(scheme, url.slice(scheme.length + 1)) : url
  if (path.trim() === '' || path.includes('\0'))
    throw new UserError('The store has no file name: name one, for example data/attache.db.')
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
}

/** `sqlite:a.db`, `sqlite:///a.db` (absolute) and `file:///a.db` (a URL, percent-encoded). */
function pathOf(scheme: string, rest: string): string {
  if (!rest.startsWith('//')) return rest
  if (scheme === 'sqlite') return rest.slice(2)
  try {
    return fileURLToPath(`file:${rest}`)
  } catch (cause) {
    throw new UserError(`The store URL file:${rest} names no file of this machine: use a path.`, { cause })
  }
}
