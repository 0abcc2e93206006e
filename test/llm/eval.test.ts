import { expect, test } from 'vitest'
import { run } from '../eval/model.ts'

test('the evaluation of a model runs with a scripted one, and no figure is worse than quoting', async () => {
  const { rows } = await run({ scripted: true, every: 25, days: 1 })
  const value = (start: string): number => rows.find(row => row.measure.startsWith(start))!.value
  expect(value('unanswerable questions')).toBe(0)
  expect(value('verdict right, with')).toBeGreaterThanOrEqual(value('verdict right, quoting'))
  const held = value('statements that held')
  // About half of what it says is false.
  expect(held).toBeGreaterThan(0.2)
  expect(held).toBeLessThan(0.7)
  expect(value('tokens a question')).toBeLessThan(4500)
}, 120_000)
