import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { WordRow } from '../../src/lexicon/word-rows.ts'
import { fold } from '../../src/text/fold.ts'

const DATA = join(import.meta.dirname, '../../src/lexicon/data')
const TONGUES = ['zh', 'ja', 'ko', 'en'] as const
type Tongue = (typeof TONGUES)[number]

/** Forms that two concepts share, at most, in each language; more would blur the search. */
const SHARED_AT_MOST: Readonly<Record<Tongue, number>> = { zh: 125, ja: 115, ko: 135, en: 40 }

/** English names that begin with an ordinary word and go on in lower case. */
const NAMES_LIKE_WORDS = new Set([
  'Patriot missile',
  'Western countries',
  'Western nations',
  'Pacific islands',
  'Group of 20 summit',
])

function rowsOf(name: string): WordRow[] {
  const lines = readFileSync(join(DATA, `${name}.jsonl`), 'utf8')
    .split('\n')
    .slice(0, -1)
  return lines.map((line, at) => {
    try {
      return WordRow.parse(JSON.parse(line))
    } catch (cause) {
      throw new Error(`${name}.jsonl line ${at + 1}: ${line.slice(0, 80)}`, { cause })
    }
  })
}

const lexicon = openLexicon()
const NAMES = new Set(
  [...lexicon.entities()]
    .flatMap(row => [row.forms, row.bare, row.cued, row.adjective])
    .flatMap(byLang => Object.values(byLang ?? {}).flat())
    .map(fold),
)

const politics = rowsOf('words-politics')
const general = rowsOf('words-general')
const words = [...politics, ...general]

/** The form as it stands in a text, without its tags. */
function bare(form: string): string {
  return form.split('@')[0]!
}

function forms(tongue: Tongue): { id: string; form: string }[] {
  return words.flatMap(row => row[tongue].map(form => ({ id: row.id, form: bare(form) })))
}

/** Ids by form as the matcher sees it. */
function idsByForm(tongue: Tongue): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>()
  for (const { id, form } of forms(tongue)) {
    const key = fold(form)
    ids.set(key, (ids.get(key) ?? new Set()).add(id))
  }
  return ids
}

