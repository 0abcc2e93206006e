// English date expressions. May and March are words too, so alone they need a capital and a word such as `in` before
// them; a bare year needs such a word as well. All matching is on the match key, capitals are looked up in the text.
import { decadeOf, FIGURES, FIGURES_YEAR_LAST, isPossible } from './common.ts'
import type { DatePoint, DateUnit, Season, Third } from './expression.ts'
import { away, merge, numeral, type ReadPoint, step, within } from './grammar.ts'

type Groups = Readonly<Record<string, string | undefined>>
interface Rule {
  readonly pattern: RegExp
  readonly read: (
    groups: Groups,
    at: { text: string; start: number; whole: string },
  ) => Omit<ReadPoint, 'end'> | null
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const FULL = 'january|february|march|april|may|june|july|august|september|october|november|december'
const MON = `(?<mon>(?:${FULL})\\b|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\b\\.?)`
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const DAY_NAME = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday'
const WD = `(?<wd>(?:${DAY_NAME})\\b|(?:mon|tues?|wed|thurs?|thur|fri|sat|sun)\\b\\.?)`
const D = '(?:3[01]|[12]\\d|0?[1-9])'
const TH = '(?:st|nd|rd|th)?(?![\\d%]|[.,]\\d(?!\\d\\d\\d(?!\\d)))'
const Y = '(?:1[0-9]|20|21)\\d\\d(?!\\d|[.,]\\d)'
const OF_YEAR = `(?:(?:,| of)? (?<y>${Y})|,? (?:of )?(?<ry>last year|this year|next year))?`
const NUMBER_WORDS =
  'a few|several|a couple of|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,3}'
const THIRDS = '(?:(?<t>early(?: in)?|beginning of|start of|late(?: in)?|end of|middle of|mid)[- ](?:the )?)'

function monthOf(word: string | undefined): number {
  return MONTHS.indexOf((word ?? '').slice(0, 3)) + 1
}
function weekdayOf(word: string | undefined): number {
  return WEEKDAYS.indexOf((word ?? '').slice(0, 3)) + 1
}
function third(word: string | undefined): { third?: Third } {
  if (word === undefined) return {}
  if (/^(?:earl|beg|start|open)/.test(word)) return { third: 'early' }
  return { third: word.startsWith('mid') ? 'middle' : 'late' }
}
function yearOf(groups: Groups): DatePoint {
  if (groups.y !== undefined) return { year: Number(groups.y) }
  if (groups.ry === undefined) return {}
  return step('year', groups.ry.startsWith('last') ? -1 : groups.ry.startsWith('next') ? 1 : 0)
}
function point(from: DatePoint, to: DatePoint | null = null): Omit<ReadPoint, 'end'> | null {
  return isPossible(from) && (to === null || isPossible(to)) ? { from, to } : null
}
/** last/previous -1, this/current 0, next/coming 1; `following` and `previous` count from what was last spoken of. */
function sideOf(word: string): { by: number; from: 'report' | 'mention' } {
  if (/^(?:the )?(?:following)/.test(word)) return { by: 1, from: 'mention' }
  if (/^(?:the )?(?:previous|preceding)/.test(word)) return { by: -1, from: 'mention' }
  if (/^(?:the|that) ?(?:same)?$/.test(word)) return { by: 0, from: 'mention' }
  if (/^last|^past|^this past/.test(word)) return { by: -1, from: 'report' }
  if (/^(?:the )?(?:next|coming|upcoming)/.test(word)) return { by: 1, from: 'report' }
  return { by: 0, from: 'report' }
}
/** A month that is a word too counts only with a capital. */
function isName(groups: Groups, at: { text: string; start: number; whole: string }): boolean {
  if (!/^(?:may|mar|march|sun|sat)\b/.test(groups.mon ?? '')) return true
  const first = at.text[at.start + at.whole.indexOf(groups.mon ?? '')] ?? ''
  return first !== first.toLowerCase()
}

function rule(source: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(source, 'uy'), read }
}

