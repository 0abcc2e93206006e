// A feed → its entries, whatever its format and however broken it is. Nothing of it is trusted.
import { parseFeed as parseWhole } from 'feedsmith'
import type { Lang } from '../../model/language.ts'
import { tidyText } from '../charset.ts'
import { collapseSpace } from '../html-text.ts'
import { parseTree } from '../html-tree.ts'
import { canonicalUrl, isFrontPage, toLang } from '../records-fields.ts'
import { readFeedDate } from './feed-dates.ts'
import { salvageEntries } from './feed-salvage.ts'

/** One entry of a feed, link of a list or page of a sitemap, before it is an article. */
export interface Entry {
  readonly guid: string | null
  /** Absolute http(s), without tracking parameters. */
  readonly url: string | null
  /** One line of plain text; '' without one. */
  readonly title: string
  /** HTML; the longest text the source itself gives. */
  readonly html: string | null
  /** Plain text of the whole, where a page was read already. */
  readonly text?: string
  /** True when the source calls it the content and not a summary. */
  readonly isContent: boolean
  /** ISO 8601 instant, local time or day. */
  readonly published: string | null
  readonly lang: Lang | null
  /** Whom the source names as where it comes from: `<source>`, `atom:source`. */
  readonly credit: string | null
}

export interface FeedDocument {
  readonly format: 'rss' | 'atom' | 'rdf' | 'json'
  readonly title: string | null
  readonly lang: Lang | null
  /** Where the feed says that it has moved to (`itunes:new-feed-url`). */
  readonly movedTo: string | null
  /** Minutes for which it asks not to come again, 0 when it does not. */
  readonly ttl: number
  readonly entries: readonly Entry[]
  /** True when it was no sound document and entries were picked out one by one. */
  readonly salvaged: boolean
}

const MOST_ENTRIES = 1000
const LONGEST_TITLE = 500
const LONGEST_GUID = 1000
const MOST_TTL = 24 * 60
/** Where the last entry of a document is looked for. */
const LONGEST_TAIL = 500_000
const INLINE =
  /<\/?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|s|small|span|strong|sub|sup|u|rp|rt|ruby)(?:\s[^<>]*)?\/?>/gi

