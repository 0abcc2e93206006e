// What a language model has answered before, by the content of the question: asked again, it costs nothing.
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export interface ModelCacheTable {
  /** Hash of model, instructions, input and schema. */
  key: string
  /** JSON. */
  value: string
  /** Day of its last use, `YYYY-MM-DD`. */
  used: string
}

/** Answers kept for reuse. They can be had again: an export leaves them out. */
export interface ModelCache {
  /** What is kept under a key, or null; marks it as used on that day. */
  get(key: string, day: string): Promise<string | null>
  put(key: string, value: string, day: string): Promise<void>
  /** Drops all that was last used before a day. */
  prune(before: string): Promise<void>
}

/** The cache on any engine. */
export function createModelCache(db: Kysely<Schema>): ModelCache {
  return {
    async get(key, day) {
      const row = await db
        .selectFrom('model_cache')
        .select(['value', 'used'])
        .where('key', '=', key)
        .executeTakeFirst()
      if (row === undefined) return null
      if (row.used < day)
        await db.updateTable('model_cache').set({ used: day }).where('key', '=', key).execute()
      return row.value
    },
    async put(key, value, day) {
      await db
        .insertInto('model_cache')
        .values({ key, value, used: day })
        .onConflict(conflict => conflict.column('key').doUpdateSet({ value, used: day }))
        .execute()
    },
    async prune(before) {
      await db.deleteFrom('model_cache').where('used', '<', before).execute()
    },
  }
}
