import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { say } from '../chat/messages.ts'
import type { PostOutcome } from '../chat/messenger.ts'
import { quiet, type Reply } from '../chat/reply.ts'
import type { KeptLedger } from '../store/kept.ts'
import { buttonOf } from './blocks.ts'
import type { Clients } from './clients.ts'
import { replyView } from './forms.ts'
import { type Job, keyOf, type Target } from './jobs.ts'
import { findMessage, messageOf } from './messenger.ts'
import { outcomeOf } from './outcome.ts'
import { uploadPictures } from './pictures.ts'
import { workspaceOf } from './places.ts'
import { type Drawn, renderSlack } from './render.ts'
import type { SlackBlock } from './rich.ts'
import { canStream, streamMessage } from './stream.ts'

/** What sending a reply takes. */
export interface DeliverDeps {
  readonly clients: Clients
  readonly kept: Pick<KeptLedger, 'keep' | 'read'>
  readonly clock: () => Temporal.Instant
  readonly fetch: typeof fetch
  /** Where Slack's addresses for answers may lie. */
  readonly responseHosts: readonly string[]
  /** First pause before another attempt; the next ones are twice as long. */
  readonly pauseMs: number
}

/** Pages of a long answer that was given at an address for answers. */
export const PAGE_ACTION = 'page'
/** The buttons that ask whether an answer was useful. */
export const FEEDBACK_ACTION = 'feedback'

const ATTEMPTS = 4
const LONGEST_PAUSE_MS = 30_000
const ALONE = { response_type: 'ephemeral', replace_original: false } as const
const ALL = { response_type: 'in_channel', replace_original: false } as const

/** Sends a reply to where a job wants it, with retries of its own; throws when it cannot arrive. */
export async function deliver(job: Job, reply: Reply, resumed: boolean, deps: DeliverDeps): Promise<void> {
  const { target } = job
  if (target.kind === 'view') return updateView(job, target.view, reply, deps)
  const files = await uploadPictures(await deps.clients.of(job.team), reply)
  // Nobody else sees what was typed: an answer for all says what it answers.
  const isForAll = target.kind === 'response' && !target.ephemeral && !reply.ephemeral
  const shown =
    isForAll && typeof job.incoming === 'string'
      ? { ...reply, blocks: [quiet(`› ${job.incoming}`), ...reply.blocks] }
      : reply
  const drawn = renderSlack(shown, 'message', undefined, files)
  if (target.kind === 'response') return respond(job, target, reply, drawn, deps)
  const inChannel = !target.channel.startsWith('D')
  if (reply.ephemeral && inChannel) return postAlone(job, target, drawn, deps)
  for (const [page, blocks] of drawn.pages.entries()) {
    const isLast = page === drawn.pages.length - 1
    const shown = isLast ? [...blocks, ...feedbackOf(reply)] : blocks
    await postPage({ job, target, page, text: drawn.text, blocks: shown, resumed }, deps)
  }
}

/** Buttons that ask whether a reply was useful. */
export function feedbackOf({ about, lang }: Reply): SlackBlock[] {
  if (about === undefined) return []
  const button = (verdict: 'good' | 'bad') => ({
    text: { type: 'plain_text' as const, text: say(lang, `feedback.${verdict}`), emoji: false },
    accessibility_label: say(lang, `feedback.${verdict}`),
    value: `${verdict} ${about}`,
  })
  return [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: FEEDBACK_ACTION,
          positive_button: button('good'),
          negative_button: button('bad'),
        },
      ],
    },
  ]
}

async function updateView(job: Job, view_id: string, reply: Reply, { clients }: DeliverDeps): Promise<void> {
  const client = await clients.of(job.team)
  await client.views.update({ view_id, view: replyView(reply) })
}

async function postAlone(
  job: Job,
  target: Target & { kind: 'post' },
  { text, pages }: Drawn,
  { clients }: DeliverDeps,
) {
  const client = await clients.of(job.team)
  const { metadata: _, ...message } = { metadata: null, ...messageOf(text, pages[0]!) }
  await client.chat.postEphemeral({
    ...message,
    channel: target.channel,
    user: job.user,
    ...(target.thread !== undefined && { thread_ts: target.thread }),
  })
}

interface Page {
  readonly job: Job
  readonly target: Target & { readonly kind: 'post' }
  readonly page: number
  readonly text: string
  readonly blocks: readonly SlackBlock[]
  readonly resumed: boolean
}

