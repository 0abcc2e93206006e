// The tables as a list of steps. A step that was released is never changed: a new one is added at the end.
import { type Kysely, sql } from 'kysely'
import { addDeliveries } from './migrate-delivery.ts'
import { addKept } from './migrate-kept.ts'
import { addModel } from './migrate-model.ts'
import { addPlatforms } from './migrate-platforms.ts'
import { addSources } from './migrate-sources.ts'
import { addWorkspaces } from './migrate-workspace.ts'
import type { Schema } from './schema.ts'

/** What a migration needs to know of the engine it runs on. */
export interface MigrationEngine {
  /** Column type for bytes. */
  readonly bytes: 'blob' | 'bytea'
  /** Ends the statement of a table that is nothing but its primary key: `without rowid`, or nothing. */
  readonly keyTableEnd: string
  createSearchIndex(db: Kysely<Schema>): Promise<void>
}

type Migration = (db: Kysely<Schema>, engine: MigrationEngine) => Promise<void>

async function createTables(db: Kysely<Schema>, engine: MigrationEngine): Promise<void> {
  const { schema } = db
  const keyTableEnd = sql.raw(engine.keyTableEnd)
  await schema
    .createTable('markers')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('value', 'text', column => column.notNull())
    .execute()
  await schema
    .createTable('totals')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('value', 'integer', column => column.notNull())
    .execute()
  await db
    .insertInto('totals')
    .values(
      ['articles', 'revisions', 'reports', 'sentences', 'claims', 'terms'].map(name => ({ name, value: 0 })),
    )
    .execute()

  await schema
    .createTable('articles')
    .addColumn('number', 'integer', column => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', column => column.notNull().unique())
    .addColumn('identity', 'text', column => column.notNull())
    .addColumn('revision', 'integer', column => column.notNull())
    .addColumn('current', 'integer', column => column.notNull())
    .addColumn('content_hash', 'text', column => column.notNull().unique())
    .addColumn('first_seen', 'text', column => column.notNull())
    .addColumn('url', 'text')
    .addColumn('title_key', 'text', column => column.notNull())
    .addUniqueConstraint('articles_identity', ['identity', 'revision'])
    .execute()
  await schema.createIndex('articles_url').on('articles').column('url').execute()
  await schema.createIndex('articles_seen').on('articles').column('first_seen').execute()
  await schema
    .createTable('bodies')
    .addColumn('article', 'integer', column => column.primaryKey().references('articles.number'))
    .addColumn('body', engine.bytes, column => column.notNull())
    .execute()

  await schema
    .createTable('reports')
    .addColumn('number', 'integer', column => column.primaryKey().autoIncrement())
    .addColumn('article', 'integer', column => column.notNull().references('articles.number'))
    .addColumn('ordinal', 'integer', column => column.notNull())
    .addColumn('current', 'integer', column => column.notNull())
    .addColumn('lang', 'text', column => column.notNull())
    .addColumn('day', 'integer', column => column.notNull())
    .addColumn('date_from', 'integer')
    .addColumn('date_to', 'integer')
    .addColumn('length', 'integer', column => column.notNull())
    .addColumn('reading', engine.bytes, column => column.notNull())
    .addUniqueConstraint('reports_article', ['article', 'ordinal'])
    .execute()
  // All that a date window needs, so that it is answered from the index alone.
  await schema
    .createIndex('reports_date')
    .on('reports')
    .columns(['day', 'number', 'date_from', 'date_to', 'current'])
    .execute()

  await schema
    .createTable('claims')
    .addColumn('number', 'bigint', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('sentence', 'integer', column => column.notNull())
    .addColumn('act', 'text', column => column.notNull())
    .addColumn('polarity', 'text', column => column.notNull())
    .addColumn('modality', 'text', column => column.notNull())
    .addColumn('lang', 'text', column => column.notNull())
    .addColumn('band', 'text', column => column.notNull())
    .addColumn('confidence', 'real', column => column.notNull())
    .addColumn('event_from', 'integer')
    .addColumn('event_to', 'integer')
    .addColumn('reported_from', 'integer')
    .addColumn('reported_to', 'integer')
    .addPrimaryKeyConstraint('claims_number', ['number'])
    .modifyEnd(keyTableEnd)
    .execute()
  await schema.createIndex('claims_id').on('claims').column('id').execute()

  await schema
    .createTable('keys')
    .addColumn('number', 'integer', column => column.primaryKey().autoIncrement())
    .addColumn('key', 'text', column => column.notNull().unique())
    .execute()
  await schema
    .createTable('claim_keys')
    .addColumn('key', 'integer', column => column.notNull())
    .addColumn('day', 'integer', column => column.notNull())
    .addColumn('claim', 'bigint', column => column.notNull())
    .addColumn('act', 'integer', column => column.notNull())
    .addColumn('negated', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('claim_keys_all', ['key', 'day', 'claim'])
    .modifyEnd(keyTableEnd)
    .execute()
  await schema
    .createTable('mentions')
    .addColumn('entity', 'integer', column => column.notNull())
    .addColumn('day', 'integer', column => column.notNull())
    .addColumn('report', 'integer', column => column.notNull())
    .addColumn('count', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('mentions_all', ['entity', 'day', 'report'])
    .modifyEnd(keyTableEnd)
    .execute()

  await engine.createSearchIndex(db)
}

const MIGRATIONS: readonly Migration[] = [
  createTables,
  addWorkspaces,
  addPlatforms,
  addModel,
  addSources,
  addDeliveries,
  addKept,
]

/** The schema version that this program writes; it reads this one and older ones. */
export const SCHEMA_VERSION = MIGRATIONS.length

/** The version of the tables that are there, 0 for none. */
export async function schemaVersion(db: Kysely<Schema>): Promise<number> {
  await sql`create table if not exists meta (name text primary key, value text not null)`.execute(db)
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('name', '=', 'schema_version')
    .executeTakeFirst()
  return Number(row?.value ?? 0)
}

/**
 * Brings the tables up to date; each step is one transaction together with the version it leads to, so that a kill
 * leaves a whole version. Two processes may do this at once: the second one finds it done.
 */
export async function migrate(db: Kysely<Schema>, engine: MigrationEngine): Promise<void> {
  for (let version = 0; version < SCHEMA_VERSION; version++) {
    await db.transaction().execute(async transaction => {
      if ((await schemaVersion(transaction)) !== version) return
      await MIGRATIONS[version]!(transaction, engine)
      const value = String(version + 1)
      await transaction
        .insertInto('meta')
        .values({ name: 'schema_version', value })
        .onConflict(conflict => conflict.column('name').doUpdateSet({ value }))
        .execute()
    })
  }
}
