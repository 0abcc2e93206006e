// How articles are stored and found again.
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { anyRead, anyText } from './arbitrary.ts'
import { allPages, byId, exportOf } from './helpers.ts'
import { dayOf, makeRead } from './reads.ts'

export function testArticles(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    await store.close()
  })

  describe('articles', () => {
    test('come back as they were given, with all that was read out of them', async () => {
      const read = makeRead(3, { reports: 2 })
      expect(await store.addArticle(read)).toEqual({ article: read.id, revision: 1, stored: 'new' })
      expect(await store.article(read.id)).toEqual({
        ...read.item,
        id: read.id,
        revision: 1,
        current: true,
        contentHash: read.contentHash,
        firstSeen: read.firstSeen,
      })
      expect(await store.blocksOf(read.id)).toEqual(read.blocks)
      expect(await store.reportsOf(read.id)).toEqual(read.reports)
      expect(await store.report(`${read.id}.r1`)).toEqual(read.reports[1])
      expect(await store.sentencesOf(read.id)).toEqual(read.sentences)
      const ofSecond = read.sentences.filter(sentence => sentence.report === `${read.id}.r1`)
      expect(await store.sentencesOf(`${read.id}.r1`)).toEqual(ofSecond)
      expect(await store.sentence(`${read.id}.s7`)).toEqual(read.sentences[7])
      const claims = read.claims.filter(claim => claim.report === `${read.id}.r1`)
      expect(await store.claimsOf(`${read.id}.r1`)).toEqual(claims)
      expect(await store.claimsOf(read.id)).toHaveLength(read.claims.length)
      expect(await store.claim(claims[0]!.id)).toEqual(claims[0])
      expect(await store.isDuplicate(read.item.identity, read.contentHash)).toBe(true)
      expect(await store.articleByIdentity(read.item.identity)).toMatchObject({ id: read.id })
    })

    test('come back many at once with all that was read out of them, in the order asked for', async () => {
      const reads = [makeRead(1, { reports: 2 }), makeRead(2), makeRead(3, { reports: 3 })]
      await store.addArticles(reads)
      const [one, two, three] = reads.map(read => read.id)
      const asked = [
        `${three}.r2`,
        'nonsense',
        `${one}.r1`,
        `${one}.r9`,
        `${two}.r0`,
        `${two}.s0`,
        `${three}.r0`,
      ]
      const found = await store.readingsOf(asked)
      expect(found.map(each => each.report.id)).toEqual([
        `${three}.r2`,
        `${one}.r1`,
        `${two}.r0`,
        `${three}.r0`,
      ])
      for (const each of found) {
        expect(each.article).toEqual(await store.article(each.report.article))
        expect(each.report).toEqual(await store.report(each.report.id))
        expect(each.sentences).toEqual(await store.sentencesOf(each.report.id))
        expect(each.claims).toEqual(await store.claimsOf(each.report.id))
      }
      expect(await store.readingsOf([])).toEqual([])
    })

    test('that are not there are null or empty', async () => {
      await store.addArticle(makeRead(1))
      for (const id of [
        'a0000000000',
        'x',
        '',
        'a0000000000.r0',
        'a0000000000.s0',
        "'; drop table articles",
        '\0',
      ]) {
        expect(await store.article(id)).toBeNull()
        expect(await store.report(id)).toBeNull()
        expect(await store.sentence(id)).toBeNull()
        expect(await store.claim(id)).toBeNull()
        expect(await store.reportsOf(id)).toEqual([])
        expect(await store.sentencesOf(id)).toEqual([])
        expect(await store.claimsOf(id)).toEqual([])
        expect(await store.blocksOf(id)).toEqual([])
        expect(await store.isDuplicate(id, id)).toBe(false)
        expect(await store.articleByIdentity(id)).toBeNull()
      }
    })

    test('with the same content are stored once, whatever their identity', async () => {
      const read = makeRead(1)
      await store.addArticle(read)
      const before = await exportOf(store)
      expect(await store.addArticle(read)).toEqual({ article: read.id, revision: 1, stored: 'duplicate' })
      expect(await exportOf(store)).toEqual(before)
    })

    test('whose content changes get a new revision; the old one stays and is no longer found', async () => {
      const [first, second, other] = [
        makeRead(1),
        makeRead(2, { identity: makeRead(1).item.identity }),
        makeRead(9),
      ]
      await store.addArticles([first, other])
      expect(await store.addArticle(second)).toEqual({
        article: second.id,
        revision: 2,
        stored: 'revision',
      })
      expect(await store.article(first.id)).toMatchObject({
        revision: 1,
        current: false,
        text: first.item.text,
      })
      expect(await store.article(second.id)).toMatchObject({ revision: 2, current: true })
      expect(await store.articleByIdentity(first.item.identity)).toMatchObject({ id: second.id })
      expect(await store.claimsOf(first.id)).toEqual(first.claims)
      expect(await store.claim(first.claims[0]!.id)).toEqual(first.claims[0])

      const claims = await allPages(after => store.claimsWhere({ limit: 5, ...(after && { after }) }))
      expect(claims.toSorted(byId)).toEqual([...second.claims, ...other.claims].toSorted(byId))
      const terms = first.terms[0]!.map(term => ({ term, weight: 1 }))
      const hits = await store.searchReports({ terms })
      expect(hits.map(hit => hit.article)).not.toContain(first.id)
      const mentioned = first.mentions[0]!.map(mention => mention.entity)
      expect((await store.reportsMentioning(mentioned)).map(hit => hit.article)).not.toContain(first.id)
      const window = { from: '1900-01-01', to: '2100-01-01' }
      const reports = await allPages(after =>
        store.reportsBetween({ by: 'date', ...window, ...(after && { after }) }),
      )
      expect(reports.map(report => report.article).toSorted()).toEqual([second.id, other.id].toSorted())
      expect(await store.counts()).toEqual({
        articles: 2,
        revisions: 3,
        reports: 2,
        sentences: 40,
        claims: 24,
      })
      expect(await store.check()).toEqual([])
    })

    test('are stored all or nothing, and the marker with them', async () => {
      await store.addArticles([makeRead(1)], { name: 'feed', value: '1' })
      const before = await exportOf(store)
      const broken = { ...makeRead(3), sentences: [{ ...makeRead(3).sentences[0]!, end: 1e9 }] }
      await expect(store.addArticles([makeRead(2), broken], { name: 'feed', value: '2' })).rejects.toThrow(
        /does not fit together: sentence .* lies outside the text/,
      )
      expect(await exportOf(store)).toEqual(before)
      expect(await store.getMarker('feed')).toBe('1')
      expect(await store.check()).toEqual([])
      // What was remembered of the transaction that failed must not be used by the next one.
      await store.addArticles([makeRead(2), makeRead(4)], { name: 'feed', value: '3' })
      expect(await store.check()).toEqual([])
      expect(await store.claimsOf(makeRead(4).id)).toEqual(makeRead(4).claims)
    })

    test('that contradict themselves are refused', async () => {
      const read = makeRead(1)
      const wrong = {
        'an id of another article': { ...read, id: makeRead(2).id },
        'a report with a wrong id': { ...read, reports: [{ ...read.reports[0]!, id: 'r0' }] },
        'a report of another article': { ...read, reports: [{ ...read.reports[0]!, article: 'a1' }] },
        'a sentence with a wrong ordinal': { ...read, sentences: read.sentences.slice(1) },
        'a sentence of no report': {
          ...read,
          sentences: [{ ...read.sentences[0]!, report: `${read.id}.r7` }],
        },
        'a block outside the text': { ...read, blocks: [{ ...read.blocks[0]!, start: -1 }] },
        'a block of no report': { ...read, blocks: [{ ...read.blocks[0]!, report: 1 }] },
        'a claim of no report': { ...read, claims: [{ ...read.claims[0]!, report: 'a0123456789.r0' }] },
        'a claim of no sentence': { ...read, claims: [{ ...read.claims[0]!, sentence: `${read.id}.s99` }] },
        'terms of no report': { ...read, terms: [] },
        'mentions of no report': { ...read, mentions: [] },
      }
      for (const [what, each] of Object.entries(wrong))
        await expect(store.addArticle(each), what).rejects.toThrow('does not fit together')
      expect((await store.counts()).revisions).toBe(0)
    })

    test('come back unit for unit, whatever is in them', async () => {
      await fc.assert(
        fc.asyncProperty(anyRead(1000), async read => {
          const { stored } = await store.addArticle(read)
          fc.pre(stored === 'new')
          const { item } = read
          const article = await store.article(read.id)
          expect(article).toMatchObject({
            ...item,
            firstSeen: read.firstSeen,
            contentHash: read.contentHash,
          })
          expect(await store.articleByIdentity(item.identity)).toEqual(article)
          expect(await store.blocksOf(read.id)).toEqual(read.blocks)
          expect(await store.reportsOf(read.id)).toEqual(read.reports)
          expect(await store.sentencesOf(read.id)).toEqual(read.sentences)
          expect(await store.claimsOf(read.id)).toEqual(read.claims)
        }),
        { numRuns: 60 },
      )
      expect(await store.check()).toEqual([])
    })

    test('can be walked over in pages', async () => {
      const reads = Array.from({ length: 7 }, (_, i) => makeRead(i))
      await store.addArticles([...reads, makeRead(50, { identity: reads[0]!.item.identity })])
      const walk = (all: boolean) =>
        allPages(after => store.articles({ all, limit: 3, ...(after && { after }) })).then(a =>
          a.map(each => each.id),
        )
      expect(await walk(true)).toEqual([...reads.map(read => read.id), expect.any(String)])
      expect(await walk(false)).toEqual([...reads.slice(1).map(read => read.id), expect.any(String)])
    })
  })

  describe('a new reading', () => {
    test('takes the place of the old one everywhere', async () => {
      const [read, other] = [makeRead(1, { reports: 2 }), makeRead(2)]
      await store.addArticles([read, other])
      const claim = { ...read.claims[0]!, id: 'cnew', act: 'newact', report: `${read.id}.r0` }
      const reading = {
        ...read,
        reports: [{ ...read.reports[0]!, date: dayOf('2020-02-29') }],
        sentences: read.sentences.map(sentence => ({ ...sentence, report: `${read.id}.r0` })),
        blocks: [],
        claims: [claim],
        terms: [['新しい']],
        mentions: [[{ entity: 'PER.new', count: 3 }]],
      }
      await store.replaceReading(read.id, reading)
      expect(await store.article(read.id)).toMatchObject({
        revision: 1,
        current: true,
        text: read.item.text,
      })
      expect(await store.blocksOf(read.id)).toEqual([])
      expect(await store.reportsOf(read.id)).toEqual(reading.reports)
      expect(await store.sentencesOf(read.id)).toEqual(reading.sentences)
      expect(await store.claimsOf(read.id)).toEqual([claim])
      expect(await store.claim(read.claims[0]!.id)).toBeNull()
      expect((await store.claimsWhere({ acts: ['newact'] })).items).toEqual([claim])
      expect((await store.claimsWhere({ limit: 1000 })).items).toHaveLength(1 + other.claims.length)
      expect(await store.searchReports({ terms: [{ term: '新しい', weight: 1 }] })).toHaveLength(1)
      expect((await store.documentFrequency(read.terms[1]!)).reports).toBe(2)
      expect(await store.reportsMentioning(['PER.new'])).toEqual([
        { report: `${read.id}.r0`, article: read.id, counts: [{ entity: 'PER.new', count: 3 }] },
      ])
      expect(await store.check()).toEqual([])
    })

    test('of an article that is not there, or that does not fit its text, changes nothing', async () => {
      const read = makeRead(1)
      await store.addArticle(read)
      const before = await exportOf(store)
      await expect(store.replaceReading('a0000000000', read)).rejects.toThrow('no article a0000000000')
      const wrong = { ...read, sentences: [{ ...read.sentences[0]!, end: read.item.text.length + 1 }] }
      await expect(store.replaceReading(read.id, wrong)).rejects.toThrow('lies outside the text')
      expect(await exportOf(store)).toEqual(before)
    })

    test('of a superseded revision is kept, and still not found', async () => {
      const first = makeRead(1)
      await store.addArticles([first, makeRead(2, { identity: first.item.identity })])
      const claim = { ...first.claims[0]!, act: 'newact' }
      await store.replaceReading(first.id, { ...first, claims: [claim] })
      expect(await store.claimsOf(first.id)).toEqual([claim])
      expect((await store.claimsWhere({ acts: ['newact'] })).items).toEqual([])
      expect(await store.check()).toEqual([])
    })
  })

  describe('finding an article', () => {
    beforeEach(async () => {
      const titled = makeRead(1)
      const item = { ...titled.item, title: '奥巴马：改善日韩关系 100%_ok', url: 'https://a.example/x?y=1' }
      await store.addArticles([{ ...titled, item }, makeRead(2)])
    })
    test.each([
      ['its id', () => makeRead(1).id],
      ['an id in capitals', () => makeRead(1).id.toUpperCase()],
      ['a sentence of it', () => `${makeRead(1).id}.s3`],
      ['the start of its id', () => makeRead(1).id.slice(0, 6)],
      ['its URL', () => 'https://a.example/x?y=1'],
      ['its URL with a slash', () => ' https://a.example/x?y=1/ '],
      ['its identity', () => makeRead(1).item.identity],
      ['part of its title', () => '改善日韩'],
      ['the same in Traditional characters', () => '改善日韓關係'],
      ['characters that mean something to a database', () => '100%_OK'],
    ])('by %s', async (_, text) => {
      expect((await store.findArticles(text())).map(article => article.id)).toEqual([makeRead(1).id])
    })
    test.each(['', '   ', 'not there', '100_', '\\', "'", '\0', '\ud800', 'abc'])('not by %j', async text => {
      expect(await store.findArticles(text)).toEqual([])
    })
    test.each([
      ['a letter', 'x'],
      ['percent signs', '%'],
      ['NULs', '\0'],
      ['halves of characters', '\ud800'],
      ['quotes', '"'],
      ['patterns', '日%\0_\\'],
      ['hex digits', 'a0'],
    ])('not by a very long text of %s', async (_, piece) => {
      for (const length of [4000, 4001, 100_000])
        expect(await store.findArticles(piece.repeat(length / piece.length))).toEqual([])
    })
    test('by a title as long as the longest that is looked for', async () => {
      const title = '100%_\\ok会談'.repeat(400)
      await store.addArticle({ ...makeRead(7), item: { ...makeRead(7).item, title } })
      expect((await store.findArticles(title.slice(1))).map(article => article.id)).toEqual([makeRead(7).id])
    })
    test('by the name of its file, but not by that and more', async () => {
      const read = makeRead(8, { identity: 'file:/desk/page%1.txt' })
      await store.addArticle(read)
      expect((await store.findArticles('page%1.txt')).map(article => article.id)).toEqual([read.id])
      for (const name of ['page%1.txt\0', 'page%1.txt\0more', 'page%', 'age%1.txt'])
        expect(await store.findArticles(name), name).toEqual([])
    })
    test('lists the newest first and no more than asked for', async () => {
      await store.addArticles(
        [3, 4, 5].map(n => ({ ...makeRead(n), item: { ...makeRead(n).item, title: 'Same' } })),
      )
      const found = await store.findArticles('same', 2)
      expect(found.map(article => article.id)).toEqual([makeRead(5).id, makeRead(4).id])
    })
  })

  describe('markers and meta', () => {
    test('keep what was written last, whatever it is', async () => {
      expect(await store.getMarker('none')).toBeNull()
      await fc.assert(
        fc.asyncProperty(anyText, anyText, async (name, value) => {
          await store.setMarker(name, 'before')
          await store.setMarker(name, value)
          await store.setMeta(`m${name}`, value)
          expect(await store.getMarker(name)).toBe(value)
          expect(await store.getMeta(`m${name}`)).toBe(value)
        }),
      )
    })
    test('are listed by the start of their names', async () => {
      await store.setMarker('feed:b', '2')
      await store.setMarker('feed:a', '1')
      await store.setMarker('digest', '3')
      const feeds = [
        { name: 'feed:a', value: '1' },
        { name: 'feed:b', value: '2' },
      ]
      expect(await store.markers('feed:')).toEqual(feeds)
      expect(await store.markers()).toHaveLength(3)
    })
  })
}
