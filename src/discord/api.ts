// Everything that is asked of Discord over HTTP, and nothing else: each request is checked before it leaves, is made
// once, and is never longer under way than 20 seconds.
import { DefaultRestOptions, DiscordAPIError, HTTPError, RateLimitError, REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { FailureReason } from '../chat/messenger.ts'
import type { FilePart } from './components.ts'
import { checkRequest, RefusedRequest } from './limits.ts'

export interface ApiSettings {
  readonly token: string
  /** `https://discord.com/api` unless told. */
  readonly url?: string
}

const Id = z.object({ id: z.string() })
const Application = z.object({
  id: z.string(),
  name: z.string().optional(),
  bot_public: z.boolean().optional(),
  bot: z.object({ id: z.string(), username: z.string() }).optional(),
})
const Channel = z.object({
  id: z.string(),
  type: z.int(),
  name: z.string().nullish(),
  guild_id: z.string().nullish(),
  parent_id: z.string().nullish(),
  owner_id: z.string().nullish(),
  permission_overwrites: z
    .array(z.object({ id: z.string(), type: z.int(), allow: z.string(), deny: z.string() }))
    .optional(),
  thread_metadata: z.object({ archived: z.boolean(), locked: z.boolean().optional() }).optional(),
})
const Message = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  content: z.string().optional(),
  components: z.array(z.unknown()).optional(),
})
const Guild = z.object({
  id: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: z.string() })),
})
const Member = z.object({ roles: z.array(z.string()) })
const GatewayInfo = z.object({
  shards: z.int(),
  session_start_limit: z.object({ remaining: z.int(), reset_after: z.number() }),
})
const Threads = z.object({
  threads: z.array(Channel),
})

export type ApiChannel = z.output<typeof Channel>
export type ApiMessage = z.output<typeof Message>
export type ApiGuild = z.output<typeof Guild>

interface Sent {
  readonly body: object
  readonly files?: readonly FilePart[]
  readonly signal?: AbortSignal | undefined
}

export interface DiscordApi {
  readonly rest: REST
  application(): Promise<z.output<typeof Application>>
  /** How many shards are recommended, and how many sessions may still be begun. */
  gateway(): Promise<{ readonly shards: number; readonly left: number; readonly resetMinutes: number }>
  registerCommands(application: string, commands: readonly object[]): Promise<void>
  /** The first answer to an interaction, within 3 seconds of it. */
  respond(interaction: string, token: string, sent: Sent): Promise<void>
  editReply(application: string, token: string, sent: Sent): Promise<void>
  deleteReply(application: string, token: string): Promise<void>
  followUp(application: string, token: string, sent: Sent): Promise<void>
  post(channel: string, sent: Sent): Promise<ApiMessage>
  /** A post in a forum; returns the id of its thread, which is that of its first message too. */
  openPost(channel: string, sent: Sent): Promise<string>
  /** A thread under a message; its id is the message's. */
  openThread(channel: string, message: string, name: string): Promise<string>
  crosspost(channel: string, message: string): Promise<void>
  showTyping(channel: string): Promise<void>
  /** The channel of a user's direct messages. */
  directChannel(user: string): Promise<string>
  channel(id: string): Promise<ApiChannel>
  message(channel: string, id: string): Promise<ApiMessage>
  /** The first 100 messages after one, in no order to rely on. */
  messagesAfter(channel: string, after: string): Promise<readonly ApiMessage[]>
  guild(id: string): Promise<ApiGuild>
  memberRoles(guild: string, user: string): Promise<readonly string[]>
  /** Posts of a forum: those still open, and the latest closed ones. */
  forumPosts(guild: string, channel: string): Promise<readonly ApiChannel[]>
  /** Ends what runs beside requests. */
  close(): void
}

/** Every interaction has a queue of its own, which is of no use after it; they are swept away this often. */
const SWEEP_MS = 60_000

function openRest(url: string, globalRequestsPerSecond = 50): REST {
  return new REST({
    api: url,
    version: '10',
    globalRequestsPerSecond,
    handlerSweepInterval: SWEEP_MS,
    // A request that is made again may be answered twice: whoever asks knows whether that is right.
    retries: 0,
    timeout: 20_000,
    rejectOnRateLimit: ({ timeToReset, retryAfter, sublimitTimeout }) =>
      Math.max(timeToReset, retryAfter, sublimitTimeout) > LONGEST_WAIT_MS,
    makeRequest: async (address, init) => {
      checkRequest(init.method ?? 'GET', pathOf(address, url), bodyOf(init.body))
      return DefaultRestOptions.makeRequest(address, init)
    },
  })
}

/** Waits this long at most for a rate limit to pass; what has to wait longer is refused. */
const LONGEST_WAIT_MS = 5000

