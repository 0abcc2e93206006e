import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LANG_OPTION } from '../../src/chat/command.ts'
import { createDispatch } from '../../src/chat/dispatch.ts'
import { noticeReply, type Reply } from '../../src/chat/reply.ts'
import { createSession, type Served, type Session, type Visit } from '../../src/chat/session.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { command, QUESTION } from './commands.ts'

const NOW = Temporal.Instant.from('2026-11-23T08:00:00Z')
const RATE = { most: 3, everyMs: 1000 }

let store: Store
let served: Served[]
let ask: ReturnType<typeof command>
let setting: ReturnType<typeof command>
let session: Session
let now: Temporal.Instant

beforeEach(async () => {
  store = await openStore(':memory:', { clock: () => new Date(0) })
  served = []
  now = NOW
  const said = async (request: { lang: 'en' }): Promise<Reply> => ({
    lang: request.lang,
    summary: 'He refused.',
    blocks: [],
  })
  ask = command('ask', [QUESTION, LANG_OPTION])
  const answering = {
    ...ask,
    run: async (request: Parameters<typeof ask.run>[0]) => {
      ask.requests.push(request)
      return said(request as never)
    },
  }
  setting = command('subscribe', [], { admin: true })
  const commands = [answering, setting]
  session = createSession({
    dispatch: createDispatch({ commands, detectLanguage, report: () => {} }),
    commands,
    memory: store.platforms,
    queue: 'slack',
    clock: () => now,
    rate: RATE,
    observe: one => served.push(one),
  })
})
afterEach(async () => store.close())

const visit = (id: string, incoming: Visit['incoming'], more: Partial<Visit> = {}): Visit => ({
  id,
  incoming,
  asker: {
    lang: 'en',
    surface: 'slack',
    now: NOW.toZonedDateTimeISO('UTC'),
    workspace: 'slack:T1',
    channel: 'slack:T1/C1',
  },
  user: 'U1',
  mayAdminister: async () => false,
  ...more,
})

/** Serves a visit and returns what was delivered. */
async function deliver(one: Visit): Promise<Reply[]> {
  const replies: Reply[] = []
  await session.serve(one, async reply => void replies.push(reply))
  return replies
}

