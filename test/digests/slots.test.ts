import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSlots, readZone, writeSlot } from '../../digests/slots.ts'
import type { Slot, Weekday } from '../../src/model/subscription.ts'

const ALL: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const WORK: readonly Weekday[] = [1, 2, 3, 4, 5]
const daily = (time: string, zone: string, days = ALL): Slot => ({ form: 'daily', time, zone, days })

const READABLE: readonly (readonly [string, readonly Slot[]])[] = [
  ['08:30 Asia/Seoul, weekdays', [daily('08:30', 'Asia/Seoul', WORK)]],
  ['weekdays 08:30 Asia/Seoul', [daily('08:30', 'Asia/Seoul', WORK)]],
  ['08:30', [daily('08:30', 'UTC')]],
  ['９：００　東京　平日', [daily('09:00', 'Asia/Tokyo', WORK)]],
  ['8時30分 東京 月水金', [daily('08:30', 'Asia/Tokyo', [1, 3, 5])]],
  ['오전 8시 30분 서울 평일', [daily('08:30', 'Asia/Seoul', WORK)]],
  ['오후 6시 서울 월요일', [daily('18:00', 'Asia/Seoul', [1])]],
  ['下午6点半 北京 周一 周三', [daily('18:30', 'Asia/Shanghai', [1, 3])]],
  ['9:00 18:00 东京 每天', [daily('09:00', 'Asia/Tokyo'), daily('18:00', 'Asia/Tokyo')]],
  ['8:30pm New York mon-fri', [daily('20:30', 'America/New_York', WORK)]],
  ['8:30 p.m. utc', [daily('20:30', 'UTC')]],
  ['12am UTC; 12pm UTC', [daily('00:00', 'UTC'), daily('12:00', 'UTC')]],
  ['fri-mon 07:00 london', [daily('07:00', 'Europe/London', [1, 5, 6, 7])]],
  [
    '08:30 Asia/Seoul; 09:00 Europe/London sat',
    [daily('08:30', 'Asia/Seoul', [6]), daily('09:00', 'Europe/London', [6])],
  ],
  ['09:00 Tokyo weekly mon', [{ form: 'weekly', time: '09:00', zone: 'Asia/Tokyo', days: [1] }]],
  ['週報 月 09:00 東京', [{ form: 'weekly', time: '09:00', zone: 'Asia/Tokyo', days: [1] }]],
  ['weekly 09:00', [{ form: 'weekly', time: '09:00', zone: 'UTC', days: [1] }]],
]

describe('slots', () => {
  test.each(READABLE)('%s', (line, slots) => {
    expect(readSlots(line, 'UTC')).toEqual(slots)
  })

  test.each([
    ['', 'no_time', '', '08:30'],
    ['weekdays', 'no_time', '', '08:30'],
    ['25:00', 'bad_time', '25:00', '08:30'],
    ['0830', 'bad_time', '0830', '08:30'],
    ['13pm', 'bad_time', '13pm', '08:30'],
    ['08:30 Asia/Soul', 'bad_word', 'asia/soul', 'Asia/Seoul'],
    ['08:30 tokio', 'bad_word', 'tokio', 'Asia/Tokyo'],
    ['08:30 EST', 'ambiguous_zone', 'est', 'America/New_York'],
    ['08:30 weekly mon tue', 'weekly_one_day', '08:30', 'mon'],
    ['1:00 2:00 3:00 4:00 5:00 6:00 7:00 8:00 9:00 10:00 11:00 12:00 13:00', 'too_many', '13', '12'],
  ])('%s is told what would be right', (line, fault, value, hint) => {
    expect(readSlots(line, 'UTC')).toEqual({ fault, value, hint })
  })

  test('as they are written are read back as the same', () => {
    fc.assert(
      fc.property(
        fc.nat(23),
        fc.nat(59),
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        fc.uniqueArray(fc.constantFrom(...ALL), { minLength: 1 }),
        fc.boolean(),
        (hour, minute, zone, some, weekly) => {
          const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
          const days = weekly ? [some[0]!] : [...some].sort()
          const slot: Slot = { form: weekly ? 'weekly' : 'daily', time, zone, days }
          expect(readSlots(writeSlot(slot), 'Asia/Tokyo')).toEqual([slot])
        },
      ),
    )
  })

  test('garbage is told to be garbage, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), line => {
        const read = readSlots(line, 'UTC')
        if ('fault' in read) expect(read.fault).toMatch(/^[a-z_]+$/)
        else
          for (const { time, zone } of read)
            expect([/^\d\d:\d\d$/.test(time), readZone(zone)]).toEqual([true, zone])
      }),
      { numRuns: 500 },
    )
  })
})
