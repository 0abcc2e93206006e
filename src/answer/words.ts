import type { Lang } from '../model/language.ts'
import messages from './messages/messages.json' with { type: 'json' }

export type WordKey = keyof (typeof messages)['en']

/** A fixed phrase of answers in the reader's language, its `{placeholders}` filled. */
export function say(lang: Lang, key: WordKey, values: Readonly<Record<string, string>> = {}): string {
  return messages[lang][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
