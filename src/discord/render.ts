import { createHash } from 'node:crypto'
import { say } from '../chat/messages.ts'
import { plainWords, shorten } from '../chat/plain.ts'
import type { Block, NoticeLevel, Reply } from '../chat/reply.ts'
import { type Action, type KeptLine, writeAction } from './actions.ts'
import {
  BUTTON_STYLE,
  type ButtonPart,
  button,
  type Container,
  type ContainerPart,
  type Drawn,
  type FilePart,
  type Row,
  type SelectPart,
  TYPE,
  textDisplay,
} from './components.ts'
import { type ButtonsPiece, drawBlock, type Piece, type TextPiece } from './draw.ts'
import { escapeText } from './escape.ts'
import { countParts, LIMITS, textLength } from './limits.ts'

export interface Look {
  /** Under every page, in one row: what readers may do with this reply. At most five. */
  readonly foot?: readonly { readonly label: string; readonly action: Action }[]
  /** The name this reply is kept by, so that its pages can be turned. */
  readonly kept?: string
  /** Of the whole message, to find it again: 1 to 2³¹ − 1. */
  readonly id?: number
}

export interface Pages {
  /** At least one. */
  readonly pages: readonly Drawn[]
  /** Lines too long for their buttons: to be kept by their ids before a page is shown. */
  readonly lines: readonly KeptLine[]
  /** Pieces that are longer than a page or come after the last one; the last page tells how many. */
  readonly leftOut: number
}

/** More is not read page by page. */
const MOST_PAGES = 25
const ACCENTS: Readonly<Record<NoticeLevel, number | null>> = {
  info: null,
  warning: 0xf0b232,
  error: 0xda373c,
}

/**
 * Draws a reply as messages of Components V2, each within Discord's limits: pieces stand whole on one page, and a
 * piece that is longer than a page is left out and counted. Nothing in the words drawn has a meaning to Discord.
 */
export function renderPages(reply: Reply, look: Look = {}): Pages {
  const namer = createNamer()
  const [body, trailing] = splitTrailing(reply.blocks.flatMap(block => drawBlock(reply, block)))
  const below = trailing.flatMap(piece => drawButtons(reply, piece, namer))
  const foot = (look.foot ?? []).map(({ label, action }) => button(labelOf(label), namer.name(action)))
  const under: readonly Row[] = [...below, ...(foot.length > 0 ? [row(foot)] : [])]
  const content = body.length > 0 ? body : fallback(reply)
  const whole = {
    text: LIMITS.text - textLength(under),
    // The container is a part, too.
    parts: LIMITS.parts - countParts(under) - 1,
  }
  const page = { text: whole.text - PAGER_TEXT - NOTE_TEXT, parts: whole.parts - PAGER_PARTS - 1 }
  const once = pack(reply, content, whole, namer)
  const packed = once.pages.length === 1 && once.leftOut === 0 ? once : pack(reply, content, page, namer)
  const kept = packed.pages.slice(0, look.kept === undefined ? 1 : MOST_PAGES)
  const leftOut = packed.leftOut + packed.pages.slice(kept.length).reduce((sum, page) => sum + page.pieces, 0)
  const accent = accentOf(reply.blocks)
  const pages = kept.map(({ parts, files }, i): Drawn => {
    const last = i === kept.length - 1
    const note =
      last && leftOut > 0
        ? [textDisplay(`-# ${escapeText(say(reply.lang, 'page.left_out', { n: leftOut }))}`)]
        : []
    const container: Container = {
      type: TYPE.container,
      ...(look.id === undefined ? {} : { id: look.id }),
      ...(accent === null ? {} : { accent_color: accent }),
      components: [...parts, ...note, ...below],
    }
    const pager = kept.length > 1 ? [row(drawPager(reply, look.kept ?? '', i, kept.length, namer))] : []
    return { components: [container, ...pager, ...(foot.length > 0 ? [row(foot)] : [])], files }
  })
  return { pages, lines: namer.lines, leftOut }
}

