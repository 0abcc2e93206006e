import type { SubscriptionDeps } from '../digests/subscribe.ts'
import { type Command, LANG_OPTION } from '../src/chat/command.ts'
import { localized } from '../src/chat/messages.ts'
import { noticeReply } from '../src/chat/reply.ts'
import { chooseSubscription, removeSubscription } from './subscriptions.ts'

/** `/unsubscribe [ID]`: ends a subscription; the channel's only one need not be named. */
export function createUnsubscribe(deps: SubscriptionDeps): Command {
  return {
    name: 'unsubscribe',
    summary: localized('command.unsubscribe.summary'),
    help: localized('command.unsubscribe.help'),
    admin: true,
    ofChannel: true,
    options: [
      { kind: 'text', name: 'id', summary: localized('option.subscription'), longest: 20 },
      LANG_OPTION,
    ],
    run: async request => {
      const chosen = await chooseSubscription(request, deps)
      if ('fault' in chosen) return noticeReply(request.lang, 'warning', chosen.fault)
      return await removeSubscription(chosen.subscription, request.lang, deps)
    },
  }
}
