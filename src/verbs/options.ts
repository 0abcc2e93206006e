// What a person may type after a flag, and what they are told when it is wrong.
import { UserError } from '../errors.ts'
import type { Lang } from '../model/language.ts'

/** A language named by a person: `zh` means Simplified, `zht`, `zh-TW` and `zh-HK` Traditional; null when unknown. */
export function langNamed(name: string): Lang | null {
  const names: Readonly<Record<string, Lang>> = {
    en: 'en',
    zh: 'zh-Hans',
    'zh-hans': 'zh-Hans',
    'zh-cn': 'zh-Hans',
    zht: 'zh-Hant',
    'zh-hant': 'zh-Hant',
    'zh-tw': 'zh-Hant',
    'zh-hk': 'zh-Hant',
    ja: 'ja',
    jp: 'ja',
    ko: 'ko',
    kr: 'ko',
  }
  return names[name.toLowerCase()] ?? null
}

/** The language of `--lang`, or undefined when it was not given. @throws UserError listing what would be right */
export function langOption(name: string | undefined): Lang | undefined {
  if (name === undefined) return undefined
  const lang = langNamed(name)
  if (lang === null)
    throw new UserError(`--lang ${name}: use one of en, zh-Hans, zh-Hant, ja, ko.`, { exitCode: 2 })
  return lang
}

/** A whole number from 1 to `most`. @throws UserError */
export function readCount(text: string, flag: string, most: number): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count
  throw new UserError(`${flag} ${text}: use a whole number from 1 to ${most}.`, { exitCode: 2 })
}

/** A day as a person types it. @throws UserError saying what would be right */
export function readDay(text: string, flag: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    try {
      return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
    } catch {
      // falls through to the one message for all bad days
    }
  }
  throw new UserError(`${flag} ${text}: write the day as YYYY-MM-DD, for example 2013-12-05.`, {
    exitCode: 2,
  })
}
