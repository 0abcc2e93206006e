// The kill test, short in test/ and long in bench/: a desk is killed again and again at random instants over simulated
// months, on platforms that fail as the real ones do; then everything that was due is looked for.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { dueSlots, slotName } from '../../digests/due.ts'
import { readSlots } from '../../digests/slots.ts'
import type { FindOptions, PostOptions } from '../../src/chat/messenger.ts'
import type { Reply } from '../../src/chat/reply.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Delivery } from '../../src/model/delivery.ts'
import type { Slot, Subscription } from '../../src/model/subscription.ts'
import { openStore } from '../../src/store/open.ts'
import { createRecorder, MANY_FAULTS, type Recorder, randomOf, repeatedKeys } from '../helpers/recorder.ts'
import { fillDays, simulateTime, subscribe } from '../helpers/recorder-desk.ts'
import type { Answered, Asked } from './kill.child.ts'

const CHILD = fileURLToPath(new URL('./kill.child.ts', import.meta.url))

export interface KillPlan {
  readonly kills: number
  readonly seed: number
  readonly start: string
  readonly days: number
}

export interface KillReport {
  readonly kills: number
  readonly slots: number
  readonly posted: number
  /** Slots that have neither a message nor a mark, nor a later one that says it stands for them. */
  readonly lost: readonly string[]
  /** Messages that stand twice. */
  readonly repeated: readonly string[]
  /** Messages that the outbox calls sent and that are not there. */
  readonly missing: readonly string[]
  /** Left to the operator; only where the platform cannot be asked. */
  readonly unknown: readonly Delivery[]
  readonly days: number
}

const SUBSCRIBED: readonly (readonly [channel: string, slots: string])[] = [
  ['slack:T1/C1', '08:30 18:00 Asia/Seoul'],
  ['slack:T2/C1', '02:30 01:30 America/New_York'],
  ['discord:1/1', '08:30 Asia/Tokyo, weekdays; 09:00 Asia/Tokyo weekly mon'],
  ['discord:2/2', '01:30 Europe/London; 07:00 UTC'],
  ['terminal:desk', '12:00 UTC'],
]
/** Small enough that digests have threads. */
const LARGEST = 1500

/** Runs a plan in a folder of its own and reports. */
export async function runKills(plan: KillPlan, onKill: (n: number) => void = () => {}): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-kill-'))
  const file = join(folder, 'desk.db')
  const random = randomOf(plan.seed)
  let now = Date.parse(plan.start)
  const platforms = new Map(
    (['slack', 'discord', 'terminal'] as const).map(surface => [
      surface,
      createRecorder({ surface, random, faults: MANY_FAULTS, now: () => now, largest: LARGEST }),
    ]),
  )
  const end = Temporal.Instant.from(plan.start).add({ hours: 24 * plan.days })
  try {
    const subscriptions = await prepare(file, plan)
    let kills = 0
    // One at a time: each has a clock of its own, and leases need one clock.
    for (let n = 0, atEnd = false; !atEnd; n++) {
      const at = Temporal.Instant.fromEpochMilliseconds(Math.round(now))
      const child = fork(CHILD, [file, `${at}`, `${end}`, `p${n}`, `${LARGEST}`], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        // Compiled once, not at every start.
        env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
      })
      serve(child, platforms, ms => {
        now = Math.max(now, ms)
      })
      const gone = new Promise<number | null>(resolve => child.once('exit', resolve))
      const struck = heard(child).then(() => wait(random() * 120))
      await Promise.race([gone, kills < plan.kills ? struck : gone])
      if (kills < plan.kills && child.exitCode === null) {
        child.kill('SIGKILL')
        kills++
        onKill(kills)
      }
      // One that ends by itself has reached the end of time.
      atEnd = (await gone) === 0
    }
    return await report(file, plan, subscriptions, platforms, kills, now)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/** Resolves when the child has said something: it is at work. */
function heard(child: ChildProcess): Promise<void> {
  return new Promise(resolve => child.once('message', () => resolve()))
}

