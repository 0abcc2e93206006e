// What every engine must do. Each engine's test calls `testStore` with a way to open an empty store.
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Page, Store } from '../../src/store/store.ts'
import { anyQuery, anyRead, anyText } from './arbitrary.ts'
import { claimMeets, currentOf, orderOf, overlaps, scoreReports } from './naive.ts'
import { dayOf, makeRead } from './reads.ts'

async function allPages<T>(page: (after?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let next: string | null | undefined
  while (next !== null) {
    const one = await page(next)
    items.push(...one.items)
    next = one.next
  }
  return items
}

export async function exportOf(store: Store): Promise<string[]> {
  const lines: string[] = []
  for await (const line of store.export()) lines.push(line)
  return lines
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

export function testStore(engine: string, open: () => Promise<Store>): void {
  describe(`store on ${engine}`, () => {
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
        expect(await store.hasContent(read.contentHash)).toBe(true)
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
          expect(await store.hasContent(id)).toBe(false)
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
      test.each(['', '   ', 'not there', '100_', '\\', "'", '\0', '\ud800', 'abc'])(
        'not by %j',
        async text => {
          expect(await store.findArticles(text)).toEqual([])
        },
      )
      test('lists the newest first and no more than asked for', async () => {
        await store.addArticles(
          [3, 4, 5].map(n => ({ ...makeRead(n), item: { ...makeRead(n).item, title: 'Same' } })),
        )
        const found = await store.findArticles('same', 2)
        expect(found.map(article => article.id)).toEqual([makeRead(5).id, makeRead(4).id])
      })
    })

    describe('claims by what they say', () => {
      test('are those that a plain walk over all current claims finds, in every query, page by page', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(anyRead(), { minLength: 1, maxLength: 6 }),
            fc.array(anyQuery, { minLength: 1, maxLength: 8 }),
            fc.integer({ min: 1, max: 7 }),
            async (reads, queries, limit) => {
              const fresh = await open()
              try {
                await fresh.addArticles(reads)
                const claims = currentOf(reads).flatMap(read => read.claims)
                const reports = claims.slice(0, 2).map(claim => claim.report)
                for (const each of queries)
                  for (const query of [each, { ...each, reports }]) {
                    const page = (after?: string) =>
                      fresh.claimsWhere({ ...query, limit, ...(after && { after }) })
                    const found = await allPages(page)
                    const wanted = claims.filter(claim => claimMeets(claim, query))
                    expect(found.toSorted(byId)).toEqual(wanted.toSorted(byId))
                  }
              } finally {
                await fresh.close()
              }
            },
          ),
          { numRuns: 60 },
        )
      })

      test('come newest report first, undated last, and those of one report in reading order', async () => {
        const days = ['2014-01-01', '2015-06-30', '2013-12-05']
        const undated = makeRead(9, { claims: 2 })
        const none = { start: null, end: null, precision: 'unknown', inferredBy: [], confidence: 0 } as const
        await store.addArticles([
          { ...undated, claims: undated.claims.map(claim => ({ ...claim, timeReported: none })) },
          ...days.map((day, i) => makeRead(i, { day, claims: 3 })),
        ])
        const found = (await store.claimsWhere({})).items.map(claim => claim.id)
        const order = [
          makeRead(1, { claims: 3 }),
          makeRead(0, { claims: 3 }),
          makeRead(2, { claims: 3 }),
          undated,
        ]
        expect(found).toEqual(order.flatMap(read => read.claims.map(claim => claim.id)))
      })

      test('are at most as many as asked for; nothing is asked for with 0', async () => {
        await store.addArticles([makeRead(1), makeRead(2)])
        expect((await store.claimsWhere({ limit: 5 })).items).toHaveLength(5)
        expect(await store.claimsWhere({ limit: 0 })).toEqual({ items: [], next: null })
        expect(await store.claimsWhere({ reports: ['nonsense', 'a0000000000.r1'] })).toEqual({
          items: [],
          next: null,
        })
      })
    })

    describe('search', () => {
      test.each([
        ...[
          '会談',
          '회담',
          'TPP',
          'tpp',
          '12',
          '😀',
          "don't",
          'dont',
          'don',
          't',
          'a b',
          'a',
          '_',
          '',
          '_5f',
          '"',
          'NOT',
        ],
        ...[
          '\0',
          '\ud800',
          '\ud83d',
          'é',
          'e\u0301',
          '-',
          '*',
          'a:b',
          'OR',
          '１２',
          'ﾃ',
          '·',
          'x'.repeat(199),
          '\u{20bb7}',
        ],
      ])('finds the term %j and no other', async term => {
        const others = [
          '会',
          '談',
          'tp',
          '1',
          '2',
          '120',
          '🙂',
          "don'",
          "'t",
          'ab',
          'b',
          '__',
          '_00',
          'E',
          'nota',
        ]
        await store.addArticle({ ...makeRead(1), terms: [others] })
        const search = () => store.searchReports({ terms: [{ term, weight: 1 }] })
        expect(await search()).toEqual([])
        await store.addArticle({ ...makeRead(2), terms: [[...others, term]] })
        const report = `${makeRead(2).id}.r0`
        expect(await search()).toEqual([
          { report, article: makeRead(2).id, score: expect.any(Number), matched: [term] },
        ])
        expect((await store.documentFrequency([term])).of.get(term)).toBe(1)
      })

      test('scores as BM25 does, over current revisions, within the coarseness of stored lengths', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(anyRead(), { minLength: 1, maxLength: 8 }),
            fc.nat(),
            async (reads, seed) => {
              const fresh = await open()
              try {
                await fresh.addArticles(reads)
                const current = currentOf(reads)
                const known = [...new Set(current.flatMap(read => read.terms.flat()))]
                const terms = [...known, 'unknown'].map((term, i) => ({ term, weight: 1 + ((seed + i) % 3) }))
                const wanted = scoreReports(current, terms)
                const hits = await fresh.searchReports({ terms, limit: 1000 })
                expect(hits.map(hit => hit.report).toSorted()).toEqual([...wanted.keys()].toSorted())
                for (const hit of hits) {
                  const { score, matched } = wanted.get(hit.report)!
                  expect(hit.matched.toSorted()).toEqual(matched.toSorted())
                  expect(Math.abs(hit.score - score)).toBeLessThanOrEqual(score * 0.1)
                }
                expect(hits.map(hit => hit.score)).toEqual(
                  hits.map(hit => hit.score).toSorted((a, b) => b - a),
                )
                const frequency = await fresh.documentFrequency(terms.map(each => each.term))
                expect(frequency.reports).toBe(current.flatMap(read => read.reports).length)
                for (const { term } of terms)
                  expect(frequency.of.get(term)).toBe(
                    current.flatMap(read => read.terms).filter(each => each.includes(term)).length,
                  )
              } finally {
                await fresh.close()
              }
            },
          ),
          { numRuns: 60 },
        )
      })

      test('prefers a rare term to a common one, more occurrences to fewer, and a heavier weight', async () => {
        const texts = [
          ['日本', '会談'],
          ['日本', '日本', '日本', '会談'],
          ['日本', '韓国'],
          ['日本', '防空'],
        ]
        await store.addArticles(texts.map((terms, i) => ({ ...makeRead(i), terms: [terms] })))
        const best = async (...terms: [string, number][]) => {
          const hits = await store.searchReports({ terms: terms.map(([term, weight]) => ({ term, weight })) })
          return hits.map(hit => [0, 1, 2, 3].find(n => makeRead(n).id === hit.article))
        }
        expect((await best(['日本', 1], ['防空', 1]))[0]).toBe(3)
        expect((await best(['日本', 1]))[0]).toBe(1)
        expect((await best(['韓国', 1], ['防空', 2]))[0]).toBe(3)
        expect((await best(['韓国', 2], ['防空', 1]))[0]).toBe(2)
        expect(await best(['韓国', 0], ['防空', -1])).toEqual([])
        expect(await best()).toEqual([])
      })

      test('keeps to languages and report dates, and still finds as many as asked for', async () => {
        const reads = Array.from({ length: 60 }, (_, i) => ({
          ...makeRead(i, { day: i < 30 ? '2014-03-25' : '2013-12-05', sentences: 1, claims: 0 }),
          terms: [['会談', `t${i}`]],
        }))
        await store.addArticles(reads)
        const terms = [{ term: '会談', weight: 1 }]
        const inJapanese = await store.searchReports({ terms, langs: ['ja'], limit: 5 })
        expect(inJapanese).toHaveLength(5)
        for (const hit of inJapanese) expect((await store.report(hit.report))?.lang).toBe('ja')
        const window = { reportFrom: '2014-03-01', reportTo: '2014-03-31' }
        const inMarch = await store.searchReports({ terms, ...window, limit: 100 })
        expect(inMarch).toHaveLength(30)
        expect(await store.searchReports({ terms, reportTo: '2013-12-04' })).toEqual([])
        expect(await store.searchReports({ terms, langs: [] })).toEqual([])
        expect(await store.searchReports({ terms, limit: 0 })).toEqual([])
      })
    })

    describe('reports', () => {
      test('of a window are those that overlap it, oldest first, page by page', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(anyRead(), { minLength: 1, maxLength: 6 }),
            anyQuery,
            fc.integer({ min: 1, max: 4 }),
            async (reads, { reportFrom = '2013-06-01', reportTo = '2014-06-01' }, limit) => {
              const fresh = await open()
              try {
                await fresh.addArticles(reads)
                const current = currentOf(reads)
                const byDate = await allPages(after =>
                  fresh.reportsBetween({
                    by: 'date',
                    from: reportFrom,
                    to: reportTo,
                    limit,
                    ...(after && { after }),
                  }),
                )
                const reports = current.flatMap(read => read.reports)
                const wanted = reports.filter(report => overlaps(report.date, reportFrom, reportTo))
                expect(byDate.toSorted(byId)).toEqual(wanted.toSorted(byId))
                const days = byDate.map(report => orderOf(report.date))
                expect(days).toEqual(days.toSorted())

                const [from, to] = ['2026-11-03T00:00:00.000Z', '2026-11-06T00:00:00.000Z']
                const bySeen = await allPages(after =>
                  fresh.reportsBetween({ by: 'seen', from, to, limit, ...(after && { after }) }),
                )
                const seen = current.filter(read => read.firstSeen >= from && read.firstSeen < to)
                expect(bySeen.toSorted(byId)).toEqual(seen.flatMap(read => read.reports).toSorted(byId))
              } finally {
                await fresh.close()
              }
            },
          ),
          { numRuns: 40 },
        )
      })

      test('that mention entities: most of them first, then newest', async () => {
        const mentions = [
          [['PER.a', 1]],
          [
            ['PER.a', 2],
            ['PER.b', 5],
          ],
          [['PER.b', 1]],
          [['PER.c', 1]],
          [],
        ] as const
        const days = ['2014-01-01', '2013-01-01', '2015-01-01', '2016-01-01', '2017-01-01']
        const reads = mentions.map((each, i) => ({
          ...makeRead(i, { day: days[i]! }),
          mentions: [each.map(([entity, count]) => ({ entity, count }))],
        }))
        await store.addArticles(reads)
        const found = await store.reportsMentioning(['PER.a', 'PER.b', 'PER.unknown'])
        expect(found.map(hit => hit.article)).toEqual([reads[1]!.id, reads[2]!.id, reads[0]!.id])
        expect(found[0]!.counts.toSorted((a, b) => a.count - b.count)).toEqual(reads[1]!.mentions[0])
        expect(await store.reportsMentioning(['PER.a', 'PER.b'], 1)).toHaveLength(1)
        expect(await store.reportsMentioning([])).toEqual([])
        expect(await store.reportsMentioning(['PER.unknown'])).toEqual([])
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

    describe('export and import', () => {
      test('lose nothing: exporting, importing and exporting again gives the same lines', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(anyRead(3), { maxLength: 8 }),
            fc.array(fc.tuple(anyText, anyText), { maxLength: 3 }),
            async (reads, pairs) => {
              const [one, two] = [await open(), await open()]
              try {
                await one.addArticles(reads)
                for (const [name, value] of pairs) {
                  await one.setMarker(name, value)
                  await one.setMeta('lexicon_version', value)
                }
                const lines = await exportOf(one)
                const added = await two.import(lines)
                expect(added).toEqual({
                  articles: (await one.counts()).revisions,
                  markers: (await one.markers()).length,
                })
                expect(await exportOf(two)).toEqual(lines)
                expect(await two.counts()).toEqual(await one.counts())
                expect(await two.check()).toEqual([])
                const terms = reads.flatMap(read => read.terms.flat()).map(term => ({ term, weight: 1 }))
                expect(await two.searchReports({ terms })).toEqual(await one.searchReports({ terms }))
                // Once more into the same store: everything is there already.
                expect(await two.import(lines)).toEqual({ articles: 0, markers: 0 })
                expect(await exportOf(two)).toEqual(lines)
              } finally {
                await one.close()
                await two.close()
              }
            },
          ),
          { numRuns: 40 },
        )
      })

      test('into a store with other articles adds to them, and only newer revisions take their place', async () => {
        const { identity } = makeRead(1).item
        const seen = (day: number) => ({ identity, firstSeen: `2026-11-0${day}T00:00:00.000Z` })
        const [old, middle, newer] = [makeRead(1, seen(1)), makeRead(2, seen(2)), makeRead(3, seen(3))]
        const from = await open()
        await from.addArticles([old, middle, makeRead(7)])
        const lines = await exportOf(from)
        await from.close()

        await store.addArticles([newer, makeRead(8)])
        await store.setMarker('feed', 'here')
        expect((await store.import(lines)).articles).toBe(3)
        expect(await store.articleByIdentity(identity)).toMatchObject({ id: newer.id, revision: 1 })
        expect(await store.article(middle.id)).toMatchObject({ current: false })
        expect(await store.counts()).toMatchObject({ articles: 3, revisions: 5, reports: 3 })
        expect(await store.check()).toEqual([])

        const other = await open()
        await other.addArticle(old)
        await other.import(lines)
        expect(await other.articleByIdentity(identity)).toMatchObject({ id: middle.id, revision: 2 })
        expect(await other.check()).toEqual([])
        await other.close()
      })

      test('say which line is wrong, and never pretend that a cut-off export was whole', async () => {
        await store.addArticles([makeRead(1), makeRead(2)])
        await store.setMarker('feed', '1')
        const lines = await exportOf(store)
        const target = await open()
        const wrong: Record<string, [string[], RegExp]> = {
          'nothing at all': [[], /cut off after line 0/],
          'no header': [lines.slice(1), /^Line 1 .*does not begin an export/],
          'a newer version': [['{"format":"attache-export","version":99}'], /newer version \(99\)/],
          'no JSON': [[lines[0]!, '{"article":'], /^Line 2 /],
          'no object': [[lines[0]!, '3'], /^Line 2 .*no object/],
          'an unknown kind': [[lines[0]!, '{"x":1}'], /^Line 2 .*kind is not known/],
          'an article with nothing in it': [[lines[0]!, '{"article":{}}'], /^Line 2 /],
          'a text of the wrong type': [
            [lines[0]!, lines[1]!.replace(/"text":"/, '"text":7,"x":"')],
            /^Line 2 .*text is no/,
          ],
          'a wrong id': [
            [lines[0]!, lines[1]!.replaceAll(makeRead(1).id, 'a0123456789')],
            /^Line 2 .*articleId/,
          ],
          'a marker without value': [[lines[0]!, '{"marker":{"name":"x"}}'], /^Line 2 .*value is no text/],
          'no end': [lines.slice(0, -1), /cut off after line 4/],
          'more after the end': [[...lines, lines[1]!], /^Line 6 .*after the end/],
        }
        for (const [what, [given, message]] of Object.entries(wrong)) {
          const outcome = target.import(given)
          await expect(outcome, what).rejects.toThrow(message)
          await expect(outcome, what).rejects.toMatchObject({ name: 'UserError' })
        }
        expect(await target.check()).toEqual([])
        await target.close()
      })

      test('never fail with anything but a clear message, however a line is mangled', async () => {
        await store.addArticle(makeRead(1, { sentences: 2, claims: 2, terms: 3 }))
        const lines = await exportOf(store)
        await fc.assert(
          fc.asyncProperty(
            fc.integer({ min: 0 }),
            fc.constantFrom('', 'null', '1', '""', '[]', '{}'),
            async (at, value) => {
              // Puts another value in the place of one of the line's values.
              const values = [...lines[1]!.matchAll(/(?<=:)("[^"]*"|\d+|null|true|\[|\{)/g)]
              const hit = values[at % values.length]!
              const end = hit.index + (/[[{]/.test(hit[0]) ? 0 : hit[0].length)
              const line = lines[1]!.slice(0, hit.index) + value + lines[1]!.slice(end)
              const target = await open()
              const outcome = await target.import([lines[0]!, line, ...lines.slice(2)]).catch(error => error)
              if (outcome instanceof Error) expect(outcome.name).toBe('UserError')
              expect(await target.check()).toEqual([])
              await target.close()
            },
          ),
          { numRuns: 80 },
        )
      })
    })
  })
}
