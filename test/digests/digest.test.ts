// Digests over the samples, as readers get them.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDigest, latestBusyDay, windowOf } from '../../digests/digest.ts'
import messages from '../../digests/messages/messages.json' with { type: 'json' }
import type { Digest } from '../../src/model/digest.ts'
import { LANGS } from '../../src/model/language.ts'
import { placeholdersOf } from '../../src/text/messages.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'

const SAMPLES = join(import.meta.dirname, '../../samples')

let desk: Desk
beforeAll(async () => {
  desk = await openDesk({}, [SAMPLES])
}, 120_000)
afterAll(() => desk.close())

/** Windows of the samples in which something happened. */
const WINDOWS = [
  ['2013-12-06', 4],
  ['2015-12-29', 3],
  ['2019-08-23', 3],
  ['2023-08-19', 3],
  ['2023-08-25', 3],
] as const

describe.each(WINDOWS)('the digest to %s over %i days', (asOf, days) => {
  let digest: Digest
  beforeAll(async () => {
    digest = await buildDigest(windowOf(asOf, days), 'en', desk)
  })

  test('has one to five items, each with a citation, a chain and a phrase in its own script', () => {
    expect(digest.items.length).toBeGreaterThan(0)
    expect(digest.items.length).toBeLessThanOrEqual(5)
    for (const item of digest.items) {
      expect(item.citations.length).toBeGreaterThan(0)
      expect(item.chain).not.toBe('')
      for (const n of item.citations) expect(digest.citations[n - 1]?.n).toBe(n)
      expect(digest.citations[item.citations[0]! - 1]!.quote).toContain(item.phrase)
    }
  })

  test('quotes only what is stored, character for character, from reports of the window', async () => {
    for (const one of digest.citations) {
      const article = await desk.store.article(one.article)
      expect(article?.text.slice(one.start, one.end)).toBe(one.quote)
      const report = await desk.store.report(one.report)
      expect((report?.date.start ?? '9') <= digest.window.to).toBe(true)
      expect((report?.date.end ?? '0') >= digest.window.from).toBe(true)
    }
  })

  test('builds no item on a plan, a guess or a reading that is unsure', async () => {
    for (const id of digest.items.flatMap(item => item.claims)) {
      const claim = await desk.store.claim(id)
      expect(claim?.confidence.band).not.toBe('low')
      expect(claim?.modality).not.toBe('hypothetical')
      if (claim?.modality === 'planned') expect(['hope', 'pledge']).toContain(claim.act)
    }
  })

  test('says whose articles it read, ends its bottom line in a citation, and marks samples', () => {
    expect(digest.articles).toBeGreaterThan(0)
    expect(digest.bottomLine).toMatch(/\[\d+\]/)
    expect(digest.caveats.join(' ')).toContain('Sample')
    expect(digest.text).toContain(digest.bottomLine)
  })

  test('is the same claims in every language', async () => {
    for (const lang of LANGS) {
      const other = await buildDigest(windowOf(asOf, days), lang, desk)
      expect(other.items.map(item => item.claims)).toEqual(digest.items.map(item => item.claims))
      expect(other.lang).toBe(lang)
    }
  })
})

describe('windows', () => {
  test('a window without reports is told as such', async () => {
    const digest = await buildDigest(windowOf('1999-01-01', 2), 'ja', desk)
    expect(digest.items).toEqual([])
    expect(digest.articles).toBe(0)
    expect(digest.bottomLine).toBe(messages.ja.nothing)
  })

  test('windowOf counts days to and with the last', () => {
    expect(windowOf('2024-03-01', 1)).toEqual({ from: '2024-03-01', to: '2024-03-01' })
    expect(windowOf('2024-03-01', 2)).toEqual({ from: '2024-02-29', to: '2024-03-01' })
  })

  test('the latest busy day lies in the samples, and an empty store has none', async () => {
    expect(await latestBusyDay(desk.store)).toMatch(/^20(?:1[3-9]|2[0-5])-/)
    const empty = await openDesk({})
    expect(await latestBusyDay(empty.store)).toBeNull()
    await empty.close()
  })
})

describe('copies and accounts', () => {
  const dispatch = (place: string): string =>
    `${place}12月5日电 据共同社报道，日本外相岸田文雄4日就此事向中国提出抗议。日方要求中方撤回有关措施。`

  test('one origin copied by three pages is one source', async () => {
    const copies = await openDesk({
      'a.txt': `标题一 日方提出抗议\n\n${dispatch('中新网')}`,
      'b.txt': `标题二 日方提出抗议\n\n${dispatch('新华社')}`,
      'c.txt': `标题三 日方提出抗议\n\n${dispatch('环球网')}`,
    })
    const [first] = await copies.store.articles({ limit: 1 }).then(page => page.items)
    const report = (await copies.store.reportsOf(first!.id))[0]!
    const day = report.date.start ?? report.date.alternatives?.[0]
    expect(day?.slice(5)).toBe('12-05')
    if (report.date.start !== null) {
      const digest = await buildDigest(windowOf(report.date.start, 2), 'zh-Hans', copies)
      const protest = digest.items.find(item => item.phrase.includes('抗议'))
      expect(protest?.sourcing.independent).toBe(1)
    }
    await copies.close()
  })
})

test('every phrase stands in all five languages with the same placeholders', () => {
  const holes = (text: string): string[] => placeholdersOf(text)
  for (const lang of LANGS) {
    expect(Object.keys(messages[lang])).toEqual(Object.keys(messages.en))
    for (const [key, text] of Object.entries(messages.en)) {
      expect(holes(messages[lang][key as keyof (typeof messages)['en']]), `${lang} ${key}`).toEqual(
        holes(text),
      )
    }
  }
})
