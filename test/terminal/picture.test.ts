import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawPicture, readAnsi } from '../../bench/terminal-picture.ts'
import { replyOfDigest } from '../../src/chat/digest-reply.ts'
import { renderTerminal } from '../../src/terminal/render.ts'
import { DIGEST } from '../chat/examples.ts'

describe('readAnsi', () => {
  it('puts every letter on its cells', () => {
    const [line] = readAnsi('\u001b[1m安倍\u001b[22m → \u001b[36m[1]\u001b[39m x')
    expect(line!.map(({ column, cells, text }) => [column, cells, text])).toEqual([
      [0, 4, '安倍'],
      [4, 3, ' → '],
      [7, 3, '[1]'],
      [10, 2, ' x'],
    ])
    expect(line![0]!.look.bold).toBe(true)
    expect(line![1]!.look).toMatchObject({ bold: false, color: null })
    expect(line![2]!.look.color).toMatch(/^#/)
  })

  it('leaves out sequences that are not colours', () => {
    expect(readAnsi('a\u001b[2Kb\u001b[31;1mc\u001b[0md')[0]!.map(({ text }) => text)).toEqual([
      'ab',
      'c',
      'd',
    ])
  })
})

describe('drawPicture', () => {
  const svg = drawPicture(renderTerminal(replyOfDigest(DIGEST), { width: 80, color: true }), 'A <digest>')

  it('holds all the words and the title', () => {
    expect(svg).toContain('<title>A &#60;digest&#62;</title>')
    expect(svg).toContain('>US–Japan–Korea digest · 3–6 Dec 2013</text>')
    expect(svg).toContain('>拜登拒绝把</text>')
    expect(svg).toMatch(/^<svg [^>]*width="712"/)
  })

  it('gives wide letters two cells of 8.4', () => {
    expect(svg).toContain('textLength="84.0" lengthAdjust="spacingAndGlyphs">拜登拒绝把')
  })

  it('lets nothing of the words become markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), words => {
        const drawn = drawPicture(`<script>${words}</script>&"`, words)
        expect(drawn).not.toContain('<script')
        expect(drawn.match(/<(?!\/?(?:svg|title|rect|circle|g|text)\b)/)).toBeNull()
        expect(drawn.match(/&(?!#\d+;)/)).toBeNull()
      }),
    )
  })
})
