import { describe, expect, test } from 'vitest'
import { markUnits, unitRuns } from '../../src/text/units.ts'

describe('units found in runs are those found one by one', () => {
  const patterns = [
    /\s/,
    /[.!?…。]/,
    /\p{Script=Han}/u,
    /[\p{Script=Han}&&[\p{L}\p{N}]]/v,
    /\p{Changes_When_Lowercased}/u,
    /\0|\uffff/g,
  ]
  for (const pattern of patterns)
    test(String(pattern), () => {
      const one = new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace('g', ''))
      const table = new Uint8Array(0x10000)
      markUnits(table, pattern, 2)
      const wrong: number[] = []
      for (let unit = 0; unit < 0x10000; unit++) {
        const isHalf = unit >= 0xd800 && unit <= 0xdfff
        if ((table[unit] === 2) !== (!isHalf && one.test(String.fromCharCode(unit)))) wrong.push(unit)
      }
      expect(wrong).toEqual([])
    })
})

test('runs come in order, do not touch, and bits are added to what is there', () => {
  const runs = [...unitRuns(/[b-dx\ue000]/)]
  expect(runs).toEqual([
    { start: 0x62, end: 0x65 },
    { start: 0x78, end: 0x79 },
    { start: 0xe000, end: 0xe001 },
  ])
  const table = new Uint8Array(0x10000).fill(1)
  markUnits(table, /a/, 4)
  expect([table[0x61], table[0x62]]).toEqual([5, 1])
})
