import type { Lang } from '../model/language.ts'
import type { Choice, Command, Option, OptionValue } from './command.ts'
import { readDay, readDays } from './days.ts'
import { cutWords, type Word } from './line.ts'
import { say } from './messages.ts'

/** Options read and checked, or one line for the reader that says what would be right. */
export type ReadOptions =
  | { readonly options: Readonly<Record<string, OptionValue>> }
  | { readonly fault: string }

interface Reader {
  readonly command: Command
  /** Language of faults. */
  readonly lang: Lang
  readonly today: Temporal.PlainDate
}

type ReadValue = { readonly value: OptionValue | null } | { readonly fault: string }

/** Most characters of a text option that states no limit: a long question, a URL. */
export const LONGEST_TEXT = 2000

/**
 * Reads the rest of a command line: `2013-12-05 --lang ja`. Words without a name go to the first free option
 * that can read them; a text option takes all the words that are left.
 */
export function readRest(reader: Reader, rest: string): ReadOptions {
  const { command, lang } = reader
  const words = cutWords(
    rest,
    command.options.map(option => option.name),
  )
  const options: Record<string, OptionValue> = {}
  const faults: string[] = []
  const set = (option: Option, text: string) => {
    const read = readValue(reader, option, text)
    if ('fault' in read) faults.push(read.fault)
    else if (read.value !== null) options[option.name] = read.value
  }

  const named = new Set<string>()
  const bare: (Word & { kind: 'word' })[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word.kind === 'word') {
      bare.push(word)
      continue
    }
    const option = command.options.find(each => each.name === word.name)
    if (!option) return { fault: unknownOption(reader, word.name) }
    if (named.has(option.name)) return { fault: say(lang, 'option.twice', { option: option.name }) }
    named.add(option.name)
    if (word.value !== null) set(option, word.value)
    else if (option.kind === 'flag') options[option.name] = true
    else {
      const next = words[i + 1]
      if (next?.kind !== 'word') return { fault: say(lang, 'option.no_value', { option: option.name }) }
      set(option, next.text)
      i++
    }
  }

  for (let i = 0; i < bare.length; i++) {
    const free = command.options.filter(option => !named.has(option.name) && option.kind !== 'flag')
    const taker = free.find(
      option => option.kind === 'text' || !('fault' in readValue(reader, option, bare[i]!.text)),
    )
    if (!taker) {
      const { text } = bare[i]!
      if (free[0]) set(free[0], text)
      else faults.push(say(lang, 'option.surplus', { name: command.name, value: shorten(text) }))
      break
    }
    named.add(taker.name)
    if (taker.kind !== 'text') {
      set(taker, bare[i]!.text)
      continue
    }
    const left = bare.slice(i)
    set(taker, left.length === 1 ? left[0]!.text : rawWords(rest, left))
    break
  }
  return faults[0] === undefined ? requireAll(reader, options) : { fault: faults[0] }
}

/** Reads options that a form or builder has already told apart by name: Discord, Slack modals, the web. */
export function readNamed(
  reader: Reader,
  given: Readonly<Record<string, string | number | boolean>>,
): ReadOptions {
  const options: Record<string, OptionValue> = {}
  for (const [name, value] of Object.entries(given)) {
    const option = reader.command.options.find(each => each.name === name)
    if (!option) return { fault: unknownOption(reader, name) }
    const read = readValue(reader, option, String(value))
    if ('fault' in read) return read
    if (read.value !== null) options[name] = read.value
  }
  return requireAll(reader, options)
}

/** The words as they were typed, spaces between them and all; options in between are left out. */
function rawWords(rest: string, words: readonly (Word & { kind: 'word' })[]): string {
  let raw = ''
  let end = words[0]!.start
  for (const word of words) {
    const between = rest.slice(end, word.start)
    raw += (/\S/.test(between) ? ' ' : between) + rest.slice(word.start, word.end)
    end = word.end
  }
  return raw
}

function requireAll({ command, lang }: Reader, options: Record<string, OptionValue>): ReadOptions {
  const missing = command.options.find(option => option.required && !Object.hasOwn(options, option.name))
  if (!missing) return { options }
  const summary = missing.summary[lang]
  return { fault: say(lang, 'option.missing', { name: command.name, option: missing.name, summary }) }
}

function unknownOption({ command, lang }: Reader, option: string): string {
  return say(lang, 'option.unknown', { name: command.name, option: shorten(option) })
}

const fold = (words: string) => words.normalize('NFKC').trim().toLowerCase()

function choiceOf(choices: readonly Choice[], typed: string): Choice | undefined {
  const word = fold(typed)
  return choices.find(({ value, label, also = [] }) =>
    [value, ...also, ...Object.values(label)].some(name => fold(name) === word),
  )
}

function readValue({ lang, today }: Reader, option: Option, typed: string): ReadValue {
  const value = shorten(typed)
  switch (option.kind) {
    case 'text': {
      const most = option.longest ?? LONGEST_TEXT
      if (typed.length > most) return { fault: say(lang, 'option.too_long', { option: option.name, most }) }
      const text = typed.trim()
      return text === '' ? { fault: say(lang, 'option.no_value', { option: option.name }) } : { value: text }
    }
    case 'date': {
      const day = readDay(typed, today)
      return day
        ? { value: day }
        : { fault: say(lang, 'option.bad_date', { value, example: today.toString() }) }
    }
    case 'dates': {
      const days = readDays(typed, today)
      if (days) return { value: days }
      const day = today.subtract({ days: 7 }).toString()
      const month = today.toString().slice(0, 7)
      return { fault: say(lang, 'option.bad_dates', { value, day, month, later: today.toString() }) }
    }
    case 'integer': {
      const { least, most } = option
      const word = fold(typed)
      const number = /^[+-]?\d{1,15}$/.test(word) ? Number(word) : Number.NaN
      return number >= least && number <= most
        ? { value: number }
        : { fault: say(lang, 'option.bad_integer', { value, option: option.name, least, most }) }
    }
    case 'choice': {
      const choice = choiceOf(option.choices, typed)
      if (choice) return { value: choice.value }
      const choices = option.choices.map(each => each.value).join(', ')
      return { fault: say(lang, 'option.bad_choice', { value, option: option.name, choices }) }
    }
    case 'flag': {
      const word = fold(typed)
      if (word === 'true') return { value: true }
      if (word === 'false') return { value: null }
      return { fault: say(lang, 'option.bad_choice', { value, option: option.name, choices: 'true, false' }) }
    }
  }
}

/** As much of what was typed as a line of explanation bears. */
function shorten(typed: string): string {
  const line = typed.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length > 40 ? `${letters.slice(0, 39).join('')}…` : line
}
