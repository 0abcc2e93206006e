// Chains of reports: datelines, citations, stamps and credits of every shape, and what must not be taken for an outlet.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readChain } from '../../src/claims/chain.ts'
import { linesAbout } from '../../src/claims/chain-lines.ts'
import { hasOutletShape, isSameOutlet, readOutlet } from '../../src/claims/chain-names.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Block, BlockKind, ChainLink } from '../../src/model/article.ts'
import { LANGS, type Lang, tongueOf } from '../../src/model/language.ts'

const lexicon = openLexicon()

interface Page {
  readonly outlet?: string
  readonly url?: string
  /** Lines above the report. */
  readonly above?: readonly string[]
  /** Lines below it. */
  readonly below?: readonly string[]
}

/** The chain of a report given as paragraphs, with lines about it as a page has them. */
function chainOf(lang: Lang, paragraphs: string | readonly string[], page: Page = {}): readonly ChainLink[] {
  const blocks: Block[] = []
  let text = ''
  const add = (content: string, kind: BlockKind): void => {
    const report = kind === 'paragraph' ? 0 : null
    blocks.push({ start: text.length, end: text.length + content.length, kind, report, reason: null })
    text += `${content}\n\n`
  }
  for (const line of page.above ?? []) add(line, 'boilerplate')
  const own = typeof paragraphs === 'string' ? [paragraphs] : paragraphs
  for (const paragraph of own) add(paragraph, 'paragraph')
  for (const line of page.below ?? []) add(line, 'boilerplate')
  const at = blocks.flatMap((block, nth) => (block.kind === 'paragraph' ? [nth] : []))
  return readChain(
    {
      text,
      lang,
      paragraphs: at.map(nth => blocks[nth]!),
      mentions: lexicon.match(text, tongueOf(lang)),
      outlet: page.outlet ?? null,
      url: page.url ?? null,
      lines: linesAbout(blocks, at, true),
    },
    lexicon,
  )
}

/** `outlet 北斗通信 ← relay 云帆网`, unnamed ones with a question mark. */
function tell(chain: readonly ChainLink[]): string {
  return chain.map(link => `${link.role} ${link.name}${link.named ? '' : '?'}`).join(' ← ')
}

const SAID = {
  'zh-Hans': '韩国外交部长官3日在首尔会见日本驻韩大使，就两国关系交换意见。',
  'zh-Hant': '南韓外交部長官3日在首爾會見日本駐韓大使，就兩國關係交換意見。',
  ja: '韓国の外相は3日、ソウルで日本の大使と会談し、両国の関係について意見を交わした。',
  ko: '외교부 장관은 3일 서울에서 일본 대사를 만나 양국 관계에 대해 의견을 나눴다.',
  en: 'South Korea’s foreign minister met the Japanese ambassador on Wednesday to discuss relations.',
} as const

