// Tables over all UTF-16 units, filled by patterns. Asking a pattern for each of 65,536 units takes long enough to be
// felt at every start; asking it for runs in one text of all of them does not.

/** All units but the halves of surrogate pairs, in order, and where each part begins. */
const PARTS = [
  { from: 0, text: textOf(0, 0xd800) },
  { from: 0xe000, text: textOf(0xe000, 0x10000) },
] as const

function textOf(from: number, to: number): string {
  const units = Uint16Array.from({ length: to - from }, (_, at) => from + at)
  return Buffer.from(units.buffer).toString('utf16le')
}

/** Runs of units that a pattern matches, ends exclusive; the pattern is for a single character. */
export function* unitRuns(pattern: RegExp): Generator<{ readonly start: number; readonly end: number }> {
  const runs = new RegExp(`(?:${pattern.source})+`, `${pattern.flags.replace(/[gy]/g, '')}g`)
  for (const { from, text } of PARTS)
    for (const found of text.matchAll(runs))
      yield { start: from + found.index, end: from + found.index + found[0].length }
}

/** Sets a bit in a table of all units for those that a pattern matches. */
export function markUnits(table: Uint8Array, pattern: RegExp, bit: number): void {
  for (const { start, end } of unitRuns(pattern)) for (let at = start; at < end; at++) table[at]! |= bit
}
