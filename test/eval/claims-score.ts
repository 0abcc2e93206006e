// Compares claims with hand-made gold, sentence by sentence: what was found, what was read wrong, what was made up.
import type { Claim } from '../../src/model/claim.ts'
import type { EvalRow } from './result.ts'

export interface GoldClaim {
  readonly actors: readonly string[]
  readonly act: string
  readonly recipients: readonly string[]
  readonly topics?: readonly string[]
  readonly polarity: string
  readonly modality: string
  readonly evidentiality?: string
  readonly optional?: boolean
}

export interface GoldSentence {
  readonly id: string
  readonly lang: string
  readonly split?: 'dev' | 'held'
  readonly text: string
  readonly dct: string
  readonly gold: readonly GoldClaim[]
  readonly must_not: readonly Record<string, unknown>[]
}

/** Counts over a set of sentences; `fields` hold how many of the found claims have that field right. */
export interface Tally {
  found: number
  foundOptional: number
  spurious: number
  missed: number
  full: number
  fullOptional: number
  required: number
  forbidden: number
  rules: number
  readonly fields: Record<'actors' | 'recipients' | 'evidentiality' | 'topics', number>
  /** Found claims whose gold names an evidentiality. */
  judged: number
  readonly bands: Record<Claim['confidence']['band'], { right: number; all: number }>
  readonly failures: string[]
}

/** A tally with nothing counted. */
export function newTally(): Tally {
  const band = (): { right: number; all: number } => ({ right: 0, all: 0 })
  return {
    found: 0,
    foundOptional: 0,
    spurious: 0,
    missed: 0,
    full: 0,
    fullOptional: 0,
    required: 0,
    forbidden: 0,
    rules: 0,
    judged: 0,
    fields: { actors: 0, recipients: 0, evidentiality: 0, topics: 0 },
    bands: { high: band(), medium: band(), low: band() },
    failures: [],
  }
}

const ids = (refs: Claim['actors']): string =>
  refs
    .map(ref => ref.id)
    .sort()
    .join(',')
const list = (all: readonly string[]): string => [...all].sort().join(',')

/** Whether a claim is one that the gold forbids. */
function violates(claim: Claim, rule: Record<string, unknown>): boolean {
  const actors = rule.actors as readonly string[] | undefined
  const recipients = rule.recipients as readonly string[] | undefined
  if (actors !== undefined && !actors.every(id => id === '*' || claim.actors.some(a => a.id === id)))
    return false
  if (actors?.includes('*') && claim.actors.length === 0) return false
  if (recipients !== undefined && !recipients.every(id => claim.recipients.some(r => r.id === id)))
    return false
  for (const field of ['act', 'plover', 'polarity', 'modality'] as const) {
    if (rule[field] !== undefined && rule[field] !== claim[field]) return false
  }
  if (rule.confidence === 'high' && claim.confidence.band !== 'high') return false
  const object = rule.object
  if (typeof object === 'string' && !(claim.object?.text ?? '').includes(object.replace(/^the /, '')))
    return false
  if (typeof rule.trigger_text === 'string' && !claim.trigger.text.includes(rule.trigger_text)) return false
  const attribution = rule.attribution as readonly string[] | undefined
  return (
    attribution === undefined || attribution.every(id => claim.attribution.some(link => link.entity === id))
  )
}

/** Adds one sentence to a tally. Right in a band means: act, polarity, modality and actors as in the gold. */
export function scoreSentence(tally: Tally, sentence: GoldSentence, claims: readonly Claim[]): void {
  const fail = (what: string): unknown => tally.failures.push(`${sentence.id} ${what}`)
  const show = (c: Claim): string =>
    `${ids(c.actors)} ${c.act} > ${ids(c.recipients)} ${c.polarity} ${c.modality} (${c.confidence.band})`
  const left = new Set(claims)
  for (const gold of sentence.gold) {
    if (!gold.optional) tally.required++
    const hits = [...left].filter(
      c => c.act === gold.act && c.polarity === gold.polarity && c.modality === gold.modality,
    )
    const hit = hits.find(c => ids(c.actors) === list(gold.actors)) ?? hits[0]
    if (hit === undefined) {
      if (gold.optional) continue
      tally.missed++
      fail(
        `missed ${gold.actors} ${gold.act} > ${gold.recipients} ${gold.polarity} ${gold.modality} | ${sentence.text}`,
      )
      continue
    }
    left.delete(hit)
    if (gold.optional) tally.foundOptional++
    else tally.found++
    const actors = ids(hit.actors) === list(gold.actors)
    const recipients = ids(hit.recipients) === list(gold.recipients)
    if (actors) tally.fields.actors++
    if (recipients) tally.fields.recipients++
    if (gold.evidentiality !== undefined) tally.judged++
    if (gold.evidentiality === hit.evidentiality) tally.fields.evidentiality++
    if ((gold.topics ?? []).every(topic => hit.topics.includes(topic))) tally.fields.topics++
    const band = tally.bands[hit.confidence.band]
    band.all++
    if (actors) band.right++
    if (actors && recipients) gold.optional ? tally.fullOptional++ : tally.full++
    else fail(`wrong ${show(hit)}, not ${gold.actors} > ${gold.recipients} | ${sentence.text}`)
  }
  tally.spurious += left.size
  for (const claim of left) {
    tally.bands[claim.confidence.band].all++
    fail(`spurious ${show(claim)} | ${sentence.text}`)
  }
  for (const rule of sentence.must_not) {
    tally.rules++
    if (!claims.some(claim => violates(claim, rule))) continue
    tally.forbidden++
    fail(`MUST NOT ${rule.why} | ${sentence.text}`)
  }
}

/** Figures of a tally. */
export function rowsOf(name: string, tally: Tally): EvalRow[] {
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)
  const all = tally.found + tally.foundOptional + tally.spurious
  const hits = tally.found + tally.foundOptional
  const fullPrecision = share(tally.full + tally.fullOptional, all)
  const fullRecall = share(tally.full, tally.required)
  const f1 = (2 * fullPrecision * fullRecall) / Math.max(1e-9, fullPrecision + fullRecall)
  const row = (measure: string, value: number, goal: number | null, n: number, note = ''): EvalRow => ({
    measure: `${name}: ${measure}`,
    value,
    goal,
    n,
    note,
  })
  const { high } = tally.bands
  return [
    row('act + polarity + modality precision', share(hits, all), 0.9, all),
    row('act + polarity + modality recall', share(tally.found, tally.required), 0.75, tally.required),
    row('full claim F1', f1, 0.6, tally.required, 'actors and recipients exact too'),
    row('actors right, of those found', share(tally.fields.actors, hits), null, hits),
    row('recipients right, of those found', share(tally.fields.recipients, hits), null, hits),
    row(
      'evidentiality right, of those found',
      share(tally.fields.evidentiality, tally.judged),
      null,
      tally.judged,
    ),
    row('topics covered, of those found', share(tally.fields.topics, hits), null, hits),
    row(
      'precision of the high band',
      share(high.right, high.all),
      0.95,
      high.all,
      'act, polarity, modality, actors',
    ),
    row(
      'precision of the medium band',
      share(tally.bands.medium.right, tally.bands.medium.all),
      null,
      tally.bands.medium.all,
    ),
    row(
      'precision of the low band',
      share(tally.bands.low.right, tally.bands.low.all),
      null,
      tally.bands.low.all,
    ),
    row('must_not claims produced (count)', tally.forbidden, null, tally.rules, 'goal 0'),
  ]
}
