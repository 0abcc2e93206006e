// Questions asked in words: mentions of the app, replies to it, direct messages, and its own threads.
import type { Session, Visit } from '../chat/session.ts'
import type { Lang } from '../model/language.ts'
import { readAction } from './actions.ts'
import type { ApiChannel } from './api.ts'
import { type DeliverDeps, deliverToMessage } from './deliver.ts'
import { type ChannelMessage, partsOf } from './events.ts'
import { channelPermissions, mayManage } from './permissions.ts'
import { isThread, placeOfMessage } from './place.ts'
import type { MessageWork } from './work.ts'

export interface MentionDeps extends DeliverDeps {
  readonly session: Session
  readonly lang: Lang
  readonly now: () => Temporal.ZonedDateTime
  /** Id of the bot's own user. */
  readonly self: () => Promise<string>
  readonly channelOf: (id: string) => Promise<ApiChannel>
  readonly readThread: (channel: string) => Promise<readonly string[]>
  readonly warn: (what: string, error: unknown) => void
}

const ORDINARY = new Set([0, 19])

/** Answers messages that are meant for us, and leaves all others alone. */
export function createMentions(deps: MentionDeps) {
  const { api } = deps

  async function handle(message: ChannelMessage): Promise<void> {
    const work = await readWork(message)
    if (work === null) return
    // A sign that it was heard; whoever waits for the words need not know that it failed.
    void api.showTyping(work.channelId).catch(error => deps.warn('typing could not be shown', error))
    await serve(`discord:${message.id}`, work)
  }

  /** What is asked and in which conversation; null when it is not for us. */
  async function readWork(message: ChannelMessage): Promise<MessageWork | null> {
    const { author, type, webhook_id, guild_id, channel_id, content } = message
    // Without this two bots would talk for ever.
    if (author.bot || webhook_id || !ORDINARY.has(type)) return null
    const self = await deps.self()
    if (author.id === self) return null
    const mentioned = message.mentions.some(user => user.id === self)
    const base = {
      kind: 'message' as const,
      text: plainQuestion(message, self),
      message: message.id,
      channelId: channel_id,
      guild: guild_id ?? null,
      user: author.id,
    }
    if (!guild_id) return { ...base, conversation: `discord:${channel_id}`, subject: null, thread: false }
    // Elsewhere Discord gives words only to the one who is mentioned.
    if (!mentioned && content.trim() === '') return null
    const channel = await deps.channelOf(channel_id)
    const thread = isThread(channel.type)
    const own = thread && channel.owner_id === self
    if (!mentioned && !own) return null
    if (thread)
      return {
        ...base,
        conversation: `discord:${channel_id}`,
        subject: own ? (channel.name ?? null) : null,
        thread,
      }
    return {
      ...base,
      conversation: followed(message, self) ?? `discord:${message.id}`,
      subject: null,
      thread,
    }
  }

  async function serve(id: string, work: MessageWork, resumed = false): Promise<void> {
    const { text, message, channelId, guild, user, conversation, subject, thread } = work
    const { workspace, channel } = placeOfMessage(guild, channelId, user)
    const visit: Visit = {
      id,
      incoming: text,
      asker: { lang: deps.lang, surface: 'discord', now: deps.now(), workspace, channel },
      user,
      mayAdminister: scope => mayAdminister(guild, channelId, user, scope),
      ...(thread && { readThread: () => deps.readThread(channelId) }),
      conversation,
      ...(subject !== null && { subject }),
      work: JSON.stringify(work),
      resumed,
    }
    const to = { channel: channelId, message }
    await deps.session.serve(visit, reply =>
      deliverToMessage(deps, to, reply, { id, workspace, conversation }),
    )
  }

  async function mayAdminister(
    guildId: string | null,
    channelId: string,
    user: string,
    scope: 'workspace' | 'channel',
  ): Promise<boolean> {
    if (guildId === null) return false
    const [guild, roles, channel] = await Promise.all([
      api.guild(guildId),
      api.memberRoles(guildId, user),
      deps.channelOf(channelId),
    ])
    return mayManage(channelPermissions(guild, channel, user, roles), scope)
  }

  return {
    handle,
    /** Goes on with what a kill has interrupted. */
    resume: (id: string, work: MessageWork) => serve(id, work, true),
  }
}

/** The words without our own mention; others are told by name. */
function plainQuestion({ content, mentions }: ChannelMessage, self: string): string {
  return content
    .replace(/<@!?(\d+)>/g, (_, id: string) => {
      const user = mentions.find(one => one.id === id)
      return id === self || !user ? ' ' : (user.global_name ?? user.username ?? ' ')
    })
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}

/** The conversation of the reply of ours that this one replies to: it stands behind its buttons. */
function followed({ referenced_message: above }: ChannelMessage, self: string): string | null {
  if (!above || above.author.id !== self) return null
  for (const { custom_id } of partsOf(above.components ?? [])) {
    const action = typeof custom_id === 'string' ? readAction(custom_id) : null
    if (action?.kind === 'follow') return action.conversation
  }
  return null
}
