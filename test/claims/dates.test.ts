import fc from 'fast-check'
import simplified from 'opencc-js/dict/STCharacters'
import { describe, expect, it } from 'vitest'
import { dateReport } from '../../src/claims/dates.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { DateRef } from '../../src/model/date.ts'
import type { Lang } from '../../src/model/language.ts'
import { parseDay } from '../../src/text/dates/calendar.ts'
import { compare, dateSnippet, paragraphsOf, readSnippets } from '../eval/dates.ts'

const lexicon = openLexicon()
const snippets = readSnippets()
const date = (text: string, lang: Lang = 'zh-Hans', pageDate: string | null = null): DateRef =>
  dateSnippet({ text, lang, pageDate }, lexicon)
const verdict = ({ start, end, precision }: DateRef): unknown => ({ start, end, precision })

describe('dateReport', () => {
  it('takes a date stated in full as it stands', () => {
    const found = date('（本报首尔2019年8月22日电）韩国政府22日宣布决定。')
    expect(found).toMatchObject({ start: '2019-08-22', end: '2019-08-22', precision: 'day' })
    expect(found.inferredBy).toContain('explicit')
  })

  it('finds the year from who held which office and from what happened last month', () => {
    const found = date(
      '据日本放送协会18日报道，日本首相安倍晋三与美国副总统拜登举行电话会谈。日美韩三国上个月在荷兰举行了首脑会谈，安倍对此表示感谢。',
    )
    expect(found).toMatchObject({ start: '2014-04-18', end: '2014-04-18' })
    expect(found.inferredBy).toEqual(expect.arrayContaining(['role_window', 'anchor_event']))
    expect(found.reasons?.join('\n')).toMatch(/Biden as Vice President/)
    expect(found.reasons?.join('\n')).toMatch(/Hague, 2014-03-25/)
    expect(found.alternatives ?? []).not.toContain('2014-12-18')
  })

  it('lets a page date that contradicts the text lose', () => {
    const text = '中新网12月5日电 美国副总统拜登4日结束访日。中国上月23日宣布划设东海防空识别区。'
    expect(date(text, 'zh-Hans', '2018-12-05').start).toBe('2013-12-05')
    expect(date(text, 'zh-Hans', '2013-12-06T08:00:00+08:00').start).toBe('2013-12-05')
  })

  it('takes the year from the page when nothing else gives it, with little confidence when the page is later', () => {
    const text = '本报东京12月5日电 日本政府官员说，磋商仍在进行。'
    const near = date(text, 'zh-Hans', '2019-12-06')
    const far = date(text, 'zh-Hans', '2020-08-01')
    expect(near).toMatchObject({ start: '2019-12-05' })
    expect(near.inferredBy).toContain('page_metadata')
    expect(far).toMatchObject({ start: '2019-12-05' })
    expect(far.confidence).toBeLessThan(0.5)
  })

  it('keeps all candidates and gives no date when nothing tells the years apart', () => {
    const found = date('本报东京12月5日电 日本政府官员说，磋商仍在进行。')
    expect(found).toMatchObject({ start: null, end: null, precision: 'unknown' })
    expect(found.alternatives?.length).toBeGreaterThan(5)
    expect(found.alternatives?.every(day => day.endsWith('-12-05'))).toBe(true)
  })

  it('knows nothing of a text without any time', () => {
    expect(date('双方同意继续磋商。')).toMatchObject({ start: null, end: null, inferredBy: [] })
    expect(date('').start).toBeNull()
  })

  it('reads a former office as over and an elected one as not yet held', () => {
    // Abe left office in September 2007 and for good in September 2020.
    const former = date('TOKYO, July 8 (Wire) — Former Prime Minister Shinzo Abe spoke on Friday.', 'en')
    const year = Number((former.start ?? former.alternatives?.[0])?.slice(0, 4))
    expect(year <= 2012 || year >= 2021).toBe(true)
    const elect = date(
      'SEOUL, April 11 (Wire) — President-elect Yoon Suk Yeol will send a delegation to Japan.',
      'en',
    )
    expect([elect.start, ...(elect.alternatives ?? [])]).toContain('2022-04-11')
  })

  it('counts anniversaries', () => {
    const found = date(
      '本报首尔6月22日电 日韩邦交正常化50周年纪念活动22日在两国首都举行，日本首相安倍晋三出席了东京的活动。',
    )
    expect(found.start).toBe('2015-06-22')
  })

  it('uses a weekday beside a day of the month to find the year', () => {
    // 6 January was a Friday in 2012 and 2017; Suga was chief cabinet secretary from December 2012 to September 2020.
    const text =
      'TOKYO, Jan. 6 (Wire) — Chief Cabinet Secretary Yoshihide Suga said on Friday that Japan would respond.'
    const found = date(text, 'en')
    expect([found.start, found.alternatives?.[0]]).toContain('2017-01-06')
  })

  it('never dates a report after the day it was first seen', () => {
    const text = '本报东京12月5日电 日本首相岸田文雄发表讲话。'
    const paragraphs = paragraphsOf(text)
    const input = {
      text,
      paragraphs,
      lang: 'zh-Hans' as const,
      mentions: lexicon.match(text),
      pageDate: null,
    }
    const found = dateReport({ ...input, notAfter: '2022-12-31' }, lexicon)
    for (const day of [found.start, ...(found.alternatives ?? [])])
      expect(day === null || day <= '2022-12-31').toBe(true)
  })
})

