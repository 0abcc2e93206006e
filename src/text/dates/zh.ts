// Chinese date expressions, both scripts at once: everything is matched on the match key.
// The traps that decide the guards: 下周日美首脑 is "next week" + "Japan–US", 18日元 is money, 三日间 a duration.
import { fold } from '../fold.ts'
import { decadeOf, FIGURES, FIGURES_YEAR_LAST, MONTH_DAY, pair, YEARS } from './common.ts'
import { ERAS, eraYear } from './eras.ts'
import type { DatePoint } from './expression.ts'
import {
  away,
  beginning,
  following,
  type Grammar,
  numeral,
  onKey,
  type Slot,
  slot,
  step,
  within,
  words,
} from './grammar.ts'
import {
  DAY_PARTS,
  DAYS_TOLD,
  HOLIDAYS,
  MONTHS_TOLD,
  SEASONS_TOLD,
  WEEKS_TOLD,
  YEARS_TOLD,
} from './zh-words.ts'

const N = '〇零○一二三四五六七八九十廿卅'
const NOT_IN_NUMBER = String.raw`(?<![\d.${N}百千第])`
const WEEKDAYS = '一二三四五六日'
/** After 日 as Sunday: what makes it the 日 of Japan instead. */
const NOT_JAPAN =
  '(?!本|美|韩|中(?!午)|方|媒|元|圆|币|军|俄|朝|欧|英|澳|印|菲|台|德|法|越|籍|产|相|企|资|系|裔|语|式|人)'
/** After 一 … 六 as a weekday: what makes it a number instead (三国外长, 五角大楼, 一致). */
const NOT_COUNT =
  '(?!国(?!务|会|家|防|民|内|际|王|台)|方(?!面)|党|次|名|个|项|场|天|大国|角大楼|川|致|直|些|同|定|般|系列|度|届|年|月|成)'

const weekdayAt = (word: string): number => (word === '天' ? 7 : WEEKDAYS.indexOf(word) + 1)
const weekday = (before: string): string =>
  `${before}(?:(?<w>日)${NOT_JAPAN}|(?<x>天)(?!气|然)|(?<v>[一二三四五六])${NOT_COUNT})`
const readWeekday = (g: Readonly<Record<string, string | undefined>>): DatePoint => ({
  weekday: weekdayAt(g.w ?? g.x ?? g.v ?? ''),
})

const eraNames = Object.keys(ERAS).filter(era => /^[一-龥]/.test(era))
const eraByKey = new Map(eraNames.map(era => [fold(era), era]))
const year: Slot[] = [
  FIGURES,
  FIGURES_YEAR_LAST,
  slot(`(?<era>${eraNames.join('|')})(?<n>\\d{1,4}|元|[${N}]+)年(?!代)`, g => {
    const nth = g.n === '元' ? 1 : numeral(g.n)
    const found = nth === null ? null : eraYear(eraByKey.get(g.era ?? '') ?? '', nth)
    return found === null ? null : { year: found }
  }),
  slot(`(?:(?<c>\\d\\d?|[${N}]+|上个?|本)世纪)(?<d>\\d0|[${N}]+)年代(?<t>初|中期|末|后期|前期)?`, g => {
    const century = g.c?.startsWith('上') ? 20 : g.c === '本' ? 21 : numeral(g.c)
    const ten = numeral(g.d)
    if (century === null || ten === null || ten >= 100 || ten % 10 !== 0) return null
    return { decade: (century - 1) * 100 + ten, ...third(g.t) }
  }),
  slot(`${NOT_IN_NUMBER}(?<c>\\d\\d?|[${N}]+)世纪(?<t>初|中期|末|后期|前期)?`, g => {
    const century = within(g.c, 1, 22)
    return century === null ? null : { century, ...third(g.t) }
  }),
  slot(`${NOT_IN_NUMBER}(?<d>(?:19|20)?\\d0|[${N}]{2,4})年代(?<t>初|中期|末|后期|前期)?`, g => {
    const decade = decadeOf(numeral(g.d) ?? 1)
    return decade === null ? null : { decade, ...third(g.t) }
  }),
  slot(`(?<![\\d.第])(?<y>(?:1[0-9]|20|21)\\d\\d) ?年(?!代|来|间|前|后)`, g => ({ year: Number(g.y) })),
  YEARS,
  // 2013年前 means before 2013; only small numbers before 年前 are a distance.
  slot(`(?<![\\d.第])(?<y>(?:19|20)\\d\\d)年(?=前|后|来|间)`, g => ({ year: Number(g.y) })),
  slot(
    `${NOT_IN_NUMBER}(?<y>(?:[一二][〇零○一二三四五六七八九]{3}|[两二]千(?:零[一二三四五六七八九]|[一二]?十[一二三四五六七八九]?)?)) ?年(?!代)`,
    g => {
      const value = numeral(g.y)
      return value === null ? null : { year: value }
    },
  ),
  // 13年12月: a two-digit year only where a month follows, since 13年 alone is mostly a duration.
  slot(`(?<![\\d.${N}])(?<y>\\d\\d|[零〇○][一二三四五六七八九])年(?= ?(?:\\d{1,2}|[${N}]{1,3})月)`, g => {
    const value = numeral(g.y)
    return value === null ? null : { year: 2000 + value }
  }),
  words(YEARS_TOLD, '', `(?<![\\d${N}两几多今去前明后同半])`),
  words(SEASONS_TOLD),
]

