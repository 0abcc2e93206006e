// Slots as people write them: `08:30 Asia/Seoul, weekdays`, `9:00 18:00 东京 每天`, `weekly mon 09:00 London`.
import { editDistance } from '../src/chat/names.ts'
import type { Slot, Weekday } from '../src/model/subscription.ts'
import words from './weekdays.json' with { type: 'json' }
import zones from './zones.json' with { type: 'json' }

/** Why a line is no slot; `value` is the word at fault, `hint` what would be right. */
export interface SlotFault {
  readonly fault: 'no_time' | 'bad_word' | 'bad_time' | 'ambiguous_zone' | 'weekly_one_day' | 'too_many'
  readonly value: string
  readonly hint: string
}

const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
/** More digests a day would be a feed. */
const MOST_SLOTS = 12

const DAYS = new Map<string, readonly Weekday[]>([
  ...words.days.flatMap(([n, ...names]) => names.map(name => [name, [Number(n) as Weekday]] as const)),
  ...words.sets.flatMap(([digits, ...names]) =>
    names.map(name => [name, [...digits!].map(n => Number(n) as Weekday)] as const),
  ),
])
const WEEKLY = new Set(words.weekly)
const IGNORED = new Set(words.ignored)
const AFTERNOON = new Set(words.afternoon)
const CITIES = new Map(
  Object.entries(zones.names).flatMap(([zone, names]) => names.map(name => [name, zone])),
)
const AMBIGUOUS = new Map(Object.entries(zones.ambiguous))
const ZONES = new Map(Intl.supportedValuesOf('timeZone').map(zone => [zone.toLowerCase(), zone]))

const TIME = /^(\d{1,2})(?::(\d{2})|[時时点點시](?:(\d{1,2})[分분]?|(半|반))?)(am|pm)?$/
const HOUR = /^(\d{1,2})(am|pm)$/

interface Draft {
  time: string
  zone: string | null
  days: readonly Weekday[] | null
  weekly: boolean
}

/**
 * Reads the slots of a line; a zone or days hold for all times before them that have none, and are handed on to the
 * times after them. Without a zone it is `zone`, without days every day; a weekly without a day is on Monday.
 */
export function readSlots(line: string, zone: string): readonly Slot[] | SlotFault {
  const drafts: Draft[] = []
  let afternoon = false
  let leading: { zone: string | null; days: readonly Weekday[] | null; weekly: boolean } = {
    zone: null,
    days: null,
    weekly: false,
  }
  for (const word of wordsOf(line)) {
    if (AFTERNOON.has(word)) {
      const last = drafts.at(-1)
      // `08:30 pm` after the time, `下午 8:30` before it.
      if (last !== undefined && last.zone === null && last.days === null && word === 'pm') {
        const time = toAfternoon(last.time)
        if (time === null) return { fault: 'bad_time', value: `${last.time} pm`, hint: '20:30' }
        last.time = time
      } else afternoon = true
      continue
    }
    if (IGNORED.has(word)) continue
    const time = readTime(word, afternoon)
    if (time === 'bad') return { fault: 'bad_time', value: word, hint: '08:30' }
    if (time !== null) {
      afternoon = false
      drafts.push({
        time,
        zone: drafts.length === 0 ? leading.zone : null,
        days: leading.days,
        weekly: leading.weekly,
      })
      leading = { ...leading, days: null, weekly: false }
      continue
    }
    const open = drafts.filter(draft => draft.days === null)
    const days = readDays(word)
    if (days !== null) {
      const last = drafts.at(-1)
      if (last === undefined) leading = { ...leading, days: merge(leading.days, days) }
      else if (open.length > 0) for (const draft of open) draft.days = days
      else last.days = merge(last.days, days)
      continue
    }
    if (WEEKLY.has(word)) {
      const last = drafts.at(-1)
      if (last === undefined) leading = { ...leading, weekly: true }
      else last.weekly = true
      continue
    }
    const named = readZone(word)
    if (named === null) {
      const ambiguous = AMBIGUOUS.get(word)
      if (ambiguous !== undefined) return { fault: 'ambiguous_zone', value: word, hint: ambiguous }
      return { fault: 'bad_word', value: word, hint: nearestZone(word) ?? 'Asia/Seoul' }
    }
    for (const draft of drafts) draft.zone ??= named
    leading = { ...leading, zone: named }
  }
  return finish(drafts, zone)
}

function finish(drafts: readonly Draft[], zone: string): readonly Slot[] | SlotFault {
  if (drafts.length === 0) return { fault: 'no_time', value: '', hint: '08:30' }
  if (drafts.length > MOST_SLOTS)
    return { fault: 'too_many', value: String(drafts.length), hint: String(MOST_SLOTS) }
  const slots: Slot[] = []
  let before: string | null = null
  for (const draft of drafts) {
    before = draft.zone ?? before
    const days = draft.days ?? (draft.weekly ? [1 as const] : EVERY_DAY)
    if (draft.weekly && days.length > 1) return { fault: 'weekly_one_day', value: draft.time, hint: 'mon' }
    slots.push({ form: draft.weekly ? 'weekly' : 'daily', time: draft.time, zone: before ?? zone, days })
  }
  return slots
}

