// Which date expressions are datelines: the day a report is filed under, not a day it tells about.
import type { TextRange } from '../../model/article.ts'
import type { Tongue } from '../../model/language.ts'
import { onKey } from './grammar.ts'

const FILED_ZH = onKey(
  '^ ?(?:专?电(?!话|视|影|邮|子|台|力|信|告|联|报)|讯(?!问|息|号|速)|消息|综合(?:报道|消息|外电)|报讯|本报|专稿)',
  'u',
)
/** 4月24日东京消息: the place may stand behind the day, at the head of a line. */
const FILED_PLACE_ZH = onKey('^[^,.;:，。； ]{2,5}(?:专电|电(?![话视影邮子台力信])|消息)', 'u')
const AGENCY_KO = /^[^)\]】]{0,12}(?:[)\]】])/u
const DASH_EN = /^[,.]? ?(?:\([^)]{2,40}\)|\/[a-z ]{2,30}\/)? ?(?:-{1,3}|:)(?: |$)/u
const PLACE_EN =
  /^(?:[("]?\p{Lu}[\p{Lu} .'/-]*(?:, \p{Lu}[\p{L}.]{0,8})?[,.]?|\p{Lu}[\p{L}.' -]{1,30}(?:, \p{Lu}[\p{L}.]{0,12})?,|\([^)]{2,30}\)(?: -)?) ?$/u

/** Units of a bracket, marks included. */
const LONGEST_BRACKET = 60
/** Units of a line before a dateline that are looked at; longer ones are no line of places and agencies. */
const LONGEST_LEAD = 200

function lineStart(key: string, at: number): number {
  const from = Math.max(0, at - LONGEST_LEAD)
  return from + key.slice(from, at).lastIndexOf('\n') + 1
}

/** The bracket 【…】 or (…) or […] that encloses the range on its line, or null. */
function bracketAround(key: string, range: TextRange): { open: number; close: number } | null {
  const from = Math.max(lineStart(key, range.start), range.start - LONGEST_BRACKET)
  for (const [open, close] of ['【】', '[]', '()'].map(pair => [pair[0]!, pair[1]!] as const)) {
    const at = from + key.slice(from, range.start + 1).lastIndexOf(open)
    if (at < from || key.slice(at, range.start).includes(close)) continue
    const end = range.end + key.slice(range.end, at + LONGEST_BRACKET + 1).indexOf(close)
    if (end >= range.end && !key.slice(range.end, end).includes('\n')) return { open: at, close: end }
  }
  return null
}

/**
 * Whether the expression at `range` of a match key is a dateline: 12月13日电, 【ワシントン12日共同】, (도쿄 5일 교도=연합뉴스),
 * `TOKYO, Dec. 5 (Kyodo) --`. `text` is the original, for its capitals.
 */
export function isDateline(key: string, text: string, range: TextRange, tongue: Tongue): boolean {
  const after = key.slice(range.end, range.end + 60)
  const start = lineStart(key, range.start)
  const before = text.slice(start, range.start).trimStart()
  if (tongue === 'en')
    return before.length <= 50 && (before === '' || PLACE_EN.test(before)) && DASH_EN.test(after)
  if (tongue === 'zh' && (FILED_ZH.test(after) || (before.length <= 16 && FILED_PLACE_ZH.test(after))))
    return true
  const bracket = bracketAround(key, range)
  if (bracket === null) return false
  const lead = key.slice(start, bracket.open).trim()
  // … 【ワシントン11日】 closes a report as well as it opens one.
  const closes = /^[\s.。]*(?:\n|$)/.test(key.slice(bracket.close + 1, bracket.close + 4))
  if (key[bracket.open] === '【' || key[bracket.open] === '[') return lead.length <= 12 || closes
  // Round brackets are used for weekdays and asides too: a dateline opens its line or holds an agency's mark.
  const inside = key.slice(bracket.open + 1, bracket.close)
  if (tongue === 'ko') return lead.length === 0 && (inside.includes('=') || AGENCY_KO.test(after))
  return (
    lead.length === 0 && /[=電电]|共同|时事|社|通信/.test(inside) && inside.length > range.end - range.start
  )
}
