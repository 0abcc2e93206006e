import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** What stands behind buttons: see `KeptLedger`. */
export async function addKept({ schema }: Kysely<Schema>): Promise<void> {
  await schema
    .createTable('kept')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('workspace', 'text')
    .addColumn('text', 'text', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .execute()
  await schema.createIndex('kept_at').on('kept').column('at').execute()
}
