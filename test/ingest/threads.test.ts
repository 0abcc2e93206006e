// Reading in threads gives what reading here gives, in the same order, and its faults stay faults of one file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReadFailure } from '../../src/ingest/files-failure.ts'
import { type IngestOutcome, ingestPath } from '../../src/ingest/ingest.ts'
import { contentHashOf, readText } from '../../src/ingest/read-article.ts'
import { createReader, isFile } from '../../src/ingest/reader.ts'
import { type Crew, type HeldItem, startCrew, usefulThreads } from '../../src/ingest/threads.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { ParsedItem } from '../../src/model/article.ts'
import { articleId } from '../../src/model/ids.ts'
import { openStore } from '../../src/store/open.ts'

const NOW = '2026-01-01T00:00:00Z'
const SEEN = NOW.slice(0, 10)
const lexicon = openLexicon()

let folder: string
let crew: Crew | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attache-threads-'))
})
afterEach(async () => {
  await crew?.close()
  crew = null
  rmSync(folder, { recursive: true, force: true })
})

const STORIES = [
  (n: number) =>
    `首尔${(n % 28) + 1}日电 韩国外交部表示，将召见日本大使，就第${n}号文件提出抗议。\n\n日方没有回应。`,
  (n: number) => `バイデン副大統領は${(n % 28) + 1}日、安倍首相と会談し、${n}項目の要求を拒否した。`,
  (n: number) => `윤석열 대통령은 ${(n % 28) + 1}일 기시다 후미오 총리와 회담하고 ${n}개 사안에 합의했다.`,
  (n: number) => `SEOUL, May ${(n % 28) + 1} — South Korea lodged protest ${n} with the Japanese ambassador.`,
]

function put(name: string, content: string | Uint8Array): { path: string; type: 'text' } {
  const path = join(folder, name)
  writeFileSync(path, content)
  return { path, type: 'text' }
}

function held(opened: HeldItem | ReadFailure): HeldItem {
  if ('problem' in opened) throw new Error(opened.problem)
  return opened
}

async function readyCrew(count: number): Promise<Crew> {
  crew = startCrew(count, lexicon.version)
  while (!crew.isReady()) await setTimeout(5)
  return crew
}

describe('a crew', () => {
  test('reads files and reads them through as it is done here', async () => {
    const { readFile, readThrough } = await readyCrew(2)
    const files = Array.from({ length: 12 }, (_, n) => put(`${n}.txt`, STORIES[n % 4]!(n)))
    const opened = await Promise.all(files.map(file => readFile(file, 1_000_000)))
    for (const one of opened.map(held)) {
      const here = readText(one.item, 'a0123456789', SEEN, lexicon)
      // Two ways, because an item may come from a thread or from here.
      expect(await readThrough(one.item, 'a0123456789', SEEN)).toEqual(here)
      expect(await one.readThrough('a0123456789', SEEN)).toEqual(here)
      await expect(one.readThrough('a0123456789', SEEN)).rejects.toThrow('not here')
    }
  })

  test('says of a file that cannot be read what is said here, and goes on', async () => {
    const { readFile } = await readyCrew(1)
    const bad = [
      put('empty.txt', ''),
      put('pdf.txt', '%PDF-1.7'),
      { path: join(folder, 'gone.txt'), type: 'text' as const },
    ]
    const [empty, pdf, gone] = await Promise.all(bad.map(file => readFile(file, 1_000_000)))
    expect(empty).toMatchObject({ skipped: 'empty', path: bad[0]!.path })
    expect(pdf).toMatchObject({ skipped: 'binary' })
    expect(gone).toMatchObject({ skipped: 'missing' })
    expect(held(await readFile(put('good.txt', STORIES[0]!(1)), 1_000_000)).item.text).toContain('首尔')
  })

  test('forgets what is not wanted', async () => {
    const { readFile } = await readyCrew(1)
    const one = held(await readFile(put('a.txt', STORIES[1]!(1)), 1_000_000))
    one.forget()
    await expect(one.readThrough('a0123456789', SEEN)).rejects.toThrow('not here')
  })

  test('that knows another lexicon is not used', async () => {
    crew = startCrew(1, 'another version')
    await setTimeout(3000)
    expect(crew.isReady()).toBe(false)
    await expect(crew.readFile(put('a.txt', 'x'), 10)).rejects.toThrow('ended')
  })

  test('leaves nobody waiting when it ends', async () => {
    const { readThrough, close, isReady } = await readyCrew(1)
    const item = held(await createReader(lexicon, 1000, 0).open(put('a.txt', STORIES[2]!(1)))).item
    const asked = [1, 2, 3].map(() => readThrough(item, 'a0123456789', SEEN))
    const ended = Promise.allSettled(asked)
    await close()
    for (const one of await ended)
      if (one.status === 'rejected') expect(String(one.reason)).toContain('ended')
    expect(isReady()).toBe(false)
  })
})

