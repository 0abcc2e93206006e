import type { Timeline } from '../model/overview.ts'
import { say } from './messages.ts'
import { drawLines, nearNotice, overviewNote, subjectName } from './overview-parts.ts'
import { heading, notice, type Picture, quiet, type Reply } from './reply.ts'
import { sourcesOf } from './sources.ts'

/** Draws a timeline: one item an event, earliest first; `picture` stands above when there is one. */
export function replyOfTimeline(timeline: Timeline, picture: Picture | null = null): Reply {
  const { lang, lines, left, citations } = timeline
  const asked = subjectName(lang, timeline.asked, timeline.window)
  if (lines.length === 0) {
    const words = say(lang, 'overview.nothing', { asked })
    return { lang, summary: words, blocks: [notice('info', words), ...nearNotice(lang, timeline.near)] }
  }
  const title = asked === '' ? say(lang, 'timeline.all') : say(lang, 'timeline.title', { asked })
  return {
    lang,
    summary: title,
    blocks: [
      heading(title, 1),
      ...(picture === null ? [] : [picture]),
      ...drawLines(lang, lines),
      ...(left > 0 ? [quiet(say(lang, 'timeline.left', { n: left }))] : []),
      sourcesOf(
        lang,
        citations,
        lines.map(line => line.phrase),
      ),
      overviewNote(lang),
    ],
  }
}
