// Role windows: a report that calls Biden vice president is of the years in which he was. A title beside a name is
// strong evidence, `the Abe government` too, a name alone only says that its bearer is likely to hold some office.
import type { Lexicon, Role } from '../../lexicon/lexicon.ts'
import { parseDay } from '../../text/dates/calendar.ts'
import { type Candidate, distanceTo, type Evidence, numberOf, type Span } from './candidates.ts'
import type { Reading } from './reading.ts'
import { HEADS, readTitles, type Titled } from './titles.ts'

const TITLE_OUTSIDE = -4
const GOVERNMENT_OUTSIDE = -4
const FORMER_IN_OFFICE = -3
const ELECT_OUTSIDE = -3
const ACTIVE_OUTSIDE = -0.9
/** All names without a title together weigh no more than this. */
const ACTIVE_FLOOR = -3
/** Hand-over days and time zones. */
const SLACK = 2
/** An elected head takes office within this many days. */
const ELECT_DAYS = 120

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

function weighTitle({ kind, person, offices }: Titled, lexicon: Lexicon): Evidence | null {
  const roles = lexicon.rolesOf(person).filter(role => offices.includes(role.office))
  const spans = roles.map(spanOf)
  const name = lexicon.nameOf(person, 'en')
  const office = lexicon.nameOf(roles[0]!.office, 'en')
  const weigh: Record<Titled['kind'], ((c: Candidate) => number) | null> = {
    holds: c => (distanceTo(spans, c.n) === 0 ? 0 : TITLE_OUTSIDE),
    former: c =>
      spans.some(span => c.n > span.to - 2 * SLACK) && distanceTo(spans, c.n) > 0 ? 0 : FORMER_IN_OFFICE,
    elect: c =>
      spans.some(span => c.n <= span.from + 2 * SLACK && c.n >= span.from - ELECT_DAYS) ? 0 : ELECT_OUTSIDE,
    earlier: null,
  }
  const reasons: Record<Titled['kind'], string> = {
    holds: `${name} as ${office}: ${tell(roles)}`,
    former: `${name} as former ${office}: ${tell(roles)} is over`,
    elect: `${name} elected ${office}, not yet in office: before ${roles.map(role => role.from).join(', ')}`,
    earlier: '',
  }
  const own = weigh[kind]
  return own === null ? null : { basis: 'role_window', reason: reasons[kind], weigh: own }
}

function weighGovernment(person: string, lexicon: Lexicon): Evidence | null {
  const roles = lexicon.rolesOf(person).filter(role => HEADS.test(role.office))
  if (roles.length === 0) return null
  const spans = roles.map(spanOf)
  return {
    basis: 'role_window',
    reason: `government of ${lexicon.nameOf(person, 'en')}: ${tell(roles)}`,
    weigh: c => (distanceTo(spans, c.n) === 0 ? 0 : GOVERNMENT_OUTSIDE),
  }
}

/** People in the news mostly hold an office: several names without titles still bound the time. */
function weighActive(persons: readonly string[], lexicon: Lexicon): Evidence | null {
  if (persons.length === 0) return null
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

/** Evidence from who is called what. */
export function weighOffices(reading: Reading, lexicon: Lexicon): Evidence[] {
  const { titled, governments, named } = readTitles(reading, lexicon)
  const covered = new Set([...titled.map(one => one.person), ...governments])
  const others = [...named].filter(person => !covered.has(person) && lexicon.rolesOf(person).length > 0)
  return [
    ...titled.map(one => weighTitle(one, lexicon)),
    ...[...governments].map(person => weighGovernment(person, lexicon)),
    weighActive(others, lexicon),
  ].filter(one => one !== null)
}
