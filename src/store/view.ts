// The store as one workspace sees it: the shared library and its own private articles, nothing of another workspace.
import type { Kysely } from 'kysely'
import { parseId } from '../model/ids.ts'
import { toColumn } from './pack.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'
import { recentDays } from './windows.ts'

const MOST = 1000

/** Everything that tells what articles hold is filtered; what writes or keeps books is the store's own. */
export function createView(store: Store, db: Kysely<Schema>, workspace: string): Store {
  const own = toColumn(workspace)

  /** Those of the articles that belong to another workspace. */
  async function hiddenOf(articles: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await db
      .selectFrom('articles')
      .select('id')
      .where('workspace', 'is not', null)
      .where('workspace', '!=', own)
      .where('id', 'in', [...new Set(articles)])
      .execute()
    return new Set(rows.map(row => row.id))
  }

  /** The things that lie in articles to be seen; `articleOf` takes a thing to an id that its article's id begins. */
  async function seen<T>(things: readonly T[], articleOf: (thing: T) => string): Promise<T[]> {
    if (things.length === 0) return []
    const articles = things.map(thing => parseId(articleOf(thing))?.article ?? '')
    const hidden = await hiddenOf(articles)
    return things.filter((_, i) => !hidden.has(articles[i]!))
  }

  const one = async <T>(thing: T | null, articleOf: (thing: T) => string): Promise<T | null> =>
    thing === null ? null : ((await seen([thing], articleOf))[0] ?? null)

  const under = async <T>(id: string, read: (id: string) => Promise<readonly T[]>): Promise<readonly T[]> =>
    (await seen([id], each => each)).length > 0 ? await read(id) : []

  /** Asks for more while others' articles take the places of the best. */
  async function best<T>(
    limit: number,
    read: (limit: number) => Promise<readonly T[]>,
    articleOf: (thing: T) => string,
  ): Promise<readonly T[]> {
    for (let take = Math.min(limit, MOST); ; take = Math.min(take * 4, MOST)) {
      const found = await read(take)
      const visible = await seen(found, articleOf)
      if (visible.length >= limit || found.length < take || take === MOST) return visible.slice(0, limit)
    }
  }

  return {
    ...store,
    seenBy: store.seenBy,
    article: async id => one(await store.article(id), article => article.id),
    articleByIdentity: async identity => one(await store.articleByIdentity(identity), article => article.id),
    findArticles: (text, limit = 10) =>
      best(
        limit,
        most => store.findArticles(text, most),
        article => article.id,
      ),
    articles: async options => {
      const page = await store.articles(options)
      return { ...page, items: await seen(page.items, article => article.id) }
    },
    blocksOf: article => under(article, store.blocksOf),
    reportsOf: article => under(article, store.reportsOf),
    report: async id => one(await store.report(id), report => report.id),
    sentencesOf: id => under(id, store.sentencesOf),
    sentence: async id => one(await store.sentence(id), sentence => sentence.id),
    claimsOf: id => under(id, store.claimsOf),
    claim: async id => one(await store.claim(id), claim => claim.report),
    readingsOf: async reports => store.readingsOf(await seen(reports, report => report)),
    claimsWhere: async query => {
      const page = await store.claimsWhere(query)
      return { ...page, items: await seen(page.items, claim => claim.report) }
    },
    reportsOfClaims: async query => seen(await store.reportsOfClaims(query), found => found.report),
    searchReports: search =>
      best(
        search.limit ?? 100,
        limit => store.searchReports({ ...search, limit }),
        hit => hit.article,
      ),
    reportsMentioning: (entities, limit = 200) =>
      best(
        limit,
        most => store.reportsMentioning(entities, most),
        hit => hit.article,
      ),
    recentDays: limit => recentDays(db, limit, own),
    reportsBetween: async window => {
      const page = await store.reportsBetween(window)
      return { ...page, items: await seen(page.items, report => report.id) }
    },
  }
}
