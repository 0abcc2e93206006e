// Front matter: what some people write above the text of a .txt or .md file to say where it is from.
import type { Lang } from '../model/language.ts'
import { canonicalUrl, toIsoDate, toLang } from './records-fields.ts'

/** What front matter states; `text` is what is left without it, or all of it where there is none. */
export interface FrontMatter {
  readonly url: string | null
  readonly title: string | null
  readonly outlet: string | null
  readonly published: string | null
  readonly lang: Lang | null
  readonly sample: boolean
  readonly text: string
}

type Field = 'title' | 'url' | 'outlet' | 'published' | 'lang' | 'sample' | 'other'

const FIELDS: Readonly<Record<string, Field>> = {
  title: 'title',
  headline: 'title',
  url: 'url',
  link: 'url',
  canonical: 'url',
  outlet: 'outlet',
  publisher: 'outlet',
  source: 'outlet',
  site: 'outlet',
  date: 'published',
  published: 'published',
  pubdate: 'published',
  lang: 'lang',
  language: 'lang',
  sample: 'sample',
  author: 'other',
  byline: 'other',
  description: 'other',
  tags: 'other',
  category: 'other',
  categories: 'other',
}
/** One known key may be the first line of an article ("Source: …"); two in a row are front matter. */
const LEAST_KNOWN = 2
const LONGEST = 8000

const FENCED = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/
const HEADER = /^((?:[A-Za-z][\w-]{1,20}[ \t]*:[^\n]*\n)+)(?:[ \t]*\n|$)/
const LINE = /^([A-Za-z][\w-]{0,30})[ \t]*:(?:[ \t]+(.*))?$/

const unquote = (value: string) => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value

/** `null` when a line is no `key: value`, or too few of the keys are known. */
function readFields(source: string, allKnown: boolean): Map<Field, string> | null {
  const fields = new Map<Field, string>()
  const known = new Set<Field>()
  for (const line of source.split('\n')) {
    const match = LINE.exec(line.trimEnd())
    // Lists and nested values of YAML, indented or begun with a dash, are passed over.
    if (!match && !allKnown && /^(?:\s+\S|-\s|#|$)/.test(line)) continue
    const field = match && FIELDS[match[1]!.toLowerCase()]
    if (!match || (allKnown && !field)) return null
    if (!field) continue
    known.add(field)
    const value = unquote(match[2]?.trim() ?? '')
    if (field !== 'other' && value !== '' && !fields.has(field)) fields.set(field, value)
  }
  return known.size >= LEAST_KNOWN ? fields : null
}

/**
 * Reads `---` fenced front matter, or `Title:`/`URL:`/`Outlet:`/`Date:` lines followed by a blank line, at the
 * very start of a text. Anything doubtful stays text: fewer than two known keys, or a date that is none.
 */
export function readFrontMatter(source: string): FrontMatter {
  const nothing = {
    url: null,
    title: null,
    outlet: null,
    published: null,
    lang: null,
    sample: false,
    text: source,
  }
  const head = source.slice(0, LONGEST)
  const fenced = FENCED.exec(head)
  const match = fenced ?? HEADER.exec(head)
  if (!match) return nothing
  const fields = readFields(match[1]!.trimEnd(), fenced === null)
  const date = fields?.get('published')
  const published = toIsoDate(date)
  if (!fields || (date !== undefined && published === null)) return nothing
  return {
    url: canonicalUrl(fields.get('url')),
    title: fields.get('title') ?? null,
    outlet: fields.get('outlet') ?? null,
    published,
    lang: toLang(fields.get('lang')),
    sample: fields.get('sample') === 'true',
    text: source.slice(match[0].length).replace(/^\n+/, ''),
  }
}
