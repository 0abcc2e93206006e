// Who may do what, as Discord computes it: the roles of a member in a guild, then what a channel changes of that.
import type { ApiChannel, ApiGuild } from './api.ts'

/** Bits of Discord's permissions that matter here. */
export const PERMISSION = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  attachFiles: 1n << 15n,
  readHistory: 1n << 16n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const

export type PermissionName = keyof typeof PERMISSION

/** What an invitation asks for: enough to answer and to post digests with threads and pictures, and no more. */
export const INVITED: readonly PermissionName[] = [
  'viewChannel',
  'sendMessages',
  'sendInThreads',
  'createThreads',
  'attachFiles',
  'readHistory',
]

/** A permission number as Discord writes it; nothing at all when it is none. */
export function readPermissions(number: string | null | undefined): bigint {
  return /^\d{1,25}$/.test(number ?? '') ? BigInt(number!) : 0n
}

/** Whether somebody with these permissions may change settings: of the whole guild, or of the one channel. */
export function mayManage(permissions: bigint, scope: 'workspace' | 'channel'): boolean {
  const enough = PERMISSION.administrator | PERMISSION.manageGuild
  return (permissions & (scope === 'channel' ? enough | PERMISSION.manageChannels : enough)) !== 0n
}

/** What a member with these roles may do anywhere in the guild. */
export function guildPermissions(guild: ApiGuild, user: string, roles: readonly string[]): bigint {
  if (guild.owner_id === user) return PERMISSION.administrator
  // The role of everybody has the id of the guild.
  return guild.roles
    .filter(role => role.id === guild.id || roles.includes(role.id))
    .reduce((sum, role) => sum | readPermissions(role.permissions), 0n)
}

/** What a member may do in one channel. Overwrites: everybody's, then those of roles together, then the member's own. */
export function channelPermissions(
  guild: ApiGuild,
  channel: ApiChannel,
  user: string,
  roles: readonly string[],
): bigint {
  const anywhere = guildPermissions(guild, user, roles)
  if ((anywhere & PERMISSION.administrator) !== 0n) return ~0n
  const overwrites = channel.permission_overwrites ?? []
  const sum = (of: typeof overwrites, key: 'allow' | 'deny') =>
    of.reduce((bits, overwrite) => bits | readPermissions(overwrite[key]), 0n)
  const levels = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, type }) => type === 0 && id !== guild.id && roles.includes(id)),
    overwrites.filter(({ id, type }) => type === 1 && id === user),
  ]
  return levels.reduce((bits, level) => (bits & ~sum(level, 'deny')) | sum(level, 'allow'), anywhere)
}

/** Which of the permissions that are needed are missing. */
export function missingOf(permissions: bigint, needed: readonly PermissionName[]): readonly PermissionName[] {
  if ((permissions & PERMISSION.administrator) !== 0n) return []
  return needed.filter(name => (permissions & PERMISSION[name]) === 0n)
}
