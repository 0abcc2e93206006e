import { expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import type { UsageRow } from '../../src/store/usage.ts'

const ROW: UsageRow = {
  day: '2026-03-01',
  workspace: '',
  purpose: 'answer',
  model: 'm',
  calls: 1,
  failed: 0,
  reused: 0,
  input: 1000,
  cached: 400,
  output: 50,
  cost: 120,
}

export function testModel(open: () => Promise<Store>): void {
  test('usage adds up per day, workspace, purpose and model', async () => {
    const store = await open()
    try {
      const { usage } = store
      expect(await usage.spent('2026-01-01', '2026-12-31')).toEqual({ tokens: 0, cost: 0 })
      await usage.add(ROW)
      await usage.add({ ...ROW, calls: 2, failed: 1, input: 10, cached: 0, output: 5, cost: 1 })
      await usage.add({ ...ROW, workspace: 'slack:T1', input: 7, cached: 0, output: 0, cost: 3 })
      await usage.add({ ...ROW, day: '2026-03-02', purpose: 'digest' })
      expect(await usage.spent('2026-03-01', '2026-03-01')).toEqual({ tokens: 1072, cost: 124 })
      expect(await usage.spent('2026-03-01', '2026-03-31', 'slack:T1')).toEqual({ tokens: 7, cost: 3 })
      expect(await usage.spent('2026-03-03', '2026-03-31')).toEqual({ tokens: 0, cost: 0 })
      const rows = await usage.rows('2026-03-01', '2026-03-31')
      expect(
        rows.map(row => [row.day, row.workspace, row.purpose, row.calls, row.failed, row.input]),
      ).toEqual([
        ['2026-03-02', '', 'digest', 1, 0, 1000],
        ['2026-03-01', '', 'answer', 3, 1, 1010],
        ['2026-03-01', 'slack:T1', 'answer', 1, 0, 7],
      ])
    } finally {
      await store.close()
    }
  })

  test('what a model answered is kept until it is pruned', async () => {
    const store = await open()
    try {
      const { modelCache } = store
      expect(await modelCache.get('k', '2026-03-01')).toBeNull()
      await modelCache.put('k', '{"a":"日本"}', '2026-03-01')
      await modelCache.put('old', '{}', '2026-03-01')
      expect(await modelCache.get('k', '2026-03-20')).toBe('{"a":"日本"}')
      await modelCache.prune('2026-03-10')
      expect(await modelCache.get('old', '2026-03-20')).toBeNull()
      expect(await modelCache.get('k', '2026-03-20')).toBe('{"a":"日本"}')
    } finally {
      await store.close()
    }
  })
}
