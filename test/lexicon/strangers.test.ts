import { describe, expect, test } from 'vitest'
import { hasStranger } from '../../src/lexicon/strangers.ts'
import type { Tongue } from '../../src/model/language.ts'

const known = (words: string, name: string): { start: number; end: number }[] => {
  const start = words.indexOf(name)
  return start < 0 ? [] : [{ start, end: start + name.length }]
}

describe('a subject that nobody listed', () => {
  test.each<[Tongue, string]>([
    ['zh', '市民团体'],
    ['zh', '遺屬昨日'],
    ['zh', '在场的幸存者'],
    ['ja', '遺族の男性は申し出を'],
    ['ja', '坂本雅信会長は、'],
    ['ja', '原告側が'],
    ['ko', '피해자인 양금덕 할머니는 그런 돈은 받지 않겠다고 '],
    ['ko', '시민단체들이 '],
    ['en', 'The plaintiffs '],
    ['en', 'but survivors of the bombing '],
  ])('%s: %s', (tongue, words) => {
    expect(hasStranger(words, tongue, [])).toBe(true)
  })

  test.each<[Tongue, string, string]>([
    ['zh', '对受害者的', ''],
    ['zh', '随后', ''],
    ['ja', '外務省報道官は', '外務省'],
    ['ja', '3日夜、', ''],
    ['ko', '외교부 대변인은 ', '외교부'],
    ['ko', '이날 ', ''],
    ['en', 'on Friday to families of the victims and ', ''],
    ['en', 'He then ', ''],
    ['en', 'told reporters that it ', ''],
  ])('%s: not in %s', (tongue, words, name) => {
    expect(hasStranger(words, tongue, name === '' ? [] : known(words, name))).toBe(false)
  })
})
