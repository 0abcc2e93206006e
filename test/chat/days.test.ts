import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDay, readDays } from '../../src/chat/days.ts'
import { type DateRef, UNKNOWN_DATE } from '../../src/model/date.ts'
import { LANGS } from '../../src/model/language.ts'
import { formatDate, formatDays, formatTitleDays } from '../../src/text/show-dates.ts'
import { day, inferredDay } from './examples.ts'

const today = Temporal.PlainDate.from('2024-03-01')

describe('readDays', () => {
  it.each([
    ['2013-12-05', '2013-12-05', '2013-12-05'],
    ['2013/12/5', '2013-12-05', '2013-12-05'],
    ['2013.12.05', '2013-12-05', '2013-12-05'],
    ['２０１３年１２月５日', '2013-12-05', '2013-12-05'],
    ['2013년 12월 5일', '2013-12-05', '2013-12-05'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2013年12月', '2013-12-01', '2013-12-31'],
    ['2013', '2013-01-01', '2013-12-31'],
    ['2013年', '2013-01-01', '2013-12-31'],
    ['today', '2024-03-01', '2024-03-01'],
    ['今天', '2024-03-01', '2024-03-01'],
    ['昨日', '2024-02-29', '2024-02-29'],
    ['어제', '2024-02-29', '2024-02-29'],
    ['2013-12-01..2013-12-05', '2013-12-01', '2013-12-05'],
    ['2013-11..2013-12', '2013-11-01', '2013-12-31'],
    ['2013-12-01～今日', '2013-12-01', '2024-03-01'],
    ['2013-12-01 … 2013-12-05', '2013-12-01', '2013-12-05'],
  ])('reads %s', (words, from, to) => {
    expect(readDays(words, today)).toEqual({ from, to })
  })

  it.each([
    '',
    '2013-02-29',
    '2013-13',
    '2013-12-32',
    '13-12-05',
    '5',
    'tomorrow?',
    '2013-12-05..',
    '..',
    '2013-12-05..2013-12-01',
    '1..2..3',
    'NaN',
    '2013-12-05T00:00',
  ])('does not guess at %j', words => {
    expect(readDays(words, today)).toBeNull()
  })

  it('reads whatever Temporal writes', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-30'), noInvalidDate: true }),
        date => {
          const iso = date.toISOString().slice(0, 10)
          expect(readDay(iso, today)).toBe(iso)
        },
      ),
    )
  })

  it('takes one day only where one is asked for', () => {
    expect(readDay('2013-12', today)).toBeNull()
    expect(readDay('2013-12-05', today)).toBe('2013-12-05')
  })
})

describe('formatDate', () => {
  const ref = (more: Partial<DateRef>): DateRef => ({ ...day('2013-12-05'), ...more })

  it.each([
    ['en', '~5 Dec 2013'],
    ['zh-Hans', '~2013年12月5日'],
    ['zh-Hant', '~2013年12月5日'],
    ['ja', '~2013年12月5日'],
    ['ko', '~2013년 12월 5일'],
  ] as const)('marks an inferred day in %s', (lang, expected) => {
    expect(formatDate(lang, inferredDay('2013-12-05'))).toBe(expected)
    expect(`~${formatDate(lang, day('2013-12-05'))}`).toBe(expected)
  })

  it.each([
    [ref({ start: '2013-12-01', end: '2013-12-31', precision: 'month' }), 'Dec 2013', '2013年12月'],
    [
      ref({ start: '2013-10-01', end: '2013-12-31', precision: 'quarter' }),
      'Oct–Dec 2013',
      '2013年10月–12月',
    ],
    [ref({ start: '2013-01-01', end: '2013-12-31', precision: 'year' }), '2013', '2013年'],
    [
      ref({ start: '2013-12-02', end: '2013-12-04', precision: 'range' }),
      '2–4 Dec 2013',
      '2013年12月2日–4日',
    ],
    [
      ref({ start: '2013-12-30', end: '2014-01-02', precision: 'range' }),
      '30 Dec 2013–2 Jan 2014',
      '2013年12月30日–2014年1月2日',
    ],
    [
      ref({ start: '2013-11-30', end: '2013-12-02', precision: 'week' }),
      '30 Nov–2 Dec 2013',
      '2013年11月30日–12月2日',
    ],
    [ref({ end: null, precision: 'open_range' }), 'from 5 Dec 2013', '自2013年12月5日起'],
    [ref({ start: null, precision: 'open_range' }), 'until 5 Dec 2013', '至2013年12月5日止'],
    [ref({ precision: 'approx' }), '~5 Dec 2013', '~2013年12月5日'],
    [UNKNOWN_DATE, 'date unknown', '日期不明'],
    [
      { ...UNKNOWN_DATE, alternatives: ['2013-12-05', '2014-12-05'] },
      '5 Dec 2013 / 5 Dec 2014?',
      '2013年12月5日 / 2014年12月5日?',
    ],
    [ref({ start: '2013-02-30' }), 'until 5 Dec 2013', '至2013年12月5日止'],
    [ref({ start: 'soon', end: null }), 'soon', 'soon'],
    [ref({ end: '2013-12-01' }), '5 Dec 2013', '2013年12月5日'],
  ])('writes %j', (date, en, zh) => {
    expect(formatDate('en', date)).toBe(en)
    expect(formatDate('zh-Hans', date)).toBe(zh)
  })

  it('writes windows with the weekday of a single day', () => {
    expect(formatTitleDays('en', '2013-12-05', '2013-12-05')).toBe('Thu, 5 Dec 2013')
    expect(formatTitleDays('ja', '2013-12-05', '2013-12-05')).toBe('2013年12月5日(木)')
    expect(formatTitleDays('ko', '2013-12-03', '2013-12-06')).toBe('2013년 12월 3일–6일')
    expect(formatDays('en', 'x', 'y')).toBe('x–y')
  })

  it('writes any two strings in any language', () => {
    const start = fc.oneof(
      fc.string(),
      fc.constant('2013-12-05'),
      fc.constant('0000-01-01'),
      fc.constant(null),
    )
    fc.assert(
      fc.property(start, start, fc.constantFrom(...LANGS), (from, to, lang) => {
        expect(formatDate(lang, ref({ start: from, end: to }))).toBeTypeOf('string')
      }),
    )
  })
})