describe('our own undated reports', () => {
  it('holds at least sixty in all four languages', () => {
    expect(snippets.length).toBeGreaterThanOrEqual(60)
    expect(new Set(snippets.map(s => s.lang))).toEqual(new Set(['zh-Hans', 'zh-Hant', 'ja', 'ko', 'en']))
  })

  it('come out right or open, hardly ever wrong', () => {
    const outcomes = snippets.map(s => compare(dateSnippet(s, lexicon), s.date))
    const share = (wanted: string): number => outcomes.filter(o => o === wanted).length / outcomes.length
    expect(share('wrong')).toBeLessThanOrEqual(0.03)
    expect(share('right')).toBeGreaterThanOrEqual(0.8)
  })

  it('give alternatives wherever no date is given but days were named', () => {
    for (const snippet of snippets) {
      const found = dateSnippet(snippet, lexicon)
      if (found.start === null && /\d日|\d일/.test(snippet.text))
        expect(found.reasons?.length, snippet.text).toBeGreaterThan(0)
    }
  })
})

const toTraditional = new Map(
  simplified.split('|').flatMap(pair => {
    const [from, to] = pair.split(' ')
    return from?.length === 1 && to?.length === 1 ? [[from, to] as const] : []
  }),
)
const traditional = (text: string): string => [...text].map(char => toTraditional.get(char) ?? char).join('')
const wideDigits = (text: string): string =>
  text.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

describe('what must not change a date', () => {
  it('Traditional and Simplified characters', () => {
    for (const snippet of snippets.filter(s => s.lang === 'zh-Hans')) {
      const turned = dateSnippet({ ...snippet, text: traditional(snippet.text), lang: 'zh-Hant' }, lexicon)
      expect(verdict(turned), snippet.text).toEqual(verdict(dateSnippet(snippet, lexicon)))
    }
  })

  it('full-width digits', () => {
    for (const snippet of snippets.filter(s => s.lang !== 'en')) {
      const turned = dateSnippet({ ...snippet, text: wideDigits(snippet.text) }, lexicon)
      expect(verdict(turned), snippet.text).toEqual(verdict(dateSnippet(snippet, lexicon)))
    }
  })

  it('boilerplate behind it', () => {
    const boilerplate: Record<Lang, string> = {
      'zh-Hans': '特别声明：本文转载仅出于传播信息的需要，不代表本网站观点。',
      'zh-Hant': '版權所有，未經授權不得轉載。',
      ja: '無断転載を禁じます。',
      ko: '무단 전재 및 재배포 금지.',
      en: 'All rights reserved. Subscribe to our newsletter.',
    }
    for (const snippet of snippets) {
      const turned = dateSnippet(
        { ...snippet, text: `${snippet.text}\n\n${boilerplate[snippet.lang]}` },
        lexicon,
      )
      expect(verdict(turned), snippet.text).toEqual(verdict(dateSnippet(snippet, lexicon)))
    }
  })
})

const FRAGMENTS = [
  '12月5日电',
  '上个月',
  '下周',
  '2014年',
  '18日',
  '31日',
  '2月30日',
  '副总统拜登',
  '安倍晋三首相',
  '在荷兰举行首脑会谈',
  '戴维营',
  '去年11月',
  '周五',
  '来週の金曜日',
  '令和5年',
  '【ワシントン12日共同】',
  '지난달 25일',
  '오는 18일',
  '캠프데이비드',
  'TOKYO, Dec. 5 (Wire) — ',
  'on Friday',
  'two weeks earlier',
  'President Park Geun-hye',
  'summit in The Hague',
  '70周年',
  '，',
  '。',
  '\n\n',
  ' ',
  '9999年99月',
  '0月0日',
]

describe('dateReport under any input', () => {
  const isSound = (found: DateRef): void => {
    for (const day of [found.start, found.end, ...(found.alternatives ?? [])])
      if (day !== null) expect(parseDay(day), `${day}`).not.toBeNull()
    if (found.start !== null && found.end !== null) expect(found.start <= found.end).toBe(true)
    expect(found.confidence).toBeGreaterThanOrEqual(0)
    expect(found.confidence).toBeLessThanOrEqual(1)
    if (found.start !== null) expect(found.inferredBy.length).toBeGreaterThan(0)
  }
  const langs = fc.constantFrom<Lang>('zh-Hans', 'zh-Hant', 'ja', 'ko', 'en')

  it('gives sound dates for any run of date words, and never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 14 }),
        langs,
        fc.option(fc.constantFrom('2014-12-18', '2013-12-05T10:00:00Z', 'yesterday', '', '2014-13-45'), {
          nil: null,
        }),
        (parts, lang, pageDate) => {
          isSound(date(parts.join(''), lang, pageDate))
        },
      ),
      { numRuns: 120 },
    )
  })

  it('survives any text and any paragraph ranges', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.array(
          fc.record({ start: fc.integer({ min: -5, max: 90 }), end: fc.integer({ min: -5, max: 90 }) }),
          { maxLength: 4 },
        ),
        langs,
        (text, paragraphs, lang) => {
          isSound(
            dateReport({ text, paragraphs, lang, mentions: lexicon.match(text), pageDate: null }, lexicon),
          )
        },
      ),
      { numRuns: 120 },
    )
  })
})
