// Bodies named by a pronoun or by where they sit: "its Foreign Ministry", "the Defense Ministry in Seoul".
import type { EntityRef } from '../model/claim.ts'
import type { Phrase } from './phrases.ts'
import { makeRef, type PhraseContext } from './refs.ts'

/**
 * "Its Defense Ministry": a body named by a pronoun is that of the state named last, not of whichever state the sentence
 * names beside it; null where no such state is known.
 */
export function ownBody(
  sentence: string,
  phrase: Phrase,
  before: readonly Phrase[],
  context: PhraseContext,
): Phrase | null {
  const [head] = phrase.heads
  if (context.tongue !== 'en' || head === undefined || !/^GOV\.[a-z]+\./.test(head.id)) return phrase
  const seat = SEAT.exec(sentence.slice(phrase.end, phrase.end + 16))?.[1]
  if (seat !== undefined) {
    const own = bodyOf(sentence.slice(phrase.start, phrase.end), SEATS[seat]!, context)
    return own === null ? phrase : { ...phrase, heads: [own] }
  }
  if (!/\b(?:its|their|the country['’]s)\s(?:own\s)?$/i.test(sentence.slice(0, phrase.start))) return phrase
  const state = before.findLast(p => p.heads.length === 1 && /^GOV\.[a-z]+$/.test(p.heads[0]!.id))?.heads[0]
  const side = state?.side ?? context.lastSide
  if (side === undefined || side === null) return null
  const own = bodyOf(sentence.slice(phrase.start, phrase.end), side, context)
  return own === null ? null : { ...phrase, heads: [own] }
}

/** "The Defense Ministry in Seoul": where it sits says whose it is. */
const SEATS: Readonly<Record<string, string>> = {
  Seoul: 'KR',
  Tokyo: 'JP',
  Beijing: 'CN',
  Washington: 'US',
  Pyongyang: 'KP',
  Moscow: 'RU',
  Taipei: 'TW',
}
const SEAT = /^\sin\s(Seoul|Tokyo|Beijing|Washington|Pyongyang|Moscow|Taipei)\b/

/** The body of a state that bears a name shared by many: "Foreign Ministry" of KR. */
function bodyOf(name: string, side: string, context: PhraseContext): EntityRef | null {
  const wanted = name.toLowerCase()
  for (const row of context.lexicon.entities()) {
    if (row.country !== side || !/^GOV\.[a-z]+\./.test(row.id)) continue
    const names = [...(row.cued?.en ?? []), ...(row.bare?.en ?? []), ...(row.forms.en ?? [])]
    if (names.some(one => one.toLowerCase().endsWith(wanted)))
      return makeRef(row.id, name, 'anaphora', 0.82, context)
  }
  return null
}
