// Files into a real store and out again: nothing twice, nothing lost, nothing moved by a single character.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type IngestOptions, type IngestOutcome, ingestPath } from '../../src/ingest/ingest.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { isSample } from '../../src/verbs/ingest.ts'
import { toTraditional } from './separate-pages.ts'

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url))
const GOLD = new URL('../gold/', import.meta.url)
const NOW = '2026-01-01T00:00:00Z'
const lexicon = openLexicon()

async function openDeskStore(): Promise<Store> {
  return await openStore(':memory:', { clock: () => new Date(NOW) })
}

async function ingest(
  store: Store,
  path: string,
  options: Partial<IngestOptions> = {},
): Promise<IngestOutcome[]> {
  const deps = { store, lexicon, clock: () => Temporal.Instant.from(NOW) }
  return await Array.fromAsync(ingestPath(path, deps, { maxBytes: 20_000_000, ...options }))
}

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attache-ingest-'))
  store = await openDeskStore()
  return async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const STORY =
  'SEOUL, May 3 (Tidewater News) — South Korea said on Wednesday that it had summoned the Japanese ambassador.\n\nThe ministry lodged a protest over the zeppelin flights near the islets.'

async function findReports(term: string): Promise<readonly string[]> {
  const hits = await store.searchReports({ terms: [{ term, weight: 1 }] })
  return hits.map(hit => hit.report)
}

describe('the same again', () => {
  test('the same file twice stores nothing new', async () => {
    const path = put('story.txt', STORY)
    const [first] = await ingest(store, path)
    expect(first).toMatchObject({ stored: 'new', failed: false, skipped: null })
    const before = await store.counts()
    expect(await ingest(store, path)).toMatchObject([
      { stored: null, skipped: 'already stored', failed: false },
    ])
    expect(await store.counts()).toEqual(before)
  })

  test('a copy under another name is known, also within one batch', async () => {
    put('a.txt', STORY)
    put('b.txt', STORY)
    const outcomes = await ingest(store, folder)
    expect(outcomes.map(one => one.stored).sort()).toEqual(['new', null])
    expect(await store.counts()).toMatchObject({ articles: 1, revisions: 1 })
  })

  test('changed content is revision 2: the old one is kept but found no more', async () => {
    const path = put('story.txt', STORY)
    const [first] = await ingest(store, path)
    put('story.txt', STORY.replace('zeppelin', 'helicopter'))
    const [second] = await ingest(store, path)
    expect(second).toMatchObject({ stored: 'revision' })
    expect(await store.article(first!.article!)).toMatchObject({ revision: 1, current: false, text: STORY })
    expect(await store.article(second!.article!)).toMatchObject({ revision: 2, current: true })
    expect(await store.counts()).toMatchObject({ articles: 1, revisions: 2 })
    expect(await findReports('zeppelin')).toEqual([])
    expect(await findReports('helicopt')).toEqual(second!.reports.map(one => one.id))
    expect((await store.sentencesOf(first!.article!)).length).toBeGreaterThan(0)
    const claims = (await store.claimsWhere({ entities: ['GOV.kr', 'GOV.jp', 'GOV.kr.mofa'] })).items
    expect(claims.length).toBeGreaterThan(0)
    for (const claim of claims) expect(claim.doc).toBe(second!.article)
  })

  test('a page that goes back to an earlier text is found by that text, as if it had never changed', async () => {
    const path = put('story.txt', STORY)
    const [first] = await ingest(store, path)
    put('story.txt', STORY.replace('zeppelin', 'helicopter'))
    const [second] = await ingest(store, path)
    put('story.txt', STORY)
    const deps = { store, lexicon, clock: () => Temporal.Instant.from('2026-02-02T00:00:00Z') }
    const [third] = await Array.fromAsync(ingestPath(path, deps, { maxBytes: 20_000_000 }))
    expect(third).toMatchObject({ stored: 'restored', article: first!.article, skipped: null, failed: false })
    expect(await findReports('zeppelin')).toEqual(first!.reports.map(one => one.id))
    expect(await findReports('helicopt')).toEqual([])
    expect(await store.article(second!.article!)).toMatchObject({ revision: 2, current: false })

    const only = await openDeskStore()
    await ingest(only, path)
    expect(await store.article(first!.article!)).toEqual(await only.article(first!.article!))
    expect(await store.reportsOf(first!.article!)).toEqual(await only.reportsOf(first!.article!))
    const claims = (await store.claimsWhere({})).items
    expect(claims.length).toBeGreaterThan(0)
    expect(claims).toEqual((await only.claimsWhere({})).items)
    expect(await store.counts()).toEqual({ ...(await only.counts()), revisions: 2 })
    expect(await store.check()).toEqual([])
    await only.close()

    expect(await ingest(store, path)).toMatchObject([{ stored: null, skipped: 'already stored' }])
    put('story.txt', STORY.replace('zeppelin', 'helicopter'))
    expect(await ingest(store, path)).toMatchObject([{ stored: 'restored', article: second!.article }])
    expect(await findReports('zeppelin')).toEqual([])
  })

  test('of texts of one page that take turns in one file, the last one counts', async () => {
    const record = (text: string): string =>
      `${JSON.stringify({ url: 'https://tidewater.example/1', title: 'Envoy summoned', text })}\n`
    const [one, two] = [record(STORY), record(STORY.replace('zeppelin', 'helicopter'))]
    const path = put('turns.jsonl', one + two + two + one)
    const stored = (await ingest(store, path)).flatMap(outcome => outcome.stored ?? [])
    expect(stored).toEqual(['new', 'revision', 'restored'])
    expect(await findReports('zeppelin')).toHaveLength(1)
    expect(await findReports('helicopt')).toEqual([])
    // The store has the first text as the current one, but another one comes before it.
    put('turns.jsonl', two + one)
    expect((await ingest(store, path)).map(({ stored }) => stored)).toEqual(['restored', 'restored'])
    expect(await findReports('zeppelin')).toHaveLength(1)
    expect(await store.counts()).toMatchObject({ articles: 1, revisions: 2 })
    expect(await store.check()).toEqual([])
  })

  test('a page is the same page by its address, whatever file it came in', async () => {
    put(
      'a.jsonl',
      `${JSON.stringify({ url: 'https://tidewater.example/1', title: 'Envoy summoned', text: STORY })}\n`,
    )
    put(
      'b.jsonl',
      `${JSON.stringify({ url: 'https://tidewater.example/1', title: 'Envoy summoned', text: `${STORY} More.` })}\n`,
    )
    const outcomes = await ingest(store, folder)
    expect(outcomes.map(one => one.stored)).toEqual(['new', 'revision'])
    expect(await store.counts()).toMatchObject({ articles: 1, revisions: 2 })
  })
})

