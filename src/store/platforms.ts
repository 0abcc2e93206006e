// What chat apps keep between one message and the next. Every method is one statement, so that none needs a
// transaction and a kill leaves all of it or nothing.
import { type Kysely, sql } from 'kysely'
import type { Lang } from '../model/language.ts'
import { fromColumn, toColumn } from './pack.ts'
import type { Schema } from './schema.ts'

/** A workspace whose tokens we hold, sealed by `createSeal`; the store never sees them in the clear. */
export interface Installation {
  /** `slack:T0123`, or `slack:E0123` for a whole organisation. */
  readonly workspace: string
  readonly sealed: string
}

/** Something said or pressed that has to be answered once. */
export interface NewVisit {
  /** The platform's own id of it, the same however often it is delivered: `slack:T0123/C0456/1700000000.000100`. */
  readonly id: string
  /** Whose work it is when it is left unfinished: one name for each process, `slack`, `discord:0`. */
  readonly queue: string
  readonly workspace?: string
  /** What is needed to take it up again after a kill; forgotten once it is finished. */
  readonly work?: string
  /** Instant, ISO 8601 UTC. */
  readonly at: string
}

/** One question of a conversation and what came of it. */
export interface Turn {
  /** Ours, the same when the question is answered again after a kill. */
  readonly key: string
  /** `slack:T0123/C0456/1700000000.000100`: a thread, or a direct message channel. */
  readonly conversation: string
  readonly workspace?: string
  /** `slack:T0123/U0456`. */
  readonly person?: string
  readonly question: string
  /** Language of the reply. */
  readonly lang: Lang
  /** The reply in one line. */
  readonly summary: string
  readonly at: string
}

/** What a reader thinks of a reply, or of anything. */
export interface Feedback {
  /** The same key replaces what was said before: one verdict a person and reply. */
  readonly key: string
  readonly workspace?: string
  readonly channel?: string
  readonly person?: string
  /** Key of the turn it is about. */
  readonly about?: string
  readonly verdict?: 'good' | 'bad'
  readonly words?: string
  readonly at: string
}

/** Feedback with the question and the reply it is about, where these are still known. */
export interface KeptFeedback extends Feedback {
  readonly question?: string
  readonly summary?: string
}

/** A use of a command that only those who manage a workspace may use. */
export interface Change {
  readonly at: string
  readonly workspace?: string
  readonly channel?: string
  readonly person?: string
  /** The command with its options, as it would be typed. */
  readonly line: string
  /** `refused`: nothing was changed. */
  readonly outcome: 'done' | 'refused'
}

/** `store.platforms`. An export holds none of it: it is secrets, or what people said. A backup holds all of it. */
export interface PlatformLedger {
  /** Keeps a workspace's sealed tokens in the place of older ones. */
  saveInstallation(installation: Installation, at: string): Promise<void>
  installation(workspace: string): Promise<Installation | null>
  /** All whose workspace begins so: `slack:`. */
  installations(prefix: string): Promise<readonly Installation[]>

  /** True the first time; false when it is being answered or has been. */
  beginVisit(visit: NewVisit): Promise<boolean>
  finishVisit(id: string, at: string): Promise<void>
  /** What a queue has begun since then and not finished, oldest first: to be taken up at a start. */
  unfinishedVisits(queue: string, since: string): Promise<readonly { id: string; work: string | null }[]>

  /** Keeps a question; the same key a second time changes nothing. */
  addTurn(turn: Turn): Promise<void>
  /** The latest questions of a conversation, oldest first. */
  turnsOf(conversation: string, limit: number): Promise<readonly Turn[]>
  turn(key: string): Promise<Turn | null>

  addFeedback(feedback: Feedback): Promise<void>
  /** Latest first; of every workspace when none is named. */
  feedback(options: { workspace?: string; limit: number }): Promise<readonly KeptFeedback[]>

  addChange(change: Change): Promise<void>
  /** Latest first; of every workspace when none is named. */
  changes(options: { workspace?: string; limit: number }): Promise<readonly Change[]>

  /**
   * Whether a person may ask now: `most` at once, and from then on one each `everyMs`.
   * Returns 0, or in how many milliseconds to come again. `now` is in milliseconds since 1970.
   */
  takeTurn(person: string, limit: { now: number; most: number; everyMs: number }): Promise<number>

  /** Removes what is older: visits begun, turns and feedback given before then, and rates that have run out. */
  forgetBefore(instants: { visits: string; turns: string }): Promise<void>
  /** Removes all that a workspace has here, its tokens first. */
  forgetWorkspace(workspace: string): Promise<void>
}

