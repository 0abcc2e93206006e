/** Line ends, tabs and every other white space: a run of words is one line. */
const SPACES = /[\s\u0085\u180e]+/gu
/**
 * What has no shape and moves, hides or turns what stands around it: control characters, bidirectional marks,
 * overrides and isolates, zero-width spaces, soft hyphens, fillers, tags. The joiner of emoji and of Indic letters
 * (U+200D), its opposite (U+200C) and variation selectors stay: they belong to what is written.
 */
const SHAPELESS =
  /(?!\p{Join_Control}|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** Half of a surrogate pair, or a code point that no character has: a platform would refuse it. */
const BROKEN = /[\p{Cs}\p{Cn}\p{Co}]/gu
/** More marks on one letter than any language writes, which would run over the lines above and below. */
const PILE = /(\p{M}{4})\p{M}+/gu
/** Joiners and selectors in a row join nothing. */
const JOINERS = /(\p{Join_Control}|\p{Variation_Selector})(?:\p{Join_Control}|\p{Variation_Selector})+/gu

/**
 * Words of an article, a person or a model as one line in which every character is what it looks like; the markup of
 * a platform is not touched, that is for its renderer to escape. For showing only, never for storing.
 */
export function plainWords(words: string): string {
  if (/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(words)) return words
  return words
    .replace(SPACES, ' ')
    .replace(SHAPELESS, '')
    .replace(BROKEN, '\ufffd')
    .replace(PILE, '$1')
    .replace(JOINERS, '$1')
    .replace(/ {2,}/g, ' ')
}

const SEGMENTS = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * The words, or as many whole characters of them as fit, with `…` at the end: for labels and titles only, where a
 * platform allows so and so many UTF-16 units; what is said and quoted is never cut.
 */
export function shorten(words: string, most: number): string {
  if (words.length <= most) return words
  let kept = ''
  for (const { segment } of SEGMENTS.segment(words.slice(0, most + 64))) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
