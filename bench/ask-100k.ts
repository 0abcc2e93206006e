import { measureSizes } from './ask-sizes.ts'
import type { BenchResult } from './figures.ts'

/** Questions on 100,000 articles; building the store takes many minutes. */
export function run(): Promise<BenchResult> {
  return measureSizes([100_000], 'ask-100k')
}
