// A platform for tests: it takes messages as Slack, Discord or a mute one does, fails as they fail, and remembers what
// arrived. It lives outside of the process under test, so that a kill leaves it as it is.
import type {
  FailureReason,
  FindOptions,
  FindOutcome,
  Messenger,
  PostOptions,
  PostOutcome,
} from '../../src/chat/messenger.ts'
import type { Reply } from '../../src/chat/reply.ts'

export interface Arrived {
  readonly id: string
  readonly channel: string
  readonly thread: string | null
  readonly key: string
  readonly reply: Reply
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Chances, 0 to 1, of what may go wrong with a post. */
export interface Faults {
  /** 429 with Retry-After; surely not posted. */
  readonly tooMany: number
  /** Refused connection; surely not posted. */
  readonly refused: number
  /** Posted, but the answer was lost. */
  readonly answerLost: number
  /** The request was lost, and nobody knows. */
  readonly requestLost: number
  /** Posted up to half a minute later, while the caller has given up. */
  readonly slow: number
  /** The history cannot be read just now. */
  readonly blind: number
}

export const NO_FAULTS: Faults = { tooMany: 0, refused: 0, answerLost: 0, requestLost: 0, slow: 0, blind: 0 }
export const MANY_FAULTS: Faults = {
  tooMany: 0.08,
  refused: 0.05,
  answerLost: 0.08,
  requestLost: 0.05,
  slow: 0.05,
  blind: 0.1,
}

export interface RecorderOptions {
  /** `slack` finds by metadata in the history, `discord` by nonce for two minutes and then in the history, `terminal` not at all. */
  readonly surface: 'slack' | 'discord' | 'terminal'
  readonly random?: () => number
  readonly faults?: Faults
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Characters of JSON that one message takes. */
  readonly largest?: number
  /** Called with each post that reaches the platform, before it is taken. */
  readonly onPost?: (channel: string) => void
}

export interface Recorder {
  readonly messenger: Messenger
  readonly arrived: readonly Arrived[]
  /** From now on posts to this channel fail so; null opens it again. */
  close(channel: string, reason: FailureReason | null): void
}

const NONCE_MS = 120_000

/** A platform without messages. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { surface, random = () => 0.999, faults = NO_FAULTS, now, largest = 20_000, onPost } = options
  const arrived: Arrived[] = []
  const closed = new Map<string, FailureReason>()

  function take(channel: string, reply: Reply, { key, thread }: PostOptions, at: number): Arrived {
    // A fresh nonce makes a second message impossible.
    const same = arrived.find(one => one.key === key && now() - one.at < NONCE_MS)
    if (surface === 'discord' && same !== undefined) return same
    const message = { id: `m${arrived.length + 1}`, channel, thread: thread ?? null, key, reply, at }
    arrived.push(message)
    return message
  }

  const sentAs = ({ id, thread }: Arrived) => ({ message: id, thread: thread ?? id })

  async function post(channel: string, reply: Reply, given: PostOptions): Promise<PostOutcome> {
    onPost?.(channel)
    const reason = closed.get(channel)
    if (reason !== undefined) return { outcome: 'failed', reason, why: `the platform says ${reason}` }
    let chance = random()
    const happens = (share: number): boolean => {
      chance -= share
      return chance < 0
    }
    if (happens(faults.tooMany))
      return { outcome: 'later', afterMs: Math.round(1000 + random() * 29_000), why: '429' }
    if (happens(faults.refused)) return { outcome: 'later', afterMs: null, why: 'connection refused' }
    if (happens(faults.requestLost)) return { outcome: 'unknown', why: 'connection lost' }
    if (happens(faults.slow)) {
      take(channel, reply, given, now() + random() * 30_000)
      return { outcome: 'unknown', why: 'no answer in time' }
    }
    const message = take(channel, reply, given, now())
    if (happens(faults.answerLost)) return { outcome: 'unknown', why: '502 after sending' }
    return { outcome: 'sent', ...sentAs(message) }
  }

  async function find(channel: string, key: string, { since }: FindOptions): Promise<FindOutcome> {
    if (random() < faults.blind)
      return { found: 'unsure', later: true, why: 'the history cannot be read just now' }
    const message = arrived.find(one => one.channel === channel && one.key === key && one.at <= now())
    if (message !== undefined) return { found: 'there', ...sentAs(message) }
    const fresh = surface === 'discord' && now() - since.epochMilliseconds < NONCE_MS / 2
    return fresh ? { found: 'repeatable' } : { found: 'absent' }
  }

  return {
    messenger: {
      surface,
      pace: { channelMs: 1000, perSecond: 50 },
      fits: reply => JSON.stringify(reply).length <= largest,
      post,
      ...(surface === 'terminal' ? {} : { find }),
    },
    arrived,
    close: (channel, reason) => {
      if (reason === null) closed.delete(channel)
      else closed.set(channel, reason)
    },
  }
}

/** Keys that arrived more than once: there must be none. */
export function repeatedKeys(arrived: readonly Arrived[]): string[] {
  const seen = new Set<string>()
  return arrived.filter(one => seen.size === seen.add(one.key).size).map(one => one.key)
}

/** A random number generator that gives the same numbers for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
