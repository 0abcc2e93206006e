// Polls a site's feeds until it is killed; the clock starts where it is told, so that every source is due.
import { openNetwork, pollOnce } from '../../../src/ingest/sources/poll.ts'
import { openLexicon } from '../../../src/lexicon/lexicon.ts'
import { openStore } from '../../../src/store/open.ts'

if (process.argv[1] === import.meta.filename) {
  const [, , file, port, now] = process.argv
  const begun = performance.now()
  const start = Temporal.Instant.from(now!)
  const clock = (): Temporal.Instant => start.add({ milliseconds: Math.round(performance.now() - begun) })
  const store = await openStore(file!, { clock: () => new Date(clock().epochMilliseconds) })
  const guard = {
    resolve: async () => ['127.0.0.1'],
    mayConnect: (address: string, at: number) => address === '127.0.0.1' && at === Number(port),
  }
  const network = openNetwork({ clock, contact: '', maxBytes: 1e6, delayMs: 0, timeoutMs: 10_000, guard })
  const log = {
    warn: () => {},
    error: (fields: object) => process.stderr.write(`${JSON.stringify(fields)}\n`),
  }
  process.stdout.write('ready\n')
  await pollOnce({
    store,
    lexicon: openLexicon(),
    clock,
    network,
    maxBytes: 1e6,
    report: () => {},
    log,
    claimMinutes: 1,
  })
  process.stdout.write('done\n')
  await network.close()
  await store.close()
}
