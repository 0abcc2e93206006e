// Asking a source what it has: its entries, or that nothing is new, or what is wrong.
import { createHash } from 'node:crypto'
import type { Source, SourceFault, Validators } from '../../model/source.ts'
import { decodeBytes, tidyText } from '../charset.ts'
import { nameBinary } from '../files-bytes.ts'
import { canonicalUrl } from '../records-fields.ts'
import { type Entry, parseFeed } from './feed.ts'
import { type Fetched, type Fetcher, faultOf } from './fetch.ts'
import { isSameSite } from './identity.ts'
import { findFeedLinks, readList, readSitemap } from './links.ts'
import { readPage } from './page.ts'
import type { Robots } from './robots.ts'

export interface LookDeps {
  readonly fetcher: Fetcher
  readonly robots: Robots
}

/** What a source answered. */
export interface Sight {
  readonly url: string
  readonly name: string | null
  readonly lang: Source['lang']
  readonly charset: string
  readonly contentSignal: string | null
  readonly entries: readonly Entry[]
  readonly validators: Validators
  readonly bodyHash: string
  /** Where it says, for good, that it is to be asked from now on; null when it has not moved. */
  readonly movedTo: string | null
  /** Minutes for which it asks not to come again. */
  readonly patience: number
}

export type Look =
  | Sight
  | (Pick<Sight, 'movedTo' | 'patience'> & { readonly unchanged: true })
  | { readonly fault: SourceFault }

/** Sitemaps of an index that are read: the latest ones. */
const MOST_SITEMAPS = 3
const ACCEPT = {
  feed: 'application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
  page: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5',
  xml: 'application/xml, text/xml, */*;q=0.5',
} as const

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The text of an answer, its charset found in header, declaration and bytes. */
export function textOf(found: Fetched): { text: string; charset: string } {
  const decoded = decodeBytes(found.bytes, { declared: found.charset, html: true })
  return { text: decoded.text, charset: decoded.charset }
}

/** What an answer is when it is no feed, in a word for the operator. */
function nameOf(found: Fetched, text: string): string {
  const binary = nameBinary(found.bytes)
  if (binary !== null) return binary
  if (text.trim() === '') return 'an empty document'
  if (/<(?:!doctype\s+html|html|body)[\s>]/i.test(text.slice(0, 3000))) return 'an HTML page'
  return found.type ?? 'a text'
}

type Read = Pick<Sight, 'entries' | 'name' | 'lang' | 'charset'> & {
  readonly movedTo?: string | null
  readonly ttl?: number
}

function readFeed(found: Fetched): Read | SourceFault {
  const { text, charset } = textOf(found)
  const feed = nameBinary(found.bytes) === null ? parseFeed(text, found.url) : null
  if (feed === null) return faultOf('not_a_feed', found.url, nameOf(found, text))
  return {
    entries: feed.entries,
    name: feed.title,
    lang: feed.lang,
    charset,
    movedTo: feed.movedTo,
    ttl: feed.ttl,
  }
}

function readLinkList(found: Fetched, pattern: string | null): Read | SourceFault {
  const { text, charset } = textOf(found)
  const entries = readList(text, found.url, pattern)
  if (entries.length === 0) return faultOf('no_links', found.url, pattern)
  return { entries, name: null, lang: null, charset }
}

/** A page that is watched is one entry: itself, as it now reads. */
async function readWatched(found: Fetched): Promise<Read | SourceFault> {
  const read = await readPage(found.bytes, found.charset, found.url, { title: '', summary: '' })
  if ('binary' in read) return faultOf('no_text', found.url, read.binary)
  const { page, charset } = read
  if (page.text.trim() === '') return faultOf('no_text', found.url)
  const isUsable = page.free !== false && !page.refuses
  const entry: Entry = {
    guid: null,
    url: canonicalUrl(found.url),
    title: page.title ?? '',
    html: null,
    text: isUsable ? page.text : '',
    isContent: true,
    published: page.published,
    lang: page.lang,
    credit: null,
  }
  return { entries: [entry], name: page.outlet, lang: page.lang, charset }
}