describe('datelines', () => {
  test.each<[Lang, string, string]>([
    ['zh-Hans', '中新网12月5日电', 'outlet 中新网'],
    ['zh-Hans', '（白鹭通讯首尔2019年8月22日电）', 'outlet 白鹭通讯'],
    ['zh-Hans', '白鹭日报河内3月1日专电 ', 'outlet 白鹭日报'],
    ['zh-Hans', '山海瞭望综合消息:', 'outlet 山海瞭望'],
    ['zh-Hans', '山海瞭望广岛消息 ', 'outlet 山海瞭望'],
    ['zh-Hans', '白鹭网福州5月3日电 ', 'outlet 白鹭网'],
    ['zh-Hans', '新华社记者王明首尔5月3日电 ', 'outlet 新华社'],
    ['zh-Hans', '环球时报驻韩国特约记者 张伟 ', 'outlet 环球时报'],
    ['zh-Hans', '日本新闻网东京5月3日电 ', 'outlet 日本新闻网'],
    ['zh-Hans', '参考消息网5月3日报道 ', 'outlet 参考消息网'],
    ['zh-Hans', '法新社东京5月7日消息，', 'outlet 法新社'],
    ['zh-Hant', '（潮頭快訊首爾二十五日電）', 'outlet 潮頭快訊'],
    ['zh-Hant', '青松通訊華盛頓2025年2月8日電 ', 'outlet 青松通訊'],
    ['zh-Hant', '【白鷺日報綜合東京外電】', 'outlet 白鷺日報'],
    ['zh-Hant', '【白鷺晚報專訊】', 'outlet 白鷺晚報'],
    ['zh-Hant', '潮頭快訊9日東京報導 ', 'outlet 潮頭快訊'],
    ['zh-Hant', '（中央社記者王小明首爾3日專電）', 'outlet 中央社'],
    ['ja', '【東京白波】', 'outlet 白波'],
    ['ja', '【ブカレスト白波】', 'outlet 白波'],
    ['ja', '【ワシントン共同】', 'outlet 共同'],
    ['ja', '【北京＝時事】', 'outlet 時事'],
    ['ja', '【ソウル＝沖浪新聞・三好渚】', 'outlet 沖浪新聞'],
    ['ja', '[ワシントン 30日 浜風通信] - ', 'outlet 浜風通信'],
    ['ja', '【キャンプデービッド白波＝小泉茜】', 'outlet 白波'],
    ['ja', '（沖浪新聞 2018年12月21日）', 'outlet 沖浪新聞'],
    ['ko', '(서울=솔바람통신) 한지우 기자 = ', 'outlet 솔바람통신'],
    ['ko', '【서울=온누리일보】 ', 'outlet 온누리일보'],
    ['ko', '[해오름뉴스 = 강다온 기자] ', 'outlet 해오름뉴스'],
    ['ko', '[온누리일보 박하늘 기자] ', 'outlet 온누리일보'],
    ['ko', '달빛일보 이서준 특파원 = ', 'outlet 달빛일보'],
    ['ko', '(파주=연합뉴스) ', 'outlet 연합뉴스'],
    ['en', 'TOKYO, Dec. 5 (Tidewater Wire) — ', 'outlet Tidewater Wire'],
    ['en', 'Seoul (dpa) - ', 'outlet dpa'],
    ['en', 'WASHINGTON (AP) — ', 'outlet AP'],
    ['en', 'CAMP DAVID, Md., Aug. 18, 2023 (Tidewater) -- ', 'outlet Tidewater'],
    ['en', 'WASHINGTON/SEOUL, March 6 (Reuters) - ', 'outlet Reuters'],
  ])('%s %s', (lang, head, wanted) => expect(tell(chainOf(lang, head + SAID[lang]))).toBe(wanted))

  test.each<[Lang, string]>([
    ['zh-Hans', '本报讯 '],
    ['zh-Hans', '外交部消息：'],
    ['zh-Hans', '最新消息：'],
    ['zh-Hant', '〔記者葉汐／綜合報導〕'],
    ['zh-Hant', '國際中心／綜合報導 '],
    ['zh-Hant', '【本報訊】'],
    ['ja', '【ソウル＝三好渚】'],
    ['ja', '【ソウル北村遼】'],
    ['ja', '【速報】'],
    ['ja', '【訂正】'],
    ['ko', '[단독] '],
    ['ko', '【워싱턴=한지우 특파원】 '],
    ['ko', '[앵커] '],
    ['en', 'TOKYO — '],
    ['en', 'HIROSHIMA, Japan — '],
    ['en', ''],
  ])('%s %s names no outlet', (lang, head) => expect(tell(chainOf(lang, head + SAID[lang]))).toBe(''))

  test.each<[string]>([
    ['拜登4日与安倍通电话，讨论防空识别区问题。'],
    ['安倍晋三5日电贺特朗普当选美国总统。'],
    ['韩国政府23日通报，将终止协定。'],
    ['日本政府7日消息称，首相将访问首尔。'],
  ])('%s is a sentence, not a dateline', text => expect(tell(chainOf('zh-Hans', text))).toBe(''))

  test('an unnamed desk is a relay without a name', () => {
    expect(tell(chainOf('zh-Hans', ['12月13日电', SAID['zh-Hans']]))).toBe('relay 12月13日电?')
    expect(tell(chainOf('zh-Hans', `东京消息：据共同社报道，${SAID['zh-Hans']}`))).toBe(
      'outlet 共同社 ← relay 东京消息?',
    )
    expect(tell(chainOf('zh-Hans', `12月13日电\n据共同社报道，${SAID['zh-Hans']}`))).toBe(
      'outlet 共同社 ← relay 12月13日电?',
    )
  })

  test('an agency known to the lexicon has its row and its country', () => {
    expect(chainOf('ja', `【ワシントン共同】${SAID.ja}`)).toMatchObject([
      { entity: 'OUT.kyodo', country: 'JP', named: true },
    ])
    expect(chainOf('ko', `(서울=연합뉴스) ${SAID.ko}`)).toMatchObject([
      { entity: 'OUT.yonhap', country: 'KR' },
    ])
    expect(chainOf('en', `SEOUL (Tidewater Wire) — ${SAID.en}`)).toMatchObject([
      { entity: null, country: null },
    ])
  })
})