/** Room that is kept free for the row that turns pages, and for the note of what was left out. */
const PAGER_TEXT = 2 * LIMITS.buttonLabel + 12
const PAGER_PARTS = 4
const NOTE_TEXT = 200

interface Namer {
  name(action: Action): string
  readonly lines: KeptLine[]
}

/** Names actions so that no two on a message are alike, and remembers the lines that are too long. */
function createNamer(): Namer {
  const lines: KeptLine[] = []
  let n = 0
  const nameOf = (line: string) => {
    const id = createHash('sha256').update(line).digest('base64url').slice(0, 24)
    if (!lines.some(each => each.id === id)) lines.push({ id, line })
    return id
  }
  return { lines, name: action => writeAction(action, n++, nameOf) }
}

/** Buttons that end a reply stand under every page of it. */
function splitTrailing(pieces: readonly Piece[]): readonly [Piece[], ButtonsPiece[]] {
  let end = pieces.length
  while (end > 0 && pieces[end - 1]!.kind === 'buttons') end--
  const trailing = pieces.slice(end).filter(piece => piece.kind === 'buttons')
  // So many would leave no room for words: then they are a page of their own.
  if (trailing.reduce((sum, { buttons }) => sum + buttons.length, 0) > 50) return [[...pieces], []]
  return [pieces.slice(0, end), trailing]
}

function fallback(reply: Reply): Piece[] {
  const words = escapeText(reply.summary).trim()
  return [{ kind: 'text', forms: [words === '' ? '…' : words], above: 'line' }]
}

interface Room {
  readonly text: number
  readonly parts: number
}

interface Packed {
  readonly pages: readonly {
    readonly parts: ContainerPart[]
    readonly files: FilePart[]
    readonly pieces: number
  }[]
  readonly leftOut: number
}

const GAPS = { line: '\n', gap: '\n\n', rule: '' } as const

/** Puts pieces on pages in their order, each whole. */
function pack(reply: Reply, pieces: readonly Piece[], room: Room, namer: Namer): Packed {
  const pages: { parts: ContainerPart[]; files: FilePart[]; pieces: number }[] = []
  let page = { parts: [] as ContainerPart[], files: [] as FilePart[], pieces: 0 }
  let leftOut = 0
  let pictures = 0
  const turn = () => {
    if (page.parts.length > 0) pages.push(page)
    page = { parts: [], files: [], pieces: 0 }
  }
  /** Puts the parts on this page, or on the next where this one has no room; false where no page has. */
  const place = (make: (on: readonly ContainerPart[]) => ContainerPart[], counts = 1): boolean => {
    for (const fresh of [false, true]) {
      if (fresh) turn()
      const parts = make(page.parts)
      if (textLength(parts) > room.text || countParts(parts) > room.parts) continue
      page.parts = parts
      page.pieces += counts
      return true
    }
    return false
  }

  for (const unit of joinHeadings(pieces)) {
    if (unit.kind === 'text') {
      const form = unit.forms.find(each => each.length <= room.text)
      if (form === undefined || !place(on => addText(on, form, unit.above), unit.pieces))
        leftOut += unit.pieces
    } else if (unit.kind === 'buttons') {
      for (const one of drawButtons(reply, unit, namer)) if (!place(on => [...on, one])) leftOut++
    } else {
      const name = `picture-${++pictures}.png`
      const item = { media: { url: `attachment://${name}` }, description: altText(unit.picture.alt, name) }
      if (page.files.length === LIMITS.pictures) turn()
      if (place(on => [...on, { type: TYPE.gallery, items: [item] }]))
        page.files.push({ name, contentType: 'image/png', data: unit.picture.bytes })
      else leftOut++
    }
  }
  turn()
  // Everything was longer than a page.
  if (pages.length === 0) pages.push({ parts: [textDisplay('…')], files: [], pieces: 0 })
  return { pages, leftOut }
}

