import type { Lang } from '../model/language.ts'
import type { Latest, ReportLine } from '../model/overview.ts'
import { formatDate } from '../text/show-dates.ts'
import { say } from './messages.ts'
import { nearNotice, overviewNote } from './overview-parts.ts'
import { type Block, cite, emphasis, heading, notice, paragraph, type Reply, text } from './reply.ts'
import { sourcesOf } from './sources.ts'

/** Draws the newest reports, newest first: day, outlet and title, and the weightiest thing each says. */
export function replyOfLatest({ lang, asked, lines, citations, near }: Latest): Reply {
  if (lines.length === 0) {
    const words = asked === null ? say(lang, 'latest.nothing') : say(lang, 'overview.nothing', { asked })
    return { lang, summary: words, blocks: [notice('info', words), ...nearNotice(lang, near)] }
  }
  const title = asked === null ? say(lang, 'latest.title') : say(lang, 'latest.of', { asked })
  return {
    lang,
    summary: `${title} — ${lines[0]!.title ?? lines[0]!.text}`,
    blocks: [
      heading(title, 1),
      ...lines.map((line, i) => drawReport(lang, line, i + 1)),
      sourcesOf(lang, citations),
      overviewNote(lang),
    ],
  }
}

function drawReport(
  lang: Lang,
  { date, outlet, title, text: told, citations }: ReportLine,
  n: number,
): Block {
  const head = [outlet, title].filter(part => part !== null && part.trim() !== '').join(' · ')
  return {
    kind: 'item',
    n,
    headline: [emphasis(formatDate(lang, date)), text(head === '' ? '' : ` · ${head}`), ...cite(citations)],
    blocks: told === '' ? [] : [paragraph(told)],
  }
}
