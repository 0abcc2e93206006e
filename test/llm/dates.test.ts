import { expect, test } from 'vitest'
import { chooseDates } from '../../src/ingest/model-dates.ts'
import type { DateRef } from '../../src/model/date.ts'
import type { ArticleRead } from '../../src/store/store.ts'
import { scriptedModel } from '../helpers/scripted.ts'

const OPEN: DateRef = {
  start: '2014-04-18',
  end: '2014-04-18',
  precision: 'day',
  inferredBy: ['relative'],
  confidence: 0.4,
  alternatives: ['2014-12-18', '2015-04-18'],
}
const read = (date: DateRef): ArticleRead =>
  ({
    id: 'a0123456789',
    item: { identity: 'x', url: null, outlet: null, text: '18日、安倍首相は電話で会談した。' },
    reports: [{ id: 'a0123456789.r0', date, paragraphs: [{ start: 0, end: 17 }] }],
  }) as unknown as ArticleRead
const usage = {
  usage: { add: async () => {}, spent: async () => ({ tokens: 0, cost: 0 }), rows: async () => [] },
}
const choosing = (candidate: unknown, date = OPEN) =>
  chooseDates(read(date), { model: scriptedModel(() => ({ candidate }), usage) })

test('one of the candidates is chosen, the others stay beside it, and it says who chose', async () => {
  const date = (await choosing(2)).get('a0123456789.r0')!
  expect(date).toMatchObject({
    start: '2014-12-18',
    end: '2014-12-18',
    alternatives: ['2014-04-18', '2015-04-18'],
  })
  expect(date.confidence).toBeLessThanOrEqual(0.5)
  expect(date.reasons?.join()).toContain('language model')
})

test.each([0, 4, -1, 1.5, null, '2016-01-01'])('%j chooses nothing', async candidate => {
  expect((await choosing(candidate)).size).toBe(0)
})

test('what is sure, and what has no candidates, is not asked about', async () => {
  expect((await choosing(2, { ...OPEN, confidence: 0.9 })).size).toBe(0)
  expect((await choosing(2, { ...OPEN, alternatives: [] })).size).toBe(0)
})
