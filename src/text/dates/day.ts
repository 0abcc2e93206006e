// A calendar day as a whole number. Dating one report weighs thousands of days, for which Temporal's objects are too
// slow; the names of the methods are those of Temporal.PlainDate, and so is what they do. Proleptic Gregorian.

/** Years, months and days to move by; months first, kept inside the month, then days. */
export interface DayDistance {
  readonly years?: number
  readonly months?: number
  readonly days?: number
}

/** Days since 1970-01-01 of a day that exists (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function numberOf(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

const MONTH_DAYS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** How many days a month has; `month` is 1..12. */
export function daysInMonth(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : MONTH_DAYS[month - 1]!
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)

/** A calendar day; never changes. Made by `Day.of` and `Day.at`. */
export class Day {
  /** Days since 1970-01-01. */
  readonly number: number
  readonly year: number
  /** 1..12 */
  readonly month: number
  /** 1..31 */
  readonly day: number

  private constructor(number: number, year: number, month: number, day: number) {
    this.number = number
    this.year = year
    this.month = month
    this.day = day
  }

  /** The day of that date, or null when there is no such day. */
  static of(year: number, month: number, day: number): Day | null {
    if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return null
    return new Day(numberOf(year, month, day), year, month, day)
  }

  /** The day so many days after 1970-01-01. */
  static at(number: number): Day {
    const shifted = number + 719_468
    const era = Math.floor(shifted / 146_097)
    const ofEra = shifted - era * 146_097
    const year = Math.floor(
      (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
    )
    const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
    const fromMarch = Math.floor((5 * ofYear + 2) / 153)
    const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1
    const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return new Day(number, era * 400 + year + (month <= 2 ? 1 : 0), month, day)
  }

  /** Negative, 0 or positive: `a` is earlier, the same, later. */
  static compare(a: Day, b: Day): number {
    return a.number - b.number
  }

  /** ISO: 1 Monday … 7 Sunday. */
  get dayOfWeek(): number {
    return ((((this.number + 3) % 7) + 7) % 7) + 1
  }

  get daysInMonth(): number {
    return daysInMonth(this.year, this.month)
  }

  /** Moved onward; the 31st of a month that has none is its last day. */
  add({ years = 0, months = 0, days = 0 }: DayDistance): Day {
    if (years === 0 && months === 0) return Day.at(this.number + days)
    const count = this.year * 12 + this.month - 1 + years * 12 + months
    const year = Math.floor(count / 12)
    const month = count - year * 12 + 1
    const day = Math.min(this.day, daysInMonth(year, month))
    return Day.at(numberOf(year, month, day) + days)
  }

  /** Moved back, by the same rule. */
  subtract({ years = 0, months = 0, days = 0 }: DayDistance): Day {
    return this.add({ years: -years, months: -months, days: -days })
  }

  equals(other: Day): boolean {
    return this.number === other.number
  }

  /** `YYYY-MM-DD`; years before 0 or beyond 9999 with a sign and six digits, as ISO 8601 has them. */
  toString(): string {
    const { year } = this
    const digits = String(Math.abs(year))
    const written =
      year < 0 || year > 9999 ? `${year < 0 ? '-' : '+'}${digits.padStart(6, '0')}` : digits.padStart(4, '0')
    return `${written}-${two(this.month)}-${two(this.day)}`
  }

  toJSON(): string {
    return this.toString()
  }
}