/** Asks a source. Throws only when aborted. `again`: what it gave last, to be told when nothing is new. */
export async function lookAt(
  source: Pick<Source, 'kind' | 'url' | 'pattern'>,
  deps: LookDeps,
  signal: AbortSignal,
  again: { readonly validators: Validators | null; readonly bodyHash: string | null } = {
    validators: null,
    bodyHash: null,
  },
): Promise<Look> {
  const { fetcher, robots } = deps
  const accept = source.kind === 'feed' ? ACCEPT.feed : source.kind === 'sitemap' ? ACCEPT.xml : ACCEPT.page
  const found = await fetcher.fetch({
    url: source.url,
    validators: again.validators,
    accept,
    signal,
    mayFetch: robots.mayFetch,
  })
  if (found.kind === 'failed') return { fault: found.fault }
  const patience = found.maxAge / 60
  // Nothing can be unchanged for somebody who was never there.
  if (found.kind === 'unchanged')
    return again.validators === null
      ? { fault: faultOf('http', found.url, '304') }
      : { unchanged: true, patience, movedTo: found.moved }
  const bodyHash = hashOf(found.bytes)
  if (bodyHash === again.bodyHash) return { unchanged: true, patience, movedTo: found.moved }
  const read = await readAs(source, found, deps, signal)
  if ('code' in read) return { fault: read }
  const announced = read.movedTo ? canonicalUrl(read.movedTo, found.url) : null
  return {
    url: found.url,
    name: read.name,
    lang: read.lang,
    charset: read.charset,
    contentSignal: found.contentSignal,
    entries: read.entries,
    validators: found.validators,
    bodyHash,
    movedTo:
      found.moved ??
      (announced !== null && announced !== source.url && isSameSite(announced, source.url)
        ? announced
        : null),
    patience: Math.max(patience, read.ttl ?? 0),
  }
}

async function readAs(
  source: Pick<Source, 'kind' | 'url' | 'pattern'>,
  found: Fetched,
  deps: LookDeps,
  signal: AbortSignal,
): Promise<Read | SourceFault> {
  if (source.kind === 'feed') return readFeed(found)
  if (source.kind === 'list') return readLinkList(found, source.pattern)
  if (source.kind === 'page') return readWatched(found)
  return readSitemaps(source, found, deps, signal)
}

async function readSitemaps(
  source: Pick<Source, 'pattern'>,
  found: Fetched,
  { fetcher, robots }: LookDeps,
  signal: AbortSignal,
): Promise<Read | SourceFault> {
  const { text, charset } = textOf(found)
  const sitemap = readSitemap(tidyText(text), found.url, source.pattern)
  if (sitemap === null) return faultOf('not_a_feed', found.url, nameOf(found, text))
  const entries = [...sitemap.entries]
  for (const url of sitemap.sitemaps.slice(0, MOST_SITEMAPS)) {
    const inner = await fetcher.fetch({ url, accept: ACCEPT.xml, signal, mayFetch: robots.mayFetch })
    if (inner.kind === 'failed') return inner.fault
    entries.push(...(readSitemap(tidyText(textOf(inner).text), inner.url, source.pattern)?.entries ?? []))
  }
  return { entries, name: null, lang: null, charset }
}

/** What an address holds, for adding it: a feed, a sitemap, or a page with the feeds it names. */
export type Kind =
  | {
      readonly kind: 'feed' | 'sitemap'
      readonly url: string
      readonly name: string | null
      readonly lang: Source['lang']
      readonly entries: number
    }
  | {
      readonly kind: 'page'
      readonly url: string
      readonly feeds: readonly string[]
      readonly links: number
      readonly title: string | null
      readonly lang: Source['lang']
    }
  | { readonly fault: SourceFault }

/** Fetches an address and tells what it is. */
export async function identify(
  url: string,
  { fetcher, robots }: LookDeps,
  signal: AbortSignal,
): Promise<Kind> {
  const found = await fetcher.fetch({
    url,
    accept: `${ACCEPT.feed}, text/html;q=0.8`,
    signal,
    mayFetch: robots.mayFetch,
  })
  if (found.kind === 'failed') return { fault: found.fault }
  const { text } = textOf(found)
  const at = found.moved ?? url
  const feed = nameBinary(found.bytes) === null ? parseFeed(text, found.url) : null
  if (feed) return { kind: 'feed', url: at, name: feed.title, lang: feed.lang, entries: feed.entries.length }
  const sitemap = readSitemap(text, found.url, null)
  if (sitemap)
    return {
      kind: 'sitemap',
      url: at,
      name: null,
      lang: null,
      entries: sitemap.entries.length + sitemap.sitemaps.length,
    }
  const read = await readPage(found.bytes, found.charset, found.url, { title: '', summary: '' })
  if ('binary' in read) return { fault: faultOf('not_a_feed', found.url, read.binary) }
  return {
    kind: 'page',
    url: at,
    feeds: findFeedLinks(text, found.url),
    links: readList(text, found.url, null).length,
    title: read.page.outlet ?? read.page.title,
    lang: read.page.lang,
  }
}
