/** Columns of a terminal that does not tell its width, or of a pipe. */
export const USUAL_WIDTH = 80

/** Below this nothing is legible any more; a narrower terminal wraps by itself. */
export const NARROWEST = 20

/** Longer lines tire the eye: 100 columns are about 16 English words or 50 CJK characters. */
export const WIDEST = 100

/** Questions that a prompt remembers from one start to the next. */
export const HISTORY_LINES = 1000

/** UTF-16 units of a question that is still worth remembering. */
export const HISTORY_LINE_LENGTH = 2000

/** Bytes of a history file that are read, from its end. */
export const HISTORY_BYTES = 1_000_000

/** Completions shown at once: a screenful. */
export const COMPLETIONS = 60

/** Earlier questions handed on with the next one. */
export const EARLIER_QUESTIONS = 20

/** Cells of a progress bar. */
export const BAR_CELLS = 24

/** The width to draw in for a terminal of so many columns. */
export function textWidth(columns: number | undefined): number {
  const wide = columns && columns > 0 ? Math.floor(columns) : USUAL_WIDTH
  return Math.max(NARROWEST, Math.min(WIDEST, wide))
}
