// Claims put into lines: tellings of one event are one line, the weightiest are kept, each with its citations.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Sentence } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { Lang } from '../model/language.ts'
import type { ClaimLine } from '../model/overview.ts'
import type { StoredReport } from '../store/store.ts'
import type { AnswerDeps } from './answer.ts'
import type { Citations } from './cite.ts'
import weights from './data/weights.json' with { type: 'json' }
import { nameClaim } from './names.ts'
import { dayOf } from './subject.ts'
import { isEvidence } from './verify-form.ts'
import { say } from './words.ts'

/** One event as told by one or more claims, the best reading first. */
export interface Telling {
  readonly claims: readonly Claim[]
  readonly weight: number
}

const SALIENCE: Readonly<Record<string, number>> = weights.salience
const LOOSE: ReadonlySet<string> = new Set(weights.looseActs)
const MODALITY: Readonly<Record<string, number>> = weights.modality
const BAND: Readonly<Record<string, number>> = weights.band
/** One meeting is called by either name. */
const MEETINGS: ReadonlySet<string> = new Set(['meet', 'summit'])
/** Citations a line carries: one event may be told by many. */
const MOST_CITED = 3

/** Claims that can be told in a line: somebody acts, and the reading is sure enough. */
export function isTellable(claim: Claim): boolean {
  return claim.actors.length > 0 && claim.confidence.band !== 'low' && claim.modality !== 'hypothetical'
}

/** Groups claims that tell one event, weightiest first. */
export function groupTellings(claims: readonly Claim[], lexicon: Lexicon): Telling[] {
  const groups = Map.groupBy(claims.filter(isTellable), claim => eventKey(claim, lexicon))
  return [...groups.values()]
    .map((group): Telling => {
      const sorted = [...group].sort((a, b) => weighClaim(b) - weighClaim(a) || (a.id < b.id ? -1 : 1))
      const origins = new Set(group.map(originOf)).size
      return {
        claims: sorted,
        weight: weighClaim(sorted[0]!) + weights.perOrigin * Math.min(weights.mostOrigins, origins - 1),
      }
    })
    .sort((a, b) => b.weight - a.weight || (a.claims[0]!.id < b.claims[0]!.id ? -1 : 1))
}

/** Same deed, same sides, same day: one event, however many tell it and in whatever language. */
function eventKey(claim: Claim, lexicon: Lexicon): string {
  const side = (refs: Claim['actors']): string[] => [...new Set(refs.map(ref => ref.side ?? ref.id))].sort()
  const symmetric = lexicon.act(claim.act)?.frame === 'symmetric'
  const who = symmetric
    ? [...new Set([...side(claim.actors), ...side(claim.recipients)])].sort().join('+')
    : side(claim.actors).join('+')
  return [
    MEETINGS.has(claim.act) ? 'meet' : claim.act,
    claim.polarity,
    claim.modality === 'planned',
    who,
    dayOf(claim).start ?? claim.report,
  ].join('|')
}

/** How much a claim matters to somebody who reads one line: the kind of deed, whom it meets, how surely it was read. */
export function weighClaim(claim: Claim): number {
  return (
    (SALIENCE[claim.plover] ?? weights.usual) *
      (LOOSE.has(claim.act) ? weights.loose : 1) *
      (MODALITY[claim.modality] ?? 1) +
    (claim.recipients.length > 0 || claim.actors.length > 1 ? weights.addressed : 0) +
    (claim.topics.length > 0 ? weights.topical : 0) +
    (BAND[claim.confidence.band] ?? 0) +
    weights.perStep * (claim.intensity ?? 0)
  )
}

function originOf(claim: Claim): string {
  const outlet = claim.attribution.find(link => link.role === 'outlet')
  return outlet?.entity ?? claim.report
}

/** Reports of the claims that will be cited, by id. */
export async function readReports(
  tellings: readonly Telling[],
  { store }: AnswerDeps,
): Promise<ReadonlyMap<string, StoredReport>> {
  const ids = new Set(tellings.flatMap(one => one.claims.slice(0, MOST_CITED).map(claim => claim.report)))
  const reads = await store.readingsOf([...ids])
  return new Map(reads.map(read => [read.report.id, read]))
}

/** Whether a sentence of a stored report may be cited: a question, an order or a word to the reader tells nothing. */
export function isCitable({ start, end, lang }: Sentence, { article }: StoredReport): boolean {
  return isEvidence(article.text.slice(start, end), lang)
}

/**
 * One line: who → whom: ACT, its subject, the clause in its own script, and a citation for each origin. Null where no
 * sentence tells it.
 */
export function writeLine(
  telling: Telling,
  reads: ReadonlyMap<string, StoredReport>,
  citations: Citations,
  lang: Lang,
  lexicon: Lexicon,
): ClaimLine | null {
  let best: Claim | null = null
  const cited: number[] = []
  const origins = new Set<string>()
  for (const claim of telling.claims) {
    const read = reads.get(claim.report)
    const sentence = read?.sentences.find(one => one.id === claim.sentence)
    if (
      read === undefined ||
      sentence === undefined ||
      origins.has(originOf(claim)) ||
      cited.length === MOST_CITED ||
      !isCitable(sentence, read)
    )
      continue
    best ??= claim
    origins.add(originOf(claim))
    const n = citations.add({ sentence, report: read.report, article: read.article, claim })
    if (!cited.includes(n)) cited.push(n)
  }
  if (best === null) return null
  return {
    date: dayOf(best),
    isEventDay: best.timeEvent?.start != null,
    text: describe(best, lang, lexicon),
    phrase: best.evidence.text.replaceAll(/\s+/g, ' ').trim(),
    phraseLang: best.lang,
    citations: cited,
  }
}

/** `Biden → Abe: refuses (planned) · air defence identification zone`. */
export function describe(claim: Claim, lang: Lang, lexicon: Lexicon): string {
  const told = nameClaim(claim, lang, lexicon)
  const topics = claim.topics
    .filter(topic => lexicon.topic(topic) !== undefined)
    .slice(0, 2)
    .map(topic => lexicon.nameOf(topic, lang))
  const line = say(lang, 'line', { ...told, arrow: told.whom === '' ? '' : ' → ' })
  return topics.length > 0 ? `${line} · ${topics.join(' · ')}` : line
}
