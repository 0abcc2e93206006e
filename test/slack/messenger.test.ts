// Posting digests: what becomes of a message in every way that Slack and the line to it can fail.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Messenger } from '../../src/chat/messenger.ts'
import { paragraph, type Reply } from '../../src/chat/reply.ts'
import { createClients } from '../../src/slack/clients.ts'
import { createMessenger } from '../../src/slack/messenger.ts'
import { BOT_TOKEN, type Fault, openWorkspace, type Workspace } from './workspace.ts'

let workspace: Workspace
let messenger: Messenger
let channel: string
let counter = 0
let key: string

beforeAll(async () => {
  workspace = await openWorkspace()
  const clients = createClients(workspace.apiUrl, async team =>
    team === workspace.team ? { token: BOT_TOKEN, botUser: workspace.botUser } : null,
  )
  messenger = createMessenger(clients)
  channel = `slack:${workspace.team}/${workspace.channel}`
})
afterAll(() => workspace?.close())
beforeEach(() => {
  key = `key${++counter}`
})

const reply = (text: string): Reply => ({ lang: 'en', summary: text, blocks: [paragraph(text)] })
const answer =
  (body: object, status = 200, headers: Record<string, string> = {}): Fault =>
  (_, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))
const error = (name: string) => answer({ ok: false, error: name })
const now = () => Temporal.Now.instant()
const find = (thread?: string) => {
  const since = now().subtract({ minutes: 1 })
  return messenger.find!(channel, key, { since, attempted: since, now: now(), ...(thread && { thread }) })
}

describe('a post', () => {
  test('arrives once, under its key, and its parts in its thread', async () => {
    const first = await messenger.post(channel, reply('one'), { key })
    expect(first).toMatchObject({ outcome: 'sent' })
    if (first.outcome !== 'sent') return
    expect(first.thread).toBe(first.message)
    const second = await messenger.post(channel, reply('two'), { key: `${key}b`, thread: first.thread })
    expect(second).toMatchObject({ outcome: 'sent', thread: first.thread })
    expect(await workspace.messages(workspace.channel, first.thread)).toHaveLength(2)
    expect(await find()).toEqual({ found: 'there', message: first.message, thread: first.message })
  })

  test('goes to a person’s direct messages', async () => {
    const posted = await messenger.post(`slack:${workspace.team}/@${workspace.users.bob}`, reply('hi'), {
      key,
    })
    expect(posted.outcome).toBe('sent')
    const direct = await workspace.direct(workspace.users.bob)
    expect((await workspace.messages(direct)).at(0)?.text).toBe('hi')
  })

  test.each<[string, Fault, object]>([
    ['429', answer({ ok: false }, 429, { 'retry-after': '7' }), { outcome: 'later', afterMs: 7000 }],
    ['ratelimited', error('ratelimited'), { outcome: 'later' }],
    ['503', answer({}, 503), { outcome: 'unknown' }],
    ['internal_error', error('internal_error'), { outcome: 'unknown' }],
    ['a dead line', (_, response) => void response.destroy(), { outcome: 'unknown' }],
    ['not_in_channel', error('not_in_channel'), { outcome: 'failed', reason: 'not_in_channel' }],
    ['channel_not_found', error('channel_not_found'), { outcome: 'failed', reason: 'channel_gone' }],
    ['is_archived', error('is_archived'), { outcome: 'failed', reason: 'archived' }],
    ['missing_scope', error('missing_scope'), { outcome: 'failed', reason: 'forbidden' }],
    ['token_revoked', error('token_revoked'), { outcome: 'failed', reason: 'unauthorized' }],
    ['msg_too_long', error('msg_too_long'), { outcome: 'failed', reason: 'too_long' }],
    ['invalid_blocks', error('invalid_blocks'), { outcome: 'failed', reason: 'invalid' }],
    ['something new', error('something_new'), { outcome: 'failed', reason: 'invalid' }],
  ])('that meets %s says what became of it, after one attempt', async (_, fault, expected) => {
    workspace.fault('chat.postMessage', fault)
    const before = workspace.calls.length
    expect(await messenger.post(channel, reply('x'), { key })).toMatchObject(expected)
    const attempts = workspace.calls.slice(before).filter(each => each.method === 'chat.postMessage')
    expect(attempts).toHaveLength(1)
    expect(await find()).toEqual({ found: 'absent' })
  })

  test('that was taken although the line died is found', async () => {
    workspace.fault('chat.postMessage', async ({ body }, response) => {
      await workspace.api('chat.postMessage', body)
      response.destroy()
    })
    expect(await messenger.post(channel, reply('x'), { key })).toMatchObject({ outcome: 'unknown' })
    expect(await find()).toMatchObject({ found: 'there' })
  })

  test('to nobody there, to a workspace without us, too long or stopped, is not posted', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    server.close()
    await once(server, 'close')
    const gone = createMessenger(
      createClients(`http://127.0.0.1:${port}/api/`, async () => ({ token: 'x', botUser: 'U' })),
    )
    expect(await gone.post(channel, reply('x'), { key })).toMatchObject({ outcome: 'later' })
    expect(await messenger.post('slack:T999/C1', reply('x'), { key })).toMatchObject({
      outcome: 'failed',
      reason: 'unauthorized',
    })
    const long = { ...reply('x'), blocks: Array.from({ length: 200 }, (_, i) => paragraph(`line ${i}`)) }
    expect(messenger.fits(long)).toBe(false)
    expect(messenger.fits(reply('x'))).toBe(true)
    expect(await messenger.post(channel, long, { key })).toMatchObject({
      outcome: 'failed',
      reason: 'too_long',
    })
    expect(await messenger.post(channel, reply('x'), { key, signal: AbortSignal.abort() })).toMatchObject({
      outcome: 'later',
    })
    await expect(messenger.post('discord:1/2', reply('x'), { key })).resolves.toMatchObject({
      outcome: 'unknown',
    })
  })
})

