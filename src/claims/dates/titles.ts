// Who is called what in a report: a title beside a name, an office that is over, a government named after its head.
import type { Lexicon, Mention } from '../../lexicon/lexicon.ts'
import { fold } from '../../text/fold.ts'
import type { Reading, ReadSentence } from './reading.ts'

const onKey = (source: string): RegExp => new RegExp(source.replace(/[^\x20-\x7e]+/g, fold), 'u')

/** Heads of state and government, and who leads in their stead: the governments that bear a name. */
export const HEADS =
  /^(?:US\.president|KR\.president|JP\.prime_minister|KP\.leader|CN\.president|RU\.president|CN\.general_secretary)$/

// Not 日前, 此前, 目前; not 日元, 元首.
const WAS = '(?<![日此目会空之以提从先生午])前|(?<!日)原|(?<![日美欧])元(?!首|旦)'
const FORMER_TITLE = onKey(
  `(?:${WAS}|已故|(?<!事)故|former |ex-|late |onetime |(?<![가-힣])[전고] )[^,.。，;]{0,8}$`,
)
const FORMER_GAP = onKey('元|前|(?<![가-힣])전 ?$')
/** 前首相安倍, `former Prime Minister Abe`: a title that is over is none to the lexicon. */
const FORMER_NAME_BEFORE = onKey(
  `(?:${WAS})任?(?:日本|韩国?|美国?|中国)?(?:首相|总统|大统领|总理|副总统|国务卿|外长|外相|防长|长官|大臣)$|\\b(?:former|ex-)[^,.;]{0,40} $`,
)
/** 安倍元首相, 이명박 전 대통령. */
const FORMER_NAME_AFTER = onKey(
  '^(?:元|前)[^,.、。]{0,6}?(?:首相|大统领|总统|总理|长官|大臣|外相|防卫相|议长)|^ 전 (?:[가-힣]{1,4} )?[가-힣]{0,4}(?:대통령|총리|장관|부통령|주석|실장|대사)',
)
const THEN = onKey('(?:时任|当时的?|その?当時の?|당시|then-?)[^,.]{0,6}$')
const ELECT = onKey('当选|候任|次期|当選|당선|elect')
const ELECT_AFTER = /^(?: ?당선|-elect| elect)/u
/** President-elect Yoon, 윤석열 당선인, 尹錫悦次期大統領. */
const ELECT_NAME_BEFORE = onKey('-elect $|(?:当选|候任)(?:总统|首相)$')
const ELECT_NAME_AFTER = onKey('^(?: (?:대통령 )?당선|次期)')
const GOVERNMENT = onKey(
  "^(?:新|第[一二三1-3]次)?(?:政府|政权|政権|内阁|内閣|当局|行政府| ?정부| ?정권| ?내각| ?행정부|(?:'s)? (?:administration|government|cabinet))",
)
/** What may stand between a name and its title: nothing, a space, a country, 前. */
const GAP = onKey(
  '^[ ·]?(?:(?:米国?|韩国?|日本?|中国?|美国?|英国?|露|俄罗斯?|北朝鲜|미국?|한국|일본?|중국?|러시아?|北韓|북한|u\\.?s\\.?|south korean|japanese)(?:の|的)?)?[ ]?(?:元|前|전)?[ ]?(?:党)?$',
)
const GAP_EN = /^(?:, (?:the )?(?:(?:u\.s\.|us|american|japanese|south korean|korean|chinese) )?(?:then )?)$/u
const LONGEST_GAP = 16

export interface Titled {
  readonly person: string
  readonly offices: readonly string[]
  /** `earlier`: held it at the time told of (时任), which may be any. */
  readonly kind: 'holds' | 'former' | 'elect' | 'earlier'
}

export interface Called {
  /** Each person with each title once. */
  readonly titled: readonly Titled[]
  /** Persons whose government is named: 安倍政权. */
  readonly governments: ReadonlySet<string>
  /** All persons named, with and without a title. */
  readonly named: ReadonlySet<string>
}

/** Whether the person named at a mention stands for a government: 安倍政权, 박근혜 정부, the Obama administration. */
export function isGovernment(text: string, mention: Mention): boolean {
  return GOVERNMENT.test(fold(text.slice(mention.end, mention.end + 16)))
}

