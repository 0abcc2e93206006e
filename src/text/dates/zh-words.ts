// Chinese words that name a time by themselves: what each says. Written as the press writes them; matching folds them.
import type { DatePoint } from './expression.ts'
import { step } from './grammar.ts'

/** Years by their distance from the report, or from the year last spoken of. */
export const YEARS_TOLD: Readonly<Record<string, DatePoint>> = {
  今年: step('year', 0),
  本年度: step('year', 0),
  年内: step('year', 0),
  去年: step('year', -1),
  上一年: step('year', -1),
  前年: step('year', -2),
  大前年: step('year', -3),
  明年: step('year', 1),
  下一年: step('year', 1),
  后年: step('year', 2),
  同年: step('year', 0, 'mention'),
  当年: step('year', 0, 'mention'),
  翌年: step('year', 1, 'mention'),
  次年: step('year', 1, 'mention'),
  年初: { ...step('year', 0), third: 'early' },
  年中: { ...step('year', 0), third: 'middle' },
  年底: { ...step('year', 0), third: 'late' },
  年末: { ...step('year', 0), third: 'late' },
  岁末: { ...step('year', 0), third: 'late' },
}

/** Seasons with their year. */
export const SEASONS_TOLD: Readonly<Record<string, DatePoint>> = {
  今春: { ...step('year', 0), season: 'spring' },
  今夏: { ...step('year', 0), season: 'summer' },
  今秋: { ...step('year', 0), season: 'autumn' },
  今冬: { ...step('year', 0), season: 'winter' },
  去秋: { ...step('year', -1), season: 'autumn' },
  去冬: { ...step('year', -1), season: 'winter' },
  明春: { ...step('year', 1), season: 'spring' },
}

/** Months by their distance. */
export const MONTHS_TOLD: Readonly<Record<string, DatePoint>> = {
  上个月: step('month', -1),
  上月: step('month', -1),
  上上个月: step('month', -2),
  本月: step('month', 0),
  这个月: step('month', 0),
  这月: step('month', 0),
  下个月: step('month', 1),
  下月: step('month', 1),
  下下个月: step('month', 2),
  同月: step('month', 0, 'mention'),
  当月: step('month', 0, 'mention'),
  次月: step('month', 1, 'mention'),
  月初: { ...step('month', 0), third: 'early' },
  月中: { ...step('month', 0), third: 'middle' },
  月底: { ...step('month', 0), third: 'late' },
  月末: { ...step('month', 0), third: 'late' },
}

/** Weeks by their distance. */
export const WEEKS_TOLD: Readonly<Record<string, DatePoint>> = {
  上上周: step('week', -2),
  上上个星期: step('week', -2),
  上周: step('week', -1),
  上个星期: step('week', -1),
  上星期: step('week', -1),
  上个礼拜: step('week', -1),
  上礼拜: step('week', -1),
  上一周: step('week', -1),
  本周: step('week', 0),
  这周: step('week', 0),
  这一周: step('week', 0),
  本星期: step('week', 0),
  这个星期: step('week', 0),
  这星期: step('week', 0),
  这个礼拜: step('week', 0),
  下周: step('week', 1),
  下个星期: step('week', 1),
  下星期: step('week', 1),
  下个礼拜: step('week', 1),
  下一周: step('week', 1),
  下下周: step('week', 2),
  当周: step('week', 0, 'mention'),
  // 上个周三: the measure word stands before 周 too.
  上个: step('week', -1),
  上一个: step('week', -1),
  上上个: step('week', -2),
  这个: step('week', 0),
  下个: step('week', 1),
  下一个: step('week', 1),
  下下个: step('week', 2),
}

/** Days by their distance, and words that leave the day open. */
export const DAYS_TOLD: Readonly<Record<string, DatePoint>> = {
  今天: step('day', 0),
  今日: step('day', 0),
  本日: step('day', 0),
  昨天: step('day', -1),
  昨日: step('day', -1),
  前天: step('day', -2),
  大前天: step('day', -3),
  明天: step('day', 1),
  明日: step('day', 1),
  后天: step('day', 2),
  大后天: step('day', 3),
  今晚: { ...step('day', 0), dayPart: 'evening' },
  今早: { ...step('day', 0), dayPart: 'morning' },
  今晨: { ...step('day', 0), dayPart: 'dawn' },
  昨晚: { ...step('day', -1), dayPart: 'evening' },
  昨夜: { ...step('day', -1), dayPart: 'night' },
  明晚: { ...step('day', 1), dayPart: 'evening' },
  当晚: { ...step('day', 0, 'mention'), dayPart: 'evening' },
  当天: step('day', 0, 'mention'),
  当日: step('day', 0, 'mention'),
  同日: step('day', 0, 'mention'),
  同一天: step('day', 0, 'mention'),
  翌日: step('day', 1, 'mention'),
  次日: step('day', 1, 'mention'),
  隔天: step('day', 1, 'mention'),
  第二天: step('day', 1, 'mention'),
  前一天: step('day', -1, 'mention'),
  前一日: step('day', -1, 'mention'),
  近日: { approx: true, side: -1 },
  日前: { approx: true, side: -1 },
  近期: { approx: true, side: -1 },
  最近: { approx: true, side: -1 },
  不久前: { approx: true, side: -1 },
  连日来: { approx: true, side: -1 },
}

/** Days that bear a name. */
export const HOLIDAYS: Readonly<Record<string, DatePoint>> = {
  光复节: { month: 8, day: 15 },
  三一节: { month: 3, day: 1 },
  元旦: { month: 1, day: 1 },
  圣诞节: { month: 12, day: 25 },
}

/** Parts of a day, behind it. */
export const DAY_PARTS: Readonly<Record<string, DatePoint>> = {
  凌晨: { dayPart: 'dawn' },
  清晨: { dayPart: 'dawn' },
  早晨: { dayPart: 'morning' },
  早上: { dayPart: 'morning' },
  早间: { dayPart: 'morning' },
  一早: { dayPart: 'morning' },
  上午: { dayPart: 'morning' },
  中午: { dayPart: 'noon' },
  正午: { dayPart: 'noon' },
  下午: { dayPart: 'afternoon' },
  午后: { dayPart: 'afternoon' },
  傍晚: { dayPart: 'evening' },
  晚间: { dayPart: 'evening' },
  晚上: { dayPart: 'evening' },
  晚: { dayPart: 'evening' },
  夜间: { dayPart: 'night' },
  深夜: { dayPart: 'night' },
  午夜: { dayPart: 'night' },
  夜: { dayPart: 'night' },
  早: { dayPart: 'morning' },
  晨: { dayPart: 'dawn' },
}
