// Datelines, the head of a report that says who sent it from where and when: 中新网12月5日电, （海峽快訊首爾二十五日電）,
// 【ワシントン共同】, (서울=연합뉴스), TOKYO, Dec. 5 (Kyodo) —. The place is no part of the name, and neither is the reporter.
import shapes from '../lexicon/data/outlet-shapes.json' with { type: 'json' }
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import type { Tongue } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import {
  alternation,
  hasOutletShape,
  isOwn,
  isPlace,
  type OutletName,
  placeAtEnd,
  placeAtStart,
  readOutlet,
} from './chain-names.ts'

/** Who sent the report, and where its head ends and its first sentence begins. */
export interface Dateline {
  readonly outlets: readonly OutletName[]
  /** The words of a head that shows that somebody sent it but not who: 东京消息, 12月13日电. */
  readonly unnamed: TextRange | null
  /** Offset in the article where the head ends. */
  readonly end: number
}

type Reader = (text: string, lead: TextRange, lexicon: Lexicon) => Dateline | null

/** Reads the dateline of a lead paragraph; without one, `end` is the start of the lead. */
export function readDateline(text: string, lead: TextRange, tongue: Tongue, lexicon: Lexicon): Dateline {
  return READERS[tongue](text, lead, lexicon) ?? { outlets: [], unnamed: null, end: lead.start }
}

const DAY =
  '(?:\\d{4}年)?\\s?(?:[\\d〇零一二三四五六七八九十廿]{1,3}月)?\\s?[\\d一二三四五六七八九十廿]{1,3}日'
const KIND = `(?:${alternation(shapes.dispatch.before)})?`
const VERB = `(?:${alternation(shapes.dispatch.zh)})`
/** Words that begin with 电 and are no dispatch: 4日电话会谈, 5日电贺. */
const NOT_DISPATCH = '(?![话视子贺告邀祝唁令脑信力影网台])'
/** A day and 电: nothing need follow. Without a day, or with a place between, a space or mark must. */
const ZH_HEAD = new RegExp(
  `^([\\s(\\[【〔《]*)([^,.;!?\\n:"]{0,40}?)\\s?(?:(${DAY})\\s?${KIND}(?:电|讯)${NOT_DISPATCH}|(?:(${DAY})\\s?([\\p{Script=Han}/·]{0,6}?))?${KIND}${VERB}(?:(?=[\\s)\\]】〕:(])|(?<=日消息)(?=,)))`,
  'u',
)
const ZH_NAME_END = new RegExp(`(?:${alternation([...shapes.reporters.zh, '综合', '／', '/'])})`, 'u')
const ZH_BYLINE =
  /^([\s([【〔]*)([^,.;:\s]{2,12}?)(?:驻\p{Script=Han}{1,6}?)?(?:特约|特派|首席)?记者[\s:/]?[^\S\n]?\p{Script=Han}{2,4}?(?:[)\]】〕]|[^\S\n]|(?=,))/u
const ZH_AFTER = /^[^\S\n]*(?:[(][^)\n]{1,24}[)])?[\s)\]】〕》:]*/u

const readChinese: Reader = (text, lead, lexicon) => {
  const key = fold(text.slice(lead.start, lead.end)).slice(0, 100)
  const found = ZH_HEAD.exec(key)
  if (found === null) return readChineseByline(text, lead, key, lexicon)
  const [all, open = '', prefix = '', day, looseDay, between = ''] = found
  const isLoose = day === undefined
  // Between a day and its verb stands a place or nothing; other words are the sentence itself (4日与安倍通电话).
  if (
    isLoose &&
    looseDay !== undefined &&
    between !== '' &&
    !isPlace(between, lexicon) &&
    !isCompiled(between)
  )
    return null
  if (/^(?:据|另据|援引|有|该|此|但|因)/u.test(prefix)) return null
  const end = lead.start + all.length + ZH_AFTER.exec(key.slice(all.length))![0].length
  const name = cutPlace(prefix.split(ZH_NAME_END)[0]!, lexicon)
  const at = lead.start + open.length
  if (name === '') {
    const isBare = prefix === '' || isPlace(prefix, lexicon)
    const unnamed =
      isBare && (day ?? looseDay ?? prefix) !== '' ? { start: at, end: lead.start + all.length } : null
    return unnamed !== null || open.trim() !== '' ? { outlets: [], unnamed, end } : null
  }
  if (isOwn(name)) return { outlets: [], unnamed: null, end }
  const outlet = readOutlet(text.slice(at, at + name.length), at, 'position', lexicon)
  // Chinese reporters have two or three characters, and nobody signs 张小明首尔5日电.
  const isHan = /^\p{Script=Han}{4}$/u.test(name) || (/^\p{Script=Han}{3}$/u.test(name) && day !== undefined)
  const named = outlet ?? (isHan ? readOutlet(text.slice(at, at + name.length), at, 'label', lexicon) : null)
  if (named === null)
    return open.trim() !== '' || day !== undefined ? { outlets: [], unnamed: null, end } : null
  return { outlets: [named], unnamed: null, end }
}

