import type { Kysely } from 'kysely'
import type { MigrationEngine } from './migrations.ts'
import type { Schema } from './schema.ts'

/** Subscriptions, and the outbox of what is posted for them. */
export async function addDeliveries({ schema }: Kysely<Schema>, engine: MigrationEngine): Promise<void> {
  let subscriptions = schema.createTable('subscriptions').addColumn('id', 'text', each => each.primaryKey())
  for (const name of ['workspace', 'owner', 'paused_for', 'next_at', 'lease_by', 'lease_until'])
    subscriptions = subscriptions.addColumn(name, 'text')
  for (const name of [
    ...['channel', 'lang', 'slots', 'topics', 'length', 'quiet', 'missed', 'state'],
    ...['created_at', 'changed_at', 'settled_at'],
  ])
    subscriptions = subscriptions.addColumn(name, 'text', each => each.notNull())
  await subscriptions.execute()
  await schema
    .createIndex('subscriptions_due')
    .on('subscriptions')
    .column('next_at')
    .where('next_at', 'is not', null)
    .execute()
  await schema.createIndex('subscriptions_channel').on('subscriptions').column('channel').execute()

  let deliveries = schema.createTable('deliveries').addColumn('id', 'text', each => each.primaryKey())
  for (const name of [
    ...['workspace', 'into_thread', 'send_after', 'window_from', 'window_to', 'title', 'sent_at'],
    ...[
      'first_attempt_at',
      'last_attempt_at',
      'lease_by',
      'lease_until',
      'message',
      'thread',
      'reason',
      'why',
    ],
  ])
    deliveries = deliveries.addColumn(name, 'text')
  for (const name of [
    ...['subscription', 'slot', 'destination', 'kind', 'lang', 'due_at', 'state', 'created_at'],
  ])
    deliveries = deliveries.addColumn(name, 'text', each => each.notNull())
  for (const name of ['part', 'parts', 'attempts'])
    deliveries = deliveries.addColumn(name, 'integer', each => each.notNull())
  await deliveries.addColumn('payload', engine.bytes).addColumn('told', engine.bytes).execute()

  await schema
    .createIndex('deliveries_once')
    .on('deliveries')
    .columns(['slot', 'destination', 'subscription', 'part'])
    .unique()
    .execute()
  await schema
    .createIndex('deliveries_open')
    .on('deliveries')
    .column('send_after')
    .where('send_after', 'is not', null)
    .execute()
  await schema
    .createIndex('deliveries_busy')
    .on('deliveries')
    .columns(['destination', 'lease_until'])
    .where('lease_until', 'is not', null)
    .execute()
  await schema.createIndex('deliveries_state').on('deliveries').columns(['state', 'due_at']).execute()
  await schema.createIndex('deliveries_told').on('deliveries').columns(['destination', 'due_at']).execute()
  await schema
    .createIndex('deliveries_editions')
    .on('deliveries')
    .columns(['subscription', 'due_at'])
    .execute()
}
