import {
  type Command,
  type Localized,
  type Option,
  type Request,
  textOption,
} from '../../src/chat/command.ts'
import { noticeReply, type Reply } from '../../src/chat/reply.ts'
import { LANGS } from '../../src/model/language.ts'

/** The same words in every language. */
export function same(words: string): Localized {
  return Object.fromEntries(LANGS.map(lang => [lang, words])) as Localized
}

export const QUESTION: Option = {
  kind: 'text',
  name: 'question',
  summary: same('what to ask'),
  required: true,
  tellsLanguage: true,
}

/** A command that records what it was asked and answers with its own name. */
export function command(
  name: string,
  options: readonly Option[] = [],
  more: Partial<Command> = {},
): Command & { readonly requests: Request[] } {
  const requests: Request[] = []
  return {
    name,
    summary: same(`does ${name}`),
    help: same(`Does ${name} well.`),
    options,
    async run(request: Request): Promise<Reply> {
      requests.push(request)
      return noticeReply(request.lang, 'info', `${name}: ${textOption(request, 'question') ?? 'done'}`)
    },
    ...more,
    requests,
  }
}
