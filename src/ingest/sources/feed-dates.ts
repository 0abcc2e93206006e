// Dates as feeds write them: RFC 822 with or without its zone names, ISO 8601 in all its lengths, seconds since 1970,
// words in four languages, and years of Japanese, Taiwanese and Korean eras.
import type { Lang } from '../../model/language.ts'
import { tongueOf } from '../../model/language.ts'
import { findDates } from '../../text/dates.ts'
import { toIsoDate } from '../records-fields.ts'

/** RFC 822, 5.1; CST is also what Chinese sites call their own time. */
const ZONES: Readonly<Record<string, string>> = {
  UT: '+00:00',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  HKT: '+08:00',
  SGT: '+08:00',
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const HAN_MONTHS = '一 二 三 四 五 六 七 八 九 十 十一 十二'.split(' ')

const pad = (value: number | string) => String(value).padStart(2, '0')

/** A moment in milliseconds as an ISO instant without fractions, or null when it is outside of what news can be of. */
function fromEpoch(ms: number): string | null {
  const date = new Date(ms)
  const year = Number.isNaN(ms) ? 0 : date.getUTCFullYear()
  return year >= 1990 && year <= 2100 ? `${date.toISOString().slice(0, 19)}Z` : null
}

/** `월, 23 11월 2026 10:00:00 +0900`, `周一, 23 十一月 2026 …`: RFC 822 with the month in the site's language. */
function withEnglishMonth(text: string): string {
  return text.replace(
    /(\d{1,2})\s+(?:(\d{1,2})|(十[一二]?|[一二三四五六七八九]))\s*[月월]\s+(\d{4})/,
    (_, day, digits, han, year) => {
      const month = digits === undefined ? HAN_MONTHS.indexOf(han) : Number(digits) - 1
      return `${day} ${MONTHS[month] ?? '?'} ${year}`
    },
  )
}

/**
 * Weekdays of any language say nothing that the day does not; neither does the common year beside a Juche one
 * (`주체115(2026)년`).
 */
function withoutWeekday(text: string): string {
  return text
    .replace(/^[\p{Script=Han}\p{Script=Hangul}]{1,3}[,，]\s*/u, '')
    .replace(/\s*(?:星期|周|週|禮拜)[一二三四五六日天]|\s*[월화수목금토일]요일/u, ' ')
    .replace(/주체\s?\d{2,3}\s?\((\d{4})\)/u, '$1')
    .replace(/^([A-Z][a-z]{2}),(?=\d)/, '$1, ')
    .trim()
}

/** `Mon Nov 23 10:00:00 2026`, also with a zone before the year: the year goes where the others have it. */
function withYearInPlace(text: string): string {
  return text.replace(
    /^(?:[A-Z][a-z]{2},?\s+)?([A-Z][a-z]{2})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:([A-Z]{2,4}|[+-]\d{4})\s+)?(\d{4})$/,
    (_, month, day, time, zone, year) => `${day} ${month} ${year} ${time}${zone ? ` ${zone}` : ''}`,
  )
}

/** Two-digit years of RFC 822 (RFC 2822, 4.3: below 50 is this century). */
function withWholeYear(text: string): string {
  return text.replace(
    /^((?:[A-Z][a-z]{2},?\s+)?\d{1,2}[\s-][A-Z][a-z]{2}[\s-])(\d{2})(?=\s|$)/,
    (_, before, year) => `${before}${Number(year) < 50 ? '20' : '19'}${year}`,
  )
}

/** Days of era calendars written with digits alone: `R8.11.23`, and `115/11/23` where years are counted so. */
function readEraDigits(text: string, lang: Lang | null): string | null {
  const reiwa = /^\s*([RHS令平昭])\s*(\d{1,2})[./-](\d{1,2})[./-](\d{1,2})\s*$/.exec(text)
  if (reiwa) {
    const first = { R: 2019, 令: 2019, H: 1989, 平: 1989, S: 1926, 昭: 1926 }[reiwa[1]!]!
    return toIsoDate(`${first + Number(reiwa[2]) - 1}-${reiwa[3]}-${reiwa[4]}`)
  }
  const roc = /^\s*(1\d{2})[./-](\d{1,2})[./-](\d{1,2})(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?\s*$/.exec(text)
  if (!roc || lang !== 'zh-Hant') return null
  return toIsoDate(`${Number(roc[1]) + 1911}-${pad(roc[2]!)}-${pad(roc[3]!)}${roc[4] ? ` ${roc[4]}` : ''}`)
}

/** `23/11/2026`: only where the order of day and month is beyond doubt. */
function readSlashes(text: string): string | null {
  const found = /^\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b(?:[,\s]+(.{4,20}))?$/.exec(text)
  if (!found) return null
  const [a, b] = [Number(found[1]), Number(found[2])]
  if (a <= 12 && b <= 12 && a !== b) return null
  const [month, day] = a > 12 ? [b, a] : [a, b]
  const iso = toIsoDate(`${found[3]}-${pad(month)}-${pad(day)}`)
  return iso && found[4] ? (toIsoDate(`${iso} ${found[4]}`) ?? iso) : iso
}

/** A day in words, in any of the languages and calendars that reports are dated in; what clock time follows it stays. */
function readWords(text: string, lang: Lang | null): string | null {
  const tongues =
    lang === null ? (['ja', 'zh', 'ko', 'en'] as const) : ([tongueOf(lang), 'zh', 'en'] as const)
  for (const tongue of tongues) {
    for (const { from, end } of findDates(text, tongue)) {
      const { year, month, day } = from
      if (year === undefined || month === undefined || day === undefined) continue
      const iso = `${year}-${pad(month)}-${pad(day)}`
      const rest = text.slice(end).replace(/^[\s,，、]*(?:[（(][^）)]{1,6}[）)])?[\s,，、]*/, '')
      return toIsoDate(rest === '' ? iso : `${iso} ${rest}`) ?? toIsoDate(iso)
    }
  }
  return null
}

/**
 * A date of a feed as ISO 8601: an instant, a local time where no zone is stated, or a day. Null when it cannot be
 * read, or not without guessing.
 */
export function readFeedDate(raw: string | null | undefined, lang: Lang | null): string | null {
  const text = raw?.replace(/\s+/g, ' ').trim() ?? ''
  if (text === '' || text.length > 80) return null
  if (/^\d{10}(?:\d{3})?$/.test(text)) return fromEpoch(Number(text) * (text.length === 10 ? 1000 : 1))
  const zoned = withWholeYear(withYearInPlace(withEnglishMonth(withoutWeekday(text))))
    .replace(/\(([A-Z]{2,5}|[^)]{3,40})\)$/, '')
    .trim()
    .replace(/\b([A-Z]{2,4})$/, zone =>
      zone === 'CST' && lang?.startsWith('zh') ? '+08:00' : (ZONES[zone] ?? zone),
    )
    .replace(/^(\d{1,2})-([A-Z][a-z]{2})-(\d{4})/, '$1 $2 $3')
    .replace(/(\d)\s+([+-]\d{2}):?(\d{2})$/, '$1 $2:$3')
  return readEraDigits(zoned, lang) ?? toIsoDate(zoned) ?? readSlashes(zoned) ?? readWords(text, lang)
}
