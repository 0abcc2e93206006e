import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPollJob, type Network } from '../../../src/ingest/sources/poll.ts'
import { openLexicon } from '../../../src/lexicon/lexicon.ts'
import type { Article } from '../../../src/model/article.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { openSite, page, rss, type Site } from '../../helpers/site.ts'
import { addSources, handClock, pollAt } from '../../helpers/sources.ts'

const TALKS = [
  'Japanese Foreign Minister Takeshi Iwaya met his South Korean counterpart in Seoul on Monday and demanded that the export controls be lifted before the end of the year.',
  'South Korea said after the meeting that it had rejected the demand. The two ministers agreed to meet again in January, according to a statement of the ministry.',
  'The United States welcomed the talks and called on both allies to settle the matter between themselves, a spokesperson said in Washington.',
]
const EDITED = [
  TALKS[0]!,
  'South Korea said after the meeting that it had criticized the demand. The two ministers agreed to meet again in January, according to a statement of the ministry.',
  TALKS[2]!,
]

let site: Site
let store: Store
let network: Network
let clock: ReturnType<typeof handClock>

beforeEach(async () => {
  clock = handClock('2026-11-23T06:00:00Z')
  site = await openSite()
  store = await openStore(':memory:', { clock: () => new Date(clock.now().epochMilliseconds) })
  network = site.network(clock.now)
})

afterEach(async () => {
  await network.close()
  await store.close()
  await site.close()
})

const poll = (hours = 0) => {
  clock.forward({ hours })
  return pollAt(store, network, clock.now)
}

async function stored(): Promise<Article[]> {
  return [...(await store.articles({ limit: 500 })).items]
}

/** A feed at /feed and its source. */
async function feed(items: Parameters<typeof rss>[0], more = '') {
  site.set('/feed', rss(items, more))
  const [source] = await addSources(store, [`${site.origin()}/feed`], clock.now())
  return source!
}

const setFeed = (items: Parameters<typeof rss>[0]) => site.set('/feed', rss(items))
const link = (path: string) => `${site.origin()}${path}`

