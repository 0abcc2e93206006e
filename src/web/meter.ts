import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** A visit that came to an end, as far as it is counted. */
export interface Counted {
  readonly surface: string
  readonly command: string
  readonly outcome: string
  readonly ms: number
}

/** A scheduled job as it stands. */
export interface JobStand {
  readonly name: string
  readonly lastFinished: Temporal.Instant | null
  readonly lastFault: string | null
}

/** What is asked for at the moment somebody looks. */
export interface Stands {
  jobs(): readonly JobStand[]
  /** Whether each app can be used now. */
  apps(): Readonly<Record<string, boolean>>
  /** Articles and the like in the store. */
  counts(): Promise<Readonly<Record<string, number>>>
}

/** Counts, and tells Prometheus. */
export interface Meter {
  count(visit: Counted): void
  metrics(): Promise<{ readonly type: string; readonly text: string }>
}

/** Seconds: an acknowledgement is long past, an answer is due. */
const BUCKETS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]

/** Figures of this process and its desk; `known` are the names of commands, so that mistyped ones do not pile up. */
export function createMeter(stands: Stands, known: readonly string[]): Meter {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const visits = new Counter({
    name: 'attache_visits_total',
    help: 'Questions, commands and presses by app, command and outcome',
    labelNames: ['surface', 'command', 'outcome'] as const,
    registers,
  })
  const seconds = new Histogram({
    name: 'attache_visit_seconds',
    help: 'From the acknowledgement to the delivered reply',
    labelNames: ['surface', 'command'] as const,
    buckets: BUCKETS,
    registers,
  })
  new Gauge({
    name: 'attache_app_up',
    help: 'Whether an app can be used',
    labelNames: ['app'] as const,
    registers,
    collect() {
      for (const [app, up] of Object.entries(stands.apps())) this.set({ app }, up ? 1 : 0)
    },
  })
  new Gauge({
    name: 'attache_job_finished_seconds',
    help: 'When a scheduled job last ended, in seconds since 1970',
    labelNames: ['job'] as const,
    registers,
    collect() {
      for (const { name, lastFinished } of stands.jobs())
        if (lastFinished) this.set({ job: name }, lastFinished.epochMilliseconds / 1000)
    },
  })
  new Gauge({
    name: 'attache_job_failed',
    help: 'Whether the last run of a scheduled job failed',
    labelNames: ['job'] as const,
    registers,
    collect() {
      for (const { name, lastFault } of stands.jobs()) this.set({ job: name }, lastFault === null ? 0 : 1)
    },
  })
  new Gauge({
    name: 'attache_stored',
    help: 'What the store holds',
    labelNames: ['kind'] as const,
    registers,
    async collect() {
      for (const [kind, count] of Object.entries(await stands.counts())) this.set({ kind }, count)
    },
  })
  return {
    count({ surface, command, outcome, ms }) {
      const name = known.includes(command) ? command : 'unknown'
      visits.inc({ surface, command: name, outcome })
      if (outcome === 'answered') seconds.observe({ surface, command: name }, ms / 1000)
    },
    metrics: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}
