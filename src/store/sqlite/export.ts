import type { DatabaseSync } from 'node:sqlite'
import { fromColumn, unpack } from '../pack.ts'
import { type Body, readingOf } from '../rows.ts'
import type { SourcesTable } from '../sources.ts'
import { stateOf } from '../sources.ts'
import { type ExportedSource, exportedSource } from '../sources-shape.ts'
import type { Marker } from '../store.ts'
import type { ExportedArticle, ExportedReport, ExportSource } from '../transfer.ts'
import { COUNT_COLUMNS, COUNT_STEPS, termOf } from './terms.ts'

/** Facts that each store has of its own, and that an import must not overwrite. */
export const OWN_META: readonly string[] = ['schema_version', 'created']

/** Walks over everything on a connection that sees one unchanging state; nothing is held but the row at hand. */
export function createExportSource(snapshot: DatabaseSync): ExportSource {
  const selectReports = snapshot.prepare(
    'select number, reading from reports where article = ? order by ordinal',
  )

  function* articles(): Iterable<ExportedArticle> {
    const rows = snapshot
      .prepare('select * from articles join bodies on bodies.article = articles.number order by number')
      .iterate()
    const takeTerms = createTermWalk(snapshot)
    for (const row of rows) {
      const { item, blocks } = unpack<Body>(row.body as Uint8Array)
      const reports = selectReports.all(row.number!).map((stored): ExportedReport => {
        const { report, sentences, claims, mentions, finds } = readingOf(stored.reading as Uint8Array)
        const terms = takeTerms(Number(stored.number))
        return { report, sentences, claims, mentions, terms, ...(finds && { finds }) }
      })
      yield {
        id: String(row.id),
        current: row.current === 1,
        contentHash: fromColumn(String(row.content_hash)),
        firstSeen: fromColumn(String(row.first_seen)),
        item,
        blocks,
        reports,
      }
    }
  }

  function* pairs(table: 'markers' | 'meta'): Iterable<Marker> {
    for (const row of snapshot.prepare(`select name, value from ${table} order by name`).iterate())
      yield { name: fromColumn(String(row.name)), value: fromColumn(String(row.value)) }
  }

  function* meta(): Iterable<Marker> {
    for (const pair of pairs('meta')) if (!OWN_META.includes(pair.name)) yield pair
  }

  function* sources(): Iterable<ExportedSource> {
    for (const row of snapshot.prepare('select * from sources order by id').iterate())
      yield exportedSource(stateOf(row as unknown as SourcesTable))
  }

  return { articles, sources, markers: () => pairs('markers'), meta }
}

/**
 * The terms of each report, out of an index that is ordered by term: sorted once by the order of the export, and then
 * read in step with it. SQLite sorts in temporary files, so memory stays small.
 */
function createTermWalk(snapshot: DatabaseSync): (report: number) => [string, number][] {
  const rows = snapshot
    .prepare(
      `select r.number, t.term, t.col from report_terms_each t join reports r on r.number = t.doc / 64
        order by r.article, r.ordinal, t.term`,
    )
    .iterate()
  let next = rows.next()
  return report => {
    const terms: [string, number][] = []
    while (!next.done && next.value.number === report) {
      const step = COUNT_COLUMNS.indexOf(next.value!.col as (typeof COUNT_COLUMNS)[number])
      terms.push([termOf(String(next.value.term)), COUNT_STEPS[step]!])
      next = rows.next()
    }
    return terms
  }
}
