import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lang } from '../../src/model/language.ts'
import { LANGS } from '../../src/model/language.ts'
import { splitSentences } from '../../src/text/sentences.ts'
import { run } from '../eval/sentences.ts'

function split(text: string, lang: Lang): string[] {
  return splitSentences(text, { start: 0, end: text.length }, lang).map(r => text.slice(r.start, r.end))
}

const squeeze = (text: string) => text.replace(/\s+/g, '')

describe('splitSentences in Chinese', () => {
  it('keeps a quotation whole with the sentence that introduces it', () => {
    expect(split('他说：“一。二。”', 'zh-Hans')).toEqual(['他说：“一。二。”'])
    expect(split('他說：「一。二。」會後他離開。', 'zh-Hant')).toEqual(['他說：「一。二。」', '會後他離開。'])
  })

  it('keeps who said it with a quotation that comes first', () => {
    expect(split('“我不同意。”安倍说。会谈结束了。', 'zh-Hans')).toEqual([
      '“我不同意。”安倍说。',
      '会谈结束了。',
    ])
  })

  it('does not end a sentence inside a title, a name or a decimal', () => {
    expect(split('他写了《谁在谈？》一文。增长3.1%。', 'zh-Hans')).toEqual([
      '他写了《谁在谈？》一文。',
      '增长3.1%。',
    ])
    expect(split('我们看《摔跤吧！爸爸》好吗？好！', 'zh-Hans')).toEqual([
      '我们看《摔跤吧！爸爸》好吗？',
      '好！',
    ])
  })

  it('does not end a sentence at a semicolon', () => {
    expect(split('第一，谈；第二，不打。', 'zh-Hans')).toHaveLength(1)
  })

  it('survives marks that do not match', () => {
    expect(split('他说：“一。二。', 'zh-Hans')).toEqual(['他说：“一。', '二。'])
    expect(split('一。”二。', 'zh-Hans')).toEqual(['一。”', '二。'])
    expect(split('”“。', 'zh-Hans')).toEqual(['”“。'])
  })
})

describe('splitSentences in Japanese', () => {
  it('goes on after a quotation that a particle follows', () => {
    expect(split('「求めない。」と述べた。次だ。', 'ja')).toEqual(['「求めない。」と述べた。', '次だ。'])
  })

  it('ends at a line break where no full stop stands, unless the line hangs on a particle', () => {
    expect(split('日程を調整している\n結論は出ていない\n', 'ja')).toEqual([
      '日程を調整している',
      '結論は出ていない',
    ])
    expect(split('これは父の\n家です。', 'ja')).toEqual(['これは父の\n家です。'])
  })

  it('keeps names that contain a stop', () => {
    expect(split('Yahoo!ニュースが報じた。反応は早い。', 'ja')).toHaveLength(2)
  })
})

describe('splitSentences in Korean', () => {
  it('tells dates and decimals from full stops', () => {
    expect(split('2013. 12. 5. 성명을 냈다. 성장률은 3.1%다.', 'ko')).toEqual([
      '2013. 12. 5. 성명을 냈다.',
      '성장률은 3.1%다.',
    ])
  })

  it('goes on after a quotation that a particle follows', () => {
    expect(split('그는 “없다. 계속하겠다.”고 말했다. 끝났다.', 'ko')).toEqual([
      '그는 “없다. 계속하겠다.”고 말했다.',
      '끝났다.',
    ])
  })

  it('ends after a polite ending without a full stop, and where the space is missing', () => {
    expect(split('결과를 말씀드리겠습니다 먼저 일본입니다', 'ko')).toEqual([
      '결과를 말씀드리겠습니다',
      '먼저 일본입니다',
    ])
    expect(split('종료했다.미국은 실망했다.', 'ko')).toEqual(['종료했다.', '미국은 실망했다.'])
  })
})