function officesOf(person: string, lexicon: Lexicon): string[] {
  return lexicon.rolesOf(person).map(role => role.office)
}

/** The person and those offices the title can mean that this person ever held; null when the two do not belong together. */
function join(text: string, person: Mention, title: Mention, lexicon: Lexicon): Titled | null {
  const first = person.start < title.start ? person : title
  const last = first === person ? title : person
  if (last.start < first.end || last.start - first.end > LONGEST_GAP) return null
  const gap = fold(text.slice(first.end, last.start))
  if (!GAP.test(gap) && !(first === person && GAP_EN.test(gap))) return null
  const held = new Set(officesOf(person.id, lexicon))
  const offices = [title.id, ...title.others].filter(office => held.has(office))
  if (offices.length === 0) return null
  const before = fold(text.slice(Math.max(0, first.start - 16), first.start))
  const after = fold(text.slice(last.end, last.end + 8))
  const told = { person: person.id, offices }
  if (THEN.test(before)) return { ...told, kind: 'earlier' }
  if (ELECT.test(before.slice(-8)) || ELECT.test(gap) || ELECT_AFTER.test(after))
    return { ...told, kind: 'elect' }
  if (FORMER_TITLE.test(before) || FORMER_GAP.test(gap)) return { ...told, kind: 'former' }
  return { ...told, kind: 'holds' }
}

/** 朴大統領, 김 위원장: the form itself ends in a title. */
function titleInForm(mention: Mention, lexicon: Lexicon): Titled | null {
  const form = fold(mention.form)
  const offices = officesOf(mention.id, lexicon).filter(office => {
    const titles = Object.values(lexicon.office(office)?.titles ?? {}).flat()
    return titles.some(title => title.length > 1 && form.length > title.length && form.endsWith(fold(title)))
  })
  return offices.length === 0 ? null : { person: mention.id, offices, kind: 'holds' }
}

/** A person called former or elect without a title the lexicon knows: of the highest offices ever held. */
function officeNotHeld(text: string, person: Mention, lexicon: Lexicon): Titled | null {
  const before = fold(text.slice(Math.max(0, person.start - 50), person.start))
  const after = fold(text.slice(person.end, person.end + 16))
  const elect = ELECT_NAME_BEFORE.test(before) || ELECT_NAME_AFTER.test(after)
  if (!elect && !FORMER_NAME_BEFORE.test(before) && !FORMER_NAME_AFTER.test(after)) return null
  const held = [...new Set(officesOf(person.id, lexicon))]
  const heads = held.filter(office => HEADS.test(office))
  const offices = heads.length > 0 ? heads : held
  return offices.length === 0 ? null : { person: person.id, offices, kind: elect ? 'elect' : 'former' }
}

/** Sentences that tell of an older time say nothing about offices today. */
function tellsOfPast(sentence: ReadSentence): boolean {
  return sentence.expressions.some(e => !e.dateline && (e.from.decade ?? e.from.century) !== undefined)
}

/** Reads from a report who is called what. */
export function readTitles(reading: Reading, lexicon: Lexicon): Called {
  const titled = new Map<string, Titled>()
  const governments = new Set<string>()
  const named = new Set<string>()
  for (const sentence of reading.sentences) {
    const titles = sentence.mentions.filter(m => m.kind === 'title')
    for (const person of sentence.mentions) {
      if (person.kind !== 'entity' || !person.id.startsWith('PER.') || person.others.length > 0) continue
      named.add(person.id)
      if (tellsOfPast(sentence)) continue
      const found = titles
        .map(title => join(reading.text, person, title, lexicon))
        .filter(one => one !== null)
      const alone =
        found.length > 0
          ? null
          : (officeNotHeld(reading.text, person, lexicon) ?? titleInForm(person, lexicon))
      for (const one of alone === null ? found : [alone])
        titled.set(`${one.person} ${one.kind} ${one.offices.join()}`, one)
      if (isGovernment(reading.text, person)) governments.add(person.id)
    }
  }
  return { titled: [...titled.values()], governments, named }
}
