// What is new to a channel: updates say of what, repetitions are not shown, corrections go first and where it was told.
import { describe, expect, test } from 'vitest'
import { buildEdition, windowOf } from '../../digests/digest.ts'
import { type Facts, isSameThing, relationTo } from '../../digests/facts.ts'
import type { ToldBefore } from '../../digests/novelty.ts'
import { readSlots } from '../../digests/slots.ts'
import { contentHashOf, readArticle } from '../../src/ingest/read-article.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Slot } from '../../src/model/subscription.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { createRecorder } from '../helpers/recorder.ts'
import { jobDeps, runUntil, simulateTime, subscribe } from '../helpers/recorder-desk.ts'

const lexicon = openLexicon()

const protest: Facts = {
  act: 'lodge_protest',
  plover: 'ACCUSE',
  negated: false,
  planned: false,
  actors: ['GOV.jp'],
  sides: ['JP'],
  whom: ['KR'],
  topics: ['RADAR_LOCKON'],
  from: '2018-12-21',
  to: '2018-12-21',
  told: '2018-12-21',
}

describe('how something stands to what was told', () => {
  test.each([
    ['the same in other words', { act: 'condemn' }, 'repetition'],
    ['the same without its topic', { topics: [] }, 'repetition'],
    ['the same without its day', { from: null, to: null }, 'repetition'],
    ['once more, days later', { from: '2018-12-25', to: '2018-12-25' }, 'again'],
    ['that it did not happen', { negated: true }, 'contradiction'],
    ['that it did not, later', { negated: true, from: '2019-01-10', to: '2019-01-10' }, 'reversal'],
    [
      'something else on the topic',
      { act: 'meet', plover: 'CONSULT', sides: ['JP', 'KR'], whom: [] },
      'further',
    ],
    ['by another side on the topic', { act: 'deny', plover: 'STATE*', sides: ['KR'], whom: [] }, 'further'],
    ['by strangers to it', { sides: ['US'], whom: ['CN'] }, null],
    ['on another topic', { act: 'meet', topics: ['TARIFFS'] }, null],
  ] as const)('%s', (_, change, relation) => {
    expect(relationTo({ ...protest, ...change } as Facts, protest)).toBe(relation)
  })

  test('a plan that is told as done is realised', () => {
    const plan = { ...protest, act: 'visit', plover: 'CONSULT', planned: true }
    expect(relationTo({ ...plan, planned: false }, plan)).toBe('realised')
  })

  test('one meeting is one thing, whatever each teller says it was about', () => {
    const meeting = { ...protest, act: 'meet', plover: 'CONSULT', sides: ['JP', 'KR'], whom: [] }
    expect(isSameThing(meeting, { ...meeting, topics: ['DOKDO'], sides: ['KR', 'JP'] })).toBe(true)
    expect(isSameThing(meeting, { ...meeting, from: '2018-12-24', to: '2018-12-24' })).toBe(false)
    expect(isSameThing(meeting, { ...meeting, topics: ['DOKDO'], sides: ['JP', 'KR', 'US'] })).toBe(false)
  })
})

/** Articles as they come in: text and the instant of first sight. */
async function take(store: Store, name: string, seen: string, text: string, outlet = 'Kyodo'): Promise<void> {
  const item = {
    identity: `https://news.example/${name}`,
    url: `https://news.example/${name}`,
    title: null,
    outlet,
    published: seen,
    lang: 'en' as const,
    text,
    format: 'text' as const,
    charset: 'utf-8',
    sample: false,
  }
  const hash = contentHashOf(item)
  const id = await store.newArticleId(item.identity, hash)
  await store.addArticles([readArticle(item, id, hash, seen, lexicon)])
}

const PROTEST =
  'TOKYO, March 5, 2024 (Kyodo) — Japan lodged a protest with South Korea over the radar lock-on on March 5, 2024, officials said.'