describe('splitSentences in English', () => {
  it('tells abbreviations, initials and clock times from full stops', () => {
    const text =
      'Mr. Biden met Gen. Park of the U.S. Army at 6 p.m. on Dec. 5. John F. Kelly left Acme Co. in 2016.'
    expect(split(text, 'en')).toHaveLength(2)
    expect(split('He lives in the U.S. He was born in Seoul.', 'en')).toHaveLength(2)
    expect(split('The car left at 6 P.M. Travelers stayed.', 'en')).toHaveLength(2)
  })

  it('keeps addresses whole', () => {
    expect(split('See https://a.example/b.c?d=1. Write to a.b@example.com today.', 'en')).toHaveLength(2)
  })

  it('keeps a quotation whole, and what follows it when that begins small', () => {
    expect(split('"We refuse. We will not," he said. "Why?" she asked.', 'en')).toEqual([
      '"We refuse. We will not," he said.',
      '"Why?" she asked.',
    ])
  })

  it('joins wrapped lines and parts listed ones', () => {
    expect(
      split('The ministers agreed on Friday to hold\ntalks in March. Then they left.', 'en'),
    ).toHaveLength(2)
    expect(split('Agreed:\n1. Resume talks.\n2. Share data.', 'en')).toEqual([
      'Agreed:',
      '1. Resume talks.',
      '2. Share data.',
    ])
  })
})

describe('splitSentences on anything', () => {
  const anyLang = fc.constantFrom(...LANGS)
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          ...['。', '.', '…', '!', '？', '“', '”', '"', "'", '「', '」', '（', ')', ' ', '\n', '\r\n', '　'],
          ...[
            '说',
            '会',
            'です',
            'と',
            '했다',
            '고',
            '요',
            'a',
            'The',
            'U.S',
            '1',
            'A',
            '，',
            '•',
            '\ud800',
            '😀',
          ],
        ),
        { maxLength: 60 },
      )
      .map(parts => parts.join('')),
  )

  it('puts every character but white space into exactly one trimmed sentence', () => {
    fc.assert(
      fc.property(anyText, anyLang, fc.nat(20), fc.nat(20), (text, lang, before, after) => {
        const range = { start: Math.min(before, text.length), end: Math.max(before, text.length - after) }
        const within = { start: range.start, end: Math.min(text.length, range.end) }
        const found = splitSentences(text, range, lang)
        let at = within.start
        for (const { start, end } of found) {
          expect(text.slice(at, start).trim()).toBe('')
          expect(end).toBeGreaterThan(start)
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
          at = end
        }
        expect(text.slice(at, within.end).trim()).toBe('')
      }),
      { numRuns: 1500 },
    )
  })

  it('finds nothing in nothing', () => {
    for (const lang of LANGS) {
      expect(split('', lang)).toEqual([])
      expect(split(' \n\u3000\r\n', lang)).toEqual([])
      expect(splitSentences('一。', { start: 5, end: 9 }, lang)).toEqual([])
      expect(splitSentences('一。', { start: 1, end: 0 }, lang)).toEqual([])
    }
  })

  it('gives offsets into the whole text and leaves indentation out', () => {
    const text = '标题\n\n  第一句。第二句。\n\n后面'
    expect(splitSentences(text, { start: 4, end: 14 }, 'zh-Hans')).toEqual([
      { start: 6, end: 10 },
      { start: 10, end: 14 },
    ])
  })

  it.each([
    'a',
    '。',
    '“',
    '"',
    '(',
    'a. ',
    '. . ',
    '\n',
    'x\n',
    '[1]',
    '.[1]',
    '「。」',
    '요 ',
    '가. ',
    '“a”',
  ])('reads a megabyte of %j to the end', unit => {
    const text = unit.repeat(Math.ceil(2 ** 20 / unit.length))
    for (const lang of ['zh-Hans', 'ja', 'ko', 'en'] as const)
      expect(split(text, lang).map(squeeze).join('')).toBe(squeeze(text))
  })
})

describe('the gold sentences', () => {
  it('hold at least 25 cases a language whose segments make up their text', () => {
    const rows = readFileSync(new URL('../gold/sentences.jsonl', import.meta.url), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as { id: string; lang: Lang; text: string; segments: string[] })
    for (const lang of LANGS) expect(rows.filter(row => row.lang === lang).length).toBeGreaterThanOrEqual(25)
    for (const row of rows) expect(squeeze(row.segments.join(''))).toBe(squeeze(row.text))
  })

  it('are reached in nineteen of twenty cases in every language', async () => {
    const rows = (await run()).rows.filter(row => /^own .*cases exact$/.test(row.measure))
    expect(rows).toHaveLength(LANGS.length)
    for (const row of rows) expect(row.value, row.measure).toBeGreaterThanOrEqual(0.95)
  })
})
