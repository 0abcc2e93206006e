// A page whose text changes and changes back: what it says now is what is found.
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { articleId } from '../../src/model/ids.ts'
import type { ArticleRead, EntityCount, Store } from '../../src/store/store.ts'
import { allPages, exportOf } from './helpers.ts'
import { currentOf } from './naive.ts'
import { makeRead } from './reads.ts'

const identity = 'https://news.example/page'
const seen = (day: number) => `2026-11-0${day}T00:00:00.000Z`
const [a, b] = [1, 2].map(n => makeRead(n, { identity, reports: 2, firstSeen: seen(n) })) as [
  ArticleRead,
  ArticleRead,
]
const other = makeRead(9)

const byEntity = (x: EntityCount, y: EntityCount) => (x.entity < y.entity ? -1 : 1)

/** All that a store answers about what is current; revisions, which depend on how it came about, are left out. */
async function answersOf(store: Store) {
  const terms = [a, b, other].flatMap(read => read.terms.flat()).map(term => ({ term, weight: 1 }))
  const entities = [a, b, other].flatMap(read => read.mentions.flat()).map(mention => mention.entity)
  const { revisions, ...counts } = await store.counts()
  const articles = (await store.articles()).items.map(({ revision, ...article }) => article)
  const mentions = await store.reportsMentioning([...new Set(entities)].slice(0, 100))
  const days = { by: 'date', from: '1900-01-01', to: '2100-01-01' } as const
  const instants = { by: 'seen', from: seen(1), to: seen(9) } as const
  return {
    counts,
    articles,
    hits: await store.searchReports({ terms }),
    frequency: await store.documentFrequency(terms.map(({ term }) => term)),
    claims: await allPages(after => store.claimsWhere({ limit: 7, ...(after && { after }) })),
    ofActs: (await store.claimsWhere({ acts: ['urge', 'meet'], topics: ['TOP.T0', 'TOP.T1'] })).items,
    mentions: mentions.map(hit => ({ ...hit, counts: hit.counts.toSorted(byEntity) })),
    byDate: await store.reportsBetween(days),
    bySeen: await store.reportsBetween(instants),
    recentDays: await store.recentDays(),
    blocks: await Promise.all(articles.map(article => store.blocksOf(article.id))),
    check: await store.check(),
  }
}

