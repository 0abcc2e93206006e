import type { Finding } from '../chat/finding.ts'
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

const SETTING = 'DISCORD_TOKEN'
const ok = (words: string): Finding => ({ level: 'ok', setting: SETTING, words })
const fault = (words: string): Finding => ({ level: 'fault', setting: SETTING, words })

/** Asks Discord whether the token works, the gateway can be opened and the channels can be posted to; never throws. */
export async function checkDiscord({ token, url, channels = [] }: CheckSettings): Promise<Finding[]> {
  const api = createApi({ token, ...(url !== undefined && { url }) })
  try {
    const { id, name, bot } = await api.application()
    const findings = [
      ok(`Discord knows us as ${bot?.username ?? name ?? id}. Invite: ${inviteUrl(id)}`),
      await checkGateway(api),
    ]
    for (const channel of channels) findings.push(await checkChannel(api, channel, bot?.id ?? id))
    return findings
  } catch (error) {
    return [fault(tokenFault(token, error))]
  } finally {
    api.close()
  }
}

function tokenFault(token: string, error: unknown): string {
  const asked = faultOf(error)
  if (asked.kind !== 'failed' || asked.reason !== 'unauthorized')
    return `Discord cannot be reached to check ${SETTING}: ${asked.why}. Try again, or look at https://discordstatus.com.`
  const shape = TOKEN_SHAPE.test(token)
    ? `${SETTING} is refused by Discord; it may have been reset`
    : `${SETTING} does not look like a bot’s token (three parts with dots between them); the client secret and the public key are something else`
  return `${shape}: ${TOKEN_HELP}.`
}

async function checkGateway(api: DiscordApi): Promise<Finding> {
  try {
    const { shards, left, resetMinutes } = await api.gateway()
    if (left === 0)
      return fault(
        `Discord lets no more connections be begun for ${resetMinutes} minutes: there were too many starts.`,
      )
    const lines = shards === 1 ? 'one connection' : `${shards} connections`
    return ok(`Discord recommends ${lines} and lets ${left} more be begun today.`)
  } catch (error) {
    return fault(`Discord does not tell where to connect: ${messageOf(error)}.`)
  }
}

async function checkChannel(api: DiscordApi, channel: string, self: string): Promise<Finding> {
  const read = readChannel(channel)
  if (!read)
    return fault(
      `${channel} is no channel: write discord:SERVER_ID/CHANNEL_ID (Developer Mode, right click, Copy ID).`,
    )
  try {
    if (read.direct) {
      await api.directChannel(read.id)
      return ok(`${channel} takes direct messages.`)
    }
    const found = await api.channel(read.id)
    const [guild, roles] = await Promise.all([api.guild(read.guild), api.memberRoles(read.guild, self)])
    const around = isThread(found.type) && found.parent_id ? await api.channel(found.parent_id) : found
    return permissionsIn(guild, around, self, roles)
  } catch (error) {
    const asked = faultOf(error)
    const unseen = asked.kind === 'failed' && UNSEEN.has(asked.reason)
    return fault(
      unseen
        ? `${channel} is not seen by the app: invite the app to that server, and let its role View Channel there.`
        : `${channel} cannot be checked: ${asked.why}.`,
    )
  }
}

const UNSEEN: ReadonlySet<string> = new Set(['channel_gone', 'not_in_channel', 'forbidden', 'unauthorized'])

function permissionsIn(
  guild: ApiGuild,
  channel: ApiChannel,
  self: string,
  roles: readonly string[],
): Finding {
  const missing = missingOf(channelPermissions(guild, channel, self, roles), INVITED)
  const name = channel.name ? `#${channel.name}` : channel.id
  if (missing.length === 0) return ok(`The app has all permissions in ${name}.`)
  const names = missing.map(one => NAMES[one]).join(', ')
  return fault(`The app lacks ${names} in ${name}: allow its role that (Edit Channel, Permissions).`)
}