describe('a folder large enough for threads', () => {
  async function ingest(): Promise<IngestOutcome[]> {
    const store = await openStore(join(folder, 'desk.db'), { clock: () => new Date(NOW) })
    try {
      const deps = { store, lexicon, clock: () => Temporal.Instant.from(NOW) }
      return await Array.fromAsync(ingestPath(folder, deps, { maxBytes: 1_000_000 }))
    } finally {
      await store.close()
    }
  }

  test('comes out in the order of its files, each as it is read here, and only once', async () => {
    const names = Array.from({ length: 400 }, (_, n) => `${String(n).padStart(4, '0')}.txt`)
    for (const [n, name] of names.entries()) {
      // Every 40th is a copy of the one before it, every 70th cannot be read.
      put(name, n % 70 === 69 ? '' : STORIES[(n - (n % 40 === 39 ? 1 : 0)) % 4]!(n - (n % 40 === 39 ? 1 : 0)))
    }
    const outcomes = (await ingest()).filter(one => one.path.endsWith('.txt'))
    expect(outcomes.length).toBe(400)
    const skipped = outcomes.filter(one => one.skipped !== null && !one.failed)
    expect(skipped.map(one => one.skipped)).toEqual(skipped.map(() => 'already stored'))
    expect(outcomes.filter(one => one.failed).map(one => one.path)).toEqual(
      [69, 139, 209, 279, 349].map(n => join(folder, names[n]!)),
    )
    const stored = outcomes.filter(one => one.stored === 'new')
    // Settled ones come before those that wait for their batch; among themselves both keep the order of the files.
    expect(stored.map(one => one.path)).toEqual(stored.map(one => one.path).sort())
    expect(stored.length).toBe(400 - 5 - skipped.length)
    for (const outcome of stored.filter((_, at) => at % 25 === 0)) {
      const name = outcome.path.replace('file:', '')
      const opened = held(await createReader(lexicon, 1_000_000, 0).open({ path: name, type: 'text' }))
      const id = articleId(opened.item.identity, contentHashOf(opened.item))
      expect(outcome.article).toBe(id)
      const { blocks, claims } = readText(opened.item, id, SEEN, lexicon)
      expect({ blocks: outcome.blocks, claims: outcome.claims }).toEqual({ blocks, claims: claims.length })
    }
    const again = (await ingest()).filter(one => one.path.endsWith('.txt'))
    expect(again.filter(one => one.stored !== null)).toEqual([])
  })

  test('can be left half-way', async () => {
    for (let n = 0; n < 300; n++) put(`${n}.txt`, STORIES[n % 4]!(n))
    const store = await openStore(':memory:', { clock: () => new Date(NOW) })
    const deps = { store, lexicon, clock: () => Temporal.Instant.from(NOW) }
    let seen = 0
    for await (const outcome of ingestPath(folder, deps, { maxBytes: 1_000_000 })) {
      expect(outcome.failed).toBe(false)
      if (++seen === 160) break
    }
    expect((await store.counts()).articles).toBeGreaterThanOrEqual(160)
    await store.close()
  })
})

test('one core reads by itself, more share the work', () => {
  expect(usefulThreads()).toBeGreaterThanOrEqual(0)
  expect(usefulThreads()).toBeLessThanOrEqual(4)
  const item = { text: 'x' } as ParsedItem
  expect(isFile(item)).toBe(false)
  expect(isFile({ path: 'a', type: 'text' })).toBe(true)
})
