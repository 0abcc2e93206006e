import { describe, expect, it } from 'vitest'
import { codeText } from '../../src/claims/code-text.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Claim } from '../../src/model/claim.ts'
import type { Lang } from '../../src/model/language.ts'

const lexicon = openLexicon()

function code(text: string, lang: Lang, date = '2024-06-15'): readonly Claim[] {
  return codeText(text, lexicon, { lang, date }).claims
}

/** `actors act > recipients [negated] [modality unless asserted]`, ids without `GOV.` and `PER.`. */
function lineOf(claim: Claim): string {
  const ids = (refs: Claim['actors']): string =>
    refs.map(ref => ref.id.replace(/^(?:GOV|PER)\./, '')).join('+')
  const to = claim.recipients.length > 0 ? ` > ${ids(claim.recipients)}` : ''
  const not = claim.polarity === 'negated' ? ' negated' : ''
  const how = claim.modality === 'asserted' ? '' : ` ${claim.modality}`
  return `${ids(claim.actors)} ${claim.act}${to}${not}${how}`.trim()
}

const lines = (text: string, lang: Lang, date?: string): string[] => code(text, lang, date).map(lineOf)

type Case = readonly [lang: Lang, text: string, expected: readonly string[], date?: string]

function table(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [lang, text, expected, date] of cases) {
      it(`${lang}: ${text}`, () => expect(lines(text, lang, date)).toEqual(expected))
    }
  })
}

table('who acts when the sentence is turned round', [
  ['zh-Hans', '日方的要求遭美方拒绝。', ['jp request > us', 'us refuse > jp']],
  ['zh-Hant', '日方的要求被美方拒絕。', ['jp request > us', 'us refuse > jp']],
  ['ja', '日本の要求は米国に拒否された。', ['jp demand > us', 'us refuse > jp']],
  ['ko', '일본의 요구는 미국에 거부당했다.', ['jp request > us', 'us refuse > jp']],
  ['en', "Japan's request was rejected by the United States.", ['jp request > us', 'us refuse > jp']],
])

table('an agent who is not named is not made up', [
  ['zh-Hans', '安倍三大要求遭拒。', ['abe request', 'refuse > abe']],
  ['en', 'Japan was criticized for the delay.', ['criticise > jp']],
])

table('negation', [
  ['zh-Hans', '中方没有批评日方。', ['cn criticise > jp negated']],
  ['zh-Hant', '中方並未批評日方。', ['cn criticise > jp negated']],
  ['ja', '中国は日本を批判しなかった。', ['cn criticise > jp negated']],
  ['ko', '중국은 일본을 비판하지 않았다.', ['cn criticise > jp negated']],
  ['en', 'China did not criticize Japan.', ['cn criticise > jp negated']],
  ['zh-Hans', '中美两国未能达成一致。', ['cn+us agree negated']],
  ['ja', '日韓は合意に至らなかった。', ['jp+kr agree negated']],
  ['ko', '한일은 합의에 이르지 못했다.', ['kr+jp agree negated']],
  ['en', 'Japan and South Korea failed to agree.', ['jp+kr agree negated']],
])

table('double negation', [
  ['zh-Hans', '白宫不得不同意推迟谈判。', ['us.wh concede']],
  ['ja', '政府は要請に応じないわけではない。', ['jp refuse negated']],
  ['ko', '한국은 일본을 비판하지 않을 수 없었다.', ['kr criticise > jp']],
  ['en', 'Austin did not rule out sending troops.', ['austin rule_out negated']],
])

table('a refusal to comment, a denial and a refusal are three things', [
  ['zh-Hans', '美国国务院发言人拒绝评论。', ['us.state no_comment']],
  ['ja', '外務省はコメントを控えた。', ['jp.mofa no_comment']],
  ['ko', '대통령실은 논평을 거부했다.', ['kr.president_office no_comment']],
  ['en', 'The White House declined to comment.', ['us.wh no_comment']],
  ['zh-Hans', '日方否认曾要求美方道歉。', ['jp deny', 'jp request > us denied']],
  [
    'ko',
    '대통령실은 미국이 방위비 인상을 요구했다는 보도를 부인했다.',
    ['us request > kr denied', 'kr.president_office deny'],
  ],
])

