import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Tongue } from '../../src/model/language.ts'

const lexicon = openLexicon()
const acts = [...lexicon.acts()]
const TONGUES = ['zh', 'ja', 'ko', 'en'] as const
const PLOVER = new Set(
  'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT STATE* NONE*'.split(
    ' ',
  ),
)
const MODES = new Set(
  'visit third-party multilateral phone mediate* assist change yield meet disapprove investigate allege restrict arrest relations expel territory violence convict withdraw discontinue release disarm ceasefire access resign troops weapons police militia demo'.split(
    ' ',
  ),
)

const linesIn = (name: string): number =>
  readFileSync(new URL(`../../src/lexicon/data/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '').length

describe('the lexicon', () => {
  it.each([
    ['persons', 200],
    ['states', 80],
    ['outlets', 120],
    ['places', 80],
    ['topics', 60],
    ['events', 120],
    ['acts', 70],
  ])('has enough %s', (name, least) => expect(linesIn(name)).toBeGreaterThanOrEqual(least))

  it('holds at least 200 people who held an office or have a name in every script', () => {
    const people = [...lexicon.entities()].filter(row => row.id.startsWith('PER.'))
    const known = people.filter(
      row => (row.roles?.length ?? 0) > 0 || Object.keys(row.forms).length + (row.absent?.length ?? 0) >= 5,
    )
    expect(known.length).toBeGreaterThanOrEqual(200)
  })
})

describe('acts', () => {
  it('are each of one PLOVER type, in a mode of its own list', () => {
    const wrong = acts.filter(row => !PLOVER.has(row.plover) || (row.mode !== null && !MODES.has(row.mode)))
    expect(wrong.map(row => row.id)).toEqual([])
  })

  it('cover every PLOVER type', () => {
    const covered = new Set(acts.map(row => row.plover))
    expect([...PLOVER].filter(type => type !== 'NONE*' && !covered.has(type))).toEqual([])
  })

  it('have stems in each language, none twice', () => {
    for (const row of acts) {
      for (const tongue of TONGUES) {
        const stems = row.stems[tongue]
        expect(stems.length, `${row.id} ${tongue}`).toBeGreaterThan(0)
        expect(new Set(stems).size, `${row.id} ${tongue} ${stems.join(' ')}`).toBe(stems.length)
      }
    }
  })
})

describe('guards', () => {
  // Each guard is its own test sentence: alone, it must not be read as what it guards against.
  const cases: { id: string; guard: string; tongue?: Tongue }[] = []
  for (const row of acts)
    for (const tongue of TONGUES)
      for (const guard of row.not?.[tongue] ?? []) cases.push({ id: row.id, guard, tongue })
  for (const row of lexicon.entities()) for (const guard of row.not ?? []) cases.push({ id: row.id, guard })
  for (const row of lexicon.topics()) for (const guard of row.not ?? []) cases.push({ id: row.id, guard })

  it('keep their row out of themselves, every one', () => {
    const read = cases.filter(({ guard, id, tongue }) =>
      lexicon
        .match(guard, tongue)
        .some(mention => mention.id === id && mention.how !== 'bound' && !guard.includes('@')),
    )
    expect(read.map(one => `${one.id} ${one.guard}`)).toEqual([])
    expect(cases.length).toBeGreaterThan(500)
  })

  it.each<readonly [Tongue, string, string]>([
    ['zh', '海上自卫队的驱逐舰抵达釜山。', 'ACT.expel'],
    ['zh', '大家都说普通话。', 'ACT.phone'],
    ['zh', '没有提出任何要求。', 'ACT.appoint'],
    ['zh', '两国将会面临考验。', 'ACT.meet'],
    ['zh', '代表们发表了不同意见。', 'ACT.refuse'],
    ['ja', '首相は旧友と再び出会った。', 'ACT.meet'],
    ['ja', '正反対の立場だ。', 'ACT.criticise'],
    ['ko', '통화 가치가 떨어졌다.', 'ACT.phone'],
    ['ko', '협상이 지지부진하다.', 'ACT.support'],
    ['en', 'The delegation hails from Osaka.', 'ACT.praise'],
    ['en', 'The proposal was met with silence.', 'ACT.meet'],
  ])('in %s: %s', (tongue, text, id) => {
    expect(lexicon.match(text, tongue).map(mention => mention.id)).not.toContain(id)
  })
})

describe('English verbs that mean little alone', () => {
  const ids = (text: string): string[] =>
    lexicon
      .match(text, 'en')
      .filter(one => one.kind === 'act')
      .map(one => one.id)

  it('are acts by their object', () => {
    expect(ids('Turkey sent tents to Syria.')).toContain('ACT.provide_aid')
    expect(ids('Turkey sent tanks to the border.')).toContain('ACT.mobilise')
    expect(ids('Turkey sent a letter to Syria.')).toEqual([])
  })
})
