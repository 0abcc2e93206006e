// Where articles come from, how each source is doing, and what was seen of it. Every write is one statement, so that
// none needs a transaction and a kill leaves all of it or nothing.
import type { Kysely, Selectable } from 'kysely'
import {
  type ArticleChange,
  type Source,
  type SourceHealth,
  type SourceState,
  UNTRIED,
} from '../model/source.ts'
import { fromColumn, toColumn } from './pack.ts'
import type { Schema } from './schema.ts'

export interface SourcesTable {
  id: string
  url: string
  /** '' for the shared library. */
  workspace: string
  /** 1 or 0. */
  paused: number
  /** 1 while its last poll failed, else 0: those are asked beside the others and cannot take their places. */
  doubtful: number
  /** Instant, ISO 8601 UTC. */
  next_poll: string
  /** JSON of the `Source`, without what has a column of its own. */
  settings: string
  /** JSON of its `SourceHealth`. */
  health: string
}

export interface SourceItemsTable {
  source: string
  /** What the item is known by within its source, for good. */
  key: string
  guid: string | null
  /** `urlKey` of its address. */
  url: string | null
  /** Instant it was last seen in the source, to the day or so. */
  seen: string
  /** JSON of the rest. */
  item: string
}

export interface ArticleChangesTable {
  article: string
  before: string
  source: string
  at: string
  /** JSON of the `ArticleChange`. */
  change: string
}

/** One entry of a feed, link of a list or file of a folder that was dealt with. */
export interface SourceItem {
  readonly key: string
  readonly guid: string | null
  readonly url: string | null
  /** Hash of what the source itself says of it: another one means that it was edited. */
  readonly hash: string
  /** Its headline, to tell an edited entry from another one under the same id. */
  readonly title: string
  /** Identity of the article it became. */
  readonly identity: string
  /**
   * `stored`: with its text; `summary`: the page could not be had, so what the source says; `title`: title and link
   * only, because the publisher wants it so; `waiting`: its page is asked for again.
   */
  readonly state: 'stored' | 'summary' | 'title' | 'waiting'
  /** Times its page was asked for in vain. */
  readonly tries: number
  /** Instant, ISO 8601 UTC. */
  readonly firstSeen: string
  readonly seen: string
}

/** `store.sources`. An export holds the sources and how they are doing, and leaves out items and changes: items are
 * found again by the identities of their articles. A backup holds everything. */
export interface SourceLedger {
  /** Adds a source; where its address is there already for the same workspace, that one comes back unchanged. */
  add(source: Source, nextPoll: string): Promise<{ readonly source: Source; readonly added: boolean }>
  get(id: string): Promise<SourceState | null>
  /** All sources in the order of their ids; of the shared library and one workspace only when that is named. */
  list(workspace?: string): Promise<readonly SourceState[]>
  /** Changes what the operator says about a source. @throws Error when the new address belongs to another one */
  update(source: Source): Promise<void>
  setPaused(id: string, paused: boolean): Promise<void>
  /** Removes a source and what was seen of it; its articles stay. */
  remove(id: string): Promise<boolean>
  /**
   * Takes sources that are due, the longest overdue first, and makes them due again at `until`: nobody else takes
   * them before, and a killed poll is taken up then. `doubtful`: those whose last poll failed, or the others.
   */
  claimDue(options: {
    now: string
    until: string
    limit: number
    doubtful: boolean
    ids?: readonly string[]
  }): Promise<readonly SourceState[]>
  /** Writes how a source is doing, after the articles of its poll. A source removed meanwhile stays removed. */
  saveHealth(id: string, health: SourceHealth, nextPoll: string): Promise<void>
  /** Items with one of these guids or addresses, newest sight first. */
  itemsLike(source: string, guids: readonly string[], urls: readonly string[]): Promise<readonly SourceItem[]>
  /** Writes items in the place of those with the same key. */
  saveItems(source: string, items: readonly SourceItem[]): Promise<void>
  /** Forgets items last seen before an instant. */
  forgetItems(source: string, before: string): Promise<void>
  addChange(change: ArticleChange): Promise<void>
  /** Changes first noticed between two instants (from inclusive, to exclusive), oldest first. */
  changesBetween(from: string, to: string, limit?: number): Promise<readonly ArticleChange[]>
}

/** Parameters in one statement: far below what engines take. */
const MOST_PARAMETERS = 500
/** Rows of items written at once. */
const ROWS = 80

const json = (value: unknown): string => toColumn(JSON.stringify(value))

type SourceRow = Selectable<SourcesTable>

/** A source as its row has it. */
export function stateOf(row: SourceRow): SourceState {
  const settings = JSON.parse(fromColumn(row.settings)) as Omit<Source, 'id' | 'paused' | 'workspace'>
  const source: Source = {
    ...settings,
    id: row.id,
    workspace: row.workspace === '' ? null : row.workspace,
    paused: row.paused === 1,
  }
  const health = { ...UNTRIED, ...(JSON.parse(fromColumn(row.health)) as Partial<SourceHealth>) }
  return { source, health, nextPoll: row.next_poll }
}

function settingsOf({ id: _, paused: __, workspace: ___, ...settings }: Source): string {
  return json(settings)
}

function itemOf(row: Selectable<SourceItemsTable>): SourceItem {
  const rest = JSON.parse(fromColumn(row.item)) as Omit<SourceItem, 'key' | 'guid' | 'url' | 'seen'>
  const guid = row.guid === null ? null : fromColumn(row.guid)
  const url = row.url === null ? null : fromColumn(row.url)
  return { ...rest, key: fromColumn(row.key), guid, url, seen: row.seen }
}

