import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGS } from '../../src/model/language.ts'
import { stemEnglish } from '../../src/text/stem.ts'
import { cutTerms, queryTerms } from '../../src/text/terms.ts'
import { run } from '../eval/terms.ts'

const ask = (text: string, lang: Parameters<typeof queryTerms>[1]) => queryTerms(text, lang).map(q => q.term)

describe('cutTerms', () => {
  it('cuts Han into pairs that overlap, and keeps a single character', () => {
    expect(cutTerms('首脑会谈', 'zh-Hans')).toEqual(['首脑', '脑会', '会谈'])
    expect(cutTerms('美、日', 'zh-Hans')).toEqual(['美', '日'])
  })

  it('gives the same terms for Simplified, Traditional and Shinjitai', () => {
    const terms = cutTerms('日韩首脑会谈', 'zh-Hans')
    expect(cutTerms('日韓首腦會談', 'zh-Hant')).toEqual(terms)
    expect(cutTerms('日韓首脳会談', 'ja')).toEqual(terms)
  })

  it('keeps characters beyond the 16-bit range whole', () => {
    expect(cutTerms('𠮷野', 'ja')).toEqual(['𠮷野'])
    expect(cutTerms('𠮷', 'ja')).toEqual(['𠮷'])
    expect(cutTerms('\ud842野', 'ja').join('')).toContain('野')
  })

  it('keeps a katakana word whole beside its pairs, and drops hiragana but that of an inflected word', () => {
    expect(cutTerms('バイデンは', 'ja')).toEqual(['バイデン', 'バイ', 'イデ', 'デン'])
    expect(cutTerms('謝罪を求めた', 'ja')).toEqual([...cutTerms('謝罪', 'ja'), '求', '求め'])
    expect(cutTerms('これはそれです', 'ja')).toEqual([])
  })

  it('takes particles and endings off Korean words', () => {
    const [stem] = cutTerms('회담', 'ko')
    for (const word of ['회담은', '회담에서', '회담에서는', '회담을', '회담과의'])
      expect(cutTerms(word, 'ko')[0], word).toBe(stem)
    const [refuse] = cutTerms('거부', 'ko')
    for (const word of ['거부했다', '거부한', '거부하는', '거부했습니다', '거부하지'])
      expect(cutTerms(word, 'ko')[0], word).toBe(refuse)
    expect(cutTerms('밝혔다', 'ko')).toEqual(cutTerms('밝히고', 'ko'))
    expect(cutTerms('NATO가', 'ko')).toEqual(['nato'])
  })

  it('brings the forms of an English word together and drops what only holds a sentence together', () => {
    expect(cutTerms('The ministers refused.', 'en')).toEqual(cutTerms('a minister refuses', 'en'))
    expect(cutTerms("Japan's", 'en')).toEqual(['japan'])
    expect(cutTerms('They did not', 'en')).toEqual([])
  })

  it('keeps names in capitals apart from words of the same letters', () => {
    expect(cutTerms('The U.S. told us', 'en')).toEqual(['us', 'tell'])
    expect(cutTerms('The US and the WHO', 'en')).toEqual(['us', 'who'])
    expect(cutTerms('WHO DID IT', 'en')).toEqual([])
  })

  it('writes numbers one way', () => {
    expect(cutTerms('1,500', 'en')).toEqual(['1500'])
    expect(cutTerms('１，５００人', 'ja')).toEqual(['1500', '1500人', '人'])
    expect(cutTerms('3.1%', 'en')).toEqual(['3.1'])
    expect(cutTerms('2013.12.05', 'ko')).toEqual(['2013', '12', '5'])
    expect(cutTerms('2013、2014', 'zh-Hans')).toEqual(['2013', '2014'])
    expect(cutTerms('the 18th and the 1990s', 'en')).toEqual(['18', '1990'])
    expect(cutTerms('3월에', 'ko')).toEqual(['3', '3월'])
  })

  it('leaves signs that stand for several characters as they are, and takes accents off', () => {
    expect(cutTerms('⑴ Médecins', 'en')).toEqual(['⑴', ...cutTerms('Medecins', 'en')])
  })

  it('cuts each script of a mixed text by its own rules, whatever the language', () => {
    const text = 'TPP谈判 meetings 회담을 バイデン'
    for (const lang of LANGS) expect(cutTerms(text, lang)).toEqual(cutTerms(text, 'en'))
    expect(cutTerms(text, 'zh-Hans')).toContain('meet')
  })

  it('answers any text with terms of letters and digits, at most 64 units long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...LANGS), (text, lang) => {
        for (const term of cutTerms(text, lang)) {
          expect(term.length).toBeLessThanOrEqual(64)
          expect(term).toMatch(/^[\p{L}\p{M}\p{N}.]+$/u)
        }
        for (const { weight } of queryTerms(text, lang)) {
          expect(weight).toBeGreaterThan(0)
          expect(weight).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 500 },
    )
    for (const unit of ['a', 'ア', '한', '字', '1', 'a.', '1,', "a'", '𠮷', 'é', 'ก', '\ud842'])
      expect(cutTerms(unit.repeat(300_000), 'en').filter(term => term.length > 64)).toEqual([])
  })

  it('finds every term of a text in a longer text that holds it', () => {
    const word = fc.constantFrom(
      '会谈',
      '拜登',
      'バイデン',
      '회담에서',
      'Obama',
      '1,500',
      'U.S.',
      '求めた',
      '字',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.array(word, { maxLength: 6 }), (some, more) => {
        const part = some.join(' ')
        const whole = new Set(cutTerms(`${part} ${more.join(' ')}`, 'en'))
        for (const term of cutTerms(part, 'en')) expect(whole).toContain(term)
      }),
    )
  })
})

