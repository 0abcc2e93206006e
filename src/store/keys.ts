// Under which keys a claim can be looked up. Every condition of a query is a set of keys, so that the rarest one can
// lead the way and the others are only probed.
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'

const OPEN_START = 0
const OPEN_END = 99_999_999
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
/** A range over more months than this is found under one `long` key instead of one key a month. */
const MOST_MONTHS_OF_CLAIM = 12
const MOST_MONTHS_OF_QUERY = 36

/** Claims of one report: numbers of a report's claims follow each other, so that a report's claims are one range. */
export const CLAIMS_PER_REPORT = 65_536

/** The number of a claim: that of its report and its place in it. */
export function claimNumber(report: number, ordinal: number): number {
  return report * CLAIMS_PER_REPORT + ordinal
}

/** A claim's number taken apart. */
export function splitClaimNumber(claim: number): { report: number; ordinal: number } {
  return { report: Math.floor(claim / CLAIMS_PER_REPORT), ordinal: claim % CLAIMS_PER_REPORT }
}

/** `2014-12-13` as 20141213, null for anything that is no such day. */
export function dayNumber(day: string | null | undefined): number | null {
  const found = DAY.exec(day ?? '')
  return found ? Number(found[1]) * 10_000 + Number(found[2]) * 100 + Number(found[3]) : null
}

/** 20141213 as `2014-12-13`. */
export function dayText(day: number): string {
  const digits = String(day).padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}

/** A date as the two days that windows are compared with; null, null when it says nothing. */
export function dayRange(date: DateRef | null): { from: number | null; to: number | null } {
  const from = dayNumber(date?.start)
  const to = dayNumber(date?.end)
  if (from === null && to === null) return { from: null, to: null }
  return { from: from ?? OPEN_START, to: to ?? OPEN_END }
}

/** In `YYYYMMDD` a year is this much, whatever the day. */
export const YEAR = 10_000

/**
 * The day by which a report and its claims are put in order: its first, or 0 when it is undated or dated so roughly
 * (over a year) that its first day says nothing.
 */
export function orderDay(date: DateRef | null): number {
  const { from, to } = dayRange(date)
  return from === null || to === null || to - from > YEAR ? 0 : from
}

function monthsBetween(from: number, to: number, most: number): string[] | null {
  const months: string[] = []
  let [year, month] = [Math.floor(from / 10_000), Math.floor(from / 100) % 100]
  const last = Math.floor(to / 100)
  while (year * 100 + month <= last) {
    if (months.length === most) return null
    months.push(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`)
    if (month >= 12) [year, month] = [year + 1, 1]
    else month++
  }
  return months
}

/** Months of an event; one `long` key for what is open or longer than a year. */
function eventKeys(date: DateRef | null): string[] {
  const { from, to } = dayRange(date)
  if (from === null || to === null) return []
  const months = from === OPEN_START || to === OPEN_END ? null : monthsBetween(from, to, MOST_MONTHS_OF_CLAIM)
  return months ? months.map(month => `event:${month}`) : ['event:long']
}

/** The keys of a window of event time, or null when it is open, reversed or too wide for keys to narrow anything down. */
export function eventWindowKeys(from?: string, to?: string): string[] | null {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  if (first === null || last === null || last < first) return null
  const months = monthsBetween(first, last, MOST_MONTHS_OF_QUERY)
  return months && [...months.map(month => `event:${month}`), 'event:long']
}

/** Roles in which an entity can be part of a claim. */
export const ENTITY_ROLES = ['actor', 'recipient', 'third', 'speaker'] as const

/** The key of an act. */
export function actKey(act: string): string {
  return `act:${act}`
}

/** All keys of a claim, each once. A claim's keys must not change while it is stored: they are how it is removed. */
export function keysOfClaim(claim: Claim): string[] {
  const speakers = claim.attribution.filter(link => link.role === 'speaker').map(link => link.entity)
  const keys = [
    'all',
    ...claim.actors.map(entity => `actor:${entity.id}`),
    ...claim.recipients.map(entity => `recipient:${entity.id}`),
    ...(claim.thirdParties ?? []).map(entity => `third:${entity.id}`),
    ...[...speakers, ...(claim.assertedBy ?? [])].map(id => `speaker:${id}`),
    actKey(claim.act),
    ...claim.topics.map(topic => `topic:${topic}`),
    ...eventKeys(claim.timeEvent),
  ]
  return [...new Set(keys)]
}
