import { afterEach, beforeEach, expect, test } from 'vitest'
import { createChanges } from '../../commands/changes.ts'
import { createDispatch, type Dispatch } from '../../src/chat/dispatch.ts'
import { replyText } from '../../src/chat/text.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { detectLanguage } from '../../src/text/language.ts'

let store: Store
let dispatch: Dispatch
beforeEach(async () => {
  store = await openStore(':memory:', { clock: () => new Date(0) })
  const report = (fault: unknown) => {
    throw fault
  }
  dispatch = createDispatch({ commands: [createChanges({ store })], detectLanguage, report })
})
afterEach(async () => store.close())

const asker = (workspace?: string, mayAdminister = true) => ({
  lang: 'en' as const,
  surface: 'slack' as const,
  now: Temporal.ZonedDateTime.from('2026-11-23T17:00[Asia/Tokyo]'),
  user: { id: 'U1', mayAdminister },
  ...(workspace && { workspace }),
})

test('are shown to those who manage a workspace, its own only, in their own time', async () => {
  expect(replyText(await dispatch('/changes', asker('slack:T1')))).toBe('None yet.')
  const change = { at: '2026-11-23T08:00:00.000Z', person: 'slack:T1/U2', line: '/subscribe 08:30' }
  await store.platforms.addChange({ ...change, workspace: 'slack:T1', outcome: 'refused' })
  await store.platforms.addChange({ ...change, workspace: 'slack:T2', line: '/x', outcome: 'done' })
  const shown = await dispatch('/changes', asker('slack:T1'))
  expect(shown.ephemeral).toBe(true)
  expect(replyText(shown)).toContain('2026-11-23 17:00 · slack:T1/U2 · /subscribe 08:30 · refused')
  expect(replyText(shown)).not.toContain('/x')
  expect(replyText(await dispatch('/changes', asker()))).toContain('/x')
  expect(replyText(await dispatch('/changes', asker('slack:T1', false)))).not.toContain('/subscribe')
})
