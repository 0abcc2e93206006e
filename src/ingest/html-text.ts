// A tree → paragraphs as a reader sees them.
import { countInk } from './html-ink.ts'
import { isElement, isText, type PageElement, type PageNode, walkTree } from './html-tree.ts'

export type ParagraphKind = 'paragraph' | 'heading' | 'caption' | 'item' | 'row'

/** One paragraph of the page; its text may hold single line breaks, never blank lines. */
export interface Paragraph {
  readonly text: string
  readonly kind: ParagraphKind
  /** Share 0..1 of its characters that are links. */
  readonly linked: number
  /** The block element it stands in. */
  readonly element: PageElement
}

const words = (list: string) => new Set(list.split(' '))
const BLOCKS = words(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul',
)
const CELLS = words('td th')
const NOT_READ = words('rt rp rtc head')
const KINDS: Readonly<Record<string, ParagraphKind>> = {
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  figcaption: 'caption',
  caption: 'caption',
  li: 'item',
  // Only of a row itself: a paragraph in a cell of a layout is a paragraph.
  tr: 'row',
}
/** A cell longer than this is a column of a layout, not a value. */
const LONGEST_VALUE = 200
const PARAGRAPH_SEPARATOR = '\u2029'
/** Stands between the cells of a row. */
export const CELL_MARK = ' | '

const isWide = (character: string | undefined) =>
  character !== undefined && /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(character)

/**
 * Collapses white space as a browser does. A line break in the source between two Chinese or Japanese
 * characters is none to the reader, so no space is put there. Full-width spaces are indentation and stay.
 */
export function collapseSpace(text: string): string {
  const collapsed = text.replace(/[ \t\n\r\f\u00a0]+/g, (space, at: number) =>
    space.includes('\n') && isWide(text[at - 1]) && isWide(text[at + space.length]) ? '' : ' ',
  )
  let end = collapsed.length
  while (end > 0 && (collapsed[end - 1] === ' ' || collapsed[end - 1] === '\u3000')) end--
  return collapsed.slice(collapsed.startsWith(' ') ? 1 : 0, end)
}

/** `<br>` followed by an indentation, full-width or of no-break spaces, begins a paragraph. */
const isIndented = (line: string) => /^[ \t\n\r]*(?:\u3000|\u00a0{2})/.test(line)

/** Lines between `<br>`s → paragraphs: an empty line or an indented one begins a new one. */
function joinLines(lines: readonly string[]): string[] {
  const paragraphs: string[][] = [[]]
  for (const line of lines) {
    const text = collapseSpace(line)
    if (text === '' || isIndented(line)) paragraphs.push([])
    if (text !== '') paragraphs.at(-1)!.push(text)
  }
  return paragraphs.filter(group => group.length > 0).map(group => group.join('\n'))
}

/** Whether a cell holds a short value; it looks no further than it must, since layout tables nest. */
function isValueCell(cell: PageElement): boolean {
  let length = 0
  let simple = true
  walkTree(cell, node => {
    if (!simple) return 'skip'
    if (isText(node)) length += node.data.length
    else if (node !== cell && isElement(node)) simple = node.localName !== 'br' && !BLOCKS.has(node.localName)
    if (length > LONGEST_VALUE) simple = false
    return undefined
  })
  return simple
}

/** The paragraphs of everything below `root`, in the order of the page; `isDropped` parts are passed over. */
export function readParagraphs(
  root: PageElement,
  isDropped: (element: PageElement) => boolean = () => false,
): Paragraph[] {
  const out: Paragraph[] = []
  const blocks: PageElement[] = [root]
  let lines = ['']
  let ink = 0
  let linkInk = 0
  let links = 0
  let written = 0

  function flush(): void {
    const element = blocks.at(-1)!
    const linked = ink === 0 ? 0 : linkInk / ink
    if (ink > 0) {
      const kind = kindOf(element, root)
      for (const text of joinLines(lines)) out.push({ text, kind, linked, element })
    }
    lines = ['']
    ink = linkInk = 0
  }

  /** In `<pre>` the lines are the author's; a paragraph separator, wherever it comes from, means one. */
  function addText(data: string): void {
    const isSplit = data.includes(PARAGRAPH_SEPARATOR)
    if (written === 0 && !isSplit) {
      lines[lines.length - 1] += data
      return
    }
    const text = isSplit ? data.replaceAll(PARAGRAPH_SEPARATOR, '\n\n') : data
    const [first = '', ...more] = written > 0 ? text.split('\n') : text.split(/(?<=\n)\n/)
    lines[lines.length - 1] += first
    for (const line of more) lines.push(...(written > 0 ? [line] : ['', line]))
  }

  function enter(node: PageNode): 'skip' | undefined {
    if (isText(node)) {
      addText(node.data)
      const count = countInk(node.data)
      ink += count
      if (links > 0) linkInk += count
      return undefined
    }
    if (!isElement(node) || NOT_READ.has(node.localName) || isDropped(node)) return 'skip'
    const name = node.localName
    if (name === 'pre') written++
    if (name === 'br') lines.push('')
    else if (name === 'a') links++
    else if (CELLS.has(name)) enterCell(node)
    else if (BLOCKS.has(name)) {
      flush()
      blocks.push(node)
    }
    return undefined
  }

  function enterCell(cell: PageElement): void {
    if (!isValueCell(cell)) {
      flush()
      blocks.push(cell)
    } else if (ink > 0) lines[lines.length - 1] += CELL_MARK
  }

  function leave(element: PageElement): void {
    if (element.localName === 'a') links--
    if (element.localName === 'pre') written--
    if (blocks.at(-1) !== element || element === root) return
    flush()
    blocks.pop()
  }

  walkTree(root, node => (node === root ? undefined : enter(node)), leave)
  flush()
  return out
}

function kindOf(element: PageElement, root: PageElement): ParagraphKind {
  for (let at: PageElement | null = element, steps = 0; at && steps < 4; at = at.parentNode, steps++) {
    const kind = KINDS[at.localName]
    if (kind && (kind !== 'row' || at === element)) return kind
    if (at === root) break
  }
  return 'paragraph'
}
