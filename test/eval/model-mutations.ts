// False statements made out of true ones, one change each: what a careless model gets wrong.
import type { Lexicon, Mention } from '../../src/lexicon/lexicon.ts'
import { type Lang, tongueOf } from '../../src/model/language.ts'
import { findDates } from '../../src/text/dates.ts'
import { findNumbers } from '../../src/text/numbers.ts'

export type MutationKind = 'number' | 'name' | 'swap' | 'date' | 'negation' | 'attribution' | 'added'

export interface Mutation {
  readonly kind: MutationKind
  readonly text: string
}

/** All one-step falsifications of a statement. `known` are ids that its sentence names. */
export function mutate(text: string, lang: Lang, known: ReadonlySet<string>, lexicon: Lexicon): Mutation[] {
  const mentions = lexicon.match(text, tongueOf(lang)).filter(one => one.kind === 'entity')
  const made: Mutation[] = [
    ...numbers(text, lang),
    ...names(text, lang, mentions, known, lexicon),
    ...swaps(text, mentions),
    ...dates(text, lang),
    ...negations(text, lang),
    ...attributions(text, lang, known, lexicon),
    ...ADDED[lang].map((end): Mutation => ({ kind: 'added', text: addClause(text, end) })),
  ]
  return made.filter(one => one.text !== text)
}

const replaceAt = (text: string, start: number, end: number, by: string): string =>
  text.slice(0, start) + by + text.slice(end)

const WORDS: Readonly<Record<string, string>> = {
  two: 'six',
  three: 'five',
  four: 'nine',
  five: 'eight',
  sixth: 'fourth',
  一: '七',
  二: '五',
  两: '六',
  兩: '六',
  三: '八',
  四: '九',
  六: '四',
  万: '亿',
  亿: '万',
  億: '万',
  兆: '億',
  억: '만',
  만: '억',
  조: '억',
  million: 'billion',
  billion: 'million',
  trillion: 'billion',
}

/** Another first digit, another number word, another scale. */
function numbers(text: string, lang: Lang): Mutation[] {
  const days = findDates(text, tongueOf(lang))
  return findNumbers(text)
    .filter(number => !days.some(day => day.start <= number.start && number.end <= day.end))
    .flatMap((number): Mutation[] => {
      const run = text.slice(number.start, number.end)
      const digits = run.replace(/\d/, digit => String((Number(digit) % 9) + 1))
      const variants = [digits]
      for (const [word, other] of Object.entries(WORDS)) {
        const at = run.toLowerCase().indexOf(word)
        if (at >= 0) variants.push(replaceAt(run, at, at + word.length, other))
      }
      return variants
        .filter(variant => variant !== run)
        .map(variant => ({ kind: 'number', text: replaceAt(text, number.start, number.end, variant) }))
    })
}

const PERSONS = ['PER.moon', 'PER.biden', 'PER.park', 'PER.xi', 'PER.koizumi_s', 'PER.pompeo', 'PER.wang_yi']
const STATES = ['GOV.de', 'GOV.au', 'GOV.ru', 'GOV.gb', 'GOV.kp', 'GOV.fr']

/** Another person, another state, another outlet. */
function names(
  text: string,
  lang: Lang,
  mentions: readonly Mention[],
  known: ReadonlySet<string>,
  lexicon: Lexicon,
): Mutation[] {
  return mentions
    .filter(one => one.how === 'form')
    .flatMap(one => {
      const pool = one.id.startsWith('PER.') ? PERSONS : one.id.startsWith('GOV.') ? STATES : []
      return pool
        .filter(id => lexicon.entity(id) !== undefined && !known.has(id))
        .slice(0, 2)
        .map(
          (id): Mutation => ({
            kind: 'name',
            text: replaceAt(text, one.start, one.end, lexicon.nameOf(id, lang)),
          }),
        )
    })
}

/** The first two persons or states change places, where it is said that one does something to the other. */
function swaps(text: string, mentions: readonly Mention[]): Mutation[] {
  for (const prefix of ['PER.', 'GOV.']) {
    const [a, b] = mentions.filter(one => one.id.startsWith(prefix) && one.how === 'form')
    if (a === undefined || b === undefined || a.id === b.id) continue
    // "Trump and Kim" is "Kim and Trump".
    if (/^[^,，、。.]{0,12}(?:与|與|和|及|と|과|와|and)[^,，、。.]{0,14}$/.test(text.slice(a.end, b.start)))
      continue
    const [first, second] = [text.slice(a.start, a.end), text.slice(b.start, b.end)]
    const swapped = replaceAt(replaceAt(text, b.start, b.end, first), a.start, a.end, second)
    return [{ kind: 'swap', text: swapped }]
  }
  return []
}

