// Where articles come from: the ledger of sources.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ArticleChange, type Source, UNTRIED } from '../../src/model/source.ts'
import type { SourceItem } from '../../src/store/sources.ts'
import type { Store } from '../../src/store/store.ts'
import { exportOf } from './helpers.ts'

const NOW = '2026-11-23T06:00:00Z'
const LATER = '2026-11-23T07:00:00Z'

function source(n: number, more: Partial<Source> = {}): Source {
  return {
    id: `src_0000000${n}`,
    kind: 'feed',
    url: `https://news.example/${n}`,
    name: `Source "${n}" 新聞`,
    outlet: null,
    country: 'JP',
    lang: 'ja',
    ownership: 'public',
    pattern: null,
    text: 'auto',
    workspace: null,
    paused: false,
    added: NOW,
    ...more,
  }
}

function item(n: number, more: Partial<SourceItem> = {}): SourceItem {
  return {
    key: `key${n}`,
    guid: `guid ${n}`,
    url: `news.example/a/${n}`,
    hash: `hash${n}`,
    title: `"Title" ${n}`,
    identity: `https://news.example/a/${n}`,
    state: 'stored',
    tries: 0,
    firstSeen: NOW,
    seen: NOW,
    ...more,
  }
}

export function testSources(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    await store.close()
  })

  const claim = (now: string, more: { limit?: number; doubtful?: boolean; ids?: readonly string[] } = {}) =>
    store.sources.claimDue({ now, until: LATER, limit: 10, doubtful: false, ...more })
  const idsOf = (states: readonly { source: Source }[]) => states.map(state => state.source.id).sort()

  describe('sources', () => {
    test('are kept as they were said, once an address and workspace', async () => {
      expect(await store.sources.add(source(1), NOW)).toEqual({ source: source(1), added: true })
      const again = source(9, { url: source(1).url, name: 'Another name' })
      expect(await store.sources.add(again, NOW)).toEqual({ source: source(1), added: false })
      const own = source(2, { url: source(1).url, workspace: 'slack:T1' })
      expect((await store.sources.add(own, NOW)).added).toBe(true)
      expect(await store.sources.get('src_00000001')).toEqual({
        source: source(1),
        health: UNTRIED,
        nextPoll: NOW,
      })
      expect(await store.sources.get('src_ffffffff')).toBeNull()
      expect(idsOf(await store.sources.list())).toEqual(['src_00000001', 'src_00000002'])
      expect(idsOf(await store.sources.list('slack:T2'))).toEqual(['src_00000001'])
      expect(idsOf(await store.sources.list('slack:T1'))).toEqual(['src_00000001', 'src_00000002'])
    })

    test('are claimed when due, by one only, those in trouble apart, paused ones not at all', async () => {
      for (const n of [1, 2, 3, 4]) await store.sources.add(source(n), n === 4 ? LATER : NOW)
      await store.sources.setPaused('src_00000002', true)
      await store.sources.saveHealth('src_00000003', { ...UNTRIED, streak: 2 }, NOW)
      expect(await claim('2026-11-23T05:59:59Z')).toEqual([])
      expect(idsOf(await claim(NOW, { ids: ['src_00000009'] }))).toEqual([])
      expect(idsOf(await claim(NOW))).toEqual(['src_00000001'])
      expect(await claim(NOW)).toEqual([])
      expect(idsOf(await claim(NOW, { doubtful: true }))).toEqual(['src_00000003'])
      expect(idsOf(await claim(LATER))).toEqual(['src_00000001', 'src_00000004'])
      await store.sources.setPaused('src_00000002', false)
      expect(idsOf(await claim(NOW, { limit: 1 }))).toEqual(['src_00000002'])
    })

    test('keep how they do, and a change of settings does not touch it', async () => {
      await store.sources.add(source(1), NOW)
      const health = {
        ...UNTRIED,
        polls: 3,
        days: { '2026-11-22': 4 },
        validators: { url: 'https://x.example/', etag: 'W/"\u00fc"', lastModified: null },
      }
      await store.sources.saveHealth('src_00000001', health, LATER)
      await store.sources.update(source(1, { url: 'https://new.example/', name: 'New' }))
      expect(await store.sources.get('src_00000001')).toEqual({
        source: source(1, { url: 'https://new.example/', name: 'New' }),
        health,
        nextPoll: LATER,
      })
      await store.sources.saveHealth('src_ffffffff', health, LATER)
      expect(await store.sources.get('src_ffffffff')).toBeNull()
    })

    test('that are removed take what was seen of them along', async () => {
      await store.sources.add(source(1), NOW)
      await store.sources.saveItems('src_00000001', [item(1)])
      expect(await store.sources.remove('src_00000001')).toBe(true)
      expect(await store.sources.remove('src_00000001')).toBe(false)
      expect(await store.sources.itemsLike('src_00000001', ['guid 1'], [])).toEqual([])
    })

    test('know their items by id and by address, and forget old ones', async () => {
      const many = Array.from({ length: 700 }, (_, n) => item(n, { guid: n % 2 === 0 ? `guid ${n}` : null }))
      await store.sources.saveItems('src_00000001', many)
      await store.sources.saveItems('src_00000002', [item(1)])
      const found = await store.sources.itemsLike(
        'src_00000001',
        many.map(one => `${one.guid}`),
        ['news.example/a/1'],
      )
      expect(found).toHaveLength(351)
      await store.sources.saveItems('src_00000001', [item(1, { seen: LATER, hash: 'other' })])
      expect(await store.sources.itemsLike('src_00000001', [], ['news.example/a/1'])).toEqual([
        item(1, { seen: LATER, hash: 'other' }),
      ])
      await store.sources.forgetItems('src_00000001', LATER)
      expect(
        await store.sources.itemsLike(
          'src_00000001',
          many.map(one => `${one.guid}`),
          ['news.example/a/1'],
        ),
      ).toEqual([item(1, { seen: LATER, hash: 'other' })])
      expect(await store.sources.itemsLike('src_00000001', [], [])).toEqual([])
      await store.sources.saveItems('src_00000001', [])
    })

    test('keep what pages changed, each change once', async () => {
      const change: ArticleChange = {
        article: 'a2',
        before: 'a1',
        source: 'src_00000001',
        at: NOW,
        title: null,
        lost: ['"x"'],
        gained: [],
        claimsLost: [],
        claimsGained: [],
      }
      await store.sources.addChange(change)
      await store.sources.addChange({ ...change, lost: ['y'] })
      await store.sources.addChange({ ...change, article: 'a3', at: LATER })
      expect(await store.sources.changesBetween(NOW, LATER)).toEqual([change])
      expect(await store.sources.changesBetween(NOW, '2027-01-01T00:00:00Z')).toHaveLength(2)
    })

    test('are in an export, with their habits and without faults and what servers gave', async () => {
      await store.sources.add(source(1, { workspace: 'slack:T1', paused: true }), NOW)
      const health = {
        ...UNTRIED,
        polls: 3,
        days: { '2026-11-22': 4 },
        items: 9,
        streak: 2,
        bodyHash: 'x',
        fault: { code: 'timeout', url: 'https://x.example/', detail: null, until: null },
      } as const
      await store.sources.saveHealth('src_00000001', health, LATER)
      const lines = await exportOf(store)
      const target = await open()
      try {
        await target.import(lines)
        const state = await target.sources.get('src_00000001')
        expect(state).toEqual({
          source: source(1, { workspace: 'slack:T1', paused: true }),
          health: { ...UNTRIED, polls: 3, days: { '2026-11-22': 4 }, items: 9 },
          nextPoll: LATER,
        })
        await target.import(lines)
        expect(await exportOf(target)).toEqual(lines)
        const broken = lines.map(line => line.replace('"kind":"feed"', '"kind":"spell"'))
        await expect(target.import(broken)).rejects.toThrow(/Line 2 .*source source\.kind/)
      } finally {
        await target.close()
      }
    })
  })
}
