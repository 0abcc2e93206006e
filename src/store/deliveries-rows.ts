import type { Selectable } from 'kysely'
import type { Delivery, NewDelivery } from '../model/delivery.ts'
import { fromColumn, pack, toColumn } from './pack.ts'
import type { DeliveriesTable } from './schema-delivery.ts'

/** A delivery as its table holds it. */
export type Row = Selectable<DeliveriesTable>

/** All but what is packed. */
export const COLUMNS = [
  ...(['id', 'subscription', 'slot', 'destination', 'workspace', 'kind', 'part', 'parts', 'lang'] as const),
  ...(['into_thread', 'due_at', 'send_after', 'window_from', 'window_to', 'title', 'state'] as const),
  ...(['attempts', 'first_attempt_at', 'last_attempt_at', 'message', 'thread', 'reason', 'why'] as const),
  ...(['created_at', 'sent_at'] as const),
]

/** A new delivery as a row. */
export function rowOf(one: NewDelivery, createdAt: string): Row {
  const column = (text: string | null) => (text === null ? null : toColumn(text))
  return {
    id: toColumn(one.id),
    // Never null, because a unique index takes two nulls for different.
    subscription: one.subscription === null ? '' : toColumn(one.subscription),
    slot: toColumn(one.slot),
    destination: toColumn(one.destination),
    workspace: column(one.workspace),
    kind: one.kind,
    part: one.part,
    parts: one.parts,
    lang: one.lang,
    into_thread: column(one.intoThread),
    due_at: one.dueAt,
    send_after: one.state === 'pending' ? one.sendAfter : null,
    window_from: one.window?.from ?? null,
    window_to: one.window?.to ?? null,
    title: column(one.title),
    state: one.state,
    attempts: 0,
    first_attempt_at: null,
    last_attempt_at: null,
    lease_by: null,
    lease_until: null,
    message: null,
    thread: null,
    reason: null,
    why: null,
    created_at: createdAt,
    sent_at: null,
    payload: one.payload === null ? null : pack(one.payload),
    told: one.told === null ? null : pack(one.told),
  }
}

/** A row as a delivery. */
export function deliveryOf(row: Pick<Row, (typeof COLUMNS)[number]>): Delivery {
  const text = (column: string | null) => (column === null ? null : fromColumn(column))
  return {
    id: fromColumn(row.id),
    subscription: row.subscription === '' ? null : text(row.subscription),
    slot: fromColumn(row.slot),
    destination: fromColumn(row.destination),
    workspace: text(row.workspace),
    kind: row.kind,
    part: row.part,
    parts: row.parts,
    lang: row.lang,
    intoThread: text(row.into_thread),
    dueAt: row.due_at,
    sendAfter: row.send_after,
    window: row.window_from === null ? null : { from: row.window_from, to: row.window_to! },
    title: text(row.title),
    state: row.state,
    attempts: row.attempts,
    firstAttemptAt: row.first_attempt_at,
    lastAttemptAt: row.last_attempt_at,
    message: text(row.message),
    thread: text(row.thread),
    reason: row.reason,
    why: text(row.why),
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }
}
