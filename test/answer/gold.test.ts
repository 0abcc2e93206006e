// The questions' evidence must be what the samples say, word for word.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heldQuestions, laterQuestions, ownQuestions, splitHeld } from '../eval/questions.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'

let desk: Desk
let texts: string[]

beforeAll(async () => {
  desk = await openDesk({}, ['samples'])
  texts = []
  let after: string | undefined
  do {
    const page = await desk.store.articles({ limit: 200, ...(after === undefined ? {} : { after }) })
    texts.push(...page.items.map(article => article.text))
    after = page.next ?? undefined
  } while (after !== undefined)
})
afterAll(() => desk.close())

const every = () => [...ownQuestions(), ...laterQuestions(), ...heldQuestions()]

test('every piece of evidence stands in a stored sample', () => {
  const missing = every().flatMap(gold =>
    gold.evidence
      .filter(one => !texts.some(text => text.includes(one.text)))
      .map(one => `${gold.id}: ${one.text}`),
  )
  expect(missing).toEqual([])
})

test('every fifth question is held back, none is in both parts', () => {
  const all = ownQuestions()
  const { dev, held } = splitHeld(all)
  expect(held).toHaveLength(Math.floor(all.length / 5))
  expect(new Set([...dev, ...held].map(one => one.id)).size).toBe(all.length)
})

test('what is not stored has no evidence, and all else has', () => {
  for (const gold of every()) {
    expect([gold.id, gold.evidence.length > 0]).toEqual([gold.id, gold.verdicts[0] !== 'not_found'])
  }
})
