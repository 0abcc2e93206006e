import { say } from '../chat/messages.ts'
import type { Block, Fields, Item, List, Notice, Quote, Reply, SourceEntry, Sources } from '../chat/reply.ts'
import { runsOf } from './runs.ts'
import { type Line, lineWidth, type Run, run } from './style.ts'
import { drawTable } from './table.ts'
import { widthOf } from './width.ts'
import { wrapRuns } from './wrap.ts'

/** Lines of one block, each at most `width` cells wide. */
export function drawBlock(reply: Reply, block: Block, width: number): Line[] {
  switch (block.kind) {
    case 'heading':
      return wrapRuns([run(block.text, 'title')], width)
    case 'paragraph':
      return wrapRuns(runsOf(block.spans, block.quiet ? 'quiet' : 'plain'), width)
    case 'quote':
      return drawQuote(block, width)
    case 'list':
      return drawList(block, width)
    case 'table':
      return drawTable(block, width)
    case 'fields':
      return drawFields(block, width)
    case 'item':
      return drawItem(reply, block, width)
    case 'sources':
      return drawSources(block, width)
    case 'notice':
      return drawNotice(block, width)
    case 'picture':
      return wrapRuns([run(`[${say(reply.lang, 'picture', { alt: block.alt })}]`, 'quiet')], width)
    case 'buttons':
      return block.buttons.flatMap(({ label, line }) =>
        hang([run('› ', 'quiet')], wrapRuns([run(`${label} `), run(line, 'code')], width - 2)),
      )
  }
}

/** Lines behind a mark: the first one bears it, the others stand under its text. */
function hang(mark: readonly Run[], lines: readonly Line[]): Line[] {
  const indent = ' '.repeat(lineWidth(mark))
  return lines.map((line, i) => [...(i === 0 ? mark : [run(indent)]), ...line])
}

function drawQuote({ text, citations }: Quote, width: number): Line[] {
  const numbers = runsOf(citations.map(n => ({ kind: 'citation', n })))
  return bar(wrapRuns([run(text), ...numbers], width - 2))
}

function bar(lines: readonly Line[]): Line[] {
  return lines.map(line => [run('│ ', 'quiet'), ...line])
}

function drawList({ ordered, items }: List, width: number): Line[] {
  const marks = items.map((_, i) => (ordered ? `${i + 1}. ` : '• '))
  const room = Math.max(0, ...marks.map(widthOf))
  return items.flatMap((item, i) =>
    hang([run(marks[i]!.padStart(room), 'quiet')], wrapRuns(runsOf(item), width - room)),
  )
}

/** Labels in one column and values in another, or one above the other where that leaves no room. */
function drawFields({ fields }: Fields, width: number): Line[] {
  const labels = fields.map(({ label }) => wrapRuns([run(label, 'code')], Number.POSITIVE_INFINITY)[0] ?? [])
  const room = Math.max(0, ...labels.map(lineWidth)) + 2
  if (room > width * 0.4)
    return fields.flatMap(({ label, value }) => [
      ...wrapRuns([run(label, 'code')], width),
      ...hang([run('  ')], wrapRuns(runsOf(value), width - 2)),
    ])
  return fields.flatMap(({ value }, i) => {
    const label = labels[i]!
    const lines = wrapRuns(runsOf(value), width - room)
    if (lines.length === 0) return label.length > 0 ? [label] : []
    return hang([...label, run(' '.repeat(room - lineWidth(label)))], lines)
  })
}

function drawItem(reply: Reply, { n, headline, blocks }: Item, width: number): Line[] {
  const mark = run(`${n}  `, 'number')
  const room = widthOf(mark.text)
  const lines = [
    ...wrapRuns(runsOf(headline), width - room),
    ...blocks.flatMap(block => drawBlock(reply, block, width - room)),
  ]
  return hang([mark], lines)
}

function drawSources({ label, sources }: Sources, width: number): Line[] {
  const numbers = sources.flatMap(source => source.quotes.map(({ n }) => widthOf(`[${n}] `)))
  const room = Math.max(0, ...numbers)
  return [
    ...wrapRuns([run(label, 'title')], width),
    ...sources.flatMap(source => drawSource(source, room, width - room)),
  ]
}

function drawSource(source: SourceEntry, room: number, width: number): Line[] {
  const { quotes, chain, reported, reasons, title, mark, url } = source
  // What all quotes share is told once, under the last of them.
  const events = new Set(quotes.map(quote => quote.event))
  const event = events.size === 1 ? quotes[0]!.event : null
  const dates = [event, reported, mark].filter(part => part).join(' · ')
  const about = [chain, dates, reasons, title, url].flatMap(line =>
    line ? wrapRuns([run(line, 'quiet')], width) : [],
  )
  const number = (n: number) => run(`[${n}] `.padStart(room), 'number')
  if (quotes.every(quote => quote.quotedAbove && (event || !quote.event))) {
    if (quotes.length === 1) return hang([number(quotes[0]!.n)], about)
    const numbers = wrapRuns([run(quotes.map(({ n }) => `[${n}]`).join(' '), 'number')], room + width)
    return [...numbers, ...hang([run(' '.repeat(room))], about)]
  }
  const said = quotes.flatMap(({ n, quote, event: own }) => {
    const when = own && own !== event ? [run(` · ${own}`, 'quiet')] : []
    return hang([number(n)], wrapRuns([run(quote), ...when], width))
  })
  return [...said, ...hang([run(' '.repeat(room))], about)]
}

function drawNotice({ level, spans }: Notice, width: number): Line[] {
  const runs = runsOf(spans, level)
  return level === 'info' ? wrapRuns(runs, width) : hang([run('! ', level)], wrapRuns(runs, width - 2))
}
