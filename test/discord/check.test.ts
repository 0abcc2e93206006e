import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDiscord, inviteUrl } from '../../src/discord/check.ts'
import { openTwin, TOKEN, type Twin } from './twin.ts'

let twin: Twin
beforeAll(async () => {
  twin = await openTwin()
})
afterAll(async () => {
  await twin?.close()
})

describe('a check of Discord', () => {
  it('tells that all is well, and how to invite the app', async () => {
    const channel = `discord:${twin.guild}/${twin.channels.text}`
    const findings = await checkDiscord({ token: TOKEN, url: twin.url, channels: [channel] })
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'ok', 'ok'])
    expect(findings[0]!.words).toBe(`Discord knows us as TestBot. Invite: ${inviteUrl(twin.self)}`)
    const { searchParams } = new URL(inviteUrl(twin.self))
    expect(searchParams.get('scope')).toBe('bot applications.commands')
    // View, send, send in threads, create threads, attach, history; nothing that manages anything.
    expect(BigInt(searchParams.get('permissions')!)).toBe(
      (1n << 10n) | (1n << 11n) | (1n << 38n) | (1n << 35n) | (1n << 15n) | (1n << 16n),
    )
  })

  it('says which token is wrong and where the right one is, and shows none', async () => {
    const odd = await checkDiscord({ token: 'abc-secret', url: twin.url })
    expect(odd).toMatchObject([{ level: 'fault', setting: 'DISCORD_TOKEN' }])
    expect(odd[0]!.words).toMatch(/DISCORD_TOKEN does not look like a bot’s token.*Reset Token/)
    expect(odd[0]!.words).not.toContain('abc-secret')
    const revoked = await checkDiscord({ token: `${'M'.repeat(24)}.GabcdE.${'x'.repeat(38)}`, url: twin.url })
    expect(revoked[0]!.words).toMatch(/DISCORD_TOKEN is refused by Discord.*Reset Token/)
  })

  it('says what is to be allowed in which channel', async () => {
    twin.forbid(twin.channels.announcement, (1n << 11n) | (1n << 16n))
    const channels = [
      `discord:${twin.guild}/${twin.channels.announcement}`,
      `discord:${twin.guild}/1`,
      'general',
    ]
    const found = (await checkDiscord({ token: TOKEN, url: twin.url, channels })).slice(2)
    expect(found.map(({ level }) => level)).toEqual(['fault', 'fault', 'fault'])
    expect(found[0]!.words).toContain('lacks Send Messages, Read Message History in #news')
    expect(found[1]!.words).toContain('is not seen by the app')
    expect(found[2]!.words).toContain('discord:SERVER_ID/CHANNEL_ID')
  })

  it('tells a Discord that is not there from a wrong token', async () => {
    const found = await checkDiscord({ token: TOKEN, url: 'http://127.0.0.1:9/api' })
    expect(found).toMatchObject([{ level: 'fault', words: expect.stringContaining('cannot be reached') }])
  })
})
