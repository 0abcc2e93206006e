import { measureSizes } from './ask-sizes.ts'
import type { BenchResult } from './figures.ts'

/** Questions on 1,000 and 10,000 articles. */
export function run(): Promise<BenchResult> {
  return measureSizes([1000, 10_000], 'ask')
}
