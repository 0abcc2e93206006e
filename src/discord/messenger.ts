import { createHash } from 'node:crypto'
import type {
  ChannelLook,
  FindOptions,
  FindOutcome,
  Messenger,
  PostOptions,
  PostOutcome,
} from '../chat/messenger.ts'
import { plainWords, shorten } from '../chat/plain.ts'
import type { Reply } from '../chat/reply.ts'
import { type ApiChannel, type ApiMessage, type DiscordApi, faultOf } from './api.ts'
import { type Drawn, messageBody, TYPE } from './components.ts'
import { partsOf } from './events.ts'
import { footOf } from './foot.ts'
import { LIMITS } from './limits.ts'
import { channelPermissions, missingOf, type PermissionName } from './permissions.ts'
import { isThread } from './place.ts'
import { renderPages } from './render.ts'

export interface MessengerDeps {
  readonly api: DiscordApi
  /** Id of the bot's own user. */
  readonly self: () => Promise<string>
  /** Told of what went wrong beside a message that was sent. */
  readonly warn: (what: string, error: unknown) => void
}

const KIND = { announcement: 5, forum: 15, media: 16 } as const
/** Discord's epoch, 2015, in milliseconds since 1970: ids count from there. */
const EPOCH = 1_420_070_400_000n
/** As long as a nonce is surely remembered; "a few minutes" says the documentation. */
const NONCE_FRESH_MS = 60_000
/** Clocks differ, and a message may be older than we believe. */
const SLACK_MS = 60_000
const MOST_HISTORY_PAGES = 10

/** A channel as `Messenger` writes it; null when it is none of Discord's. */
export function readChannel(
  channel: string,
): { readonly guild: string; readonly id: string; readonly direct: boolean } | null {
  const [, guild, at, id] = /^discord:(@?\d{1,20})\/(@?)(\d{1,20})$/.exec(channel) ?? []
  return guild === undefined || id === undefined ? null : { guild, id, direct: at === '@' }
}

/** The number of a message, by which it is found again in the history: from its key, 1 to 2³¹ − 1. */
export function numberOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) & 0x7fffffff || 1
}

/** The first id that a message can have at an instant. */
export function idAt(ms: number): string {
  const since = BigInt(Math.max(0, Math.floor(ms))) - EPOCH
  return String(since > 0n ? since << 22n : 0n)
}