describe('an article of a feed', () => {
  test('with a summary only has its text from its page', async () => {
    site.set('/a', page('Ministers meet in Seoul', TALKS))
    await feed([
      {
        title: 'Ministers meet in Seoul',
        link: link('/a'),
        guid: '1',
        date: 'Mon, 23 Nov 2026 10:00:00 +0900',
        summary: 'Japan demanded that export controls be lifted…',
      },
    ])
    const { outcomes } = await poll()
    expect(outcomes[0]).toMatchObject({ added: 1, fault: null, titles: ['Ministers meet in Seoul'] })
    const [article] = await stored()
    expect(article).toMatchObject({
      url: link('/a'),
      title: 'Ministers meet in Seoul',
      published: '2026-11-23T10:00:00+09:00',
      outlet: 'The Site',
      text: TALKS.join('\n\n'),
    })
    expect(site.headersOf('/a')?.['user-agent']).toBe('Attache/0.1 (news reader; desk@example.org)')
  })

  test('with its whole content is not fetched', async () => {
    const content = [...TALKS, ...TALKS].map(text => `<p>${text}</p>`).join('')
    await feed([{ title: 'Ministers meet', link: link('/a'), content }])
    await poll()
    expect((await stored())[0]).toMatchObject({ url: link('/a'), identity: link('/a') })
    expect(site.requests).not.toContain('news /a')
  })

  test('of another site is never believed to be that site’s own words', async () => {
    const content = [...TALKS, ...TALKS].map(text => `<p>${text}</p>`).join('')
    // The page is fetched for its words; where it cannot be had, the feed's words stay under the feed's own name.
    const other = `${site.origin('ministry')}/statement`
    await feed([{ title: 'Ministry surrenders', link: other, content }])
    await poll()
    const [article] = await stored()
    expect(site.requests).toContain('ministry /statement')
    expect(article!.identity).not.toBe(other)
    expect(article!.identity).toMatch(/^feed:src_/)
  })

  test('whose page cannot be had for now is waited for, then told in the words of the feed', async () => {
    site.set('/a', { status: 503 })
    await feed([
      {
        title: 'Ministers meet in Seoul',
        link: link('/a'),
        guid: '1',
        summary: 'Japan demanded on Monday that export controls be lifted.',
      },
    ])
    const first = await poll()
    expect(first.outcomes[0]).toMatchObject({ added: 0, waiting: 1, fault: null })
    expect(await stored()).toEqual([])
    await poll(1)
    const third = await poll(1)
    expect(third.outcomes[0]).toMatchObject({ added: 1, waiting: 0 })
    expect((await stored())[0]!.text).toBe('Japan demanded on Monday that export controls be lifted.')
  })

  test.each([
    [
      'says in JSON-LD that it must be paid for',
      page(
        'T',
        TALKS,
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
      ),
    ],
    [
      'asks programs not to answer from it',
      {
        body: page('T', TALKS),
        headers: { 'content-signal': 'search=yes, ai-input=no', 'content-type': 'text/html' },
      },
    ],
    ['asks so in a meta element', page('T', TALKS, '<meta name="robots" content="noai, noimageai">')],
  ])('whose page %s is kept with title and link only', async (_, answer) => {
    site.set('/a', answer)
    await feed([{ title: 'Ministers meet in Seoul', link: link('/a'), summary: 'Japan demanded on Monday…' }])
    await poll()
    const [article] = await stored()
    expect(article).toMatchObject({
      title: 'Ministers meet in Seoul',
      url: link('/a'),
      text: 'Ministers meet in Seoul',
    })
    expect(await store.sentencesOf(article!.id)).toEqual([])
    expect(await store.claimsOf(article!.id)).toEqual([])
  })

  test('of a site whose robots.txt says ai-input=no is kept with title and link only, whole content or not', async () => {
    site.set('/robots.txt', {
      body: 'User-agent: *\nContent-Signal: search=yes, ai-train=no, ai-input=no\nAllow: /\n',
    })
    site.set('/b', page('T', TALKS))
    const content = [...TALKS, ...TALKS].map(text => `<p>${text}</p>`).join('')
    await feed([
      { title: 'Whole in the feed', link: link('/a'), content },
      { title: 'Only on its page', link: link('/b') },
    ])
    await poll()
    expect((await stored()).map(article => article.text).sort()).toEqual([
      'Only on its page',
      'Whole in the feed',
    ])
  })

  test('that robots.txt keeps programs away from is told in the words of the feed', async () => {
    site.set('/robots.txt', { body: 'User-agent: *\nDisallow: /a\n' })
    await feed([
      {
        title: 'Ministers meet',
        link: link('/a'),
        summary: 'Japan demanded on Monday that export controls be lifted.',
      },
    ])
    await poll()
    expect(site.requests).not.toContain('news /a')
    expect((await stored())[0]!.text).toContain('Japan demanded on Monday')
  })

  test('without any date, or dated in the future, has none', async () => {
    await feed([
      { title: 'No date', guid: '1', summary: 'The ministers met on Monday in Seoul.' },
      {
        title: 'Far ahead',
        guid: '2',
        date: 'Mon, 23 Nov 2099 10:00:00 GMT',
        summary: 'The ministers will meet in Tokyo.',
      },
      { title: 'A day', guid: '3', date: '2026-11-22', summary: 'The ministers met on Sunday in Seoul.' },
    ])
    await poll()
    expect(new Map((await stored()).map(article => [article.title, article.published]))).toEqual(
      new Map([
        ['No date', null],
        ['Far ahead', null],
        ['A day', '2026-11-22'],
      ]),
    )
  })
})

