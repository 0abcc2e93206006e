// What a page states about itself, from the most careful statement to the least: JSON-LD, OpenGraph, meta
// names, the document.
import { collapseSpace } from './html-text.ts'
import { isElement, type PageElement, type PageTree, walkTree } from './html-tree.ts'
import { canonicalUrl, isFrontPage, toIsoDate } from './records-fields.ts'

/** A page's statements, unverified. `free` is false when the page says that its text must be paid for. */
export interface PageMeta {
  readonly url: string | null
  readonly title: string | null
  readonly outlet: string | null
  readonly published: string | null
  readonly langTag: string | null
  readonly free: boolean | null
}

type Json = Readonly<Record<string, unknown>>

const ARTICLE_TYPE = /^(?:https?:\/\/schema\.org\/)?(?:\w*Article|BlogPosting|LiveBlogPosting|Report)$/
/** Nodes of JSON-LD looked at; a page needs a handful. */
const MAX_NODES = 2000

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

function parseLoose(source: string): unknown {
  const body = source
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)?\s*;?\s*$/, '')
    // Line breaks within strings are forbidden in JSON and common in pages; between tokens a space does as well.
    .replace(/[\n\r\t]/g, ' ')
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** Every object in the JSON-LD of a page, outer before inner. */
function collectNodes(sources: readonly string[]): Json[] {
  const nodes: Json[] = []
  const queue: unknown[] = sources.map(parseLoose)
  for (let i = 0; i < queue.length && nodes.length < MAX_NODES; i++) {
    const value = queue[i]
    if (!isObject(value)) continue
    if (!Array.isArray(value)) nodes.push(value)
    for (const inner of Object.values(value)) if (isObject(inner)) queue.push(inner)
  }
  return nodes
}

function typesOf(node: Json): string[] {
  const type = node['@type']
  return (Array.isArray(type) ? type : [type]).filter(name => typeof name === 'string')
}

function firstText(...values: unknown[]): string | null {
  for (const value of values.flat(2)) {
    if (typeof value === 'string' && value.trim() !== '') return value
    if (isObject(value)) {
      const inner = firstText(value.name ?? value['@value'] ?? null)
      if (inner) return inner
    }
  }
  return null
}

function findPublisher(article: Json | undefined, nodes: readonly Json[]): string | null {
  const publisher = article?.publisher
  const named = firstText(publisher)
  if (named && !/^https?:/.test(named)) return named
  const id = isObject(publisher)
    ? Array.isArray(publisher)
      ? publisher[0]?.['@id']
      : publisher['@id']
    : publisher
  return typeof id === 'string' ? firstText(nodes.find(node => node['@id'] === id && node.name)?.name) : null
}

/** First non-empty content of the meta elements with one of these names, in the order of the names. */
function metaReader(head: PageElement): (...names: string[]) => string | null {
  const contents = new Map<string, string>()
  for (const meta of head.querySelectorAll('meta')) {
    const content = meta.getAttribute('content')?.trim()
    for (const attribute of ['property', 'name', 'itemprop', 'http-equiv']) {
      const key = meta.getAttribute(attribute)?.trim().toLowerCase()
      if (key && content && !contents.has(key)) contents.set(key, content)
    }
  }
  return (...names) => {
    for (const name of names) {
      const content = contents.get(name)
      if (content) return content
    }
    return null
  }
}

function linkHref(head: PageElement, rel: string): string | null {
  for (const link of head.querySelectorAll('link'))
    if (link.getAttribute('rel')?.toLowerCase().split(/\s+/).includes(rel)) return link.getAttribute('href')
  return null
}

/** The first address that is an article's: a front page as canonical is a template's mistake. */
function findUrl(candidates: readonly (string | null)[], base: string | null): string | null {
  for (const candidate of candidates) {
    const url = canonicalUrl(candidate, base)
    if (url && !isFrontPage(url)) return url
  }
  return null
}

const SEPARATOR = /\s+[-:·•]\s+|\s*[|｜_–—»«]\s*/
/** What may stand between a headline and the name of a site once the headline is known. */
const JOINT = /^[\s\-–—:：|｜·•»«_]+|[\s\-–—:：|｜·•»«_]+$/g

const sameText = (a: string, b: string) =>
  a.replace(/\s+/g, '').toLowerCase() === b.replace(/\s+/g, '').toLowerCase()

/**
 * Takes the name of the site off a document title, at either end: known by name, or as what is left beside a
 * headline that the page shows. Without either the title stays as it is, since half of a headline is worse.
 */