/** Discord as digests see it. */
export function createMessenger(deps: MessengerDeps): Messenger {
  const { api, warn } = deps

  /** Where messages go: a channel, or a user's direct messages. */
  async function targetOf(channel: string): Promise<{ id: string; guild: string; direct: boolean } | null> {
    const read = readChannel(channel)
    if (!read) return null
    return read.direct ? { ...read, id: await api.directChannel(read.id) } : read
  }

  async function post(channel: string, reply: Reply, options: PostOptions): Promise<PostOutcome> {
    const [drawn, fits] = draw(reply, options.key)
    if (!fits) return { outcome: 'failed', reason: 'too_long', why: 'longer than one message' }
    const limit = AbortSignal.timeout(30_000)
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit
    try {
      const target = await targetOf(channel)
      if (!target)
        return { outcome: 'failed', reason: 'invalid', why: `not a channel of Discord: ${channel}` }
      return options.thread === undefined
        ? await postFirst(target, drawn, options, signal)
        : await postFurther(target, drawn, { ...options, thread: options.thread }, signal)
    } catch (error) {
      const { kind, ...fault } = faultOf(error)
      return { outcome: kind, ...fault } as PostOutcome
    }
  }

  async function postFirst(
    target: { id: string; direct: boolean },
    drawn: Drawn,
    { key, title }: PostOptions,
    signal: AbortSignal,
  ): Promise<PostOutcome> {
    const kind = target.direct ? null : (await api.channel(target.id)).type
    if (kind === KIND.forum || kind === KIND.media) {
      const name = shorten(plainWords(title ?? '').trim(), LIMITS.threadName) || 'Attaché'
      const id = await api.openPost(target.id, {
        body: { name, message: messageBody(drawn) },
        files: drawn.files,
        signal,
      })
      return { outcome: 'sent', message: id, thread: id }
    }
    const { id } = await api.post(target.id, { body: withNonce(drawn, key), files: drawn.files, signal })
    if (kind === KIND.announcement)
      await api
        .crosspost(target.id, id)
        .catch(error => warn('a message was not published to followers', error))
    // A thread that is opened from a message has the message's id. Direct messages and threads have none in them.
    return { outcome: 'sent', message: id, thread: kind === null || isThread(kind) ? target.id : id }
  }

  async function postFurther(
    target: { id: string },
    drawn: Drawn,
    { key, thread }: PostOptions & { thread: string },
    signal: AbortSignal,
  ): Promise<PostOutcome> {
    const send = (place: string) =>
      api.post(place, { body: withNonce(drawn, key), files: drawn.files, signal })
    try {
      return { outcome: 'sent', message: (await send(thread)).id, thread }
    } catch (error) {
      const fault = faultOf(error)
      if (fault.kind !== 'failed' || fault.code !== UNKNOWN_CHANNEL || thread === target.id) throw error
    }
    // The thread is opened with the second part, so that an edition of one part has none.
    const first = await api.message(target.id, thread)
    const opened = await api.openThread(target.id, thread, titleOf(first))
    return { outcome: 'sent', message: (await send(opened)).id, thread: opened }
  }

  async function find(channel: string, key: string, options: FindOptions): Promise<FindOutcome> {
    const { thread, since, now } = options
    try {
      const target = await targetOf(channel)
      if (!target) return { found: 'unsure', later: false, why: `not a channel of Discord: ${channel}` }
      const kind = target.direct ? null : (await api.channel(target.id)).type
      if (thread === undefined && (kind === KIND.forum || kind === KIND.media))
        return await findPost(target, key, options)
      const place = thread ?? target.id
      const message = await findMessage(place, key, options)
      if (message === 'too much')
        return { found: 'unsure', later: false, why: 'too many messages since then' }
      if (message === null) return { found: 'absent' }
      const opens = thread === undefined && kind !== null && !isThread(kind)
      return { found: 'there', message: message.id, thread: thread ?? (opens ? message.id : target.id) }
    } catch (error) {
      const fault = faultOf(error)
      // A thread that was never opened holds no message.
      if (thread !== undefined && fault.kind === 'failed' && fault.code === UNKNOWN_CHANNEL)
        return { found: 'absent' }
      // From the first attempt: a nonce is not refreshed by those after it.
      if (now.since(since).total('milliseconds') < NONCE_FRESH_MS && fault.kind === 'failed')
        return { found: 'repeatable' }
      return { found: 'unsure', later: fault.kind !== 'failed', why: fault.why }
    }
  }

  async function findMessage(
    channel: string,
    key: string,
    { since }: FindOptions,
  ): Promise<ApiMessage | null | 'too much'> {
    const [self, number] = [await deps.self(), numberOf(key)]
    let after = idAt(since.epochMilliseconds - SLACK_MS)
    for (let page = 0; page < MOST_HISTORY_PAGES; page++) {
      const messages = await api.messagesAfter(channel, after)
      const found = messages.find(message => message.author.id === self && hasNumber(message, number))
      if (found) return found
      if (messages.length < 100) return null
      after = messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after)
    }
    return 'too much'
  }

  /** A post of a forum has no nonce: its first message is looked at. */
  async function findPost(
    target: { id: string; guild: string },
    key: string,
    { since }: FindOptions,
  ): Promise<FindOutcome> {
    const [self, number] = [await deps.self(), numberOf(key)]
    const oldest = BigInt(idAt(since.epochMilliseconds - SLACK_MS))
    for (const { id, owner_id } of await api.forumPosts(target.guild, target.id)) {
      if (BigInt(id) < oldest || owner_id !== self) continue
      if (hasNumber(await api.message(id, id), number)) return { found: 'there', message: id, thread: id }
    }
    return { found: 'absent' }
  }

  async function look(channel: string): Promise<ChannelLook> {
    const read = readChannel(channel)
    if (!read) return { kind: 'text', name: null, fault: 'invalid' }
    if (read.direct) {
      const fault = await api.directChannel(read.id).then(() => null, faultOf)
      return { kind: 'direct', name: null, fault: fault?.kind === 'failed' ? fault.reason : null }
    }
    try {
      const found = await api.channel(read.id)
      if (found.guild_id !== read.guild) return { kind: 'text', name: null, fault: 'channel_gone' }
      const name = found.name ? `#${found.name}` : null
      return { kind: kindOf(found), name, fault: await faultIn(read.guild, found) }
    } catch (error) {
      const fault = faultOf(error)
      return { kind: 'text', name: null, fault: fault.kind === 'failed' ? fault.reason : null }
    }
  }

  async function faultIn(guildId: string, channel: ApiChannel): Promise<ChannelLook['fault']> {
    const { archived = false, locked = false } = channel.thread_metadata ?? {}
    if (archived && locked) return 'archived'
    const self = await deps.self()
    const [guild, roles] = await Promise.all([api.guild(guildId), api.memberRoles(guildId, self)])
    // What holds in a thread is what holds in the channel around it.
    const around =
      isThread(channel.type) && channel.parent_id ? await api.channel(channel.parent_id) : channel
    const needed = neededIn(channel.type)
    return missingOf(channelPermissions(guild, around, self, roles), needed).length > 0 ? 'forbidden' : null
  }

  return {
    surface: 'discord',
    // Observed: 5 messages in 5 seconds to a channel; documented: 50 requests a second in all.
    pace: { channelMs: 1100, perSecond: 40 },
    fits: reply => draw(reply, '')[1],
    post,
    find,
    look,
  }
}

