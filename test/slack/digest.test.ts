// A digest from the command that subscribes a channel to the message in it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDeliveryJob } from '../../digests/job.ts'
import { ingestPath } from '../../src/ingest/ingest.ts'
import { openSlackRig, type SlackRig, textOf } from './rig.ts'

/** A made-up report of the test's own day. */
const NEWS = {
  url: 'https://news.example.com/survey',
  title: 'Japan protests to China over survey ship',
  outlet: 'Example Wire',
  published: '2026-01-01',
  text: 'TOKYO, Jan. 1, 2026 - Japan protested to China on Thursday over the survey ship, the Foreign Ministry said. Japan demanded that China withdraw the ship. China rejected the protest.',
}

let rig: SlackRig
beforeAll(async () => {
  rig = await openSlackRig()
})
afterAll(() => rig?.close())

test('a subscribed channel gets its digest when it is due, once, and a follow-up under it is answered', async () => {
  const { desk, workspace, app } = rig
  const [done] = await rig.command('subscribe', '08:30 Asia/Tokyo', 'ann')
  expect(done!.text).toMatch(/08:30/)
  let now = desk.clock()
  const job = createDeliveryJob({
    store: desk.store,
    lexicon: desk.lexicon,
    messengers: new Map([['slack', app.messenger]]),
    by: 'test',
    clock: () => now,
    sleep: async () => {},
    random: () => 0.5,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  await job.run(now, new AbortController().signal)
  expect(await rig.seen()).toEqual([])
  // News comes in, and then the next morning in Tokyo.
  now = now.add({ hours: 12 })
  const folder = mkdtempSync(join(tmpdir(), 'attache-news-'))
  writeFileSync(join(folder, 'news.json'), JSON.stringify(NEWS))
  const paths = ingestPath(folder, { ...desk, clock: () => now }, { maxBytes: 1_000_000, samples: false })
  for await (const outcome of paths) expect(outcome.failed).toBe(false)
  rmSync(folder, { recursive: true })
  now = now.add({ hours: 12 })
  await job.run(now, new AbortController().signal)
  await job.run(now, new AbortController().signal)
  const posts = workspace.calls.filter(each => each.method === 'chat.postMessage')
  expect(posts.length).toBeGreaterThan(0)
  const keys = posts.map(each => each.body.get('metadata'))
  expect(new Set(keys).size).toBe(keys.length)
  const [first] = await workspace.messages()
  expect(textOf(first!.blocks!)).toContain('China')
  await rig.seen()
  const more = await rig.followUp(first!.ts, 'what did Biden refuse?', 'bob')
  expect(more).toHaveLength(1)
})
