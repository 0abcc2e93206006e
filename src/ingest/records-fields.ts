// Reading what pages and records state about themselves: addresses, dates, languages. None of it is trusted.
import type { Lang } from '../model/language.ts'

const TRACKING = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|spm|cmpid|ocid|_ga)$/i
const LONGEST_URL = 2000

/**
 * The address under which an article is known: absolute http(s), without fragment, credentials and tracking
 * parameters. Null for anything else, so that no `javascript:` or `file:` ever becomes a link.
 */
export function canonicalUrl(text: string | null | undefined, base?: string | null): string | null {
  const trimmed = text?.trim()
  if (!trimmed || trimmed.length > LONGEST_URL) return null
  const url = URL.parse(trimmed, base ?? undefined)
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return null
  url.hash = ''
  url.username = ''
  url.password = ''
  // Deleting through searchParams rewrites the whole query, so it is done only where there is something to delete.
  const tracking = [...url.searchParams.keys()].filter(key => TRACKING.test(key))
  for (const key of tracking) url.searchParams.delete(key)
  return url.href
}

/** True for the front page of a site, which careless templates name as the address of every article. */
export function isFrontPage(url: string): boolean {
  const { pathname, search } = new URL(url)
  return search === '' && /^\/(?:index\.\w+)?$/.test(pathname)
}

const pad = (value: string | number) => String(value).padStart(2, '0')

function isoDay(year: string, month: string, day: string): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const date = new Date(Date.UTC(y, m - 1, d))
  const real = y >= 1000 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d
  return real ? `${year}-${pad(m)}-${pad(d)}` : null
}

const DAY = String.raw`(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日일]?\.?`
const CLOCK = String.raw`(\d{1,2})(?::|时|時|시)\s*(\d{2})?(?::?(\d{2})(?:[.,]\d{1,9})?)?\s*[分분]?`
const ZONE = String.raw`(Z|UTC|GMT|JST|KST|CST|[+-]\d{2}:?\d{2}|[+-]\d{2})?`
const NUMERIC = new RegExp(
  String.raw`^\s*${DAY}(?:\s*(?:\([^)]{1,9}\)|[T,])?\s*(上午|下午|午前|午後|오전|오후|AM|PM)?\s*${CLOCK}\s*(AM|PM)?\s*${ZONE})?\s*$`,
  'i',
)
const COMPACT = /^\s*(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/
/** Only zones that mean one thing; CST is China and Chicago. */
const ZONES: Readonly<Record<string, string>> = { z: 'Z', utc: 'Z', gmt: 'Z', jst: '+09:00', kst: '+09:00' }
const WORDY =
  /^[a-z]{3,9}\.?,?\s+(?:\d{1,2}\s+[a-z]{3,9}|[a-z]{3,9}\.?\s+\d{1,2}|\d{1,2}),?\s+\d{4}|^\d{1,2}\s+[a-z]{3,9}\.?,?\s+\d{4}/i
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

function isoZone(zone: string | undefined): string {
  if (!zone) return ''
  const known = ZONES[zone.toLowerCase()]
  if (known !== undefined) return known
  if (!/^[+-]/.test(zone)) return ''
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
}

function withTime(
  day: string,
  hour: number,
  minute: string,
  second: string | undefined,
  zone: string,
): string {
  if (hour > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return day
  return `${day}T${pad(hour)}:${minute}:${second ?? '00'}${zone}`
}

/** `Mon, 24 Mar 2014 10:00:00 GMT`, `24 March 2014`, `March 24, 2014`: only the day is sure without a zone. */
function readWordy(text: string): string | null {
  const day = /(?:^|\s)(\d{1,2}),?(?=\s)/.exec(text)?.[1]
  const year = /\b(\d{4})\b/.exec(text)?.[1]
  const month = MONTHS.findIndex(name => new RegExp(String.raw`\b${name}`, 'i').test(text)) + 1
  if (!day || !year || month === 0) return null
  const iso = isoDay(year, String(month), day)
  const clock =
    /(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:(am|pm)\s*)?(Z|UTC|GMT|JST|KST|[+-]\d{2}:?\d{2})?\s*$/i.exec(text)
  if (!iso || !clock) return iso
  return withTime(iso, hourOf(clock[1]!, clock[4]), clock[2]!, clock[3], isoZone(clock[5]))
}

function hourOf(hour: string, half: string | undefined): number {
  const value = Number(hour)
  if (!half) return value
  const afternoon = /下午|午後|오후|pm/i.test(half)
  return afternoon ? (value % 12) + 12 : value % 12
}

/**
 * A stated date as ISO 8601: `2014-03-25` or `2014-03-25T20:00:00+09:00`; without an offset where none was
 * stated (the zone is then unknown, not UTC). Null when the text is no date written out in full.
 */
export function toIsoDate(text: string | null | undefined): string | null {
  if (!text || text.length > 80) return null
  const numeric = NUMERIC.exec(text)
  if (numeric) {
    const [, year, month, day, before, hour, minute, second, after, zone] = numeric
    const iso = isoDay(year!, month!, day!)
    if (!iso || hour === undefined) return iso
    return withTime(iso, hourOf(hour, before ?? after), minute ?? '00', second, isoZone(zone))
  }
  const compact = COMPACT.exec(text)
  if (compact) {
    const [, year, month, day, hour, minute, second, zone] = compact
    const iso = isoDay(year!, month!, day!)
    return iso && hour ? withTime(iso, Number(hour), minute!, second, isoZone(zone)) : iso
  }
  const trimmed = text.trim()
  return WORDY.test(trimmed) || /^[a-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}/i.test(trimmed)
    ? readWordy(trimmed)
    : null
}

const HANS = /^zh(?:[-_](?:hans|cn|sg|my))/i
const HANT = /^zh(?:[-_](?:hant|tw|hk|mo))/i

/** A language tag (`zh-CN`, `ja_JP`, `en`) as one of the five; null for `zh` alone and for other languages. */
export function toLang(tag: string | null | undefined): Lang | null {
  const text = tag?.trim() ?? ''
  if (HANT.test(text)) return 'zh-Hant'
  if (HANS.test(text)) return 'zh-Hans'
  const tongue = /^(ja|ko|en)(?:[-_]|$)/i.exec(text)?.[1]?.toLowerCase()
  return tongue === 'ja' || tongue === 'ko' || tongue === 'en' ? tongue : null
}

/** Whether a text can be in the language a page claims: templates say `lang="en"` around Chinese all the time. */
export function fitsLang(text: string, lang: Lang): boolean {
  const sample = text.slice(0, 4000)
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0
  const han = count(/\p{Script=Han}/gu)
  const kana = count(/[\u3041-\u30fa]/g)
  const hangul = count(/[\uac00-\ud7a3]/g)
  const latin = count(/[a-z]/gi)
  if (lang === 'ja') return kana > 0 && kana >= han / 20 && hangul < kana
  if (lang === 'ko') return hangul > 0 && hangul >= kana
  if (lang === 'en') return latin > (han + kana + hangul) * 2
  return han > 0 && kana < han / 5 && hangul < han
}
