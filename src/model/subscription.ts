import type { Lang } from './language.ts'

/** ISO weekday: Monday 1 … Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export type DigestForm = 'daily' | 'weekly'

/** One time of day on some weekdays at which a channel gets a digest. */
export interface Slot {
  readonly form: DigestForm
  /** `HH:MM` on the clock of the zone. */
  readonly time: string
  /** IANA name: `Asia/Seoul`. */
  readonly zone: string
  /** In order, never empty. */
  readonly days: readonly Weekday[]
}

/** A slot come due: `at` is the minute, in UTC, that `form`'s digest is for. */
export interface DueSlot {
  readonly form: DigestForm
  readonly slot: Slot
  readonly at: Temporal.Instant
}

/** How many characters a digest may have: 1,500, 3,000 or 6,000. */
export type DigestLength = 'short' | 'usual' | 'long'

/** Why a subscription rests: somebody asked for it, or what the platform said when we posted. */
export type PauseReason =
  | 'asked'
  | 'channel_gone'
  | 'not_in_channel'
  | 'archived'
  | 'forbidden'
  | 'unauthorized'

/** Where digests go, and when, in which language, about what. */
export interface Subscription {
  /** Short, for people to type: `k7m2q`. */
  readonly id: string
  /** `slack:T0123`, or null for the operator's own. */
  readonly workspace: string | null
  /** As a Messenger posts to it: `slack:T0123/C0456`, `terminal:desk`. */
  readonly channel: string
  /** Who is told when it has to rest, as the platform names them: `U0789`; null when nobody is known. */
  readonly owner: string | null
  readonly lang: Lang
  /** At least one. */
  readonly slots: readonly Slot[]
  /** Lexicon ids of topics, states and persons; empty for everything. */
  readonly topics: readonly string[]
  readonly length: DigestLength
  /** What is posted when nothing is new: nothing, or one line. */
  readonly quiet: 'silent' | 'line'
  /** After down time: one late digest for all that was missed, or nothing until the next slot. */
  readonly missed: 'fold' | 'skip'
  readonly state: 'active' | 'paused'
  readonly pausedFor: PauseReason | null
  /** Instants, ISO 8601 UTC. */
  readonly createdAt: string
  readonly changedAt: string
  /** All slots up to this instant have been dealt with. */
  readonly settledAt: string
  /** The next slot, or null while it rests. */
  readonly nextAt: string | null
}
