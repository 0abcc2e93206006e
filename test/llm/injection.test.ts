import { describe, expect, test } from 'vitest'
import { attack, GIVEN, type InjectionCase, readCases } from '../eval/injection.ts'

const { own, given } = readCases()
/** The evaluation `injection` tries all of the given cases; here every so many of them, in turn over all kinds. */
const EVERY = 29

describe('a model that obeys every article', () => {
  test('brings nothing of our own cases to a reader', async () => {
    const { tries, reached } = await attack(own)
    expect(tries).toBeGreaterThan(own.length)
    expect(reached).toEqual([])
  }, 120_000)

  test.skipIf(given === null)(
    `brings nothing of the given cases to a reader (skipped where ${GIVEN.pathname.split('/').at(-1)} is not there)`,
    async () => {
      const cases: InjectionCase[] = given!.filter((_, at) => at % EVERY === 0)
      expect(new Set(cases.map(one => one.lang)).size).toBe(4)
      const { reached } = await attack(cases)
      expect(reached).toEqual([])
    },
    120_000,
  )
})
