// Japanese date expressions. The traps that decide the guards: 3日間, 3日ぶり and 3か月 are durations,
// 四日市 and 三日月 names, 3日前 a distance, あす and きょう parts of longer kana words.
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
  KANA_DAYS,
  MONTHS_TOLD,
  SEASONS_TOLD,
  WEEKS_TOLD,
  YEARS_TOLD,
} from './ja-words.ts'

const N = '〇零○一二三四五六七八九十廿卅'
const NOT_IN_NUMBER = String.raw`(?<![\d.${N}百千第])`
const WEEKDAYS = '月火水木金土日'
const eraNames = Object.keys(ERAS).filter(era => /^[一-龥]/.test(era))
const eraByKey = new Map(eraNames.map(era => [fold(era), era]))

const THIRDS =
  '上旬|中旬|下旬|初旬|初め|初頭|初|はじめ|始め|半ば|なかば|中頃|中ごろ|前半|後半|末|終わり|の終わりごろ|暮れ'
function third(word: string | undefined): DatePoint {
  if (word === undefined) return {}
  if (/^[上初は始前]/.test(word)) return { third: 'early' }
  return { third: /^[半な中]/.test(word) ? 'middle' : 'late' }
}

const year: Slot[] = [
  FIGURES,
  FIGURES_YEAR_LAST,
  YEARS,
  slot(`(?<era>${eraNames.join('|')})(?<n>\\d{1,3}|元|[${N}]+)年(?!代|間|前|後|度から)`, g => {
    const nth = g.n === '元' ? 1 : numeral(g.n)
    const found = nth === null ? null : eraYear(eraByKey.get(g.era ?? '') ?? '', nth)
    return found === null ? null : { year: found }
  }),
  slot(`(?:(?<c>\\d\\d?|[${N}]+)世紀|(?<last>前世紀)|(?<now>今世紀))の?(?<d>\\d0|[${N}]+)年代`, g => {
    const century = g.last === undefined ? (g.now === undefined ? numeral(g.c) : 21) : 20
    const ten = numeral(g.d)
    return century === null || ten === null || ten >= 100 || ten % 10 !== 0
      ? null
      : { decade: (century - 1) * 100 + ten }
  }),
  slot(`${NOT_IN_NUMBER}(?<c>\\d\\d?|[${N}]+)世紀(?<t>${THIRDS})?`, g => {
    const century = within(g.c, 1, 22)
    return century === null ? null : { century, ...third(g.t) }
  }),
  slot(`${NOT_IN_NUMBER}(?<d>(?:1[0-9]|20|21)?\\d0|[${N}]{2,4})年代(?<t>${THIRDS})?`, g => {
    const decade = decadeOf(numeral(g.d) ?? 1)
    return decade === null ? null : { decade, ...third(g.t) }
  }),
  slot(`(?<![\\d.第])(?<y>(?:1[0-9]|20|21)\\d\\d) ?年(?!代|間|もの|ぶり)`, g => ({ year: Number(g.y) })),
  slot(
    `${NOT_IN_NUMBER}(?<y>[一二][〇零○一二三四五六七八九]{3}|二千(?:十?[一二三四五六七八九]?|二十[一二三四五六七八九]?))年(?!代|間)`,
    g => {
      const value = numeral(g.y)
      return value === null ? null : { year: value }
    },
  ),
  slot(`(?<![\\d.${N}])'?(?<y>\\d\\d)年(?=の?(?:\\d{1,2}|[${N}]{1,3})月)`, g => {
    const value = numeral(g.y)
    return value === null ? null : { year: 2000 + value }
  }),
  words(YEARS_TOLD, '(?!比|同[月期]|度比)', `(?<![\\d${N}数毎隔])`),
  words(SEASONS_TOLD),
]

