import { DatabaseSync } from 'node:sqlite'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { check, checkPages } from './check.ts'

/** `pages`: whether the file is sound; `all`: whether what is in it fits together, too. */
type Depth = 'pages' | 'all'

/**
 * Inspects a database file in a thread of its own, because a large one takes seconds and chats must be answered
 * meanwhile. Returns what is wrong, one line each.
 */
export function inspect(path: string, depth: Depth): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { path, depth } })
    let findings: string[] | undefined
    worker.once('message', message => {
      findings = message
    })
    worker.once('error', reject)
    // Only then is the file closed again.
    worker.once('exit', code => {
      if (findings) resolve(findings)
      else reject(new Error(`The inspection of ${path} ended early (${code})`))
    })
  })
}

if (!isMainThread && workerData?.depth) {
  const { path, depth } = workerData as { path: string; depth: Depth }
  const database = new DatabaseSync(path, { timeout: 5000 })
  parentPort!.postMessage(depth === 'all' ? check(database) : checkPages(database))
  database.close()
}
