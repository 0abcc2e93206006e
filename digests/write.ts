// Items, bottom line and caveats in the reader's language. Every line is built from claims whose sentence is cited.
import type { Citations } from '../src/answer/cite.ts'
import { nameChain, nameClaim, nameCountry } from '../src/answer/names.ts'
import type { Lexicon } from '../src/lexicon/lexicon.ts'
import { oppositeActs } from '../src/lexicon/relations.ts'
import { isInferred } from '../src/model/date.ts'
import type { DigestItem } from '../src/model/digest.ts'
import type { Lang } from '../src/model/language.ts'
import type { Store } from '../src/store/store.ts'
import { formatDate } from '../src/text/show-dates.ts'
import type { Correction, Gathered, Told } from './gather.ts'
import { type Candidate, originOf } from './rank.ts'
import { word } from './words.ts'

const LONGEST_OBJECT = 60

export interface WriteDeps {
  readonly store: Store
  readonly lexicon: Lexicon
  readonly lang: Lang
  readonly citations: Citations
}

/** `Biden → Japan: refuses (planned)`. */
export function writeHeadline(told: Told, { lang, lexicon }: WriteDeps): string {
  const { who, whom, act, note } = nameClaim(told.claim, lang, lexicon)
  const object = objectOf(told)
  return `${who}${whom === '' ? '' : ` → ${whom}`}: ${act}${note}${object === null ? '' : ` — ${object}`}`
}

/** What it is about: the claim's object in its own words when they are short, else nothing. */
function objectOf({ claim }: Told): string | null {
  // A meeting is told by who meets; what follows in its sentence is seldom what it was about.
  if (claim.plover === 'CONSULT') return null
  const text = claim.object?.text.trim()
  return text !== undefined && text !== '' && text.length <= LONGEST_OBJECT ? text : null
}

/** One item with its citations: the best telling, and one of each further origin. */
export async function writeItem(
  candidate: Candidate,
  window: { from: string },
  deps: WriteDeps,
): Promise<DigestItem> {
  const best = candidate.told[0]!
  const origins = new Map<string, Told>()
  for (const told of candidate.told) if (!origins.has(originOf(told))) origins.set(originOf(told), told)
  const citations = [...origins.values()].slice(0, 3).map(told => deps.citations.add(told))
  const cited = deps.citations.list()[citations[0]! - 1]!
  const date = best.claim.timeEvent?.start ? best.claim.timeEvent : best.report.date
  return {
    headline: writeHeadline(best, deps),
    claims: candidate.told.map(told => told.claim.id),
    citations,
    reading: best.claim.confidence.band,
    sourcing: {
      independent: candidate.origins,
      named: best.claim.sourceQuality.named,
      official: best.claim.sourceQuality.official,
    },
    novelty: await noveltyOf(candidate, window, deps.store),
    when: formatDate(deps.lang, date),
    phrase: best.claim.evidence.text,
    chain: nameChain(cited.chain, deps.lang),
  }
}

/** A correction as an item: whose it is, and its first sentence. */
export function writeCorrection({ sentence, report, article }: Correction, deps: WriteDeps): DigestItem {
  const n = deps.citations.add({ sentence, report, article, claim: null })
  const cited = deps.citations.list()[n - 1]!
  const outlet = cited.chain[0]?.name
  const label = word(deps.lang, 'correction')
  return {
    headline: outlet === undefined ? label : word(deps.lang, 'correctionHeadline', { label, outlet }),
    claims: [],
    citations: [n],
    reading: 'high',
    sourcing: { independent: 1, named: outlet !== undefined, official: false },
    novelty: 'correction',
    when: formatDate(deps.lang, report.date),
    phrase: cited.quote,
    chain: nameChain(cited.chain, deps.lang),
  }
}

/** `update` when the same people did the same about the same in the thirty days before the window. */
async function noveltyOf(
  candidate: Candidate,
  window: { from: string },
  store: Store,
): Promise<DigestItem['novelty']> {
  const { claim } = candidate.told[0]!
  if (claim.topics.length === 0) return 'new'
  const before = Temporal.PlainDate.from(window.from)
  const page = await store.claimsWhere({
    actors: claim.actors.map(actor => actor.id),
    topics: claim.topics,
    acts: [claim.act],
    reportFrom: before.subtract({ days: 30 }).toString(),
    reportTo: before.subtract({ days: 1 }).toString(),
    limit: 1,
  })
  return page.items.length > 0 ? 'update' : 'new'
}

/** Two sentences: the first item and how well it stands; then whose voice is missing. */
export function writeBottomLine(
  items: readonly DigestItem[],
  chosen: readonly Candidate[],
  deps: WriteDeps,
): string {
  const { lang } = deps
  const first = items[0]!
  const main = word(lang, 'main', {
    headline: `${first.headline} [${first.citations[0]}]`,
    chain: first.chain,
  })
  const sourcing =
    first.sourcing.independent > 1
      ? word(lang, 'manySources', { n: first.sourcing.independent })
      : word(lang, 'oneSource')
  const missing = missingSides(chosen)
  const unknown = missing.length === 0 ? sourcing : word(lang, 'missing', { sides: nameSides(missing, lang) })
  return word(lang, 'bottomLine', { main, unknown })
}

function nameSides(sides: readonly string[], lang: Lang): string {
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(sides.map(side => nameCountry(side, lang)))
}

