// Opening a store, and what is no store: each refusal is one clear line that names the file.
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { clock, file, folder, refused, useFolder, withStore } from './folder.ts'
import { makeRead } from './reads.ts'

useFolder()

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

describe('a closed store', () => {
  test('rejects, and may be closed again', async () => {
    const store = await openStore(file, { clock })
    await store.close()
    await store.close()
    await expect(store.addArticle(makeRead(1))).rejects.toThrow(/not open/)
    await expect(store.article('a0123456789')).rejects.toThrow()
  })
})
