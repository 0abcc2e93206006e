/** One measured figure of an evaluation set. */
export interface EvalRow {
  readonly measure: string
  /** Usually a share 0..1; a count where `measure` says so. */
  readonly value: number
  /** What the project aims at, or null where there is no goal. */
  readonly goal: number | null
  /** How many cases the figure rests on. */
  readonly n: number
  readonly note: string
}

/** What one evaluation set found: its figures, and its failures one line each so that they can be worked on. */
export interface EvalResult {
  readonly set: string
  readonly rows: readonly EvalRow[]
  readonly failures: readonly string[]
}
