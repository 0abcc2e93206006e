import type { AnswerDeps } from '../src/answer/answer.ts'
import { tellLatest } from '../src/answer/latest.ts'
import { type Command, LANG_OPTION, textOption } from '../src/chat/command.ts'
import { replyOfLatest } from '../src/chat/latest-reply.ts'
import { localized } from '../src/chat/messages.ts'

/** `/latest [TOPIC|PERSON]`: the newest reports and the weightiest thing each says. */
export function createLatest(deps: AnswerDeps): Command {
  return {
    name: 'latest',
    summary: localized('command.latest.summary'),
    help: localized('command.latest.help'),
    options: [
      { kind: 'text', name: 'topic', summary: localized('option.topic'), tellsLanguage: true },
      LANG_OPTION,
    ],
    run: async request =>
      replyOfLatest(await tellLatest(textOption(request, 'topic') ?? null, deps, { lang: request.lang })),
  }
}
