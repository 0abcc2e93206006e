// Subscriptions by command, as an administrator in a channel, a reader, and the operator see them.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStatus } from '../../commands/status.ts'
import { createSubscribe } from '../../commands/subscribe.ts'
import { createSubscriptions } from '../../commands/subscriptions.ts'
import { createUnsubscribe } from '../../commands/unsubscribe.ts'
import type { Asker } from '../../src/chat/command.ts'
import { createDispatch, type Dispatch } from '../../src/chat/dispatch.ts'
import type { Messenger } from '../../src/chat/messenger.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { LANGS } from '../../src/model/language.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { createRecorder } from '../helpers/recorder.ts'

const NOW = Temporal.ZonedDateTime.from('2026-11-23T10:00[Asia/Seoul]')
let store: Store
let dispatch: Dispatch
let looked: Awaited<ReturnType<NonNullable<Messenger['look']>>> | undefined

const admin: Asker = {
  lang: 'en',
  surface: 'slack',
  now: NOW,
  user: { id: 'U1', mayAdminister: true },
  workspace: 'slack:T1',
  channel: 'slack:T1/C1',
}
const operator: Asker = {
  lang: 'en',
  surface: 'terminal',
  now: NOW,
  user: { id: 'terminal', mayAdminister: true },
}

beforeEach(async () => {
  looked = undefined
  store = await openStore(':memory:', { clock: () => new Date(NOW.epochMilliseconds) })
  const { messenger } = createRecorder({ surface: 'slack', now: () => NOW.epochMilliseconds })
  const deps = {
    store,
    lexicon: openLexicon(),
    clock: () => NOW.toInstant(),
    messengerOf: () =>
      ({ ...messenger, look: async () => looked ?? { kind: 'text', name: null, fault: null } }) as Messenger,
  }
  dispatch = createDispatch({
    commands: [createSubscribe(deps), createSubscriptions(deps), createUnsubscribe(deps), createStatus(deps)],
    detectLanguage: () => ({ lang: 'en', confidence: 0 }),
    report: fault => {
      throw fault
    },
  })
})
afterEach(() => store.close())

const say = async (line: string, asker: Asker = admin) => JSON.stringify(await dispatch(line, asker))

describe('/subscribe', () => {
  test('subscribes the channel it is typed in, in its zone and language', async () => {
    const reply = await say(
      '/subscribe 08:30 weekdays --topics "GSOMIA, Japan" --weekly mon --quiet line --lang ko',
    )
    expect(reply).toContain('구독했습니다')
    const [made] = await store.subscriptions.list()
    expect(made).toMatchObject({
      workspace: 'slack:T1',
      channel: 'slack:T1/C1',
      owner: 'U1',
      lang: 'ko',
      topics: ['TOP.GSOMIA', 'GOV.jp'],
      quiet: 'line',
      state: 'active',
      nextAt: '2026-11-23T23:30:00.000Z',
    })
    expect(made!.slots).toEqual([
      { form: 'daily', time: '08:30', zone: 'Asia/Seoul', days: [1, 2, 3, 4, 5] },
      { form: 'weekly', time: '08:30', zone: 'Asia/Seoul', days: [1] },
    ])
    expect(reply).toContain(made!.id)
  })

  test.each([
    ['/subscribe 25:00', 'no time of day'],
    ['/subscribe 08:30 Asia/Soul', 'Asia/Seoul'],
    ['/subscribe 08:30 EST', 'America/New_York'],
    ['/subscribe tomorrow', '08:30 Asia/Seoul, weekdays'],
    ['/subscribe 08:30 --topics GSOMAI', 'GSOMIA'],
    ['/subscribe 08:30 --length endless', 'short, usual, long'],
    ['/subscribe 08:30 --channel slack:T2/C1', 'is no channel'],
    ['/subscribe', 'when'],
  ])('%s says what would be right', async (line, words) => {
    expect(await say(line)).toContain(words)
    expect(await store.subscriptions.list()).toEqual([])
  })

  test('is for those who may manage the workspace', async () => {
    const reply = await say('/subscribe 08:30', { ...admin, user: { id: 'U2', mayAdminister: false } })
    expect(reply).toContain('only those who may manage')
    expect(await store.subscriptions.list()).toEqual([])
  })

  test('says at once when the channel cannot be posted to', async () => {
    looked = { kind: 'text', name: null, fault: 'not_in_channel' }
    expect(await say('/subscribe 08:30')).toContain('Invite it')
    expect(await store.subscriptions.list()).toEqual([])
  })

  test('takes another channel from the operator, and the terminal without one', async () => {
    await say('/subscribe 08:30 UTC --channel slack:T7/C7', operator)
    await say('/subscribe 08:30 UTC', operator)
    const made = await store.subscriptions.list()
    expect(made.map(one => [one.channel, one.workspace])).toEqual([
      ['slack:T7/C7', 'slack:T7'],
      ['terminal:desk', null],
    ])
  })

  test('takes any line in any language without a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.constantFrom(...LANGS), async (line, lang) => {
        const reply = await dispatch({ command: 'subscribe', options: { when: line } }, { ...admin, lang })
        expect(reply.summary).not.toBe('')
      }),
      { numRuns: 100 },
    )
  })
})

