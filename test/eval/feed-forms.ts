// Feeds written in every format, charset and kind of damage from one set of entries, with what must be read from each.
import { readFileSync } from 'node:fs'
import type { Lang } from '../../src/model/language.ts'
import type { TestCharset } from '../helpers/encode.ts'

export interface GoldEntry {
  readonly title: string
  readonly paragraphs: readonly string[]
}

export interface GoldItem {
  readonly title: string
  readonly url: string | null
  readonly published: string | null
  readonly text: string
}

export type Format = 'rss' | 'rss-content' | 'rdf' | 'atom' | 'atom-xhtml' | 'json'
export const FORMATS: readonly Format[] = ['rss', 'rss-content', 'rdf', 'atom', 'atom-xhtml', 'json']

export const CHARSETS: Readonly<Record<Lang, readonly TestCharset[]>> = {
  en: ['utf-8', 'utf-8-bom', 'utf-16le-bom', 'utf-16be-bom', 'windows-1252'],
  'zh-Hans': ['utf-8', 'utf-8-bom', 'gb18030', 'gbk', 'utf-16le-bom'],
  'zh-Hant': ['utf-8', 'big5', 'utf-16be-bom'],
  ja: ['utf-8', 'shift_jis', 'euc-jp', 'iso-2022-jp', 'utf-16le-bom'],
  ko: ['utf-8', 'euc-kr', 'utf-8-bom'],
}

const GOLD = new URL('../gold/feeds/entries.json', import.meta.url)

/** The entries of each language. */
export function readEntries(): Readonly<Record<Lang, readonly GoldEntry[]>> {
  return JSON.parse(readFileSync(GOLD, 'utf8')).entries
}

export const ADDRESS = 'https://news.example/rss/feed.xml'

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const pad = (n: number): string => String(n).padStart(2, '0')

