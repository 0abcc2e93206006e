// Writing articles: prepared statements in plain order, because this is where the store spends its time. Everything
// here runs inside a transaction that the caller opens, and so is stored as a whole or not at all.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { articleId } from '../../model/ids.ts'
import { checkRead, checkReading } from '../check.ts'
import { actKey, keysOfClaim, orderDay } from '../keys.ts'
import { fromColumn, pack, toColumn, unpack } from '../pack.ts'
import {
  articleRow,
  type Body,
  claimRow,
  claimsOf,
  claimsOfReport,
  outlineOf,
  reportRow,
  titleKeys,
} from '../rows.ts'
import type { Total } from '../schema.ts'
import type { ArticleRead, Marker, Reading, Stored } from '../store.ts'
import { countTerms, searchRow } from './terms.ts'

const NO_TERMS = countTerms([])

export interface Writer {
  newArticleId(identity: string, contentHash: string): string
  addArticle(read: ArticleRead): Stored
  /** Adds a revision that was stored elsewhere; it takes the place of the current one here only if it is newer. */
  importArticle(read: ArticleRead, current: boolean): Stored
  replaceReading(article: string, reading: Reading): void
  setMarker(marker: Marker): void
  setMeta(meta: Marker): void
  /** Adds a value under a name that has none yet; false when it has one. */
  addAbsent(table: 'markers' | 'meta', pair: Marker): boolean
  /** To be called when a transaction was rolled back: what was remembered of it is not there. */
  forget(): void
}

/**
 * A statement that writes. Rows of the full-text table's own tables have numbers beyond 2^53, and the last one written
 * is reported with every later statement: as a BigInt, or not at all.
 */
function toWrite(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql)
  statement.setReadBigInts(true)
  return statement
}

/** An insert of one row; the columns are those of the row. */
function insertInto(database: DatabaseSync, table: string, columns: readonly string[], end = '') {
  const marks = columns.map(() => '?').join(', ')
  const statement = toWrite(database, `insert into ${table} (${columns.join(', ')}) values (${marks}) ${end}`)
  return (row: object): number => {
    const values = columns.map(column => (row as Record<string, SQLInputValue>)[column]!)
    return Number(statement.run(...values).lastInsertRowid)
  }
}

