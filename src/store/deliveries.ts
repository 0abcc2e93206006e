// The outbox: every message that is to be posted once, and what became of it. Every method is one statement, so that
// none needs a transaction, several processes can share the work, and a kill leaves all of it or nothing.
import { type Kysely, sql } from 'kysely'
import type { Delivery, DeliveryState, LeasedDelivery, NewDelivery, Told } from '../model/delivery.ts'
import { chooseLost, choosePending, free, openedThread } from './deliveries-choose.ts'
import { COLUMNS, deliveryOf, type Row, rowOf } from './deliveries-rows.ts'
import { fromColumn, toColumn, unpack } from './pack.ts'
import type { Schema } from './schema.ts'
import type { Lease } from './subscriptions.ts'

/** A delivery in the hands of one process: what that process says of it counts only while nobody else has taken it. */
export interface Held {
  readonly id: string
  /** The lease's `by`. */
  readonly by: string
}

/** Which deliveries; fields are joined by AND. */
export interface DeliveryQuery {
  readonly workspace?: string
  readonly destination?: string
  readonly subscription?: string
  readonly states?: readonly DeliveryState[]
  /** At most this many (default 50), latest due first. */
  readonly limit?: number
}

/** `store.deliveries`. An export holds none of it, because its messages are of one installation; a backup holds all. */
export interface DeliveryLedger {
  /**
   * Puts all parts of one edition into the outbox, or none: false when any part of that subscription, slot and
   * destination is there already, whoever put it there.
   */
  open(parts: readonly NewDelivery[], createdAt: string): Promise<boolean>
  /**
   * Takes up to `limit` that may be posted now, one a destination, fairly between workspaces: the first of each
   * workspace, then the second of each. A part waits until all before it are done, and a destination until what was
   * under way to it has ended.
   */
  takePending(lease: Lease, limit: number): Promise<readonly LeasedDelivery[]>
  /** Takes those whose process was not heard of since their attempt began: nobody knows whether they arrived. */
  takeLost(lease: Lease, limit: number): Promise<readonly LeasedDelivery[]>
  /** To be called right before each attempt; false when another process has taken it since. */
  begin(held: Held, at: string): Promise<boolean>
  /** It is there. False, as below, when another process has taken it since. */
  sent(
    held: Held,
    posted: { readonly message: string; readonly thread: string; readonly at: string },
  ): Promise<boolean>
  /** It is surely not there; to be tried again then. */
  postpone(held: Held, later: { readonly sendAfter: string; readonly why: string }): Promise<boolean>
  /** Nobody can tell yet whether it is there: to be looked for after `lookAfter`. */
  doubt(held: Held, doubt: { readonly lookAfter: string; readonly why: string }): Promise<boolean>
  /** Nobody can tell whether it is there, and nobody will: for the operator. */
  giveUp(held: Held, why: string): Promise<boolean>
  /** It is surely not there and never will be. */
  fail(held: Held, failure: { readonly reason: string; readonly why: string }): Promise<boolean>
  /** Gives back what was taken and not begun. */
  release(held: Held): Promise<void>
  /** What still waits of an edition, or of a subscription when no slot is named, will not be posted; how many. */
  cancel(of: { readonly subscription: string; readonly slot?: string }, reason: string): Promise<number>
  /** The operator's word on one that is `unknown`: it is there, or it is to be posted again, or left. */
  resolve(id: string, as: 'sent' | 'again' | 'failed', at: string): Promise<boolean>

  get(id: string): Promise<Delivery | null>
  list(query: DeliveryQuery): Promise<readonly Delivery[]>
  /** How many there are in each state, of a workspace or of all. */
  counts(workspace?: string): Promise<Readonly<Record<DeliveryState, number>>>
  /** When the next one may be posted or looked for; null when none waits. */
  nextAt(): Promise<string | null>
  /** The latest edition of a subscription's form that was not given up: `daily@`. */
  lastEdition(subscription: string, form: string): Promise<Delivery | null>
  /** What a channel was told since then, or will be by what waits, latest first. */
  toldTo(destination: string, since: string): Promise<readonly Told[]>
  /** Removes what was due before then and is over; how many. */
  forgetBefore(dueAt: string): Promise<number>
}