function stripSite(title: string, site: string | null, headlines: readonly string[]): string {
  const text = collapseSpace(title)
  for (const headline of headlines) {
    const rest = text.startsWith(headline)
      ? text.slice(headline.length)
      : text.endsWith(headline)
        ? text.slice(0, -headline.length)
        : ''
    if (rest !== '' && rest.replace(JOINT, '').length < rest.length) return headline
  }
  const parts = text.split(SEPARATOR)
  if (!site || parts.length < 2) return text
  const [first, last] = [parts[0]!, parts.at(-1)!]
  if (sameText(last, site)) return text.slice(0, text.lastIndexOf(last)).replace(JOINT, '')
  return sameText(first, site) ? text.slice(first.length).replace(JOINT, '') : text
}

/** Shorter than this a line may be part of a headline by chance. */
const LEAST_HEADLINE = 5

/** What the page shows as its headline: its h1, or one of its first lines where old pages use bold type. */
function headlinesOf(body: PageElement, lines: readonly string[]): string[] {
  const titles = [...body.querySelectorAll('h1')].map(h1 => collapseSpace(h1.textContent))
  return [...titles, ...lines].filter(text => text.length >= LEAST_HEADLINE)
}

const DATE_NAMES = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'article.published',
  'pubdate',
  'publishdate',
  'publish_date',
  'publish-date',
  'published',
  'date',
  'dc.date.issued',
  'dc.date',
  'dcterms.issued',
  'dcterms.created',
  'parsely-pub-date',
  'sailthru.date',
  'article_date_original',
  'originalpublicationdate',
  'weibo: article:create_at',
  'og:pubdate',
]

const firstDate = (texts: readonly (string | null)[]) => {
  for (const text of texts) {
    const date = toIsoDate(text)
    if (date) return date
  }
  return null
}

/** The first date that the page itself shows as a date; later ones belong to other articles. */
function findShownDate(body: PageElement): string | null {
  const [time] = body.querySelectorAll('time')
  const stated = time && firstDate([time.getAttribute('datetime'), collapseSpace(time.textContent)])
  if (stated) return stated
  let shown: string | null = null
  walkTree(body, node => {
    if (shown || !isElement(node)) return 'skip'
    if (/date|time|pub/i.test(`${node.id} ${node.getAttribute('class') ?? ''}`)) {
      const text = node.textContent
      if (text.length < 60) shown = toIsoDate(collapseSpace(text))
    }
    return undefined
  })
  return shown
}

/**
 * Reads a page's statements. To be called before the tree is taken apart and after menus and related
 * articles, with their headlines and times, are out of it. `lines` are the first that the page shows.
 */
export function readMeta(
  tree: PageTree,
  jsonLd: readonly string[],
  lines: readonly string[],
  address: string | null,
): PageMeta {
  const nodes = collectNodes(jsonLd)
  const article = nodes.find(node => typesOf(node).some(type => ARTICLE_TYPE.test(type)))
  const meta = metaReader(tree.head)
  const base = canonicalUrl(tree.head.querySelector('base')?.getAttribute('href'), address) ?? address
  const ogUrl = meta('og:url')
  const url = findUrl(
    [
      linkHref(tree.head, 'canonical'),
      ogUrl,
      firstText(article?.url),
      idOf(article?.mainEntityOfPage),
      address,
    ],
    base ?? canonicalUrl(ogUrl),
  )
  const outlet = findPublisher(article, nodes) ?? meta('og:site_name', 'application-name')
  const headlines = headlinesOf(tree.body, lines)
  const documentTitle = tree.head.querySelector('title')?.textContent ?? null
  const title = firstText(article?.headline, meta('og:title', 'twitter:title'), documentTitle, headlines[0])
  const free = article?.isAccessibleForFree
  return {
    url,
    title: title ? stripSite(title, outlet, headlines) || null : null,
    outlet: outlet ? collapseSpace(outlet) : null,
    published:
      firstDate([firstText(article?.datePublished), ...DATE_NAMES.map(name => meta(name))]) ??
      findShownDate(tree.body),
    langTag: firstText(
      tree.documentElement.getAttribute('lang'),
      article?.inLanguage,
      meta('og:locale', 'content-language'),
    ),
    free: free === undefined || free === null ? null : !/^false$/i.test(String(free)),
  }
}

const idOf = (value: unknown) => (isObject(value) ? firstText(value['@id']) : firstText(value))
