// "…, officials said on Monday.": the tag at the end of an English sentence that says on whose word all before it is.
import type { TextRange } from '../../model/article.ts'

/** A closing tag: where it begins (at its comma), who speaks, and the saying verb. */
export interface Closing {
  readonly start: number
  readonly speaker: TextRange
  readonly saying: TextRange
}

/** No noun phrase begins with these, and the sentence goes on behind them. */
const NO_SPEAKER =
  'and|but|which|who|whom|while|although|though|as|after|before|that|saying|adding|when|where|if|because|since|he|she|they|it|also|then|later'
const VERB = 'said|says|told|added|noted|wrote|explained|reported|stated|announced|confirmed|insisted|warned'
/** Behind the verb: to whom, where and when; nothing that is said. */
const REST =
  '(?:\\s(?:reporters|journalists|lawmakers|parliament|congress|an? |the (?:media|press|broadcaster|daily|newspaper|agency|committee)|on |in |at |to |by |during |after |late |early |this |last |earlier|separately|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[^,;:“”"]{0,60})?'

/** Who that is: ", a deputy director of the council,". */
const APPOSITION = ',\\s(?:an?|the|head|chief|director|deputy|former|senior)\\s[^,;:“”"]{3,90},'

/** The same as a pattern, for cutting clauses: what follows a comma is a closing tag. */
export const CLOSING_TAG = `(?!(?:${NO_SPEAKER})\\b)(?:[\\w.'’-]+\\s){0,8}?[\\w.'’-]+(?:${APPOSITION})?\\s(?:${VERB})\\b${REST}[.]?\\s*$`

const CLOSING = new RegExp(`,[”"]?\\s(?=${CLOSING_TAG})`, 'gi')
/** Before the comma only when or where something is said. */
const SETTING =
  /^\s*(?:(?:on|in|at|after|before|during|speaking|asked|when|while|earlier|later|meanwhile|separately|however)\b[^,]*|\S+(?:\s\S+)?)$/i
const SAYING = new RegExp(`\\b(?:${VERB})\\b`, 'i')

/** The closing tag of an English sentence, or null. */
export function findClosing(sentence: string): Closing | null {
  const found = [...sentence.matchAll(CLOSING)].at(-1)
  if (found === undefined || SETTING.test(sentence.slice(0, found.index))) return null
  const from = found.index + found[0].length
  const saying = SAYING.exec(sentence.slice(from))
  if (saying === null) return null
  const at = from + saying.index
  return {
    start: found.index,
    speaker: { start: from, end: at - 1 },
    saying: { start: at, end: at + saying[0].length },
  }
}