/** HTML of one line as plain text: tags out, entities read, also those that were escaped twice. */
export function plainLine(html: string | null | undefined): string {
  let text = tidyText(html ?? '')
  for (let round = 0; round < 2 && /&(?:#\w{2,8}|[a-z]{2,10});/i.test(text); round++)
    text = readEntities(text)
  const ruby = text.replace(/<r[tp][^>]{0,99}>[^<]{0,99}<\/r[tp]>/gi, '')
  return collapseSpace(
    ruby.replace(INLINE, tag => (/^<(?:br|p|div|h)/i.test(tag) ? ' ' : '')).replace(/\n/g, ' '),
  )
    .trim()
    .slice(0, LONGEST_TITLE)
}

function readEntities(text: string): string {
  const escaped = text.replaceAll('<', '&lt;')
  return tidyText(parseTree(`<html><body><p>${escaped}</p></body></html>`).body.textContent)
}

type Whole = ReturnType<typeof parseWhole<string>>

const firstOf = (...texts: (string | null | undefined)[]): string | null =>
  texts.find(text => typeof text === 'string' && text.trim() !== '') ?? null

const guidOf = (guid: string | null | undefined): string | null => guid?.trim().slice(0, LONGEST_GUID) || null

/** The first of these that is the address of an article; a front page is only taken for want of anything better. */
function urlOf(candidates: readonly (string | null | undefined)[], base: string): string | null {
  const urls = candidates
    .map(candidate =>
      canonicalUrl(
        Buffer.from(candidate ?? '')
          .toString()
          .replace(/\s+/g, ''),
        base,
      ),
    )
    .filter(url => url !== null)
  return urls.find(url => !isFrontPage(url)) ?? urls[0] ?? null
}

const baseOf = (base: string | undefined, address: string): string => canonicalUrl(base, address) ?? address

/** The longer of two texts, and whether that one is the content. */
function longestOf(
  content: string | null,
  summary: string | null,
): { html: string | null; isContent: boolean } {
  if (content !== null && content.length >= (summary ?? '').length) return { html: content, isContent: true }
  return { html: summary ?? content, isContent: false }
}

function fromRss(
  feed: Extract<Whole, { format: 'rss' }>['feed'],
  address: string,
): Omit<FeedDocument, 'salvaged'> {
  const lang = toLang(feed.language ?? feed.dc?.languages?.[0])
  return {
    format: 'rss',
    title: plainLine(feed.title) || null,
    lang,
    movedTo: firstOf(feed.itunes?.newFeedUrl),
    ttl: Math.min(MOST_TTL, Math.max(0, feed.ttl ?? 0)),
    entries: (feed.items ?? []).map(item => {
      const base = baseOf((item as { xml?: { base?: string } }).xml?.base, address)
      const guid = guidOf(item.guid?.value)
      const own = lang ?? toLang(item.dc?.languages?.[0])
      const alternate = item.atom?.links?.find(
        link => link.rel === undefined || link.rel === 'alternate',
      )?.href
      const permanent = item.guid?.isPermaLink !== false && /^https?:\/\//i.test(guid ?? '') ? guid : null
      const dates = [
        item.pubDate,
        item.dc?.dates?.[0],
        item.dcterms?.issued?.[0],
        item.dcterms?.created?.[0],
        item.atom?.published,
        item.atom?.updated,
      ]
      return {
        guid,
        url: urlOf([item.link, alternate, permanent], base),
        title: plainLine(firstOf(item.title, item.dc?.titles?.[0], item.media?.title?.value)),
        ...longestOf(
          firstOf(item.content?.encoded),
          firstOf(item.description, item.dc?.descriptions?.[0], item.media?.description?.value),
        ),
        published: firstDate(dates, own),
        lang: own,
        credit: plainLine(item.source?.title) || null,
      }
    }),
  }
}

function fromAtom(
  feed: Extract<Whole, { format: 'atom' }>['feed'],
  address: string,
): Omit<FeedDocument, 'salvaged'> {
  const lang = toLang(feed.xml?.lang ?? feed.dc?.languages?.[0])
  const outer = baseOf(feed.xml?.base, address)
  return {
    format: 'atom',
    title: plainLine(feed.title?.value) || null,
    lang,
    movedTo: firstOf(feed.itunes?.newFeedUrl),
    ttl: 0,
    entries: (feed.entries ?? []).map(entry => {
      const base = baseOf(entry.xml?.base, outer)
      const own = toLang(entry.xml?.lang) ?? lang
      const links = entry.links ?? []
      const alternates = links.filter(link => link.rel === undefined || link.rel === 'alternate')
      const pages = alternates.filter(link => link.type === undefined || link.type.includes('html'))
      const id = guidOf(entry.id)
      return {
        guid: id,
        url: urlOf(
          [...pages, ...alternates].map(link => link.href).concat(/^https?:/i.test(id ?? '') ? [id!] : []),
          base,
        ),
        title: plainLine(entry.title?.value),
        ...longestOf(
          firstOf(entry.content?.value),
          firstOf(entry.summary?.value, entry.media?.description?.value),
        ),
        published: firstDate(
          [entry.published, entry.updated, entry.dc?.dates?.[0], entry.dcterms?.issued?.[0]],
          own,
        ),
        lang: own,
        credit: plainLine(entry.source?.title?.value) || null,
      }
    }),
  }
}

function fromRdf(
  feed: Extract<Whole, { format: 'rdf' }>['feed'],
  address: string,
): Omit<FeedDocument, 'salvaged'> {
  const lang = toLang(feed.dc?.languages?.[0] ?? feed.xml?.lang)
  const base = baseOf(feed.xml?.base, address)
  return {
    format: 'rdf',
    title: plainLine(feed.title) || null,
    lang,
    movedTo: null,
    ttl: 0,
    entries: (feed.items ?? []).map(item => ({
      guid: guidOf(item.rdf?.about),
      url: urlOf([item.link, item.rdf?.about], base),
      title: plainLine(firstOf(item.title, item.dc?.titles?.[0])),
      ...longestOf(firstOf(item.content?.encoded), firstOf(item.description, item.dc?.descriptions?.[0])),
      published: firstDate(
        [item.dc?.dates?.[0], item.dcterms?.issued?.[0], item.dcterms?.created?.[0]],
        lang,
      ),
      lang: toLang(item.dc?.languages?.[0]) ?? lang,
      credit: plainLine(item.dc?.sources?.[0]).startsWith('http')
        ? null
        : plainLine(item.dc?.sources?.[0]) || null,
    })),
  }
}

function fromJson(
  feed: Extract<Whole, { format: 'json' }>['feed'],
  address: string,
): Omit<FeedDocument, 'salvaged'> {
  const lang = toLang(feed.language)
  return {
    format: 'json',
    title: plainLine(feed.title) || null,
    lang,
    movedTo: null,
    ttl: 0,
    entries: (feed.items ?? []).map(item => {
      const own = toLang(item.language) ?? lang
      const said = firstOf(item.content_html) ?? htmlOf(firstOf(item.content_text))
      return {
        guid: guidOf(item.id),
        url: urlOf([item.url, item.external_url, /^https?:/i.test(item.id ?? '') ? item.id : null], address),
        title: plainLine(item.title),
        ...longestOf(said, htmlOf(firstOf(item.summary))),
        published: firstDate([item.date_published, item.date_modified], own),
        lang: own,
        credit: null,
      }
    }),
  }
}

/** Plain text as HTML that reads the same. */
function htmlOf(text: string | null): string | null {
  return (
    text
      ?.replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replace(/\n{2,}/g, '<p>')
      .replaceAll('\n', '<br>') ?? null
  )
}

function firstDate(dates: readonly (string | undefined)[], lang: Lang | null): string | null {
  for (const raw of dates) {
    const date = readFeedDate(raw, lang)
    if (date !== null) return date
  }
  return null
}

function read(source: string, address: string): Omit<FeedDocument, 'salvaged'> | null {
  let whole: Whole
  try {
    whole = parseWhole<string>(source, { maxItems: MOST_ENTRIES })
  } catch {
    // Not a feed, not sound, or nested beyond all measure: what can be saved is tried next.
    return null
  }
  if (whole.format === 'rss') return fromRss(whole.feed, address)
  if (whole.format === 'atom') return fromAtom(whole.feed, address)
  return whole.format === 'rdf' ? fromRdf(whole.feed, address) : fromJson(whole.feed, address)
}

/** Control characters are no XML and no JSON; a document type can only bring entities that nobody needs. */
function clean(source: string): string {
  return (
    source
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
      .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff]/g, '')
      .replace(/<!DOCTYPE[^>[]{0,2000}(?:\[[^\]]{0,100000}\]\s*)?>/i, '')
  )
}

