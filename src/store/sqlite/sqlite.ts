// The SQLite engine: everything behind the front door `Store`, on one file or in memory.
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { Kysely } from 'kysely'
import { UserError } from '../../errors.ts'
import { claimsWhere, reportsOfClaims } from '../claims.ts'
import { createDeliveries } from '../deliveries.ts'
import { createKept } from '../kept.ts'
import { createLookups } from '../lookups.ts'
import { type MigrationEngine, migrate, SCHEMA_VERSION, schemaVersion } from '../migrations.ts'
import { createModelCache } from '../model-cache.ts'
import { createPlatforms } from '../platforms.ts'
import type { Schema } from '../schema.ts'
import { createSources } from '../sources.ts'
import type { Marker, Store } from '../store.ts'
import { createSubscriptions } from '../subscriptions.ts'
import { exportLines, type ImportTarget, importLines } from '../transfer.ts'
import { createUsage } from '../usage.ts'
import { createView } from '../view.ts'
import { recentDays, reportsBetween, reportsMentioning } from '../windows.ts'
import { backUp } from './backup.ts'
import { check } from './check.ts'
import { connect, connectSnapshot, MEMORY } from './connect.ts'
import { createDialect } from './dialect.ts'
import { explain, isBusy } from './errors.ts'
import { createExportSource, OWN_META } from './export.ts'
import { inspect } from './inspect.ts'
import { createSearch, createSearchIndex } from './search.ts'
import { createWriter } from './write.ts'

const ENGINE: MigrationEngine = { bytes: 'blob', keyTableEnd: 'without rowid', createSearchIndex }

const DEFAULT_BUSY_TIMEOUT_MS = 5000
const RETRY_MS = 20

export interface SqliteOptions {
  readonly clock: () => Date
  readonly busyTimeoutMs?: number
}

/** Opens a store on a SQLite file, or in memory when the location is `:memory:`. */
export async function openSqlite(location: string, options: SqliteOptions): Promise<Store> {
  const attempt = createAttempt(location, options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS)
  const database = await attempt(() => connect(location))
  try {
    const db = new Kysely<Schema>({ dialect: createDialect(database) })
    await attempt(() => prepareTables(db, location, options.clock))
    return await attempt(() => createSqliteStore(database, db, location, attempt))
  } catch (error) {
    database.close()
    throw error
  }
}

type Attempt = <T>(work: () => T | Promise<T>) => Promise<T>

/**
 * Does a piece of work again while another process holds the lock, until time is up; explains what SQLite reports.
 * The waiting is done here and not in SQLite, so that chats are answered meanwhile.
 */
function createAttempt(location: string, busyTimeoutMs: number): Attempt {
  return async work => {
    const end = performance.now() + busyTimeoutMs
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!isBusy(error) || performance.now() >= end) throw explain(error, location)
      }
      await setTimeout(RETRY_MS)
    }
  }
}

