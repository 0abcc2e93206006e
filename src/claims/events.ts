// What claims have to do with one another: which tell the same event, in whatever language; which of those only repeat
// another's report; which say the contrary; which tell that a plan came true. Pure: nothing is read but the claims.
import { deedOf, isReversed, oppositeActs } from '../lexicon/relations.ts'
import type { Claim, EntityRef } from '../model/claim.ts'
import { dayNumberOf, dayOf, isOneDay } from './event-days.ts'
import { isCopy, originOf } from './origins.ts'

/** Acts too vague to be an event of their own. */
const VAGUE = new Set([
  'state',
  'assess',
  'announce',
  'speculate',
  'hope',
  'omit',
  'no_comment',
  'deny',
  'leak_plan',
])
/** Topics that name only who deals with whom. */
const BROAD = /_RELATIONS$|^ALLIANCE_|^OTHER$|^TRILATERAL$/
/** Asked and refused many times a day: told apart by what it is about or by whom it is meant for. */
const REPEATED = new Set(['REQUEST', 'REJECT'])
/** Classes of deeds that are first planned, then done. */
const CARRIED_OUT = new Set([
  'CONSULT',
  'COOPERATE',
  'AID',
  'CONCEDE',
  'RETREAT',
  'SANCTION',
  'MOBILIZE',
  'COERCE',
])
/** Reports of one event come out within so many days. */
const REPORT_DAYS = 3
/** A plan counts as fulfilled by what is told within so many days. */
const PLAN_DAYS = 60
/** At so many claims of one deed and side in one window the rest are left unlinked: no reader could follow them. */
const MOST_COMPARED = 400

/** Whether two claims tell one event, whichever way: who, what, to whom, about what, when. */
export function tellSameEvent(a: Claim, b: Claim): boolean {
  return (
    deedOf(a.act) === deedOf(b.act) &&
    agreeOnActors(a, b) &&
    (a.recipients.length === 0 || b.recipients.length === 0 || overlap(a.recipients, b.recipients)) &&
    agreeOnTopics(a, b) &&
    (!REPEATED.has(a.plover) || isPinned(a, b)) &&
    agreeOnTime(a, b)
  )
}

/** The claims in the order given, with `links` filled as far as the claims given know of each other. */
export function linkClaims(claims: readonly Claim[]): Claim[] {
  const parent = claims.map((_, at) => at)
  const contradicts = claims.map(() => new Set<string>())
  const fulfils = new Map<number, number>()
  for (const [x, y] of neighbours(claims)) {
    const [a, b] = [claims[x]!, claims[y]!]
    if (isPlan(a) !== isPlan(b)) {
      const [plan, deed] = isPlan(a) ? [x, y] : [y, x]
      if (isFulfilled(claims[plan]!, claims[deed]!))
        fulfils.set(deed, latest(claims, fulfils.get(deed), plan))
    } else if (disagree(a, b)) {
      contradicts[x]!.add(b.id)
      contradicts[y]!.add(a.id)
    } else if (
      holds(a) === holds(b) &&
      a.modality !== 'denied' &&
      b.modality !== 'denied' &&
      tellSameEvent(a, b)
    ) {
      parent[root(parent, y)] = root(parent, x)
    }
  }
  const groups = Map.groupBy(
    claims.keys().filter(at => !isLeftOut(claims[at]!)),
    at => root(parent, at),
  )
  const linked = claims.map((claim, at) => withLinks(claim, contradicts[at]!, claims[fulfils.get(at) ?? -1]))
  for (const group of groups.values()) linkGroup(linked, group)
  return linked
}

/** Event of each claim that has one → the story it belongs to: events days apart, about one thing, among the same sides. */
export function storiesOf(claims: readonly Claim[]): Map<string, string> {
  const events = new Map<string, Claim[]>()
  for (const claim of claims) {
    const { event } = claim.links
    if (event !== undefined) events.set(event, [...(events.get(event) ?? []), claim])
  }
  const ids = [...events.keys()]
  const parent = ids.map((_, at) => at)
  const byTheme = new Map<string, { at: number; day: number }[]>()
  for (const [at, id] of ids.entries()) {
    const members = events.get(id)!
    const day = Math.min(...members.map(one => dayNumberOf(one)))
    if (!Number.isFinite(day)) continue
    for (const theme of themesOf(members)) byTheme.set(theme, [...(byTheme.get(theme) ?? []), { at, day }])
  }
  for (const [theme, list] of byTheme) {
    const gap = theme.startsWith('topic') ? 7 : 2
    list.sort((a, b) => a.day - b.day)
    for (const [i, one] of list.entries()) {
      const before = list[i - 1]
      if (before !== undefined && one.day - before.day <= gap)
        parent[root(parent, one.at)] = root(parent, before.at)
    }
  }
  return new Map(ids.map((id, at) => [id, `story-${ids[root(parent, at)]!}`]))
}

