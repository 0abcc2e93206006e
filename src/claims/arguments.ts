// Who does it and to whom: the frame of the act, filled from the cases of the phrases around its trigger.
import type { TextRange } from '../model/article.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Trigger } from './content.ts'
import { type Case, grammarOf, type Place } from './grammar/grammar.ts'
import type { Phrase } from './phrases.ts'
import { subjectElsewhere } from './silent.ts'
import { voiceAt } from './speech.ts'
import { type ArgumentScene, ownerOf, pickSubject, type RoleOf, roleOf, weaken, without } from './subjects.ts'

export interface Arguments {
  readonly actors: readonly EntityRef[]
  readonly recipients: readonly EntityRef[]
  readonly confidence: number
  /** The phrase the actors were read from, where it stands in this sentence. */
  readonly subject: TextRange | null
  /** That phrase owns the act's noun (日方的要求) or is its own clause's subject (日本が求めた). */
  readonly owned: boolean
}

const NONE: readonly EntityRef[] = []

/** Finds actors and recipients of a trigger; `governor` is the act in whose object it stands. */
export function findArguments(scene: ArgumentScene, trigger: Trigger, governor: Trigger | null): Arguments {
  const { place, act } = trigger
  const grammar = grammarOf(scene.tongue)
  const drawn = scene.tongue === 'en' ? readDrawn(scene, place) : null
  if (drawn !== null) return drawn
  if (place.tags.includes('judged')) return readJudgement(scene, place)
  const usable = scene.phrases.filter(
    p =>
      !scene.speech.reporting.has(p) &&
      (!overlaps(p, place) || p.start < place.start) &&
      (act.id === 'ACT.visit' || !isPlace(p)) &&
      // the 米 of 訪米 belongs to that visit
      !scene.triggers.some(one => one !== trigger && one.place.start < p.start && p.end <= one.place.end),
  )
  const inClause = usable.filter(p => p.start >= place.clause.start && p.end <= place.clause.end)
  const role = (p: Phrase): Case => roleOf(scene, p, place.start)
  if (grammar.isPassive(place)) return readPassive(scene, place, inClause, role)

  const left = inClause.filter(p => p.end <= place.start || p.start < place.start)
  const right = inClause.filter(p => p.start >= place.end && !isBeyondNextVerb(scene, place, p))
  const isNoun = !trigger.told || /[的の의]["“「‘]?\s?$/.test(scene.sentence.slice(0, place.start))
  const reach =
    governor === null || grammar.verbFinal ? left : left.filter(p => p.start >= governor.place.end)
  const subject = pickSubject(scene, grammar, trigger, governor, reach, isNoun, role)
  const silent = subject === undefined ? subjectElsewhere(scene, trigger, grammar, usable, governor) : null
  const actors = subject?.heads ?? silent?.actors ?? NONE
  const owner =
    subject !== undefined && (subject === ownerOf(scene, place, left, role) || role(subject) === 'agent')
  const owned = owner || (trigger.told && subject !== undefined && role(subject) === 'subject')
  const cost = silent?.cost ?? 0
  const confidence = 0.92 - cost
  const others = (wanted: Case, from: readonly Phrase[] = inClause): Phrase[] =>
    from.filter(
      p =>
        p !== subject &&
        role(p) === wanted &&
        isNear(scene, p, trigger) &&
        (scene.tongue !== 'en' || subject === undefined || p.start > subject.start) &&
        (p.start < place.end || right.includes(p)),
    )

  const meets = act.plover === 'CONSULT' || act.plover === 'COOPERATE'
  // 同意在五月前与金正恩会面: who stands behind "agree" belongs to what is agreed
  const partners = others('with', scene.tongue === 'zh' && !meets ? left : inClause).flatMap(p => p.heads)
  const given = others('dative')
    .filter(p => !p.isPrivate)
    .flatMap(p => p.heads)
  const after = grammar.verbFinal ? [] : right.filter(p => ['object', 'owner'].includes(role(p))).slice(0, 1)
  const objects = [...others('object', left), ...after].flatMap(p => p.heads)

  if (act.frame === 'symmetric') {
    const more = actors.length < 2 && meets && partners.length === 0 ? [...given, ...objects] : []
    const joining = trigger.told && (!isNoun || grammar.verbFinal) ? partners : []
    return {
      actors: [
        ...actors,
        ...without(
          [...joining, ...more].filter(ref => !ref.id.startsWith('SRC.')),
          actors,
        ),
      ],
      recipients: NONE,
      confidence,
      subject: subject ?? null,
      owned,
    }
  }
  const done: Arguments = { actors, recipients: NONE, confidence, subject: subject ?? null, owned }
  if (!trigger.told)
    return { ...done, recipients: without(followingSubject(usable, place)?.heads ?? NONE, actors) }
  if (act.frame === 'solo' || (act.frame === 'speech' && act.id !== 'ACT.hope')) return done
  if (act.id === 'ACT.visit') {
    const named = placeInStem(scene, place, right)
    if (named !== undefined) return { ...done, recipients: without(named.heads, actors) }
    const places = inClause.filter(p => p !== subject && ['place', 'object', 'dative'].includes(role(p)))
    const behind = grammar.verbFinal ? [] : right.slice(0, 1)
    const gone = [...places.filter(p => p.end <= place.start).slice(-1), ...behind]
    return {
      ...done,
      recipients: without(
        (behind.length > 0 ? behind : gone).flatMap(p => p.heads),
        actors,
      ),
    }
  }
  if (trigger.mention.tags.includes('must')) return readDuty(scene, trigger, inClause, done)
  const owners = others('owner', left)
    .slice(grammar.verbFinal ? -1 : 99)
    .flatMap(p => p.heads)
  const complement = grammar.verbFinal ? [] : (followingSubject(usable, place)?.heads ?? NONE)
  // Xが…するよう求めた, 북한이 …한 것을 규탄했다: the one in the object clause is the one meant
  const inObject =
    grammar.verbFinal && act.embeds !== undefined ? others('subject', left).flatMap(p => p.heads) : NONE
  const direct =
    objects.length > 0 && after[0] !== undefined && after[0].start - place.end <= 5 ? objects : NONE
  const acted = grammar.verbFinal ? objects : NONE
  const joint = act.id === 'ACT.cancel_meeting' ? sharedMeeting(left, actors) : NONE
  const lists = [joint, acted, direct, given, objects, partners, owners, complement, inObject]
  const chosen = lists
    .map(list =>
      without(list, actors).filter(
        ref => !isPartOf(ref, actors) && !isOwnBody(ref, actors, act.plover) && !isOwnState(ref, actors),
      ),
    )
    .find(list => list.length > 0)
  return { ...done, recipients: chosen ?? NONE }
}

/** 访[日], 訪[韓], 방[일]: the verb names where to, unless a phrase behind it says more (访日本). */
function placeInStem(scene: ArgumentScene, place: Place, right: readonly Phrase[]): Phrase | undefined {
  if (scene.tongue === 'en' || right.some(p => p.start - place.end <= 1)) return undefined
  return scene.phrases.find(p => p.start > place.start && p.end === place.end && p.heads.length === 1)
}

function isPlace(p: Phrase): boolean {
  return p.heads[0]!.id.startsWith('PLC.')
}

/** 日中外相会談を中止した: the meeting names both; the other one is cancelled on. */
function sharedMeeting(left: readonly Phrase[], actors: readonly EntityRef[]): readonly EntityRef[] {
  const sides = new Set(actors.map(ref => ref.side))
  const both = left.findLast(p => p.heads.length > 1 && p.heads.some(ref => sides.has(ref.side)))
  return both?.heads.filter(ref => !sides.has(ref.side)) ?? NONE
}

/** 大使を外務省に呼んで抗議した: the protester's own ministry is where it was done. */
function isOwnBody(ref: EntityRef, actors: readonly EntityRef[], plover: string): boolean {
  return (
    plover === 'ACCUSE' &&
    /^GOV\.[a-z]+\.(?:mofa|mfa|state|mnd|mod|dod|president_office|wh)$/.test(ref.id) &&
    actors.some(one => one.side === ref.side)
  )
}

/** South Korea's president does not end a pact with South Korea. */
function isOwnState(ref: EntityRef, actors: readonly EntityRef[]): boolean {
  return /^GOV\.[a-z]+$/.test(ref.id) && actors.some(one => /^GOV\./.test(one.id) && one.side === ref.side)
}

/** A ministry is not whom its own government turns to. */
function isPartOf(ref: EntityRef, whole: readonly EntityRef[]): boolean {
  return whole.some(one => ref.id.startsWith(`${one.id}.`))
}

/** In "demanded that Takaichi retract", the next clause's subject is the one asked. */
function followingSubject(usable: readonly Phrase[], place: Place): Phrase | undefined {
  const { sentence } = place
  if (!/^\s?that\s/i.test(sentence.slice(place.clause.end)) || place.clause.end - place.end > 2)
    return undefined
  return usable.find(p => p.start >= place.clause.end && p.start - place.clause.end <= 14)
}

const DRAWS = /\b(?:prompt|draw|drew|spark|provok|trigger|earn|won)\w*\s(?:(?:a|an|the)\s)?(?:[a-z]+\s){0,2}$/
const FROM = /^\s(?:\w+\s){0,3}?from\s(?:the\s)?$/

/** "drew an immediate protest from Japan": he protests from whom it is drawn. */
function readDrawn(scene: ArgumentScene, place: Place): Arguments | null {
  if (!DRAWS.test(scene.sentence.slice(Math.max(0, place.start - 44), place.start))) return null
  const from = scene.phrases.find(
    p => p.start >= place.end && FROM.test(scene.sentence.slice(place.end, p.start)),
  )
  return from === undefined
    ? null
    : { actors: from.heads, recipients: NONE, confidence: 0.88, subject: from, owned: true }
}

/** 迈出了第一步: what is judged is the subject; who says so judges. */
function readJudgement(scene: ArgumentScene, place: Place): Arguments {
  const speaker = voiceAt(scene.speech, place.start)?.speaker
  const actors = speaker ? weaken([speaker], 'inferred', 0.05) : NONE
  return { actors, recipients: NONE, confidence: speaker ? 0.88 : 0.5, subject: null, owned: false }
}

/** 中国必须撤回: the subject has the duty, whoever says so demands it. */
function readDuty(
  scene: ArgumentScene,
  trigger: Trigger,
  inClause: readonly Phrase[],
  done: Arguments,
): Arguments {
  const bound = inClause.findLast(p => p.end <= trigger.place.start && trigger.place.start - p.end <= 2)
  const voice = voiceAt(scene.speech, trigger.place.start)
  const before = inClause.findLast(p => bound !== undefined && p.end <= bound.start)
  const actors = voice?.speaker ? [voice.speaker] : (before?.heads ?? NONE)
  return { ...done, actors: weaken(actors, 'inferred', 0.08), recipients: bound?.heads ?? NONE }
}

/** Verb-final clauses hold several verbs: what stands before an inner one and its subject is not this one's. */
function isNear(scene: ArgumentScene, p: Phrase, trigger: Trigger): boolean {
  if (!grammarOf(scene.tongue).verbFinal || p.end > trigger.place.start) return true
  // 韓国側に対し、…と抗議した: set apart by a comma, it belongs to the last verb
  if (/^(?:側|측)?(?:に対し(?:て)?|には|に|에게|에 대해)[、,]/.test(scene.sentence.slice(p.end))) return true
  return !scene.triggers.some(
    one =>
      one !== trigger &&
      one.told &&
      one.place.start >= p.end &&
      one.place.end <= trigger.place.start &&
      (grammarOf(scene.tongue).isRelative(one.place) ||
        (trigger.act.plover !== 'REQUEST' && grammarOf(scene.tongue).isQuoted(one.place))) &&
      p.start >= one.place.clause.start,
  )
}

const NEXT_VERB =
  /\band\s(?:\w+ly\s)?(?:also\s|then\s)?(?:\w{2,}ed|said|told|met|held|sought|made|took|gave|spoke|put|led)\b/

/** "condemned the treaty and said … to Ukraine": what stands behind the next verb is not this one's. */
function isBeyondNextVerb(scene: ArgumentScene, place: Place, p: Phrase): boolean {
  return scene.tongue === 'en' && NEXT_VERB.test(scene.sentence.slice(place.end, p.start))
}

function overlaps(p: TextRange, place: Place): boolean {
  return p.start < place.end && place.start < p.end
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
    confidence: agent === undefined ? 0.7 : 0.9,
    subject: agent ?? null,
    owned: false,
  }
}
