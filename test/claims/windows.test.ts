import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutWindows } from '../../src/claims/windows.ts'
import type { Sentence } from '../../src/model/article.ts'
import { linesOf } from './lines.ts'

const sentenceOf = (text: string): Sentence => ({
  id: 'a.s0',
  article: 'a',
  report: 'a.r0',
  ordinal: 0,
  block: 0,
  lang: 'zh-Hans',
  start: 0,
  end: text.length,
})

describe('cutWindows', () => {
  it('leaves an ordinary sentence whole', () => {
    expect(cutWindows(sentenceOf('日本拒绝。'), '日本拒绝。')).toHaveLength(1)
  })

  it('loses nothing, cuts no surrogate pair, and keeps every stretch short', () => {
    const words = fc.constantFrom('日本,', '拒绝', '😀', 'a ', '。、', '12月5日')
    fc.assert(
      fc.property(fc.array(words, { minLength: 600, maxLength: 2500 }), parts => {
        const text = parts.join('')
        const windows = cutWindows(sentenceOf(text), text)
        expect(windows.map(one => text.slice(one.start, one.end)).join('')).toBe(text)
        for (const { start, end } of windows) {
          expect(end - start).toBeGreaterThan(0)
          expect(end - start).toBeLessThanOrEqual(1500)
          expect(/^[\udc00-\udfff]/.test(text.slice(start))).toBe(false)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('a sentence that never ends', () => {
  it.each([
    [
      'zh-Hans',
      '各方就会议安排交换意见，',
      '日本外相河野太郎召见韩国大使，',
      'kono summon > kr_ambassador_jp',
    ],
    ['ja', '関係者が日程を調整し、', '河野太郎外相は韓国に抗議し、', 'kono lodge_protest > kr'],
    ['ko', '관계자들이 일정을 조율하고 ', '고노 다로 외무상은 한국에 항의했고 ', 'kono lodge_protest > kr'],
    [
      'en',
      'the aides went on with their papers, ',
      'Taro Kono protested to South Korea, ',
      'kono lodge_protest > kr',
    ],
  ] as const)('is still read (%s)', (lang, filler, deed, expected) => {
    const text = filler.repeat(120) + deed + filler.repeat(120)
    expect(linesOf(text, lang, '2019-08-22')).toContain(expected)
  })

  it('is read in time that grows with its length alone, even where it is all names', () => {
    for (const run of [
      '12月5日',
      '说',
      '“日本”',
      '「',
      '日本拒绝韩国',
      'said ',
      'no evidence that ',
      '다고 ',
    ]) {
      expect(linesOf(run.repeat(Math.ceil(60_000 / run.length)), 'zh-Hans')).toBeInstanceOf(Array)
    }
  })
})
