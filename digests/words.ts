import type { Lang } from '../src/model/language.ts'
import messages from './messages/messages.json' with { type: 'json' }

export type DigestWord = keyof (typeof messages)['en']

/** A fixed phrase of digests in the reader's language, its `{placeholders}` filled. */
export function word(
  lang: Lang,
  key: DigestWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return messages[lang][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