const PAGE = 50

const OVER = { send_after: null, payload: null, lease_by: null, lease_until: null }

/** The ledger on any engine that kysely speaks to. */
export function createDeliveries(db: Kysely<Schema>): DeliveryLedger {
  /** Changes one that this process has begun. */
  async function end({ id, by }: Held, values: Partial<Row>): Promise<boolean> {
    const ended = await db
      .updateTable('deliveries')
      .set({ lease_by: null, lease_until: null, ...values })
      .where('id', '=', id)
      .where('lease_by', '=', by)
      .returning('id')
      .executeTakeFirst()
    return ended !== undefined
  }

  async function take(
    { by, now, until }: Lease,
    state: 'pending' | 'sending',
    chosen: readonly { readonly id: string }[],
  ): Promise<LeasedDelivery[]> {
    if (chosen.length === 0) return []
    const rows = await db
      .updateTable('deliveries')
      .set({ lease_by: by, lease_until: until })
      .where(
        'id',
        'in',
        chosen.map(one => one.id),
      )
      // Again, because another process may have been quicker since they were chosen.
      .where('state', '=', state)
      .where(free(now))
      .returningAll()
      .returning(openedThread)
      .execute()
    const byId = new Map(rows.map(row => [row.id, row]))
    return chosen.flatMap(({ id }) => {
      const row = byId.get(id)
      if (row === undefined) return []
      const payload = row.payload === null ? '' : unpack<string>(row.payload)
      return [{ ...deliveryOf(row), payload, opened: row.opened === null ? null : fromColumn(row.opened) }]
    })
  }

  return {
    async open(parts, createdAt) {
      const [first] = parts
      if (first === undefined) throw new Error('An edition has at least one part.')
      if (parts.some(part => part.slot !== first.slot || part.destination !== first.destination))
        throw new Error('The parts of an edition have one slot and one destination.')
      const rows = parts.map(part => rowOf(part, createdAt))
      const columns = Object.keys(rows[0]!)
      const values = rows.map(
        row => sql`select ${sql.join(columns.map(column => (row as Record<string, unknown>)[column]))}`,
      )
      // In one statement, so that parts of two processes never stand together.
      const opened = await sql`
        insert into deliveries (${sql.join(columns.map(column => sql.ref(column)))})
        select * from (${sql.join(values, sql` union all `)}) as edition
        where not exists (select 1 from deliveries where slot = ${toColumn(first.slot)}
          and destination = ${toColumn(first.destination)} and subscription = ${first.subscription ?? ''})
        on conflict do nothing`.execute(db)
      return Number(opened.numAffectedRows ?? 0) === parts.length
    },
    takePending: async (lease, limit) =>
      take(lease, 'pending', await choosePending(db, lease, limit).execute()),
    takeLost: async (lease, limit) => take(lease, 'sending', await chooseLost(db, lease, limit).execute()),
    begin: (held, at) =>
      end(held, {
        state: 'sending',
        last_attempt_at: at,
        first_attempt_at: sql<string>`coalesce(first_attempt_at, ${at})` as unknown as string,
        attempts: sql<number>`attempts + 1` as unknown as number,
        lease_by: held.by,
        lease_until: sql<string>`lease_until` as unknown as string,
      }),
    sent: (held, { message, thread, at }) =>
      end(held, {
        state: 'sent',
        send_after: null,
        message: toColumn(message),
        thread: toColumn(thread),
        sent_at: at,
        payload: null,
        why: null,
      }),
    postpone: (held, { sendAfter, why }) =>
      end(held, { state: 'pending', send_after: sendAfter, why: toColumn(why) }),
    doubt: (held, { lookAfter, why }) =>
      end(held, { state: 'sending', send_after: lookAfter, why: toColumn(why) }),
    giveUp: (held, why) => end(held, { state: 'unknown', send_after: null, why: toColumn(why) }),
    fail: (held, { reason, why }) => end(held, { ...OVER, state: 'failed', reason, why: toColumn(why) }),
    async release({ id, by }) {
      await db
        .updateTable('deliveries')
        .set({ lease_by: null, lease_until: null })
        .where('id', '=', id)
        .where('lease_by', '=', by)
        .where('state', '=', 'pending')
        .execute()
    },
    async cancel({ subscription, slot }, reason) {
      let query = db
        .updateTable('deliveries')
        .set({ ...OVER, state: 'failed', reason })
        .where('subscription', '=', toColumn(subscription))
        .where('state', '=', 'pending')
      if (slot !== undefined) query = query.where('slot', '=', toColumn(slot))
      return (await query.returning('id').execute()).length
    },
    async resolve(id, as, at) {
      const values =
        as === 'sent'
          ? { ...OVER, state: 'sent' as const, sent_at: at }
          : as === 'again'
            ? { state: 'pending' as const, send_after: at }
            : { ...OVER, state: 'failed' as const, reason: 'given_up' }
      const resolved = await db
        .updateTable('deliveries')
        .set(values)
        .where('id', '=', toColumn(id))
        .where('state', '=', 'unknown')
        .returning('id')
        .executeTakeFirst()
      return resolved !== undefined
    },

    async get(id) {
      const row = await db
        .selectFrom('deliveries')
        .select(COLUMNS)
        .where('id', '=', toColumn(id))
        .executeTakeFirst()
      return row ? deliveryOf(row) : null
    },
    async list({ workspace, destination, subscription, states, limit = PAGE }) {
      let query = db.selectFrom('deliveries').select(COLUMNS)
      if (workspace !== undefined) query = query.where('workspace', '=', toColumn(workspace))
      if (destination !== undefined) query = query.where('destination', '=', toColumn(destination))
      if (subscription !== undefined) query = query.where('subscription', '=', toColumn(subscription))
      if (states !== undefined) query = query.where('state', 'in', [...states])
      const rows = await query
        .orderBy('due_at', 'desc')
        .orderBy('slot')
        .orderBy('part')
        .limit(limit)
        .execute()
      return rows.map(deliveryOf)
    },
    async counts(workspace) {
      let query = db.selectFrom('deliveries').select(['state', eb => eb.fn.countAll<number>().as('n')])
      if (workspace !== undefined) query = query.where('workspace', '=', toColumn(workspace))
      const counts = { pending: 0, sending: 0, sent: 0, unknown: 0, failed: 0, quiet: 0 }
      for (const { state, n } of await query.groupBy('state').execute()) counts[state] = Number(n)
      return counts
    },
    async nextAt() {
      const row = await db
        .selectFrom('deliveries')
        .select(eb => eb.fn.min('send_after').as('next'))
        .where('send_after', 'is not', null)
        .executeTakeFirst()
      return row?.next ?? null
    },
    async lastEdition(subscription, form) {
      const row = await db
        .selectFrom('deliveries')
        .select(COLUMNS)
        .where('subscription', '=', toColumn(subscription))
        .where('kind', '=', 'digest')
        .where('part', '=', 0)
        .where('state', '!=', 'failed')
        .where(sql<string>`substr(slot, 1, ${form.length})`, '=', form)
        .orderBy('due_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? deliveryOf(row) : null
    },
    async toldTo(destination, since) {
      const rows = await db
        .selectFrom('deliveries')
        .select(['id', 'slot', 'due_at', 'message', 'thread', 'told'])
        .where('destination', '=', toColumn(destination))
        .where('due_at', '>=', since)
        .where('told', 'is not', null)
        .where('state', '!=', 'failed')
        .orderBy('due_at', 'desc')
        .orderBy('part')
        .execute()
      return rows.map(row => ({
        delivery: row.id,
        slot: fromColumn(row.slot),
        dueAt: row.due_at,
        message: row.message === null ? null : fromColumn(row.message),
        thread: row.thread === null ? null : fromColumn(row.thread),
        told: unpack<string>(row.told!),
      }))
    },
    async forgetBefore(dueAt) {
      const { numDeletedRows } = await db
        .deleteFrom('deliveries')
        .where('due_at', '<', dueAt)
        .where('state', 'in', ['sent', 'failed', 'quiet'])
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
