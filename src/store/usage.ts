// What a language model has cost: counted per day, workspace, purpose and model, and never forgotten.
import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

export interface ModelUsageTable {
  /** `YYYY-MM-DD`, UTC. */
  day: string
  /** Empty for the operator's own and for shared work. */
  workspace: string
  purpose: string
  model: string
  calls: number
  failed: number
  reused: number
  input: number
  cached: number
  output: number
  /** Millionths of a US dollar, at the prices set when it was spent; 0 where none were. */
  cost: number
}

/** One kind of work on one day. `calls` went to the server, `failed` of them without a result; `reused` did not have to go. */
export type UsageRow = Readonly<ModelUsageTable>

export interface Spent {
  /** Tokens in and out. */
  readonly tokens: number
  /** Millionths of a US dollar. */
  readonly cost: number
}

/** The book of what a model has cost. It is the operator's own: an export leaves it out, a backup holds it. */
export interface UsageLedger {
  /** Adds to the row of that day, workspace, purpose and model. */
  add(row: UsageRow): Promise<void>
  /** Spent from one day to another, both `YYYY-MM-DD` and inclusive; of one workspace when it is named. */
  spent(from: string, to: string, workspace?: string): Promise<Spent>
  /** Rows of these days, newest day first. */
  rows(from: string, to: string): Promise<readonly UsageRow[]>
}

const COUNTS = ['calls', 'failed', 'reused', 'input', 'cached', 'output', 'cost'] as const

/** The usage ledger on any engine. */
export function createUsage(db: Kysely<Schema>): UsageLedger {
  return {
    async add(row) {
      await db
        .insertInto('model_usage')
        .values(row)
        .onConflict(conflict =>
          conflict
            .columns(['day', 'workspace', 'purpose', 'model'])
            .doUpdateSet(
              Object.fromEntries(
                COUNTS.map(name => [name, sql<number>`${sql.ref(`model_usage.${name}`)} + ${row[name]}`]),
              ),
            ),
        )
        .execute()
    },
    async spent(from, to, workspace) {
      const query = db
        .selectFrom('model_usage')
        .select([
          sql<number>`coalesce(sum(input + output), 0)`.as('tokens'),
          sql<number>`coalesce(sum(cost), 0)`.as('cost'),
        ])
        .where('day', '>=', from)
        .where('day', '<=', to)
      const row = await (workspace === undefined ? query : query.where('workspace', '=', workspace))
        .limit(1)
        .executeTakeFirstOrThrow()
      return { tokens: Number(row.tokens), cost: Number(row.cost) }
    },
    async rows(from, to) {
      const rows = await db
        .selectFrom('model_usage')
        .selectAll()
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day', 'desc')
        .orderBy('workspace')
        .orderBy('purpose')
        .orderBy('model')
        .execute()
      return rows.map(row => ({
        ...row,
        ...Object.fromEntries(COUNTS.map(name => [name, Number(row[name])])),
      }))
    },
  }
}
