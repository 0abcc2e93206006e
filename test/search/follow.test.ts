import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { readInConversation } from '../../src/search/follow.ts'
import { readQuestion } from '../../src/search/query.ts'

const lexicon = openLexicon()
const read = (text: string, ...earlier: string[]) =>
  readInConversation(text, earlier, lexicon, { today: '2026-01-01' })
const ids = (text: string, ...earlier: string[]): string[] =>
  read(text, ...earlier).units.map(unit => unit.id)

describe('a question that names nothing', () => {
  it.each([
    ['when was that?', 'What did Biden refuse?', 'when'],
    ['why?', 'What did Biden refuse?', 'why'],
    ['什么时候？', '拜登拒绝了什么？', 'when'],
    ['为什么？', '拜登拒绝了什么？', 'why'],
    ['いつ？', 'バイデンは何を拒否したか', 'when'],
    ['그건 언제?', '바이든은 무엇을 거부했나?', 'when'],
    ['왜?', '바이든은 무엇을 거부했나?', 'why'],
  ])('%s asks something else about the same', (text, before, wanted) => {
    const query = read(text, before)
    expect(query.wanted).toBe(wanted)
    expect(query.units.map(unit => unit.id)).toEqual(ids(before))
    expect(query.asks).toBe(true)
  })

  it('leans on the one before the one before, too', () => {
    expect(ids('why?', 'What did Biden refuse?', 'when was that?')).toContain('PER.biden')
  })
})

describe('a question that names somebody else', () => {
  it.each([
    ['and Abe?', 'What did Biden refuse?'],
    ['那安倍呢？', '拜登拒绝了什么？'],
    ['安倍氏は？', 'バイデン氏は何を拒否したか'],
    ['아베는?', '바이든은 무엇을 거부했나?'],
  ])('%s asks the same about them', (text, before) => {
    const found = ids(text, before)
    expect(found).toContain('PER.abe')
    expect(found).toContain('ACT.refuse')
    expect(found).not.toContain('PER.biden')
  })

  it('brings those named before to a pronoun', () => {
    const query = read('what did he say about TPP?', 'Who is Obama?')
    expect(query.units.map(unit => unit.id)).toEqual(expect.arrayContaining(['PER.obama', 'TOP.TPP']))
    expect(query.subject).toContain('PER.obama')
  })
})

describe('any other question', () => {
  it.each(['What did Kishida say about the seafood ban?', '岸田文雄对禁令说了什么？'])(
    '%s stands alone',
    text => {
      expect(read(text, 'What did Biden refuse?')).toEqual(
        readQuestion(text, lexicon, { today: '2026-01-01' }),
      )
    },
  )

  it('is read whatever was said before', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 }),
        (text, earlier) => {
          const query = readInConversation(text, earlier, lexicon, {})
          expect(Array.isArray(query.units)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})
