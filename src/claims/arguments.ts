// Who does it and to whom: from the cases of the phrases around a trigger, and where the clause is silent,
// from the clause before, the speaker, or the sentence before. Each step away costs confidence.
import type { ActRow } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Tongue } from '../model/language.ts'
import { type Grammar, grammarOf, type Place } from './grammar/grammar.ts'
import { caseOf, type Phrase } from './phrases.ts'
import { type Speech, voiceAt } from './speech.ts'

export interface Arguments {
  readonly actors: readonly EntityRef[]
  readonly recipients: readonly EntityRef[]
  readonly confidence: number
}

export interface ArgumentScene {
  readonly sentence: string
  readonly phrases: readonly Phrase[]
  readonly clauses: readonly TextRange[]
  readonly speech: Speech
  readonly tongue: Tongue
  /** Subject of the sentence before, and the actor a list inherits from its lead. */
  readonly carried: readonly EntityRef[]
  readonly isListItem: boolean
  /** Where acts and ordinary words of the sentence end: what directly follows one is its object. */
  readonly verbEnds: ReadonlySet<number>
}

const NONE: readonly EntityRef[] = []

function weaken(refs: readonly EntityRef[], how: EntityRef['how'], cost: number): EntityRef[] {
  return refs.map(ref => ({ ...ref, how, confidence: Math.max(0.3, ref.confidence - cost) }))
}

function without(refs: readonly EntityRef[], taken: readonly EntityRef[]): EntityRef[] {
  const seen = new Set(taken.map(ref => ref.id))
  return refs.filter(ref => !seen.has(ref.id) && seen.add(ref.id))
}

/** Finds actors and recipients of the act whose trigger stands at `place`. */
export function findArguments(scene: ArgumentScene, place: Place, act: ActRow): Arguments {
  const grammar = grammarOf(scene.tongue)
  const usable = scene.phrases.filter(
    p => !scene.speech.reporting.has(p) && !overlaps(p, place) && mayAct(p, act),
  )
  const inClause = usable.filter(p => p.start >= place.clause.start && p.end <= place.clause.end)
  const left = inClause.filter(p => p.end <= place.start)
  const right = inClause.filter(p => p.start >= place.end)
  const role = (p: Phrase): ReturnType<typeof caseOf> => roleOf(scene, p, place.start)

  if (grammar.isPassive(place)) return readPassive(scene, place, inClause, role)

  const isNoun = place.tags.includes('noun') || /[的の의]\s?$/.test(scene.sentence.slice(0, place.start))
  const nounOwner = isNoun
    ? left.filter(p => role(p) === 'owner' && place.start - p.end <= 6).at(-1)
    : undefined
  const subject = nounOwner ?? pickSubject(grammar, place, left, role)
  let actors: readonly EntityRef[] = subject?.heads ?? NONE
  let cost = 0
  if (subject === undefined) {
    const found = subjectElsewhere(scene, place, grammar, usable)
    actors = found.actors
    cost = found.cost
  }
  const partners = inClause.filter(p => p !== subject && role(p) === 'with').flatMap(p => p.heads)
  const given = inClause.filter(p => p !== subject && role(p) === 'dative').flatMap(p => p.heads)
  const owners = left.filter(p => p !== subject && role(p) === 'owner').flatMap(p => p.heads)
  const after =
    scene.tongue === 'zh' || scene.tongue === 'en'
      ? right.filter(p => ['object', 'owner'].includes(role(p)))
      : []
  const objects = [
    ...inClause.filter(p => p !== subject && p.end <= place.start && role(p) === 'object'),
    ...after.slice(0, 1),
  ]
  const places =
    act.id === 'ACT.visit' ? inClause.filter(p => p !== subject && ['place', 'object'].includes(role(p))) : []

  if (act.frame === 'symmetric') {
    const both = [
      ...actors,
      ...without(
        [...partners, ...(actors.length < 2 ? [...given, ...objects.flatMap(p => p.heads)] : [])],
        actors,
      ),
    ]
    return { actors: both, recipients: NONE, confidence: 0.92 - cost }
  }
  const recipients = without(
    given.length > 0
      ? given
      : act.id === 'ACT.visit'
        ? places.flatMap(p => p.heads)
        : objects.length > 0
          ? objects.flatMap(p => p.heads)
          : partners.length > 0
            ? partners
            : grammar.verbFinal
              ? owners.slice(-1)
              : NONE,
    actors,
  )
  return { actors, recipients, confidence: 0.92 - cost }
}

