// Named jobs on one minute tick in UTC, never the same job twice at once.
import { schedule } from 'node-cron'

export interface Job {
  /** Unique; appears in logs. */
  readonly name: string
  /** Least number of minutes from the start of one run to the start of the next, 1 or more. */
  readonly everyMinutes: number
  /**
   * Does what is due at `now`. A tick may come late or not at all (sleep, a busy process), so a job asks the store
   * what is due and never counts ticks. `signal` is aborted when the desk closes: finish the step at hand and return.
   */
  run(now: Temporal.Instant, signal: AbortSignal): Promise<void>
}

/** What a job has done so far, for the health page and `status`. */
export interface JobState {
  readonly name: string
  readonly running: boolean
  readonly lastStarted: Temporal.Instant | null
  readonly lastFinished: Temporal.Instant | null
  /** First line of the last run's fault; null when it ended well. */
  readonly lastFault: string | null
}

export interface Scheduler {
  /** Adds a job; it first runs at the next tick. @throws Error when the name is taken or the interval is no whole minute */
  add(job: Job): void
  /** Begins to tick, and runs every job at once for the first time. */
  start(): void
  /** Ends the ticks, aborts the jobs' signal and resolves when all of them have returned. */
  stop(): Promise<void>
  states(): readonly JobState[]
}

/** Calls back about once a minute until the returned function is called. */
export type Tick = (run: () => void) => () => void

export interface SchedulerDeps {
  readonly log: {
    warn(fields: object, message: string): void
    error(fields: object, message: string): void
  }
  /** The time now; the system's unless told. */
  readonly clock?: () => Temporal.Instant
  /** What ticks; node-cron unless told. */
  readonly tick?: Tick
}

/** In UTC, where no minute is skipped or repeated: which slots are due is computed elsewhere, from the store. */
const everyMinute: Tick = run => {
  // A tick that was missed is no news: the next one asks the store what is due.
  const task = schedule('* * * * *', run, { timezone: 'UTC', suppressMissedWarning: true })
  return () => void task.destroy()
}

interface Entry {
  readonly job: Job
  running: Promise<void> | null
  lastStarted: Temporal.Instant | null
  lastFinished: Temporal.Instant | null
  lastFault: string | null
}

/** Half a tick: cron ticks come some milliseconds early or late, and a job of every minute must not skip one for it. */
const SLACK_MS = 30_000

/** Creates a scheduler that does nothing until it is started. A job that throws is logged and runs again when due. */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const clock = deps.clock ?? (() => Temporal.Now.instant())
  const tick = deps.tick ?? everyMinute
  const entries = new Map<string, Entry>()
  let stopping: AbortController | null = null
  let endTicks: (() => void) | null = null

  function isDue({ job, lastStarted }: Entry, now: Temporal.Instant): boolean {
    if (lastStarted === null) return true
    const passed = now.epochMilliseconds - lastStarted.epochMilliseconds
    // A clock that was set back must not silence a job.
    return passed < 0 || passed >= job.everyMinutes * 60_000 - SLACK_MS
  }

  function runDue(): void {
    const { signal } = stopping!
    const now = clock()
    for (const entry of entries.values()) {
      if (entry.running !== null || !isDue(entry, now)) continue
      entry.lastStarted = now
      entry.running = runOne(entry, now, signal).finally(() => {
        entry.running = null
        entry.lastFinished = clock()
      })
    }
  }

  async function runOne(entry: Entry, now: Temporal.Instant, signal: AbortSignal): Promise<void> {
    try {
      await entry.job.run(now, signal)
      entry.lastFault = null
    } catch (fault) {
      entry.lastFault = (fault instanceof Error ? fault.message : String(fault)).split('\n', 1)[0] ?? ''
      deps.log.error({ job: entry.job.name, err: fault }, 'a job failed; it runs again when it is due')
    }
  }

  return {
    add(job) {
      if (entries.has(job.name)) throw new Error(`A job named ${job.name} is scheduled already.`)
      if (!Number.isInteger(job.everyMinutes) || job.everyMinutes < 1)
        throw new Error(`Job ${job.name}: every ${job.everyMinutes} minutes is no whole number of minutes.`)
      entries.set(job.name, {
        job,
        running: null,
        lastStarted: null,
        lastFinished: null,
        lastFault: null,
      })
    },
    start() {
      if (stopping !== null) throw new Error('The scheduler has been started already.')
      stopping = new AbortController()
      endTicks = tick(runDue)
      runDue()
    },
    async stop() {
      endTicks?.()
      endTicks = null
      stopping?.abort()
      await Promise.all([...entries.values()].map(entry => entry.running))
    },
    states: () =>
      [...entries.values()].map(({ job, running, lastStarted, lastFinished, lastFault }) => ({
        name: job.name,
        running: running !== null,
        lastStarted,
        lastFinished,
        lastFault,
      })),
  }
}
