import type { Answer, Citation } from '../../src/model/answer.ts'
import type { DateRef } from '../../src/model/date.ts'
import type { Digest } from '../../src/model/digest.ts'

/** A stated day. */
export function day(start: string): DateRef {
  return { start, end: start, precision: 'day', inferredBy: ['explicit'], confidence: 1 }
}

/** A day that was concluded, with the reasons that a person is shown. */
export function inferredDay(start: string, ...reasons: string[]): DateRef {
  return {
    start,
    end: start,
    precision: 'day',
    inferredBy: ['dateline', 'role_window'],
    confidence: 0.9,
    reasons,
  }
}

/** A citation with everything that a test does not care about filled in. */
export function citation(n: number, more: Partial<Citation> = {}): Citation {
  const quote = more.quote ?? `Sentence ${n}.`
  return {
    n,
    quote,
    lang: 'en',
    sentence: `sen${n}`,
    report: 'rep1',
    article: 'art1',
    start: 0,
    end: quote.length,
    url: null,
    title: null,
    sample: false,
    chain: [],
    reported: day('2013-12-05'),
    event: null,
    ...more,
  }
}

/** An answer with everything that a test does not care about filled in. */
export function answer(more: Partial<Answer> = {}): Answer {
  return {
    question: 'what did Biden refuse?',
    lang: 'en',
    verdict: 'answered',
    statements: [],
    citations: [],
    by: 'quote',
    ms: 3,
    ...more,
  }
}

const REASON =
  'dateline 12月5日 without a year + Biden as Vice President (2009–2017) + visit to Japan, 2013-12-03'

const CHINESE_RELAY = {
  lang: 'zh-Hans',
  article: 'art1',
  title: '三项要求均遭婉拒',
  sample: true,
  chain: [
    { role: 'source', name: '潮见新闻', country: 'JP' },
    { role: 'outlet', name: '北斗通信', country: 'CN' },
    { role: 'host', name: 'roundups.example', country: null },
  ],
  url: 'https://roundups.example/archives/2013/12/05/biden-abe-air-defence-identification-zone-three-requests-346.html',
  reported: inferredDay('2013-12-05', REASON),
  event: inferredDay('2013-12-03', REASON),
} satisfies Partial<Citation>

const JAPANESE = {
  lang: 'ja',
  article: 'art2',
  title: '日米、防空圏「黙認せず」で一致　撤回要求には踏み込まず',
  sample: true,
  chain: [
    { role: 'source', name: '日本政府関係者', country: 'JP' },
    { role: 'outlet', name: '東京北斗', country: 'JP' },
  ],
  reported: day('2013-12-03'),
  event: day('2013-12-03'),
} satisfies Partial<Citation>

const KOREAN = {
  lang: 'ko',
  article: 'art3',
  title: '박 대통령, 바이든 美부통령에 방공구역 확대 방침 설명',
  sample: true,
  chain: [{ role: 'outlet', name: '한빛통신', country: 'KR' }],
  url: 'https://hanbit.example/2013/12/06/kadiz',
  reported: inferredDay('2013-12-06', 'dateline 6일 + Vice President Biden in Seoul, 2013-12-06'),
  event: null,
} satisfies Partial<Citation>

const CITATIONS: readonly Citation[] = [
  citation(1, {
    ...CHINESE_RELAY,
    quote: '第一，日方希望会谈后发表一份联合声明，美方没有答应，最终只举行了共同记者发布会。',
  }),
  citation(2, {
    ...CHINESE_RELAY,
    quote:
      '第二，日方希望美国支持“中国必须撤回识别区”的主张，拜登拒绝把“撤回”写入表态，只说美国对单方面改变现状的做法深感忧虑。',
  }),
  citation(3, {
    ...CHINESE_RELAY,
    quote:
      '第三，日方希望两国采取统一立场，不让本国航空公司向中方提交飞行计划。拜登以民航安全为由拒绝；美国国务院此前已表示，一般期望美国航空公司遵守外国发布的航行通告，但这不意味着美国承认该识别区。',
  }),
  citation(4, {
    ...JAPANESE,
    quote:
      '日本政府関係者によると、日本側は民間航空会社の飛行計画書を中国側に提出しない方針で足並みをそろえるよう求めたが、米側は応じなかった。',
  }),
  citation(5, {
    ...JAPANESE,
    quote: '菅義偉官房長官は記者会見で、日米の立場に隔たりがあるとの見方を否定した。',
  }),
  citation(6, {
    ...KOREAN,
    quote:
      '바이든 부통령은 이날 연세대에서 한 연설에서 미국은 중국이 선포한 구역을 인정하지 않으며 미군의 작전에도 아무 영향이 없을 것이라고 시진핑 국가주석에게 분명히 말했다고 소개했다.',
  }),
]