export function testRevisions(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    await store.close()
  })

  async function answersAfter(reads: readonly ArticleRead[]) {
    const fresh = await open()
    try {
      await fresh.addArticles(reads)
      return await answersOf(fresh)
    } finally {
      await fresh.close()
    }
  }

  describe('a page that goes back to an earlier text', () => {
    test('is current with it again, as the revision it was', async () => {
      await store.addArticles([other, a])
      await store.addArticle(b)
      expect(await store.isDuplicate(identity, a.contentHash)).toBe(false)
      expect(await store.isDuplicate(identity, b.contentHash)).toBe(true)
      expect(await store.newArticleId(identity, a.contentHash)).toBe(a.id)
      const again = { ...a, firstSeen: seen(3) }
      expect(await store.addArticle(again)).toEqual({ article: a.id, revision: 1, stored: 'restored' })

      expect(await store.isDuplicate(identity, a.contentHash)).toBe(true)
      expect(await store.isDuplicate(identity, b.contentHash)).toBe(false)
      const current = { id: a.id, revision: 1, current: true, firstSeen: seen(1), text: a.item.text }
      expect(await store.articleByIdentity(identity)).toMatchObject(current)
      expect(await store.article(b.id)).toMatchObject({ revision: 2, current: false, text: b.item.text })
      expect(await store.claimsOf(b.id)).toHaveLength(b.claims.length)
      expect(await store.counts()).toMatchObject({ articles: 2, revisions: 3, reports: 3 })
      expect(await answersOf(store)).toEqual(await answersAfter([other, a]))

      // The same once more changes nothing, and a third text is the third revision.
      const before = await exportOf(store)
      expect(await store.addArticle(a)).toMatchObject({ stored: 'duplicate' })
      expect(await exportOf(store)).toEqual(before)
      const third = makeRead(3, { identity })
      expect(await store.addArticle(third)).toEqual({ article: third.id, revision: 3, stored: 'revision' })
      expect(await answersOf(store)).toEqual(await answersAfter([other, third]))
    })

    test('and forth again has what it said last', async () => {
      await store.addArticle(other)
      const results = []
      for (const read of [a, b, a, b]) results.push(await store.addArticle(read))
      expect(results.map(({ stored, revision }) => [stored, revision])).toEqual([
        ['new', 1],
        ['revision', 2],
        ['restored', 1],
        ['restored', 2],
      ])
      expect((await store.counts()).revisions).toBe(3)
      expect(await answersOf(store)).toEqual(await answersAfter([other, b]))
    })

    test('and forth again within one batch has what it said last', async () => {
      const results = await store.addArticles([other, a, b, a, b, a])
      expect(results.map(({ stored }) => stored)).toEqual([
        'new',
        'new',
        'revision',
        'restored',
        'restored',
        'restored',
      ])
      expect(await answersOf(store)).toEqual(await answersAfter([other, a]))
    })

    test('is as if only its last texts had been stored, whatever came before in whatever batches', async () => {
      // Three texts of each of two pages: the same one comes back often.
      const pool = [1, 2, 3, 4, 5, 6].map(n =>
        makeRead(n, { identity: `id${n % 2}`, sentences: 3, claims: 4, terms: 12, reports: 1 + (n % 2) }),
      )
      const batches = fc.array(fc.array(fc.nat({ max: 5 }), { maxLength: 5 }), { maxLength: 6 })
      await fc.assert(
        fc.asyncProperty(batches, async numbers => {
          const given = numbers.map(batch => batch.map(n => pool[n]!))
          const [fed, imported] = [await open(), await open()]
          try {
            for (const batch of given) await fed.addArticles(batch)
            const reads = given.flat()
            const answers = await answersOf(fed)
            // The order in which texts were first stored decides between equals.
            const first = [...new Set(reads)]
            const last = currentOf(reads).toSorted(
              (x, y) => first.findIndex(read => read.id === x.id) - first.findIndex(read => read.id === y.id),
            )
            expect(answers).toEqual(await answersAfter(last))
            expect((await fed.counts()).revisions).toBe(first.length)

            const lines = await exportOf(fed)
            await imported.import(lines)
            expect(await exportOf(imported)).toEqual(lines)
            expect(await answersOf(imported)).toEqual(answers)
          } finally {
            await fed.close()
            await imported.close()
          }
        }),
        { numRuns: 40 },
      )
    })

    test('is found by its new reading', async () => {
      await store.addArticles([a, b])
      const claim = { ...a.claims[0]!, act: 'newact', report: `${a.id}.r0` }
      const reading = {
        ...a,
        item: { ...a.item, sample: true },
        reports: [{ ...a.reports[0]!, title: 'Newly told' }],
        sentences: a.sentences.map(sentence => ({ ...sentence, report: `${a.id}.r0` })),
        blocks: [],
        claims: [claim],
        terms: [['新しい']],
        mentions: [[{ entity: 'PER.new', count: 3 }]],
      }
      await store.addArticle(reading)
      expect(await store.article(a.id)).toMatchObject({ ...a.item, current: true })
      expect(await store.claimsOf(a.id)).toEqual([claim])
      expect((await store.claimsWhere({})).items).toEqual([claim])
      expect((await store.findArticles('newly')).map(article => article.id)).toEqual([a.id])
      expect(await store.searchReports({ terms: [{ term: '新しい', weight: 1 }] })).toHaveLength(1)
      expect(await store.counts()).toMatchObject({ articles: 1, revisions: 2, reports: 1, claims: 1 })
      expect(await store.check()).toEqual([])
    })

    test('does so with its whole batch or not at all', async () => {
      await store.addArticles([other, a, b])
      const before = [await exportOf(store), await answersOf(store)]
      const broken = { ...makeRead(3), blocks: [{ ...makeRead(3).blocks[0]!, end: 1e9 }] }
      const outcome = store.addArticles([a, broken], { name: 'feed', value: '1' })
      await expect(outcome).rejects.toThrow('does not fit together')
      // What fits its own text but not the stored one is no reading of it.
      const longer = { ...a, item: { ...a.item, text: `${a.item.text}!` } }
      const beyond = { ...longer, blocks: [{ ...a.blocks[0]!, end: longer.item.text.length }] }
      await expect(store.addArticle(beyond)).rejects.toThrow('lies outside the text')
      expect([await exportOf(store), await answersOf(store)]).toEqual(before)
      expect(await store.getMarker('feed')).toBeNull()
      await store.addArticle(a)
      expect(await answersOf(store)).toEqual(await answersAfter([other, a]))
    })

    test('keeps its id', async () => {
      const id = articleId(identity, a.contentHash, 12)
      const longer = JSON.parse(JSON.stringify(a).replaceAll(a.id, id)) as ArticleRead
      await store.addArticles([longer, b])
      await expect(store.addArticle(a)).rejects.toThrow(`is stored as ${id}`)
      expect(await store.newArticleId(identity, a.contentHash)).toBe(id)
      expect(await store.addArticle(longer)).toMatchObject({ article: id, stored: 'restored' })
      expect(await store.check()).toEqual([])
    })
  })

  describe('an earlier text of a page', () => {
    test('is a duplicate when it comes as another page', async () => {
      await store.addArticles([a, b])
      const before = await exportOf(store)
      const id = articleId('elsewhere', a.contentHash)
      const copy = JSON.parse(JSON.stringify(a).replaceAll(a.id, id)) as ArticleRead
      const elsewhere = { ...copy, item: { ...copy.item, identity: 'elsewhere' } }
      expect(await store.isDuplicate('elsewhere', a.contentHash)).toBe(true)
      expect(await store.addArticle(elsewhere)).toEqual({ article: a.id, revision: 1, stored: 'duplicate' })
      expect(await exportOf(store)).toEqual(before)
      expect(await store.articleByIdentity('elsewhere')).toBeNull()
    })

    test('is not brought back by an import', async () => {
      const from = await open()
      await from.addArticles([a, b, a])
      const lines = await exportOf(from)
      await from.close()
      await store.addArticles([a, b])
      expect((await store.import(lines)).articles).toBe(0)
      expect(await store.articleByIdentity(identity)).toMatchObject({ id: b.id })
      expect(await store.check()).toEqual([])
    })
  })
}
