import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Day, daysInMonth } from '../../src/text/dates/day.ts'

const date = fc.record({
  year: fc.integer({ min: -200, max: 10_500 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 31 }),
})
const distance = fc.record({
  years: fc.integer({ min: -200, max: 200 }),
  months: fc.integer({ min: -40, max: 40 }),
  days: fc.integer({ min: -1000, max: 1000 }),
})

function temporalOf({
  year,
  month,
  day,
}: {
  year: number
  month: number
  day: number
}): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null
  }
}

/** Everything a day says of itself. */
function told(day: Day | Temporal.PlainDate): unknown {
  return [day.toString(), day.year, day.month, day.day, day.dayOfWeek, day.daysInMonth]
}

describe('a day is what Temporal says it is', () => {
  test('there are the same days', () => {
    fc.assert(
      fc.property(date, ({ year, month, day }) => {
        expect(Day.of(year, month, day)?.toString()).toBe(temporalOf({ year, month, day })?.toString())
      }),
    )
  })

  test('moving leads to the same day', () => {
    fc.assert(
      fc.property(date, distance, (from, by) => {
        const [ours, theirs] = [Day.of(from.year, from.month, from.day), temporalOf(from)]
        fc.pre(ours !== null && theirs !== null)
        // One unit at a time and together; Temporal wants all signs alike, so together it is years, months, then days.
        for (const step of [{ years: by.years }, { months: by.months }, { days: by.days }]) {
          expect(told(ours.add(step))).toEqual(told(theirs.add(step)))
          expect(told(ours.subtract(step))).toEqual(told(theirs.subtract(step)))
        }
        const joined = { years: Math.abs(by.years), months: Math.abs(by.months), days: Math.abs(by.days) }
        expect(told(ours.add(joined))).toEqual(told(theirs.add(joined)))
        expect(told(ours.subtract(joined))).toEqual(told(theirs.subtract(joined)))
      }),
    )
  })

  test('its number counts days from 1970, and leads back to it', () => {
    const epoch = Temporal.PlainDate.from('1970-01-01')
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 3_000_000 }), number => {
        const day = Day.at(number)
        expect(day.toString()).toBe(epoch.add({ days: number }).toString())
        expect(Day.of(day.year, day.month, day.day)?.number).toBe(number)
      }),
    )
  })

  test('order and sameness are those of the calendar', () => {
    const [a, b] = [Day.of(2014, 2, 28)!, Day.of(2014, 3, 1)!]
    expect(Day.compare(a, b)).toBeLessThan(0)
    expect(Day.compare(b, a)).toBeGreaterThan(0)
    expect(a.add({ days: 1 }).equals(b)).toBe(true)
    expect(a.equals(b)).toBe(false)
    expect(JSON.stringify({ day: a })).toBe('{"day":"2014-02-28"}')
  })
})

test('what is no day gives none', () => {
  for (const [year, month, day] of [
    [2015, 2, 29],
    [2014, 13, 1],
    [2014, 0, 1],
    [2014, 1, 0],
    [2014, 4, 31],
    [2014, Number.NaN, 1],
  ])
    expect(Day.of(year!, month!, day!)).toBeNull()
  expect(Day.of(2016, 2, 29)?.toString()).toBe('2016-02-29')
  expect(Day.of(1900, 2, 29)).toBeNull()
  expect([daysInMonth(2000, 2), daysInMonth(2100, 2), daysInMonth(2024, 12)]).toEqual([29, 28, 31])
})
