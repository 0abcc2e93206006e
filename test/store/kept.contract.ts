// What stands behind buttons, on every engine.
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { anyText } from './arbitrary.ts'
import { exportOf } from './helpers.ts'

const AT = '2026-11-23T08:00:00.000Z'
const LATER = '2026-11-24T08:00:00.000Z'

export function testKept(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    await store.close()
  })

  describe('what stands behind buttons', () => {
    test('is read by the workspace it was kept for, and by no other', async () => {
      const { kept } = store
      await kept.keep({ id: 'a', workspace: 'discord:1', text: 'private', at: AT })
      await kept.keep({ id: 'b', text: 'anybody', at: AT })
      expect(await kept.read('a', 'discord:1')).toBe('private')
      expect(await kept.read('a', 'discord:2')).toBeNull()
      expect(await kept.read('a')).toBeNull()
      expect(await kept.read('b', 'discord:2')).toBe('anybody')
      expect(await kept.read('c')).toBeNull()
    })

    test('is replaced, and forgotten by age and by workspace', async () => {
      const { kept } = store
      await kept.keep({ id: 'a', text: 'old', at: AT })
      await kept.keep({ id: 'a', text: 'new', at: LATER })
      await kept.keep({ id: 'b', text: 'b', at: AT })
      await kept.keep({ id: 'c', workspace: 'discord:1', text: 'c', at: LATER })
      await kept.forgetBefore(LATER)
      expect([await kept.read('a'), await kept.read('b'), await kept.read('c', 'discord:1')]).toEqual([
        'new',
        null,
        'c',
      ])
      await kept.forgetWorkspace('discord:1')
      expect([await kept.read('a'), await kept.read('c', 'discord:1')]).toEqual(['new', null])
    })

    test('is kept as it was, whatever it holds, and is in no export', async () => {
      const { kept } = store
      await fc.assert(
        fc.asyncProperty(anyText, async text => {
          await kept.keep({ id: 'x', text, at: AT })
          expect(await kept.read('x')).toBe(text)
        }),
        { numRuns: 40 },
      )
      await kept.keep({ id: 'x', text: 'a secret of buttons', at: AT })
      expect((await exportOf(store)).join('')).not.toContain('a secret of buttons')
    })
  })
}
