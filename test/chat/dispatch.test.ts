import { describe, expect, it } from 'vitest'
import { type Asker, type Command, checkCommands, LANG_OPTION, textOption } from '../../src/chat/command.ts'
import { createDispatch } from '../../src/chat/dispatch.ts'
import { MESSAGES } from '../../src/chat/messages.ts'
import { noticeReply } from '../../src/chat/reply.ts'
import { replyText } from '../../src/chat/text.ts'
import { UserError } from '../../src/errors.ts'
import { LANGS } from '../../src/model/language.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { command, QUESTION, same } from './commands.ts'

function asker(more: Partial<Asker> = {}): Asker {
  return {
    lang: 'en',
    surface: 'terminal',
    now: Temporal.ZonedDateTime.from('2013-12-05T23:30:00[Asia/Tokyo]'),
    ...more,
  }
}

function open(...more: Command[]) {
  const ask = command('ask', [QUESTION, LANG_OPTION])
  const digest = command('digest', [{ kind: 'dates', name: 'dates', summary: same('when') }, LANG_OPTION])
  const subscribe = command('subscribe', [], { admin: true })
  const faults: unknown[] = []
  const dispatch = createDispatch({
    commands: [ask, digest, subscribe, ...more],
    detectLanguage,
    report: fault => faults.push(fault),
  })
  return { dispatch, ask, digest, subscribe, faults }
}

describe('dispatch', () => {
  it('runs a command with its options read', async () => {
    const { dispatch, digest } = open()
    const reply = await dispatch('/digest 2013-12-05 --lang ja', asker())
    expect(digest.requests[0]).toMatchObject({
      command: 'digest',
      options: { dates: { from: '2013-12-05', to: '2013-12-05' }, lang: 'ja' },
      lang: 'ja',
      surface: 'terminal',
    })
    expect(reply).toMatchObject({ lang: 'ja', summary: 'digest: done' })
  })

  it('takes what a form has told apart for the same', async () => {
    const { dispatch, digest } = open()
    await dispatch({ command: 'digest', options: { dates: '2013-12', lang: 'zh-CN' } }, asker())
    expect(digest.requests[0]).toMatchObject({
      options: { dates: { from: '2013-12-01', to: '2013-12-31' }, lang: 'zh-Hans' },
    })
  })

  it('knows today by the clock of the reader', async () => {
    const { dispatch, digest } = open()
    await dispatch('/digest today', asker())
    expect(digest.requests[0]!.options.dates).toEqual({ from: '2013-12-05', to: '2013-12-05' })
  })

  it('takes a plain line for a question, as it stands', async () => {
    const { dispatch, ask } = open()
    await dispatch('  what does --lang "x" mean? ', asker())
    expect(textOption(ask.requests[0]!, 'question')).toBe('what does --lang "x" mean?')
  })

  it.each([
    ['what did Biden refuse?', 'en'],
    ['拜登拒绝了什么？', 'zh-Hans'],
    ['拜登拒絕了什麼？', 'zh-Hant'],
    ['バイデンは何を拒否した？', 'ja'],
    ['바이든은 무엇을 거절했나?', 'ko'],
    ['/ask 바이든은 무엇을 거절했나?', 'ko'],
    ['/ask 拜登拒绝了什么？ --lang en', 'en'],
  ])('answers %s in the language of the question', async (line, lang) => {
    const { dispatch } = open()
    expect((await dispatch(line, asker({ lang: 'ja' }))).lang).toBe(lang)
  })

  it('falls back to the conversation, then to the reader, where the words do not tell', async () => {
    const { dispatch } = open()
    const conversation = { id: 't1', earlier: ['拜登拒绝了什么？'], lang: 'zh-Hans' } as const
    expect((await dispatch('TPP?!', asker({ lang: 'ko', conversation }))).lang).toBe('zh-Hans')
    expect((await dispatch('¿?', asker({ lang: 'ko' }))).lang).toBe('ko')
  })

  it('names the nearest command for one that does not exist', async () => {
    const { dispatch } = open()
    const text = replyText(await dispatch('/digset 2013-12-05', asker()))
    expect(text).toContain('There is no command /digset. Did you mean /digest?')
    expect(text).toContain('/help')
    expect(replyText(await dispatch('/q', asker()))).not.toContain('Did you mean')
    expect((await dispatch(`/${'长'.repeat(5000)}`, asker())).summary.length).toBeLessThan(80)
  })

  it('says what would be right for a bad option, and how the command is typed', async () => {
    const { dispatch, digest } = open()
    const reply = await dispatch('/digest 2013-13-45', asker())
    expect(digest.requests).toEqual([])
    expect(reply.ephemeral).toBe(true)
    expect(replyText(reply)).toBe(
      '“2013-13-45” is not a day or a range. Write 2013-11-28, 2013-12 or 2013-11-28..2013-12-05.\n\n' +
        'Usage  /digest [DATES] [--lang zh-Hans|zh-Hant|ja|ko|en]',
    )
    expect(await dispatch({ command: 'digest', options: { nope: 1 } }, asker())).toMatchObject({
      summary: '/digest has no option --nope.',
    })
    expect(await dispatch({ command: 'constructor', options: {} }, asker())).toMatchObject({
      ephemeral: true,
    })
    expect(await dispatch('/ask', asker())).toMatchObject({ summary: '/ask needs question: what to ask.' })
  })

  it('answers an empty line with a hint', async () => {
    const { dispatch } = open()
    expect(replyText(await dispatch(' 　', asker()))).toContain('/help')
  })

  it('explains itself in every language', async () => {
    const { dispatch } = open()
    for (const line of ['/digset', '/digest 0', '/digest --x', '/ask', '', '/subscribe'])
      for (const lang of LANGS) {
        const reply = await dispatch(line, asker({ lang }))
        expect(reply.lang).toBe(lang)
        if (lang !== 'en') expect(reply.summary).not.toMatch(/\b(?:There|is|not|needs|only|option)\b/)
      }
  })

  it('keeps settings from those who may not manage', async () => {
    const { dispatch, subscribe } = open()
    const member = { id: 'u1', mayAdminister: false }
    expect((await dispatch('/subscribe', asker({ user: member }))).summary).toContain(
      '/subscribe changes settings',
    )
    expect((await dispatch('/subscribe', asker())).ephemeral).toBe(true)
    expect(subscribe.requests).toEqual([])
    await dispatch('/subscribe', asker({ user: { id: 'u2', mayAdminister: true } }))
    expect(subscribe.requests).toHaveLength(1)
  })

  it('tells a person what they can do about it, and reports what is our own fault', async () => {
    const failing = (name: string, error: unknown) =>
      command(name, [], {
        run: async () => {
          throw error
        },
      })
    const fault = new TypeError('secret token abc')
    const { dispatch, faults } = open(
      failing('theirs', new UserError('The store is locked: try again.')),
      failing('ours', fault),
    )
    expect(await dispatch('/theirs', asker())).toMatchObject({ summary: 'The store is locked: try again.' })
    expect(faults).toEqual([])
    const reply = await dispatch('/ours', asker())
    expect(replyText(reply)).toBe(
      '/ours could not finish because of a fault on our side; it has been logged.',
    )
    expect(faults).toEqual([fault])
  })

  it('reports a command that throws before it promises anything', async () => {
    const rude = command('rude', [], {
      run: () => {
        throw new Error('at once')
      },
    })
    const { dispatch, faults } = open(rude)
    expect(await dispatch('/rude', asker())).toMatchObject({ ephemeral: true })
    expect(faults).toHaveLength(1)
  })

  it('does not report a command that stopped because nobody waits any more', async () => {
    const stop = new AbortController()
    const slow = command('slow', [], {
      run: async () => {
        stop.abort()
        throw stop.signal.reason
      },
    })
    const { dispatch, faults } = open(slow)
    expect((await dispatch('/slow', asker({ signal: stop.signal }))).summary).toBe(
      MESSAGES.en['command.stopped'],
    )
    expect(faults).toEqual([])
  })

  it('hands the conversation, the user and the surface on', async () => {
    const { dispatch, ask } = open()
    const more = {
      conversation: { id: 't1', earlier: ['a'] },
      user: { id: 'u', mayAdminister: false },
      surface: 'slack',
    } as const
    await dispatch('and then?', asker(more))
    expect(ask.requests[0]).toMatchObject(more)
  })
})

