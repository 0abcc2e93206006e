// Who does it and to whom: from the cases of the phrases around a trigger, and where the clause is silent,
// from the clause before, the speaker, or the sentence before. Each step away costs confidence.
import type { TextRange } from '../model/article.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Tongue } from '../model/language.ts'
import type { Trigger } from './content.ts'
import { type Case, type Grammar, grammarOf, type Place } from './grammar/grammar.ts'
import { caseOf, type Phrase } from './phrases.ts'
import { type Speech, voiceAt } from './speech.ts'

export interface Arguments {
  readonly actors: readonly EntityRef[]
  readonly recipients: readonly EntityRef[]
  readonly confidence: number
  /** The phrase the actors were read from, where it stands in this sentence. */
  readonly subject: TextRange | null
  /** That phrase owns the act's noun (日方的要求) or is its own clause's subject (日本が求めた). */
  readonly owned: boolean
}

export interface ArgumentScene {
  readonly sentence: string
  readonly phrases: readonly Phrase[]
  readonly clauses: readonly TextRange[]
  readonly speech: Speech
  readonly tongue: Tongue
  readonly triggers: readonly Trigger[]
  /** Subject of the sentence before, and the actor a list inherits from its lead. */
  readonly carried: readonly EntityRef[]
  readonly isListItem: boolean
}