describe('citations in the lead', () => {
  test.each<[Lang, string, string]>([
    ['zh-Hans', `据白鹭通讯社报道，${SAID['zh-Hans']}`, 'outlet 白鹭通讯社'],
    ['zh-Hans', `据石桥晚报援引白鹭通讯社消息，${SAID['zh-Hans']}`, 'outlet 白鹭通讯社 ← relay 石桥晚报'],
    ['zh-Hans', `据共同社和时事社报道，${SAID['zh-Hans']}`, 'outlet 共同社 ← outlet 时事社'],
    ['zh-Hans', `据美国《纽约时报》网站5月7日报道，${SAID['zh-Hans']}`, 'outlet 纽约时报'],
    [
      'zh-Hans',
      `白鹭网5月3日电 据日本《山海评论》3日报道，${SAID['zh-Hans']}`,
      'outlet 山海评论 ← relay 白鹭网',
    ],
    ['zh-Hant', `青松社報導，${SAID['zh-Hant']}`, 'outlet 青松社'],
    ['zh-Hant', `據南韓《漢水日報》報導，${SAID['zh-Hant']}`, 'outlet 漢水日報'],
    ['ja', `白波通信によると、${SAID.ja}`, 'outlet 白波通信'],
    ['ja', '両国政府が協議を再開すると、沖浪新聞が18日報じた。', 'outlet 沖浪新聞'],
    ['ja', '韓国の聯合ニュースは7日、両国が協議を再開すると伝えた。', 'outlet 聯合ニュース'],
    ['ja', '米紙プレーリー・ポストは7日、両国が協議を再開すると報じた。', 'outlet プレーリー・ポスト'],
    ['ja', `聯合ニュースなど韓国メディアによると、${SAID.ja}`, 'outlet 聯合ニュース'],
    ['ko', `교도통신에 따르면 ${SAID.ko}`, 'outlet 교도통신'],
    ['ko', '연합뉴스는 3일 양국이 협의를 재개한다고 보도했다.', 'outlet 연합뉴스'],
    [
      'ko',
      '[해오름뉴스 = 강다온 기자] 양국이 협의를 재개한다고 미국 매체 노스스타가 3일(현지시간) 보도했다.',
      'outlet 노스스타 ← relay 해오름뉴스',
    ],
    [
      'en',
      'According to the Pine Harbor Gazette, the two countries will resume talks.',
      'outlet Pine Harbor Gazette',
    ],
    [
      'en',
      'The two countries will resume talks next week, Tidewater Wire reported on Tuesday.',
      'outlet Tidewater Wire',
    ],
    [
      'en',
      'SEOUL (Pine Wire) — The two countries will resume talks, the Tidewater Journal reported.',
      'outlet Tidewater Journal ← relay Pine Wire',
    ],
  ])('%s %s', (lang, text, wanted) => expect(tell(chainOf(lang, text))).toBe(wanted))

  test.each<[Lang, string]>([
    ['zh-Hans', '据报道，两国将恢复磋商。'],
    ['zh-Hans', '两国3日恢复磋商。但据白鹭通讯社报道，日方提出了三项要求，韩方没有接受。'],
    ['ja', '韓国外務省によると、会談は7日に開かれる。'],
    ['ja', '読売新聞が入手した文書によると、両国は協議を続けていた。'],
    ['ja', '両氏は会談した。白波通信によると、会談は1時間だった。'],
    ['ko', '외교부에 따르면 양국 장관이 7일 통화했다.'],
    ['en', 'The two countries will resume talks, according to the National Security Council.'],
    ['en', 'The International Atomic Energy Agency reported on Monday that the water is safe.'],
    ['en', 'The two met on Monday. Tidewater Wire reported last week that they would not.'],
  ])('%s %s cites no origin of the report', (lang, text) => expect(tell(chainOf(lang, text))).toBe(''))

  test('closing words say whose report it is', () => {
    const closing = 'This report is based on a dispatch by Tidewater Wire from Seoul.'
    expect(tell(chainOf('en', [SAID.en, closing], { outlet: 'Pine Gazette' }))).toBe(
      'outlet Tidewater Wire ← relay Pine Gazette',
    )
  })
})

