// One pass over the source of a page before anything builds a tree of it. It drops what no reader sees as text
// (scripts, comments, drawings), keeps the few attributes that are used later, closes what authors leave open,
// and limits how deep elements nest. So the tree is small, and a hostile page can make neither the parser nor
// the extraction recurse or hang: every loop here only moves forward.

import {
  BLOCK,
  type Closing,
  DROPPED,
  HEAD_ONLY,
  IMPLIED,
  PLAIN,
  RAW,
  STRUCTURE,
  TABLE_PARTS,
  TELLING_META,
  UNSEEN,
  VOID,
} from './html-elements.ts'
import { countInk, decodeNumbers, shortenSpace } from './html-ink.ts'
import noise from './html-noise.json' with { type: 'json' }
import type { PagePart, PageSource } from './html-page.ts'
import { matchAt, NAME, readTag, type Tag, writeTag } from './html-tags.ts'

/** Deeper elements are dropped and their text goes to the deepest kept one; real pages stay under 60. */
const MAX_DEPTH = 200
/** Of longer pages the text is kept without its elements; real pages stay under 10,000. */
const MAX_ELEMENTS = 50_000
/** More stray `<` and `&` than this are dropped: each would be a node of its own in the tree. */
const MAX_STRAY = 50_000

const NOISE_TAGS = new Set(noise.tags)
const MAIN = new Set(['article', 'main', 'h1'])
/** Ends a paragraph where no tag does, because the tag was dropped. */
const PARAGRAPH_END = '\u2029'

/** An element whose end tag is awaited; one that is not `written` is left out of the tree. */
interface OpenElement {
  readonly tag: Tag
  readonly written: boolean
  /** How much there was when it began. */
  readonly pieces: number
  readonly blocks: number
  readonly mains: number
  readonly isInner: boolean
}

/** State of the pass: where it is, what is open, what was written. */
class SourceReader {
  readonly source: string
  readonly jsonLd: string[] = []
  readonly styles: string[] = []
  elements = 0
  /** How many `<` and `&` of the text are written as such. */
  stray = 0
  lang = ''
  at = 0
  head = ''
  readonly pieces: string[] = []
  readonly inks: number[] = []
  readonly parts: PagePart[] = []
  /** How many blocks, and how many signs of an article, have begun. */
  blocks = 0
  mains = 0
  readonly stack: OpenElement[] = []
  /** How many elements of a name are open, so that the stack is searched only for what is there. */
  readonly open = new Map<string, number>()
  /** Elements dropped for depth whose end tags must be dropped as well. */
  over = 0
  afterBlock = true
  titled = false
  /** Names of which no further end tag exists, so that it is not searched for again and again. */
  readonly endless = new Set<string>()

  constructor(source: string) {
    this.source = source
  }

  read(): PageSource {
    const { source } = this
    while (this.at < source.length) {
      const open = source.indexOf('<', this.at)
      const end = open < 0 ? source.length : open
      this.writeText(source.slice(this.at, end))
      this.at = end
      if (open >= 0) this.readMarkup()
    }
    this.popTo(0)
    const { lang, head, pieces, inks, parts, jsonLd, styles } = this
    return { lang, head, pieces, inks, parts, jsonLd, styles, nodes: this.elements + this.stray }
  }

  write(piece: string, ink = 0): void {
    this.pieces.push(piece)
    this.inks.push(ink)
  }

  writeText(text: string): void {
    if (text === '') return
    // Space after a block shows nowhere; in the tree it would be half of all nodes.
    if (this.afterBlock && text.trim() === '' && !text.includes('\u3000') && !text.includes('\u00a0')) return
    const decoded = decodeNumbers(text, () => this.stray++ < MAX_STRAY)
    const piece = this.open.get('pre') ? decoded : shortenSpace(decoded)
    this.write(piece, countInk(piece))
    this.afterBlock = false
  }

  readMarkup(): void {
    const { source, at } = this
    const next = source[at + 1] ?? ''
    if (/[a-z]/i.test(next)) this.readStart()
    else if (next === '/' && /[a-z]/i.test(source[at + 2] ?? '')) this.readEnd()
    else if (source.startsWith('<!--', at)) this.skipPast('-->', at + 2)
    else if (next === '!' || next === '?' || next === '/') this.skipPast('>', at + 1)
    else {
      if (this.stray < MAX_STRAY) this.writeText('&lt;')
      this.at++
    }
  }

  skipPast(mark: string, from: number): void {
    const end = this.source.indexOf(mark, from)
    this.at = end < 0 ? this.source.length : end + mark.length
  }

  readStart(): void {
    const tag = readTag(this.source, this.at + 1)
    if (!tag) {
      this.at = this.source.length
      return
    }
    this.at = tag.end
    if (UNSEEN.has(tag.name)) return
    if (tag.name === 'title') this.readTitle(tag)
    else if (DROPPED.has(tag.name)) this.dropElement(tag)
    else if (STRUCTURE.has(tag.name)) this.lang ||= tag.attributes.get('lang') ?? ''
    else if (HEAD_ONLY.has(tag.name)) this.writeHead(tag)
    else this.openElement(this.lighten(tag))
  }

  writeHead(tag: Tag): void {
    const key = ['property', 'name', 'itemprop', 'http-equiv'].map(name => tag.attributes.get(name)).join(' ')
    const tells =
      tag.name === 'meta' ? TELLING_META.test(key) : /canonical/i.test(tag.attributes.get('rel') ?? '')
    if (tells || tag.name === 'base') this.head += writeTag(tag)
  }