type Unit = (TextPiece & { readonly pieces: number }) | Exclude<Piece, TextPiece>

/** A heading goes where the piece goes that it heads. */
function joinHeadings(pieces: readonly Piece[]): Unit[] {
  const units: Unit[] = []
  let heads: TextPiece[] = []
  const flush = () => {
    units.push(...heads.map(head => ({ ...head, pieces: 1 })))
    heads = []
  }
  for (const piece of pieces) {
    if (piece.kind !== 'text') {
      flush()
      units.push(piece)
    } else if (piece.heads) {
      heads.push(piece)
    } else {
      const head = heads.map(each => each.forms[0]!).join('\n')
      const forms = head === '' ? piece.forms : piece.forms.map(form => `${head}\n${form}`)
      units.push({
        ...piece,
        forms,
        above: heads[0]?.above ?? piece.above,
        pieces: heads.length + 1,
      })
      heads = []
    }
  }
  flush()
  return units
}

/** Text joins the text above it, unless a rule parts them. */
function addText(on: readonly ContainerPart[], words: string, above: TextPiece['above']): ContainerPart[] {
  const last = on.at(-1)
  if (last?.type === TYPE.text && above !== 'rule')
    return [...on.slice(0, -1), textDisplay(`${last.content}${GAPS[above]}${words}`)]
  return [...on, ...(above === 'rule' && last ? [{ type: TYPE.separator } as const] : []), textDisplay(words)]
}

function drawButtons(reply: Reply, { buttons }: ButtonsPiece, namer: Namer): Row[] {
  const actionOf = ({ line, form }: ButtonsPiece['buttons'][number]): Action => ({
    kind: form ? 'form' : 'run',
    line,
  })
  if (buttons.length <= LIMITS.rowButtons)
    return [row(buttons.map(each => button(labelOf(each.label), namer.name(actionOf(each)))))]
  // More than one row of buttons is a menu.
  return chunk(buttons, LIMITS.selectOptions).map(some => {
    const select: SelectPart = {
      type: TYPE.select,
      custom_id: namer.name({ kind: 'choose' }),
      placeholder: say(reply.lang, 'page.choose'),
      options: some.map(each => ({
        label: labelOf(each.label, LIMITS.choiceName),
        value: namer.name(actionOf(each)),
      })),
    }
    return { type: TYPE.row, components: [select] }
  })
}

function drawPager(reply: Reply, kept: string, at: number, of: number, namer: Namer): ButtonPart[] {
  const { lang } = reply
  const turnTo = (page: number): Action => ({
    kind: 'page',
    reply: kept,
    page: Math.max(0, Math.min(of - 1, page)),
  })
  return [
    button(say(lang, 'page.previous'), namer.name(turnTo(at - 1)), { disabled: at === 0 }),
    button(`${at + 1} / ${of}`, namer.name(turnTo(at)), { disabled: true }),
    button(say(lang, 'page.next'), namer.name(turnTo(at + 1)), {
      disabled: at === of - 1,
      style: BUTTON_STYLE.primary,
    }),
  ]
}

function row(components: Row['components']): Row {
  return { type: TYPE.row, components }
}

function chunk<T>(things: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(things.length / size) }, (_, i) =>
    things.slice(i * size, (i + 1) * size),
  )
}

function accentOf(blocks: readonly Block[]): number | null {
  const levels = blocks.flatMap(block => (block.kind === 'notice' ? [block.level] : []))
  return levels.includes('error') ? ACCENTS.error : levels.includes('warning') ? ACCENTS.warning : null
}

/** A label as long as a button bears; labels are plain words to Discord, not Markdown. */
function labelOf(words: string, most: number = LIMITS.buttonLabel): string {
  return shorten(plainWords(words).trim(), most) || '…'
}

function altText(alt: string, name: string): string {
  return plainWords(alt).trim() === '' ? name : labelOf(alt, LIMITS.altText)
}
