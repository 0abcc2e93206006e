// What a sentence itself calls untrue or unproven: "there was no fact that", 纯属谣传, 誤報だった, 오보라고. What is told
// inside is not told as having happened.
import type { TextRange } from '../model/article.ts'
import type { Modality } from '../model/claim.ts'
import type { Tongue } from '../model/language.ts'
import type { Speech } from './speech.ts'

/**
 * `never`: it did not happen (謝罪した事実はない). `untrue`: a report or claim of it is called false, `denied` by one who is named. `unproven`: nobody
 * confirms it. `rumour`: only a report of it is spoken of. `start`–`end` is the stretch it is said of; `cue` the words
 * that say so, without which the stretch must not be quoted.
 */
export interface Doubt extends TextRange {
  readonly kind: 'never' | 'untrue' | 'denied' | 'unproven' | 'rumour'
  readonly cue: TextRange
}

type Find = (sentence: string) => Doubt[]

const FALSE_EN =
  '(?:false|untrue|wrong|baseless|unfounded|groundless|fabricated|inaccurate|incorrect|without foundation|fake|not true|erroneous|mistaken|a lie|lies)'
const NO_FACT_EN =
  /\b(?:there (?:is|was|were|has been|had been) no (?:fact|truth)(?: (?:to|in) (?:\w+ ){0,3}(?:claims?|reports?|rumou?rs?))?|it (?:is|was) (?:not (?:true|the case)|untrue|false))\sthat\b/gi
const NOT_MEAN_EN = /\b(?:did|does|do) not mean(?:\sthat)?\s/gi
const MISREPORTED_EN =
  /\b(?:(?:erroneously|falsely|wrongly|mistakenly|incorrectly|inaccurately)\s(?:said|reported|claimed|stated|suggested|asserted|announced|quoted|wrote|believed)|false(?:ly)?\s(?:reports?|claims?|rumou?rs?|news|allegations?)(?:\s(?:said|saying|claiming))?)\b/gi
const CALLED_FALSE_EN = new RegExp(
  `\\b(?:reports?|claims?|rumou?rs?|allegations?|suggestions?|speculation|assertions?|stories)\\s(?:\\w+\\s){0,4}?that\\b([^.;]{4,200}?)\\b(?:was|were|is|are|as|proved|turned out to be)\\s(?:\\w+\\s)?${FALSE_EN}\\b`,
  'gi',
)
/** Rejected Tokyo's claim that a destroyer …: what is claimed is denied. */
const REJECTED_EN =
  /\b(?:rejected|rejects|dismissed|dismisses|denied|denies|disputed|rebutted|refuted)\s[^.;,]{0,30}?(?:claims?|allegations?|accusations?|assertions?|charges?|reports?|suggestions?)\sthat\b/gi
