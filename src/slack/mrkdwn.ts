// Markup of Slack: what may hold a link is escaped; all other words go where Slack reads no markup at all.
import { plainWords } from '../chat/plain.ts'
import { LIMITS } from './limits.ts'

/** Words that Slack shows as they stand: the three characters that begin links and mentions are escaped. */
export function escapeWords(words: string): string {
  return plainWords(words).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/|www\.)|\b[\p{L}\p{N}-]+\.[a-z]{2,}(?:\/|$)/iu

/**
 * A link to a page, or null when the address is no such one: nothing but http and https, without a password in it.
 * A label that looks like an address itself could lead astray: the page's own host stands in its place.
 */
export function safeLink(
  url: string,
  label: string,
): { readonly url: string; readonly label: string } | null {
  const parsed = URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) return null
  const href = parsed.href.replace(/[<>|"'`\s\\]/g, encodeURIComponent)
  if (href.length > LIMITS.url) return null
  const words = plainWords(label).trim()
  return { url: href, label: words === '' || ADDRESS.test(words) ? parsed.hostname : words }
}

/** The link as mrkdwn; the label alone where there is no page to go to. */
export function linkMrkdwn(url: string | null, label: string): string {
  const link = url === null ? null : safeLink(url, label)
  return link ? `<${link.url.replace(/&/g, '&amp;')}|${escapeWords(link.label)}>` : escapeWords(label)
}
