// Document titles are "headline - section - site". Taking the wrong part off loses half a headline, so nothing
// is taken off that is not confirmed: by the name of the site, or by the headline that the page shows.
import { collapseSpace } from './html-text.ts'

/** A title without the site; `site` is what stood beside a headline that the page confirms, if it was one name. */
export interface SplitTitle {
  readonly title: string
  readonly site: string | null
}

const SEPARATOR = /\s+[-:·•]\s+|\s*[|｜_–—»«]\s*/
/** What may stand between a headline and the name of a site once the headline is known. */
const JOINT = /^[\s\-–—:：|｜·•»«_]+|[\s\-–—:：|｜·•»«_]+$/g
/** A headline is most of its title; less may be a name that stands at the top of the page. */
const LEAST_SHARE = 0.5
/** Shorter than this even an h1 may be part of a title by chance. */
const LEAST_HEADLINE = 4
const LONGEST_SITE = 40
const LONGEST_TITLE = 500

const sameText = (a: string, b: string) =>
  a.replace(/\s+/g, '').toLowerCase() === b.replace(/\s+/g, '').toLowerCase()

/** What is left of a title beside a headline at either end of it; null when nothing separates the two. */
function besides(title: string, headline: string, most: boolean): string | null {
  if (headline.length < LEAST_HEADLINE || headline.length >= title.length) return null
  if (most && headline.length < title.length * LEAST_SHARE) return null
  const rest = title.startsWith(headline)
    ? title.slice(headline.length)
    : title.endsWith(headline) && headline.length >= title.length * LEAST_SHARE
      ? title.slice(0, -headline.length)
      : ''
  return rest.replace(JOINT, '').length < rest.length ? rest.replace(JOINT, '') : null
}

function asSite(rest: string): string | null {
  const known = rest.length > 1 && rest.length <= LONGEST_SITE && rest.split(SEPARATOR).length === 1
  return known ? rest : null
}

/**
 * Splits a document title. `h1s` are the page's main headings, `lines` the first lines it shows, for old pages
 * that set headlines in bold type.
 */
export function splitTitle(
  source: string,
  site: string | null,
  h1s: readonly string[],
  lines: readonly string[],
): SplitTitle {
  const text = collapseSpace(source).slice(0, LONGEST_TITLE)
  for (const [i, headline] of [...h1s, ...lines].entries()) {
    if (site && sameText(headline, site)) continue
    const rest = besides(text, headline, i >= h1s.length)
    if (rest !== null) return { title: headline, site: asSite(rest) }
  }
  const parts = text.split(SEPARATOR)
  if (!site || parts.length < 2) return { title: text, site: null }
  const [first, last] = [parts[0]!, parts.at(-1)!]
  if (sameText(last, site)) return { title: text.slice(0, text.lastIndexOf(last)).replace(JOINT, ''), site }
  if (sameText(first, site)) return { title: text.slice(first.length).replace(JOINT, ''), site }
  return { title: text, site: null }
}
