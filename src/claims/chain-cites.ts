// The outlet that a report's first sentence gives as its origin: 据共同社报道, 北斗通信によると, 연합뉴스가 보도했다,
// according to Kyodo News. Only there, and only where it covers the sentence: later citations cover their own words alone.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import type { Tongue } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { type OutletName, readOutlet } from './chain-names.ts'

type Reader = (text: string, sentence: TextRange, lexicon: Lexicon) => OutletName[][]

/**
 * Outlets that a lead sentence cites as its origin, innermost first, those that tell it together in one list:
 * 据甲援引乙和丙报道 gives [乙, 丙], [甲].
 */
export function readCites(
  text: string,
  sentence: TextRange,
  tongue: Tongue,
  lexicon: Lexicon,
): OutletName[][] {
  return READERS[tongue](text, sentence, lexicon)
}

/** Words between the sentence's start and its citation that do not make it a remark aside. */
const DAY = '(?:(?:\\d{4}年)?(?:\\d{1,2}月)?\\d{1,2}日|近日|昨日|今日|昨天|今天|日前|当地时间\\d{1,2}日)?'
const SITE = '(?:\\([^)]{1,30}\\))?(?:网站|官网|电子版|网络版|英文版|中文网)?'
const TOLD = '(?:报道|报导|消息|披露|透露|称|电|独家|刊文|的?文章)'
const ZH_START = new RegExp(
  `^[\\s)\\]】:,]*(?:另|又|再)?(?:据|根据|援引|引述|综合|转引)(《[^》]{1,20}》|[^,.;:!?\\s]{2,36}?)${SITE}${DAY}(?:发自[^,.]{2,8})?(?:的)?${TOLD}`,
  'u',
)
const ZH_SUBJECT = new RegExp(
  `^[\\s)\\]】]*([^,.;:!?\\s《》"]{0,6}《[^》]{1,20}》|[^,.;:!?\\s]{2,16}?)${SITE}${DAY}(?:援引[^,.]{2,30}?)?(?:报道|报导|刊文|刊登|刊发|消息)(?:了|称|说|指出?|,|:)`,
  'u',
)
/** 韩联社7日援引政府消息人士的话说 */
const ZH_QUOTING = new RegExp(
  `^[\\s)\\]】]*([^,.;:!?\\s《》"]{2,16}?)${SITE}${DAY}(?:援引|引述|引用)[^,.]{2,30}?(?:的话)?(?:说|称|表示|报道|报导)`,
  'u',
)
const ZH_END = new RegExp(
  `,(?:据|根据)(《[^》]{1,20}》|[^,.;:!?\\s]{2,24}?)${SITE}${DAY}(?:的)?${TOLD}[.]?$`,
  'u',
)
const ZH_END_SUBJECT = new RegExp(
  `,(《[^》]{1,20}》|[^,.;:!?\\s据]{2,16}?)${SITE}${DAY}(?:报道|报导)(?:说|称)?[.]?$`,
  'u',
)
const ZH_COUNTRY =
  /^(?:日本|韩国|南韩|美国|中国|台湾|香港|英国|俄罗斯|法国|朝鲜|北韩|德国|新加坡)?(?:媒体|大报|通讯社|电视台|报纸|网站)?(?=《|.{2})/u

const readChinese: Reader = (text, sentence, lexicon) => {
  const key = fold(text.slice(sentence.start, sentence.end)).trimEnd()
  for (const pattern of [ZH_START, ZH_SUBJECT, ZH_QUOTING, ZH_END, ZH_END_SUBJECT]) {
    const found = pattern.exec(key)
    const names = found?.[1]
    if (found === null || names === undefined) continue
    const from = sentence.start + found.index + found[0].indexOf(names)
    // 甲援引乙: 乙 said it first.
    const outlets = splitAt(names, /援引|引述|转引/gu)
      .reverse()
      .map(step => readTogether(text, from + step.at, step.text, lexicon))
      .filter(step => step.length > 0)
    if (outlets.length > 0) return outlets
  }
  return []
}

/** 共同社和时事社12月3日: the names of one step, without the day at its end. */
function readTogether(text: string, from: number, key: string, lexicon: Lexicon): OutletName[] {
  return splitAt(key, /,|(?<=[社报网闻讯信》])(?:和|与|及)/gu).flatMap(
    one => readCited(text, from + one.at, one.text.replace(/(?:\d{1,2}月)?\d{1,2}日$/u, ''), lexicon) ?? [],
  )
}

/** 日本《潮见新闻》: the name in its marks; 韩国北斗通信: without the country, unless the lexicon knows the whole. */
function readCited(text: string, at: number, key: string, lexicon: Lexicon): OutletName | null {
  const marks = /《([^》]+)》/u.exec(key)
  if (marks !== null) {
    const inside = at + marks.index + 1
    const whole = readOutlet(text.slice(at, at + key.length), at, 'shape', lexicon)
    if (whole !== null && whole.id !== null) return whole
    return readOutlet(text.slice(inside, inside + marks[1]!.length), inside, 'label', lexicon)
  }
  const whole = readOutlet(text.slice(at, at + key.length), at, 'shape', lexicon)
  if (whole !== null && whole.id !== null) return whole
  const country = ZH_COUNTRY.exec(key)![0].length
  if (country === 0 || country > key.length - 2) return whole
  return readOutlet(text.slice(at + country, at + key.length), at + country, 'shape', lexicon) ?? whole
}

