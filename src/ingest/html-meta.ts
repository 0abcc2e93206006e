// What a page states about itself, from the most careful statement to the least: JSON-LD, OpenGraph, meta
// names, the document.
import { collapseSpace } from './html-text.ts'
import { splitTitle } from './html-title.ts'
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

/** What templates wrap scripts in, to hide them from readers of another age. */
const WRAPPERS = ['<!--', '-->', '<![CDATA[', ']]>', '//', '/*', '*/', ';']

function parseLoose(source: string): unknown {
  let body = source.trim()
  for (let before = ''; before !== body; ) {
    before = body
    for (const wrapper of WRAPPERS) {
      if (body.startsWith(wrapper)) body = body.slice(wrapper.length).trimStart()
      if (body.endsWith(wrapper)) body = body.slice(0, -wrapper.length).trimEnd()
    }
  }
  try {
    // Line breaks within strings are forbidden in JSON and common in pages; elsewhere a space does as well.
    return JSON.parse(body.replace(/[\n\r\t]/g, ' '))
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
  const site = findPublisher(article, nodes) ?? meta('og:site_name', 'application-name')
  const h1s = [...tree.body.querySelectorAll('h1')].map(h1 => collapseSpace(h1.textContent))
  const documentTitle = tree.head.querySelector('title')?.textContent ?? null
  const stated = firstText(article?.headline, meta('og:title', 'twitter:title'), documentTitle, h1s[0])
  const { title } = splitTitle(stated ?? '', site, h1s, lines)
  const outlet = site ?? splitTitle(documentTitle ?? '', null, h1s, lines).site
  const free = article?.isAccessibleForFree
  return {
    url,
    title: title || null,
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
