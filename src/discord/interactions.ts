// Commands, presses, forms and completions: acknowledged at once, answered after.
import type { Asker, Command } from '../chat/command.ts'
import type { Incoming } from '../chat/dispatch.ts'
import { readLine } from '../chat/line.ts'
import { say } from '../chat/messages.ts'
import { plainWords, shorten } from '../chat/plain.ts'
import { noticeReply, type Reply } from '../chat/reply.ts'
import type { Session, Visit } from '../chat/session.ts'
import type { Lang } from '../model/language.ts'
import { type Action, readAction, writeAction } from './actions.ts'
import { discordCode } from './api.ts'
import { type FilePart, FLAG, messageBody } from './components.ts'
import { type DeliverDeps, deliverToInteraction, drawPage, goneReply, lineId } from './deliver.ts'
import {
  type CommandInteraction,
  type FormInteraction,
  filledIn,
  type Interaction,
  type PressInteraction,
  type TypingInteraction,
  wordsOf,
} from './events.ts'
import { commandForm, incomingOf, QUESTION_FIELD, questionForm } from './forms.ts'
import { LIMITS } from './limits.ts'
import { missingOf, type PermissionName, readPermissions } from './permissions.ts'
import { type InteractionPlace, placeOf } from './place.ts'
import { langOf, SUMMARIZE_ENTRY } from './register.ts'
import { renderPages } from './render.ts'
import type { InteractionWork } from './work.ts'

export interface InteractionDeps extends DeliverDeps {
  readonly session: Session
  readonly commands: readonly Command[]
  /** For readers whose language is none of ours. */
  readonly lang: Lang
  readonly now: () => Temporal.ZonedDateTime
  /** Id of the bot's own user. */
  readonly self: () => Promise<string>
  readonly readThread: (channel: string) => Promise<readonly string[]>
  readonly warn: (what: string, error: unknown) => void
}

const CALLBACK = { reply: 4, defer: 5, update: 7, complete: 8, form: 9 } as const
/** Discord waits 3 seconds; a list that comes later is of no use. */
const SUGGEST_MS = 2000
/** What is needed to post digests where a settings command was used. */
const NEEDED: readonly PermissionName[] = ['viewChannel', 'sendMessages', 'attachFiles']

