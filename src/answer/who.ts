// Who a person is, or who holds an office: terms by date from the house's table, and the latest that is told of them.
import type { Lexicon, Mention, Role } from '../lexicon/lexicon.ts'
import type { Lang } from '../model/language.ts'
import { LANGS } from '../model/language.ts'
import type { ClaimLine, Profile, Roles, Term } from '../model/overview.ts'
import type { Query } from '../search/query.ts'
import type { AnswerDeps } from './answer.ts'
import { Citations } from './cite.ts'
import limits from './data/limits.json' with { type: 'json' }
import { nameCountry } from './names.ts'
import { dayOf, nearNames, readSubject } from './subject.ts'
import { groupTellings, readReports, writeLine } from './tellings.ts'

/** Tells who a person is, who holds an office, or who leads a body, as of the days asked about or today. */
export async function tellWho(
  asked: string,
  deps: AnswerDeps,
  options: { lang?: Lang } = {},
): Promise<Profile> {
  const { lexicon } = deps
  const today = deps.clock().toZonedDateTimeISO('UTC').toPlainDate().toString()
  const { query } = readSubject(asked, deps, options)
  const lang = options.lang ?? query.lang
  const asOf = query.window === null || query.window.to > today ? today : query.window.to
  const roles = rolesAsked(query, asOf, lang, lexicon)
  const citations = new Citations(lexicon, lang)
  const lines = await latestLines(peopleOf(query, asOf, lexicon), query, deps, citations, lang)
  return {
    lang,
    asked,
    asOf,
    roles,
    lines,
    citations: citations.list(),
    near: roles.length === 0 ? nearNames(asked, lang, lexicon) : [],
  }
}

/** The persons, offices or bodies that a question names, with their terms. */
export function rolesAsked(query: Query, asOf: string, lang: Lang, lexicon: Lexicon): Roles[] {
  const persons = personsNamed(query)
  if (persons.length > 0) return persons.map(id => rolesOfPerson(id, asOf, lang, lexicon))
  const offices = officesNamed(query, lexicon)
  if (offices.length > 0) return offices.map(id => rolesOfOffice(id, asOf, lang, lexicon))
  return bodiesNamed(query)
    .map(id => rolesOfBody(id, asOf, lang, lexicon))
    .filter(roles => roles.terms.length > 0)
}

/** Persons that a question names. */
export function personsNamed(query: Query): string[] {
  const named = query.mentions.filter(m => m.id.startsWith('PER.'))
  return [...new Set(named.flatMap(m => [m.id, ...m.others]))].slice(0, limits.mostAsked)
}

function bodiesNamed(query: Query): string[] {
  const named = query.mentions.filter(m => m.kind === 'entity' && !/^(?:PER|PLC|OUT)\./.test(m.id))
  return [...new Set(named.map(m => m.id))].slice(0, limits.mostAsked)
}

/** Offices named by title; where a country is named too, its own (the president of South Korea). */
export function officesNamed(query: Query, lexicon: Lexicon): string[] {
  const titles = query.mentions.filter(m => m.kind === 'title')
  const longest = titles.filter(m => !titles.some(other => covers(other, m)))
  const sides = new Set(query.mentions.filter(m => m.kind === 'entity').map(m => lexicon.sideOf(m.id)))
  const titled = [...new Set(longest.flatMap(m => [m.id, ...m.others]))].filter(
    id => sides.size === 0 || sides.has(lexicon.office(id)?.country ?? null),
  )
  return (titled.length > 0 ? titled : headsNamed(query, lexicon)).slice(0, limits.mostAsked)
}

/** 韩国外交部 and 部长 read as a body and a word: whoever heads that body is meant. */
function headsNamed(query: Query, lexicon: Lexicon): string[] {
  if (!query.mentions.some(m => m.kind === 'word' && isTitleWord(m.id))) return []
  const bodies = new Set(bodiesNamed(query))
  const offices = [...lexicon.entities()].flatMap(row => lexicon.rolesOf(row.id).map(role => role.office))
  return [...new Set(offices)].filter(id => {
    const row = lexicon.office(id)
    return row?.of !== undefined && bodies.has(row.of) && row.unique
  })
}

/** An ordinary word that is a title: minister, president. */
export function isTitleWord(id: string): boolean {
  return /^W\.(?:\w*minister|president|vice_president|secretary|chairman)$/.test(id)
}

function covers(big: Mention, small: Mention): boolean {
  return (
    big !== small &&
    big.start <= small.start &&
    big.end >= small.end &&
    big.end - big.start > small.end - small.start
  )
}

