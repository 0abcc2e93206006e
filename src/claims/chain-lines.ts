// Lines about a report that are no part of it: its stamp (渡口时报 2023-08-21 17:22), its credit (来源：北斗通信), the
// page's copyright line. Names in them are the page's own, or those that the page says it took the text from.
import shapes from '../lexicon/data/outlet-shapes.json' with { type: 'json' }
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Block, TextRange } from '../model/article.ts'
import { fold } from '../text/fold.ts'
import { alternation, isPlace, type OutletName, readOutlet, type Trust } from './chain-names.ts'

/** What the lines say: where the text was taken from, who shows it, who holds the rights to the page. */
export interface LineNames {
  readonly origins: readonly OutletName[]
  readonly own: readonly OutletName[]
  readonly rights: readonly OutletName[]
}

/** Longer lines are notices in sentences: names in them are of no one sort. */
const LONGEST_STAMP = 100
const LONGEST_CREDIT = 240

/**
 * The lines that stand about one report of a page: all of them where it is the only one; else those at the head of
 * the page, the report's own headings, and what stands right before its lead or after its end.
 */
export function linesAbout(
  blocks: readonly Block[],
  paragraphs: readonly number[],
  isAlone: boolean,
): Block[] {
  const [first, last] = [paragraphs[0], paragraphs.at(-1)]
  if (first === undefined || last === undefined) return []
  const ordinal = blocks[first]!.report
  const body = blocks.findIndex(block => block.kind === 'paragraph')
  const isNear = (at: number): boolean => {
    for (let near = at + 1; near <= first; near++)
      if (near === first) return true
      else if (isText(blocks[near]!)) return false
    for (let near = at - 1; near >= last; near--)
      if (near === last) return true
      else if (isText(blocks[near]!)) return false
    return false
  }
  return blocks.filter((block, at) => {
    if (block.kind === 'paragraph' || block.kind === 'caption' || block.kind === 'placeholder') return false
    if (isAlone || block.report === ordinal) return true
    return block.report === null && (at < body || isNear(at))
  })
}

function isText(block: Block): boolean {
  return block.kind === 'paragraph' || block.kind === 'title' || block.kind === 'heading'
}

const NAME = '([^,.;:|()<>\\[\\]】【\\s][^,.;:|()<>\\[\\]】【\\n]{1,39}?)'
const STOP =
  '(?=\\s{2,}|\\s(?:\\d|编辑|责|作者|记者|字号|发布|时间|聞き手|入力|입력|기자)|[,.;:|()<>\\[\\]】【\\n]|$)'
const CREDIT = new RegExp(
  `(?:^|[\\s(\\[【|,.:·])(?:本文|文章|内容|稿件|this (?:article|report|story) (?:is|was)\\s?)?(?:系)?(?:${alternation(Object.values(shapes.credits).flat())})\\s?[:：=]?\\s?(?:the )?《?${NAME}》?${STOP}`,
  'gu',
)
/** みさき時報は北斗通信の配信を受けて掲載: first who shows it, then whose it is. */
const SUPPLIED = new RegExp(
  `(?:([^\\s(【.,は]{2,20})は)?[,]?([^\\s(【.,は]{2,20}?)(?:の|から)(?:${['配信', '提供', '記事', '報道'].map(fold).join('|')})(?:を|による|に基|で|$)`,
  'u',
)
const GIVEN = new RegExp(
  `^[\\s(\\[【]*${NAME}\\s?(?:${['提供', '配信', '제공', '供稿', '供图'].map(fold).join('|')})[\\s)\\]】]*$`,
  'u',
)
const RIGHTS = new RegExp(
  `(?:저작권자|版权所有|copyright|©|ⓒ|\\(c\\))\\s?[:：<]?\\s?(?:\\(c\\)|©|ⓒ)?\\s?(?:\\d{4}(?:-\\d{4})?)?\\s?(?:by |the )?${NAME}(?=[,.;:|()<>]|\\s(?:未经|all|무단|mudan|inc)|$)`,
  'u',
)
const DATE =
  /\d{4}\s?[-/.年년]\s?\d{1,2}|\d{1,2}\s?[月월]\s?\d{1,2}|(?:令和|平成)\s?(?:\d{1,2}|元)\s?年|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? (?:\d{1,2}, )?\d{4}|\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{4}|\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}|\d{1,2}[日일]\s?\d{1,2}\s?[:時시]/u
