// Which of a sentence's drafts are worth a claim: vague words give way to precise ones, and nothing is told twice.
import type { EntityRef } from '../model/claim.ts'
import type { Trigger } from './content.ts'
import type { Draft } from './draft.ts'

/** Acts that only say that something was said: coded when the sentence says nothing more precise. */
const VAGUE = new Set(['ACT.state', 'ACT.assess', 'ACT.speculate', 'ACT.announce'])

/** A vague act is kept where nothing precise is told: a saying in the sentence, a judgement in its clause. */
export function isWorthKeeping(draft: Draft, drafts: readonly Draft[]): boolean {
  if (!VAGUE.has(draft.act.id)) return true
  const { clause } = draft.trigger.place
  const precise = drafts.filter(d => !VAGUE.has(d.act.id))
  return draft.trigger.mention.tags.includes('judged') || draft.act.id === 'ACT.speculate'
    ? !precise.some(d => d.trigger.place.clause.start === clause.start)
    : precise.length === 0
}

/** Two stems of one act in one clause are one claim. */
export function dropRepeats(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<string>()
  const byPhone = drafts.filter(d => d.act.id === 'ACT.phone')
  return drafts.filter(draft => {
    // 参拝を見送り、玉串料を奉納した: no visit, whatever was sent instead
    if (
      draft.act.id === 'ACT.visit_shrine' &&
      draft.polarity === 'affirmed' &&
      drafts.some(d => d.act.id === draft.act.id && d.polarity === 'negated')
    )
      return false
    // "spoke to Trump by telephone" is no meeting as well
    if (draft.act.id === 'ACT.meet' && byPhone.some(d => sameIds(d.actors, draft.actors))) return false
    const at = draft.act.plover === 'CONSULT' ? draft.modality : draft.evidence.start
    const key = [draft.act.id, draft.polarity, at, ...draft.actors.map(a => a.id).sort()].join('|')
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function sameIds(a: readonly EntityRef[], b: readonly EntityRef[]): boolean {
  return a.length === b.length && a.every(x => b.some(y => x.id === y.id))
}

/** Acts of two told of one who was only carried over, and vague words of whoever was named before: too little to say. */
export function isCarriedTooFar(
  act: Trigger['act'],
  actors: readonly EntityRef[],
  confidence: number,
): boolean {
  if (actors.length === 0 || actors.some(ref => ref.how !== 'zero_subject') || confidence > 0.7) return false
  if (VAGUE.has(act.id) || act.id === 'ACT.diverge') return true
  return act.frame === 'symmetric' && act.plover === 'COOPERATE' && actors.length < 2
}
