import type { DatabaseSync } from 'node:sqlite'
import { messageOf } from '../../errors.ts'

const MOST_FINDINGS = 20

/** Totals and what they must be equal to. */
const TOTALS: Readonly<Record<string, string>> = {
  articles: 'select count(distinct identity) from articles',
  revisions: 'select count(*) from articles',
  reports: 'select count(*) from reports where current = 1',
  terms: 'select coalesce(sum(length), 0) from reports where current = 1',
  claims: "select count(*) from claim_keys where key = (select number from keys where key = 'all')",
}

/** What else must hold; each query counts what breaks the rule. */
const RULES: Readonly<Record<string, string>> = {
  'articles without their text':
    'select count(*) from articles where number not in (select article from bodies)',
  'articles with more than one current revision':
    'select count(*) from (select 1 from articles where current = 1 group by identity having count(*) > 1)',
  'reports that disagree with their article about being current':
    'select count(*) from reports r join articles a on a.number = r.article where a.current <> r.current',
  'current reports that are not indexed':
    'select abs((select count(*) from reports where current = 1) - (select count(*) from report_terms_docsize))',
  'look-ups of claims that are not there':
    'select count(*) from claim_keys where claim not in (select number from claims)',
  'mentions in reports that are not current':
    'select count(*) from mentions where report not in (select number from reports where current = 1)',
}

/** What is wrong with the pages of a file, one line each. */
export function checkPages(database: DatabaseSync): string[] {
  return findings('pages', () =>
    database
      .prepare(`pragma integrity_check(${MOST_FINDINGS})`)
      .all()
      .map(row => String(row.integrity_check).replace(/\s+/g, ' '))
      .filter(finding => finding !== 'ok'),
  )
}

/** What is wrong with a store: with its pages, and with how its tables fit together; one line each. */
export function check(database: DatabaseSync): string[] {
  const countOf = (query: string) => Number(Object.values(database.prepare(query).get() ?? {})[0])
  return [
    ...checkPages(database),
    ...findings('references', () =>
      database
        .prepare('pragma foreign_key_check')
        .all()
        .slice(0, MOST_FINDINGS)
        .map(row => `${row.table} ${row.rowid} refers to a missing row of ${row.parent}`),
    ),
    ...findings('search index', () => {
      database.exec("insert into report_terms (report_terms) values ('integrity-check')")
      return []
    }),
    ...Object.entries(TOTALS).flatMap(([name, query]) =>
      findings(`total of ${name}`, () => {
        const [kept, counted] = [countOf(`select value from totals where name = '${name}'`), countOf(query)]
        return kept === counted ? [] : [`total of ${name} is ${kept}, counted ${counted}`]
      }),
    ),
    ...Object.entries(RULES).flatMap(([rule, query]) =>
      findings(rule, () => {
        const broken = countOf(query)
        return broken === 0 ? [] : [`${broken} ${rule}`]
      }),
    ),
  ]
}

/** What a part of the check finds; that it cannot be done is a finding, too. */
function findings(part: string, find: () => string[]): string[] {
  try {
    return find()
  } catch (error) {
    return [`${part}: ${messageOf(error)}`]
  }
}