/** A place does nothing; it can only be gone to. */
function mayAct(p: Phrase, act: ActRow): boolean {
  return act.id === 'ACT.visit' || !p.heads[0]!.id.startsWith('PLC.')
}

/** The case of a phrase; in Chinese the object of another verb (改善日韩关系) is not the subject of this one. */
function roleOf(scene: ArgumentScene, p: Phrase, at: number): ReturnType<typeof caseOf> {
  const role = caseOf(scene.sentence, p, at, scene.tongue)
  const governed = scene.tongue === 'zh' && p.end <= at && scene.verbEnds.has(p.start)
  return governed && role === 'subject' ? 'other' : role
}

function overlaps(p: TextRange, place: Place): boolean {
  return p.start < place.end && place.start < p.end
}

type RoleOf = (p: Phrase) => ReturnType<typeof caseOf>

function pickSubject(
  grammar: Grammar,
  place: Place,
  left: readonly Phrase[],
  role: RoleOf,
): Phrase | undefined {
  const subjects = left.filter(p => ['subject', 'topic'].includes(role(p)))
  if (!grammar.verbFinal) return subjects.at(-1)
  // Verb-final: an embedded or relative verb takes the nearest が, the main verb the topic は.
  const nearest = subjects.at(-1)
  if (nearest === undefined || grammar.isRelative(place)) return nearest
  return role(nearest) === 'topic'
    ? nearest
    : (subjects.findLast(p => role(p) === 'topic' && isMain(place)) ?? nearest)
}

/** The last verb of a verb-final sentence: nothing but endings and a full stop follow. */
function isMain(place: Place): boolean {
  return place.sentence.length - place.end <= 14
}

function readPassive(
  scene: ArgumentScene,
  place: Place,
  inClause: readonly Phrase[],
  role: RoleOf,
): Arguments {
  const before = inClause.filter(p => p.end <= place.start)
  const agentCases = scene.tongue === 'zh' || scene.tongue === 'en' ? ['agent'] : ['agent', 'dative']
  const agent = inClause.find(p => role(p) === 'agent') ?? before.findLast(p => agentCases.includes(role(p)))
  const patient = before.find(p => p !== agent && ['subject', 'topic', 'owner'].includes(role(p)))
  const actors = weaken(agent?.heads ?? NONE, 'passive_agent', 0.03)
  return {
    actors,
    recipients: without(patient?.heads ?? NONE, actors),
    confidence: agent === undefined ? 0.7 : 0.88,
  }
}

/** The subject a silent clause takes over, and what that costs. */
function subjectElsewhere(
  scene: ArgumentScene,
  place: Place,
  grammar: Grammar,
  usable: readonly Phrase[],
): { actors: readonly EntityRef[]; cost: number } {
  const voice = voiceAt(scene.speech, place.start)
  if (voice?.kind === 'direct_quote' && voice.speaker !== null) {
    return { actors: weaken([voice.speaker], 'zero_subject', 0.08), cost: 0.08 }
  }
  const earlier = scene.clauses.filter(clause => clause.end <= place.clause.start).reverse()
  for (const clause of earlier) {
    if (grammar.isSubordinate(scene.sentence.slice(clause.start, clause.end)) && earlier.length > 1) continue
    const subjects = usable.filter(
      p =>
        p.start >= clause.start &&
        p.end <= clause.end &&
        ['subject', 'topic'].includes(roleOf(scene, p, clause.end)),
    )
    const subject = grammar.verbFinal
      ? (subjects.find(p => caseOf(scene.sentence, p, clause.end, scene.tongue) === 'topic') ?? subjects[0])
      : subjects[0]
    if (subject !== undefined) return { actors: weaken(subject.heads, 'zero_subject', 0.1), cost: 0.1 }
  }
  if (voice?.speaker) return { actors: weaken([voice.speaker], 'zero_subject', 0.15), cost: 0.15 }
  if (scene.carried.length > 0) {
    const cost = scene.isListItem ? 0.12 : 0.25
    return { actors: weaken(scene.carried, scene.isListItem ? 'anaphora' : 'zero_subject', cost), cost }
  }
  return { actors: NONE, cost: 0.3 }
}
