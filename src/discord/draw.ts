import { say } from '../chat/messages.ts'
import type { Block, Item, Notice, Picture, Reply, SourceEntry, Span, Spans, Table } from '../chat/reply.ts'
import { codeText, escapeText, linkTo } from './escape.ts'

/**
 * A piece of a reply that stands whole on one page or not at all: `forms` are the ways to draw it, best first; the
 * later ones are shorter, for a piece that alone is longer than a page.
 */
export interface TextPiece {
  readonly kind: 'text'
  readonly forms: readonly string[]
  /** What parts it from the piece above: a new line, a blank line or a rule. */
  readonly above: 'line' | 'gap' | 'rule'
  /** Belongs to the piece below: a heading is never the last on a page. */
  readonly heads?: boolean
}

export interface PicturePiece {
  readonly kind: 'picture'
  readonly picture: Picture
}

export interface ButtonsPiece {
  readonly kind: 'buttons'
  readonly buttons: readonly { readonly label: string; readonly line: string; readonly form?: boolean }[]
}

export type Piece = TextPiece | PicturePiece | ButtonsPiece

const MARKS = { info: '', warning: '⚠️ ', error: '⛔ ' } as const

/** Cuts a block into its pieces, in Discord's Markdown; only our own signs have a meaning in it. */
export function drawBlock(reply: Reply, block: Block): Piece[] {
  switch (block.kind) {
    case 'heading': {
      const words = escapeText(block.text).trim()
      const mark = block.level === 1 ? '##' : '###'
      return words === '' ? [] : [{ kind: 'text', forms: [`${mark} ${words}`], above: 'line', heads: true }]
    }
    case 'paragraph': {
      const words = drawSpans(block.spans)
      return words === '' ? [] : [piece(block.quiet ? `-# ${words}` : words, 'gap')]
    }
    case 'quote':
      return drawQuote(block.text, block.citations).map(line => piece(line, 'gap'))
    case 'list':
      return block.items.flatMap((item, i) => {
        const words = drawSpans(item)
        return words === '' ? [] : [piece(`${block.ordered ? `${i + 1}.` : '-'} ${words}`, gapFirst(i))]
      })
    case 'table':
      return drawTable(block)
    case 'fields':
      return block.fields.flatMap(({ label, value }, i) => {
        const words = [strong(escapeText(label)), drawSpans(value)].filter(part => part !== '').join('  ')
        return words === '' ? [] : [piece(words, gapFirst(i))]
      })
    case 'item':
      return drawItem(block)
    case 'sources':
      return [
        { kind: 'text', forms: [`-# ${strong(escapeText(block.label)) || '—'}`], above: 'rule', heads: true },
        ...block.sources.map(drawSource),
      ]
    case 'notice':
      return drawNotice(block)
    case 'picture':
      // Discord shows no vector graphics.
      return block.media === 'image/png'
        ? [{ kind: 'picture', picture: block }]
        : [piece(`-# \\[${escapeText(say(reply.lang, 'picture', { alt: block.alt }))}]`, 'gap')]
    case 'buttons':
      return block.buttons.length === 0 ? [] : [{ kind: 'buttons', buttons: block.buttons }]
  }
}

function piece(words: string, above: TextPiece['above']): TextPiece {
  return { kind: 'text', forms: [words], above }
}

const gapFirst = (i: number): TextPiece['above'] => (i === 0 ? 'gap' : 'line')

const strong = (words: string) => (words.trim() === '' ? '' : `**${words.trim()}**`)

/** Spans as one line; citations as `[1]`, parted from the words by a space. */
export function drawSpans(spans: Spans): string {
  return (
    spans
      .reduce((line, span) => {
        const drawn = drawSpan(span)
        const gap = span.kind !== 'citation' || line === '' || /(?:\s|\])$/.test(line) ? '' : ' '
        return line + gap + drawn
      }, '')
      // Two harmless spans may make one between them.
      .replace(/@(?=everyone|here)/gi, '@\u200b')
      .trim()
  )
}

