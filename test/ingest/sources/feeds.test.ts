import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFeed, plainLine } from '../../../src/ingest/sources/feed.ts'
import { readFeedDate } from '../../../src/ingest/sources/feed-dates.ts'
import { findFeedLinks, matchesPattern, readList, readSitemap } from '../../../src/ingest/sources/links.ts'
import { readOpml, writeOpml } from '../../../src/ingest/sources/opml.ts'
import { LANGS } from '../../../src/model/language.ts'
import { DATE_STYLES, FORMATS, readEntries, VARIANTS, writeFeed } from '../../eval/feed-forms.ts'
import { run } from '../../eval/feeds.ts'

const ADDRESS = 'https://news.example/feed.xml'

describe('a feed', () => {
  test('is read right in formats, charsets and damages taken from all of them', async () => {
    const { rows } = await run(11)
    expect(rows.length).toBeGreaterThan(5)
    for (const { measure, value, n } of rows) {
      expect(n, measure).toBeGreaterThan(20)
      expect(value, measure).toBeGreaterThanOrEqual(0.96)
    }
  })

  test('may be anything: it is entries or null, and never an error', () => {
    const words = fc.constantFrom(
      '<rss version="2.0">',
      '<channel>',
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&#x0;',
      '<link/>',
      '<feed>',
      '<entry>',
      '<rdf:RDF>',
      '{"version":"https://jsonfeed.org/version/1","items":[',
      ']}',
      '<!DOCTYPE x [',
      '<!--',
      'https://a.example/1',
      'Mon, 23 Nov 2026',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 40 }), pieces => {
        const feed = parseFeed(pieces.join(''), ADDRESS)
        for (const entry of feed?.entries ?? []) {
          expect(entry.title).not.toMatch(/[\n\t]/)
          expect(entry.url === null || /^https?:\/\//.test(entry.url)).toBe(true)
        }
      }),
    )
  })

  test('damaged anywhere gives no entry that its sound form has not', () => {
    const entries = readEntries()
    fc.assert(
      fc.property(
        fc.constantFrom(...FORMATS),
        fc.constantFrom(...LANGS),
        fc.nat(),
        fc.nat({ max: 30 }),
        (format, lang, at, length) => {
          const { document, gold } = writeFeed(entries[lang], {
            lang,
            format,
            charset: 'utf-8',
            variant: VARIANTS[0]!,
            dates: DATE_STYLES[0]!,
          })
          const cut = at % document.length
          const feed = parseFeed(document.slice(0, cut) + document.slice(cut + length), ADDRESS)
          expect((feed?.entries ?? []).length).toBeLessThanOrEqual(gold.length)
        },
      ),
    )
  })

  test('whose links are no web addresses has none of them', () => {
    for (const link of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,x',
      'ftp://a.example/1',
      '&#106;avascript:alert(1)',
    ])
      expect(
        parseFeed(
          `<rss version="2.0"><channel><item><title>T</title><link>${link}</link></item></channel></rss>`,
          ADDRESS,
        )?.entries[0]?.url ?? null,
        link,
      ).toBeNull()
  })

  test('says where it has moved to and how long to stay away', () => {
    const feed = parseFeed(
      '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>T</title><ttl>90</ttl><itunes:new-feed-url>https://new.example/feed</itunes:new-feed-url></channel></rss>',
      ADDRESS,
    )
    expect(feed).toMatchObject({ movedTo: 'https://new.example/feed', ttl: 90, entries: [] })
  })
})

test('a headline is one line of plain words', () => {
  expect(plainLine('<b>Abe</b> &amp;amp; <i>Park</i>\n meet')).toBe('Abe & Park meet')
  expect(plainLine('5 < 6 and a<b')).toBe('5 < 6 and a<b')
  expect(plainLine('<ruby>外相<rt>がいしょう</rt></ruby>会談')).toBe('外相会談')
  expect(plainLine(null)).toBe('')
})

test('a date is read or is null, never guessed', () => {
  for (const bad of [
    '',
    'yesterday',
    '11/12/2026',
    '2026-13-01',
    '31 Feb 2026',
    'Mon',
    '99999999999999',
    '2026',
  ])
    expect(readFeedDate(bad, null), bad).toBeNull()
  expect(readFeedDate('Mon, 23 Nov 2026 10:00:00 CST', 'zh-Hans')).toBe('2026-11-23T10:00:00+08:00')
  expect(readFeedDate('Mon, 23 Nov 2026 10:00:00 CST', 'en')).toBe('2026-11-23T10:00:00-06:00')
  expect(readFeedDate('115/11/23', 'zh-Hant')).toBe('2026-11-23')
  expect(readFeedDate('115/11/23', 'en')).toBeNull()
  fc.assert(
    fc.property(fc.string(), text => {
      const date = readFeedDate(text, null)
      expect(date === null || /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?$/.test(date)).toBe(true)
    }),
  )
})

