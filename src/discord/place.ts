// Where something was said, in the words of the chat room.
import type { Interaction } from './events.ts'
import { mayManage, readPermissions } from './permissions.ts'

export interface Place {
  /** `discord:<guild>`, or `discord:@<user>` where only the user has installed the app: it sees the shared library. */
  readonly workspace: string
  /** `discord:<guild>/<channel>`, `discord:@<user>/@<user>` for direct messages. */
  readonly channel: string
}

const THREADS = new Set([10, 11, 12])
const DIRECT = new Set([1, 3])

/** True for threads and the posts of forums. */
export function isThread(type: number | undefined): boolean {
  return type !== undefined && THREADS.has(type)
}

/** Where a message stands: without a guild it is a direct one. */
export function placeOfMessage(guild: string | null | undefined, channel: string, user: string): Place {
  return guild
    ? { workspace: `discord:${guild}`, channel: `discord:${guild}/${channel}` }
    : { workspace: `discord:@${user}`, channel: `discord:@${user}/@${user}` }
}

export interface InteractionPlace extends Place {
  readonly user: string
  readonly mayAdminister: (scope: 'workspace' | 'channel') => boolean
  /** The thread or direct channel whose questions belong together; null elsewhere. */
  readonly conversation: string | null
}

/** Where and by whom something was pressed; null when Discord does not say by whom. */
export function placeOf(interaction: Interaction): InteractionPlace | null {
  const user = interaction.member?.user.id ?? interaction.user?.id
  if (user === undefined) return null
  const { guild_id, channel, authorizing_integration_owners: owners = {} } = interaction
  const channelId = interaction.channel_id ?? channel?.id ?? '0'
  // Whoever brings the app along into a guild that did not install it speaks for themselves alone.
  const installed = guild_id && !(owners['1'] !== undefined && owners['0'] === undefined) ? guild_id : null
  const belongsTogether = !guild_id || DIRECT.has(channel?.type ?? -1) || isThread(channel?.type)
  return {
    ...placeOfMessage(installed, channelId, user),
    user,
    mayAdminister: scope =>
      installed !== null && mayManage(readPermissions(interaction.member?.permissions), scope),
    conversation: belongsTogether ? `discord:${channelId}` : null,
  }
}
