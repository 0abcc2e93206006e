// Which paragraphs of a page are the article. Readability finds the place; then every paragraph of that place
// is kept that is not a list of links, because Readability drops short paragraphs, headings, captions and
// tables, which in Chinese, Japanese and Korean are shorter than its thresholds expect. Where it finds nothing,
// or much less than the page visibly has, the densest part of the page is taken.
import { Readability } from '@mozilla/readability'
import noise from './html-noise.json' with { type: 'json' }
import { isBodyName } from './html-prune.ts'
import { CELL_MARK, type Paragraph } from './html-text.ts'
import type { PageElement, PageTree } from './html-tree.ts'

/** Pages with more nodes than this go without Readability, whose time grows faster than the page. */
const MAX_NODES = 20_000
/** Readability's own threshold of 500 is for Latin letters; below it, it runs up to four times. */
const CHAR_THRESHOLD = 120
/** A paragraph made of links to this share is navigation. */
const LINK_SHARE = 0.8
/** Readability's find is doubted when the densest part of the page has this many times its text. */
const MUCH_MORE = 2
/** The part that is taken as densest holds this share of what its parent holds. */
const DENSE_SHARE = 0.75
/** Units of text above which a paragraph counts no more: one long paragraph is not an article. */
const LONGEST_COUNTED = 600

/** An `<article>` may add this much to the text that was found in it. */
const ARTICLE_GROWTH = 1.5
/** Outside the main part a paragraph with this share of links is a menu. */
const EDGE_LINK_SHARE = 0.4

const LEGAL = new RegExp(noise.legal.join('|'), 'i')
const LABELS = new Set(noise.labels)

const inkOf = (text: string) => text.replace(/\s+/g, '')

/** Length in Latin letters: a Chinese or Japanese character says about as much as two, a Korean one as well. */
function lengthOf(text: string): number {
  let length = 0
  for (let i = 0; i < text.length; i++) length += text.charCodeAt(i) >= 0x2e80 ? 2 : 1
  return length
}

/** How much a paragraph speaks for being in the article; headings, rows and labels say little. */
function weightOf(paragraph: Paragraph): number {
  const length = Math.min(lengthOf(paragraph.text), LONGEST_COUNTED) * (1 - paragraph.linked)
  return /[.!?。！？」』”"…]\s*$/.test(paragraph.text) || length > 120 ? length : length / 4
}

const sumOf = (paragraphs: readonly Paragraph[]) =>
  paragraphs.reduce((sum, paragraph) => sum + weightOf(paragraph), 0)

/** `関連記事：`, `【相关阅读】`, `■ Related articles` → the bare label. */
const bareLabel = (text: string) =>
  text
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '')
    .replace(/\s+/g, ' ')
    .toLowerCase()

const isLabel = (text: string) => text.length <= 40 && LABELS.has(bareLabel(text))

/** `延伸閱讀：…` with nothing but links behind the label, in one paragraph. */
function beginsWithLabel(paragraph: Paragraph): boolean {
  const label = /^([^:：|｜▶►▷>]{2,24})[:：|｜▶►▷>]/.exec(paragraph.text)
  if (!label || !isLabel(label[1]!)) return false
  const ink = inkOf(paragraph.text).length
  return paragraph.linked * ink >= (ink - inkOf(label[0]).length) * LINK_SHARE
}

/** Drops lists of links with the labels that head them. */
function dropLinks(paragraphs: readonly Paragraph[]): Paragraph[] {
  const isLink = (paragraph: Paragraph | undefined) =>
    paragraph !== undefined && paragraph.linked >= LINK_SHARE
  return paragraphs.filter((paragraph, i) => {
    if (isLabel(paragraph.text) || beginsWithLabel(paragraph)) return false
    if (!isLink(paragraph)) return true
    // In a round-up the headings are links to the reports whose text follows.
    return paragraph.kind === 'heading' && i + 1 < paragraphs.length && !isLink(paragraphs[i + 1])
  })
}

/** Weights of the paragraphs below each element. */
function weighElements(paragraphs: readonly Paragraph[], body: PageElement): Map<PageElement, number> {
  const weights = new Map<PageElement, number>()
  for (const paragraph of paragraphs) {
    const weight = weightOf(paragraph)
    for (let at: PageElement | null = paragraph.element; at; at = at === body ? null : at.parentNode)
      weights.set(at, (weights.get(at) ?? 0) + weight)
  }
  return weights
}

const isWithin = (element: PageElement, outer: PageElement) => {
  for (let at: PageElement | null = element; at; at = at.parentNode) if (at === outer) return true
  return false
}

const isBodyElement = (element: PageElement) =>
  isBodyName(`${element.getAttribute('class') ?? ''} ${element.id}`, element.getAttribute('itemprop'))

/** The deepest part that still holds most of what the page says, or the one that is named as the article. */
function findDensest(paragraphs: readonly Paragraph[], body: PageElement): readonly Paragraph[] {
  const weights = weighElements(paragraphs, body)
  const total = weights.get(body) ?? 0
  const named = [...weights].filter(([element, weight]) => weight > total * 0.4 && isBodyElement(element))
  let place = named.at(0)?.[0] ?? body
  if (named.length === 0)
    for (let next: PageElement | undefined = body; next; ) {
      place = next
      next = heaviestChild(place, weights)
    }
  return paragraphs.filter(paragraph => isWithin(paragraph.element, place))
}

