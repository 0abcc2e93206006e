// Polling at the size of a large desk: thousands of sources on one machine's own servers, first with news, then without.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSource } from '../src/ingest/sources/desk.ts'
import { type Network, openNetwork, pollOnce } from '../src/ingest/sources/poll.ts'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/store.ts'
import { type BenchResult, type Figure, figure } from './figures.ts'

const SOURCES = 5000
const WITH_NEWS = 500
const ITEMS = 4

interface Run {
  readonly seconds: number
  /** Processor time of this process: what a busy machine does not change. */
  readonly cpuSeconds: number
  readonly polls: number
  readonly items: number
  readonly peakMb: number
}

/** Memory while work is done: the highest of what was sampled ten times a second, MB. */
async function watchMemory<T>(work: () => Promise<T>): Promise<{ value: T; peakMb: number }> {
  let peak = process.memoryUsage().rss
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 100)
  try {
    return { value: await work(), peakMb: peak / 1e6 }
  } finally {
    clearInterval(timer)
  }
}

async function pollAll(store: Store, network: Network, clock: () => Temporal.Instant): Promise<Run> {
  let items = 0
  const begun = performance.now()
  const cpu = process.cpuUsage()
  const { value: polls, peakMb } = await watchMemory(() =>
    pollOnce({
      store,
      lexicon: openLexicon(),
      clock,
      network,
      maxBytes: 2_000_000,
      report: () => {},
      onPoll: outcome => {
        if (outcome.fault !== null) throw new Error(`${outcome.state.source.url}: ${outcome.fault.code}`)
        items += outcome.added
      },
      log: {
        warn: () => {},
        error: (fields, message) => {
          throw new Error(`${message} ${JSON.stringify(fields)}`)
        },
      },
    }),
  )
  const { user, system } = process.cpuUsage(cpu)
  return {
    seconds: (performance.now() - begun) / 1000,
    cpuSeconds: (user + system) / 1e6,
    polls,
    items,
    peakMb,
  }
}

/** Starts the servers in a process of their own, so that neither their time nor their memory counts. */
async function startServers(): Promise<{ port: number; stop: () => void }> {
  const child = fork(join(import.meta.dirname, 'poll-server.ts'), [String(ITEMS)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', message => resolve(message as number))
    child.once('exit', () => reject(new Error('the servers did not start')))
  })
  return { port, stop: () => void child.kill() }
}

/** Polls 500 sources with news and 5,000 without; the store is on disk and removed at the end. */
export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-bench-poll-'))
  const servers = await startServers()
  let now = Temporal.Instant.from('2026-11-23T06:00:00Z')
  const begun = performance.now()
  const clock = (): Temporal.Instant => now.add({ milliseconds: Math.round(performance.now() - begun) })
  const network = openNetwork({
    clock,
    contact: '',
    maxBytes: 2_000_000,
    delayMs: 0,
    guard: { resolve: async () => ['127.0.0.1'], mayConnect: (_, port) => port === servers.port },
  })
  const store = await openStore(join(folder, 'store.db'), {
    clock: () => new Date(clock().epochMilliseconds),
  })
  const add = async (from: number, to: number, kind: string): Promise<void> => {
    for (let n = from; n < to; n++) {
      const url = `http://s${n}.${kind}.test:${servers.port}/feed`
      await store.sources.add(
        newSource(
          { url, workspace: null },
          { kind: 'feed', url, name: null, lang: null },
          clock().toString(),
        ),
        clock().toString(),
      )
    }
  }
  try {
    openLexicon()
    const idle = process.memoryUsage().rss / 1e6
    await add(0, WITH_NEWS, 'news')
    const news = await pollAll(store, network, clock)
    await add(WITH_NEWS, SOURCES, 'quiet')
    const first = await pollAll(store, network, clock)
    now = now.add({ hours: 25 })
    const again = await pollAll(store, network, clock)
    const figures: Figure[] = [
      figure(
        'with news: polls',
        news.polls / news.seconds,
        '/s',
        `${news.polls} feeds of ${ITEMS} whole articles each`,
      ),
      figure('with news: processor time an item', (1000 * news.cpuSeconds) / news.items, 'ms'),
      figure(
        'with news: items end to end',
        news.items / news.seconds,
        '/s',
        `${news.items} fetched, read and stored in one thread`,
      ),
      figure('with news: memory', news.peakMb, 'MB', `${idle.toFixed(0)} MB before`),
      figure(
        'first poll of quiet sources: polls',
        first.polls / first.seconds,
        '/s',
        `${first.polls} feeds without entries, robots.txt of each asked first`,
      ),
      figure(
        `${SOURCES} sources, nothing new: polls`,
        again.polls / again.seconds,
        '/s',
        `${again.polls} conditional requests, and robots.txt of each anew after a day`,
      ),
      figure(`${SOURCES} sources: memory`, again.peakMb, 'MB', 'highest while all were polled'),
      figure('nothing new: processor time a poll', (1000 * again.cpuSeconds) / again.polls, 'ms'),
      figure(`${SOURCES} sources: time for all`, again.seconds, 's'),
    ]
    return { bench: 'poll', command: 'npm run bench -- poll', figures }
  } finally {
    await network.close()
    await store.close()
    servers.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