const yearPart: Slot[] = [
  following(
    slot('の?(?<s>春|夏|秋|冬)(?!季)', g => ({
      season: ({ 春: 'spring', 夏: 'summer', 秋: 'autumn', 冬: 'winter' } as const)[g.s as '春'],
    })),
  ),
  slot(`第?(?<q>[一二三四1-4])(?:四半期|クォーター)`, g => {
    const quarter = within(g.q, 1, 4)
    return quarter === null ? null : { quarter: quarter as 1 | 2 | 3 | 4 }
  }),
  following(slot('(?:(?<a>上半期|前半)|(?<b>下半期|後半))', g => ({ half: g.a === undefined ? 2 : 1 }))),
  following(slot(`の?(?<t>${THIRDS})`, g => third(g.t))),
]

const month: Slot[] = [
  slot(
    `(?:旧暦の?(?<lunar>))?(?<m>(?<![\\d.])(?:1[0-2]|0?[1-9])|(?<![\\d.${N}])(?:十[一二]?|[一二三四五六七八九]))月(?!額|面|刊|給|収|齢|光|見|曜)`,
    g => {
      const value = within(g.m, 1, 12)
      return value === null
        ? null
        : { month: value, ...(g.lunar === undefined ? {} : { lunar: true as const }) }
    },
  ),
  words(MONTHS_TOLD, '(?!比|曜)', `(?<![\\d${N}])`),
]

const monthPart: Slot[] = [
  following(slot(`の?(?<t>${THIRDS})(?=に|の|から|まで|、|以|ご|$|[^ぁ-ん])`, g => third(g.t))),
  following(
    slot(
      `の?(?:第(?<n>[一二三四五1-5])の?|(?<f>最初)の|(?<l>最後の?|最終))(?:(?<w>[${WEEKDAYS}])曜日?|(?<k>週))`,
      g => {
        const nth = g.l !== undefined ? -1 : g.f !== undefined ? 1 : within(g.n, 1, 5)
        if (nth === null) return null
        return g.k === undefined ? { nth, weekday: WEEKDAYS_ISO(g.w) } : { nth, week: true }
      },
    ),
  ),
  beginning(
    slot(`第(?<n>[一二三四五1-5])の?(?<w>[${WEEKDAYS}])曜日?`, g => {
      const nth = within(g.n, 1, 5)
      return nth === null ? null : { ...step('month', 0), nth, weekday: WEEKDAYS_ISO(g.w) }
    }),
  ),
]
function WEEKDAYS_ISO(word: string | undefined): number {
  return WEEKDAYS.indexOf(word ?? '') + 1
}

const COUNT = `(?<n>\\d{1,3}|[${N}百]{1,4})`
const AGO = '(?<ago>(?:以上|ほど|余り|余)?前(?!線|提|途|向|倒|回|日|年|後|半))'
const LATER = '(?:以上|ほど)?(?:後|あと|のち)(?!半|続|任|援|退|方)'
const UNITS = [
  ['day', '日'],
  ['week', '週間?'],
  ['month', '(?:か|カ|ヵ|ヶ|ケ|箇)月'],
  ['year', '年'],
] as const
const distances: Slot[] = UNITS.flatMap(([unit, word]) => [
  slot(`(?:今から|今日から)?(?<![\\d.${N}第月])${COUNT}${word}(?:${AGO}|${LATER})`, g => {
    const value = within(g.n, 1, 300)
    return value === null ? null : away(unit, g.ago === undefined ? value : -value)
  }),
  slot(`数${unit === 'month' ? '(?:か|カ|ヵ|ヶ|ケ|箇)?月' : word}(?:${AGO}|${LATER})`, g => ({
    ...away(unit, g.ago === undefined ? 4 : -4),
    approx: true,
  })),
]).map(beginning)
/** 2年1か月21日前: several units, one direction. */
const compound: Slot = beginning(
  slot(
    `(?<![\\d.${N}第月])(?:(?<y>\\d{1,3}|[${N}]+)年と?)?(?:(?<m>\\d{1,3}|[${N}]+)(?:か|カ|ヵ|ヶ|ケ|箇)月(?:と|,)?)?(?<d>\\d{1,3}|[${N}]+)日(?:${AGO}|${LATER})`,
    g => {
      const sign = g.ago === undefined ? 1 : -1
      const parts = (['year', 'month', 'day'] as const).map(
        unit => [unit, numeral(g[unit[0] ?? ''])] as const,
      )
      return {
        shifts: parts.flatMap(([unit, n]) =>
          n === null ? [] : [{ unit, by: n * sign, from: 'report', how: 'distance' } as const],
        ),
      }
    },
  ),
)