/** A document that was cut off, without the entry in which it was: that one is whole in the next. */
function withoutUnfinished(text: string): string {
  const starts = [...text.slice(-LONGEST_TAIL).matchAll(/<(\/?)(?:item|entry)(?=[\s>])/gi)]
  const last = starts.at(-1)
  if (last === undefined || last[1] === '/' || text.startsWith('{')) return text
  return text.slice(0, Math.max(0, text.length - LONGEST_TAIL) + last.index)
}

const isEmpty = (entry: Entry): boolean => entry.title === '' && entry.url === null && entry.html === null

/**
 * Reads a feed, or returns null when the text is none. Entries that say nothing at all are left out.
 * @param address where the feed was found, for relative links
 */
export function parseFeed(source: string, address: string): FeedDocument | null {
  const text = clean(source).trim()
  const begin = text.startsWith('{') ? 0 : Math.max(0, text.search(/<\?xml|<(?:\w+:)?(?:rss|feed|rdf)[\s>]/i))
  const start = withoutUnfinished(text.slice(begin))
  const whole = read(start, address)
  if (whole && (whole.entries.length > 0 || !/<(?:item|entry)[\s>]/i.test(start)))
    return { ...whole, entries: whole.entries.filter(entry => !isEmpty(entry)), salvaged: false }
  if (!/<(?:\w+:)?(?:rss|feed|rdf)[\s>]/i.test(start.slice(0, 5000))) return null
  const parts = salvageEntries(start).map(part => read(part, address))
  const entries = parts.flatMap(part => part?.entries ?? []).filter(entry => !isEmpty(entry))
  if (entries.length === 0) return whole && { ...whole, salvaged: true }
  const head = /<title[^>]{0,200}>([^<]{1,300})</i.exec(start.slice(0, 5000))?.[1]
  const lang = toLang(/<language>\s*([\w-]{2,10})/i.exec(start.slice(0, 5000))?.[1])
  const format = /<(?:\w+:)?feed[\s>]/i.test(start.slice(0, 5000)) ? 'atom' : 'rss'
  return { format, title: plainLine(head) || null, lang, movedTo: null, ttl: 0, entries, salvaged: true }
}