describe('identity', () => {
  test('an edited page is a revision, and what changed is kept, claims and all', async () => {
    site.set('/a', page('Seoul rejects demand', TALKS))
    const source = await feed([{ title: 'Seoul rejects demand', link: link('/a'), guid: '1' }])
    await poll()
    site.set('/a', page('Seoul accepts demand', EDITED))
    setFeed([{ title: 'Seoul accepts demand', link: link('/a'), guid: '1' }])
    const { outcomes } = await poll(3)
    expect(outcomes[0]).toMatchObject({ added: 0, revised: 1, changes: [{ source: source.id }] })
    const [article] = await stored()
    expect(article).toMatchObject({ revision: 2, title: 'Seoul accepts demand' })
    const [change] = await store.sources.changesBetween('2026-01-01', '2027-01-01')
    expect(change).toMatchObject({
      article: article!.id,
      source: source.id,
      title: { before: 'Seoul rejects demand', after: 'Seoul accepts demand' },
    })
    expect(change!.lost[0]).toContain('rejected the demand')
    expect(change!.gained[0]).toContain('criticized the demand')
    expect(change!.claimsLost.join()).toContain('refuse')
    expect(change!.claimsGained.length).toBeGreaterThan(0)
  })

  test('a feed that dates everything anew brings no revisions', async () => {
    const item = (date: string) => ({
      title: 'Ministers meet',
      guid: '1',
      date,
      summary: 'The ministers met on Monday in Seoul.',
    })
    await feed([item('Mon, 23 Nov 2026 06:00:00 GMT')])
    await poll()
    setFeed([item('Mon, 23 Nov 2026 09:00:00 GMT')])
    expect((await poll(3)).outcomes[0]).toMatchObject({ added: 0, revised: 0 })
    expect(await stored()).toHaveLength(1)
  })

  test('an id that is used again for other news is another article', async () => {
    site.set('/a', page('Ministers meet in Seoul', TALKS))
    await feed([{ title: 'Ministers meet in Seoul', link: link('/a'), guid: 'latest' }])
    await poll()
    site.set(
      '/b',
      page('Typhoon closes ports', [
        'A typhoon closed all ports of the island on Tuesday. Ferries will not run before Friday, the authorities said in a statement.',
      ]),
    )
    setFeed([{ title: 'Typhoon closes ports', link: link('/b'), guid: 'latest' }])
    expect((await poll(3)).outcomes[0]).toMatchObject({ added: 1, revised: 0 })
    expect((await stored()).map(article => article.title).sort()).toEqual([
      'Ministers meet in Seoul',
      'Typhoon closes ports',
    ])
  })

  test('an id used again in a feed without addresses is another article, too', async () => {
    await feed([
      { title: 'Ministers meet in Seoul', guid: 'x', summary: 'The ministers met on Monday in Seoul.' },
    ])
    await poll()
    setFeed([
      {
        title: 'Typhoon closes ports',
        guid: 'x',
        summary: 'A typhoon closed all ports of the island on Tuesday.',
      },
    ])
    await poll(3)
    expect(await stored()).toHaveLength(2)
  })

  test('ids that change at every request bring nothing twice', async () => {
    site.set('/a', page('Ministers meet in Seoul', TALKS))
    await feed([
      { title: 'Ministers meet in Seoul', link: `${link('/a')}?utm_source=rss`, guid: 'session-1' },
    ])
    await poll()
    for (const session of ['session-2', 'session-3']) {
      setFeed([{ title: 'Ministers meet in Seoul', link: `${link('/a')}?utm_source=rss`, guid: session }])
      expect((await poll(3)).outcomes[0]).toMatchObject({ added: 0, revised: 0 })
    }
    expect(await stored()).toHaveLength(1)
  })

  test('entries that all link to one page are told apart by their ids', async () => {
    const items = ['Ministers meet in Seoul', 'Typhoon closes ports', 'Court rejects appeal'].map(
      (title, n) => ({
        title,
        guid: `${n}`,
        link: link('/live'),
        summary: `${title}, the agency said on Monday.`,
      }),
    )
    await feed(items)
    await poll()
    expect(await stored()).toHaveLength(3)
    expect((await poll(3)).outcomes[0]).toMatchObject({ added: 0, revised: 0 })
  })

  test('an article that two feeds of a site have is stored once and fetched once', async () => {
    site.set('/a', page('Ministers meet in Seoul', TALKS))
    site.set('/politics', rss([{ title: 'Ministers meet in Seoul', link: link('/a'), guid: 'p-1' }]))
    await feed([{ title: 'Ministers meet in Seoul', link: link('/a'), guid: '1' }])
    await poll()
    await addSources(store, [link('/politics')], clock.now())
    await poll(3)
    expect(await stored()).toHaveLength(1)
    expect(site.requests.filter(request => request === 'news /a')).toHaveLength(1)
  })

  test('a page cannot take the place of another site’s article by its canonical address', async () => {
    const victim = `${site.origin('ministry')}/statement`
    site.set('/statement', page('Statement', TALKS), 'ministry')
    site.set('/a', page('Fake', EDITED, `<link rel="canonical" href="https://victim.example/statement">`))
    await addSources(store, [{ url: victim, kind: 'page', workspace: null }], clock.now())
    await feed([{ title: 'Fake news of the day', link: link('/a') }])
    await poll()
    expect((await stored()).map(article => article.url).sort()).toEqual([victim, link('/a')].sort())
  })

  test('a private source’s articles are seen in its workspace only, also where the library has them', async () => {
    site.set('/a', page('Ministers meet in Seoul', TALKS))
    site.set('/feed', rss([{ title: 'Ministers meet in Seoul', link: link('/a'), guid: '1' }]))
    const url = link('/feed')
    await addSources(store, [{ url, workspace: 'slack:T1' }], clock.now())
    await poll()
    expect((await store.seenBy('slack:T1').articles()).items).toHaveLength(1)
    expect((await store.seenBy('slack:T2').articles()).items).toHaveLength(0)
    await addSources(store, [{ url, workspace: null }], clock.now())
    await poll(3)
    expect((await store.seenBy('slack:T2').articles()).items).toHaveLength(1)
    expect(await stored()).toHaveLength(2)
  })

  test('one agency story on ten sites is one origin with ten relays', async () => {
    const story = [
      'SEOUL, Nov. 23 (Kyodo) -- Japan and South Korea agreed on Monday to resume security talks, Kyodo News reported.',
      ...TALKS.slice(0, 2),
    ]
    const urls: string[] = []
    for (let n = 0; n < 10; n++) {
      const name = `paper${n}`
      site.set('/a', page(`Japan, South Korea to resume talks (${n})`, story), name)
      site.set(
        '/feed',
        rss([{ title: `Japan, South Korea to resume talks (${n})`, link: `${site.origin(name)}/a` }]),
        name,
      )
      urls.push(`${site.origin(name)}/feed`)
    }
    await addSources(
      store,
      urls.map((url, n) => ({ url, workspace: null, outlet: `Paper ${n}` })),
      clock.now(),
    )
    await poll()
    const articles = await stored()
    expect(articles).toHaveLength(10)
    const origins = new Set<string>()
    for (const article of articles) {
      const [report] = await store.reportsOf(article.id)
      const outlet = report!.chain.find(one => one.role === 'outlet')
      origins.add(`${outlet?.entity}`)
      expect(report!.chain.at(-1)?.role, article.outlet ?? '').toMatch(/relay|host/)
    }
    expect([...origins]).toEqual(['OUT.kyodo'])
  })
})

