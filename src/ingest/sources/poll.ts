// Polling: takes what is due and asks many sources at once, so that those which do not answer hold up nobody.
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../../errors.ts'
import type { SourceNotice, SourceState } from '../../model/source.ts'
import type { IngestDeps } from '../ingest.ts'
import { createFetcher, type Fetcher } from './fetch.ts'
import type { GuardOptions } from './guard.ts'
import { createHosts } from './hosts.ts'
import { type PollOutcome, pollSource } from './poll-source.ts'
import { createRobots, PRODUCT, type Robots } from './robots.ts'

/** How fetching is done; the same for polls, checks and single pages. */
export interface NetworkOptions {
  readonly clock: () => Temporal.Instant
  /** Whom a site's owner may write to, in the request's User-Agent; '' for nobody. */
  readonly contact: string
  /** Largest document fetched, bytes. */
  readonly maxBytes: number
  /** For tests only: other limits, and servers on this machine. */
  readonly timeoutMs?: number
  readonly delayMs?: number
  readonly most?: number
  readonly guard?: GuardOptions
}

export interface Network {
  readonly fetcher: Fetcher
  readonly robots: Robots
  close(): Promise<void>
}

const TIMEOUT_MS = 20_000
const DELAY_MS = 1000
/** Requests at once; connections wait more than they work. */
const MOST_REQUESTS = 64
/** Share of these that hosts in trouble may take. */
const DOUBTFUL_SHARE = 4
/** Feeds of several megabytes exist; larger ones are mistakes or worse. */
const MOST_BYTES = 8_000_000
/** Sources taken from the store at once, and polled at once. */
const MOST_POLLS = 96
/** The same for sources whose last poll failed. */
const MOST_DOUBTFUL = 24
/** A claimed source is due again after this time, if nobody finishes it. */
const CLAIM_MINUTES = 10
/** A run of the job gives the scheduler its turn back after this long; polls under way go on. */
const RUN_MS = 45_000

/** Opens the door to the network: one for the whole process, so that hosts see one polite visitor. */
export function openNetwork(options: NetworkOptions): Network {
  const most = options.most ?? MOST_REQUESTS
  const hosts = createHosts({
    delayMs: options.delayMs ?? DELAY_MS,
    most,
    mostDoubtful: Math.max(1, Math.floor(most / DOUBTFUL_SHARE)),
    sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }),
  })
  const contact = options.contact.replace(/[^\x20-\x7e]/g, '').trim()
  const fetcher = createFetcher({
    userAgent: `${PRODUCT}/0.1 (news reader${contact === '' ? '' : `; ${contact}`})`,
    hosts,
    clock: options.clock,
    maxBytes: Math.min(MOST_BYTES, options.maxBytes),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    ...(options.guard && { guard: options.guard }),
  })
  const robots = createRobots({ fetcher, clock: options.clock })
  return { fetcher, robots, close: () => fetcher.close() }
}

export interface PollerDeps extends IngestDeps {
  readonly network: Network
  readonly maxBytes: number
  readonly report: (notice: SourceNotice, key: string) => Promise<void> | void
  /** Told of each poll; for the command line and the log. */
  readonly onPoll?: (outcome: PollOutcome) => void
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void }
  /** Minutes until a source whose poll was killed is due again; 10 unless told. */
  readonly claimMinutes?: number
}

export interface Poller {
  /** Begins to poll what is due now, as far as there is room; returns how many that are. */
  begin(ids?: readonly string[]): Promise<number>
  /** Resolves when a poll under way has ended, or when there is none. */
  progress(): Promise<void>
  isBusy(): boolean
  /** Stops what is under way and waits for it; what was stored stays. */
  close(): Promise<void>
}

/** Creates a poller over a store's sources. */
export function createPoller(deps: PollerDeps): Poller {
  const { store, network, clock } = deps
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const lanes = [
    { doubtful: false, most: MOST_POLLS, underWay: new Map<string, Promise<void>>() },
    { doubtful: true, most: MOST_DOUBTFUL, underWay: new Map<string, Promise<void>>() },
  ]
  const all = (): Promise<void>[] => lanes.flatMap(lane => [...lane.underWay.values()])
  let turn: Promise<unknown> = Promise.resolve()
  /** Reading is what takes time here: two at once would take as long and keep both from ending. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }
  const pollDeps = { ...deps, fetcher: network.fetcher, robots: network.robots, inTurn }

  async function poll(state: SourceState): Promise<void> {
    try {
      const outcome = await pollSource(state, pollDeps, stop.signal)
      deps.onPoll?.(outcome)
    } catch (error) {
      if (stop.signal.aborted) return
      deps.log.error(
        { source: state.source.id, err: error },
        `a poll failed: ${messageOf(error)}; it is taken up again`,
      )
    }
  }

  return {
    async begin(ids) {
      let begun = 0
      for (const { doubtful, most, underWay } of lanes) {
        const limit = most - underWay.size
        if (limit <= 0 || stop.signal.aborted) continue
        const now = clock()
        const until = now.add({ minutes: deps.claimMinutes ?? CLAIM_MINUTES }).toString()
        const due = { now: now.toString(), until, limit, doubtful, ...(ids && { ids }) }
        for (const state of await store.sources.claimDue(due)) {
          const { id } = state.source
          begun++
          underWay.set(
            id,
            poll(state).finally(() => underWay.delete(id)),
          )
        }
      }
      return begun
    },
    async progress() {
      if (all().length > 0) await Promise.race(all())
    },
    isBusy: () => all().length > 0,
    async close() {
      stop.abort(new Error('polling was stopped'))
      await Promise.all(all())
    },
  }
}

/** A job for the scheduler; `close` after the scheduler has stopped and before the store is closed. */
export interface PollJob {
  readonly name: 'poll'
  readonly everyMinutes: 1
  run(now: Temporal.Instant, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Polls what is due, minute by minute. A slow source is waited for beside the next runs, not by them. */
export function createPollJob(deps: PollerDeps): PollJob {
  const poller = createPoller(deps)
  return {
    name: 'poll',
    everyMinutes: 1,
    async run(_now, signal) {
      const turn = AbortSignal.any([signal, AbortSignal.timeout(RUN_MS)])
      const over = new Promise<void>(resolve => {
        if (turn.aborted) resolve()
        turn.addEventListener('abort', () => resolve(), { once: true })
      })
      // A place that becomes free is taken at once by what is still due.
      while (!turn.aborted && ((await poller.begin()) > 0 || poller.isBusy()))
        await Promise.race([poller.progress(), over])
      if (signal.aborted) await poller.close()
    },
    close: () => poller.close(),
  }
}

/** Polls everything that is due, or some sources only, and waits until all is done. Returns how many were asked. */
export async function pollOnce(
  deps: PollerDeps,
  options: { ids?: readonly string[]; signal?: AbortSignal } = {},
): Promise<number> {
  const poller = createPoller(deps)
  const onAbort = (): void => void poller.close()
  options.signal?.addEventListener('abort', onAbort, { once: true })
  let polled = 0
  try {
    for (;;) {
      polled += await poller.begin(options.ids)
      if (!poller.isBusy()) break
      await poller.progress()
    }
    return polled
  } finally {
    options.signal?.removeEventListener('abort', onAbort)
    await poller.close()
  }
}
