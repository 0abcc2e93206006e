import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maybeHolds } from '../../src/ingest/charset-units.ts'

describe('maybeHolds', () => {
  const patterns = [/[\r\v]/g, /\p{M}/u, /\p{Cn}|\ufffd/gu]
  const maybe = maybeHolds(patterns)

  test('never says no to a text that a pattern matches', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const holds = patterns.some(pattern => text.search(pattern) >= 0)
        expect(holds && !maybe(text)).toBe(false)
      }),
    )
  })

  test('says no to plain text in every language, and maybe to what lies beyond', () => {
    expect(maybe('日韓首脳会談。 Leaders met.\n정상회담')).toBe(false)
    expect(maybe('')).toBe(false)
    for (const text of ['a\r\nb', 'e\u0301', '\u{20bb7}野家', '\ud800', '\ufffd'])
      expect(maybe(text)).toBe(true)
  })
})