describe('bad input among good', () => {
  test('bad files are reported, one line each, and the rest is stored', async () => {
    put('a-good.txt', STORY)
    put('b-empty.txt', '')
    put('c-blank.txt', ' \n\n\t ')
    put(
      'd-binary.txt',
      Uint8Array.from({ length: 4000 }, (_, at) => (at * 37) % 256),
    )
    put('e-broken.json', '{"title": "half')
    put('f-lines.jsonl', `not json\n${JSON.stringify({ text: STORY.replace('May 3', 'May 4') })}\n`)
    put('g-page.html', '<html><body><script>1</script></body></html>')
    put('h-good.txt', STORY.replace('Wednesday', 'Thursday'))
    const outcomes = await ingest(store, folder)
    const failed = outcomes.filter(one => one.failed)
    expect(outcomes.filter(one => one.stored === 'new')).toHaveLength(3)
    expect(failed).toHaveLength(6)
    for (const one of failed) {
      expect(one).toMatchObject({ article: null, stored: null, claims: 0 })
      expect(one.skipped).toMatch(/^\S[^\n]+$/)
    }
    expect(failed.map(one => one.path.slice(folder.length + 1, folder.length + 2))).toEqual([
      'b',
      'c',
      'd',
      'e',
      'f',
      'g',
    ])
    expect(await store.counts()).toMatchObject({ articles: 3 })
    expect(await store.check()).toEqual([])
  })

  test('a file over the limit is reported and not cut', async () => {
    put('long.txt', STORY.repeat(20))
    expect(await ingest(store, folder, { maxBytes: 500 })).toMatchObject([{ failed: true, stored: null }])
    expect(await store.counts()).toMatchObject({ articles: 0 })
  })

  test('a path that is not there is one line', async () => {
    const missing = join(folder, 'nothing.txt')
    const outcome = await ingest(store, missing).then(list => list[0]?.skipped ?? '', String)
    expect(outcome).toMatch(/nothing\.txt|no such|not there|missing/i)
    expect(await store.counts()).toMatchObject({ articles: 0 })
  })
})

