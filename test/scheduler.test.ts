import { describe, expect, test } from 'vitest'
import { createScheduler, type SchedulerDeps } from '../src/scheduler.ts'

/** A scheduler whose ticks and clock are turned by hand. */
function handTurned() {
  let now = Temporal.Instant.from('2024-02-28T23:59:00Z')
  let run = () => {}
  const faults: unknown[] = []
  const deps: SchedulerDeps = {
    log: { warn: () => {}, error: fields => faults.push(fields) },
    clock: () => now,
    tick: callback => {
      run = callback
      return () => {
        run = () => {}
      }
    },
  }
  const settle = () => new Promise(resolve => setImmediate(resolve))
  return {
    scheduler: createScheduler(deps),
    faults,
    async tickAfter(seconds: number) {
      await settle()
      now = now.add({ milliseconds: Math.round(seconds * 1000) })
      run()
      await settle()
    },
  }
}

describe('the scheduler', () => {
  test('runs every job at the start and then at its interval, also when ticks wobble', async () => {
    const { scheduler, tickAfter } = handTurned()
    const runs: string[] = []
    scheduler.add({ name: 'each', everyMinutes: 1, run: async now => void runs.push(`each ${now}`) })
    scheduler.add({ name: 'third', everyMinutes: 3, run: async now => void runs.push(`third ${now}`) })
    scheduler.start()
    await tickAfter(59.9)
    await tickAfter(60.2)
    await tickAfter(59.8)
    expect(runs.filter(run => run.startsWith('each'))).toHaveLength(4)
    expect(runs.filter(run => run.startsWith('third'))).toEqual([
      'third 2024-02-28T23:59:00Z',
      'third 2024-02-29T00:01:59.9Z',
    ])
  })

  test('never runs a job twice at once, and others go on meanwhile', async () => {
    const { scheduler, tickAfter } = handTurned()
    let finish = () => {}
    let slow = 0
    let quick = 0
    scheduler.add({
      name: 'slow',
      everyMinutes: 1,
      run: () => {
        slow++
        return new Promise(resolve => {
          finish = resolve
        })
      },
    })
    scheduler.add({ name: 'quick', everyMinutes: 1, run: async () => void quick++ })
    scheduler.start()
    await tickAfter(60)
    await tickAfter(60)
    expect([slow, quick]).toEqual([1, 3])
    expect(scheduler.states().map(state => state.running)).toEqual([true, false])
    finish()
    await tickAfter(60)
    expect(slow).toBe(2)
  })

  test('logs a job that fails, keeps its fault until a run ends well, and runs it again', async () => {
    const { scheduler, faults, tickAfter } = handTurned()
    let runs = 0
    scheduler.add({
      name: 'shaky',
      everyMinutes: 1,
      run: async () => {
        if (runs++ === 0) throw new Error('no network\nmore')
      },
    })
    scheduler.start()
    await tickAfter(1)
    expect(scheduler.states()[0]?.lastFault).toBe('no network')
    expect(faults).toHaveLength(1)
    await tickAfter(60)
    expect(runs).toBe(2)
    expect(scheduler.states()[0]?.lastFault).toBeNull()
  })

  test('goes on after the clock was set back', async () => {
    const { scheduler, tickAfter } = handTurned()
    let runs = 0
    scheduler.add({ name: 'job', everyMinutes: 5, run: async () => void runs++ })
    scheduler.start()
    await tickAfter(-7200)
    expect(runs).toBe(2)
  })

  test('stops: aborts the signal, waits for what runs, and ticks no more', async () => {
    const { scheduler, tickAfter } = handTurned()
    const steps: string[] = []
    scheduler.add({
      name: 'job',
      everyMinutes: 1,
      run: async (_, signal) => {
        await new Promise(resolve => signal.addEventListener('abort', resolve))
        steps.push('returned')
      },
    })
    scheduler.start()
    await tickAfter(60)
    await scheduler.stop()
    steps.push('stopped')
    await tickAfter(600)
    expect(steps).toEqual(['returned', 'stopped'])
  })

  test('refuses a second job of one name and an interval that is no whole minute', () => {
    const { scheduler } = handTurned()
    const run = async () => {}
    scheduler.add({ name: 'a', everyMinutes: 1, run })
    expect(() => scheduler.add({ name: 'a', everyMinutes: 1, run })).toThrow(/already/)
    for (const everyMinutes of [0, -1, 0.5, Number.NaN])
      expect(() => scheduler.add({ name: 'b', everyMinutes, run })).toThrow(/whole number/)
  })

  test('ticks by itself with node-cron and lets the process end', async () => {
    const scheduler = createScheduler({ log: { warn: () => {}, error: () => {} } })
    let runs = 0
    scheduler.add({ name: 'job', everyMinutes: 1, run: async () => void runs++ })
    scheduler.start()
    await scheduler.stop()
    expect(runs).toBe(1)
  })
})