const RELATIVE_DAYS: Readonly<Record<string, DatePoint>> = {
  'the day before yesterday': step('day', -2),
  'the day after tomorrow': step('day', 2),
  yesterday: step('day', -1),
  today: step('day', 0),
  tomorrow: step('day', 1),
  tonight: { ...step('day', 0), dayPart: 'night' },
  'last night': { ...step('day', -1), dayPart: 'night' },
  'this morning': { ...step('day', 0), dayPart: 'morning' },
  'this afternoon': { ...step('day', 0), dayPart: 'afternoon' },
  'this evening': { ...step('day', 0), dayPart: 'evening' },
  'the previous day': step('day', -1, 'mention'),
  'the day before': step('day', -1, 'mention'),
  'the next day': step('day', 1, 'mention'),
  'the following day': step('day', 1, 'mention'),
  'the day after': step('day', 1, 'mention'),
  'the same day': step('day', 0, 'mention'),
  'that day': step('day', 0, 'mention'),
  recently: { approx: true, side: -1 },
  'in recent days': { approx: true, side: -1 },
  'in recent weeks': { approx: true, side: -1 },
}
const SEASONS: Readonly<Record<string, Season>> = {
  spring: 'spring',
  summer: 'summer',
  autumn: 'autumn',
  fall: 'autumn',
  winter: 'winter',
}
const QUARTERS = ['first', 'second', 'third', 'fourth']

