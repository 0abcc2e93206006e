// Records: articles that another program wrote as JSON. The shape is checked here, at the door, and trusted
// from then on.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ParsedItem } from '../model/article.ts'
import { tidyText } from './charset.ts'
import { parsePage } from './html.ts'
import { canonicalUrl, toIsoDate, toLang } from './records-fields.ts'

const text = z.string({ error: issue => `must be text, not ${describe(issue.input)}` }).nullish()

const url = text.refine(value => isBlank(value) || canonicalUrl(value) !== null, {
  error: issue => `${quote(issue.input)} is no http(s) address`,
})
const published = text.refine(value => isBlank(value) || toIsoDate(value) !== null, {
  error: issue => `${quote(issue.input)} is no date; write it as 2014-03-25 or 2014-03-25T20:00:00+09:00`,
})

/** One article in a .json or .jsonl file; `text` or `html` is required, all else may be left out or null. */
export const RECORD_SHAPE = z
  .object(
    {
      url,
      title: text,
      outlet: text,
      published,
      lang: text,
      text,
      html: text,
      sample: z.boolean({ error: issue => `must be true or false, not ${describe(issue.input)}` }).nullish(),
    },
    {
      error: issue => `a record must be an object like {"title": …, "text": …}, not ${describe(issue.input)}`,
    },
  )
  .refine(record => !isBlank(record.text) || !isBlank(record.html), {
    path: ['text'],
    error: 'is missing or empty; a record needs "text" or "html"',
  })
export type ArticleRecord = z.infer<typeof RECORD_SHAPE>

const isBlank = (value: string | null | undefined) =>
  value === null || value === undefined || value.trim() === ''

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'text' : `a ${typeof value}`
}

const quote = (value: unknown) => JSON.stringify(String(value).slice(0, 60))

/** Checks one record; what is wrong with it comes back as one line naming the fields. */
export function checkRecord(value: unknown): ArticleRecord | { readonly problem: string } {
  const result = RECORD_SHAPE.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map(issue =>
    issue.path.length > 0 ? `field "${issue.path.join('.')}" ${issue.message}` : issue.message,
  )
  return { problem: problems.join('; ') }
}

/** Whether a line or value begins the export of a store, which is imported and not ingested. */
export function isExport(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'attache' in value && value.attache === 'export'
}

/** The same for text that may be no JSON as a whole. */
export function beginsExport(source: string): boolean {
  return /^\s*\{\s*"attache"\s*:\s*"export"/.test(source.slice(0, 200))
}

/** What a person is told about an export. */
export const EXPORT_PROBLEM = 'it is the export of a store; load it with `attache import` instead'

/** Where a record came from. `taken` holds the names already given in the same file. */
export interface RecordPlace {
  readonly path: string
  /** Line or position, 1-based: the name of a record that has no better one. */
  readonly ordinal: number
  readonly charset: string
  readonly taken: Set<string>
}

/** What names a record without an address within its file: title, outlet and date, if it has a title. */
function nameRecord(record: ArticleRecord, place: RecordPlace): string {
  if (isBlank(record.title)) return `${place.ordinal}`
  const key = JSON.stringify([record.title, record.outlet ?? null, record.published ?? null])
  const name = createHash('sha256').update(key).digest('hex').slice(0, 16)
  // Two records of one name are two articles, not versions of one.
  let unique = name
  for (let n = 2; place.taken.has(unique); n++) unique = `${name}~${n}`
  place.taken.add(unique)
  return unique
}

const orNull = (value: string | null | undefined) => (isBlank(value) ? null : tidyText(value!.trim()))

/** A checked record as an item, or a line saying why there is none; `path` in `place` is absolute. */
export function itemOf(record: ArticleRecord, place: RecordPlace): ParsedItem | { readonly problem: string } {
  const stated = canonicalUrl(record.url)
  const page = isBlank(record.text) ? parsePage(record.html!, stated) : null
  const body = page ? page.text : tidyText(record.text!)
  if (body.trim() === '') return { problem: 'field "html" shows no text; give "text" instead' }
  const address = stated ?? page?.url ?? null
  return {
    identity: address ?? `file:${place.path}#${nameRecord(record, place)}`,
    url: address,
    title: orNull(record.title) ?? page?.title ?? null,
    outlet: orNull(record.outlet) ?? page?.outlet ?? null,
    published: toIsoDate(record.published) ?? page?.published ?? null,
    lang: toLang(record.lang) ?? page?.lang ?? null,
    text: body,
    format: 'json',
    charset: place.charset,
    sample: record.sample === true,
  }
}
