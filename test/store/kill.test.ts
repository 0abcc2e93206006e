// Killed at any instant, the store holds whole articles only: everything it ever reported as stored, and no marker
// ahead of what it describes.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { KILL_BATCH, killRead, killRevision } from './kill.child.ts'
import { randomFrom } from './reads.ts'

const KILLS = 36
const CHILD = fileURLToPath(new URL('./kill.child.ts', import.meta.url))

/** Lets a child write from article `from` on, kills it after some milliseconds of writing, and returns its reports. */
async function writeAndKill(file: string, from: number, ms: number): Promise<number[]> {
  const child = spawn(process.execPath, [CHILD, file, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  const started = new Promise<void>(resolve => {
    child.stdout.on('data', chunk => {
      output += chunk
      resolve()
    })
    child.once('exit', () => resolve())
  })
  const ended = new Promise(resolve => child.once('close', resolve))
  await started
  await setTimeout(ms)
  child.kill('SIGKILL')
  await ended
  // A last line that was cut off is a report that nobody received.
  return output
    .split('\n')
    .slice(0, -1)
    .filter(line => line !== 'open')
    .map(Number)
}

/** The nth article is there with all its parts, and is found exactly when no later one has taken its place. */
async function expectWhole(store: Store, n: number, last: number): Promise<void> {
  const read = killRead(n)
  const current = killRevision(n + 1) !== n || n === last
  expect(await store.article(read.id)).toMatchObject({ text: read.item.text, current })
  expect(await store.blocksOf(read.id)).toEqual(read.blocks)
  expect(await store.reportsOf(read.id)).toEqual(read.reports)
  expect(await store.sentencesOf(read.id)).toEqual(read.sentences)
  expect(await store.claimsOf(read.id)).toEqual(read.claims)
  const hits = await store.searchReports({ terms: [{ term: `only${n}`, weight: 1 }] })
  expect(hits.map(hit => hit.report)).toEqual(current ? [`${read.id}.r0`] : [])
  const found = await store.claimsWhere({ topics: [`TOP.only${n}`] })
  expect(found.items).toHaveLength(current ? read.claims.length : 0)
}

test(`a store killed ${KILLS} times while writing`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attache-kill-'))
  const file = join(folder, 'store.db')
  const random = randomFrom(Date.now())
  let reported = -1
  let kills = 0
  try {
    for (; kills < KILLS; kills++) {
      // Some kills hit the opening, most hit the writing.
      const reports = await writeAndKill(file, reported + 1, kills % 6 === 0 ? 0 : random() * 60)
      reported = Math.max(reported, ...reports)

      const store = await openStore(file, { clock: () => new Date() })
      const marker = Number((await store.getMarker('kill')) ?? -1)
      expect(marker).toBeGreaterThanOrEqual(reported)
      const { revisions } = await store.counts()
      // The marker goes with its batch: as many articles as it says, not one more or less.
      expect(revisions).toBe(marker + 1)
      expect((marker + 1) % KILL_BATCH).toBe(0)
      // The newest ones each time, all of them at the end.
      const last = kills === KILLS - 1
      for (let n = last ? 0 : Math.max(0, marker - 3 * KILL_BATCH); n <= marker; n++)
        await expectWhole(store, n, marker)
      expect(await store.article(killRead(marker + 1).id)).toBeNull()
      expect(await store.check()).toEqual([])
      await store.close()
      reported = marker
    }
    expect(reported).toBeGreaterThan(KILLS)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
