import type { Surface } from './command.ts'
import type { Reply } from './reply.ts'

/**
 * A chat platform as the digests see it: somewhere to post.
 *
 * A channel is written `slack:T0123/C0456` or `discord:<guild>/<channel>`; where the last part begins with `@`, it is
 * that user's direct messages (`slack:T0123/@U0789`, `discord:<guild>/@<user>`). No method throws for what the platform
 * or the network does: that is an outcome. What is thrown is a fault of ours and counts as `unknown`, because nobody
 * can tell how far it came.
 */
export interface Messenger {
  readonly surface: Surface
  /** How fast the platform takes messages: the caller keeps to it, so that 429 stays an exception. */
  readonly pace: Pace
  /**
   * Whether the reply, drawn as this platform draws it, fits into one message whole: nothing is ever cut to fit.
   * Pure and quick: a digest asks it often while its parts are put together.
   */
  fits(reply: Reply): boolean
  /**
   * Makes one attempt to post one message, without retries of its own (a client that retries by itself would post
   * twice: `retryConfig: { retries: 0 }`). Gives up with `unknown` when the platform does not answer within half a
   * minute, or when `signal` is aborted after the request has left.
   *
   * In a forum channel a message without `thread` opens a post named `title`, whose id is the outcome's `thread`. In an
   * announcement channel a message without `thread` is published to its followers afterwards; that this failed is
   * logged and changes nothing about the outcome. Nobody is ever mentioned and no link unfurled.
   */
  post(channel: string, reply: Reply, options: PostOptions): Promise<PostOutcome>
  /**
   * Looks for the message that was posted with a key: after a crash, or after an `unknown`. The caller waits a while
   * before it asks, so that what was under way has arrived. A platform that cannot look leaves this method out.
   */
  find?(channel: string, key: string, options: FindOptions): Promise<FindOutcome>
  /** What kind of channel this is and whether it can be posted to: asked when somebody subscribes it. */
  look?(channel: string): Promise<ChannelLook>
}

export interface PostOptions {
  /**
   * Ours, the same on every attempt at this message, and no other message's: 25 letters and digits at most, so that it
   * is a Discord nonce (with `enforce_nonce`); on Slack it goes into `metadata` (`event_type: 'attache'`).
   */
  readonly key: string
  /** Reply in this thread: what the first part's outcome named as its `thread`. */
  readonly thread?: string
  /**
   * Name of the thread or forum post that this message is the first of, 100 characters at most, plain words. Stands
   * only with the first part; where the platform needs a thread to be opened, that is done when the second part comes.
   */
  readonly title?: string
  readonly signal?: AbortSignal
}

export type PostOutcome =
  /** `thread`: where further parts go (Slack: the message's own `ts`; Discord: the thread's or forum post's id). */
  | { readonly outcome: 'sent'; readonly message: string; readonly thread: string }
  /** The request may have arrived: time-out, connection lost after sending, 5xx. Never a reason to post again blindly. */
  | { readonly outcome: 'unknown'; readonly why: string }
  /** Surely not posted, may work later: 429 (`afterMs` from Retry-After), refused connection. Null: the caller decides when. */
  | { readonly outcome: 'later'; readonly afterMs: number | null; readonly why: string }
  /** Surely not posted, and posting again would end the same way. `why` is for a log; readers are told by the reason. */
  | { readonly outcome: 'failed'; readonly reason: FailureReason; readonly why: string }

/**
 * The first five pause the subscription until somebody acts: the channel is gone; we are not a member; it is archived
 * or locked; permission to post is missing; our token was revoked or the app removed. The last two are faults of ours
 * in this one message.
 */
export type FailureReason =
  | 'channel_gone'
  | 'not_in_channel'
  | 'archived'
  | 'forbidden'
  | 'unauthorized'
  | 'too_long'
  | 'invalid'

export interface FindOptions {
  /** The thread the message was to go into. */
  readonly thread?: string
  /** When the first attempt began: nothing older needs to be looked at. */
  readonly since: Temporal.Instant
  /** When the last attempt began. */
  readonly attempted: Temporal.Instant
  readonly now: Temporal.Instant
}

export type FindOutcome =
  | { readonly found: 'there'; readonly message: string; readonly thread: string }
  /** All messages since then were looked at and none carries the key. */
  | { readonly found: 'absent' }
  /** Nobody can see it, but the platform itself refuses a second message with this key (a Discord nonce still fresh, counted from `since`: later attempts do not refresh it). */
  | { readonly found: 'repeatable' }
  /** It cannot be told now: no permission to read the history, too much of it, no answer. `later`: asking again may help. */
  | { readonly found: 'unsure'; readonly later: boolean; readonly why: string }

export interface Pace {
  /** Least time between two messages to one channel, in milliseconds. */
  readonly channelMs: number
  /** Most messages a second to the whole platform. */
  readonly perSecond: number
  /** Most messages a second to one workspace, where the platform counts so. */
  readonly workspacePerSecond?: number
}

export interface ChannelLook {
  readonly kind: 'text' | 'thread' | 'forum' | 'announcement' | 'direct'
  /** As readers see it: `#diplomacy`; null when it cannot be told. */
  readonly name: string | null
  /** Why it could not be posted to now, or null. */
  readonly fault: FailureReason | null
}
