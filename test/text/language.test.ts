import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGS } from '../../src/model/language.ts'
import { detectLanguage, detectLanguages } from '../../src/text/language.ts'

const SHORT: readonly (readonly [string, string])[] = [
  ['拜登拒绝了什么', 'zh-Hans'],
  ['防空识别区', 'zh-Hans'],
  ['谁批评了日本', 'zh-Hans'],
  ['日韩关系', 'zh-Hans'],
  ['TPP是什么', 'zh-Hans'],
  ['拜登拒絕了什麼', 'zh-Hant'],
  ['防空識別區', 'zh-Hant'],
  ['日韓關係', 'zh-Hant'],
  ['韓國總統', 'zh-Hant'],
  ['尹錫悅訪日', 'zh-Hant'],
  ['日米会談', 'ja'],
  ['防空識別圏', 'ja'],
  ['日韓関係改善', 'ja'],
  ['韓国大統領', 'ja'],
  ['バイデン', 'ja'],
  ['安倍は何を求めた', 'ja'],
  ['TPPとは', 'ja'],
  ['회담', 'ko'],
  ['오바마 대통령', 'ko'],
  ['韓日 정상회담', 'ko'],
  ['GSOMIA 종료', 'ko'],
  ['What did Biden refuse?', 'en'],
  ['Who met whom in The Hague?', 'en'],
  ['Abe Obama summit', 'en'],
]

describe('detectLanguage', () => {
  it.each(SHORT)('reads the short text %s as %s', (text, lang) => {
    const found = detectLanguage(text)
    expect(found.lang).toBe(lang)
    expect(found.confidence).toBeGreaterThan(0.5)
  })

  it.each([
    ['zh-Hans', '中新网12月5日电 美国副总统拜登4日结束了日本之行赴中国访问，双方就地区局势交换了意见。'],
    ['zh-Hant', '中央社東京5日電，美國副總統拜登與日本首相安倍晉三舉行會談，雙方就區域情勢交換意見。'],
    ['ja', 'バイデン米副大統領は3日、安倍晋三首相と会談し、防空識別圏について緊密に連携することで一致した。'],
    ['ko', '조 바이든 미국 부통령은 3일 아베 신조 총리와 회담하고 방공식별구역 문제를 협의했다.'],
    ['en', 'Vice President Joe Biden met Prime Minister Shinzo Abe on Tuesday and discussed the air zone.'],
  ])('is sure of a sentence of news in %s', (lang, text) => {
    const found = detectLanguage(text)
    expect(found.lang).toBe(lang)
    expect(found.confidence).toBeGreaterThan(0.9)
  })

  it.each([
    ['zh-Hans', '拜登说：“We will never agree to this and we have said so before.”'],
    ['zh-Hans', '日本媒体称「アメリカは中国の要求に反対する」，引发关注。'],
    ['zh-Hans', '韩国总统说“우리는 동의하지 않는다”，会谈随后结束。'],
    ['ja', '副大統領は「我们不同意这一做法」と述べた。'],
    ['ko', '그는 “我们不同意这一做法”라고 말했다.'],
    ['en', 'He said "我们不同意这一做法" and left the room.'],
    ['en', 'What does 防空识别区 mean?'],
  ])('a quotation in another language does not make %s another language', (lang, text) => {
    expect(detectLanguage(text).lang).toBe(lang)
  })

  it.each([
    'Que a dit le président à Tokyo ?',
    'Was hat der Minister dem Parlament gesagt?',
    '¿Qué dijo el presidente en Tokio?',
    'Что сказал президент в Токио?',
    'Apa yang dikatakan presiden di Tokyo?',
    'Tổng thống nói gì ở Tokyo?',
    'رفض الرئيس الطلب',
    '',
    '   \n',
    '12345 67.8%',
    '🙂🙂🙂🙂',
    '\ud800',
  ])('is unsure of %j', text => {
    const found = detectLanguage(text)
    expect(found.lang).toBe('en')
    expect(found.confidence).toBeLessThan(0.5)
  })

  it('is unsure of Han that every form shares', () => {
    expect(detectLanguage('日本首相').confidence).toBeLessThan(0.7)
  })

  it('answers any text with one of the five and a confidence between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        const { lang, confidence } = detectLanguage(text)
        expect(LANGS).toContain(lang)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('reads words that are also names of object members', () => {
    expect(detectLanguage('constructor toString __proto__').lang).toBe('en')
  })
})

describe('detectLanguages', () => {
  const zh = '美国副总统拜登4日结束了日本之行赴中国访问，双方就地区局势交换了意见。'
  const ja = '安倍首相は記者会見で、関係改善に向けた努力を続ける考えを示した。'

  it('keeps each paragraph of a mixed page in its own language', () => {
    const en = 'The two leaders met on Tuesday and agreed to talk again next month.'
    const ko = '두 정상은 화요일에 만나 다음 달 다시 협의하기로 했다.'
    expect(detectLanguages([zh, ja, en, ko]).map(found => found.lang)).toEqual(['zh-Hans', 'ja', 'en', 'ko'])
  })

  it('reads a paragraph that says little by itself as its page', () => {
    expect(detectLanguages([zh, '日本首相', zh])[1]!.lang).toBe('zh-Hans')
    expect(detectLanguages([ja, '日本首相', ja])[1]!.lang).toBe('ja')
  })

  it('answers each of no, empty and letterless paragraphs', () => {
    expect(detectLanguages([])).toEqual([])
    expect(detectLanguages(['', '---']).map(found => found.confidence)).toEqual([0, 0])
    expect(detectLanguages([zh, '***'])[1]!.confidence).toBe(0)
  })
})
