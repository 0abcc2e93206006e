// Words across languages: translations, readings and sounds find what the question does not spell, and garbage is read.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCedict } from '../../src/lexicon/dictionary/dictionary.ts'
import { openGlossary, readGlossary } from '../../src/lexicon/dictionary/glossary.ts'
import { hangulOf } from '../../src/lexicon/dictionary/hanja.ts'
import { packPairs, readPacked } from '../../src/lexicon/dictionary/packed.ts'
import { soundTerms } from '../../src/lexicon/dictionary/sound-terms.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Lang } from '../../src/model/language.ts'
import { groupStories } from '../../src/search/stories.ts'
import { readWords } from '../../src/search/words.ts'

const termsOf = (text: string, lang: Lang): string[] =>
  readWords(text, lang, []).flatMap(word => word.any.flatMap(way => way.all))

describe('the dictionary', () => {
  test('gives Chinese for English and English for Chinese', () => {
    expect(
      openCedict()
        .chineseOf('surrend')
        .map(one => one.text),
    ).toContain('投降')
    expect(
      openCedict()
        .englishOf('拦截')
        .map(one => one.text),
    ).toContain('intercept')
    expect(openCedict().pinyinOf('国')).toBe('guo')
    expect(openCedict().englishOf('')).toEqual([])
  })

  test('packed pairs come back, heaviest first', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), tuples => {
        const packed = readPacked(packPairs(tuples.map(([left, right]) => ({ left, right, weight: 1 }))))
        for (const [left, right] of tuples.slice(0, 100)) {
          expect(packed.rightOf(left).map(one => one.text)).toContain(right)
          expect(packed.leftOf(right).map(one => one.text)).toContain(left)
        }
      }),
    )
  })
})

describe('the glossary', () => {
  test('joins words of four languages', () => {
    const [row] = openGlossary().find('병원', 'ko')
    expect(row?.ja).toContain('病院')
    expect(row?.en).toContain('hospital')
  })

  test('names the line of a bad row', () => {
    expect(() => readGlossary([{ name: 'glossary-x.txt', text: '\nhouse | 房子' }])).toThrow(
      /glossary-x\.txt line 2/,
    )
  })
})

test('Chinese words are read in Korean', () => {
  expect(hangulOf('会谈')).toEqual(['회담'])
  expect(hangulOf('女性')).toEqual(['여성'])
  expect(hangulOf('比率')).toContain('비율')
  expect(hangulOf('abc')).toEqual([])
})

test('a name sounds the same in every script', () => {
  const trump = soundTerms('Trump')
  for (const name of ['トランプ', '트럼프', '特朗普']) expect(soundTerms(name)).toEqual(trump)
})

test('a question finds the words of other languages', () => {
  expect(termsOf('Who surrendered to the police?', 'en')).toEqual(expect.arrayContaining(['投降', '警察']))
  expect(termsOf('병원은 어디에 있나?', 'ko')).toContain('病院')
  expect(termsOf('導弹は迎撃されましたか', 'ja').length).toBeGreaterThan(0)
})

test('a translation never counts more than the word itself', () => {
  for (const word of readWords('Did the hospital refuse the patient?', 'en', []))
    for (const way of word.any) expect(way.weight).toBeLessThanOrEqual(1)
})

test('any text is read', () => {
  const lexicon = openLexicon()
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom<Lang>('en', 'zh-Hans', 'zh-Hant', 'ja', 'ko'),
      (text, lang) => {
        for (const word of readWords(text, lang, lexicon.match(text)))
          expect(word.any.every(way => way.all.length > 0 && way.weight > 0)).toBe(true)
      },
    ),
  )
})

test('reports of one event in two languages are one story, others are not', () => {
  const story = (id: string, lang: Lang, text: string) => ({ id, lang, title: null, text })
  const groups = groupStories(
    [
      story(
        'a',
        'en',
        'Police arrested a robbery suspect in Manchester after a bank was attacked by gunmen.',
      ),
      story('b', 'zh-Hans', '曼彻斯特一家银行遭枪手袭击，警方随后逮捕了一名抢劫嫌疑人。'),
      story(
        'c',
        'en',
        'Heavy rain and floods destroyed the rice harvest in southern villages, farmers said.',
      ),
      story('d', 'zh-Hans', '农民说，暴雨和洪水摧毁了南部村庄的大米收获。'),
    ],
    openLexicon(),
  )
  expect(groups.map(group => group.join()).sort()).toEqual(['a,b', 'c,d'])
})
