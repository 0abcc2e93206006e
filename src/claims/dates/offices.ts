// Role windows: a report that calls Biden vice president is of the years in which he was. A title beside a name is
// strong evidence, `the Abe government` too, a name alone only says that its bearer is likely to hold some office.
import type { Lexicon, Mention, Role } from '../../lexicon/lexicon.ts'
import { parseDay } from '../../text/dates/calendar.ts'
import { fold } from '../../text/fold.ts'
import { distanceTo, type Evidence, numberOf, type Span } from './candidates.ts'
import type { Reading, ReadSentence } from './reading.ts'

const TITLE_OUTSIDE = -4
const GOVERNMENT_OUTSIDE = -4
const FORMER_BEFORE = -3
const ELECT_OUTSIDE = -3
const ACTIVE_OUTSIDE = -0.9
/** All names without a title together weigh no more than this. */
const ACTIVE_FLOOR = -3
/** Hand-over days and time zones. */
const SLACK = 2
/** An elected head takes office within this many days. */
const ELECT_DAYS = 120

const onKey = (source: string): RegExp => new RegExp(source.replace(/[^\x20-\x7e]+/g, fold), 'u')
const FORMER_BEFORE_NAME = onKey(
  '(?:(?<![日此目会空之以提从先生午])前|(?<![日美欧])元(?!首|旦)|已故|(?<!事)故|former |ex-|late |onetime |(?<![가-힣])[전고] )[^,.。，;]{0,8}$',
)
const FORMER_GAP = onKey('元|前|(?<![가-힣])전 ?$')
const THEN = onKey('(?:时任|当时的?|その?当時の?|당시|then-?)[^,.]{0,6}$')
const ELECT = onKey('当选|候任|次期|当選|당선|elect')
/** After a name: what makes it a government, not the person. */
const GOVERNMENT = onKey(
  "^(?:新|第[一二三1-3]次)?(?:政府|政权|政権|内阁|内閣|当局|行政府| ?정부| ?정권| ?내각| ?행정부|(?:'s)? (?:administration|government|cabinet))",
)
/** What may stand between a name and its title: nothing, a space, a country, 前. */
const GAP = onKey(
  '^[ ·]?(?:(?:米国?|韩国?|日本?|中国?|美国?|英国?|露|俄罗斯?|北朝鲜|미국?|한국|일본?|중국?|러시아?|北韓|북한|u\\.?s\\.?|south korean|japanese)(?:の|的)?)?[ ]?(?:元|前|전)?[ ]?(?:党)?$',
)
const GAP_EN = /^(?:, (?:the )?(?:(?:u\.s\.|us|american|japanese|south korean|korean|chinese) )?(?:then )?)$/u
const HEADS =
  /^(?:US\.president|KR\.president|JP\.prime_minister|KP\.leader|CN\.president|RU\.president|CN\.general_secretary)$/

function spanOf(role: Role): Span {
  const from = parseDay(role.from)
  const to = parseDay(role.to)
  return {
    from: from === null ? Number.NEGATIVE_INFINITY : numberOf(from) - SLACK,
    to: to === null ? Number.POSITIVE_INFINITY : numberOf(to) + SLACK,
  }
}

function tell(roles: readonly Role[]): string {
  return roles.map(role => `${role.from}..${role.to ?? ''}`).join(', ')
}

/** Whether the person named at a mention stands for a government: 安倍政权, 박근혜 정부, the Obama administration. */
export function isGovernment(text: string, mention: Mention): boolean {
  return GOVERNMENT.test(fold(text.slice(mention.end, mention.end + 16)))
}

interface Titled {
  readonly person: string
  readonly offices: readonly string[]
  readonly kind: 'holds' | 'former' | 'elect' | 'then'
}

/** The person and those offices the title can mean that this person ever held; null when the two do not belong together. */
function join(text: string, person: Mention, title: Mention, lexicon: Lexicon): Titled | null {
  const first = person.start < title.start ? person : title
  const last = first === person ? title : person
  if (last.start < first.end || last.start - first.end > 16) return null
  const gap = fold(text.slice(first.end, last.start))
  if (!GAP.test(gap) && !(first === person && GAP_EN.test(gap))) return null
  const held = new Set(lexicon.rolesOf(person.id).map(role => role.office))
  const offices = [title.id, ...title.others].filter(office => held.has(office))
  if (offices.length === 0) return null
  const before = fold(text.slice(Math.max(0, first.start - 16), first.start))
  const after = fold(text.slice(last.end, last.end + 8))
  if (THEN.test(before)) return { person: person.id, offices, kind: 'then' }
  if (ELECT.test(before.slice(-8)) || ELECT.test(gap) || /^(?: ?당선|-elect| elect)/.test(after))
    return { person: person.id, offices, kind: 'elect' }
  if (FORMER_BEFORE_NAME.test(before) || FORMER_GAP.test(gap))
    return { person: person.id, offices, kind: 'former' }
  return { person: person.id, offices, kind: 'holds' }
}

