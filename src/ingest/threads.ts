// Reading on every core: threads turn files into items and read them through. One thread stores, as SQLite wants it.
import { getCompileCacheDir } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ParsedItem } from '../model/article.ts'
import type { Reading } from '../store/store.ts'
import type { ReadFailure } from './files-failure.ts'
import type { FoundFile } from './files-walk.ts'
import { THREAD_MARK, type ThreadData } from './thread.ts'
import type { Question, Reply } from './thread-work.ts'

/** More threads than this could not be kept busy: the thread that stores is the limit then. */
const MOST_THREADS = 4
/** Tasks a thread has before it: enough to last while the other side stores a batch. */
const TASKS_PER_THREAD = 32
/** Room for short-lived objects in each thread, MB: reading makes many, and a small room is swept too often. */
const YOUNG_MB = 32

/** An item that a thread has read from a file and still holds. */
export interface HeldItem {
  readonly item: ParsedItem
  /** @throws Error when the page breaks a rule of ours, or the thread has ended */
  readThrough(id: string, seen: string): Promise<Reading>
  forget(): void
}

export interface Crew {
  /** How many tasks to have under way at once. */
  readonly depth: number
  /** False while the threads are starting, and for good when none could be started or all have ended. */
  isReady(): boolean
  readFile(file: FoundFile, maxBytes: number): Promise<HeldItem | ReadFailure>
  readThrough(item: ParsedItem, id: string, seen: string): Promise<Reading>
  close(): Promise<void>
}

/** How many reading threads this machine can use; 0 where one core has to do everything. */
export function usefulThreads(): number {
  const cores = availableParallelism()
  return cores < 2 ? 0 : Math.min(cores, MOST_THREADS)
}

/** Starts reading threads. `version` is the lexicon's: a thread that has another one is not used. */
export function startCrew(count: number, version: string): Crew {
  const threads = Array.from({ length: count }, () => startThread(version))
  let tasks = 0

  function leastBusy(): Thread {
    const able = threads.filter(thread => thread.isReady())
    if (able.length === 0) throw new Error('all reading threads have ended')
    return able.reduce((best, thread) => (thread.busy() < best.busy() ? thread : best))
  }

  async function reading(thread: Thread, question: Question): Promise<Reading> {
    const reply = await thread.ask(question)
    if ('reading' in reply) return reply.reading
    throw new Error('problem' in reply ? reply.problem : 'a reading thread gave another answer')
  }

  return {
    depth: count * TASKS_PER_THREAD,
    isReady: () => threads.some(thread => thread.isReady()),
    async readFile({ path, type }, maxBytes) {
      const [thread, task] = [leastBusy(), tasks++]
      const reply = await thread.ask({ task, ask: 'file', path, type, maxBytes })
      if (!('found' in reply))
        throw new Error('problem' in reply ? reply.problem : 'a reading thread gave another answer')
      const item = reply.found
      if ('problem' in item) return item
      return {
        item,
        readThrough: (id, seen) => reading(thread, { task, ask: 'reading', item: null, id, seen }),
        forget: () => thread.tell({ task, ask: 'forget' }),
      }
    },
    async readThrough(item, id, seen) {
      return reading(leastBusy(), { task: tasks++, ask: 'reading', item, id, seen })
    },
    async close() {
      await Promise.all(threads.map(thread => thread.close()))
    },
  }
}

interface Thread {
  isReady(): boolean
  /** Questions that wait for an answer. */
  busy(): number
  ask(question: Question): Promise<Reply>
  tell(question: Question): void
  close(): Promise<void>
}

function startThread(version: string): Thread {
  const cache = getCompileCacheDir()
  // The folder that was asked for; the version of Node is added to it.
  const data: ThreadData = { mark: THREAD_MARK, cache: cache === undefined ? null : dirname(cache) }
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: data,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>()
  let ready = false
  const end = (why: Error): void => {
    ready = false
    for (const { reject } of waiting.values()) reject(why)
    waiting.clear()
  }
  worker.on('message', (reply: Reply) => {
    if ('ready' in reply) {
      ready = reply.ready === version
      return
    }
    const asked = waiting.get(reply.task)
    waiting.delete(reply.task)
    asked?.resolve(reply)
  })
  worker.on('error', error => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('the reading thread has ended')))

  return {
    isReady: () => ready,
    busy: () => waiting.size,
    ask: question =>
      new Promise((resolve, reject) => {
        waiting.set(question.task, { resolve, reject })
        worker.postMessage(question)
      }),
    tell: question => worker.postMessage(question),
    async close() {
      await worker.terminate()
    },
  }
}
