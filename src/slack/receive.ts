// What Slack delivers, acknowledged at once and made into jobs.
import type { App } from '@slack/bolt'
import type { z } from 'zod'
import type { Command } from '../chat/command.ts'
import { readLine } from '../chat/line.ts'
import { readRest } from '../chat/read-options.ts'
import type { Lang } from '../model/language.ts'
import { FEEDBACK_ACTION, PAGE_ACTION } from './deliver.ts'
import { formOf, readForm, workingView } from './forms.ts'
import { FORM_ACTION } from './home.ts'
import type { Job, Target } from './jobs.ts'
import * as payloads from './payloads.ts'
import { threadOf, workspaceOf } from './places.ts'
import { readWords } from './words.ts'

/** What is done with what Slack delivers. */
export interface Reception {
  readonly commands: readonly Command[]
  /** Begins a job; does not wait for its end. */
  take(job: Job): void
  /** Shows a kept page at an address for answers. */
  turnPage(value: string, url: string, team: string, user: string): void
  /** Shows the Home tab to a person. */
  showHome(team: string, user: string): void
  /** Offers questions in a direct message channel. */
  suggest(team: string, user: string, channel: string): void
  /** The app was removed from a workspace, or its tokens were withdrawn. */
  forget(team: string): void
  openView(team: string, trigger: string, view: ReturnType<typeof formOf>): void
  langOf(team: string, user: string): Promise<Lang>
  today(): Temporal.PlainDate
  /** Work after the acknowledgement that is no job. */
  begin(what: string, work: Promise<void>): void
  /** What could not be read; a payload of another shape is Slack's news to us. */
  refuse(what: string, fault: unknown): void
}

const SHORTCUT = 'summarize'
const OWN_COMMAND = 'attache'
const GENERAL = 'general'

/** Listens to everything that Slack sends. Each is acknowledged before anything else is done. */
export function receive(app: App, reception: Reception): void {
  const read = <T>(
    what: string,
    schema: z.ZodType<T>,
    body: unknown,
    use: (value: T) => void | Promise<void>,
  ) => {
    const parsed = schema.safeParse(body)
    if (!parsed.success) return reception.refuse(what, parsed.error)
    const work = use(parsed.data)
    if (work) reception.begin(`a ${what} failed`, work)
  }

  app.command(/.*/, async ({ body, ack }) => {
    await ack()
    read('command', payloads.slashCommand, body, command => takeCommand(command, reception))
  })
  app.event('app_mention', async ({ body }) =>
    read('mention', payloads.messageEvent, body, each => takeMessage(each, true, reception)),
  )
  app.event('message', async ({ body }) =>
    read('message', payloads.messageEvent, body, each => takeMessage(each, false, reception)),
  )
  app.event('app_home_opened', async ({ body }) =>
    read('home', payloads.homeOpened, body, ({ team_id, event: { user, channel, tab } }) => {
      if (tab === 'home') reception.showHome(team_id, user)
      else if (channel !== undefined) reception.suggest(team_id, user, channel)
    }),
  )
  app.event('app_uninstalled', async ({ body }) =>
    read('uninstall', payloads.teamEvent, body, ({ team_id }) => reception.forget(team_id)),
  )
  app.event('tokens_revoked', async ({ body }) =>
    read('revocation', payloads.teamEvent, body, ({ team_id, event }) => {
      // Only people's own tokens are withdrawn without it.
      if ((event.tokens?.bot ?? []).length > 0) reception.forget(team_id)
    }),
  )
  app.shortcut(/.*/, async ({ body, ack }) => {
    await ack()
    read('shortcut', payloads.shortcut, body, each => takeShortcut(each, reception))
  })
  app.action(/.*/, async ({ body, ack }) => {
    await ack()
    read('press', payloads.press, body, each => takePress(each, reception))
  })
  app.view(/.*/, async ({ body, ack }) => {
    const parsed = payloads.submission.safeParse(body)
    const form = parsed.success ? readForm(parsed.data.view) : null
    if (!parsed.success || form === null) {
      await ack()
      return reception.refuse('form', parsed.error)
    }
    const { team, user, view } = parsed.data
    const { lang, command, options, channel } = form
    await ack({ response_action: 'update', view: workingView(lang) })
    reception.take({
      id: `${workspaceOf(team.id)}/view/${view.id}/${parsed.data.trigger_id}`,
      team: team.id,
      user: user.id,
      ...(channel !== undefined && { channel }),
      incoming: { command, options },
      target: { kind: 'view', view: view.id },
    })
  })
}

