import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { createSeal, newKey } from '../../src/store/seal.ts'

const KEY = newKey()
const seal = createSeal(KEY)

describe('what is sealed', () => {
  test('opens again with the same key at the same place, and shows nothing before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (secret, place) => {
        const sealed = seal.seal(secret, place)
        expect(createSeal(KEY).open(sealed, place)).toBe(secret)
        if (secret.length > 3) expect(sealed).not.toContain(secret)
      }),
    )
  })

  test('is never the same twice', () => {
    expect(seal.seal('xoxb-1', 'slack:T1')).not.toBe(seal.seal('xoxb-1', 'slack:T1'))
  })

  test('does not open with another key, at another place, or when anything of it was changed', () => {
    const sealed = seal.seal('xoxb-1', 'slack:T1')
    const fails = (open: () => string) => {
      expect(open).toThrow(UserError)
      expect(open).toThrow(/slack:T\d cannot be opened: set ATTACHE_KEY/)
    }
    fails(() => createSeal(newKey()).open(sealed, 'slack:T1'))
    fails(() => seal.open(sealed, 'slack:T2'))
    for (const broken of ['', 'v1', 'v1.', 'v2.abcd', 'v1.AAAA', sealed.slice(0, -4), `${sealed.slice(3)}`])
      fails(() => seal.open(broken, 'slack:T1'))
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const bytes = Buffer.from(sealed.slice(3), 'base64url')
        bytes[at % bytes.length]! ^= bits
        fails(() => seal.open(`v1.${bytes.toString('base64url')}`, 'slack:T1'))
      }),
    )
  })

  test('new keys are long and differ', () => {
    expect(newKey()).toMatch(/^[\w-]{43}$/)
    expect(newKey()).not.toBe(newKey())
  })
})
