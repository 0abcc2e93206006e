// The front door of the Discord room: an app that answers and posts, and is started and stopped.
import type { Command } from '../chat/command.ts'
import type { Dispatch } from '../chat/dispatch.ts'
import type { Messenger } from '../chat/messenger.ts'
import { createSession, type Rate, type Served } from '../chat/session.ts'
import { messageOf, UserError } from '../errors.ts'
import type { Lang } from '../model/language.ts'
import type { Store } from '../store/store.ts'
import { type ApiChannel, createApi, faultOf } from './api.ts'
import { TOKEN_MINUTES } from './deliver.ts'
import { ChannelMessage, GoneGuild, Interaction } from './events.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { createInteractions } from './interactions.ts'
import { createMentions } from './mentions.ts'
import { createMessenger } from './messenger.ts'
import { commandBodies, registerCommands } from './register.ts'
import { Work } from './work.ts'

export interface DiscordSettings {
  /** The bot's token. */
  readonly token: string
  readonly store: Pick<Store, 'platforms' | 'kept' | 'getMeta' | 'setMeta'>
  readonly commands: readonly Command[]
  readonly dispatch: Dispatch
  /** For readers whose own language is none of ours. */
  readonly lang: Lang
  /** The clock in the desk's time zone. */
  readonly clock: () => Temporal.ZonedDateTime
  readonly rate: Rate
  /** Told of every visit that came to an end. */
  readonly observe: (served: Served) => void
  readonly log: DiscordLog
  /** Told when a guild has removed the app: all that is theirs elsewhere is to go, too. */
  readonly onRemoved?: (workspace: string) => Promise<void>
  /** Where Discord is; another one in tests. */
  readonly url?: string
  /** Which shards of how many this process runs; all that Discord recommends when not told. */
  readonly shards?: { readonly ids: readonly number[]; readonly of: number }
}

/** The part of a log that is used here. */
export interface DiscordLog {
  info(facts: object, words: string): void
  warn(facts: object, words: string): void
  error(facts: object, words: string): void
}

export interface DiscordApp {
  readonly messenger: Messenger
  /**
   * Registers the commands where they changed, goes on with what was interrupted, and listens.
   * @throws UserError when the token is refused or Discord cannot be reached
   */
  start(): Promise<void>
  /** Listens no more, finishes what was begun, and closes. */
  stop(): Promise<void>
  /** Whether it is connected now. */
  ready(): boolean
}

const CACHED_CHANNELS = 2000
const CHANNEL_MINUTES = 10

