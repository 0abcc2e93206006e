// A new command is one file and its messages: every surface shows it by itself, in every language.
import { describe, expect, test } from 'vitest'
import { createHelp } from '../../commands/help.ts'
import { type Command, checkCommands, LANG_OPTION } from '../../src/chat/command.ts'
import { createDispatch } from '../../src/chat/dispatch.ts'
import { noticeReply } from '../../src/chat/reply.ts'
import { replyText } from '../../src/chat/text.ts'
import { commandBodies } from '../../src/discord/register.ts'
import { LANGS, type Lang } from '../../src/model/language.ts'
import { formOf } from '../../src/slack/forms.ts'
import { manifestOf } from '../../src/slack/manifest.ts'
import { createCompleter } from '../../src/terminal/complete.ts'
import { renderTerminal } from '../../src/terminal/render.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { textOf } from '../slack/rig.ts'
import { allCommands } from './commands.ts'

const words = (what: string) =>
  Object.fromEntries(LANGS.map(lang => [lang, `${what} in ${lang}`])) as Command['summary']

/** What a contributor would write. */
const NEW: Command = {
  name: 'weather',
  summary: words('Tell the weather'),
  help: words('Tells the weather at length'),
  options: [
    { kind: 'text', name: 'place', summary: words('Where'), required: true },
    {
      kind: 'choice',
      name: 'unit',
      summary: words('Unit'),
      choices: [
        { value: 'c', label: words('Celsius') },
        { value: 'f', label: words('Fahrenheit') },
      ],
    },
    { kind: 'flag', name: 'wind', summary: words('With wind') },
    LANG_OPTION,
  ],
  run: async ({ lang, options }) => noticeReply(lang, 'info', `sunny in ${options.place}`),
}

const commands: readonly Command[] = [...allCommands().filter(each => each.name !== 'help'), NEW]
const all = [...commands, createHelp(() => all)] as Command[]
/** As Discord calls the languages. */
const DISCORD_TAGS: Readonly<Record<Lang, string>> = {
  en: 'en-US',
  'zh-Hans': 'zh-CN',
  'zh-Hant': 'zh-TW',
  ja: 'ja',
  ko: 'ko',
}

const asker = (lang: Lang) => ({
  lang,
  surface: 'web' as const,
  now: Temporal.ZonedDateTime.from('2026-11-23T08:00[UTC]'),
})
const dispatch = createDispatch({ commands: all, detectLanguage, report: () => {} })

describe('a new command', () => {
  test('can be shown everywhere', () => {
    expect(() => checkCommands(all)).not.toThrow()
  })

  test.each(LANGS)('is listed and explained by help in %s', async lang => {
    const list = replyText(await dispatch('/help', asker(lang)))
    expect(list).toContain(`/weather: Tell the weather in ${lang}`)
    const one = replyText(await dispatch('/help weather', asker(lang)))
    for (const part of ['Tells the weather at length', 'Where', 'Unit', 'With wind'])
      expect(one).toContain(`${part} in ${lang}`)
  })

  test('is answered from a line and from a form alike', async () => {
    for (const incoming of ['/weather Oslo', { command: 'weather', options: { place: 'Oslo' } }])
      expect(await dispatch(incoming, asker('en'))).toMatchObject({ summary: 'sunny in Oslo' })
  })

  test('is in Slack’s manifest, and has its form in each language', () => {
    const { slash_commands } = manifestOf({ commands: all }).features
    expect(slash_commands.find(each => each.command === '/attache-weather')).toMatchObject({
      description: 'Tell the weather in en',
      usage_hint: expect.stringContaining('PLACE'),
    })
    expect(slash_commands[0]!.usage_hint).toContain('weather')
    for (const lang of LANGS) {
      const text = textOf(formOf(NEW, { lang }).blocks)
      for (const part of ['Where', 'Unit', 'Celsius', 'With wind'])
        expect(text).toContain(`${part} in ${lang}`)
    }
  })

  test('is registered with Discord, localized', () => {
    const body = commandBodies(all, 'en').find(each => (each as { name?: string }).name === 'weather')
    const json = JSON.stringify(body)
    for (const lang of LANGS) {
      for (const part of ['Tell the weather', 'Where', 'Unit', 'Celsius'])
        expect(json, `${part} in ${lang}`).toContain(`${part} in ${lang}`)
      if (lang !== 'en') expect(json).toContain(`"${DISCORD_TAGS[lang]}"`)
    }
  })

  test('is completed and drawn in the terminal', async () => {
    const [found] = createCompleter(all, [])('/wea')
    expect(found).toContainEqual(expect.stringContaining('/weather'))
    const drawn = renderTerminal(await dispatch('/help weather', asker('en')), { width: 80, color: false })
    expect(drawn).toContain('Tells the weather at length in en')
  })
})

describe('every command there is', () => {
  test.each(allCommands().map(command => [command.name, command] as const))(
    '/%s speaks every language and has a form',
    (_, command) => {
      for (const lang of LANGS) {
        expect(command.summary[lang].trim()).not.toBe('')
        expect(command.help[lang].trim()).not.toBe('')
        if (lang !== 'en') expect(command.summary[lang]).not.toBe(command.summary.en)
        if (command.options.length > 0) expect(() => formOf(command, { lang })).not.toThrow()
      }
    },
  )
})
