// From the outbox to the platform, each message once: what is surely not there is tried again, what may be there is
// looked for first, and what nobody can see is left to the operator.
import type { Messenger, PostOutcome } from '../src/chat/messenger.ts'
import type { LeasedDelivery } from '../src/model/delivery.ts'
import type { Store } from '../src/store/store.ts'
import { type NoticeDeps, noticeGivenUp, noticePaused, noticeUnknown } from './notices.ts'
import { createPacer, type Pacer } from './pace.ts'
import { unpackReply } from './payload.ts'

export interface DeliverDeps extends NoticeDeps {
  readonly store: Store
  /** By surface: `slack`. */
  readonly messengers: ReadonlyMap<string, Messenger>
  /** Name of this process, no other's. */
  readonly by: string
  readonly clock: () => Temporal.Instant
  /** Resolves after so many milliseconds, or when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number
  readonly log: {
    info(fields: object, message: string): void
    warn(fields: object, message: string): void
    error(fields: object, message: string): void
  }
}

/** What is taken is ours for so long; a process that dies leaves it to others after that. */
const LEASE_MS = 120_000
/** An attempt begins only while so much of the lease is left: longer than any messenger takes to give up. */
const LEAST_LEASE_MS = 60_000
/** What was under way when nobody knew has arrived by then, or never will. */
const SETTLE_MS = 45_000
const BATCH = 100
const FIRST_WAIT_MS = 5000
const LONGEST_WAIT_MS = 900_000
/** Older than this, a digest that still cannot be posted is given up: later ones tell what it would have told. */
const GIVE_UP_MS = 48 * 3_600_000

const PAUSING = new Set(['channel_gone', 'not_in_channel', 'archived', 'forbidden', 'unauthorized'])

export interface Deliverer {
  /** Posts all that may be posted now; resolves when nothing is left that could go within a minute. Returns how many. */
  run(signal: AbortSignal): Promise<number>
}

/** A deliverer of this process; several processes may run one on the same store. */
export function createDeliverer(deps: DeliverDeps): Deliverer {
  const { store, messengers, by, clock, log } = deps
  const { deliveries } = store
  const pacers = new Map<string, Pacer>(
    [...messengers].map(([surface, messenger]) => [surface, createPacer(messenger.pace)]),
  )
  const surfaces = [...messengers.keys()]
  const at = (ms = 0): string =>
    clock()
      .add({ milliseconds: Math.round(ms) })
      .toString({ smallestUnit: 'millisecond' })
  const lease = () => ({ by, now: at(), until: at(LEASE_MS), surfaces })

  async function run(signal: AbortSignal): Promise<number> {
    let sent = 0
    while (!signal.aborted) {
      const lost = await deliveries.takeLost(lease(), BATCH)
      const until = clock().add({ milliseconds: LEASE_MS })
      await Promise.all(lost.map(one => guard(one, () => reconcile(one, until, signal))))
      const from = clock()
      const waiting = await deliveries.takePending(lease(), BATCH)
      const ends = from.add({ milliseconds: LEASE_MS })
      const done = await Promise.all(waiting.map(one => guard(one, () => send(one, ends, signal))))
      sent += done.filter(each => each === true).length
      if (lost.length > 0 || waiting.length > 0) continue
      const next = await deliveries.nextAt()
      const ms = next === null ? Number.POSITIVE_INFINITY : Date.parse(next) - clock().epochMilliseconds
      // What others hold comes free with their leases; the next tick looks again.
      if (ms > 60_000 || ms <= 0) break
      await deps.sleep(ms, signal)
    }
    return sent
  }

  /** A fault of ours with one delivery is logged and holds up no other; its lease runs out and it is looked at again. */
  async function guard<T>(delivery: LeasedDelivery, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (fault) {
      log.error({ delivery: delivery.id, err: fault }, 'a delivery could not be worked on; it is tried again')
      return null
    }
  }

  /** True when it is there now. */
  async function send(one: LeasedDelivery, ends: Temporal.Instant, signal: AbortSignal): Promise<boolean> {
    const held = { id: one.id, by }
    const surface = one.destination.split(':', 1)[0]!
    const messenger = messengers.get(surface)!
    const wait = pacers
      .get(surface)!
      .book({ channel: one.destination, workspace: one.workspace }, clock().epochMilliseconds)
    if (wait > 0) await deps.sleep(wait, signal)
    const left = ends.epochMilliseconds - clock().epochMilliseconds
    if (signal.aborted || left < LEAST_LEASE_MS) {
      await deliveries.release(held)
      return false
    }
    if (!(await deliveries.begin(held, at()))) return false
    const thread = one.intoThread ?? one.opened
    const outcome = await post(messenger, one, thread)
    return await settle(one, outcome)
  }

  async function post(
    messenger: Messenger,
    one: LeasedDelivery,
    thread: string | null,
  ): Promise<PostOutcome> {
    try {
      return await messenger.post(one.destination, unpackReply(one.payload), {
        key: one.id,
        ...(thread === null ? {} : { thread }),
        ...(thread === null && one.title !== null ? { title: one.title } : {}),
      })
    } catch (fault) {
      log.error({ delivery: one.id, err: fault }, 'a messenger failed while posting')
      return { outcome: 'unknown', why: 'a fault of ours while posting' }
    }
  }

  async function settle(one: LeasedDelivery, outcome: PostOutcome): Promise<boolean> {
    const held = { id: one.id, by }
    switch (outcome.outcome) {
      case 'sent': {
        const { message, thread } = outcome
        if (!(await deliveries.sent(held, { message, thread, at: at() })))
          log.warn({ delivery: one.id }, 'a message was posted after its lease had run out')
        return true
      }
      case 'unknown':
        await deliveries.doubt(held, { lookAfter: at(SETTLE_MS), why: outcome.why })
        return false
      case 'later':
        await postpone(one, outcome)
        return false
      case 'failed':
        await fail(one, outcome)
        return false
    }
  }

  async function postpone(
    one: LeasedDelivery,
    { afterMs, why }: { afterMs: number | null; why: string },
  ): Promise<void> {
    const held = { id: one.id, by }
    if (clock().epochMilliseconds - Date.parse(one.dueAt) > GIVE_UP_MS) {
      await noticeGivenUp(one, why, deps)
      await deliveries.fail(held, { reason: 'gave_up', why })
      if (one.part === 0) await cancelRest(one, 'gave_up')
      return
    }
    const wait = Math.max(afterMs ?? 0, backoff(one.attempts))
    await deliveries.postpone(held, { sendAfter: at(wait), why })
  }

  /** Doubles with each attempt; half of it is left to chance, so that many that failed together do not come together. */
  function backoff(attempts: number): number {
    const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 20))
    return full / 2 + (full / 2) * deps.random()
  }

  /** Notices are laid into the outbox first: a kill in between repeats the failure, never loses the notice. */
  async function fail(one: LeasedDelivery, { reason, why }: { reason: string; why: string }): Promise<void> {
    const pauses = one.kind === 'digest' && PAUSING.has(reason)
    if (pauses) await noticePaused(one, reason, why, deps)
    else if (one.kind === 'digest') await noticeGivenUp(one, why, deps)
    log.warn({ delivery: one.id, destination: one.destination, reason, why }, 'a message cannot be posted')
    await deliveries.fail({ id: one.id, by }, { reason, why })
    if (one.part === 0) await cancelRest(one, reason)
  }

  /** Without the first part there is no thread for the others. */
  async function cancelRest(one: LeasedDelivery, reason: string): Promise<void> {
    if (one.subscription !== null && one.kind === 'digest')
      await deliveries.cancel({ subscription: one.subscription, slot: one.slot }, reason)
  }

  /** Nobody knows whether it arrived: the platform is asked. */
  async function reconcile(one: LeasedDelivery, ends: Temporal.Instant, signal: AbortSignal): Promise<void> {
    const held = { id: one.id, by }
    const messenger = messengers.get(one.destination.split(':', 1)[0]!)!
    if (messenger.find === undefined) return await leaveToOperator(one, 'this platform cannot be asked')
    const thread = one.intoThread ?? one.opened
    const now = clock()
    const found = await messenger.find(one.destination, one.id, {
      since: Temporal.Instant.from(one.firstAttemptAt ?? one.createdAt),
      attempted: Temporal.Instant.from(one.lastAttemptAt ?? one.createdAt),
      now,
      ...(thread === null ? {} : { thread }),
    })
    switch (found.found) {
      case 'there':
        await deliveries.sent(held, { message: found.message, thread: found.thread, at: at() })
        return
      case 'absent':
        await deliveries.postpone(held, { sendAfter: at(), why: 'looked for and not there' })
        return
      case 'repeatable':
        // At once, while the platform still knows the key.
        await send(one, ends, signal)
        return
      case 'unsure': {
        const old = now.epochMilliseconds - Date.parse(one.lastAttemptAt ?? one.createdAt) > GIVE_UP_MS
        if (!found.later || old) return await leaveToOperator(one, found.why)
        await deliveries.doubt(held, { lookAfter: at(Math.max(SETTLE_MS, backoff(3))), why: found.why })
      }
    }
  }

  async function leaveToOperator(one: LeasedDelivery, why: string): Promise<void> {
    await noticeUnknown(one, why, deps)
    await deliveries.giveUp({ id: one.id, by }, why)
  }

  return { run }
}