async function prepareTables(db: Kysely<Schema>, location: string, clock: () => Date): Promise<void> {
  const version = await schemaVersion(db)
  if (version > SCHEMA_VERSION) {
    const advice = `update this program (it knows ${SCHEMA_VERSION}) or name another file`
    throw new UserError(`The store ${location} is of a newer version (${version}): ${advice}.`)
  }
  // A store that is up to date is not written to, so that it can be opened while another process is writing.
  if (version === SCHEMA_VERSION) return
  await migrate(db, ENGINE)
  await db
    .insertInto('meta')
    .values({ name: 'created', value: clock().toISOString() })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

function createSqliteStore(
  database: DatabaseSync,
  db: Kysely<Schema>,
  location: string,
  attempt: Attempt,
): Store {
  const writer = createWriter(database)
  const search = createSearch(database)
  const lookups = createLookups(db)
  const sources = createSources(db)

  /** All of the work is stored, or nothing. It may not wait for anything: statements of others would come between. */
  function inTransaction<T>(work: () => T): Promise<T> {
    return attempt(() => {
      database.exec('begin immediate')
      try {
        const result = work()
        database.exec('commit')
        return result
      } catch (error) {
        writer.forget()
        // A full disk has rolled back already.
        if (database.isTransaction) database.exec('rollback')
        throw error
      }
    })
  }

  function addAbsent(table: 'markers' | 'meta', pairs: readonly Marker[]): Promise<number> {
    const added = pairs.filter(pair => table !== 'meta' || !OWN_META.includes(pair.name))
    return inTransaction(() => added.filter(pair => writer.addAbsent(table, pair)).length)
  }

  const importTarget: ImportTarget = {
    addArticles: articles =>
      inTransaction(() => {
        const stored = articles.map(({ read, current }) => writer.importArticle(read, current))
        return stored.filter(each => each.stored !== 'duplicate').length
      }),
    addSource: async ({ source, health, nextPoll }) => {
      const { added } = await sources.add(source, nextPoll)
      if (added) await sources.saveHealth(source.id, health, nextPoll)
    },
    addMarkers: markers => addAbsent('markers', markers),
    addMeta: meta => addAbsent('meta', meta),
  }

  async function* exportAll(): AsyncIterable<string> {
    const snapshot = await attempt(() => connectSnapshot(database, location))
    try {
      for (const line of exportLines(createExportSource(snapshot))) {
        yield line
        await setImmediate()
      }
    } catch (error) {
      throw explain(error, location)
    } finally {
      snapshot.close()
    }
  }

  const methods: Store = {
    ...lookups,
    location,
    newArticleId: async (identity, contentHash) => writer.newArticleId(identity, contentHash),
    addArticle: read => inTransaction(() => writer.addArticle(read)),
    addArticles: (reads, marker) =>
      inTransaction(() => {
        const stored = reads.map(read => writer.addArticle(read))
        if (marker) writer.setMarker(marker)
        return stored
      }),
    replaceReading: (article, reading) => inTransaction(() => writer.replaceReading(article, reading)),
    claimsWhere: query => claimsWhere(db, query),
    reportsOfClaims: query => reportsOfClaims(db, query),
    searchReports: async query => search.searchReports(query),
    documentFrequency: async terms => search.documentFrequency(terms),
    reportsMentioning: (entities, limit) => reportsMentioning(db, entities, limit),
    reportsBetween: window => reportsBetween(db, window),
    recentDays: limit => recentDays(db, limit),
    platforms: createPlatforms(db),
    kept: createKept(db),
    subscriptions: createSubscriptions(db),
    deliveries: createDeliveries(db),
    sources,
    usage: createUsage(db),
    modelCache: createModelCache(db),
    seenBy: workspace => (workspace === undefined ? whole : createView(whole, db, workspace)),
    setMarker: (name, value) => inTransaction(() => writer.setMarker({ name, value })),
    setMeta: (name, value) => inTransaction(() => writer.setMeta({ name, value })),
    backup: target => backUp(database, location, target),
    import: lines => importLines(lines, importTarget),
    check: async () => (location === MEMORY ? check(database) : await inspect(location, 'all')),
    export: exportAll,
    close: async () => {
      if (database.isOpen) database.close()
    },
  }
  const whole = explained(methods, attempt, ['location', 'seenBy', 'export', 'import', 'close'])
  return whole
}

/**
 * Every method of the store and of its ledgers retried, with its errors explained; those that do so themselves, or do
 * not wait for the database, stay as they are.
 */
function explained<T extends object>(methods: T, attempt: Attempt, apart: readonly string[] = []): T {
  const entries = Object.entries(methods).map(([name, value]) => {
    if (apart.includes(name)) return [name, value]
    if (typeof value !== 'function') return [name, explained(value, attempt)]
    return [name, (...values: unknown[]) => attempt(() => value(...values))]
  })
  return Object.fromEntries(entries) as T
}
