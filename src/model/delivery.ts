import type { Lang } from './language.ts'

/**
 * `pending`: not yet posted, or surely not arrived. `sending`: an attempt is under way, or its process died during it.
 * `sent`: it is there. `unknown`: it may be there and nobody can look: for the operator. `failed`: it is surely not
 * there and will not be. `quiet`: there was nothing to post.
 */
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'unknown' | 'failed' | 'quiet'

/** `notice`: to an owner or operator, about a subscription. */
export type DeliveryKind = 'digest' | 'correction' | 'notice'

/** Instants of first sight, ISO 8601 UTC, `to` exclusive: which articles an edition was made from. */
export interface SeenWindow {
  readonly from: string
  readonly to: string
}

/** One message to be posted once: unique by subscription, slot, destination and part. */
export interface NewDelivery {
  /** The key that the platform is given: 25 letters and digits at most. */
  readonly id: string
  /** Null for what belongs to no subscription. */
  readonly subscription: string | null
  /** `daily@2026-11-23T08:30Z`, `correction@…`, `notice@…`. */
  readonly slot: string
  readonly destination: string
  readonly workspace: string | null
  readonly kind: DeliveryKind
  /** 0 for the message, 1… for its thread. */
  readonly part: number
  readonly parts: number
  readonly lang: Lang
  /** Thread of an earlier delivery that it replies in; parts of an edition find that of part 0 by themselves. */
  readonly intoThread: string | null
  /** When it should be there. */
  readonly dueAt: string
  /** Not before. */
  readonly sendAfter: string
  readonly window: SeenWindow | null
  readonly title: string | null
  /** The reply as JSON; dropped once it is sent. Null only for `quiet`. */
  readonly payload: string | null
  /** What its readers are told, as JSON: read back to know what is new to a channel. Null when nothing. */
  readonly told: string | null
  readonly state: 'pending' | 'quiet'
}

export interface Delivery extends Omit<NewDelivery, 'state' | 'sendAfter' | 'payload' | 'told'> {
  readonly state: DeliveryState
  /** Null when nothing is to be done any more. */
  readonly sendAfter: string | null
  readonly attempts: number
  readonly firstAttemptAt: string | null
  readonly lastAttemptAt: string | null
  /** Ids of the platform. */
  readonly message: string | null
  readonly thread: string | null
  /** `FailureReason`, or `gave_up`; null unless failed. */
  readonly reason: string | null
  /** What the platform said last; for the operator. */
  readonly why: string | null
  readonly createdAt: string
  readonly sentAt: string | null
}

/** A delivery taken to be posted. */
export interface LeasedDelivery extends Delivery {
  readonly payload: string
  /** Thread that part 0 opened; null for part 0 itself. */
  readonly opened: string | null
}

/** What a delivery told its channel. */
export interface Told {
  readonly delivery: string
  readonly slot: string
  readonly dueAt: string
  /** Where its readers found it; null until it is sent. */
  readonly message: string | null
  readonly thread: string | null
  readonly told: string
}
