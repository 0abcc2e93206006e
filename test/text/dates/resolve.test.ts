import { describe, expect, it } from 'vitest'
import type { DateRef } from '../../../src/model/date.ts'
import type { Tongue } from '../../../src/model/language.ts'
import { type ResolveHints, resolveDate } from '../../../src/text/dates/resolve.ts'
import { findDates } from '../../../src/text/dates.ts'

function resolve(
  tongue: Tongue,
  text: string,
  reference: DateRef | string | null,
  hints: ResolveHints = {},
): DateRef {
  const expression = findDates(text, tongue)[0]
  if (expression === undefined) throw new Error(`no date in ${text}`)
  return resolveDate(expression, reference, hints)
}
const days = (...args: Parameters<typeof resolve>): string => {
  const { start, end } = resolve(...args)
  return start === end ? `${start}` : `${start}..${end}`
}

describe('resolveDate', () => {
  it.each<[Tongue, string, string, string]>([
    ['zh', '4日', '2013-12-05', '2013-12-04'],
    ['zh', '去年11月', '2014-01-10', '2013-11-01..2013-11-30'],
    ['zh', '上个月', '2014-04-18', '2014-03-01..2014-03-31'],
    ['zh', '下周', '2014-04-18', '2014-04-21..2014-04-27'],
    ['zh', '11月16日', '2014-12-13', '2014-11-16'],
    ['zh', '3月', '2014-12-13', '2014-03-01..2014-03-31'],
    ['zh', '1月20日', '2013-12-13', '2014-01-20'],
    ['zh', '上周五', '2014-04-18', '2014-04-11'],
    ['zh', '12月28日至1月3日', '2014-01-05', '2013-12-28..2014-01-03'],
    ['zh', '昨天', '2024-03-01', '2024-02-29'],
    ['ja', '先月18日', '2013-01-05', '2012-12-18'],
    ['ja', '来週の金曜日', '2016-11-07', '2016-11-18'],
    ['ja', '7月の第1金曜日', '2017-07-20', '2017-07-07'],
    ['ja', '2年1か月21日前', '2017-11-23', '2015-10-02'],
    ['ja', '30日', '2013-12-01', '2013-11-30'],
    ['ko', '지난 3월', '2014-12-13', '2014-03-01..2014-03-31'],
    ['ko', '다음 주 금요일', '2016-11-07', '2016-11-18'],
    ['ko', '이달 중순', '2014-04-18', '2014-04-11..2014-04-20'],
    ['en', 'last Friday', '2016-11-07', '2016-11-04'],
    ['en', 'Friday', '2016-11-07', '2016-11-04'],
    ['en', 'late last month', '2014-04-18', '2014-03-21..2014-03-31'],
    ['en', 'three days ago', '2014-04-18', '2014-04-15'],
    ['en', 'Thursday, Dec. 5', '2014-01-10', '2013-12-05'],
  ])('%s %s seen from %s is %s', (tongue, text, reference, wanted) => {
    expect(days(tongue, text, reference)).toBe(wanted)
  })

  it('takes an open date to the side asked for', () => {
    expect(days('zh', '5月3日', '2014-12-13', { direction: 'past' })).toBe('2014-05-03')
    expect(days('zh', '5月3日', '2014-12-13', { direction: 'future' })).toBe('2015-05-03')
    expect(days('en', 'Friday', '2016-11-07', { direction: 'future' })).toBe('2016-11-11')
  })

  it('counts 翌日 and 이날 from the day last spoken of', () => {
    expect(days('ja', '翌日', '2014-04-18', { mention: '2014-03-25' })).toBe('2014-03-26')
    expect(days('ko', '이날', '2014-04-18', { mention: '2014-03-25' })).toBe('2014-03-25')
    expect(days('en', 'a week earlier', '2014-04-18', { mention: '2014-03-25', exactDistance: true })).toBe(
      '2014-03-18',
    )
  })

  it('does not pretend that "two years ago" is a day', () => {
    expect(days('en', 'two years ago', '2016-11-07')).toBe('2014-01-01..2014-12-31')
    expect(days('en', 'two years ago', '2016-11-07', { exactDistance: true })).toBe('2014-11-07')
    expect(resolve('zh', '近日', '2014-12-13').precision).toBe('approx')
  })

  it('needs no reference for a full date, and gives nothing for a partial one without', () => {
    expect(resolve('zh', '2013年12月5日', null)).toMatchObject({
      start: '2013-12-05',
      inferredBy: ['explicit'],
    })
    expect(resolve('zh', '12月5日', null)).toMatchObject({
      start: null,
      end: null,
      precision: 'unknown',
      raw: '12月5日',
    })
    expect(resolve('ja', '先月', null).start).toBeNull()
    expect(resolve('ja', '先月', 'not a day').start).toBeNull()
  })

  it('leaves one side of an open range null', () => {
    expect(resolve('zh', '2012年以来', '2014-12-13')).toMatchObject({
      start: '2012-01-01',
      end: null,
      precision: 'open_range',
    })
    expect(resolve('en', 'by the end of May', '2014-04-18')).toMatchObject({ start: null, end: '2014-05-31' })
  })

  it('lowers its confidence when the weekday does not fit', () => {
    expect(resolve('zh', '2013年12月5日(星期四)', null).confidence).toBeGreaterThan(0.9)
    expect(resolve('zh', '2013年12月5日(星期五)', null).confidence).toBeLessThan(0.6)
  })

  it('keeps other readings of an open date', () => {
    const date = resolve('zh', '18日', '2013-12-05')
    expect(date.start).toBe('2013-12-18')
    expect(date.alternatives).toContain('2013-11-18')
  })

  it('answers a reference that is itself a span with all days it may mean', () => {
    const april: DateRef = {
      start: '2014-04-01',
      end: '2014-04-30',
      precision: 'month',
      inferredBy: [],
      confidence: 0.6,
    }
    expect(days('zh', '上个月', april)).toBe('2014-03-01..2014-03-31')
    expect(days('zh', '昨天', april)).toBe('2014-03-31..2014-04-29')
    expect(resolve('zh', '昨天', april).confidence).toBeLessThan(0.6)
  })

  it('does not resolve lunar dates', () => {
    expect(resolve('zh', '2015年农历正月初一', '2015-02-01').start).toBeNull()
  })
})
