// Export and import.
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { anyRead, anyText } from './arbitrary.ts'
import { exportOf } from './helpers.ts'
import { makeRead } from './reads.ts'

export function testTransfer(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    await store.close()
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
}