const NONE: readonly EntityRef[] = []
/** What may stand between an owner and its noun: 日本の強い|要求, Japan's repeated |demand. */
const OWNS: Readonly<Record<Tongue, RegExp>> = {
  zh: /^[^,;:]{0,18}$/,
  ja: /^(?:側|氏|政府)?の(?:[^はがをに、。へ]{0,14}の?)$/,
  ko: /^\s?(?:측|정부)?의\s[^은는이가을를에,]{0,16}$/,
  en: /^['’]s?\s(?:\w+\s){0,3}$/,
}
/** Chinese verbs whose object is a relation or a state of things: 改善[日韩关系]. */
const GOVERNS = /(?:改善|加强|修复|推动|深化|发展|缓和|构筑|影响|围绕|加深|促进|维护|破坏|损害)$/
const PREPOSED = /(?:对于?|就|因|针对|鉴于|由于|为|围绕)$/
const OPENS_OR_LOCATES = /(?:对于?|就|因|针对|鉴于|由于|为|围绕|在)$/
/** Closes a frame that 在 opened: 在[日本内阁参拜…问题上]. */
const ABOUT = /(?:问题|一事)上/
/** A saying or a light verb after the frame: 就[中国划设识别区]表示. */
const SAYS = /(?:表示|称|说|回应|表态|发表|作出|提出|予以)/
/** A subject in Chinese or English stands near the head of its clause; further in, it is some verb's object. */
const HEAD_OF_CLAUSE: Readonly<Record<Tongue, number>> = { zh: 10, en: 30, ja: 999, ko: 999 }

/** The same people, known at second hand. */
export function weaken(refs: readonly EntityRef[], how: EntityRef['how'], cost: number): EntityRef[] {
  return refs.map(ref => ({ ...ref, how, confidence: Math.max(0.3, ref.confidence - cost) }))
}

/** Those not yet taken, each once. */
export function without(refs: readonly EntityRef[], taken: readonly EntityRef[]): EntityRef[] {
  const seen = new Set(taken.map(ref => ref.id))
  return refs.filter(ref => !seen.has(ref.id) && seen.add(ref.id))
}

/** Finds actors and recipients of a trigger; `governor` is the act in whose object it stands. */
export function findArguments(scene: ArgumentScene, trigger: Trigger, governor: Trigger | null): Arguments {
  const { place, act } = trigger
  const grammar = grammarOf(scene.tongue)
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
  const right = inClause.filter(p => p.start >= place.end)
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
        (scene.tongue !== 'en' || subject === undefined || p.start > subject.start),
    )

  const partners = others('with').flatMap(p => p.heads)
  const given = others('dative').flatMap(p => p.heads)
  const after = grammar.verbFinal ? [] : right.filter(p => ['object', 'owner'].includes(role(p))).slice(0, 1)
  const objects = [...others('object', left), ...after].flatMap(p => p.heads)

  if (act.frame === 'symmetric') {
    const meets = act.plover === 'CONSULT' || act.plover === 'COOPERATE'
    const more = actors.length < 2 && meets ? [...given, ...objects] : []
    const joining = trigger.told && !isNoun ? partners : []
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
    const places = inClause.filter(p => p !== subject && ['place', 'object', 'dative'].includes(role(p)))
    const gone = [...places.filter(p => p.end <= place.start).slice(-1), ...right.slice(0, 1)]
    return {
      ...done,
      recipients: without(
        (right.length > 0 ? right.slice(0, 1) : gone).flatMap(p => p.heads),
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
    .map(list => without(list, actors).filter(ref => !isPartOf(ref, actors)))
    .find(list => list.length > 0)
  return { ...done, recipients: chosen ?? NONE }
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
  return !scene.triggers.some(
    one =>
      one !== trigger &&
      one.told &&
      one.place.start >= p.end &&
      one.place.end <= trigger.place.start &&
      grammarOf(scene.tongue).isRelative(one.place) &&
      p.start >= one.place.clause.start,
  )
}

/** The case of a phrase; in Chinese the object of another verb (改善日韩关系) is not the subject of this one. */
function roleOf(scene: ArgumentScene, p: Phrase, at: number): Case {
  const role = caseOf(scene.sentence, p, at, scene.tongue)
  const governed =
    scene.tongue === 'zh' &&
    p.end <= at &&
    GOVERNS.test(scene.sentence.slice(Math.max(0, p.start - 2), p.start))
  return governed && role === 'subject' ? 'other' : role
}

function overlaps(p: TextRange, place: Place): boolean {
  return p.start < place.end && place.start < p.end
}

type RoleOf = (p: Phrase) => Case

function pickSubject(
  scene: ArgumentScene,
  grammar: Grammar,
  trigger: Trigger,
  governor: Trigger | null,
  left: readonly Phrase[],
  isNoun: boolean,
  role: RoleOf,
): Phrase | undefined {
  const { place } = trigger
  if (isNoun) {
    const owner = ownerOf(scene, place, left, role)
    if (owner !== undefined) return owner
  }
  const subjects = left.filter(p => !p.isPrivate && ['subject', 'topic'].includes(role(p)))
  if (!grammar.verbFinal) {
    if (governor !== null) return subjects[0] ?? left.find(p => ['object', 'owner'].includes(role(p)))
    const inner = scene.tongue === 'zh' ? innerSubject(scene, trigger, left) : undefined
    if (inner !== undefined) return inner
    const free = subjects.filter(p => !isPreposed(scene, p, left) && !isObjectBefore(scene, p, trigger))
    return free.at(-1)
  }
  // Verb-final: an embedded or relative verb takes the nearest が, the main verb the topic は.
  const givers = left.filter(p => role(p) === 'agent')
  const nearest = subjects.at(-1) ?? givers.at(-1)
  if (nearest === undefined) return undefined
  const embedded = governor !== null || grammar.isRelative(place) || grammar.isQuoted(place)
  if (givers.length > 0 && embedded && subjects.every(p => role(p) === 'topic')) return givers.at(-1)
  if (givers.length > 0 && role(nearest) === 'topic' && isNoun) return givers.at(-1)
  if (embedded || role(nearest) === 'topic') return nearest
  return subjects.findLast(p => role(p) === 'topic' && isMain(place)) ?? nearest
}

/** Owner of a noun: "Japan's request", 日方的提议, 安倍提出的三项要求, 일본의 요구. */
function ownerOf(
  scene: ArgumentScene,
  place: Place,
  left: readonly Phrase[],
  role: RoleOf,
): Phrase | undefined {
  const gap = (p: Phrase): string => scene.sentence.slice(p.end, place.start)
  const near = left.findLast(p => role(p) === 'owner' && OWNS[scene.tongue].test(gap(p)))
  if (scene.tongue !== 'zh') return near
  // The first phrase after the verb before, or of the clause: what follows it belongs to the relative clause.
  const last = scene.triggers.findLast(
    one =>
      one.told &&
      one.place.end <= place.start &&
      one.place.clause.start === place.clause.start &&
      !isInnerVerb(scene, one, place),
  )
  const first = left.find(p => last === undefined || p.start >= last.place.end)
  return first !== undefined &&
    /^(?:方面|政府)?(?:的|提出|希望|要求|主张|所|对|呼吁|试图|关于|就)/.test(scene.sentence.slice(first.end))
    ? first
    : near
}

/** A verb of the relative clause itself: 安倍[提出]的…要求, not the verb whose object the noun is. */
function isInnerVerb(scene: ArgumentScene, one: Trigger, place: Place): boolean {
  return (
    scene.phrases.some(
      p => p.end <= one.place.start && one.place.start - p.end <= 1 && p.start >= place.clause.start,
    ) &&
    scene.triggers.some(
      t => t.told && t.place.end <= one.place.start && t.place.clause.start === place.clause.start,
    )
  )
}

/** 对[日本首相向靖国神社供奉祭品]深表遗憾: inside such a frame its first phrase is the subject. */
function innerSubject(scene: ArgumentScene, trigger: Trigger, left: readonly Phrase[]): Phrase | undefined {
  const { place } = trigger
  const isLast = !scene.triggers.some(
    one => one.told && one.place.start >= place.end && one.place.clause.start === place.clause.start,
  )
  const rest = scene.sentence.slice(place.end, place.clause.end)
  if ((isLast && !SAYS.test(rest)) || trigger.act.embeds === 'fact') return undefined
  const opens = ABOUT.test(rest) ? OPENS_OR_LOCATES : PREPOSED
  const opener = left.findLast(p => opens.test(scene.sentence.slice(Math.max(0, p.start - 2), p.start)))
  if (opener === undefined) return undefined
  const main = scene.triggers.some(
    one =>
      one.told && one.act.frame !== 'speech' && one.place.start >= opener.end && one.place.end <= place.start,
  )
  return main ||
    /(?:表示|提出|予以|给予|深表|作出|进行|发出)[^,]{0,4}$/.test(
      scene.sentence.slice(opener.end, place.start),
    )
    ? undefined
    : opener
}

/** Stands inside a preposed frame: 就[日方近日批准…一事]召见. */
function isPreposed(scene: ArgumentScene, p: Phrase, left: readonly Phrase[]): boolean {
  if (scene.tongue !== 'zh') return false
  const opener = left.findLast(
    one =>
      one !== p &&
      one.end <= p.start &&
      PREPOSED.test(scene.sentence.slice(Math.max(0, one.start - 2), one.start)),
  )
  return (
    opener !== undefined &&
    /^[^,;:此]{0,10}$/.test(scene.sentence.slice(opener.end, p.start)) &&
    !/问题上|一事|后$/.test(scene.sentence.slice(opener.end, p.start))
  )
}

/** Beijing summoned [Japan's ambassador] and demanded: the object of the verb before. */
function isObjectBefore(scene: ArgumentScene, p: Phrase, trigger: Trigger): boolean {
  return scene.triggers.some(
    one =>
      one.told &&
      one !== trigger &&
      one.act.frame !== 'speech' &&
      one.place.clause.start === trigger.place.clause.start &&
      one.place.end <= p.start &&
      p.start - one.place.end <= 14 &&
      !/[,;]|\bthat\b/.test(scene.sentence.slice(one.place.end, p.start)),
  )
}

/** The last verb of a verb-final sentence: nothing but endings and a full stop follow. */
function isMain(place: Place): boolean {
  return place.sentence.length - place.end <= 14 || place.clause.end - place.end <= 10
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

/** The subject a silent clause takes over, and what that costs. */
function subjectElsewhere(
  scene: ArgumentScene,
  trigger: Trigger,
  grammar: Grammar,
  usable: readonly Phrase[],
  governor: Trigger | null,
): { actors: readonly EntityRef[]; cost: number } {
  const { place, act } = trigger
  const voice = voiceAt(scene.speech, place.start)
  if (voice?.kind === 'direct_quote' && voice.speaker !== null) {
    return { actors: weaken([voice.speaker], 'zero_subject', 0.06), cost: 0.06 }
  }
  const clauses = scene.clauses
    .filter(clause => clause.end <= (governor?.place.clause.end ?? place.clause.start))
    .reverse()
  for (const clause of clauses) {
    const words = scene.sentence.slice(clause.start, clause.end)
    if (grammar.isCondition(words) || (grammar.isSubordinate(words) && clauses.length > 1)) continue
    const until = governor !== null ? Math.min(clause.end, governor.place.start) : clause.end
    const subjects = usable.filter(
      p =>
        p.start >= clause.start &&
        p.end <= until &&
        p.start - clause.start <= HEAD_OF_CLAUSE[scene.tongue] &&
        ['subject', 'topic'].includes(roleOf(scene, p, until)),
    )
    const subject = grammar.verbFinal
      ? (subjects.find(p => caseOf(scene.sentence, p, clause.end, scene.tongue) === 'topic') ?? subjects[0])
      : subjects[0]
    if (subject !== undefined) {
      const joined = act.frame === 'symmetric' ? withPartners(scene, subject, clause, usable) : subject.heads
      return { actors: weaken(joined, 'zero_subject', 0.06), cost: 0.06 }
    }
  }
  if (voice?.speaker) return { actors: weaken([voice.speaker], 'zero_subject', 0.1), cost: 0.1 }
  if (scene.carried.length > 0) {
    const cost = scene.isListItem ? 0.12 : 0.25
    return { actors: weaken(scene.carried, scene.isListItem ? 'anaphora' : 'zero_subject', cost), cost }
  }
  return { actors: NONE, cost: 0.3 }
}

/** "A met B and agreed": with a joint act before, both go on as the subject. */
function withPartners(
  scene: ArgumentScene,
  subject: Phrase,
  clause: TextRange,
  usable: readonly Phrase[],
): readonly EntityRef[] {
  const joint = scene.triggers.some(
    one =>
      one.told &&
      one.act.frame === 'symmetric' &&
      one.place.start >= clause.start &&
      one.place.end <= clause.end,
  )
  if (!joint) return subject.heads
  const partners = usable.filter(
    p =>
      p !== subject &&
      p.start >= clause.start &&
      p.end <= clause.end &&
      roleOf(scene, p, clause.end) === 'with',
  )
  return [
    ...subject.heads,
    ...without(
      partners.flatMap(p => p.heads),
      subject.heads,
    ),
  ]
}
