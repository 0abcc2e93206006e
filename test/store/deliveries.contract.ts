// Subscriptions and the outbox: what every engine must do with them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NewDelivery } from '../../src/model/delivery.ts'
import type { Subscription } from '../../src/model/subscription.ts'
import type { Store } from '../../src/store/store.ts'

const AT = '2024-03-09T23:30:00.000Z'

/** An instant so many seconds later than the first slot. */
function later(seconds: number): string {
  return new Date(Date.parse(AT) + seconds * 1000).toISOString()
}

function subscription(id: string, over: Partial<Subscription> = {}): Subscription {
  return {
    id,
    workspace: 'slack:T1',
    channel: 'slack:T1/C1',
    owner: 'U1',
    lang: 'ko',
    slots: [{ form: 'daily', time: '08:30', zone: 'Asia/Seoul', days: [1, 2, 3, 4, 5] }],
    topics: ['TOP.radar'],
    length: 'usual',
    quiet: 'silent',
    missed: 'fold',
    state: 'active',
    pausedFor: null,
    createdAt: AT,
    changedAt: AT,
    settledAt: AT,
    nextAt: later(60),
    ...over,
  }
}

/** Part `part` of `parts` of an edition. */
function delivery(edition: string, part = 0, over: Partial<NewDelivery> = {}): NewDelivery {
  const destination = over.destination ?? 'slack:T1/C1'
  return {
    id: `${edition}${part}${destination.replace(/\W/g, '')}`,
    subscription: 's1',
    slot: `daily@${edition}`,
    destination,
    workspace: 'slack:T1',
    kind: 'digest',
    part,
    parts: 3,
    lang: 'ja',
    intoThread: null,
    dueAt: AT,
    sendAfter: AT,
    window: { from: later(-86_400), to: AT },
    title: `題 ${edition}`,
    payload: JSON.stringify({ text: `${edition} ${part}` }),
    told: JSON.stringify([{ claim: `${edition}${part}` }]),
    state: 'pending',
    ...over,
  }
}

const edition = (name: string, over: Partial<NewDelivery> = {}) =>
  [0, 1, 2].map(part => delivery(name, part, over))
const lease = (by: string, seconds: number) => ({ by, now: later(seconds), until: later(seconds + 120) })
const posted = (n: number) => ({ message: `m${n}`, thread: `t${n}`, at: later(n) })

