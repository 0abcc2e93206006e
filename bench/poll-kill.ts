// A poller killed two hundred times while its feeds go on publishing: is anything lost or doubled?
import { killPoller } from '../test/helpers/poll-kill.ts'
import { type BenchResult, figureWithGoal } from './figures.ts'
import { createRandom } from './random.ts'

const KILLS = 200
/** Kills come within so long of the start of work: shorter than a poll takes. */
const WITHIN_MS = 700

/** Kills the poller, lets it end once by itself, and compares what was published with what is stored. */
export async function run(): Promise<BenchResult> {
  const random = createRandom(11)
  const result = await killPoller(KILLS, WITHIN_MS, () => random.next())
  const note = `${result.kills} kills, ${result.midway} of them while polling; ${result.published} items published`
  const figures = [
    figureWithGoal('items lost', result.lost.length, '', { atMost: 0 }, note),
    figureWithGoal('items doubled', result.doubled.length, '', { atMost: 0 }, `${result.stored} stored`),
    figureWithGoal('faults the store finds in itself', result.findings.length, '', { atMost: 0 }),
  ]
  return { bench: 'poll-kill', command: 'npm run bench -- poll-kill', figures }
}
