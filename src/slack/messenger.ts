import type { webApi } from '@slack/bolt'
import type {
  ChannelLook,
  FindOptions,
  FindOutcome,
  Messenger,
  PostOptions,
  PostOutcome,
} from '../chat/messenger.ts'
import type { Reply } from '../chat/reply.ts'
import { UserError } from '../errors.ts'
import type { Clients } from './clients.ts'
import { checkMessage } from './limits.ts'
import { outcomeOf } from './outcome.ts'
import { type Files, NO_FILES, uploadPictures } from './pictures.ts'
import { readChannel } from './places.ts'
import { renderSlack } from './render.ts'
import type { SlackBlock } from './rich.ts'

/** Names our metadata among that of other apps. */
export const EVENT_TYPE = 'attache'

/** What every message of ours is sent with, whatever it says. */
const SAFE = {
  mrkdwn: false,
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const

/** A message as it leaves, checked against the rules; the key goes into its metadata. */
export function messageOf(text: string, blocks: readonly SlackBlock[], key?: string) {
  const metadata = key && { metadata: { event_type: EVENT_TYPE, event_payload: { key } } }
  return checkMessage({ text, blocks: [...blocks], ...SAFE, ...metadata })
}

/** One page of the history holds so many messages at most; more than so many pages are not read. */
const PAGE = 200
const MOST_PAGES = 10
/** Their clock and ours need not agree. */
const SKEW = { minutes: 5 }

interface Opened {
  readonly client: webApi.WebClient
  /** The channel's id, of a person that of the direct messages. */
  readonly id: string
}

/** Slack as the digests see it. */
export function createMessenger(clients: Clients): Messenger {
  /** Channels of direct messages by person; they do not change. */
  const direct = new Map<string, string>()

  async function open(channel: string): Promise<Opened> {
    const { team, channel: id } = readChannel(channel)
    const client = await clients.of(team)
    if (!id.startsWith('@')) return { client, id }
    let known = direct.get(channel)
    if (known === undefined) {
      const opened = await client.conversations.open({ users: id.slice(1) })
      known = opened.channel?.id
      if (known === undefined) throw new Error(`Slack opened no conversation with ${id}.`)
      direct.set(channel, known)
    }
    return { client, id: known }
  }

  async function send(channel: string, reply: Reply, { key, thread }: PostOptions): Promise<PostOutcome> {
    const attempt = async ({ client, id }: Opened, files: Files): Promise<PostOutcome> => {
      const { text, pages } = renderSlack(reply, 'message', undefined, files)
      if (pages.length > 1)
        return { outcome: 'failed', reason: 'too_long', why: `needs ${pages.length} messages` }
      const message = messageOf(text, pages[0]!, key)
      try {
        const place = { channel: id, ...(thread !== undefined && { thread_ts: thread }) }
        const sent = await client.chat.postMessage({ ...place, ...message })
        if (sent.ts === undefined) return { outcome: 'unknown', why: 'Slack named no message' }
        return { outcome: 'sent', message: sent.ts, thread: thread ?? sent.ts }
      } catch (error) {
        return failedOf(error)
      }
    }
    try {
      const opened = await open(channel)
      const files = await uploadPictures(opened.client, reply)
      const outcome = await attempt(opened, files)
      // A picture that Slack has not looked through yet makes the message invalid: then without it.
      const refused = outcome.outcome === 'failed' && outcome.reason === 'invalid' && files.size > 0
      return refused ? await attempt(opened, NO_FILES) : outcome
    } catch (error) {
      return failedOf(error)
    }
  }

  return {
    surface: 'slack',
    // One message a second to a channel, several hundred a minute to a workspace (docs.slack.dev/apis/web-api/rate-limits).
    pace: { channelMs: 1100, perSecond: 50, workspacePerSecond: 4 },
    fits(reply) {
      const { pages, left } = renderSlack(reply)
      return pages.length === 1 && left === 0
    },
    async post(channel, reply, options) {
      const aborted = Promise.withResolvers<PostOutcome>()
      const abort = () => aborted.resolve({ outcome: 'unknown', why: 'stopped' })
      if (options.signal?.aborted) return { outcome: 'later', afterMs: null, why: 'stopped' }
      options.signal?.addEventListener('abort', abort, { once: true })
      try {
        return await Promise.race([send(channel, reply, options), aborted.promise])
      } finally {
        options.signal?.removeEventListener('abort', abort)
      }
    },
    async find(channel, key, options) {
      try {
        const { client, id } = await open(channel)
        return await findMessage(client, id, key, options)
      } catch (error) {
        const { outcome, why } = failedOf(error)
        return { found: 'unsure', later: outcome !== 'failed', why }
      }
    },
    look: channel => lookAt(channel, open),
  }
}

function failedOf(error: unknown): Exclude<PostOutcome, { outcome: 'sent' }> {
  if (error instanceof UserError) return { outcome: 'failed', reason: 'unauthorized', why: error.message }
  return outcomeOf(error)
}

/** Walks the channel's or the thread's history back to when the first attempt began, looking for a key. */
export async function findMessage(
  client: webApi.WebClient,
  channel: string,
  key: string,
  { thread, since }: FindOptions,
): Promise<FindOutcome> {
  const oldest = String(since.subtract(SKEW).epochMilliseconds / 1000)
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const wanted = { channel, oldest, limit: PAGE, include_all_metadata: true, ...(cursor && { cursor }) }
    const found =
      thread === undefined
        ? await client.conversations.history(wanted)
        : await client.conversations.replies({ ...wanted, ts: thread })
    for (const { ts, metadata } of found.messages ?? []) {
      const payload = metadata?.event_payload as { key?: unknown } | undefined
      if (ts !== undefined && metadata?.event_type === EVENT_TYPE && payload?.key === key)
        return { found: 'there', message: ts, thread: thread ?? ts }
    }
    cursor = found.response_metadata?.next_cursor
    if (!cursor) return { found: 'absent' }
  }
  return { found: 'unsure', later: false, why: `more than ${PAGE * MOST_PAGES} messages since` }
}

async function lookAt(channel: string, open: (channel: string) => Promise<Opened>): Promise<ChannelLook> {
  try {
    const { client, id } = await open(channel)
    const { channel: found } = await client.conversations.info({ channel: id })
    if (found?.is_im) return { kind: 'direct', name: null, fault: null }
    const fault = found?.is_archived ? 'archived' : found?.is_member === false ? 'not_in_channel' : null
    return { kind: 'text', name: found?.name ? `#${found.name}` : null, fault }
  } catch (error) {
    const failed = failedOf(error)
    // A channel that may be there and cannot be looked at now is told by its first post.
    return { kind: 'text', name: null, fault: failed.outcome === 'failed' ? failed.reason : null }
  }
}