/** A writer on an open database that has the tables. */
export function createWriter(database: DatabaseSync): Writer {
  const insertArticle = insertInto(database, 'articles', [
    ...[
      'id',
      'identity',
      'revision',
      'current',
      'content_hash',
      'first_seen',
      'url',
      'title_key',
      'workspace',
    ],
  ])
  const insertBody = insertInto(database, 'bodies', ['article', 'body'])
  const insertReport = insertInto(database, 'reports', [
    ...[
      'number',
      'article',
      'ordinal',
      'current',
      'lang',
      'day',
      'date_from',
      'date_to',
      'length',
      'reading',
    ],
  ])
  const insertClaim = insertInto(database, 'claims', [
    ...['number', 'id', 'sentence', 'act', 'polarity', 'modality', 'lang', 'band', 'confidence'],
    ...['event_from', 'event_to', 'reported_from', 'reported_to'],
  ])
  const insertKey = insertInto(database, 'keys', ['key'])
  const insertClaimKey = toWrite(
    database,
    'insert into claim_keys (key, day, claim, act, negated) values (?, ?, ?, ?, ?)',
  )
  const insertMention = toWrite(
    database,
    `insert into mentions (entity, day, report, count) values (?, ?, ?, ?)
      on conflict (entity, day, report) do update set count = count + excluded.count`,
  )
  const insertTerms = toWrite(database, 'insert into report_terms (rowid, a, b, c, d) values (?, ?, ?, ?, ?)')
  const upsertInto = (table: 'markers' | 'meta') =>
    toWrite(
      database,
      `insert into ${table} (name, value) values (?, ?) on conflict (name) do update set value = excluded.value`,
    )
  const insertAbsent = (table: 'markers' | 'meta') =>
    toWrite(database, `insert into ${table} (name, value) values (?, ?) on conflict do nothing`)
  const [insertMarker, insertMeta] = [insertAbsent('markers'), insertAbsent('meta')]
  const [upsertMarker, upsertMeta] = [upsertInto('markers'), upsertInto('meta')]
  const addToTotal = toWrite(database, 'update totals set value = value + ? where name = ?')

  const selectById = database.prepare('select number, current from articles where id = ?')
  const selectByHash = database.prepare(
    'select number, id, identity, revision, current from articles where content_hash = ?',
  )
  const selectRevisions = database.prepare(
    'select number, revision, current from articles where identity = ? order by revision desc',
  )
  const selectCurrent = database.prepare('select first_seen from articles where identity = ? and current = 1')
  const selectBody = database.prepare('select body from bodies where article = ?')
  const selectReports = database.prepare(
    'select number, current, length, reading from reports where article = ? order by ordinal',
  )
  const selectKey = database.prepare('select number from keys where key = ?')

  const markArticleOld = toWrite(database, 'update articles set current = 0 where number = ?')
  const markReportOld = toWrite(database, 'update reports set current = 0 where number = ?')
  const updateArticle = toWrite(database, 'update articles set current = ?, title_key = ? where number = ?')
  const updateBody = toWrite(database, 'update bodies set body = ? where article = ?')
  const deleteClaimKey = toWrite(database, 'delete from claim_keys where key = ? and day = ? and claim = ?')
  const deleteMention = toWrite(database, 'delete from mentions where entity = ? and day = ? and report = ?')
  const deleteTerms = toWrite(database, 'delete from report_terms where rowid = ?')
  const deleteClaim = toWrite(database, 'delete from claims where number = ?')
  const deleteReport = toWrite(database, 'delete from reports where number = ?')

  const keyNumbers = new Map<string, number>()

  function keyNumber(key: string): number {
    const known = keyNumbers.get(key)
    if (known !== undefined) return known
    const column = toColumn(key)
    const found = selectKey.get(column)
    const number = found ? Number(found.number) : insertKey({ key: column })
    keyNumbers.set(key, number)
    return number
  }

  function count(name: Total, change: number): void {
    if (change !== 0) addToTotal.run(change, name)
  }

  /** Reports get the given numbers, which are free, and those beyond them new ones. */
  function insertReading(
    article: number,
    reading: Reading,
    current: boolean,
    numbers: readonly number[] = [],
  ): void {
    let length = 0
    reading.reports.forEach((report, ordinal) => {
      const terms = current ? countTerms(reading.terms[ordinal]!) : NO_TERMS
      const row = { ...reportRow(reading, ordinal, article, current), length: terms.length }
      const number = insertReport({ ...row, number: numbers[ordinal] ?? null })
      claimsOfReport(reading, report.id).forEach((claim, place) => {
        const claimed = claimRow(claim, number, place)
        insertClaim(claimed)
        if (!current) return
        const day = orderDay(claim.timeReported)
        const act = keyNumber(actKey(claim.act))
        const negated = claim.polarity === 'negated' ? 1 : 0
        for (const key of keysOfClaim(claim))
          insertClaimKey.run(keyNumber(key), day, claimed.number, act, negated)
      })
      if (!current) return
      for (const { entity, count } of reading.mentions[ordinal]!)
        insertMention.run(keyNumber(`mention:${entity}`), row.day, number, count)
      insertTerms.run(searchRow(number, terms.length), ...terms.columns)
      length += terms.length
    })
    if (!current) return
    count('reports', reading.reports.length)
    count('sentences', reading.sentences.length)
    count('claims', reading.claims.length)
    count('terms', length)
  }

  /**
   * Takes an article's reading out of every look-up, and deletes it when a new one will take its place. Returns the
   * numbers of its reports.
   */
  function removeReading(article: number, { andDelete }: { andDelete: boolean }): number[] {
    return selectReports.all(article).map(row => {
      const [number, current, length] = [Number(row.number), row.current === 1, Number(row.length)]
      const { report, sentences, mentions } = outlineOf(row.reading as Uint8Array)
      const claims = claimsOf(row.reading as Uint8Array)
      claims.forEach((claim, place) => {
        const claimed = claimRow(claim, number, place)
        if (andDelete) deleteClaim.run(claimed.number)
        if (!current) return
        const day = orderDay(claim.timeReported)
        for (const key of keysOfClaim(claim)) deleteClaimKey.run(keyNumber(key), day, claimed.number)
      })
      if (current) {
        for (const { entity } of mentions)
          deleteMention.run(keyNumber(`mention:${entity}`), orderDay(report.date), number)
        deleteTerms.run(searchRow(number, length))
        count('reports', -1)
        count('sentences', -sentences.length)
        count('claims', -claims.length)
        count('terms', -length)
      }
      if (andDelete) deleteReport.run(number)
      else markReportOld.run(number)
      return number
    })
  }

  /** Puts a reading in the place of a stored one; its reports keep their numbers, and so their place among equals. */
  function putReading(number: number, id: string, reading: Reading, current: boolean): void {
    const { item } = unpack<Body>(selectBody.get(number)!.body as Uint8Array)
    checkReading(id, item.text.length, reading)
    const numbers = removeReading(number, { andDelete: true })
    const body: Body = { item, blocks: reading.blocks }
    updateBody.run(pack(body), number)
    updateArticle.run(current ? 1 : 0, titleKeys(item, reading.reports), number)
    insertReading(number, reading, current, numbers)
  }

  /** Makes way for another revision of the same identity. */
  function supersede(article: number): void {
    removeReading(article, { andDelete: false })
    markArticleOld.run(article)
  }

  function addArticle(read: ArticleRead): Stored {
    checkRead(read)
    const same = selectByHash.get(toColumn(read.contentHash))
    if (!same) return addRevision(read, true)
    const [article, revision] = [String(same.id), Number(same.revision)]
    const identity = fromColumn(String(same.identity))
    if (same.current === 1 || identity !== read.item.identity)
      return { article, revision, stored: 'duplicate' }
    if (article !== read.id)
      throw new Error(`The content of ${read.id} is stored as ${article}: ask newArticleId() for its id`)
    const current = selectRevisions.all(same.identity!).find(row => row.current === 1)
    if (current) supersede(Number(current.number))
    putReading(Number(same.number), article, read, true)
    return { article, revision, stored: 'restored' }
  }

  function importArticle(read: ArticleRead, current: boolean): Stored {
    checkRead(read)
    const same = selectByHash.get(toColumn(read.contentHash))
    if (same) return { article: String(same.id), revision: Number(same.revision), stored: 'duplicate' }
    const here = selectCurrent.get(toColumn(read.item.identity))
    const newer = here !== undefined && fromColumn(String(here.first_seen)) > read.firstSeen
    return addRevision(read, current && !newer)
  }

  /** Adds an article whose content is not stored yet. */
  function addRevision(read: ArticleRead, current: boolean): Stored {
    if (selectById.get(read.id))
      throw new Error(`Article id ${read.id} is taken by another article: ask newArticleId() for one`)

    const earlier = selectRevisions.all(toColumn(read.item.identity))
    const revision = Number(earlier[0]?.revision ?? 0) + 1
    const previous = current ? earlier.find(row => row.current === 1) : undefined
    if (previous) supersede(Number(previous.number))
    const number = insertArticle(articleRow(read, revision, current))
    const body: Body = { item: read.item, blocks: read.blocks }
    insertBody({ article: number, body: pack(body) })
    insertReading(number, read, current)
    count('articles', revision === 1 ? 1 : 0)
    count('revisions', 1)
    return { article: read.id, revision, stored: revision === 1 ? 'new' : 'revision' }
  }

  function replaceReading(article: string, reading: Reading): void {
    const row = selectById.get(article)
    if (!row) throw new Error(`There is no article ${article} to replace the reading of`)
    putReading(Number(row.number), article, reading, row.current === 1)
  }

  function newArticleId(identity: string, contentHash: string): string {
    const stored = selectByHash.get(toColumn(contentHash))
    if (stored && fromColumn(String(stored.identity)) === identity) return String(stored.id)
    for (let digits = 10; ; digits++) {
      const id = articleId(identity, contentHash, digits)
      if (!selectById.get(id)) return id
    }
  }

  return {
    newArticleId,
    addArticle,
    importArticle,
    replaceReading,
    setMarker: ({ name, value }) => {
      upsertMarker.run(toColumn(name), toColumn(value))
    },
    setMeta: ({ name, value }) => {
      upsertMeta.run(toColumn(name), toColumn(value))
    },
    addAbsent: (table, { name, value }) => {
      const insert = table === 'markers' ? insertMarker : insertMeta
      return Number(insert.run(toColumn(name), toColumn(value)).changes) > 0
    },
    forget: () => keyNumbers.clear(),
  }
}