describe('rows of the search vocabulary', () => {
  it('hold the field and the everyday words of its news', () => {
    expect(politics.length).toBeGreaterThanOrEqual(800)
    expect(words.length).toBeGreaterThanOrEqual(1600)
  })

  it('have one id each over both files', () => {
    const ids = words.map(row => row.id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  })

  it('speak all four languages', () => {
    const silent = words.flatMap(row =>
      TONGUES.filter(tongue => row[tongue].length === 0).map(tongue => `${row.id} ${tongue}`),
    )
    expect(silent).toEqual([])
  })

  it('hold no Chinese, Japanese or Korean form of one character', () => {
    const short = (['zh', 'ja', 'ko'] as const).flatMap(forms).filter(({ form }) => [...form].length < 2)
    expect(short).toEqual([])
  })

  it('keep each language in its own script', () => {
    const foreign = {
      zh: /[\p{Script=Hiragana}\p{Script=Hangul}]/u,
      ja: /\p{Script=Hangul}/u,
      ko: /[\p{Script=Hiragana}\p{Script=Han}]/u,
    }
    const strayed = (['zh', 'ja', 'ko'] as const).flatMap(tongue =>
      forms(tongue).filter(({ form }) => foreign[tongue].test(form)),
    )
    expect(strayed).toEqual([])
    expect(forms('en').filter(({ form }) => /[^\x20-\x7e\u00c0-\u017f]/.test(form))).toEqual([])
  })

  it('leave Latin abbreviations to English, where their case is kept', () => {
    const latin = (['zh', 'ja', 'ko'] as const).flatMap(forms).filter(({ form }) => /^[A-Za-z]+$/.test(form))
    expect(latin).toEqual([])
  })

  it('tag English forms with nothing but verb and fixed', () => {
    const tags = new Set(words.flatMap(row => row.en.flatMap(form => form.split('@').slice(1))))
    expect([...tags].sort()).toEqual(['fixed', 'verb'])
    expect(words.filter(row => [...row.zh, ...row.ja, ...row.ko].some(form => form.includes('@')))).toEqual(
      [],
    )
  })

  it('write English words in lower case unless they are names', () => {
    const lower = new Set(
      forms('en')
        .flatMap(({ form }) => form.split(' '))
        .filter(word => word === word.toLowerCase()),
    )
    const raised = forms('en').filter(({ form }) => {
      const [first = '', ...rest] = form.split(' ')
      const onlyFirst = /^[A-Z][a-z]+$/.test(first) && rest.join(' ') === rest.join(' ').toLowerCase()
      return onlyFirst && lower.has(first.toLowerCase()) && !NAMES_LIKE_WORDS.has(form)
    })
    expect(raised).toEqual([])
  })

  it('repeat no form within a row', () => {
    const repeated = words.flatMap(row =>
      TONGUES.filter(tongue => new Set(row[tongue].map(fold)).size < row[tongue].length).map(
        tongue => `${row.id} ${tongue}`,
      ),
    )
    expect(repeated).toEqual([])
  })
})

describe.each(TONGUES)('a form in %s', tongue => {
  const ids = [...idsByForm(tongue)]

  it('names two concepts at most', () => {
    expect(ids.filter(([, owners]) => owners.size > 2)).toEqual([])
  })

  it('names one concept with few exceptions', () => {
    expect(ids.filter(([, owners]) => owners.size === 2).length).toBeLessThanOrEqual(SHARED_AT_MOST[tongue])
  })

  it('is found in text, unless a name bears it too', () => {
    const lost = forms(tongue).filter(({ id, form }) => {
      if (NAMES.has(fold(form))) return false
      const mentions = lexicon.match(form)
      return !mentions.some(m => m.kind === 'entity' || m.id === id || m.others.includes(id))
    })
    expect(lost).toEqual([])
  })
})

describe('a row that is not one', () => {
  const good = {
    id: 'W.flight_plan',
    zh: ['飞行计划'],
    ja: ['飛行計画'],
    ko: ['비행계획'],
    en: ['flight plan'],
  }

  it.each([
    ['an id without its prefix', { ...good, id: 'flight_plan' }],
    ['an id in capitals', { ...good, id: 'W.Flight' }],
    ['no English', { ...good, en: [] }],
    ['a blank form', { ...good, ja: [' '] }],
    ['a form that is not text', { ...good, ko: [7] }],
    ['a language left out', { id: good.id, zh: good.zh, ja: good.ja, en: good.en }],
    ['a field nobody knows', { ...good, fr: ['plan de vol'] }],
  ])('is refused: %s', (_, row) => {
    expect(WordRow.safeParse(good).success).toBe(true)
    expect(WordRow.safeParse(row).success).toBe(false)
  })
})

describe('one concept in four languages', () => {
  const found = (text: string): Set<string> => new Set(lexicon.match(text).flatMap(m => [m.id, ...m.others]))

  it.each([
    [
      'W.injured',
      [
        '爆炸造成三十人受伤。',
        '爆發造成三十人受傷。',
        '爆発で３０人が負傷した。',
        '폭발로 30명이 부상했다.',
        'Thirty people were injured in the blast.',
      ],
    ],
    [
      'W.increase',
      [
        '出口额增加了。',
        '出口額增加了。',
        '輸出額が増えた。',
        '수출액이 늘었다.',
        'The value of exports grew.',
      ],
    ],
    [
      'W.missile',
      ['朝鲜的导弹', '北韓的飛彈', '北朝鮮のミサイル', '북한의 미사일', "North Korea's missiles"],
    ],
    [
      'W.civilian',
      ['没有平民伤亡', '沒有平民傷亡', '民間人に被害はない', '민간인 피해는 없다', 'no civilians were hurt'],
    ],
    [
      'W.interest_rate',
      [
        '央行维持利率不变',
        '央行維持利率不變',
        '日銀は金利を据え置いた',
        '중앙은행은 금리를 동결했다',
        'It left interest rates unchanged.',
      ],
    ],
  ])('%s is found in each', (id, texts) => {
    expect(texts.filter(text => !found(text).has(id))).toEqual([])
  })

  it.each([
    ['W.king', '中国王毅外长'],
    ['W.overseas', '中国外交部发言人'],
    ['W.parliament', '美国会谈代表'],
    ['W.husband', '大丈夫だと述べた'],
    ['W.kyoto', '東京都の職員'],
    ['W.early', '이른바 전문가들'],
  ])('%s is not read across the words of %s', (id, text) => {
    expect(found(text).has(id)).toBe(false)
  })
})
