// One pass over the source of a page before anything builds a tree of it. It drops what no reader sees as text
// (scripts, comments, drawings), keeps the few attributes that are used later, closes what authors leave open,
// and limits how deep elements nest. So the tree is small, and a hostile page can make neither the parser nor
// the extraction recurse or hang: every loop here only moves forward.

import { matchAt, NAME, readTag, type Tag, writeTag } from './html-tags.ts'

/** A page ready for the parser, with what was lifted out of it. */
export interface PageSource {
  /** `<html><head>…</head><body>…</body></html>`, properly nested. */
  readonly html: string
  /** Contents of `<script type="application/ld+json">`. */
  readonly jsonLd: readonly string[]
  /** Contents of `<style>`. */
  readonly styles: readonly string[]
  /** How many elements the body has. */
  readonly elements: number
}

/** Deeper elements are dropped and their text goes to the deepest kept one; real pages stay under 60. */
const MAX_DEPTH = 200

const words = (list: string) => new Set(list.split(' '))
const VOID = words(
  'area base basefont br col embed frame hr img input keygen link meta param source track wbr',
)
const HEAD_ONLY = words('meta link base')
/** Their content is not text of the page. */
const DROPPED = words(
  'script style noscript template svg math iframe object canvas video audio select button textarea noembed noframes',
)
/** Without an end tag these swallow the rest of the page, as in a browser: a page cut off within a script. */
const RAW = words('script style textarea')
/** They shape words, not paragraphs: without a name or style of their own they are left out of the tree. */
const PLAIN = words(
  'span font b strong em i u s small big mark code tt cite q abbr acronym sub sup label bdi bdo ins kbd var samp',
)
/** The `<meta>` elements that `readMeta` may ask for. */
const TELLING_META = /title|date|time|pub|issued|creat|site_name|application-name|url|locale|language/i
/** They show no text and shape none. */
const UNSEEN = words('area basefont col embed img input keygen param source track wbr')
const STRUCTURE = words('html head body')
const BLOCK = words(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table caption colgroup tbody td tfoot th thead tr ul br',
)
const TABLE_PARTS = words('table caption thead tbody tfoot tr td th')

interface Closing {
  readonly closes: ReadonlySet<string>
  readonly within: ReadonlySet<string>
}
const closing = (closes: string, within: string): Closing => ({
  closes: words(closes),
  within: words(within),
})

/** Start tags that end an element left open, as HTML has it: what they close, and how far up they look. */
const IMPLIED: ReadonlyMap<string, Closing> = new Map([
  ...[
    ...words(
      'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section table ul',
    ),
  ].map(name => [name, closing('p', 'table td th caption button')] as const),
  ['li', closing('li', 'ul ol menu dir table td th')],
  ['dt', closing('dt dd', 'dl table td th')],
  ['dd', closing('dt dd', 'dl table td th')],
  ['td', closing('td th', 'tr table')],
  ['th', closing('td th', 'tr table')],
  ['tr', closing('tr caption', 'table')],
  ['tbody', closing('tbody thead tfoot caption', 'table')],
  ['thead', closing('tbody thead tfoot caption', 'table')],
  ['tfoot', closing('tbody thead tfoot caption', 'table')],
  ['rt', closing('rt rp', 'ruby')],
  ['rp', closing('rt rp', 'ruby')],
  ['a', closing('a', 'table td th p div li')],
])

/** An element whose end tag is awaited; one that is not `written` is left out of the tree. */
interface OpenElement {
  readonly name: string
  readonly written: boolean
}

/** Where an element began: how many were open, and how much had been written. */
interface Mark {
  readonly depth: number
  readonly pieces: number
  readonly elements: number
}

/** State of the pass: where it is, what is open, what was written. */
class SourceReader {
  readonly source: string
  readonly jsonLd: string[] = []
  readonly styles: string[] = []
  elements = 0
  lang = ''
  at = 0
  head = ''
  /** Pieces of the body, in order. */
  readonly body: string[] = []
  readonly stack: OpenElement[] = []
  /** Where the outermost open `<nav>` began, to take it out again when it ends. */
  menu: Mark | null = null
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
    const lang = this.lang ? ` lang="${this.lang.replaceAll('"', '')}"` : ''
    const html = `<html${lang}><head>${this.head}</head><body>${this.body.join('')}</body></html>`
    return { html, jsonLd: this.jsonLd, styles: this.styles, elements: this.elements }
  }

  writeText(text: string): void {
    if (text === '') return
    // Space after a block shows nowhere; in the tree it would be half of all nodes.
    if (this.afterBlock && text.trim() === '' && !text.includes('\u3000') && !text.includes('\u00a0')) return
    this.body.push(text)
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
      this.writeText('&lt;')
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
    else this.open(this.lighten(tag))
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

  open(tag: Tag): void {
    const implied = IMPLIED.get(tag.name)
    if (implied) this.closeImplied(implied)
    if (tag.name === 'nav' && this.menu === null)
      this.menu = { depth: this.stack.length, pieces: this.body.length, elements: this.elements }
    if (VOID.has(tag.name)) {
      this.body.push(writeTag(tag))
      this.elements++
    } else if (this.stack.length >= MAX_DEPTH) {
      this.over++
      if (BLOCK.has(tag.name)) this.breakParagraph()
    } else {
      const written = tag.attributes.size > 0 || !PLAIN.has(tag.name)
      this.stack.push({ name: tag.name, written })
      if (written) this.body.push(writeTag(tag))
      if (written) this.elements++
    }
    this.afterBlock = BLOCK.has(tag.name)
  }

  /** A block that is dropped for its depth still ends the paragraph before it. */
  breakParagraph(): void {
    if (!this.afterBlock) this.body.push('<br><br>')
    this.afterBlock = true
  }

  closeImplied({ closes, within }: Closing): void {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const { name } = this.stack[i]!
      if (closes.has(name)) this.popTo(i)
      if (closes.has(name) || within.has(name)) return
    }
  }

  popTo(length: number): void {
    while (this.stack.length > length) {
      const { name, written } = this.stack.pop()!
      if (written) this.body.push(`</${name}>`)
    }
    if (this.menu && this.stack.length <= this.menu.depth) this.menu = null
  }

  /** Takes a menu out that was closed by its own end tag; one left open may have swallowed the article. */
  dropMenu(menu: Mark): void {
    this.body.length = menu.pieces
    this.elements = menu.elements
    this.stack.length = menu.depth
    this.menu = null
  }

  readEnd(): void {
    const name = matchAt(NAME, this.source, this.at + 2).toLowerCase()
    this.skipPast('>', this.at + 2 + name.length)
    if (name === 'br') this.open({ name, attributes: new Map(), end: this.at })
    if (VOID.has(name) || STRUCTURE.has(name)) return
    if (this.over > 0) {
      this.over--
      if (BLOCK.has(name)) this.breakParagraph()
      return
    }
    // An end tag inside a cell never closes what is outside of the cell.
    const tablePart = TABLE_PARTS.has(name)
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const open = this.stack[i]!.name
      if (open === name) {
        if (this.menu?.depth === i) this.dropMenu(this.menu)
        else this.popTo(i)
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