const RULES: readonly Rule[] = [
  {
    pattern: FIGURES.pattern,
    read: groups => {
      const [m, d] = [groups.m ?? groups.m2 ?? groups.m3, groups.d ?? groups.d2 ?? groups.d3]
      return point({ year: Number(groups.y), month: Number(m), day: Number(d) })
    },
  },
  {
    pattern: FIGURES_YEAR_LAST.pattern,
    read: ({ a, b, y }) => {
      const [first, second] = [Number(a), Number(b)]
      if (first <= 12 && second <= 12 && first !== second) return null
      return point({ year: Number(y), month: Math.min(first, second), day: Math.max(first, second) })
    },
  },
  // (Thursday,) Dec. 2(-4)(, 2013)
  rule(
    `(?:\\b${WD},? (?:the )?)?\\b${MON} (?<d>${D})${TH}(?:(?: ?[-~] ?| to | through | until )(?<d2>${D})${TH}(?! (?:${FULL})))?${OF_YEAR}`,
    groups => {
      const from = merge(yearOf(groups), {
        month: monthOf(groups.mon),
        day: Number(groups.d),
        ...(groups.wd === undefined ? {} : { weekday: weekdayOf(groups.wd) }),
      })
      return point(
        from,
        groups.d2 === undefined
          ? null
          : { ...yearOf(groups), month: monthOf(groups.mon), day: Number(groups.d2) },
      )
    },
  ),
  // (Thursday,) (from) 23(rd) (to 25) (of) April (2014)
  rule(
    `(?:\\b${WD},? (?:the )?)?(?<![\\d.,$€£¥])(?<d>${D})${TH}(?:(?: ?[-~] ?| to | through | until | and )(?<d2>${D})${TH})?(?: of)? ${MON}${OF_YEAR}`,
    (groups, at) => {
      if (!isName(groups, at)) return null
      const common = merge(yearOf(groups), { month: monthOf(groups.mon) })
      const weekday = groups.wd === undefined ? {} : { weekday: weekdayOf(groups.wd) }
      return point(
        merge(common, { day: Number(groups.d), ...weekday }),
        groups.d2 === undefined ? null : merge(common, { day: Number(groups.d2) }),
      )
    },
  ),
  // the 5th (of this month)
  rule(
    `\\bthe (?<d>${D})(?:st|nd|rd|th)\\b(?: (?:of )?(?<m>this|last|next) month)?(?! (?!day\\b)[a-z]|-)`,
    groups => {
      const shift =
        groups.m === undefined ? {} : step('month', groups.m === 'last' ? -1 : groups.m === 'next' ? 1 : 0)
      return point({ ...shift, day: Number(groups.d) })
    },
  ),
  // early December (2013), last May, December of last year, mid-April
  rule(
    `(?:\\b${THIRDS})?(?:\\b(?<side>last|this past|this|next|this coming|past) )?\\b(?<mon>${FULL})\\b(?! \\d{1,2}(?:st|nd|rd|th)?\\b(?! ?%))${OF_YEAR}`,
    (groups, at) => {
      const month = monthOf(groups.mon)
      const alone =
        groups.t === undefined &&
        groups.side === undefined &&
        groups.y === undefined &&
        groups.ry === undefined
      if (
        alone &&
        /^(?:may|march)$/.test(groups.mon ?? '') &&
        !(isName(groups, at) && MONTH_CUE.test(at.text.slice(0, at.start)))
      )
        return null
      const side = groups.side === undefined ? null : sideOf(groups.side)
      return point({
        ...yearOf(groups),
        month,
        ...third(groups.t),
        ...(side === null ? {} : side.by === 0 ? step('year', 0) : { side: side.by as -1 | 1 }),
      })
    },
  ),
  // last Friday, on Friday (morning), Friday of last week
  rule(
    `\\b(?:(?<side>last|this past|this|next|this coming|the following|the previous) )?(?<wd>${DAY_NAME})\\b(?:,? (?:of )?(?<rw>last|this|next) week)?`,
    groups => {
      const weekday = weekdayOf(groups.wd)
      if (groups.rw !== undefined) return point({ ...step('week', sideOf(groups.rw).by), weekday })
      if (groups.side === undefined) return point({ weekday })
      const side = sideOf(groups.side)
      if (side.from === 'mention') return point({ ...step('week', side.by, 'mention'), weekday })
      return point(side.by === 0 ? { ...step('week', 0), weekday } : { side: side.by as -1 | 1, weekday })
    },
  ),
  rule(`\\b(?<word>${Object.keys(RELATIVE_DAYS).join('|')})\\b(?!'s \\w+ (?:network|show))`, groups => {
    const found = RELATIVE_DAYS[groups.word ?? '']
    return found === undefined ? null : point(found)
  }),
  // two days ago, a week earlier, three months later
  rule(
    `\\b(?:about |some |nearly |almost |over |more than )?(?<n>${NUMBER_WORDS}) (?<unit>day|week|month|year|decade)s? (?<how>ago|earlier|before(?=[,.;]|$)|later|after(?=[,.;]|$)|from now|hence)\\b`,
    groups => {
      const unit = groups.unit as DateUnit
      const sign = /ago|earlier|before/.test(groups.how ?? '') ? -1 : 1
      const from = /ago|from now|hence/.test(groups.how ?? '') ? 'report' : 'mention'
      if (/^(?:a few|several|a couple of)$/.test(groups.n ?? ''))
        return point({ ...away(unit, (groups.n === 'a couple of' ? 2 : 4) * sign, from), approx: true })
      const count = /^an?$/.test(groups.n ?? '') ? 1 : groups.n === 'one' ? 1 : numeral(groups.n)
      return count === null ? null : point(away(unit, count * sign, from))
    },
  ),
  // (late) last month, next week, the same year, earlier this month
  rule(
    `\\b(?:(?<t>early|earlier|beginning of|start of|later?|end of|middle of|mid)[- ](?:in )?)?(?<side>last|this past|this|next|this coming|the coming|the following|the previous|the preceding|the same|that|the next) (?<unit>week|month|quarter|year|weekend|decade|century|spring|summer|autumn|fall|winter)\\b(?!-)`,
    groups => {
      const side = sideOf(groups.side ?? '')
      const early = groups.t === undefined || /^(?:earlier|later)$/.test(groups.t) ? {} : third(groups.t)
      const season = SEASONS[groups.unit ?? '']
      if (season !== undefined) return point({ ...step('year', side.by, side.from), season })
      if (groups.unit === 'weekend') return point({ ...step('week', side.by, side.from), weekend: true })
      return point({ ...step(groups.unit as DateUnit, side.by, side.from), ...early })
    },
  ),
  rule(`\\b(?:the )?(?<t>end|beginning|start|middle) of the (?<unit>week|month|year)\\b`, groups =>
    point({ ...step(groups.unit as DateUnit, 0), ...third(groups.t) }),
  ),
  rule(
    `\\b(?:the )?(?:(?<n>first|second|third|fourth) (?<part>quarter|half)|q(?<q>[1-4]))(?:,? (?:of )?(?:(?<y>${Y})|(?<ry>last year|this year|next year)))?\\b`,
    groups => {
      const nth = groups.q === undefined ? QUARTERS.indexOf(groups.n ?? '') + 1 : Number(groups.q)
      if (groups.part === 'half') return nth > 2 ? null : point({ ...yearOf(groups), half: nth as 1 | 2 })
      return point({ ...yearOf(groups), quarter: nth as 1 | 2 | 3 | 4 })
    },
  ),
  rule(
    `\\b(?:the )?(?<s>spring|summer|autumn|fall|winter)(?: of|,)? (?:(?<y>${Y})|(?<ry>last year|this year|next year))\\b`,
    groups => {
      const season = SEASONS[groups.s ?? '']
      return season === undefined ? null : point({ ...yearOf(groups), season })
    },
  ),
  rule(`(?:\\b${THIRDS})?(?<![\\d.,$])(?<d>(?:1[0-9]|20|21)?\\d0)'?s\\b`, groups => {
    const decade = decadeOf(Number(groups.d))
    return decade === null ? null : point({ decade, ...third(groups.t) })
  }),
  rule(`\\b(?:the )?(?<c>\\d\\d?)(?:st|nd|rd|th)[- ]century\\b`, groups => {
    const century = within(groups.c, 1, 22)
    return century === null ? null : point({ century })
  }),
  // in 2013, the 2015 agreement, 2013-2015
  rule(
    `(?<=(?:^|[(])|\\b(?:in|since|until|till|by|from|to|of|during|before|after|year|fiscal|through|between|and|the|its|their|his|her|a|their|for|late|early|mid-?)[ -]|'s |(?:19|20)\\d\\d-)(?:(?<t>early|late|mid|the end of|end of|the beginning of|the start of)[- ])?(?<y>(?:19|20)\\d\\d)(?!\\d|[.,]\\d|-\\d\\d?-|'?s\\b| ?(?:percent|%|won|yen|dollars|people|troops|soldiers|personnel|km|kilomet|meters|metres|miles|words|pages|votes|tons|tonnes|cases|times)\\b)`,
    groups => point({ year: Number(groups.y), ...third(groups.t?.replace(/^the /, '')) }),
  ),
]
const MONTH_CUE =
  /(?:\b(?:in|since|until|till|by|from|to|of|early|late|mid|during|before|after|through|between|the|a|its|for|each|every|on|and|last|next|this)[ -])$/i