/** Sides that things are done to in the items and that nobody quotes. */
function missingSides(chosen: readonly Candidate[]): string[] {
  const spoke = new Set<string>()
  const concerned = new Set<string>()
  for (const { told } of chosen) {
    for (const { claim } of told) {
      for (const link of claim.attribution)
        if (link.role === 'speaker' && link.country) spoke.add(link.country)
      for (const actor of claim.actors) if (actor.side) spoke.add(actor.side)
      for (const one of claim.recipients) if (one.side) concerned.add(one.side)
    }
  }
  return [...concerned].filter(side => !spoke.has(side)).slice(0, 2)
}

/** Pairs of claims about one topic by the same people that cannot both hold, each line with its citations. */
export function writeAccounts(gathered: Gathered, deps: WriteDeps, most = 3): string[] {
  const lines: string[] = []
  const seen = new Set<string>()
  const told = gathered.told.filter(one => one.claim.confidence.band !== 'low' && one.claim.topics.length > 0)
  const byActor = Map.groupBy(told, one => one.claim.actors[0]?.id ?? '')
  for (const [actor, list] of byActor) {
    if (actor === '') continue
    for (const [i, a] of list.entries()) {
      for (const b of list.slice(i + 1)) {
        if (lines.length === most) return lines
        const key = [actor, a.claim.act, b.claim.act].join('|')
        if (seen.has(key) || !differ(a, b)) continue
        seen.add(key)
        lines.push(word(deps.lang, 'account', { a: accountOf(a, deps), b: accountOf(b, deps) }))
      }
    }
  }
  return lines
}

function differ(a: Told, b: Told): boolean {
  const shared = a.claim.topics.some(topic => b.claim.topics.includes(topic))
  const flipped = a.claim.act === b.claim.act && a.claim.polarity !== b.claim.polarity
  const opposed = oppositeActs(a.claim.act).includes(b.claim.act) && a.claim.polarity === b.claim.polarity
  const sameAudience =
    a.claim.recipients.length === 0 ||
    b.claim.recipients.length === 0 ||
    a.claim.recipients.some(x => b.claim.recipients.some(y => x.side === y.side))
  const told =
    a.claim.modality !== 'hypothetical' &&
    b.claim.modality !== 'hypothetical' &&
    a.claim.modality !== 'planned' &&
    b.claim.modality !== 'planned'
  return (
    shared &&
    told &&
    sameAudience &&
    (flipped || opposed) &&
    (originOf(a) !== originOf(b) || a.sentence.id !== b.sentence.id)
  )
}

function accountOf(told: Told, deps: WriteDeps): string {
  const n = deps.citations.add(told)
  return `${writeHeadline(told, deps)} (${deps.citations.list()[n - 1]!.chain[0]?.name ?? '?'}) [${n}]`
}

/** Dated plans within the window, for the reader to watch. */
export function writeWatch(gathered: Gathered, deps: WriteDeps, most = 3): string[] {
  const seen = new Set<string>()
  return gathered.told
    .filter(
      ({ claim }) =>
        claim.modality === 'planned' &&
        claim.confidence.band !== 'low' &&
        claim.timeEvent?.start &&
        claim.timeEvent.start >= gathered.window.from &&
        claim.act !== 'hope',
    )
    .sort((a, b) => a.claim.timeEvent!.start!.localeCompare(b.claim.timeEvent!.start!))
    .filter(one => {
      const line = writeHeadline(one, deps)
      return !seen.has(line) && seen.add(line)
    })
    .slice(0, most)
    .map(
      told =>
        `${formatDate(deps.lang, told.claim.timeEvent!)} · ${writeHeadline(told, deps)} [${deps.citations.add(told)}]`,
    )
}

/** The first claim of each country's press, when two or more countries' outlets are in the window. */
export function writeSeenFrom(candidates: readonly Candidate[], deps: WriteDeps): string[] {
  const byCountry = new Map<string, Told>()
  for (const { told } of candidates) {
    for (const one of told) {
      const country = one.report.chain[0]?.country
      if (country && !byCountry.has(country)) byCountry.set(country, one)
    }
  }
  if (byCountry.size < 2) return []
  return [...byCountry].map(
    ([country, told]) =>
      `${nameCountry(country, deps.lang)}: ${writeHeadline(told, deps)} [${deps.citations.add(told)}]`,
  )
}

/** What a careful reader must know about how this was made. */
export function writeCaveats(
  gathered: Gathered,
  items: readonly DigestItem[],
  mixed: number,
  deps: WriteDeps,
): string[] {
  const { lang } = deps
  const caveats: string[] = []
  const all = gathered.reports.length
  const inferred = gathered.reports.filter(report => isInferred(report.date)).length
  const low = gathered.told.filter(one => one.claim.confidence.band === 'low').length
  const events = items.filter(item => item.novelty !== 'correction')
  const single = events.filter(item => item.sourcing.independent === 1).length
  if (inferred > 0) caveats.push(word(lang, 'inferredDates', { n: inferred, all }))
  if (single > 0) caveats.push(word(lang, 'singleSource', { n: single, all: events.length }))
  if (mixed > 0) caveats.push(word(lang, 'mixed', { n: mixed }))
  if (low > 0) caveats.push(word(lang, 'lowDropped', { n: low }))
  if ([...gathered.articles.values()].some(article => article.sample)) caveats.push(word(lang, 'samples'))
  return caveats
}
