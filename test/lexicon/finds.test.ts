// What sentences mention survives being packed, stored, exported and imported, and is never read when out of date.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ingestPath } from '../../src/ingest/ingest.ts'
import { packFinds, unpackFinds } from '../../src/lexicon/finds.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { tongueOf } from '../../src/model/language.ts'
import { scopesOf } from '../../src/search/scopes.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store, StoredReport } from '../../src/store/store.ts'

const SAMPLES = join(import.meta.dirname, '../../samples')
const NOW = '2026-01-01T00:00:00Z'
const lexicon = openLexicon()

describe('packing', () => {
  const sentence = fc.string({
    unit: fc.constantFrom(...'拜登拒绝バイデン日米韓会談。 Biden refused talks バ北韓'),
  })

  test('gives back what was found, sentence by sentence', () => {
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 6 }), sentences => {
        const found = sentences.map(text => lexicon.match(text))
        const finds = JSON.parse(JSON.stringify(packFinds(found, 'v')))
        expect(sentences.map((text, at) => unpackFinds(finds, at, text))).toEqual(found)
      }),
    )
  })

  test('names each thing once', () => {
    const found = ['Biden met Abe.', 'Abe thanked Biden.'].map(text => lexicon.match(text, 'en'))
    const { things, lexicon: version } = packFinds(found, 'v')
    expect(new Set(things.map(thing => thing[1])).size).toBe(things.length)
    expect(version).toBe('v')
    expect(unpackFinds(packFinds([], 'v'), 3, 'x')).toEqual([])
  })
})

describe('in the store', () => {
  const open = () => openStore(':memory:', { clock: () => new Date(NOW) })
  let store: Store
  let reads: readonly StoredReport[]
  beforeEach(async () => {
    store = await open()
    const deps = { store, lexicon, clock: () => Temporal.Instant.from(NOW) }
    for (const name of readdirSync(SAMPLES).filter((_, at) => at % 9 === 0))
      await Array.fromAsync(ingestPath(join(SAMPLES, name), deps, { maxBytes: 1_000_000 }))
    reads = await readAll(store)
  })
  afterEach(() => store.close())

  async function readAll(from: Store): Promise<readonly StoredReport[]> {
    const { items } = await from.articles({ limit: 100 })
    const reports = await Promise.all(items.map(article => from.reportsOf(article.id)))
    return from.readingsOf(reports.flat().map(report => report.id))
  }

  test('are what the lexicon finds in each sentence', () => {
    expect(reads.length).toBeGreaterThan(5)
    for (const { finds, sentences, article } of reads) {
      expect(finds?.lexicon).toBe(lexicon.version)
      for (const [at, { start, end, lang }] of sentences.entries()) {
        const text = article.text.slice(start, end)
        expect(unpackFinds(finds!, at, text)).toEqual(lexicon.match(text, tongueOf(lang)))
      }
    }
  })

  test('lead a search to the same scopes as looking again, and are passed over when out of date', () => {
    for (const read of reads) {
      const other = { ...read, report: { ...read.report, id: `${read.report.id}0` } }
      const stale = { lexicon: 'older', things: [], places: read.sentences.map(() => []) }
      expect(scopesOf({ ...other, finds: stale }, lexicon, true)).toEqual(scopesOf(read, lexicon, true))
      const none = { ...read, report: { ...read.report, id: `${read.report.id}1` }, finds: null }
      expect(scopesOf(none, lexicon, true)).toEqual(scopesOf(read, lexicon, true))
    }
  })

  test('go along with an export, and may be missing from one', async () => {
    const lines = await Array.fromAsync(store.export())
    for (const without of [false, true]) {
      const copy = await open()
      const changed = without
        ? lines.map(line => line.replace(/,"finds":\{.*?"places":\[\[.*?\]\]\}/g, ''))
        : lines
      expect(changed.some(line => line.includes('"finds"'))).toBe(!without)
      await copy.import(changed)
      const copied = await readAll(copy)
      expect(copied.map(one => one.report.id)).toEqual(reads.map(one => one.report.id))
      expect(copied.map(one => one.finds)).toEqual(reads.map(one => (without ? null : one.finds)))
      await copy.close()
    }
  })

  test('that do not fit their sentences are refused', async () => {
    const [first] = (await store.articles({ limit: 1 })).items
    const [one] = reads.filter(read => read.article.id === first!.id)
    const reading = {
      blocks: await store.blocksOf(first!.id),
      reports: await store.reportsOf(first!.id),
      sentences: await store.sentencesOf(first!.id),
      claims: await store.claimsOf(first!.id),
      terms: (await store.reportsOf(first!.id)).map(() => []),
      mentions: (await store.reportsOf(first!.id)).map(() => []),
    }
    const finds = reading.reports.map(report => reads.find(read => read.report.id === report.id)!.finds!)
    const spoil = (places: number[][]) => [{ ...finds[0]!, places }, ...finds.slice(1)]
    const count = one!.sentences.length
    for (const bad of [
      [],
      spoil([]),
      spoil(Array.from({ length: count }, () => [0, 1, 9999])),
      spoil(Array.from({ length: count }, () => [0, 100_000, 0])),
      spoil(Array.from({ length: count }, () => [0])),
      spoil(Array.from({ length: count }, () => [-1, 2, 0])),
    ])
      await expect(store.replaceReading(first!.id, { ...reading, finds: bad })).rejects.toThrow(
        'fit together',
      )
    await store.replaceReading(first!.id, { ...reading, finds })
  })
})
