// The tables of subscriptions and deliveries; see `SubscriptionLedger` and `DeliveryLedger` for what they mean.
// Instants are ISO 8601 UTC with milliseconds, so that they compare as text.
import type { DeliveryKind, DeliveryState } from '../model/delivery.ts'
import type { Lang } from '../model/language.ts'
import type { DigestLength, PauseReason } from '../model/subscription.ts'

export interface SubscriptionsTable {
  id: string
  workspace: string | null
  channel: string
  owner: string | null
  lang: Lang
  /** JSON: the slots. */
  slots: string
  /** JSON: ids. */
  topics: string
  length: DigestLength
  quiet: 'silent' | 'line'
  missed: 'fold' | 'skip'
  state: 'active' | 'paused'
  paused_for: PauseReason | null
  created_at: string
  changed_at: string
  settled_at: string
  /** Null while it rests, so that the index of what is due holds active ones only. */
  next_at: string | null
  lease_by: string | null
  lease_until: string | null
}

export interface DeliveriesTable {
  id: string
  /** Empty for what belongs to none. */
  subscription: string
  slot: string
  destination: string
  workspace: string | null
  kind: DeliveryKind
  part: number
  parts: number
  lang: Lang
  into_thread: string | null
  due_at: string
  /** Null when nothing is to be done any more, so that the index of what waits holds nothing else. */
  send_after: string | null
  window_from: string | null
  window_to: string | null
  title: string | null
  state: DeliveryState
  attempts: number
  first_attempt_at: string | null
  last_attempt_at: string | null
  lease_by: string | null
  lease_until: string | null
  message: string | null
  thread: string | null
  reason: string | null
  why: string | null
  created_at: string
  sent_at: string | null
  /** Packed JSON; null once nothing is to be posted any more. */
  payload: Uint8Array | null
  told: Uint8Array | null
}