/** What holds events together: a topic and a side, or two sides with nothing else named. */
function themesOf(members: readonly Claim[]): Set<string> {
  const sides = [...new Set(members.flatMap(c => [...sidesOf(c.actors), ...sidesOf(c.recipients)]))].sort()
  const topics = [...new Set(members.flatMap(c => c.topics).filter(topic => !BROAD.test(topic)))]
  const themes = new Set<string>()
  for (const topic of topics) for (const side of sides) themes.add(`topic ${topic} ${side}`)
  for (const [i, one] of sides.entries())
    for (const other of sides.slice(i + 1)) themes.add(`pair ${one} ${other}`)
  return themes
}

/** Pairs worth comparing: of one deed or of opposite deeds, by one side, near in time. */
function* neighbours(claims: readonly Claim[]): Generator<readonly [number, number]> {
  const buckets = new Map<string, { at: number; day: number }[]>()
  for (const [at, claim] of claims.entries()) {
    const day = dayNumberOf(claim)
    if (isLeftOut(claim) || !Number.isFinite(day)) continue
    const deeds = new Set([deedOf(claim.act), ...oppositeActs(claim.act).map(deedOf)])
    for (const deed of deeds) {
      for (const side of new Set([...sidesOf(claim.actors), ...claim.actors.map(ref => ref.id)])) {
        const key = `${deed} ${side}`
        const list = buckets.get(key)
        if (list === undefined) buckets.set(key, [{ at, day }])
        else list.push({ at, day })
      }
    }
  }
  const seen = new Set<number>()
  for (const list of buckets.values()) {
    list.sort((a, b) => a.day - b.day || a.at - b.at)
    for (const [i, one] of list.entries()) {
      for (
        let j = i + 1;
        j < list.length && j - i <= MOST_COMPARED && list[j]!.day - one.day <= PLAN_DAYS;
        j++
      ) {
        const [x, y] = [Math.min(one.at, list[j]!.at), Math.max(one.at, list[j]!.at)]
        const pair = x * claims.length + y
        if (x === y || seen.has(pair)) continue
        seen.add(pair)
        yield [x, y]
      }
    }
  }
}

function linkGroup(linked: Claim[], group: readonly number[]): void {
  const members = [...group].sort((x, y) => dayNumberOf(linked[x]!) - dayNumberOf(linked[y]!) || x - y)
  const event = `event-${linked[members[0]!]!.id}`
  for (const [i, at] of members.entries()) {
    const claim = linked[at]!
    const first = members.slice(0, i).find(other => repeats(linked[other]!, claim))
    const origin = originOf(claim)
    const others = members.filter(other => other !== at && originOf(linked[other]!) !== origin)
    linked[at] = {
      ...claim,
      links: {
        ...claim.links,
        event,
        ...(first === undefined ? {} : { duplicateOf: linked[first]!.id }),
        ...(first !== undefined || others.length === 0
          ? {}
          : { corroborates: others.map(other => linked[other]!.id) }),
      },
    }
  }
}

/** One report passed on: the same origin elsewhere, or nearly the same words. */
function repeats(earlier: Claim, claim: Claim): boolean {
  if (earlier.doc === claim.doc) return false
  return originOf(earlier) === originOf(claim) || isCopy(earlier, claim)
}

function withLinks(claim: Claim, contradicts: ReadonlySet<string>, plan: Claim | undefined): Claim {
  return {
    ...claim,
    links: {
      ...(contradicts.size === 0 ? {} : { contradicts: [...contradicts] }),
      ...(plan === undefined ? {} : { fulfils: plan.id }),
    },
  }
}

/** Told as done, or as not done, though told: a plan, a guess and a bare saying take no part. */
function isLeftOut(claim: Claim): boolean {
  return VAGUE.has(claim.act) || claim.actors.length === 0 || claim.modality === 'hypothetical'
}

function isPlan(claim: Claim): boolean {
  return claim.modality === 'planned'
}

/** Whether the deed, whichever of its words is used, is said to have taken place. */
function holds(claim: Claim): boolean {
  return (claim.polarity === 'affirmed') !== isReversed(claim.act)
}

