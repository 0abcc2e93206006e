import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerQuestion } from '../../src/answer/answer.ts'
import { recode } from '../../src/ingest/recode.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'

const MANY = Object.fromEntries(
  Array.from({ length: 120 }, (_, i) => [
    `${i}.txt`,
    `TOKYO, Dec. 3, 2013 (Meridian Wire) — Joe Biden refused to issue joint statement number ${i}.`,
  ]),
)

let desk: Desk
beforeEach(async () => {
  desk = await openDesk(MANY)
})
afterEach(() => desk.close())

const newer = () => ({ ...desk.lexicon, version: 'newer' })
async function versions(): Promise<string[]> {
  const found = new Set<string>()
  let after: string | undefined
  do {
    const page = await desk.store.articles({ limit: 50, ...(after === undefined ? {} : { after }) })
    for (const { id } of page.items) {
      const reports = await desk.store.reportsOf(id)
      const reads = await desk.store.readingsOf(reports.map(report => report.id))
      for (const one of reads) found.add(one.finds?.lexicon ?? 'none')
    }
    after = page.next ?? undefined
  } while (after !== undefined)
  return [...found].sort()
}

test('what was read with this lexicon is left as it is', async () => {
  const before = (await desk.store.counts()).claims
  expect(await recode(desk)).toEqual({ looked: 120, read: 0, finished: true })
  expect(await recode(desk, { all: true })).toEqual({ looked: 120, read: 120, finished: true })
  expect((await desk.store.counts()).claims).toBe(before)
  expect(await desk.store.getMeta('lexicon_version')).toBe(desk.lexicon.version)
})

test('what was stopped goes on where it was, and questions are answered meanwhile', async () => {
  const stop = new AbortController()
  const answers: Promise<unknown>[] = []
  const first = await recode(
    { store: desk.store, lexicon: newer() },
    {
      signal: stop.signal,
      onProgress: () => {
        answers.push(answerQuestion('What did Biden refuse?', desk))
        stop.abort()
      },
    },
  )
  expect(first).toEqual({ looked: 50, read: 50, finished: false })
  expect(await desk.store.getMeta('lexicon_version')).toBeNull()
  for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ verdict: 'answered' })
  const second = await recode({ store: desk.store, lexicon: newer() })
  expect(second).toEqual({ looked: 70, read: 70, finished: true })
  expect(await versions()).toEqual(['newer'])
  expect(await desk.store.getMeta('lexicon_version')).toBe('newer')
})

test('ids stay, so that what was cited is found again', async () => {
  const before = await answerQuestion('What did Biden refuse?', desk)
  await recode(desk, { all: true })
  for (const { sentence, article, start, end, quote } of before.citations) {
    expect(await desk.store.sentence(sentence)).toMatchObject({ article, start, end })
    expect((await desk.store.article(article))!.text.slice(start, end)).toBe(quote)
  }
})

test('an empty store has nothing to read', async () => {
  const empty = await openDesk({})
  expect(await recode(empty)).toEqual({ looked: 0, read: 0, finished: true })
  await empty.close()
})
