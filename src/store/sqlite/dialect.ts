// Kysely on node:sqlite: one connection, whose statements run at once and to their end.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

const MOST_STATEMENTS = 100

interface Prepared {
  readonly statement: StatementSync
  readonly returnsRows: boolean
}

function createConnection(database: DatabaseSync): DatabaseConnection {
  const prepared = new Map<string, Prepared>()

  function prepare(sql: string): Prepared {
    let found = prepared.get(sql)
    if (found) prepared.delete(sql)
    else {
      const statement = database.prepare(sql)
      found = { statement, returnsRows: statement.columns().length > 0 }
      // Numbers of the full-text table's own rows, reported as the last one written, are beyond 2^53.
      if (!found.returnsRows) statement.setReadBigInts(true)
    }
    // Put back last: the first one is then the one that was not used for longest.
    prepared.set(sql, found)
    if (prepared.size > MOST_STATEMENTS) prepared.delete(prepared.keys().next().value!)
    return found
  }

  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { statement, returnsRows } = prepare(query.sql)
      const parameters = query.parameters as SQLInputValue[]
      if (returnsRows) return { rows: statement.all(...parameters) as R[] }
      const { changes, lastInsertRowid } = statement.run(...parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
      // Not from the kept statements: running one of them again would end this walk.
      const statement = database.prepare(query.sql)
      for (const row of statement.iterate(...(query.parameters as SQLInputValue[])))
        yield { rows: [row as R] }
    },
  }
}

/** Transactions lock for writing from their first statement, so that they cannot fail half-way for want of a lock. */
function createDriver(database: DatabaseSync): Driver {
  const connection = createConnection(database)
  let turn: Promise<void> = Promise.resolve()
  let release = () => {}
  const run = (sql: string) => connection.executeQuery(CompiledQuery.raw(sql)).then(() => {})
  return {
    async init() {},
    async acquireConnection() {
      const mine = turn
      let done = () => {}
      turn = new Promise(resolve => {
        done = resolve
      })
      await mine
      release = done
      return connection
    },
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: async () => {
      // A full disk has rolled back already.
      if (database.isTransaction) await run('rollback')
    },
    async releaseConnection() {
      release()
    },
    async destroy() {},
  }
}

/** A kysely dialect over an open database; whoever opened the database closes it. */
export function createDialect(database: DatabaseSync): Dialect {
  return {
    createDriver: () => createDriver(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: db => new SqliteIntrospector(db),
  }
}
