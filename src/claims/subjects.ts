// Who acts in the trigger's own clause: the subject, the owner of a noun, the one inside a preposed frame. Where the
// clause is silent, see silent.ts.
import type { TextRange } from '../model/article.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Tongue } from '../model/language.ts'
import { embeddingOf, type Trigger } from './content.ts'
import type { Case, Grammar, Place } from './grammar/grammar.ts'
import { caseOf, type Phrase } from './phrases.ts'
import type { Speech } from './speech.ts'

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

/** What may stand between an owner and its noun: 日本の強い|要求, Japan's repeated |demand. */
const OWNS: Readonly<Record<Tongue, RegExp>> = {
  zh: /^[^,;:]{0,18}$/,
  ja: /^(?:側|氏|政府)?の(?:[^はがをに、。へ]{0,14}の?)$/,
  ko: /^\s?(?:측|정부)?의\s[^은는이가을를에,]{0,16}$/,
  en: /^['’]s?\s(?:\w+\s){0,3}$/,
}
/** Chinese verbs whose object is a relation or a state of things: 改善[日韩关系]. */
const GOVERNS =
  /(?:改善|加强|修复|推动|深化|发展|缓和|构筑|影响|围绕|加深|促进|维护|破坏|损害|出席|参加|主持|加入|退出|重返|强化|扩大|加快|推进|落实|讨论|商讨|探讨|涉及|评估)$/
const PREPOSED = /(?:对于?|就|因|针对|鉴于|由于|为|围绕)$/
const OPENS_OR_LOCATES = /(?:对于?|就|因|针对|鉴于|由于|为|围绕|在)$/
/** A clause made the object of the verb behind it. */
const NOMINALISED = /(?:기를|것을|도록|길|ことを|よう(?:に)?|べきだと)\s?(?:[가-힣]{1,4}\s|強く)?$/
/** Closes a frame that 在 opened: 在[日本内阁参拜…问题上]. */
const ABOUT = /(?:问题|一事)上/
/** A saying or a light verb after the frame: 就[中国划设识别区]表示. */
const SAYS = /(?:表示|称|说|回应|表态|发表|作出|提出|予以)/
/** The same people, known at second hand. */
export function weaken(refs: readonly EntityRef[], how: EntityRef['how'], cost: number): EntityRef[] {
  return refs.map(ref => ({ ...ref, how, confidence: Math.max(0.3, ref.confidence - cost) }))
}

/** Those not yet taken, each once. */
export function without(refs: readonly EntityRef[], taken: readonly EntityRef[]): EntityRef[] {
  const seen = new Set(taken.map(ref => ref.id))
  return refs.filter(ref => !seen.has(ref.id) && seen.add(ref.id))
}

/** The case of a phrase; in Chinese the object of another verb (改善日韩关系) is not the subject of this one. */
export function roleOf(scene: ArgumentScene, p: Phrase, at: number): Case {
  const role = caseOf(scene.sentence, p, at, scene.tongue)
  const governed =
    scene.tongue === 'zh' &&
    p.end <= at &&
    GOVERNS.test(scene.sentence.slice(Math.max(0, p.start - 2), p.start))
  return governed && role === 'subject' ? 'other' : role
}

/** The case of a phrase as the trigger at hand sees it. */
export type RoleOf = (p: Phrase) => Case

/** The phrase that acts, in the trigger's own clause; undefined where the clause is silent. */
export function pickSubject(
  scene: ArgumentScene,
  grammar: Grammar,
  trigger: Trigger,
  governor: Trigger | null,
  left: readonly Phrase[],
  isNoun: boolean,
  role: RoleOf,
): Phrase | undefined {
  const { place } = trigger
  // 中国划设的识别区: who stands right before the verb of a relative clause acts
  const beside =
    scene.tongue === 'zh'
      ? left.findLast(p => p.end === place.start && ['subject', 'other', 'dative', 'place'].includes(role(p)))
      : undefined
  if (beside !== undefined && isInnerOf(scene, beside, place) && trigger.act.frame !== 'speech') return beside
  // 朝鲜导弹预警情报的实时共享: the owner of shared data is what it is about
  if (isNoun && trigger.act.id !== 'ACT.share_intel') {
    const owner = ownerOf(scene, place, left, role)
    const told = grammar.verbFinal && trigger.told && left.some(p => role(p) === 'topic')
    if (owner !== undefined && !(told && place.start - owner.end > 6)) return owner
  }
  const subjects = left.filter(
    p =>
      !p.isPrivate &&
      ['subject', 'topic'].includes(role(p)) &&
      !(grammar.verbFinal && role(p) === 'subject' && actsInRelative(scene, grammar, p, place)),
  )
  if (!grammar.verbFinal) {
    if (governor !== null) return subjects[0] ?? left.find(p => ['object', 'owner'].includes(role(p)))
    const inner = scene.tongue === 'zh' ? innerSubject(scene, trigger, left) : undefined
    if (inner !== undefined) return inner
    const free = subjects.filter(p => !isPreposed(scene, p, left) && !isObjectBefore(scene, p, trigger))
    return free.at(-1)
  }
  // Verb-final: an embedded or relative verb takes the nearest が, the main verb the topic は.
  const givers = left.filter(p => role(p) === 'agent')
  const told = subjects.filter(p => !OWN_RELATIVE.test(scene.sentence.slice(p.end, place.start)))
  const nearest = told.at(-1) ?? subjects.at(-1) ?? givers.at(-1)
  if (nearest === undefined) return relativeHead(scene, grammar, trigger, left)
  const embedded = governor !== null || grammar.isRelative(place) || grammar.isQuoted(place)
  if (givers.length > 0 && embedded && subjects.every(p => role(p) === 'topic')) return givers.at(-1)
  if (givers.length > 0 && role(nearest) === 'topic' && isNoun) return givers.at(-1)
  // 청와대는 [북미가 대화를 이어가기를] 기대한다: inside what is hoped or asked for, the nearer subject acts
  const topic = subjects.findLast(p => role(p) === 'topic')
  if (topic !== undefined && NOMINALISED.test(scene.sentence.slice(nearest.end, place.start))) return topic
  if (embedded || role(nearest) === 'topic' || place.start - nearest.end <= 3) return nearest
  if (isInSpeechOf(scene, subjects, nearest, place)) return nearest
  return subjects.findLast(p => role(p) === 'topic' && isMain(place)) ?? nearest
}

/** A relative clause (中国划设|的识别区), or a frame that opens right before (在[日本内阁]参拜靖国神社问题上). */
function isInnerOf(scene: ArgumentScene, p: Phrase, place: Place): boolean {
  // 向[韩方]道歉的事实: done to him
  if (/[向给朝与同和跟]$/.test(scene.sentence.slice(0, p.start))) return false
  if (/^的/.test(scene.sentence.slice(place.end))) return true
  const opens = OPENS_OR_LOCATES.test(scene.sentence.slice(Math.max(0, p.start - 2), p.start))
  return opens && /^[^,;:]{0,30}(?:问题|一事)/.test(scene.sentence.slice(place.end, place.clause.end))
}

/** 日本政府は[韓国が求めた]協議を拒んだ: who acts in a relative clause before the verb has acted there. */
function actsInRelative(scene: ArgumentScene, grammar: Grammar, p: Phrase, place: Place): boolean {
  return scene.triggers.some(
    one =>
      one.told &&
      one.place.start >= p.end &&
      one.place.start - p.end <= 14 &&
      one.place.end < place.start &&
      grammar.isRelative(one.place),
  )
}

/** 訪日した[王毅外相]に対し: a relative clause without a subject is about the noun behind it. */
function relativeHead(
  scene: ArgumentScene,
  grammar: Grammar,
  trigger: Trigger,
  left: readonly Phrase[],
): Phrase | undefined {
  const { place, act } = trigger
  if (!grammar.isRelative(place) || (left.length === 0 && act.id !== 'ACT.visit')) return undefined
  return scene.phrases.find(p => p.start >= place.end && p.start - place.end <= 5)
}

/** 韓国政府が|示した解決策を歓迎する: subject of a relative clause, not of the verb behind it. */
const OWN_RELATIVE =
  /^(?:側|政府)?が[^、。]{1,12}(?:した|った|いた|れた|する|ている)(?=[一-龯ァ-ヶ])|^(?:측|정부)?[이가]\s(?:[가-힣]+\s)?[가-힣]*(?:한|된|했던|하는)\s/

/** 위성락 실장은 [이 대통령이 방일한다고] 발표했다: inside what the topic says, the nearer subject acts. */
function isInSpeechOf(
  scene: ArgumentScene,
  subjects: readonly Phrase[],
  nearest: Phrase,
  place: Place,
): boolean {
  const topic = subjects[0]
  return (
    topic !== undefined &&
    topic !== nearest &&
    scene.speech.voices.some(
      v =>
        v.kind !== 'direct_quote' &&
        v.start <= nearest.start &&
        place.end <= v.end &&
        topic.heads.some(head => head.id === v.speaker?.id),
    )
  )
}

/** Owner of a noun: "Japan's request", 日方的提议, 安倍提出的三项要求, 일본의 요구. */
export function ownerOf(
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
      one.place.start < p.start &&
      p.start - one.place.end <= (scene.tongue === 'en' ? 40 : 14) &&
      // 不满[美方]要求: the object of a verb that takes a clause is the subject of the next verb
      !(scene.tongue === 'zh' && embeddingOf(one) !== null && p.end === trigger.place.start) &&
      !/[,;]|\bthat\b/.test(scene.sentence.slice(one.place.end, p.start)),
  )
}

/** The last verb of a verb-final sentence: nothing but endings and a full stop follow. */
function isMain(place: Place): boolean {
  return place.sentence.length - place.end <= 14 || place.clause.end - place.end <= 10
}
