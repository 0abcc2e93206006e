// Which slots are due: pure arithmetic over a zone's own rules. Nothing here reads a clock.
import type { DigestForm, DueSlot, Slot, Weekday } from '../src/model/subscription.ts'

/** After a longer sleep than this nobody asks for the slots before. */
const LONGEST_SLEEP = { days: 400 }
/** A slot later than this is told as late. */
export const LATE_AFTER_MINUTES = 10
/** Days within which a slot of any weekday comes, also in a zone that skips one. */
const LONGEST_WAIT_DAYS = 15

/**
 * The minute at which a slot falls on a day: the first whose clock shows its time or a later one. So a time that a
 * clock change leaves out is the first minute after the gap, and one that it repeats is the first of the two. Null on
 * other weekdays and on a day that the zone leaves out as a whole (Apia, 30 December 2011).
 */
export function slotOn(slot: Slot, day: Temporal.PlainDate): Temporal.Instant | null {
  if (!slot.days.includes(day.dayOfWeek as Weekday)) return null
  const wall = day.toPlainDateTime(Temporal.PlainTime.from(slot.time))
  const earlier = wall.toZonedDateTime(slot.zone, { disambiguation: 'earlier' })
  if (earlier.toPlainDateTime().equals(wall)) return earlier.toInstant()
  const gapEnd = earlier.getTimeZoneTransition('next')!
  const before = gapEnd.subtract({ nanoseconds: 1 }).toPlainDate()
  const dayExists = [before, gapEnd.toPlainDate()].some(shown => shown.equals(day))
  return dayExists ? gapEnd.toInstant() : null
}

/** All slots after `after` and up to `upTo`, in order; two of one form in the same minute are one. */
export function dueSlots(
  slots: readonly Slot[],
  after: Temporal.Instant,
  upTo: Temporal.Instant,
): readonly DueSlot[] {
  const earliest = upTo.toZonedDateTimeISO('UTC').subtract(LONGEST_SLEEP).toInstant()
  const from = Temporal.Instant.compare(after, earliest) < 0 ? earliest : after
  const due = new Map<string, DueSlot>()
  for (const slot of slots) {
    const last = upTo.toZonedDateTimeISO(slot.zone).toPlainDate()
    // A day earlier, because a slot in a gap before midnight falls on the next day.
    let day = from.toZonedDateTimeISO(slot.zone).toPlainDate().subtract({ days: 1 })
    for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
      const at = slotOn(slot, day)
      if (at === null || Temporal.Instant.compare(at, from) <= 0) continue
      if (Temporal.Instant.compare(at, upTo) > 0) continue
      const key = `${slot.form}@${at}`
      if (!due.has(key)) due.set(key, { form: slot.form, slot, at })
    }
  }
  return [...due.values()].sort(
    (a, b) => Temporal.Instant.compare(a.at, b.at) || (a.form < b.form ? -1 : a.form > b.form ? 1 : 0),
  )
}

/** The first slot after an instant; null when there are no slots. */
export function nextSlot(slots: readonly Slot[], after: Temporal.Instant): Temporal.Instant | null {
  let next: Temporal.Instant | null = null
  for (const slot of slots) {
    const first = after.toZonedDateTimeISO(slot.zone).toPlainDate().subtract({ days: 1 })
    for (let ahead = 0; ahead <= LONGEST_WAIT_DAYS; ahead++) {
      const at = slotOn(slot, first.add({ days: ahead }))
      if (at === null || Temporal.Instant.compare(at, after) <= 0) continue
      if (next === null || Temporal.Instant.compare(at, next) < 0) next = at
      break
    }
  }
  return next
}

/** One digest to be made: the latest slot of its form, with how many earlier ones it stands for. */
export interface Edition {
  readonly form: DigestForm
  readonly slot: Slot
  readonly at: Temporal.Instant
  readonly folded: number
  /** More than ten minutes after its slot. */
  readonly late: boolean
}

/**
 * What is made of the slots that have come due: of each form the latest, which stands for those before it. With
 * `missed: 'skip'` a late one is left out; the next one tells what it would have told.
 */
export function editionsOf(
  due: readonly DueSlot[],
  now: Temporal.Instant,
  missed: 'fold' | 'skip',
): readonly Edition[] {
  const editions = [...Map.groupBy(due, one => one.form)].map(([form, slots]): Edition => {
    const { at, slot } = slots.at(-1)!
    const late = now.since(at).total('minutes') > LATE_AFTER_MINUTES
    return { form, slot, at, folded: slots.length - 1, late }
  })
  return missed === 'skip' ? editions.filter(edition => !edition.late) : editions
}

/** What makes a slot one slot in the outbox: `daily@2026-11-23T08:30Z`. */
export function slotName(form: DigestForm, at: Temporal.Instant): string {
  return `${form}@${at.toString({ smallestUnit: 'minute' })}`
}