/** Three refusals told in English from Chinese and Japanese sentences. */
export const REFUSALS: Answer = answer({
  statements: [
    { text: 'Biden did not agree to a joint statement after the talks with Abe.', citations: [1] },
    {
      text: 'Biden refused to put into words that China must withdraw its air defence identification zone.',
      citations: [2],
    },
    {
      text: 'Biden refused to keep airlines from filing flight plans with China, citing the safety of civil aviation.',
      citations: [3, 4],
    },
  ],
  citations: CITATIONS.slice(0, 4),
})

/** The same question, answered with the sentences themselves. */
export const QUOTED_REFUSALS: Answer = answer({
  question: '拜登拒绝了什么？',
  lang: 'zh-Hans',
  statements: CITATIONS.slice(0, 3).map(({ n, quote }) => ({ text: quote, citations: [n] })),
  citations: CITATIONS.slice(0, 3),
})

/** A day in three languages. */
export const DIGEST: Digest = {
  form: 'daily',
  wording: [],
  weekly: null,
  late: null,
  left: 0,
  window: { from: '2013-12-03', to: '2013-12-06' },
  lang: 'en',
  articles: 3,
  outlets: [
    { name: '北斗通信', country: 'CN', articles: 1 },
    { name: '東京北斗', country: 'JP', articles: 1 },
    { name: '한빛통신', country: 'KR', articles: 1 },
  ],
  items: [
    {
      headline: 'Biden → Japan: REFUSE (strong) — a joint statement on the air defence identification zone',
      claims: ['c1', 'c2'],
      citations: [1, 2],
      reading: 'high',
      sourcing: { independent: 1, named: false, official: false },
      earlier: null,
      novelty: 'new',
      when: '~3 Dec 2013, Tokyo',
      phrase: '拜登拒绝把“撤回”写入表态',
      chain: '潮见新闻 [JP] → 北斗通信 [CN] → roundups.example',
    },
    {
      headline: 'United States → Japan: REJECT — one position on flight plans',
      claims: ['c3'],
      citations: [3, 4],
      reading: 'high',
      sourcing: { independent: 2, named: false, official: false },
      earlier: null,
      novelty: 'update',
      when: '~3 Dec 2013, Tokyo',
      phrase: '足並みをそろえるよう求めたが、米側は応じなかった',
      chain: 'unnamed Japanese official → 東京北斗 [JP]; 潮见新闻 [JP] → 北斗通信 [CN]',
    },
    {
      headline: 'Biden → China: REJECT — the zone declared on 23 November',
      claims: ['c4'],
      citations: [6],
      reading: 'medium',
      sourcing: { independent: 1, named: true, official: true },
      earlier: null,
      novelty: 'new',
      when: '~6 Dec 2013, Seoul',
      phrase: '미국은 중국이 선포한 구역을 인정하지 않으며',
      chain: 'Biden → 한빛통신 [KR]',
    },
  ],
  citations: CITATIONS,
  bottomLine:
    'Two outlets say that Biden refused what Abe asked for on the air defence identification zone; Tokyo denies a gap. No American statement on the three requests is among the stored articles. [2][5]',
  accounts: [
    '北斗通信: all three requests were turned down / 東京北斗: the two sides agreed not to tolerate a change by force. [1][4]',
    'Suga denied that the positions differ; an unnamed official described the difference. [5][4]',
  ],
  seenFrom: [
    'CN (北斗通信): all three requests were turned down. [1]',
    'JP (東京北斗): no toleration of a change by force. [5]',
    'KR (한빛통신): the United States does not recognise the zone. [6]',
  ],
  watch: ['~6 Dec 2013 · Biden meets Park Geun-hye in Seoul [6]'],
  caveats: [
    'The year of two reports is inferred from offices held at the time (high).',
    'One page was three reports mixed together.',
  ],
  text: '',
}