/** Words in order, folded; `mon-fri` stays one word, `8:30pm` is two. */
function wordsOf(line: string): string[] {
  return line
    .normalize('NFKC')
    .toLowerCase()
    .replace(/new york/g, 'newyork')
    .replace(/hong kong/g, 'hongkong')
    .replace(/los angeles/g, 'losangeles')
    .replace(/every day/g, 'daily')
    .replace(/(\d)\s*([時时点點시])\s*(\d{1,2})\s*([分분])/g, '$1$2$3$4')
    .replace(/(下午|午後|오후|晚上|上午|午前|오전|早上)(?=\d)/g, '$1 ')
    .replace(/\b([ap])\.m\.?/g, '$1m')
    .split(/[\s,;、；，。·]+/)
    .map(word => word.replace(/\.$/, ''))
    .filter(word => word !== '')
}

function readTime(word: string, afternoon: boolean): string | 'bad' | null {
  const [, hour, minute, kanjiMinute, half, suffix] = TIME.exec(word) ?? []
  const short = HOUR.exec(word)
  if (hour === undefined && short === null) return /^\d+(?::\d*)?$/.test(word) ? 'bad' : null
  const h = Number(hour ?? short![1])
  const m = half ? 30 : Number(minute ?? kanjiMinute ?? 0)
  if (h > 23 || m > 59) return 'bad'
  const time = `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`
  const mark = suffix ?? short?.[2]
  if (mark === 'pm' || (afternoon && h < 12)) return toAfternoon(time) ?? 'bad'
  if (mark === 'am') return h === 12 ? `00:${time.slice(3)}` : h > 12 ? 'bad' : time
  return time
}

function toAfternoon(time: string): string | null {
  const hour = Number(time.slice(0, 2))
  if (hour > 12) return null
  return `${hour === 12 ? 12 : hour + 12}${time.slice(2)}`
}

/** `mon`, `weekdays`, `mon-fri`, `月水金`; null when it is no day. */
function readDays(word: string): readonly Weekday[] | null {
  const known = DAYS.get(word)
  if (known !== undefined) return known
  const [from, to, ...more] = word.split(/[-~–—〜]|から|至|부터/)
  if (from && to && more.length === 0) {
    const [first, last] = [DAYS.get(from), DAYS.get(to.replace(/(?:まで|까지)$/, ''))]
    if (first?.length !== 1 || last?.length !== 1) return null
    const days: Weekday[] = []
    for (let day = first[0]!; ; day = ((day % 7) + 1) as Weekday) {
      days.push(day)
      if (day === last[0]) return days.sort()
    }
  }
  const letters = [...word].map(letter => DAYS.get(letter))
  if (letters.length > 1 && letters.every(one => one?.length === 1))
    return [...new Set(letters.map(one => one![0]!))].sort()
  return null
}

function merge(a: readonly Weekday[] | null, b: readonly Weekday[]): readonly Weekday[] {
  return [...new Set([...(a ?? []), ...b])].sort()
}

/** An IANA name in any case, a city, or an abbreviation that means one zone only; null when it is none. */
export function readZone(word: string): string | null {
  const name = word.normalize('NFKC').trim().toLowerCase().replace(/ /g, '_')
  const city = CITIES.get(name.replace(/_/g, '')) ?? ZONES.get(name)
  if (city !== undefined) return city
  // Links such as Asia/Calcutta are zones, too.
  if (!/^[a-z_]+(?:\/[a-z0-9_+-]+)+$/.test(name)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** The zone whose name or city is spelt most like it; null when none is close. */
function nearestZone(word: string): string | null {
  let best: { zone: string; distance: number } | null = null
  if (word.length > 40) return null
  for (const [name, zone] of ZONES) {
    for (const spelt of [name, name.slice(name.lastIndexOf('/') + 1)]) {
      const distance = editDistance(word, spelt)
      if (distance <= 3 && distance < spelt.length / 2 && distance < (best?.distance ?? 9))
        best = { zone, distance }
    }
  }
  return best?.zone ?? null
}

/** `08:30 Asia/Seoul, mon tue wed thu fri`: what `readSlots` reads back as the same. */
export function writeSlot({ form, time, zone, days }: Slot): string {
  const set = words.sets.find(([digits]) => digits === days.join(''))
  const named = set?.[1] ?? days.map(day => words.days[day - 1]![1]).join(' ')
  return `${form === 'weekly' ? 'weekly ' : ''}${time} ${zone}, ${named}`
}