/** Whom the latest claims are looked up for: the persons named, or who holds the offices named on that day. */
function peopleOf(query: Query, asOf: string, lexicon: Lexicon): string[] {
  const persons = personsNamed(query)
  if (persons.length > 0) return persons
  return officesNamed(query, lexicon)
    .flatMap(office => lexicon.holdersOf(office).filter(role => holdsOn(role, asOf)))
    .map(role => role.entity)
    .slice(0, limits.mostAsked)
}

function holdsOn(role: Role, day: string): boolean {
  return role.from <= day && (role.to === null || day < role.to)
}

function rolesOfPerson(id: string, asOf: string, lang: Lang, lexicon: Lexicon): Roles {
  const name = lexicon.nameOf(id, lang)
  const forms = lexicon.entity(id)?.forms ?? {}
  const others = LANGS.flatMap(other => forms[other]?.[0] ?? [])
  return {
    kind: 'person',
    name: fullName(id, lang, lexicon),
    alsoCalled: [...new Set(others)].filter(form => form !== name),
    terms: termsOf(lexicon.rolesOf(id), asOf, lang, lexicon),
  }
}

function rolesOfOffice(id: string, asOf: string, lang: Lang, lexicon: Lexicon): Roles {
  return {
    kind: 'office',
    name: withCountry(officeName(id, lang, lexicon), lexicon.office(id)?.country, lang),
    alsoCalled: [],
    terms: termsOf(lexicon.holdersOf(id), asOf, lang, lexicon),
  }
}

/** A body: who holds each of its offices on the day; of a state, those of its government. */
function rolesOfBody(id: string, asOf: string, lang: Lang, lexicon: Lexicon): Roles {
  const isOf = (office: string): boolean => {
    const row = lexicon.office(office)
    if (row?.of === id) return true
    return /^GOV\.[a-z]+$/.test(id) && row?.country === lexicon.sideOf(id) && row?.unique === true
  }
  const holding = [...lexicon.entities()]
    .flatMap(row => lexicon.rolesOf(row.id))
    .filter(role => isOf(role.office) && holdsOn(role, asOf))
  return {
    kind: 'body',
    name: lexicon.nameOf(id, lang),
    alsoCalled: [],
    terms: termsOf(holding, asOf, lang, lexicon).slice(0, limits.mostTerms),
  }
}

function termsOf(roles: readonly Role[], asOf: string, lang: Lang, lexicon: Lexicon): Term[] {
  return roles
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))
    .map(role => ({
      person: fullName(role.entity, lang, lexicon),
      office: officeName(role.office, lang, lexicon),
      country: lexicon.office(role.office)?.country ?? null,
      from: role.from,
      to: role.to,
      holds: holdsOn(role, asOf),
    }))
}

/** The first form may be a surname alone, as reports use it; here a full name is wanted where there is one (石破茂). */
export function fullName(id: string, lang: Lang, lexicon: Lexicon): string {
  const forms = lexicon.entity(id)?.forms[lang]?.slice(0, 3) ?? []
  // In the other languages spaces and dots part the syllables of one name: the longest is not the usual one.
  if (lang === 'en') return forms.find(form => form.includes(' ')) ?? lexicon.nameOf(id, lang)
  return forms.find(form => form.length >= 3 && !/[\s·・]/.test(form)) ?? lexicon.nameOf(id, lang)
}

function withCountry(name: string, country: string | undefined, lang: Lang): string {
  return country === undefined ? name : `${name} · ${nameCountry(country, lang)}`
}

/** Title of an office in a language. */
export function officeName(id: string, lang: Lang, lexicon: Lexicon): string {
  return lexicon.office(id)?.titles[lang][0] ?? id
}

/** The newest events that the persons took part in, a few of them, newest first. */
async function latestLines(
  people: readonly string[],
  query: Query,
  deps: AnswerDeps,
  citations: Citations,
  lang: Lang,
): Promise<ClaimLine[]> {
  if (people.length === 0) return []
  const { window } = query
  const page = await deps.store.claimsWhere({
    actors: people,
    ...(window === null ? {} : { reportFrom: window.from, reportTo: window.to }),
    limit: limits.latestClaims,
  })
  const newest = groupTellings(page.items, deps.lexicon)
    .toSorted((a, b) => compareDays(dayOf(b.claims[0]!).start, dayOf(a.claims[0]!).start))
    .slice(0, limits.linesOfWho)
  const reads = await readReports(newest, deps)
  return newest.flatMap(one => writeLine(one, reads, citations, lang, deps.lexicon) ?? [])
}

function compareDays(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0
}
