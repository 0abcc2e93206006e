import { expect, it } from 'vitest'
import { codeText } from '../../src/claims/code-text.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { linesOf, table } from './lines.ts'

table('what did not happen is not told as done', [
  ['zh-Hans', '日方没有向韩方道歉的事实。', ['jp apologise > kr negated']],
  ['zh-Hant', '日方沒有向韓方道歉的事實。', ['jp apologise > kr negated']],
  ['ja', '日本が韓国に謝罪した事実はない。', ['jp apologise > kr negated']],
  ['ko', '일본이 한국에 사과한 사실이 없다.', ['jp apologise > kr negated']],
  ['en', 'There was no fact that Japan apologized to South Korea.', ['jp apologise > kr negated']],
  ['zh-Hans', '拜登没有拒绝会见记者。', ['biden refuse_meet negated']],
])

table('a false report is not told as true', [
  ['zh-Hans', '关于日本已道歉的消息是误报。', ['jp apologise negated']],
  ['zh-Hans', '关于韩方同意撤军的说法纯属谣传。', ['kr agree negated']],
  ['ja', '日本が謝罪したとの報道は誤報だった。', ['jp apologise negated']],
  ['ko', '일본이 사과했다는 보도는 오보였다.', ['jp apologise negated']],
  ['en', 'It was erroneously reported that Japan apologized.', ['jp apologise negated']],
  ['en', 'Reports that Japan had apologized were false.', ['jp apologise negated']],
])

table('what somebody named corrects is denied', [
  ['ko', '조태열 장관은 일본이 사과했다는 보도는 오보라고 밝혔다.', ['jp apologise denied']],
  ['en', 'Reports that Japan had apologized were false, the White House said.', ['jp apologise denied']],
])

table('what nobody can prove is left open', [
  ['zh-Hans', '没有证据表明朝方向韩方道歉。', ['kp apologise > kr hypothetical']],
  ['ja', '日本が謝罪したという証拠はない。', ['jp apologise hypothetical']],
  ['ko', '일본이 사과했다는 증거는 없다.', ['jp apologise hypothetical']],
  ['en', 'There is no evidence that Japan apologized.', ['jp apologise hypothetical']],
])

table('an ending put off is no ending', [
  [
    'zh-Hans',
    '韩国政府决定附条件停止终止《韩日军事情报保护协定》。',
    ['kr terminate > jp negated'],
    '2019-11-22',
  ],
  ['zh-Hant', '南韓宣布暫緩終止《韓日軍事情報保護協定》。', ['kr terminate > jp negated'], '2019-11-22'],
  ['ja', '韓国政府はGSOMIAの終了通告の効力を停止した。', ['kr terminate > jp negated'], '2019-11-22'],
  ['ko', '한국 정부는 지소미아 종료 통보의 효력을 정지했다.', ['kr terminate > jp negated'], '2019-11-22'],
  [
    'en',
    'South Korea decided to suspend the termination of GSOMIA.',
    ['kr terminate > jp negated'],
    '2019-11-22',
  ],
  ['en', 'South Korea terminated GSOMIA.', ['kr terminate > jp'], '2019-08-22'],
])

table('who stands in a relative clause does not speak', [
  [
    'en',
    'Lee Jae-myung, who had met Shigeru Ishiba in June, criticized China.',
    ['lee_jm+ishiba meet', 'lee_jm criticise > cn'],
    '2025-08-23',
  ],
  ['en', 'Some of the victims refused the money.', []],
  [
    'en',
    'Japan released footage over the objections of Seoul, which demanded an apology.',
    ['jp release_doc', 'kr demand'],
  ],
])

table('a body named by a pronoun is that of the state named last', [
  [
    'en',
    'South Korea is angry at Japan. Its Foreign Ministry criticized the visit.',
    ['kr.mofa criticise'],
    '2019-08-23',
  ],
])

table('a title and a name are one person', [
  ['zh-Hans', '朝鲜国务委员会委员长金正恩会见了习近平。', ['kim_ju+xi meet'], '2019-06-20'],
  ['zh-Hans', '韩国国家安保室长魏圣洛访问美国。', ['wi_sl visit > us'], '2025-07-20'],
  ['ja', '外務省の船越健裕事務次官は中国に抗議した。', ['funakoshi lodge_protest > cn'], '2025-08-25'],
  ['ja', '北朝鮮の金正恩国務委員長は習近平国家主席と会談した。', ['kim_ju+xi meet'], '2019-06-20'],
  ['ko', '조태열 외교부 장관은 일본에 항의했다.', ['cho_tae_yul lodge_protest > jp'], '2024-07-11'],
  ['ko', '김정은 국무위원장은 시진핑 주석과 회담했다.', ['kim_ju+xi meet'], '2019-06-20'],
  [
    'en',
    "Japan's foreign minister, Takeshi Iwaya, protested to China.",
    ['iwaya lodge_protest > cn'],
    '2025-01-20',
  ],
])

table('a question asserts nothing', [
  ['zh-Hans', '美方拒绝了日方的要求吗？', []],
  ['ja', '米国は日本の要求を拒否したのか？', []],
  ['ko', '미국은 일본의 요구를 거부했는가?', []],
  ['en', 'Did Washington reject the request?', []],
  ['ja', '――自衛隊が米軍を批判しました。', []],
  [
    'en',
    'Asked whether Japan had apologized, Biden declined to comment.',
    ['biden no_comment'],
    '2022-05-23',
  ],
])

it('quotes the words that call it untrue together with what they are said of', () => {
  for (const [lang, text] of [
    ['en', 'It was erroneously reported that Japan apologized.'],
    ['ja', '日本が謝罪したとの報道は誤報だった。'],
    ['ko', '일본이 사과했다는 보도는 오보였다.'],
    ['zh-Hans', '关于日本已道歉的消息是误报。'],
  ] as const) {
    const [claim] = codeText(text, openLexicon(), { lang, date: '2024-01-01' }).claims
    expect(claim!.evidence.text).toMatch(/erroneously|誤報|오보|误报/)
  }
  expect(linesOf('', 'en')).toEqual([])
})
