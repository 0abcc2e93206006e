// Finding articles, reports, sentences and claims by what they are called: the same queries on every engine.
import { type Kysely, sql } from 'kysely'
import type { Article, Block, Report, Sentence } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import { parseId, reportId } from '../model/ids.ts'
import { splitClaimNumber } from './keys.ts'
import { fromColumn, toColumn, unpack } from './pack.ts'
import {
  type ArticleRow,
  articleOf,
  type Body,
  claimsOf,
  type Outline,
  outlineOf,
  readingOf,
  someClaimsOf,
  titleKey,
} from './rows.ts'
import type { Schema } from './schema.ts'
import type { Counts, Marker, Page, Store, StoredReport } from './store.ts'

const ARTICLES_PER_PAGE = 50
const MOST_PER_PAGE = 1000
/** Longer texts are no titles and no file names. As an escaped pattern it is far below the 50,000 bytes that SQLite takes. */
const LONGEST_NAME = 4000
const SHORTEST_ID_START = /^a[0-9a-f]{3,64}$/

type Lookups = Pick<
  Store,
  | 'isDuplicate'
  | 'article'
  | 'articleByIdentity'
  | 'findArticles'
  | 'articles'
  | 'blocksOf'
  | 'reportsOf'
  | 'report'
  | 'sentencesOf'
  | 'sentence'
  | 'claimsOf'
  | 'claim'
  | 'readingsOf'
  | 'counts'
  | 'getMarker'
  | 'markers'
  | 'getMeta'
>

