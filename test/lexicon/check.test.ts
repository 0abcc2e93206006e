import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addRow, checkData, DATA_FOLDER, type DataLines, readData } from '../../src/lexicon/check.ts'
import { loadLexicon } from '../../src/lexicon/lexicon.ts'

const data = readData(DATA_FOLDER)
const withLine = (file: keyof DataLines, row: unknown): string[] =>
  checkData({ ...data, [file]: [...data[file], typeof row === 'string' ? row : JSON.stringify(row)] })
const NAMES = {
  'zh-Hans': ['新人甲'],
  'zh-Hant': ['新人甲乙'],
  ja: ['新人丙'],
  ko: ['신인갑'],
  en: ['Newly Named'],
}
const ROW = { id: 'PER.newly_named', type: 'person', country: 'JP', forms: NAMES }

describe('checkData', () => {
  it('finds the data of this house sound', () => {
    expect(checkData(data)).toEqual([])
  })

  it.each([
    ['a line that is no JSON', 'persons', '{', 'persons.jsonl line'],
    ['an unknown field', 'persons', { ...ROW, age: 3 }, 'persons.jsonl line'],
    ['an id twice', 'persons', { ...ROW, id: 'PER.biden' }, 'PER.biden: two rows'],
    ['a missing script', 'persons', { ...ROW, forms: { en: ['Newly Named'] } }, 'no name in ko'],
    ['a name and its absence', 'persons', { ...ROW, absent: ['ko'] }, 'says that it has none'],
    [
      'an office that is none',
      'persons',
      { ...ROW, roles: [{ office: 'JP.wizard', from: '2020-01-01', to: null }] },
      'JP.wizard, which no row is',
    ],
    [
      'two presidents at once',
      'persons',
      { ...ROW, roles: [{ office: 'US.president', from: '2013-01-01', to: '2013-02-01' }] },
      'hold it at once',
    ],
    [
      'a term that ends first',
      'persons',
      { ...ROW, roles: [{ office: 'JP.ldp_secretary_general', from: '1990-01-01', to: '1980-01-01' }] },
      'before it begins',
    ],
    [
      'a name of somebody else',
      'persons',
      { ...ROW, forms: { ...NAMES, en: ['Joe Biden'] } },
      'are both called joe biden',
    ],
    [
      'a parent that is none',
      'topics',
      { id: 'TOP.NEW_ONE', type: 'topic', parent: 'TOP.NOWHERE', forms: NAMES },
      'TOP.NOWHERE, which no row is',
    ],
  ] as const)('names %s', (_, file, row, words) => {
    expect(withLine(file, row).join('\n')).toContain(words)
  })
})

describe('addRow', () => {
  let folder: string
  let url: URL
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'attache-lexicon-'))
    cpSync(DATA_FOLDER, folder, { recursive: true })
    url = pathToFileURL(`${folder}/`)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const text = (): string => readFileSync(join(folder, 'persons.jsonl'), 'utf8')

  it('adds one line that is found from then on', () => {
    const before = text()
    addRow(url, 'persons', JSON.stringify(ROW))
    expect(text()).toBe(`${before}${JSON.stringify(ROW)}\n`)
    const mentions = loadLexicon(url).match('Newly Named met Joe Biden.', 'en')
    expect(mentions.map(one => one.id)).toContain('PER.newly_named')
  })

  it.each([
    ['persons', '{"id":"PER.biden"}'],
    ['persons', 'not json'],
    ['nowhere', '{}'],
    ['persons', JSON.stringify(ROW)],
  ])('writes nothing when %s gets %s', (file, row) => {
    const before = text()
    expect(() => addRow(url, file, row)).toThrow()
    expect(text()).toBe(before)
  })
})
