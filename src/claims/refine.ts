// What the claims of one sentence say about each other: a refusal answers a request, a refusal of talks is its own
// act, coordinated acts share their recipient, a bilateral pact names the other side.
import type { Lexicon } from '../lexicon/lexicon.ts'
import { pairTopics, parties, talksTopics } from '../lexicon/relations.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Draft } from './draft.ts'
import type { Grammar } from './grammar/grammar.ts'
import { without } from './subjects.ts'

const ASKING = new Set(['ACT.request', 'ACT.demand', 'ACT.urge', 'ACT.propose_meet'])
const REFUSING = new Set(['ACT.refuse', 'ACT.refuse_meet', 'ACT.not_accept', 'ACT.rule_out'])
/** Acts whose talks-version is an act of its own. */
const OF_TALKS: Readonly<Record<string, string>> = {
  'ACT.refuse': 'ACT.refuse_meet',
  'ACT.request': 'ACT.propose_meet',
}
/** After these, a coordinated act with no recipient is meant for the same one. */
const SHARE = new Set([
  ...ASKING,
  'ACT.lodge_protest',
  'ACT.summon',
  'ACT.regret_other',
  'ACT.condemn',
  'ACT.criticise',
  'ACT.concern',
  'ACT.warn',
])

/** Settles the drafts of one sentence, in place. */
export function settle(drafts: Draft[], grammar: Grammar, lexicon: Lexicon): void {
  for (const draft of drafts) settleTalks(draft, grammar, lexicon)
  pairRequests(drafts, lexicon)
  shareRecipients(drafts, lexicon)
  for (const draft of drafts) answerDeed(draft, drafts)
  for (const draft of drafts) pledgeForBoth(draft)
  for (const draft of drafts) {
    askTheAnswerer(draft, drafts, lexicon)
    settleEnvoy(draft, lexicon)
  }
  for (const draft of drafts) addParties(draft, lexicon)
}

function settleTalks(draft: Draft, grammar: Grammar, lexicon: Lexicon): void {
  const { tags } = draft.trigger.mention
  const talks = grammar.meetingWords.test(draft.head)
  if (tags.includes('propose') && !talks) draft.act = lexicon.act('ACT.request') ?? draft.act
  if (draft.act.id === 'ACT.urge' && grammar.tongue === 'ja' && grammar.isRelative(draft.trigger.place))
    draft.act = lexicon.act('ACT.request') ?? draft.act
  // 希望安倍政府不要…: hope for what only another can do is a request
  if (
    draft.act.id === 'ACT.hope' &&
    draft.polarity === 'affirmed' &&
    differ(draft.actors, draft.recipients) &&
    isComplementSubject(draft) &&
    !grammar.verbFinal
  )
    Object.assign(draft, {
      act: lexicon.act('ACT.urge') ?? draft.act,
      modality: draft.modality === 'planned' ? 'asserted' : draft.modality,
    })
  const version = OF_TALKS[draft.act.id]
  if (version !== undefined && talks && !tags.includes('propose'))
    draft.act = lexicon.act(version) ?? draft.act
}

/** The one hoped of stands right behind the verb: 希望[中日之间]早日建立. */
function isComplementSubject(draft: Draft): boolean {
  const surface = draft.recipients[0]?.surface ?? ''
  const at = draft.object.indexOf(surface)
  return surface !== '' && at === 0
}

function differ(a: readonly EntityRef[], b: readonly EntityRef[]): boolean {
  return (
    a.length > 0 &&
    b.length > 0 &&
    a.every(x => b.every(y => x.id !== y.id && !(x.side !== undefined && x.side === y.side)))
  )
}

/** X's request refused by Y: the request went to Y, the refusal to X. */
function pairRequests(drafts: readonly Draft[], lexicon: Lexicon): void {
  const asked = drafts.filter(d => ASKING.has(d.act.id))
  const refused = drafts.filter(d => REFUSING.has(d.act.id))
  for (const refusal of refused) {
    for (const request of asked) {
      if (!differ(refusal.actors, request.actors)) continue
      if (request.recipients.length === 0) request.recipients = inferred(refusal.actors)
      if (refusal.recipients.length === 0) refusal.recipients = inferred(request.actors)
      // 거절당한 정상회담: what is refused decides what was asked
      if (refusal.act.id === 'ACT.refuse_meet' && request.act.id === 'ACT.request')
        request.act = lexicon.act('ACT.propose_meet') ?? request.act
      if (request.act.id === 'ACT.propose_meet' && refusal.act.id === 'ACT.refuse')
        refusal.act = lexicon.act('ACT.refuse_meet') ?? refusal.act
    }
  }
}

/** Acts that answer what somebody did. */
const ANSWERS = new Set([
  'ACT.condemn',
  'ACT.criticise',
  'ACT.regret_other',
  'ACT.dissatisfied',
  'ACT.lodge_protest',
])

/** 日本将韩国移出白名单,青瓦台对此表示遗憾: the answer is meant for the one whose deed stands before it. */
function answerDeed(draft: Draft, drafts: readonly Draft[]): void {
  if (!ANSWERS.has(draft.act.id) || draft.recipients.length > 0 || draft.actors.length === 0) return
  const before = drafts.findLast(
    d =>
      d !== draft &&
      d.trigger.place.end <= draft.trigger.place.start &&
      d.modality === 'asserted' &&
      d.act.frame !== 'speech' &&
      differ(d.actors, draft.actors),
  )
  if (before === undefined || before.actors.length > 1) return
  const between = drafts.some(
    d =>
      d.trigger.place.start > before.trigger.place.end &&
      d.trigger.place.end < draft.trigger.place.start &&
      !ANSWERS.has(d.act.id),
  )
  if (!between) draft.recipients = inferred(before.actors)
}