const SEPARATORS = /\s*[|·,;:>/]\s*|\s+-\s+|\.\s+|\s{2,}|[()<>[\]【】]|\n|[.](?=\p{Script=Han})/gu
const SPACE = /\s+/gu
const REPORTERS = alternation([...shapes.reporters.zh, ...shapes.reporters.ja, ...shapes.reporters.ko])
const REPORTER = new RegExp(`(?:${REPORTERS})`, 'u')
/** 环球时报驻日本特约记者: what stands behind the outlet in a byline. */
const REPORTER_END = new RegExp(`(?:驻\\p{Script=Han}{1,6})?(?:${REPORTERS})$`, 'u')
const CJK = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}\p{Script=Hiragana}]/u
const MARKS = new RegExp(`(?:${alternation(shapes.marks.filter(mark => CJK.test(mark)))})`, 'u')

/** Reads the lines about a report; offsets of the names are into the article. */
export function readLines(text: string, lines: readonly Block[], lexicon: Lexicon): LineNames {
  const names = { origins: [] as OutletName[], own: [] as OutletName[], rights: [] as OutletName[] }
  for (const block of lines) {
    for (const line of splitLines(text, block)) {
      const key = fold(text.slice(line.start, line.end))
      if (block.kind === 'boilerplate') readCredits(text, line, key, names, lexicon)
      if (line.end - line.start <= LONGEST_STAMP) {
        const stamp = readStamp(text, line, key, block.kind === 'boilerplate', lexicon)
        if (stamp !== null && !names.origins.some(one => one.start === stamp.start)) names.own.push(stamp)
      }
    }
  }
  return names
}

