import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replyOfDigest } from '../../src/chat/digest-reply.ts'
import type { Messenger, PostOutcome } from '../../src/chat/messenger.ts'
import { paragraph, type Reply } from '../../src/chat/reply.ts'
import { createApi } from '../../src/discord/api.ts'
import { createMessenger, idAt, numberOf, readChannel } from '../../src/discord/messenger.ts'
import { DIGEST } from '../chat/examples.ts'
import { openTwin, said, TOKEN, type Twin } from './twin.ts'

let twin: Twin
let messenger: Messenger
const warned: string[] = []
const at = (id: string) => `discord:${twin.guild}/${id}`
const part = (words: string): Reply => ({
  lang: 'en',
  summary: words,
  blocks: [{ kind: 'heading', level: 1, text: words }, paragraph(`About ${words}.`)],
})
let keys = 0
const newKey = () => `key${Date.now()}${keys++}`
const POST = /^\/channels\/\d+\/messages$/
const NOW = Temporal.Now.instant()
const span = (more = {}) => ({
  since: NOW,
  attempted: Temporal.Now.instant(),
  now: Temporal.Now.instant(),
  ...more,
})

beforeAll(async () => {
  twin = await openTwin()
  const api = createApi({ token: TOKEN, url: twin.url })
  messenger = createMessenger({ api, self: async () => twin.self, warn: what => void warned.push(what) })
})
afterAll(async () => {
  expect(twin.refused).toEqual([])
  await twin?.close()
})

