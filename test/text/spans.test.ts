import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TextRange } from '../../src/model/article.ts'
import { liesWithin, rangesStartingIn, rangesWithin } from '../../src/text/spans.ts'

const range = fc
  .tuple(fc.nat(30), fc.nat(10))
  .map(([start, length]): TextRange => ({ start, end: start + length }))
const sorted = fc.array(range).map(all => all.sort((a, b) => a.start - b.start))

test('ranges within another are those that a walk over all finds', () => {
  fc.assert(
    fc.property(sorted, range, (all, outer) => {
      const walked = all.filter(one => one.start >= outer.start && one.end <= outer.end)
      expect(rangesWithin(all, outer)).toEqual(walked)
      const starting = all.filter(one => one.start >= outer.start && one.start < outer.end)
      expect(rangesStartingIn(all, outer)).toEqual(starting)
    }),
  )
})

test('a range lies within one of several as a walk over all finds', () => {
  fc.assert(
    fc.property(sorted, range, (all, one) => {
      const apart: TextRange[] = []
      for (const next of all)
        if (next.end > next.start && next.start >= (apart.at(-1)?.end ?? 0)) apart.push(next)
      const walked = apart.some(outer => outer.start <= one.start && outer.end >= one.end)
      expect(liesWithin(apart, one)).toBe(walked)
    }),
  )
})