describe('/subscriptions', () => {
  async function subscribeTwo(): Promise<string[]> {
    await say('/subscribe 08:30 Asia/Seoul, weekdays')
    await say('/subscribe 18:00 Tokyo', { ...admin, channel: 'slack:T1/C2' })
    await say('/subscribe 09:00 UTC', { ...admin, workspace: 'slack:T2', channel: 'slack:T2/C1' })
    return (await store.subscriptions.list()).map(one => one.id)
  }

  test('lists those of the workspace, and all for the operator', async () => {
    const [first, second, other] = await subscribeTwo()
    const listed = await say('/subscriptions')
    expect([listed.includes(first!), listed.includes(second!), listed.includes(other!)]).toEqual([
      true,
      true,
      false,
    ])
    expect(await say('/subscriptions', operator)).toContain(other)
  })

  test('pauses, resumes and changes one', async () => {
    const [id] = await subscribeTwo()
    expect(await say(`/subscriptions pause ${id}`)).toContain(`Paused ${id}`)
    expect(await store.subscriptions.get(id!)).toMatchObject({
      state: 'paused',
      pausedFor: 'asked',
      nextAt: null,
    })
    expect(await say(`/subscriptions resume ${id}`)).toContain(`Resumed ${id}`)
    expect(await store.subscriptions.get(id!)).toMatchObject({
      state: 'active',
      pausedFor: null,
      nextAt: '2026-11-23T23:30:00.000Z',
    })
    expect(await say(`/subscriptions change ${id} --when "18:00 London" --length short --lang ja`)).toContain(
      '18:00 Europe/London',
    )
    expect(await store.subscriptions.get(id!)).toMatchObject({
      lang: 'ja',
      length: 'short',
      nextAt: '2026-11-23T18:00:00.000Z',
    })
    expect(await say(`/subscriptions change ${id}`)).toContain('Say what to change')
    expect(await say(`/subscriptions change ${id} --when 27:00`)).toContain('no time of day')
  })

  test('of another workspace cannot be touched', async () => {
    const ids = await subscribeTwo()
    const other = ids[2]!
    for (const action of ['pause', 'remove', 'resume'])
      expect(await say(`/subscriptions ${action} ${other}`)).toContain('no subscription')
    expect(await say(`/unsubscribe ${other}`)).toContain('no subscription')
    expect(await store.subscriptions.get(other)).toMatchObject({ state: 'active' })
  })
})

describe('/unsubscribe', () => {
  test('ends the only one of a channel without its name, and what waits for it', async () => {
    await say('/subscribe 08:30')
    const [made] = await store.subscriptions.list()
    expect(await say('/unsubscribe')).toContain(`Removed ${made!.id}`)
    expect(await store.subscriptions.list()).toEqual([])
    expect(await say('/unsubscribe')).toContain('no subscription here yet')
  })

  test('asks which where there are several', async () => {
    await say('/subscribe 08:30')
    await say('/subscribe 18:00')
    expect(await say('/unsubscribe')).toContain('Which one?')
    expect(await store.subscriptions.list()).toHaveLength(2)
  })
})

test('/status tells readers of this channel only', async () => {
  await say('/subscribe 08:30')
  await say('/subscribe 18:00', { ...admin, channel: 'slack:T1/C2' })
  const [here, there] = await store.subscriptions.list()
  const reply = await say('/status', { ...admin, user: { id: 'U3', mayAdminister: false } })
  expect([reply.includes(here!.id), reply.includes(there!.id)]).toEqual([true, false])
  expect(reply).toContain('Nothing has been delivered')
  expect(await say('/status', operator)).toContain(there!.id)
})
