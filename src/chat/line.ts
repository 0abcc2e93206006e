import type { Command, OptionValue } from './command.ts'

/** A line as typed: a command with the rest of its line, a question, or nothing. */
export type Line =
  | { readonly kind: 'empty' }
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'command'; readonly name: string; readonly rest: string }

/** Tells a command from a question; the slash may be full-width, as an input method leaves it. */
export function readLine(line: string): Line {
  const trimmed = line.trim()
  if (trimmed === '') return { kind: 'empty' }
  const [, name, rest] = /^[/／](\S*)([\s\S]*)$/.exec(trimmed) ?? []
  if (name === undefined) return { kind: 'question', text: trimmed }
  return { kind: 'command', name: name.normalize('NFKC').toLowerCase(), rest: rest!.trim() }
}

/** A piece of the rest of a line. */
export type Word =
  | { readonly kind: 'option'; readonly name: string; readonly value: string | null }
  | { readonly kind: 'word'; readonly text: string; readonly start: number; readonly end: number }

/**
 * A quoted piece, glued to the name of its option or not; a Korean date, which is written with spaces and is one
 * word all the same; any other word. The bounds keep a long line of stray quotes from taking long.
 */
const PIECE =
  /(?:\S{0,40}?[=＝])?"(?:[^"\\]|\\[\s\S]){0,4000}"(?=\s|$)|\d{4}\s*년\s*\d{1,2}\s*월(?:\s*\d{1,2}\s*일)?(?=\s|$)|\S+/g
const OPTION = /^(--|—{1,2}|–|－－|ーー)(\p{L}[\p{L}\p{N}_-]*)(?:[=＝]([\s\S]*))?$/u

/**
 * Cuts the rest of a line into words and options; quotes hold words together, `--` alone ends the options.
 * Keyboards turn `--` into a dash and input methods make it wide: such a sign counts before a known name only.
 */
export function cutWords(rest: string, optionNames: readonly string[]): Word[] {
  const words: Word[] = []
  let optionsEnded = false
  for (const piece of rest.matchAll(PIECE)) {
    const [raw] = piece
    if (raw === '--' && !optionsEnded) {
      optionsEnded = true
      continue
    }
    const [, dashes, typed, value] = (optionsEnded ? null : OPTION.exec(raw)) ?? []
    const name = typed?.normalize('NFKC').toLowerCase()
    if (name !== undefined && (dashes === '--' || optionNames.includes(name)))
      words.push({ kind: 'option', name, value: value === undefined ? null : unquote(value) })
    else words.push({ kind: 'word', text: unquote(raw), start: piece.index, end: piece.index + raw.length })
  }
  return words
}

function unquote(word: string): string {
  return /^"(?:[^"\\]|\\[\s\S])*"$/.test(word) ? word.slice(1, -1).replace(/\\([\s\S])/g, '$1') : word
}

function writeValue(value: OptionValue): string {
  return typeof value === 'object' ? `${value.from}..${value.to}` : String(value)
}

/**
 * The line that asks for a command with these options, whatever their text holds: for buttons and hints.
 * @example formatLine('digest', { dates: { from: '2013-12-05', to: '2013-12-05' }, lang: 'ja' })
 */
export function formatLine(command: string, options: Readonly<Record<string, OptionValue>> = {}): string {
  const parts = Object.entries(options).map(([name, value]) => {
    if (value === true) return `--${name}`
    return `--${name}="${writeValue(value).replace(/["\\]/g, '\\$&')}"`
  })
  return [`/${command}`, ...parts].join(' ')
}

/** How a command is typed: `/digest [dates] [--lang en|ja|…]`; required words bare, others in brackets. */
export function usageOf(command: Command): string {
  let textTaken = false
  const parts = command.options.map(option => {
    const values =
      option.kind === 'choice' ? option.choices.map(choice => choice.value).join('|') : option.name
    if (option.kind === 'flag') return `[--${option.name}]`
    // Short values are told apart by their form; after a text every other option needs its name.
    const bare = !textTaken && option.kind !== 'choice'
    if (option.kind === 'text') textTaken = true
    const shown = bare ? option.name.toUpperCase() : `--${option.name} ${values}`
    return option.required ? shown : `[${shown}]`
  })
  return [`/${command.name}`, ...parts].join(' ')
}
