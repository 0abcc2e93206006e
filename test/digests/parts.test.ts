// Digests within characters and messages: whole items, or none.

import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDigest, windowOf } from '../../digests/digest.ts'
import { BUDGETS, fitDigest, lengthOfDigest } from '../../digests/fit.ts'
import { partsOf } from '../../digests/parts.ts'
import { packReply, unpackReply } from '../../digests/payload.ts'
import type { Block, Reply } from '../../src/chat/reply.ts'
import type { Digest } from '../../src/model/digest.ts'
import { LANGS } from '../../src/model/language.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'

const SAMPLES = join(import.meta.dirname, '../../samples')
const digests: Digest[] = []
let desk: Desk

beforeAll(async () => {
  desk = await openDesk({}, [SAMPLES])
  for (const lang of LANGS)
    for (const form of ['daily', 'weekly'] as const)
      digests.push(await buildDigest(windowOf('2019-08-23', 7), lang, desk, { form }))
}, 120_000)
afterAll(() => desk.close())

const sizeOf = (reply: Reply) => JSON.stringify(reply).length
const blocksOf = (replies: readonly Reply[]): Block[] => replies.flatMap(reply => [...reply.blocks])

describe('a digest within its characters', () => {
  test.each(['short', 'usual', 'long'] as const)('keeps within %s in every language', length => {
    for (const digest of digests) {
      const fitted = fitDigest(digest, length)
      expect(lengthOfDigest(fitted)).toBeLessThanOrEqual(BUDGETS[length] * (digest.form === 'weekly' ? 2 : 1))
      expect(fitted.items.length + fitted.left).toBe(digest.items.length)
      // What is left stands as it stood: nothing is cut.
      for (const [i, item] of fitted.items.entries()) {
        expect(item.headline).toBe(digest.items[i]!.headline)
        expect(item.phrase).toBe(digest.items[i]!.phrase)
      }
      expect(fitted.citations.map(one => one.n)).toEqual(fitted.citations.map((_, i) => i + 1))
      for (const item of fitted.items)
        for (const n of item.citations) expect(fitted.citations[n - 1]).toBeDefined()
      for (const [, n] of fitted.text
        .split('\n\n')
        .slice(0, -1)
        .join()
        .matchAll(/\[(\d+)\]/g))
        expect(Number(n)).toBeLessThanOrEqual(fitted.citations.length)
    }
  })
})

describe('a digest in messages', () => {
  test('each fits, in order, every item whole in one of them or counted as left out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...digests), fc.integer({ min: 700, max: 9000 }), (digest, most) => {
        const fits = (reply: Reply) => sizeOf(reply) <= most
        const { replies, items } = partsOf(digest, fits)
        for (const reply of replies.slice(1)) expect(sizeOf(reply)).toBeLessThanOrEqual(most)
        const drawn = blocksOf(replies).filter(block => block.kind === 'item')
        const placed = items.filter(place => place !== null)
        expect(drawn).toHaveLength(placed.length)
        expect([...placed].sort((a, b) => a - b)).toEqual(placed)
        for (const [i, place] of items.entries())
          if (place !== null)
            expect(replies[place]!.blocks.some(block => block.kind === 'item' && block.n === i + 1)).toBe(
              true,
            )
      }),
      { numRuns: 60 },
    )
  })

  test('is one message where there is room for it', () => {
    for (const digest of digests.filter(one => one.form === 'daily'))
      expect(partsOf(digest, () => true).replies).toHaveLength(1)
  })
})

test('replies come back from the outbox as they were, pictures too', () => {
  const reply: Reply = {
    lang: 'ko',
    summary: '요점',
    blocks: [{ kind: 'picture', alt: 'x', media: 'image/png', bytes: Uint8Array.of(0, 1, 255) }],
  }
  expect(unpackReply(packReply(reply))).toEqual(reply)
  for (const digest of digests)
    for (const one of partsOf(digest, r => sizeOf(r) < 3000).replies)
      expect(unpackReply(packReply(one))).toEqual(one)
})