function third(word: string | undefined): DatePoint {
  if (word === undefined) return {}
  if (/^[上初前]/.test(word)) return { third: 'early' }
  if (/^中/.test(word)) return { third: 'middle' }
  return { third: 'late' }
}

const yearPart: Slot[] = [
  following(
    slot('的?(?<s>春|夏|秋|冬)(?:天|季|初|末)?', g => ({
      season: ({ 春: 'spring', 夏: 'summer', 秋: 'autumn', 冬: 'winter' } as const)[g.s as '春'],
    })),
  ),
  slot(`(?:第(?=[${N}\\d]))?(?<q>[一二三四1-4])季度`, g => {
    const quarter = within(g.q, 1, 4)
    return quarter === null ? null : { quarter: quarter as 1 | 2 | 3 | 4 }
  }),
  slot('(?<h>[上下])半年', g => ({ half: g.h === '上' ? 1 : 2 })),
  following(slot('(?<t>年?初|年?底|年?末|年中)', g => third(g.t?.replace('年', '')))),
]

const lunarWord = '(?<lunar>农历|阴历|旧历)?'
const month: Slot[] = [
  slot(
    `${lunarWord}(?<m>(?<![\\d.])(?:1[0-2]|0?[1-9])|(?<![\\d.${N}])(?:十[一二]?|[一二三四五六七八九])|正|腊)月份?(?!亮|球|饼|台|薪|票|刊|均|经|光)`,
    g => {
      if (g.m === '正' || g.m === '腊') return { month: g.m === '正' ? 1 : 12, lunar: true }
      const value = within(g.m, 1, 12)
      return value === null ? null : { month: value, ...(g.lunar ? { lunar: true as const } : {}) }
    },
  ),
  words(MONTHS_TOLD, '', `(?<![\\d${N}])`),
]

const monthPart: Slot[] = [
  following(
    slot(
      '的?(?<t>上旬|中旬|下旬|初(?![一二三四五六七八九十])|中期|中(?!国|方|日|韩|美|俄|朝|央|共|东|间|国)|底|末|月底|月初)',
      g => third(g.t?.replace('月', '')),
    ),
  ),
  slot('(?<t>上旬|中旬|下旬)', g => ({ ...step('month', 0), ...third(g.t) })),
  following(
    slot(`的?(?:第(?<n>[一二三四五])|(?<l>最后)一)个?的?(?:星期|周|礼拜)(?<w>[${WEEKDAYS}])?`, g => {
      const nth = g.l === undefined ? within(g.n, 1, 5) : -1
      if (nth === null) return null
      return g.w === undefined ? { nth, week: true } : { nth, weekday: weekdayAt(g.w) }
    }),
  ),
]

const COUNT = `(?<n>\\d{1,3}|[${N}两百]{1,4}|半)`
const FEW = '(?:几|数|若干)'
const AGO = '(?:之前|以前|前)(?!夕|后|任|往|途|沿|线|首)'
const LATER = '(?:之后|以后|后)(?!来|续|任|方)'
function distance(
  unit: 'day' | 'week' | 'month' | 'year',
  count: string | undefined,
  sign: 1 | -1,
): DatePoint | null {
  // 半年 and 半个月: the only halves in use.
  if (count === '半') {
    if (unit === 'year') return away('month', 6 * sign)
    return unit === 'month' ? away('day', 15 * sign) : null
  }
  const value = within(count, 1, 300)
  return value === null ? null : away(unit, value * sign)
}
const distances: Slot[] = (
  [
    ['day', `(?:天|日(?!前)|(?<=[${N}两]日)(?=前))`],
    ['week', '个?(?:星期|周|礼拜)'],
    ['month', '个月'],
    ['year', '年'],
  ] as const
)
  .flatMap(([unit, word]) => [
    slot(`(?<![\\d.${N}第])${COUNT}(?:多)?${word}(?:(?<ago>${AGO})|${LATER})`, g =>
      distance(unit, g.n, g.ago === undefined ? 1 : -1),
    ),
    slot(`${FEW}${word}(?:(?<ago>${AGO})|${LATER})`, g => ({
      ...away(unit, g.ago === undefined ? 4 : -4),
      approx: true,
    })),
  ])
  .map(beginning)

