import { describe, expect, it } from 'vitest'
import { localized, MESSAGES, type MessageKey, say } from '../../src/chat/messages.ts'
import { LANGS } from '../../src/model/language.ts'
import { placeholdersOf } from '../../src/text/messages.ts'

const KEYS = Object.keys(MESSAGES.en) as MessageKey[]

describe('the message files', () => {
  it.each(LANGS)('%s has every key, in words', lang => {
    expect(Object.keys(MESSAGES[lang]).sort()).toEqual([...KEYS].sort())
    for (const key of KEYS) expect(MESSAGES[lang][key].trim(), key).not.toBe('')
  })

  it.each(LANGS)('%s has the same placeholders as English', lang => {
    for (const key of KEYS)
      expect(placeholdersOf(MESSAGES[lang][key]), key).toEqual(placeholdersOf(MESSAGES.en[key]))
  })

  it('says everything but quotation marks otherwise than English', () => {
    for (const lang of LANGS.filter(each => each !== 'en'))
      for (const key of KEYS.filter(each => each !== 'quote.marks'))
        expect(MESSAGES[lang][key], key).not.toBe(MESSAGES.en[key])
  })

  it('keeps the two Chinese scripts apart', () => {
    const hans = KEYS.map(key => MESSAGES['zh-Hans'][key]).join('')
    const hant = KEYS.map(key => MESSAGES['zh-Hant'][key]).join('')
    expect(hans).not.toMatch(/[檔來說問題語應該與這個條國]/)
    expect(hant).not.toMatch(/[来说问题语应该与这个条国]/)
  })

  it('says in each language that there is nothing, in the words that readers of it know', () => {
    expect(say('en', 'answer.not_found')).toContain('not in the stored articles')
    expect(say('zh-Hans', 'answer.not_found')).toContain('所存文章中没有')
    expect(say('zh-Hant', 'answer.not_found')).toContain('所存文章中沒有')
    expect(say('ja', 'answer.not_found')).toContain('保存された記事には記載がありません')
    expect(say('ko', 'answer.not_found')).toContain('저장된 기사에는 없습니다')
  })
})

describe('say', () => {
  it('chooses the plural form of the language', () => {
    expect(say('en', 'digest.articles', { n: 1 })).toBe('1 article')
    expect(say('en', 'digest.articles', { n: 2 })).toBe('2 articles')
    expect(say('en', 'digest.articles', { n: 12345 })).toBe('12,345 articles')
    expect(say('ko', 'digest.articles', { n: 1 })).toBe('기사 1건')
    expect(say('en', 'digest.independent', { n: 0 })).toBe('none independent')
  })

  it('never reads a value as a template', () => {
    expect(say('en', 'command.unknown', { name: '{n, plural, other {#}} # $&' })).toBe(
      'There is no command /{n, plural, other {#}} # $&.',
    )
  })

  it('refuses to leave a hole', () => {
    expect(() => say('en', 'command.unknown')).toThrow('{name}')
    expect(() => say('en', 'command.unknown', JSON.parse('{"__proto__": {"name": "x"}}'))).toThrow('{name}')
  })

  it('gives every language at once', () => {
    expect(localized('sources.label')).toEqual({
      en: 'Sources',
      'zh-Hans': '来源',
      'zh-Hant': '來源',
      ja: '出典',
      ko: '출처',
    })
  })
})

describe('placeholdersOf', () => {
  it('finds names within plural branches', () => {
    expect(placeholdersOf('{a} {n, plural, one {# {b}} other {# {c}}}')).toEqual(['a', 'b', 'c', 'n'])
  })

  it.each(['{', '}', '{a', 'a}', '{n, plural, one {#}}', '{n, plural, other {#}', '{a b}', '{n, date}'])(
    'refuses %j',
    template => {
      expect(() => placeholdersOf(template)).toThrow()
    },
  )
})