const DAY_PARTS = /,? (?:(?:in|at) )?(?:the )?(?<part>early morning|morning|noon|afternoon|evening|night)\b/uy
const PARTS: Readonly<Record<string, NonNullable<DatePoint['dayPart']>>> = {
  'early morning': 'dawn',
  morning: 'morning',
  noon: 'noon',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'night',
}

/** Where an English date can begin. */
export const EN_STARTS = new RegExp(
  `\\b(?:${FULL}|${DAY_NAME}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thur?s?|fri|sat|sun|early|earlier|late|later|mid|beginning|start|middle|end|the|that|last|this|next|past|today|yesterday|tomorrow|tonight|recently|in recent|about|some|nearly|almost|over|more|${NUMBER_WORDS}|first|second|third|fourth|q[1-4]|spring|summer|autumn|fall|winter)(?![a-z])|\\d{1,4}`,
  'gu',
)

/** Reads the English date that begins at `at` of the match key; null when there is none. */
export function readEnglishDate(key: string, text: string, at: number): ReadPoint | null {
  for (const candidate of RULES) {
    candidate.pattern.lastIndex = at
    const match = candidate.pattern.exec(key)
    if (match === null) continue
    const found = candidate.read(match.groups ?? {}, { text, start: at, whole: match[0] })
    if (found === null) continue
    const end = at + match[0].length
    DAY_PARTS.lastIndex = end
    const part = found.to === null && isDayLike(found.from) ? DAY_PARTS.exec(key) : null
    if (part === null) return { ...found, end }
    return {
      from: { ...found.from, dayPart: PARTS[part.groups?.part ?? '']! },
      to: null,
      end: end + part[0].length,
    }
  }
  return null
}

function isDayLike(from: DatePoint): boolean {
  return (
    from.day !== undefined ||
    from.weekday !== undefined ||
    (from.shifts?.some(s => s.unit === 'day') ?? false)
  )
}
