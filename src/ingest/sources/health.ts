// How a source is doing and when to ask it again: pure, with the time passed in.
import type { FaultCode, SourceFault, SourceHealth, Validators } from '../../model/source.ts'

const SHORTEST_MINUTES = 5
const LONGEST_MINUTES = 24 * 60
/** A source is asked this many times for each item it usually has. */
const ASKED_PER_ITEM = 8
/** Minutes until a source that failed is asked again; doubled at each further failure. */
const RETRY_MINUTES = 10
/** Days of which it is remembered how many items each had. */
const DAYS_KEPT = 28
/** Failing for this long is told to the operator. */
const TOLD_AFTER_HOURS = 6
/** What will not mend by itself is told after this many failures, about an hour. */
const TOLD_AFTER_FAILURES = 3
const LASTING: ReadonlySet<FaultCode> = new Set([
  'bad_url',
  'forbidden_address',
  'robots',
  'gone',
  'not_a_feed',
  'no_links',
  'folder',
])
/** Items that must have been seen before silence means anything. */
const LEAST_HABIT = 5
/** Without a habit this long a silence is one. */
const DEAD_DAYS = 45
/** A source is silent when so long a silence would come by chance about once in a thousand times (e^-7). */
const CHANCE = 7
/** A night is no silence. */
const LEAST_SILENT_HOURS = 12
/** Silence must also be this many times the longest one of the last weeks. */
const LONGER_THAN_EVER = 1.5

const dayOf = (instant: Temporal.Instant): string => instant.toString().slice(0, 10)

const minutesBetween = (from: string, to: Temporal.Instant): number =>
  (to.epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds) / 60_000

/** Items a day over the days since the source was first asked, four weeks at most; the last week counts where it has more. */
export function habitOf(health: SourceHealth, added: string, now: Temporal.Instant): number {
  const known = Math.min(DAYS_KEPT, Math.max(1, minutesBetween(added, now) / 1440))
  const oldest = Object.keys(health.days).sort()[0]
  const backlog = oldest === undefined ? 0 : minutesBetween(`${oldest}T00:00:00Z`, now) / 1440
  const span = Math.min(DAYS_KEPT, Math.max(known, backlog, 1))
  const total = Object.values(health.days).reduce((sum, n) => sum + n, 0)
  const week = dayOf(now.subtract({ hours: 7 * 24 }))
  const recent = Object.entries(health.days).reduce((sum, [day, n]) => (day > week ? sum + n : sum), 0)
  return Math.max(total / span, recent / Math.min(7, span))
}

/** Minutes between polls of a source with this habit. */
export function intervalFor(itemsPerDay: number): number {
  const minutes = itemsPerDay <= 0 ? LONGEST_MINUTES : LONGEST_MINUTES / (itemsPerDay * ASKED_PER_ITEM)
  return Math.round(Math.min(LONGEST_MINUTES, Math.max(SHORTEST_MINUTES, minutes)))
}

/** What a poll that went well found. */
export interface PollFindings {
  /** When each new item was published, or null; those of a first poll may be weeks old. */
  readonly fresh: readonly (string | null)[]
  readonly validators: Validators | null
  readonly bodyHash: string | null
  readonly moved: SourceHealth['moved']
  /** Minutes for which the server or the feed asks not to come again. */
  readonly patience: number
  /** Not everything could be dealt with: come back soon. */
  readonly unfinished: boolean
}

function addDays(
  days: SourceHealth['days'],
  fresh: readonly (string | null)[],
  isFirst: boolean,
  now: Temporal.Instant,
) {
  const today = dayOf(now)
  const oldest = dayOf(now.subtract({ hours: DAYS_KEPT * 24 }))
  const counts: Record<string, number> = {}
  for (const [day, n] of Object.entries(days)) if (day > oldest) counts[day] = n
  for (const published of fresh) {
    const stated = published?.slice(0, 10) ?? null
    // At a first poll the backlog is spread over the days it is of; later on what counts is when it arrived.
    const day = isFirst ? (stated !== null && stated <= today ? stated : null) : today
    if (day !== null && day > oldest) counts[day] = (counts[day] ?? 0) + 1
  }
  return counts
}

