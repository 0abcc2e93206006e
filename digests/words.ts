import type { Lang } from '../src/model/language.ts'
import { formatMessage, type Params } from '../src/text/messages.ts'
import messages from './messages/messages.json' with { type: 'json' }

export type DigestWord = keyof (typeof messages)['en']

/** A fixed phrase of digests in the reader's language, its placeholders filled. */
export function word(lang: Lang, key: DigestWord, params: Params = {}): string {
  return formatMessage(messages[lang][key], lang, params)
}
