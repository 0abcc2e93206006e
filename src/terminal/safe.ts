/**
 * What has no shape of its own but moves, hides or turns what stands around it: control characters (ESC and
 * CSI begin every escape sequence), bidirectional overrides and isolates, zero-width joiners and spaces,
 * variation selectors, tags, fillers. Without its first character an escape sequence is plain words.
 */
const SHAPELESS = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** Half of a surrogate pair, or a code point that no character has: a terminal would draw it as it likes. */
const BROKEN = /[\p{Cs}\p{Cn}]/gu
const SPACES = /[\s\u0085]+/gu
/** Letters made of parts, which terminals count differently than one letter: か + ゛, ᄒ + ᅡ + ᆫ. */
const COMPOSABLE = /[\u1100-\u11ff]+|\P{M}\p{M}+/gu
/** More marks on one letter than any language writes, which would run over the lines above and below. */
const PILE = /(\p{M}{4})\p{M}+/gu

/**
 * Words of an article, a person or a model as one line that can do nothing to a terminal: every visible
 * character stays, each run of white space becomes one space. The result is for showing only, never for storing.
 */
export function safeText(words: string): string {
  if (/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(words)) return words
  return words
    .replace(SPACES, ' ')
    .replace(SHAPELESS, '')
    .replace(BROKEN, '\ufffd')
    .replace(PILE, '$1')
    .replace(COMPOSABLE, letter => letter.normalize('NFC'))
    .replace(/ {2,}/g, ' ')
}
