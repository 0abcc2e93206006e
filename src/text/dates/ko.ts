// Korean date expressions. The traps that decide the guards: 3일간 and 5일째 are durations, 3일 전 a distance,
// 내일 may end a longer word (안내일), 한미일 is Korea–US–Japan and holds no day.
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
import { DAY_PARTS, DAYS_TOLD, HOLIDAYS, MONTHS_TOLD, WEEKS_TOLD, YEARS_TOLD } from './ko-words.ts'

const FREE = '(?<![가-힣\\d])'
const WEEKDAYS = '월화수목금토일'
const HANGUL = '일이삼사오육칠팔구십'
const eras = Object.keys(ERAS).filter(era => /^[가-힣]/.test(era))
const weekdayAt = (word: string | undefined): number => WEEKDAYS.indexOf(word ?? '') + 1

function third(word: string | undefined): DatePoint {
  if (word === undefined) return {}
  if (/^[초상전]/.test(word)) return { third: 'early' }
  return { third: word.startsWith('중') ? 'middle' : 'late' }
}
/** Behind 초, 말 and their like: nothing, or a particle. */
const PARTICLE = '(?![가-힣])|(?=에|의|부터|까지|께|쯤|경|이|은|과|엔|로)'
const THIRDS = `(?:상순|초순|중순|하순|중반|후반|초반|전반|(?:초|중|말)(?:${PARTICLE}))`

const year: Slot[] = [
  FIGURES,
  FIGURES_YEAR_LAST,
  YEARS,
  slot(`(?<era>${eras.join('|')}) ?(?<n>\\d{1,4})년`, g => {
    const nth = numeral(g.n)
    const found = nth === null ? null : eraYear(g.era ?? '', nth)
    return found === null ? null : { year: found }
  }),
  slot(`(?<![\\d.])(?<c>\\d\\d?)세기 ?(?<t>${THIRDS})?`, g => {
    const century = within(g.c, 1, 22)
    return century === null ? null : { century, ...third(g.t) }
  }),
  slot(`(?<![\\d.])(?<d>(?:1[0-9]|20|21)?\\d0)년대 ?(?<t>${THIRDS})?`, g => {
    const decade = decadeOf(numeral(g.d) ?? 1)
    return decade === null ? null : { decade, ...third(g.t) }
  }),
  slot('(?<![\\d.])(?<y>(?:1[0-9]|20|21)\\d\\d) ?년(?!대|간|째|생|만| ?동안)도?', g => ({
    year: Number(g.y),
  })),
  slot("(?<![\\d.])(?:'(?<q>\\d\\d)년(?!대|간|째)|(?<y>\\d\\d)년(?= \\d{1,2}월))", g => {
    const value = numeral(g.q ?? g.y)
    return value === null ? null : { year: 2000 + value }
  }),
  words(YEARS_TOLD, '(?!째)', FREE),
]

const SEASONS = { 봄: 'spring', 여름: 'summer', 가을: 'autumn', 겨울: 'winter' } as const
const yearPart: Slot[] = [
  slot(
    `${FREE}(?:(?<now>올|이번|지난|작년|다음|내년) ?)?(?<s>봄|여름|가을|겨울)(?=에|의|까지|부터|에는| |,|$)`,
    g => {
      const season = SEASONS[g.s as keyof typeof SEASONS]
      if (g.now === undefined) return null
      const by = /지난|작년/.test(g.now) ? -1 : /다음|내년/.test(g.now) ? 1 : 0
      return { ...step('year', by), season }
    },
  ),
  following(
    slot('(?<s>봄|여름|가을|겨울)(?=에|의|까지|부터| |,|$)', g => ({
      season: SEASONS[g.s as keyof typeof SEASONS],
    })),
  ),
  slot(`(?<![\\d.])(?<q>[1-4])(?:사)?분기`, g => ({ quarter: Number(g.q) as 1 | 2 | 3 | 4 })),
  slot(`${FREE}(?<h>상|하)반기`, g => ({ half: g.h === '상' ? 1 : 2 })),
  following(slot(`(?<t>${THIRDS})`, g => third(g.t))),
]

const PAST = '(?:지난|저번)'
const COMING = '(?:오는|다음|돌아오는|다가오는)'
const SIDE = `(?:(?<past>${PAST})|(?<coming>${COMING})|(?<now>이번)) ?`
function side(g: Readonly<Record<string, string | undefined>>): DatePoint {
  if (g.past !== undefined) return { side: -1 }
  return g.coming === undefined ? {} : { side: 1 }
}