/** When the last of these items came: at a first poll the latest day that any states. */
function lastOf(fresh: readonly (string | null)[], isFirst: boolean, now: Temporal.Instant): string {
  const days = fresh.flatMap(published => (published === null ? [] : [published.slice(0, 10)])).sort()
  const latest = days.at(-1)
  if (!isFirst || latest === undefined || latest >= dayOf(now)) return now.toString()
  return `${latest}T23:59:59Z`
}

/** The health after a poll that went well, and the next one's instant. */
export function afterSuccess(
  before: SourceHealth,
  found: PollFindings,
  { now, added }: { now: Temporal.Instant; added: string },
): { health: SourceHealth; nextPoll: string } {
  const isFirst = before.lastSuccess === null
  const days = addDays(before.days, found.fresh, isFirst, now)
  const items = before.items + found.fresh.length
  const habit = habitOf({ ...before, days }, added, now)
  // Undated backlog tells nothing of a habit; such a source is asked every hour until it shows one.
  const untold = Object.keys(days).length === 0 && minutesBetween(added, now) < 7 * 1440
  const own = untold ? 60 : intervalFor(habit)
  const interval = found.unfinished
    ? SHORTEST_MINUTES
    : Math.min(LONGEST_MINUTES, Math.max(own, Math.ceil(found.patience)))
  const isBack = before.told === 'failing' || (before.told === 'silent' && found.fresh.length > 0)
  const health: SourceHealth = {
    ...before,
    polls: before.polls + 1,
    lastPoll: now.toString(),
    lastSuccess: now.toString(),
    lastItem: found.fresh.length > 0 ? lastOf(found.fresh, isFirst, now) : before.lastItem,
    streak: 0,
    failingSince: null,
    fault: null,
    told: isBack ? null : before.told,
    interval,
    validators: found.unfinished ? null : found.validators,
    bodyHash: found.unfinished ? null : found.bodyHash,
    moved: found.moved,
    days,
    items,
  }
  return { health, nextPoll: now.add({ minutes: interval }).toString() }
}

/** The health after a poll that failed, and the next one's instant: later each time, and not before the server allows. */
export function afterFailure(
  before: SourceHealth,
  fault: SourceFault,
  now: Temporal.Instant,
): { health: SourceHealth; nextPoll: string } {
  const streak = before.streak + 1
  const minutes = Math.min(LONGEST_MINUTES, RETRY_MINUTES * 2 ** Math.min(10, streak - 1))
  const retry = now.add({ minutes }).toString()
  const health: SourceHealth = {
    ...before,
    polls: before.polls + 1,
    lastPoll: now.toString(),
    streak,
    failingSince: before.failingSince ?? now.toString(),
    fault,
  }
  const allowed = fault.until === null ? retry : Temporal.Instant.from(fault.until).toString()
  return { health, nextPoll: Temporal.Instant.compare(allowed, retry) > 0 ? allowed : retry }
}

/** True when a failing source is to be told of. */
export function isFailing(health: SourceHealth, now: Temporal.Instant): boolean {
  if (health.fault === null || health.failingSince === null) return false
  const lasting = LASTING.has(health.fault.code) && health.streak >= TOLD_AFTER_FAILURES
  return lasting || (health.streak >= 2 && minutesBetween(health.failingSince, now) >= TOLD_AFTER_HOURS * 60)
}

/** Longest run of days without any item between two days with some, in days. */
function longestGap(days: SourceHealth['days']): number {
  const sorted = Object.keys(days).sort()
  let longest = 0
  for (let i = 1; i < sorted.length; i++)
    longest = Math.max(longest, (Date.parse(sorted[i]!) - Date.parse(sorted[i - 1]!)) / 86_400_000)
  return longest
}

/** True when a source that answers has had nothing for longer than its habit explains. */
export function isSilent(health: SourceHealth, added: string, now: Temporal.Instant): boolean {
  const last = health.lastItem
  const known = Object.values(health.days).reduce((sum, n) => sum + n, 0)
  if (last === null || health.streak > 0) return false
  if (known < LEAST_HABIT) return minutesBetween(last, now) > DEAD_DAYS * 1440
  const habit = habitOf(health, added, now)
  const hours = Math.max(
    LEAST_SILENT_HOURS,
    (CHANCE / habit) * 24,
    LONGER_THAN_EVER * longestGap(health.days) * 24,
  )
  return minutesBetween(last, now) / 60 > hours
}
