import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tongue } from '../../../src/model/language.ts'
import { parseDay } from '../../../src/text/dates/calendar.ts'
import { resolveDate } from '../../../src/text/dates/resolve.ts'
import { findDates } from '../../../src/text/dates.ts'

const tongues = fc.constantFrom<Tongue>('zh', 'ja', 'ko', 'en')
const pieces = fc.constantFrom(
  ...'年 月 日 2013 12 5 31 0 99 二〇一四 十二 三十 上 下 去 今 昨 先 来 再 周 週 曜 金 一 五 から 至 到 ~ - ( ) 【 】 電 电 で 間 前 後 令和 平成 元 民国 103'.split(
    ' ',
  ),
  ...'월 일 년 지난 오는 다음 주 달 부터 까지 전 후 금요일 Dec. May March last next week month 5th 2014 , . to from and ago earlier ９ １２ 初 末 下旬 世紀 代 の 的'.split(
    ' ',
  ),
  ' ',
  '\n',
)
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 16 }).map(list => list.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

describe('findDates and resolveDate under any input', () => {
  it('never throw, and give only dates that exist', () => {
    fc.assert(
      fc.property(
        texts,
        tongues,
        fc.constantFrom('2014-04-18', '2012-02-29', null),
        (text, tongue, reference) => {
          let last = 0
          for (const e of findDates(text, tongue)) {
            expect(e.start).toBeGreaterThanOrEqual(last)
            expect(e.end).toBeGreaterThan(e.start)
            expect(e.end).toBeLessThanOrEqual(text.length)
            expect(e.raw).toBe(text.slice(e.start, e.end))
            last = e.end
            for (const direction of [undefined, 'past', 'future'] as const) {
              const date = resolveDate(e, reference, direction === undefined ? {} : { direction })
              for (const day of [date.start, date.end, ...(date.alternatives ?? [])])
                if (day !== null && day.length === 10)
                  expect(parseDay(day), `${e.raw} → ${day}`).not.toBeNull()
              if (date.start !== null && date.end !== null && date.start.length === date.end.length)
                expect(date.start <= date.end, `${e.raw}: ${date.start}..${date.end}`).toBe(true)
            }
          }
        },
      ),
      { numRuns: 600 },
    )
  })

  it('read full-width digits as ASCII ones', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), tongues, (list, tongue) => {
        const text = list.join('')
        const wide = text.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
        const bare = (found: ReturnType<typeof findDates>): unknown =>
          found.map(({ raw: _, ...rest }) => rest)
        expect(bare(findDates(wide, tongue))).toEqual(bare(findDates(text, tongue)))
      }),
      { numRuns: 300 },
    )
  })

  it('give back every full date in every way of writing it', () => {
    const day = fc.record({
      year: fc.integer({ min: 1990, max: 2035 }),
      month: fc.integer({ min: 1, max: 12 }),
      date: fc.integer({ min: 1, max: 28 }),
    })
    const months =
      'January February March April May June July August September October November December'.split(' ')
    fc.assert(
      fc.property(day, ({ year, month, date }) => {
        const two = (n: number): string => String(n).padStart(2, '0')
        const wanted = `${year}-${two(month)}-${two(date)}`
        const ways: readonly [Tongue, string][] = [
          ['zh', `${year}年${month}月${date}日`],
          ['zh', wanted],
          ['ja', `平成${year - 1988}年${month}月${date}日`],
          ['ja', `${year}年${two(month)}月${two(date)}日`],
          ['ko', `${year}년 ${month}월 ${date}일`],
          ['ko', `${year}.${two(month)}.${two(date)}`],
          ['en', `on ${months[month - 1]} ${date}, ${year}`],
          ['en', `${date} ${months[month - 1]} ${year}`],
        ]
        for (const [tongue, text] of ways) {
          const found = findDates(`${text} `, tongue)[0]
          expect(found && resolveDate(found, null).start, text).toBe(wanted)
        }
      }),
      { numRuns: 150 },
    )
  })
})