describe('a picture', () => {
  const pictured: Reply = {
    lang: 'en',
    summary: 'chart',
    blocks: [
      { kind: 'picture', alt: 'a line that rises', media: 'image/png', bytes: new Uint8Array([1, 2, 3]) },
    ],
  }
  const blocksOf = () =>
    workspace.calls.findLast(each => each.method === 'chat.postMessage')!.body.get('blocks')!

  test('is uploaded and shown', async () => {
    expect(await messenger.post(channel, pictured, { key })).toMatchObject({ outcome: 'sent' })
    expect(JSON.parse(blocksOf())).toMatchObject([
      { type: 'image', slack_file: { id: expect.stringMatching(/^F/) }, alt_text: 'a line that rises' },
    ])
  })

  test('that is not taken, or not ready, is told in words', async () => {
    workspace.fault('files.getUploadURLExternal', error('missing_scope'))
    expect(await messenger.post(channel, pictured, { key })).toMatchObject({ outcome: 'sent' })
    expect(blocksOf()).toContain('picture: a line that rises')
    workspace.fault('chat.postMessage', error('invalid_blocks'))
    expect(await messenger.post(channel, pictured, { key: `${key}b` })).toMatchObject({ outcome: 'sent' })
    expect(blocksOf()).toContain('picture: a line that rises')
  })
})

describe('looking', () => {
  test('says when nobody can tell', async () => {
    workspace.fault('conversations.history', error('missing_scope'))
    expect(await find()).toMatchObject({ found: 'unsure', later: false })
    workspace.fault('conversations.history', answer({}, 503))
    expect(await find()).toMatchObject({ found: 'unsure', later: true })
  })

  test('turns the pages of a busy channel, but not for ever', async () => {
    const page = answer({ ok: true, messages: [], response_metadata: { next_cursor: 'more' } })
    const there = answer({
      ok: true,
      messages: [{ ts: '9.9', metadata: { event_type: 'attache', event_payload: { key } } }],
    })
    workspace.fault('conversations.history', page, page, there)
    expect(await find()).toMatchObject({ found: 'there', message: '9.9' })
    workspace.fault('conversations.history', ...Array<Fault>(10).fill(page))
    expect(await find()).toMatchObject({ found: 'unsure', later: false })
  })

  test('at a channel says what it is and what stands in the way', async () => {
    expect(await messenger.look!(channel)).toEqual({ kind: 'text', name: '#diplomacy', fault: null })
    expect(await messenger.look!(`slack:${workspace.team}/C0NOTHERE`)).toMatchObject({
      fault: 'channel_gone',
    })
    workspace.fault('conversations.info', answer({ ok: true, channel: { name: 'x', is_archived: true } }))
    expect(await messenger.look!(channel)).toMatchObject({ fault: 'archived' })
    workspace.fault('conversations.info', answer({ ok: true, channel: { name: 'x', is_member: false } }))
    expect(await messenger.look!(channel)).toMatchObject({ fault: 'not_in_channel' })
  })
})
