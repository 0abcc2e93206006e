import { showInstant } from '../digests/edition.ts'
import { newestDay, type SubscriptionDeps } from '../digests/subscribe.ts'
import { type Command, LANG_OPTION, type Request } from '../src/chat/command.ts'
import { localized, say } from '../src/chat/messages.ts'
import { type Block, heading, list, paragraph, type Reply, text } from '../src/chat/reply.ts'
import type { Delivery } from '../src/model/delivery.ts'
import { ownSubscriptions, tableOf } from './subscriptions.ts'

const MOST_DELIVERIES = 8

/** `/status`: what this channel gets and got; for the operator, all channels. */
export function createStatus(deps: SubscriptionDeps): Command {
  return {
    name: 'status',
    summary: localized('command.status.summary'),
    help: localized('command.status.help'),
    forAskerAlone: true,
    options: [LANG_OPTION],
    run: request => status(request, deps),
  }
}

async function status(request: Request, deps: SubscriptionDeps): Promise<Reply> {
  const { lang, channel, workspace } = request
  const { store } = deps
  // Without a channel it is the operator's terminal, which sees all; a reader sees no channel but this one.
  const everywhere = channel === undefined && workspace === undefined
  const all = await ownSubscriptions(request, deps)
  const here = all.filter(one => everywhere || one.channel === channel)
  const latest = await store.deliveries.list({
    ...(everywhere ? {} : { destination: channel ?? '' }),
    limit: MOST_DELIVERIES,
  })
  const { articles } = await store.counts()
  const stored = say(lang, 'status.store', {
    articles,
    day: await newestDay(store.seenBy(workspace), lang),
  })
  const subscribed: Block =
    here.length > 0 ? tableOf(here, lang, deps) : paragraph(say(lang, 'subscription.none'))
  const deliveries: Block =
    latest.length > 0
      ? list(latest.map(one => [text(deliveryLine(one, request))]))
      : paragraph(say(lang, 'status.none_delivered'))
  return {
    lang,
    summary: stored,
    blocks: [
      paragraph(stored),
      ...(await modelLines(request, deps)),
      subscribed,
      heading(say(lang, 'status.latest')),
      deliveries,
    ],
    ephemeral: true,
  }
}

/** What the language model has cost this month: all of it for the operator, else the workspace's own. */
async function modelLines({ lang, workspace, now }: Request, { store }: SubscriptionDeps): Promise<Block[]> {
  const today = now.withTimeZone('UTC').toPlainDate()
  const all = await store.usage.rows(today.with({ day: 1 }).toString(), today.toString())
  const rows = all.filter(row => workspace === undefined || row.workspace === workspace)
  const calls = rows.reduce((sum, row) => sum + row.calls, 0)
  if (calls === 0) return []
  const tokens = rows.reduce((sum, row) => sum + row.input + row.output, 0)
  const cost = rows.reduce((sum, row) => sum + row.cost, 0)
  const spent = cost === 0 ? '' : ` ${say(lang, 'status.cost', { cost: `$${(cost / 1e6).toFixed(2)}` })}`
  return [paragraph(say(lang, 'status.model', { tokens, calls }) + spent)]
}

/** `23 Nov 2026, 08:30 GMT+9 · daily · posted`. */
function deliveryLine(one: Delivery, { lang, now }: Request): string {
  const [form] = one.slot.split('@')
  const name = form === 'daily' || form === 'weekly' ? say(lang, `form.${form}`) : (form ?? '')
  const part = one.parts > 1 ? ` ${one.part + 1}/${one.parts}` : ''
  const when = showInstant(Temporal.Instant.from(one.dueAt), now.timeZoneId, lang)
  return `${when} · ${name}${part} · ${say(lang, `delivery.${one.state}`)}`
}