table('what is asked, promised or refused is not done', [
  ['zh-Hans', '王毅敦促日方撤回言论。', ['wang_yi urge > jp']],
  ['zh-Hans', '日韩同意恢复对话。', ['jp+kr agree']],
  ['ja', '日韓は対話を再開することで合意した。', ['jp+kr agree']],
  ['ko', '한일은 셔틀외교를 재개하기로 합의했다.', ['kr+jp agree']],
  ['en', 'Kishida urged Beijing to lift the ban.', ['kishida urge > cn']],
  ['en', 'Takaichi refused to retract the remarks.', ['takaichi refuse'], '2025-11-17'],
  ['zh-Hans', '中方坚决反对美韩部署萨德。', ['cn criticise > us+kr']],
  ['en', 'China opposes the deployment of THAAD.', ['cn criticise']],
])

table('a request inside a refusal', [
  [
    'zh-Hans',
    '拜登拒绝了安倍提出的发表共同声明的要求。',
    ['biden refuse > abe', 'abe request > biden'],
    '2013-12-05',
  ],
  ['ja', '日本側が求めた共同声明の発表は、米側に拒まれた。', ['jp request > us', 'us refuse > jp']],
  ['en', "Tokyo turned down China's demand for a retraction.", ['jp refuse > cn', 'cn demand > jp']],
])

table('talks refused and proposed', [
  ['zh-Hans', '韩方拒绝举行首脑会谈。', ['kr refuse_meet']],
  [
    'ko',
    '청와대는 일본이 제안한 정상회담을 거부했다.',
    ['jp propose_meet > kr.president_office', 'kr.president_office refuse_meet > jp'],
  ],
  ['en', 'North Korea rejected any dialogue with Japan.', ['kp refuse_meet > jp']],
  ['ja', '北朝鮮は日本との対話を拒否した。', ['kp refuse_meet > jp']],
])

table('plans', [
  [
    'zh-Hans',
    '特朗普将访问日本,并与高市早苗会谈。',
    ['trump visit > jp planned', 'trump+takaichi meet planned'],
    '2025-10-20',
  ],
  ['ja', '韓国政府はGSOMIAを破棄すると発表した。', ['kr terminate > jp planned'], '2019-08-23'],
  ['ko', '윤석열 대통령은 다음 달 일본을 방문할 예정이다.', ['yoon visit > jp planned']],
  ['en', 'Trump is scheduled to meet Takaichi on Tuesday.', ['trump+takaichi meet planned'], '2025-10-20'],
])

table('conditions', [
  ['zh-Hans', '如果美方施压,朝鲜可能进行核试验。', ['kp test_missile hypothetical']],
  ['ja', '韓国側が譲歩すれば、日本政府は規制を解除する可能性がある。', ['jp withdraw hypothetical']],
  ['en', 'If Tokyo apologized, Seoul might agree to a summit.', ['kr agree hypothetical']],
  ['en', 'Park refused to meet Abe unless Japan apologized.', ['park refuse_meet > abe'], '2014-02-19'],
])

table('hearsay and sources without a name', [
  ['zh-Hans', '据悉,日方要求美方道歉。', ['jp request > us reported']],
  ['ja', '米国は日本側に抗議したとみられる。', ['us lodge_protest > jp reported']],
  ['ko', '러시아가 북한을 지원한 것으로 알려졌다.', ['ru provide_aid > kp reported']],
  ['zh-Hans', '日本政府消息人士透露,日方已要求美方道歉。', ['jp request > us reported']],
])

table('summons, protests and regrets go to the other state', [
  [
    'zh-Hans',
    '韩国外交部召见日本驻韩大使,提出抗议。',
    ['kr.mofa summon > jp_ambassador_kr', 'kr.mofa lodge_protest > jp'],
  ],
  [
    'ja',
    '外務省は中国の大使を呼び、抗議した。',
    ['jp.mofa summon > cn_ambassador_jp', 'jp.mofa lodge_protest > cn'],
  ],
  [
    'ko',
    '외교부는 주한 일본대사를 초치해 항의했다.',
    ['kr.mofa summon > jp_ambassador_kr', 'kr.mofa lodge_protest > jp'],
  ],
  ['en', "Beijing summoned Japan's ambassador.", ['cn summon > jp_ambassador_cn']],
  ['ko', '일본 정부는 한국의 결정에 유감을 표명했다.', ['jp regret_other > kr']],
])

table('names in one, two and three', [
  ['zh-Hans', '日美韩三国举行联合演习。', ['jp+us+kr joint_exercise']],
  ['zh-Hans', '美国、日本和韩国谴责朝鲜。', ['us+jp+kr condemn > kp']],
  ['ja', '日米韓は共同訓練を実施した。', ['jp+us+kr joint_exercise']],
  ['ko', '한미일은 연합훈련을 실시했다.', ['kr+us+jp joint_exercise']],
  ['en', 'The United States, Japan and South Korea condemned Pyongyang.', ['us+jp+kr condemn > kp']],
])

