// What a minute costs with many subscriptions when nothing is due, and when one in a hundred is.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dueSlots, nextSlot } from '../digests/due.ts'
import { openDue } from '../digests/job.ts'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import type { Subscription } from '../src/model/subscription.ts'
import { openStore } from '../src/store/open.ts'
import { createRecorder } from '../test/helpers/recorder.ts'
import { jobDeps, simulateTime } from '../test/helpers/recorder-desk.ts'
import { type BenchResult, type Figure, figure, figureWithGoal, median, quantile } from './figures.ts'

const SIZES = [10_000, 100_000]
const TICKS = 120
const START = '2024-03-04T00:00:30Z'
const ZONES = ['Asia/Seoul', 'Asia/Tokyo', 'America/New_York', 'Europe/London', 'UTC']

/** Ticks over stores with 10,000 and 100,000 subscriptions, and the pure functions alone. */
export async function run(): Promise<BenchResult> {
  const figures: Figure[] = []
  for (const size of SIZES) figures.push(...(await measureTicks(size)))
  figures.push(...measurePure())
  return { bench: 'tick', command: 'npm run bench -- tick', figures }
}

async function measureTicks(size: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-bench-tick-'))
  const time = simulateTime(START)
  const store = await openStore(join(folder, 'desk.db'), {
    clock: () => new Date(time.now().epochMilliseconds),
  })
  try {
    const settled = time.now().toString({ smallestUnit: 'millisecond' })
    for (let n = 0; n < size; n++) {
      // All of them at other hours than those that are measured.
      const slots = [
        {
          form: 'daily',
          time: `${String(4 + (n % 16)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`,
          zone: 'UTC',
          days: [1, 2, 3, 4, 5, 6, 7],
        },
      ] as const
      const one: Subscription = {
        id: `s${n}`,
        workspace: `slack:T${n % 500}`,
        channel: `slack:T${n % 500}/C${n}`,
        owner: null,
        lang: 'en',
        slots,
        topics: [],
        length: 'usual',
        quiet: 'silent',
        missed: 'fold',
        state: 'active',
        pausedFor: null,
        createdAt: settled,
        changedAt: settled,
        settledAt: settled,
        nextAt: nextSlot(slots, time.now())!.toString({ smallestUnit: 'millisecond' }),
      }
      await store.subscriptions.add(one)
    }
    const { messenger } = createRecorder({ surface: 'slack', now: () => time.now().epochMilliseconds })
    const deps = jobDeps(store, openLexicon(), time, [messenger])
    const signal = new AbortController().signal
    await openDue(deps, signal)
    const idle: number[] = []
    for (let tick = 0; tick < TICKS; tick++) {
      const began = process.cpuUsage()
      await openDue(deps, signal)
      const { user, system } = process.cpuUsage(began)
      idle.push((user + system) / 1000)
      time.set(time.now().add({ minutes: 1 }))
    }
    const label = `${size / 1000}k subscriptions`
    return [
      figureWithGoal(`${label}: a minute with nothing due, median`, median(idle), 'ms CPU', { atMost: 10 }),
      figure(`${label}: the same, p99`, quantile(idle, 0.99), 'ms CPU'),
    ]
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function measurePure(): Figure[] {
  const at = Temporal.Instant.from(START)
  const slots = ZONES.map(zone => ({
    form: 'daily' as const,
    time: '08:30',
    zone,
    days: [1, 2, 3, 4, 5] as const,
  }))
  const rounds = 2000
  const began = process.cpuUsage()
  for (let n = 0; n < rounds; n++) nextSlot([slots[n % slots.length]!], at.add({ minutes: n }))
  const next = process.cpuUsage(began)
  const again = process.cpuUsage()
  for (let n = 0; n < rounds; n++)
    dueSlots([slots[n % slots.length]!], at.add({ minutes: n }), at.add({ hours: 24 }))
  const due = process.cpuUsage(again)
  const each = ({ user, system }: NodeJS.CpuUsage) => (user + system) / rounds
  return [
    figure('next slot of one subscription', each(next), 'µs CPU'),
    figure('due slots of one subscription over a day', each(due), 'µs CPU'),
  ]
}