describe('a channel', () => {
  async function withDesk(
    work: (desk: {
      store: Store
      run(until: string): Promise<void>
      words(): string[]
      threads(): (string | null)[]
    }) => Promise<void>,
  ): Promise<void> {
    const time = simulateTime('2024-03-05T00:00:00Z')
    const store = await openStore(':memory:', { clock: () => new Date(time.now().epochMilliseconds) })
    try {
      const recorder = createRecorder({ surface: 'slack', now: () => time.now().epochMilliseconds })
      const deps = jobDeps(store, lexicon, time, [recorder.messenger])
      await subscribe(deps, 'slack:T1/C1', readSlots('23:00 UTC', 'UTC') as readonly Slot[])
      await work({
        store,
        run: until => runUntil(until, deps, time),
        words: () => recorder.arrived.map(one => JSON.stringify(one.reply)),
        threads: () => recorder.arrived.map(one => one.thread),
      })
    } finally {
      await store.close()
    }
  }

  test('is not told again what ten more sites copy', () =>
    withDesk(async ({ store, run, words }) => {
      await take(store, 'a', '2024-03-05T12:00:00.000Z', PROTEST)
      await run('2024-03-06T00:00:00Z')
      expect(words()).toHaveLength(1)
      for (let n = 0; n < 10; n++)
        await take(
          store,
          `copy${n}`,
          '2024-03-06T12:00:00.000Z',
          `${PROTEST}\n\nCopied by site ${n}.`,
          `Site ${n}`,
        )
      await run('2024-03-07T00:00:00Z')
      expect(words()).toHaveLength(1)
    }))

  test('is told once, as one source, what many copy on one day', async () => {
    const store = await openStore(':memory:', { clock: () => new Date('2024-03-06T00:00:00Z') })
    for (let n = 0; n < 6; n++)
      await take(
        store,
        `copy${n}`,
        '2024-03-05T12:00:00.000Z',
        PROTEST.replace('(Kyodo)', `(Site ${n})`),
        `Site ${n}`,
      )
    const { digest } = await buildEdition(
      { window: windowOf('2024-03-05', 1), lang: 'en', told: [] },
      { store, lexicon },
    )
    expect(digest.items).toHaveLength(1)
    expect(digest.items[0]!.sourcing.independent).toBe(1)
    await store.close()
  })

  test('is told a page that no longer says it as a correction, first, and in the thread of the digest that was wrong', () =>
    withDesk(async ({ store, run, words, threads }) => {
      await take(store, 'a', '2024-03-05T12:00:00.000Z', PROTEST)
      await run('2024-03-06T00:00:00Z')
      await take(
        store,
        'a',
        '2024-03-06T12:00:00.000Z',
        'TOKYO, March 6, 2024 (Kyodo) — Japan and China held talks over tariffs on March 6, 2024, officials said.',
      )
      await run('2024-03-07T00:00:00Z')
      const [, ...later] = words()
      expect(later).toHaveLength(2)
      const digest = later.find(one => one.includes('digest'))!
      expect(digest.indexOf('Corrects what was told')).toBeGreaterThan(-1)
      expect(digest).toContain('Japan → South Korea')
      expect(threads().slice(1).sort()).toEqual(['m1', null].sort())
    }))

  test('gets an update with what it updates', async () => {
    const store = await openStore(':memory:', { clock: () => new Date('2024-03-06T00:00:00Z') })
    await take(store, 'a', '2024-03-05T12:00:00.000Z', PROTEST)
    const first = await buildEdition(
      { window: windowOf('2024-03-05', 1), lang: 'en', told: [] },
      { store, lexicon },
    )
    const told: ToldBefore[] = first.remembered.flatMap(one =>
      one ? [{ ...one, delivery: 'd', thread: null }] : [],
    )
    expect(told).toHaveLength(1)
    await take(
      store,
      'b',
      '2024-03-06T12:00:00.000Z',
      'SEOUL, March 6, 2024 (Yonhap) — South Korea urged Japan to hold talks over the radar lock-on on March 6, 2024, officials said.',
      'Yonhap',
    )
    const next = await buildEdition(
      { window: windowOf('2024-03-06', 1), lang: 'en', told },
      { store, lexicon },
    )
    expect(next.digest.items[0]).toMatchObject({ novelty: 'update' })
    expect(next.digest.items[0]!.earlier).toContain('Update of 5 Mar 2024: Japan → South Korea: protests')
    await store.close()
  })
})
