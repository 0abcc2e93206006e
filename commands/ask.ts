import { type AnswerDeps, answerQuestion } from '../src/answer/answer.ts'
import { replyOfAnswer } from '../src/chat/answer-reply.ts'
import { type Command, LANG_OPTION, textOption } from '../src/chat/command.ts'
import { localized } from '../src/chat/messages.ts'

/** `/ask QUESTION`: also what a plain line, a mention and a direct message are. */
export function createAsk(deps: AnswerDeps): Command {
  return {
    name: 'ask',
    summary: localized('command.ask.summary'),
    help: localized('command.ask.help'),
    options: [
      {
        kind: 'text',
        name: 'question',
        summary: localized('option.question'),
        required: true,
        tellsLanguage: true,
      },
      LANG_OPTION,
    ],
    run: async request =>
      replyOfAnswer(
        await answerQuestion(textOption(request, 'question') ?? '', deps, {
          lang: request.lang,
          occasion: request.surface,
          workspace: request.workspace,
          signal: request.signal,
          earlier: request.conversation?.earlier,
        }),
      ),
  }
}
