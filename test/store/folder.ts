// A folder of its own for each test, and stores in it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'

export const clock = () => new Date('2026-11-23T00:00:00Z')

/** Of the test that is running. */
export let folder: string
/** The store's file in it, not there yet. */
export let file: string

/** Gives each test of the calling file its folder, and takes it away afterwards. */
export function useFolder(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'attache-store-'))
    file = join(folder, 'store.db')
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })
}

/** Fails unless the work is refused with one line for a person, which names the file. */
export async function refused(work: () => Promise<unknown>, message: RegExp, named = file): Promise<void> {
  const error = await work().then(
    () => null,
    reason => reason,
  )
  expect(error).toMatchObject({ name: 'UserError', message: expect.stringMatching(message) })
  expect(error.message).toContain(named)
  expect(error.message).not.toContain('\n')
}

/** Opens a store, works with it, and closes it whatever happens. */
export async function withStore<T>(work: (store: Store) => Promise<T>, url = file): Promise<T> {
  const store = await openStore(url, { clock, busyTimeoutMs: 200 })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
