import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDigest, windowOf } from '../../digests/digest.ts'
import { replyOfDigest } from '../../src/chat/digest-reply.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'
import { type Script, scriptedModel, sentencesOf } from '../helpers/scripted.ts'

const FILES = {
  'hiroshima.txt': `Obama visits Hiroshima

HIROSHIMA, May 27, 2016 (Meridian Wire) — U.S. President Barack Obama visited Hiroshima on Friday. Obama met Japanese Prime Minister Shinzo Abe.`,
  'protest.txt': `外務省が抗議

【東京＝みさき時報】2016年5月27日、岸田文雄外相は中国に抗議した。`,
}
const WINDOW = windowOf('2016-05-27', 1)

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(FILES)
})
afterAll(() => desk.close())

const build = (script: Script, settings = {}) =>
  buildDigest(WINDOW, 'en', { ...desk, model: scriptedModel(script, desk.store, settings) })

/** Says of each item what its own first sentence is known to tell. */
const truthful: Script = request => {
  const shown = sentencesOf(request)
  const tell = (words: string, text: string) =>
    shown.filter(one => one.text.includes(words)).map(one => ({ text, sentences: [one.id] }))
  const lines = [
    ...tell('visited Hiroshima', 'Obama visited Hiroshima.'),
    ...tell('抗議', 'Foreign Minister Kishida protested to China.'),
  ]
  const input = request.messages.at(-1)!.content
  const itemOf = (id: string): number =>
    Number(
      [...input.slice(0, input.search(new RegExp(`^${id} `, 'm'))).matchAll(/^Item (\d+)$/gm)].at(-1)?.[1],
    )
  return {
    bottom_line: lines.slice(0, 2),
    items: lines.map(line => ({ ...line, item: itemOf(line.sentences[0]!) })),
  }
}

test('items and the bottom line are worded; choice, order, quotes and citations are the code’s', async () => {
  const plain = await buildDigest(WINDOW, 'en', desk)
  const digest = await build(truthful)
  expect(digest.items.some(item => item.prose !== undefined)).toBe(true)
  expect(digest.items.map(({ prose: _, ...item }) => item)).toEqual(plain.items)
  expect(digest.citations.map(one => one.quote)).toEqual(plain.citations.map(one => one.quote))
  expect(digest.bottomLine).toMatch(/Obama visited Hiroshima\. \[\d\]/)
  expect(digest.caveats.length).toBe(plain.caveats.length + 1)
  expect(JSON.stringify(replyOfDigest(digest))).toContain('Obama visited Hiroshima.')
  expect(digest.text).toContain('Obama visited Hiroshima.')
})

test.each<[string, Script]>([
  [
    'inventing',
    request => ({
      bottom_line: [{ text: 'Obama apologized for the atomic bombing.', sentences: ['S1'] }],
      items: sentencesOf(request).map((one, at) => ({
        item: at + 1,
        text: 'North Korea tested three missiles, see www.example.com.',
        sentences: [one.id],
      })),
    }),
  ],
  [
    'citing another item’s sentence',
    () => ({
      bottom_line: [],
      items: [{ item: 2, text: 'Obama visited Hiroshima.', sentences: ['S1', 'S9'] }],
    }),
  ],
  ['saying nothing', () => ({ bottom_line: [], items: [] })],
  ['unusable', () => 'no'],
])('a model that is %s changes nothing but a line on it', async (_, script) => {
  const plain = await buildDigest(WINDOW, 'en', desk)
  const digest = await build(script)
  expect(digest.items).toEqual(plain.items)
  expect(digest.bottomLine).toBe(plain.bottomLine)
  expect(digest.caveats.slice(0, -1)).toEqual(plain.caveats)
})

test('what is kept away is not sent', async () => {
  const model = scriptedModel(truthful, desk.store, { withhold: ['hiroshima.txt'] })
  await buildDigest(WINDOW, 'en', { ...desk, model })
  for (const request of model.requests) expect(request.messages.at(-1)!.content).not.toContain('Obama')
})
