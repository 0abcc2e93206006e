import type { webApi } from '@slack/bolt'
import type { Asker, Command } from '../chat/command.ts'
import type { Dispatch } from '../chat/dispatch.ts'
import { say } from '../chat/messages.ts'
import { noticeReply } from '../chat/reply.ts'
import type { Session } from '../chat/session.ts'
import type { PlatformLedger } from '../store/platforms.ts'
import type { Clients } from './clients.ts'
import { type DeliverDeps, deliver, send, turnPage } from './deliver.ts'
import { homeOf } from './home.ts'
import type { Job } from './jobs.ts'
import { messageOf } from './messenger.ts'
import type { People } from './people.ts'
import { channelOf, workspaceOf } from './places.ts'
import { renderSlack } from './render.ts'
import { readWords } from './words.ts'

/** All that answering takes. */
export interface Desk {
  readonly clients: Clients
  readonly people: People
  readonly session: Session
  readonly delivery: DeliverDeps
  readonly commands: readonly Command[]
  readonly dispatch: Dispatch
  readonly platforms: PlatformLedger
  readonly clock: () => Temporal.Instant
}

/** Lines of a thread that are read for a summary. */
const THREAD_LINES = 200

/** Answers something said or pressed. @param resumed it was begun before a kill */
export async function serveJob(job: Job, resumed: boolean, desk: Desk): Promise<void> {
  const { session, platforms, clock } = desk
  const work = JSON.stringify(job)
  // First of all, so that neither a kill nor a second delivery finds it undone.
  if (!resumed && !(await session.begin({ id: job.id, workspace: workspaceOf(job.team), work }))) return
  try {
    const heard = job.message === undefined ? { job } : await hear(job, desk)
    if (heard !== null) await answer(heard.job, heard.subject, resumed, desk)
  } finally {
    await platforms.finishVisit(job.id, clock().toString({ fractionalSecondDigits: 3 }))
  }
}

async function answer(job: Job, subject: string | undefined, resumed: boolean, desk: Desk): Promise<void> {
  const { people, session, delivery } = desk
  const { team, user, channel, thread, conversation } = job
  // Shown while the answer is looked for; a workspace without it misses nothing else.
  if (job.target.kind === 'post' && job.channel?.startsWith('D') && thread !== undefined)
    void showStatus(job, thread, desk)
  const outcome = await session.serve(
    {
      id: job.id,
      incoming: job.incoming,
      asker: await askerOf(job, desk),
      user,
      mayAdminister: scope => people.mayAdminister(team, user, scope === 'channel' ? channel : undefined),
      begun: true,
      resumed,
      ...(conversation !== undefined && { conversation }),
      ...(subject !== undefined && { subject }),
      ...(channel !== undefined &&
        thread !== undefined && { readThread: () => readThread(team, channel, thread, desk) }),
    },
    reply => deliver(job, reply, resumed, delivery),
  )
  if (job.target.kind === 'view' && outcome === 'answered') await showHome(team, user, desk)
}

async function askerOf({ team, user, channel }: Pick<Job, 'team' | 'user' | 'channel'>, desk: Desk) {
  const { lang, zone } = await desk.people.reader(team, user)
  return {
    lang,
    surface: 'slack',
    now: desk.clock().toZonedDateTimeISO(zone),
    workspace: workspaceOf(team),
    ...(channel !== undefined && { channel: channelOf(team, channel) }),
  } as const
}

/**
 * A message in plain words, or null when it is not for us. A line in a thread without a mention is for us where we have
 * answered before, or where the thread hangs on a message of ours: what stands in that is then its subject.
 */
async function hear(job: Job, { platforms, clients }: Desk): Promise<{ job: Job; subject?: string } | null> {
  const { team, user, channel, thread, conversation } = job
  const text = String(job.incoming)
  const ours = await clients.botUser(team)
  if (user === ours) return null
  const words = readWords(text, ours)
  const heard = { job: { ...job, incoming: words === '' ? '/help' : words } }
  if (job.message === 'called' || text.includes(`<@${ours}>`)) return heard
  if (channel === undefined || thread === undefined || conversation === undefined) return null
  if ((await platforms.turnsOf(conversation, 1)).length > 0) return heard
  const client = await clients.of(team)
  const { messages } = await client.conversations.replies({ channel, ts: thread, limit: 1 })
  const [first] = messages ?? []
  if (first?.user !== ours || first.ts !== thread) return null
  return { ...heard, subject: readWords(first.text ?? '') }
}

/** What people wrote in a thread, without us. */
async function readThread(team: string, channel: string, ts: string, { clients }: Desk): Promise<string[]> {
  const client = await clients.of(team)
  const { messages = [] } = await client.conversations.replies({ channel, ts, limit: THREAD_LINES })
  const ours = await clients.botUser(team)
  return messages
    .filter(({ user, bot_id, text = '' }) => user !== ours && !bot_id && !text.includes(`<@${ours}>`))
    .map(({ text }) => readWords(text ?? ''))
    .filter(words => words !== '' && !/^[/／]/.test(words))
}

async function showStatus(job: Job, thread_ts: string, { clients, people }: Desk): Promise<void> {
  try {
    const { lang } = await people.reader(job.team, job.user)
    const client = await clients.of(job.team)
    await client.assistant.threads.setStatus({
      channel_id: job.channel!,
      thread_ts,
      status: say(lang, 'status.reading'),
    })
  } catch {
    // It is an ornament: the answer comes all the same.
  }
}

/** Offers questions where somebody opens a direct message. */
export async function suggest(team: string, user: string, channel: string, desk: Desk): Promise<void> {
  const { lang } = await desk.people.reader(team, user)
  const client: webApi.WebClient = await desk.clients.of(team)
  const prompt = (key: 'digest' | 'question' | 'who' | 'help', message?: string) => {
    const title = say(lang, `prompts.${key}`)
    return { title, message: message ?? title }
  }
  await client.assistant.threads.setSuggestedPrompts({
    channel_id: channel,
    title: say(lang, 'prompts.title'),
    prompts: [prompt('digest', '/digest'), prompt('question'), prompt('who'), prompt('help', '/help')],
  })
}

/** Shows the Home tab as it is now. */
export async function showHome(team: string, user: string, desk: Desk): Promise<void> {
  const mayAdminister = await desk.people.mayAdminister(team, user, undefined)
  const asker: Asker = { ...(await askerOf({ team, user }, desk)), user: { id: user, mayAdminister } }
  const client = await desk.clients.of(team)
  await client.views.publish({ user_id: user, view: await homeOf(team, asker, desk) })
}

/** Shows a further page of a long answer, or says that it is gone. */
export async function turn(
  value: string,
  url: string,
  { team, user }: { team: string; user: string },
  { delivery, people }: Desk,
): Promise<void> {
  if (await turnPage(value, url, team, delivery)) return
  const { lang } = await people.reader(team, user)
  const { text, pages } = renderSlack(noticeReply(lang, 'info', say(lang, 'page.gone')))
  await send(
    url,
    { response_type: 'ephemeral', replace_original: false, ...messageOf(text, pages[0]!) },
    delivery,
  )
}
