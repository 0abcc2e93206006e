import { writeSlot } from '../digests/slots.ts'
import {
  aboutOf,
  changeSubscription,
  lineOf,
  nextOf,
  readWish,
  type SubscriptionDeps,
} from '../digests/subscribe.ts'
import { type Command, type Request, textOption } from '../src/chat/command.ts'
import { localized, type MessageKey, say } from '../src/chat/messages.ts'
import { noticeReply, type Reply, type Table, text } from '../src/chat/reply.ts'
import type { Lang } from '../src/model/language.ts'
import type { Subscription } from '../src/model/subscription.ts'
import { SETTINGS, wishOf } from './subscribe.ts'

const ACTIONS = ['list', 'pause', 'resume', 'change', 'remove'] as const

/** `/subscriptions [ACTION] [ID]`: those of the asker's workspace; all of them for the operator. */
export function createSubscriptions(deps: SubscriptionDeps): Command {
  return {
    name: 'subscriptions',
    summary: localized('command.subscriptions.summary'),
    help: localized('command.subscriptions.help'),
    admin: true,
    ofChannel: true,
    options: [
      {
        kind: 'choice',
        name: 'action',
        summary: localized('option.do'),
        choices: ACTIONS.map(value => ({ value, label: localized(`do.${value}` as MessageKey) })),
      },
      { kind: 'text', name: 'id', summary: localized('option.subscription'), longest: 20 },
      { kind: 'text', name: 'when', summary: localized('option.when'), longest: 300 },
      ...SETTINGS,
    ],
    run: request => run(request, deps),
  }
}

async function run(request: Request, deps: SubscriptionDeps): Promise<Reply> {
  const { lang } = request
  const action = (textOption(request, 'action') ?? 'list') as (typeof ACTIONS)[number]
  if (action === 'list') return replyOfSubscriptions(await ownSubscriptions(request, deps), lang, deps)
  const chosen = await chooseSubscription(request, deps)
  if ('fault' in chosen) return noticeReply(lang, 'warning', chosen.fault)
  const { subscription } = chosen
  if (action === 'remove') return await removeSubscription(subscription, lang, deps)
  const patch = action === 'change' ? wished(request, subscription, deps) : stateOf(action)
  if ('fault' in patch) return noticeReply(lang, 'warning', patch.fault)
  const { id } = subscription
  if (!(await changeSubscription(subscription, patch.patch, deps)))
    return noticeReply(lang, 'warning', say(lang, 'subscription.changed_meanwhile', { id }))
  const now = (await deps.store.subscriptions.get(id)) ?? subscription
  const words = { id, line: lineOf(now, lang, deps.lexicon), next: nextOf(now, lang) }
  const key = ({ pause: 'paused', resume: 'resumed', change: 'changed' } as const)[action]
  return noticeReply(lang, 'info', say(lang, `subscription.${key}`, words))
}

type Patch = { readonly patch: Parameters<typeof changeSubscription>[1] } | { readonly fault: string }

function stateOf(action: 'pause' | 'resume'): Patch {
  return { patch: { state: action === 'pause' ? 'paused' : 'active' } }
}

/** What the options ask to change; the language of the reply is no change by itself. */
function wished(request: Request, subscription: Subscription, { lexicon }: SubscriptionDeps): Patch {
  const { lang } = request
  const place = { lang, zone: subscription.slots[0]!.zone, slots: subscription.slots }
  const read = readWish(wishOf(request), place, lexicon)
  if ('fault' in read) return read
  if (Object.keys(read.settings).length === 0) return { fault: say(lang, 'subscription.nothing_to_change') }
  return { patch: read.settings }
}

/** Those that the asker may see: of the channel, of the workspace, or all. */
export async function ownSubscriptions(
  { workspace, channel, user }: Pick<Request, 'workspace' | 'channel' | 'user'>,
  { store }: SubscriptionDeps,
): Promise<readonly Subscription[]> {
  if (user?.onlyHere) return channel === undefined ? [] : await store.subscriptions.list({ channel })
  return await store.subscriptions.list(workspace === undefined ? {} : { workspace })
}

/** The one that is named, or the only one of this channel. */
export async function chooseSubscription(
  request: Request,
  deps: SubscriptionDeps,
): Promise<{ readonly subscription: Subscription } | { readonly fault: string }> {
  const { lang, channel } = request
  const all = await ownSubscriptions(request, deps)
  const named = textOption(request, 'id')?.trim().toLowerCase()
  const here = all.filter(one => channel === undefined || one.channel === channel)
  const found = named === undefined ? here : all.filter(one => one.id === named)
  if (found.length === 1) return { subscription: found[0]! }
  const ids = (here.length > 0 ? here : all)
    .map(one => one.id)
    .slice(0, 20)
    .join(', ')
  if (ids === '') return { fault: say(lang, 'subscription.none') }
  if (named === undefined) return { fault: say(lang, 'subscription.which', { ids }) }
  return { fault: say(lang, 'subscription.unknown', { id: named.slice(0, 20), ids }) }
}

/** Removes it with what still waits to be posted for it. */
export async function removeSubscription(
  { id }: Subscription,
  lang: Lang,
  { store }: SubscriptionDeps,
): Promise<Reply> {
  await store.subscriptions.remove(id)
  await store.deliveries.cancel({ subscription: id }, 'removed')
  return noticeReply(lang, 'info', say(lang, 'subscription.removed', { id }))
}

function replyOfSubscriptions(list: readonly Subscription[], lang: Lang, deps: SubscriptionDeps): Reply {
  if (list.length === 0) return noticeReply(lang, 'info', say(lang, 'subscription.none'))
  const table = tableOf(list, lang, deps)
  const summary = list.map(one => `${one.id}: ${lineOf(one, lang, deps.lexicon)}`).join(' / ')
  return { lang, summary, blocks: [table], ephemeral: true }
}

const COLUMNS = ['id', 'channel', 'when', 'about', 'next'] as const

/** Subscriptions as a table, one a row. */
export function tableOf(list: readonly Subscription[], lang: Lang, { lexicon }: SubscriptionDeps): Table {
  return {
    kind: 'table',
    columns: COLUMNS.map(name => ({ label: say(lang, `subscription.column.${name}`) })),
    rows: list.map(one =>
      [
        one.id,
        one.channel,
        one.slots.map(writeSlot).join('; '),
        `${aboutOf(one, lang, lexicon)} · ${say(lang, `lang.${one.lang}`)}`,
        nextOf(one, lang),
      ].map(cell => [text(cell)]),
    ),
  }
}