const JA_NAME = '([\\p{Script=Han}\\p{Script=Katakana}\\p{Script=Hiragana}a-z\\d·ー《》" ]{2,28}?)'
const JA_WHEN =
  '(?:[,]?(?:\\d{1,2}月)?\\d{1,2}日(?:付|夜|朝|夕|午前|午後)?(?:の(?:紙面|朝刊|夕刊|電子版))?(?:で|に|までに)?[,]?|同日[,]?)?'
// Written folded, as the text is: 報 and 伝 as their simplified forms.
const JA_TOLD = `(?:${['報じた', '報じている', '報じ', '伝えた', '伝えている', '報道した', '報道している', '配信した', '明らかにした'].map(fold).join('|')})`
const JA_ACCORDING = new RegExp(
  `^[\\s]*${JA_NAME}(?:\\([^)]{1,20}\\))?(?:の${fold('報道')}|の${fold('配信')}|の${fold('記事')})?(?:など[^,.]{0,10}?)?に[よ](?:ると|れば|りますと)`,
  'u',
)
const JA_SUBJECT = new RegExp(
  `^[\\s]*${JA_NAME}(?:\\([^)]{1,20}\\))?(?:など)?[はが]${JA_WHEN}[^.]{0,260}?${JA_TOLD}[.]?$`,
  'u',
)
const JA_END = new RegExp(
  `(?:と|,)[,]?${JA_NAME}(?:\\([^)]{1,20}\\))?(?:など)?[がは]${JA_WHEN}[^.,]{0,16}?${JA_TOLD}[.]?$`,
  'u',
)
/** 韓国の, 米紙, 韓国紙・, 米CNNテレビ: what the press is called before its name. */
const JA_BEFORE = new RegExp(
  `^(?:[\\p{Script=Han}\\p{Script=Katakana}ー]{1,6}の)?(?:${fold('地元')}|${fold('有力')}|${fold('国営')}|${fold('公共')})?(?:[\\p{Script=Han}]{0,3}(?:${fold('紙')}|${fold('誌')}|メディア|${fold('通信社')}|テレビ局|${fold('放送局')})·?)?`,
  'u',
)

const readJapanese: Reader = (text, sentence, lexicon) => {
  const key = fold(text.slice(sentence.start, sentence.end)).trimEnd()
  for (const pattern of [JA_ACCORDING, JA_END, JA_SUBJECT]) {
    const found = pattern.exec(key)
    const name = found?.[1]
    if (found === null || name === undefined) continue
    const from = sentence.start + found.index + found[0].indexOf(name)
    const outlet = readFromRight(text, from, name, JA_BEFORE, lexicon)
    if (outlet !== null) return [[outlet]]
  }
  return []
}

/** The name after what leads to it: first the whole, then without the words before, then what follows a の. */
function readFromRight(
  text: string,
  from: number,
  key: string,
  before: RegExp,
  lexicon: Lexicon,
): OutletName | null {
  const cuts = new Set([
    0,
    before.exec(key)?.[0].length ?? 0,
    /^(?:日本|韓国|韩国|米国|米|中国|日|韩|中|英|仏|露|北朝鮮|北朝鲜)(?:の)?/u.exec(key)?.[0].length ?? 0,
    key.lastIndexOf('の') + 1,
  ])
  let best: OutletName | null = null
  for (const cut of [...cuts].filter(one => one < key.length - 1)) {
    const outlet = readOutlet(text.slice(from + cut, from + key.length), from + cut, 'shape', lexicon)
    if (outlet === null) continue
    if (outlet.id !== null) return outlet
    // The lead words are no part of the name, so the shortest reading that is still a name stands.
    if (best === null || (cut > 0 && cut === before.exec(key)?.[0].length)) best = outlet
  }
  return best
}

const KO_NAME = '([가-힣a-z\\d·"\'<>《》 ]{2,30}?)'
const KO_NOTE = '(?:\\([^)]{1,24}\\))?'
const KO_TOLD = '(?:보도했다|전했다|보도하였다|보도했습니다|전했습니다|보도)'
const KO_WHEN = '(?:\\s?\\d{1,2}일)?(?:\\s?\\([^)]{1,12}\\))?'
const KO_ACCORDING = new RegExp(
  `^\\s*${KO_WHEN}\\s?${KO_NAME}${KO_NOTE}(?:의)?(?:\\s?보도)?에\\s?따르면`,
  'u',
)
const KO_END = new RegExp(
  `(?:고|며|라고|다고|,)\\s${KO_NAME}${KO_NOTE}(?:은|는|이|가)(?=[\\s(])${KO_WHEN}[^.]{0,24}?${KO_TOLD}[.]?$`,
  'u',
)
const KO_SUBJECT = new RegExp(
  `^\\s*${KO_NAME}${KO_NOTE}(?:은|는|이|가)${KO_WHEN}\\s[^.]{0,260}?${KO_TOLD}[.]?$`,
  'u',
)
const KO_QUOTED = new RegExp(`${KO_NAME}${KO_NOTE}(?:을|를)\\s인용`, 'u')
/** 온누리일보가 한빛통신을 인용해 보도: who relays stands first. */
const KO_RELAYED = new RegExp(
  `^\\s*${KO_NAME}${KO_NOTE}(?:은|는|이|가)(?=[\\s(])${KO_WHEN}[^.]{0,24}?(?:을|를)\\s인용`,
  'u',
)
/** 미국 매체 메리디언와이어: a word for the press makes the next word a name. */
const KO_MARKED = /(?:매체|언론|일간지|일간|주간지|통신사|방송사|신문사|잡지|전문지)(?:인)?\s/u