/** The ledger on any engine that kysely speaks to. */
export function createPlatforms(db: Kysely<Schema>): PlatformLedger {
  return {
    async saveInstallation({ workspace, sealed }, at) {
      await db
        .insertInto('installations')
        .values({ workspace, sealed, at })
        .onConflict(conflict => conflict.column('workspace').doUpdateSet({ sealed, at }))
        .execute()
    },
    installation: async workspace =>
      (await db
        .selectFrom('installations')
        .select(['workspace', 'sealed'])
        .where('workspace', '=', workspace)
        .executeTakeFirst()) ?? null,
    installations: prefix =>
      db
        .selectFrom('installations')
        .select(['workspace', 'sealed'])
        .where(sql<string>`substr(workspace, 1, ${prefix.length})`, '=', prefix)
        .orderBy('workspace')
        .execute(),

    async beginVisit({ id, queue, workspace, work, at }) {
      const added = await db
        .insertInto('visits')
        .values({
          ...toRow({ id, queue, workspace: workspace ?? null, work: work ?? null, begun_at: at }),
          done_at: null,
        })
        .onConflict(conflict => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return added !== undefined
    },
    async finishVisit(id, at) {
      await db.updateTable('visits').set({ done_at: at, work: null }).where('id', '=', toColumn(id)).execute()
    },
    async unfinishedVisits(queue, since) {
      const rows = await db
        .selectFrom('visits')
        .select(['id', 'work'])
        .where('done_at', 'is', null)
        .where('queue', '=', toColumn(queue))
        .where('begun_at', '>=', since)
        .orderBy('begun_at')
        .execute()
      return rows.map(({ id, work }) => ({
        id: fromColumn(id),
        work: work === null ? null : fromColumn(work),
      }))
    },

    async addTurn({ workspace, person, ...turn }) {
      await db
        .insertInto('turns')
        .values(toRow({ ...turn, workspace: workspace ?? null, person: person ?? null }))
        .onConflict(conflict => conflict.column('key').doNothing())
        .execute()
    },
    async turnsOf(conversation, limit) {
      const rows = await selectTurns(db)
        .where('conversation', '=', toColumn(conversation))
        .orderBy('number', 'desc')
        .limit(limit)
        .execute()
      return rows.reverse().map(fromRow<Turn>)
    },
    async turn(key) {
      const row = await selectTurns(db).where('key', '=', toColumn(key)).executeTakeFirst()
      return row ? fromRow<Turn>(row) : null
    },

    async addFeedback({ key, about, ...given }) {
      const { workspace = null, channel = null, person = null, verdict = null, words = null, at } = given
      const of = (column: 'question' | 'summary') =>
        db
          .selectFrom('turns')
          .select(column)
          .where('key', '=', toColumn(about ?? ''))
      const values = toRow({ workspace, channel, person, about: about ?? null, verdict, words, at })
      await db
        .insertInto('feedback')
        // Kept beside it, because conversations are forgotten sooner.
        .values({ key: toColumn(key), ...values, question: of('question'), summary: of('summary') })
        .onConflict(conflict => conflict.column('key').doUpdateSet(values))
        .execute()
    },
    async feedback({ workspace, limit }) {
      let query = db.selectFrom('feedback').selectAll().orderBy('at', 'desc').limit(limit)
      if (workspace !== undefined) query = query.where('workspace', '=', workspace)
      return (await query.execute()).map(fromRow<KeptFeedback>)
    },

    async addChange({ at, line, outcome, workspace = null, channel = null, person = null }) {
      await db
        .insertInto('changes')
        .values(toRow({ at, line, outcome, workspace, channel, person }))
        .execute()
    },
    async changes({ workspace, limit }) {
      let query = db
        .selectFrom('changes')
        .select(['at', 'workspace', 'channel', 'person', 'line', 'outcome'])
        .orderBy('number', 'desc')
        .limit(limit)
      if (workspace !== undefined) query = query.where('workspace', '=', workspace)
      return (await query.execute()).map(fromRow<Change>)
    },

    async takeTurn(person, { now, most, everyMs }) {
      // What was asked is paid off with time; `until` is when all of it is. One more is let in while the rest to be
      // paid is less than `most` of them.
      const bound = now + (most - 1) * everyMs
      const taken = await db
        .insertInto('rates')
        .values({ person, until: now + everyMs })
        .onConflict(conflict =>
          conflict
            .column('person')
            .doUpdateSet({
              until: sql<number>`case when rates.until < ${now} then ${now} else rates.until end + ${everyMs}`,
            })
            .where('rates.until', '<=', bound),
        )
        .returning('until')
        .executeTakeFirst()
      if (taken !== undefined) return 0
      const row = await db.selectFrom('rates').select('until').where('person', '=', person).executeTakeFirst()
      return row ? Math.max(1, Number(row.until) - bound) : 1
    },

    async forgetBefore({ visits, turns }) {
      await db.deleteFrom('visits').where('begun_at', '<', visits).execute()
      await db.deleteFrom('turns').where('at', '<', turns).execute()
      await db.deleteFrom('feedback').where('at', '<', turns).execute()
      await db.deleteFrom('rates').where('until', '<', Date.parse(visits)).execute()
    },
    async forgetWorkspace(workspace) {
      for (const table of ['installations', 'visits', 'turns', 'feedback', 'changes'] as const)
        await db.deleteFrom(table).where('workspace', '=', workspace).execute()
      const person = `${workspace}/`
      await db
        .deleteFrom('rates')
        .where(sql<string>`substr(person, 1, ${person.length})`, '=', person)
        .execute()
    },
  }
}

function selectTurns(db: Kysely<Schema>) {
  return db
    .selectFrom('turns')
    .select(['key', 'conversation', 'workspace', 'person', 'question', 'lang', 'summary', 'at'])
}

/** A row as its readers know it: what is null in a column is absent. */
function fromRow<T>(row: object): T {
  const given = Object.entries(row).filter(([, value]) => value !== null)
  return Object.fromEntries(given.map(([name, value]) => [name, fromColumn(String(value))])) as T
}

/** What people typed, as a text column can hold it. */
function toRow<T extends Readonly<Record<string, string | null>>>(values: T): T {
  const columns = Object.entries(values).map(([name, value]) => [
    name,
    value === null ? null : toColumn(value),
  ])
  return Object.fromEntries(columns) as T
}