function heaviestChild(
  place: PageElement,
  weights: ReadonlyMap<PageElement, number>,
): PageElement | undefined {
  const least = (weights.get(place) ?? 0) * DENSE_SHARE
  for (let child = place.firstChild; child; child = child.nextSibling) {
    const weight = weights.get(child as PageElement)
    if (weight !== undefined && weight >= least) return child as PageElement
  }
  return undefined
}

/** Text that Readability keeps, without white space; empty when it finds nothing. It takes the tree apart. */
function readabilityInk(tree: PageTree): string {
  const document = tree as unknown as ConstructorParameters<typeof Readability>[0]
  const reader = new Readability<unknown>(document, {
    charThreshold: CHAR_THRESHOLD,
    disableJSONLD: true,
    serializer: node => node,
  })
  try {
    return inkOf(reader.parse()?.textContent ?? '')
  } catch {
    // On trees that no page has it can run out of stack; the densest part of the page is there all the same.
    return ''
  }
}

/** What may stand between a paragraph and the part of the page that it belongs to. */
const INNER = new Set(
  'p h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tr caption figure figcaption blockquote pre'.split(
    ' ',
  ),
)

/** A paragraph with its place, noted before Readability takes the tree apart. */
interface Placed {
  readonly paragraph: Paragraph
  /** The first element around it that holds more than this paragraph: the column, the body of the article. */
  readonly part: PageElement
  /** The `<article>` around it that has no further one inside. */
  readonly article: PageElement | null
}

function placeParagraphs(paragraphs: readonly Paragraph[], body: PageElement): Placed[] {
  const counts = new Map<PageElement, number>()
  const outer = new Set<PageElement>()
  for (const { element } of paragraphs) {
    let articles = 0
    for (let at: PageElement | null = element; at; at = at === body ? null : at.parentNode) {
      counts.set(at, (counts.get(at) ?? 0) + 1)
      if (at.localName === 'article' && articles++ > 0) outer.add(at)
    }
  }
  return paragraphs.map(paragraph => {
    let part = paragraph.element
    while (part !== body && (INNER.has(part.localName) || counts.get(part) === 1))
      part = part.parentNode ?? body
    let article: PageElement | null = part
    while (article && article !== body && article.localName !== 'article') article = article.parentNode
    return { paragraph, part, article: article === body || outer.has(article!) ? null : article }
  })
}

/** The part that holds most of what is kept. */
function findMainPart(placed: readonly Placed[], kept: readonly boolean[]): Placed {
  const weights = new Map<PageElement, number>()
  let main = placed[kept.indexOf(true)]!
  for (const [i, at] of placed.entries()) {
    if (!kept[i]) continue
    const weight = (weights.get(at.part) ?? 0) + weightOf(at.paragraph)
    weights.set(at.part, weight)
    if (weight > weights.get(main.part)!) main = at
  }
  return main
}

/**
 * Completes what Readability kept: all of the main part, what it dropped in between in other parts of which it
 * kept something, and what else stands in the same `<article>` (lead, pictures with captions) unless that is
 * half as much again.
 */
function complete(placed: readonly Placed[], kept: readonly boolean[]): boolean[] {
  const from = kept.indexOf(true)
  const to = kept.lastIndexOf(true)
  const keptParts = new Set(placed.filter((_, i) => kept[i]).map(at => at.part))
  const { part: main, article } = findMainPart(placed, kept)
  const near = placed.map(
    (at, i) => kept[i]! || at.part === main || (i > from && i < to && keptParts.has(at.part)),
  )
  if (!article) return near
  const whole = placed.map((at, i) => near[i]! || at.article === article)
  const sum = (flags: readonly boolean[]) => sumOf(placed.filter((_, i) => flags[i]).map(at => at.paragraph))
  return sum(whole) <= sum(near) * ARTICLE_GROWTH ? whole : near
}

const isLegal = (text: string) => LEGAL.test(text) && lengthOf(text) < 400

/** Drops menus and legal lines that stand before or behind the main part, in other parts of the page. */
function trimEdges(placed: readonly Placed[], kept: readonly boolean[], body: PageElement): boolean[] {
  const main = findMainPart(placed, kept).part
  const inMain = placed.map((at, i) => kept[i]! && at.part === main)
  const first = inMain.indexOf(true)
  // A legal line at the very end is none of the article, wherever it stands.
  let last = inMain.lastIndexOf(true)
  while (last > first && isLegal(placed[last]!.paragraph.text)) last--
  return kept.map((is, i) => {
    if (!is || (i >= first && i <= last)) return is
    const { paragraph, part } = placed[i]!
    return paragraph.linked < EDGE_LINK_SHARE && !isLegal(paragraph.text) && (part !== body || main === body)
  })
}

/**
 * Those of a pruned page's paragraphs that are the article; takes the tree apart. `nodes` is the size of the
 * page.
 */
export function findMain(tree: PageTree, shown: readonly Paragraph[], nodes: number): readonly Paragraph[] {
  const paragraphs = dropLinks(shown)
  if (paragraphs.length === 0) return []
  const { body } = tree
  const dense = findDensest(paragraphs, body)
  const placed = placeParagraphs(paragraphs, body)
  const ink = nodes > MAX_NODES ? '' : readabilityInk(tree)
  const read = paragraphs.map(paragraph => ink.includes(inkOf(paragraph.text.replaceAll(CELL_MARK, ''))))
  const pick = (kept: readonly boolean[]) => paragraphs.filter((_, i) => kept[i])
  const few = sumOf(dense) > sumOf(pick(read)) * MUCH_MORE || !read.includes(true)
  const densest = new Set(dense)
  const kept = few ? paragraphs.map(paragraph => densest.has(paragraph)) : read
  return pick(trimEdges(placed, complete(placed, kept), body))
}
