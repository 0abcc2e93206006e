import { webApi } from '@slack/bolt'
import { UserError } from '../errors.ts'

/** The token that a workspace installed us with, and who we are there. */
export interface Access {
  readonly token: string
  readonly botUser: string
}

/** Finds a workspace's access, refreshed when it is about to run out; null where the app is not installed. */
export type FindAccess = (team: string) => Promise<Access | null>

/** The Web API of every workspace that has installed the app. */
export interface Clients {
  /** Web API of a workspace. @throws UserError when the app is not installed there */
  of(team: string): Promise<webApi.WebClient>
  botUser(team: string): Promise<string>
}

/** Half a minute, after which nobody can tell whether a request arrived. */
const TIMEOUT_MS = 30_000

/**
 * What every client of ours is made with. The client never repeats a request by itself: it would post twice when a
 * connection drops after the request was read.
 */
export function clientOptions(apiUrl: string): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    allowAbsoluteUrls: false,
    logger: QUIET,
  }
}

/** Slack's own logging would repeat what our log tells, and could hold what people wrote. */
export const QUIET = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as webApi.LogLevel,
  setName() {},
} satisfies webApi.Logger

/** Clients by workspace; one is kept as long as its token is the same. */
export function createClients(apiUrl: string, find: FindAccess): Clients {
  const known = new Map<string, { readonly token: string; readonly client: webApi.WebClient }>()

  async function accessOf(team: string): Promise<Access> {
    const access = await find(team)
    if (access) return access
    known.delete(team)
    throw new UserError(`The app is not installed in the Slack workspace ${team}: install it there again.`)
  }

  return {
    async of(team) {
      const { token } = await accessOf(team)
      const kept = known.get(team)
      if (kept?.token === token) return kept.client
      const client = new webApi.WebClient(token, { ...clientOptions(apiUrl), teamId: team })
      known.set(team, { token, client })
      return client
    },
    botUser: async team => (await accessOf(team)).botUser,
  }
}
