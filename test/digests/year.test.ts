// Seven weeks across the spring changes of New York and London, two crashes a day. The whole year: `npm run bench kill-year`.
import { expect, test } from 'vitest'
import { runYear } from './year.ts'

test('seven weeks with two crashes a day: every digest once, in its language, at its minute', async () => {
  const report = await runYear('2024-02-26T00:00:00Z', 49, 2)
  expect(report.crashes).toBeGreaterThan(40)
  expect(report.due).toBeGreaterThan(220)
  expect(report.lost).toEqual([])
  expect(report.repeated).toEqual([])
  expect(report.wrongLanguage).toEqual([])
  expect(report.worstMinutes).toBeLessThan(30)
}, 200_000)
