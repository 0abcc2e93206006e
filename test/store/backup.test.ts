// Backups and exports of a store that is in use.
import { copyFileSync, createReadStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { file, folder, refused, useFolder, withStore } from './folder.ts'
import { exportOf } from './helpers.ts'
import { makeRead } from './reads.ts'

useFolder()

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
