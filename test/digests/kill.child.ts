// One process of the desk on simulated time; the platform is its parent, which outlives it. It is killed at any instant.
import type { FindOutcome, Messenger, PostOutcome } from '../../src/chat/messenger.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { openStore } from '../../src/store/open.ts'
import { jobDeps, runUntil, simulateTime } from '../helpers/recorder-desk.ts'

/** What the parent is asked; `now` lets it know how far simulated time has come. */
export interface Asked {
  readonly id: number
  readonly now: number
  readonly call: 'now' | 'post' | 'find'
  readonly surface?: 'slack' | 'discord' | 'terminal'
  readonly values?: readonly unknown[]
}

export interface Answered {
  readonly id: number
  readonly value: unknown
}

if (process.argv[1] === import.meta.filename) {
  const [, , file, start, end, name, largest] = process.argv
  const time = simulateTime(start!)
  const waiting = new Map<number, (value: unknown) => void>()
  let asked = 0
  process.on('message', ({ id, value }: Answered) => {
    waiting.get(id)?.(value)
    waiting.delete(id)
  })
  process.on('disconnect', () => process.exit(0))
  const ask = (call: Asked['call'], surface?: Asked['surface'], values?: readonly unknown[]) =>
    new Promise<unknown>(resolve => {
      const id = asked++
      waiting.set(id, resolve)
      const now = time.now().epochMilliseconds
      process.send!({ id, now, call, ...(surface && { surface }), ...(values && { values }) } satisfies Asked)
    })

  const messengerOf = (surface: 'slack' | 'discord' | 'terminal'): Messenger => ({
    surface,
    pace: { channelMs: 1000, perSecond: 50 },
    fits: reply => JSON.stringify(reply).length <= Number(largest),
    post: async (...values) => (await ask('post', surface, values)) as PostOutcome,
    ...(surface === 'terminal'
      ? {}
      : {
          find: async (channel, key, { since, attempted, now, ...rest }) =>
            (await ask('find', surface, [
              channel,
              key,
              { ...rest, since: `${since}`, attempted: `${attempted}`, now: `${now}` },
            ])) as FindOutcome,
        }),
  })

  const store = await openStore(file!, { clock: () => new Date(time.now().epochMilliseconds) })
  const messengers = (['slack', 'discord', 'terminal'] as const).map(messengerOf)
  const faults: unknown[] = []
  const deps = jobDeps(store, openLexicon(), time, messengers, {
    by: name!,
    log: { info: () => {}, warn: () => {}, error: fields => faults.push(fields) },
  })
  await ask('now')
  await runUntil(end!, { ...deps }, time, now => {
    process.send!({ id: -1, now: now.epochMilliseconds, call: 'now' } satisfies Asked)
  })
  await store.close()
  process.exit(0)
}