describe('checkCommands', () => {
  const text = { kind: 'text', name: 'words', summary: same('words') } as const

  it.each([
    ['a bad name', [command('Bad')]],
    ['a name too long', [command('a'.repeat(33))]],
    ['a name twice', [command('ask'), command('ask')]],
    ['a long summary', [command('ask', [], { summary: same('x'.repeat(101)) })]],
    ['an option twice', [command('ask', [text, text])]],
    ['a bad option name', [command('ask', [{ ...text, name: '--x' }])]],
    ['required after optional', [command('ask', [text, { ...text, name: 'b', required: true }])]],
    ['no choices', [command('ask', [{ ...text, kind: 'choice', choices: [] }])]],
  ])('refuses %s', (_, commands) => {
    expect(() => checkCommands(commands)).toThrow()
    expect(() => createDispatch({ commands, detectLanguage, report: () => {} })).toThrow()
  })

  it('gives option values by their kind alone', async () => {
    const { dispatch, ask } = open()
    await dispatch('hello', asker())
    expect(textOption(ask.requests[0]!, 'toString')).toBeUndefined()
    const { dispatch: other, digest } = open()
    await other('/digest 2013', asker())
    expect(() => textOption(digest.requests[0]!, 'dates')).toThrow('another kind')
  })
})

describe('noticeReply', () => {
  it('is for its asker alone', () => {
    expect(noticeReply('en', 'info', 'words')).toMatchObject({ ephemeral: true, summary: 'words' })
  })
})
