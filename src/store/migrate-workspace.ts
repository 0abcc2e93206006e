import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Articles may belong to one workspace; null is the shared library, as all were before. */
export async function addWorkspaces({ schema }: Kysely<Schema>): Promise<void> {
  await schema.alterTable('articles').addColumn('workspace', 'text').execute()
  await schema
    .createIndex('articles_workspace')
    .on('articles')
    .column('workspace')
    .where('workspace', 'is not', null)
    .execute()
}
