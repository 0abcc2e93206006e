// How the search of the SQLite engine keeps questions full of common words fast.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { best } from '../../src/store/sqlite/best.ts'
import { createSearch, type Search } from '../../src/store/sqlite/search.ts'
import {
  countTerms,
  LENGTH_OF_STEP,
  lengthStepOfRow,
  reportOfRow,
  searchRow,
  termOf,
  tokenOf,
} from '../../src/store/sqlite/terms.ts'
import { anyText } from './arbitrary.ts'
import { makeRead } from './reads.ts'

describe('reading few postings only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attache-search-'))
  const file = join(folder, 'store.db')
  let database: DatabaseSync
  let search: Search
  beforeAll(async () => {
    const store = await openStore(file, { clock: () => new Date() })
    const terms = (n: number) => [
      'common',
      ...(n % 2 ? ['half', 'half'] : []),
      ...(n % 10 ? [] : ['tenth']),
      `only${n}`,
    ]
    await store.addArticles(
      Array.from({ length: 100 }, (_, n) => ({
        ...makeRead(n, { sentences: 1, claims: 0 }),
        terms: [terms(n)],
      })),
    )
    await store.close()
    database = new DatabaseSync(file)
    search = createSearch(database, 40)
  })
  afterAll(() => {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const find = (...terms: string[]) =>
    search.searchReports({ terms: terms.map(term => ({ term, weight: 1 })) })
  const articles = (...numbers: number[]) => numbers.map(n => makeRead(n, { sentences: 1, claims: 0 }).id)

  test('takes the rarest terms and leaves the common ones', () => {
    const hits = find('common', 'half', 'tenth', 'only7')
    expect(hits.map(hit => hit.article).toSorted()).toEqual(
      articles(7, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90).toSorted(),
    )
    expect(hits[0]).toMatchObject({ article: articles(7)[0], matched: ['only7'] })
  })

  test('takes the newest reports when there are common terms only', () => {
    // Which are looked at; among them the shorter ones come first.
    const hits = find('common').map(hit => hit.article)
    expect(hits.toSorted()).toEqual(articles(...Array.from({ length: 10 }, (_, i) => 99 - i)).toSorted())
    const odd = find('half', 'common')
    const newest = articles(...Array.from({ length: 10 }, (_, i) => 99 - 2 * i))
    expect(odd.map(hit => hit.article).toSorted()).toEqual(newest.toSorted())
    expect(odd[0]!.matched).toEqual(['half'])
  })
})

test('the best are those that sorting would put first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: 0, max: 30 }),
      (values, most) => {
        const scores = Float64Array.from(values)
        const all = values.map((_, i) => i)
        const sorted = all.toSorted((a, b) => scores[b]! - scores[a]! || b - a)
        expect(best(all, scores, most)).toEqual(sorted.slice(0, most))
      },
    ),
  )
})

test('each term has its own token, from which it can be read again', () => {
  fc.assert(
    fc.property(anyText, term => {
      const token = tokenOf(term)
      expect(token).toMatch(/^[a-z0-9_\u0080-\u{10ffff}]+$/u)
      expect(token.isWellFormed()).toBe(true)
      expect(termOf(token)).toBe(term.slice(0, 200))
    }),
  )
})

test('a report’s row tells its number and about its length', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 40 }),
      fc.integer({ min: 0, max: 15_000 }),
      (report, length) => {
        const row = searchRow(report, length)
        expect(reportOfRow(row)).toBe(report)
        expect(Math.abs(LENGTH_OF_STEP[lengthStepOfRow(row)]! - length)).toBeLessThanOrEqual(
          0.1 * (length + 1),
        )
      },
    ),
  )
  expect(reportOfRow(searchRow(5, 1e9))).toBe(5)
  expect(countTerms(['a', 'b', 'a', 'c', 'a', 'a', 'a', 'a', 'b', 'b']).length).toBe(5 + 3 + 1)
})

test('terms too long to be words are one term when they begin alike', () => {
  const [one, two] = ['x'.repeat(300), `${'x'.repeat(200)}y`]
  expect(countTerms([one, two, two])).toEqual(countTerms([one, one, one]))
})
