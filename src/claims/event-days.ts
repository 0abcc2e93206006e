// The day a claim's event took place, as near as the claim knows it.
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'

const DAY = 86_400_000

/** Whether a date is one certain day. */
export function isOneDay(date: DateRef | null): boolean {
  return (
    date !== null && date.start !== null && (date.precision === 'day' || date.precision === 'part_of_day')
  )
}

/** Which of its days a claim is placed by: the event's own where the text gives it. */
export function dayOf(claim: Claim): 'event' | 'reported' {
  return isOneDay(claim.timeEvent) ? 'event' : 'reported'
}

/** Days since 1970 of the event, or of the report where the event's day is not given; NaN where neither is known. */
export function dayNumberOf(claim: Claim, which: 'event' | 'reported' = dayOf(claim)): number {
  const date = which === 'event' ? claim.timeEvent : claim.timeReported
  return date?.start == null ? Number.NaN : Math.floor(Date.parse(date.start) / DAY)
}
