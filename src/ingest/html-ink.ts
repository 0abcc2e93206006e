// The text between the tags, before anything is known about its place.

/** How many characters of a text are ink: all but white space. */
export function countInk(text: string): number {
  let ink = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x20 && unit !== 0xa0 && unit !== 0x3000) ink++
  }
  return ink
}

const REFERENCE = /&(?:nbsp;|#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});)?/g
/** Eight and more are the layout of a template; Readability takes quadratic time over such runs. */
const LONG_SPACE = /[ \t\n\r\f\u00a0\u3000]{8,}/g
/** What such a run says: a line break, an indentation, or a space. */
const shorten = (run: string) =>
  (run.includes('\n') ? '\n' : ' ') +
  (run.includes('\u3000') ? '\u3000\u3000' : run.endsWith('\u00a0\u00a0') ? '\u00a0\u00a0' : '')

/**
 * Decodes the character references that are only a number, which some pages write all their text in. Named ones
 * and stray `&` are left to the parser while `mayStay` allows it, and dropped after that.
 */
export function decodeNumbers(text: string, mayStay: () => boolean): string {
  if (!text.includes('&')) return text
  return text.replace(REFERENCE, (all, decimal?: string, hex?: string) => {
    if (all === '&nbsp;') return '\u00a0'
    const code = decimal ? Number.parseInt(decimal, 10) : hex ? Number.parseInt(hex, 16) : 0
    // Below U+00A0 numbers mean what they do in windows-1252; the parser knows.
    if (code >= 0xa0 && code <= 0x10ffff) return String.fromCodePoint(code)
    return mayStay() ? all : ''
  })
}

/** Shortens runs of white space that say no more than a space, a line break or an indentation. */
export function shortenSpace(text: string): string {
  return text.replace(LONG_SPACE, shorten)
}
