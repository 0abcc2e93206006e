// The sample articles as reports to be dated: report boundaries from their gold, everything else as the page has it.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isReadFailure, readPath } from '../../src/ingest/files.ts'
import type { Lexicon, Mention } from '../../src/lexicon/lexicon.ts'
import type { ParsedItem, TextRange } from '../../src/model/article.ts'
import type { Lang } from '../../src/model/language.ts'

const SAMPLES = new URL('../../samples/', import.meta.url)
const GOLD = ['samples-zhja.jsonl', 'samples-koen.jsonl'].map(
  name => new URL(`../gold/${name}`, import.meta.url),
)

interface GoldFile {
  readonly file: string
  readonly lang: Lang
  readonly reports: readonly {
    readonly title: string | null
    readonly date: { readonly start: string; readonly end: string }
    readonly yearStated: boolean
    readonly starts: readonly string[]
  }[]
}

export interface SampleReport {
  readonly name: string
  readonly text: string
  readonly lang: Lang
  readonly paragraphs: readonly TextRange[]
  readonly mentions: readonly Mention[]
  readonly title: TextRange | null
  readonly pageDate: string | null
  readonly date: { readonly start: string; readonly end: string }
  readonly yearStated: boolean
}

function findParagraphs(text: string, starts: readonly string[]): TextRange[] {
  return starts.flatMap(start => {
    const at = text.indexOf(start.trim())
    if (at < 0) return []
    const end = text.indexOf('\n', at)
    return [{ start: at, end: end < 0 ? text.length : end }]
  })
}

async function itemOf(file: string): Promise<ParsedItem | null> {
  const [name = '', nth] = file.split('#')
  const url = new URL(name, SAMPLES)
  if (!existsSync(url)) return null
  let count = 0
  for await (const item of readPath(fileURLToPath(url))) {
    if (isReadFailure(item)) return null
    count++
    if (nth === undefined || count === Number(nth)) return item
  }
  return null
}

/** Every report of the sample articles whose file and paragraphs are found. */
export async function readSampleReports(lexicon: Lexicon): Promise<SampleReport[]> {
  const reports: SampleReport[] = []
  for (const gold of GOLD.filter(url => existsSync(url))) {
    for (const line of readFileSync(gold, 'utf8').split('\n').filter(Boolean)) {
      const file = JSON.parse(line) as GoldFile
      const item = await itemOf(file.file)
      if (item === null) continue
      for (const report of file.reports) {
        const paragraphs = findParagraphs(item.text, report.starts)
        if (paragraphs.length === 0) continue
        const { text } = item
        const at = report.title === null ? -1 : text.indexOf(report.title)
        reports.push({
          name: `${file.file} ${report.title ?? ''}`.trim(),
          text,
          lang: file.lang,
          paragraphs,
          mentions: lexicon.match(text),
          title: at < 0 || report.title === null ? null : { start: at, end: at + report.title.length },
          pageDate: item.published,
          date: report.date,
          yearStated: report.yearStated,
        })
      }
    }
  }
  return reports
}