/** Another day, month or year in the same place. */
function dates(text: string, lang: Lang): Mutation[] {
  return findDates(text, tongueOf(lang)).flatMap(({ start, end, raw, from }): Mutation[] => {
    if (from.day === undefined && from.year === undefined) return []
    const digits = raw.replace(/\d{1,4}(?!.*\d)/, number =>
      number.length === 4
        ? String(Number(number) - 2)
        : String(Number(number) > 14 ? Number(number) - 9 : Number(number) + 9),
    )
    const first = raw.replace(/\d{1,2}/, number => String((Number(number) % 9) + 1))
    return [digits, first]
      .filter((other, at, all) => other !== raw && all.indexOf(other) === at)
      .filter(other => findDates(other, tongueOf(lang)).length > 0)
      .map(other => ({ kind: 'date', text: replaceAt(text, start, end, other) }))
  })
}

// Each row makes a telling say "not", or takes the "not" away.
const NEGATIONS: Readonly<Record<Lang, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/did not (agree|apologi[sz]e)/, '$1d'],
    [/without an agreement/, 'with an agreement'],
    [/\bbut no apology/, 'and an apology'],
    [/\bno (trade )?deal was reached/, 'a $1deal was reached'],
    [
      /\b(agreed|announced|protested|visited|met|criticised|regretted|welcomed|stressed|ordered)\b/,
      'did not $1',
    ],
    [/\b(opposed|expressed|conducted|lodged|decided|began)\b/, 'never $1'],
  ],
  'zh-Hans': [
    [/没有(同意|为)/, '$1'],
    [/没有道歉/, '道歉'],
    [/未能达成/, '达成'],
    [/未就(.{2})达成/, '就$1达成'],
    [
      /(?<!未能|没有|没|不|未)(同意|宣布|提出抗议|访问|会见|会谈|表示失望|进行了|达成协议|反对|批评|判令)/,
      '没有$1',
    ],
  ],
  'zh-Hant': [
    [/沒有(同意|為)/, '$1'],
    [/沒有道歉/, '道歉'],
    [/未能達成/, '達成'],
    [/未就(.{2})達成/, '就$1達成'],
    [
      /(?<!未能|沒有|沒|不|未)(同意|宣布|提出抗議|訪問|會見|會談|表示失望|進行|達成協議|反對|批評|判令)/,
      '沒有$1',
    ],
  ],
  ja: [
    [/同意しなかった/, '同意した'],
    [/謝罪しなかった/, '謝罪した'],
    [/謝罪はせず/, '謝罪し'],
    [/至らなかった/, '至った'],
    [/至らずに/, '至って'],
    [/(合意|発表|抗議|訪問|批判|会談|表明|歓迎|反対|要求)した/, '$1しなかった'],
  ],
  ko: [
    [/동의하지 않았다/, '동의했다'],
    [/사과하지 않았다/, '사과했다'],
    [/이루어지지 않았다/, '이루어졌다'],
    [/이르지 못하고/, '이르고'],
    [/(합의|발표|항의|방문|비판|회담|표명|환영|반대|요구|강조)했다/, '$1하지 않았다'],
    [/(합의|발표|항의|방문|비판|회담|표명|환영|반대|요구|강조)했고/, '$1하지 않았고'],
  ],
}

function negations(text: string, lang: Lang): Mutation[] {
  return NEGATIONS[lang].flatMap(([pattern, by]): Mutation[] =>
    pattern.test(text) ? [{ kind: 'negation', text: text.replace(pattern, by) }] : [],
  )
}

const ACCORDING: Readonly<Record<Lang, (name: string, text: string) => string>> = {
  en: (name, text) => `According to ${name}, ${text}`,
  'zh-Hans': (name, text) => `据${name}报道，${text}`,
  'zh-Hant': (name, text) => `據${name}報導，${text}`,
  ja: (name, text) => `${name}によると、${text}`,
  ko: (name, text) => `${name}에 따르면 ${text}`,
}

/** Put into the mouth of an outlet, or of a person, that the sentence does not name. */
function attributions(text: string, lang: Lang, known: ReadonlySet<string>, lexicon: Lexicon): Mutation[] {
  const voices = ['OUT.reuters', 'OUT.yonhap', 'OUT.asahi', 'PER.moon', 'PER.wang_yi']
  return voices
    .filter(id => lexicon.entity(id) !== undefined && !known.has(id))
    .slice(0, 2)
    .map((id): Mutation => ({ kind: 'attribution', text: ACCORDING[lang](lexicon.nameOf(id, lang), text) }))
}

/** What was never said, put behind a true statement. */
const ADDED: Readonly<Record<Lang, readonly string[]>> = {
  en: [
    ', and threatened to impose sanctions on Russia',
    ', and a bakery opened near the station with free tickets',
  ],
  'zh-Hans': ['，并威胁对俄罗斯实施制裁', '，车站附近的面包店还免费送票'],
  'zh-Hant': ['，並威脅對俄羅斯實施制裁', '，車站附近的麵包店還免費送票'],
  ja: ['さらにロシアに制裁を科すと脅した。', '駅前のパン屋では無料券も配られた。'],
  ko: [' 또한 러시아에 제재를 가하겠다고 위협했다.', ' 역 앞 빵집에서는 무료 승차권도 나눠 주었다.'],
}

function addClause(text: string, clause: string): string {
  return /[.。]$/.test(clause) ? text + clause : text.replace(/[.。]$/, '') + clause + text.slice(-1)
}
