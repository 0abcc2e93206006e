// Slots that all tongues share: dates in figures, and small helpers for years.
import type { DatePoint } from './expression.ts'
import { type Slot, slot, within } from './grammar.ts'

/** Days of a month of an unknown year (February has 29). */
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether such a day can exist at all: no 31 April, no 29 February 2013, no month 13. */
export function isPossible(point: DatePoint): boolean {
  const { year, month, day } = point
  if (year !== undefined && (year < 1 || year > 2200)) return false
  if (month !== undefined && (month < 1 || month > 12)) return false
  if (day === undefined) return true
  if (day < 1 || day > 31) return false
  if (month === undefined) return true
  if (day > LONGEST[month - 1]!) return false
  if (month !== 2 || day < 29 || year === undefined) return true
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** 2013-12-05, 2013/12/5, 2013. 12. 5(.): year first only, since the order of the others differs by country. */
export const FIGURES: Slot = slot(
  String.raw`(?<![\d./-])(?<y>(?:19|20)\d\d)(?:-(?<m>\d{1,2})-(?<d>\d{1,2})|/(?<m2>\d{1,2})/(?<d2>\d{1,2})|\.\s?(?<m3>\d{1,2})\.\s?(?<d3>\d{1,2}))(?!\d|[.-]\d)`,
  groups => {
    const year = Number(groups.y)
    const month = within(groups.m ?? groups.m2 ?? groups.m3, 1, 12)
    const day = within(groups.d ?? groups.d2 ?? groups.d3, 1, 31)
    if (month === null || day === null) return null
    const point = { year, month, day }
    return isPossible(point) ? point : null
  },
)

/** 02/22/2016, 13.5.2015: year last, only where one of the two others cannot be a month, or they are equal. */
export const FIGURES_YEAR_LAST: Slot = slot(
  String.raw`(?<![\d./-])(?<a>\d{1,2})(?<sep>[-/.])(?<b>\d{1,2})\k<sep>(?<y>(?:19|20)\d\d)(?![\d./-])`,
  groups => {
    const [a, b] = [Number(groups.a), Number(groups.b)]
    if (a <= 12 && b <= 12 && a !== b) return null
    const point = { year: Number(groups.y), month: a > 12 ? b : a, day: a > 12 ? a : b }
    return isPossible(point) ? point : null
  },
)

/** 10/2に, 4/22에, 12/5(木): month and day in figures, only where a particle or bracket shows that it is a date. */
export const MONTH_DAY: Slot = slot(
  String.raw`(?<![\d./,-])(?<m>1[0-2]|0?[1-9])/(?<d>3[01]|[12]\d|0?[1-9])(?=に|から|まで|付|에|부터|까지| ?\((?:[月火水木金土日월화수목금토일]|周|星期))`,
  groups => {
    const point = { month: Number(groups.m), day: Number(groups.d) }
    return isPossible(point) ? point : null
  },
)

/** Two days in one: 2-4日 is a range; in a list (23、24日) only neighbours are, else it is no single date. */
export function pair(
  groups: Readonly<Record<string, string | undefined>>,
  common: DatePoint = {},
): { from: DatePoint; to: DatePoint } | null {
  const [a, b] = [within(groups.a, 1, 31), within(groups.b, 1, 31)]
  if (a === null || b === null || (groups.list !== undefined && b !== a + 1)) return null
  return { from: { ...common, day: a }, to: { ...common, day: b } }
}

/** 2014-2018年, 2014년~2018년: both ends in figures. */
export const YEARS: Slot = slot(
  String.raw`(?<![\d./-])(?<a>(?:19|20)\d\d)[年년]? ?[-~〜至到] ?(?<b>(?:19|20)\d\d)(?:[年년](?!代|대|前|전|後|후)|(?![\d.年년/-]))`,
  groups =>
    Number(groups.a) < Number(groups.b)
      ? { from: { year: Number(groups.a) }, to: { year: Number(groups.b) } }
      : null,
)

/** First year of a decade given with two or four digits: 90 → 1990, 20 → 2020. */
export function decadeOf(value: number): number | null {
  if (value % 10 !== 0) return null
  if (value >= 1000) return value <= 2190 ? value : null
  if (value >= 100) return null
  return value >= 30 ? 1900 + value : 2000 + value
}
