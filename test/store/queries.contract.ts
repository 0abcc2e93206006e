// Claims and reports by what they say and when they are from, against the slow and obvious way.
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { anyQuery, anyRead } from './arbitrary.ts'
import { allPages, byId } from './helpers.ts'
import { claimMeets, currentOf, orderOf, overlaps } from './naive.ts'
import { dayOf, makeRead } from './reads.ts'

export function testQueries(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    await store.close()
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
                  const first = (await page()).items
                  const perReport = Map.groupBy(first, claim => claim.report)
                  expect(await fresh.reportsOfClaims({ ...query, limit })).toEqual(
                    [...perReport].map(([report, ofIt]) => ({ report, claims: ofIt.length })),
                  )
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

    test('are the same for a window that ends before it begins, with or without their reports', async () => {
      const read = makeRead(1, { claims: 1 })
      const timeEvent = { ...dayOf('2013-02-01'), end: '2014-01-01' }
      const claims = [{ ...read.claims[0]!, timeEvent }]
      await store.addArticle({ ...read, claims })
      const window = { eventFrom: '2014-01-01', eventTo: '2013-02-01' }
      const reports = [read.reports[0]!.id]
      expect((await store.claimsWhere(window)).items).toEqual(claims)
      expect((await store.claimsWhere({ ...window, reports })).items).toEqual(claims)
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

    test('days with reports, latest first, undated and old revisions left out', async () => {
      const days = ['2014-01-01', '2015-03-02', '2014-01-01', '2016-02-29']
      await store.addArticles(days.map((day, i) => makeRead(i, { day })))
      expect(await store.recentDays()).toEqual([
        { day: '2016-02-29', reports: 1 },
        { day: '2015-03-02', reports: 1 },
        { day: '2014-01-01', reports: 2 },
      ])
      expect(await store.recentDays(1)).toEqual([{ day: '2016-02-29', reports: 1 }])
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
}