describe('posting', () => {
  it('sends a digest once, whatever is lost on the way, and finds it again', async () => {
    const key = newKey()
    const digest = replyOfDigest(DIGEST)
    twin.failNext('POST', POST, 'lost answer')
    const lost = await messenger.post(at(twin.channels.text), digest, { key, title: 'Digest' })
    expect(lost.outcome).toBe('unknown')
    const found = await messenger.find!(at(twin.channels.text), key, span())
    expect(found).toMatchObject({ found: 'there' })
    const again = await messenger.post(at(twin.channels.text), digest, { key, title: 'Digest' })
    expect(again).toEqual({ ...found, outcome: 'sent', found: undefined })
    const mine = (await twin.messages(twin.channels.text)).filter(message =>
      said(message).includes('US–Japan–Korea'),
    )
    expect(mine).toHaveLength(1)
  })

  it('tells a digest that was never sent from one that nobody can see', async () => {
    const [key, other] = [newKey(), newKey()]
    await messenger.post(at(twin.channels.text), part('another'), { key: other })
    expect(await messenger.find!(at(twin.channels.text), key, span())).toEqual({ found: 'absent' })
    twin.failNext('GET', POST, { status: 403, code: 50001 }, 2)
    expect(await messenger.find!(at(twin.channels.text), key, span())).toEqual({ found: 'repeatable' })
    const late = span({ attempted: NOW, now: NOW.add({ minutes: 9 }) })
    expect(await messenger.find!(at(twin.channels.text), key, late)).toMatchObject({
      found: 'unsure',
      later: false,
    })
    twin.failNext('GET', POST, { status: 503 })
    expect(await messenger.find!(at(twin.channels.text), key, late)).toMatchObject({
      found: 'unsure',
      later: true,
    })
  })

  it('looks through more messages than one page has', async () => {
    const key = newKey()
    const sent = await messenger.post(at(twin.channels.text), part('deep down'), { key })
    for (let i = 0; i < 120; i++) await twin.say(`talk ${i}`)
    expect(await messenger.find!(at(twin.channels.text), key, span())).toMatchObject({
      found: 'there',
      message: (sent as { message: string }).message,
    })
    expect(await messenger.find!(at(twin.channels.text), newKey(), span())).toEqual({ found: 'absent' })
  })

  it('opens a thread with the second part only', async () => {
    const first = await messenger.post(at(twin.channels.text), part('Edition **7**'), {
      key: newKey(),
      title: 'x',
    })
    expect(first.outcome).toBe('sent')
    const { thread, message } = first as { thread: string; message: string }
    const opened = () => twin.requests.filter(({ path }) => path.endsWith(`${message}/threads`))
    expect(opened()).toHaveLength(0)
    const [second, third] = [newKey(), newKey()]
    expect(await messenger.find!(at(twin.channels.text), second, span({ thread }))).toEqual({
      found: 'absent',
    })
    for (const key of [second, third])
      expect(await messenger.post(at(twin.channels.text), part(key), { key, thread })).toMatchObject({
        outcome: 'sent',
        thread,
      })
    expect(opened().map(({ body }) => body)).toEqual([{ name: 'Edition **7**' }])
    expect(await twin.messages(thread)).toHaveLength(2)
    expect(await messenger.find!(at(twin.channels.text), third, span({ thread }))).toMatchObject({
      found: 'there',
      thread,
    })
  })

  it('makes a post of each edition in a forum', async () => {
    const key = newKey()
    const first = await messenger.post(at(twin.channels.forum), part('Edition'), {
      key,
      title: 'Tue, 3 Dec @everyone\u202e',
    })
    expect(first).toMatchObject({ outcome: 'sent' })
    const { thread, message } = first as { thread: string; message: string }
    expect(thread).toBe(message)
    const opened = twin.requests.findLast(({ path }) => path === `/channels/${twin.channels.forum}/threads`)
    expect(opened!.body.name).toBe('Tue, 3 Dec @everyone')
    expect(
      await messenger.post(at(twin.channels.forum), part('More'), { key: newKey(), thread }),
    ).toMatchObject({ outcome: 'sent', thread })
    expect(await messenger.find!(at(twin.channels.forum), key, span())).toEqual({
      found: 'there',
      message,
      thread,
    })
    expect(await messenger.find!(at(twin.channels.forum), newKey(), span())).toEqual({ found: 'absent' })
  })

  it('publishes to followers in an announcement channel, and has posted where that fails', async () => {
    const published = () => twin.requests.filter(({ path }) => path.endsWith('/crosspost')).length
    await messenger.post(at(twin.channels.announcement), part('News'), { key: newKey() })
    expect(published()).toBe(1)
    twin.failNext('POST', /crosspost$/, { status: 403, code: 50013 })
    const sent = await messenger.post(at(twin.channels.announcement), part('News'), { key: newKey() })
    expect(sent.outcome).toBe('sent')
    expect(warned).toEqual(['a message was not published to followers'])
  })

  it('writes to a person', async () => {
    const sent = await messenger.post(`discord:${twin.guild}/@${twin.user}`, part('Personal'), {
      key: newKey(),
    })
    expect(sent).toMatchObject({ outcome: 'sent', thread: await twin.directChannel() })
    expect(said((await twin.messages(await twin.directChannel())).at(-1))).toContain('Personal')
  })

  it('sends pictures with the words for them', async () => {
    const picture: Reply = {
      ...part('Chart'),
      blocks: [
        { kind: 'picture', alt: 'bars', media: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) },
      ],
    }
    expect((await messenger.post(at(twin.channels.text), picture, { key: newKey() })).outcome).toBe('sent')
    const sent = twin.requests.findLast(({ method, path }) => method === 'POST' && POST.test(path))!
    expect(sent.files).toEqual(['picture-1.png'])
    expect(sent.body.attachments).toEqual([{ id: '0', filename: 'picture-1.png', description: 'bars' }])
  })

  it('posts nothing that is longer than a message', async () => {
    const long: Reply = {
      ...part('Long'),
      blocks: Array.from({ length: 9 }, () => paragraph('x'.repeat(1000))),
    }
    expect(messenger.fits(long)).toBe(false)
    expect(messenger.fits(part('Short'))).toBe(true)
    expect(messenger.fits({ ...part('Whole'), blocks: [paragraph('x'.repeat(3990))] })).toBe(true)
    const before = twin.requests.length
    expect(await messenger.post(at(twin.channels.text), long, { key: newKey() })).toMatchObject({
      outcome: 'failed',
      reason: 'too_long',
    })
    expect(twin.requests).toHaveLength(before)
  })
})