/** Posts one message once: before it is sent again, the history tells whether it has arrived. */
async function postPage(one: Page, deps: DeliverDeps): Promise<void> {
  const { job, target, page, text, blocks } = one
  const { clients, clock, pauseMs } = deps
  const client = await clients.of(job.team)
  const { channel, thread } = target
  const key = keyOf(job.id, page)
  const begun = clock()
  const arrived = async (since: Temporal.Instant) => {
    const where = { since, attempted: since, now: clock(), ...(thread !== undefined && { thread }) }
    return (await findMessage(client, channel, key, where)).found
  }
  if (one.resumed && (await arrived(begun.subtract({ hours: 1 }))) === 'there') return
  const message = messageOf(text, blocks, key)
  const place = { channel, ...(thread !== undefined && { thread_ts: thread }) }
  if (canStream(target, blocks) && (await streamMessage(client, job, target, message))) return

  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOf(() => client.chat.postMessage({ ...place, ...message }))
    if (outcome === null) return
    const { outcome: kind, why } = outcome
    if (kind === 'failed' || attempt === ATTEMPTS) throw new Error(`Not posted (${kind}): ${why}`)
    const told = outcome.outcome === 'later' ? outcome.afterMs : null
    await wait(Math.min(told ?? pauseMs * 2 ** attempt, LONGEST_PAUSE_MS))
    if (kind !== 'unknown') continue
    const found = await arrived(begun)
    if (found === 'there') return
    if (found !== 'absent') throw new Error(`Nobody can tell whether it was posted: ${why}`)
  }
}

async function attemptOf(
  call: () => Promise<unknown>,
): Promise<Exclude<PostOutcome, { outcome: 'sent' }> | null> {
  try {
    await call()
    return null
  } catch (error) {
    return outcomeOf(error)
  }
}

/** One message at the address for answers; what does not fit stands behind a button. */
async function respond(
  job: Job,
  target: Target & { readonly kind: 'response' },
  reply: Reply,
  drawn: Drawn,
  deps: DeliverDeps,
): Promise<void> {
  const { text, pages } = drawn
  const alone = reply.ephemeral || target.ephemeral
  const last = pages.length - 1
  const whole = pages.map((blocks, page) => [
    ...blocks,
    ...(page < last ? [moreOf(reply, job.id, page + 1)] : feedbackOf(reply)),
  ])
  if (last > 0) {
    const id = keptId(job.id)
    const kept = JSON.stringify({ text, alone: alone === true, pages: whole })
    await deps.kept.keep({ id, workspace: workspaceOf(job.team), text: kept, at: deps.clock().toString() })
  }
  await send(target.url, { ...(alone ? ALONE : ALL), ...messageOf(text, whole[0]!) }, deps)
}

const keptId = (job: string) => `slack:page:${keyOf(job, 0)}`

function moreOf({ lang }: Reply, job: string, page: number): SlackBlock {
  return {
    type: 'actions',
    elements: [buttonOf(`${PAGE_ACTION}:${page}`, say(lang, 'page.next'), `${page} ${keptId(job)}`)],
  }
}

const keptPages = z.object({ text: z.string(), alone: z.boolean(), pages: z.array(z.array(z.unknown())) })

/** Shows the page behind a button; false when it is not kept any more. */
export async function turnPage(
  value: string,
  url: string,
  team: string,
  deps: DeliverDeps,
): Promise<boolean> {
  const [, page, id] = /^(\d{1,3}) (\S+)$/.exec(value) ?? []
  const text = id === undefined ? null : await deps.kept.read(id, workspaceOf(team))
  if (text === null) return false
  const kept = keptPages.parse(JSON.parse(text))
  const blocks = kept.pages[Number(page)] as readonly SlackBlock[] | undefined
  if (blocks === undefined) return false
  await send(url, { ...(kept.alone ? ALONE : ALL), ...messageOf(kept.text, blocks) }, deps)
  return true
}

/** A message at an address for answers: five of them within half an hour. */
export async function send(url: string, message: object, deps: DeliverDeps): Promise<void> {
  const { hostname, protocol } = new URL(url)
  if (!deps.responseHosts.includes(hostname))
    throw new Error(`${protocol}//${hostname} is no address of Slack.`)
  for (let attempt = 1; ; attempt++) {
    let status: number | string
    try {
      const response = await deps.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(message),
        redirect: 'error',
        signal: AbortSignal.timeout(30_000),
      })
      await response.arrayBuffer()
      if (response.ok) return
      status = response.status
      if (status !== 429) throw new Error(`Slack refused the answer: ${status}`)
    } catch (error) {
      const { outcome, why } = outcomeOf(error)
      // After a request that may have been read there is no way to look, and twice is worse than late.
      if (outcome !== 'later') throw error
      status = why
    }
    if (attempt === ATTEMPTS) throw new Error(`Slack did not take the answer: ${status}`)
    await wait(deps.pauseMs * 2 ** attempt)
  }
}
