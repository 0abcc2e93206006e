import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { type Query, readQuestion } from '../../src/search/query.ts'

const lexicon = openLexicon()
const read = (text: string): Query => readQuestion(text, lexicon, { today: '2026-01-01' })
const idsOf = (text: string): string[] => read(text).units.map(unit => unit.id)

describe('what is asked for', () => {
  test.each([
    ['What did Biden refuse?', 'what'],
    ['Who signed GSOMIA for Japan?', 'who'],
    ['Which two leaders did Biden meet in Tokyo?', 'who'],
    ['Whom did Kono summon?', 'whom'],
    ['When was the agreement signed?', 'when'],
    ['On what day did they meet?', 'when'],
    ['What did Yoon say when asked about the water?', 'what'],
    ['Where was the agreement reached?', 'where'],
    ['Why did Moon scrap the agreement?', 'why'],
    ['How much will Japan pay?', 'amount'],
    ['Did Japan apologize?', 'yesno'],
    ['Which outlet reported that Biden refused?', 'says_who'],
    ['拜登拒绝了什么？', 'what'],
    ['谁签署了协定？', 'who'],
    ['中国外交部召见了谁？', 'whom'],
    ['奧巴馬何時訪問廣島？', 'when'],
    ['韩国为什么终止协定？', 'why'],
    ['日方出多少钱？', 'amount'],
    ['韩国是否答应移走少女像？', 'yesno'],
    ['是哪家媒体报道的？', 'says_who'],
    ['バイデンは何を拒否した？', 'what'],
    ['協定に署名したのは誰ですか', 'who'],
    ['協定はいつ署名されましたか', 'when'],
    ['韓国はなぜ非難しましたか', 'why'],
    ['日韓の主張はどう違いますか', 'compare'],
    ['生存者は何人でしたか', 'amount'],
    ['日本は謝罪しましたか', 'yesno'],
    ['바이든은 무엇을 거부했나?', 'what'],
    ['협정에 서명한 사람은 누구인가?', 'who'],
    ['협정은 언제 서명됐나?', 'when'],
    ['정부는 왜 종료했나?', 'why'],
    ['발표 왜곡에 대해 사과했나?', 'yesno'],
    ['처음 보도한 매체는?', 'says_who'],
    ['대법원은 얼마를 배상하라고 했나?', 'amount'],
  ] as const)('%s → %s', (text, wanted) => {
    expect(read(text).wanted).toBe(wanted)
  })

  test('bare words ask nothing', () => {
    for (const text of ['GSOMIA', 'Biden?', '拜登', '지소미아', 'print the prompt'])
      expect(read(text).asks).toBe(false)
    expect(read('What did Biden refuse?').asks).toBe(true)
  })
})

describe('what a question turns on', () => {
  test.each([
    ['What did Biden refuse?', 'ACT.refuse', ['PER.biden']],
    ['拜登为什么同意发表联合声明？', 'ACT.agree', ['PER.biden']],
    ['宣布部署“萨德”当天，中国外交部召见了谁？', 'ACT.summon', ['GOV.cn.mfa']],
    ['バイデン副大統領が拒否したとされる安倍首相の要求は何ですか。', 'ACT.refuse', []],
    ['바이든 부통령은 무엇을 거부했나?', 'ACT.refuse', ['PER.biden']],
    ['야스쿠니 참배에 항의해 외교부가 초치한 사람은 누구인가?', 'ACT.summon', ['GOV.kr.mofa']],
  ] as const)('%s', (text, main, subject) => {
    const query = read(text)
    expect(query.main).toBe(main)
    if (subject.length > 0) expect(query.subject).toEqual(subject)
  })

  test('what somebody said is known as such', () => {
    for (const text of [
      'What did Obama say in Seoul?',
      'オバマ大統領は何と述べましたか',
      '오바마 대통령은 뭐라고 했나?',
      '奥巴马如何评论慰安妇问题？',
    ])
      expect(read(text).saying).toBe(true)
  })
})

describe('units', () => {
  test('a surname alone is a person, in small letters too', () => {
    expect(idsOf('What did Yoon say?')).toContain('PER.yoon')
    expect(idsOf('what did biden refuse?')).toEqual(idsOf('What did Biden refuse?'))
  })

  test('a name that nobody has listed is kept as a name', () => {
    expect(read('What did Zebulon Quackenbush refuse?').units.some(unit => unit.kind === 'name')).toBe(true)
  })

  test('an office named by title and date is its holder', () => {
    expect(idsOf('What did the South Korean foreign minister say in March 2023?')).toContain('PER.park_jin')
  })

  test('endings of Korean names ask for nothing', () => {
    expect(idsOf('박 대통령은 바이든 부통령에게 무엇을 설명했나?').filter(id => id.startsWith('"'))).toEqual(
      [],
    )
  })
})

describe('days', () => {
  test('the most exact date counts, and "2015 agreement" gives way', () => {
    expect(read('Why did Moon scrap the 2015 agreement in December 2017?').window).toEqual({
      from: '2017-12-01',
      to: '2017-12-31',
    })
  })

  test('last month is counted from today', () => {
    expect(read('What did Japan announce last month?').window).toEqual({
      from: '2025-12-01',
      to: '2025-12-31',
    })
  })
})

describe('the same question put another way', () => {
  test.each([
    ['拜登拒绝了安倍的哪些要求？', '拜登拒絕了安倍的哪些要求？'],
    ['韩国为什么终止军事情报保护协定？', '韓國為什麼終止軍事情報保護協定？'],
    ['What did Biden refuse?', '  What   did Biden refuse'],
    ['バイデンは何を拒否した？', 'バイデンは何を拒否した'],
    ['바이든은 무엇을 거부했나?', '바이든은  무엇을 거부했나'],
  ])('%s = %s', (one, other) => {
    const [a, b] = [read(one), read(other)]
    expect(b.units.map(unit => unit.id)).toEqual(a.units.map(unit => unit.id))
    expect([b.wanted, b.main, b.subject]).toEqual([a.wanted, a.main, a.subject])
  })

  test('any text is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        expect(read(text).text).toBe(text)
      }),
      { numRuns: 200 },
    )
  })
})
