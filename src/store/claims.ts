// Claims by what they say: every condition is a set of keys. The rarest set leads, newest first; the others are probed.
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Claim } from '../model/claim.ts'
import { parseId, reportId } from '../model/ids.ts'
import {
  actKey,
  CLAIMS_PER_REPORT,
  dayNumber,
  ENTITY_ROLES,
  eventWindowKeys,
  splitClaimNumber,
  YEAR,
} from './keys.ts'
import { toColumn } from './pack.ts'
import { someClaimsOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { ClaimCount, ClaimQuery, Page } from './store.ts'

const DEFAULT_LIMIT = 200
const MOST = 1000
/** Counting further than this would cost more than leading with the wrong condition. */
const COUNTED = 20_000
/** Up to so many keys are walked one by one, each newest first; more are gathered and sorted. */
const MOST_WALKS = 50

type Sql = RawBuilder<unknown>
type Place = { readonly day: number; readonly claim: number }

/** A claim must have one of these keys. */
interface Condition {
  readonly keys: readonly string[]
  /** `key`: by looking for another row of the claim; `act` and `window`: by what rows say anyway. */
  readonly met: 'key' | 'act' | 'window'
}

/** The same with the numbers of those keys that exist. */
interface Resolved {
  readonly numbers: readonly number[]
  readonly met: Condition['met']
}

/** Claims of current articles that meet the query, newest report first, undated last. */
export async function claimsWhere(db: Kysely<Schema>, query: ClaimQuery): Promise<Page<Claim>> {
  const limit = limitOf(query)
  const places = await findPlaces(db, query, limit)
  const last = places.at(-1)
  const next = last && places.length === limit ? JSON.stringify([last.day, last.claim]) : null
  return { items: await claimsAt(db, places), next }
}

/** The reports of those claims in the same order, and how many of them each has; the claims themselves are not read. */
export async function reportsOfClaims(db: Kysely<Schema>, query: ClaimQuery): Promise<ClaimCount[]> {
  const counts = new Map<number, number>()
  const places = await findPlaces(db, query, limitOf(query))
  const reports = places.map(place => ({
    day: place.day,
    report: splitClaimNumber(Number(place.claim)).report,
  }))
  for (const { report } of reports.sort(newestFirst)) counts.set(report, (counts.get(report) ?? 0) + 1)
  if (counts.size === 0) return []
  const rows = await db
    .selectFrom('reports')
    .innerJoin('articles', 'articles.number', 'reports.article')
    .select(['reports.number', 'reports.ordinal', 'articles.id'])
    .where('reports.number', 'in', [...counts.keys()])
    .execute()
  const ids = new Map(rows.map(row => [row.number, reportId(row.id, row.ordinal)]))
  return [...counts].flatMap(([number, claims]) => {
    const report = ids.get(number)
    return report === undefined ? [] : [{ report, claims }]
  })
}

interface ReportPlace {
  readonly day: number
  readonly report: number
}

function newestFirst(a: ReportPlace, b: ReportPlace): number {
  return b.day - a.day || b.report - a.report
}

function limitOf(query: ClaimQuery): number {
  return Math.min(query.limit ?? DEFAULT_LIMIT, MOST)
}

/** Where the claims are that meet the query, newest first. */
async function findPlaces(db: Kysely<Schema>, query: ClaimQuery, limit: number): Promise<readonly Place[]> {
  const conditions = await resolve(db, conditionsOf(query))
  // A condition without any known key is met by no claim.
  if (limit <= 0 || conditions.some(condition => condition.numbers.length === 0)) return []

  const lead = query.reports?.length ? null : await rarest(db, conditions)
  const walks = lead ? walksOf(lead.numbers, query) : await walkOfReports(db, query.reports!)
  const probed = conditions.filter(condition => condition !== lead && condition.met === 'key')
  const acts = conditions.find(condition => condition.met === 'act')
  const filters = [...rowFilters(query, acts?.numbers), ...probed.map(probe), ...afterCursor(query.after)]
  return walk(db, walks, filters, limit)
}

function conditionsOf(query: ClaimQuery): Condition[] {
  const keys = (kind: string, values: readonly string[] = []) => values.map(value => `${kind}:${value}`)
  const conditions: Condition[] = [
    { keys: keys('actor', query.actors), met: 'key' },
    { keys: keys('recipient', query.recipients), met: 'key' },
    { keys: keys('speaker', query.speakers), met: 'key' },
    { keys: ENTITY_ROLES.flatMap(role => keys(role, query.entities)), met: 'key' },
    { keys: keys('topic', query.topics), met: 'key' },
    { keys: query.acts?.map(actKey) ?? [], met: 'act' },
    { keys: eventWindowKeys(query.eventFrom, query.eventTo) ?? [], met: 'window' },
  ]
  const asked = conditions.filter(condition => condition.keys.length > 0)
  return asked.length > 0 ? asked : [{ keys: ['all'], met: 'window' }]
}

async function resolve(db: Kysely<Schema>, conditions: readonly Condition[]): Promise<Resolved[]> {
  const columns = [...new Set(conditions.flatMap(condition => condition.keys.map(toColumn)))]
  const rows = await db.selectFrom('keys').selectAll().where('key', 'in', columns).execute()
  const numbers = new Map(rows.map(row => [row.key, row.number]))
  return conditions.map(({ keys, met }) => ({
    numbers: [...new Set(keys.flatMap(key => numbers.get(toColumn(key)) ?? []))],
    met,
  }))
}

async function rarest(db: Kysely<Schema>, conditions: readonly Resolved[]): Promise<Resolved> {
  if (conditions.length === 1) return conditions[0]!
  const counts = conditions.map(
    ({ numbers }) =>
      sql`(select count(*) from (select 1 from claim_keys where key in (${sql.join(numbers)}) limit ${COUNTED}))`,
  )
  const columns = counts.map((count, i) => sql`${count} as ${sql.ref(`n${i}`)}`)
  const { rows } = await sql<Record<string, number>>`select ${sql.join(columns)}`.execute(db)
  const frequency = (i: number) => Number(rows[0]![`n${i}`])
  return conditions.reduce((least, condition, i) =>
    frequency(i) < frequency(conditions.indexOf(least)) ? condition : least,
  )
}

/** Where to find claims that have one of the keys, as sources of `day` and `claim`. */
function walksOf(numbers: readonly number[], query: ClaimQuery): Sql[] {
  const spans = daySpans(query)
  if (numbers.length * spans.length <= MOST_WALKS)
    return numbers.flatMap(number => spans.map(span => sql`claim_keys k where k.key = ${number} and ${span}`))
  return [
    sql`(select distinct day, claim, act, negated from claim_keys where key in (${sql.join(numbers)})) k where true`,
  ]
}

/** The days in which claims of the asked report dates are to be found: their own rows decide about each. */
function daySpans({ reportFrom, reportTo }: ClaimQuery): Sql[] {
  const [from, to] = [dayNumber(reportFrom), dayNumber(reportTo)]
  if (from === null && to === null) return [sql`true`]
  // Reports that began up to a year before the window may reach into it; those roughly dated are under day 0.
  return [sql`k.day between ${(from ?? 0) - YEAR} and ${to ?? 99_999_999} and k.day > 0`, sql`k.day = 0`]
}

async function walkOfReports(db: Kysely<Schema>, reports: readonly string[]): Promise<Sql[]> {
  const articles = [...new Set(reports.flatMap(id => parseId(id)?.article ?? []))]
  if (articles.length === 0) return []
  const rows = await db
    .selectFrom('reports')
    .innerJoin('articles', 'articles.number', 'reports.article')
    .select(['reports.number', 'reports.ordinal', 'articles.id'])
    .where('articles.id', 'in', articles)
    .where('reports.current', '=', 1)
    .execute()
  const wanted = new Set(reports)
  const numbers = rows.filter(row => wanted.has(`${row.id}.r${row.ordinal}`)).map(row => row.number)
  if (numbers.length === 0) return []
  const per = sql.lit(CLAIMS_PER_REPORT)
  return [
    // The day as `orderDay` has it.
    sql`(select case when n.reported_to - n.reported_from <= ${sql.lit(YEAR)} then n.reported_from else 0 end as day,
      n.number as claim, a.number as act, case n.polarity when 'negated' then 1 else 0 end as negated
      from reports r
      join claims n on n.number >= r.number * ${per} and n.number < (r.number + 1) * ${per}
      join keys a on a.key = ${actKey('')} || n.act
      where r.number in (${sql.join(numbers)})) k where true`,
  ]
}

/** Conditions on the rows of the keys themselves, and on the claim's own row; what is null there meets nothing. */
function rowFilters(query: ClaimQuery, acts: readonly number[] | undefined): Sql[] {
  const filters: Sql[] = []
  if (acts) filters.push(sql`k.act in (${sql.join(acts)})`)
  if (query.polarity) filters.push(sql`k.negated = ${query.polarity === 'negated' ? 1 : 0}`)

  const days = [query.eventFrom, query.eventTo, query.reportFrom, query.reportTo].map(dayNumber)
  const [eventFrom, eventTo, reportFrom, reportTo] = days
  const ofClaim: Sql[] = []
  if (eventFrom) ofClaim.push(sql`c.event_to >= ${eventFrom}`)
  if (eventTo) ofClaim.push(sql`c.event_from <= ${eventTo}`)
  if (reportFrom) ofClaim.push(sql`c.reported_to >= ${reportFrom}`)
  if (reportTo) ofClaim.push(sql`c.reported_from <= ${reportTo}`)
  if (ofClaim.length > 0)
    filters.push(
      sql`exists (select 1 from claims c where c.number = k.claim and ${sql.join(ofClaim, sql` and `)})`,
    )
  return filters
}

function probe({ numbers }: Resolved): Sql {
  return sql`exists (select 1 from claim_keys p
    where p.key in (${sql.join(numbers)}) and p.day = k.day and p.claim = k.claim)`
}

function afterCursor(after: string | undefined): Sql[] {
  if (after === undefined) return []
  const [day, claim] = JSON.parse(after) as [number, number]
  return [sql`(k.day, k.claim) < (${day}, ${claim})`]
}

async function walk(
  db: Kysely<Schema>,
  walks: readonly Sql[],
  filters: readonly Sql[],
  limit: number,
): Promise<readonly Place[]> {
  if (walks.length === 0) return []
  const parts = walks.map(
    from => sql`select * from (select k.day, k.claim from ${sql.join([from, ...filters], sql` and `)}
      order by k.day desc, k.claim desc limit ${limit}) as part`,
  )
  const query = sql<Place>`${sql.join(parts, sql` union `)} order by day desc, claim desc limit ${limit}`
  return (await query.execute(db)).rows
}

/** The claims at these places; those of one report in the order in which they were read. */
async function claimsAt(db: Kysely<Schema>, places: readonly Place[]): Promise<Claim[]> {
  if (places.length === 0) return []
  const wanted = new Map<number, { day: number; ordinals: number[] }>()
  for (const place of places) {
    const { report, ordinal } = splitClaimNumber(Number(place.claim))
    const found = wanted.get(report)
    if (found) found.ordinals.push(ordinal)
    else wanted.set(report, { day: place.day, ordinals: [ordinal] })
  }
  const rows = await db
    .selectFrom('reports')
    .select(['number', 'reading'])
    .where('number', 'in', [...wanted.keys()])
    .execute()
  const readings = new Map(rows.map(row => [row.number, row.reading]))
  return [...wanted]
    .sort(([a, { day: dayA }], [b, { day: dayB }]) => dayB - dayA || b - a)
    .flatMap(([report, { ordinals }]) => {
      const reading = readings.get(report)
      return reading
        ? someClaimsOf(
            reading,
            ordinals.sort((a, b) => a - b),
          )
        : []
    })
}
