// Sentences of any length, read in stretches of bounded length: a list or a broken page may run on for a megabyte
// without a full stop, and relating all its names to all its verbs would take minutes.
import type { Mention } from '../lexicon/lexicon.ts'
import type { Sentence } from '../model/article.ts'

/** A longer sentence is cut, in UTF-16 units. */
const LONGEST = 1500
/** Where a cut may be: at the last comma, semicolon or space of this much. */
const MARGIN = 400
const BREAK = /[,，、;；:：\s]/
/** More names and deeds in one stretch make a list, in which nobody does anything. */
const MOST_MENTIONS = 160

/** The sentence itself, or its stretches, each no longer than the longest sentence that is read whole. */
export function cutWindows(sentence: Sentence, text: string): Sentence[] {
  if (sentence.end - sentence.start <= LONGEST) return [sentence]
  const windows: Sentence[] = []
  for (let start = sentence.start; start < sentence.end; ) {
    const end = Math.min(sentence.end, start + LONGEST)
    const cut = end === sentence.end ? end : cutBefore(text, end, end - MARGIN)
    windows.push({ ...sentence, start, end: cut })
    start = cut
  }
  return windows
}

function cutBefore(text: string, end: number, least: number): number {
  for (let at = end; at > least; at--) if (BREAK.test(text[at - 1]!)) return at
  const inPair = /[\ud800-\udbff]/.test(text[end - 1]!)
  return inPair ? end - 1 : end
}

/** Whether a stretch names so much that it is a list. */
export function isList(mentions: readonly Mention[]): boolean {
  let told = 0
  for (const mention of mentions) if (mention.kind === 'entity' || mention.kind === 'act') told++
  return told > MOST_MENTIONS
}
