// What happened, or did not; who did it to whom; whose word it is; and whether it is done, planned or denied.
import type { Lexicon } from '../lexicon/lexicon.ts'
import { nearActs, oppositeActs } from '../lexicon/relations.ts'
import type { Claim } from '../model/claim.ts'
import { patternsOf } from '../search/asked.ts'
import type { TextClaim } from '../search/claims-of-text.ts'
import questions from '../search/data/questions.json' with { type: 'json' }
import rules from './data/verify.json' with { type: 'json' }
import type { TextReading } from './verify-read.ts'
import type { Fault, ReadEvidence, ReadStatement } from './verify-types.ts'

const SPEECH: ReadonlySet<string> = new Set(rules.speech.map(act => `ACT.${act}`))
const HEDGES = patternsOf(rules.hedges)
const SAYING = patternsOf(rules.saying)

const FAINT: ReadonlySet<string> = new Set(questions.faint)

const isAct = (id: string): boolean => id.startsWith('ACT.') && !SPEECH.has(id)
const act = (id: string): string => id.replace(/^ACT\./, '')

/** A statement does not say "not" where the sentences do not, nor leave it out where they do. */
export function checkNegation(statement: ReadStatement, evidence: readonly ReadEvidence[]): Fault[] {
  const told = evidence.flatMap(one => one.reading.told)
  const faults: Fault[] = []
  let [same, other] = [0, 0]
  // It tells everything as done: then nothing of it may be what the sentences say was refused or did not come about.
  const isFlat =
    !statement.negates &&
    !statement.told.some(one => one.ids.some(id => NO_ACTS.has(id))) &&
    !HEDGES[statement.tongue].test(statement.key)
  for (const one of statement.told) {
    if (one.negated === null) continue
    const deeds = told.filter(each => each.ids.some(id => one.ids.includes(id)))
    if (deeds.length === 0) {
      const fault = opposed(one, told, statement)
      if (fault !== null) faults.push({ check: 'negation', detail: fault })
      continue
    }
    if (!one.negated && isFlat && deeds.every(each => each.negated !== false))
      faults.push({ check: 'negation', detail: formOf(one, statement) })
    else if (deeds.some(each => each.negated === one.negated || each.negated === null)) same++
    else if (one.ids.some(isAct) || isPlain(one, deeds))
      faults.push({ check: 'negation', detail: formOf(one, statement) })
    else other++
  }
  if (faults.length === 0 && other > 0 && other >= same)
    faults.push({ check: 'negation', detail: 'most words' })
  const refuses = evidence.some(one => saysNo(one) || one.claims.some(claim => claim.polarity === 'negated'))
  if (faults.length === 0 && statement.negates && !refuses)
    faults.push({ check: 'negation', detail: 'no "not" in the sentences' })
  return faults
}

/** A word of some weight that the sentences only have under a "not", or only without one. */
function isPlain(one: ReadStatement['told'][number], deeds: ReadStatement['told']): boolean {
  return (
    !one.negated &&
    one.kind === 'word' &&
    deeds.every(each => each.negated) &&
    !one.ids.some(id => FAINT.has(id))
  )
}

function formOf(one: { readonly start: number; readonly end: number }, { text }: ReadStatement): string {
  return text.slice(one.start, one.end)
}

/** The sentences tell the contrary deed and the statement says it without a "not". */
function opposed(
  one: ReadStatement['told'][number],
  told: ReadStatement['told'],
  statement: ReadStatement,
): string | null {
  for (const id of one.ids.filter(isAct)) {
    const opposite = oppositeActs(act(id)).map(each => `ACT.${each}`)
    const contrary = told.filter(each => each.ids.some(other => opposite.includes(other)))
    if (contrary.length > 0 && contrary.every(each => each.negated === one.negated))
      return formOf(one, statement)
    const near = [id, ...nearActs(act(id)).map(each => `ACT.${each}`)]
    const alike = told.filter(each => each.ids.some(other => near.includes(other)))
    if (contrary.length === 0 && alike.length > 0 && alike.every(each => each.negated === !one.negated))
      return formOf(one, statement)
  }
  return null
}

const NO_ACTS: ReadonlySet<string> = new Set(rules.refusing.map(each => `ACT.${each}`))

/** The sentence has a "not" of any kind: a particle, or a deed of refusing. */
function saysNo({ reading }: ReadEvidence): boolean {
  return reading.negates || reading.told.some(one => one.ids.some(id => NO_ACTS.has(id)))
}

