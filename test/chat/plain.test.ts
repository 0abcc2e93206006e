import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainWords, shorten } from '../../src/chat/plain.ts'

describe('plain words', () => {
  test('are one line in which nothing hides, turns or moves', () => {
    expect(plainWords('a\u202eb\u2066c\u200bd\u00ade\u2060f')).toBe('abcdef')
    expect(plainWords(' two\r\n\tlines\u2028here ')).toBe(' two lines here ')
    expect(plainWords('\u001b[31mred\u0007')).toBe('[31mred')
    expect(plainWords(`Z${'\u0301'.repeat(50)}algo`)).toBe(`Z${'\u0301'.repeat(4)}algo`)
    expect(plainWords('half \ud83d and \udc00')).toBe('half \ufffd and \ufffd')
  })

  test('keep what is written in any script, unit for unit', () => {
    for (const words of [
      '拜登拒绝要求中方撤回防空识别区',
      '「遺憾」だ、と述べた。',
      'か\u3099', // A letter in two parts stays as it came.
      '\uf900', // So does a compatibility character that normalising would replace.
      '조 바이든 부통령',
      '👩‍👩‍👧 ❤️ 🇯🇵',
      'नमस्ते',
    ])
      expect(plainWords(words)).toBe(words)
  })

  test('hold no control, override or broken character, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), words => {
        const plain = plainWords(words)
        expect(plain).not.toMatch(/[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]/u)
        expect(plain.isWellFormed()).toBe(true)
        expect(plainWords(plain)).toBe(plain)
      }),
    )
  })
})

describe('shortening', () => {
  test('ends at a whole character', () => {
    expect(shorten('as it is', 8)).toBe('as it is')
    expect(shorten('somewhat long', 8)).toBe('somewha…')
    expect(shorten('👩‍👩‍👧👩‍👩‍👧', 12)).toBe('👩‍👩‍👧…')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (words, most) => {
        const short = shorten(words, most)
        expect(short.length).toBeLessThanOrEqual(most)
        expect(short.isWellFormed()).toBe(words.isWellFormed())
      }),
    )
  })
})
