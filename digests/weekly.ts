// What only the weekly form has: dyads, topics, four capitals, commitments, denials, a timeline, what lies ahead, and
// how it was made.
import { nameCountry } from '../src/answer/names.ts'
import type { CapitalRow, DigestWindow, DyadRow, Weekly } from '../src/model/digest.ts'
import { tongueOf } from '../src/model/language.ts'
import type { Store } from '../src/store/store.ts'
import { formatDate, formatDays } from '../src/text/show-dates.ts'
import { DYADS, dyadOf, isConflict, isCooperation } from './dyads.ts'
import { factsOf, relationTo } from './facts.ts'
import { type Gathered, gatherWindow, type Told } from './gather.ts'
import { listOf } from './headline.ts'
import { originNames } from './origins.ts'
import type { Candidate } from './rank.ts'
import {
  countMixed,
  findPlans,
  findShared,
  languageName,
  leadOf,
  writePlan,
  writeTelling,
} from './sections.ts'
import { word } from './words.ts'
import type { WriteDeps } from './write.ts'

const LEAST_SOURCES = 3
const MOST_TOPICS = 6
const MOST_LINES = 6
const AHEAD_DAYS = 14
const COMMITMENT_DAYS = 90

export interface WeeklyInput {
  readonly gathered: Gathered
  readonly candidates: readonly Candidate[]
  readonly window: DigestWindow
  readonly store: Store
  readonly write: WriteDeps
}

/** All the parts of a weekly digest. */
export async function writeWeekly(input: WeeklyInput): Promise<Weekly> {
  return {
    board: writeBoard(input),
    topics: writeTopics(input),
    capitals: writeCapitals(input),
    commitments: await writeCommitments(input),
    denials: writeDenials(input),
    timeline: writeTimeline(input),
    ahead: findPlans(input.gathered, input.window.to, AHEAD_DAYS)
      .slice(0, MOST_LINES)
      .map(plan => writePlan(plan, input.write)),
    method: writeMethod(input),
  }
}

/** Counts of things told between each pair of states, each thing once however many tell it. */
function writeBoard({ candidates, write }: WeeklyInput): DyadRow[] {
  return DYADS.map(dyad => {
    const own = candidates.filter(one => dyadOf(one.facts) === dyad)
    const cooperative = own.filter(one => isCooperation(one.facts)).length
    const conflictual = own.filter(one => isConflict(one.facts)).length
    const sources = new Set(own.flatMap(one => originNames(one.origins))).size
    const leaning = conflictual > cooperative ? isConflict : isCooperation
    const reason = own.find(one => leaning(one.facts)) ?? own[0]
    return {
      dyad,
      arrow: arrowOf(cooperative, conflictual, sources),
      cooperative,
      conflictual,
      sources,
      reason: reason === undefined ? '' : writeTelling(reason.told[0]!, write),
    }
  })
}

function arrowOf(cooperative: number, conflictual: number, sources: number): DyadRow['arrow'] {
  if (sources < LEAST_SOURCES) return 'insufficient'
  if (cooperative === conflictual) return 'level'
  return cooperative > conflictual ? 'warmer' : 'cooler'
}

function writeTopics({ candidates, write }: WeeklyInput): string[] {
  const byTopic = Map.groupBy(
    candidates.filter(one => one.facts.topics.length > 0),
    one => one.facts.topics[0]!,
  )
  return [...byTopic]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_TOPICS)
    .map(([topic, list]) =>
      word(write.lang, 'topicLine', {
        topic: write.lexicon.nameOf(topic, write.lang),
        n: list.length,
        telling: writeTelling(list[0]!.told[0]!, write),
      }),
    )
}

/** The presses of four capitals, whether or not they tell it: that one says nothing is worth a line, too. */
function writeCapitals({ candidates, gathered, write }: WeeklyInput): Weekly['capitals'] {
  const { lang } = write
  const shared = findShared(candidates, lang)
  if (shared === null) return null
  const presses = new Map<string, Told | null>([...shared.presses])
  if (![...presses.keys()].some(press => isLanguagePress(press, lang)))
    for (const country of ['US', 'JP', 'KR', 'CN']) {
      const name = nameCountry(country, lang)
      if (!presses.has(name)) presses.set(name, null)
    }
  return {
    event: writeTelling(shared.candidate.told[0]!, write),
    rows: [...presses].map(
      ([press, told]): CapitalRow => ({
        press,
        lead: told === null ? null : writeTelling(leadOf(told, gathered), write),
      }),
    ),
  }
}

function isLanguagePress(press: string, lang: WriteDeps['lang']): boolean {
  return ['en', 'ja', 'ko', 'zh'].some(
    tongue => press === word(lang, 'pressIn', { language: languageName(tongue, lang) }),
  )
}

const COMMITMENTS = new Set(['pledge', 'agree', 'sign'])

