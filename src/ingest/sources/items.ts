// An entry → an item to be ingested: with the feed's own text where that is whole, else with its page's, else with
// what the feed says; and with title and link only where the publisher wants no more to be used.
import type { ParsedItem } from '../../model/article.ts'
import type { FaultCode, Source, SourceFault } from '../../model/source.ts'
import type { SourceItem } from '../../store/sources.ts'
import { parsePage } from '../html.ts'
import { privateItem } from '../read-article.ts'
import { canonicalUrl, fitsLang, isFrontPage } from '../records-fields.ts'
import { type Fetcher, faultOf } from './fetch.ts'
import { isSameSite, type MatchedEntry } from './identity.ts'
import { readPage } from './page.ts'
import { type Robots, readSignal } from './robots.ts'
import { widthOf } from './width.ts'

export interface ItemDeps {
  readonly fetcher: Fetcher
  readonly robots: Robots
  readonly clock: () => Temporal.Instant
}

/** Where a source was found, and what its answer allows. */
export interface Origin {
  readonly source: Source
  /** Where its entries were found in the end. */
  readonly url: string
  /** What the feed or site calls itself. */
  readonly name: string | null
  readonly charset: string
  readonly contentSignal: string | null
}

/** What came of an entry; `item` is null where its page is waited for, or there is nothing to store. */
export interface ResolvedEntry {
  readonly item: ParsedItem | null
  readonly state: SourceItem['state']
  readonly fault: SourceFault | null
}

/** Times a page is asked for before the source's own words have to do. */
const MOST_TRIES = 3
/** A text of this many units (wide ones count twice) that calls itself content is taken for the whole. */
const WHOLE = 700
/** Dates further ahead are mistakes, hours. */
const AHEAD_HOURS = 36
const CUT =
  /(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading|続きを読む|続きはこちら|全文を読む|더\s?보기|기사\s?전문|阅读全文|閱讀全文|查看全文)[\s\p{P}]*$/iu
const ACCEPT = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5'

/** Faults that asking again tomorrow will not mend. */
const FINAL: ReadonlySet<FaultCode> = new Set([
  'bad_url',
  'forbidden_address',
  'robots',
  'gone',
  'bad_redirect',
  'too_large',
  'no_text',
])
const FINAL_STATUS = new Set(['401', '402', '403', '404', '405', '406', '451'])

/** The text of a piece of HTML as a page of its own. */
export function textOfHtml(html: string | null): string {
  if (html === null || html.trim() === '') return ''
  return parsePage(`<html><body><article>${html}</article></body></html>`).text
}

const isWhole = (text: string): boolean => widthOf(text) >= WHOLE && !CUT.test(text)

function saneDate(date: string | null, now: Temporal.Instant): string | null {
  if (date === null) return null
  const latest = now.add({ hours: AHEAD_HOURS }).toString()
  return date.slice(0, 10) > latest.slice(0, 10) ? null : date
}

interface Text {
  readonly text: string
  readonly format: ParsedItem['format']
  readonly charset: string
  readonly title: string | null
  readonly outlet: string | null
  readonly published: string | null
  readonly lang: ParsedItem['lang']
  /** Where it was found; null for the source's own words. */
  readonly url: string | null
}

/** Fetches the page of an entry; a fault where there is none or it shows no text. */
async function fetchPage(
  entry: MatchedEntry['entry'] & { url: string },
  summary: string,
  deps: ItemDeps,
  signal: AbortSignal,
): Promise<(Text & { mayUse: boolean }) | SourceFault> {
  const { fetcher, robots } = deps
  const found = await fetcher.fetch({ url: entry.url, accept: ACCEPT, signal, mayFetch: robots.mayFetch })
  if (found.kind === 'failed') return found.fault
  const read = await readPage(found.bytes, found.charset, found.url, { title: entry.title, summary })
  if ('binary' in read) return faultOf('no_text', found.url, read.binary)
  const { page } = read
  if (page.text.trim() === '') return faultOf('no_text', found.url)
  // A page may name another address as its own, but not one of another site: that would overwrite somebody else's.
  const stated =
    page.url !== null && isSameSite(page.url, found.url) && !isFrontPage(page.url) ? page.url : null
  const rules = await robots.rulesOf(new URL(found.url), signal)
  const allowed = 'code' in rules || rules.mayUseText(found.url)
  const mayUse =
    page.free !== false && !page.refuses && allowed && readSignal(found.contentSignal ?? '') !== false
  return {
    text: page.text,
    format: 'html',
    charset: read.charset,
    title: page.title,
    outlet: page.outlet,
    published: page.published,
    lang: page.lang,
    url: stated ?? canonicalUrl(found.url),
    mayUse,
  }
}

