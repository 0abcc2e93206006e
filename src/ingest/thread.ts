// The program of a reading thread. It loads the rest only after it knows where compiled files are kept, which saves
// half of its start.
import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

/** What a reading thread is given; this file does nothing when it is merely imported. */
export interface ThreadData {
  readonly mark: typeof THREAD_MARK
  /** Folder of the compile cache, null when there is none. */
  readonly cache: string | null
}

export const THREAD_MARK = 'attache reading thread'

const given = workerData as Partial<ThreadData> | null
if (parentPort !== null && given?.mark === THREAD_MARK) {
  if (given.cache) enableCompileCache(given.cache)
  const { serve } = await import('./thread-work.ts')
  serve(parentPort)
}
