// Killed at any instant, polling loses nothing and stores nothing twice; two hundred times in `npm run bench -- poll-kill`.
import { expect, test } from 'vitest'
import { killPoller } from '../../helpers/poll-kill.ts'
import { randomFrom } from '../../store/reads.ts'

const KILLS = 4

test(`a poller killed ${KILLS} times`, async () => {
  const result = await killPoller(KILLS, 800, randomFrom(Date.now()))
  expect(result.lost).toEqual([])
  expect(result.doubled).toEqual([])
  expect(result.findings).toEqual([])
  expect(result.stored).toBe(result.published)
}, 180_000)
