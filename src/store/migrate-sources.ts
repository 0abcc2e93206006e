// Where articles come from: sources, what was seen of each, and what pages changed.
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Adds the tables of `store.sources`. */
export async function addSources(db: Kysely<Schema>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('sources')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('url', 'text', column => column.notNull())
    .addColumn('workspace', 'text', column => column.notNull())
    .addColumn('paused', 'integer', column => column.notNull())
    .addColumn('doubtful', 'integer', column => column.notNull())
    .addColumn('next_poll', 'text', column => column.notNull())
    .addColumn('settings', 'text', column => column.notNull())
    .addColumn('health', 'text', column => column.notNull())
    .addUniqueConstraint('sources_url', ['url', 'workspace'])
    .execute()
  await schema.createIndex('sources_due').on('sources').columns(['paused', 'doubtful', 'next_poll']).execute()
  await schema
    .createTable('source_items')
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('key', 'text', column => column.notNull())
    .addColumn('guid', 'text')
    .addColumn('url', 'text')
    .addColumn('seen', 'text', column => column.notNull())
    .addColumn('item', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('source_items_key', ['source', 'key'])
    .execute()
  await schema.createIndex('source_items_guid').on('source_items').columns(['source', 'guid']).execute()
  await schema.createIndex('source_items_url').on('source_items').columns(['source', 'url']).execute()
  await schema
    .createTable('article_changes')
    .addColumn('article', 'text', column => column.notNull())
    .addColumn('before', 'text', column => column.notNull())
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('change', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('article_changes_key', ['article', 'before'])
    .execute()
  await schema.createIndex('article_changes_at').on('article_changes').column('at').execute()
}
