import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANG_OPTION, type Option } from '../../src/chat/command.ts'
import { cutWords, formatLine, readLine, usageOf } from '../../src/chat/line.ts'
import { editDistance, nearestNames } from '../../src/chat/names.ts'
import { readRest } from '../../src/chat/read-options.ts'
import { command, QUESTION, same } from './commands.ts'

const OPTIONS: readonly Option[] = [
  QUESTION,
  { kind: 'dates', name: 'dates', summary: same('when') },
  { kind: 'integer', name: 'count', summary: same('how many'), least: -5, most: 500 },
  { kind: 'flag', name: 'all', summary: same('everything') },
  LANG_OPTION,
]
const today = Temporal.PlainDate.from('2013-12-05')
const read = (options: readonly Option[], rest: string) =>
  readRest({ command: command('try', options), lang: 'en', today }, rest)

describe('readLine', () => {
  it.each([
    ['', { kind: 'empty' }],
    [' \t\u3000\n', { kind: 'empty' }],
    ['what did Biden refuse?', { kind: 'question', text: 'what did Biden refuse?' }],
    ['  拜登拒绝了什么？ ', { kind: 'question', text: '拜登拒绝了什么？' }],
    ['/digest', { kind: 'command', name: 'digest', rest: '' }],
    ['/digest  2013-12-05 ', { kind: 'command', name: 'digest', rest: '2013-12-05' }],
    ['／ＤＩＧＥＳＴ　2013-12-05', { kind: 'command', name: 'digest', rest: '2013-12-05' }],
    ['/', { kind: 'command', name: '', rest: '' }],
    ['either/or', { kind: 'question', text: 'either/or' }],
    ['/ask two\nlines', { kind: 'command', name: 'ask', rest: 'two\nlines' }],
  ])('reads %j', (line, expected) => {
    expect(readLine(line)).toEqual(expected)
  })
})

describe('cutWords', () => {
  const words = (rest: string) =>
    cutWords(rest, ['lang', 'topic']).map(word =>
      word.kind === 'word' ? word.text : `${word.name}=${word.value ?? ''}`,
    )

  it.each([
    ['a b', ['a', 'b']],
    ['--lang ja', ['lang=', 'ja']],
    ['--lang=ja', ['lang=ja']],
    ['--topic="air zone" x', ['topic=air zone', 'x']],
    ['"air zone" x', ['air zone', 'x']],
    ['"a \\"b\\" \\\\"', ['a "b" \\']],
    ['"never closed', ['"never', 'closed']],
    ['—lang ja', ['lang=', 'ja']],
    ['－－ｌａｎｇ＝ja', ['lang=ja']],
    ['word —dash', ['word', '—dash']],
    ['-- --lang ja', ['--lang', 'ja']],
    ['2013년 12월 5일 x', ['2013년 12월 5일', 'x']],
    ['東京　北京', ['東京', '北京']],
    ['-5', ['-5']],
  ])('cuts %j', (rest, expected) => {
    expect(words(rest)).toEqual(expected)
  })
})