describe('unnamed sources', () => {
  test.each<[Lang, string, string]>([
    [
      'zh-Hans',
      '据日本共同社报道，日美关系消息人士近日透露，两国将恢复磋商。',
      'source 日美关系消息人士? ← outlet 日本共同社',
    ],
    [
      'zh-Hans',
      '韩联社7日援引韩国政府消息人士的话说，会谈将于下午举行。',
      'source 韩国政府消息人士? ← outlet 韩联社',
    ],
    ['zh-Hant', '法新社引述外交消息人士報導，日本首相將訪問首爾。', 'source 外交消息人士? ← outlet 法新社'],
    ['zh-Hans', '据日本媒体报道，两国将恢复磋商。', 'source 日本媒体?'],
    ['ja', '政府関係者によると、両国は来月協議を再開する。', 'source 政府関係者?'],
    ['ja', '両国は来月協議を再開する。政府関係者が明らかにした。', 'source 政府関係者?'],
    ['ko', '외교 소식통에 따르면 양국은 다음 달 협의를 재개한다.', 'source 외교 소식통?'],
    [
      'en',
      'The two will resume talks, a senior Japanese official said on condition of anonymity.',
      'source a senior Japanese official?',
    ],
  ])('%s %s', (lang, text, wanted) => expect(tell(chainOf(lang, text))).toBe(wanted))

  test('a source between two states is of both, with no country of its own', () => {
    const [source] = chainOf('zh-Hans', '据日本共同社报道，日美关系消息人士近日透露，两国将恢复磋商。')
    expect(source).toMatchObject({ entity: 'SRC.jpus_unnamed', country: null, named: false })
  })

  test.each<[Lang, string]>([
    ['en', 'U.S. officials and Japanese diplomats met on Monday in Tokyo.'],
    ['ja', '遺族や関係者が式典に参列した。'],
    ['zh-Hans', '两国政府官员3日在首尔举行磋商。'],
    ['ko', '양국 관계자들이 3일 서울에서 만났다.'],
  ])('%s %s is about such people, not from them', (lang, text) => expect(tell(chainOf(lang, text))).toBe(''))
})

