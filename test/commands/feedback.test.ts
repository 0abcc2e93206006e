import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFeedback } from '../../commands/feedback.ts'
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
  dispatch = createDispatch({ commands: [createFeedback({ store })], detectLanguage, report })
})
afterEach(async () => store.close())

const AT = Temporal.ZonedDateTime.from('2026-11-23T17:00[Asia/Tokyo]')
const asker = (user: string, minutes = 0) => ({
  lang: 'en' as const,
  surface: 'slack' as const,
  now: AT.add({ minutes }),
  workspace: 'slack:T1',
  channel: 'slack:T1/C1',
  user: { id: user, mayAdminister: false },
})

test('a verdict is one for each person and reply, words stand beside each other', async () => {
  const good = '/feedback --verdict good --about="slack:T1/C1/1.1"'
  for (const [line, who, minutes] of [
    [good, 'U1', 0],
    ['/feedback --verdict bad --about="slack:T1/C1/1.1"', 'U1', 1],
    [good, 'U2', 2],
    ['/feedback The date is wrong --about="slack:T1/C1/1.1"', 'U1', 3],
    ['/feedback I miss Korean papers', 'U1', 4],
  ] as const)
    expect(await dispatch(line, asker(who, minutes))).toMatchObject({
      ephemeral: true,
      summary: expect.stringContaining('Thank you'),
    })
  const kept = await store.platforms.feedback({ workspace: 'slack:T1', limit: 9 })
  expect(kept.map(({ person, verdict, words, about }) => [person, verdict, words, about])).toEqual([
    ['slack:T1/U1', undefined, 'I miss Korean papers', undefined],
    ['slack:T1/U1', undefined, 'The date is wrong', 'slack:T1/C1/1.1'],
    ['slack:T1/U2', 'good', undefined, 'slack:T1/C1/1.1'],
    ['slack:T1/U1', 'bad', undefined, 'slack:T1/C1/1.1'],
  ])
  expect(kept[0]).toMatchObject({ channel: 'slack:T1/C1', at: '2026-11-23T08:04:00.000Z' })
})

test('says what is missing when nothing is said', async () => {
  expect(await dispatch('/feedback', asker('U1'))).toMatchObject({
    summary: expect.stringContaining('in a few words'),
  })
  expect(await store.platforms.feedback({ limit: 1 })).toEqual([])
})

test('the operator, who has no workspace, reads in the terminal what others said', async () => {
  const operator = {
    lang: 'en' as const,
    surface: 'terminal' as const,
    now: AT,
    user: { id: 'terminal', mayAdminister: true },
  }
  expect(replyText(await dispatch('/feedback', operator))).toContain('Nobody has said anything yet')
  await dispatch('/feedback I miss Korean papers', asker('U1'))
  expect(replyText(await dispatch('/feedback', operator))).toContain('I miss Korean papers · slack:T1')
})
