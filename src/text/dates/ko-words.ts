// Korean words that name a time by themselves: what each says. Written as the press writes them; matching folds them.
import type { DatePoint } from './expression.ts'
import { step } from './grammar.ts'

/** Years by their distance from the report, or from the year last spoken of. */
export const YEARS_TOLD: Readonly<Record<string, DatePoint>> = {
  올해: step('year', 0),
  '올 해': step('year', 0),
  금년: step('year', 0),
  '이번 해': step('year', 0),
  지난해: step('year', -1),
  '지난 해': step('year', -1),
  작년: step('year', -1),
  재작년: step('year', -2),
  지지난해: step('year', -2),
  내년: step('year', 1),
  '다음 해': step('year', 1),
  내후년: step('year', 2),
  '다다음 해': step('year', 2),
  '같은 해': step('year', 0, 'mention'),
  그해: step('year', 0, 'mention'),
  '그 해': step('year', 0, 'mention'),
  이듬해: step('year', 1, 'mention'),
  연내: step('year', 0),
  연초: { ...step('year', 0), third: 'early' },
  연말: { ...step('year', 0), third: 'late' },
}

/** Months by their distance. */
export const MONTHS_TOLD: Readonly<Record<string, DatePoint>> = {
  지난달: step('month', -1),
  '지난 달': step('month', -1),
  '저번 달': step('month', -1),
  저번달: step('month', -1),
  지지난달: step('month', -2),
  이달: step('month', 0),
  '이 달': step('month', 0),
  '이번 달': step('month', 0),
  이번달: step('month', 0),
  금월: step('month', 0),
  '다음 달': step('month', 1),
  다음달: step('month', 1),
  '다가오는 달': step('month', 1),
  내달: step('month', 1),
  내월: step('month', 1),
  '다다음 달': step('month', 2),
  다다음달: step('month', 2),
  '같은 달': step('month', 0, 'mention'),
  '그 달': step('month', 0, 'mention'),
  그달: step('month', 0, 'mention'),
  전달: step('month', -1, 'mention'),
  월말: { ...step('month', 0), third: 'late' },
  월초: { ...step('month', 0), third: 'early' },
}

/** Weeks by their distance. */
export const WEEKS_TOLD: Readonly<Record<string, DatePoint>> = {
  지지난주: step('week', -2),
  지난주: step('week', -1),
  '지난 주': step('week', -1),
  저번주: step('week', -1),
  '저번 주': step('week', -1),
  이번주: step('week', 0),
  '이번 주': step('week', 0),
  금주: step('week', 0),
  다음주: step('week', 1),
  '다음 주': step('week', 1),
  '다가오는 주': step('week', 1),
  내주: step('week', 1),
  다다음주: step('week', 2),
  '다다음 주': step('week', 2),
  '같은 주': step('week', 0, 'mention'),
  '그 주': step('week', 0, 'mention'),
}

/** Days by their distance, and words that leave the day open. */
export const DAYS_TOLD: Readonly<Record<string, DatePoint>> = {
  오늘: step('day', 0),
  금일: step('day', 0),
  어제: step('day', -1),
  작일: step('day', -1),
  그제: step('day', -2),
  그저께: step('day', -2),
  그끄저께: step('day', -3),
  내일: step('day', 1),
  명일: step('day', 1),
  모레: step('day', 2),
  '내일 모레': step('day', 2),
  글피: step('day', 3),
  어젯밤: { ...step('day', -1), dayPart: 'night' },
  '오늘 밤': { ...step('day', 0), dayPart: 'night' },
  당일: step('day', 0, 'mention'),
  이날: step('day', 0, 'mention'),
  '이 날': step('day', 0, 'mention'),
  그날: step('day', 0, 'mention'),
  '그 날': step('day', 0, 'mention'),
  '같은 날': step('day', 0, 'mention'),
  전날: step('day', -1, 'mention'),
  전일: step('day', -1, 'mention'),
  '다음 날': step('day', 1, 'mention'),
  다음날: step('day', 1, 'mention'),
  이튿날: step('day', 1, 'mention'),
  익일: step('day', 1, 'mention'),
  엊그제: { approx: true, side: -1 },
  최근: { approx: true, side: -1 },
  '얼마 전': { approx: true, side: -1 },
  조만간: { approx: true, side: 1 },
}

/** Days that bear a name. */
export const HOLIDAYS: Readonly<Record<string, DatePoint>> = {
  광복절: { month: 8, day: 15 },
  삼일절: { month: 3, day: 1 },
  '3·1절': { month: 3, day: 1 },
  현충일: { month: 6, day: 6 },
  개천절: { month: 10, day: 3 },
}

/** Parts of a day, behind it. */
export const DAY_PARTS: Readonly<Record<string, DatePoint>> = {
  새벽: { dayPart: 'dawn' },
  아침: { dayPart: 'morning' },
  오전: { dayPart: 'morning' },
  정오: { dayPart: 'noon' },
  낮: { dayPart: 'noon' },
  오후: { dayPart: 'afternoon' },
  저녁: { dayPart: 'evening' },
  밤: { dayPart: 'night' },
  심야: { dayPart: 'night' },
}
