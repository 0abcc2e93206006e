import { describe, expect, it } from 'vitest'
import type { Tongue } from '../../../src/model/language.ts'
import { findDates } from '../../../src/text/dates.ts'

/** `5日夜 {"day":5,"dayPart":"evening"}`, with the last end, openness and `DL` for a dateline. */
function read(tongue: Tongue, text: string): string[] {
  return findDates(text, tongue).map(e => {
    const tail = `${e.to === null ? '' : ` → ${JSON.stringify(e.to)}`}${e.open === null ? '' : ` ${e.open}`}${e.dateline ? ' DL' : ''}`
    return `${text.slice(e.start, e.end)} ${JSON.stringify(e.from)}${tail}`
  })
}
const fields = (tongue: Tongue, text: string): unknown => findDates(text, tongue).map(e => e.from)

describe('Chinese', () => {
  it('tells a dateline from a day', () => {
    expect(read('zh', '中新网12月5日电美国副总统拜登4日结束访问')).toEqual([
      '12月5日 {"month":12,"day":5} DL',
      '4日 {"day":4}',
    ])
    expect(read('zh', '云帆网4月24日东京消息')).toEqual(['4月24日 {"month":4,"day":24} DL'])
  })
  it('reads ranges and what their ends leave unsaid', () => {
    expect(read('zh', '拜登2日至4日访问日本')).toEqual(['2日至4日 {"day":2} → {"day":4}'])
    expect(read('zh', '2019年6月1日-6月30日')).toEqual([
      '2019年6月1日-6月30日 {"year":2019,"month":6,"day":1} → {"year":2019,"month":6,"day":30}',
    ])
    expect(fields('zh', '4月23、24日')).toEqual([{ month: 4, day: 23 }])
  })
  it('knows next week from Sunday, and weekdays from numbers', () => {
    const next = { shifts: [{ unit: 'week', by: 1, from: 'report', how: 'calendar' }] }
    expect(fields('zh', '下周日美首脑会谈')).toEqual([next])
    expect(fields('zh', '下周日晚')).toEqual([{ ...next, weekday: 7, dayPart: 'evening' }])
    expect(fields('zh', '本周三国外长会谈')).toEqual([{ shifts: [{ ...next.shifts[0], by: 0 }] }])
    expect(fields('zh', '周三国务院宣布')).toEqual([{ weekday: 3 }])
  })
  it('takes no duration, money, version or article for a date', () => {
    for (const text of [
      '三日间',
      '18日元',
      '五个月',
      '三四月',
      '宪法第9条',
      '赞同日本',
      '前总统',
      '岁月',
      'v5.3',
    ])
      expect(read('zh', text), text).toEqual([])
  })
  it('does not take the end of a name for a numeral of a figure', () => {
    expect(fields('zh', '安倍晋三18日')).toEqual([{ day: 18 }])
  })
  it('joins a day and its weekday in brackets', () => {
    expect(read('zh', '周四(5日)')).toEqual(['周四(5日) {"weekday":4,"day":5}'])
    expect(read('zh', '2013年12月5日(星期四)')).toEqual([
      '2013年12月5日(星期四) {"year":2013,"month":12,"day":5,"weekday":4}',
    ])
  })
  it('reads eras, centuries and numerals', () => {
    expect(fields('zh', '民国103年10月10日')).toEqual([{ year: 2014, month: 10, day: 10 }])
    expect(fields('zh', '上世纪90年代')).toEqual([{ decade: 1990 }])
    expect(fields('zh', '二〇一四年四月十八日')).toEqual([{ year: 2014, month: 4, day: 18 }])
  })
  it('opens a range to one side', () => {
    expect(read('zh', '自2012年以来')).toEqual(['2012年以来 {"year":2012} since'])
    expect(findDates('月底前', 'zh')[0]?.open).toBe('until')
  })
})

