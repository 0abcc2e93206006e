import { say } from './messages.ts'
import type { Block, Reply, SourceEntry, Spans } from './reply.ts'

/** Words of spans in a row; citations as `[1]`, parted from the words by a space. */
export function spansText(spans: Spans): string {
  return spans.reduce((line, span) => {
    if (span.kind !== 'citation') return line + span.text
    const gap = /(?:^|\s|\[\d+\])$/.test(line) ? '' : ' '
    return `${line}${gap}[${span.n}]`
  }, '')
}

/** The whole reply as plain text: what a log, an e-mail or a screen reader gets. */
export function replyText(reply: Reply): string {
  return reply.blocks
    .map(block => blockLines(reply, block).join('\n'))
    .filter(part => part !== '')
    .join('\n\n')
}

function blockLines(reply: Reply, block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text]
    case 'paragraph':
    case 'notice':
      return [spansText(block.spans)]
    case 'quote': {
      const quote = say(block.lang, 'quote.marks', { quote: block.text })
      return [
        spansText([
          { kind: 'text', text: quote },
          ...block.citations.map(n => ({ kind: 'citation', n }) as const),
        ]),
      ]
    }
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${spansText(item)}`)
    case 'table':
      return [block.columns.map(column => column.label), ...block.rows.map(row => row.map(spansText))].map(
        row => row.join(' | '),
      )
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${spansText(value)}`)
    case 'item':
      return [
        `${block.n}. ${spansText(block.headline)}`,
        ...block.blocks.flatMap(inner => blockLines(reply, inner).map(line => `   ${line}`)),
      ]
    case 'sources':
      return [block.label, ...block.sources.flatMap(sourceLines)]
    case 'picture':
      return [`[${say(reply.lang, 'picture', { alt: block.alt })}]`]
    case 'buttons':
      return block.buttons.map(({ label, line }) => `${label}: ${line}`)
  }
}

function sourceLines({ quotes, chain, reported, reasons, title, url, mark }: SourceEntry): string[] {
  const said = quotes.map(({ n, quote, lang, event }) => {
    const marked = say(lang, 'quote.marks', { quote })
    return `[${n}] ${event ? `${marked} (${event})` : marked}`
  })
  const about = [chain, reported, mark].filter(part => part).join(' · ')
  const rest = [about, reasons, title, url].filter(part => part)
  return [...said, ...rest.map(line => `    ${line}`)]
}
