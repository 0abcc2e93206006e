// Search by weighted terms, against the slow and obvious way.
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { anyRead } from './arbitrary.ts'
import { currentOf, scoreReports } from './naive.ts'
import { makeRead } from './reads.ts'

export function testSearch(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    await store.close()
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
        {
          report,
          article: makeRead(2).id,
          score: expect.any(Number),
          covered: expect.any(Number),
          matched: [term],
        },
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
              expect(hits.map(hit => hit.score)).toEqual(hits.map(hit => hit.score).toSorted((a, b) => b - a))
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
}