  /** A link inside the page keeps its address, since Readability counts it less than others. */
  lighten(tag: Tag): Tag {
    const address = tag.attributes.get('href')
    if (address === undefined || address.startsWith('#')) return tag
    const attributes = new Map(tag.attributes)
    attributes.delete('href')
    return { ...tag, attributes }
  }

  openElement(tag: Tag): void {
    const implied = IMPLIED.get(tag.name)
    if (implied) this.closeImplied(implied)
    if (this.elements >= MAX_ELEMENTS) {
      if (BLOCK.has(tag.name)) this.breakParagraph()
      return
    }
    if (VOID.has(tag.name)) {
      this.write(writeTag(tag))
      this.elements++
    } else if (this.stack.length >= MAX_DEPTH) {
      this.over++
      if (BLOCK.has(tag.name)) this.breakParagraph()
    } else {
      this.push(tag)
    }
    this.afterBlock = BLOCK.has(tag.name)
  }

  push(tag: Tag): void {
    const written = tag.attributes.size > 0 || !PLAIN.has(tag.name)
    if (BLOCK.has(tag.name)) this.blocks++
    if (MAIN.has(tag.name) || tag.attributes.get('itemprop') === 'articleBody') this.mains++
    const { blocks, mains } = this
    this.stack.push({
      tag,
      written,
      pieces: this.pieces.length,
      blocks,
      mains,
      isInner: this.isInner(tag.name),
    })
    this.count(tag.name, 1)
    if (!written) return
    this.write(writeTag(tag))
    this.elements++
  }

  /** The header of an article holds its lead, the footer of a quotation its speaker. */
  isInner(name: string): boolean {
    if (name !== 'header' && name !== 'footer') return false
    const within = name === 'header' ? ['blockquote', 'article', 'main'] : ['blockquote']
    return within.some(outer => (this.open.get(outer) ?? 0) > 0)
  }

  /** A block that is dropped for its depth still ends the paragraph before it. */
  breakParagraph(): void {
    if (!this.afterBlock) this.write(PARAGRAPH_END)
    this.afterBlock = true
  }

  count(name: string, change: 1 | -1): void {
    this.open.set(name, (this.open.get(name) ?? 0) + change)
  }

  closeImplied({ closes, within }: Closing): void {
    let anyOpen = false
    for (const name of closes) anyOpen ||= (this.open.get(name) ?? 0) > 0
    if (!anyOpen) return
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const { name } = this.stack[i]!.tag
      if (closes.has(name)) this.popTo(i)
      if (closes.has(name) || within.has(name)) return
    }
  }

  popTo(length: number): void {
    while (this.stack.length > length) {
      const open = this.stack.pop()!
      const { name, attributes } = open.tag
      this.count(name, -1)
      if (!open.written) continue
      this.write(`</${name}>`)
      if (attributes.size === 0 && !NOISE_TAGS.has(name)) continue
      const { pieces: from, isInner } = open
      const hasBlocks = this.blocks > open.blocks
      const hasMain = this.mains > open.mains
      this.parts.push({ tag: name, attributes, from, to: this.pieces.length, hasBlocks, hasMain, isInner })
    }
  }

  readEnd(): void {
    const name = matchAt(NAME, this.source, this.at + 2).toLowerCase()
    this.skipPast('>', this.at + 2 + name.length)
    if (name === 'br') this.openElement({ name, attributes: new Map(), end: this.at })
    if (VOID.has(name) || STRUCTURE.has(name)) return
    if (this.elements >= MAX_ELEMENTS && BLOCK.has(name)) this.breakParagraph()
    if (this.over > 0) {
      this.over--
      if (BLOCK.has(name)) this.breakParagraph()
      return
    }
    if (!this.open.get(name)) return
    // An end tag inside a cell never closes what is outside of the cell.
    const tablePart = TABLE_PARTS.has(name)
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const open = this.stack[i]!.tag.name
      if (open === name) {
        this.popTo(i)
        this.afterBlock = BLOCK.has(name)
        return
      }
      if (!tablePart && TABLE_PARTS.has(open)) return
    }
  }

  readTitle(tag: Tag): void {
    const end = this.findEnd('title', tag.end)
    if (end === null) return
    if (!this.titled) this.head += `<title>${this.source.slice(tag.end, end).replaceAll('<', '&lt;')}</title>`
    this.titled = true
    this.skipPast('>', end)
  }

  /** Skips an element with its content, nested ones of the same name included. */
  dropElement(tag: Tag): void {
    const found = this.findEnd(tag.name, tag.end)
    if (found === null && !RAW.has(tag.name)) return
    const end = found ?? this.source.length
    const content = this.source.slice(tag.end, end)
    if (tag.name === 'style') this.styles.push(content)
    if (tag.attributes.get('type')?.toLowerCase().includes('ld+json')) this.jsonLd.push(content)
    this.skipPast('>', end)
  }

  /** Where the matching end tag begins; null when there is none, so that only the start tag is dropped. */
  findEnd(name: string, from: number): number | null {
    if (this.endless.has(name)) return null
    const nests = name === 'template' || name === 'svg' || name === 'object'
    const pattern = new RegExp(nests ? `<(/?)${name}(?=[\\s/>])` : `<(/)${name}(?=[\\s/>])`, 'gi')
    pattern.lastIndex = from
    let depth = 1
    for (let match = pattern.exec(this.source); match; match = pattern.exec(this.source)) {
      depth += match[1] ? -1 : 1
      if (depth === 0) return match.index
    }
    this.endless.add(name)
    return null
  }
}

/** Reads a page's source into a small, properly nested one; any string is accepted. Time is linear. */
export function readSource(source: string): PageSource {
  return new SourceReader(source).read()
}
