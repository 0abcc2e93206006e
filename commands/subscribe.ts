import {
  addSubscription,
  lineOf,
  nextOf,
  readWish,
  type SubscriptionDeps,
  type Wish,
} from '../digests/subscribe.ts'
import { type Command, LANG_OPTION, type Option, type Request, textOption } from '../src/chat/command.ts'
import { localized, type MessageKey, say } from '../src/chat/messages.ts'
import { noticeReply, type Reply } from '../src/chat/reply.ts'
import type { Lang } from '../src/model/language.ts'
import type { DigestLength, Weekday } from '../src/model/subscription.ts'

const choices = (prefix: string, values: readonly string[]) =>
  values.map(value => ({ value, label: localized(`${prefix}.${value}` as MessageKey) }))

/** What a subscription can be told besides its slots; a weekday may be typed in any language. */
export const SETTINGS: readonly Option[] = [
  LANG_OPTION,
  { kind: 'text', name: 'topics', summary: localized('option.topics'), longest: 300 },
  {
    kind: 'choice',
    name: 'length',
    summary: localized('option.length'),
    choices: choices('length', ['short', 'usual', 'long']),
  },
  {
    kind: 'choice',
    name: 'quiet',
    summary: localized('option.quiet'),
    choices: choices('quiet', ['silent', 'line']),
  },
  {
    kind: 'choice',
    name: 'missed',
    summary: localized('option.missed'),
    choices: choices('missed', ['fold', 'skip']),
  },
  {
    kind: 'choice',
    name: 'weekly',
    summary: localized('option.weekly'),
    choices: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((value, i) => ({
      value,
      label: localized(`day.${i + 1}` as MessageKey),
    })),
  },
]

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** The options of a request as a wish. */
export function wishOf(request: Request): Wish {
  const value = (name: string) => textOption(request, name)
  const [when, topics, lang, length, quiet, missed, weekly] = [
    ...['when', 'topics', 'lang', 'length', 'quiet', 'missed', 'weekly'].map(value),
  ]
  return {
    ...(when !== undefined && { when }),
    ...(topics !== undefined && { topics }),
    ...(lang !== undefined && { lang: lang as Lang }),
    ...(length !== undefined && { length: length as DigestLength }),
    ...(quiet !== undefined && { quiet: quiet as 'silent' | 'line' }),
    ...(missed !== undefined && { missed: missed as 'fold' | 'skip' }),
    ...(weekly !== undefined && { weekly: (WEEKDAYS.indexOf(weekly) + 1) as Weekday }),
  }
}

const ADDRESS = /^(?:slack|discord):[\w-]+\/@?[\w-]+$|^terminal:[\w-]+$/

/** `/subscribe WHEN`: digests for this channel; the operator may name another one. */
export function createSubscribe(deps: SubscriptionDeps): Command {
  return {
    name: 'subscribe',
    summary: localized('command.subscribe.summary'),
    help: localized('command.subscribe.help'),
    admin: true,
    ofChannel: true,
    options: [
      { kind: 'text', name: 'when', summary: localized('option.when'), required: true, longest: 300 },
      ...SETTINGS,
      { kind: 'text', name: 'channel', summary: localized('option.to_channel'), longest: 120 },
    ],
    run: request => subscribe(request, deps),
  }
}

async function subscribe(request: Request, deps: SubscriptionDeps): Promise<Reply> {
  const { lang, workspace } = request
  const channel = channelOf(request)
  if ('fault' in channel) return noticeReply(lang, 'warning', channel.fault)
  const read = readWish(wishOf(request), { lang, zone: request.now.timeZoneId }, deps.lexicon)
  if ('fault' in read) return noticeReply(lang, 'warning', read.fault)
  const surface = channel.address.split(':', 1)[0]!
  const look = await deps.messengerOf?.(surface)?.look?.(channel.address)
  if (look?.fault && look.fault !== 'too_long' && look.fault !== 'invalid')
    return noticeReply(lang, 'warning', say(lang, `notice.reason.${look.fault}`))
  const made = await addSubscription(
    {
      lang,
      ...read.settings,
      slots: read.settings.slots!,
      workspace: workspace ?? workspaceOf(channel.address),
      channel: channel.address,
      owner: request.user?.id ?? null,
    },
    deps,
  )
  const words = { id: made.id, line: lineOf(made, lang, deps.lexicon), next: nextOf(made, lang) }
  return noticeReply(lang, 'info', say(lang, 'subscription.made', words))
}

/** `slack:T0123/C0456` is of the workspace `slack:T0123`; the terminal is the operator's own. */
function workspaceOf(address: string): string | null {
  return address.includes('/') ? address.split('/', 1)[0]! : null
}

function channelOf(request: Request): { readonly address: string } | { readonly fault: string } {
  const { lang, workspace, channel, surface, user } = request
  const named = textOption(request, 'channel')
  if (named === undefined) {
    if (channel !== undefined) return { address: channel }
    return surface === 'terminal'
      ? { address: 'terminal:desk' }
      : { fault: say(lang, 'subscription.no_channel') }
  }
  const inWorkspace = workspace === undefined || named.startsWith(`${workspace}/`)
  if (user?.onlyHere && named !== channel) return { fault: say(lang, 'subscription.only_here') }
  if (ADDRESS.test(named) && inWorkspace) return { address: named }
  return { fault: say(lang, 'subscription.bad_channel', { value: [...named].slice(0, 60).join('') }) }
}
