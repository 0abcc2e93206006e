// Forms: the options of a command as fields, filled in with what a line says.
import type { Command, Option, OptionValue } from '../chat/command.ts'
import type { Incoming } from '../chat/dispatch.ts'
import { readLine } from '../chat/line.ts'
import { say } from '../chat/messages.ts'
import { plainWords, shorten } from '../chat/plain.ts'
import { readRest } from '../chat/read-options.ts'
import type { Lang } from '../model/language.ts'
import { type SelectPart, TYPE } from './components.ts'
import { LIMITS } from './limits.ts'

export interface FormLanguage {
  readonly lang: Lang
  readonly today: Temporal.PlainDate
}

/** The field of a question that follows another. */
export const QUESTION_FIELD = 'question'
const LONGEST_QUESTION = 2000

/** One field for one more question. */
export function questionForm(id: string, lang: Lang): object {
  const input = {
    type: TYPE.input,
    custom_id: QUESTION_FIELD,
    style: 2,
    required: true,
    max_length: LONGEST_QUESTION,
  }
  return {
    custom_id: id,
    title: shorten(say(lang, 'follow.title'), LIMITS.modalTitle),
    components: [
      { type: TYPE.label, label: shorten(say(lang, 'follow.label'), LIMITS.label), component: input },
    ],
  }
}

/** A form of the options of a line's command, or null when there is no such command or nothing to fill in. */
export function commandForm(
  id: string,
  line: string,
  commands: readonly Command[],
  { lang, today }: FormLanguage,
): object | null {
  const read = readLine(line)
  const command = read.kind === 'command' ? commands.find(one => one.name === read.name) : undefined
  if (!command || command.options.length === 0 || read.kind !== 'command') return null
  const given = givenOptions(command, read.rest, { lang, today })
  return {
    custom_id: id,
    title: shorten(say(lang, 'form.title', { name: command.name }), LIMITS.modalTitle),
    components: shownOptions(command, given).map(option => drawField(option, given[option.name], lang)),
  }
}

/** As many as a form has room for: required ones and those given first, each group in its order. */
function shownOptions({ options }: Command, given: Readonly<Record<string, OptionValue>>): readonly Option[] {
  const rank = (option: Option) => (option.required ? 0 : given[option.name] === undefined ? 2 : 1)
  return [...options].sort((a, b) => rank(a) - rank(b)).slice(0, LIMITS.modalParts)
}

function givenOptions(
  command: Command,
  rest: string,
  reader: FormLanguage,
): Readonly<Record<string, OptionValue>> {
  // What is still missing is asked for by the form.
  const options = command.options.map(option => ({ ...option, required: false }))
  const read = readRest({ command: { ...command, options }, ...reader }, rest)
  return 'fault' in read ? {} : read.options
}

function drawField(option: Option, value: OptionValue | undefined, lang: Lang): object {
  const { name, required = false } = option
  const written =
    typeof value === 'object' ? `${value.from}..${value.to}` : value === undefined ? '' : String(value)
  return {
    type: TYPE.label,
    label: shorten(name, LIMITS.label),
    description: shorten(plainWords(option.summary[lang]), LIMITS.labelDescription),
    component:
      option.kind === 'choice' || option.kind === 'flag'
        ? drawChoices(option, written, lang)
        : {
            type: TYPE.input,
            custom_id: name,
            style: option.kind === 'text' && (option.longest ?? LONGEST_QUESTION) > 300 ? 2 : 1,
            required,
            ...(written !== '' && written.length <= LIMITS.inputText && { value: written }),
            max_length:
              option.kind === 'text' ? Math.min(option.longest ?? LONGEST_QUESTION, LIMITS.inputText) : 100,
          },
  }
}

function drawChoices(
  option: Extract<Option, { kind: 'choice' | 'flag' }>,
  written: string,
  lang: Lang,
): SelectPart {
  const choices =
    option.kind === 'flag'
      ? ['true', 'false'].map(value => ({ value, label: value === 'true' ? '✓' : '–' }))
      : option.choices.map(({ value, label }) => ({ value, label: shorten(label[lang], LIMITS.choiceName) }))
  return {
    type: TYPE.select,
    custom_id: option.name,
    required: option.required ?? false,
    options: choices.map(choice => ({ ...choice, ...(choice.value === written && { default: true }) })),
  }
}

/** What a filled form asks for: the options of its line that it does not show, and those that were filled in. */
export function incomingOf(
  line: string,
  filled: Readonly<Record<string, string>>,
  commands: readonly Command[],
  reader: FormLanguage,
): Incoming | null {
  const read = readLine(line)
  const command = read.kind === 'command' ? commands.find(one => one.name === read.name) : undefined
  if (!command || read.kind !== 'command') return null
  const given = givenOptions(command, read.rest, reader)
  const shown = new Set(shownOptions(command, given).map(option => option.name))
  const options: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(given))
    if (!shown.has(name)) options[name] = typeof value === 'object' ? `${value.from}..${value.to}` : value
  for (const { name, kind } of command.options) {
    const value = filled[name]
    if (value === undefined) continue
    options[name] = kind === 'flag' ? value === 'true' : value
  }
  return { command: command.name, options }
}