describe('queryTerms', () => {
  it('drops what only asks', () => {
    expect(ask('拜登拒绝了什么', 'zh-Hans')).toEqual(expect.arrayContaining(['拜登', '拒绝']))
    expect(ask('什么', 'zh-Hans')).toEqual([])
    expect(ask('誰が何を求めたか', 'ja')).toEqual(['求', '求め'])
    expect(ask('누가 무엇을 거부했습니까?', 'ko')).toEqual(['거부'])
    expect(ask('What did Biden refuse, and why?', 'en')).toEqual(['biden', stemEnglish('refuse')])
  })

  it('asks alike in both Chinese scripts', () => {
    expect(queryTerms('拜登為什麼拒絕發表聯合聲明嗎？', 'zh-Hant')).toEqual(
      queryTerms('拜登为什么拒绝发表联合声明吗？', 'zh-Hans'),
    )
  })

  it('keeps syllables that ask only elsewhere', () => {
    expect(ask('酒吧', 'zh-Hans')).toEqual(['酒吧'])
    expect(ask('申请', 'zh-Hans')).toHaveLength(1)
  })

  it('weighs function words and parts of words less, the heaviest first, each term once', () => {
    const terms = queryTerms('拜登的会谈，拜登的会谈', 'zh-Hans')
    expect(new Set(terms.map(q => q.term)).size).toBe(terms.length)
    expect(terms.map(q => q.weight)).toEqual(terms.map(q => q.weight).sort((a, b) => b - a))
    const weightOf = (term: string) => terms.find(q => q.term === term)?.weight ?? 0
    expect(weightOf('登的')).toBeLessThan(weightOf('拜登'))
    const [whole, part] = queryTerms('バイデン', 'ja')
    expect(part!.weight).toBeLessThan(whole!.weight)
  })

  it('takes "us" for the country in a question typed small, with little weight', () => {
    const found = queryTerms('us japan summit', 'en')
    expect(found.at(-1)).toMatchObject({ term: 'us' })
    expect(queryTerms('US Japan summit', 'en')[0]).toEqual({ term: 'us', weight: 1 })
  })

  it('only asks for terms that the text would be indexed under', () => {
    const text = '副大統領は３日、安倍首相と会談した。Biden refused. 거부했다. 1,500人'
    const index = new Set(cutTerms(text, 'ja'))
    for (const lang of LANGS)
      for (const { term } of queryTerms(text, lang)) expect(index, term).toContain(term)
  })

  it('answers nothing to nothing', () => {
    for (const lang of LANGS) {
      expect(queryTerms('', lang)).toEqual([])
      expect(queryTerms(' ?!。 ', lang)).toEqual([])
      expect(cutTerms('', lang)).toEqual([])
    }
  })
})

describe('stemEnglish', () => {
  it.each([
    ['refused', 'refuses', 'refusing', 'refuse'],
    ['met', 'meets', 'meeting', 'meet'],
    ['said', 'says', 'saying', 'say'],
    ['took', 'taken', 'taking', 'take'],
    ['withdrew', 'withdrawn', 'withdraws', 'withdraw'],
    ['recognised', 'recognized', 'recognise', 'recognize'],
    ['defence', 'defense'],
    ['crises', 'crisis'],
    ['countries', 'country'],
    ['spokesmen', 'spokesman'],
    ['denied', 'denies', 'deny'],
    ['agreed', 'agreeing', 'agree'],
  ])('brings %s, %s … together', (...forms) => {
    expect(new Set(forms.map(stemEnglish)).size).toBe(1)
  })

  it('keeps apart what is not the same word', () => {
    expect(stemEnglish('news')).not.toBe(stemEnglish('new'))
    expect(stemEnglish('general')).not.toBe(stemEnglish('generate'))
    expect(stemEnglish('promise')).not.toMatch(/z/)
  })

  it('leaves anything else alone', () => {
    for (const word of ['', 'g7', '회담', 'constructor', 'a'.repeat(1000)])
      expect(typeof stemEnglish(word)).toBe('string')
    expect(stemEnglish('g7')).toBe('g7')
  })
})

describe('the measured terms', () => {
  it('reach what plain character pairs and words reached, where the passages are at hand', async () => {
    const { rows, failures } = await run()
    if (rows.length === 0) {
      expect(failures).toEqual([expect.stringContaining('not measured')])
      return
    }
    for (const [measure, least] of [
      ['questions zh: R@1', 0.9],
      ['questions ja: R@1', 0.88],
      ['questions en: R@1', 0.91],
      ['headlines ko: R@1', 0.85],
    ] as const)
      expect(rows.find(row => row.measure === measure)?.value, measure).toBeGreaterThanOrEqual(least)
  })
})