/** Who does it to whom, whose word it is, and whether it is done. */
export function checkActs(
  statement: ReadStatement,
  evidence: readonly ReadEvidence[],
  lexicon: Lexicon,
): Fault[] {
  const known = evidence.flatMap(one => one.claims)
  if (known.length === 0) return []
  const faults: Fault[] = []
  for (const said of statement.claims) {
    if (said.confidence.band === 'low') continue
    const same = known.filter(one => one.act === said.act)
    const alike = same.length > 0 ? same : known.filter(one => nearActs(said.act).includes(one.act))
    if (alike.length === 0) continue
    // Who does it to whom is the part that is read wrong most often: only a sure reading may drop a statement for it.
    const direction = said.confidence.band === 'high' ? directionFault(said, alike, lexicon) : null
    if (direction !== null) faults.push({ check: 'direction', detail: direction })
    if (!sharesVoice(said, alike)) faults.push({ check: 'attribution', detail: said.act })
    if (isToldAsDone(said, alike, statement)) faults.push({ check: 'modality', detail: said.act })
  }
  const voice = voiceFault(statement, evidence)
  if (voice !== null) faults.push({ check: 'attribution', detail: voice })
  return faults
}

type Parties = Pick<Claim, 'act' | 'actors' | 'recipients'>

/** Persons and bodies by the country they act for, so that the minister and the ministry are one side. */
function sidesOf(refs: Parties['actors'], lexicon: Lexicon): Set<string> {
  return new Set(refs.map(ref => ref.side ?? lexicon.sideOf(ref.id) ?? ref.id))
}

const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some(one => b.has(one))

function directionFault(said: Parties, alike: readonly Parties[], lexicon: Lexicon): string | null {
  if (said.actors.length === 0 || lexicon.act(said.act)?.frame === 'symmetric') return null
  const [by, to] = [sidesOf(said.actors, lexicon), sidesOf(said.recipients, lexicon)]
  const placed = alike.filter(one => one.actors.length > 0)
  if (placed.length === 0) return null
  const fits = placed.some(one => {
    const [actors, recipients] = [sidesOf(one.actors, lexicon), sidesOf(one.recipients, lexicon)]
    return meets(by, actors) && (to.size === 0 || recipients.size === 0 || meets(to, recipients))
  })
  if (fits) return null
  return `${[...by].join('+')} → ${[...to].join('+')} ${said.act}`
}

/** Where both say which person's word the deed is, it is the word of the same person. */
function sharesVoice(said: TextClaim, alike: readonly Claim[]): boolean {
  const voices = (claim: Pick<Claim, 'attribution'>): Set<string> =>
    new Set(claim.attribution.map(link => link.entity).filter(id => id.startsWith('PER.')))
  const mine = voices(said)
  const theirs = alike.map(voices).filter(sides => sides.size > 0)
  return mine.size === 0 || theirs.length === 0 || theirs.some(sides => meets(mine, sides))
}

const UNREAL: ReadonlySet<string> = new Set(['planned', 'hypothetical', 'denied'])

/** The sentences only plan, suppose or deny what the statement tells without any word of that. */
function isToldAsDone(
  said: { readonly act: string; readonly modality: string },
  alike: readonly Claim[],
  { key, tongue }: ReadStatement,
): boolean {
  return (
    said.modality === 'asserted' && alike.every(one => UNREAL.has(one.modality)) && !HEDGES[tongue].test(key)
  )
}

/** The person or outlet that the statement says speaks must speak in the sentences, or have published them. */
function voiceFault(statement: ReadStatement, evidence: readonly ReadEvidence[]): string | null {
  const heard = new Set(
    evidence.flatMap(one => [
      ...one.claims.flatMap(claim => claim.attribution.map(link => link.entity)),
      ...one.chain.flatMap(link => link.entity ?? []),
      ...speakersIn(one.reading),
    ]),
  )
  const speakers = statement.claims.flatMap(claim =>
    claim.attribution.filter(link => link.named && link.basis === 'in_text').map(link => link.entity),
  )
  // Bodies of a state speak for one another; who does what to whom is compared above.
  return speakers.find(id => /^(?:PER|OUT)\./.test(id) && !heard.has(id)) ?? null
}

/** Whoever is named before a word of saying. */
function speakersIn({ key, tongue, mentions }: TextReading): string[] {
  const said = [...key.matchAll(new RegExp(SAYING[tongue].source, 'gi'))].map(found => found.index)
  return mentions
    .filter(one => one.kind === 'entity' && said.some(at => at >= one.end && at - one.end <= FAR[tongue]))
    .flatMap(one => [one.id, ...one.others])
}

/** How far behind its speaker a word of saying may stand, in letters. */
const FAR = { zh: 12, en: 40, ja: 90, ko: 90 } as const
