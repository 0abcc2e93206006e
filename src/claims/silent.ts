// Who acts where the clause is silent: the noun before a relative pronoun, the subject of the clause before, the speaker,
// the sentence before. Each step away costs confidence.
import { hasStranger } from '../lexicon/strangers.ts'
import type { TextRange } from '../model/article.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Tongue } from '../model/language.ts'
import type { Trigger } from './content.ts'
import type { Grammar, Place } from './grammar/grammar.ts'
import { caseOf, type Phrase } from './phrases.ts'
import { voiceAt } from './speech.ts'
import { type ArgumentScene, roleOf, weaken, without } from './subjects.ts'

const NONE: readonly EntityRef[] = []
/** A subject in Chinese or English stands near the head of its clause; further in, it is some verb's object. */
const HEAD_OF_CLAUSE: Readonly<Record<Tongue, number>> = { zh: 10, en: 30, ja: 999, ko: 999 }

/** "talks that ended": the relative pronoun is the subject, and stands for no one named. */
const SUBJECT_RELATIVE =
  /(?:^|\s)(?:that|which|who)\s(?:(?:\w+ly|had|has|have|was|were|is|are|would|will|did|do|does|not|also|been|now|later)\s)*$/i
/** A thing as the subject: what it does nobody named does. */
const THING: Readonly<Partial<Record<Tongue, RegExp>>> = {
  zh: /^\s*(?:该|这份|这一|此|这项|上述)?(?:协定|协议|声明|条约|文件|决议|法案|措施|会谈|会议|报告|判决)(?:于|已|将|是|在|被|由|也|并)/,
  en: /^\s*(?:and\s|but\s)?(?:the|this|that|these)\s(?:\w+\s){0,2}(?:pact|agreement|deal|accord|treaty|statement|measures?|talks|meeting|test|move|visit|decision|ruling|plan|zone|sanctions|document|declaration|tariffs?)\s(?!between|of|with)/i,
}
/** "It", "this" as the subject is no person. */
const NEUTER = /^\s*(?:and\s|but\s|that\s)?(?:it|this|these|those)\s/i

/** A subject that nobody listed stands in a stretch of the sentence: the last known one reaches no further. */
function namesStranger(scene: ArgumentScene, range: TextRange): boolean {
  const known = scene.phrases
    .filter(p => p.end > range.start && p.start < range.end)
    .map(p => ({ start: p.start - range.start, end: p.end - range.start }))
  return hasStranger(scene.sentence.slice(range.start, range.end), scene.tongue, known)
}

/** The subject a silent clause takes over, and what that costs. */
export function subjectElsewhere(
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
  // 没有考虑将其驱逐: the subject before is the one it is done to
  if (scene.tongue === 'zh' && /(?:将|把|对)(?:其|他|她)$/.test(scene.sentence.slice(0, place.start)))
    return voice?.speaker
      ? { actors: weaken([voice.speaker], 'zero_subject', 0.1), cost: 0.1 }
      : { actors: NONE, cost: 0.3 }
  const antecedent = antecedentOf(scene, place, usable)
  if (antecedent !== undefined) return { actors: weaken(antecedent.heads, 'anaphora', 0.05), cost: 0.05 }
  if (scene.tongue === 'en' && SUBJECT_RELATIVE.test(scene.sentence.slice(place.clause.start, place.start)))
    return { actors: NONE, cost: 0.3 }
  const own = { start: place.clause.start, end: place.start }
  if (governor === null && namesStranger(scene, own)) return { actors: NONE, cost: 0.3 }
  if (governor === null && THING[scene.tongue]?.test(scene.sentence.slice(own.start, own.end)))
    return { actors: NONE, cost: 0.3 }
  const isNeuter = scene.tongue === 'en' && NEUTER.test(scene.sentence.slice(own.start, own.end))
  const clauses = scene.clauses
    .filter(clause => clause.end <= (governor?.place.clause.end ?? place.clause.start))
    .reverse()
  for (const clause of clauses) {
    const words = withoutQuote(scene, clause)
    if (governor === null && namesStranger(scene, clause)) return { actors: NONE, cost: 0.3 }
    if (grammar.isCondition(words) || (grammar.isSubordinate(words) && clauses.length > 1)) continue
    const until = governor !== null ? Math.min(clause.end, governor.place.start) : clause.end
    const subjects = usable.filter(
      p =>
        p.start >= clause.start &&
        p.end <= until &&
        !p.isPrivate &&
        p.start - clause.start <= HEAD_OF_CLAUSE[scene.tongue] &&
        !p.heads[0]!.id.startsWith('PLC.') &&
        ['subject', 'topic'].includes(roleOf(scene, p, until)),
    )
    const inner =
      grammar.verbFinal && voice !== null && voice.kind !== 'direct_quote'
        ? subjects.find(p => p.heads.every(head => head.id !== voice.speaker?.id))
        : undefined
    const subject = grammar.verbFinal
      ? (inner ??
        subjects.find(p => caseOf(scene.sentence, p, clause.end, scene.tongue) === 'topic') ??
        subjects[0])
      : subjects[0]
    if (subject !== undefined) {
      const joined = act.frame === 'symmetric' ? withPartners(scene, subject, clause, usable) : subject.heads
      return { actors: weaken(joined, 'zero_subject', 0.06), cost: 0.06 }
    }
  }
  if (voice?.speaker && !isNeuter) return { actors: weaken([voice.speaker], 'zero_subject', 0.1), cost: 0.1 }
  const isPersonal = scene.carried.some(ref => ref.id.startsWith('PER.'))
  if (scene.carried.length > 0 && !(isNeuter && isPersonal)) {
    const cost = scene.isListItem ? 0.12 : 0.25
    return { actors: weaken(scene.carried, scene.isListItem ? 'anaphora' : 'zero_subject', cost), cost }
  }
  return { actors: NONE, cost: 0.3 }
}

/** A clause up to a quotation that it only opens: a condition inside the quotation is none of its own. */
function withoutQuote(scene: ArgumentScene, clause: TextRange): string {
  const quote = scene.speech.voices.find(
    v => v.kind === 'direct_quote' && v.start > clause.start && v.start < clause.end && clause.end < v.end,
  )
  return scene.sentence.slice(clause.start, quote?.start ?? clause.end)
}

/** "… of Seoul, which demanded": the noun phrase right before the relative pronoun acts. */
function antecedentOf(scene: ArgumentScene, place: Place, usable: readonly Phrase[]): Phrase | undefined {
  if (scene.tongue !== 'en') return undefined
  const words = scene.sentence.slice(place.clause.start, place.start)
  if (!/^\s?(?:who|which)\s(?:\w+\s){0,3}$/.test(words)) return undefined
  return usable.findLast(p => p.end <= place.clause.start && place.clause.start - p.end <= 2)
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
