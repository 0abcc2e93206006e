// The lines below the items: differing accounts, wording that moved, the same event from each capital, plans, caveats.
import { nameCountry } from '../src/answer/names.ts'
import { oppositeActs } from '../src/lexicon/relations.ts'
import type { DateRef } from '../src/model/date.ts'
import { isInferred } from '../src/model/date.ts'
import type { DigestItem } from '../src/model/digest.ts'
import { type Lang, tongueOf } from '../src/model/language.ts'
import type { Store } from '../src/store/store.ts'
import { formatDate, formatDays } from '../src/text/show-dates.ts'
import { factsOf, isSameMatter, lengthOf, relationTo } from './facts.ts'
import type { Gathered, Told } from './gather.ts'
import { headlineOf } from './headline.ts'
import { originNames } from './origins.ts'
import type { Candidate } from './rank.ts'
import { word } from './words.ts'
import { type WriteDeps, writeHeadline } from './write.ts'

/** Plans further ahead are no appointments. */
const FURTHEST_PLAN_DAYS = 60

/** A headline with who says so and its citation. */
export function writeTelling(told: Told, deps: WriteDeps): string {
  const n = deps.citations.add(told)
  const outlet = deps.citations.list()[n - 1]!.chain[0]?.name
  return `${writeHeadline(told, deps)}${outlet === undefined ? '' : ` (${outlet})`} [${n}]`
}

/** Pairs of claims about one matter that cannot both hold, by different voices, each line with its citations. */
export function writeAccounts(gathered: Gathered, deps: WriteDeps, most = 3): string[] {
  const lines: string[] = []
  const seen = new Set<string>()
  const told = sampleOf(gathered.told.filter(isAccount))
  for (const list of Map.groupBy(told, one => one.claim.actors[0]?.side ?? '').values()) {
    for (const [i, a] of list.entries()) {
      for (const b of list.slice(i + 1)) {
        if (lines.length === most) return lines
        const key = [a.claim.actors[0]?.side, a.claim.act, b.claim.act].sort().join('|')
        if (seen.has(key) || !differ(a, b)) continue
        seen.add(key)
        lines.push(word(deps.lang, 'account', { a: writeTelling(a, deps), b: writeTelling(b, deps) }))
      }
    }
  }
  return lines
}

/** A few of each act by each side about each topic: more of them would say the same. */
function sampleOf(told: readonly Told[]): Told[] {
  const counts = new Map<string, number>()
  return told.filter(({ claim }) => {
    const key = [claim.actors[0]!.side, claim.act, claim.polarity, claim.topics[0]].join('|')
    const n = (counts.get(key) ?? 0) + 1
    counts.set(key, n)
    return n <= 3
  })
}

function isAccount({ claim }: Told): boolean {
  return (
    claim.confidence.band === 'high' &&
    claim.topics.length > 0 &&
    claim.actors.length > 0 &&
    claim.modality !== 'hypothetical' &&
    claim.modality !== 'planned'
  )
}

function differ(a: Told, b: Told): boolean {
  const [one, other] = [factsOf(a.claim, a.report), factsOf(b.claim, b.report)]
  const flipped = one.act === other.act && one.negated !== other.negated
  const opposed =
    one.negated === other.negated &&
    (oppositeActs(one.act).includes(other.act) || oppositeActs(other.act).includes(one.act))
  if (!flipped && !opposed) return false
  if (!isSameMatter(one, other) || !one.topics.some(topic => other.topics.includes(topic))) return false
  // The same voice in one report tells two things, not two accounts.
  const voices = [a, b].map(told => originNames([told])[0])
  return voices[0] !== voices[1] || a.report.id !== b.report.id
}

/** Dated plans that are still ahead after `after` (a day) and that nobody tells as done; soonest first. */
export function findPlans(gathered: Gathered, after: string, days = FURTHEST_PLAN_DAYS): Told[] {
  const last = Temporal.PlainDate.from(after).add({ days }).toString()
  const done = gathered.told
    .filter(one => one.claim.modality === 'asserted')
    .map(one => factsOf(one.claim, one.report))
  const plans = gathered.told.filter(({ claim, report }) => {
    const when = claim.timeEvent
    if (claim.modality !== 'planned' || claim.polarity === 'negated' || claim.act === 'hope') return false
    if (claim.confidence.band === 'low' || claim.actors.length === 0) return false
    if (when === null || when.start === null || lengthOf(when) > 31) return false
    if (when.start <= after || when.start > last) return false
    const plan = factsOf(claim, report)
    return !done.some(one => relationTo(one, plan) === 'realised')
  })
  const sorted = plans.sort((a, b) => (a.claim.timeEvent!.start! < b.claim.timeEvent!.start! ? -1 : 1))
  const kept: Told[] = []
  for (const plan of sorted) if (!kept.some(one => isSamePlan(one, plan))) kept.push(plan)
  return kept
}

function isSamePlan(a: Told, b: Told): boolean {
  const [one, other] = [factsOf(a.claim, a.report), factsOf(b.claim, b.report)]
  return (
    a.claim.timeEvent!.start === b.claim.timeEvent!.start && one.act === other.act && isSameMatter(one, other)
  )
}

/** `6 Dec 2013 · Biden, Park Geun-hye: meeting (planned) [6]`. */
export function writePlan(told: Told, deps: WriteDeps): string {
  const n = deps.citations.add(told)
  return `${formatDate(deps.lang, told.claim.timeEvent!)} · ${writeHeadline(told, deps)} [${n}]`
}

/** Whose press it is: the outlet's country, or where that is not known the language it writes in. */
export function pressOf({ report }: Told, lang: Lang): string {
  const country = report.chain.find(link => link.role === 'outlet')?.country ?? report.chain[0]?.country
  if (country) return nameCountry(country, lang)
  return word(lang, 'pressIn', { language: languageName(tongueOf(report.lang), lang) })
}

