// Whether what was found makes a claim of its own, and of what kind: told, denied, planned, only asked for, or a
// term in quotes.
import type { TextRange } from '../model/article.ts'
import type { EntityRef, Evidentiality, Modality } from '../model/claim.ts'
import type { Arguments } from './arguments.ts'
import { embeddingOf, type Trigger } from './content.ts'
import type { Grammar, Place } from './grammar/grammar.ts'
import type { PhraseContext } from './refs.ts'

/** 使用了“不能默认”一词: a term in quotes that nobody is said to have said, and that no verb carries. */
export function isQuotedTerm(
  place: Place,
  quotes: readonly TextRange[],
  speaker: EntityRef | null,
  subject: TextRange | null,
  grammar: Grammar,
): boolean {
  const quote = quotes.find(q => q.start < place.start && place.end < q.end)
  if (quote === undefined || speaker !== null) return false
  if (subject !== null && subject.start > quote.start) return false
  if (/[的の]$|['’]s\s$|의\s$/.test(place.sentence.slice(0, quote.start))) return false
  const before = place.sentence.slice(Math.max(0, quote.start - 70), quote.start)
  if (/\b(?:call(?:ed|s|ing)?|described|branded|labell?ed|termed|deemed|dubbed)\b[^".;]*$/i.test(before))
    return false
  return !(
    grammar.verbFinal &&
    /^(?:の意)?(?:を|に(?!つ)|と(?![のいさ])|이?라고|라며|며|고\s)/.test(place.sentence.slice(quote.end))
  )
}

/** Nouns that say by themselves that it was done, when their owner stands beside them. */
const NOMINAL = new Set([
  'ACT.request',
  'ACT.demand',
  'ACT.propose_meet',
  'ACT.test_missile',
  'ACT.declare_adiz',
  'ACT.suspend_trade',
  'ACT.visit_shrine',
  'ACT.approve',
])

/** 早在拜登抵达日本之前: only a point in time, and what followed is told. */
const BEFORE_ZH = /^(?:早)?在[^,.;]*(?:之前|以前|前)[,]?$/

/** 部署地点, 部署该系统无助于…: at the head of a clause, a verb that is part of what another verb says something of. */
function isSubjectZh({ sentence, clause, start, end }: Place): boolean {
  if (/[^\s,，"“]/.test(sentence.slice(clause.start, start))) return false
  const rest = sentence.slice(end, clause.end)
  return PREDICATED_ZH.test(rest) || /^(?:地点|计划|费用|时间|方案|问题|工作|行动|决定|一事|时机)/.test(rest)
}

const PREDICATED_ZH =
  /(?:无助于|有助于|不利于|有利于|并非|不是|尚未|违反|符合|只会|不会|将会|属于|损害|破坏|面临|意味着|并不|会加剧|将加剧|是.{0,14}(?:的|行为|措施|决定))/

/** Whether a trigger makes a claim of its own, or is only what another act is about. */
export function stands(
  trigger: Trigger,
  governor: Trigger | null,
  found: Arguments,
  grammar: Grammar,
  clauses: readonly TextRange[],
  triggers: readonly Trigger[],
  phrases: readonly TextRange[],
): boolean {
  const { place, act } = trigger
  if (grammar.isAverted(place) || grammar.isAsked(place)) return false
  const clause = clauses.find(c => c.start === place.clause.start)
  if (clause !== undefined && grammar.isCondition(place.sentence.slice(clause.start, clause.end)))
    return false
  if (grammar.tongue === 'zh' && isSubjectZh(place)) return false
  if (grammar.tongue === 'zh' && BEFORE_ZH.test(place.sentence.slice(place.clause.start, place.clause.end)))
    return false
  const { subject, owned } = found
  const own = owned && (grammar.verbFinal || governor === null || subject!.start >= governor.place.end)
  if (!trigger.told)
    return NOMINAL.has(act.id) && own && !(grammar.verbFinal && modifiesNoun(trigger, triggers))
  if (isAboutOnly(trigger, found, grammar, triggers) || isInfinitiveOf(trigger, phrases)) return false
  if (governor === null) return true
  const how = embeddingOf(governor)
  if (how === 'denied' || how === 'open') return true
  if (how === 'fact') return own && (grammar.verbFinal || subject!.end <= place.start)
  return (
    NOMINAL.has(act.id) &&
    own &&
    (governor.act.plover === 'REJECT' ||
      /的$/.test(place.sentence.slice(0, place.start)) ||
      (grammar.verbFinal && grammar.isRelative(place)))
  )
}

/** Persuaded [Biden] to call on China: what one is brought to do is not told as done. */
function isInfinitiveOf(trigger: Trigger, phrases: readonly TextRange[]): boolean {
  const before = trigger.place.sentence.slice(0, trigger.place.start)
  const to = /\sto\s(?:\w+ly\s)?$/.exec(before)
  return to !== null && phrases.some(p => p.end === to.index)
}

/** 수출규제 철회 요구: a noun of a chain is what the last one is about. */
function modifiesNoun(trigger: Trigger, triggers: readonly Trigger[]): boolean {
  const { sentence, end } = trigger.place
  return triggers.some(
    one =>
      one.place.start > end &&
      one.place.start - end <= 6 &&
      /^[\s一-龯]*$/.test(sentence.slice(end, one.place.start)),
  )
}

/** Acts done by saying them. */
const PERFORMED = new Set(['REJECT'])
const PERFORMED_ACTS: ReadonlySet<string> = new Set(
  [
    ...['support', 'welcome', 'thank', 'praise', 'apologise', 'recognise', 'not_accept', 'demand', 'urge'],
    ...['criticise', 'condemn', 'concern', 'regret_other', 'dissatisfied'],
  ].map(act => `ACT.${act}`),
)

/** 就对朝制裁达成一致: named as what it is about, with no doer. */
function isAboutOnly(
  trigger: Trigger,
  found: Arguments,
  grammar: Grammar,
  triggers: readonly Trigger[],
): boolean {
  if (grammar.tongue !== 'zh') return false
  const { place } = trigger
  if (/^的(?:说法|报道|报导|消息|传闻|传言|谣言)/.test(place.sentence.slice(place.end))) return false
  const before = /(?:就|围绕|关于|有关)([^,;:]{0,16})$/.exec(
    place.sentence.slice(place.clause.start, place.start),
  )
  const subject = found.subject
  if (before === null) return false
  const from = place.start - before[1]!.length
  const main = triggers.some(
    one =>
      one.told &&
      one.act.frame !== 'speech' &&
      one.place.start >= place.end &&
      one.place.clause.start === place.clause.start,
  )
  // 就中国划设识别区表示: nothing is done about it but speak
  if (!main) return subject !== null && subject.start === from
  // 就[日方批准教科书]召见: the frame closed with the verb inside it
  if (triggers.some(one => one.told && one.place.start >= from && one.place.end <= place.start)) return false
  return subject === null || subject.start !== from
}

/** A spokesman who denies a request denies his government's. */
export function forDenial(
  actors: readonly EntityRef[],
  governor: Trigger | null,
  context: PhraseContext,
): readonly EntityRef[] {
  if (governor === null || embeddingOf(governor) !== 'denied') return actors
  return actors.map(ref => {
    const id = `GOV.${ref.side?.toLowerCase() ?? ''}`
    const speaksFor =
      /^(?:PER\..*_ccs|SRC\..*_official|GOV\.[a-z]{2}\.mofa)$/.test(ref.id) ||
      /spokesperson|press_secretary|chief_cabinet/.test(ref.roleAtTime ?? '')
    return speaksFor && context.lexicon.entity(id) !== undefined ? { ...ref, id } : ref
  })
}

/** What the claim says about reality. */
export function modalityOf(
  trigger: Trigger,
  governor: Trigger | null,
  grammar: Grammar,
  clauses: readonly TextRange[],
  triggers: readonly Trigger[],
  evidentiality: Evidentiality,
): Modality {
  const how = governor === null ? null : embeddingOf(governor)
  if (how === 'denied') return 'denied'
  if (how === 'open') return 'hypothetical'
  const said = grammar.modalityOf(trigger.place) ?? carriedPlan(trigger, grammar, clauses, triggers)
  const performs =
    (PERFORMED.has(trigger.act.plover) || PERFORMED_ACTS.has(trigger.act.id)) &&
    grammar.isDeclared(trigger.place)
  if (said !== null && !performs) return said
  if (trigger.act.id === 'ACT.hope' || trigger.act.id === 'ACT.pledge') return 'planned'
  if (trigger.act.id === 'ACT.speculate') return 'hypothetical'
  return evidentiality === 'unnamed_source' || evidentiality === 'hearsay' || evidentiality === 'analysis'
    ? 'reported'
    : 'asserted'
}

/** 将访问日本,并与…会谈: the plan holds for both. */
function carriedPlan(
  trigger: Trigger,
  grammar: Grammar,
  clauses: readonly TextRange[],
  triggers: readonly Trigger[],
): 'planned' | null {
  const { sentence, clause } = trigger.place
  if (grammar.verbFinal) return plannedAhead(trigger, grammar, clauses, triggers)
  if (!grammar.carriesOn(sentence.slice(clause.start, clause.end))) return null
  const before = clauses.findLast(c => c.end <= clause.start)
  if (before === undefined) return null
  const first = triggers.find(one => one.told && one.place.clause.start === before.start)
  return first !== undefined && grammar.modalityOf(first.place) === 'planned' ? 'planned' : null
}

/** A verb that goes on with the next (방문해, 訪問し): it is planned where the next one is announced as to come. */
const GOES_ON = /(?:해|하고|하여|가|만나|し|て|り)[、,]?\s?$/
const TO_COME =
  /^.{0,4}?(?:예정|계획|방침|[한갖는연]+다고\s(?:발표|밝혔|예고)|するとの?発表|する(?:予定|方針|見通し|計画|と発表))/

function plannedAhead(
  trigger: Trigger,
  grammar: Grammar,
  clauses: readonly TextRange[],
  triggers: readonly Trigger[],
): 'planned' | null {
  const { sentence, clause } = trigger.place
  if (!GOES_ON.test(sentence.slice(clause.start, clause.end))) return null
  const next = clauses.find(c => c.start >= clause.end)
  const last =
    next === undefined ? undefined : triggers.find(one => one.told && one.place.clause.start === next.start)
  const isPlan =
    last !== undefined &&
    TO_COME.test(sentence.slice(last.place.end)) &&
    grammar.modalityOf(last.place) === 'planned'
  return isPlan ? 'planned' : null
}
