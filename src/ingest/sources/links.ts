// Pages of links and news sitemaps → entries. One pass over the source each, because no tree is needed for it.
import { tidyText } from '../charset.ts'
import { canonicalUrl, isFrontPage, toLang } from '../records-fields.ts'
import { type Entry, plainLine } from './feed.ts'
import { readFeedDate } from './feed-dates.ts'
import { widthOf } from './width.ts'

const MOST_LINKS = 5000
const MOST_ENTRIES = 200
/** Words of a headline: a label such as "More" is shorter. Wide characters count twice. */
const SHORTEST_HEADLINE = 14
const LONGEST_TAG = 4000
/** What is looked at of the words of one link. */
const LONGEST_LINK = 1500

interface Link {
  readonly url: string
  readonly title: string
  /** Day that stands near it, or null. */
  readonly published: string | null
  /** It stands inside of a menu, a header or a footer. */
  readonly isAside: boolean
}

const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i
const TITLE = /\btitle\s*=\s*(?:"([^"]*)"|'([^']*)')/i
const TAG = /<(\/?)(a|base|nav|header|footer|aside|script|style|template)(?=[\s>/])/gi
const ASIDE = new Set(['nav', 'header', 'footer', 'aside'])
/** A day in digits, as lists put beside their links. */
const NEAR_DAY =
  /(?:19|20)\d{2}\s*[-/.年년]\s*\d{1,2}\s*[-/.月월]\s*\d{1,2}|(?:令和|民國|民国)\s*\d{1,3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}/g
/** How far from a link its day may stand, in units of source. */
const NEAR = 400

/** All links of a page to http(s) addresses, in order; every step looks at a bounded piece of the source. */
function readLinks(source: string, address: string): Link[] {
  const links: Link[] = []
  let base = address
  let aside = 0
  let lastClose = -1
  TAG.lastIndex = 0
  for (let match = TAG.exec(source); match !== null && links.length < MOST_LINKS; match = TAG.exec(source)) {
    const [, slash, rawName = ''] = match
    const name = rawName.toLowerCase()
    if (ASIDE.has(name)) aside = Math.max(0, aside + (slash ? -1 : 1))
    if (slash) continue
    const open = source.indexOf('>', match.index)
    if (open < 0) break
    if (name === 'script' || name === 'style' || name === 'template') {
      const rest = new RegExp(`</${name}`, 'gi')
      rest.lastIndex = open
      if (!rest.test(source)) break
      TAG.lastIndex = rest.lastIndex
      continue
    }
    const tag = source.slice(match.index, Math.min(open, match.index + LONGEST_TAG))
    const found = HREF.exec(tag)
    const href = plainLine(found?.[1] ?? found?.[2] ?? found?.[3])
    if (name === 'base') {
      base = canonicalUrl(href, address) ?? base
      continue
    }
    const url = href === '' || href.startsWith('#') ? null : canonicalUrl(href, base)
    if (url === null) continue
    if (lastClose < open) lastClose = source.indexOf('</a', open)
    if (lastClose < 0) lastClose = source.length
    const close = Math.min(lastClose, open + LONGEST_LINK)
    const words = plainLine(withoutTags(source.slice(open + 1, close)))
    const stated = TITLE.exec(tag)
    const title = words === '' ? plainLine(stated?.[1] ?? stated?.[2]) : words
    links.push({ url, title, published: dayNear(source, open + 1, close), isAside: aside > 0 })
  }
  return links
}

const withoutTags = (html: string): string => html.replace(/<[^<>]{0,1000}>/g, ' ')

/** The day in the link itself or right beside it: before it first, as lists in the region have it. */
function dayNear(source: string, from: number, to: number): string | null {
  const inside = withoutTags(source.slice(from, to)).match(NEAR_DAY)?.[0]
  const ahead = source.slice(Math.max(0, from - NEAR), from)
  const row = Math.max(
    ahead.lastIndexOf('<tr'),
    ahead.lastIndexOf('<li'),
    ahead.lastIndexOf('<dt'),
    ahead.lastIndexOf('</a'),
    0,
  )
  const before = withoutTags(ahead.slice(row)).match(NEAR_DAY)?.at(-1)
  const rest = source.slice(to, to + NEAR)
  const rowEnd = rest.search(/<\/(?:tr|li|dl|dd)\b|<(?:li|dt|tr)\b|<a[\s>]/i)
  const after = withoutTags(rowEnd < 0 ? rest : rest.slice(0, rowEnd)).match(NEAR_DAY)?.[0]
  return readFeedDate(inside ?? before ?? after, null)
}