test('an abort stops between batches; what is stored is whole, and the next run stores the rest', async () => {
  for (let at = 0; at < 130; at++)
    put(`${String(at).padStart(3, '0')}.txt`, STORY.replace('Wednesday', `Wednesday for the ${at}th time`))
  const stop = new AbortController()
  const stored: string[] = []
  const deps = { store, lexicon, clock: () => Temporal.Instant.from(NOW) }
  for await (const outcome of ingestPath(folder, deps, { maxBytes: 20_000_000, signal: stop.signal })) {
    if (outcome.stored === 'new') stored.push(outcome.article!)
    stop.abort()
  }
  expect(stored.length).toBeGreaterThan(0)
  expect(stored.length).toBeLessThan(130)
  expect(await store.counts()).toMatchObject({ articles: stored.length })
  for (const id of stored) expect((await store.sentencesOf(id)).length).toBeGreaterThan(0)
  const rest = await ingest(store, folder)
  expect(rest.filter(one => one.stored === 'new')).toHaveLength(130 - stored.length)
  expect(await store.counts()).toMatchObject({ articles: 130, revisions: 130 })
  expect(await store.check()).toEqual([])
})

interface GoldPage {
  readonly file: string
  readonly reports: readonly { title: string | null; starts: readonly string[] }[]
}

const goldPages = ['samples-zhja.jsonl', 'samples-koen.jsonl'].flatMap(name =>
  readFileSync(new URL(name, GOLD), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as GoldPage),
)

