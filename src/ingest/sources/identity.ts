// Which entries are articles known already. Ids of feeds change, collide and are used again; addresses are shared by
// live pages and front pages; titles are edited. So an entry is known by its id and its address together, and where
// these disagree its headline decides.
import { createHash } from 'node:crypto'
import normalizeUrl from 'normalize-url'
import { getDomain } from 'tldts'
import type { SourceItem } from '../../store/sources.ts'
import type { Entry } from './feed.ts'
import { coverage } from './page.ts'

/** Headlines that share this much of their words are one headline, edited. */
const SAME_TITLE = 0.5

/** One address in its many spellings: without scheme, `www.`, trailing slash and the order of its parameters. */
export function urlKey(url: string): string {
  try {
    return normalizeUrl(url, {
      stripProtocol: true,
      stripWWW: true,
      stripHash: true,
      removeDirectoryIndex: true,
    })
  } catch {
    // An address that browsers take and this package does not.
    return url
  }
}

/** The part of a host name that somebody registered; `blog.example.co.jp` → `example.co.jp`. */
export function siteOf(url: string): string {
  return getDomain(url, { allowPrivateDomains: true }) ?? URL.parse(url)?.hostname ?? url
}

/** Whether two addresses belong to one registered name. */
export function isSameSite(a: string, b: string): boolean {
  return siteOf(a) === siteOf(b)
}

const hashOf = (...parts: (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20)

/** What the source itself says of an entry, but for its date: some feeds date everything anew at each request. */
export function hashEntry(entry: Entry): string {
  const text = (entry.text ?? entry.html ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
  return hashOf(entry.title, entry.url === null ? null : urlKey(entry.url), text)
}

/** An entry with what it is known by. `known` is null for a new one. */
export interface MatchedEntry {
  readonly entry: Entry
  readonly key: string
  readonly guid: string | null
  /** Null where the address does not tell entries apart. */
  readonly url: string | null
  readonly hash: string
  readonly known: SourceItem | null
}

const isSameTitle = (a: string, b: string): boolean =>
  a === '' || b === '' || a === b || Math.max(coverage(a, b), coverage(b, a)) >= SAME_TITLE

/** Values that several entries with different headlines have: these tell no entries apart. */
function findShared(entries: readonly Entry[], read: (entry: Entry) => string | null): ReadonlySet<string> {
  const titles = new Map<string, string>()
  const shared = new Set<string>()
  for (const entry of entries) {
    const value = read(entry)
    if (value === null) continue
    const before = titles.get(value)
    if (before === undefined) titles.set(value, entry.title)
    else if (!isSameTitle(before, entry.title)) shared.add(value)
  }
  return shared
}

const keyOfUrl = (entry: Entry): string | null => (entry.url === null ? null : urlKey(entry.url))

/** What stands for an id where an entry has neither an id nor an address of its own: its headline and date. */
function inventedGuid(entry: Entry): string {
  return `#${hashOf(entry.title, entry.published, entry.title === '' ? entry.html : null)}`
}

/** Guids and address keys by which items of these entries are looked up. */
export function lookupsOf(entries: readonly Entry[]): { guids: string[]; urls: string[] } {
  const guids = new Set(
    entries.flatMap(entry => [entry.guid, inventedGuid(entry)]).filter(guid => guid !== null),
  )
  const urls = new Set(entries.map(keyOfUrl).filter(url => url !== null))
  return { guids: [...guids], urls: [...urls] }
}

/**
 * Tells new entries from known ones. An id that comes back with another address and another headline is a new
 * article; a new id at a known address is the known one. What a document lists twice comes once.
 */
export function matchEntries(entries: readonly Entry[], items: readonly SourceItem[]): MatchedEntry[] {
  const sharedGuids = findShared(entries, entry => entry.guid)
  const sharedUrls = findShared(entries, keyOfUrl)
  const byGuid = Map.groupBy(items, item => item.guid)
  const byUrl = Map.groupBy(items, item => item.url)
  const matched = new Map<string, MatchedEntry>()
  for (const entry of entries) {
    const own = keyOfUrl(entry)
    const url = own !== null && !sharedUrls.has(own) ? own : null
    const stated = entry.guid !== null && !sharedGuids.has(entry.guid) ? entry.guid : null
    const guid = stated ?? (url === null ? inventedGuid(entry) : null)
    const sameUrl = url === null ? undefined : byUrl.get(url)?.[0]
    const sameGuid = guid === null ? undefined : byGuid.get(guid)?.find(item => isSame(entry, url, item))
    const known = sameUrl ?? sameGuid ?? null
    // Without an address an id alone does not keep apart what it is used for one after the other.
    const isReused = url === null && guid !== null && byGuid.has(guid) && known === null
    const key = known?.key ?? hashOf(guid, url, isReused ? entry.title : null)
    const one = { entry, key, guid, url, hash: hashEntry(entry), known }
    if (!matched.has(key)) matched.set(key, one)
  }
  return [...matched.values()]
}

/** Whether an entry with a known id is the known article: at its address, or under much the same headline. */
function isSame(entry: Entry, url: string | null, item: SourceItem): boolean {
  if (url !== null && (item.url === null || url === item.url)) return true
  if (url === null && item.url !== null) return true
  return isSameTitle(entry.title, item.title)
}
