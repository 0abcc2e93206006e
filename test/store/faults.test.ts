// What can go wrong with a store that is in use: each is one clear line that says what to do.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { articleId } from '../../src/model/ids.ts'
import { openStore } from '../../src/store/open.ts'
import { clock, file, folder, refused, useFolder, withStore } from './folder.ts'
import { exportOf } from './helpers.ts'
import { KILL_BATCH } from './kill.child.ts'
import { makeRead } from './reads.ts'

useFolder()

describe('a damaged store', () => {
  /** Overwrites the file from a share of its length on. */
  async function damage(from: number, length: number): Promise<void> {
    await withStore(store => store.addArticles(Array.from({ length: 60 }, (_, i) => makeRead(i))))
    const bytes = readFileSync(file)
    const start = Math.floor(bytes.length * from)
    bytes.fill(0xa5, start, Math.min(bytes.length, start + length))
    writeFileSync(file, bytes)
  }

  test('is told from a sound one by its check', async () => {
    await damage(0.3, 60_000)
    expect((await withStore(store => store.check())).length).toBeGreaterThan(0)
  })

  test('is reported when the damage is met, and never read as if nothing were wrong', async () => {
    await damage(0.1, 4_000_000)
    await refused(() => withStore(exportOf), /is damaged: put a backup in its place/)
    await refused(() => withStore(store => store.addArticle(makeRead(99))), /is damaged/)
  })

  test('whose damage lies within a value is reported too', async () => {
    await withStore(store => store.addArticle(makeRead(1)))
    for (const table of ['bodies', 'reports']) {
      const database = new DatabaseSync(file)
      const column = table === 'bodies' ? 'body' : 'reading'
      const bytes = database.prepare(`select ${column} as bytes from ${table}`).get()!.bytes as Uint8Array
      bytes[bytes.length >> 1]! ^= 1
      database.prepare(`update ${table} set ${column} = ?`).run(bytes)
      database.close()
    }
    await refused(() => withStore(store => store.article(makeRead(1).id)), /is damaged/)
    await refused(() => withStore(store => store.claimsOf(makeRead(1).id)), /is damaged/)
    await refused(() => withStore(exportOf), /is damaged/)
  })

  test('with a broken first page is no store', async () => {
    await damage(0, 100)
    await refused(() => openStore(file, { clock }), /is not a store/)
  })

  test('that was cut off is reported', async () => {
    await withStore(store => store.addArticles(Array.from({ length: 60 }, (_, i) => makeRead(i))))
    truncateSync(file, statSync(file).size / 2)
    await refused(() => withStore(exportOf), /is damaged/)
  })

  test('cannot be backed up as if it were whole', async () => {
    await damage(0.3, 60_000)
    const target = join(folder, 'copy.db')
    await refused(
      () => withStore(store => store.backup(target)),
      /came out damaged|cannot be written/,
      target,
    )
    expect(existsSync(target)).toBe(false)
  })
})

