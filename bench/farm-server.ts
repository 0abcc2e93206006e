// The farm of the benchmark, in a process of its own: so many servers, half of them healthy.
import { type Behaviour, HOSTILE, openFarm } from '../test/helpers/farm.ts'

const HEALTHY: readonly Behaviour[] = ['healthy', 'healthy-summary', 'healthy-gzip']

/** What the benchmark is told of the farm. */
export interface FarmReport {
  readonly servers: readonly { url: string; port: number; behaviour: Behaviour }[]
  readonly canaryPort: number
  readonly canaryHits: number
}

if (process.argv[1] === import.meta.filename) {
  const size = Number(process.argv[2])
  const behaviours = Array.from(
    { length: size },
    (_, n): Behaviour =>
      n % 2 === 0
        ? HEALTHY[(n / 2) % HEALTHY.length]!
        : n % 10 === 1
          ? 'forbidden'
          : HOSTILE[((n - 1) / 2) % HOSTILE.length]!,
  )
  const farm = await openFarm(behaviours)
  const report = (): FarmReport => ({
    servers: farm.servers,
    canaryPort: farm.canaryPort,
    canaryHits: farm.canaryHits(),
  })
  process.send?.(report())
  process.on('message', (entries: number) => {
    if (entries > 0) farm.publish(entries)
    process.send?.(report())
  })
}
