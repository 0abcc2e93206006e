import type { AnswerDeps } from '../src/answer/answer.ts'
import { tellWho } from '../src/answer/who.ts'
import { type Command, LANG_OPTION, textOption } from '../src/chat/command.ts'
import { localized } from '../src/chat/messages.ts'
import { replyOfProfile } from '../src/chat/who-reply.ts'

/** `/who PERSON|OFFICE`: offices by date from the house's table, and the latest claims with citations. */
export function createWho(deps: AnswerDeps): Command {
  return {
    name: 'who',
    summary: localized('command.who.summary'),
    help: localized('command.who.help'),
    options: [
      {
        kind: 'text',
        name: 'name',
        summary: localized('option.person'),
        required: true,
        tellsLanguage: true,
      },
      LANG_OPTION,
    ],
    run: async request =>
      replyOfProfile(await tellWho(textOption(request, 'name') ?? '', deps, { lang: request.lang })),
  }
}
