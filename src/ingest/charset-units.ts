import { markUnits } from '../text/units.ts'

// Most texts hold nothing that needs a closer look, and telling so unit by unit is far quicker than by patterns.

/**
 * A function that tells whether a text may hold something that one of the patterns matches. The patterns match single
 * characters; halves of characters beyond U+FFFF always count as a maybe.
 */
export function maybeHolds(patterns: readonly RegExp[]): (text: string) => boolean {
  let table: Uint8Array | undefined
  return text => {
    table ??= tableOf(patterns)
    for (let at = 0; at < text.length; at++) if (table[text.charCodeAt(at)] === 1) return true
    return false
  }
}

function tableOf(patterns: readonly RegExp[]): Uint8Array {
  const table = new Uint8Array(0x10000).fill(1, 0xd800, 0xe000)
  for (const pattern of patterns) markUnits(table, pattern, 1)
  return table
}
