import { LANGS, type Lang } from '../model/language.ts'
import { localized } from './messages.ts'
import type { Reply } from './reply.ts'

/** The same words in each language that readers have. */
export type Localized = Readonly<Record<Lang, string>>

export type Surface = 'terminal' | 'slack' | 'discord' | 'web'

export interface Choice {
  readonly value: string
  readonly label: Localized
  /** Other spellings that readers type: `zh-TW` for `zh-Hant`. */
  readonly also?: readonly string[]
}

interface OptionBase {
  /** Lower-case letters, digits, `-`, `_`; at most 32 (Discord's rule, the narrowest). */
  readonly name: string
  readonly summary: Localized
  readonly required?: boolean
  /**
   * What may be meant by what has been typed so far, best first, 25 at most: for surfaces that complete while one
   * types. Quick and without effects; nobody has to take one of them.
   */
  readonly suggest?: (typed: string, asker: Asker) => Promise<readonly Suggestion[]>
}

export interface Suggestion {
  /** What stands in the option when it is taken: at most 100 characters. */
  readonly value: string
  /** As its reader knows it. */
  readonly label: string
}

/**
 * One thing a command may be told; every surface derives its usage, form or builder from it.
 * `date` is one day, `dates` a day, month, year or range of days.
 */
export type Option =
  | (OptionBase & {
      readonly kind: 'text'
      /** Most UTF-16 units taken; 2,000 unless told. */
      readonly longest?: number
      /** It is a sentence of the reader's own: the reply is in its language. */
      readonly tellsLanguage?: boolean
    })
  | (OptionBase & { readonly kind: 'date' })
  | (OptionBase & { readonly kind: 'dates' })
  | (OptionBase & { readonly kind: 'integer'; readonly least: number; readonly most: number })
  | (OptionBase & { readonly kind: 'choice'; readonly choices: readonly Choice[] })
  | (OptionBase & { readonly kind: 'flag' })

/** Calendar days `YYYY-MM-DD`, both inclusive. */
export interface DayRange {
  readonly from: string
  readonly to: string
}

export type OptionValue = string | number | true | DayRange

export interface Conversation {
  readonly id: string
  /** What was asked in it before, oldest first. */
  readonly earlier: readonly string[]
  /** The language it is held in, once known. */
  readonly lang?: Lang
  /** What people wrote in its thread, oldest first, without the desk's own replies; for `/summarize` in a thread. */
  readonly thread?: readonly string[]
}

export interface User {
  readonly id: string
  /** May use commands that change settings: the platform's manage permission, or the operator. */
  readonly mayAdminister: boolean
  /** May change settings of the channel where it was asked, of no other and not of the workspace. */
  readonly onlyHere?: boolean
}

/** Who asks, where and when. */
export interface Asker {
  /** The reader's language where the words themselves do not tell one. */
  readonly lang: Lang
  readonly surface: Surface
  /** The clock in the reader's time zone. */
  readonly now: Temporal.ZonedDateTime
  readonly user?: User
  /**
   * Whose private sources the asker may see and whose budget pays: `slack:T0123`, `discord:4567`. Absent: the
   * operator's own terminal, which sees everything.
   */
  readonly workspace?: string
  /** Where it was asked, as a Messenger posts to it: `slack:T0123/C0456`, `discord:4567/8901`. */
  readonly channel?: string
  readonly conversation?: Conversation
  /** Aborted when nobody waits for the reply any more. */
  readonly signal?: AbortSignal
}

/** A command with its options read and checked; `lang` is the language to reply in. */
export interface Request extends Asker {
  readonly command: string
  readonly options: Readonly<Record<string, OptionValue>>
}