/** Answers whatever is pressed or typed; resolves when it is done, and rejects only for what nobody could be told. */
export function createInteractions(deps: InteractionDeps) {
  const { api, commands } = deps

  async function handle(interaction: Interaction): Promise<void> {
    const place = placeOf(interaction)
    if (place === null) return
    const lang = langOf(interaction.locale, deps.lang)
    switch (interaction.type) {
      case 2:
        return runCommand(interaction, place, lang)
      case 3:
        return press(interaction, place, lang)
      case 4:
        return complete(interaction, place, lang)
      case 5:
        return submit(interaction, place, lang)
    }
  }

  function runCommand(interaction: CommandInteraction, place: InteractionPlace, lang: Lang): Promise<void> {
    const { data } = interaction
    if (data.type === 3 || data.name === SUMMARIZE_ENTRY) return summarize(interaction, place, lang)
    const given = (data.options ?? []).flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value] as const],
    )
    return answer(interaction, place, lang, { command: data.name, options: Object.fromEntries(given) })
  }

  async function summarize(
    interaction: CommandInteraction,
    place: InteractionPlace,
    lang: Lang,
  ): Promise<void> {
    const { target_id = '', resolved } = interaction.data
    const message = resolved?.messages?.[target_id]
    const about = message ? wordsOf(message) : ''
    if (about.trim() === '')
      return tell(interaction, noticeReply(lang, 'info', say(lang, 'shortcut.nothing')))
    // Others did not ask for it.
    return answer(interaction, place, lang, { command: 'summarize', options: { about } }, true)
  }

  async function press(interaction: PressInteraction, place: InteractionPlace, lang: Lang): Promise<void> {
    const { custom_id, values = [] } = interaction.data
    const pressed = readAction(custom_id)
    const action = pressed?.kind === 'choose' ? readAction(values[0] ?? '') : pressed
    if (action === null || action.kind === 'choose') return tell(interaction, goneReply(lang))
    if (action.kind !== 'kept') return act(interaction, place, lang, action)
    const line = await deps.kept.read(lineId(action.id))
    if (line === null) return tell(interaction, goneReply(lang))
    return act(interaction, place, lang, { kind: action.form ? 'form' : 'run', line }, custom_id)
  }

  async function act(
    interaction: PressInteraction,
    place: InteractionPlace,
    lang: Lang,
    action: Action,
    kept?: string,
  ): Promise<void> {
    switch (action.kind) {
      case 'run':
        return answer(interaction, place, lang, action.line)
      case 'feedback': {
        const { verdict, about } = action
        return answer(interaction, place, lang, { command: 'feedback', options: { verdict, about } })
      }
      case 'follow':
        return openForm(
          interaction,
          questionForm(
            writeAction(action, 0, id => id),
            lang,
          ),
        )
      case 'form': {
        const id = kept ?? writeAction(action, 0, name => name)
        const form = commandForm(id, action.line, commands, { lang, today: today() })
        return form ? openForm(interaction, form) : answer(interaction, place, lang, action.line)
      }
      case 'page': {
        const page = await drawPage(deps, action.reply, place.workspace, action.page)
        if (!page) return tell(interaction, goneReply(lang))
        const body = { type: CALLBACK.update, data: messageBody(page.drawn) }
        return acknowledge(interaction, body, page.drawn.files).then(() => undefined)
      }
      case 'choose':
        return tell(interaction, goneReply(lang))
    }
  }

  async function submit(interaction: FormInteraction, place: InteractionPlace, lang: Lang): Promise<void> {
    const { custom_id, components } = interaction.data
    const action = readAction(custom_id)
    const filled = filledIn(components)
    if (action?.kind === 'follow') {
      const question = filled[QUESTION_FIELD] ?? ''
      const incoming = { command: 'ask', options: { question } }
      return answer(interaction, { ...place, conversation: action.conversation }, lang, incoming)
    }
    const line =
      action?.kind === 'form'
        ? action.line
        : action?.kind === 'kept'
          ? await deps.kept.read(lineId(action.id))
          : null
    const incoming = line ? incomingOf(line, filled, commands, { lang, today: today() }) : null
    return incoming ? answer(interaction, place, lang, incoming) : tell(interaction, goneReply(lang))
  }

  async function complete(
    interaction: TypingInteraction,
    place: InteractionPlace,
    lang: Lang,
  ): Promise<void> {
    const { name, options = [] } = interaction.data
    const typed = options.find(option => option.focused)
    const option = commands.find(one => one.name === name)?.options.find(one => one.name === typed?.name)
    const asker: Asker = {
      ...askerOf(place, lang),
      user: { id: place.user, mayAdminister: place.mayAdminister('channel') },
    }
    const late = new Promise<[]>(resolve => setTimeout(resolve, SUGGEST_MS, []).unref())
    const found = option?.suggest?.(String(typed?.value ?? ''), asker) ?? Promise.resolve([])
    const suggestions = await Promise.race([
      found.catch(error => {
        deps.warn(`nothing could be suggested for /${name}`, error)
        return []
      }),
      late,
    ])
    const choices = suggestions
      .filter(({ value }) => value.trim() !== '' && value.length <= LIMITS.choiceValue)
      .slice(0, LIMITS.choices)
      .map(({ label, value }) => ({
        name: shorten(plainWords(label).trim() || value, LIMITS.choiceName),
        value,
      }))
    await acknowledge(interaction, { type: CALLBACK.complete, data: { choices } })
  }

  const today = () => deps.now().toPlainDate()

  function askerOf(
    { workspace, channel }: InteractionPlace,
    lang: Lang,
  ): Omit<Asker, 'user' | 'conversation'> {
    return { lang, surface: 'discord', now: deps.now(), workspace, channel }
  }

  /** Acknowledges, then serves. A second delivery finds it acknowledged, and the session finds it begun. */
  async function answer(
    interaction: Interaction,
    place: InteractionPlace,
    lang: Lang,
    incoming: Incoming,
    alone = false,
  ): Promise<void> {
    const command = commands.find(one => one.name === commandOf(incoming))
    const ephemeral = alone || command?.admin === true || command?.forAskerAlone === true
    const data = ephemeral ? { data: { flags: FLAG.ephemeral } } : {}
    if (!(await acknowledge(interaction, { type: CALLBACK.defer, ...data }))) return
    const { channel } = interaction
    const ours = channel?.owner_id != null && channel.owner_id === (await deps.self())
    const lacks =
      command?.admin && interaction.app_permissions !== undefined
        ? missingOf(readPermissions(interaction.app_permissions), NEEDED)
        : []
    await serve(interaction.id, {
      kind: 'interaction',
      incoming,
      application: interaction.application_id,
      token: interaction.token,
      ephemeral,
      channelId:
        place.workspace.startsWith('discord:@') && interaction.guild_id
          ? null
          : (interaction.channel_id ?? null),
      lang,
      workspace: place.workspace,
      channel: place.channel,
      user: place.user,
      mayAdminister: { workspace: place.mayAdminister('workspace'), channel: place.mayAdminister('channel') },
      conversation: place.conversation,
      subject: ours && place.conversation !== null ? (channel?.name ?? null) : null,
      lacks: [...lacks],
    })
  }

  async function serve(interaction: string, work: InteractionWork, resumed = false): Promise<void> {
    const { lang, workspace, channel, user, conversation, subject, channelId } = work
    const id = `discord:${interaction}`
    const visit: Visit = {
      id,
      incoming: work.incoming,
      asker: { lang, surface: 'discord', now: deps.now(), workspace, channel },
      user,
      mayAdminister: async scope => work.mayAdminister[scope],
      ...(channelId !== null && conversation !== null && { readThread: () => deps.readThread(channelId) }),
      ...(conversation !== null && { conversation }),
      ...(subject !== null && { subject }),
      work: JSON.stringify(work),
      resumed,
    }
    const of = { id, workspace, conversation: conversation ?? id }
    const { application, token, ephemeral } = work
    await deps.session.serve(visit, reply =>
      deliverToInteraction(
        deps,
        { application, token, ephemeral, channel: channelId },
        withLacks(reply, work.lacks),
        of,
      ),
    )
  }

  /** The first answer; false where Discord has one already or waits no longer. */
  async function acknowledge(
    interaction: Interaction,
    body: object,
    files: readonly FilePart[] = [],
  ): Promise<boolean> {
    try {
      await api.respond(interaction.id, interaction.token, { body, files })
      return true
    } catch (error) {
      const code = discordCode(error)
      // Acknowledged by an earlier delivery: whether it was answered too, the session knows.
      if (code === ALREADY) return true
      if (code !== UNKNOWN) throw error
      deps.warn('an interaction came too late to be answered', error)
      return false
    }
  }

  async function openForm(interaction: PressInteraction, form: object): Promise<void> {
    await acknowledge(interaction, { type: CALLBACK.form, data: form })
  }

  async function tell(interaction: Interaction, reply: Reply): Promise<void> {
    const [drawn] = renderPages(reply).pages
    await acknowledge(interaction, { type: CALLBACK.reply, data: messageBody(drawn!, { ephemeral: true }) })
  }

  return {
    handle,
    /** Goes on with what a kill has interrupted. */
    resume: (id: string, work: InteractionWork) => serve(id.replace(/^discord:/, ''), work, true),
  }
}

const ALREADY = 40060
const UNKNOWN = 10062

function commandOf(incoming: Incoming): string {
  if (typeof incoming !== 'string') return incoming.command
  const line = readLine(incoming)
  return line.kind === 'command' ? line.name : 'ask'
}

/** Says under the reply to a settings command what the app may not do in this channel, and where that is changed. */
function withLacks(reply: Reply, lacks: readonly string[]): Reply {
  if (lacks.length === 0) return reply
  const { lang } = reply
  const names = new Intl.ListFormat(lang).format(
    lacks.map(name =>
      say(lang, `discord.permission.${name as 'viewChannel' | 'sendMessages' | 'attachFiles'}`),
    ),
  )
  const words = say(lang, 'discord.lacks', { names })
  return {
    ...reply,
    blocks: [...reply.blocks, { kind: 'notice', level: 'warning', spans: [{ kind: 'text', text: words }] }],
  }
}
