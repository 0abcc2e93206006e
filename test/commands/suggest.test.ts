import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommands } from '../../commands/index.ts'
import { suggestZones } from '../../commands/suggest.ts'
import type { Asker, Command } from '../../src/chat/command.ts'
import type { Lang } from '../../src/model/language.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'

let desk: Desk
let commands: readonly Command[]
beforeAll(async () => {
  desk = await openDesk({})
  commands = createCommands(desk)
})
afterAll(() => desk?.close())

const asker = (lang: Lang, workspace = 'discord:1'): Asker => ({
  lang,
  surface: 'discord',
  now: Temporal.ZonedDateTime.from('2026-01-01T00:00Z[UTC]'),
  workspace,
})

async function suggest(command: string, option: string, typed: string, lang: Lang = 'en'): Promise<string[]> {
  const found = commands.find(one => one.name === command)!.options.find(one => one.name === option)!
  return (await found.suggest!(typed, asker(lang))).map(({ value }) => value)
}

describe('what may be meant while one types', () => {
  it('is a person in the reader’s language, found in any script', async () => {
    expect((await suggest('who', 'name', 'obam'))[0]).toBe('Barack Obama')
    expect((await suggest('who', 'name', 'オバ', 'ja'))[0]).toBe(desk.lexicon.nameOf('PER.obama', 'ja'))
    expect(await suggest('who', 'name', '奥巴', 'ko')).toContain(desk.lexicon.nameOf('PER.obama', 'ko'))
  })

  it('is a topic, also the last of several', async () => {
    const adiz = desk.lexicon.nameOf('TOP.ADIZ', 'zh-Hant')
    expect(await suggest('timeline', 'topic', '防空', 'zh-Hant')).toContain(adiz)
    expect(await suggest('subscribe', 'topics', 'Biden, 防空', 'zh-Hant')).toContain(`Biden, ${adiz}`)
  })

  it('is a zone after a time', () => {
    const zones = (typed: string) => suggestZones(typed).map(({ value }) => value)
    expect(zones('08:30 seo')).toEqual(['08:30 Asia/Seoul'])
    expect(zones('08:30 asia/to')[0]).toBe('08:30 Asia/Tokyo')
    expect(zones('08:30')).toContain('08:30 Asia/Seoul')
    expect(zones('08:30 ')).toContain('08:30 Asia/Tokyo')
    expect(zones('08:30 Asia/Seoul, week')).toEqual([])
    expect(zones('')).toEqual([])
    expect(zones('zzzz')).toEqual([])
  })

  it('is a subscription of one’s own workspace', async () => {
    const run = async (workspace: string) =>
      commands
        .find(one => one.name === 'subscribe')!
        .run({
          ...asker('en', workspace),
          command: 'subscribe',
          channel: `${workspace}/7`,
          options: { when: '08:30 Asia/Seoul' },
        })
    await run('discord:1')
    await run('discord:2')
    const ids = await suggest('unsubscribe', 'id', '')
    expect(ids).toHaveLength(1)
    expect((await desk.store.subscriptions.list({ workspace: 'discord:1' })).map(({ id }) => id)).toEqual(ids)
    expect(await suggest('unsubscribe', 'id', 'nothing like it')).toEqual([])
  })

  it('is never more or longer than Discord takes', async () => {
    for (const { name, options } of commands)
      for (const option of options)
        for (const typed of ['', 'a', '日', `${'x'.repeat(300)}, a`]) {
          const found = (await option.suggest?.(typed, asker('en'))) ?? []
          expect(found.length, `${name} ${option.name}`).toBeLessThanOrEqual(25)
          for (const { value, label } of found)
            expect(Math.max(value.length, label.length)).toBeLessThanOrEqual(100)
        }
  })
})
