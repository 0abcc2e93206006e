import { plainWords } from '../chat/plain.ts'

/**
 * Signs that Discord's Markdown reads anywhere in a line: emphasis, code, spoilers, masked links; `<` opens mentions,
 * timestamps, custom emoji and command links; `@` mentions; `:` before a sign makes emoji of short names and links of
 * addresses, `/` between letters makes invitations. A backslash before any sign that is no letter, digit or space
 * makes it plain. What stands at the end may be followed by other words.
 */
const SIGNS = /[\\`*_|<[@]|~(?=~|$)|(?<=^|~)~|:(?=\S|$)|(?<=[a-z])\/(?=[a-z0-9])/gi
/** Signs that mean something where a line begins: headings, quotes, lists and small print. */
const LINE_START = /^\s*(?:(?=[-+.#>])|\d+(?=\.(?:\s|$)))/

/**
 * Words of an article, a person or a model as they stand, in Discord's Markdown: nothing in them becomes a mention, a
 * link, a heading, a list, an emoji, a timestamp or a command. One line.
 */
export function escapeText(words: string): string {
  return plainWords(words)
    .replace(SIGNS, '\\$&')
    .replace(LINE_START, '$&\\')
    .replace(/@(?=everyone|here)/gi, '@\u200b')
}

/** Words to be typed as they stand, as inline code, where Markdown has no other meaning. */
export function codeText(words: string): string {
  const plain = plainWords(words).replaceAll('`', "'").trim()
  return plain === '' ? '' : `\`${plain.replace(/@(?=everyone|here)/gi, '@\u200b')}\``
}

const LONGEST_LINK = 512

/**
 * The address of a source as a link that shows its host, or null for anything but http and https and for addresses
 * longer than 512 characters. The host is written as DNS has it, so that no look-alike letters pass.
 */
export function linkTo(address: string): string | null {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return null
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  // Names and passwords in an address are there to deceive.
  if (url.username !== '' || url.password !== '') return null
  if (!/^[a-z0-9.:-]+$/.test(url.host)) return null
  const href = url.href.replace(/[()<>\\`@]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return href.length > LONGEST_LINK ? null : `[${escapeText(url.host)}](<${href}>)`
}
