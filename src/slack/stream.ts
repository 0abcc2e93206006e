import type { webApi } from '@slack/bolt'
import type { Job, Target } from './jobs.ts'
import type { messageOf } from './messenger.ts'
import { outcomeOf } from './outcome.ts'
import type { SlackBlock } from './rich.ts'

/** A shorter message is there at once. */
const STREAMED_FROM = 4000
const STEP_BLOCKS = 5

/** Slack streams into threads; a long answer in a thread of a direct message appears piece by piece. */
export function canStream(
  target: Target & { readonly kind: 'post' },
  blocks: readonly SlackBlock[],
): boolean {
  const isDirect = target.channel.startsWith('D') && target.thread !== undefined
  return isDirect && JSON.stringify(blocks).length >= STREAMED_FROM
}

/**
 * Streams one message; false when the platform would not, in which case nothing of it stands there and it is to be
 * posted. A workspace whose plan has no streams says so at the start.
 */
export async function streamMessage(
  client: webApi.WebClient,
  job: Job,
  { channel, thread }: Target & { readonly kind: 'post' },
  { blocks, metadata }: ReturnType<typeof messageOf> & { metadata?: unknown },
): Promise<boolean> {
  const begun = await client.chat
    .startStream({
      channel,
      thread_ts: thread!,
      recipient_team_id: job.team,
      recipient_user_id: job.user,
      chunks: [{ type: 'blocks', blocks: blocks.slice(0, STEP_BLOCKS) }],
    })
    .catch(error => {
      // Nobody could tell whether a stream stands there now.
      if (outcomeOf(error).outcome === 'unknown') throw error
      return null
    })
  if (begun?.ts === undefined) return false
  const { ts } = begun
  try {
    for (let at = STEP_BLOCKS; at < blocks.length; at += STEP_BLOCKS)
      await client.chat.appendStream({
        channel,
        ts,
        chunks: [{ type: 'blocks', blocks: blocks.slice(at, at + STEP_BLOCKS) }],
      })
    await client.chat.stopStream({
      channel,
      ts,
      ...(metadata !== undefined && { metadata: metadata as never }),
    })
    return true
  } catch {
    // Half an answer must not stand beside a whole one.
    await client.chat.delete({ channel, ts })
    return false
  }
}
