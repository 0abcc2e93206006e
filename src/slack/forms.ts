// A command as a form: every option is a field, so that a new command has its form at once.
import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Command, Option, OptionValue } from '../chat/command.ts'
import { say } from '../chat/messages.ts'
import { plainWords, shorten } from '../chat/plain.ts'
import type { Reply } from '../chat/reply.ts'
import { LANGS, type Lang } from '../model/language.ts'
import { context } from './blocks.ts'
import { checkView, LIMITS } from './limits.ts'
import type { submission } from './payloads.ts'
import { renderSlack } from './render.ts'

const CALLBACK = 'form:'
const CHANNEL = 'channel'
const FIELD = 'value'
const CLEAR = 'yes'
const LONGEST_INPUT = 3000

interface FormOptions {
  readonly lang: Lang
  /** What the fields begin with. */
  readonly values?: Readonly<Record<string, OptionValue>>
  /** What is sent with the fields and not shown. */
  readonly fixed?: Readonly<Record<string, string>>
  /** Channel that it was opened from. */
  readonly channel?: string
  readonly title?: string
}

const plain = (words: string, most: number) => ({
  type: 'plain_text' as const,
  text: shorten(plainWords(words).trim() || '…', most),
  emoji: false,
})

/** The form of a command, as a modal. */
export function formOf(command: Command, options: FormOptions): types.ModalView {
  const { lang, values = {}, fixed = {}, channel } = options
  const fields = command.options
    .filter(option => !Object.hasOwn(fixed, option.name))
    .map(option => fieldOf(option, lang, values[option.name]))
  const blocks: types.KnownBlock[] = [
    context(shorten(plainWords(command.summary[lang]), 200)),
    ...(command.ofChannel ? [channelField(lang, channel)] : []),
    ...fields,
  ]
  return checkView({
    type: 'modal',
    callback_id: `${CALLBACK}${command.name}`,
    private_metadata: JSON.stringify({ lang, fixed, ...(channel !== undefined && { channel }) }),
    title: plain(options.title ?? `/${command.name}`, LIMITS.viewTitle),
    submit: plain(say(lang, 'form.submit'), LIMITS.viewTitle),
    close: plain(say(lang, 'form.close'), LIMITS.viewTitle),
    blocks,
  })
}

function channelField(lang: Lang, channel: string | undefined): types.InputBlock {
  return {
    type: 'input',
    block_id: CHANNEL,
    label: plain(say(lang, 'form.channel'), LIMITS.inputLabel),
    element: {
      type: 'conversations_select',
      action_id: FIELD,
      ...(channel === undefined ? {} : { initial_conversation: channel }),
      filter: { include: ['public', 'private'], exclude_bot_users: true },
    },
  }
}

function fieldOf(option: Option, lang: Lang, value: OptionValue | undefined): types.InputBlock {
  const written =
    value === undefined ? undefined : typeof value === 'object' ? `${value.from}..${value.to}` : String(value)
  return {
    type: 'input',
    block_id: `option:${option.name}`,
    label: plain(option.summary[lang], 150),
    optional: !option.required,
    element: elementOf(option, lang, written),
  }
}

function elementOf(option: Option, lang: Lang, written: string | undefined): types.InputBlock['element'] {
  if (option.kind === 'flag')
    return {
      type: 'checkboxes',
      action_id: FIELD,
      options: [{ text: plain(option.summary[lang], LIMITS.optionLabel), value: CLEAR }],
    }
  if (option.kind === 'choice') {
    const options = option.choices.map(({ value, label }) => ({
      text: plain(label[lang], LIMITS.optionLabel),
      value,
    }))
    const initial = options.find(each => each.value === written)
    return {
      type: 'static_select',
      action_id: FIELD,
      options,
      ...(initial && { initial_option: initial }),
    }
  }
  const most = option.kind === 'text' ? Math.min(option.longest ?? 2000, LONGEST_INPUT) : 100
  return {
    type: 'plain_text_input',
    action_id: FIELD,
    max_length: most,
    multiline: option.kind === 'text' && most > 200,
    ...(written !== undefined && written.length <= most && { initial_value: written }),
  }
}

const metadata = z.object({
  lang: z.enum(LANGS),
  fixed: z.record(z.string(), z.string()).default({}),
  channel: z.string().optional(),
})

/** What was filled in: the command with its options, and the channel it is for; null for a modal that is no form of ours. */
export function readForm(view: z.output<typeof submission>['view']) {
  if (!view.callback_id.startsWith(CALLBACK)) return null
  const options: Record<string, string | boolean> = {}
  let channel: string | undefined
  for (const [block, fields] of Object.entries(view.state.values)) {
    const field = fields[FIELD]
    if (field === undefined) continue
    if (block === CHANNEL) channel = field.selected_conversation ?? undefined
    if (!block.startsWith('option:')) continue
    const value = field.selected_option?.value ?? field.value
    const name = block.slice('option:'.length)
    if (field.type === 'checkboxes') {
      if ((field.selected_options ?? []).length > 0) options[name] = true
    } else if (value !== null && value !== undefined && value.trim() !== '') options[name] = value
  }
  const kept = metadata.safeParse(jsonOf(view.private_metadata)).data
  if (!kept) return null
  return {
    lang: kept.lang,
    command: view.callback_id.slice(CALLBACK.length),
    options: { ...options, ...kept.fixed },
    channel: channel ?? kept.channel,
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What stands in the modal while the command runs. */
export function workingView(lang: Lang): types.ModalView {
  return viewOf(lang, [context(say(lang, 'form.working'))])
}

/** The reply, in the place of the form: its first page. */
export function replyView(reply: Reply): types.ModalView {
  const { pages } = renderSlack(reply, 'view')
  return viewOf(reply.lang, [...pages[0]!])
}

function viewOf(lang: Lang, blocks: types.KnownBlock[]): types.ModalView {
  return checkView({
    type: 'modal',
    callback_id: 'reply',
    title: plain(say(lang, 'home.title'), LIMITS.viewTitle),
    close: plain(say(lang, 'form.close'), LIMITS.viewTitle),
    blocks,
  })
}
