// Sources as those who manage a workspace see them, and the words in all languages.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSources } from '../../commands/sources.ts'
import { checkCommands } from '../../src/chat/command.ts'
import { createDispatch, type Dispatch } from '../../src/chat/dispatch.ts'
import { faultWords, noticeWords, SOURCE_MESSAGES, type SourceKey } from '../../src/chat/source-words.ts'
import { replyText } from '../../src/chat/text.ts'
import { createSourceDesk } from '../../src/ingest/sources/desk.ts'
import type { Network } from '../../src/ingest/sources/poll.ts'
import { LANGS, type Lang } from '../../src/model/language.ts'
import { type FaultCode, type Source, UNTRIED } from '../../src/model/source.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { placeholdersOf } from '../../src/text/messages.ts'
import { openSite, page, rss, type Site } from '../helpers/site.ts'
import { handClock } from '../helpers/sources.ts'

const clock = handClock('2026-11-23T06:00:00Z')
const PARAGRAPHS = [
  'The ministers met in Seoul on Monday and agreed to meet again in January, the ministry said in a statement after the talks.',
  'They did not say where the next meeting would be held, and left without taking questions from the press that waited outside.',
]
let site: Site
let store: Store
let network: Network
let dispatch: Dispatch

beforeEach(async () => {
  site = await openSite()
  store = await openStore(':memory:', { clock: () => new Date(clock.now().epochMilliseconds) })
  network = site.network(clock.now)
  const desk = createSourceDesk({
    ledger: store.sources,
    network,
    clock: clock.now,
    mayAddFolders: false,
    maxBytes: 1e6,
  })
  const report = (fault: unknown) => {
    throw fault
  }
  dispatch = createDispatch({ commands: [createSources({ sources: desk })], detectLanguage, report })
})

afterEach(async () => {
  await network.close()
  await store.close()
  await site.close()
})

async function say(
  line: string,
  options: { workspace?: string; admin?: boolean; lang?: Lang } = {},
): Promise<string> {
  const { workspace, admin = true, lang = 'en' } = options
  const now = clock.now().toZonedDateTimeISO('Asia/Seoul')
  const user = { id: 'u', mayAdminister: admin }
  return replyText(
    await dispatch(line, { lang, surface: 'slack', now, user, ...(workspace && { workspace }) }),
  )
}

describe('/sources', () => {
  test('can be shown on every surface, and only to those who manage', async () => {
    const desk = createSourceDesk({
      ledger: store.sources,
      network,
      clock: clock.now,
      mayAddFolders: false,
      maxBytes: 1,
    })
    checkCommands([createSources({ sources: desk })])
    expect(await say('/sources', { admin: false })).toContain('only those who may manage')
    expect(await say('/sources')).toContain('There are no sources yet')
  })

  test('adds the feed of a page, whatever the page is, and lists it', async () => {
    site.set(
      '/',
      page('The Paper', PARAGRAPHS, '<link rel="alternate" type="application/rss+xml" href="/rss">'),
    )
    site.set(
      '/rss',
      rss([
        { title: 'A', guid: '1' },
        { title: 'B', guid: '2' },
      ]),
    )
    expect(await say(`/sources add ${site.origin()}/`)).toMatch(/Added The Site \(feed, 2 entries now\)/)
    expect(await say(`/sources add ${site.origin()}/rss`)).toContain('is a source already')
    expect(await say('/sources')).toContain('not asked yet')
    expect(await say('/sources show the site')).toContain(`${site.origin()}/rss`)
    expect(await say('/sources the site')).toContain(`${site.origin()}/rss`)
  })

  test('finds a feed at a usual place that no page names', async () => {
    site.set('/news/', page('The Paper', PARAGRAPHS))
    site.set('/feed.xml', rss([{ title: 'A', guid: '1' }]))
    expect(await say(`/sources add ${site.origin()}/news/`)).toContain('Added The Site')
  })

  test('says all that was tried, and what else could be done', async () => {
    const list = [
      '<a href="/2026/1.html">Foreign Minister meets his counterpart from Korea</a>',
      '<a href="/2026/2.html">Statement on the launch of ballistic missiles</a>',
    ]
    site.set('/', page('The Ministry', list))
    const told = await say(`/sources add ${site.origin()}/`)
    expect(told).toContain('No feed was found')
    expect(told).toContain(`${site.origin()}/rss.xml – the server answers 404`)
    expect(told).toContain(`/sources add ${site.origin()}/ --kind list`)
    expect(await say(`/sources add ${site.origin()}/ --kind list`)).toMatch(
      /Added .*\(list of links, 2 entries now\)/,
    )
    expect(await say('/sources add https://no.such.invalid/')).toContain('broke off')
    expect(await say('/sources add http://user:secret@news.test/')).not.toContain('secret')
    expect(await say('/sources add /etc/passwd')).toContain('No feed was found')
    expect(await say('/sources add http://10.0.0.1/')).toContain('not on the public internet')
    expect(await say('/sources add')).toContain('Name a source')
  })

  test('checks, pauses, resumes and removes by name, id or address', async () => {
    site.set('/rss', rss([{ title: 'Ministers meet', guid: '1', date: 'Mon, 23 Nov 2026 05:00:00 GMT' }]))
    await say(`/sources add ${site.origin()}/rss`)
    const [state] = await store.sources.list()
    expect(await say('/sources check')).toContain('1 of 1 answer.')
    expect(await say(`/sources check ${state!.source.id}`)).toContain('newest: Ministers meet (2026-11-23)')
    expect(await say(`/sources pause ${site.origin()}/rss`)).toContain('Paused The Site')
    expect((await store.sources.list())[0]!.source.paused).toBe(true)
    expect(await say('/sources resume the site')).toContain('Resumed The Site')
    expect(await say('/sources remove nothing of the kind')).toContain('No source is called')
    expect(await say('/sources remove the site')).toContain('Its articles stay')
    expect(await store.sources.list()).toEqual([])
    expect(await store.articles()).toMatchObject({ items: [] })
  })

  test('in a workspace adds to its own, and leaves the operator’s and others’ alone', async () => {
    for (const name of ['one', 'two', 'shared'])
      site.set('/rss', rss([{ title: name, guid: '1' }]).replace('The Site', `Site ${name}`), name)
    await say(`/sources add ${site.origin('shared')}/rss`)
    await say(`/sources add ${site.origin('one')}/rss`, { workspace: 'slack:T1' })
    await say(`/sources add ${site.origin('two')}/rss`, { workspace: 'slack:T2' })
    const seen = await say('/sources', { workspace: 'slack:T1' })
    expect(seen).toContain('Site one')
    expect(seen).toContain('Site shared')
    expect(seen).not.toContain('Site two')
    expect(await say('/sources show site two', { workspace: 'slack:T1' })).toContain('No source is called')
    expect(await say('/sources remove site shared', { workspace: 'slack:T1' })).toContain('shared library')
    expect(await say('/sources remove site one', { workspace: 'slack:T1' })).toContain('Removed')
    expect(await store.sources.list()).toHaveLength(2)
    expect(await say('/sources add /tmp --kind folder', { workspace: 'slack:T1' })).toContain(
      'is not a value of kind',
    )
  })
})

