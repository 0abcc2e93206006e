// Subscriptions: which channel gets digests when. Every method is one statement, so that none needs a transaction and
// a kill leaves all of it or nothing.
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Slot, Subscription } from '../model/subscription.ts'
import { fromColumn, toColumn } from './pack.ts'
import type { Schema } from './schema.ts'
import type { SubscriptionsTable } from './schema-delivery.ts'

/** What may be changed of a subscription. */
export type SubscriptionPatch = Partial<
  Pick<
    Subscription,
    | 'lang'
    | 'slots'
    | 'topics'
    | 'length'
    | 'quiet'
    | 'missed'
    | 'state'
    | 'pausedFor'
    | 'settledAt'
    | 'nextAt'
  >
>

/** Who works on it, and until when nobody else does; instants. */
export interface Lease {
  /** One name for each process. */
  readonly by: string
  readonly now: string
  readonly until: string
  /** Only what goes to these (`slack`): those that this process can post to; all when absent. */
  readonly surfaces?: readonly string[]
}

/** True for addresses of the surfaces: `slack:T0123/C0456` for `slack`. */
export function onSurfaces(column: string, surfaces: readonly string[] | undefined) {
  if (surfaces === undefined) return sql<boolean>`1 = 1`
  const address = sql.ref(column)
  const starts = surfaces.map(name => sql`substr(${address}, 1, ${name.length + 1}) = ${`${name}:`}`)
  return starts.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`(${sql.join(starts, sql` or `)})`
}

/** `store.subscriptions`. An export holds none of it, because channels are of one installation; a backup holds all. */
export interface SubscriptionLedger {
  /** False when its id is taken, and nothing is stored. */
  add(subscription: Subscription): Promise<boolean>
  get(id: string): Promise<Subscription | null>
  /** By channel, then oldest first; all when nothing is named. */
  list(of?: { workspace?: string; channel?: string }): Promise<readonly Subscription[]>
  /**
   * Changes one that still is as it was read (`seen.changedAt`); false when somebody else changed or removed it.
   * A process that is working on its slots loses its lease by that, and settles nothing.
   */
  change(
    seen: Pick<Subscription, 'id' | 'changedAt'>,
    patch: SubscriptionPatch,
    changedAt: string,
  ): Promise<boolean>
  /** False when there was none. What it already has in the outbox stays there. */
  remove(id: string): Promise<boolean>
  /** Takes up to `limit` active ones whose next slot has come and that nobody works on, longest due first. */
  takeDue(lease: Lease, limit: number): Promise<readonly Subscription[]>
  /** Says that its slots up to `settledAt` have been dealt with; false when it was changed meanwhile. */
  settle(
    seen: Pick<Subscription, 'id' | 'changedAt'>,
    done: { readonly settledAt: string; readonly nextAt: string | null; readonly by: string },
  ): Promise<boolean>
  /** How many there are in each state, and when the next slot of all comes. */
  counts(): Promise<{ readonly active: number; readonly paused: number; readonly nextAt: string | null }>
}