/** `/attache digest`, `/attache what did Biden refuse?`, `/attache-digest`: a command's name first, else a question. */
function takeCommand(given: z.output<typeof payloads.slashCommand>, { commands, take }: Reception): void {
  const { team_id: team, user_id: user, channel_id: channel, trigger_id } = given
  const words = readWords(given.text)
  const named = given.command.replace(/^\//, '').replace(new RegExp(`^${OWN_COMMAND}-?`), '')
  const [first = ''] = words.split(/\s/, 1)
  const known = (name: string) => commands.some(command => command.name === name)
  const line = known(named)
    ? `/${named} ${words}`
    : known(first.replace(/^\//, '').toLowerCase())
      ? `/${words.replace(/^\//, '')}`
      : words === ''
        ? '/help'
        : words
  const target: Target = { kind: 'response', url: given.response_url }
  take({ id: `${workspaceOf(team)}/command/${trigger_id}`, team, user, channel, incoming: line, target })
}

/** A mention, a direct message, or a line in a thread that we may be in. */
function takeMessage(
  { team_id: team, event }: z.output<typeof payloads.messageEvent>,
  mentioned: boolean,
  { take }: Reception,
): void {
  const { channel, user, bot_id, subtype, ts, thread_ts } = event
  const plain = subtype === undefined || subtype === 'file_share' || subtype === 'thread_broadcast'
  if (user === undefined || bot_id !== undefined || !plain) return
  const isDirect = event.channel_type === 'im' || channel.startsWith('D')
  if (!mentioned && !isDirect && thread_ts === undefined) return
  const thread = isDirect ? thread_ts : (thread_ts ?? ts)
  // A mention comes as an event of its own and as a message: whichever is first is answered, under the same id.
  take({
    id: threadOf(team, channel, ts),
    team,
    user,
    channel,
    incoming: event.text,
    message: mentioned || isDirect ? 'called' : 'thread',
    conversation: threadOf(team, channel, thread ?? GENERAL),
    ...(thread !== undefined && { thread }),
    target: { kind: 'post', channel, ...(thread !== undefined && { thread }) },
  })
}

function takeShortcut(given: z.output<typeof payloads.shortcut>, { take }: Reception): void {
  const { team, user, channel, message, trigger_id, response_url } = given
  const words = readWords(message.text)
  take({
    id: `${workspaceOf(team.id)}/shortcut/${trigger_id}`,
    team: team.id,
    user: user.id,
    channel: channel.id,
    incoming: { command: SHORTCUT, options: words === '' ? {} : { about: words } },
    target: { kind: 'response', url: response_url, ephemeral: true },
  })
}

async function takePress(given: z.output<typeof payloads.press>, reception: Reception): Promise<void> {
  const { team, user, trigger_id, response_url: url, actions, message } = given
  const [{ action_id, value = '' }] = actions as [{ action_id: string; value?: string }]
  const [kind] = action_id.split(':', 1)
  const channel = given.channel?.id
  const id = `${workspaceOf(team.id)}/press/${trigger_id}`
  const base = { id, team: team.id, user: user.id, ...(channel !== undefined && { channel }) }

  if (kind === PAGE_ACTION && url !== undefined) return reception.turnPage(value, url, team.id, user.id)
  if (kind === FORM_ACTION) return openForm(value, given, reception)
  if (kind === FEEDBACK_ACTION && url !== undefined) {
    const [, verdict, about] = /^(good|bad) (.+)$/s.exec(value) ?? []
    if (verdict === undefined || about === undefined) return
    const target: Target = { kind: 'response', url, ephemeral: true }
    const incoming = { command: 'feedback', options: { verdict, about } }
    reception.take({ ...base, incoming, target })
    const feedback = reception.commands.find(command => command.name === 'feedback')
    if (verdict === 'bad' && feedback) {
      const lang = await reception.langOf(team.id, user.id)
      const form = formOf(feedback, {
        lang,
        fixed: { verdict, about },
        ...(channel !== undefined && { channel }),
      })
      reception.openView(team.id, trigger_id, form)
    }
    return
  }
  if (kind !== 'line' || value === '') return
  const alone = given.container.is_ephemeral === true
  const thread = message?.thread_ts ?? message?.ts
  if (alone || channel === undefined || thread === undefined) {
    if (url === undefined) return
    return reception.take({ ...base, incoming: value, target: { kind: 'response', url, ephemeral: alone } })
  }
  const isDirect = channel.startsWith('D') && message?.thread_ts === undefined
  reception.take({
    ...base,
    incoming: value,
    conversation: threadOf(team.id, channel, isDirect ? GENERAL : thread),
    ...(!isDirect && { thread }),
    target: { kind: 'post', channel, ...(!isDirect && { thread }) },
  })
}

/** The form of the line's command, with the line's options filled in. */
async function openForm(
  value: string,
  { team, user, trigger_id, channel }: z.output<typeof payloads.press>,
  { commands, langOf, openView, today }: Reception,
): Promise<void> {
  const line = readLine(value)
  const command = line.kind === 'command' ? commands.find(each => each.name === line.name) : undefined
  if (line.kind !== 'command' || command === undefined) return
  const lang = await langOf(team.id, user.id)
  const read = readRest({ command, lang, today: today() }, line.rest)
  const form = formOf(command, {
    lang,
    ...('options' in read && { values: read.options }),
    ...(channel && { channel: channel.id }),
  })
  openView(team.id, trigger_id, form)
}
