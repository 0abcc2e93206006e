// The clock of digests against brute force: every minute of years, in zones of every kind.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueSlots, editionsOf, nextSlot, slotName, slotOn } from '../../digests/due.ts'
import type { Slot, Weekday } from '../../src/model/subscription.ts'

const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const MINUTE = 60_000

function slot(time: string, zone: string, days: readonly Weekday[] = EVERY_DAY): Slot {
  return { form: 'daily', time, zone, days }
}

const instant = (text: string) => Temporal.Instant.from(text)
const dueIn = (one: Slot, from: string, to: string) =>
  dueSlots([one], instant(from), instant(to)).map(due => due.at.toString())

describe('a slot', () => {
  test('that a clock change leaves out is the first minute after the gap', () => {
    expect(dueIn(slot('02:30', 'America/New_York'), '2024-03-09T12:00Z', '2024-03-11T12:00Z')).toEqual([
      '2024-03-10T07:00:00Z',
      '2024-03-11T06:30:00Z',
    ])
    // Beirut and Santiago change at midnight: the day begins at one.
    expect(dueIn(slot('00:30', 'Asia/Beirut'), '2024-03-30T12:00Z', '2024-03-31T12:00Z')).toEqual([
      '2024-03-30T22:00:00Z',
    ])
  })

  test('that a clock change repeats comes once, the first time', () => {
    expect(dueIn(slot('01:30', 'America/New_York'), '2024-11-03T00:00Z', '2024-11-04T00:00Z')).toEqual([
      '2024-11-03T05:30:00Z',
    ])
    expect(dueIn(slot('01:30', 'Europe/London'), '2024-10-27T00:00Z', '2024-10-28T00:00Z')).toEqual([
      '2024-10-27T00:30:00Z',
    ])
    expect(dueIn(slot('01:45', 'Australia/Lord_Howe'), '2024-04-06T00:00Z', '2024-04-07T00:00Z')).toEqual([
      '2024-04-06T14:45:00Z',
    ])
  })

  test('comes on the leap day, and on no day that a zone leaves out', () => {
    expect(dueIn(slot('08:30', 'Asia/Seoul'), '2024-02-28T12:00Z', '2024-03-01T12:00Z')).toEqual([
      '2024-02-28T23:30:00Z',
      '2024-02-29T23:30:00Z',
    ])
    expect(dueIn(slot('08:30', 'Pacific/Apia'), '2011-12-29T00:00Z', '2012-01-01T00:00Z')).toEqual([
      '2011-12-29T18:30:00Z',
      '2011-12-30T18:30:00Z',
      '2011-12-31T18:30:00Z',
    ])
  })

  test('comes on its weekdays in its own zone', () => {
    const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5]
    // 08:30 on Monday in Seoul is still Sunday in UTC.
    expect(dueIn(slot('08:30', 'Asia/Seoul', weekdays), '2026-11-20T00:00Z', '2026-11-24T00:00Z')).toEqual([
      '2026-11-22T23:30:00Z',
      '2026-11-23T23:30:00Z',
    ])
  })

  test('twice in one minute is one; a weekly beside it is another', () => {
    const slots = [
      slot('08:30', 'Asia/Seoul'),
      slot('08:30', 'Asia/Tokyo'),
      { ...slot('08:30', 'Asia/Tokyo'), form: 'weekly' as const },
    ]
    const due = dueSlots(slots, instant('2024-01-01T00:00Z'), instant('2024-01-02T00:00Z'))
    expect(due.map(one => slotName(one.form, one.at))).toEqual([
      'daily@2024-01-01T23:30Z',
      'weekly@2024-01-01T23:30Z',
    ])
  })
})

const ZONES = [
  ...['UTC', 'Asia/Tokyo', 'Asia/Seoul', 'Asia/Shanghai', 'Asia/Taipei', 'Asia/Kolkata', 'Asia/Kathmandu'],
  ...['America/New_York', 'America/Los_Angeles', 'Europe/London', 'Europe/Dublin', 'Africa/Casablanca'],
  ...['Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Apia', 'Pacific/Kiritimati', 'America/St_Johns'],
  ...[
    'Asia/Beirut',
    'America/Santiago',
    'America/Havana',
    'Asia/Pyongyang',
    'Africa/Juba',
    'America/Caracas',
  ],
  ...['Asia/Gaza', 'America/Asuncion', 'Antarctica/Troll', 'Europe/Istanbul', 'Asia/Amman'],
]

/** What a clock on the wall shows at each minute, by the runtime's own formatter and not by ours. */
function wallClock(zone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  })
  return ms => format.format(ms).replace(', ', 'T')
}

/** By looking at the clock every minute: the first minute at or after a slot's time on each of its days. */
function bruteForce(one: Slot, from: number, to: number): string[] {
  const show = wallClock(one.zone)
  const found: string[] = []
  const done = new Set<string>()
  let pending: string | null = null
  for (let ms = from - 2 * 86_400_000; ms <= to; ms += MINUTE) {
    const wall = show(ms)
    const [day, time] = [wall.slice(0, 10), wall.slice(11)]
    const take = () => {
      done.add(pending!)
      if (ms > from) found.push(new Date(ms).toISOString().replace('.000Z', 'Z'))
      pending = null
    }
    // The day before ended in a gap that held its slot.
    if (pending !== null && day > pending) take()
    if (!done.has(day)) {
      pending = day
      const weekday = (new Date(`${day}T00:00Z`).getUTCDay() || 7) as Weekday
      if (!one.days.includes(weekday)) {
        done.add(day)
        pending = null
      } else if (time >= one.time) take()
    }
  }
  return found
}

