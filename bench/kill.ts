// The long kill test: a thousand SIGKILLs at random instants over simulated months.
import { type KillReport, runKills } from '../test/digests/kill.ts'
import { type BenchResult, figure, figureWithGoal } from './figures.ts'

/** Kills in all; ATTACHE_KILLS sets another number. */
const KILLS = Number(process.env.ATTACHE_KILLS ?? 1000)
/** Each run is a store of its own with another seed. */
const RUNS = 4
const DAYS = 60

/** Kills a desk on platforms that fail, and looks for what was lost or repeated. */
export async function run(): Promise<BenchResult> {
  const reports: KillReport[] = []
  for (let n = 0; n < RUNS; n++) {
    const kills = Math.ceil(KILLS / RUNS)
    const plan = { kills, seed: 20_131_203 + n, start: '2024-02-20T00:00:00Z', days: DAYS }
    reports.push(
      await runKills(plan, done => {
        if (done % 25 === 0) process.stderr.write(`run ${n + 1} of ${RUNS}: ${done} kills\n`)
      }),
    )
  }
  const sum = (of: (report: KillReport) => number) => reports.reduce((all, one) => all + of(one), 0)
  const note = reports
    .flatMap(one => one.lost)
    .slice(0, 3)
    .join('; ')
  return {
    bench: 'kill',
    command: 'npm run bench -- kill',
    figures: [
      figureWithGoal(
        'digests lost',
        sum(one => one.lost.length),
        'slots',
        { atMost: 0 },
        note,
      ),
      figureWithGoal(
        'messages posted twice',
        sum(one => one.repeated.length),
        'messages',
        { atMost: 0 },
      ),
      figureWithGoal(
        'called posted, but not there',
        sum(one => one.missing.length),
        'messages',
        { atMost: 0 },
      ),
      figureWithGoal(
        'SIGKILLs at random instants',
        sum(one => one.kills),
        'kills',
        { atLeast: KILLS },
      ),
      figure(
        'simulated days',
        sum(one => one.days),
        'days',
        `${RUNS} stores, one process after the other`,
      ),
      figure(
        'slots that came due',
        sum(one => one.slots),
        'slots',
        'Seoul, New York, London, Tokyo, UTC; across spring changes',
      ),
      figure(
        'messages posted',
        sum(one => one.posted),
        'messages',
        '8% 429, 5% refused, 8% answers lost, 5% requests lost, 5% slow, 10% blind',
      ),
      figure(
        'left to the operator',
        sum(one => one.unknown.length),
        'messages',
        'only on a platform that cannot be asked',
      ),
    ],
  }
}