const readKorean: Reader = (text, sentence, lexicon) => {
  const key = fold(text.slice(sentence.start, sentence.end)).trimEnd()
  const outlets: OutletName[] = []
  for (const pattern of [KO_QUOTED, KO_RELAYED, KO_ACCORDING, KO_END, KO_SUBJECT]) {
    const found = pattern.exec(key)
    const name = found?.[1]
    if (found === null || name === undefined) continue
    const outlet = readKoreanName(text, sentence.start + found.index + found[0].indexOf(name), name, lexicon)
    if (outlet !== null && !outlets.some(one => one.start === outlet.start)) outlets.push(outlet)
  }
  return outlets.map(outlet => [outlet])
}

/** The name is the last one to three words: 일본 교도통신, 월스트리트 저널. */
function readKoreanName(text: string, from: number, key: string, lexicon: Lexicon): OutletName | null {
  const starts = [0, ...[...key.matchAll(/\s+/gu)].map(space => space.index + space[0].length)]
    .slice(-3)
    .reverse()
  let best: OutletName | null = null
  for (const start of starts) {
    const trust = KO_MARKED.test(key.slice(Math.max(0, start - 6), start)) ? 'label' : 'shape'
    const outlet = readOutlet(text.slice(from + start, from + key.length), from + start, trust, lexicon)
    if (outlet !== null && (best === null || outlet.id !== null)) best = outlet
  }
  return best
}

const EN_NAME = "((?:The )?\\p{Lu}[\\p{L}\\d'’&.-]*(?: (?:of|the|and|&|\\p{Lu}[\\p{L}\\d'’&-]*)){0,5})"
const EN_LINE = ',? ?(?:on |late |early )?(?:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)?'
const EN_ACCORDING = new RegExp(
  `(?:[Aa]ccording to|[Rr]eported by|[Cc]iting|[Qq]uoting|[Cc]ited by|[Qq]uoted by|told)\\s(?:a report (?:by|from|in) )?(?:the |Japan's |South Korea's |China's )?${EN_NAME}`,
  'u',
)
const EN_REPORTED = new RegExp(
  `(?:^|[,;] |\\bthat )(?:the |Japan's |South Korea's |China's )?${EN_NAME}(?: news agency| newspaper)?${EN_LINE} (?:has )?(?:reported|reports|said in a report)`,
  'u',
)
const EN_WORDS = /^(?:The |Japanese |South Korean |Chinese |American |U\.S\. |British )+/u

const readEnglish: Reader = (text, sentence, lexicon) => {
  const raw = text.slice(sentence.start, sentence.end)
  const outlets: OutletName[] = []
  for (const pattern of [EN_ACCORDING, EN_REPORTED]) {
    const found = pattern.exec(raw)
    const name = found?.[1]
    if (found === null || name === undefined) continue
    const from = found.index + found[0].lastIndexOf(name)
    const isEdge =
      found.index === 0 || raw.length - (found.index + found[0].length) < 60 || pattern === EN_REPORTED
    const outlet = isEdge ? readEnglishName(name, sentence.start + from, lexicon) : null
    if (outlet !== null && !outlets.some(one => one.start === outlet.start)) outlets.push(outlet)
  }
  return outlets.map(outlet => [outlet])
}

function readEnglishName(name: string, at: number, lexicon: Lexicon): OutletName | null {
  const whole = readOutlet(name, at, 'shape', lexicon)
  if (whole?.id != null) return whole
  const nation = EN_WORDS.exec(name)?.[0] ?? ''
  if (nation === 'The ' || nation === '') return whole
  return readOutlet(name.slice(nation.length), at + nation.length, 'shape', lexicon) ?? whole
}

function splitAt(text: string, separator: RegExp): { text: string; at: number }[] {
  const parts: { text: string; at: number }[] = []
  let at = 0
  for (const found of text.matchAll(separator)) {
    parts.push({ text: text.slice(at, found.index), at })
    at = found.index + found[0].length
  }
  parts.push({ text: text.slice(at), at })
  return parts.filter(part => part.text !== '')
}

const READERS: Readonly<Record<Tongue, Reader>> = {
  zh: readChinese,
  ja: readJapanese,
  ko: readKorean,
  en: readEnglish,
}