/** （央视记者 李华）, 环球时报驻日本特约记者 张伟: an outlet before its reporter. */
function readChineseByline(text: string, lead: TextRange, key: string, lexicon: Lexicon): Dateline | null {
  const found = ZH_BYLINE.exec(key)
  const name = found?.[2]
  if (found === null || name === undefined) return null
  const at = lead.start + found[1]!.length
  const outlet = readOutlet(text.slice(at, at + name.length), at, 'shape', lexicon)
  return outlet === null ? null : { outlets: [outlet], unnamed: null, end: lead.start + found[0].length }
}

function isCompiled(between: string): boolean {
  return /^(?:综合|专|外)/u.test(between)
}

/** 中新网福州 → 中新网: a known place at the end, or what follows an outlet's ending. */
function cutPlace(head: string, lexicon: Lexicon): string {
  let name = head.trimEnd()
  for (let guard = 0; guard < 3; guard++) {
    const at = placeAtEnd(name, lexicon)
    if (at === name.length) break
    // 日本新闻网 ends with no place; 韩国 alone is one.
    name = name.slice(0, at).replace(/[\s/·]+$/u, '')
  }
  if (name === '' || hasOutletShape(name) || isOwn(name)) return name
  for (let cut = name.length - 1; cut >= 2 && name.length - cut <= 5; cut--) {
    if (hasOutletShape(name.slice(0, cut)) && /^\p{Script=Han}{2,5}$/u.test(name.slice(cut)))
      return name.slice(0, cut)
  }
  return name
}

const JA_HEAD = /^[\s　]*[【[(〔]([^】\])〕\n]{2,40})[】\])〕]\s*(?:[-:]\s?)?/u
const JA_DAY =
  /\s?(?:(?:\d{4}|令和\S{1,3}|平成\S{1,3})年)?\s?(?:\d{1,2}月)?\s?\d{1,2}日(?:\s?\d{1,2}[:時]\d{0,2}分?)?\s?(?:発|付)?/u

const readJapanese: Reader = (text, lead, lexicon) => {
  const raw = text.slice(lead.start, Math.min(lead.end, lead.start + 80))
  const key = fold(raw)
  const found = JA_HEAD.exec(key)
  const inside = found?.[1]
  if (found === null || inside === undefined) return null
  const end = lead.start + found[0].length
  const from = lead.start + found[0].indexOf(inside)
  const outlets: OutletName[] = []
  for (const part of partsOf(inside, /[=·/]/u)) {
    const day = JA_DAY.exec(part.text)
    const pieces = day === null || day[0].trim() === '' ? [part] : aroundDay(part, day.index, day[0].length)
    for (const piece of pieces) {
      const outlet = readJapanesePiece(text, from + piece.at, piece.text, lexicon)
      if (outlet !== null) outlets.push(outlet)
    }
  }
  return { outlets, unnamed: null, end }
}

/** ワシントン共同, ソウル北村遼, 灯台通信: what is left once the place is off, if an outlet can be called so. */
function readJapanesePiece(text: string, at: number, key: string, lexicon: Lexicon): OutletName | null {
  const whole = readOutlet(text.slice(at, at + key.length), at, 'shape', lexicon)
  const place = placeAtStart(key, lexicon)
  if (place === 0 || place === key.length) {
    if (whole !== null) return whole
    // 【北京＝共同】: a short form that the lexicon can complete; other short names there are reporters'.
    const short = place === 0 ? readOutlet(text.slice(at, at + key.length), at, 'position', lexicon) : null
    if (short?.id != null) return short
    // A place that the lexicon lacks ends where the script changes: ブカレスト北斗.
    const change = /^[\p{Script=Katakana}ー]{2,}(?=\p{Script=Han})/u.exec(key)?.[0].length ?? 0
    if (place !== 0 || change === 0) return null
    return readOutlet(text.slice(at + change, at + key.length), at + change, 'position', lexicon)
  }
  if (whole !== null && (whole.id !== null || place > key.length - 2)) return whole
  const rest = readOutlet(text.slice(at + place, at + key.length), at + place, 'position', lexicon)
  // 東京新聞 is no outlet called 新聞 in Tokyo.
  return rest ?? whole
}

interface Part {
  readonly text: string
  readonly at: number
}

function partsOf(text: string, separator: RegExp): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const piece of text.split(separator)) {
    const lead = piece.length - piece.trimStart().length
    if (piece.trim() !== '') parts.push({ text: piece.trim(), at: at + lead })
    at += piece.length + 1
  }
  return parts
}

function aroundDay(part: Part, index: number, length: number): Part[] {
  const after = part.text.slice(index + length)
  const pieces = [
    { text: part.text.slice(0, index).trimEnd(), at: part.at },
    { text: after.trim(), at: part.at + index + length + (after.length - after.trimStart().length) },
  ]
  return pieces.filter(piece => piece.text !== '')
}

const KO_HEAD =
  /^\s*[([【<]([^)\]】>\n]{2,40})[)\]】>]\s*(?:[^=\n.]{0,30}(?:기자|특파원|공동취재단|통신원)\s*=\s*|=\s*)?/u