/** Days around every change of a zone's clock in the years that have been and are announced. */
function changesOf(zone: string): number[] {
  const changes: number[] = []
  const start = Temporal.ZonedDateTime.from(`2008-01-01T00:00[${zone}]`)
  for (
    let at = start.getTimeZoneTransition('next');
    at !== null && at.year < 2028;
    at = at.getTimeZoneTransition('next')
  )
    changes.push(at.epochMilliseconds)
  return changes
}

const aTime = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
const someDays = fc.uniqueArray(fc.constantFrom(...EVERY_DAY), { minLength: 1 }).map(days => days.sort())

describe('due slots', () => {
  test.each(ZONES)('are those of brute force around every clock change of %s', zone => {
    const changes = changesOf(zone)
    const anchors = changes.length > 0 ? changes : [Date.parse('2024-02-29T00:00Z')]
    fc.assert(
      fc.property(fc.constantFrom(...anchors), fc.nat(180), someDays, (change, minutes, days) => {
        // A time of day close to the change, where everything happens.
        const time = wallClock(zone)(change + (minutes - 90) * MINUTE).slice(11)
        const one = slot(time, zone, days)
        const [from, to] = [change - 86_400_000, change + 2 * 86_400_000]
        const round = (ms: number) => Math.floor(ms / MINUTE) * MINUTE
        const due = dueSlots(
          [one],
          instant(new Date(round(from)).toISOString()),
          instant(new Date(round(to)).toISOString()),
        )
        expect(due.map(each => each.at.toString())).toEqual(bruteForce(one, round(from), round(to)))
      }),
      { numRuns: 8 },
    )
  })

  test('are those of brute force over months of minutes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 2010, max: 2026 }),
        aTime,
        someDays,
        (zone, year, time, days) => {
          const one = slot(time, zone, days)
          const [from, to] = [Date.UTC(year), Date.UTC(year, 2)]
          const due = dueSlots(
            [one],
            Temporal.Instant.fromEpochMilliseconds(from),
            Temporal.Instant.fromEpochMilliseconds(to),
          )
          expect(due.map(each => each.at.toString())).toEqual(bruteForce(one, from, to))
        },
      ),
      { numRuns: 6 },
    )
  })

  test('are the same whether asked once or minute by minute, and the next one is the first of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(aTime, fc.constantFrom(...ZONES), someDays), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: Date.UTC(2015), max: Date.UTC(2027) }),
        fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 12 }),
        (given, start, steps) => {
          const slots = given.map(([time, zone, days]) => slot(time, zone, days))
          const begin = Temporal.Instant.fromEpochMilliseconds(start)
          let at = begin
          const pieces = steps.flatMap(minutes => {
            const next = at.add({ minutes })
            const piece = dueSlots(slots, at, next)
            expect(
              nextSlot(slots, at)!.toString() <= (piece[0]?.at ?? instant('9999-01-01T00:00Z')).toString(),
            ).toBe(true)
            if (piece[0]) expect(nextSlot(slots, at)!.equals(piece[0].at)).toBe(true)
            at = next
            return piece.map(one => one.at.toString())
          })
          expect(pieces).toEqual(dueSlots(slots, begin, at).map(one => one.at.toString()))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('after a year asleep are bounded', () => {
    const due = dueSlots([slot('00:00', 'UTC')], instant('1990-01-01T00:00Z'), instant('2024-01-01T00:00Z'))
    expect(due.length).toBe(400)
  })

  test('none without slots', () => {
    expect(nextSlot([], instant('2024-01-01T00:00Z'))).toBeNull()
    expect(dueSlots([], instant('2024-01-01T00:00Z'), instant('2025-01-01T00:00Z'))).toEqual([])
  })
})

describe('editions', () => {
  const daily = slot('08:30', 'Asia/Seoul')
  const weekly: Slot = { ...slot('09:00', 'Asia/Seoul', [1]), form: 'weekly' }
  const due = dueSlots([daily, weekly], instant('2026-11-18T00:00Z'), instant('2026-11-23T05:00Z'))

  test('fold what was missed into the latest of each form, and say that it is late', () => {
    const editions = editionsOf(due, instant('2026-11-23T05:00Z'), 'fold')
    expect(editions.map(({ form, at, folded, late }) => [form, at.toString(), folded, late])).toEqual([
      ['daily', '2026-11-22T23:30:00Z', 4, true],
      ['weekly', '2026-11-23T00:00:00Z', 0, true],
    ])
  })

  test('leave a late one out where that is the policy', () => {
    expect(editionsOf(due, instant('2026-11-23T05:00Z'), 'skip')).toEqual([])
    const onTime = editionsOf(due, instant('2026-11-23T00:05Z'), 'skip')
    expect(onTime.map(one => one.form)).toEqual(['weekly'])
  })
})

test('a day of other weekdays has no slot', () => {
  expect(slotOn(slot('08:00', 'UTC', [7]), Temporal.PlainDate.from('2026-11-23'))).toBeNull()
})
