// From a slot to a message that stands in its channel: once, in order, whatever fails.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDeliveryJob, type DeliveryJobDeps } from '../../digests/job.ts'
import { readSlots } from '../../digests/slots.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Slot } from '../../src/model/subscription.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { createRecorder, MANY_FAULTS, type Recorder, randomOf, repeatedKeys } from '../helpers/recorder.ts'
import {
  fillDays,
  jobDeps,
  runUntil,
  type SimulatedTime,
  simulateTime,
  subscribe,
} from '../helpers/recorder-desk.ts'

const START = '2024-03-04T00:00:00Z'
const lexicon = openLexicon()
let store: Store
let time: SimulatedTime
let slack: Recorder
let deps: DeliveryJobDeps

function slots(line: string): readonly Slot[] {
  const read = readSlots(line, 'UTC')
  if ('fault' in read) throw new Error(read.fault)
  return read
}

function open(faults = {}) {
  slack = createRecorder({ surface: 'slack', now: () => time.now().epochMilliseconds, ...faults })
  deps = jobDeps(store, lexicon, time, [slack.messenger])
}

beforeEach(async () => {
  time = simulateTime(START)
  store = await openStore(':memory:', { clock: () => new Date(time.now().epochMilliseconds) })
  await fillDays(store, '2024-03-01', 40)
  open()
})
afterEach(() => store.close())

const textOf = (recorder: Recorder) => recorder.arrived.map(one => JSON.stringify(one.reply))

describe('a daily', () => {
  test('comes at its minute, every weekday, each time with what is new', async () => {
    await subscribe(deps, 'slack:T1/C1', slots('08:30 Asia/Seoul, weekdays'))
    await runUntil('2024-03-16T00:00:00Z', deps, time)
    const firsts = slack.arrived.filter(one => one.thread === null)
    expect(firsts.map(one => new Date(one.at).toISOString().slice(0, 16))).toEqual([
      ...['04', '05', '06', '07', '10', '11', '12', '13', '14'].map(day => `2024-03-${day}T23:30`),
    ])
    const judgements = firsts.map(one => one.reply.summary.split(' — ').slice(1).join())
    expect(new Set(judgements).size).toBe(firsts.length)
    expect(repeatedKeys(slack.arrived)).toEqual([])
  })

  test('goes into a thread when it does not fit one message, in order', async () => {
    open({ largest: 1500 })
    await subscribe(deps, 'slack:T1/C1', slots('08:30 Asia/Seoul'))
    await runUntil('2024-03-05T12:00:00Z', deps, time)
    const [first, ...more] = slack.arrived
    expect(more.length).toBeGreaterThan(0)
    expect(first!.thread).toBeNull()
    expect(more.every(one => one.thread === first!.id)).toBe(true)
    expect(slack.arrived.every(one => JSON.stringify(one.reply).length <= 1500)).toBe(true)
  })

  test('says nothing when nothing is new, or one line, as the subscription says', async () => {
    await subscribe(deps, 'slack:T1/C1', slots('08:30 Asia/Seoul'))
    await subscribe(deps, 'slack:T1/C2', slots('08:30 Asia/Seoul'), { quiet: 'line', lang: 'ko' })
    // After the last article.
    time.set(Temporal.Instant.from('2024-04-20T00:00:00Z'))
    await runUntil('2024-04-24T00:00:00Z', deps, time)
    const late = slack.arrived.filter(one => one.at > Date.parse('2024-04-21T00:00:00Z'))
    expect(late.map(one => one.channel)).toEqual(Array(3).fill('slack:T1/C2'))
    expect(late.every(one => one.reply.summary.includes('새로운 내용이 없다'))).toBe(true)
    expect((await store.deliveries.counts()).quiet).toBeGreaterThanOrEqual(3)
  })

  test('that was missed comes late, says so with its window, and stands for those before it', async () => {
    await subscribe(deps, 'slack:T1/C1', slots('08:30 Asia/Seoul'))
    await runUntil('2024-03-05T12:00:00Z', deps, time)
    time.set(Temporal.Instant.from('2024-03-09T05:00:00Z'))
    await runUntil('2024-03-09T06:00:00Z', deps, time)
    expect(slack.arrived.filter(one => one.thread === null)).toHaveLength(2)
    const words = textOf(slack).at(-1)!
    expect(words).toContain('Late: due')
    expect(words).toContain('5 Mar 2024')
    expect(words).toContain('3 earlier digests')
    // The next one is on time and goes on where this one ended.
    await runUntil('2024-03-10T06:00:00Z', deps, time)
    expect(textOf(slack).at(-1)).not.toContain('Late')
    const [next, late] = await store.deliveries.list({ limit: 2 })
    expect(next!.window!.from).toBe(late!.window!.to)
  })
})

