// Reports by when they are from, when they were seen, and whom they mention: the same queries on every engine.
import { type Kysely, sql } from 'kysely'
import type { Report } from '../model/article.ts'
import { reportId } from '../model/ids.ts'
import { dayNumber, dayText, YEAR } from './keys.ts'
import { fromColumn, toColumn } from './pack.ts'
import { outlineOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { EntityCount, MentionHit, Page, ReportWindow } from './store.ts'

const DEFAULT_LIMIT = 200
const MOST = 1000
const RECENT_DAYS = 60
const MENTION = 'mention:'
const MOST_ENTITIES = 100
/** Of each of several entities only the newest mentions are compared: all of a government's would take 100 ms. */
const MENTIONS_LOOKED_AT = 10_000

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

/** Days on which exactly dated current reports lie, latest first; those that a workspace sees, when one is given. */
export async function recentDays(
  db: Kysely<Schema>,
  limit = RECENT_DAYS,
  workspace?: string,
): Promise<{ day: string; reports: number }[]> {
  let query = db
    .selectFrom('reports')
    .select(['day', eb => eb.fn.countAll<number>().as('reports')])
    .where('current', '=', 1)
    .where('day', '>', 0)
    .whereRef('date_from', '=', 'date_to')
    .groupBy('day')
    .orderBy('day', 'desc')
    .limit(limit)
  if (workspace !== undefined)
    query = query.where(
      sql<boolean>`not exists (select 1 from articles a where a.number = reports.article
        and a.workspace is not null and a.workspace <> ${workspace})`,
    )
  const rows = await query.execute()
  return rows.map(({ day, reports }) => ({ day: dayText(day), reports }))
}

async function placesByDate(
  db: Kysely<Schema>,
  { from, to }: ReportWindow,
  after: [string | number, number] | null,
  limit: number,
): Promise<Place[]> {
  const [first, last] = [dayNumber(from) ?? 0, dayNumber(to) ?? 99_999_999]
  let query = db
    .selectFrom('reports')
    .select(['day as at', 'number'])
    .where('current', '=', 1)
    // Those that began up to a year before may reach into the window; the roughly dated are under day 0.
    .where(where => where.or([where('day', '=', 0), where.between('day', Math.max(1, first - YEAR), last)]))
    .where('date_from', '<=', last)
    .where('date_to', '>=', first)
  if (after)
    query = query.where(where =>
      where(where.refTuple('day', 'number'), '>', where.tuple(Number(after[0]), after[1])),
    )
  return await query.orderBy('day').orderBy('number').limit(limit).execute()
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

interface Mentioned {
  readonly report: number
  readonly ordinal: number
  readonly article: string
  readonly entity: number
  readonly count: number
}

/** Current reports that mention any of the entities: those that mention most of them first, then newest. */
export async function reportsMentioning(
  db: Kysely<Schema>,
  entities: readonly string[],
  limit = DEFAULT_LIMIT,
): Promise<MentionHit[]> {
  const asked = entities.slice(0, MOST_ENTITIES).map(entity => toColumn(`${MENTION}${entity}`))
  const most = Math.min(limit, MOST)
  if (asked.length === 0 || most <= 0) return []
  const keys = await db.selectFrom('keys').selectAll().where('key', 'in', asked).execute()
  if (keys.length === 0) return []

  // Chosen from the mentions alone; only those that are returned are looked up.
  const looked = keys.length === 1 ? most : MENTIONS_LOOKED_AT
  const newest = keys.map(
    ({ number }) => sql`select * from (select day, report from mentions where entity = ${number}
      order by day desc, report desc limit ${looked}) as newest_of_one`,
  )
  // A left join, although there always is a row: it keeps the engine from beginning with all mentions.
  const { rows } = await sql<Mentioned>`
    with chosen as (
      select day, report, count(*) as asked from (${sql.join(newest, sql` union all `)}) as newest
      group by day, report order by asked desc, day desc, report desc limit ${most}
    )
    select chosen.report, reports.ordinal, articles.id as article, mentions.entity, mentions.count
    from chosen
    join reports on reports.number = chosen.report
    join articles on articles.number = reports.article
    left join mentions on mentions.entity in (${sql.join(keys.map(key => key.number))})
      and mentions.day = chosen.day and mentions.report = chosen.report
    order by chosen.asked desc, chosen.day desc, chosen.report desc, mentions.entity`.execute(db)

  const names = new Map(keys.map(({ number, key }) => [number, fromColumn(key).slice(MENTION.length)]))
  const hits = new Map<number, MentionHit & { counts: EntityCount[] }>()
  for (const row of rows) {
    const { article } = row
    const hit = hits.get(row.report) ?? { report: reportId(article, row.ordinal), article, counts: [] }
    hit.counts.push({ entity: names.get(row.entity)!, count: row.count })
    hits.set(row.report, hit)
  }
  return [...hits.values()]
}
