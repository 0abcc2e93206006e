// Memory and processor time of an app that is measured in a process of its own: read there, compared here.
import { type Figure, figure, figureWithGoal } from './figures.ts'

/** What a process holds and has used: megabytes, milliseconds. */
export interface ProcessState {
  readonly heap: number
  readonly resident: number
  readonly cpu: number
}

/** The state of this process, after the garbage is collected where node was started with `--expose-gc`. */
export function readState(): ProcessState {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return { heap: heapUsed / 1e6, resident: rss / 1e6, cpu: (user + system) / 1000 }
}

/** Runs a tenth of the interactions to warm up and then the others; tells what grew over the latter. */
export async function measureGrowth(
  app: string,
  interactions: number,
  batch: (from: number, to: number) => Promise<void>,
  state: () => Promise<ProcessState>,
  what: string,
): Promise<Figure[]> {
  const warm = interactions / 10
  await batch(0, warm)
  const first = await state()
  await batch(warm, interactions)
  const last = await state()
  const cost = (last.cpu - first.cpu) / (interactions - warm)
  const note = `from ${warm} to ${interactions} interactions, ${what}`
  return [
    figureWithGoal(`${app}: growth of the heap`, last.heap - first.heap, 'MB', { atMost: 5 }, note),
    figure(`${app}: heap after that`, last.heap, 'MB'),
    figure(`${app}: resident memory after that`, last.resident, 'MB'),
    figure(`${app}: CPU time of an interaction`, cost, 'ms', note),
  ]
}