describe('lines about the report', () => {
  test.each<[Lang, string, string]>([
    ['zh-Hans', '石桥时报 2023-08-21 17:22:09  责任编辑：秦川', 'outlet 石桥时报'],
    ['zh-Hans', '2013-12-06 19:40  来源：山海瞭望', 'outlet 山海瞭望'],
    ['zh-Hans', '白鹭网 2022年11月14日 07:31 来源：长汀通讯社', 'outlet 长汀通讯社 ← relay 白鹭网'],
    ['zh-Hant', '白鷺日報 A1 要聞 2013年12月27日', 'outlet 白鷺日報'],
    ['zh-Hant', '潮頭快訊/國際中心 2022/11/14 09:15', 'outlet 潮頭快訊'],
    ['zh-Hant', '山城日報／記者何川／台北報導', 'outlet 山城日報'],
    ['ja', '沖浪新聞デジタル 2015年12月28日 18時42分', 'outlet 沖浪新聞'],
    ['ja', '[浜風通信 31日 21:10]', 'outlet 浜風通信'],
    ['ja', '沖浪新聞 12月30日 20時15分配信', 'outlet 沖浪新聞'],
    ['ja', '（みさき日報は白波通信の配信を受けて掲載しています）', 'outlet 白波通信 ← relay みさき日報'],
    ['ko', '온누리신문 | 도쿄=강다온 특파원 | 2025년 8월 23일', 'outlet 온누리신문'],
    ['ko', '<저작권자(c) 솔바람통신, 무단 전재-재배포 금지>', 'outlet 솔바람통신'],
    ['en', 'The Pine Ledger — April 17, 2021', 'outlet The Pine Ledger'],
    ['en', 'By Mara Kessler, Pine Bay Courier. Aug 23, 2019, 9:12 a.m. EDT', 'outlet Pine Bay Courier'],
    ['en', 'By Mara Kessler | Saltwater Dispatch | 4 September 2017', 'outlet Saltwater Dispatch'],
  ])('%s %s', (lang, line, wanted) => {
    expect(tell(chainOf(lang, SAID[lang], { above: [line] }))).toBe(wanted)
    expect(tell(chainOf(lang, SAID[lang], { below: [line] }))).toBe(wanted)
  })

  test.each<[Lang, string]>([
    ['zh-Hans', '来源：网络'],
    ['zh-Hans', '扫一扫，用手机看新闻'],
    ['zh-Hans', '2023年3月10日 特约撰稿人 沈舟'],
    ['zh-Hans', '声明：本文转载仅仅是出于传播信息的需要，并不意味着代表本网站观点或证实其内容的真实性。'],
    ['ja', '2019年3月1日'],
    ['ja', '関連ニュース'],
    ['ko', '기사입력 2019.11.22. 오후 7:05  최종수정 2019.11.22. 오후 8:31'],
    ['en', 'By Owen Tarrant, Staff Writer'],
    ['en', 'Published April 17, 2021'],
    ['en', 'Share this story: f t'],
  ])('%s %s names no outlet', (lang, line) =>
    expect(tell(chainOf(lang, SAID[lang], { above: [line] }))).toBe(''),
  )

  test('a stamp repeats what the dateline sent', () => {
    const stamped = { above: ['石桥时报 2019-08-22 17:22'] }
    expect(tell(chainOf('zh-Hans', `白鹭通讯首尔8月22日电 ${SAID['zh-Hans']}`, stamped))).toBe(
      'outlet 白鹭通讯 ← relay 石桥时报',
    )
  })

  test('of a page with several reports, each has the lines at the head and its own alone', () => {
    const block = (kind: BlockKind, report: number | null, nth: number): Block => ({
      start: nth * 10,
      end: nth * 10 + 5,
      kind,
      report,
      reason: null,
    })
    const kinds: [BlockKind, number | null][] = [
      ['boilerplate', null],
      ['title', 0],
      ['paragraph', 0],
      ['boilerplate', null],
      ['title', 1],
      ['boilerplate', null],
      ['paragraph', 1],
      ['caption', 1],
    ]
    const blocks = kinds.map(([kind, report], nth) => block(kind, report, nth))
    const about = (paragraph: number) =>
      linesAbout(blocks, [paragraph], false).map(one => blocks.indexOf(one))
    expect(about(2)).toEqual([0, 1, 3])
    expect(about(6)).toEqual([0, 4, 5])
    expect(linesAbout(blocks, [2, 6], true)).toHaveLength(5)
    expect(linesAbout(blocks, [], true)).toEqual([])
  })
})