describe('the kinds of sources', () => {
  test('a list page gives the articles that its pattern names', async () => {
    site.set(
      '/press/',
      page('Press releases', [
        '<a href="/press/2026/1.html">Foreign Minister Iwaya meets the Minister of Foreign Affairs of the Republic of Korea</a> 2026-11-22',
        '<a href="/press/2026/2.html">Statement on the launch of ballistic missiles by North Korea</a>',
        '<a href="/about">About the ministry, its history and its tasks</a>',
      ]),
    )
    site.set('/press/2026/1.html', page('Foreign Minister meets', TALKS))
    site.set('/press/2026/2.html', page('Statement on missiles', EDITED))
    await addSources(
      store,
      [{ url: link('/press/'), kind: 'list', pattern: '/press/2026/*', workspace: null, outlet: 'Ministry' }],
      clock.now(),
    )
    await poll()
    const articles = await stored()
    expect(articles.map(article => article.url).sort()).toEqual([
      link('/press/2026/1.html'),
      link('/press/2026/2.html'),
    ])
    expect(articles.find(article => article.url?.endsWith('1.html'))).toMatchObject({
      published: '2026-11-22',
      outlet: 'Ministry',
      text: TALKS.join('\n\n'),
    })
    expect((await poll(3)).outcomes[0]).toMatchObject({ added: 0, revised: 0 })
  })

  test('a watched page has a revision when its text changes, and none when only its frame does', async () => {
    site.set('/statement', page('Travel advice', TALKS))
    await addSources(store, [{ url: link('/statement'), kind: 'page', workspace: null }], clock.now())
    await poll()
    site.set('/statement', page('Travel advice', TALKS).replace('Imprint', `Imprint ${Math.PI}`))
    expect((await poll(25)).outcomes[0]).toMatchObject({ added: 0, revised: 0 })
    site.set('/statement', page('Travel advice', EDITED))
    expect((await poll(25)).outcomes[0]).toMatchObject({ added: 0, revised: 1 })
    expect(site.requests.filter(request => request === 'news /statement')).toHaveLength(3)
    expect((await stored()).map(article => article.revision)).toEqual([2])
  })

  test('a news sitemap, found through its index, gives its pages', async () => {
    site.set(
      '/sitemap.xml',
      `<sitemapindex><sitemap><loc>${link('/news.xml')}</loc><lastmod>2026-11-23</lastmod></sitemap></sitemapindex>`,
    )
    site.set(
      '/news.xml',
      `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${link('/a')}</loc><news:news><news:publication><news:name>N</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-11-23T01:00:00Z</news:publication_date><news:title>Ministers meet &amp; agree</news:title></news:news></url></urlset>`,
    )
    site.set('/a', page('Ministers meet', TALKS))
    await addSources(store, [{ url: link('/sitemap.xml'), kind: 'sitemap', workspace: null }], clock.now())
    await poll()
    expect((await stored())[0]).toMatchObject({
      title: 'Ministers meet & agree',
      published: '2026-11-23T01:00:00Z',
      url: link('/a'),
    })
  })

  test('a folder gives its files, and new ones later', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'attache-source-'))
    try {
      writeFileSync(join(folder, 'a.txt'), TALKS.join('\n\n'))
      await addSources(
        store,
        [{ url: folder, kind: 'folder', workspace: null, outlet: 'Archive' }],
        clock.now(),
      )
      expect((await poll()).outcomes[0]).toMatchObject({ added: 1, fault: null })
      writeFileSync(join(folder, 'b.txt'), EDITED.join('\n\n'))
      expect((await poll(25)).outcomes[0]).toMatchObject({ added: 1 })
      expect((await stored()).map(article => article.outlet)).toEqual(['Archive', 'Archive'])
      rmSync(folder, { recursive: true })
      expect((await poll(25)).outcomes[0]!.fault?.code).toBe('folder')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('a source over time', () => {
  test('is asked with what the server gave it, and not before the server allows', async () => {
    const body = rss([{ title: 'A', guid: '1', summary: 'The ministers met on Monday in Seoul.' }])
    const etag = 'W/"a-\u00fc b";x'
    site.set('/feed', ({ 'if-none-match': tag }) =>
      tag === etag
        ? { status: 304, headers: { 'cache-control': 'max-age=7200' } }
        : {
            body,
            headers: { etag, 'last-modified': 'yesterday, about noon', 'cache-control': 'max-age=10800' },
          },
    )
    await addSources(store, [link('/feed')], clock.now())
    await poll()
    const [state] = await store.sources.list()
    expect(state!.nextPoll >= '2026-11-23T09:00:00Z').toBe(true)
    await poll(1)
    expect(site.requests.filter(request => request.endsWith('/feed'))).toHaveLength(1)
    await poll(24)
    expect(site.headersOf('/feed')).toMatchObject({
      'if-none-match': etag,
      'if-modified-since': 'yesterday, about noon',
    })
    const [later] = await store.sources.list()
    expect(later!.health).toMatchObject({ streak: 0, polls: 2 })
  })

  test('that has moved for good is asked at its new address from the second time on', async () => {
    site.set('/feed', { status: 301, headers: { location: '/new' } })
    site.set('/new', rss([{ title: 'A', guid: '1', summary: 'The ministers met on Monday in Seoul.' }]))
    const [source] = await addSources(store, [link('/feed')], clock.now())
    expect((await poll()).notices).toEqual([])
    const { notices } = await poll(25)
    expect(notices).toMatchObject([{ kind: 'moved', from: link('/feed'), to: link('/new') }])
    expect((await store.sources.get(source!.id))!.source.url).toBe(link('/new'))
    const before = site.requests.length
    await poll(25)
    expect(site.requests.slice(before)).toEqual(['news /robots.txt', 'news /new'])
    expect(await stored()).toHaveLength(1)
  })

  test('that only passes on for the time being stays where it is', async () => {
    site.set('/feed', { status: 302, headers: { location: '/new' } })
    site.set('/new', rss([{ title: 'A', guid: '1', summary: 'The ministers met on Monday in Seoul.' }]))
    await addSources(store, [link('/feed')], clock.now())
    for (let round = 0; round < 3; round++) expect((await poll(25)).notices).toEqual([])
    expect((await store.sources.list())[0]!.source.url).toBe(link('/feed'))
  })

  test('that fails is told of once, asked more and more seldom, and told of when it is back', async () => {
    await feed([{ title: 'A', guid: '1', summary: 'The ministers met on Monday in Seoul.' }])
    await poll()
    const good = rss([{ title: 'A', guid: '1', summary: 'The ministers met on Monday in Seoul.' }])
    site.set('/feed', { status: 500 })
    const told: string[] = []
    const waits: number[] = []
    for (let round = 0; round < 12; round++) {
      const [state] = await store.sources.list()
      const until = Temporal.Instant.from(state!.nextPoll)
      waits.push(until.since(clock.now()).total('minutes'))
      clock.forward({ minutes: Math.ceil(until.since(clock.now()).total('minutes')) })
      told.push(...(await poll()).notices.map(notice => notice.kind))
    }
    expect(told).toEqual(['failing'])
    expect(waits.slice(1, 6)).toEqual([10, 20, 40, 80, 160])
    expect(Math.max(...waits)).toBeLessThanOrEqual(24 * 60)
    site.set('/feed', good)
    expect((await poll(25)).notices.map(notice => notice.kind)).toEqual(['recovered'])
  })

  test('that is busy is not asked before the time it names', async () => {
    site.set('/feed', { status: 429, headers: { 'retry-after': 'Mon, 23 Nov 2026 20:00:00 GMT' } })
    await addSources(store, [link('/feed')], clock.now())
    expect((await poll()).outcomes[0]!.fault).toMatchObject({
      code: 'busy',
      detail: '429',
      until: '2026-11-23T20:00:00Z',
    })
    expect((await store.sources.list())[0]!.nextPoll).toBe('2026-11-23T20:00:00Z')
  })

  test('that falls silent is told of once, by its own habit', async () => {
    const item = (n: number) => ({
      title: `News number ${n}`,
      guid: `${n}`,
      summary: `The ministers met for the ${n}th time in Seoul.`,
    })
    let items = [item(0)]
    await feed(items)
    await poll()
    for (let n = 1; n <= 14; n++) {
      items = [item(n), ...items]
      setFeed(items)
      expect((await poll(12)).notices).toEqual([])
    }
    const told: string[] = []
    for (let day = 0; day < 12; day++) told.push(...(await poll(24)).notices.map(notice => notice.kind))
    expect(told).toEqual(['silent'])
    setFeed([item(99), ...items])
    expect((await poll(24)).notices.map(notice => notice.kind)).toEqual(['recovered'])
  })

  test('that is paused is not asked, and one that is removed keeps its articles', async () => {
    const source = await feed([{ title: 'A', guid: '1', summary: 'The ministers met on Monday in Seoul.' }])
    await store.sources.setPaused(source.id, true)
    expect((await poll()).outcomes).toEqual([])
    await store.sources.setPaused(source.id, false)
    await poll()
    expect(await store.sources.remove(source.id)).toBe(true)
    expect((await poll(25)).outcomes).toEqual([])
    expect(await stored()).toHaveLength(1)
  })

  test('with more entries than one poll takes has all of them soon, and keeps asking for the rest', async () => {
    const items = Array.from({ length: 150 }, (_, n) => ({
      title: `News number ${n} of the day`,
      guid: `${n}`,
      summary: `The ministers met for the ${n}th time in Seoul on Monday.`,
    }))
    await feed(items)
    const added: number[] = []
    for (let round = 0; round < 4; round++) {
      added.push((await poll()).outcomes[0]?.added ?? 0)
      clock.forward({ minutes: 6 })
    }
    expect(added).toEqual([60, 60, 30, 0])
    expect(await stored()).toHaveLength(150)
  })
})

describe('the job', () => {
  test('polls what is due, and nothing after it was closed', async () => {
    await feed([{ title: 'A', guid: '1', summary: 'The ministers met on Monday in Seoul.' }])
    const fail = (fields: object) => expect(fields).toBeNull()
    const log = { warn: fail, error: fail }
    const job = createPollJob({
      store,
      lexicon: openLexicon(),
      clock: clock.now,
      network,
      maxBytes: 1e6,
      report: () => {},
      log,
    })
    const { signal } = new AbortController()
    await job.run(clock.now(), signal)
    expect(await stored()).toHaveLength(1)
    const asked = site.requests.length
    await job.run(clock.now(), signal)
    expect(site.requests).toHaveLength(asked)
    await job.close()
    clock.forward({ hours: 25 })
    await job.run(clock.now(), signal)
    expect(site.requests).toHaveLength(asked)
  })
})
