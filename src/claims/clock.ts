import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import type { DateRef } from '../model/date.ts'
import type { Lang } from '../model/language.ts'

/** Filled in with the date solver. */
export function createEventClock(
  _report: { text: string; lang: Lang; mentions: readonly Mention[]; date: DateRef },
  _lexicon: Lexicon,
): (sentence: TextRange, at: number) => DateRef | null {
  return () => null
}