/** Reads the credits that a report gives in its own closing words: This report is based on a dispatch by Meridian Wire. */
export function readClosingCredits(text: string, sentence: TextRange, lexicon: Lexicon): OutletName[] {
  const names = { origins: [] as OutletName[], own: [] as OutletName[], rights: [] as OutletName[] }
  const key = fold(text.slice(sentence.start, sentence.end))
  const english =
    /based on (?:a |an )?(?:dispatch|report|article|story) (?:by|from|in) (?:the )?(\p{L}[\p{L}\d'& -]{1,40}?)(?= from | in |[,.;]|$)/u.exec(
      key,
    )
  const name = english?.[1]
  if (english !== null && name !== undefined) {
    const at = sentence.start + english.index + english[0].lastIndexOf(name)
    const outlet = readOutlet(text.slice(at, at + name.length), at, 'shape', lexicon)
    return outlet === null ? [] : [outlet]
  }
  readSupplied(text, sentence, key, names, lexicon)
  return names.origins
}

function* splitLines(text: string, block: TextRange): Generator<TextRange> {
  let start = block.start
  for (const line of text.slice(block.start, block.end).split('\n')) {
    if (line.trim() !== '') yield { start, end: start + line.length }
    start += line.length + 1
  }
}

type Collected = { origins: OutletName[]; own: OutletName[]; rights: OutletName[] }

function readCredits(text: string, line: TextRange, key: string, names: Collected, lexicon: Lexicon): void {
  if (key.length > LONGEST_CREDIT) return
  const add = (list: OutletName[], found: RegExpExecArray, name: string | undefined, trust: Trust): void => {
    if (name === undefined) return
    const at = line.start + found.index + found[0].lastIndexOf(name)
    const outlet = readOutlet(text.slice(at, at + name.length), at, trust, lexicon)
    if (outlet !== null && !isPlace(fold(outlet.name), lexicon)) list.push(outlet)
  }
  for (const found of key.matchAll(CREDIT)) {
    const isLabelled = /[:：=]\s?(?:the )?《?$/u.test(found[0].slice(0, found[0].lastIndexOf(found[1]!)))
    add(names.origins, found, found[1], isLabelled && key.length <= LONGEST_STAMP ? 'label' : 'shape')
  }
  readSupplied(text, line, key, names, lexicon)
  const given = GIVEN.exec(key)
  if (given !== null) add(names.origins, given, given[1], 'shape')
  const rights = RIGHTS.exec(key)
  if (rights !== null) add(names.rights, rights, rights[1], 'shape')
}

function readSupplied(text: string, line: TextRange, key: string, names: Collected, lexicon: Lexicon): void {
  const found = SUPPLIED.exec(key)
  if (found === null) return
  const place = (name: string | undefined, from: number): OutletName | null => {
    if (name === undefined) return null
    const at = line.start + found.index + found[0].indexOf(name, from)
    return readOutlet(text.slice(at, at + name.length), at, 'shape', lexicon)
  }
  const own = place(found[1], 0)
  const origin = place(found[2], found[1]?.length ?? 0)
  if (origin === null) return
  names.origins.push(origin)
  if (own !== null) names.own.push(own)
}

/** The name in a stamp line: its first part that is one. A line that says nothing else must be the name alone. */
function readStamp(
  text: string,
  line: TextRange,
  key: string,
  isBoilerplate: boolean,
  lexicon: Lexicon,
): OutletName | null {
  const isDated = DATE.test(key)
  const isByline = REPORTER.test(key)
  if (!isBoilerplate && !isDated && !isByline) return null
  let parts = cut(key, SEPARATORS)
  if (CJK.test(key))
    parts = parts.flatMap(part =>
      cut(part.text, SPACE).map(one => ({ text: one.text, at: part.at + one.at })),
    )
  if (parts.length > 3 && !isDated && !MARKS.test(key)) return null
  const read = (part: { text: string; at: number }, trust: Trust): OutletName | null => {
    const at = line.start + part.at
    const length = part.text.replace(REPORTER_END, '').length
    const outlet = readOutlet(text.slice(at, at + length), at, trust, lexicon)
    return outlet !== null && (outlet.id !== null || !isPlace(fold(outlet.name), lexicon)) ? outlet : null
  }
  // A line that says no more than a name says it first; one that is dated or signed may begin with the date.
  const isSigned = isBoilerplate && (isDated || isByline || MARKS.test(key) || /^by /u.test(key))
  for (const part of isSigned ? parts : parts.slice(0, 1)) {
    if (part.text.length > 40 || FURNITURE.test(part.text)) continue
    const outlet = read(part, 'shape')
    if (outlet !== null) return outlet
  }
  // By place alone: a name longer than a surname or a section, and right behind it the date.
  const [first, second] = parts
  if (!isDated || first === undefined || second === undefined || !STARTS_DATE.test(second.text)) return null
  if (STARTS_DATE.test(first.text) || FURNITURE.test(first.text)) return null
  const outlet = read(first, 'label')
  if (outlet === null) return null
  const isLong = CJK.test(outlet.name)
    ? outlet.name.length >= 4
    : /^(?:The )?\p{Lu}\S* \p{Lu}/u.test(outlet.name)
  return isLong ? outlet : null
}

/** Words that a line of the page's furniture begins with, and that no name does. */
const FURNITURE = new RegExp(`^(?:${alternation(shapes.furniture)})`, 'u')
const STARTS_DATE =
  /^(?:\d|令和|平成|compiled|published|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)/u

function cut(text: string, separator: RegExp): { text: string; at: number }[] {
  const parts: { text: string; at: number }[] = []
  let at = 0
  for (const found of [...text.matchAll(separator), null]) {
    const end = found?.index ?? text.length
    if (text.slice(at, end).trim() !== '') parts.push({ text: text.slice(at, end), at })
    if (found !== null) at = found.index + found[0].length
  }
  return parts
}
