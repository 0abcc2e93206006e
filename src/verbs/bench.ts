// `bench [NAME]`: speed and memory, as Markdown tables; with `--json`, one result a line.
import { type BenchResult, tableOf } from '../../bench/figures.ts'
import { UserError } from '../errors.ts'
import { print, printJson } from './context.ts'

interface BenchModule {
  run(): Promise<BenchResult>
}

// The benchmarks lie outside of src/ and see everything.
const BENCHES = [
  'ingest',
  'ask',
  'poll',
  'ask-100k',
  'farm',
  'poll-kill',
  'digest',
  'tick',
  'fanout',
  'interactions',
  'discord',
  'kill',
  'kill-year',
  'tokens',
] as const
/** Takes many minutes, so only when named. */
const ONLY_NAMED: readonly string[] = [
  'ask-100k',
  'interactions',
  'discord',
  'kill',
  'kill-year',
  'farm',
  'poll-kill',
]

/** Runs one benchmark, or all but the long ones. @throws UserError listing the names when there is no such one */
export async function benchVerb(
  name: string | undefined,
  options: { readonly json?: boolean },
): Promise<void> {
  if (name !== undefined && !BENCHES.some(one => one === name)) {
    throw new UserError(`There is no benchmark "${name}": ${BENCHES.join(', ')}.`, { exitCode: 2 })
  }
  for (const one of name === undefined ? BENCHES.filter(each => !ONLY_NAMED.includes(each)) : [name]) {
    const { run } = (await import(`../../bench/${one}.ts`)) as BenchModule
    const result = await run()
    if (options.json) printJson(result)
    else print(tableOf(result))
  }
}