export function testDeliveries(open: () => Promise<Store>): void {
  async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
    const store = await open()
    try {
      await work(store)
    } finally {
      await store.close()
    }
  }

  describe('subscriptions', () => {
    test('come back as they were given, whatever they hold', () =>
      withStore(async store => {
        await fc.assert(
          fc.asyncProperty(
            fc.string({ minLength: 1, unit: 'binary' }),
            fc.string({ unit: 'binary' }),
            async (id, words) => {
              const given = subscription(id, { owner: words, channel: `slack:${words}`, topics: [words] })
              expect(await store.subscriptions.add(given)).toBe(true)
              expect(await store.subscriptions.get(id)).toEqual(given)
              expect(await store.subscriptions.add(given)).toBe(false)
              expect(await store.subscriptions.remove(id)).toBe(true)
              expect(await store.subscriptions.remove(id)).toBe(false)
            },
          ),
          { numRuns: 50 },
        )
      }))

    test('are listed by workspace and channel', () =>
      withStore(async ({ subscriptions }) => {
        await subscriptions.add(subscription('b', { channel: 'slack:T1/C2' }))
        await subscriptions.add(subscription('a'))
        await subscriptions.add(subscription('c', { workspace: 'slack:T2', channel: 'slack:T2/C1' }))
        await subscriptions.add(subscription('d', { workspace: null, channel: 'terminal:desk' }))
        const ids = async (of?: object) => (await subscriptions.list(of)).map(one => one.id)
        expect(await ids()).toEqual(['a', 'b', 'c', 'd'])
        expect(await ids({ workspace: 'slack:T1' })).toEqual(['a', 'b'])
        expect(await ids({ workspace: 'slack:T1', channel: 'slack:T1/C2' })).toEqual(['b'])
        expect(await ids({ channel: 'slack:T9/C9' })).toEqual([])
      }))

    test('are changed only as they were seen', () =>
      withStore(async ({ subscriptions }) => {
        const seen = subscription('a')
        await subscriptions.add(seen)
        const patch = { state: 'paused', pausedFor: 'archived', nextAt: null } as const
        expect(await subscriptions.change(seen, patch, later(1))).toBe(true)
        expect(await subscriptions.change(seen, { lang: 'en' }, later(2))).toBe(false)
        expect(await subscriptions.get('a')).toEqual({ ...seen, ...patch, changedAt: later(1) })
        expect(await subscriptions.counts()).toEqual({ active: 0, paused: 1, nextAt: null })
      }))

    test('that are due are taken by one process, longest due first, until its lease runs out', () =>
      withStore(async ({ subscriptions }) => {
        for (const [id, due] of [
          ['a', 60],
          ['b', 30],
          ['c', 90],
        ] as const)
          await subscriptions.add(subscription(id, { nextAt: later(due) }))
        await subscriptions.add(subscription('p', { state: 'paused', nextAt: null }))
        const take = async (by: string, seconds: number, limit = 9) =>
          (await subscriptions.takeDue(lease(by, seconds), limit)).map(one => one.id)
        expect(await take('one', 29)).toEqual([])
        expect(await take('one', 60, 1)).toEqual(['b'])
        expect(await take('two', 60)).toEqual(['a'])
        expect(await take('two', 61)).toEqual([])
        expect(await take('two', 181)).toEqual(['b', 'a', 'c'])
        const done = { settledAt: later(181), nextAt: later(999) }
        expect(await subscriptions.settle({ id: 'a', changedAt: AT }, { ...done, by: 'one' })).toBe(false)
        expect(await subscriptions.settle({ id: 'a', changedAt: AT }, { ...done, by: 'two' })).toBe(true)
        expect(await subscriptions.get('a')).toMatchObject(done)
        expect(await take('one', 999)).toEqual(['b', 'c', 'a'])
        expect(await subscriptions.counts()).toEqual({ active: 3, paused: 1, nextAt: later(30) })
      }))

    test('that were changed while somebody worked on them are not settled by that', () =>
      withStore(async ({ subscriptions }) => {
        await subscriptions.add(subscription('a'))
        const [taken] = await subscriptions.takeDue(lease('one', 60), 1)
        await subscriptions.change(taken!, { nextAt: later(5000) }, later(61))
        expect(
          await subscriptions.settle(taken!, { settledAt: later(60), nextAt: later(70), by: 'one' }),
        ).toBe(false)
        expect((await subscriptions.get('a'))?.nextAt).toBe(later(5000))
      }))
  })

  describe('the outbox', () => {
    test('takes an edition whole, once, and tells one subscription, slot and destination from another', () =>
      withStore(async ({ deliveries }) => {
        expect(await deliveries.open(edition('x'), AT)).toBe(true)
        expect(await deliveries.open(edition('x'), AT)).toBe(false)
        // Another process made more parts of it: none of them is added.
        expect(await deliveries.open([delivery('x', 3), delivery('x', 4)], AT)).toBe(false)
        expect(await deliveries.open(edition('y'), AT)).toBe(true)
        expect(await deliveries.open(edition('x', { destination: 'slack:T1/C2' }), AT)).toBe(true)
        expect(await deliveries.open([delivery('n', 0, { subscription: null })], AT)).toBe(true)
        expect(await deliveries.open([delivery('n', 0, { subscription: null })], AT)).toBe(false)
        expect(await deliveries.counts()).toMatchObject({ pending: 10, sent: 0 })
        await expect(deliveries.open([], AT)).rejects.toThrow()
        await expect(deliveries.open([delivery('a'), delivery('b')], AT)).rejects.toThrow()
      }))

    test('gives back what it was given', () =>
      withStore(async ({ deliveries }) => {
        let n = 0
        await fc.assert(
          fc.asyncProperty(fc.string({ unit: 'binary' }), async words => {
            const { state, payload, told, ...given } = delivery(`${n++}`, 0, {
              title: words,
              payload: words,
              told: JSON.stringify(words),
              intoThread: words,
            })
            await deliveries.open([{ ...given, state, payload, told }], AT)
            expect(await deliveries.get(given.id)).toMatchObject({ ...given, state: 'pending', attempts: 0 })
            const [taken] = await deliveries.takePending(lease('one', 0), 1)
            expect(taken?.payload).toBe(words)
            await deliveries.begin({ id: given.id, by: 'one' }, AT)
            await deliveries.sent({ id: given.id, by: 'one' }, { message: words, thread: words, at: AT })
            expect((await deliveries.toldTo(given.destination, AT))[0]?.told).toBe(told)
            expect(await deliveries.get(given.id)).toMatchObject({ message: words, thread: words })
            await deliveries.forgetBefore(later(1))
          }),
          { numRuns: 50 },
        )
      }))

    test('posts parts in order, the later ones into the thread of the first', () =>
      withStore(async ({ deliveries }) => {
        await deliveries.open(edition('x'), AT)
        for (const part of [0, 1, 2]) {
          const taken = await deliveries.takePending(lease('one', part), 9)
          expect(taken.map(one => [one.part, one.opened])).toEqual([[part, part === 0 ? null : 't0']])
          const held = { id: taken[0]!.id, by: 'one' }
          expect(await deliveries.begin(held, later(part))).toBe(true)
          expect(await deliveries.takePending(lease('two', part), 9)).toEqual([])
          expect(await deliveries.sent(held, posted(part))).toBe(true)
        }
        expect(await deliveries.counts()).toMatchObject({ sent: 3, pending: 0 })
        expect(await deliveries.nextAt()).toBeNull()
      }))

    test('lets one destination wait without holding up others, and shares fairly between workspaces', () =>
      withStore(async ({ deliveries }) => {
        for (const n of [1, 2, 3, 4])
          await deliveries.open([delivery(`a${n}`, 0, { destination: `slack:T1/C${n}`, parts: 1 })], AT)
        await deliveries.open(
          [delivery('b', 0, { destination: 'slack:T2/C1', workspace: 'slack:T2', parts: 1 })],
          AT,
        )
        await deliveries.open([delivery('later', 0, { destination: 'slack:T1/C1', parts: 1 })], AT)
        const first = await deliveries.takePending(lease('one', 0), 2)
        expect(new Set(first.map(one => one.workspace))).toEqual(new Set(['slack:T1', 'slack:T2']))
        const rest = await deliveries.takePending(lease('two', 0), 99)
        expect(rest.map(one => one.destination).sort()).toEqual(['slack:T1/C2', 'slack:T1/C3', 'slack:T1/C4'])
        const held = { id: first.find(one => one.workspace === 'slack:T1')!.id, by: 'one' }
        await deliveries.begin(held, AT)
        await deliveries.postpone(held, { sendAfter: later(30), why: '429' })
        // The second message to that channel may go meanwhile; the first comes back when its time has come.
        expect((await deliveries.takePending(lease('two', 1), 9)).map(one => one.slot)).toEqual([
          'daily@later',
        ])
        expect((await deliveries.takePending(lease('two', 300), 9)).map(one => one.id)).toContain(held.id)
        expect(await deliveries.get(held.id)).toMatchObject({ attempts: 1, why: '429', state: 'pending' })
      }))

    test('counts the word of a process only while it holds the delivery', () =>
      withStore(async ({ deliveries }) => {
        await deliveries.open([delivery('x')], AT)
        const [taken] = await deliveries.takePending(lease('one', 0), 1)
        const [one, two] = ['one', 'two'].map(by => ({ id: taken!.id, by }))
        expect(await deliveries.begin(two!, AT)).toBe(false)
        expect(await deliveries.begin(one!, AT)).toBe(true)
        expect(await deliveries.takeLost(lease('two', 119), 9)).toEqual([])
        expect((await deliveries.takeLost(lease('two', 121), 9)).map(each => each.id)).toEqual([taken!.id])
        expect(await deliveries.sent(one!, posted(1))).toBe(false)
        expect(await deliveries.postpone(one!, { sendAfter: AT, why: '' })).toBe(false)
        expect(await deliveries.fail(one!, { reason: 'archived', why: '' })).toBe(false)
        expect(await deliveries.sent(two!, posted(2))).toBe(true)
        expect(await deliveries.get(taken!.id)).toMatchObject({ state: 'sent', message: 'm2' })
      }))

    test('keeps a doubtful one until it is looked for, then for the operator', () =>
      withStore(async ({ deliveries }) => {
        await deliveries.open(edition('x'), AT)
        const id = (await deliveries.takePending(lease('one', 0), 1))[0]!.id
        const held = { id, by: 'one' }
        await deliveries.begin(held, AT)
        await deliveries.doubt(held, { lookAfter: later(30), why: 'no answer' })
        expect(await deliveries.takePending(lease('two', 60), 9)).toEqual([])
        expect(await deliveries.takeLost(lease('two', 29), 9)).toEqual([])
        expect(await deliveries.takeLost(lease('two', 31), 9)).toHaveLength(1)
        expect(await deliveries.giveUp({ id, by: 'two' }, 'no history')).toBe(true)
        expect(await deliveries.takeLost(lease('one', 999), 9)).toEqual([])
        // Its thread parts have nowhere to go until the operator has said what became of it.
        expect(await deliveries.takePending(lease('one', 999), 9)).toEqual([])
        expect(await deliveries.resolve(id, 'again', later(999))).toBe(true)
        expect(await deliveries.resolve(id, 'again', later(999))).toBe(false)
        const [again] = await deliveries.takePending(lease('one', 999), 9)
        expect(again).toMatchObject({ id, payload: '{"text":"x 0"}', attempts: 1 })
      }))

    test('cancels what waits, and only that', () =>
      withStore(async ({ deliveries }) => {
        await deliveries.open(edition('x'), AT)
        await deliveries.open(edition('y'), AT)
        const [first] = await deliveries.takePending(lease('one', 0), 1)
        await deliveries.begin({ id: first!.id, by: 'one' }, AT)
        expect(await deliveries.cancel({ subscription: 's1', slot: first!.slot }, 'removed')).toBe(2)
        expect(await deliveries.cancel({ subscription: 's1' }, 'removed')).toBe(3)
        expect(await deliveries.counts()).toMatchObject({ sending: 1, failed: 5, pending: 0 })
        expect(await deliveries.counts('slack:T9')).toMatchObject({ sending: 0, failed: 0 })
      }))

    test('knows what a channel was told, except by what failed, and where an edition ended', () =>
      withStore(async ({ deliveries }) => {
        await deliveries.open([delivery('x', 0, { dueAt: later(-90), slot: 'daily@x' })], AT)
        await deliveries.open([delivery('w', 0, { dueAt: later(-60), slot: 'weekly@w' })], AT)
        await deliveries.open(
          [delivery('y', 0, { slot: 'daily@y', state: 'quiet', told: null, payload: null })],
          AT,
        )
        const told = async (since: number) =>
          (await deliveries.toldTo('slack:T1/C1', later(since))).map(one => one.slot)
        expect(await told(-100)).toEqual(['weekly@w', 'daily@x'])
        expect(await told(-70)).toEqual(['weekly@w'])
        expect(await deliveries.toldTo('slack:T1/C2', later(-100))).toEqual([])
        expect((await deliveries.lastEdition('s1', 'daily@'))?.slot).toBe('daily@y')
        expect((await deliveries.lastEdition('s1', 'weekly@'))?.slot).toBe('weekly@w')
        expect(await deliveries.lastEdition('s2', 'daily@')).toBeNull()
        await deliveries.cancel({ subscription: 's1', slot: 'weekly@w' }, 'removed')
        expect(await told(-100)).toEqual(['daily@x'])
        expect(await deliveries.lastEdition('s1', 'weekly@')).toBeNull()
      }))

    test('forgets what is over and old, never what waits or is unknown', () =>
      withStore(async ({ deliveries }) => {
        await deliveries.open(edition('x', { dueAt: later(-100) }), AT)
        await deliveries.open([delivery('q', 0, { dueAt: later(-100), state: 'quiet' })], AT)
        await deliveries.open([delivery('r', 0, { dueAt: later(-10), state: 'quiet' })], AT)
        expect(await deliveries.forgetBefore(later(-50))).toBe(1)
        expect(await deliveries.counts()).toMatchObject({ pending: 3, quiet: 1 })
        expect(await deliveries.list({ states: ['quiet'] })).toHaveLength(1)
        expect(await deliveries.list({ destination: 'slack:T1/C1', limit: 2 })).toHaveLength(2)
        expect(await deliveries.list({ workspace: 'slack:T2' })).toEqual([])
      }))

    test('is in no export: its channels are of one installation', () =>
      withStore(async store => {
        await store.subscriptions.add(subscription('secret-subscription'))
        await store.deliveries.open(edition('secret-edition'), AT)
        const lines = (await Array.fromAsync(store.export())).join('')
        expect(lines).not.toContain('secret-')
        expect(await store.check()).toEqual([])
      }))

    test('gives out again what was given back', () =>
      withStore(async ({ deliveries }) => {
        await deliveries.open(edition('x'), AT)
        const [taken] = await deliveries.takePending(lease('one', 0), 1)
        expect(await deliveries.takePending(lease('two', 0), 1)).toEqual([])
        await deliveries.release({ id: taken!.id, by: 'one' })
        expect((await deliveries.takePending(lease('two', 0), 1)).map(one => one.id)).toEqual([taken!.id])
      }))
  })
}