async function prepare(file: string, plan: KillPlan): Promise<Subscription[]> {
  const time = simulateTime(plan.start)
  const store = await openStore(file, { clock: () => new Date(time.now().epochMilliseconds) })
  const from = Temporal.Instant.from(plan.start).toZonedDateTimeISO('UTC').toPlainDate()
  await fillDays(store, from.subtract({ days: 3 }).toString(), plan.days + 4)
  const made: Subscription[] = []
  for (const [channel, line] of SUBSCRIBED) {
    const slots = readSlots(line, 'UTC') as readonly Slot[]
    made.push(await subscribe({ store, lexicon: openLexicon(), clock: time.now }, channel, slots))
  }
  await store.close()
  return made
}

/** Answers a child's questions as the platform; a reply to a child that is gone is lost, as it would be. */
function serve(
  child: ChildProcess,
  platforms: ReadonlyMap<string, Recorder>,
  tell: (ms: number) => void,
): void {
  child.on('message', async ({ id, now, call, surface, values }: Asked) => {
    tell(now)
    if (call === 'now') {
      if (id >= 0 && child.connected) child.send({ id, value: null } satisfies Answered, () => {})
      return
    }
    const { messenger } = platforms.get(surface!)!
    const value =
      call === 'post'
        ? await messenger.post(...(values as [string, Reply, PostOptions]))
        : await messenger.find!(...findValues(values!))
    if (child.connected) child.send({ id, value } satisfies Answered, () => {})
  })
}

function findValues(values: readonly unknown[]): [string, string, FindOptions] {
  const [channel, key, options] = values as [string, string, Record<string, string>]
  const { since, attempted, now, ...rest } = options
  const instant = (text: string | undefined) => Temporal.Instant.from(text!)
  return [channel, key, { ...rest, since: instant(since), attempted: instant(attempted), now: instant(now) }]
}

async function report(
  file: string,
  plan: KillPlan,
  subscriptions: readonly Subscription[],
  platforms: ReadonlyMap<string, Recorder>,
  kills: number,
  now: number,
): Promise<KillReport> {
  const store = await openStore(file, { clock: () => new Date(now) })
  try {
    const arrived = [...platforms.values()].flatMap(platform => platform.arrived)
    const rows = await store.deliveries.list({ limit: 1_000_000 })
    // What came due in the last hour may still wait for its turn.
    const last = Temporal.Instant.from(plan.start).add({ hours: 24 * plan.days - 1 })
    const begin = Temporal.Instant.from(plan.start)
    const bySlot = Map.groupBy(rows, row => `${row.subscription} ${row.slot}`)
    let slots = 0
    const lost: string[] = []
    for (const one of subscriptions) {
      for (const due of dueSlots(one.slots, begin, last)) {
        slots++
        const parts = bySlot.get(`${one.id} ${slotName(due.form, due.at)}`) ?? []
        const whole = parts.length > 0 && parts.length === parts[0]!.parts
        // Behind a message that only the operator can find, its thread waits.
        const leftOpen = parts.some(part => part.part === 0 && part.state === 'unknown')
        const done = leftOpen || parts.every(part => ['sent', 'quiet', 'unknown'].includes(part.state))
        if ((!whole || !done) && !stoodFor(one, due, rows))
          lost.push(`${one.channel} ${slotName(due.form, due.at)} ${parts.map(part => part.state)}`)
      }
    }
    const there = new Set(arrived.map(one => one.key))
    return {
      kills,
      slots,
      posted: arrived.length,
      lost,
      repeated: repeatedKeys(arrived),
      missing: rows.filter(row => row.state === 'sent' && !there.has(row.id)).map(row => row.id),
      unknown: rows.filter(row => row.state === 'unknown'),
      days: plan.days,
    }
  } finally {
    await store.close()
  }
}

/** A later edition of the same form whose window covers the slot says so: it was late. */
function stoodFor(
  one: Subscription,
  due: { form: string; at: Temporal.Instant },
  rows: readonly Delivery[],
): boolean {
  const at = due.at.toString({ smallestUnit: 'millisecond' })
  const next = rows.find(
    row =>
      row.subscription === one.id &&
      row.slot.startsWith(`${due.form}@`) &&
      row.part === 0 &&
      row.dueAt > at &&
      row.window !== null &&
      row.window.from < at &&
      row.state !== 'failed',
  )
  if (next === undefined) return false
  // Only when nobody worked from the slot until the next one: two slots of one form fell due at once.
  return !rows.some(row => row.subscription === one.id && row.dueAt === at)
}