/** Moments of the entries: 23 November 2026 and the days before, at changing hours, in Japan's time. */
function momentOf(n: number): { year: number; month: number; day: number; hour: number; minute: number } {
  return { year: 2026, month: 11, day: 23 - n * 5, hour: 9 + n, minute: 5 * n }
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')

interface DateStyle {
  readonly name: string
  /** As written, and as it must be read. */
  write(n: number): readonly [string, string]
  /** Languages it is used in; all unless told. */
  readonly langs?: readonly Lang[]
}

const at = (n: number) => {
  const { year, month, day, hour, minute } = momentOf(n)
  const iso = `${year}-${pad(month)}-${pad(day)}`
  const clock = `${pad(hour)}:${pad(minute)}`
  const weekday = WEEKDAYS[new Date(`${iso}T00:00:00Z`).getUTCDay()]!
  return { year, month, day, hour, minute, iso, clock, weekday, name: MONTHS[month - 1]! }
}

export const DATE_STYLES: readonly DateStyle[] = [
  {
    name: 'RFC 822',
    write: n => {
      const { iso, clock, weekday, day, name, year } = at(n)
      return [`${weekday}, ${pad(day)} ${name} ${year} ${clock}:00 +0900`, `${iso}T${clock}:00+09:00`]
    },
  },
  {
    name: 'RFC 822, zone by name',
    write: n => {
      const { iso, clock, weekday, day, name, year } = at(n)
      return [`${weekday}, ${day} ${name} ${year} ${clock}:00 EST`, `${iso}T${clock}:00-05:00`]
    },
  },
  {
    name: 'RFC 822, two-digit year',
    write: n => {
      const { iso, clock, day, name } = at(n)
      return [`${day} ${name} 26 ${clock} GMT`, `${iso}T${clock}:00Z`]
    },
  },
  {
    name: 'ISO 8601',
    write: n => {
      const { iso, clock } = at(n)
      return [`${iso}T${clock}:00Z`, `${iso}T${clock}:00Z`]
    },
  },
  {
    name: 'ISO 8601, fraction and offset',
    write: n => {
      const { iso, clock } = at(n)
      return [`${iso}T${clock}:00.123+09:00`, `${iso}T${clock}:00+09:00`]
    },
  },
  {
    name: 'ISO 8601, no zone',
    write: n => {
      const { iso, clock } = at(n)
      return [`${iso} ${clock}:00`, `${iso}T${clock}:00`]
    },
  },
  { name: 'day only', write: n => [at(n).iso, at(n).iso] },
  {
    name: 'compact',
    write: n => {
      const { iso, clock } = at(n)
      return [`${iso.replaceAll('-', '')}T${clock.replace(':', '')}00Z`, `${iso}T${clock}:00Z`]
    },
  },
  {
    name: 'slashes',
    write: n => {
      const { iso, clock, year, month, day } = at(n)
      return [`${year}/${month}/${day} ${clock}`, `${iso}T${clock}:00`]
    },
  },
  {
    name: 'seconds since 1970',
    write: n => {
      const { iso, clock } = at(n)
      return [String(Date.parse(`${iso}T${clock}:00Z`) / 1000), `${iso}T${clock}:00Z`]
    },
  },
  {
    name: 'ctime',
    write: n => {
      const { iso, clock, weekday, name, day, year } = at(n)
      return [`${weekday} ${name} ${day} ${clock}:00 +0900 ${year}`, `${iso}T${clock}:00+09:00`]
    },
  },
  {
    name: 'words',
    langs: ['en'],
    write: n => {
      const { iso, day, year } = at(n)
      return [`November ${day}, ${year}`, iso]
    },
  },
  {
    name: 'Chinese and Japanese words',
    langs: ['zh-Hans', 'zh-Hant', 'ja'],
    write: n => {
      const { iso, clock, year, month, day } = at(n)
      return [`${year}年${month}月${day}日 ${clock}`, `${iso}T${clock}:00`]
    },
  },
  {
    name: 'Korean words',
    langs: ['ko'],
    write: n => {
      const { iso, year, month, day } = at(n)
      return [`${year}년 ${month}월 ${day}일 오전 ${9}:0${0}`, `${iso}T09:00:00`]
    },
  },
  {
    name: 'RFC 822 with Korean month',
    langs: ['ko'],
    write: n => {
      const { iso, clock, day, month, year } = at(n)
      return [`월, ${day} ${month}월 ${year} ${clock}:00 +0900`, `${iso}T${clock}:00+09:00`]
    },
  },
  {
    name: 'RFC 822 with Chinese month',
    langs: ['zh-Hans', 'zh-Hant'],
    write: n => {
      const { iso, clock, day, year } = at(n)
      return [`周一, ${day} 十一月 ${year} ${clock}:00 +0800`, `${iso}T${clock}:00+08:00`]
    },
  },
  {
    name: 'Reiwa',
    langs: ['ja'],
    write: n => {
      const { iso, month, day } = at(n)
      return [`令和8年${month}月${day}日`, iso]
    },
  },
  {
    name: 'Reiwa, short',
    langs: ['ja'],
    write: n => {
      const { iso, month, day } = at(n)
      return [`R8.${month}.${day}`, iso]
    },
  },
  {
    name: 'Minguo',
    langs: ['zh-Hant'],
    write: n => {
      const { iso, month, day } = at(n)
      return [`民國115年${month}月${day}日`, iso]
    },
  },
  {
    name: 'Minguo, digits',
    langs: ['zh-Hant'],
    write: n => {
      const { iso, clock, month, day } = at(n)
      return [`115/${month}/${day} ${clock}`, `${iso}T${clock}:00`]
    },
  },
  {
    name: 'Juche',
    langs: ['ko'],
    write: n => {
      const { iso, month, day } = at(n)
      return [`주체115(2026)년 ${month}월 ${day}일`, iso]
    },
  },
  {
    name: 'Dangi',
    langs: ['ko'],
    write: n => {
      const { iso, month, day } = at(n)
      return [`단기 4359년 ${month}월 ${day}일`, iso]
    },
  },
]

/** One entry as a feed is to hold it: all strings are ready to stand in the document. */
interface Part {
  title: string
  titleType: 'text' | 'html'
  link: string | null
  guid: string | null
  date: string | null
  html: string
  /** How the HTML stands in the document. */
  wrap: 'escaped' | 'cdata' | 'raw'
}

export interface Variant {
  readonly name: string
  /** Formats it makes sense in; all XML ones unless told. */
  readonly formats?: readonly Format[]
  readonly parts?: (part: Part, n: number, gold: GoldItem) => GoldItem | undefined
  readonly document?: (xml: string) => string
  /** Entries that are not to be expected, from the end. */
  readonly lost?: number
}

const XML: readonly Format[] = ['rss', 'rss-content', 'rdf', 'atom', 'atom-xhtml']
const RSS: readonly Format[] = ['rss', 'rss-content']

export const VARIANTS: readonly Variant[] = [
  { name: 'sound', formats: FORMATS },
  { name: 'no ids', formats: FORMATS, parts: part => void Object.assign(part, { guid: null }) },
  {
    name: 'no dates',
    formats: FORMATS,
    parts: (part, _, gold) => {
      part.date = null
      return { ...gold, published: null }
    },
  },
  {
    name: 'relative links',
    formats: FORMATS,
    parts: (part, n) => void Object.assign(part, { link: n % 2 === 0 ? `/a/${n}` : `../a/${n}` }),
  },
  {
    name: 'tracking in links',
    formats: FORMATS,
    parts: part => void Object.assign(part, { link: `${part.link}?utm_source=rss&amp;utm_medium=feed` }),
  },
  {
    name: 'space around everything',
    formats: XML,
    parts: part =>
      void Object.assign(part, {
        title: `\n   ${part.title}\n  `,
        link: `\n ${part.link} \n`,
        date: `\n${part.date}\n`,
      }),
  },
  {
    name: 'markup in titles',
    formats: XML,
    parts: part => void Object.assign(part, { title: `&lt;b&gt;${part.title}&lt;/b&gt;`, titleType: 'html' }),
  },
  {
    name: 'titles escaped twice',
    formats: XML,
    parts: part =>
      void Object.assign(part, {
        title: part.title.replaceAll('&amp;', '&amp;amp;').replaceAll('"', '&amp;quot;'),
        titleType: 'html',
      }),
  },
  {
    name: 'titles in CDATA',
    formats: XML,
    parts: part => void Object.assign(part, { title: `<![CDATA[${part.title.replaceAll('&amp;', '&')}]]>` }),
  },
  { name: 'bare ampersands', formats: XML, document: xml => xml.replaceAll('&amp;', '&') },
  {
    name: 'entities of HTML',
    formats: XML,
    parts: (part, _, gold) => {
      part.title = `${part.title}&nbsp;&ndash;&hellip;`
      return { ...gold, title: `${gold.title} –…` }
    },
  },
  {
    name: 'control characters',
    formats: XML,
    parts: part =>
      void Object.assign(part, { title: `${part.title.slice(0, 3)}\u0008\u0000${part.title.slice(3)}` }),
  },
  {
    name: 'junk before',
    formats: XML,
    document: xml => `\n\n <!-- cached --> Notice: undefined index in /srv/feed.php on line 3\n${xml}`,
  },
  {
    name: 'junk after',
    formats: XML,
    document: xml => `${xml}\n<script src="https://ads.example/x.js"></script> & < done`,
  },
  { name: 'mark and space before', formats: XML, document: xml => `\ufeff\n\n${xml}` },
  {
    name: 'document type with entities',
    formats: XML,
    document: xml =>
      xml.replace(/(<(?:rss|feed|rdf))/i, '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>\n$1'),
  },
  {
    name: 'cut off in the last entry',
    formats: XML,
    lost: 1,
    document: xml => xml.slice(0, xml.length - 260),
  },
  {
    name: 'end of the feed missing',
    formats: XML,
    document: xml => xml.replace(/<\/(?:channel|rss|feed|rdf:RDF)>/gi, ''),
  },
  { name: 'a wrong end tag', formats: RSS, document: xml => xml.replace('</title><link>', '</titel><link>') },
  {
    name: 'raw HTML, not escaped',
    formats: ['rss'],
    parts: part => void Object.assign(part, { wrap: 'raw' }),
  },
  {
    name: 'capital tags',
    formats: ['rss'],
    document: xml =>
      xml.replace(/<(\/?)([a-z]+)(?=[\s>])/gi, (tag, slash, name) =>
        /^(?:p|b|br)$/.test(name) ? tag : `<${slash}${name.toUpperCase()}`,
      ),
  },
  {
    name: 'prefixes not declared',
    formats: ['rss-content', 'rdf'],
    document: xml => xml.replace(/ xmlns:(?:dc|content)="[^"]*"/g, ''),
  },
  {
    name: 'link in the id only',
    formats: RSS,
    parts: part => void Object.assign(part, { guid: part.link, link: null }),
  },
  {
    name: 'CDATA within escaped text',
    formats: RSS,
    parts: part => void Object.assign(part, { wrap: 'cdata' }),
  },
  {
    name: 'comments between',
    formats: XML,
    document: xml => xml.replace(/<(item|entry)([\s>])/g, '<!-- next -- one -->\n<$1$2'),
  },
]

function bodyOf({ html, wrap }: Part): string {
  if (wrap === 'raw') return html
  return wrap === 'cdata' ? `<![CDATA[${html}]]>` : escapeXml(html)
}

function itemXml(part: Part, format: Format): string {
  const { title, link, guid, date } = part
  const body = bodyOf(part)
  const tag = (name: string, value: string | null, attributes = ''): string =>
    value === null ? '' : `<${name}${attributes}>${value}</${name}>`
  switch (format) {
    case 'rss':
      return `<item>${tag('title', title)}${tag('link', link)}${tag('guid', guid, guid?.startsWith('http') || guid?.startsWith('/') ? '' : ' isPermaLink="false"')}${tag('pubDate', date)}${tag('description', body)}</item>`
    case 'rss-content':
      return `<item>${tag('title', title)}${tag('link', link)}${tag('guid', guid, ` isPermaLink="${guid?.startsWith('http') === true}"`)}${tag('dc:date', date)}${tag('description', '…')}${tag('content:encoded', part.wrap === 'escaped' ? `<![CDATA[${part.html}]]>` : body)}</item>`
    case 'rdf':
      return `<item rdf:about="${guid ?? ''}">${tag('title', title)}${tag('link', link)}${tag('dc:date', date)}${tag('description', body)}</item>`
    case 'atom':
      return `<entry>${tag('title', title, part.titleType === 'html' ? ' type="html"' : '')}<link rel="self" href="https://news.example/self"/><link rel="alternate" type="text/html" href="${link?.trim()}"/>${tag('id', guid)}${tag('updated', date)}${tag('summary', body, ' type="html"')}</entry>`
    case 'atom-xhtml':
      return `<entry>${tag('title', title, part.titleType === 'html' ? ' type="html"' : '')}<link href="${link?.trim()}"/>${tag('id', guid)}${tag('published', date)}<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${part.html}</div></content></entry>`
    default:
      return ''
  }
}

function documentOf(items: string, format: Format, lang: Lang, charset: string): string {
  const head = `<?xml version="1.0" encoding="${charset}"?>\n`
  if (format === 'rdf')
    return `${head}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="${lang}"><channel rdf:about="${ADDRESS}"><title>News</title><dc:language>${lang}</dc:language></channel>${items}</rdf:RDF>`
  if (format.startsWith('atom'))
    return `${head}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}"><title>News</title><id>${ADDRESS}</id><updated>2026-11-23T00:00:00Z</updated>${items}</feed>`
  return `${head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><link>https://news.example/</link><language>${lang}</language>${items}</channel></rss>`
}

export interface WrittenFeed {
  readonly document: string
  readonly gold: readonly GoldItem[]
}

/** Writes the entries of one language as one feed, damaged in one way. */
export function writeFeed(
  entries: readonly GoldEntry[],
  options: { lang: Lang; format: Format; charset: string; variant: Variant; dates: DateStyle },
): WrittenFeed {
  const { lang, format, charset, variant, dates } = options
  const gold: GoldItem[] = []
  const parts = entries.map((entry, n): Part => {
    const [date, published] = dates.write(n)
    const url = `https://news.example/a/${n}`
    const html = entry.paragraphs.map(text => `<p>${escapeXml(text)}</p>`).join('')
    const part: Part = {
      title: escapeXml(entry.title),
      titleType: 'text',
      link: url,
      guid: `tag:news.example,2026:${n}`,
      date,
      html,
      wrap: 'escaped',
    }
    const right: GoldItem = { title: entry.title, url, published, text: entry.paragraphs.join(' ') }
    gold.push(variant.parts?.(part, n, right) ?? right)
    return part
  })
  const kept = variant.lost ? gold.slice(0, -variant.lost) : gold
  if (format === 'json') {
    const items = parts.map((part, n) => ({
      ...(part.guid && { id: part.guid }),
      url: part.link?.replaceAll('&amp;', '&'),
      title: entries[n]!.title,
      content_html: part.html,
      ...(part.date && { date_published: part.date }),
    }))
    return {
      document: JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'News',
        language: lang,
        items,
      }),
      gold: kept,
    }
  }
  const xml = documentOf(parts.map(part => itemXml(part, format)).join('\n'), format, lang, charset)
  return { document: variant.document?.(xml) ?? xml, gold: kept }
}
