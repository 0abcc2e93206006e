import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** What a language model has cost, and what it has answered before. */
export async function addModel({ schema }: Kysely<Schema>): Promise<void> {
  await schema
    .createTable('model_usage')
    .addColumn('day', 'text', column => column.notNull())
    .addColumn('workspace', 'text', column => column.notNull())
    .addColumn('purpose', 'text', column => column.notNull())
    .addColumn('model', 'text', column => column.notNull())
    .addColumn('calls', 'integer', column => column.notNull())
    .addColumn('failed', 'integer', column => column.notNull())
    .addColumn('reused', 'integer', column => column.notNull())
    .addColumn('input', 'bigint', column => column.notNull())
    .addColumn('cached', 'bigint', column => column.notNull())
    .addColumn('output', 'bigint', column => column.notNull())
    .addColumn('cost', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('model_usage_row', ['day', 'workspace', 'purpose', 'model'])
    .execute()
  await schema
    .createTable('model_cache')
    .addColumn('key', 'text', column => column.primaryKey())
    .addColumn('value', 'text', column => column.notNull())
    .addColumn('used', 'text', column => column.notNull())
    .execute()
  await schema.createIndex('model_cache_used').on('model_cache').column('used').execute()
}
