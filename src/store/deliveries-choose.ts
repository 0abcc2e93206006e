// Which deliveries of the outbox may be posted now.
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'
import { type Lease, onSurfaces } from './subscriptions.ts'

/** Nobody works on it, or whoever did has not been heard of since. */
export function free(now: string) {
  return (eb: ExpressionBuilder<Schema, 'deliveries'>) =>
    eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)])
}

/**
 * The ids of what may be posted now. One a destination at a time keeps the order of its messages and lets a channel
 * that has to wait hold up no other.
 */
export function choosePending(db: Kysely<Schema>, { now, surfaces }: Lease, limit: number) {
  const ready = db
    .selectFrom('deliveries as waiting')
    .select(['waiting.id', 'waiting.workspace', 'waiting.send_after', 'waiting.due_at'])
    .select(
      sql<number>`row_number() over (partition by waiting.destination
        order by waiting.due_at, waiting.slot, waiting.part)`.as('place'),
    )
    .where('waiting.state', '=', 'pending')
    .where('waiting.send_after', '<=', now)
    .where(onSurfaces('waiting.destination', surfaces))
    .where(eb => eb.or([eb('waiting.lease_until', 'is', null), eb('waiting.lease_until', '<=', now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries as before')
            .select('before.id')
            .whereRef('before.slot', '=', 'waiting.slot')
            .whereRef('before.destination', '=', 'waiting.destination')
            .whereRef('before.subscription', '=', 'waiting.subscription')
            .whereRef('before.part', '<', 'waiting.part')
            // Without the first part there is no thread to reply in.
            .where(eb =>
              eb.or([
                eb('before.state', 'in', ['pending', 'sending']),
                eb.and([eb('before.part', '=', 0), eb('before.state', '!=', 'sent')]),
              ]),
            ),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries as busy')
            .select('busy.id')
            .whereRef('busy.destination', '=', 'waiting.destination')
            .where('busy.state', 'in', ['pending', 'sending'])
            .where('busy.lease_until', '>', now),
        ),
      ),
    )
  const first = db
    .selectFrom(ready.as('ready'))
    .select(['id', 'send_after'])
    .select(
      sql<number>`row_number() over (partition by workspace order by due_at, send_after, id)`.as('turn'),
    )
    .where('place', '=', 1)
  return db
    .selectFrom(first.as('first'))
    .select('id')
    .orderBy('turn')
    .orderBy('send_after')
    .orderBy('id')
    .limit(limit)
}

/** The thread that the first part of the same edition opened. */
export function openedThread(eb: ExpressionBuilder<Schema, 'deliveries'>) {
  return eb
    .selectFrom('deliveries as opener')
    .select('opener.thread')
    .whereRef('opener.slot', '=', 'deliveries.slot')
    .whereRef('opener.destination', '=', 'deliveries.destination')
    .whereRef('opener.subscription', '=', 'deliveries.subscription')
    .where('opener.part', '=', 0)
    .where('deliveries.part', '>', 0)
    .as('opened')
}

/** The ids of what was begun and not ended: its process died, or it is time to look whether it arrived. */
export function chooseLost(db: Kysely<Schema>, { now, surfaces }: Lease, limit: number) {
  return db
    .selectFrom('deliveries')
    .select('id')
    .where('state', '=', 'sending')
    .where('send_after', '<=', now)
    .where(onSurfaces('destination', surfaces))
    .where(free(now))
    .orderBy('send_after')
    .limit(limit)
}
