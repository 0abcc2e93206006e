// The line before the server: so many calls at once, so many tokens a minute, first come, first served.

export interface Line {
  /**
   * Waits for a place and for `tokens` of this minute; the function given back leaves the place.
   * @throws whatever the signal was aborted with
   */
  enter(tokens: number, signal: AbortSignal): Promise<() => void>
}

interface Waiting {
  readonly tokens: number
  readonly go: () => void
}

const MINUTE_MS = 60_000

/** Opens a line. `now` is in milliseconds of any clock that only goes forward. */
export function createLine(
  limits: { readonly parallel: number; readonly tokensPerMinute: number },
  now: () => number = () => performance.now(),
): Line {
  let busy = 0
  // The bucket fills as time goes by and may be overdrawn once, so that a call larger than a minute's share can go.
  let tokens = limits.tokensPerMinute
  let filled = now()
  let timer: NodeJS.Timeout | undefined
  const queue: Waiting[] = []

  function fill(): void {
    const at = now()
    tokens = Math.min(limits.tokensPerMinute, tokens + ((at - filled) / MINUTE_MS) * limits.tokensPerMinute)
    filled = at
  }

  function advance(): void {
    clearTimeout(timer)
    timer = undefined
    fill()
    while (queue.length > 0 && busy < limits.parallel) {
      const wanted = Math.min(queue[0]!.tokens, limits.tokensPerMinute)
      if (tokens < wanted) {
        const waitMs = ((wanted - tokens) / limits.tokensPerMinute) * MINUTE_MS
        timer = setTimeout(advance, Math.ceil(waitMs) + 1)
        timer.unref()
        return
      }
      const next = queue.shift()!
      tokens -= next.tokens
      busy++
      next.go()
    }
  }

  function leave(): void {
    busy--
    advance()
  }

  return {
    enter(wanted, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const onAbort = (): void => {
          queue.splice(queue.indexOf(waiting), 1)
          advance()
          reject(signal.reason)
        }
        const waiting: Waiting = {
          tokens: wanted,
          go: () => {
            signal.removeEventListener('abort', onAbort)
            let left = false
            resolve(() => {
              if (left) return
              left = true
              leave()
            })
          },
        }
        signal.addEventListener('abort', onAbort, { once: true })
        queue.push(waiting)
        advance()
      })
    },
  }
}
