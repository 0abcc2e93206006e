import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EntityRow, EventRow, OfficeRow, TopicRow } from '../../src/lexicon/rows.ts'
import { LANGS } from '../../src/model/language.ts'
import { fold } from '../../src/text/fold.ts'

const DATA = join(import.meta.dirname, '../../src/lexicon/data')

function linesOf(name: string): string[] {
  return readFileSync(join(DATA, `${name}.jsonl`), 'utf8')
    .split('\n')
    .slice(0, -1)
}

/** Parses each line, so that a fault names its file and line. */
function rowsOf<T>(name: string, schema: { parse(value: unknown): T }): T[] {
  return linesOf(name).map((line, at) => {
    try {
      return schema.parse(JSON.parse(line))
    } catch (cause) {
      throw new Error(`${name}.jsonl line ${at + 1}: ${line.slice(0, 80)}`, { cause })
    }
  })
}

const persons = rowsOf('persons', EntityRow)
const states = rowsOf('states', EntityRow)
const outlets = rowsOf('outlets', EntityRow)
const places = rowsOf('places', EntityRow)
const offices = rowsOf('offices', OfficeRow)
const topics = rowsOf('topics', TopicRow)
const events = rowsOf('events', EventRow)
const entities = [...persons, ...states, ...outlets, ...places]
const named = [...entities, ...topics]

/** Every name of a row, of whatever kind. */
function formsOf(row: EntityRow | TopicRow): string[] {
  const { forms, bare, cued, adjective } = row as EntityRow
  return [forms, bare, cued, adjective].flatMap(part => Object.values(part ?? {}).flat())
}

const ids = new Set([...entities, ...topics, ...offices, ...events].map(row => row.id))
const officeById = new Map(offices.map(office => [office.id, office]))

const actIds = new Set(linesOf('acts').map(line => (JSON.parse(line) as { id: string }).id))

describe('rows of the lexicon', () => {
  it('have one id each', () => {
    const all = [...entities, ...topics, ...offices, ...events].map(row => row.id)
    expect(all.filter((id, at) => all.indexOf(id) !== at)).toEqual([])
  })

  it('bear a name in all five written forms, or say that there is none', () => {
    const missing = named.flatMap(row =>
      LANGS.filter(lang => !row.forms[lang] === !row.absent?.includes(lang)).map(lang => `${row.id} ${lang}`),
    )
    expect(missing).toEqual([])
  })

  it('refer only to ids that exist', () => {
    const dangling = [
      ...entities.flatMap(row => [
        ...(row.roles ?? []).map(role => role.office).filter(id => !officeById.has(id)),
        ...[row.parent, ...(row.shares ?? [])].filter(id => id && !ids.has(id)),
      ]),
      ...offices.map(row => row.of).filter(id => id && !ids.has(id)),
      ...topics.flatMap(row => [row.parent, ...(row.shares ?? [])]).filter(id => id && !ids.has(id)),
      ...events
        .flatMap(row => [...row.participants, row.place, ...row.topics])
        .filter(id => id && !ids.has(id)),
    ]
    expect(dangling).toEqual([])
  })

  it('keep each kind in its own file', () => {
    const wrong = [
      ...persons.filter(row => row.type !== 'person' || !row.id.startsWith('PER.')),
      ...outlets.filter(row => row.type !== 'outlet' || !row.id.startsWith('OUT.')),
      ...places.filter(row => row.type !== 'place' || !row.id.startsWith('PLC.')),
      ...states.filter(row => !/^(GOV|ORG|PTY|FRC|GRP)\./.test(row.id)),
    ].map(row => row.id)
    expect(wrong).toEqual([])
  })

  it('name no form twice in a language', () => {
    const twice = entities.flatMap(row =>
      LANGS.flatMap(lang => {
        const all = [row.forms[lang], row.bare?.[lang], row.cued?.[lang]].flatMap(list => list ?? [])
        return all.filter((form, at) => all.indexOf(form) !== at).map(form => `${row.id} ${lang} ${form}`)
      }),
    )
    expect(twice).toEqual([])
  })

  it('share a form with another row only where both say so', () => {
    const owners = new Map<string, Set<string>>()
    for (const row of named)
      for (const form of Object.values(row.forms).flat()) {
        const key = fold(form)
        owners.set(key, (owners.get(key) ?? new Set()).add(row.id))
      }
    const shares = new Map<string, readonly string[]>(named.map(row => [row.id, row.shares ?? []]))
    const undeclared = [...owners].flatMap(([form, rows]) =>
      [...rows].flatMap(a =>
        [...rows].filter(b => a !== b && !shares.get(a)!.includes(b)).map(b => `${form}: ${a} ${b}`),
      ),
    )
    expect(undeclared).toEqual([])
  })

  it('guard with strings that hold one of their forms', () => {
    const idle = named.flatMap(row => {
      const keys = formsOf(row).map(fold)
      return (row.not ?? [])
        .filter(guard => !keys.some(key => fold(guard).includes(key) && fold(guard) !== key))
        .map(guard => `${row.id} ${guard}`)
    })
    const idleTitles = offices.flatMap(row => {
      const keys = Object.values(row.titles).flat().map(fold)
      return (row.not ?? [])
        .filter(guard => !keys.some(key => fold(guard).includes(key) && fold(guard) !== key))
        .map(guard => `${row.id} ${guard}`)
    })
    expect([...idle, ...idleTitles]).toEqual([])
  })
})

