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
const OPENING_KILLS = 12
const CHILD = fileURLToPath(new URL('./kill.child.ts', import.meta.url))

/** Lets a child write from article `from` on, kills it some milliseconds after a step, and returns its reports. */
async function writeAndKill(
  file: string,
  from: number,
  step: 'start' | 'open',
  ms: number,
): Promise<number[]> {
  const child = spawn(process.execPath, [CHILD, file, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  const reached = new Promise<void>(resolve => {
    child.stdout.on('data', chunk => {
      output += chunk
      if (output.includes(step)) resolve()
    })
  })
  const ended = new Promise(resolve => child.once('close', resolve))
  await reached
  await setTimeout(ms)
  child.kill('SIGKILL')
  await ended
  // A last line that was cut off is a report that nobody received.
  const lines = output.split('\n').slice(0, -1)
  return lines.filter(line => /^\d+$/.test(line)).map(Number)
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
      const reports = await writeAndKill(file, reported + 1, 'open', random() * 60)
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

test(`a store killed ${OPENING_KILLS} times while it is made`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attache-kill-'))
  const random = randomFrom(Date.now())
  try {
    for (let kill = 0; kill < OPENING_KILLS; kill++) {
      const file = join(folder, `${kill}.db`)
      const reports = await writeAndKill(file, 0, 'start', random() * 25)
      const store = await openStore(file, { clock: () => new Date() })
      const { revisions } = await store.counts()
      expect(revisions).toBeGreaterThanOrEqual(Math.max(-1, ...reports) + 1)
      expect(Number((await store.getMarker('kill')) ?? -1)).toBe(revisions - 1)
      await store.addArticles([killRead(revisions)])
      expect(await store.check()).toEqual([])
      await store.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