/** One says it was done and the other that it was not, or that the opposite was done. */
function disagree(a: Claim, b: Claim): boolean {
  if (isPlan(a) || isPlan(b)) return false
  if (deedOf(a.act) === deedOf(b.act)) {
    const denied = (a.modality === 'denied') !== (b.modality === 'denied') && holds(a) === holds(b)
    const turned = a.modality !== 'denied' && b.modality !== 'denied' && holds(a) !== holds(b)
    return (denied || turned) && tellSameEvent(a, b)
  }
  return (
    (oppositeActs(a.act).includes(b.act) || oppositeActs(b.act).includes(a.act)) &&
    holds(a) &&
    holds(b) &&
    a.modality !== 'denied' &&
    b.modality !== 'denied' &&
    specific(a).some(topic => specific(b).includes(topic)) &&
    sameIds(a.actors, b.actors) &&
    overlap(a.recipients, b.recipients) &&
    agreeOnTime(a, b)
  )
}

function isFulfilled(plan: Claim, deed: Claim): boolean {
  if (deed.modality === 'denied' || !holds(plan) || !holds(deed)) return false
  if (!CARRIED_OUT.has(plan.plover) || plan.doc === deed.doc) return false
  if (plan.plover === 'CONSULT' && plan.actors.length > 1 && !sameIds(plan.actors, deed.actors)) return false
  const [told, done] = [dayNumberOf(plan, 'reported'), dayNumberOf(deed)]
  if (done < told || done - told > PLAN_DAYS) return false
  if (isOneDay(plan.timeEvent) && Math.abs(dayNumberOf(plan) - done) > 2) return false
  return (
    deedOf(plan.act) === deedOf(deed.act) &&
    agreeOnActors(plan, deed) &&
    (plan.recipients.length === 0 ||
      deed.recipients.length === 0 ||
      overlap(plan.recipients, deed.recipients)) &&
    agreeOnTopics(plan, deed)
  )
}

function latest(claims: readonly Claim[], known: number | undefined, plan: number): number {
  if (known === undefined) return plan
  return dayNumberOf(claims[plan]!, 'reported') > dayNumberOf(claims[known]!, 'reported') ? plan : known
}

function agreeOnTime(a: Claim, b: Claim): boolean {
  const [x, y] = [dayNumberOf(a), dayNumberOf(b)]
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false
  const within = dayOf(a) === 'event' && dayOf(b) === 'event' ? 1 : REPORT_DAYS
  return Math.abs(x - y) <= within
}

function agreeOnTopics(a: Claim, b: Claim): boolean {
  const [x, y] = [specific(a), specific(b)]
  return x.length === 0 || y.length === 0 || a.plover === 'CONSULT' || x.some(topic => y.includes(topic))
}

/** Both name whom it is meant for, or both what it is about. */
function isPinned(a: Claim, b: Claim): boolean {
  return overlap(a.recipients, b.recipients) || specific(a).some(topic => specific(b).includes(topic))
}

function specific(claim: Claim): readonly string[] {
  return claim.topics.filter(topic => !BROAD.test(topic))
}

/** The same people, or a state on one side and one who acts for it on the other. */
function agreeOnActors(a: Claim, b: Claim): boolean {
  const [few, many] = a.actors.length <= b.actors.length ? [a.actors, b.actors] : [b.actors, a.actors]
  // A meeting is told by at least two of those who met.
  if (deedOf(a.act) === 'meet' && few.length < 2) return false
  return few.length > 0 && few.every(one => many.some(other => isSame(one, other)))
}

function overlap(a: readonly EntityRef[], b: readonly EntityRef[]): boolean {
  return a.some(one => b.some(other => isSame(one, other)))
}

function sameIds(a: readonly EntityRef[], b: readonly EntityRef[]): boolean {
  return a.length === b.length && a.every(one => b.some(other => one.id === other.id))
}

function isSame(a: EntityRef, b: EntityRef): boolean {
  if (a.id === b.id) return true
  if (a.side === undefined || a.side !== b.side) return false
  const isPerson = (ref: EntityRef): boolean => ref.id.startsWith('PER.')
  const isParty = (ref: EntityRef): boolean => /^(?:PTY|ORG|GRP)\./.test(ref.id)
  return !(isPerson(a) && isPerson(b)) && !isParty(a) && !isParty(b)
}

function sidesOf(refs: readonly EntityRef[]): string[] {
  return refs.flatMap(ref => (ref.side === undefined ? [] : [ref.side]))
}

function root(parent: number[], at: number): number {
  let top = at
  while (parent[top] !== top) top = parent[top]!
  for (let i = at; parent[i] !== top; ) [parent[i], i] = [top, parent[i]!]
  return top
}
