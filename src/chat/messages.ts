import { LANGS, type Lang } from '../model/language.ts'
import { formatMessage, type Params } from '../text/messages.ts'
import en from './messages/en.json' with { type: 'json' }
import ja from './messages/ja.json' with { type: 'json' }
import ko from './messages/ko.json' with { type: 'json' }
import zhHans from './messages/zh-Hans.json' with { type: 'json' }
import zhHant from './messages/zh-Hant.json' with { type: 'json' }

/** Name of a message: every language has every key. */
export type MessageKey = keyof typeof en

/** All messages by language; edited in `messages/*.json`. */
export const MESSAGES: Readonly<Record<Lang, Readonly<Record<MessageKey, string>>>> = {
  en,
  ja,
  ko,
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
}

/** The message in the reader's language with its placeholders filled; throws when a value is missing. */
export function say(lang: Lang, key: MessageKey, params: Params = {}): string {
  return formatMessage(MESSAGES[lang][key], lang, params)
}

/** One message without placeholders in every language. */
export function localized(key: MessageKey): Readonly<Record<Lang, string>> {
  return Object.fromEntries(LANGS.map(lang => [lang, say(lang, key)])) as Record<Lang, string>
}
