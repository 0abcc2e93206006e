// The unnamed person behind a report: 日美关系消息人士透露, 政府関係者によると, 외교 소식통, a senior official … on
// condition of anonymity. Unnamed press counts too (据日本媒体报道). Only the first sentence is asked.
import shapes from '../lexicon/data/outlet-shapes.json' with { type: 'json' }
import { findGeneric } from '../lexicon/generics.ts'
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { ChainLink, TextRange } from '../model/article.ts'
import type { Tongue } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { alternation } from './chain-names.ts'

const WHO = {
  zh: alternation(shapes.sources.zh),
  ja: alternation(shapes.sources.ja),
  ko: alternation(shapes.sources.ko),
} as const
/** What makes such a person the origin and not one of those the report is about. */
const ORIGIN: Readonly<Record<Tongue, RegExp>> = {
  zh: new RegExp(
    `((?:(?![援引据述])\\p{Script=Han}){0,10}?)(${WHO.zh})(?=(?:近日|日前|昨日|今日|\\d{1,2}日)?(?:向[^,.]{2,12})?(?:透露|披露|称|表示|说|的话|告诉|指出|证实|报道|报导|,|:))`,
    'u',
  ),
  ja: new RegExp(
    `([\\p{Script=Han}\\p{Script=Katakana}ー]{0,10}?)(${WHO.ja})(?=に[よ]|が(?:\\d{1,2}日)?[,]?明|の話|らの話|は[^.]{0,200}(?:述べた|語った|明らかにした)|への${fold('取材')})`,
    'u',
  ),
  ko: new RegExp(
    `((?:[가-힣]*[^은는한된던인의을를도에과와\\s]\\s){0,2})(${WHO.ko})(?=에 따르면|들에 따르면|(?:은|는|이|가)\\s[^.]{0,260}(?:말했다|밝혔다|전했다)|(?:을|를) 인용|의 말)`,
    'u',
  ),
  en: /\b((?:an?|two|three|several|some|senior|unnamed|anonymous|[A-Z][\w.'’-]+)\s(?:[\w.'’-]+\s){0,4}?(?:officials?|sources?|diplomats?|aides?|people|person))\b(?=[^.]{0,200}?(?:condition of anonymity|declined to be (?:named|identified)|asked not to be (?:named|identified)|not authori[sz]ed to|familiar with|speaking anonymously|close to))|\b((?:[A-Z][\w.'’-]+\s|[a-z]+\s){0,3}[Ss]ources?) (?:said|told)\b|\b[Cc]iting ((?:[\w.'’-]+\s){0,4}?(?:sources?|officials?))\b/u,
}
const PRESS: Readonly<Partial<Record<Tongue, RegExp>>> = {
  zh: /^[\s)\]】:,]*(?:另)?(?:据|援引|综合)(?:多家)?((?:[\p{Script=Han}]{1,4})?媒体|[日美韩中台港俄英]媒|外媒)(?:近日|\d{1,2}日)?(?:报道|报导|消息|披露)/u,
  ja: /^\s*((?:[\p{Script=Han}]{1,4}の?)?(?:メディア|マスコミ))(?:の[^,.]{2,4})?に[よ](?:ると|れば)/u,
  ko: /^\s*((?:[가-힣]+\s)?(?:언론|매체|현지 언론))(?:의)?(?:\s?보도)?에 따르면/u,
}

/** The unnamed source of a lead sentence, or null. */
export function readSource(
  text: string,
  sentence: TextRange,
  tongue: Tongue,
  mentions: readonly Mention[],
  lexicon: Lexicon,
): ChainLink | null {
  const raw = text.slice(sentence.start, sentence.end)
  const key = tongue === 'en' ? raw : fold(raw)
  const found = ORIGIN[tongue].exec(key) ?? PRESS[tongue]?.exec(key) ?? null
  if (found === null) return null
  const words = found.slice(1).filter(part => part !== undefined)
  const name = words.join('')
  const first = found[0].indexOf(words[0]!)
  const start = sentence.start + found.index + first
  const end = start + name.length
  const side = sideOf(text, { start, end }, tongue, mentions, lexicon)
  const from = Math.max(sentence.start, Math.min(side.start, start + (name.length - name.trimStart().length)))
  return {
    role: 'source',
    entity: side.id,
    name: text.slice(from, end).trim(),
    country: side.country,
    named: false,
    basis: 'in_text',
    span: { start: from, end },
  }
}

/** Whose source it is: the state or body whose name leads into the words (日美关系消息人士: of both). */
function sideOf(
  text: string,
  range: TextRange,
  tongue: Tongue,
  mentions: readonly Mention[],
  lexicon: Lexicon,
) {
  for (const mention of mentions) {
    if (mention.kind !== 'entity' || mention.end > range.end || mention.end < range.start - 12) continue
    const generic = findGeneric(text, mention.end, tongue)
    if (
      generic === null ||
      !generic.id.startsWith('SRC.') ||
      generic.end < range.end - 2 ||
      generic.end > range.end + 2
    )
      continue
    const bound = mentions.filter(
      one => one.how === 'bound' && one.end <= mention.end && mention.end - one.end <= 2,
    )
    const sides = (bound.length > 1 ? bound : [mention]).map(
      one => lexicon.sideOf(one.id)?.toLowerCase() ?? '',
    )
    return {
      id: generic.id.replace('{cc}', sides.join('')),
      country: sides.length === 1 ? lexicon.sideOf(mention.id) : null,
      start: bound.length > 1 ? bound[0]!.start : mention.start,
    }
  }
  const owner = mentions.find(
    one => one.kind === 'entity' && one.start >= range.start && one.end <= range.end,
  )
  const country = owner === undefined ? null : lexicon.sideOf(owner.id)
  if (country !== null) return { id: `SRC.${country.toLowerCase()}_unnamed`, country, start: range.start }
  return { id: 'SRC.unnamed', country: null, start: range.start }
}
