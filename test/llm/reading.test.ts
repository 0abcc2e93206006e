import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ingestItems } from '../../src/ingest/ingest.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { ParsedItem } from '../../src/model/article.ts'
import type { Claim } from '../../src/model/claim.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { type Script, scriptedModel, sentencesOf } from '../helpers/scripted.ts'

const lexicon = openLexicon()
const ITEM: ParsedItem = {
  identity: 'https://news.example/a',
  url: 'https://news.example/a',
  title: 'Tokyo talks',
  outlet: 'Meridian Wire',
  published: '2013-12-03',
  lang: 'en',
  text: 'Tokyo talks\n\nBiden met Abe in Tokyo on Tuesday. Biden gave Abe the cold shoulder over the zone. Biden refused.',
  format: 'text',
  charset: 'utf-8',
  sample: false,
}
const COLD = {
  act: 'refuse',
  actors: ['Biden'],
  recipients: ['Abe'],
  polarity: 'affirmed',
  modality: 'asserted',
  evidence: 'Biden gave Abe the cold shoulder',
}

let store: Store
beforeEach(async () => {
  store = await openStore(':memory:', { clock: () => new Date(0) })
})
afterEach(() => store.close())

async function read(script: Script | null, settings = {}): Promise<readonly Claim[]> {
  const model = script === null ? null : scriptedModel(script, store, settings)
  const deps = {
    store,
    lexicon,
    clock: () => Temporal.Instant.from('2013-12-04T00:00:00Z'),
    ...(model && { model }),
  }
  for await (const outcome of ingestItems([ITEM], deps, { maxBytes: 1e6 })) {
    expect(outcome.failed).toBe(false)
    return await store.claimsOf(outcome.article!)
  }
  return []
}

const saying =
  (change: object, words = 'cold shoulder'): Script =>
  request => ({
    claims: sentencesOf(request)
      .filter(one => one.text.includes(words))
      .map(one => ({ ...COLD, sentence: one.id, ...change })),
  })

describe('claims that a model adds', () => {
  test('are kept apart, point at exact words and are never read as sure', async () => {
    const claims = await read(saying({}))
    const added = claims.filter(one => one.by.engine === 'llm')
    expect(added).toHaveLength(1)
    const [claim] = added
    expect(claim).toMatchObject({ act: 'refuse', polarity: 'affirmed', confidence: { band: 'medium' } })
    expect(claim!.actors.map(one => one.id)).toEqual(['PER.biden'])
    expect(ITEM.text.slice(claim!.evidence.start, claim!.evidence.end)).toBe(COLD.evidence)
  })

  test.each<[string, object]>([
    ['words that are not there', { evidence: 'Biden snubbed Abe' }],
    ['an act that is none', { act: 'snub' }],
    ['somebody who is not in the sentence', { actors: ['Obama'] }],
    ['nobody', { actors: [] }],
    ['a recipient who is not in the sentence', { recipients: ['China'] }],
    ['a sentence that was not given', { sentence: 'S99' }],
    ['next to no words', { evidence: 'B' }],
  ])('with %s are left out', async (_, change) => {
    const claims = await read(saying(change))
    expect(claims.filter(one => one.by.engine === 'llm')).toEqual([])
  })

  test('leave those that were read as they were', async () => {
    const plain = await read(null)
    await store.close()
    store = await openStore(':memory:', { clock: () => new Date(0) })
    const claims = await read(
      saying({ act: 'meet', polarity: 'negated', evidence: 'Biden met Abe' }, 'met Abe'),
    )
    expect(claims.filter(one => one.by.engine !== 'llm')).toEqual(plain)
    expect(claims).toHaveLength(plain.length)
  })

  test.each<[string, Script, object]>([
    ['says nothing usable', () => 'no', {}],
    ['is not let to', saying({}), { uses: ['answer'] }],
    ['may not read the outlet', saying({}), { withhold: ['Meridian Wire'] }],
  ])('a model that %s adds nothing', async (_, script, settings) => {
    const plain = await read(null)
    await store.close()
    store = await openStore(':memory:', { clock: () => new Date(0) })
    expect(await read(script, settings)).toEqual(plain)
  })
})
