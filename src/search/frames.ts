// How well a stored claim fits what a question supposes: same act or a near one, same people or at least their side.
import type { Lexicon } from '../lexicon/lexicon.ts'
import { nearActs, oppositeActs } from '../lexicon/relations.ts'
import type { Claim } from '../model/claim.ts'
import type { Frame } from './query.ts'

export type FrameFit = 'same' | 'near' | 'opposite'

export interface FrameMatch {
  readonly claim: Claim
  readonly frame: Frame
  readonly fit: FrameFit
  /** 0..1: act and participants together. */
  readonly score: number
  /** Every one of the question's actors is in the claim itself, not merely somebody of their side. */
  readonly exact: boolean
}

const MEETINGS: ReadonlySet<string> = new Set(['meet', 'summit', 'phone', 'visit'])

/** Acts worth looking up for a frame: its own, the near ones, and those that would contradict it. */
export function actsFor(frame: Frame): string[] {
  return [...new Set([frame.act, ...nearActs(frame.act), ...oppositeActs(frame.act)])]
}

function actFit(frame: Frame, claim: Claim): { fit: FrameFit; score: number } | null {
  const flipped = claim.polarity !== frame.polarity
  if (claim.act === frame.act)
    return { fit: flipped || claim.modality === 'denied' ? 'opposite' : 'same', score: 1 }
  if (oppositeActs(frame.act).includes(claim.act)) return { fit: flipped ? 'near' : 'opposite', score: 0.8 }
  if (flipped) return null
  if (nearActs(frame.act).includes(claim.act)) return { fit: 'near', score: 0.75 }
  return null
}

/** How an entity that the sentence does not name was read into its claim. */
const GUESSED: ReadonlySet<string> = new Set(['zero_subject', 'inferred'])

/** 1 the very entity, 0.75 when it was read into the claim from the sentences before, 0.6 its government or a person of that side, 0 neither. */
function participantFit(
  asked: string,
  present: readonly { id: string; side?: string; how?: string }[],
  lexicon: Lexicon,
): number {
  const found = present.filter(one => one.id === asked)
  if (found.length > 0) return found.every(one => GUESSED.has(one.how ?? '')) ? 0.75 : 1
  const side = lexicon.sideOf(asked)
  if (side === null) return 0
  const isPerson = asked.startsWith('PER.')
  return present.some(one => one.side === side && (!isPerson || !one.id.startsWith('PER.'))) ? 0.6 : 0
}

/**
 * Fit of a claim, or null when act or participants do not fit at all. A question's actor must act (or speak) in the
 * claim; in symmetric acts the sides may be swapped.
 */
export function fitFrame(frame: Frame, claim: Claim, lexicon: Lexicon): FrameMatch | null {
  const act = actFit(frame, claim)
  if (act === null) return null
  const symmetric = lexicon.act(frame.act)?.frame === 'symmetric'
  const speakers = claim.attribution
    .filter(a => a.role === 'speaker')
    .map(a => ({ id: a.entity, ...(a.country ? { side: a.country } : {}) }))
  const speech = lexicon.act(frame.act)?.frame === 'speech'
  const actors = [...claim.actors, ...(symmetric ? claim.recipients : []), ...(speech ? speakers : [])]
  const recipients = [...claim.recipients, ...(symmetric ? claim.actors : [])]
  const actorFits = frame.actors.map(id => participantFit(id, actors, lexicon))
  const recipientFits = frame.recipients.map(id => participantFit(id, recipients, lexicon))
  // Who met whom needs both; who agreed, at least the first named (the other may only own the thing agreed to).
  const needed = MEETINGS.has(frame.act) ? actorFits : actorFits.slice(0, 1)
  if (needed.some(fit => fit === 0)) return null
  const mean = (fits: readonly number[], open: number): number =>
    fits.length === 0 ? open : fits.reduce((sum, fit) => sum + fit, 0) / fits.length
  const score = act.score * (0.45 + 0.35 * mean(actorFits, 0.9) + 0.2 * mean(recipientFits, 0.9))
  const exact = frame.actors.length > 0 && actorFits.every(fit => fit === 1)
  return { claim, frame, fit: act.fit, score, exact }
}
