// The real command, killed at random instants and started again: at the end every file is stored exactly once.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const FILES = 200
const KILLS = 10

const LEADS = [
  '长汀社首尔5月3日电 韩国外交部发言人3日就第N次磋商表示，韩方已向日方提出抗议。',
  '（青松社東京三日電）日本外務大臣今天就第N次磋商表示，日方已提出抗議。',
  '【ソウル白波】韓国外務省は3日、第N回の協議について日本側に抗議したと発表した。',
  '(서울=솔바람통신) 한지우 기자 = 외교부는 3일 제N차 협의와 관련해 일본 측에 항의했다고 밝혔다.',
  'SEOUL, May 3 (Tidewater News) — South Korea said on Wednesday that it had protested to Japan over round N of the talks.',
]

interface Run {
  readonly code: number | null
  readonly ms: number
  readonly isKilled: boolean
}

/** Runs `ingest FOLDER --db FILE`; with `killAfter`, kills it after as many milliseconds. */
async function run(folder: string, db: string, killAfter: number | null): Promise<Run> {
  const began = performance.now()
  const child = spawn(process.execPath, [MAIN, 'ingest', folder, '--db', db], { stdio: 'ignore' })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  let isKilled = false
  if (killAfter !== null) {
    await Promise.race([ended, setTimeout(killAfter)])
    isKilled = child.exitCode === null && child.kill('SIGKILL')
  }
  const code = await ended
  return { code, ms: performance.now() - began, isKilled: isKilled && code === null }
}

/** Each file stored once and whole, nothing else, and the file of the store sound. */
async function expectAll(db: string): Promise<void> {
  const store = await openStore(db, { clock: () => new Date() })
  try {
    expect(await store.counts()).toMatchObject({ articles: FILES, revisions: FILES, reports: FILES })
    expect(await store.check()).toEqual([])
    const { items } = await store.articles({ all: true, limit: FILES + 1 })
    expect(new Set(items.map(article => article.identity)).size).toBe(FILES)
    for (const article of items) expect(await store.sentencesOf(article.id)).not.toEqual([])
  } finally {
    await store.close()
  }
}

/** After a kill: what is there is sound, and no more than there can be. */
async function expectSound(db: string): Promise<number> {
  const store = await openStore(db, { clock: () => new Date() })
  try {
    expect(await store.check()).toEqual([])
    const { revisions } = await store.counts()
    expect(revisions).toBeLessThanOrEqual(FILES)
    return revisions
  } finally {
    await store.close()
  }
}

test(`ingest killed ${KILLS} times stores each of ${FILES} files once`, { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attache-ingest-kill-'))
  const [pages, db] = [join(folder, 'pages'), join(folder, 'store.db')]
  try {
    mkdirSync(pages)
    for (let at = 0; at < FILES; at++) {
      const lead = LEADS[at % LEADS.length]!.replace('N', String(at))
      writeFileSync(join(pages, `${String(at).padStart(4, '0')}.txt`), `${lead}\n\n${lead}\n`)
    }
    // A whole run tells how fast this machine is now: kills fall anywhere from the program's start to its end.
    let ms = (await run(pages, db, null)).ms
    await expectAll(db)
    let stored = FILES
    for (let kills = 0; kills < KILLS; ) {
      // With nothing left to store, it begins again in a store of its own.
      if (stored === FILES) for (const tail of ['', '-wal', '-shm']) rmSync(db + tail, { force: true })
      const { isKilled, code, ms: took } = await run(pages, db, ms * (0.4 + 0.6 * Math.random()))
      if (isKilled) {
        kills++
        stored = await expectSound(db)
      } else {
        expect(code).toBe(0)
        ms = Math.min(ms * 0.9, took)
        stored = FILES
        await expectAll(db)
      }
    }
    expect((await run(pages, db, null)).code).toBe(0)
    await expectAll(db)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
