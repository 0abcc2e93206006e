/**
 * The `most` numbers with the highest scores, best first; of equal scores the higher number first.
 * Keeps a heap of what is best so far, because sorting 100,000 candidates would take longer than finding them.
 */
export function best(candidates: readonly number[], scores: Float64Array, most: number): number[] {
  const worse = (a: number, b: number) => scores[a]! < scores[b]! || (scores[a] === scores[b] && a < b)
  const heap: number[] = []

  /** Moves the number at `at` down until none below it is worse than it. */
  function sink(at: number): void {
    const number = heap[at]!
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && worse(heap[child + 1]!, heap[child]!)) child++
      if (!worse(heap[child]!, number)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = number
  }

  for (const candidate of candidates) {
    if (heap.length < most) {
      heap.push(candidate)
      if (heap.length === most) for (let at = most >> 1; at >= 0; at--) sink(at)
    } else if (worse(heap[0]!, candidate)) {
      heap[0] = candidate
      sink(0)
    }
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1))
}
