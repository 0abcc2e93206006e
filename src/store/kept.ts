// What stands behind a button where the platform leaves no room for it: the pages of a long reply, a long line.
import type { Kysely } from 'kysely'
import { fromColumn, toColumn } from './pack.ts'
import type { Schema } from './schema.ts'

export interface KeptTable {
  id: string
  /** Null for what is nobody's in particular. */
  workspace: string | null
  text: string
  at: string
}

export interface Kept {
  /** Ours: `discord:page:…`, `discord:line:…`. */
  readonly id: string
  readonly workspace?: string
  readonly text: string
  /** Instant, ISO 8601 UTC. */
  readonly at: string
}

/** `store.kept`: short-lived. An export leaves it out, a backup holds it. */
export interface KeptLedger {
  /** Keeps a text in the place of an older one of this id. */
  keep(kept: Kept): Promise<void>
  /** The text, as the workspace that it was kept for sees it; null for every other one. */
  read(id: string, workspace?: string): Promise<string | null>
  /** Removes what was kept before then. */
  forgetBefore(at: string): Promise<void>
  forgetWorkspace(workspace: string): Promise<void>
}

/** The ledger on any engine that kysely speaks to. */
export function createKept(db: Kysely<Schema>): KeptLedger {
  return {
    async keep({ id, workspace, text, at }) {
      const values = { workspace: workspace ?? null, text: toColumn(text), at }
      await db
        .insertInto('kept')
        .values({ id, ...values })
        .onConflict(conflict => conflict.column('id').doUpdateSet(values))
        .execute()
    },
    async read(id, workspace) {
      const row = await db
        .selectFrom('kept')
        .select(['text', 'workspace'])
        .where('id', '=', toColumn(id))
        .executeTakeFirst()
      if (row === undefined || (row.workspace !== null && row.workspace !== workspace)) return null
      return fromColumn(row.text)
    },
    async forgetBefore(at) {
      await db.deleteFrom('kept').where('at', '<', at).execute()
    },
    async forgetWorkspace(workspace) {
      await db.deleteFrom('kept').where('workspace', '=', workspace).execute()
    },
  }
}