const UNKNOWN_CHANNEL = 10003

/** What the app must be allowed to do in a channel of this type to post digests there. */
export function neededIn(type: number): readonly PermissionName[] {
  const threads = isThread(type)
  return ['viewChannel', threads ? 'sendInThreads' : 'sendMessages', 'readHistory', 'attachFiles']
}

function kindOf({ type }: ApiChannel): ChannelLook['kind'] {
  if (type === KIND.announcement) return 'announcement'
  if (type === KIND.forum || type === KIND.media) return 'forum'
  return isThread(type) ? 'thread' : 'text'
}

function draw(reply: Reply, key: string): readonly [drawn: Drawn, fits: boolean] {
  // `kept` only lets pages be counted: a reply of several is not posted.
  const look = { foot: footOf(reply, null), id: numberOf(key), kept: 'x' }
  const { pages, leftOut, lines } = renderPages(reply, look)
  return [pages[0]!, pages.length === 1 && leftOut === 0 && lines.length === 0]
}

function withNonce(drawn: Drawn, key: string): object {
  const nonce =
    key.length <= LIMITS.nonce ? key : createHash('sha256').update(key).digest('hex').slice(0, LIMITS.nonce)
  return messageBody(drawn, { nonce, enforce_nonce: true })
}

function hasNumber({ components = [] }: ApiMessage, number: number): boolean {
  return components.some(part => (part as { id?: number } | null)?.id === number)
}

/** The name of a thread under a message: its first line, without the signs that style it. */
function titleOf({ components = [] }: ApiMessage): string {
  const text = partsOf(components).find(part => (part as { type?: number }).type === TYPE.text)?.content
  const [line = ''] = typeof text === 'string' ? text.split('\n') : []
  const words = line
    .replace(/^(?:#{1,3}|-#|>) /, '')
    .replace(/\*\*/g, '')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1')
  return shorten(plainWords(words).trim(), LIMITS.threadName) || 'Attaché'
}
