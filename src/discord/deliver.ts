// How a reply gets to whoever asked: drawn, its long parts kept, and sent once.
import { say } from '../chat/messages.ts'
import { noticeReply, type Reply } from '../chat/reply.ts'
import type { Lang } from '../model/language.ts'
import type { KeptLedger } from '../store/kept.ts'
import { type DiscordApi, discordCode, faultOf } from './api.ts'
import { type Drawn, messageBody } from './components.ts'
import { footOf } from './foot.ts'
import { numberOf } from './messenger.ts'
import { type Look, type Pages, renderPages } from './render.ts'

export interface DeliverDeps {
  readonly api: DiscordApi
  readonly kept: KeptLedger
  readonly clock: () => Temporal.Instant
}

/** An interaction that was acknowledged and can be answered for 15 minutes. */
export interface Acknowledged {
  readonly application: string
  readonly token: string
  /** The acknowledgement said that the reply is for the asker alone. */
  readonly ephemeral: boolean
}

/** Whose reply it is, for what is kept of it. */
export interface Of {
  /** Id of the visit. */
  readonly id: string
  readonly workspace: string
  /** Where the next question goes. */
  readonly conversation: string
}

/** Interaction tokens are good for so long. */
export const TOKEN_MINUTES = 15
/** Codes of an interaction that can no longer be answered. */
const EXPIRED = new Set([10015, 10062, 50027])

/** It is gone already. */
const UNKNOWN_MESSAGE = 10008

/** Draws a reply and keeps what its buttons stand for, before anybody can press them. */
export async function drawKept(
  { kept, clock }: DeliverDeps,
  reply: Reply,
  of: Of,
  more: Look = {},
): Promise<Pages> {
  const look = { ...more, foot: footOf(reply, of.conversation), kept: of.id }
  const drawn = renderPages(reply, look)
  const at = clock().toString({ fractionalSecondDigits: 3 })
  const { workspace } = of
  for (const { id, line } of drawn.lines) await kept.keep({ id: lineId(id), text: line, at })
  if (drawn.pages.length > 1)
    await kept.keep({ id: pageId(of.id), workspace, text: packReply(reply, of.conversation), at })
  return drawn
}

/** Under which names lines and replies are kept. */
export const lineId = (id: string) => `discord:line:${id}`
const pageId = (id: string) => `discord:page:${id}`

/** A page of a reply that was kept, drawn again; null when it is too old or another workspace's. */
export async function drawPage(
  { kept }: DeliverDeps,
  id: string,
  workspace: string,
  page: number,
): Promise<{ readonly drawn: Drawn; readonly ephemeral: boolean } | null> {
  const text = await kept.read(pageId(id), workspace)
  if (text === null) return null
  const { reply, conversation } = unpackReply(text)
  const { pages } = renderPages(reply, { foot: footOf(reply, conversation), kept: id })
  const drawn = pages[Math.min(page, pages.length - 1)]!
  return { drawn, ephemeral: reply.ephemeral === true }
}

/** Pictures are bytes, which JSON has no form for. */
function packReply(reply: Reply, conversation: string): string {
  const blocks = reply.blocks.map(block =>
    block.kind === 'picture' ? { ...block, bytes: Buffer.from(block.bytes).toString('base64') } : block,
  )
  return JSON.stringify({ reply: { ...reply, blocks }, conversation })
}

function unpackReply(text: string): { reply: Reply; conversation: string } {
  const { reply, conversation } = JSON.parse(text)
  const blocks = reply.blocks.map((block: { kind: string; bytes: string }) =>
    block.kind === 'picture'
      ? { ...block, bytes: new Uint8Array(Buffer.from(block.bytes, 'base64')) }
      : block,
  )
  return { reply: { ...reply, blocks }, conversation }
}

/** Puts the reply in the place of "is thinking…"; where that is too late, into the channel. */
export async function deliverToInteraction(
  deps: DeliverDeps,
  to: Acknowledged & { readonly channel: string | null },
  reply: Reply,
  of: Of,
): Promise<void> {
  const { api } = deps
  const { application, token } = to
  const [drawn] = (await drawKept(deps, reply, of)).pages
  const { files } = drawn!
  try {
    if (reply.ephemeral && !to.ephemeral) {
      // What everybody would see cannot become private: it goes, and the asker is told alone.
      await api.deleteReply(application, token).catch(error => {
        if (discordCode(error) !== UNKNOWN_MESSAGE) throw error
      })
      await api.followUp(application, token, { body: messageBody(drawn!, { ephemeral: true }), files })
    } else {
      await retrying(() => api.editReply(application, token, { body: messageBody(drawn!), files }))
    }
  } catch (error) {
    const late = EXPIRED.has(discordCode(error) ?? -1)
    if (!late || reply.ephemeral || to.ephemeral || to.channel === null) throw error
    await postOnce(deps, to.channel, drawn!, of.id)
  }
}

/** Answers a message by a message under it. */
export async function deliverToMessage(
  deps: DeliverDeps,
  to: { readonly channel: string; readonly message: string },
  reply: Reply,
  of: Of,
): Promise<void> {
  const [drawn] = (await drawKept(deps, reply, of)).pages
  await postOnce(deps, to.channel, drawn!, of.id, to.message)
}

/** The nonce lets Discord itself refuse a second one; the number lets us find it in the history later. */
async function postOnce({ api }: DeliverDeps, channel: string, drawn: Drawn, id: string, replyTo?: string) {
  const nonce = `a${numberOf(id)}`
  const body = messageBody(drawn, {
    nonce,
    enforce_nonce: true,
    ...(replyTo !== undefined && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
  })
  await retrying(() => api.post(channel, { body, files: drawn.files }))
}

/** Tries what may be done twice a second and a third time, unless Discord has refused it. */
async function retrying(request: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await request()
      return
    } catch (error) {
      const fault = faultOf(error)
      if (fault.kind === 'failed' || attempt === 3) throw error
      await new Promise(resolve => setTimeout(resolve, 400 * attempt))
    }
  }
}

/** One line for whoever pressed something that is no more. */
export function goneReply(lang: Lang): Reply {
  return noticeReply(lang, 'info', say(lang, 'page.gone'))
}