/** 朴大統領, 김 위원장: the form itself ends in a title. */
function titleInForm(mention: Mention, lexicon: Lexicon): string[] {
  const form = fold(mention.form)
  return lexicon
    .rolesOf(mention.id)
    .filter(role => {
      const titles = Object.values(lexicon.office(role.office)?.titles ?? {}).flat()
      return titles.some(
        title => title.length > 1 && form.length > title.length && form.endsWith(fold(title)),
      )
    })
    .map(role => role.office)
}

/** Sentences that tell of an older time say nothing about offices today. */
function tellsOfPast(sentence: ReadSentence): boolean {
  return sentence.expressions.some(e => !e.dateline && (e.from.decade ?? e.from.century) !== undefined)
}

interface Found {
  readonly titled: Map<string, Titled>
  readonly governments: Set<string>
  readonly named: Set<string>
}

function collect(reading: Reading, lexicon: Lexicon): Found {
  const found: Found = { titled: new Map(), governments: new Set(), named: new Set() }
  for (const sentence of reading.sentences) {
    const persons = sentence.mentions.filter(
      m => m.kind === 'entity' && m.id.startsWith('PER.') && m.others.length === 0,
    )
    const titles = sentence.mentions.filter(m => m.kind === 'title')
    for (const person of persons) {
      found.named.add(person.id)
      if (tellsOfPast(sentence)) continue
      const inForm = titleInForm(person, lexicon)
      const joined = titles
        .map(title => join(reading.text, person, title, lexicon))
        .filter(one => one !== null)
      if (inForm.length > 0 && joined.length === 0)
        joined.push({ person: person.id, offices: inForm, kind: 'holds' })
      for (const one of joined) found.titled.set(`${one.person} ${one.kind} ${one.offices.join()}`, one)
      if (GOVERNMENT.test(fold(reading.text.slice(person.end, person.end + 16))))
        found.governments.add(person.id)
    }
  }
  return found
}

/** Evidence from who is called what. */
export function weighOffices(reading: Reading, lexicon: Lexicon): Evidence[] {
  const { titled, governments, named } = collect(reading, lexicon)
  const evidence: Evidence[] = []
  const covered = new Set<string>()
  for (const one of titled.values()) {
    covered.add(one.person)
    const roles = lexicon.rolesOf(one.person).filter(role => one.offices.includes(role.office))
    const spans = roles.map(spanOf)
    const name = lexicon.nameOf(one.person, 'en')
    const office = lexicon.nameOf(roles[0]!.office, 'en')
    if (one.kind === 'holds')
      evidence.push({
        basis: 'role_window',
        reason: `${name} as ${office}: ${tell(roles)}`,
        weigh: c => (distanceTo(spans, c.n) === 0 ? 0 : TITLE_OUTSIDE),
      })
    if (one.kind === 'former')
      evidence.push({
        basis: 'role_window',
        reason: `${name} as former ${office}: ${tell(roles)} is over`,
        weigh: c =>
          spans.some(span => c.n > span.to - 2 * SLACK) && distanceTo(spans, c.n) > 0 ? 0 : FORMER_BEFORE,
      })
    if (one.kind === 'elect')
      evidence.push({
        basis: 'role_window',
        reason: `${name} elected ${office}, not yet in office: before ${roles.map(role => role.from).join(', ')}`,
        weigh: c =>
          spans.some(span => c.n <= span.from + 2 * SLACK && c.n >= span.from - ELECT_DAYS)
            ? 0
            : ELECT_OUTSIDE,
      })
  }
  for (const person of governments) {
    covered.add(person)
    const roles = lexicon.rolesOf(person).filter(role => HEADS.test(role.office))
    if (roles.length === 0) continue
    const spans = roles.map(spanOf)
    evidence.push({
      basis: 'role_window',
      reason: `government of ${lexicon.nameOf(person, 'en')}: ${tell(roles)}`,
      weigh: c => (distanceTo(spans, c.n) === 0 ? 0 : GOVERNMENT_OUTSIDE),
    })
  }
  const others = [...named].filter(person => !covered.has(person) && lexicon.rolesOf(person).length > 0)
  if (others.length > 0) evidence.push(weighActive(others, lexicon))
  return evidence
}

/** People in the news mostly hold an office: several names without titles still bound the time. */
function weighActive(persons: readonly string[], lexicon: Lexicon): Evidence {
  const windows = persons.map(person => lexicon.rolesOf(person).map(spanOf))
  return {
    basis: 'role_window',
    reason: `in office: ${persons.map(person => `${lexicon.nameOf(person, 'en')} ${tell(lexicon.rolesOf(person))}`).join('; ')}`,
    weigh: c => {
      let weight = 0
      for (const spans of windows) if (distanceTo(spans, c.n) > 0) weight += ACTIVE_OUTSIDE
      return Math.max(weight, ACTIVE_FLOOR)
    },
  }
}
