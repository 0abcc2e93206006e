import type { Lang } from '../model/language.ts'
import type { Command, Option } from './command.ts'
import { usageOf } from './line.ts'
import { say } from './messages.ts'
import { code, emphasis, heading, paragraph, quiet, type Reply, type Span, text } from './reply.ts'

/** Every command in one line, and how to ask. */
export function replyOfHelp(lang: Lang, commands: readonly Command[]): Reply {
  const summary = say(lang, 'help.title')
  return {
    lang,
    summary,
    blocks: [
      heading(summary, 1),
      {
        kind: 'fields',
        fields: commands.map(command => ({ label: `/${command.name}`, value: summaryOf(lang, command) })),
      },
      paragraph(say(lang, 'help.question', { example: say(lang, 'help.example') })),
    ],
    ephemeral: true,
  }
}

/** What one command does, how it is typed and what its options take. */
export function replyOfCommandHelp(lang: Lang, command: Command): Reply {
  const options = command.options.map(option => ({
    label: `--${option.name}`,
    value: describeOption(lang, option),
  }))
  return {
    lang,
    summary: command.summary[lang],
    blocks: [
      heading(`/${command.name}`, 1),
      paragraph(command.help[lang]),
      ...(command.admin ? [quiet(say(lang, 'help.admin'))] : []),
      paragraph([emphasis(say(lang, 'help.usage')), text('  '), code(usageOf(command))]),
      ...(options.length === 0
        ? []
        : [heading(say(lang, 'help.options')), { kind: 'fields', fields: options } as const]),
    ],
    ephemeral: true,
  }
}

function summaryOf(lang: Lang, command: Command): Span[] {
  const words = text(command.summary[lang])
  return command.admin ? [words, text(` · ${say(lang, 'help.admin')}`)] : [words]
}

function describeOption(lang: Lang, option: Option): Span[] {
  const parts = [option.summary[lang]]
  if (option.kind === 'choice')
    parts.push(say(lang, 'help.choices', { choices: option.choices.map(choice => choice.value).join(', ') }))
  if (option.kind === 'integer') parts.push(`${option.least}–${option.most}`)
  if (option.required) parts.push(say(lang, 'help.required'))
  return [text(parts.join(' · '))]
}
