// The same table on every platform.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDiscordRig } from '../discord/rig.ts'
import { openSlackRig } from '../slack/rig.ts'
import { CASES, type Rig } from './table.ts'

const RIGS: Readonly<Record<string, () => Promise<Rig>>> = {
  'Slack over HTTP': () => openSlackRig(),
  'Slack over Socket Mode': () => openSlackRig({ transport: 'socket' }),
  Discord: () => openDiscordRig(),
}

describe.each(Object.entries(RIGS))('%s', (_, open) => {
  let rig: Rig
  beforeAll(async () => {
    rig = await open()
  })
  afterAll(() => rig?.close())

  test.each(CASES)('$title', async ({ run }) => {
    expect.hasAssertions()
    await run(rig)
  })
})
