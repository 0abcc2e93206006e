// A full hour: 10,000 channels want their digest at the same minute, on a platform with rate limits.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDeliveryJob } from '../digests/job.ts'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { LANGS } from '../src/model/language.ts'
import { openStore } from '../src/store/open.ts'
import { createRecorder, repeatedKeys } from '../test/helpers/recorder.ts'
import { fillDays, jobDeps, simulateTime, subscribe } from '../test/helpers/recorder-desk.ts'
import { type BenchResult, figure, figureWithGoal, quantile } from './figures.ts'

const CHANNELS = Number(process.env.ATTACHE_CHANNELS ?? 10_000)
/** One workspace has half of all channels; the others must not wait for it. */
const WORKSPACES = 200
const SLOT = '2024-03-10T23:30:00Z'

/** Time on the platform's side is simulated, work on ours is real. */
export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-bench-fanout-'))
  const time = simulateTime('2024-03-10T00:00:00Z')
  const store = await openStore(join(folder, 'desk.db'), {
    clock: () => new Date(time.now().epochMilliseconds),
  })
  try {
    const lexicon = openLexicon()
    await fillDays(store, '2024-03-05', 8)
    const recorder = createRecorder({ surface: 'slack', now: () => time.now().epochMilliseconds })
    const deps = jobDeps(store, lexicon, time, [recorder.messenger])
    const slots = [{ form: 'daily', time: '08:30', zone: 'Asia/Seoul', days: [1, 2, 3, 4, 5, 6, 7] }] as const
    for (let n = 0; n < CHANNELS; n++) {
      const workspace = n % 2 === 0 ? 'slack:T0' : `slack:T${1 + (n % (WORKSPACES - 1))}`
      await subscribe(deps, `${workspace}/C${n}`, slots, { lang: LANGS[n % 5]! })
    }
    time.set(Temporal.Instant.from(SLOT))
    const began = process.cpuUsage()
    await createDeliveryJob(deps).run(time.now(), new AbortController().signal)
    const { user, system } = process.cpuUsage(began)
    const waited = (of: (channel: string) => boolean) =>
      recorder.arrived.filter(one => of(one.channel)).map(one => (one.at - Date.parse(SLOT)) / 1000)
    const large = (channel: string) => channel.startsWith('slack:T0/')
    const perSecond = new Map<number, number>()
    for (const one of recorder.arrived)
      perSecond.set(Math.floor(one.at / 1000), (perSecond.get(Math.floor(one.at / 1000)) ?? 0) + 1)
    return {
      bench: 'fanout',
      command: 'npm run bench -- fanout',
      figures: [
        figureWithGoal(
          'channels without their digest',
          CHANNELS - new Set(recorder.arrived.map(one => one.channel)).size,
          'channels',
          { atMost: 0 },
        ),
        figureWithGoal('messages posted twice', repeatedKeys(recorder.arrived).length, 'messages', {
          atMost: 0,
        }),
        figureWithGoal(
          'most in one second',
          Math.max(...perSecond.values()),
          'messages',
          { atMost: 51 },
          'the platform takes 50',
        ),
        figure(
          'until the last one is there',
          Math.max(...waited(() => true)),
          's simulated',
          `${recorder.arrived.length} messages; the limit alone takes ${(recorder.arrived.length / 50) | 0} s`,
        ),
        figure(
          'small workspaces, p99',
          quantile(
            waited(channel => !large(channel)),
            0.99,
          ),
          's simulated',
          'half of all channels are of one large workspace',
        ),
        figure('large workspace, p99', quantile(waited(large), 0.99), 's simulated'),
        figure(
          'work for all',
          (user + system) / 1e6,
          's CPU',
          `${((user + system) / 1000 / CHANNELS).toFixed(2)} ms each: built in five languages, laid into the outbox, posted, settled`,
        ),
      ],
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
