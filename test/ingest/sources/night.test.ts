// An operator points the desk at a list of feeds in the evening and finds the morning's digest built from it, with a
// plain account of the source that did not deliver.
import { expect, test } from 'vitest'
import { buildDigest, windowOf } from '../../../digests/digest.ts'
import { replyOfDigest } from '../../../src/chat/digest-reply.ts'
import { replyOfSources } from '../../../src/chat/source-reply.ts'
import { noticeWords } from '../../../src/chat/source-words.ts'
import { replyText } from '../../../src/chat/text.ts'
import { readOpml } from '../../../src/ingest/sources/opml.ts'
import { openLexicon } from '../../../src/lexicon/lexicon.ts'
import { openStore } from '../../../src/store/open.ts'
import { openSite, page, rss } from '../../helpers/site.ts'
import { handClock, pollAt } from '../../helpers/sources.ts'

test('from a list of feeds in the evening to the digest in the morning', async () => {
  const clock = handClock('2026-11-22T18:00:00Z')
  const site = await openSite()
  const store = await openStore(':memory:', { clock: () => new Date(clock.now().epochMilliseconds) })
  const network = site.network(clock.now)
  try {
    const feed = (name: string) => `${site.origin(name)}/feed`
    const opml = `<opml version="2.0"><body>${['wire', 'ministry', 'broken'].map(name => `<outline text="${name}" title="${name}" xmlUrl="${feed(name)}" outlet="The ${name}" country="JP"/>`).join('')}</body></opml>`
    site.set('/feed', rss([]), 'wire')
    site.set('/feed', rss([]), 'ministry')
    site.set('/feed', { status: 502 }, 'broken')
    const { sources } = readOpml(opml, null, clock.now().toString())
    for (const source of sources) await store.sources.add(source, clock.now().toString())

    const notices: string[] = []
    for (let hour = 0; hour < 14; hour++) {
      if (hour === 3) {
        site.set(
          '/a',
          page('Biden refuses to lift tariffs', [
            'WASHINGTON, Nov. 22, 2026 - U.S. President Joe Biden refused to lift the tariffs on Japan on Sunday, officials said.',
            'Japan criticized the decision and demanded talks before the end of the year.',
          ]),
          'wire',
        )
        site.set(
          '/feed',
          rss([
            {
              title: 'Biden refuses to lift tariffs',
              link: `${site.origin('wire')}/a`,
              guid: '1',
              date: 'Sun, 22 Nov 2026 20:30:00 GMT',
            },
          ]),
          'wire',
        )
        site.set(
          '/feed',
          rss([
            {
              title: 'Japan protests to South Korea',
              guid: 'm1',
              date: 'Sun, 22 Nov 2026 21:00:00 GMT',
              summary:
                'TOKYO, Nov. 22, 2026 - Japan protested to South Korea on Sunday over the drills near the islands, the Foreign Ministry said.',
            },
          ]),
          'ministry',
        )
      }
      const polled = await pollAt(store, network, clock.now)
      notices.push(...polled.notices.map(notice => noticeWords('en', notice, 'UTC')))
      clock.forward({ hours: 1 })
    }

    const deps = { store, lexicon: openLexicon(), clock: clock.now }
    const digest = await buildDigest(windowOf('2026-11-23', 2), 'en', deps)
    const told = replyText(replyOfDigest(digest))
    expect(told).toContain(`${site.origin('wire')}/a`)
    expect(told).toMatch(/tariffs/)
    expect(told).toMatch(/drills|protest/)
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatch(/^broken cannot be read since 22 Nov, 18:00: the server answers 502\./)
    const listed = replyText(replyOfSources({ lang: 'en', zone: 'UTC' }, await store.sources.list()))
    expect(listed).toContain('3 sources, 1 failing')
    expect(listed).toMatch(/broken .*failing: the server answers 502/)
  } finally {
    await network.close()
    await store.close()
    await site.close()
  }
})
