// Each neutral block as blocks of Slack: words of articles go into rich text and plain text, where Slack reads no
// markup; only sources are mrkdwn, because they link to pages.
import type { types } from '@slack/bolt'
import { say } from '../chat/messages.ts'
import { plainWords, shorten } from '../chat/plain.ts'
import type {
  Block,
  Button,
  Item,
  List,
  Notice,
  Picture,
  Reply,
  SourceEntry,
  Spans,
  Table,
} from '../chat/reply.ts'
import { spansText } from '../chat/text.ts'
import { LIMITS } from './limits.ts'
import { escapeWords, linkMrkdwn } from './mrkdwn.ts'
import { type Files, NO_FILES } from './pictures.ts'
import {
  bold,
  drawRuns,
  type Inline,
  inlinesOf,
  lengthOf,
  type Piece,
  plain,
  quote,
  quoteInlines,
  RUN,
  rich,
  runsOf,
  type SlackBlock,
  section,
  splitWords,
} from './rich.ts'

const LIST_ITEMS = 20
const QUIET_LABEL = 2900

/** `view`: a modal or Home, which has no tables. */
export type Place = 'message' | 'view'

/** What one of a reply's blocks is drawn as, in order; `at` is its place in the reply. */
export function drawBlock(
  reply: Reply,
  block: Block,
  at: number,
  place: Place = 'message',
  files: Files = NO_FILES,
): Piece[] {
  switch (block.kind) {
    case 'heading':
      return drawHeading(block.text, block.level)
    case 'paragraph':
      return block.quiet ? drawQuiet(block.spans) : drawRuns(inlinesOf(block.spans), section)
    case 'quote':
      return drawRuns(quoteInlines(block), quote)
    case 'list':
      return drawList(block)
    case 'table':
      return place === 'view' ? drawRows(block) : drawTable(block)
    case 'fields':
      return drawLines(
        block.fields.map(({ label, value }) => [...bold(label), plain('  '), ...inlinesOf(value)]),
      )
    case 'item':
      return [drawItem(block)]
    case 'sources':
      return [
        ...drawQuiet([{ kind: 'text', text: block.label }]).map(piece => ({
          ...piece,
          opens: true as const,
        })),
        ...block.sources.flatMap(entry => drawSource(entry)),
      ]
    case 'notice':
      return drawNotice(block)
    case 'picture':
      return drawPicture(reply, block, files)
    case 'buttons':
      return drawButtons(block.buttons, at)
  }
}

/** The picture, or where it was not uploaded what it shows. */
function drawPicture({ lang }: Reply, picture: Picture, files: Files): Piece[] {
  const id = files.get(picture)
  if (id === undefined)
    return drawQuiet([{ kind: 'text', text: `[${say(lang, 'picture', { alt: picture.alt })}]` }])
  const alt_text = shorten(plainWords(picture.alt).trim() || '…', LIMITS.alt)
  return [{ blocks: [{ type: 'image', slack_file: { id }, alt_text }] }]
}

function drawHeading(words: string, level: 1 | 2): Piece[] {
  const title = plainWords(words).trim()
  if (title === '') return []
  if (level === 1 && title.length <= LIMITS.header)
    return [
      { blocks: [{ type: 'header', text: { type: 'plain_text', text: title, emoji: false } }], opens: true },
    ]
  return drawRuns(bold(title), section).map(piece => ({ ...piece, opens: true }))
}

function drawQuiet(spans: Spans): Piece[] {
  return splitWords(plainWords(spansText(spans)).trim(), QUIET_LABEL).map(words => ({
    blocks: [context(words)],
  }))
}

function drawNotice({ level, spans }: Notice): Piece[] {
  const inlines = inlinesOf(spans)
  if (level === 'info') return drawRuns(inlines, section)
  const name = level === 'warning' ? 'warning' : 'no_entry'
  return drawRuns([{ type: 'emoji', name }, plain(' '), ...inlines], section)
}

function drawList({ ordered, items }: List): Piece[] {
  const pieces: Piece[] = []
  let run: types.RichTextSection[] = []
  let [length, first] = [0, 0]
  const flush = () => {
    if (run.length > 0)
      pieces.push(
        rich({
          type: 'rich_text_list',
          style: ordered ? 'ordered' : 'bullet',
          ...(ordered && first > 0 && { offset: first }),
          elements: run,
        }),
      )
    first += run.length
    run = []
    length = 0
  }
  for (const item of items) {
    const inlines = inlinesOf(item)
    if (inlines.length === 0) continue
    const long = lengthOf(inlines)
    if (run.length === LIST_ITEMS || length + long > RUN) flush()
    if (long > RUN) {
      pieces.push(...drawRuns([plain(ordered ? `${first + 1}. ` : '• '), ...inlines], section))
      first++
      continue
    }
    run.push(section(inlines))
    length += long
  }
  flush()
  return pieces
}

function drawLines(lines: readonly Inline[][]): Piece[] {
  const pieces: Piece[] = []
  let run: Inline[][] = []
  const flush = () => {
    if (run.length > 0)
      pieces.push(rich(section(run.flatMap((line, i) => (i > 0 ? [plain('\n'), ...line] : line)))))
    run = []
  }
  for (const line of lines) {
    if (line.length === 0) continue
    if (lengthOf(run.flat()) + lengthOf(line) > RUN) flush()
    if (lengthOf(line) > RUN) pieces.push(...drawRuns(line, section))
    else run.push(line)
  }
  flush()
  return pieces
}

