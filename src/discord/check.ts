import { messageOf } from '../errors.ts'
import { type ApiChannel, type ApiGuild, createApi, type DiscordApi, faultOf } from './api.ts'
import { readChannel } from './messenger.ts'
import { channelPermissions, INVITED, missingOf, PERMISSION, type PermissionName } from './permissions.ts'
import { isThread } from './place.ts'

export interface CheckSettings {
  readonly token: string
  /** Where Discord is; another one in tests. */
  readonly url?: string
  /** Channels that digests are to go to, as a Messenger writes them: `discord:<guild>/<channel>`. */
  readonly channels?: readonly string[]
}

/** One thing that was looked at. */
export interface Finding {
  /** `DISCORD_TOKEN`, `gateway`, or a channel. */
  readonly what: string
  readonly ok: boolean
  /** For a person: what was found or what is wrong, and what to do about it. */
  readonly words: string
}

export interface DiscordCheck {
  readonly findings: readonly Finding[]
  /** Adds the app to a guild with the permissions it needs; null while the token is refused. */
  readonly invite: string | null
}

const PORTAL = 'https://discord.com/developers/applications'
const TOKEN_HELP = `copy it at ${PORTAL}, your application, Bot, Reset Token; it is shown once`
/** Three parts, the first of which is the application's id in base64. */
const TOKEN_SHAPE = /^[\w-]{18,}\.[\w-]{4,}\.[\w-]{20,}$/

/** As they are called in Discord's settings. */
const NAMES: Readonly<Record<PermissionName, string>> = {
  administrator: 'Administrator',
  manageChannels: 'Manage Channels',
  manageGuild: 'Manage Server',
  viewChannel: 'View Channel',
  sendMessages: 'Send Messages',
  attachFiles: 'Attach Files',
  readHistory: 'Read Message History',
  createThreads: 'Create Public Threads',
  sendInThreads: 'Send Messages in Threads',
}

/** The address that adds the app to a guild, or to a user, with what it needs and no more. */
export function inviteUrl(application: string): string {
  const permissions = INVITED.reduce((sum, name) => sum | PERMISSION[name], 0n)
  const query = new URLSearchParams({
    client_id: application,
    scope: 'bot applications.commands',
    permissions: String(permissions),
  })
  return `https://discord.com/oauth2/authorize?${query}`
}

/** Asks Discord whether the token works, the gateway can be opened and the channels can be posted to; never throws. */
export async function checkDiscord({ token, url, channels = [] }: CheckSettings): Promise<DiscordCheck> {
  const api = createApi({ token, ...(url !== undefined && { url }) })
  let application: Awaited<ReturnType<DiscordApi['application']>>
  try {
    application = await api.application()
  } catch (error) {
    return { findings: [{ what: 'DISCORD_TOKEN', ok: false, words: tokenFault(token, error) }], invite: null }
  }
  const self = application.bot?.id ?? application.id
  const findings: Finding[] = [
    {
      what: 'DISCORD_TOKEN',
      ok: true,
      words: `${application.name ?? application.id}, application ${application.id}.`,
    },
    await checkGateway(api),
  ]
  for (const channel of channels) findings.push(await checkChannel(api, channel, self))
  return { findings, invite: inviteUrl(application.id) }
}

function tokenFault(token: string, error: unknown): string {
  const fault = faultOf(error)
  if (fault.kind !== 'failed' || fault.reason !== 'unauthorized')
    return `Discord cannot be asked now (${fault.why}). Try again, or look at https://discordstatus.com.`
  const shape = TOKEN_SHAPE.test(token)
    ? 'Discord refuses this token; it may have been reset'
    : 'this does not look like a bot’s token (three parts with dots between them); the client secret and the public key are something else'
  return `${shape}: ${TOKEN_HELP}.`
}

async function checkGateway(api: DiscordApi): Promise<Finding> {
  const what = 'gateway'
  try {
    const { shards, left, resetMinutes } = await api.gateway()
    if (left === 0)
      return {
        what,
        ok: false,
        words: `no more connections may be begun for ${resetMinutes} minutes: too many restarts.`,
      }
    return {
      what,
      ok: true,
      words: `${shards === 1 ? 'one line' : `${shards} lines`}; ${left} starts left today.`,
    }
  } catch (error) {
    return { what, ok: false, words: `it cannot be asked for: ${messageOf(error)}.` }
  }
}

async function checkChannel(api: DiscordApi, what: string, self: string): Promise<Finding> {
  const read = readChannel(what)
  if (!read)
    return {
      what,
      ok: false,
      words: 'write it as discord:SERVER_ID/CHANNEL_ID (Developer Mode, right click, Copy ID).',
    }
  try {
    if (read.direct) {
      await api.directChannel(read.id)
      return { what, ok: true, words: 'direct messages.' }
    }
    const channel = await api.channel(read.id)
    const [guild, roles] = await Promise.all([api.guild(read.guild), api.memberRoles(read.guild, self)])
    const around =
      isThread(channel.type) && channel.parent_id ? await api.channel(channel.parent_id) : channel
    return { what, ...permissionsIn(guild, around, self, roles) }
  } catch (error) {
    const fault = faultOf(error)
    const gone =
      fault.kind === 'failed' && ['channel_gone', 'not_in_channel', 'unauthorized'].includes(fault.reason)
    const words = gone
      ? 'the app does not see it: invite the app to that server, and let its role View Channel there.'
      : `${fault.why}.`
    return { what, ok: false, words }
  }
}

function permissionsIn(
  guild: ApiGuild,
  channel: ApiChannel,
  self: string,
  roles: readonly string[],
): Pick<Finding, 'ok' | 'words'> {
  const missing = missingOf(channelPermissions(guild, channel, self, roles), INVITED)
  const name = channel.name ? `#${channel.name}` : 'this channel'
  if (missing.length === 0) return { ok: true, words: `${name}: all permissions are there.` }
  const names = missing.map(one => NAMES[one]).join(', ')
  return { ok: false, words: `${name}: allow the app’s role ${names} (Edit Channel, Permissions).` }
}