describe('a page of links', () => {
  const list = `<html><head><base href="https://gov.example/press/"></head><nav><a href="/nav/2026/9.html">Navigation with as many words as a headline has</a></nav>
    <ul><li>2026.11.23 <a href="2026/1.html">Foreign Minister meets his counterpart from Korea</a></li>
    <li><a href="2026/1.html"><img alt=""></a> <a href="2026/2.html">Statement on the launch of ballistic missiles</a> (Nov. 22, 2026)</li>
    <li>令和8年11月21日 <a href='2026/3.html'>日韓外相電話会談について</a></li></ul>
    <a href="mailto:x@gov.example">Write to us about anything you like</a><a href="https://other.example/2026/4.html">Something on another site altogether</a></html>`

  test('gives its headlines with their days, in their order, without being told which', () => {
    expect(
      readList(list, 'https://gov.example/', null).map(({ url, title, published }) => [
        url,
        title,
        published,
      ]),
    ).toEqual([
      [
        'https://gov.example/press/2026/1.html',
        'Foreign Minister meets his counterpart from Korea',
        '2026-11-23',
      ],
      [
        'https://gov.example/press/2026/2.html',
        'Statement on the launch of ballistic missiles',
        '2026-11-22',
      ],
      ['https://gov.example/press/2026/3.html', '日韓外相電話会談について', '2026-11-21'],
    ])
  })

  test('gives what a pattern names', () => {
    expect(readList(list, 'https://gov.example/', '/press/2026/*').length).toBe(3)
    expect(readList(list, 'https://gov.example/', 'other.example/*').map(entry => entry.url)).toEqual([
      'https://other.example/2026/4.html',
    ])
    expect(readList(list, 'https://gov.example/', '/none/*')).toEqual([])
  })

  test.each([
    ['/press/*', 'https://a.example/press/1', true],
    ['/press/*.html', 'https://a.example/press/1.htm', false],
    ['*/2026/*', 'https://a.example/x/2026/1', true],
    ['a.example/x', 'https://a.example/x', true],
    ['/x', 'https://a.example/x/y', false],
    ['/view.do*', 'https://a.example/view.do?seq=1', true],
  ])('%s and %s: %s', (pattern, url, matches) => expect(matchesPattern(pattern, url)).toBe(matches))

  test('may be anything', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom('<a href="/1">', '</a>', '<base href=', '<nav>', '<script>', '2026-11-23'),
            fc.string(),
          ),
        ),
        pieces => {
          for (const entry of readList(pieces.join(''), 'https://a.example/', null))
            expect(entry.url).toMatch(/^https?:/)
        },
      ),
    )
  })
})

test('a sitemap is its pages, latest first; anything else is none', () => {
  const sitemap =
    '<urlset><url><loc>https://a.example/old</loc><lastmod>2026-11-01</lastmod></url><url><loc>https://a.example/new</loc><lastmod>2026-11-23</lastmod></url><url><loc>javascript:x</loc></url></urlset>'
  expect(readSitemap(sitemap, ADDRESS, null)?.entries.map(entry => entry.url)).toEqual([
    'https://a.example/new',
    'https://a.example/old',
  ])
  expect(readSitemap('<html>', ADDRESS, null)).toBeNull()
})

test('feeds that a page names are found, those of comments last', () => {
  const page =
    '<link rel="alternate" type="application/rss+xml" title="Comments feed" href="/comments"><link href="/atom.xml" type="application/atom+xml" rel="alternate"><link rel="stylesheet" type="text/css" href="/x.css">'
  expect(findFeedLinks(page, 'https://a.example/b/')).toEqual([
    'https://a.example/atom.xml',
    'https://a.example/comments',
  ])
})

describe('a list of sources', () => {
  test('comes back from OPML as it went', () => {
    const opml = `<opml version="2.0"><body><outline text="X"><outline text="외교부" type="rss" xmlUrl="https://a.example/1?x=1&amp;y=2" language="ko" outlet="외교부" country="kr" ownership="government" fulltext="page"/><outline text="List" htmlUrl="https://a.example/list" kind="list" pattern="/p/*"/><outline text="No source"/><outline text="Bad" xmlUrl="file:///etc/passwd"/><outline text="Folder" kind="folder" xmlUrl="https://a.example/x"/></outline></body></opml>`
    const now = '2026-11-23T00:00:00Z'
    const { sources, passedOver } = readOpml(opml, null, now)
    expect(sources).toMatchObject([
      {
        kind: 'feed',
        url: 'https://a.example/1?x=1&y=2',
        name: '외교부',
        lang: 'ko',
        country: 'KR',
        ownership: 'government',
        text: 'page',
      },
      { kind: 'list', url: 'https://a.example/list', pattern: '/p/*', text: 'auto' },
    ])
    expect(passedOver).toEqual(['No source', 'Bad', 'Folder'])
    const again = readOpml(writeOpml(sources, now), null, now).sources
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
    expect([...again].sort(byId)).toEqual([...sources].sort(byId))
  })

  test('that is none is refused in words', () => {
    expect(() => readOpml('<html></html>', null, '2026-11-23T00:00:00Z')).toThrow(/no OPML/)
    expect(() => readOpml('', null, '2026-11-23T00:00:00Z')).toThrow(/no OPML/)
  })

  test('the starter desk has sources of every region and language, each wholly described', async () => {
    const { readFileSync } = await import('node:fs')
    const text = readFileSync(new URL('../../../samples/sources.opml', import.meta.url), 'utf8')
    const { sources, passedOver } = readOpml(text, null, '2026-11-23T00:00:00Z')
    expect(passedOver).toEqual([])
    expect(sources.length).toBeGreaterThanOrEqual(60)
    expect(text).toMatch(/not be checked/)
    for (const source of sources) {
      expect(source.outlet, source.name).toBeTruthy()
      expect(source.country, source.name).toMatch(/^[A-Z]{2}$/)
      expect(source.lang, source.name).not.toBeNull()
      expect(source.ownership, source.name).not.toBeNull()
      if (source.kind === 'list') expect(source.pattern, source.name).not.toBeNull()
    }
    for (const lang of LANGS)
      expect(sources.filter(source => source.lang === lang).length, lang).toBeGreaterThanOrEqual(5)
    for (const country of ['US', 'JP', 'KR', 'CN'])
      expect(sources.filter(source => source.country === country).length, country).toBeGreaterThanOrEqual(8)
  })
})