function drawTable({ columns, rows }: Table): Piece[] {
  const cells = (row: readonly Spans[]) => row.map(spans => plainWords(spansText(spans)).trim() || '–')
  const head = columns.map(({ label }) => plainWords(label).trim() || '–')
  const body = rows.map(cells)
  const tooMuch = [head, ...body].some(row => row.join('').length > RUN)
  if (columns.length > LIMITS.tableColumns || columns.length === 0 || tooMuch)
    return drawRows({ kind: 'table', columns, rows })
  const raw = (row: readonly string[]) => row.map(text => ({ type: 'raw_text' as const, text }))
  const pieces: Piece[] = []
  let page: string[][] = []
  const flush = () => {
    if (page.length === 0) return
    const column_settings = columns.map(({ align = 'left' }) => ({ align, is_wrapped: true }))
    pieces.push({ blocks: [{ type: 'table', rows: [head, ...page].map(raw), column_settings }] })
    page = []
  }
  const jsonOf = (list: readonly (readonly string[])[]) => JSON.stringify(list.map(raw)).length
  for (const row of body) {
    const full = page.length === LIMITS.tableRows - 1 || jsonOf([head, ...page, row]) > LIMITS.blocksJson / 2
    if (full) flush()
    page.push(row)
  }
  flush()
  return pieces
}

/** A table without its form: a line for each row. */
function drawRows({ rows }: Table): Piece[] {
  return drawLines(
    rows.map(row => row.flatMap((cell, i) => [...(i > 0 ? [plain(' · ')] : []), ...inlinesOf(cell)])),
  )
}

/** All of an item, or its headline alone. */
function drawItem({ n, headline, blocks }: Item): Piece {
  const head = [...bold(`${n} · `), ...inlinesOf(headline)]
  const title = drawRuns(head, section).flatMap(piece => piece.blocks)
  const inner = blocks.flatMap(block =>
    block.kind === 'quote'
      ? drawRuns(quoteInlines(block), quote)
      : block.quiet
        ? drawQuiet(block.spans)
        : drawRuns(inlinesOf(block.spans), section),
  )
  return { blocks: join([...title, ...inner.flatMap(piece => piece.blocks)]), less: title }
}

/** Neighbours of one kind are one block, so that an item stands close together. */
function join(blocks: readonly SlackBlock[]): SlackBlock[] {
  const joined: SlackBlock[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    const both = last && JSON.stringify([last, block]).length <= LIMITS.section ? joinTwo(last, block) : null
    if (both) joined[joined.length - 1] = both
    else joined.push(block)
  }
  return joined
}

function joinTwo(a: SlackBlock, b: SlackBlock): SlackBlock | null {
  if (a.type === 'rich_text' && b.type === 'rich_text')
    return { type: 'rich_text', elements: [...a.elements, ...b.elements] }
  if (a.type !== 'context' || b.type !== 'context') return null
  const [first, second] = [a.elements[0], b.elements[0]]
  if (first?.type !== 'plain_text' || second?.type !== 'plain_text') return null
  return context(`${first.text}\n${second.text}`)
}

function drawSource({ quotes, chain, reported, reasons, title, url, mark }: SourceEntry): Piece[] {
  const bare = quotes.filter(({ quotedAbove, event }) => quotedAbove && !event)
  const rest = quotes.filter(each => !bare.includes(each))
  const said = [
    bare.map(({ n }) => `[${n}]`).join(' '),
    ...rest.map(({ n, quote: words, lang, quotedAbove, event }) => {
      const shown = quotedAbove ? '' : ` ${say(lang, 'quote.marks', { quote: words })}`
      return escapeWords(`[${n}]${shown}${event ? ` · ${event}` : ''}`)
    }),
  ]
  const about = escapeWords([chain, reported, mark].filter(part => part).join(' · '))
  const link = title || url ? linkMrkdwn(url, title || url || '') : ''
  const lines = [...said, about, reasons ? escapeWords(reasons) : '', link].filter(line => line !== '')
  const whole = lines.join('\n')
  if (whole.length <= QUIET_LABEL)
    return [{ blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: whole, verbatim: true }] }] }]
  const told = quotes.map(each => `[${each.n}] ${each.quotedAbove ? '' : each.quote}`.trim())
  const others = [chain, reported, mark, reasons, title].filter(part => part).join(' · ')
  const words = [...told, others].flatMap(line => drawRuns(runsOf(plainWords(line)), section))
  if (!link || link.length > QUIET_LABEL) return words
  return [
    ...words,
    { blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: link, verbatim: true }] }] },
  ]
}

function drawButtons(buttons: readonly Button[], at: number): Piece[] {
  const drawn = buttons
    .filter(({ line }) => line !== '' && line.length <= LIMITS.buttonValue)
    .map(({ label, line, form }, i) => buttonOf(`${form ? 'form' : 'line'}:${at}:${i}`, label, line))
  const pieces: Piece[] = []
  for (let i = 0; i < drawn.length; i += LIMITS.actions)
    pieces.push({ blocks: [{ type: 'actions', elements: drawn.slice(i, i + LIMITS.actions) }] })
  return pieces
}

/** A button that has its line dispatched when it is pressed. */
export function buttonOf(action_id: string, label: string, value: string): types.Button {
  const words = shorten(plainWords(label).trim() || '…', LIMITS.buttonLabel)
  return { type: 'button', action_id, text: { type: 'plain_text', text: words, emoji: false }, value }
}

/** Small print. */
export function context(words: string): SlackBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text: words, emoji: false }] }
}