/** The name of a language in another. */
export function languageName(tongue: string, lang: Lang): string {
  return new Intl.DisplayNames([lang], { type: 'language' }).of(tongue) ?? tongue
}

/** The event that most presses tell, with the lead of each; null when no two do. */
export function findShared(candidates: readonly Candidate[], lang: Lang) {
  let best: { candidate: Candidate; presses: Map<string, Told> } | null = null
  for (const candidate of candidates) {
    const presses = new Map<string, Told>()
    for (const told of candidate.told) {
      const press = pressOf(told, lang)
      if (!presses.has(press)) presses.set(press, told)
    }
    if (presses.size >= 2 && presses.size > (best?.presses.size ?? 0)) best = { candidate, presses }
  }
  return best
}

/** What each press leads with in its report of the one event that most of them tell. */
export function writeSeenFrom(
  candidates: readonly Candidate[],
  gathered: Gathered,
  deps: WriteDeps,
): string[] {
  const shared = findShared(candidates, deps.lang)
  if (shared === null) return []
  return [...shared.presses].map(([press, told]) => `${press}: ${writeTelling(leadOf(told, gathered), deps)}`)
}

/** The first claim of the report that reads surely: what it leads with. */
export function leadOf(told: Told, gathered: Gathered): Told {
  return (
    gathered.told.find(
      one =>
        one.report.id === told.report.id &&
        one.claim.confidence.band !== 'low' &&
        one.claim.actors.length > 0 &&
        one.claim.modality !== 'hypothetical',
    ) ?? told
  )
}

const LOOK_BACK_DAYS = 180

/** Sides whose official wording stands on another step of the tone ladder than when they last spoke about it. */
export async function writeWording(
  candidates: readonly Candidate[],
  from: string,
  store: Store,
  deps: WriteDeps,
  most = 3,
): Promise<string[]> {
  const lines: string[] = []
  const seen = new Set<string>()
  const before = Temporal.PlainDate.from(from)
  for (const { told, facts } of candidates) {
    const { claim, sentence } = told[0]!
    const key = `${facts.sides[0]} ${facts.topics[0]}`
    if (claim.intensity === undefined || facts.topics.length === 0 || seen.has(key)) continue
    if (lines.length === most) break
    seen.add(key)
    const page = await store.claimsWhere({
      topics: claim.topics,
      acts: TONES,
      reportFrom: before.subtract({ days: LOOK_BACK_DAYS }).toString(),
      reportTo: before.subtract({ days: 1 }).toString(),
      limit: 100,
    })
    const last = page.items.find(
      one =>
        one.intensity !== undefined &&
        one.confidence.band === 'high' &&
        one.polarity === claim.polarity &&
        isSameMatter(factsOf(one, { date: one.timeReported }), facts),
    )
    if (last === undefined || last.intensity === claim.intensity) continue
    const label = (act: string) => stepOf(act, deps)
    const n = deps.citations.add(told[0]!)
    const who = headlineOf({ claim: { ...claim, recipients: [] }, sentence }, deps.lang, deps.lexicon).split(
      /[:：]/,
    )[0]!
    lines.push(
      `${word(deps.lang, 'moved', {
        who,
        before: label(last.act),
        now: label(claim.act),
        date: sinceOf(last.timeReported, deps.lang),
      })} [${n}]`,
    )
  }
  return lines
}

/** Acts that stand on the tone ladder. */
const TONES = [
  'concern',
  'dissatisfied',
  'criticise',
  'regret_other',
  'accuse',
  'summon',
  'lodge_protest',
  'condemn',
]

function stepOf(act: string, { lexicon, lang }: WriteDeps): string {
  const label = lexicon.act(act)?.labels[lang] ?? act
  return lang === 'en' ? label.replace(/\s+(?:about|to|with)$/, '') : label
}

function sinceOf(date: DateRef, lang: Lang): string {
  return date.start === null ? '?' : formatDays(lang, date.start, date.start)
}

/** What a careful reader must know about how this was made. */
export function writeCaveats(gathered: Gathered, items: readonly DigestItem[], lang: Lang): string[] {
  const caveats: string[] = []
  const all = gathered.reports.length
  const inferred = gathered.reports.filter(report => isInferred(report.date)).length
  const low = gathered.told.filter(one => one.claim.confidence.band === 'low').length
  const events = items.filter(item => item.novelty !== 'correction')
  const single = events.filter(item => item.sourcing.independent === 1).length
  const mixed = countMixed(gathered)
  if (inferred > 0) caveats.push(word(lang, 'inferredDates', { n: inferred, all }))
  if (single > 0) caveats.push(word(lang, 'singleSource', { n: single, all: events.length }))
  const unsure = events.filter(item => item.reading !== 'high').length
  if (unsure > 0) caveats.push(word(lang, 'mediumRead', { n: unsure, all: events.length }))
  if (mixed > 0) caveats.push(word(lang, 'mixed', { n: mixed }))
  if (low > 0) caveats.push(word(lang, 'lowDropped', { n: low }))
  if (gathered.undated > 0) caveats.push(word(lang, 'undated', { n: gathered.undated }))
  if ([...gathered.articles.values()].some(article => article.sample)) caveats.push(word(lang, 'samples'))
  return caveats
}

/** Articles that hold several reports. */
export function countMixed(gathered: Gathered): number {
  const perArticle = new Map<string, number>()
  for (const report of gathered.reports)
    perArticle.set(report.article, Math.max(perArticle.get(report.article) ?? 0, report.ordinal + 1))
  return [...perArticle.values()].filter(n => n > 1).length
}
