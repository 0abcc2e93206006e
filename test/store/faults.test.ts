// What can go wrong with a file: each is one clear line that names the file and says what to do.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { articleId } from '../../src/store/ids.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { KILL_BATCH } from './kill.child.ts'
import { makeRead } from './reads.ts'
import { exportOf } from './store.contract.ts'

const clock = () => new Date('2026-11-23T00:00:00Z')
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attache-faults-'))
  file = join(folder, 'store.db')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Fails unless the work is refused with one line for a person, which names the file. */
async function refused(work: () => Promise<unknown>, message: RegExp, named = file): Promise<void> {
  const error = await work().then(
    () => null,
    reason => reason,
  )
  expect(error).toMatchObject({ name: 'UserError', message: expect.stringMatching(message) })
  expect(error.message).toContain(named)
  expect(error.message).not.toContain('\n')
}

async function withStore<T>(work: (store: Store) => Promise<T>, url = file): Promise<T> {
  const store = await openStore(url, { clock, busyTimeoutMs: 200 })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

describe('a store URL', () => {
  test.each([
    ['a path', () => file],
    ['a relative path', () => relative(process.cwd(), file)],
    ['sqlite:', () => `sqlite:${file}`],
    ['sqlite://', () => `sqlite://${file}`],
    ['file:', () => `file:${file}`],
    ['file://', () => `file://${file}`],
  ])('can be %s', async (_, url) => {
    await withStore(store => store.addArticle(makeRead(1)), url())
    expect(existsSync(file)).toBe(true)
    await withStore(async store => expect((await store.counts()).articles).toBe(1))
  })

  test('may name a file in folders that are not there yet, with any characters', async () => {
    const deep = join(folder, 'a b', '会談 100%', 'store #1.db')
    await withStore(store => store.addArticle(makeRead(1)), deep)
    expect(statSync(deep).isFile()).toBe(true)
    const url = join(folder, 'x%20y.db')
    await withStore(store => store.setMarker('a', 'b'), `file://${url}`)
    expect(existsSync(join(folder, 'x y.db'))).toBe(true)
  })

  test(':memory: leaves no file', async () => {
    for (const url of [':memory:', 'sqlite::memory:']) {
      const store = await openStore(url, { clock })
      await store.addArticle(makeRead(1))
      await store.close()
    }
    expect(existsSync(':memory:')).toBe(false)
  })

  test.each([
    'postgres://user:secret@host/db',
    'postgresql://host/db',
    'mysql://user:secret@host/db',
    'http://x/y.db',
  ])('%s is not available, and no password is shown', async url => {
    const error = await openStore(url, { clock }).catch(reason => reason)
    expect(error).toMatchObject({ name: 'UserError' })
    expect(error.message).toMatch(/not available yet|cannot be opened at (mysql|http): URLs/)
    expect(error.message).not.toContain('secret')
  })

  test.each(['', '  ', 'sqlite:', 'file:', 'a\0b', 'file://otherhost/x.db'])(
    '%j names no file',
    async url => {
      const error = await openStore(url, { clock }).catch(reason => reason)
      expect(error).toMatchObject({ name: 'UserError', message: expect.stringMatching(/no file/) })
    },
  )
})

describe('a file that is no store', () => {
  test('is a folder', () => refused(() => openStore(folder, { clock }), /is a folder/, folder))

  test('lies below a file', async () => {
    writeFileSync(join(folder, 'file'), '')
    await refused(
      () => openStore(join(folder, 'file', 'x.db'), { clock }),
      /cannot be/,
      join(folder, 'file', 'x.db'),
    )
  })

  test('is a text', async () => {
    writeFileSync(file, 'Not a database, but long enough to be looked at.\n'.repeat(200))
    const before = readFileSync(file)
    await refused(() => openStore(file, { clock }), /is not a store/)
    expect(readFileSync(file)).toEqual(before)
  })

  test('is a database of another program, which is not touched', async () => {
    const other = new DatabaseSync(file)
    other.exec('create table articles (x); insert into articles values (1)')
    other.close()
    const before = readFileSync(file)
    await refused(() => openStore(file, { clock }), /database of another program/)
    expect(readFileSync(file)).toEqual(before)
  })

  test('is empty: it becomes one', async () => {
    writeFileSync(file, '')
    await withStore(store => store.addArticle(makeRead(1)))
    await withStore(async store => expect((await store.counts()).articles).toBe(1))
  })

  test('is a store of a newer version, which is not touched', async () => {
    await withStore(store => store.addArticle(makeRead(1)))
    const database = new DatabaseSync(file)
    database.exec("update meta set value = '99' where name = 'schema_version'; pragma journal_mode = delete")
    database.close()
    await refused(() => openStore(file, { clock }), /of a newer version \(99\): update this program/)
  })
})

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

describe('a store that may not be written', () => {
  /** Runs the work as a user who may not write, also when the tests run as root. */
  async function unprivileged(work: () => Promise<unknown>): Promise<void> {
    const root = process.geteuid?.() === 0
    if (root) process.seteuid!(65534)
    try {
      await work()
    } finally {
      if (root) process.seteuid!(0)
    }
  }

  test.runIf(process.platform !== 'win32')(
    'because of its folder, says so (permissions of this platform)',
    async () => {
      chmodSync(folder, 0o555)
      await unprivileged(() =>
        refused(() => openStore(file, { clock }), /cannot be opened: check that its folder/),
      )
      const deep = join(folder, 'new', 'store.db')
      await unprivileged(() => refused(() => openStore(deep, { clock }), /folder .* cannot be created/, deep))
      chmodSync(folder, 0o755)
    },
  )

  test.runIf(process.platform !== 'win32')(
    'because of the file itself, says so (permissions of this platform)',
    async () => {
      await withStore(store => store.addArticle(makeRead(1)))
      chmodSync(file, 0o444)
      chmodSync(folder, 0o755)
      await unprivileged(() =>
        refused(
          () => withStore(store => store.addArticle(makeRead(2))),
          /may not be written|cannot be opened/,
        ),
      )
    },
  )
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

describe('a backup', () => {
  const target = () => join(folder, 'backups', 'copy.db')

  test('is a whole store in one file, made while articles are being added', async () => {
    await withStore(async store => {
      await store.addArticles(Array.from({ length: 100 }, (_, i) => makeRead(i)))
      let ended = false
      const copying = store.backup(target()).then(() => {
        ended = true
      })
      let n = 100
      for (; n < 120 || (!ended && n < 2000); n++) {
        await store.addArticle(makeRead(n))
        await setTimeout(1)
      }
      await copying
      expect((await store.counts()).articles).toBe(n)
      expect(await store.check()).toEqual([])
    })
    expect(readdirSync(join(folder, 'backups'))).toEqual(['copy.db'])
    await withStore(async copy => {
      expect(await copy.check()).toEqual([])
      const { articles } = await copy.counts()
      expect(articles).toBeGreaterThanOrEqual(100)
      const last = makeRead(articles - 1)
      expect(await copy.claimsOf(last.id)).toEqual(last.claims)
    }, target())
  })

  test('holds exactly what the store holds', async () => {
    for (const url of [file, ':memory:'])
      await withStore(async store => {
        await store.addArticles([makeRead(1), makeRead(2)], { name: 'feed', value: '\ud800' })
        const copy = join(folder, `${url === file}.db`)
        await store.backup(copy)
        expect(await withStore(exportOf, copy)).toEqual(await exportOf(store))
      }, url)
  })

  test('never takes the place of another file', async () => {
    mkdirSync(join(folder, 'backups'))
    writeFileSync(target(), 'precious')
    await withStore(async store => {
      await refused(() => store.backup(target()), /exists already: name another file/, target())
      await refused(() => store.backup(file), /exists already/)
      await refused(() => store.backup(folder), /exists already/, folder)
    })
    expect(readFileSync(target(), 'utf8')).toBe('precious')
    expect(readdirSync(join(folder, 'backups'))).toEqual(['copy.db'])
  })

  test('that cannot be written says so and leaves nothing behind', async () => {
    writeFileSync(join(folder, 'file'), '')
    const below = join(folder, 'file', 'copy.db')
    await withStore(store => refused(() => store.backup(below), /cannot be written/, below))
    expect(readdirSync(folder).filter(name => name.endsWith('.part'))).toEqual([])
  })

  test('can be put in the place of a damaged store', async () => {
    await withStore(async store => {
      await store.addArticle(makeRead(1))
      await store.backup(target())
    })
    writeFileSync(file, 'damaged')
    copyFileSync(target(), file)
    await withStore(async store => {
      await store.addArticle(makeRead(2))
      expect(await store.check()).toEqual([])
    })
  })
})

describe('an export', () => {
  test('is one state of the store, whatever is written while it runs', async () => {
    for (const url of [file, ':memory:'])
      await withStore(async store => {
        await store.addArticles([makeRead(1), makeRead(2)])
        const before = await exportOf(store)
        const lines: string[] = []
        let n = 3
        for await (const line of store.export()) {
          lines.push(line)
          await store.addArticle(makeRead(n++))
        }
        expect(lines).toEqual(before)
        expect((await store.counts()).articles).toBe(n - 1)
      }, url)
  })

  test('can be written to a file and read line by line', async () => {
    const text = 'a\u2028b\u2029c\u0085d\re\vf\fg\0h\ud800\r\n'
    const read = makeRead(1, { text, sentences: 0, claims: 0 })
    const lines = await withStore(async store => {
      await store.addArticle(read)
      return await exportOf(store)
    })
    const exported = join(folder, 'export.jsonl')
    writeFileSync(exported, lines.join(''))
    await withStore(
      async store => {
        await store.import(createInterface({ input: createReadStream(exported) }))
        expect((await store.article(read.id))?.text).toBe(text)
        expect(await exportOf(store)).toEqual(lines)
      },
      join(folder, 'other.db'),
    )
  })

  test('that nobody reads to its end does not hold up the store', async () => {
    await withStore(async store => {
      await store.addArticles([makeRead(1), makeRead(2)])
      for await (const line of store.export()) {
        expect(line).toContain('attache-export')
        break
      }
      await store.addArticle(makeRead(3))
      expect(await store.check()).toEqual([])
    })
    expect(readdirSync(folder)).toEqual(['store.db'])
  })
})

describe('a closed store', () => {
  test('rejects, and may be closed again', async () => {
    const store = await openStore(file, { clock })
    await store.close()
    await store.close()
    await expect(store.addArticle(makeRead(1))).rejects.toThrow(/not open/)
    await expect(store.article('a0123456789')).rejects.toThrow()
  })
})