describe('what goes wrong', () => {
  test('with one channel holds up no other', async () => {
    await subscribe(deps, 'slack:T1/C1', slots('08:30 Asia/Seoul'))
    await subscribe(deps, 'slack:T1/C2', slots('08:30 Asia/Seoul'))
    let refused = 0
    const { post } = slack.messenger
    const messenger = {
      ...slack.messenger,
      post: (async (channel, reply, options) =>
        channel === 'slack:T1/C1' && refused++ < 3
          ? { outcome: 'later', afterMs: 40_000, why: '429' }
          : post(channel, reply, options)) as typeof post,
    }
    await runUntil('2024-03-05T12:00:00Z', jobDeps(store, lexicon, time, [messenger]), time)
    const at = (channel: string) => slack.arrived.find(one => one.channel === channel)!.at
    expect(at('slack:T1/C2') - Date.parse('2024-03-04T23:30:00Z')).toBeLessThan(10_000)
    expect(at('slack:T1/C1') - Date.parse('2024-03-04T23:30:00Z')).toBeGreaterThanOrEqual(120_000)
  })

  test('for good pauses the subscription and tells its owner and the operator once', async () => {
    const operator = { channel: 'slack:T9/C9', lang: 'ja' as const }
    deps = { ...deps, operator }
    const made = await subscribe(deps, 'slack:T1/C1', slots('08:30 12:00 Asia/Seoul'))
    slack.close('slack:T1/C1', 'not_in_channel')
    await runUntil('2024-03-08T00:00:00Z', deps, time)
    expect(await store.subscriptions.get(made.id)).toMatchObject({
      state: 'paused',
      pausedFor: 'not_in_channel',
      nextAt: null,
    })
    expect(slack.arrived.map(one => one.channel).sort()).toEqual(['slack:T1/@U1', 'slack:T9/C9'])
    expect(slack.arrived.find(one => one.channel === 'slack:T1/@U1')!.reply.summary).toContain(
      `/subscriptions resume ${made.id}`,
    )
    expect(slack.arrived.find(one => one.channel === 'slack:T9/C9')!.reply.lang).toBe('ja')
  })

  test('where nobody can look is left to the operator, and never posted again', async () => {
    const terminal = createRecorder({
      surface: 'terminal',
      now: () => time.now().epochMilliseconds,
      random: () => 0,
      faults: { ...MANY_FAULTS, tooMany: 0, refused: 0, requestLost: 0, slow: 0, answerLost: 1 },
    })
    deps = {
      ...jobDeps(store, lexicon, time, [terminal.messenger, slack.messenger]),
      operator: { channel: 'slack:T9/C9', lang: 'en' },
    }
    await subscribe(deps, 'terminal:desk', slots('08:30 Asia/Seoul'))
    await runUntil('2024-03-05T12:00:00Z', deps, time)
    expect(terminal.arrived).toHaveLength(1)
    const [unknown] = await store.deliveries.list({ states: ['unknown'] })
    expect(unknown).toBeDefined()
    expect(slack.arrived.map(one => one.reply.summary).join()).toContain(`--id ${unknown!.id}`)
    await runUntil('2024-03-05T20:00:00Z', deps, time)
    expect(terminal.arrived).toHaveLength(1)
  })

  test.each(['slack', 'discord'] as const)(
    'at random on %s loses nothing and repeats nothing',
    async surface => {
      const recorder = createRecorder({
        surface,
        now: () => time.now().epochMilliseconds,
        random: randomOf(7),
        faults: MANY_FAULTS,
        largest: 1500,
      })
      deps = { ...jobDeps(store, lexicon, time, [recorder.messenger]), random: randomOf(8) }
      for (const n of [1, 2, 3])
        await subscribe(deps, `${surface}:T${n}/C${n}`, slots('08:30 Asia/Seoul; 18:00 America/New_York'))
      await runUntil('2024-03-25T00:00:00Z', deps, time)
      await runUntil('2024-03-26T00:00:00Z', deps, time)
      const rows = await store.deliveries.list({ limit: 1000 })
      const over = rows.filter(
        row => row.state !== 'quiet' && Date.parse(row.dueAt) < Date.parse('2024-03-25T00:00:00Z'),
      )
      expect(new Set(over.map(row => row.state))).toEqual(new Set(['sent']))
      expect(repeatedKeys(recorder.arrived)).toEqual([])
      const there = new Set(recorder.arrived.map(one => one.key))
      expect(over.filter(row => !there.has(row.id))).toEqual([])
    },
  )
})

test('two processes share the work and repeat nothing', async () => {
  for (let n = 0; n < 20; n++) await subscribe(deps, `slack:T1/C${n}`, slots('08:30 Asia/Seoul'))
  time.set(Temporal.Instant.from('2024-03-04T23:30:00Z'))
  const signal = new AbortController().signal
  const jobs = ['one', 'two', 'three'].map(by => createDeliveryJob({ ...deps, by }))
  await Promise.all(jobs.map(job => job.run(time.now(), signal)))
  expect(slack.arrived.filter(one => one.thread === null)).toHaveLength(20)
  expect(repeatedKeys(slack.arrived)).toEqual([])
})

test('the operator is told of a dry pipe once, and again after it has flowed', async () => {
  deps = { ...deps, operator: { channel: 'slack:T9/C9', lang: 'en' }, dryHours: 30 }
  await subscribe(deps, 'slack:T1/C1', slots('08:30 Asia/Seoul'))
  await runUntil('2024-03-20T00:00:00Z', deps, time)
  expect(slack.arrived.filter(one => one.channel === 'slack:T9/C9')).toEqual([])
  await runUntil('2024-04-20T00:00:00Z', deps, time)
  const told = slack.arrived.filter(one => one.channel === 'slack:T9/C9')
  expect(told.map(one => one.reply.summary.includes('30 hours'))).toEqual([true])
})

test('nothing is told twice to a channel, also by two subscriptions', async () => {
  await subscribe(deps, 'slack:T1/C1', slots('08:30 Asia/Seoul'))
  await subscribe(deps, 'slack:T1/C1', slots('12:00 Asia/Seoul'))
  await runUntil('2024-03-12T00:00:00Z', deps, time)
  // Once the first has told a day, the second subscription of the channel has nothing left of it to tell.
  const firsts = slack.arrived.filter(
    one => one.thread === null && one.at > Date.parse('2024-03-04T23:00:00Z'),
  )
  expect(firsts.length).toBeGreaterThan(5)
  expect(firsts.every(one => new Date(one.at).toISOString().slice(11, 13) === '23')).toBe(true)
})