const UNPROVEN_EN =
  /\b(?:no\s(?:\w+\s)?(?:evidence|proof|indications?|signs?|confirmation)\s(?:\w+\s){0,3}?(?:that|of)|unconfirmed\s(?:reports?|rumou?rs?)\s(?:that|of)|(?:not|n['’]t|unable to|neither\b[^.;]{2,40}\bnor\b[^.;]{2,30}|no one|nobody)\s(?:be\s|yet\s)?(?:independently\s)?(?:confirm|verif)\w*\s(?:\w+\s){0,3}?that)\b/gi
const RUMOUR_EN = /\b(?:rumou?rs?|speculation)\s(?:\w+\s){0,2}?that\b/gi

const findEnglish: Find = sentence => {
  // "…, the ministry said" is told by another voice
  const told = /,["”]?\s(?:[\w.'’-]+\s){1,6}(?:said|says|added|told\s[^.]*)[.]?\s*$/.exec(sentence)
  const end = told === null ? sentence.length : told.index
  return [
    ...scopes(sentence, NO_FACT_EN, 'never', m => [m.index + m[0].length, end]),
    ...scopes(sentence, NOT_MEAN_EN, 'never', m => [m.index + m[0].length, end]),
    ...scopes(sentence, REJECTED_EN, 'denied', m => [m.index + m[0].length, end]),
    ...scopes(sentence, MISREPORTED_EN, 'untrue', m => [m.index + m[0].length, end]),
    ...scopes(sentence, CALLED_FALSE_EN, 'untrue', m => [m.index, m.index + m[0].length]),
    ...scopes(sentence, UNPROVEN_EN, 'unproven', m => [m.index + m[0].length, end]),
    ...scopes(sentence, RUMOUR_EN, 'rumour', m => [m.index + m[0].length, end]),
  ]
}

const NO_FACT_ZH = /(?:没有|不存在|并无|从未有过|从来没有)[^,.;:]{2,40}?的(?:事实|情况|行为|举动|事情|一事)/g
const NOT_MEAN_ZH = /(?:不|并不|并非|不等于)意味着/g
const CALLED_FALSE_ZH =
  /(?:说法|报道|消息|传言|传闻|谣言|言论|猜测|新闻|报导|指控)(?:,|"|”)?[^,.;:]{0,12}?(?:谣传|谣言|误报|误传|有误|不实|不属实|失实|虚假|假新闻|捏造|子虚乌有|无稽之谈|无中生有|毫无根据|没有根据|毫无事实根据|与事实不符|并非事实|不是事实|不符合事实|不准确|是错误的|系错误)/g
const MISREPORTED_ZH = /(?:误报|谣传|误传|讹传|错误地?报道|不实报道)(?:称|说|道|了)?/g
/** …,菅义伟对此予以否认: what stands before it is denied. */
const DENIED_ZH = /[,;](?=[^,;]*(?:对此|就此)[^,;]{0,8}否认)/g
const UNPROVEN_ZH =
  /(?:没有|尚无|并无|毫无|缺乏|未有|未发现|没发现|找不到)(?:任何|确凿|明确|直接|充分)?的?(?:证据|迹象|凭据)(?:可以|能够|能|可)?(?:表明|显示|证明|证实|说明)?/g
const UNCONFIRMED_ZH =
  /(?:说法|报道|消息|传言|传闻|报导)[^;.]{0,10}?(?:(?:未|没有|无法|尚未|不能)(?:获|得到|得|经|获得)?[^,.;]{0,12}?(?:证实|核实|确认))/g
const RUMOUR_ZH = /[^,.;:]{2,40}的(?:说法|消息|传闻|传言|谣言)/g

const findChinese: Find = sentence => [
  ...scopes(sentence, NO_FACT_ZH, 'never', m => [m.index, m.index + m[0].length]),
  ...scopes(sentence, NOT_MEAN_ZH, 'never', m => [m.index + m[0].length, sentence.length]),
  ...scopes(sentence, CALLED_FALSE_ZH, 'untrue', m => [0, m.index]),
  ...scopes(sentence, DENIED_ZH, 'denied', m => [0, m.index]),
  ...scopes(sentence, MISREPORTED_ZH, 'untrue', m => [m.index + m[0].length, sentence.length]),
  ...scopes(sentence, UNPROVEN_ZH, 'unproven', m => [m.index + m[0].length, sentence.length]),
  ...scopes(sentence, UNCONFIRMED_ZH, 'unproven', m => [0, m.index]),
  ...scopes(sentence, RUMOUR_ZH, 'rumour', m => [m.index, m.index + m[0].length]),
]

/** Just behind the verb: 謝罪した|事実はない, 言った|ことはない. */
const NO_FACT_JA =
  /(?:た|ていた|ている|る|との|という)(?:事実|経緯|形跡|こと)(?:は|も|が)(?:一切|全く|まったく)?(?:な(?:い|かっ|く)|存在しな|ありませ|確認されて(?:いな|おら))/g
const REPORT_JA =
  '(?:と(?:の|いう|する|いった|した)[^。]{0,16}?(?:報道|記事|説|主張|情報|噂|うわさ|指摘|話|見方|ニュース|投稿|発言|疑惑)|と(?:報じ|報道|伝え|主張し|投稿)[^。、]{0,8})'
const CALLED_FALSE_JA = new RegExp(
  `${REPORT_JA}[^。]{0,20}?(?:誤報|誤り|事実ではな|事実でな|事実無根|虚偽|デマ|事実に反|事実と異な|根拠がな|根拠のな|根拠はな|フェイク|うそ|嘘|誤って)`,
  'g',
)
const UNPROVEN_JA = new RegExp(
  `(?:(?:という|との|を示す|を裏付ける|した|する)(?:証拠|形跡|兆候|根拠|裏付け)(?:は|も|が)[^。、]{0,6}な(?:い|かっ|く)|${REPORT_JA}[^。]{0,24}?(?:確認して(?:いな|おら)|確認でき(?:ていな|な)|確認されて(?:いな|おら)|確認を避け))`,
  'g',
)
const RUMOUR_JA = /との(?:噂|うわさ|情報|臆測|憶測)/g
const findJapanese: Find = sentence => [
  ...scopes(sentence, CALLED_FALSE_JA, 'untrue', m => [0, m.index + 1]),
  ...scopes(sentence, NO_FACT_JA, 'never', m => [lastCut(sentence, m.index), m.index + 1]),
  ...scopes(sentence, UNPROVEN_JA, 'unproven', m => [0, m.index + 1]),
  ...scopes(sentence, RUMOUR_JA, 'rumour', m => [lastCut(sentence, m.index), m.index]),
]

const NO_FACT_KO = /[가-힣]\s(?:사실|적|바|일)(?:은|이|도)?\s?(?:결코\s|전혀\s|아예\s)?(?:없(?!지)|아니)/g
const REPORT_KO =
  '[다라자]는\\s[^.]{0,20}?(?:보도|기사|주장|소문|소식|설|의혹|지적|이야기|내용|관측|루머|발언)[가-힣]{0,3}'
const CALLED_FALSE_KO = new RegExp(
  `${REPORT_KO}[^.]{0,20}?(?:오보|사실이 아니|사실이 아닌|사실무근|사실과 다르|사실과 다른|허위|거짓|근거가 없|근거 없|가짜\\s?뉴스|와전|낭설|터무니없)`,
  'g',
)
const UNPROVEN_KO = new RegExp(
  `(?:(?:다는|라는|할|한|했다는)\\s(?:증거|정황|징후|근거|단서)[가-힣]{0,2}\\s[^.]{0,8}?(?:없|확인되지 않|찾지 못|포착되지 않)|${REPORT_KO}[^.]{0,24}?(?:확인되지 않|확인하지 않|확인된 바 없|확인할 수 없|확인해 줄 수 없))`,
  'g',
)
const RUMOUR_KO = /[다라]는\s(?:소문|설|풍문|루머)/g
const findKorean: Find = sentence => [
  ...scopes(sentence, CALLED_FALSE_KO, 'untrue', m => [0, m.index + 1]),
  ...scopes(sentence, NO_FACT_KO, 'never', m => [lastCut(sentence, m.index), m.index + 1]),
  ...scopes(sentence, UNPROVEN_KO, 'unproven', m => [0, m.index + 1]),
  ...scopes(sentence, RUMOUR_KO, 'rumour', m => [lastCut(sentence, m.index), m.index + 1]),
]

const FIND: Readonly<Record<Tongue, Find>> = {
  zh: findChinese,
  ja: findJapanese,
  ko: findKorean,
  en: findEnglish,
}

/** One of these stands in every doubt: most sentences need no closer look. */
const HINT: Readonly<Record<Tongue, RegExp>> = {
  zh: /否认|事实|情况|行为|举动|说法|报道|报导|消息|传言|传闻|谣|误报|误传|讹传|言论|新闻|猜测|指控|证据|迹象|凭据|意味着|事情/,
  ja: /事実|経緯|形跡|こと|報|記事|説|主張|情報|噂|うわさ|憶測|臆測|証拠|兆候|根拠|裏付け|指摘|疑惑|発言|投稿|話|見方/,
  ko: /사실|적|바|일|보도|기사|주장|소문|소식|설|의혹|지적|이야기|내용|관측|루머|발언|증거|정황|징후|근거|단서|풍문/,
  en: /reject|dismiss|denie|disput|rebut|refut|fact|truth|true|false|mean|report|said|claim|believed|wrote|quoted|announced|state|suggest|rumou?r|speculation|stories|allegation|assert|evidence|proof|indication|sign|confirm|verif/i,
}

/** All doubts a sentence (as a view) casts on what it tells. */
export function findDoubts(sentence: string, tongue: Tongue): Doubt[] {
  return HINT[tongue].test(sentence) ? FIND[tongue](sentence) : []
}

/** The doubt cast on what is told at a place, the gravest first. */
export function doubtOver(doubts: readonly Doubt[], place: TextRange): Doubt | null {
  return doubts.find(one => one.start <= place.start && place.end <= one.end) ?? null
}

/** The modality a doubt gives; null where it only turns yes into no. A named voice that corrects a report denies it. */
export function doubtedModality(doubt: Doubt | null, speech: Speech): Modality | null {
  if (doubt === null || doubt.kind === 'never') return null
  if (doubt.kind === 'unproven') return 'hypothetical'
  if (doubt.kind === 'rumour') return 'reported'
  if (doubt.kind === 'denied') return 'denied'
  return speech.voices.some(voice => voice.speaker !== null) ? 'denied' : null
}

function scopes(
  sentence: string,
  pattern: RegExp,
  kind: Doubt['kind'],
  scope: (found: RegExpExecArray) => readonly [number, number],
): Doubt[] {
  return [...sentence.matchAll(pattern)].map(found => {
    const [start, end] = scope(found)
    return { kind, start, end, cue: { start: found.index, end: found.index + found[0].length } }
  })
}

/** "Never" is said of the last verb alone: back to the comma, and no further than a clause is long. */
function lastCut(sentence: string, at: number): number {
  const near = Math.max(0, at - 24)
  return Math.max(near, sentence.lastIndexOf('、', at) + 1, sentence.lastIndexOf(',', at) + 1)
}