const month: Slot[] = [
  slot(`(?:${SIDE})?(?<![\\d.])(?<m>1[0-2]|0?[1-9])월(?!드|계|급|세|간|[가-힣]*컵)`, g => ({
    month: Number(g.m),
    ...side(g),
    ...(g.now === undefined ? {} : step('year', 0)),
  })),
  // 오월 이십일일: spelled months only where a spelled day follows.
  slot(
    `(?<![가-힣])(?<m>일|이|삼|사|오|유|칠|팔|구|시|십일|십이)월(?= ?[${HANGUL}]{1,4}일(?![가-힣]*간))`,
    g => {
      const value = g.m === '유' ? 6 : g.m === '시' ? 10 : numeral(g.m)
      return value === null ? null : { month: value }
    },
  ),
  words(MONTHS_TOLD, '(?!래|리|하|되|받|했|한|할|됐|러|라|력)', FREE),
]

const ORDINALS = ['첫', '두|둘', '세|셋', '네|넷', '다섯']
function ordinal(word: string | undefined): number | null {
  const at = ORDINALS.findIndex(forms => forms.split('|').some(form => word?.startsWith(form)))
  return at < 0 ? null : at + 1
}
const NTH = `(?:(?<n>첫|둘|셋|넷|두|세|네|다섯) ?(?:번 ?째|째) ?주?|(?<l>마지막) ?주?)`
const monthPart: Slot[] = [
  following(slot(`(?<t>${THIRDS})`, g => third(g.t))),
  beginning(
    slot(`(?<![가-힣])${NTH} ?(?<w>[${WEEKDAYS}])요일`, g => {
      const nth = g.l === undefined ? ordinal(g.n) : -1
      return nth === null ? null : { ...step('month', 0), nth, weekday: weekdayAt(g.w) }
    }),
  ),
  following(
    slot(`(?:의 ?)?${NTH} ?(?<w>[${WEEKDAYS}])요일`, g => {
      const nth = g.l === undefined ? ordinal(g.n) : -1
      return nth === null ? null : { nth, weekday: weekdayAt(g.w) }
    }),
  ),
  following(
    slot(
      `(?:의 ?)?(?:(?<n>첫|둘|셋|넷|두|세|네|다섯) ?(?:번 ?째|째)|(?<l>마지막)) ?주(?![가-힣]*요일)`,
      g => {
        const nth = g.l === undefined ? ordinal(g.n) : -1
        return nth === null ? null : { nth, week: true }
      },
    ),
  ),
]

