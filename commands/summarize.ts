import { type SummaryDeps, tellSummary } from '../src/answer/summarize.ts'
import { type Command, daysOption, LANG_OPTION, textOption } from '../src/chat/command.ts'
import { splitDays } from '../src/chat/days.ts'
import { localized } from '../src/chat/messages.ts'
import { replyOfSummary } from '../src/chat/summary-reply.ts'

/** A pasted report or thread is longer than a question. */
const LONGEST_PASTED = 40_000

/**
 * `/summarize [DAYS] [TOPIC|ARTICLE|TEXT]`: its own best sentences, cited. Without any words it reads the thread it was
 * asked in, where the surface passes that on.
 */
export function createSummarize(deps: SummaryDeps): Command {
  return {
    name: 'summarize',
    summary: localized('command.summarize.summary'),
    help: localized('command.summarize.help'),
    readsThread: true,
    options: [
      { kind: 'dates', name: 'date', summary: localized('option.dates') },
      {
        kind: 'text',
        name: 'about',
        summary: localized('option.about'),
        longest: LONGEST_PASTED,
        tellsLanguage: true,
      },
      LANG_OPTION,
    ],
    run: async request => {
      const { lang, conversation } = request
      const options = {
        lang,
        occasion: request.surface,
        workspace: request.workspace,
        signal: request.signal,
      }
      const about = textOption(request, 'about')
      const window = daysOption(request, 'date') ?? null
      const thread = conversation?.thread?.join('\n\n') ?? ''
      if (about === undefined && window === null && thread.trim() !== '')
        return replyOfSummary(await tellSummary({ about: thread, isText: true }, deps, options))
      const { words, days } = splitDays(about ?? '', request.now.toPlainDate())
      const ask =
        window !== null || about?.includes('\n')
          ? { about: about ?? '', window }
          : { about: words, window: days }
      return replyOfSummary(await tellSummary(ask, deps, options))
    },
  }
}
