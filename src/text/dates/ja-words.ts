// Japanese words that name a time by themselves: what each says. Written as the press writes them; matching folds them.
import type { DatePoint } from './expression.ts'
import { step } from './grammar.ts'

/** Years by their distance from the report, or from the year last spoken of. */
export const YEARS_TOLD: Readonly<Record<string, DatePoint>> = {
  今年: step('year', 0),
  ことし: step('year', 0),
  本年: step('year', 0),
  昨年: step('year', -1),
  去年: step('year', -1),
  一昨年: step('year', -2),
  おととし: step('year', -2),
  来年: step('year', 1),
  再来年: step('year', 2),
  同年: step('year', 0, 'mention'),
  当年: step('year', 0, 'mention'),
  その年: step('year', 0, 'mention'),
  同じ年: step('year', 0, 'mention'),
  翌年: step('year', 1, 'mention'),
  前年: step('year', -1, 'mention'),
  年内: step('year', 0),
  年初: { ...step('year', 0), third: 'early' },
  年末: { ...step('year', 0), third: 'late' },
  年明け: { ...step('year', 1), third: 'early' },
}

/** Seasons with their year. */
export const SEASONS_TOLD: Readonly<Record<string, DatePoint>> = {
  今春: { ...step('year', 0), season: 'spring' },
  今夏: { ...step('year', 0), season: 'summer' },
  今秋: { ...step('year', 0), season: 'autumn' },
  今冬: { ...step('year', 0), season: 'winter' },
  昨春: { ...step('year', -1), season: 'spring' },
  昨夏: { ...step('year', -1), season: 'summer' },
  昨秋: { ...step('year', -1), season: 'autumn' },
  昨冬: { ...step('year', -1), season: 'winter' },
  来春: { ...step('year', 1), season: 'spring' },
  来夏: { ...step('year', 1), season: 'summer' },
}

/** Months by their distance. */
export const MONTHS_TOLD: Readonly<Record<string, DatePoint>> = {
  先月: step('month', -1),
  先々月: step('month', -2),
  今月: step('month', 0),
  本月: step('month', 0),
  来月: step('month', 1),
  次の月: step('month', 1),
  再来月: step('month', 2),
  同月: step('month', 0, 'mention'),
  当月: step('month', 0, 'mention'),
  その月: step('month', 0, 'mention'),
  同じ月: step('month', 0, 'mention'),
  翌月: step('month', 1, 'mention'),
  前月: step('month', -1, 'mention'),
  月内: step('month', 0),
  月初: { ...step('month', 0), third: 'early' },
  月末: { ...step('month', 0), third: 'late' },
}

/** Weeks by their distance. */
export const WEEKS_TOLD: Readonly<Record<string, DatePoint>> = {
  先々週: step('week', -2),
  先週: step('week', -1),
  今週: step('week', 0),
  来週: step('week', 1),
  再来週: step('week', 2),
  同週: step('week', 0, 'mention'),
  その週: step('week', 0, 'mention'),
  同じ週: step('week', 0, 'mention'),
  翌週: step('week', 1, 'mention'),
  前週: step('week', -1, 'mention'),
  週明け: { ...step('week', 1), weekday: 1 },
}

/** Days by their distance, and words that leave the day open. */
export const DAYS_TOLD: Readonly<Record<string, DatePoint>> = {
  今日: step('day', 0),
  本日: step('day', 0),
  昨日: step('day', -1),
  一昨日: step('day', -2),
  明日: step('day', 1),
  明後日: step('day', 2),
  今朝: { ...step('day', 0), dayPart: 'morning' },
  今夕: { ...step('day', 0), dayPart: 'evening' },
  今夜: { ...step('day', 0), dayPart: 'evening' },
  今晩: { ...step('day', 0), dayPart: 'evening' },
  昨夜: { ...step('day', -1), dayPart: 'evening' },
  昨晩: { ...step('day', -1), dayPart: 'evening' },
  昨夕: { ...step('day', -1), dayPart: 'evening' },
  同日: step('day', 0, 'mention'),
  当日: step('day', 0, 'mention'),
  この日: step('day', 0, 'mention'),
  その日: step('day', 0, 'mention'),
  翌日: step('day', 1, 'mention'),
  次の日: step('day', 1, 'mention'),
  翌朝: { ...step('day', 1, 'mention'), dayPart: 'morning' },
  翌々日: step('day', 2, 'mention'),
  前日: step('day', -1, 'mention'),
  前夜: { ...step('day', -1, 'mention'), dayPart: 'evening' },
  前々日: step('day', -2, 'mention'),
  先日: { approx: true, side: -1 },
  このほど: { approx: true, side: -1 },
  最近: { approx: true, side: -1 },
  近日: { approx: true, side: 1 },
  近く: { approx: true, side: 1 },
}

/** Days written in kana, which may also be parts of longer words. */
export const KANA_DAYS: Readonly<Record<string, DatePoint>> = {
  きょう: step('day', 0),
  きのう: step('day', -1),
  あす: step('day', 1),
  おととい: step('day', -2),
  あさって: step('day', 2),
}

/** Days that bear a name. */
export const HOLIDAYS: Readonly<Record<string, DatePoint>> = {
  終戦の日: { month: 8, day: 15 },
  終戦記念日: { month: 8, day: 15 },
  光復節: { month: 8, day: 15 },
  元日: { month: 1, day: 1 },
  元旦: { month: 1, day: 1 },
}

/** Parts of a day, behind it. */
export const DAY_PARTS: Readonly<Record<string, DatePoint>> = {
  未明: { dayPart: 'dawn' },
  早朝: { dayPart: 'dawn' },
  朝: { dayPart: 'morning' },
  午前: { dayPart: 'morning' },
  正午: { dayPart: 'noon' },
  昼: { dayPart: 'noon' },
  午後: { dayPart: 'afternoon' },
  夕方: { dayPart: 'evening' },
  夕: { dayPart: 'evening' },
  夜: { dayPart: 'evening' },
  晩: { dayPart: 'evening' },
  深夜: { dayPart: 'night' },
}