table('titles, own governments and administrations', [
  ['ja', '政府は中国に抗議した。', ['jp lodge_protest > cn']],
  ['ko', '정부는 일본에 항의했다.', ['kr lodge_protest > jp']],
  ['zh-Hans', '石破政府批评中方。', ['jp criticise > cn'], '2025-03-01'],
  ['ko', '문재인 정부는 일본을 비판했다.', ['kr criticise > jp'], '2019-08-01'],
  ['zh-Hans', '日本官房长官批评中方。', ['jp_ccs criticise > cn']],
  ['ko', '외교부 당국자는 일본을 비판했다.', ['SRC.kr_mofa_official criticise > jp']],
  ['en', 'Xi met Biden in San Francisco.', ['xi+biden meet'], '2023-11-16'],
])

table('subjects left out', [
  ['zh-Hans', '拜登会见岸田,感谢日本。', ['biden+kishida meet', 'biden thank > jp']],
  ['ja', '岸田首相は韓国を訪問し、尹大統領と会談した。', ['kishida visit > kr', 'kishida+yoon meet']],
  ['ko', '윤석열 대통령은 일본을 방문해 기시다 총리와 회담했다.', ['yoon visit > jp', 'yoon+kishida meet']],
  ['en', '"We did not ask Japan to apologize," Cho Tae-yul said.', ['kr request > jp negated']],
])

describe('lists', () => {
  it('hand actor and act on from their lead', () => {
    const text =
      '拜登拒绝了安倍提出的两项要求:\n\n第一、拒绝了日本政府提出的发表声明的要求。\n\n第二、拒绝了日方要求中国道歉的要求。'
    const refusals = code(text, 'zh-Hans', '2013-12-05').filter(claim => claim.act === 'refuse')
    expect(refusals.map(claim => claim.actors[0]?.id)).toEqual(['PER.biden', 'PER.biden', 'PER.biden'])
  })
})

describe('what goes with a claim', () => {
  it('is its object, as it stands in the text', () => {
    expect(code('王毅敦促日方撤回言论。', 'zh-Hans')[0]?.object?.text).toBe('日方撤回言论')
    expect(code('韓国は日本の提案を拒否した。', 'ja').at(-1)?.object?.text).toBe('日本の提案')
    expect(code('Kishida urged Beijing to lift the ban.', 'en')[0]?.object?.text).toBe(
      'Beijing to lift the ban',
    )
  })

  it('is its condition', () => {
    const claim = code('如果日方不道歉,韩方将终止协定。', 'zh-Hans')[0]
    expect(claim?.condition).toBe('如果日方不道歉,')
  })

  it('is one step more on the tone ladder for a deep concern', () => {
    expect(code('中方对此表示关切。', 'zh-Hans')[0]?.intensity).toBe(2)
    expect(code('中方对此深表关切。', 'zh-Hans')[0]?.intensity).toBe(3)
  })

  it('is the topic of a pair of states when no other is named', () => {
    expect(code('한국은 일본에 항의했다.', 'ko')[0]?.topics).toEqual(['JP_KR_RELATIONS'])
    expect(code('한국은 일본에 독도 문제로 항의했다.', 'ko')[0]?.topics).toEqual(['DOKDO'])
  })

  it('is the other party of a pact, marked as inferred', () => {
    const [claim] = code('韩国政府终止了《军事情报保护协定》。', 'zh-Hans', '2019-08-23')
    expect(claim?.recipients.map(ref => ref.id)).toEqual(['GOV.jp'])
    expect(claim?.flags).toContain('inferred_recipient')
  })

  it('is the office at the time of the report', () => {
    const role = (date: string): string | undefined =>
      code('拜登批评中方。', 'zh-Hans', date)[0]?.actors[0]?.roleAtTime
    expect(role('2013-12-05')).toBe('US.vice_president')
    expect(role('2023-12-05')).toBe('US.president')
  })
})

describe('words that look like acts', () => {
  it.each<[Lang, string]>([
    ['zh-Hans', '日韩合作机制的问题很多。'],
    ['zh-Hans', '18日,近日天气晴朗。'],
    ['ja', '協力関係は重要だ。'],
    ['ko', '협력은 중요하다.'],
    ['en', 'The meeting room was cold.'],
    ['en', 'Criticism mounted and calls went unanswered.'],
  ])('%s: %s', (lang, text) => expect(lines(text, lang)).toEqual([]))
})
