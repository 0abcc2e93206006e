// Killed at random instants, the desk loses no digest and posts none twice. The long run is `npm run bench kill`.
import { expect, test } from 'vitest'
import { runKills } from './kill.ts'

test('a desk killed six times over six days', async () => {
  const report = await runKills({
    kills: 6,
    seed: 20_131_203,
    start: '2024-03-06T00:00:00Z',
    days: 6,
  })
  expect(report.kills).toBe(6)
  expect(report.slots).toBeGreaterThan(35)
  expect(report.posted).toBeGreaterThan(35)
  expect(report.lost).toEqual([])
  expect(report.repeated).toEqual([])
  expect(report.missing).toEqual([])
  // Only the terminal cannot be asked.
  expect(report.unknown.filter(one => !one.destination.startsWith('terminal:'))).toEqual([])
}, 240_000)
