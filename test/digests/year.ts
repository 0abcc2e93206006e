// A simulated year with crashes, in one process: a crash is a desk whose every further step hangs for ever, as a dead
// process's would; another one takes over what it left.

import { dueSlots, slotName } from '../../digests/due.ts'
import { createDeliveryJob, type DeliveryJobDeps } from '../../digests/job.ts'
import { readSlots } from '../../digests/slots.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Lang } from '../../src/model/language.ts'
import type { Slot } from '../../src/model/subscription.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { type Arrived, createRecorder, randomOf, repeatedKeys } from '../helpers/recorder.ts'
import { fillDays, jobDeps, simulateTime, subscribe } from '../helpers/recorder-desk.ts'

const SUBSCRIBED: readonly (readonly [channel: string, slots: string, lang: Lang])[] = [
  ['slack:T1/C1', '08:30 Asia/Seoul', 'ko'],
  ['slack:T2/C1', '02:30 America/New_York', 'en'],
  ['discord:1/1', '01:30 Europe/London', 'ja'],
  ['discord:2/1', '01:30 America/New_York', 'zh-Hant'],
  ['slack:T3/C1', '08:00 Asia/Shanghai, weekdays', 'zh-Hans'],
]

export interface YearReport {
  readonly crashes: number
  readonly due: number
  readonly arrived: number
  readonly lost: readonly string[]
  readonly repeated: readonly string[]
  readonly wrongLanguage: readonly string[]
  /** Minutes from the slot to the message, of those that were not late by a crash. */
  readonly worstMinutes: number
  /** Later than ten minutes. */
  readonly late: number
}

/** Runs `days` from `start`, `crashesADay` on average, and looks at what came of it. */
export async function runYear(
  start: string,
  days: number,
  crashesADay: number,
  seed = 1,
): Promise<YearReport> {
  const time = simulateTime(start)
  const random = randomOf(seed)
  const store = await openStore(':memory:', { clock: () => new Date(time.now().epochMilliseconds) })
  const now = () => time.now().epochMilliseconds
  const platforms = (['slack', 'discord'] as const).map(surface => createRecorder({ surface, now, random }))
  try {
    const from = Temporal.Instant.from(start)
    const end = from.add({ hours: 24 * days })
    await fillDays(
      store,
      from.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 3 }).toString(),
      days + 4,
    )
    const lexicon = openLexicon()
    const base = jobDeps(
      store,
      lexicon,
      time,
      platforms.map(one => one.messenger),
    )
    const made = []
    for (const [channel, line, lang] of SUBSCRIBED)
      made.push(
        await subscribe(base, channel, readSlots(line, 'UTC') as readonly Slot[], { lang, quiet: 'line' }),
      )

    let crashes = 0
    let process = 0
    while (Temporal.Instant.compare(time.now(), end) < 0) {
      // Of about five busy minutes a day, two end in a crash after some steps.
      const dies = random() < crashesADay / SUBSCRIBED.length
      const desk = mortal(
        { ...base, by: `p${process++}` },
        dies ? 1 + Math.floor(random() * 25) : Number.POSITIVE_INFINITY,
      )
      const ended = createDeliveryJob(desk.deps).run(time.now(), new AbortController().signal)
      if ((await Promise.race([ended.then(() => 'ended'), desk.dead])) === 'dead') {
        crashes++
        // Started again after a minute or two.
        time.set(time.now().add({ seconds: 60 + Math.floor(random() * 60) }))
      }
      const waits = [(await store.subscriptions.counts()).nextAt, await store.deliveries.nextAt()]
      const next = waits.filter(at => at !== null).sort()[0]
      const minute = time.now().add({ minutes: 1 })
      const at = next === undefined ? end : Temporal.Instant.from(next)
      time.set(Temporal.Instant.compare(at, minute) < 0 ? minute : at)
    }

    const arrived = platforms.flatMap(one => [...one.arrived])
    const last = end.subtract({ hours: 1 })
    const first = new Map<string, Arrived>()
    for (const one of arrived.filter(each => each.thread === null)) first.set(one.key, one)
    const rows = await store.deliveries.list({ limit: 1_000_000 })
    const lost: string[] = []
    const wrongLanguage: string[] = []
    let [due, worstMinutes, late] = [0, 0, 0]
    for (const one of made) {
      for (const slot of dueSlots(one.slots, from, last)) {
        due++
        const name = slotName(slot.form, slot.at)
        const row = rows.find(each => each.subscription === one.id && each.slot === name && each.part === 0)
        const message = row && first.get(row.id)
        if (message === undefined) {
          lost.push(`${one.channel} ${name}: ${row?.state ?? 'never opened'}`)
          continue
        }
        if (message.reply.lang !== one.lang) wrongLanguage.push(name)
        const minutes = (message.at - slot.at.epochMilliseconds) / 60_000
        if (minutes > 10) late++
        worstMinutes = Math.max(worstMinutes, minutes)
      }
    }
    return {
      crashes,
      due,
      arrived: arrived.length,
      lost,
      repeated: repeatedKeys(arrived),
      wrongLanguage,
      worstMinutes,
      late,
    }
  } finally {
    await store.close()
  }
}

/** Dependencies that stop answering after so many steps, for ever. */
function mortal(deps: DeliveryJobDeps, steps: number): { deps: DeliveryJobDeps; dead: Promise<'dead'> } {
  let left = steps
  let die = (_: 'dead') => {}
  const dead = new Promise<'dead'>(resolve => {
    die = resolve
  })
  const never = new Promise<never>(() => {})
  const guarded = <T extends object>(of: T): T =>
    new Proxy(of, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...values: unknown[]) => {
          if (left-- > 0) return value.apply(target, values)
          die('dead')
          return never
        }
      },
    })
  const store: Store = {
    ...deps.store,
    deliveries: guarded(deps.store.deliveries),
    subscriptions: guarded(deps.store.subscriptions),
  }
  const messengers = new Map(
    [...deps.messengers].map(([name, messenger]) => {
      const post: typeof messenger.post = async (...values) => {
        if (left-- <= 0) {
          die('dead')
          return await never
        }
        const outcome = await messenger.post(...values)
        // Half of those that die while posting had posted already.
        if (left-- > 0) return outcome
        die('dead')
        return await never
      }
      return [name, { ...messenger, post }] as const
    }),
  )
  return { deps: { ...deps, store, messengers }, dead }
}
