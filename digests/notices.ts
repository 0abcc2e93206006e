// What owners and operators are told when a delivery cannot be made: once, in words they can act on, through the same
// outbox as everything else.

import { say } from '../src/chat/messages.ts'
import { notice, paragraph, type Reply } from '../src/chat/reply.ts'
import type { Delivery } from '../src/model/delivery.ts'
import type { Lang } from '../src/model/language.ts'
import type { PauseReason, Subscription } from '../src/model/subscription.ts'
import type { Store } from '../src/store/store.ts'
import { deliveryKey } from './edition.ts'
import { packReply } from './payload.ts'

export interface NoticeDeps {
  readonly store: Store
  readonly clock: () => Temporal.Instant
  /** Where the operator is told, as a Messenger posts to it; without it only the log tells. */
  readonly operator?: { readonly channel: string; readonly lang: Lang }
  readonly log: { error(fields: object, message: string): void }
}

/** Pauses the subscription and tells its owner and the operator. Nothing happens when it rests already. */
export async function noticePaused(
  delivery: Delivery,
  reason: string,
  why: string,
  deps: NoticeDeps,
): Promise<void> {
  const { store, clock } = deps
  if (delivery.subscription === null) return
  const subscription = await store.subscriptions.get(delivery.subscription)
  if (subscription === null || subscription.state === 'paused') return
  const words = (lang: Lang): string =>
    say(lang, 'notice.paused', {
      id: subscription.id,
      channel: subscription.channel,
      why: say(lang, `notice.reason.${reason as Exclude<PauseReason, 'asked'>}`),
      resume: `/subscriptions resume ${subscription.id}`,
    })
  await tell(
    ownerOf(subscription),
    subscription.lang,
    words(subscription.lang),
    `paused@${delivery.id}`,
    deps,
  )
  await tellOperator(words, `paused@${delivery.id}`, deps)
  await store.subscriptions.change(
    subscription,
    { state: 'paused', pausedFor: reason as PauseReason, nextAt: null },
    clock().toString({ smallestUnit: 'millisecond' }),
  )
  deps.log.error(
    { subscription: subscription.id, channel: subscription.channel, reason, why },
    'a subscription was paused',
  )
}

/** Tells the operator that a message could not be posted and will not be tried again. */
export async function noticeGivenUp(delivery: Delivery, why: string, deps: NoticeDeps): Promise<void> {
  if (delivery.kind === 'notice') return
  await tellOperator(
    lang =>
      say(lang, 'notice.given_up', {
        id: delivery.id,
        channel: delivery.destination,
        slot: delivery.slot,
        why,
      }),
    `given_up@${delivery.id}`,
    deps,
  )
}

/** Tells the operator that nobody can see whether a message arrived. */
export async function noticeUnknown(delivery: Delivery, why: string, deps: NoticeDeps): Promise<void> {
  deps.log.error(
    { delivery: delivery.id, destination: delivery.destination, why },
    'nobody knows whether a message arrived',
  )
  if (delivery.kind === 'notice') return
  await tellOperator(
    lang =>
      say(lang, 'notice.unknown', {
        id: delivery.id,
        channel: delivery.destination,
        slot: delivery.slot,
        why,
      }),
    `unknown@${delivery.id}`,
    deps,
  )
}

/** Tells the operator that nothing has been fetched since then: once for each dry spell. */
export async function noticeDry(since: string, hours: number, deps: NoticeDeps): Promise<void> {
  await tellOperator(lang => say(lang, 'notice.dry', { hours, since }), `dry@${since}`, deps)
}

/** Tells the operator how a source is doing, once for each key; the words are in the language of sources' health. */
export async function noticeSource(message: string, key: string, deps: NoticeDeps): Promise<void> {
  await tellOperator(() => message, `source@${key}`, deps)
}

/** The owner's direct messages in the workspace of the channel. */
function ownerOf({ channel, owner }: Subscription): string | null {
  const workspace = channel.split('/', 1)[0]!
  return owner === null || workspace === channel ? null : `${workspace}/@${owner}`
}

async function tellOperator(words: (lang: Lang) => string, slot: string, deps: NoticeDeps): Promise<void> {
  if (deps.operator === undefined) deps.log.error({ notice: slot }, words('en'))
  else await tell(deps.operator.channel, deps.operator.lang, words(deps.operator.lang), slot, deps)
}

async function tell(
  destination: string | null,
  lang: Lang,
  words: string,
  slot: string,
  { store, clock }: NoticeDeps,
): Promise<void> {
  if (destination === null) return
  const [first, ...more] = words.split('\n')
  const reply: Reply = {
    lang,
    summary: words,
    blocks: [notice('warning', first!), ...more.map(line => paragraph(line))],
  }
  const at = clock().toString({ smallestUnit: 'millisecond' })
  const name = `notice@${slot}`
  await store.deliveries.open(
    [
      {
        id: deliveryKey(name, destination),
        subscription: null,
        slot: name,
        destination,
        // The workspace of a channel, so that its turn comes among that workspace's other messages.
        workspace: destination.includes('/') ? destination.split('/', 1)[0]! : null,
        kind: 'notice',
        part: 0,
        parts: 1,
        lang,
        intoThread: null,
        dueAt: at,
        sendAfter: at,
        window: null,
        title: null,
        payload: packReply(reply),
        told: null,
        state: 'pending',
      },
    ],
    at,
  )
}