describe('readRest', () => {
  it('gives bare words to the first free option that can read them', () => {
    const options = OPTIONS.slice(1)
    expect(read(options, '3 2013-12-01..2013-12-05 ja --all')).toEqual({
      options: { count: 3, dates: { from: '2013-12-01', to: '2013-12-05' }, lang: 'ja', all: true },
    })
  })

  it('gives a text all the words that are left, as they were typed', () => {
    expect(read(OPTIONS, 'what  did "Biden" refuse? --lang ja')).toEqual({
      options: { question: 'what  did "Biden" refuse?', lang: 'ja' },
    })
    expect(read(OPTIONS, 'what did --lang ja Biden refuse?')).toEqual({
      options: { question: 'what did Biden refuse?', lang: 'ja' },
    })
    expect(read(OPTIONS, '"quoted whole"')).toEqual({ options: { question: 'quoted whole' } })
  })

  it.each([
    ['', 'question'],
    ['--nope x', '--nope'],
    ['--lang', '--lang needs a value'],
    ['--lang --all', '--lang needs a value'],
    ['x --lang ja --lang ko', 'twice'],
    ['x --lang klingon', 'zh-Hans, zh-Hant, ja, ko, en'],
    ['x --count many', 'from -5 to 500'],
    ['x --count 501', 'from -5 to 500'],
    ['x --count 1e2', 'from -5 to 500'],
    ['x --dates 2013-02-30', 'not a day'],
    ['x --all=perhaps', 'true, false'],
    ['x'.repeat(2001), '2,000'],
  ])('says what would be right instead of %j', (rest, part) => {
    const result = read(OPTIONS, rest)
    expect('fault' in result && result.fault).toContain(part)
  })

  it('explains a bare word that no option can read by the first that is free', () => {
    expect(read(OPTIONS.slice(1), '2013-13-45')).toMatchObject({
      fault: expect.stringContaining('2013-13-45'),
    })
    expect(read([], 'words')).toMatchObject({ fault: '/try has no use for “words”.' })
  })

  it('shortens what was typed in its explanation', () => {
    const result = read(OPTIONS, `x --lang ${'長'.repeat(500)}`)
    expect('fault' in result && result.fault.length).toBeLessThan(140)
  })

  it.each(['zh', 'ZH-cn', 'Chinese, simplified', '简体中文', 'ｚｈ－Ｈａｎｓ'])(
    'takes %s for a language',
    typed => {
      expect(read(OPTIONS, `q --lang="${typed}"`)).toEqual({ options: { question: 'q', lang: 'zh-Hans' } })
    },
  )

  it('answers anything with options or one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), rest => {
        const result = read(OPTIONS, rest)
        if ('fault' in result) expect(result.fault).not.toMatch(/[\r\n]/)
        else expect(result.options.question).toBeTypeOf('string')
      }),
    )
  })

  it('takes a piece of 100,000 signs at once', () => {
    for (const rest of [
      '='.repeat(100_000),
      '"='.repeat(50_000),
      '"\\'.repeat(50_000),
      '--a '.repeat(25_000),
    ])
      expect(cutWords(rest, ['a']).length).toBeGreaterThan(0)
  })
})

describe('formatLine', () => {
  it('is read back as it was meant, whatever the text', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter(each => each.trim() === each && each !== '')
    fc.assert(
      fc.property(text, fc.integer({ min: -5, max: 500 }), fc.boolean(), (question, count, all) => {
        const options = {
          question,
          count,
          dates: { from: '2013-12-01', to: '2013-12-05' },
          ...(all ? { all: true as const } : {}),
          lang: 'ko',
        }
        const line = readLine(formatLine('try', options))
        expect(line.kind === 'command' && read(OPTIONS, line.rest)).toEqual({ options })
      }),
    )
  })
})

describe('usageOf', () => {
  it('tells required from optional', () => {
    expect(usageOf(command('try', OPTIONS))).toBe(
      '/try QUESTION [--dates dates] [--count count] [--all] [--lang zh-Hans|zh-Hant|ja|ko|en]',
    )
    expect(usageOf(command('digest', OPTIONS.slice(1, 2)))).toBe('/digest [DATES]')
  })
})

describe('nearestNames', () => {
  const names = ['ask', 'digest', 'help', 'latest', 'sources', 'status', 'subscribe', 'unsubscribe']

  it.each([
    ['digset', ['digest']],
    ['hlep', ['help']],
    ['sub', ['subscribe']],
    ['sources2', ['sources']],
    ['statas', ['status']],
    ['aks', ['ask']],
    ['q', []],
    ['', []],
    ['weather', []],
    ['x'.repeat(100_000), []],
  ])('%s', (typed, expected) => {
    expect(nearestNames(typed, names)).toEqual(expected)
  })

  it('counts like a person', () => {
    expect(editDistance('', 'abc')).toBe(3)
    expect(editDistance('kitten', 'sitting')).toBe(3)
    expect(editDistance('ab', 'ba')).toBe(1)
    expect(editDistance('拜登', '拜登')).toBe(0)
  })
})