function drawSpan(span: Span): string {
  switch (span.kind) {
    case 'text':
      return escapeText(span.text)
    case 'emphasis':
      return strong(escapeText(span.text))
    case 'code':
      return codeText(span.text)
    case 'citation':
      return `\\[${span.n}]`
  }
}

function drawQuote(words: string, citations: readonly number[]): string[] {
  const quoted = escapeText(words).trim()
  if (quoted === '') return []
  return [`> ${[quoted, ...citations.map(n => `\\[${n}]`)].join(' ')}`]
}

/** Discord has no tables, and columns of mixed scripts do not line up: one line a row, each cell under its label. */
function drawTable({ columns, rows }: Table): TextPiece[] {
  return rows.flatMap((row, i) => {
    const cells = columns.map(({ label }, at) => ({
      label: escapeText(label).trim(),
      words: drawSpans(row[at] ?? []),
    }))
    const [first, ...rest] = cells.filter(({ words }) => words !== '')
    if (!first) return []
    const told = rest.map(({ label, words }) => (label === '' ? words : `${label}: ${words}`))
    return [
      piece(
        `- ${[first.words.includes('**') ? first.words : strong(first.words), ...told].join(' · ')}`,
        gapFirst(i),
      ),
    ]
  })
}

/** All of it, or its headline alone with a mark that more was there. */
function drawItem({ n, headline, blocks }: Item): Piece[] {
  const head = `**${n}.** ${drawSpans(headline)}`.trimEnd()
  const lines = blocks.flatMap(block => {
    if (block.kind === 'quote') return drawQuote(block.text, block.citations)
    const words = drawSpans(block.spans)
    return words === '' ? [] : [block.quiet ? `-# ${words}` : words]
  })
  const forms = lines.length > 0 ? [[head, ...lines].join('\n'), `${head} …`] : [head]
  return [{ kind: 'text', forms, above: 'gap' }]
}

function drawNotice({ level, spans }: Notice): TextPiece[] {
  const words = drawSpans(spans)
  return words === '' ? [] : [piece(`${MARKS[level]}${words}`, 'gap')]
}

/** One report with the sentences cited from it, in small print. */
function drawSource(source: SourceEntry): TextPiece {
  const { quotes, chain, reported, reasons, title, mark, url } = source
  // What all quotes share is told once, under the last of them.
  const events = new Set(quotes.map(quote => quote.event))
  const event = events.size === 1 ? quotes[0]!.event : null
  const number = (n: number) => `**\\[${n}]**`
  const about = [chain, event, reported, mark]
    .flatMap(part => (part ? [escapeText(part).trim()] : []))
    .join(' · ')
  const bare = quotes.every(quote => quote.quotedAbove && (event || !quote.event))
  const said = bare
    ? []
    : quotes.map(({ n, quote, lang, event: own }) => {
        const words = escapeText(say(lang, 'quote.marks', { quote })).trim()
        return [`${number(n)} ${words}`, ...(own && own !== event ? [escapeText(own).trim()] : [])].join(
          ' · ',
        )
      })
  const numbers = bare ? `${quotes.map(({ n }) => number(n)).join(' ')} ` : ''
  const link = url ? linkTo(url) : null
  const where = [title ? escapeText(title).trim() : '', link ?? ''].filter(part => part !== '').join(' · ')
  const full = [...said, `${numbers}${about}`, ...(reasons ? [escapeText(reasons).trim()] : []), where]
  const short = [`${quotes.map(({ n }) => number(n)).join(' ')} ${about} …`, link ?? '']
  const draw = (lines: readonly string[]) =>
    lines
      .filter(line => line.trim() !== '')
      .map(line => `-# ${line.trim()}`)
      .join('\n')
  return { kind: 'text', forms: [draw(full), draw(short)], above: 'line' }
}
