// Whether the data files hang together: ids, names in every script, roles, shared names. For `lexicon check` and `add`.
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { messageOf, UserError } from '../errors.ts'
import { LANGS } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { ActRow } from './act-rows.ts'
import { EntityRow, EventRow, OfficeRow, TopicRow } from './rows.ts'
import { WordRow } from './word-rows.ts'

const SCHEMAS = {
  persons: EntityRow,
  states: EntityRow,
  outlets: EntityRow,
  places: EntityRow,
  offices: OfficeRow,
  topics: TopicRow,
  events: EventRow,
  acts: ActRow,
  'words-politics': WordRow,
  'words-general': WordRow,
} as const

/** A file of rows, by its name without `.jsonl`. */
export type DataFile = keyof typeof SCHEMAS

/** Names of the files to which a line can be added. */
export const DATA_FILES = Object.keys(SCHEMAS) as readonly DataFile[]

/** Lines of each file, as they stand. */
export type DataLines = Readonly<Record<DataFile, readonly string[]>>

/** Reads the lines of a folder of data. */
export function readData(folder: URL): DataLines {
  const present = new Set(readdirSync(folder))
  const linesOf = (file: DataFile): string[] =>
    present.has(`${file}.jsonl`)
      ? readFileSync(new URL(`${file}.jsonl`, folder), 'utf8')
          .split('\n')
          .filter(line => line.trim() !== '')
      : []
  return Object.fromEntries(DATA_FILES.map(file => [file, linesOf(file)])) as unknown as DataLines
}

/** What is wrong, one line each with the file and line or the id; none when sound. */
export function checkData(data: DataLines): string[] {
  const faults: string[] = []
  const rowsOf = <T>(file: DataFile, schema: z.ZodType<T>): T[] =>
    data[file].flatMap((line, at) => {
      try {
        return [schema.parse(JSON.parse(line))]
      } catch (cause) {
        faults.push(`${file}.jsonl line ${at + 1}: ${faultOf(cause)}`)
        return []
      }
    })
  const entityFiles = ['persons', 'states', 'outlets', 'places'] as const
  const entities = entityFiles.flatMap(file => rowsOf(file, EntityRow))
  const offices = rowsOf('offices', OfficeRow)
  const topics = rowsOf('topics', TopicRow)
  const events = rowsOf('events', EventRow)
  const acts = rowsOf('acts', ActRow)
  const words = (['words-politics', 'words-general'] as const).flatMap(file => rowsOf(file, WordRow))
  const all = [...entities, ...offices, ...topics, ...events, ...acts, ...words]
  faults.push(
    ...repeatedIds(all.map(row => row.id)),
    ...missingNames([...entities, ...topics]),
    ...danglingIds(entities, offices, topics, events, new Set(all.map(row => row.id))),
    ...overlappingRoles(entities, offices),
    ...undeclaredShares([...entities, ...topics]),
  )
  return faults
}

function faultOf(cause: unknown): string {
  return cause instanceof z.ZodError
    ? cause.issues.map(issue => `${issue.path.join('.') || 'row'}: ${issue.message}`).join('; ')
    : messageOf(cause)
}

function repeatedIds(ids: readonly string[]): string[] {
  const seen = new Set<string>()
  return ids.filter(id => seen.size === seen.add(id).size).map(id => `${id}: two rows have this id`)
}

function missingNames(rows: readonly (EntityRow | TopicRow)[]): string[] {
  return rows.flatMap(row =>
    LANGS.flatMap(lang => {
      const [isNamed, isAbsent] = [row.forms[lang] !== undefined, row.absent?.includes(lang) === true]
      if (isNamed !== isAbsent) return []
      return [
        isNamed
          ? `${row.id}: has a name in ${lang} and says that it has none`
          : `${row.id}: no name in ${lang}; give one, or list ${lang} under "absent"`,
      ]
    }),
  )
}

