import { describe, expect, it } from 'vitest'
import { paint, run } from '../../src/terminal/style.ts'
import { fitWidth, lettersOf, widthOf } from '../../src/terminal/width.ts'
import { wrapRuns } from '../../src/terminal/wrap.ts'

const wrap = (text: string, width: number) => wrapRuns([run(text)], width).map(line => paint(line, false))

describe('wrapRuns', () => {
  it.each([
    ['Latin breaks between words', 'the quick brown fox', 10, ['the quick', 'brown fox']],
    [
      'Korean breaks between words',
      '바이든 부통령은 미국의 입장을',
      16,
      ['바이든 부통령은', '미국의 입장을'],
    ],
    ['Chinese breaks between letters', '拜登拒绝了三项要求', 8, ['拜登拒绝', '了三项要', '求']],
    ['no stop begins a line', '拜登拒绝，日本失望。', 8, ['拜登拒', '绝，日本', '失望。']],
    ['no small kana or long vowel begins a line', 'アメリカのパーティー', 14, ['アメリカのパー', 'ティー']],
    ['no opening bracket ends a line', '安倍首相「黙認せず」', 10, ['安倍首相', '「黙認せ', 'ず」']],
    ['a number keeps its counter', '発表は12月5日', 8, ['発表は', '12月5日']],
    [
      'a country code stays with its name',
      'reported by Kyodo [JP] today',
      18,
      ['reported by', 'Kyodo [JP] today'],
    ],
    ['an arrow ends a line', 'Kyodo → KBS', 8, ['Kyodo →', 'KBS']],
    ['a long word is cut', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    [
      'a URL is cut after a sign',
      'https://example.com/archives/page',
      22,
      ['https://example.com/', 'archives/page'],
    ],
    ['a date is not', 'on 2013-12-05', 10, ['on', '2013-12-05']],
    ['Latin and Chinese break between them', '关于TPP的磋商', 9, ['关于TPP的', '磋商']],
    ['spaces at cuts are left out', 'a   b \n c', 1, ['a', 'b', 'c']],
    ['a wide letter wider than the line stands alone', '漢字', 1, ['漢', '字']],
    ['nothing gives nothing', ' \n ', 10, []],
  ] as const)('%s', (_, text, width, expected) => {
    expect(wrap(text, width)).toEqual(expected)
  })

  it('never begins a line with a citation', () => {
    const lines = wrapRuns([run('It was refused'), { text: ' [12]', style: 'number', glued: true }], 15)
    expect(lines.map(line => paint(line, false))).toEqual(['It was', 'refused [12]'])
  })
})

describe('widths', () => {
  it('counts cells', () => {
    expect(widthOf('Abe 安倍 아베')).toBe(13)
    expect(lettersOf('が\u1100\u1100\u1100x').every(letter => letter.width <= 2)).toBe(true)
  })

  it('fits words into cells', () => {
    expect(fitWidth('安倍晋三首相', 12)).toBe('安倍晋三首相')
    expect(fitWidth('安倍晋三首相', 8)).toBe('安倍晋…')
    expect(fitWidth('Shinzo Abe', 4)).toBe('Shi…')
  })
})
