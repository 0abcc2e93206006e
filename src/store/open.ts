import { UserError } from '../errors.ts'
import type { Store } from './store.ts'

export interface StoreOptions {
  /** The time now; passed in so that tests can set it. */
  readonly clock: () => Date
  /** How long to wait for another process that is writing, in milliseconds (default 5,000). */
  readonly busyTimeoutMs?: number
}

/**
 * Opens the store at a URL, creating it when it is missing.
 * @param url a path, `sqlite:PATH`, `file:PATH` or `:memory:`
 * @throws UserError naming the file and what to do
 */
export async function openStore(url: string, _options: StoreOptions): Promise<Store> {
  throw new UserError(`The store at ${url} cannot be opened: this engine is still to come.`)
}