describe('a store that another process is writing', () => {
  test('is waited for, and other work goes on meanwhile', async () => {
    await withStore(async store => {
      await store.addArticle(makeRead(1))
      const other = new DatabaseSync(file)
      other.exec("begin immediate; insert into markers values ('other', '1')")
      const order: string[] = []
      const writing = store.addArticle(makeRead(2)).then(() => order.push('written'))
      expect(await store.article(makeRead(1).id)).not.toBeNull()
      order.push('read')
      await setTimeout(60)
      other.exec('commit')
      other.close()
      await writing
      expect(order).toEqual(['read', 'written'])
      expect((await store.counts()).articles).toBe(2)
      expect(await store.getMarker('other')).toBe('1')
    })
  })

  test('can be opened and read meanwhile', async () => {
    await withStore(store => store.addArticle(makeRead(1)))
    const other = new DatabaseSync(file)
    other.exec("begin immediate; insert into markers values ('other', '1')")
    await withStore(async store => {
      expect(await store.article(makeRead(1).id)).not.toBeNull()
      expect((await store.claimsWhere({})).items).toHaveLength(makeRead(1).claims.length)
      expect(await store.getMarker('other')).toBeNull()
      expect(await exportOf(store)).toHaveLength(3)
    })
    other.exec('commit')
    other.close()
  })

  test('with many others: all of them get their turn', async () => {
    const child = fileURLToPath(new URL('./kill.child.ts', import.meta.url))
    const codes = await Promise.all(
      [0, 1000, 2000].map(async from => {
        const writer = spawn(process.execPath, [child, file, String(from), '12'], {
          stdio: ['ignore', 'ignore', 'inherit'],
        })
        return (await once(writer, 'exit'))[0]
      }),
    )
    expect(codes).toEqual([0, 0, 0])
    await withStore(async store => {
      expect((await store.counts()).revisions).toBe(3 * 12 * KILL_BATCH)
      expect(await store.check()).toEqual([])
    })
  })

  test('for longer than is waited is reported, and nothing is stored', async () => {
    await withStore(async store => {
      await store.addArticle(makeRead(1))
      const other = new DatabaseSync(file)
      other.exec('begin immediate')
      await refused(() => store.addArticle(makeRead(2)), /is being written by another process/)
      await refused(() => store.setMarker('a', 'b'), /is being written by another process/)
      other.exec('rollback')
      other.close()
      expect((await store.counts()).articles).toBe(1)
      await store.addArticle(makeRead(2))
      expect(await store.check()).toEqual([])
    })
  })

  test('can be opened by two at once, also when it is new', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openStore(file, { clock })))
    await Promise.all(stores.map((store, i) => store.addArticles([makeRead(i), makeRead(9)])))
    for (const store of stores) expect((await store.counts()).articles).toBe(4)
    // Keys that one of them has made known are found by the others.
    for (const store of stores)
      expect((await store.claimsWhere({ limit: 1000 })).items).toHaveLength(4 * makeRead(0).claims.length)
    expect(await stores[0]!.check()).toEqual([])
    for (const store of stores) await store.close()
  })
})

describe('a full disk', () => {
  test('is reported, and what was stored before is whole', async () => {
    await withStore(async store => {
      await store.addArticles([makeRead(1), makeRead(2)], { name: 'feed', value: '2' })
    })
    // A store that may not grow: its pages are counted, as on a full disk.
    const script = `
      const { DatabaseSync } = require('node:sqlite')
      const exec = DatabaseSync.prototype.exec
      DatabaseSync.prototype.exec = function (sql) {
        exec.call(this, sql)
        if (sql.includes('journal_mode')) exec.call(this, 'pragma max_page_count = 60')
      }
      const url = ${JSON.stringify(new URL('../../src/store/open.ts', import.meta.url).href)}
      const reads = ${JSON.stringify(new URL('./reads.ts', import.meta.url).href)}
      Promise.all([import(url), import(reads)]).then(async ([{ openStore }, { makeRead }]) => {
        const store = await openStore(${JSON.stringify(file)}, { clock: () => new Date(0) })
        for (let n = 3; n < 500; n++)
          await store.addArticles([makeRead(n)], { name: 'feed', value: String(n) }).catch(error => {
            console.log(JSON.stringify({ n, name: error.name, message: error.message }))
            n = 500
          })
        console.log(JSON.stringify({ marker: await store.getMarker('feed'), check: await store.check() }))
      })`
    const ran = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
    const [failure, after] = ran.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(failure).toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/the disk is full: free some space/),
    })
    expect(failure.message).toContain(file)
    expect(failure.n).toBeGreaterThan(3)
    expect(after).toEqual({ marker: String(failure.n - 1), check: [] })
    await withStore(async store => {
      expect((await store.counts()).articles).toBe(failure.n - 1)
      await store.addArticle(makeRead(failure.n))
      expect(await store.check()).toEqual([])
    })
  })
})

describe('an article id that another article has', () => {
  test('is refused, and a longer one is offered', async () => {
    const read = makeRead(1)
    await withStore(async store => {
      expect(await store.newArticleId(read.item.identity, read.contentHash)).toBe(read.id)
      await store.addArticle(read)
      // Asked again for the same article, the id is the same.
      expect(await store.newArticleId(read.item.identity, read.contentHash)).toBe(read.id)
    })
    // Two articles whose hashes begin with the same ten digits cannot be made up, so one is given another identity.
    const database = new DatabaseSync(file)
    database.exec("update articles set identity = 'other', content_hash = 'other'")
    database.close()
    await withStore(async store => {
      await expect(store.addArticle(read)).rejects.toThrow(/is taken by another article/)
      const id = await store.newArticleId(read.item.identity, read.contentHash)
      expect(id).toBe(articleId(read.item.identity, read.contentHash, 11))
      const longer = JSON.parse(JSON.stringify(read).replaceAll(read.id, id))
      expect(await store.addArticle(longer)).toMatchObject({ article: id, stored: 'new' })
    })
  })
})