/** Promises made this week, and those of the last quarter that this week's reports tell as kept, denied or overdue. */
async function writeCommitments({ gathered, window, store, write }: WeeklyInput): Promise<string[]> {
  const { lang } = write
  const lines: string[] = []
  const opened = gathered.told.filter(
    ({ claim }) =>
      COMMITMENTS.has(claim.act) &&
      claim.confidence.band !== 'low' &&
      claim.polarity === 'affirmed' &&
      claim.modality !== 'hypothetical' &&
      claim.actors.length > 0,
  )
  const seen = new Set<string>()
  const add = (state: 'opened' | 'fulfilled' | 'overdue' | 'deniedPlan', told: Told): void => {
    const line = word(lang, state, { telling: writeTelling(told, write) })
    const key = line.replace(/\[\d+\]$/, '')
    if (!seen.has(key) && lines.length < MOST_LINES) {
      seen.add(key)
      lines.push(line)
    }
  }
  const until = Temporal.PlainDate.from(window.from).subtract({ days: 1 })
  const before = await gatherWindow(
    { window: { from: until.subtract({ days: COMMITMENT_DAYS }).toString(), to: until.toString() } },
    store,
  )
  const plans = before.told.filter(
    ({ claim }) =>
      claim.modality === 'planned' &&
      claim.confidence.band === 'high' &&
      claim.polarity === 'affirmed' &&
      claim.actors.length > 0 &&
      claim.topics.length > 0,
  )
  const now = gathered.told
    .filter(one => one.claim.confidence.band !== 'low' && one.claim.actors.length > 0)
    .map(one => ({ one, facts: factsOf(one.claim, one.report) }))
  for (const plan of plans) {
    const facts = factsOf(plan.claim, plan.report)
    const done = now.find(
      each => relationTo(each.facts, facts) === 'realised' && each.one.claim.modality === 'asserted',
    )
    const denied = now.find(
      each =>
        each.facts.act === facts.act &&
        each.one.claim.modality === 'denied' &&
        relationTo(each.facts, facts) !== null,
    )
    const end = plan.claim.timeEvent?.end
    if (done) add('fulfilled', done.one)
    else if (denied) add('deniedPlan', denied.one)
    else if (end && facts.from !== null && end >= window.from && end <= window.to) add('overdue', plan)
  }
  for (const told of opened) add('opened', told)
  return lines
}

function writeDenials({ gathered, write }: WeeklyInput): string[] {
  const lines = new Map<string, string>()
  for (const told of gathered.told) {
    const { claim } = told
    if (claim.act !== 'deny' && claim.modality !== 'denied') continue
    if (claim.confidence.band === 'low' || claim.actors.length === 0) continue
    const line = writeTelling(told, write)
    const key = line.replace(/\s*(?:\([^()]*\)\s*)?\[\d+\]$/, '')
    if (!lines.has(key)) lines.set(key, line)
    if (lines.size === MOST_LINES) break
  }
  return [...lines.values()]
}

/** The weightiest things by the day they happened. */
function writeTimeline({ candidates, write }: WeeklyInput): string[] {
  return candidates
    .filter(one => one.facts.from !== null && one.rank >= 2)
    .slice(0, MOST_LINES * 2)
    .sort((a, b) => (a.facts.from! < b.facts.from! ? -1 : 1))
    .map(one => {
      const told = one.told[0]!
      return `${formatDate(write.lang, told.claim.timeEvent!)} · ${writeTelling(told, write)}`
    })
}

function writeMethod({ gathered, candidates, window, write }: WeeklyInput): string[] {
  const { lang, lexicon } = write
  const { reports } = gathered
  const counted = (names: readonly string[]): string => {
    const counts = Map.groupBy(names, name => name)
    const rows = [...counts].sort(([, a], [, b]) => b.length - a.length)
    return listOf(
      rows.map(([name, list]) => `${name} ${list.length}`),
      lang,
    )
  }
  const countries = reports.map(report => {
    const country = report.chain.find(link => link.role === 'outlet')?.country ?? report.chain[0]?.country
    return country ? nameCountry(country, lang) : word(lang, 'countryUnknown')
  })
  const relayed = reports.filter(report => report.chain.some(link => link.role === 'relay')).length
  const inferred = reports.filter(report => !report.date.inferredBy.includes('explicit')).length
  return [
    word(lang, 'methodWindow', {
      days: formatDays(lang, window.from, window.to),
      n: gathered.articles.size,
      reports: reports.length,
    }),
    ...(reports.length === 0
      ? []
      : [
          word(lang, 'methodCountries', { list: counted(countries) }),
          word(lang, 'methodLanguages', {
            list: counted(reports.map(report => languageName(tongueOf(report.lang), lang))),
          }),
          word(lang, 'methodShares', { relayed, mixed: countMixed(gathered), inferred, all: reports.length }),
        ]),
    word(lang, 'methodClaims', {
      n: gathered.told.length,
      things: candidates.length,
      low: gathered.told.filter(one => one.claim.confidence.band === 'low').length,
    }),
    word(lang, 'methodReader', { version: lexicon.version }),
  ]
}
