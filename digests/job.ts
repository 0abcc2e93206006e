// The digests' job: which slots are due → editions into the outbox → messages to the platforms.
import type { Subscription } from '../src/model/subscription.ts'
import { createDeliverer, type DeliverDeps } from './deliver.ts'
import { dueSlots, editionsOf, nextSlot } from './due.ts'
import { type EditionDeps, openEdition, type PreparedCache } from './edition.ts'
import { noticeDry } from './notices.ts'

export interface DeliveryJobDeps extends DeliverDeps, EditionDeps {
  /** Hours without a newly stored article after which the operator is told; 0 for never. */
  readonly dryHours?: number
}

const LEASE_MS = 300_000
const BATCH = 50
/** What is over is kept so long: longer than any digest looks back. */
const KEEP_DAYS = 120

/** What the scheduler takes as a job. */
export interface DeliveryJob {
  readonly name: string
  readonly everyMinutes: number
  run(now: Temporal.Instant, signal: AbortSignal): Promise<void>
}

/**
 * The job for `scheduler.add`: once a minute it opens what is due and posts until nothing is left for now. Several
 * processes may run it on one store; each slot is opened once and each message posted once.
 */
export function createDeliveryJob(deps: DeliveryJobDeps): DeliveryJob {
  const deliverer = createDeliverer(deps)
  return {
    name: 'digests',
    everyMinutes: 1,
    async run(_, signal) {
      let opening = true
      const opened = openDue(deps, signal).finally(() => {
        opening = false
      })
      // Posting begins while others are still being made.
      const posted = (async () => {
        do {
          await deliverer.run(signal)
          if (opening) await Promise.race([opened.catch(() => {}), deps.sleep(500, signal)])
        } while (opening && !signal.aborted)
        await deliverer.run(signal)
      })()
      await Promise.all([opened, posted])
      await watchPipe(deps)
      await forgetOld(deps)
    },
  }
}

/** Opens the editions of all subscriptions whose slot has come. Returns how many. */
export async function openDue(deps: DeliveryJobDeps, signal: AbortSignal): Promise<number> {
  const { store, by, clock, log } = deps
  await followZoneRules(deps)
  const surfaces = [...deps.messengers.keys()]
  const cache: PreparedCache = new Map()
  let opened = 0
  while (!signal.aborted) {
    const now = clock()
    const until = now.add({ milliseconds: LEASE_MS })
    const due = await store.subscriptions.takeDue(
      { by, now: instantText(now), until: instantText(until), surfaces },
      BATCH,
    )
    if (due.length === 0) return opened
    for (const subscription of due) {
      if (signal.aborted) return opened
      try {
        opened += await openFor(subscription, now, deps, cache)
      } catch (fault) {
        log.error(
          { subscription: subscription.id, err: fault },
          'a digest could not be made; it is tried again',
        )
      }
    }
  }
  return opened
}

/** The marker that all is dealt with is written last. */
async function openFor(
  subscription: Subscription,
  now: Temporal.Instant,
  deps: DeliveryJobDeps,
  cache: PreparedCache,
): Promise<number> {
  const messenger = deps.messengers.get(subscription.channel.split(':', 1)[0]!)!
  const due = dueSlots(subscription.slots, Temporal.Instant.from(subscription.settledAt), now)
  let opened = 0
  for (const edition of editionsOf(due, now, subscription.missed))
    if (await openEdition(subscription, edition, now, messenger, deps, cache)) opened++
  const next = nextSlot(subscription.slots, now)
  await deps.store.subscriptions.settle(subscription, {
    settledAt: instantText(now),
    nextAt: next === null ? null : instantText(next),
    by: deps.by,
  })
  return opened
}

function instantText(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'millisecond' })
}

/** Under new rules of a zone the next slots may fall on other minutes: all of them are computed again, once. */
async function followZoneRules({ store, clock, log }: DeliveryJobDeps): Promise<void> {
  const rules = process.versions.tz ?? process.versions.icu ?? ''
  const known = await store.getMeta('zone_rules')
  if (known === rules) return
  let moved = 0
  if (known !== null) {
    for (const one of await store.subscriptions.list()) {
      if (one.state !== 'active') continue
      const next = nextSlot(one.slots, Temporal.Instant.from(one.settledAt))
      const nextAt = next === null ? null : instantText(next)
      if (nextAt !== one.nextAt && (await store.subscriptions.change(one, { nextAt }, instantText(clock()))))
        moved++
    }
    log.info({ rules, moved }, 'the rules of time zones have changed')
  }
  await store.setMeta('zone_rules', rules)
}

const DRY = 'dry_since'

/** When nothing has been stored for hours, that is no quiet day: the operator is told, once for each such spell. */
async function watchPipe(deps: DeliveryJobDeps): Promise<void> {
  const { store, clock, dryHours = 0 } = deps
  if (dryHours === 0 || (await store.subscriptions.counts()).active === 0) return
  const now = clock()
  const from = instantText(now.subtract({ hours: dryHours }))
  const recent = await store.reportsBetween({ by: 'seen', from, to: instantText(now), limit: 1 })
  const since = await store.getMarker(DRY)
  if (recent.items.length > 0) {
    if (since) await store.setMarker(DRY, '')
    return
  }
  const began = since || instantText(now)
  if (!since) await store.setMarker(DRY, began)
  await noticeDry(began, dryHours, deps)
}

async function forgetOld({ store, clock }: DeliveryJobDeps): Promise<void> {
  const now = clock()
  // Once an hour is enough.
  if (now.toZonedDateTimeISO('UTC').minute !== 17) return
  await store.deliveries.forgetBefore(instantText(now.subtract({ hours: 24 * KEEP_DAYS })))
}