describe('what Discord answers', () => {
  const cases: readonly [
    string,
    Parameters<Twin['failNext']>[2],
    Partial<PostOutcome> & Record<string, unknown>,
  ][] = [
    ['a server error', { status: 502 }, { outcome: 'unknown' }],
    ['a connection that dies', 'lost request', { outcome: 'unknown' }],
    [
      'a long rate limit',
      { status: 429, headers: { 'retry-after': '120', 'x-ratelimit-scope': 'shared' } },
      { outcome: 'later' },
    ],
    ['slow mode', { status: 400, code: 20016 }, { outcome: 'later', afterMs: null }],
    ['a channel that is gone', { status: 404, code: 10003 }, { outcome: 'failed', reason: 'channel_gone' }],
    ['no access', { status: 403, code: 50001 }, { outcome: 'failed', reason: 'not_in_channel' }],
    ['a missing permission', { status: 403, code: 50013 }, { outcome: 'failed', reason: 'forbidden' }],
    ['an archived thread', { status: 400, code: 50083 }, { outcome: 'failed', reason: 'archived' }],
    ['a message it does not take', { status: 400, code: 50035 }, { outcome: 'failed', reason: 'invalid' }],
    [
      'a message that is too long to it',
      {
        status: 400,
        body: {
          code: 50035,
          message: 'Invalid Form Body',
          errors: { components: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'long' }] } },
        },
      },
      { outcome: 'failed', reason: 'too_long' },
    ],
  ]

  it.each(cases)('%s', async (_, fault, outcome) => {
    twin.failNext('POST', POST, fault)
    expect(await messenger.post(at(twin.channels.text), part('x'), { key: newKey() })).toMatchObject(outcome)
  })

  it('a rate limit of a moment is waited for', async () => {
    twin.failNext('POST', POST, { status: 429, headers: { 'retry-after': '0.05' } })
    expect(await messenger.post(at(twin.channels.text), part('soon'), { key: newKey() })).toMatchObject({
      outcome: 'sent',
    })
  })

  it('a revoked token', async () => {
    const api = createApi({ token: 'revoked', url: twin.url })
    const refused = createMessenger({ api, self: async () => twin.self, warn: () => {} })
    expect(await refused.post(at(twin.channels.text), part('x'), { key: newKey() })).toMatchObject({
      outcome: 'failed',
      reason: 'unauthorized',
    })
  })

  it('nothing, because nobody is there: surely not posted', async () => {
    const api = createApi({ token: TOKEN, url: 'http://127.0.0.1:9/api' })
    const alone = createMessenger({ api, self: async () => twin.self, warn: () => {} })
    expect(await alone.post(at(twin.channels.text), part('x'), { key: newKey() })).toMatchObject({
      outcome: 'later',
      afterMs: null,
    })
  })

  it('nothing in time: nobody knows', async () => {
    const stop = new AbortController()
    twin.failNext('POST', POST, 'lost answer')
    stop.abort()
    expect(
      await messenger.post(at(twin.channels.text), part('x'), { key: newKey(), signal: stop.signal }),
    ).toMatchObject({ outcome: 'unknown' })
    await messenger.post(at(twin.channels.text), part('y'), { key: newKey() })
  })

  it('channels that are none of Discord’s are refused here', async () => {
    for (const channel of ['slack:T1/C1', 'discord:x/1', 'discord:1', ''])
      expect(await messenger.post(channel, part('x'), { key: newKey() })).toMatchObject({
        outcome: 'failed',
        reason: 'invalid',
      })
  })
})

describe('a look at a channel', () => {
  it('tells its kind, its name and what is in the way', async () => {
    expect(await messenger.look!(at(twin.channels.text))).toEqual({
      kind: 'text',
      name: '#general',
      fault: null,
    })
    expect(await messenger.look!(at(twin.channels.announcement))).toMatchObject({ kind: 'announcement' })
    expect(await messenger.look!(at(twin.channels.forum))).toMatchObject({ kind: 'forum', fault: null })
    expect(await messenger.look!(`discord:${twin.guild}/@${twin.user}`)).toEqual({
      kind: 'direct',
      name: null,
      fault: null,
    })
    expect(await messenger.look!(at('123'))).toMatchObject({ fault: 'channel_gone' })
    expect(await messenger.look!(`discord:99/${twin.channels.text}`)).toMatchObject({ fault: 'channel_gone' })
    twin.forbid(twin.channels.announcement, 1n << 11n)
    expect(await messenger.look!(at(twin.channels.announcement))).toMatchObject({ fault: 'forbidden' })
    const posted = await messenger.post(at(twin.channels.forum), part('Old'), { key: newKey(), title: 'Old' })
    const { thread } = posted as { thread: string }
    expect(await messenger.look!(at(thread))).toMatchObject({ kind: 'thread', fault: null })
    await twin.archive(thread)
    expect(await messenger.look!(at(thread))).toMatchObject({ kind: 'thread', fault: 'archived' })
  })
})

describe('names and numbers', () => {
  it('of channels', () => {
    expect(readChannel('discord:1/2')).toEqual({ guild: '1', id: '2', direct: false })
    expect(readChannel('discord:@3/@3')).toEqual({ guild: '@3', id: '3', direct: true })
    expect(readChannel('discord:1/2/3')).toBeNull()
  })

  it('of messages: found by their key, and by when', () => {
    expect(numberOf('a')).not.toBe(numberOf('b'))
    for (const key of ['a', '', 'é']) expect(numberOf(key)).toBeGreaterThan(0)
    expect(idAt(1_420_070_400_000)).toBe('0')
    expect(BigInt(idAt(Date.UTC(2026, 0, 1))) >> 22n).toBe(BigInt(Date.UTC(2026, 0, 1)) - 1_420_070_400_000n)
    expect(idAt(-5)).toBe('0')
  })
})
