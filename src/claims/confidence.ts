// How sure the reading is. The weights are fitted on the dev part of test/gold/claims.jsonl; the bar of the high band is
// set where the parts held back were right 95 times in 100 (test/eval/claims.ts prints what each band is worth). None of
// it says anything about the source.
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'
import type { Draft } from './draft.ts'

const HIGH = 0.905
const MEDIUM = 0.75
/** Nouns and verbs so common that they are often used in passing. */
const LOOSE = new Set([
  'cooperate',
  'support',
  'clash',
  'diverge',
  'speculate',
  'assess',
  'permit',
  'compensate',
  'provide_aid',
  'extend',
  'restore',
  'hope',
  'withdraw',
])

/** Acts that say little: a slip costs little, but so does leaving them out. */
const VAGUE = new Set(['state', 'assess', 'announce'])

/** Confidence in act, arguments, polarity and time, and the band shown to people. */
export function confidenceOf(draft: Draft, date: DateRef): Claim['confidence'] {
  const { actors, trigger, act } = draft
  const args = actors.length === 0 ? 0.3 : Math.min(draft.args, ...actors.map(a => a.confidence))
  const name = act.id.slice('ACT.'.length)
  const loose = LOOSE.has(name)
  let sure = loose || VAGUE.has(name) ? 0.78 : 0.95
  if (!trigger.told) sure -= 0.14
  if (draft.inner) sure -= 0.08
  if (trigger.mention.form.length < 2) sure -= 0.1
  sure -= 0.025 * Math.max(0, draft.neighbours - 2)
  const polarity = draft.polarity === 'negated' ? 0.88 : 0.95
  const time = draft.timeEvent?.confidence ?? date.confidence * 0.8
  const symmetricAlone = act.frame === 'symmetric' && actors.length < 2 ? 0.12 : 0
  const overall = round(Math.min(sure, polarity) * 0.5 + args * 0.5 - symmetricAlone)
  return {
    act: round(sure),
    args: round(args),
    polarity,
    time: round(time),
    overall,
    band: overall >= HIGH ? 'high' : overall >= MEDIUM ? 'medium' : 'low',
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