const NATIVE_DAYS = {
  하루: 1,
  이틀: 2,
  사흘: 3,
  나흘: 4,
  닷새: 5,
  엿새: 6,
  이레: 7,
  여드레: 8,
  아흐레: 9,
  열흘: 10,
  보름: 15,
} as const
const AGO = ' ?(?<ago>전)(?![가-힣]*(?:화|쟁|체|략|망|략적|투|문|선|국))'
// 24일 후쿠시마 is a day and a place.
const LATER = ' ?(?:후|뒤|지나서)(?![가-힣]*(?:보|속|원))(?=[^가-힣]|$|에|의|부터|까지|인|로|쯤|엔|께)'
const COUNT = '(?<n>\\d{1,3}|한|두|세|석|네|넉|다섯|여섯|열|일|이|삼)'
const UNITS = [
  ['day', ' ?일'],
  ['week', ' ?주(?:일)?'],
  ['month', ' ?(?:개월|달)'],
  ['year', ' ?(?:년|해)'],
] as const
const FROM = '(?:지금으로부터 |오늘(?:로)?부터 )?'
const distances: Slot[] = [
  slot(`${FROM}(?<![가-힣\\d])(?<d>${Object.keys(NATIVE_DAYS).join('|')})(?:${AGO}|${LATER})`, g => {
    const count = NATIVE_DAYS[g.d as keyof typeof NATIVE_DAYS]
    return away('day', g.ago === undefined ? count : -count)
  }),
  slot(
    `(?<![가-힣\\d])(?:(?<few>며칠|몇일)|몇 ?(?:(?<w>주)|(?<m>달|개월)|(?<y>년|해)))(?:${AGO}|${LATER})`,
    g => {
      const unit =
        g.few !== undefined ? 'day' : g.w !== undefined ? 'week' : g.m !== undefined ? 'month' : 'year'
      return { ...away(unit, g.ago === undefined ? 4 : -4), approx: true }
    },
  ),
  slot(
    `(?<![\\d.가-힣])(?:(?<y>\\d{1,3})년 ?)?(?:(?<m>\\d{1,3}|한)(?:개월|달)(?: ?하고|,)? ?)?(?<d>\\d{1,3})일(?:${AGO}|${LATER})`,
    g => {
      if (g.y === undefined && g.m === undefined) return null
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
  ...UNITS.map(([unit, word]) =>
    slot(`${FROM}(?<![\\d.가-힣])${COUNT}${word}(?:${AGO}|${LATER})`, g => {
      const value = within(g.n, 1, 300)
      return value === null ? null : away(unit, g.ago === undefined ? value : -value)
    }),
  ),
].map(beginning)

const week: Slot[] = [words(WEEKS_TOLD, '(?!요|장|인|도|제|최|년|석|목|한|미|중)', FREE)]
const weekPart: Slot[] = [
  slot(`(?<![가-힣])(?:(?<next>다음) |${SIDE})?(?<w>[${WEEKDAYS}])요일`, g => ({
    weekday: weekdayAt(g.w),
    // 다음 금요일 is Friday of next week, 오는 금요일 the coming one.
    ...(g.next !== undefined ? step('week', 1) : g.now !== undefined ? step('week', 0) : side(g)),
  })),
  slot(`(?<![가-힣])(?:${SIDE})?주말`, g => ({
    weekend: true,
    ...(g.past !== undefined ? step('week', -1) : g.coming !== undefined ? step('week', 1) : {}),
  })),
  following(slot('(?<=주)말', () => ({ weekend: true }))),
  following(slot(`(?<t>${THIRDS})`, g => third(g.t))),
]

/** Behind 일: what makes it a count of days. 만에 and 이내 too. */
const dayFollow =
  '(?! ?간(?![가-힣])|간|째|차|당|장|치|분| ?동안| ?이내| ?만에|만에| ?연속| ?이상| ?전(?![가-힣])| ?전[에의과부까]| ?후(?![가-힣])| ?후[에의부]| ?뒤| ?내로?(?![가-힣])|본|부터 ?\\d+일간)'
const day: Slot[] = [
  MONTH_DAY,
  slot(
    `(?:${SIDE})?(?<![\\d.])(?<a>[12]\\d|3[01]|0?[1-9])일?(?:[-~〜]|(?<list>, ?|·))(?<b>[12]\\d|3[01]|0?[1-9])일${dayFollow}`,
    g => pair(g, side(g)),
  ),
  slot(`(?:${SIDE})?(?<![\\d.])(?<d>[12]\\d|3[01]|0?[1-9])일${dayFollow}`, g => ({
    day: Number(g.d),
    ...side(g),
  })),
  slot(
    `(?<=월 ?)(?<d>[${HANGUL}]{1,4})일${dayFollow}|(?<![가-힣])(?<e>[${HANGUL}]{2,4})일(?= [${WEEKDAYS}]요일)`,
    g => {
      const value = within(g.d ?? g.e, 1, 31)
      return value === null ? null : { day: value }
    },
  ),
  words(DAYS_TOLD, '(?!날|야|본|보)', FREE),
]

const holidays: Slot = beginning(words(HOLIDAYS))
const tail: Slot[] = [
  following(
    slot(`,? ?(?:\\((?<p>[${WEEKDAYS}])(?:요일)?\\)|(?<w>[${WEEKDAYS}])요일)`, g => ({
      weekday: weekdayAt(g.p ?? g.w),
    })),
  ),
]
const dayPart: Slot[] = [following(words(DAY_PARTS, '(?![가-힣]*(?:만찬|식사))'))]

export const KO: Grammar = {
  starts: onKey(
    String.raw`\d|'|${FREE}[올금지작재내다같그이연저오어모글당전익엊최얼조단주서명월화수목금토일상하한두세석네넉열몇며${Object.keys(
      NATIVE_DAYS,
    )
      .map(word => word[0])
      .join('')}봄여가겨돌첫둘셋넷마유시광삼현개]`,
    'gu',
  ),
  stages: [[holidays, ...distances, ...year], yearPart, month, monthPart, week, weekPart, day, tail, dayPart],
  glue: onKey('(?:의)? ?'),
  connector: onKey('(?:부터|에서| ?[-~〜] ?|[와과](?=.{1,14}사이)|, ?(?=\\d{1,2}일 ?양일)) ?'),
  since: onKey(' ?(?:이후|이래|부터)'),
  until: onKey(' ?(?:까지|이전|전까지)'),
}