function danglingIds(
  entities: readonly EntityRow[],
  offices: readonly OfficeRow[],
  topics: readonly TopicRow[],
  events: readonly EventRow[],
  known: ReadonlySet<string>,
): string[] {
  const named: [string, readonly (string | null | undefined)[]][] = [
    ...entities.map(
      row =>
        [row.id, [row.parent, ...(row.shares ?? []), ...(row.roles ?? []).map(role => role.office)]] as [
          string,
          string[],
        ],
    ),
    ...offices.map(row => [row.id, [row.of]] as [string, string[]]),
    ...topics.map(row => [row.id, [row.parent, ...(row.shares ?? [])]] as [string, string[]]),
    ...events.map(
      row =>
        [row.id, [...row.participants, row.place, ...row.topics, ...row.cues.flat()]] as [string, string[]],
    ),
  ]
  return named.flatMap(([id, others]) =>
    others.flatMap(other => (other && !known.has(other) ? [`${id}: names ${other}, which no row is`] : [])),
  )
}

function overlappingRoles(entities: readonly EntityRow[], offices: readonly OfficeRow[]): string[] {
  const unique = new Set(offices.filter(row => row.unique).map(row => row.id))
  const terms = entities.flatMap(row => (row.roles ?? []).map(role => ({ ...role, who: row.id })))
  const ends = terms
    .filter(term => term.to !== null && term.to <= term.from)
    .map(term => `${term.who}: ${term.office} ends (${term.to}) before it begins (${term.from})`)
  const byOffice = [...Map.groupBy(terms, term => term.office)].filter(([office]) => unique.has(office))
  return [
    ...ends,
    ...byOffice.flatMap(([office, held]) =>
      held.flatMap((a, at) =>
        held
          .slice(at + 1)
          .filter(b => a.from < (b.to ?? '9999') && b.from < (a.to ?? '9999'))
          .map(b => `${office}: ${a.who} (from ${a.from}) and ${b.who} (from ${b.from}) hold it at once`),
      ),
    ),
  ]
}

function undeclaredShares(rows: readonly (EntityRow | TopicRow)[]): string[] {
  const owners = new Map<string, Set<string>>()
  for (const row of rows)
    for (const form of Object.values(row.forms).flat()) {
      const key = fold(form)
      owners.set(key, (owners.get(key) ?? new Set()).add(row.id))
    }
  const shares = new Map(rows.map(row => [row.id, row.shares ?? []] as const))
  return [...owners].flatMap(([form, ids]) =>
    [...ids].flatMap(a =>
      [...ids]
        .filter(b => a < b && !(shares.get(a)!.includes(b as never) && shares.get(b)!.includes(a as never)))
        .map(
          b => `${a} and ${b} are both called ${form}; say so in "shares" of both, or choose another name`,
        ),
    ),
  )
}

/**
 * Adds one row at the end of a file of a folder, after checking it together with all others.
 * @throws UserError with what is wrong; then nothing was written
 */
export function addRow(folder: URL, file: string, json: string): void {
  const name = DATA_FILES.find(one => one === file)
  if (name === undefined)
    throw new UserError(`There is no file "${file}": ${DATA_FILES.join(', ')}.`, { exitCode: 2 })
  let line: string
  try {
    line = JSON.stringify(JSON.parse(json))
  } catch (cause) {
    throw new UserError(`The row is not JSON: ${messageOf(cause)}`, { exitCode: 2, cause })
  }
  const data = readData(folder)
  const before = new Set(checkData(data))
  const faults = checkData({ ...data, [name]: [...data[name], line] }).filter(fault => !before.has(fault))
  if (faults.length > 0) throw new UserError(`The row was not added:\n  ${faults.join('\n  ')}`)
  const path = new URL(`${name}.jsonl`, folder)
  const endsInNewline = /(?:^|\n)$/.test(readFileSync(path, 'utf8'))
  appendFileSync(path, `${endsInNewline ? '' : '\n'}${line}\n`)
}

/** Where the lexicon of this house lies. */
export const DATA_FOLDER = new URL('./data/', import.meta.url)
