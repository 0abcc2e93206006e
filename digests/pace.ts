// When the next message may go: within what the platform, the workspace and the channel take.
import type { Pace } from '../src/chat/messenger.ts'

export interface Pacer {
  /** Books the next free place for a message and says in how many milliseconds it comes; `now` in ms since 1970. */
  book(place: { readonly channel: string; readonly workspace: string | null }, now: number): number
}

/** Channels that were quiet for so long need not be remembered. */
const FORGET_MS = 60_000

/** A pacer for one platform; what other processes send is not known to it, that is what 429 is for. */
export function createPacer(pace: Pace): Pacer {
  let platformFree = 0
  const workspaceFree = new Map<string, number>()
  const channelFree = new Map<string, number>()
  const prune = (free: Map<string, number>, now: number): void => {
    if (free.size < 1000) return
    for (const [name, at] of free) if (at < now - FORGET_MS) free.delete(name)
  }
  return {
    book({ channel, workspace }, now) {
      const at = Math.max(
        now,
        platformFree,
        channelFree.get(channel) ?? 0,
        workspace === null ? 0 : (workspaceFree.get(workspace) ?? 0),
      )
      platformFree = Math.max(platformFree, now) + 1000 / pace.perSecond
      channelFree.set(channel, at + pace.channelMs)
      if (workspace !== null && pace.workspacePerSecond !== undefined)
        workspaceFree.set(workspace, at + 1000 / pace.workspacePerSecond)
      prune(channelFree, now)
      prune(workspaceFree, now)
      return at - now
    },
  }
}