/** Opens the one way to Discord's HTTP interface. */
export function createApi({ token, url = DefaultRestOptions.api }: ApiSettings): DiscordApi {
  const rest = openRest(url).setToken(token)
  // Answers to interactions carry their own token and are outside of the limit of 50 requests a second.
  const answers = openRest(url, Number.POSITIVE_INFINITY)

  const write = async (
    verb: 'post' | 'patch',
    route: `/${string}`,
    { body, files = [], signal }: Sent,
    auth = true,
  ): Promise<unknown> => {
    const asked = {
      body,
      auth,
      ...(files.length > 0 && {
        files: files.map(({ name, contentType, data }) => ({ name, contentType, data })),
      }),
      ...(signal && { signal }),
    }
    const by = auth ? rest : answers
    return verb === 'post' ? by.post(route, asked) : by.patch(route, asked)
  }

  return {
    rest,
    application: async () => Application.parse(await rest.get(Routes.currentApplication())),
    gateway: async () => {
      const { shards, session_start_limit: starts } = GatewayInfo.parse(await rest.get(Routes.gatewayBot()))
      return { shards, left: starts.remaining, resetMinutes: Math.ceil(starts.reset_after / 60_000) }
    },
    registerCommands: async (application, commands) => {
      await rest.put(Routes.applicationCommands(application), { body: commands })
    },
    respond: async (interaction, secret, sent) => {
      await write('post', Routes.interactionCallback(interaction, secret), sent, false)
    },
    editReply: async (application, secret, sent) => {
      await write('patch', Routes.webhookMessage(application, secret, '@original'), sent, false)
    },
    deleteReply: async (application, secret) => {
      await answers.delete(Routes.webhookMessage(application, secret, '@original'), { auth: false })
    },
    followUp: async (application, secret, sent) => {
      await write('post', Routes.webhook(application, secret), sent, false)
    },
    post: async (channel, sent) => Message.parse(await write('post', Routes.channelMessages(channel), sent)),
    openPost: async (channel, sent) => Id.parse(await write('post', Routes.threads(channel), sent)).id,
    openThread: async (channel, message, name) =>
      Id.parse(await rest.post(Routes.threads(channel, message), { body: { name } })).id,
    crosspost: async (channel, message) => {
      await rest.post(Routes.channelMessageCrosspost(channel, message))
    },
    showTyping: async channel => {
      await rest.post(Routes.channelTyping(channel))
    },
    directChannel: async user =>
      Id.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: user } })).id,
    channel: async id => Channel.parse(await rest.get(Routes.channel(id))),
    message: async (channel, id) => Message.parse(await rest.get(Routes.channelMessage(channel, id))),
    messagesAfter: async (channel, after) =>
      z.array(Message).parse(
        await rest.get(Routes.channelMessages(channel), {
          query: new URLSearchParams({ after, limit: '100' }),
        }),
      ),
    guild: async id => Guild.parse(await rest.get(Routes.guild(id))),
    memberRoles: async (guild, user) => Member.parse(await rest.get(Routes.guildMember(guild, user))).roles,
    forumPosts: async (guild, channel) => {
      const open = Threads.parse(await rest.get(Routes.guildActiveThreads(guild))).threads
      const closed = Threads.parse(await rest.get(Routes.channelThreads(channel, 'public'))).threads
      return [...open.filter(thread => thread.parent_id === channel), ...closed]
    },
    close() {
      for (const one of [rest, answers]) {
        one.clearHandlerSweeper()
        one.clearHashSweeper()
      }
    },
  }
}

function pathOf(address: string, url: string): string {
  const path = decodeURIComponent(new URL(address).pathname)
  const base = new URL(url).pathname.replace(/\/$/, '')
  return path.slice(base.length).replace(/^\/v\d+/, '')
}

function bodyOf(body: unknown): unknown {
  if (typeof body === 'string') return JSON.parse(body)
  // Files go beside the message, which is then a field of a form.
  const field =
    body && typeof body === 'object' && 'get' in body ? (body as FormData).get('payload_json') : null
  return typeof field === 'string' ? JSON.parse(field) : body
}

/** What became of a request that was to write something. */
export type Fault =
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'later'; readonly afterMs: number | null; readonly why: string }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly code: number; readonly why: string }

/** Discord's error codes that tell what is wrong with a place to post to. */
const REASONS: Readonly<Record<number, FailureReason>> = {
  10003: 'channel_gone',
  10004: 'unauthorized',
  10013: 'channel_gone',
  40001: 'unauthorized',
  40014: 'unauthorized',
  50001: 'not_in_channel',
  50007: 'forbidden',
  50008: 'invalid',
  50013: 'forbidden',
  50014: 'unauthorized',
  50083: 'archived',
  160005: 'archived',
}
/** Too many of this kind for now: slow mode, direct messages opened too fast, crossposts. */
const SLOW = new Set([20016, 20028, 20029, 20031, 40003, 40062])
/** The connection was never made, so nothing can have arrived. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Reads out of an error whether the request arrived, may have, or surely did not. */
export function faultOf(error: unknown): Fault {
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  if (error instanceof RefusedRequest)
    return {
      kind: 'failed',
      reason: /characters|parts/.test(error.message) ? 'too_long' : 'invalid',
      code: -1,
      why,
    }
  if (error instanceof RateLimitError)
    return {
      kind: 'later',
      afterMs: Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout),
      why,
    }
  if (error instanceof DiscordAPIError) {
    const code = Number(error.code)
    if (error.status === 429 || SLOW.has(code)) return { kind: 'later', afterMs: null, why }
    if (error.status >= 500) return { kind: 'unknown', why }
    if (error.status === 401) return { kind: 'failed', reason: 'unauthorized', code, why }
    if (/BASE_TYPE_(?:MAX|BAD)_LENGTH|COMPONENT_MAX/.test(error.message))
      return { kind: 'failed', reason: 'too_long', code, why }
    const usual = error.status === 403 ? 'forbidden' : error.status === 404 ? 'channel_gone' : 'invalid'
    return { kind: 'failed', reason: REASONS[code] ?? usual, code, why }
  }
  if (error instanceof HTTPError) return { kind: 'unknown', why: `${error.status} ${why}` }
  const cause = (error as { cause?: { code?: string }; code?: string } | null) ?? {}
  if (NOT_SENT.has(cause.code ?? '') || NOT_SENT.has(cause.cause?.code ?? ''))
    return { kind: 'later', afterMs: null, why }
  return { kind: 'unknown', why }
}

/** The error code that Discord gave, or null: 10062 unknown interaction, 40060 acknowledged already… */
export function discordCode(error: unknown): number | null {
  return error instanceof DiscordAPIError ? Number(error.code) : null
}
