// Politeness and patience: one request at a time to a host, with a pause after it, and only so many requests in all.
// A host that does not answer keeps one place until its time is up; hosts that failed before share few places, so that
// they cannot take those of the others.

export interface HostsOptions {
  /** Pause between two requests to one host, milliseconds. */
  readonly delayMs: number
  /** Requests at once, over all hosts. */
  readonly most: number
  /** Of these, to hosts that are in trouble. */
  readonly mostDoubtful: number
  /** Waits; rejects when aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface Hosts {
  /**
   * Does a piece of work when it is the host's turn. @throws whatever the work throws, or the signal's reason
   * @param pauseMs the host's own wish (crawl-delay), where it is longer than ours
   */
  run<T>(host: string, signal: AbortSignal, work: () => Promise<T>, pauseMs?: number): Promise<T>
  /** Tells how a host did: one that failed goes into the lane of the doubtful until it does well again. */
  tell(host: string, well: boolean): void
}

/** Places of which only so many are taken at once; others wait in line. */
function createPlaces(most: number) {
  let taken = 0
  const waiting: (() => void)[] = []
  return {
    async take(signal: AbortSignal): Promise<void> {
      signal.throwIfAborted()
      if (taken < most) {
        taken++
        return
      }
      await new Promise<void>((resolve, reject) => {
        const enter = (): void => {
          signal.removeEventListener('abort', leave)
          resolve()
        }
        const leave = (): void => {
          const at = waiting.indexOf(enter)
          if (at >= 0) waiting.splice(at, 1)
          reject(signal.reason)
        }
        waiting.push(enter)
        signal.addEventListener('abort', leave, { once: true })
      })
    },
    leave(): void {
      const next = waiting.shift()
      // The place is handed on, not given back.
      if (next) next()
      else taken--
    },
  }
}

/** Keeps the turns of all hosts for one process. */
export function createHosts({ delayMs, most, mostDoubtful, sleep }: HostsOptions): Hosts {
  const all = createPlaces(most)
  const few = createPlaces(mostDoubtful)
  const turns = new Map<string, Promise<void>>()
  const doubtful = new Set<string>()

  async function inPlace<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const lane = doubtful.has(host) ? few : null
    await lane?.take(signal)
    try {
      await all.take(signal)
      try {
        return await work()
      } finally {
        all.leave()
      }
    } finally {
      lane?.leave()
    }
  }

  return {
    async run(host, signal, work, pauseMs = 0) {
      const before = turns.get(host) ?? Promise.resolve()
      let done = (): void => {}
      const mine = new Promise<void>(resolve => {
        done = resolve
      })
      const turn = before.then(() => mine)
      turns.set(host, turn)
      const endTurn = (): void => {
        done()
        if (turns.get(host) === turn) turns.delete(host)
      }
      let began = false
      try {
        await untilAborted(before, signal)
        began = true
        return await inPlace(host, signal, work)
      } finally {
        const pause = Math.max(delayMs, pauseMs)
        // Nobody waits for the pause but the next one to this host.
        if (!began || signal.aborted || pause === 0) endTurn()
        else sleep(pause, signal).then(endTurn, endTurn)
      }
    },
    tell(host, well) {
      if (well) doubtful.delete(host)
      else doubtful.add(host)
    },
  }
}

function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    promise.then(() => {
      signal.removeEventListener('abort', leave)
      resolve()
    })
  })
}
