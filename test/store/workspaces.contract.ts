// What is one workspace's own is nobody else's to find.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ArticleRead, Store } from '../../src/store/store.ts'
import { makeRead } from './reads.ts'

const OURS = 'slack:T1'
const THEIRS = 'discord:9'

function ownedBy(workspace: string, read: ArticleRead): ArticleRead {
  return { ...read, item: { ...read.item, workspace } }
}

export function testWorkspaces(open: () => Promise<Store>): void {
  describe('private articles', () => {
    let store: Store
    const shared = makeRead(1)
    const own = ownedBy(OURS, makeRead(2))
    const other = ownedBy(THEIRS, makeRead(3))
    beforeEach(async () => {
      store = await open()
      await store.addArticles([shared, own, other])
    })
    afterEach(async () => {
      await store.close()
    })

    test('are seen by their workspace and by the operator, not by another workspace', async () => {
      const ids = async (view: Store) => (await view.articles()).items.map(article => article.id)
      expect(await ids(store)).toEqual([shared.id, own.id, other.id])
      expect(await ids(store.seenBy(undefined))).toEqual([shared.id, own.id, other.id])
      expect(await ids(store.seenBy(OURS))).toEqual([shared.id, own.id])
      expect(await ids(store.seenBy(THEIRS))).toEqual([shared.id, other.id])
      expect(await ids(store.seenBy('slack:T2'))).toEqual([shared.id])
    })

    test('are in no result of another workspace, however they are asked for', async () => {
      const view = store.seenBy(OURS)
      const [report, sentence] = [`${other.id}.r0`, `${other.id}.s0`]
      const claim = other.claims[0]!
      expect(claim).toBeDefined()
      expect(await store.claim(claim.id)).not.toBeNull()
      expect(await view.claim(claim.id)).toBeNull()
      expect(await view.article(other.id)).toBeNull()
      expect(await view.articleByIdentity(other.item.identity)).toBeNull()
      expect(await view.findArticles(other.id)).toEqual([])
      expect(await view.blocksOf(other.id)).toEqual([])
      expect(await view.reportsOf(other.id)).toEqual([])
      expect(await view.report(report)).toBeNull()
      expect(await view.sentencesOf(report)).toEqual([])
      expect(await view.sentence(sentence)).toBeNull()
      expect(await view.claimsOf(report)).toEqual([])
      expect(await view.readingsOf([report, `${own.id}.r0`])).toHaveLength(1)

      const foreign = (id: string) => id.startsWith(other.id)
      const window = { by: 'seen', from: '0000', to: '9999' } as const
      const terms = [...new Set(other.terms[0])].map(term => ({ term, weight: 1 }))
      const entities = other.mentions[0]!.map(mention => mention.entity)
      const found = async (from: Store) => [
        (await from.claimsWhere({})).items.map(each => each.report),
        (await from.reportsOfClaims({})).map(each => each.report),
        (await from.searchReports({ terms })).map(each => each.report),
        (await from.reportsMentioning(entities)).map(each => each.report),
        (await from.reportsBetween(window)).items.map(each => each.id),
      ]
      for (const reports of await found(store)) expect(reports.some(foreign)).toBe(true)
      for (const reports of await found(view)) expect(reports.some(foreign)).toBe(false)
      for (const reports of await found(store.seenBy(THEIRS))) expect(reports.some(foreign)).toBe(true)
      const reportsOfDays = async (from: Store) =>
        (await from.recentDays()).reduce((sum, { reports }) => sum + reports, 0)
      expect(await reportsOfDays(view)).toBe((await reportsOfDays(store)) - other.reports.length)
    })

    test('do not take the places of the best reports that may be seen', async () => {
      const many = Array.from({ length: 30 }, (_, i) => ownedBy(THEIRS, makeRead(100 + i)))
      await store.addArticles(many)
      const terms = [...new Set(shared.terms[0])].map(term => ({ term, weight: 1 }))
      const hits = await store.seenBy('slack:T2').searchReports({ terms, limit: 1 })
      expect(hits.map(hit => hit.article)).toEqual([shared.id])
    })

    test('stay private through export and import', async () => {
      const copy = await open()
      await copy.import(store.export())
      expect((await copy.seenBy(OURS).articles()).items.map(article => article.id)).toEqual([
        shared.id,
        own.id,
      ])
      await copy.close()
    })
  })
}
