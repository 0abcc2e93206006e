import type { AnswerDeps } from '../src/answer/answer.ts'
import { tellTimeline } from '../src/answer/timeline.ts'
import { type Command, daysOption, LANG_OPTION, textOption } from '../src/chat/command.ts'
import { splitDays } from '../src/chat/days.ts'
import { localized } from '../src/chat/messages.ts'
import type { Picture } from '../src/chat/reply.ts'
import { replyOfTimeline } from '../src/chat/timeline-reply.ts'
import type { Timeline } from '../src/model/overview.ts'

export interface TimelineDeps extends AnswerDeps {
  /** Draws a timeline as a picture, or null where there is nothing to see; without it there is none. */
  readonly drawTimeline?: (timeline: Timeline) => Promise<Picture | null>
}

/** `/timeline TOPIC|PERSON [DAYS]`: one cited line an event, by the day it happened. */
export function createTimeline(deps: TimelineDeps): Command {
  return {
    name: 'timeline',
    summary: localized('command.timeline.summary'),
    help: localized('command.timeline.help'),
    options: [
      {
        kind: 'text',
        name: 'topic',
        summary: localized('option.topic'),
        required: true,
        tellsLanguage: true,
      },
      { kind: 'dates', name: 'date', summary: localized('option.dates') },
      LANG_OPTION,
    ],
    run: async request => {
      const { words, days } = splitDays(textOption(request, 'topic') ?? '', request.now.toPlainDate())
      const window = daysOption(request, 'date') ?? days
      const timeline = await tellTimeline(words, deps, { lang: request.lang, window })
      const picture = timeline.lines.length > 0 ? await deps.drawTimeline?.(timeline) : null
      return replyOfTimeline(timeline, picture ?? null)
    },
  }
}
