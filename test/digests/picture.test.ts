import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { chartOf, drawDyads } from '../../digests/picture.ts'
import { LANGS } from '../../src/model/language.ts'

const facts = (sides: string[], whom: string[], plover: string, negated = false) => ({
  act: 'x',
  plover,
  negated,
  planned: false,
  actors: [],
  sides,
  whom,
  topics: [],
  from: null,
  to: null,
  told: null,
})
const SPANS = [
  { from: '2024-01-01', to: '2024-01-31' },
  { from: '2024-02-01', to: '2024-02-29' },
]
const TOLD = [
  { facts: facts(['JP'], ['KR'], 'ACCUSE'), day: '2024-01-05' },
  { facts: facts(['KR'], ['JP'], 'ACCUSE'), day: '2024-02-29' },
  { facts: facts(['JP', 'KR'], [], 'CONSULT'), day: '2024-02-01' },
  { facts: facts(['US'], ['JP'], 'AGREE', true), day: '2024-01-31' },
  { facts: facts(['US'], ['JP'], 'AGREE'), day: '2024-03-01' },
  { facts: facts(['US'], [], 'AGREE'), day: '2024-01-31' },
  { facts: facts(['US'], ['JP'], 'STATE*'), day: '2024-01-31' },
  { facts: facts(['US'], ['JP'], 'AGREE'), day: null },
]

describe('the chart of dyads', () => {
  test('counts what was told of each pair and span, most told first', () => {
    expect(chartOf(TOLD, SPANS).series).toEqual([
      { dyad: 'JP–KR', cooperative: [0, 1], conflictual: [1, 1] },
      { dyad: 'US–JP', cooperative: [0, 0], conflictual: [1, 0] },
    ])
  })

  test.each(LANGS)('is a PNG in %s with words for those who cannot see it', async lang => {
    const picture = await drawDyads(chartOf(TOLD, SPANS), lang)
    expect(Buffer.from(picture!.bytes.subarray(0, 8)).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect(picture!.alt).toContain('JP–KR')
    expect(picture!.alt).toContain('2')
    const { width, height, ink } = readPng(picture!.bytes)
    expect([width, height > 200]).toEqual([960, true])
    // Title and legend are drawn: a font without the letters would leave their rows white or full of boxes.
    expect(ink.title).toBeGreaterThan(500)
    expect(ink.title).toBeLessThan(20_000)
  })

  test('that is empty is no picture', async () => {
    expect(await drawDyads(chartOf([], SPANS), 'en')).toBeNull()
  })
})

/** Size of a PNG, and how many of its bytes are not white in the rows of the title. */
function readPng(bytes: Uint8Array) {
  const buffer = Buffer.from(bytes)
  const width = buffer.readUInt32BE(16)
  const height = buffer.readUInt32BE(20)
  const parts: Buffer[] = []
  for (let at = 8; at < buffer.length; at += buffer.readUInt32BE(at) + 12)
    if (buffer.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(buffer.subarray(at + 8, at + 8 + buffer.readUInt32BE(at)))
  const raw = inflateSync(Buffer.concat(parts))
  const row = width * 4 + 1
  // Filtered rows: what does not change from its neighbours is zero.
  const title = raw.subarray(row * 12, row * 36).filter(byte => byte !== 0 && byte !== 255).length
  return { width, height, ink: { title } }
}
