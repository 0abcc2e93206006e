// Why a date: the evidence that told candidates apart, in words for a person.
import type { DateBasis } from '../../model/date.ts'
import type { Evidence } from './candidates.ts'
import type { Filing } from './filing.ts'
import { addTo, highest, type Scored } from './score.ts'

/** Places of the candidates that stay in play when only some evidence is heard; `heard` is its sum for each of them. */
function left({ own }: Scored, heard: Float64Array): number[] {
  const totals = own.slice()
  addTo(totals, heard)
  const least = highest(totals) - 1.5
  const places: number[] = []
  for (let at = 0; at < totals.length; at++) if (totals[at]! > least) places.push(at)
  return places
}

function listDays({ candidates }: Scored, places: readonly number[]): string {
  const sorted = places.map(at => candidates[at]!).sort((a, b) => a.n - b.n)
  return sorted.length <= 6
    ? sorted.map(one => one.day).join(', ')
    : `${sorted.length} days from ${sorted[0]!.day} to ${sorted.at(-1)!.day}`
}

/** The evidence that told candidates apart, in the order it was heard, with what it left. */
export function explain(
  scored: Scored,
  evidence: readonly Evidence[],
  filing: Filing | null,
): { reasons: string[]; bases: DateBasis[] } {
  const reasons: string[] = []
  const bases: DateBasis[] = []
  const heard = new Float64Array(scored.candidates.length)
  let before = left(scored, heard)
  if (filing !== null) {
    const names = {
      dateline: 'dateline',
      stamp: 'date line',
      heading: 'heading',
      reported: 'reported on',
      lead: 'the lead tells of',
    }
    reasons.push(`${names[filing.kind]} "${filing.expression.raw}": ${listDays(scored, before)}`)
    bases.push(filing.basis)
  }
  const top = scored.likely[0]!
  for (const [at, one] of evidence.entries()) {
    const part = scored.parts[at]!
    addTo(heard, part)
    const after = left(scored, heard)
    const least = -highest(part.map(weight => -weight))
    const spread = highest(part) - least
    if (one.silent) {
      before = after
      continue
    }
    if (after.length < before.length && part[top]! > least) {
      reasons.push(`${one.reason}; leaves ${listDays(scored, after)}`)
      if (!bases.includes(one.basis)) bases.push(one.basis)
    } else if (part[top]! <= -2 && spread > 1) reasons.push(`against it: ${one.reason}`)
    before = after
  }
  return { reasons, bases }
}