/** The ledger on any engine that kysely speaks to. */
export function createSubscriptions(db: Kysely<Schema>): SubscriptionLedger {
  return {
    async add(subscription) {
      const row = { ...rowOf(subscription), lease_by: null, lease_until: null }
      const added = await db
        .insertInto('subscriptions')
        .values(row)
        .onConflict(conflict => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst()
      return added !== undefined
    },
    async get(id) {
      const row = await db
        .selectFrom('subscriptions')
        .selectAll()
        .where('id', '=', toColumn(id))
        .executeTakeFirst()
      return row ? subscriptionOf(row) : null
    },
    async list({ workspace, channel } = {}) {
      let query = db.selectFrom('subscriptions').selectAll()
      if (workspace !== undefined) query = query.where('workspace', '=', toColumn(workspace))
      if (channel !== undefined) query = query.where('channel', '=', toColumn(channel))
      const rows = await query.orderBy('channel').orderBy('created_at').orderBy('id').execute()
      return rows.map(subscriptionOf)
    },
    async change({ id, changedAt: seen }, patch, changedAt) {
      const changed = await db
        .updateTable('subscriptions')
        .set({ ...patchOf(patch), changed_at: changedAt, lease_by: null, lease_until: null })
        .where('id', '=', toColumn(id))
        .where('changed_at', '=', seen)
        .returning('id')
        .executeTakeFirst()
      return changed !== undefined
    },
    async remove(id) {
      const removed = await db
        .deleteFrom('subscriptions')
        .where('id', '=', toColumn(id))
        .returning('id')
        .executeTakeFirst()
      return removed !== undefined
    },
    async takeDue({ by, now, until, surfaces }, limit) {
      const rows = await db
        .updateTable('subscriptions')
        .set({ lease_by: by, lease_until: until })
        .where('id', 'in', query =>
          query
            .selectFrom('subscriptions')
            .select('id')
            .where('next_at', '<=', now)
            .where(free(now))
            .where(onSurfaces('channel', surfaces))
            .orderBy('next_at')
            .limit(limit),
        )
        // Again, because another process may have been quicker between the two.
        .where(free(now))
        .returningAll()
        .execute()
      return rows
        .map(subscriptionOf)
        .sort((a, b) => compare(a.nextAt ?? '', b.nextAt ?? '') || compare(a.id, b.id))
    },
    async settle({ id, changedAt }, { settledAt, nextAt, by }) {
      const settled = await db
        .updateTable('subscriptions')
        .set({ settled_at: settledAt, next_at: nextAt, lease_by: null, lease_until: null })
        .where('id', '=', toColumn(id))
        .where('changed_at', '=', changedAt)
        .where('lease_by', '=', by)
        .returning('id')
        .executeTakeFirst()
      return settled !== undefined
    },
    async counts() {
      const rows = await db
        .selectFrom('subscriptions')
        .select(['state', eb => eb.fn.countAll<number>().as('n'), eb => eb.fn.min('next_at').as('next')])
        .groupBy('state')
        .execute()
      const of = (state: string) => rows.find(row => row.state === state)
      return {
        active: Number(of('active')?.n ?? 0),
        paused: Number(of('paused')?.n ?? 0),
        nextAt: of('active')?.next ?? null,
      }
    },
  }
}

/** Nobody works on it, or whoever did has not been heard of since. */
function free(now: string) {
  return (eb: import('kysely').ExpressionBuilder<Schema, 'subscriptions'>) =>
    eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)])
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

type Row = Selectable<SubscriptionsTable>

function rowOf(one: Subscription): Omit<Row, 'lease_by' | 'lease_until'> {
  return {
    id: toColumn(one.id),
    workspace: one.workspace === null ? null : toColumn(one.workspace),
    channel: toColumn(one.channel),
    owner: one.owner === null ? null : toColumn(one.owner),
    lang: one.lang,
    slots: JSON.stringify(one.slots),
    topics: JSON.stringify(one.topics),
    length: one.length,
    quiet: one.quiet,
    missed: one.missed,
    state: one.state,
    paused_for: one.pausedFor,
    created_at: one.createdAt,
    changed_at: one.changedAt,
    settled_at: one.settledAt,
    next_at: one.state === 'active' ? one.nextAt : null,
  }
}

function patchOf(patch: SubscriptionPatch): Partial<Row> {
  const { lang, slots, topics, length, quiet, missed, state, pausedFor, settledAt, nextAt } = patch
  return {
    ...(lang !== undefined && { lang }),
    ...(slots !== undefined && { slots: JSON.stringify(slots) }),
    ...(topics !== undefined && { topics: JSON.stringify(topics) }),
    ...(length !== undefined && { length }),
    ...(quiet !== undefined && { quiet }),
    ...(missed !== undefined && { missed }),
    ...(state !== undefined && { state }),
    ...(pausedFor !== undefined && { paused_for: pausedFor }),
    ...(settledAt !== undefined && { settled_at: settledAt }),
    ...(nextAt !== undefined && { next_at: nextAt }),
  }
}

function subscriptionOf(row: Row): Subscription {
  return {
    id: fromColumn(row.id),
    workspace: row.workspace === null ? null : fromColumn(row.workspace),
    channel: fromColumn(row.channel),
    owner: row.owner === null ? null : fromColumn(row.owner),
    lang: row.lang,
    slots: JSON.parse(row.slots) as Slot[],
    topics: JSON.parse(row.topics) as string[],
    length: row.length,
    quiet: row.quiet,
    missed: row.missed,
    state: row.state,
    pausedFor: row.paused_for,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    settledAt: row.settled_at,
    nextAt: row.next_at,
  }
}
