// What is asked, refused, announced: the words of the clause that are neither the act nor who does it.
import type { TextRange } from '../model/article.ts'
import type { Trigger } from './content.ts'
import type { Grammar } from './grammar/grammar.ts'
import type { Phrase } from './phrases.ts'

const EDGE = /^(?:[\s,，、;；:：。.了过を]|[을를]\s)+|[\s,，、;；:：。.]+$/g
const MAX = 160

/** The object clause as it stands in the text; empty where the clause holds nothing more. */
export function objectOf(
  original: string,
  view: string,
  trigger: Trigger,
  subject: TextRange | null,
  grammar: Grammar,
): string {
  const { place } = trigger
  if (grammar.verbFinal || grammar.isPassive(place)) {
    const from = subject !== null && subject.end <= place.start ? subject.end : place.clause.start
    const raw = original.slice(from, place.start)
    if (/^(?:の|의)?$/.test(raw.trim())) return ''
    return raw
      .replace(/^(?:の|의\s)/, '')
      .replace(/^(?:氏|側|ら)?(?:は|が|に|から|には|측은|은|는|이|가|에게|에)\s?[、,]?\s?/, '')
      .replace(EDGE, '')
      .replace(/(?:を|に|について|을|를|에)\s?(?:強く|厳重に|강력히|강하게)?$/, '')
      .slice(0, MAX)
  }
  const next = /^\s?(?:that|to|whether)\s/i.test(view.slice(place.clause.end))
  const end =
    next && place.clause.end - place.end <= 24 ? sentenceEnd(view, place.clause.end) : place.clause.end
  const raw = original.slice(place.end, end)
  const coordinate = grammar.tongue === 'en' ? raw.search(/\sand\s(?=\w+(?:ed|es|ing)\s)/) : -1
  return (coordinate < 0 ? raw : raw.slice(0, coordinate)).replace(EDGE, '').slice(0, MAX)
}

function sentenceEnd(view: string, from: number): number {
  const found = /,\s|[.;]/.exec(view.slice(from))
  return found === null ? view.length : from + found.index
}

/** The noun that an asking or refusing is about, near enough to decide whether it is about talks. */
export function headOf(view: string, trigger: Trigger, phrases: readonly Phrase[], grammar: Grammar): string {
  const head = nearHead(view, trigger, phrases, grammar)
  return CALLED_OFF.test(head) ? '' : head
}

const CALLED_OFF = /推迟|取消|停止|延期|中止|연기|취소|중단|delay|postpone|cancel/i

function nearHead(view: string, trigger: Trigger, phrases: readonly Phrase[], grammar: Grammar): string {
  const { place } = trigger
  if (grammar.verbFinal) {
    const before = view.slice(Math.max(place.clause.start, place.start - 16), place.start)
    const cut = phrases.findLast(p => p.end <= place.start && p.end > place.start - 16)
    const near = cut === undefined ? before : view.slice(cut.end, place.start)
    // 일본이 요청한 정상회담: a relative clause names its object behind the verb
    return grammar.isRelative(place) ? `${near} ${view.slice(place.end, place.end + 8)}` : near
  }
  if (grammar.tongue === 'zh')
    return view.slice(place.end, Math.min(place.clause.end, place.end + 14)) + nounBefore(view, place)
  const object = view.slice(place.end, Math.min(place.clause.end, place.end + 40))
  return /^(?:\s(?:to|any|a|an|the|new|formal|direct|hold|further|further|all|of|for))*\s(?:\w+\s)?(?:talks|meeting|summit|dialogue|contacts?|meet|negotiations)\b/i.test(
    object,
  )
    ? object
    : ''
}

/** 会谈提议: the noun just before a noun. */
function nounBefore(view: string, place: { start: number; tags: readonly string[] }): string {
  return view.slice(Math.max(0, place.start - 2), place.start)
}