describe('the samples', () => {
  let whole: Store
  let outcomes: IngestOutcome[]
  beforeAll(async () => {
    whole = await openDeskStore()
    outcomes = await ingest(whole, SAMPLES, { samples: true })
  })
  afterAll(async () => await whole.close())

  test('all are stored, as samples', async () => {
    expect(outcomes.filter(one => one.stored !== 'new')).toEqual([])
    for (const one of outcomes) expect((await whole.article(one.article!))?.sample).toBe(true)
  })

  test.each([
    'zh-2013-12-05-adiz-roundup.txt',
    'zh-mixed-hanoi-three-noes.txt',
    'ko-mixed-yasukuni-talks-call.txt',
    'ja-roundup-2014.txt',
    'en-2024-trilateral-notebook.md',
    'ko-mixed-panmunjom-singapore.html',
    'zht-2023-08-19-campdavid.html',
  ])('%s comes apart as gold says', async file => {
    const gold = goldPages.find(one => one.file === file)!
    const outcome = (await ingest(store, SAMPLES + file))[0]!
    const text = (await store.article(outcome.article!))!.text
    const starts = outcome.reports.map(one => one.paragraphs.map(at => text.slice(at.start, at.end).trim()))
    expect(starts.map(list => list.length)).toEqual(gold.reports.map(one => one.starts.length))
    for (const [at, report] of gold.reports.entries()) {
      for (const [nth, start] of report.starts.entries())
        expect(starts[at]![nth]!.startsWith(start.trim())).toBe(true)
    }
    expect(outcome.reports.map(one => one.title?.trim() ?? null)).toEqual(
      gold.reports.map(one => one.title?.trim() ?? null),
    )
  })

  test('every sentence lies in a paragraph of its own report, and together they hold all of it', async () => {
    for (const { article } of outcomes) {
      const { text } = (await whole.article(article!))!
      const blocks = await whole.blocksOf(article!)
      const reports = new Map((await whole.reportsOf(article!)).map(one => [one.id, one]))
      const covered = new Map<number, string>()
      let last = { block: -1, end: 0 }
      for (const sentence of await whole.sentencesOf(article!)) {
        const block = blocks[sentence.block]!
        expect(block).toMatchObject({ kind: 'paragraph', report: reports.get(sentence.report)!.ordinal })
        expect(sentence.start).toBeGreaterThanOrEqual(block.start)
        expect(sentence.end).toBeLessThanOrEqual(block.end)
        const quote = text.slice(sentence.start, sentence.end)
        expect(quote).toBe(quote.trim())
        expect(quote).not.toBe('')
        if (last.block === sentence.block) expect(sentence.start).toBeGreaterThanOrEqual(last.end)
        last = sentence
        covered.set(sentence.block, (covered.get(sentence.block) ?? '') + quote)
      }
      for (const [at, block] of blocks.entries()) {
        if (block.kind !== 'paragraph' || block.report === null) continue
        const plain = (part: string): string => part.replaceAll(/\s+/g, '')
        expect(plain(covered.get(at) ?? '')).toBe(plain(text.slice(block.start, block.end)))
      }
    }
  })

  test('every claim quotes its sentence, exactly as stored', async () => {
    let claims = 0
    for (const { article } of outcomes) {
      const { text } = (await whole.article(article!))!
      const sentences = new Map((await whole.sentencesOf(article!)).map(one => [one.id, one]))
      for (const { evidence, trigger, sentence, report } of await whole.claimsOf(article!)) {
        claims++
        const own = sentences.get(sentence)!
        expect(own.report).toBe(report)
        for (const span of [evidence, trigger]) {
          expect(span.text).not.toBe('')
          expect(text.slice(span.start, span.end)).toBe(span.text)
          expect(span.start).toBeGreaterThanOrEqual(own.start)
          expect(span.end).toBeLessThanOrEqual(own.end)
        }
      }
    }
    expect(claims).toBeGreaterThan(outcomes.length)
  })

  test('every link of a chain that stands in the text is found there', async () => {
    for (const { article, reports } of outcomes) {
      const { text } = (await whole.article(article!))!
      for (const link of reports.flatMap(one => one.chain)) {
        if (link.basis !== 'in_text') continue
        expect(link.span).toBeDefined()
        const words = text.slice(link.span!.start, link.span!.end)
        // A short form takes its full name from another line of the page.
        expect(link.name.startsWith(words) || words === link.name).toBe(true)
      }
    }
  })

  test('the folder is known by whatever name it is reached', () => {
    expect(isSample(SAMPLES)).toBe(true)
    expect(isSample(join(SAMPLES, 'ja-mixed-page.txt'))).toBe(true)
    expect(isSample(join(SAMPLES, '..', 'samples', 'ja-mixed-page.txt'))).toBe(true)
    expect(isSample(join(SAMPLES, '..'))).toBe(false)
    expect(isSample(join(SAMPLES, 'nothing-here.txt'))).toBe(false)
    expect(isSample(folder)).toBe(false)
  })
})

test.each([
  'zh-2013-12-05-adiz-roundup.txt',
  'zh-mixed-hanoi-three-noes.txt',
  'zh-2019-08-22-gsomia-end.txt',
  'zh-2022-11-14-phnompenh-dukou.txt',
  'zh-2024-05-27-seoul-trilateral.txt',
])('%s in Traditional characters gives the same reports, dates and chains', async file => {
  const simplified = readFileSync(SAMPLES + file, 'utf8')
  mkdirSync(join(folder, 'hant'))
  const one = (await ingest(store, put('hans.txt', simplified)))[0]!
  const other = (await ingest(store, put('hant/page.txt', toTraditional(simplified))))[0]!
  expect(other.stored).toBe('new')
  const shape = (outcome: IngestOutcome) =>
    outcome.reports.map(report => ({
      paragraphs: report.paragraphs,
      date: { start: report.date.start, end: report.date.end, precision: report.date.precision },
      chain: report.chain.map(link => [link.role, link.entity, link.named, link.span]),
    }))
  expect(shape(other)).toEqual(shape(one))
  expect(other.blocks.map(block => [block.kind, block.report])).toEqual(
    one.blocks.map(block => [block.kind, block.report]),
  )
})