/** 拜登表示日美将步调一致: who says that his side and another will act promises the other. */
function pledgeForBoth(draft: Draft): void {
  const { speaker } = draft
  if (draft.act.id !== 'ACT.pledge' || !speaker?.id.startsWith('PER.') || draft.actors.length < 2) return
  if (!draft.actors.some(ref => ref.side === speaker.side)) return
  draft.recipients = draft.actors.filter(ref => ref.side !== speaker.side)
  draft.actors = [{ ...speaker, how: 'inferred', confidence: Math.min(speaker.confidence, 0.88) }]
}

/** Who says whether there was a request was the one to be asked: 米側から要請はなかったと政府は述べた. */
function askTheAnswerer(draft: Draft, drafts: readonly Draft[], lexicon: Lexicon): void {
  if (draft.recipients.length > 0 || !(ASKING.has(draft.act.id) || draft.act.id === 'ACT.cancel_meeting'))
    return
  const answerer = draft.speaker ?? drafts.find(d => d.act.id === 'ACT.deny')?.actors[0]
  const id = `GOV.${answerer?.side?.toLowerCase() ?? ''}`
  if (answerer === undefined || answerer === null || lexicon.entity(id) === undefined) return
  if (!differ(draft.actors, [answerer])) return
  draft.recipients = inferred([{ ...answerer, id }])
}

/** An ambassador summoned is the one sent to the summoner; one recalled comes from the state named in the post. */
function settleEnvoy(draft: Draft, lexicon: Lexicon): void {
  const host = draft.actors[0]?.side?.toLowerCase()
  draft.recipients = draft.recipients.map(ref => {
    if (draft.act.id === 'ACT.summon' && /^PER\.[a-z]{2}_ambassador$/.test(ref.id) && host !== undefined)
      return { ...ref, id: `${ref.id}_${host}` }
    const post = /_ambassador_([a-z]{2})$/.exec(ref.id)?.[1]
    const state = lexicon.entity(`GOV.${post ?? ''}`)
    return draft.act.id === 'ACT.recall_ambassador' && state !== undefined
      ? { ...ref, id: state.id, side: state.country ?? '', how: 'inferred' as const }
      : ref
  })
}

function inferred(refs: readonly EntityRef[]): EntityRef[] {
  return refs.map(ref => ({ ...ref, how: 'inferred', confidence: Math.min(ref.confidence, 0.85) }))
}

function shareRecipients(drafts: readonly Draft[], lexicon: Lexicon): void {
  const sorted = [...drafts].sort((a, b) => a.trigger.place.start - b.trigger.place.start)
  for (const [at, draft] of sorted.entries()) {
    if (draft.recipients.length > 0 || !SHARE.has(draft.act.id)) continue
    const before = sorted
      .slice(0, at)
      .findLast(d => SHARE.has(d.act.id) && d.recipients.length > 0 && sameActors(d.actors, draft.actors))
    if (before === undefined) continue
    draft.recipients = without(
      before.recipients.map(ref => forItsState(ref, before.act.id === 'ACT.summon', lexicon)),
      draft.actors,
    )
  }
}

function sameActors(a: readonly EntityRef[], b: readonly EntityRef[]): boolean {
  return a.length === b.length && a.every(x => b.some(y => x.id === y.id))
}

/** A summoned ambassador takes the protest home. */
function forItsState(ref: EntityRef, summoned: boolean, lexicon: Lexicon): EntityRef {
  const id = `GOV.${ref.side?.toLowerCase() ?? ''}`
  const inferredRef = { ...ref, how: 'inferred' as const, confidence: Math.min(ref.confidence, 0.84) }
  return summoned && lexicon.entity(id) !== undefined ? { ...inferredRef, id } : inferredRef
}

const TALKS = new Set([
  'ACT.meet',
  'ACT.summit',
  'ACT.refuse_meet',
  'ACT.propose_meet',
  'ACT.cancel_meeting',
  'ACT.rule_out',
])
const TOWARD_PARTY = new Set([
  'ACT.terminate',
  'ACT.extend',
  'ACT.suspend_trade',
  'ACT.lodge_protest',
  ...ASKING,
])

function addParties(draft: Draft, lexicon: Lexicon): void {
  if (TOWARD_PARTY.has(draft.act.id) && draft.recipients.length === 0) {
    const sides = new Set(draft.actors.map(ref => ref.side))
    const bound = draft.topics.map(topic => parties[topic]).find(list => list !== undefined)
    const others = (bound ?? []).filter(id => !sides.has(lexicon.sideOf(id) ?? undefined))
    if (bound !== undefined && others.length === 1) {
      const side = lexicon.sideOf(others[0]!)
      draft.recipients = [
        { id: others[0]!, surface: '', ...(side ? { side } : {}), how: 'inferred', confidence: 0.8 },
      ]
    }
  }
  if (draft.topics.length > 0) return
  const sides = [
    ...new Set(
      [...draft.actors, ...draft.recipients].map(ref => ref.side).filter(side => side !== undefined),
    ),
  ]
  const talks = TALKS.has(draft.act.id)
    ? sides.map(side => talksTopics[side]).find(one => one !== undefined)
    : undefined
  const topic = talks ?? pairTopics[sides.sort().join('-')]
  if (topic !== undefined) draft.topics = [topic]
}
