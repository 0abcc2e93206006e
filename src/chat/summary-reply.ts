import type { Summary, SummaryPart } from '../model/overview.ts'
import { say } from './messages.ts'
import { nearNotice, subjectName } from './overview-parts.ts'
import { type Block, cite, heading, list, notice, quiet, type Reply, text } from './reply.ts'
import { sourcesOf } from './sources.ts'

/** Draws a summary: each sentence quoted as it stands under what it says in the reader's language, then the sources. */
export function replyOfSummary(summary: Summary): Reply {
  const { lang, of, parts, citations, near } = summary
  const asked = subjectName(lang, summary.asked, summary.window)
  if (parts.length === 0) {
    const words = emptyWords(summary, asked)
    return { lang, summary: words, blocks: [notice('info', words), ...nearNotice(lang, near)] }
  }
  const title =
    of === 'text'
      ? say(lang, 'summary.text')
      : asked === ''
        ? say(lang, 'summary.days')
        : say(lang, 'summary.title', { asked })
  const quotes = parts.flatMap(part => part.statements.map(one => one.quote))
  return {
    lang,
    summary: title,
    blocks: [
      heading(title, 1),
      quiet(coverage(summary, quotes.length)),
      ...drawProse(summary),
      ...drawParts(parts),
      ...(summary.notes ?? []).map(note => notice('info', note)),
      ...(citations.length > 0 ? [sourcesOf(lang, citations, quotes)] : []),
    ],
  }
}

function emptyWords({ lang, of, asked: about, window }: Summary, asked: string): string {
  if (of === 'text') return say(lang, 'summary.nothing_text')
  if (of === 'article') return say(lang, 'summary.no_article', { asked })
  if (about.trim() !== '') return say(lang, 'overview.nothing', { asked })
  return say(lang, window === null ? 'summary.what' : 'summary.nothing_days')
}

function coverage({ lang, of, sentences, reports }: Summary, n: number): string {
  return of === 'text'
    ? say(lang, 'summary.of_text', { n, sentences })
    : say(lang, 'summary.coverage', { n, sentences, reports })
}

/** What a model made of it, told as such, above the sentences it rests on. */
function drawProse({ lang, prose = [] }: Summary): Block[] {
  if (prose.length === 0) return []
  return [
    list(prose.map(({ text: told, citations }) => [text(told), ...cite(citations)])),
    quiet(say(lang, 'answer.by_model')),
  ]
}

/** Several reports of one page each bear their title. */
function drawParts(parts: readonly SummaryPart[]): Block[] {
  let n = 0
  return parts.flatMap(({ title, statements }): Block[] => [
    ...(parts.length > 1 && title !== null ? [heading(title)] : []),
    ...statements.map(({ text: told, quote, lang, citations }): Block => {
      if (told === '') return { kind: 'quote', text: quote.trim(), lang, citations }
      n += 1
      return {
        kind: 'item',
        n,
        headline: [text(told), ...cite(citations)],
        blocks: [{ kind: 'quote', text: quote.trim(), lang, citations: [] }],
      }
    }),
  ])
}