/** Makes the app; nothing is asked of Discord before `start` or the first post. */
export function createDiscordApp(settings: DiscordSettings): DiscordApp {
  const { token, store, commands, lang, log } = settings
  const api = createApi({ token, ...(settings.url !== undefined && { url: settings.url }) })
  const clock = () => settings.clock().toInstant()
  const queue = settings.shards ? `discord:${settings.shards.ids.join(',')}` : 'discord'
  const warn = (what: string, error: unknown) => log.warn({ why: messageOf(error) }, what)
  const session = createSession({
    dispatch: settings.dispatch,
    commands,
    memory: store.platforms,
    queue,
    clock,
    rate: settings.rate,
    observe: settings.observe,
  })

  let application: Promise<{ id: string; self: string }> | null = null
  /** Asked once; a failure is asked again. */
  const whoAmI = () => {
    application ??= api.application().then(
      ({ id, bot }) => ({ id, self: bot?.id ?? id }),
      error => {
        application = null
        throw error
      },
    )
    return application
  }
  const self = async () => (await whoAmI()).self
  const channelOf = cacheChannels(api.channel, clock)
  const readThread = async (channel: string) => {
    const own = await self()
    const messages = await api.messagesAfter(channel, '0')
    const written = messages.filter(({ author, content = '' }) => author.id !== own && content.trim() !== '')
    const oldestFirst = written.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    return oldestFirst.map(({ content = '' }) => content)
  }

  const shared = { api, kept: store.kept, clock, session, lang, now: settings.clock, self, readThread, warn }
  const interactions = createInteractions({ ...shared, commands })
  const mentions = createMentions({ ...shared, channelOf })
  const messenger = createMessenger({ api, self, warn })

  let gateway: Gateway | null = null
  let stopping = false
  const shards = new Map<number, boolean>()
  const handling = new Set<Promise<void>>()

  function onEvent(name: string, data: unknown): void {
    // While we stop nothing new is begun: the session tells it again to the next start.
    if (stopping) return
    const handled = handle(name, data).catch(error =>
      log.error({ why: messageOf(error), event: name }, 'an event of Discord failed'),
    )
    handling.add(handled)
    void handled.finally(() => handling.delete(handled))
  }

  async function handle(name: string, data: unknown): Promise<void> {
    if (name === 'INTERACTION_CREATE') {
      const interaction = Interaction.safeParse(data)
      if (interaction.success) await interactions.handle(interaction.data)
      else
        log.warn({ why: interaction.error.issues[0]?.message }, 'an interaction of a kind that is not known')
    } else if (name === 'MESSAGE_CREATE') {
      const message = ChannelMessage.safeParse(data)
      if (message.success) await mentions.handle(message.data)
    } else if (name === 'GUILD_DELETE') {
      const guild = GoneGuild.parse(data)
      if (!guild.unavailable) await forget(`discord:${guild.id}`)
    }
  }

  /** The app was removed from a guild. */
  async function forget(workspace: string): Promise<void> {
    await store.platforms.forgetWorkspace(workspace)
    await store.kept.forgetWorkspace(workspace)
    await settings.onRemoved?.(workspace)
    log.info({ workspace }, 'removed from a guild; what was theirs is forgotten')
  }

  /** What was begun before a kill and may still be answered. */
  async function takeUp(): Promise<void> {
    const since = clock()
      .subtract({ minutes: TOKEN_MINUTES - 1 })
      .toString({ fractionalSecondDigits: 3 })
    for (const { id, work } of await store.platforms.unfinishedVisits(queue, since)) {
      const parsed = Work.safeParse(work === null ? null : JSON.parse(work))
      if (!parsed.success) continue
      const { data } = parsed
      await (data.kind === 'interaction' ? interactions.resume(id, data) : mentions.resume(id, data))
    }
  }

  async function start(): Promise<void> {
    // A refused token is forgotten by the library; it may be refused by mistake.
    api.rest.setToken(token)
    try {
      const { id } = await whoAmI()
      const bodies = commandBodies(commands, lang)
      if (await registerCommands(api, id, bodies, store))
        log.info({ commands: bodies.length }, 'commands registered with Discord')
      gateway = createGateway({
        ...{ token, rest: api.rest, kept: store.kept, clock, application: id, onEvent },
        ...(settings.shards && { shards: settings.shards }),
        onState: (state, shard) => {
          shards.set(shard, state !== 'closed')
          log.info({ shard }, `Discord: ${state}`)
        },
        onFault: error => log.error({ why: messageOf(error) }, 'the line to Discord failed'),
      })
      await gateway.connect()
    } catch (error) {
      await gateway?.close().catch(fault => warn('a line that was not opened did not close', fault))
      gateway = null
      throw startFault(error)
    }
    const took = takeUp().catch(error =>
      log.error({ why: messageOf(error) }, 'unfinished work could not be taken up'),
    )
    handling.add(took)
    void took.finally(() => handling.delete(took))
  }

  return {
    messenger,
    start,
    async stop() {
      stopping = true
      await Promise.allSettled(handling)
      await session.settle()
      await gateway?.close()
      api.close()
      shards.clear()
    },
    ready: () => shards.size > 0 && [...shards.values()].every(Boolean),
  }
}

function startFault(error: unknown): UserError {
  const fault = faultOf(error)
  const refused = fault.kind === 'failed' && fault.reason === 'unauthorized'
  const words = refused
    ? 'Discord refuses the token DISCORD_TOKEN: copy it again from discord.com/developers/applications, Bot, Reset Token.'
    : `Discord cannot be reached: ${fault.why}`
  return new UserError(words, { cause: error })
}

/** Channels as they were asked for last, for ten minutes; the oldest make room. */
function cacheChannels(
  fetch: (id: string) => Promise<ApiChannel>,
  clock: () => Temporal.Instant,
): (id: string) => Promise<ApiChannel> {
  const known = new Map<string, { readonly channel: ApiChannel; readonly until: number }>()
  return async id => {
    const now = clock().epochMilliseconds
    const found = known.get(id)
    if (found && found.until > now) return found.channel
    const channel = await fetch(id)
    known.delete(id)
    known.set(id, { channel, until: now + CHANNEL_MINUTES * 60_000 })
    for (const oldest of known.keys()) {
      if (known.size <= CACHED_CHANNELS) break
      known.delete(oldest)
    }
    return channel
  }
}
