/** One thing that a lexicon finds in text: kind, id, how it stands there, other ids of the same form, tags. */
export type FoundThing = readonly [
  kind: string,
  id: string,
  how: string,
  others: readonly string[],
  tags: readonly string[],
]

/** What the lexicon finds in each sentence of a report by itself: kept, so that no question has to look again. */
export interface Finds {
  /** Version of the lexicon that looked; where it is another one now, these are out of date. */
  readonly lexicon: string
  readonly things: readonly FoundThing[]
  /** For each sentence in order three numbers a find: offset in the sentence, length, place in `things`. */
  readonly places: readonly (readonly number[])[]
}
