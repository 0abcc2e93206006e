// "Who is Ishiba?", "who is the president of South Korea?": answered from the table of offices, and by the sentences
// that name the person with that office.
import type { Lexicon, Mention, Role } from '../lexicon/lexicon.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import type { Roles } from '../model/overview.ts'
import { patternsOf } from '../search/asked.ts'
import rules from '../search/data/questions.json' with { type: 'json' }
import type { Query } from '../search/query.ts'
import { scopesOf } from '../search/scopes.ts'
import type { StoredReport } from '../store/store.ts'
import { fold } from '../text/fold.ts'
import type { AnswerDeps } from './answer.ts'
import type { CiteInput } from './cite.ts'
import limits from './data/limits.json' with { type: 'json' }
import { isTitleWord, officesNamed, personsNamed, rolesAsked } from './who.ts'

/** Words that say little: the president now in office. */
const FAINT: ReadonlySet<string> = new Set(rules.faint)

/** A sentence that names somebody with an office they held when it was written. */
export interface Naming extends CiteInput {
  readonly role: Role
}

/** What the table of offices says, and the sentences that say so. */
export interface Identity {
  readonly roles: readonly Roles[]
  readonly namings: readonly Naming[]
}

/** Null unless the question asks for nothing but who somebody is or who holds an office. */
export async function findIdentity(
  query: Query,
  today: string,
  deps: AnswerDeps,
  lang: Lang,
): Promise<Identity | null> {
  if (!asksIdentity(query, deps.lexicon)) return null
  const asOf = query.window === null || query.window.to > today ? today : query.window.to
  const roles = rolesAsked(query, asOf, lang, deps.lexicon)
  if (roles.length === 0) return null
  const namings: Naming[] = []
  for (const held of rolesInQuestion(query, asOf, deps.lexicon)) {
    const found = await findNamings(held, query, deps)
    namings.push(...found.slice(0, limits.namings))
    // Of an office the latest holder that anything stored names is enough.
    if (namings.length > 0 && personsNamed(query).length === 0) break
  }
  return { roles, namings: namings.slice(0, limits.most) }
}

/** Nothing is asked about but names, their countries and their titles: no deed, no topic, no other word. */
function asksIdentity(query: Query, lexicon: Lexicon): boolean {
  if (asksSince(query)) return true
  if (query.wanted !== 'who' || !query.asks) return false
  const isName = ({ kind, id }: Query['units'][number]): boolean =>
    kind === 'person' ||
    kind === 'body' ||
    lexicon.office(id) !== undefined ||
    FAINT.has(id) ||
    isTitleWord(id)
  const named = personsNamed(query).length + officesNamed(query, lexicon).length
  return named > 0 && query.units.every(isName)
}

/** "When did Ishiba become prime minister?": the table knows. */
function asksSince({ wanted, lang, text, mentions, units }: Query): boolean {
  const isNamed = mentions.some(m => m.id.startsWith('PER.')) && mentions.some(m => m.kind === 'title')
  const isClear = units.every(
    unit => unit.kind !== 'topic' && (unit.kind !== 'act' || unit.id === 'ACT.appoint'),
  )
  return wanted === 'when' && isNamed && isClear && TAKES_OFFICE[tongueOf(lang)].test(fold(text))
}

const TAKES_OFFICE = patternsOf(rules.takesOffice)

/** Whose naming is looked for, in turn: the persons named, or the holders of the office, who holds it on the day first. */
function rolesInQuestion(query: Query, asOf: string, lexicon: Lexicon): Role[][] {
  const persons = personsNamed(query)
  if (persons.length > 0) return persons.map(id => [...lexicon.rolesOf(id)])
  return officesNamed(query, lexicon)
    .flatMap(office => lexicon.holdersOf(office).filter(role => role.from <= asOf))
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))
    .slice(0, limits.holdersTried)
    .map(role => [role])
}

async function findNamings(roles: readonly Role[], query: Query, deps: AnswerDeps): Promise<Naming[]> {
  const [first] = roles
  if (first === undefined) return []
  const hits = await deps.store.reportsMentioning([first.entity], limits.reportsOfIdentity)
  const reads = await deps.store.readingsOf(hits.map(hit => hit.report))
  const newest = reads
    .filter(read => fits(read, query))
    .toSorted((a, b) => compare(b.report.date.start, a.report.date.start))
  const byOffice = new Map<string, Naming>()
  for (const read of newest) {
    for (const naming of namingsIn(read, roles, deps.lexicon))
      if (!byOffice.has(naming.role.office)) byOffice.set(naming.role.office, naming)
  }
  return [...byOffice.values()]
}

function fits({ report }: StoredReport, { window }: Query): boolean {
  const { start, end } = report.date
  return window === null || start === null || (start <= window.to && (end ?? start) >= window.from)
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1
}

/** Sentences where the name stands beside a title of an office that the person held when the report was written. */
function namingsIn(read: StoredReport, roles: readonly Role[], lexicon: Lexicon): Naming[] {
  const day = read.report.date.start
  const scopes = scopesOf(read, lexicon, false)
  return read.sentences.flatMap((sentence, at): Naming[] => {
    const { mentions } = scopes.sentences[at]!
    const names = mentions.filter(m => m.id === roles[0]!.entity)
    const role = roles.find(
      one =>
        (day === null || (one.from <= day && (one.to === null || day <= one.to))) &&
        names.some(name => mentions.some(title => isTitleOf(title, one) && standBeside(name, title))),
    )
    return role === undefined
      ? []
      : [{ role, sentence, report: read.report, article: read.article, claim: null }]
  })
}

function isTitleOf(mention: Mention, role: Role): boolean {
  return mention.kind === 'title' && [mention.id, ...mention.others].includes(role.office)
}

/** `President Lee`, `李在明大統領`, `韩国总统李在明`, `윤석열 대통령`. */
function standBeside(name: Mention, title: Mention): boolean {
  const gap = Math.max(name.start, title.start) - Math.min(name.end, title.end)
  return gap <= limits.gapOfTitle
}