const week: Slot[] = [words(WEEKS_TOLD, '(?<=[周期拜]|个(?=周))', '(?<![一二三四五六七八九十\\d])')]
const weekPart: Slot[] = [
  following({ ...slot(weekday('(?<=周|星期|礼拜)'), readWeekday) }),
  slot(weekday('(?:星期|礼拜|(?<![上下本这一二三四五六七八九十\\d四])周)'), readWeekday),
  following(slot(weekday('周'), readWeekday)),
  slot('周?末(?<=周末)', () => ({ weekend: true })),
]

// 3日后 is a distance unless a month stands before it; 18日前 means before the 18th.
const dayFollow = '(?!元|圆|币|间|游|薪|均|产|志|程|子|(?<!月.{1,3}日)(?:内|后(?!来)|之后|以后|以内|之内))'
const dayNumber = String.raw`(?:(?<![\d.第])(?:[12]\d|3[01]|0?[1-9])|(?<![\d.${N}百千第])(?:[二廿]十?[一二三四五六七八九]|二十|廿|三十一?|卅一?|十[一二三四五六七八九]?|[一二三四五六七八九]))`
const NUMBERED =
  '线|楼|文件|令|机|店|院|台风|选手|人物|工程|馆|公路|房|门|球|航|车|核|反应|堆|院|桌|公寓|院|指|国道|电|坑|弹'
const day: Slot[] = [
  MONTH_DAY,
  slot(
    `(?<a>${dayNumber})(?:日|号)?(?:[-~〜至到]|起?至|(?<list>[、,和]))(?<b>${dayNumber})(?:日${dayFollow}|号(?!${NUMBERED})|两[日天])`,
    g => pair(g),
  ),
  slot(`(?<d>${dayNumber})(?:日${dayFollow}|号(?!${NUMBERED}))`, g => {
    const value = within(g.d, 1, 31)
    return value === null ? null : { day: value }
  }),
  // 八月十五, 正月初一: without 日, only behind a month.
  following(
    slot(
      `(?<=月)(?<o>初)?(?<d>[二廿]十?[一二三四五六七八九]|二十|三十一?|十[一二三四五六七八九]?|(?<=初)[一二三四五六七八九])(?![${N}日号月个多余年天])`,
      g => {
        const value = within(g.d, 1, 31)
        return value === null ? null : { day: value, ...(g.o === undefined ? {} : { lunar: true as const }) }
      },
    ),
  ),
  words(
    DAYS_TOLD,
    '(?!报(?!道|告)|新闻|头条|(?<=日)(?:本|方|(?<=同日)(?:[美韩中](?!国)|俄|媒|企|元)))',
    `(?<![\\d${N}接附]|即日|生日|假日)`,
  ),
]

const holidays: Slot = beginning(words(HOLIDAYS))
const tail: Slot[] = [
  following(
    slot('[,]? ?\\(?(?:星期|礼拜|周)(?<w>[一二三四五六日天])\\)?', g => ({ weekday: weekdayAt(g.w ?? '') })),
  ),
]
const dayPart: Slot[] = [following(words(DAY_PARTS, '(?!宴|餐|会|些|前|已|就|在|于|期)'))]

export const ZH: Grammar = {
  starts: onKey(
    String.raw`\d|[${N}两半几数上下本这今去前明后同当翌次年岁大民昭平令公农阴旧正腊月星礼周昨隔第近日最不连即西主中檀光三元圣]`,
    'gu',
  ),
  stages: [[holidays, ...distances, ...year], yearPart, month, monthPart, week, weekPart, day, tail, dayPart],
  glue: onKey('[的 ]'),
  connector: onKey(' ?(?:至|到|起至|与(?=.{0,12}(?:之间|间))|[-~〜]) ?'),
  since: onKey('(?:以来|以后|之后|起(?!诉|草|因|源)|开始|至今|后)'),
  until: onKey('(?:之前|以前|前(?!往|任|首|总|美|日|夕|后)|为止)'),
}