const KO_BYLINE = /^\s*(?:\/\s*)?([^=\n.,]{2,24}?)\s*=\s*([^=\n.,]{2,24}?(?:기자|특파원))(?:\s|=|$)/u
/** 달빛일보 이서준 특파원 =: signed without brackets. */
const KO_SIGNED = /^\s*[^=\n.,]{2,30}?\s[가-힣]{2,4}\s?(?:기자|특파원)\s*=\s/u
const KO_REPORTER = new RegExp(`(?:^|\\s)[가-힣]{2,4}\\s?(?:${alternation(shapes.reporters.ko)})$`, 'u')

const readKorean: Reader = (text, lead, lexicon) => {
  const raw = text.slice(lead.start, Math.min(lead.end, lead.start + 100))
  const key = fold(raw)
  const found = KO_HEAD.exec(key)
  const inside = found?.[1]
  if (found !== null && inside !== undefined) {
    const from = lead.start + found[0].indexOf(inside)
    return {
      outlets: koreanOutlets(text, from, inside, lexicon),
      unnamed: null,
      end: lead.start + found[0].length,
    }
  }
  const line = KO_BYLINE.exec(key) ?? KO_SIGNED.exec(key)
  if (line === null) return null
  const outlets = koreanOutlets(text, lead.start, line[0], lexicon)
  return { outlets, unnamed: null, end: lead.start + line[0].length }
}

/** 서울=한빛통신, 너른들뉴스 = 강다온 기자, 한빛통신 윤서래 기자, 파이낸셜뉴스 도쿄=홍길동 특파원. */
function koreanOutlets(text: string, from: number, inside: string, lexicon: Lexicon): OutletName[] {
  const outlets: OutletName[] = []
  const parts = partsOf(inside, /[=|/·]/u)
  const hasReporter = parts.some(part => KO_REPORTER.test(part.text))
  const hasPlace = parts.some(part => isPlace(part.text, lexicon))
  for (const part of parts) {
    if (isPlace(part.text, lexicon)) continue
    const own = part.text.replace(KO_REPORTER, '').trimEnd()
    const name = own.slice(0, placeAtEnd(own, lexicon)).trimEnd() || own
    if (name === '' || isPlace(name, lexicon)) continue
    const trust = hasPlace || (hasReporter && own === part.text) ? 'position' : 'shape'
    const at = from + part.at
    const outlet = readOutlet(text.slice(at, at + name.length), at, trust, lexicon)
    if (outlet !== null) outlets.push(outlet)
  }
  return outlets
}

/** SEOUL, Nov. 25 (Meridian Wire) —: capitals, then a name in brackets and a dash. */
const EN_HEAD =
  /^\s*(?:(\p{Lu}[\p{L}.,'’/\s\d-]{1,60}?)\s*)?\((\p{L}[\p{L}\d.&'’ /-]{1,40})\)\s*(?:[-–—]{1,2}|:)\s*/u
const EN_DASHED =
  /^\s*(\p{Lu}[\p{L}.'’ ]{1,30}?)(?:,\s[^–—\n]{1,30}?)?\s?[,-–—]{1,2}\s?(\p{Lu}[\p{L}' ]{2,30}?)\s[-–—]{1,2}\s/u
const EN_PLAIN = /^\s*(\p{Lu}[\p{Lu}.'’-]+(?:[ ,/]+[\p{L}\d.'’-]+){0,7}?)\s?(?:[–—]|--| - )\s?/u

const readEnglish: Reader = (text, lead, lexicon) => {
  const raw = text.slice(lead.start, Math.min(lead.end, lead.start + 130))
  const found = EN_HEAD.exec(raw)
  const inside = found?.[2]
  if (found !== null && inside !== undefined) {
    const from = lead.start + found[0].lastIndexOf(`(${inside})`) + 1
    const outlets = partsOf(inside, /\//u).flatMap(part => {
      const at = from + part.at
      const outlet = readOutlet(part.text, at, 'position', lexicon)
      // Agencies that write themselves small (dpa) must be known.
      return outlet !== null && (outlet.id !== null || /^\p{Lu}/u.test(part.text)) ? [outlet] : []
    })
    return { outlets, unnamed: null, end: lead.start + found[0].length }
  }
  const dashed = EN_DASHED.exec(raw)
  if (dashed?.[2] !== undefined && dashed[1] !== undefined) {
    const at = lead.start + dashed[0].lastIndexOf(dashed[2])
    const outlet = readOutlet(dashed[2], at, 'shape', lexicon)
    if (outlet !== null) return { outlets: [outlet], unnamed: null, end: lead.start + dashed[0].length }
  }
  const plain = EN_PLAIN.exec(raw)
  return plain === null ? null : { outlets: [], unnamed: null, end: lead.start + plain[0].length }
}

const READERS: Readonly<Record<Tongue, Reader>> = {
  zh: readChinese,
  ja: readJapanese,
  ko: readKorean,
  en: readEnglish,
}
