// Most texts hold nothing that needs a closer look, and telling so unit by unit is far quicker than by patterns.

const UNITS = 0x10000

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
  const plain = patterns.map(pattern => new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')))
  return Uint8Array.from({ length: UNITS }, (_, unit) => {
    const isHalf = unit >= 0xd800 && unit <= 0xdfff
    return isHalf || plain.some(pattern => pattern.test(String.fromCharCode(unit))) ? 1 : 0
  })
}