describe('the page', () => {
  test('its outlet comes last, and never twice', () => {
    const lead = `白鹭网首尔8月26日电 ${SAID['zh-Hans']}`
    expect(tell(chainOf('zh-Hans', lead, { outlet: '白鹭网' }))).toBe('outlet 白鹭网')
    expect(tell(chainOf('zh-Hans', lead, { outlet: '石桥晚报' }))).toBe('outlet 白鹭网 ← relay 石桥晚报')
    expect(tell(chainOf('ja', `【ワシントン白波】${SAID.ja}`, { outlet: '白波通信' }))).toBe(
      'outlet 白波通信',
    )
    expect(tell(chainOf('ja', `【ワシントン共同】${SAID.ja}`, { outlet: 'Kyodo News' }))).toBe('outlet 共同')
    expect(
      tell(chainOf('en', SAID.en, { outlet: 'The Pine Ledger', above: ['Pine Ledger | 3 May 2023'] })),
    ).toBe('outlet The Pine Ledger')
  })

  test('its host stands only where nothing else names it', () => {
    const url = 'https://www.example.org/archives/346.html'
    expect(tell(chainOf('en', SAID.en, { url }))).toBe('host example.org')
    expect(tell(chainOf('en', SAID.en, { url, outlet: 'Pine Ledger' }))).toBe('outlet Pine Ledger')
    expect(tell(chainOf('en', SAID.en, { url, above: ['Pine Ledger | 3 May 2023'] }))).toBe(
      'outlet Pine Ledger',
    )
    expect(tell(chainOf('en', SAID.en, { url: 'not a url' }))).toBe('')
  })
})

describe('names', () => {
  test.each(['白鹭通讯社', '沖浪新聞', '솔바람통신', 'Tidewater Wire', 'the pine gazette'])(
    '%s has an outlet’s shape',
    name => expect(hasOutletShape(name.toLowerCase().replaceAll('聞', '闻'))).toBe(true),
  )
  test.each(['公司', '互联网', '情报', '神社', 'breaking news', '新聞', '본지'])('%s has not', name =>
    expect(hasOutletShape(name)).toBe(false),
  )
  test.each(['三好渚', '강다온', '外交部', '東京', '记者', '', '  ', '2019年', '安倍晋三'])(
    '“%s” is no outlet even in its place',
    name => expect(readOutlet(name, 0, 'position', lexicon)).toBeNull(),
  )
  test('one outlet by its short and its full name', () => {
    const same = (a: string, b: string): boolean => isSameOutlet({ name: a, id: null }, { name: b, id: null })
    expect(same('北斗', '北斗通信')).toBe(true)
    expect(same('榕湾日报', '榕灣日報')).toBe(true)
    expect(same('Harbor Ledger', 'The Harbor Ledger')).toBe(true)
    expect(same('潮見新聞', '潮見新聞デジタル')).toBe(true)
    expect(same('北斗', '北斗星日报')).toBe(false)
    expect(same('朝日新聞', '毎日新聞')).toBe(false)
  })
})

describe('any text', () => {
  const pieces = fc.constantFrom(
    '【',
    '】',
    '（',
    ')',
    '=',
    '电',
    '日',
    '5',
    '报道',
    'によると',
    '기자',
    '서울',
    '東京',
    '通信',
    ' (',
    'AP',
    '— ',
    '据',
    '《',
    '》',
    '\n',
    '。',
    ',',
    '소식통',
    '\ud83d',
    '社',
  )
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(pieces, { maxLength: 40 }).map(list => list.join('')),
  )

  test('gives links that stand where they say, no outlet twice, and no error', () => {
    fc.assert(
      fc.property(any, any, fc.constantFrom(...LANGS), (text, line, lang) => {
        const chain = chainOf(lang, text === '' ? ' ' : text, { above: [line] })
        const whole = `${line}\n\n${text === '' ? ' ' : text}\n\n`
        for (const link of chain) {
          expect(link.name.trim()).not.toBe('')
          expect(
            link.span === undefined ||
              (link.span.start >= 0 && link.span.end <= whole.length && link.span.start < link.span.end),
          ).toBe(true)
        }
        const named = chain.filter(link => link.named && link.role !== 'host')
        for (const [at, one] of named.entries())
          for (const other of named.slice(at + 1))
            expect(
              isSameOutlet({ name: one.name, id: one.entity }, { name: other.name, id: other.entity }),
            ).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test.each(LANGS)('a long %s line without end is read at once', lang => {
    for (const unit of ['（', '据', '社', 'A ', '기자 ', '5日', '【東京', 'The News '])
      expect(() => chainOf(lang, unit.repeat(3000), { above: [unit.repeat(40)] })).not.toThrow()
  })
})
