// How many entries of feeds are read right, title, address, date and text: our own entries in every format, charset and
// kind of damage. A feed that is wrongly declared says one charset in its header or its first line and is in another.

import { parseFeed } from '../../src/ingest/sources/feed.ts'
import { textOfHtml } from '../../src/ingest/sources/items.ts'
import { textOf } from '../../src/ingest/sources/look.ts'
import { LANGS, type Lang } from '../../src/model/language.ts'
import { encode, type TestCharset } from '../helpers/encode.ts'
import {
  ADDRESS,
  CHARSETS,
  DATE_STYLES,
  FORMATS,
  type GoldItem,
  readEntries,
  VARIANTS,
  type WrittenFeed,
  writeFeed,
} from './feed-forms.ts'
import type { EvalResult, EvalRow } from './result.ts'

interface Tally {
  right: number
  of: number
}

const squeeze = (text: string): string => text.replace(/\s+/g, '')

/** What is wrong with an entry, or null. */
function faultOf(found: ReturnType<typeof readAll>[number] | undefined, gold: GoldItem): string | null {
  if (found === undefined) return 'missing'
  if (found.title !== gold.title)
    return `title ${JSON.stringify(found.title)}, not ${JSON.stringify(gold.title)}`
  if (found.url !== gold.url) return `address ${found.url}, not ${gold.url}`
  if (found.published !== gold.published) return `date ${found.published}, not ${gold.published}`
  if (squeeze(found.text) !== squeeze(gold.text)) return `text ${JSON.stringify(found.text.slice(0, 60))}`
  return null
}

function readAll(bytes: Uint8Array, header: string | null) {
  const validators = { url: ADDRESS, etag: null, lastModified: null }
  const { text } = textOf({
    kind: 'fetched',
    url: ADDRESS,
    moved: null,
    bytes,
    charset: header,
    type: null,
    validators,
    maxAge: 0,
    contentSignal: null,
  })
  const feed = parseFeed(text, ADDRESS)
  return (feed?.entries ?? []).map(entry => ({ ...entry, text: textOfHtml(entry.html) }))
}

const TRUE_NAMES: Partial<Record<TestCharset, string>> = {
  'utf-8-bom': 'utf-8',
  'utf-16le-bom': 'utf-16',
  'utf-16be-bom': 'utf-16',
}

/** Reads every feed, or one of so many, and counts entries that are wholly right. */
export async function run(oneOf = 1): Promise<EvalResult> {
  let asked = 0
  const entries = readEntries()
  const tallies = new Map<string, Tally>()
  const failures: string[] = []

  function score(
    group: string,
    name: string,
    { document, gold }: WrittenFeed,
    charset: TestCharset,
    header: string | null,
  ): void {
    if (asked++ % oneOf !== 0) return
    const bytes = encode(document, charset)
    if (bytes === null) return
    const found = readAll(bytes, header)
    const tally = tallies.get(group) ?? { right: 0, of: 0 }
    tallies.set(group, tally)
    tally.of += gold.length
    for (const [n, item] of gold.entries()) {
      const fault = faultOf(found[n], item)
      if (fault === null) tally.right++
      else failures.push(`${group}: ${name}, entry ${n}: ${fault}`)
    }
    if (found.length > gold.length)
      failures.push(`${group}: ${name}: ${found.length - gold.length} entries too many`)
  }

  const usual = DATE_STYLES[0]!
  for (const lang of LANGS) {
    for (const format of FORMATS) {
      for (const variant of VARIANTS) {
        if (!(variant.formats ?? FORMATS).includes(format)) continue
        const feed = writeFeed(entries[lang], { lang, format, charset: 'utf-8', variant, dates: usual })
        score('damage', `${variant.name}, ${format}, ${lang}`, feed, 'utf-8', null)
      }
      for (const dates of DATE_STYLES) {
        if (dates.langs && !dates.langs.includes(lang)) continue
        const feed = writeFeed(entries[lang], {
          lang,
          format,
          charset: 'utf-8',
          variant: VARIANTS[0]!,
          dates,
        })
        score('dates', `${dates.name}, ${format}, ${lang}`, feed, 'utf-8', null)
      }
      for (const charset of CHARSETS[lang]) {
        const own = TRUE_NAMES[charset] ?? charset
        for (const [how, declared, header] of declarations(own)) {
          const feed = writeFeed(entries[lang], {
            lang,
            format,
            charset: declared,
            variant: VARIANTS[0]!,
            dates: usual,
          })
          const document = declared === '' ? feed.document.replace(' encoding=""', '') : feed.document
          score(how, `${charset}, ${format}, ${lang}`, { ...feed, document }, charset, header)
        }
      }
    }
  }
  const rows = [...tallies].map(
    ([group, { right, of }]): EvalRow => row(`right entries: ${group}`, right / of, of),
  )
  const all = [...tallies.values()].reduce(
    (sum, one) => ({ right: sum.right + one.right, of: sum.of + one.of }),
    { right: 0, of: 0 },
  )
  return { set: 'feeds', rows: [row('right entries', all.right / all.of, all.of), ...rows], failures }
}

const row = (measure: string, value: number, n: number): EvalRow => ({
  measure,
  value,
  goal: 0.99,
  n,
  note: '',
})

/** Which charset is declared in the document and in the header. */
function declarations(own: string): readonly (readonly [string, string, string | null])[] {
  const other = own === 'utf-8' ? 'euc-kr' : 'utf-8'
  return [
    ['charset declared', own, null],
    ['charset in the header', '', own],
    ['charset not declared', '', null],
    ['charset wrong in the document', other, null],
    ['charset wrong in the header', own, other],
  ]
}

/** Languages with entries, for the test that each has some. */
export const LANGUAGES: readonly Lang[] = LANGS
