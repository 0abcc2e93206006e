import type { DatabaseSync } from 'node:sqlite'
import { messageOf } from '../../errors.ts'

const FINDINGS = 20

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

/** Walks over the whole file and reports what is wrong with it, one line each. */
export function check(database: DatabaseSync): string[] {
  const findings: string[] = []
  for (const row of database.prepare(`pragma integrity_check(${FINDINGS})`).all())
    if (row.integrity_check !== 'ok') findings.push(String(row.integrity_check))
  for (const row of database.prepare('pragma foreign_key_check').all().slice(0, FINDINGS))
    findings.push(`${row.table} ${row.rowid} refers to a missing row of ${row.parent}`)
  try {
    database.exec("insert into report_terms (report_terms) values ('integrity-check')")
  } catch (error) {
    findings.push(`search index: ${messageOf(error)}`)
  }
  for (const [name, query] of Object.entries(TOTALS)) {
    const [kept, counted] = [`select value from totals where name = '${name}'`, query].map(text =>
      Number(Object.values(database.prepare(text).get() ?? {})[0]),
    )
    if (kept !== counted) findings.push(`total of ${name} is ${kept}, counted ${counted}`)
  }
  for (const [rule, query] of Object.entries(RULES)) {
    const broken = Number(Object.values(database.prepare(query).get() ?? {})[0])
    if (broken > 0) findings.push(`${broken} ${rule}`)
  }
  return findings
}