describe('the words', () => {
  const keys = Object.keys(SOURCE_MESSAGES.en) as SourceKey[]

  test.each(LANGS)('%s has every one, with the same places to fill', lang => {
    expect(Object.keys(SOURCE_MESSAGES[lang]).sort()).toEqual([...keys].sort())
    for (const key of keys) {
      expect(SOURCE_MESSAGES[lang][key].trim(), key).not.toBe('')
      expect(placeholdersOf(SOURCE_MESSAGES[lang][key]), key).toEqual(placeholdersOf(SOURCE_MESSAGES.en[key]))
      if (lang !== 'en') expect(SOURCE_MESSAGES[lang][key], key).not.toBe(SOURCE_MESSAGES.en[key])
    }
  })

  test('keep the two Chinese scripts apart', () => {
    expect(Object.values(SOURCE_MESSAGES['zh-Hans']).join('')).not.toMatch(/[檔來說問題語應該與這個條國網]/)
    expect(Object.values(SOURCE_MESSAGES['zh-Hant']).join('')).not.toMatch(/[来说问题语应该与这个条国网]/)
  })

  test('tell every fault and every notice', () => {
    const source: Source = {
      id: 'src_01234567',
      kind: 'feed',
      url: 'https://a.example/',
      name: 'The Paper',
      outlet: null,
      country: null,
      lang: null,
      ownership: null,
      pattern: null,
      text: 'auto',
      workspace: null,
      paused: false,
      added: '2026-11-01T00:00:00Z',
    }
    const codes = keys.filter(key => key.startsWith('fault.')).map(key => key.slice(6) as FaultCode)
    expect(codes.length).toBeGreaterThan(18)
    for (const lang of LANGS)
      for (const code of codes) {
        const fault = { code, url: source.url, detail: '503', until: null }
        expect(faultWords(lang, fault)).toMatch(/\S{2}/)
        const health = {
          ...UNTRIED,
          fault,
          failingSince: '2026-11-23T00:00:00Z',
          lastItem: '2026-11-20T00:00:00Z',
        }
        for (const kind of ['failing', 'silent', 'recovered'] as const)
          expect(noticeWords(lang, { kind, source, health }, 'Asia/Tokyo')).toContain('The Paper')
        expect(
          noticeWords(
            lang,
            { kind: 'moved', source, from: 'https://a.example/', to: 'https://b.example/' },
            'UTC',
          ),
        ).toContain('https://b.example/')
      }
  })
})