/** The look-ups of a store over its tables. */
export function createLookups(db: Kysely<Schema>): Lookups {
  const articlesWithBodies = () =>
    db.selectFrom('articles').innerJoin('bodies', 'bodies.article', 'articles.number').selectAll()

  /** Reports of an article, or the one report of a report id, in order. */
  function reportsNamed(id: string) {
    const parsed = parseId(id)
    let query = db
      .selectFrom('reports')
      .innerJoin('articles', 'articles.number', 'reports.article')
      .where('articles.id', '=', parsed?.article ?? '')
      .orderBy('reports.ordinal')
    if (parsed?.part === 'report') query = query.where('reports.ordinal', '=', parsed.ordinal)
    return query
  }

  async function outlinesNamed(id: string): Promise<Outline[]> {
    const rows = await reportsNamed(id).select('reports.reading').execute()
    return rows.map(row => outlineOf(row.reading))
  }

  async function firstArticle(rows: Promise<(ArticleRow & { body: Uint8Array }) | undefined>) {
    const row = await rows
    return row ? articleOf(row) : null
  }

  async function sentencesOf(reportOrArticle: string): Promise<Sentence[]> {
    const outlines = await outlinesNamed(reportOrArticle)
    // Reports of a mixed page take turns; the article's order is that of the sentences.
    return outlines.flatMap(outline => outline.sentences).sort((a, b) => a.ordinal - b.ordinal)
  }

  async function findArticles(text: string, limit = 10): Promise<Article[]> {
    const wanted = text.trim()
    if (wanted === '') return []
    const id = parseId(wanted.toLowerCase())?.article ?? wanted.toLowerCase()
    const newest = () => articlesWithBodies().orderBy('articles.number', 'desc').limit(limit)

    let rows: (ArticleRow & { body: Uint8Array })[] = []
    if (SHORTEST_ID_START.test(id)) {
      rows = await newest().where('articles.id', '=', id).execute()
      if (rows.length === 0)
        rows = await newest().where('articles.id', '>=', id).where('articles.id', '<', `${id}g`).execute()
    }
    if (rows.length === 0) {
      const slash = wanted.endsWith('/') ? wanted.slice(0, -1) : `${wanted}/`
      const addresses = [toColumn(wanted), toColumn(slash)]
      rows = await newest()
        .where('articles.current', '=', 1)
        .where(where =>
          where.or([where('articles.url', 'in', addresses), where('articles.identity', 'in', addresses)]),
        )
        .execute()
    }
    if (rows.length > 0 || wanted.length > LONGEST_NAME) return rows.map(articleOf)
    const part = titleKey(wanted).replace(/[\\%_]/g, '\\$&')
    if (part !== '') {
      rows = await newest()
        .where('articles.current', '=', 1)
        .where(sql<boolean>`articles.title_key like ${`%${part}%`} escape '\\'`)
        .execute()
    }
    // A pattern would end at a NUL, and then match a shorter name.
    if (rows.length === 0 && toColumn(wanted) === wanted) {
      const name = wanted.replace(/[\\%_]/g, '\\$&')
      rows = await newest()
        .where('articles.current', '=', 1)
        .where(sql<boolean>`articles.identity like ${`file:%/${name}`} escape '\\'`)
        .execute()
    }
    return rows.map(articleOf)
  }

  async function articles({
    all = false,
    limit = ARTICLES_PER_PAGE,
    after = '0',
  } = {}): Promise<Page<Article>> {
    const most = Math.min(limit, MOST_PER_PAGE)
    let query = articlesWithBodies().where('articles.number', '>', Number(after)).orderBy('articles.number')
    if (!all) query = query.where('articles.current', '=', 1)
    const rows = await query.limit(most).execute()
    const next = rows.length === most ? String(rows.at(-1)!.number) : null
    return { items: rows.map(articleOf), next }
  }

  async function claim(id: string): Promise<Claim | null> {
    const rows = await db
      .selectFrom('claims')
      .select('number')
      .where('id', '=', toColumn(id))
      .orderBy('number', 'desc')
      .limit(1)
      .execute()
    if (!rows[0]) return null
    const { report, ordinal } = splitClaimNumber(Number(rows[0].number))
    const row = await db
      .selectFrom('reports')

      .select('reading')
      .where('number', '=', report)
      .executeTakeFirst()
    return row ? someClaimsOf(row.reading, [ordinal])[0]! : null
  }

  async function readingsOf(reports: readonly string[]): Promise<StoredReport[]> {
    const ids = [...new Set(reports.flatMap(id => parseId(id)?.article ?? []))]
    if (ids.length === 0) return []
    const rows = await articlesWithBodies().where('articles.id', 'in', ids).execute()
    const articles = new Map(rows.map(row => [row.number, articleOf(row)]))
    const numbers = [...articles.keys()]
    const wanted = new Set(reports)
    const found = new Map<string, StoredReport>()
    for (const row of await db
      .selectFrom('reports')
      .select(['article', 'ordinal', 'reading'])
      .where('article', 'in', numbers)
      .execute()) {
      const article = articles.get(row.article)!
      const id = reportId(article.id, row.ordinal)
      if (!wanted.has(id)) continue
      const { report, sentences, claims, finds = null } = readingOf(row.reading)
      found.set(id, { article, report, sentences, claims, finds })
    }
    return reports.flatMap(id => found.get(id) ?? [])
  }

  async function readValue(table: 'markers' | 'meta', name: string): Promise<string | null> {
    const row = await db
      .selectFrom(table)
      .select('value')
      .where('name', '=', toColumn(name))
      .executeTakeFirst()
    return row ? fromColumn(row.value) : null
  }

  return {
    isDuplicate: async (identity, contentHash) => {
      const row = await db
        .selectFrom('articles')
        .select(['identity', 'current'])
        .where('content_hash', '=', toColumn(contentHash))
        .executeTakeFirst()
      return row !== undefined && (row.current === 1 || row.identity !== toColumn(identity))
    },
    article: id => firstArticle(articlesWithBodies().where('articles.id', '=', id).executeTakeFirst()),
    articleByIdentity: identity =>
      firstArticle(
        articlesWithBodies()
          .where('articles.identity', '=', toColumn(identity))
          .where('articles.current', '=', 1)
          .executeTakeFirst(),
      ),
    findArticles,
    articles,
    blocksOf: async article => {
      const row = await articlesWithBodies().where('articles.id', '=', article).executeTakeFirst()
      return row ? (unpack<Body>(row.body).blocks as Block[]) : []
    },
    reportsOf: async article => (await outlinesNamed(article)).map(outline => outline.report),
    report: async id => {
      if (parseId(id)?.part !== 'report') return null
      return ((await outlinesNamed(id))[0]?.report as Report | undefined) ?? null
    },
    sentencesOf,
    sentence: async id => {
      const parsed = parseId(id)
      if (parsed?.part !== 'sentence') return null
      return (await sentencesOf(parsed.article)).find(sentence => sentence.id === id) ?? null
    },
    claimsOf: async reportOrArticle => {
      const rows = await reportsNamed(reportOrArticle).select('reports.reading').execute()
      return rows.flatMap(row => claimsOf(row.reading))
    },
    claim,
    readingsOf,
    counts: async () => {
      const rows = await db.selectFrom('totals').selectAll().where('name', '!=', 'terms').execute()
      return Object.fromEntries(rows.map(row => [row.name, Number(row.value)])) as unknown as Counts
    },
    getMarker: name => readValue('markers', name),
    markers: async (prefix = '') => {
      const rows = await db.selectFrom('markers').selectAll().orderBy('name').execute()
      const markers: Marker[] = rows.map(row => ({
        name: fromColumn(row.name),
        value: fromColumn(row.value),
      }))
      return markers.filter(marker => marker.name.startsWith(prefix))
    },
    getMeta: name => readValue('meta', name),
  }
}