describe('a session', () => {
  test('answers a visit once, however often and at once it is delivered', async () => {
    const replies = (
      await Promise.all(Array.from({ length: 5 }, () => deliver(visit('a', 'what did he refuse?'))))
    ).flat()
    expect(replies).toHaveLength(1)
    expect(replies[0]).toMatchObject({ summary: 'He refused.', about: 'a' })
    expect(await deliver(visit('a', 'what did he refuse?'))).toEqual([])
    expect(ask.requests).toHaveLength(1)
    expect(served.filter(one => one.outcome === 'duplicate')).toHaveLength(5)
  })

  test('takes up again what was begun before a kill, without counting it against the person', async () => {
    await store.platforms.beginVisit({ id: 'a', queue: 'slack', work: 'w', at: NOW.toString() })
    expect(await deliver(visit('a', 'again?'))).toEqual([])
    expect(await deliver(visit('a', 'again?', { resumed: true }))).toHaveLength(1)
    expect(await store.platforms.unfinishedVisits('slack', '2026')).toEqual([])
  })

  test('remembers what was asked in a conversation, and its language', async () => {
    const thread = { conversation: 'slack:T1/C1/1.1' }
    await deliver(visit('a', '拜登拒绝了什么要求？', thread))
    await deliver(visit('b', '/ask "what did Abe say" --lang ja', thread))
    await deliver(visit('c', 'and then?', thread))
    expect(ask.requests.map(request => request.conversation)).toEqual([
      { id: 'slack:T1/C1/1.1', earlier: [] },
      { id: 'slack:T1/C1/1.1', earlier: ['拜登拒绝了什么要求？'], lang: 'zh-Hans' },
      {
        id: 'slack:T1/C1/1.1',
        earlier: ['拜登拒绝了什么要求？', 'what did Abe say'],
        lang: expect.any(String),
      },
    ])
    await deliver(
      visit('d', 'who says so?', { user: 'U2', conversation: 'other', subject: 'Digest of 5 Dec' }),
    )
    expect(ask.requests.at(-1)?.conversation).toEqual({ id: 'other', earlier: ['Digest of 5 Dec'] })
  })

  test('holds each person to the rate, and says when to come again', async () => {
    for (const id of ['a', 'b', 'c']) expect(await deliver(visit(id, 'q?'))).toMatchObject([{ about: id }])
    const [refused] = await deliver(visit('d', 'q?'))
    expect(refused).toMatchObject({ ephemeral: true, summary: expect.stringContaining('1 second') })
    expect(await deliver(visit('e', 'q?', { user: 'U2' }))).toMatchObject([{ about: 'e' }])
    now = NOW.add({ seconds: 1 })
    expect(await deliver(visit('f', 'q?'))).toMatchObject([{ about: 'f' }])
    expect(served.map(one => one.outcome)).toContain('limited')
  })

  test('asks for the permission only where settings change, and records every use', async () => {
    let asked = 0
    const may = (answer: boolean) => async (scope: string) => {
      expect(scope).toBe('workspace')
      asked++
      return answer
    }
    await deliver(visit('a', 'a question', { mayAdminister: may(true) }))
    expect(asked).toBe(0)
    const [refused] = await deliver(visit('b', '/subscribe', { mayAdminister: may(false) }))
    expect(refused?.ephemeral).toBe(true)
    await deliver(visit('c', { command: 'subscribe', options: {} }, { mayAdminister: may(true), user: 'U2' }))
    expect(setting.requests).toHaveLength(1)
    expect(await store.platforms.changes({ workspace: 'slack:T1', limit: 9 })).toEqual([
      {
        at: '2026-11-23T08:00:00.000Z',
        workspace: 'slack:T1',
        channel: 'slack:T1/C1',
        person: 'slack:T1/U2',
        line: '/subscribe',
        outcome: 'done',
      },
      expect.objectContaining({ person: 'slack:T1/U1', outcome: 'refused' }),
    ])
  })

  test('reads the thread only for a command that wants it, and asks for the channel where settings are its own', async () => {
    const commands = [
      command('ask', [QUESTION]),
      command('summarize', [], { readsThread: true }),
      command('subscribe', [], { admin: true, ofChannel: true }),
    ]
    const reading = createSession({
      dispatch: createDispatch({ commands, detectLanguage, report: () => {} }),
      commands,
      memory: store.platforms,
      queue: 'slack',
      clock: () => NOW,
      rate: RATE,
      observe: () => {},
    })
    const scopes: string[] = []
    const more = {
      conversation: 'thread',
      readThread: async () => ['one', 'two'],
      mayAdminister: async (scope: string) => {
        scopes.push(scope)
        return scope === 'channel'
      },
    }
    for (const [id, line] of Object.entries({ a: 'q?', b: '/summarize', c: '/subscribe' }))
      await reading.serve(visit(id, line, more), async () => {})
    expect(commands.map(each => each.requests[0]?.conversation?.thread)).toEqual([
      undefined,
      ['one', 'two'],
      undefined,
    ])
    expect(scopes).toEqual(['workspace', 'channel'])
    expect(commands[2]!.requests[0]?.user).toEqual({ id: 'U1', mayAdminister: true, onlyHere: true })
  })

  test('ends a visit whose reply does not arrive, tells of it and goes on', async () => {
    const fault = new Error('no such channel')
    const outcome = await session.serve(visit('a', 'q?'), async () => {
      throw fault
    })
    expect(outcome).toBe('failed')
    expect(served).toMatchObject([{ outcome: 'failed', fault, command: 'ask', surface: 'slack' }])
    expect(await store.platforms.unfinishedVisits('slack', '2026')).toEqual([])
    expect(await deliver(visit('b', 'q?'))).toHaveLength(1)
  })

  test('settles when all that was begun is finished', async () => {
    const gate = Promise.withResolvers<void>()
    const begun = session.serve(visit('a', 'q?'), () => gate.promise)
    expect(session.running).toBe(1)
    let settled = false
    const settling = session.settle().then(() => {
      settled = true
    })
    await Promise.resolve()
    expect(settled).toBe(false)
    gate.resolve()
    await settling
    expect(await begun).toBe('answered')
    expect(session.running).toBe(0)
  })

  test('keeps no turn of what only its asker sees', async () => {
    const quiet = createSession({
      dispatch: async () => noticeReply('en', 'info', 'only you'),
      commands: [],
      memory: store.platforms,
      queue: 'slack',
      clock: () => NOW,
      rate: RATE,
      observe: () => {},
    })
    const replies: Reply[] = []
    await quiet.serve(visit('x', '/help'), async reply => void replies.push(reply))
    expect(replies[0]).not.toHaveProperty('about')
    expect(await store.platforms.turn('x')).toBeNull()
  })
})
