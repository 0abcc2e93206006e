// A digest from the command that subscribes a channel to the message in it: in a text channel and in a forum, with an
// answer lost on the way, and once.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDeliveryJob } from '../../digests/job.ts'
import { ingestPath } from '../../src/ingest/ingest.ts'
import { type DiscordRig, openDiscordRig } from './rig.ts'
import { said } from './twin.ts'

/** A made-up report of the test's own day. */
const NEWS = {
  url: 'https://news.example.com/survey',
  title: 'Japan protests to China over survey ship',
  outlet: 'Example Wire',
  published: '2026-01-01',
  text: 'TOKYO, Jan. 1, 2026 - Japan protested to China on Thursday over the survey ship, the Foreign Ministry said. Japan demanded that China withdraw the ship. China rejected the protest.',
}

let rig: DiscordRig
beforeAll(async () => {
  rig = await openDiscordRig()
})
afterAll(() => rig?.close())

test('subscribed channels get their digest when it is due, once, and a reply to it is answered', async () => {
  const { desk, twin, app } = rig
  const [done] = await rig.command('subscribe', '08:30 Asia/Tokyo', 'ann')
  expect(done).toMatchObject({ alone: true, text: expect.stringContaining('08:30') })
  const inForum = `08:30 Asia/Tokyo --channel="discord:${twin.guild}/${twin.channels.forum}"`
  await rig.command('subscribe', inForum, 'ann')
  let now = desk.clock()
  const job = createDeliveryJob({
    store: desk.store,
    lexicon: desk.lexicon,
    messengers: new Map([['discord', app.messenger]]),
    by: 'test',
    clock: () => now,
    // Time goes on while it waits.
    sleep: async ms => {
      now = now.add({ milliseconds: Math.ceil(ms) })
    },
    random: () => 0.5,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  const run = () => job.run(now, new AbortController().signal)
  await run()
  expect(await twin.messages(twin.channels.forum)).toEqual([])
  // News comes in, and then the next morning in Tokyo.
  now = now.add({ hours: 12 })
  const folder = mkdtempSync(join(tmpdir(), 'attache-news-'))
  writeFileSync(join(folder, 'news.json'), JSON.stringify(NEWS))
  const paths = ingestPath(folder, { ...desk, clock: () => now }, { maxBytes: 1_000_000, samples: false })
  for await (const outcome of paths) expect(outcome.failed).toBe(false)
  rmSync(folder, { recursive: true })
  now = now.add({ hours: 12 })
  twin.failNext('POST', /^\/channels\/\d+\/messages$/, 'lost answer')
  for (let again = 0; again < 3; again++) {
    await run()
    now = now.add({ minutes: 4 })
  }
  const posted = (await twin.messages(twin.channels.text)).filter(message => said(message).includes('survey'))
  expect(posted).toHaveLength(1)
  const posts = twin.requests.filter(({ path }) => path === `/channels/${twin.channels.forum}/threads`)
  expect(posts).toHaveLength(1)
  expect(JSON.stringify(posts[0]!.body.message)).toContain('survey')
  const more = await rig.followUp(posted[0].id, 'what did Biden refuse?', 'bob')
  expect(more.at(-1)).toMatchObject({ text: expect.stringContaining('Biden'), alone: false })
  expect(twin.refused).toEqual([])
})
