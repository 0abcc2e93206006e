// Sorted ranges of a text, so that what lies in one of them is found without walking over all.
import type { TextRange } from '../model/article.ts'

/** Position of the first range that starts at or behind `at`, in ranges sorted by their starts. */
function firstFrom(sorted: readonly TextRange[], at: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.start < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Those of the ranges, sorted by their starts, that lie wholly within another. */
export function rangesWithin<T extends TextRange>(sorted: readonly T[], { start, end }: TextRange): T[] {
  const within: T[] = []
  for (let at = firstFrom(sorted, start); at < sorted.length && sorted[at]!.start <= end; at++)
    if (sorted[at]!.end <= end) within.push(sorted[at]!)
  return within
}

/** Those of the ranges, sorted by their starts, that start in another. */
export function rangesStartingIn<T extends TextRange>(
  sorted: readonly T[],
  { start, end }: TextRange,
): readonly T[] {
  return sorted.slice(firstFrom(sorted, start), firstFrom(sorted, end))
}

/** Whether a range lies wholly within one of several that are sorted and do not overlap. */
export function liesWithin(apart: readonly TextRange[], { start, end }: TextRange): boolean {
  const outer = apart[firstFrom(apart, start + 1) - 1]
  return outer !== undefined && outer.end >= end
}