describe('roles', () => {
  it('end after they begin', () => {
    const wrong = persons.flatMap(row =>
      (row.roles ?? [])
        .filter(role => role.to !== null && role.to <= role.from)
        .map(role => `${row.id} ${role.office}`),
    )
    expect(wrong).toEqual([])
  })

  it('of a unique office never overlap', () => {
    const terms = persons.flatMap(row => (row.roles ?? []).map(role => ({ ...role, who: row.id })))
    const overlaps = terms.flatMap((a, at) =>
      terms
        .slice(at + 1)
        .filter(b => a.office === b.office && officeById.get(a.office)!.unique)
        .filter(b => a.from < (b.to ?? '9999') && b.from < (a.to ?? '9999'))
        .map(b => `${a.office}: ${a.who} ${a.from} and ${b.who} ${b.from}`),
    )
    expect(overlaps).toEqual([])
  })

  it('say who governed on days that dating depends on', () => {
    const holder = (office: string, day: string) =>
      persons
        .filter(row =>
          row.roles?.some(role => role.office === office && role.from <= day && day < (role.to ?? '9999')),
        )
        .map(row => row.id)
    expect(holder('US.vice_president', '2013-12-05')).toEqual(['PER.biden'])
    expect(holder('JP.prime_minister', '2014-04-18')).toEqual(['PER.abe'])
    expect(holder('KR.president', '2014-03-25')).toEqual(['PER.park'])
    expect(holder('JP.prime_minister', '2021-10-04')).toEqual(['PER.kishida'])
    expect(holder('KR.president', '2025-05-01')).toEqual([])
    expect(holder('CN.foreign_minister', '2023-03-01')).toEqual(['PER.qin_gang'])
    expect(holder('JP.prime_minister', '2025-10-21')).toEqual(['PER.takaichi'])
  })
})

describe('outlets', () => {
  it('say whose they are and what they are written in', () => {
    expect(outlets.filter(row => !row.country || !row.ownership || !row.lang).map(row => row.id)).toEqual([])
  })
})

describe('events', () => {
  it('have real days, last day after first', () => {
    const wrong = events.filter(
      row =>
        (row.end !== null && row.end <= row.date) || row.date < '1900' || Number.isNaN(Date.parse(row.date)),
    )
    expect(wrong.map(row => row.id)).toEqual([])
  })

  it('have cues of known ids', () => {
    const unknown = events.flatMap(row =>
      row.cues.flat().filter(id => (id.startsWith('ACT.') ? !actIds.has(id) : !ids.has(id))),
    )
    expect([...new Set(unknown)]).toEqual([])
  })

  it('are not recognised by states and common acts alone', () => {
    const broad = /^(GOV\.[a-z]{2}|ACT\.(summit|meet|visit|agree|phone|sign|test_missile|state))$/
    const vague = events.flatMap(row =>
      row.cues.filter(cue => cue.every(id => broad.test(id))).map(cue => `${row.id} ${cue.join(' ')}`),
    )
    expect(vague).toEqual([])
  })
})

describe('a faulty row', () => {
  const row = { id: 'PER.x', type: 'person', forms: { en: ['X'] } }
  it('is refused, whatever the fault', () => {
    expect(EntityRow.parse(row)).toEqual(row)
    for (const fault of [
      { ...row, id: 'X' },
      { ...row, type: 'robot' },
      { ...row, forms: { en: [] } },
      { ...row, forms: { fr: ['X'] } },
      { ...row, forms: { en: [' '] } },
      { ...row, roles: [{ office: 'JP.prime_minister', from: '2013-02-30', to: null }] },
      { ...row, roles: [{ office: 'JP.prime_minister', from: '2013-02-03' }] },
      { ...row, form: {} },
      null,
      [],
    ])
      expect(() => EntityRow.parse(fault)).toThrow()
    expect(() => OfficeRow.parse({ id: 'JP.x', unique: true, titles: { en: ['X'] } })).toThrow()
    expect(() => TopicRow.parse({ id: 'PER.x', type: 'topic', forms: {} })).toThrow()
    expect(() => EventRow.parse({ id: 'EVT.x', date: '2014-3-25' })).toThrow()
  })
})
