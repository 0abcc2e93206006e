import type { Command, Option } from '../chat/command.ts'
import { COMPLETIONS } from './limits.ts'

/** What a line up to the cursor may go on with, and the end of the line that each of them replaces. */
export type Completer = (line: string) => [string[], string]

/** Completes names of commands, their options and choices, and elsewhere the suggestions: people, topics. */
export function createCompleter(commands: readonly Command[], suggestions: readonly string[]): Completer {
  const known = [...new Set(suggestions)].sort()
  return line => {
    if (/^[/／]\S*$/.test(line)) {
      const names = commands.map(({ name }) => `/${name} `)
      return [matching(names, line.replace('／', '/')), line]
    }
    const [, name, rest] = /^[/／](\S+)\s+(.*)$/s.exec(line) ?? []
    const command = commands.find(each => each.name === name)
    const completed = command && completeOption(command, rest!)
    return completed ?? completeWords(line, known)
  }
}

/** Values of the option being typed, or names of options after `--`; null where free words may stand. */
function completeOption(command: Command, rest: string): [string[], string] | null {
  const word = /\S*$/.exec(rest)![0]
  const before = rest.slice(0, rest.length - word.length).trimEnd()
  const named = /(?:^|\s)--(\S+)$/.exec(before)?.[1]
  const option = command.options.find(each => each.name === named)
  if (option && option.kind !== 'flag')
    return option.kind === 'text' ? null : [matching(valuesOf(option), word), word]
  if (word.startsWith('--')) {
    const free = command.options.filter(each => !new RegExp(`--${each.name}(?:[\\s=]|$)`).test(before))
    return [
      matching(
        free.map(each => `--${each.name} `),
        word,
      ),
      word,
    ]
  }
  if (command.options.some(each => each.kind === 'text')) return null
  return [matching(command.options.flatMap(valuesOf), word), word]
}

function valuesOf(option: Option): string[] {
  return option.kind === 'choice' ? option.choices.map(choice => `${choice.value} `) : []
}

function matching(words: readonly string[], typed: string): string[] {
  const start = typed.toLowerCase()
  return words.filter(word => word.toLowerCase().startsWith(start)).slice(0, COMPLETIONS)
}

/** The longest end of the line with which a suggestion begins; it begins a word, or follows one in kanji. */
function completeWords(line: string, known: readonly string[]): [string[], string] {
  for (let at = Math.max(0, line.length - 60); at < line.length; at++) {
    const begins = at === 0 || /[\s"“「(]/.test(line[at - 1]!) || /[\u2e80-\uffef]/.test(line[at]!)
    const typed = line.slice(at)
    if (!begins || typed.trim() === '' || typed !== typed.trimStart()) continue
    const found = matching(known, typed)
    if (found.length > 0) return [found, typed]
  }
  return [[], line]
}