describe('Japanese', () => {
  it('tells a dateline from a day', () => {
    expect(read('ja', '【ワシントン12日共同】米大統領は12日、')).toEqual([
      '12日 {"day":12} DL',
      '12日 {"day":12}',
    ])
    expect(findDates('会談した。【ワシントン11日】', 'ja')[0]?.dateline).toBe(true)
  })
  it('reads ranges, eras and parts of days', () => {
    expect(read('ja', '4月23日から25日まで訪日')).toEqual([
      '4月23日から25日まで {"month":4,"day":23} → {"month":4,"day":25}',
    ])
    expect(fields('ja', '令和5年8月18日')).toEqual([{ year: 2023, month: 8, day: 18 }])
    expect(fields('ja', '昭和62年')).toEqual([{ year: 1987 }])
    expect(fields('ja', '18日未明')).toEqual([{ day: 18, dayPart: 'dawn' }])
    expect(fields('ja', '5日(木)')).toEqual([{ day: 5, weekday: 4 }])
  })
  it('takes no duration, name or kana word for a date', () => {
    for (const text of [
      '3日間',
      '3日ぶり',
      '3か月',
      '四日市',
      '三日月',
      'きょうだい',
      '前年比',
      '憲法9条',
      '1日当たり',
    ])
      expect(read('ja', text), text).toEqual([])
  })
  it('tells a month from a distance of months', () => {
    expect(fields('ja', '5月')).toEqual([{ month: 5 }])
    expect(fields('ja', '5か月前')).toEqual([
      { shifts: [{ unit: 'month', by: -5, from: 'report', how: 'distance' }] },
    ])
  })
})

describe('Korean', () => {
  it('reads days, sides and ranges', () => {
    expect(fields('ko', '지난 3일')).toEqual([{ day: 3, side: -1 }])
    expect(fields('ko', '오는 18일')).toEqual([{ day: 18, side: 1 }])
    expect(read('ko', '23일부터 25일까지')).toEqual(['23일부터 25일까지 {"day":23} → {"day":25}'])
    expect(fields('ko', '2013년 12월 5일(목)')).toEqual([{ year: 2013, month: 12, day: 5, weekday: 4 }])
    expect(fields('ko', '단기 4356년')).toEqual([{ year: 2023 }])
    expect(fields('ko', '오월 이십일일')).toEqual([{ month: 5, day: 21 }])
  })
  it('tells a dateline from a day', () => {
    expect(findDates('(도쿄 5일 교도=연합뉴스) 일본 정부는 5일', 'ko').map(e => e.dateline)).toEqual([
      true,
      false,
    ])
  })
  it('takes no duration or longer word for a date', () => {
    for (const text of ['3일간', '5일째', '10년 만에', '한미일', '오늘날', '안내일', '헌법 9조', '국어제'])
      expect(read('ko', text), text).toEqual([])
  })
})

describe('English', () => {
  it('reads both orders, and ranges from either end', () => {
    expect(fields('en', 'on Dec. 5, 2013')).toEqual([{ year: 2013, month: 12, day: 5 }])
    expect(fields('en', '5 December 2013')).toEqual([{ year: 2013, month: 12, day: 5 }])
    expect(read('en', 'from 23 to 25 April')).toEqual([
      '23 to 25 April {"month":4,"day":23} → {"month":4,"day":25}',
    ])
    expect(read('en', 'Dec. 2–4')).toEqual(['Dec. 2–4 {"month":12,"day":2} → {"month":12,"day":4}'])
    expect(read('en', 'between May 3 and June 5, 2014')).toEqual([
      'May 3 and June 5, 2014 {"month":5,"day":3,"year":2014} → {"year":2014,"month":6,"day":5}',
    ])
  })
  it('tells a dateline from a day', () => {
    for (const text of [
      'TOKYO, Dec. 5 (Kyodo) -- The',
      'WASHINGTON, Dec 5 (Reuters) - The',
      'CAMP DAVID, Md., Aug. 18 (AP) — The',
    ])
      expect(findDates(text, 'en')[0]?.dateline, text).toBe(true)
    expect(findDates('They met on Dec. 5 in Tokyo', 'en')[0]?.dateline).toBe(false)
  })
  it('knows May and March as words', () => {
    expect(fields('en', 'In May')).toEqual([{ month: 5 }])
    expect(fields('en', 'the March summit')).toEqual([{ month: 3 }])
    for (const text of [
      'May said she',
      'they may go',
      'march on the capital',
      'a second time',
      '2,015 people',
      'the 18th round',
    ])
      expect(read('en', text), text).toEqual([])
  })
})

describe('impossible dates', () => {
  it('are left out', () => {
    expect(read('zh', '2月30日')).toEqual([])
    expect(read('ja', '2013年2月29日')).toEqual([])
    expect(read('ko', '13월 5일')).not.toContain('13월')
    expect(read('en', 'April 31')).toEqual([])
  })
})