/** The ledger on any engine that kysely speaks to. */
export function createSources(db: Kysely<Schema>): SourceLedger {
  const selectSource = (id: string) => db.selectFrom('sources').selectAll().where('id', '=', toColumn(id))

  return {
    async add(source, nextPoll) {
      const row: SourcesTable = {
        id: source.id,
        url: toColumn(source.url),
        workspace: toColumn(source.workspace ?? ''),
        paused: source.paused ? 1 : 0,
        doubtful: 0,
        next_poll: nextPoll,
        settings: settingsOf(source),
        health: json(UNTRIED),
      }
      const added = await db
        .insertInto('sources')
        .values(row)
        .onConflict(conflict => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (added) return { source, added: true }
      const known = await db
        .selectFrom('sources')
        .selectAll()
        .where(where =>
          where.or([where('id', '=', row.id), where.and({ url: row.url, workspace: row.workspace })]),
        )
        .executeTakeFirstOrThrow()
      return { source: stateOf(known).source, added: false }
    },
    async get(id) {
      const row = await selectSource(id).executeTakeFirst()
      return row ? stateOf(row) : null
    },
    async list(workspace) {
      let query = db.selectFrom('sources').selectAll().orderBy('id')
      if (workspace !== undefined) query = query.where('workspace', 'in', ['', toColumn(workspace)])
      return (await query.execute()).map(stateOf)
    },
    async update(source) {
      await db
        .updateTable('sources')
        .set({ url: toColumn(source.url), settings: settingsOf(source) })
        .where('id', '=', source.id)
        .execute()
    },
    async setPaused(id, paused) {
      await db
        .updateTable('sources')
        .set({ paused: paused ? 1 : 0 })
        .where('id', '=', toColumn(id))
        .execute()
    },
    async remove(id) {
      // Its items first: without them a source is only read anew, while items without a source would stay for good.
      await db.deleteFrom('source_items').where('source', '=', toColumn(id)).execute()
      const gone = await db
        .deleteFrom('sources')
        .where('id', '=', toColumn(id))
        .returning('id')
        .executeTakeFirst()
      return gone !== undefined
    },
    async claimDue({ now, until, limit, doubtful, ids }) {
      let due = db
        .selectFrom('sources')
        .select('id')
        .where('paused', '=', 0)
        .where('doubtful', '=', doubtful ? 1 : 0)
        .where('next_poll', '<=', now)
        .orderBy('next_poll')
        .orderBy('id')
        .limit(limit)
      if (ids) due = due.where('id', 'in', ids.slice(0, MOST_PARAMETERS).map(toColumn))
      const rows = await db
        .updateTable('sources')
        .set({ next_poll: until })
        .where('id', 'in', due)
        .returningAll()
        .execute()
      return rows.map(stateOf)
    },
    async saveHealth(id, health, nextPoll) {
      await db
        .updateTable('sources')
        .set({ health: json(health), next_poll: nextPoll, doubtful: health.streak > 0 ? 1 : 0 })
        .where('id', '=', toColumn(id))
        .execute()
    },
    async itemsLike(source, guids, urls) {
      const found = new Map<string, SourceItem>()
      const columns = [
        ['guid', guids],
        ['url', urls],
      ] as const
      for (const [column, values] of columns) {
        for (let at = 0; at < values.length; at += MOST_PARAMETERS) {
          const rows = await db
            .selectFrom('source_items')
            .selectAll()
            .where('source', '=', toColumn(source))
            .where(column, 'in', values.slice(at, at + MOST_PARAMETERS).map(toColumn))
            .orderBy('seen', 'desc')
            .execute()
          for (const row of rows) found.set(row.key, itemOf(row))
        }
      }
      return [...found.values()]
    },
    async saveItems(source, items) {
      for (let at = 0; at < items.length; at += ROWS) {
        const rows = items.slice(at, at + ROWS).map(({ key, guid, url, seen, ...rest }) => ({
          source: toColumn(source),
          key: toColumn(key),
          guid: guid === null ? null : toColumn(guid),
          url: url === null ? null : toColumn(url),
          seen,
          item: json(rest),
        }))
        await db
          .insertInto('source_items')
          .values(rows)
          .onConflict(conflict =>
            conflict.columns(['source', 'key']).doUpdateSet(({ ref }) => ({
              guid: ref('excluded.guid'),
              url: ref('excluded.url'),
              seen: ref('excluded.seen'),
              item: ref('excluded.item'),
            })),
          )
          .execute()
      }
    },
    async forgetItems(source, before) {
      await db
        .deleteFrom('source_items')
        .where('source', '=', toColumn(source))
        .where('seen', '<', before)
        .execute()
    },
    async addChange(change) {
      await db
        .insertInto('article_changes')
        .values({
          article: toColumn(change.article),
          before: toColumn(change.before),
          source: toColumn(change.source),
          at: change.at,
          change: json(change),
        })
        .onConflict(conflict => conflict.doNothing())
        .execute()
    },
    async changesBetween(from, to, limit = 200) {
      const rows = await db
        .selectFrom('article_changes')
        .select('change')
        .where('at', '>=', from)
        .where('at', '<', to)
        .orderBy('at')
        .orderBy('article')
        .limit(limit)
        .execute()
      return rows.map(row => JSON.parse(fromColumn(row.change)) as ArticleChange)
    },
  }
}
