// Five hundred servers, half of them hostile: is every healthy one polled in time, is anything forbidden connected to,
// does memory stay flat?
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSource } from '../src/ingest/sources/desk.ts'
import { type PollerDeps, pollOnce } from '../src/ingest/sources/poll.ts'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { openStore } from '../src/store/open.ts'
import { openFarmNetwork, recordConnections } from '../test/helpers/network.ts'
import type { FarmReport } from './farm-server.ts'
import { type BenchResult, type Figure, figure, figureWithGoal, median, quantile } from './figures.ts'

const SERVERS = 500
const ROUNDS = 3
/** Shorter than the usual 20 s, so that the benchmark ends; what counts is the ratio. */
const TIMEOUT_MS = 5000
/** A healthy source is in time when its poll ends within so many seconds of being due: the shortest interval there is. */
const IN_TIME_S = 300

/** Polls the farm for a few rounds, a day apart by the clock. */
export async function run(): Promise<BenchResult> {
  return { bench: 'farm', command: 'npm run bench -- farm', figures: await pollFarm() }
}

async function pollFarm(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-bench-farm-'))
  const child = fork(join(import.meta.dirname, 'farm-server.ts'), [String(SERVERS)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = (entries: number): Promise<FarmReport> => {
    const told = new Promise<FarmReport>(resolve =>
      child.once('message', message => resolve(message as FarmReport)),
    )
    if (entries >= 0) child.send(entries)
    return told
  }
  const { servers } = await ask(-1)
  const healthy = new Set(
    servers.filter(server => server.behaviour.startsWith('healthy')).map(server => server.url),
  )
  let ahead = 0
  const clock = (): Temporal.Instant => Temporal.Now.instant().add({ hours: ahead })
  const store = await openStore(join(folder, 'store.db'), {
    clock: () => new Date(clock().epochMilliseconds),
  })
  const network = openFarmNetwork(
    { ports: servers.map(server => server.port) },
    { timeoutMs: TIMEOUT_MS, clock, maxBytes: 8_000_000 },
  )
  const record = recordConnections()
  try {
    for (const { url } of servers) {
      const source = newSource(
        { url, workspace: null },
        { kind: 'feed', url, name: null, lang: null },
        clock().toString(),
      )
      await store.sources.add(source, clock().toString())
    }
    openLexicon()
    const waits: number[] = []
    const peaks: number[] = []
    let added = 0
    for (let round = 0; round < ROUNDS; round++) {
      const begun = performance.now()
      let peak = 0
      const timer = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage().rss / 1e6)
      }, 50)
      const deps: PollerDeps = {
        store,
        lexicon: openLexicon(),
        clock,
        network,
        maxBytes: 8_000_000,
        report: () => {},
        onPoll: outcome => {
          if (!healthy.has(outcome.state.source.url)) return
          if (outcome.fault !== null)
            throw new Error(`a healthy server failed: ${JSON.stringify(outcome.fault)}`)
          added += outcome.added
          waits.push((performance.now() - begun) / 1000)
        },
        log: {
          warn: () => {},
          error: (fields, message) => {
            throw new Error(`${message} ${JSON.stringify(fields)}`)
          },
        },
      }
      await pollOnce(deps)
      clearInterval(timer)
      peaks.push(peak)
      ahead += 30
      await ask(3 + 2 * (round + 1))
    }
    const { canaryHits } = await ask(0)
    const ports = new Set(servers.map(server => server.port))
    const outside = record.tried.filter(
      one => !one.startsWith('127.0.0.1 ') || !ports.has(Number(one.split(' ')[1])),
    )
    const wanted = healthy.size * (3 + 2 * (ROUNDS - 1))
    const late = waits.filter(wait => wait > IN_TIME_S).length
    return [
      figureWithGoal(
        'healthy sources polled too late',
        late + healthy.size * ROUNDS - waits.length,
        '',
        { atMost: 0 },
        `${waits.length} polls of ${healthy.size} healthy sources in ${ROUNDS} rounds, within ${IN_TIME_S} s of being due`,
      ),
      figure(
        'healthy sources: time until polled, median',
        median(waits),
        's',
        `time limit of hanging servers ${TIMEOUT_MS / 1000} s`,
      ),
      figure('healthy sources: time until polled, longest', quantile(waits, 1), 's'),
      figureWithGoal(
        'articles of healthy sources missing',
        wanted - added,
        '',
        { atMost: 0 },
        `${wanted} published`,
      ),
      figureWithGoal(
        'forbidden connections',
        canaryHits + outside.length,
        '',
        { atMost: 0 },
        `${record.tried.length} connections tried`,
      ),
      figureWithGoal(
        'memory, last round ÷ first',
        peaks.at(-1)! / peaks[0]!,
        '×',
        { atMost: 1.25 },
        `highest of each round: ${peaks.map(peak => peak.toFixed(0)).join(', ')} MB`,
      ),
    ]
  } finally {
    record.stop()
    await network.close()
    await store.close()
    child.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