/** Whether a pattern is all of an address from its path on, or from its host on when it does not begin with `/`; `*` stands for anything. */
export function matchesPattern(pattern: string, url: string): boolean {
  // Piece by piece instead of as a regular expression, so that no pattern can take long.
  const { pathname, search, host } = new URL(url)
  const text = pattern.startsWith('/') ? pathname + search : host + pathname + search
  const pieces = pattern.replace(/^https?:\/\//, '').split('*')
  let at = 0
  for (const [i, piece] of pieces.entries()) {
    const found = i === 0 ? (text.startsWith(piece) ? 0 : -1) : text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  const last = pieces.at(-1)!
  return last === '' || pieces.length === 1 ? at === text.length || last === '' : text.endsWith(last)
}

/** What an address looks like with its digits and words blanked: articles of one site look alike. */
function shapeOf(url: string): string {
  const { hostname, pathname, search } = new URL(url)
  const path = pathname
    .split('/')
    .map(part =>
      /\d/.test(part) ? part.replace(/\d+/g, '0').replace(/[^0._-]+/g, 'a') : part.length > 18 ? 'a' : part,
    )
  return `${hostname}${path.join('/')}${search.replace(/=[^&]*/g, '=')}`
}

const siteOf = (url: string): string => new URL(url).hostname.replace(/^www\d?\./, '')

/** Without a pattern: the links that look alike and have the most words, which are the headlines of a list. */
function chooseHeadlines(links: readonly Link[], address: string): readonly Link[] {
  const own = links.filter(
    ({ url, title, isAside }) =>
      !isAside && siteOf(url) === siteOf(address) && !isFrontPage(url) && widthOf(title) >= SHORTEST_HEADLINE,
  )
  const groups = Map.groupBy(own, link => shapeOf(link.url))
  let best: readonly Link[] = []
  let most = 0
  for (const group of groups.values()) {
    const urls = new Set(group.map(link => link.url))
    // Dates beside links are the surest sign of a list of news.
    const words = group.reduce(
      (sum, link) => sum + Math.min(80, widthOf(link.title)) + (link.published ? 40 : 0),
      0,
    )
    if (urls.size >= 2 && words > most) [best, most] = [group, words]
  }
  return best
}

/**
 * The articles that a page of links names, in its order, each once.
 * @param pattern which addresses are articles; null to find out
 */
export function readList(source: string, address: string, pattern: string | null): Entry[] {
  const links = readLinks(tidyText(source), address)
  const chosen =
    pattern === null
      ? chooseHeadlines(links, address)
      : links.filter(link => link.url !== address && matchesPattern(pattern, link.url))
  const entries = new Map<string, Entry>()
  for (const { url, title, published } of chosen) {
    const known = entries.get(url)
    // A picture and a headline lead to the same place; the one with more words names it.
    if (known && widthOf(known.title) >= widthOf(title)) continue
    const entry = {
      guid: null,
      url,
      title,
      html: null,
      isContent: false,
      published: published ?? known?.published ?? null,
      lang: null,
      credit: null,
    }
    entries.set(url, entry)
    if (entries.size === MOST_ENTRIES) break
  }
  return [...entries.values()]
}

/** Addresses of feeds that a page names in its head, best first. */
export function findFeedLinks(source: string, address: string): string[] {
  const found: { url: string; rank: number }[] = []
  for (const [tag] of source.slice(0, 500_000).matchAll(/<link\b[^>]{0,2000}>/gi)) {
    if (!/\brel\s*=\s*["']?[^"'>]*\balternate\b/i.test(tag)) continue
    const type = /\btype\s*=\s*["']?application\/(rss|atom|rdf|feed|json)/i.exec(tag)?.[1]
    const href = HREF.exec(tag)
    const url = canonicalUrl(plainLine(href?.[1] ?? href?.[2] ?? href?.[3]), address)
    if (!type || url === null) continue
    // Comments are no news; a plain `application/json` is usually something else.
    const rank = (/comment/i.test(tag) ? 10 : 0) + (type.toLowerCase() === 'json' ? 5 : 0)
    found.push({ url, rank })
  }
  return [...new Set(found.sort((a, b) => a.rank - b.rank).map(one => one.url))]
}

const childOf = (block: string, name: string): string | null => {
  const found = new RegExp(`<(?:\\w+:)?${name}[^>]{0,200}>\\s*(?:<!\\[CDATA\\[)?([^<\\]]{1,2000})`, 'i').exec(
    block,
  )
  return found ? plainLine(found[1]) : null
}

export interface Sitemap {
  readonly entries: readonly Entry[]
  /** Of an index: the sitemaps it names, latest first. */
  readonly sitemaps: readonly string[]
}

/** Reads a sitemap or an index of sitemaps; null when the text is neither. Newest pages first, 200 at most. */
export function readSitemap(source: string, address: string, pattern: string | null): Sitemap | null {
  const isIndex = /<(?:\w+:)?sitemapindex[\s>]/i.test(source.slice(0, 5000))
  if (!isIndex && !/<(?:\w+:)?urlset[\s>]/i.test(source.slice(0, 5000))) return null
  const blocks = source.split(isIndex ? /<(?:\w+:)?sitemap>/i : /<(?:\w+:)?url>/i, 50_001).slice(1)
  const found = blocks.flatMap(block => {
    const url = canonicalUrl(childOf(block, 'loc'), address)
    if (url === null) return []
    const lang = toLang(childOf(block, 'language'))
    const published = readFeedDate(childOf(block, 'publication_date') ?? childOf(block, 'lastmod'), lang)
    // `<image:title>` names a picture.
    const title = /<news:title|<n:title/i.test(block)
      ? (childOf(block.replace(/<image:[\s\S]*?<\/image:image>/gi, ''), 'title') ?? '')
      : ''
    return [{ guid: null, url, title, html: null, isContent: false, published, lang, credit: null }]
  })
  found.sort((a, b) => (b.published ?? '').localeCompare(a.published ?? ''))
  if (isIndex) return { entries: [], sitemaps: found.map(one => one.url) }
  const wanted = found.filter(one => pattern === null || matchesPattern(pattern, one.url))
  return { entries: wanted.slice(0, MOST_ENTRIES), sitemaps: [] }
}