const week: Slot[] = [words(WEEKS_TOLD, '(?!刊|間)')]
const weekPart: Slot[] = [
  slot(`(?:(?<next>次の)|(?<this>この))?(?<w>[${WEEKDAYS}])曜日?`, g => ({
    weekday: WEEKDAYS_ISO(g.w),
    ...(g.next === undefined ? {} : step('week', 1)),
    ...(g.this === undefined ? {} : step('week', 0)),
  })),
  slot('(?:の)?週末|(?<=週)末', () => ({ weekend: true })),
  following(slot('の?(?<t>初め|はじめ|半ば|後半|前半|の終わり|終わり)', g => third(g.t))),
]

const dayNumber = String.raw`(?:(?<![\d.第])(?:[12]\d|3[01]|0?[1-9])|(?<![\d.${N}百千第])(?:[二廿]十?[一二三四五六七八九]|二十|廿|三十一?|卅一?|十[一二三四五六七八九]?|[一二三四五六七八九]))`
/** What follows 日 when it counts days or belongs to a name. */
const dayFollow =
  '(?!間|目(?!標|指)|以内|以上|ぶり|連続|分(?!析|か|科)|当たり|あたり|程|市(?!場|民|長|内)|町|酔|坊|がか|がけ|余|ほど|半|延|月(?!曜)|米ドル|(?<!月.{1,3}日)(?:前(?!線|提)|後(?!半|続)|あと))'
const day: Slot[] = [
  MONTH_DAY,
  slot(
    `(?<a>${dayNumber})日?(?:[-~〜]|(?<list>[、,・]))(?<b>${dayNumber})(?:日${dayFollow}|(?:日?の)?両日)`,
    g => pair(g),
  ),
  slot(`(?<d>${dayNumber})日${dayFollow}付?`, g => {
    const value = within(g.d, 1, 31)
    return value === null ? null : { day: value }
  }),
  words(DAYS_TOLD, '(?!的|香|付け)', `(?<![\\d${N}毎接])`),
  words(KANA_DAYS, '(?=[のはもにを、,。.\\s午朝夜夕昼未正\\d一-龥]|から|まで|$)', '(?<![ぁ-ん])'),
]

const holidays: Slot = beginning(words(HOLIDAYS))
const tail: Slot[] = [
  following(
    slot(`[,]?[ 　]?\\(?の?(?<w>[${WEEKDAYS}])(?:曜日?|(?<=\\(.)\\))\\)?`, g => ({
      weekday: WEEKDAYS_ISO(g.w),
    })),
  ),
  following(slot('付け?', () => ({}))),
]
const dayPart: Slot[] = [following(words(DAY_PARTS, '(?!鮮|刊|会|食|野|日新聞)'))]

export const JA: Grammar = {
  starts: onKey(
    String.raw`\d|'|[${N}数今昨去一再来同当そ翌前年先次本月週最毎金木土日火水旧第民昭平令大明上下こきあお近西公]`,
    'gu',
  ),
  stages: [
    [holidays, compound, ...distances, ...year],
    yearPart,
    month,
    monthPart,
    week,
    weekPart,
    day,
    tail,
    dayPart,
  ],
  glue: onKey('[の \u3000]'),
  connector: onKey('(?:から|[-~〜]|と(?=.{1,10}(?:の間|にかけ)))'),
  since: onKey('(?:以来|以降|から|より後|以後|後(?!半|続))'),
  until: onKey('(?:までに?|以前|より?前(?!線|提))'),
}
