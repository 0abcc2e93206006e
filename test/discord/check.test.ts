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
    const { findings, invite } = await checkDiscord({ token: TOKEN, url: twin.url, channels: [channel] })
    expect(findings.map(({ what, ok }) => [what, ok])).toEqual([
      ['DISCORD_TOKEN', true],
      ['gateway', true],
      [channel, true],
    ])
    expect(invite).toBe(inviteUrl(twin.self))
    expect(new URL(invite!).searchParams.get('scope')).toBe('bot applications.commands')
    // View, send, send in threads, create threads, attach, history; nothing that manages anything.
    expect(BigInt(new URL(invite!).searchParams.get('permissions')!)).toBe(
      (1n << 10n) | (1n << 11n) | (1n << 38n) | (1n << 35n) | (1n << 15n) | (1n << 16n),
    )
  })

  it('says which token is wrong and where the right one is', async () => {
    const odd = await checkDiscord({ token: 'abc', url: twin.url })
    expect(odd).toMatchObject({ invite: null, findings: [{ what: 'DISCORD_TOKEN', ok: false }] })
    expect(odd.findings[0]!.words).toMatch(/does not look like a bot’s token.*Reset Token/)
    const revoked = await checkDiscord({ token: `${'M'.repeat(24)}.GabcdE.${'x'.repeat(38)}`, url: twin.url })
    expect(revoked.findings[0]!.words).toMatch(/refuses this token.*Reset Token/)
  })

  it('says what is to be allowed in which channel', async () => {
    twin.forbid(twin.channels.announcement, (1n << 11n) | (1n << 16n))
    const channels = [
      `discord:${twin.guild}/${twin.channels.announcement}`,
      `discord:${twin.guild}/1`,
      'general',
    ]
    const { findings } = await checkDiscord({ token: TOKEN, url: twin.url, channels })
    expect(findings.slice(2).map(({ ok }) => ok)).toEqual([false, false, false])
    expect(findings[2]!.words).toContain('#news: allow the app’s role Send Messages, Read Message History')
    expect(findings[3]!.words).toContain('does not see it')
    expect(findings[4]!.words).toContain('discord:SERVER_ID/CHANNEL_ID')
  })

  it('tells a Discord that is not there from a wrong token', async () => {
    const { findings, invite } = await checkDiscord({ token: TOKEN, url: 'http://127.0.0.1:9/api' })
    expect(findings).toMatchObject([
      { what: 'DISCORD_TOKEN', ok: false, words: expect.stringContaining('cannot be asked now') },
    ])
    expect(invite).toBeNull()
  })
})
