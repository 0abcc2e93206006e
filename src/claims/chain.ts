// The reporting chain of a report: who published it first, who repeated it, where it was found. Read from the
// dateline and the lead (据共同社报道, (서울=연합뉴스), TOKYO (Reuters) —), not from the page that copied it.
import { findGeneric } from '../lexicon/generics.ts'
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { ChainLink, ChainRole, TextRange } from '../model/article.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import { fold } from '../text/fold.ts'

export interface ReportForChain {
  readonly text: string
  readonly lang: Lang
  /** Paragraphs in order. */
  readonly paragraphs: readonly TextRange[]
  readonly mentions: readonly Mention[]
  /** What the page says of itself. */
  readonly outlet: string | null
  readonly url: string | null
}

interface Named {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** How far into a report its origin is named: the first paragraph, and no more of it than this. */
const LEAD = 260

// A dateline's agency: 中新网12月5日电, （新华社东京3日电）, 【ワシントン共同】, (서울=연합뉴스), TOKYO, Dec. 5 (Kyodo) —
const DATELINES: Readonly<Record<Tongue, readonly RegExp[]>> = {
  zh: [
    /^[\s(【《]*([\p{Script=Han}A-Za-z]{2,10}?)(?:[\p{Script=Han}]{2,4})?(?:\d{1,2}月)?\d{1,2}日(?:电|讯|報道)/u,
  ],
  ja: [
    /^[\s【(]*[\p{Script=Han}\p{Script=Katakana}ー・]{2,12}?[=＝\s]?([\p{Script=Han}\p{Script=Katakana}ー]{2,8}(?:通信|新聞|共同|時事)?)[】)]/u,
  ],
  ko: [/^[\s(【[]*[가-힣·]{2,12}\s?=\s?([가-힣A-Za-z0-9 ]{2,14}?)[)\]】]/],
  en: [/^[A-Z][A-Za-z.,\s]{2,40}?(?:,\s\w+\.?\s\d{1,2})?\s?\(([A-Z][\w.&' -]{2,40})\)\s?[-–—]/],
}

// The outlet that a lead cites.
const CITED: Readonly<Record<Tongue, readonly RegExp[]>> = {
  zh: [
    /(?:据|援引|综合|引述)(?:日本|韩国|美国|中国|台湾|香港|英国|俄罗斯|法国)?(?:媒体)?《?([\p{Script=Han}A-Za-z]{2,14}?)》?(?:\([^)]*\))?(?:网站|电视台)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:援引[^,，。]{2,20})?(?:的)?(?:报道|报导|消息|电)/u,
  ],
  ja: [
    /([\p{Script=Han}\p{Script=Katakana}ー・]{2,12}(?:通信|新聞|放送|テレビ|ニュース|社))(?:の報道)?(?:によると|によれば|は\d{1,2}日|が\d{1,2}日)/u,
  ],
  ko: [
    /([가-힣A-Za-z]{2,10}(?:통신|신문|일보|방송|뉴스|타임스))(?:에 따르면|(?:은|는|이|가)\s(?:\d{1,2}일\s)?[^.]{0,40}(?:보도|전했))/,
  ],
  en: [
    /(?:according to|reported by|told)\s(?:the\s)?([A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,3}\s?(?:News|Times|Post|Agency|Shimbun|Ledger|Wire|Herald|Journal|Daily|Press|Tribune))/,
  ],
}

/** Outlet, relays and host of a report, innermost first; empty when the text and the page name none. */
export function readChain(report: ReportForChain, lexicon: Lexicon): ChainLink[] {
  const links: ChainLink[] = []
  const first = report.paragraphs[0]
  if (first !== undefined) {
    const tongue = tongueOf(report.lang)
    const lead = { start: first.start, end: Math.min(first.end, first.start + LEAD) }
    const cited = findNamed(report, lead, CITED[tongue], lexicon, isCited)
    const dateline = findNamed(
      report,
      { start: lead.start, end: Math.min(lead.end, lead.start + 60) },
      DATELINES[tongue],
      lexicon,
      isDateline,
    )
    const source = findSource(report, first, tongue, lexicon)
    if (source !== null && cited !== null) links.push(source)
    if (cited !== null) links.push(link('outlet', cited, lexicon))
    const named =
      dateline !== null &&
      !(dateline.id !== null && dateline.id === cited?.id) &&
      dateline.name !== cited?.name
    if (named) links.push(link(cited === null ? 'outlet' : 'relay', dateline, lexicon))
    else if (cited !== null) {
      const desk = findUnnamedDesk(report, lead)
      if (desk !== null) links.push(desk)
    }
  }
  addPage(links, report, lexicon)
  return links
}

/** An unnamed source that the lead itself names as the origin: 据共同社报道,日美关系消息人士透露. */
function findSource(
  report: ReportForChain,
  first: TextRange,
  tongue: Tongue,
  lexicon: Lexicon,
): ChainLink | null {
  for (const mention of report.mentions) {
    if (mention.kind !== 'entity' || mention.start < first.start || mention.end > first.end) continue
    const generic = findGeneric(report.text, mention.end, tongue)
    if (generic === null || !generic.id.startsWith('SRC.')) continue
    const bound = report.mentions.filter(
      m => m.how === 'bound' && m.end <= mention.end && mention.end - m.end <= 2,
    )
    const sides = (bound.length > 1 ? bound : [mention]).map(m => lexicon.sideOf(m.id)?.toLowerCase() ?? '')
    const start = bound[0]?.start ?? mention.start
    return {
      role: 'source',
      entity: generic.id.replace('{cc}', sides.join('')),
      name: report.text.slice(start, generic.end),
      country: sides.length === 1 ? lexicon.sideOf(mention.id) : null,
      named: false,
      basis: 'in_text',
      span: { start, end: generic.end },
    }
  }
  return null
}

/** A dateline that says a desk or wire passed it on but not whose: 东京消息：, or 12月13日电 with the agency stripped. */
const UNNAMED_DESK = /^[\s(【]*(\p{Script=Han}{2,4}消息|(?:\d{4}年)?\d{1,2}月\d{1,2}日[电電讯訊])/u

function findUnnamedDesk(report: ReportForChain, lead: TextRange): ChainLink | null {
  const found = UNNAMED_DESK.exec(report.text.slice(lead.start, lead.end))
  const name = found?.[1]
  if (found === null || name === undefined) return null
  const start = lead.start + found[0].length - name.length
  return {
    role: 'relay',
    entity: null,
    name,
    country: null,
    named: false,
    basis: 'in_text',
    span: { start, end: start + name.length },
  }
}

type Accept = (key: string, mention: Mention, at: number) => boolean

/** An outlet of the lexicon in a place that cites, else a name that the language's pattern finds there. */
function findNamed(
  report: ReportForChain,
  range: TextRange,
  patterns: readonly RegExp[],
  lexicon: Lexicon,
  accept: Accept,
): (Named & { id: string | null }) | null {
  const key = fold(report.text.slice(range.start, range.end))
  for (const mention of report.mentions) {
    if (mention.start < range.start || mention.end > range.end) continue
    const id = [mention.id, ...mention.others].find(one => one.startsWith('OUT.'))
    if (id !== undefined && accept(key, mention, mention.start - range.start)) {
      return { name: mention.form, id, start: mention.start, end: mention.end }
    }
  }
  const raw = report.text.slice(range.start, range.end)
  for (const pattern of patterns) {
    const found = pattern.exec(key) ?? pattern.exec(raw)
    const name = found?.[1]
    if (found === null || name === undefined || name === '') continue
    const start = range.start + found.index + found[0].indexOf(name)
    const original = report.text.slice(start, start + name.length)
    if (
      lexicon
        .match(original)
        .some(m => m.kind === 'entity' && !m.id.startsWith('OUT.') && m.end - m.start === original.length)
    )
      continue
    return { name: original, id: null, start, end: start + name.length }
  }
  return null
}

const isCited: Accept = (key, mention, at) => {
  const before = key.slice(Math.max(0, at - 14), at)
  const after = key.slice(at + mention.form.length, at + mention.form.length + 18)
  return (
    /(?:据|援引|引述|综合|根据)[^,.]{0,8}$/.test(before) ||
    /^(?:\([^)]*\))?(?:网站)?》?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:报道|报导|消息|刊发|刊登|称|指出)/.test(
      after,
    ) ||
    /^(?:に?よ(?:ると|れば)|の報道|[はが][^。]{0,20}報じ|[はが]\d{1,2}日)/.test(after) ||
    /^(?:에 따르면|[은는이가]\s(?:\d{1,2}일)?|의 보도|\s?보도)/.test(after) ||
    /(?:according to|reported by|quoted by|citing)\s(?:the\s)?$/.test(before) ||
    /^(?:\s(?:reported|said|says|news agency|newspaper))/.test(after)
  )
}

const isDateline: Accept = (key, mention, at) => {
  const before = key.slice(0, at)
  const after = key.slice(at + mention.form.length, at + mention.form.length + 20)
  return (
    /^[^.]{0,8}?(?:\d{1,2}月)?\d{1,2}日?(?:电|讯|电)/.test(after) ||
    (/[=【([][^)】\]]*$/.test(before) && /^[^(【]{0,12}[)】\]]/.test(after)) ||
    (at <= 2 && /^[^.]{0,10}(?:电|讯)/.test(after))
  )
}

function link(role: ChainRole, named: Named & { id: string | null }, lexicon: Lexicon): ChainLink {
  return {
    role,
    entity: named.id,
    name: named.name,
    country: named.id === null ? null : lexicon.sideOf(named.id),
    named: true,
    basis: 'in_text',
    span: { start: named.start, end: named.end },
  }
}

/** The page's own outlet is the origin when the text names none; otherwise it repeats, and a bare host only shows. */
function addPage(links: ChainLink[], report: ReportForChain, lexicon: Lexicon): void {
  if (report.outlet !== null) {
    const known = lexicon.match(report.outlet).find(m => m.id.startsWith('OUT.'))
    const same = links.some(
      one => (known !== undefined && one.entity === known.id) || fold(one.name) === fold(report.outlet!),
    )
    if (!same) {
      links.push({
        role: links.length === 0 ? 'outlet' : 'relay',
        entity: known?.id ?? null,
        name: report.outlet,
        country: known === undefined ? null : lexicon.sideOf(known.id),
        named: true,
        basis: 'page_metadata',
      })
    }
  } else if (report.url !== null && URL.canParse(report.url)) {
    const host = new URL(report.url).hostname.replace(/^www\./, '')
    if (host !== '')
      links.push({
        role: 'host',
        entity: null,
        name: host,
        country: null,
        named: true,
        basis: 'page_metadata',
      })
  }
}
