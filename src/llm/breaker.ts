// After several faults of the server in a row it is left alone for a while, then tried with one call.

export interface Breaker {
  /** Milliseconds until it may be tried again; 0 when it may now. */
  restingMs(): number
  succeeded(): void
  failed(): void
  /** The call that was let through has ended, whatever it told. */
  released(): void
}

const MOST_FAULTS = 5
const FIRST_REST_MS = 15_000
const LONGEST_REST_MS = 300_000

/** Opens a breaker; it rests 15 seconds after five faults in a row, then twice as long each time, 5 minutes at most. */
export function createBreaker(now: () => number = () => performance.now()): Breaker {
  let faults = 0
  let rests = 0
  let until = 0
  let trying = false

  return {
    restingMs() {
      if (until === 0) return 0
      const left = until - now()
      if (left > 0) return left
      // One call is let through; the others wait for what becomes of it.
      if (trying) return 1000
      trying = true
      return 0
    },
    succeeded() {
      faults = 0
      rests = 0
      until = 0
      trying = false
    },
    failed() {
      faults++
      const tried = trying
      trying = false
      if (!tried && faults < MOST_FAULTS) return
      until = now() + Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** rests)
      rests++
    },
    released() {
      trying = false
    },
  }
}
