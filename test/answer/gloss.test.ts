import { describe, expect, it } from 'vitest'
import { glossOf } from '../../src/answer/gloss.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { LANGS } from '../../src/model/language.ts'

const lexicon = openLexicon()
const QUOTES = {
  'zh-Hans': '拜登拒绝了日本政府提出的发表联合声明的要求。',
  ja: '石破茂首相と韓国の李在明大統領は23日、首相官邸で会談した。',
  ko: '윤석열 대통령과 기시다 후미오 총리는 16일 도쿄에서 회담했다.',
  en: 'Japan lifted its restrictions on exports, and South Korea withdrew its complaint at the World Trade Organization.',
} as const

describe('glossOf', () => {
  it('names what a quote is about, in its order', () => {
    expect(glossOf(QUOTES['zh-Hans'], 'zh-Hans', 'en', lexicon)).toMatch(/^Joe Biden · refuses · Japan · /)
    expect(glossOf(QUOTES.ja, 'ja', 'ko', lexicon)).toMatch(/^이시바 · 총리 · 한국 · 이재명 · 대통령/)
    expect(glossOf(QUOTES.ko, 'ko', 'zh-Hant', lexicon)).toMatch(/^尹錫悅 · 總統 · 岸田/)
  })

  it('says nothing of a quote that the reader can read, also in the other script', () => {
    expect(glossOf(QUOTES['zh-Hans'], 'zh-Hans', 'zh-Hant', lexicon)).toBeNull()
    expect(glossOf(QUOTES.en, 'en', 'en', lexicon)).toBeNull()
  })

  it('says nothing where it knows too little', () => {
    expect(glossOf('He did not.', 'en', 'ja', lexicon)).toBeNull()
    expect(glossOf('', 'en', 'ja', lexicon)).toBeNull()
    expect(glossOf('绕口令。', 'zh-Hans', 'en', lexicon)).toBeNull()
  })

  it('holds no id, whatever the languages', () => {
    for (const [from, quote] of Object.entries(QUOTES))
      for (const to of LANGS)
        expect(glossOf(quote, from as 'en', to, lexicon) ?? '').not.toMatch(/\b(?:PER|GOV|TOP|ACT|W|PLC)\./)
  })
})