function buildItem(origin: Origin, one: MatchedEntry, text: Text, now: Temporal.Instant): ParsedItem {
  const { source } = origin
  const { entry } = one
  const url = text.url ?? entry.url
  // Words of a feed stand for an address of its own site; what it says of others is kept under its own name.
  const isOwn = url !== null && one.url !== null && (text.url !== null || isSameSite(url, origin.url))
  const elsewhere = url !== null && !isSameSite(url, origin.url) && !isSameSite(url, source.url)
  const outlet = elsewhere
    ? (entry.credit ?? text.outlet ?? source.outlet)
    : (source.outlet ?? text.outlet ?? origin.name)
  const lang =
    [source.lang, entry.lang, text.lang].find(each => each !== null && fitsLang(text.text, each)) ?? null
  const item: ParsedItem = {
    identity: isOwn ? url : `feed:${source.id}#${one.key}`,
    url,
    title: entry.title || text.title,
    outlet,
    published: saneDate(entry.published ?? text.published, now),
    lang,
    text: text.text,
    format: text.format,
    charset: text.charset,
    sample: false,
  }
  return source.workspace === null ? item : privateItem(item, source.workspace)
}

/** Turns an entry into an item, fetching its page where that is needed. Throws only when aborted. */
export async function resolveEntry(
  origin: Origin,
  one: MatchedEntry,
  deps: ItemDeps,
  signal: AbortSignal,
): Promise<ResolvedEntry> {
  const { entry, known } = one
  const { source } = origin
  const now = deps.clock()
  const own = entry.text ?? textOfHtml(entry.html)
  const base = { charset: origin.charset, title: null, outlet: null, published: null, lang: null, url: null }
  const build = (text: Text): ParsedItem => buildItem(origin, one, text, now)
  const titleOnly = (url: string | null = null, fault: SourceFault | null = null): ResolvedEntry =>
    entry.title === ''
      ? { item: null, state: 'title', fault }
      : { item: build({ ...base, text: entry.title, format: 'text', url }), state: 'title', fault }
  const summary = (fault: SourceFault | null): ResolvedEntry =>
    own === ''
      ? titleOnly(null, fault)
      : { item: build({ ...base, text: own, format: 'html' }), state: 'summary', fault }

  if (readSignal(origin.contentSignal ?? '') === false) return titleOnly()
  const site = entry.url === null ? null : URL.parse(entry.url)
  const isNear =
    entry.url !== null && (isSameSite(entry.url, origin.url) || isSameSite(entry.url, source.url))
  const fromFeed =
    site === null ||
    source.text === 'feed' ||
    source.kind === 'page' ||
    (source.text === 'auto' && isNear && entry.isContent && isWhole(own))
  if (fromFeed) {
    const rules = site === null ? null : await deps.robots.rulesOf(site, signal)
    if (rules !== null && !('code' in rules) && !rules.mayUseText(site!.href)) return titleOnly()
    return own === ''
      ? titleOnly()
      : { item: build({ ...base, text: own, format: 'html' }), state: 'stored', fault: null }
  }
  const page = await fetchPage({ ...entry, url: entry.url! }, own, deps, signal)
  if ('code' in page) {
    const final = FINAL.has(page.code) || (page.code === 'http' && FINAL_STATUS.has(page.detail ?? ''))
    const tries = (known?.state === 'waiting' ? known.tries : 0) + 1
    if (!final && tries < MOST_TRIES) return { item: null, state: 'waiting', fault: page }
    return summary(page)
  }
  if (!page.mayUse) {
    const named =
      entry.title === '' && page.title !== null ? { ...one, entry: { ...entry, title: page.title } } : one
    if (named.entry.title === '') return titleOnly()
    const item = buildItem(origin, named, { ...page, text: named.entry.title, format: 'text' }, now)
    return { item, state: 'title', fault: null }
  }
  return { item: build(page), state: 'stored', fault: null }
}
