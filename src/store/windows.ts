// Reports by when they are from, when they were seen, and whom they mention: the same queries on every engine.
import type { Kysely } from 'kysely'
import type { Report } from '../model/article.ts'
import { reportId } from './ids.ts'
import { dayNumber } from './keys.ts'
import { toColumn } from './pack.ts'
import { outlineOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { MentionHit, Page, ReportWindow } from './store.ts'

const DEFAULT_LIMIT = 200
const MOST = 1000

interface Place {
  /** Where the report stands in the order of the window: its first day, or the instant it was seen. */
  readonly at: string | number
  readonly number: number
}

/** Reports of a window of time, oldest first. */
export async function reportsBetween(db: Kysely<Schema>, window: ReportWindow): Promise<Page<Report>> {
  const limit = Math.min(window.limit ?? DEFAULT_LIMIT, MOST)
  const after = window.after === undefined ? null : (JSON.parse(window.after) as [string | number, number])
  const places: Place[] =
    window.by === 'date'
      ? await placesByDate(db, window, after, limit)
      : await placesBySeen(db, window, after, limit)
  if (places.length === 0) return { items: [], next: null }

  const rows = await db
    .selectFrom('reports')
    .select(['number', 'reading'])
    .where(
      'number',
      'in',
      places.map(place => place.number),
    )
    .execute()
  const byNumber = new Map(rows.map(row => [row.number, outlineOf(row.reading).report]))
  const items = places.flatMap(place => byNumber.get(place.number) ?? [])
  const last = places.at(-1)!
  return { items, next: places.length === limit ? JSON.stringify([last.at, last.number]) : null }
}

async function placesByDate(
  db: Kysely<Schema>,
  { from, to }: ReportWindow,
  after: [string | number, number] | null,
  limit: number,
): Promise<Place[]> {
  let query = db
    .selectFrom('reports')
    .select(['date_from as at', 'number'])
    .where('current', '=', 1)
    .where('date_from', '<=', dayNumber(to))
    .where('date_to', '>=', dayNumber(from))
  if (after)
    query = query.where(where =>
      where(where.refTuple('date_from', 'number'), '>', where.tuple(Number(after[0]), after[1])),
    )
  const rows = await query.orderBy('date_from').orderBy('number').limit(limit).execute()
  return rows.map(row => ({ at: row.at!, number: row.number }))
}

async function placesBySeen(
  db: Kysely<Schema>,
  { from, to }: ReportWindow,
  after: [string | number, number] | null,
  limit: number,
): Promise<Place[]> {
  let query = db
    .selectFrom('articles')
    .innerJoin('reports', 'reports.article', 'articles.number')
    .select(['first_seen as at', 'reports.number'])
    .where('articles.current', '=', 1)
    .where('first_seen', '>=', toColumn(from))
    .where('first_seen', '<', toColumn(to))
  if (after)
    query = query.where(where =>
      where(where.refTuple('first_seen', 'reports.number'), '>', where.tuple(String(after[0]), after[1])),
    )
  return await query.orderBy('first_seen').orderBy('reports.number').limit(limit).execute()
}

/** Current reports that mention any of the entities: those that mention most of them first, then newest. */
export async function reportsMentioning(
  db: Kysely<Schema>,
  entities: readonly string[],
  limit = DEFAULT_LIMIT,
): Promise<MentionHit[]> {
  if (entities.length === 0) return []
  const keys = await db
    .selectFrom('keys')
    .selectAll()
    .where(
      'key',
      'in',
      entities.map(entity => toColumn(`mention:${entity}`)),
    )
    .execute()
  if (keys.length === 0) return []
  const numbers = keys.map(key => key.number)
  // Chosen from the mentions alone; only those that are returned are looked up.
  const chosen = db
    .selectFrom('mentions')
    .select(['report', 'day', count => count.fn.countAll<number>().as('asked')])
    .where('entity', 'in', numbers)
    .groupBy(['day', 'report'])
    .orderBy('asked', 'desc')
    .orderBy('day', 'desc')
    .orderBy('report', 'desc')
    .limit(Math.min(limit, MOST))
  const hits = await db
    .selectFrom(chosen.as('chosen'))
    .innerJoin('reports', 'reports.number', 'chosen.report')
    .innerJoin('articles', 'articles.number', 'reports.article')
    .select(['reports.number', 'reports.ordinal', 'articles.id as article', 'chosen.day'])
    .orderBy('chosen.asked', 'desc')
    .orderBy('chosen.day', 'desc')
    .orderBy('chosen.report', 'desc')
    .execute()
  if (hits.length === 0) return []
  const counts = await db
    .selectFrom('mentions')
    .select(['entity', 'report', 'count'])
    .where('entity', 'in', numbers)
    .where(where => where.or(hits.map(hit => where.and({ day: hit.day, report: hit.number }))))
    .execute()
  const names = new Map(keys.map(key => [key.number, key.key.slice('mention:'.length)]))
  return hits.map(hit => ({
    report: reportId(hit.article, hit.ordinal),
    article: hit.article,
    counts: counts
      .filter(row => row.report === hit.number)
      .map(row => ({ entity: names.get(row.entity)!, count: row.count })),
  }))
}