/** Something a reader can ask for, the same on every surface. */
export interface Command {
  /** Lower-case letters, digits, `-`, `_`; at most 32. */
  readonly name: string
  /** One line, at most 100 characters. */
  readonly summary: Localized
  /** What it does and an example, in a few sentences. */
  readonly help: Localized
  /** Required ones first. A text takes the rest of the line, so only one can be given without its name. */
  readonly options: readonly Option[]
  readonly admin?: boolean
  /** Its settings are those of the channel it is used in, so whoever manages that channel may use it, too. */
  readonly ofChannel?: boolean
  /** Reads what people wrote in the thread it is used in: `conversation.thread`. */
  readonly readsThread?: boolean
  /** Its reply is for the asker alone; known before it runs, for surfaces that have to say so at once. */
  readonly forAskerAlone?: boolean
  run(request: Request): Promise<Reply>
}

/** The option `lang` that any command may list: dispatch makes its value the language of the reply. */
export const LANG_OPTION: Option = {
  kind: 'choice',
  name: 'lang',
  summary: localized('option.lang'),
  choices: LANGS.map(lang => ({ value: lang, label: localized(`lang.${lang}`), also: otherTags(lang) })),
}

function otherTags(lang: Lang): string[] {
  const tags: Record<Lang, string[]> = {
    'zh-Hans': ['zh', 'zh-CN', 'zh-SG', 'cn'],
    'zh-Hant': ['zh-TW', 'zh-HK', 'zh-MO', 'tw'],
    ja: ['ja-JP', 'jp'],
    ko: ['ko-KR', 'kr'],
    en: ['en-US', 'en-GB'],
  }
  return tags[lang]
}

function optionOf<T>(request: Request, name: string, is: (value: OptionValue) => boolean): T | undefined {
  const value = Object.hasOwn(request.options, name) ? request.options[name] : undefined
  if (value === undefined) return undefined
  if (!is(value)) throw new TypeError(`Option ${name} of /${request.command} is of another kind.`)
  return value as T
}

/** Value of a text, date (`YYYY-MM-DD`) or choice option, if it was given. */
export function textOption(request: Request, name: string): string | undefined {
  return optionOf(request, name, value => typeof value === 'string')
}

/** Value of an integer option, if it was given. */
export function integerOption(request: Request, name: string): number | undefined {
  return optionOf(request, name, value => typeof value === 'number')
}

/** Value of a `dates` option, if it was given. */
export function daysOption(request: Request, name: string): DayRange | undefined {
  return optionOf(request, name, value => typeof value === 'object')
}

/** Whether a flag was set. */
export function flagOption(request: Request, name: string): boolean {
  return optionOf(request, name, value => value === true) ?? false
}

const NAME = /^[a-z][a-z0-9_-]{0,31}$/

/** Throws when a command could not be shown on every surface; the numbers are Discord's, the narrowest. */
export function checkCommands(commands: readonly Command[]): void {
  const seen = new Set<string>()
  for (const { name, summary, options } of commands) {
    const fail = (what: string) => {
      throw new Error(`Command ${name}: ${what}.`)
    }
    if (!NAME.test(name)) fail('its name must be a-z, 0-9, "-", "_", at most 32 long')
    if (seen.has(name)) fail('its name is taken')
    seen.add(name)
    if (options.length > 25) fail('more than 25 options')
    for (const lang of LANGS) if (summary[lang].length > 100) fail(`summary in ${lang} over 100 characters`)
    const names = new Set<string>()
    let optional = false
    for (const option of options) {
      if (!NAME.test(option.name)) fail(`option ${option.name}: not a name`)
      if (names.has(option.name)) fail(`option ${option.name} twice`)
      names.add(option.name)
      if (option.required && optional) fail(`option ${option.name}: required ones come first`)
      if (!option.required) optional = true
      if (option.kind === 'choice' && (option.choices.length === 0 || option.choices.length > 25))
        fail(`option ${option.name}: 1 to 25 choices`)
      for (const lang of LANGS)
        if (option.summary[lang].length > 100)
          fail(`option ${option.name}: summary in ${lang} over 100 characters`)
    }
  }
}
