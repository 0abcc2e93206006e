// The command line as an operator or a script meets it: results, exit codes, one clear line for each fault.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const SAMPLE = join(import.meta.dirname, '../samples/zh-2013-12-05-adiz-roundup.txt')

let folder: string
let db: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attache-main-'))
  db = join(folder, 'store.db')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function run(
  args: readonly string[],
  options: { input?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { ...process.env, ATTACHE_DB: db, NO_COLOR: '1', ...options.env },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', chunk => {
      out += chunk
    })
    child.stderr.on('data', chunk => {
      err += chunk
    })
    child.on('error', reject)
    child.on('close', code => resolve({ code, out, err }))
    child.stdin.end(options.input ?? '')
  })
}

const DateShape = z.looseObject({
  start: z.string().nullable(),
  end: z.string().nullable(),
  precision: z.string(),
  inferredBy: z.array(z.string()),
  confidence: z.number(),
})
const ChainShape = z.array(
  z.looseObject({ role: z.string(), name: z.string(), country: z.string().nullable() }),
)
const AskShape = z.looseObject({
  question: z.string(),
  lang: z.string(),
  verdict: z.enum(['answered', 'contradicted', 'disputed', 'not_found']),
  statements: z.array(z.looseObject({ text: z.string(), citations: z.array(z.number()) })),
  by: z.literal('quote'),
  ms: z.number(),
  citations: z.array(
    z.looseObject({
      n: z.number(),
      quote: z.string().min(1),
      lang: z.string(),
      sentence: z.string(),
      report: z.string(),
      article: z.string(),
      url: z.string().nullable(),
      title: z.string().nullable(),
      chain: ChainShape,
      reported: DateShape,
      event: DateShape.nullable(),
    }),
  ),
})
const IngestShape = z.looseObject({
  article: z.string().nullable(),
  title: z.string().nullable(),
  blocks: z.array(
    z.looseObject({ kind: z.string(), start: z.number(), end: z.number(), report: z.string().nullable() }),
  ),
  reports: z.array(
    z.looseObject({
      id: z.string(),
      title: z.string().nullable(),
      date: DateShape,
      chain: ChainShape,
      paragraphs: z.array(z.looseObject({ start: z.number(), end: z.number() })),
    }),
  ),
  claims: z.number(),
  skipped: z.string().nullable(),
})

describe('the main job', () => {
  test('ingest stores a mixed page and says what it read', async () => {
    const { code, out } = await run(['ingest', SAMPLE, '--json'])
    expect(code).toBe(0)
    const line = IngestShape.parse(JSON.parse(out))
    expect(line.reports).toHaveLength(3)
    expect(line.skipped).toBeNull()
  })

  test('the same again is known, not stored twice', async () => {
    const { code, out } = await run(['ingest', SAMPLE, '--json'])
    expect(code).toBe(0)
    expect(IngestShape.parse(JSON.parse(out)).skipped).toBe('already stored')
  })

  test('ask answers across languages in the documented shape', async () => {
    const { code, out } = await run(['ask', 'what', 'did', 'Biden', 'refuse?', '--json'])
    expect(code).toBe(0)
    const answer = AskShape.parse(JSON.parse(out))
    expect(answer.verdict).toBe('answered')
    expect(answer.lang).toBe('en')
    expect(answer.citations.every(one => one.lang === 'zh-Hans')).toBe(true)
    expect(answer.citations.some(one => one.quote.includes('拒绝'))).toBe(true)
    for (const statement of answer.statements) {
      expect(statement.citations.length).toBeGreaterThan(0)
      for (const n of statement.citations) expect(answer.citations.some(one => one.n === n)).toBe(true)
    }
  })

  test('ask - answers one JSON object a line, whatever the line', async () => {
    const lines = [
      'what did Biden refuse?',
      '拜登拒绝了什么?',
      'バイデンは何を拒否した?',
      '바이든은 무엇을 거부했나?',
      '¿?',
      'x'.repeat(5000),
      '"quoted" -- ; DROP TABLE articles',
    ]
    const { code, out } = await run(['ask', '-'], { input: `${lines.join('\n')}\n` })
    expect(code).toBe(0)
    const answers = out
      .trim()
      .split('\n')
      .map(line => AskShape.parse(JSON.parse(line)))
    expect(answers.map(answer => answer.question)).toEqual(lines)
    expect(answers.slice(0, 4).map(answer => answer.lang)).toEqual(['en', 'zh-Hans', 'ja', 'ko'])
    expect(answers.slice(4).every(answer => answer.verdict === 'not_found')).toBe(true)
  })

  test('a question about what is not stored gets an honest no', async () => {
    const { out } = await run(['ask', 'What did Macron say about whales?', '--json'])
    const answer = AskShape.parse(JSON.parse(out))
    expect(answer.verdict).toBe('not_found')
    expect(answer.citations).toEqual([])
    expect(answer.statements.map(one => one.text).join()).toMatch(/not in the stored articles/i)
  })

  test('who, timeline, latest and summarize cite what is stored', async () => {
    for (const args of [
      ['who', 'Biden'],
      ['timeline', 'Biden', '2013'],
      ['latest', '防空识别区'],
      ['summarize', 'Biden', '--dates', '2013-12'],
    ]) {
      const { code, out } = await run([...args, '--json'])
      expect([args, code]).toEqual([args, 0])
      expect(AskShape.shape.citations.parse(JSON.parse(out).citations).length).toBeGreaterThan(0)
    }
    const pasted = await run(['summarize', '-'], { input: 'Abe met Park Geun-hye in Seoul on Monday.' })
    expect(pasted.out).toContain('It is not stored, so nothing is cited')
  })

  test('the lexicon explains what it finds, and is read again with', async () => {
    const tried = await run(['lexicon', 'try', '拜登拒绝了日本的要求'])
    expect(tried.out).toContain('entity PER.biden')
    expect(tried.out).toContain('ACT.refuse')
    expect((await run(['lexicon', 'check'])).code).toBe(0)
    expect((await run(['lexicon', 'nonsense'])).code).toBe(2)
    expect((await run(['recode', '--json'])).out).toContain('"finished":true')
  })

  test('an empty question is wrong usage; piped, every line has its answer', async () => {
    expect((await run(['ask', ' '])).code).toBe(2)
    const { out } = await run(['ask', '-'], { input: 'What did Biden refuse?\n\n???\n' })
    expect(
      out
        .trim()
        .split('\n')
        .map(line => AskShape.parse(JSON.parse(line)).verdict),
    ).toEqual(['answered', 'not_found', 'not_found'])
  })

  test('search explains each hit', async () => {
    const { code, out } = await run(['search', '防空识别区', '--json', '--limit', '3'])
    expect(code).toBe(0)
    const { results } = JSON.parse(out)
    expect(results.length).toBeGreaterThan(0)
    for (const hit of results) {
      expect(hit.why.length).toBeGreaterThan(0)
      expect(hit.score).toBeGreaterThan(0)
    }
  })

  test('show draws blocks, reports, dates and claims', async () => {
    const { out: asked } = await run(['ask', 'what did Biden refuse?', '--json'])
    const { code, out } = await run(['show', AskShape.parse(JSON.parse(asked)).citations[0]?.article ?? ''])
    expect(code).toBe(0)
    expect(out).toContain('Report A')
    expect(out).toContain('Blocks')
    expect(out).toMatch(/boilerplate|placeholder|spun_title/)
  })

  test('code writes claims with the published field names', async () => {
    const { code, out } = await run(['code', '-', '--date', '2013-12-05', '--json'], {
      input: '拜登拒绝了安倍的要求。',
    })
    expect(code).toBe(0)
    const { sentences, claims } = JSON.parse(out)
    expect(sentences[0].text).toBe('拜登拒绝了安倍的要求。')
    expect(claims[0]).toMatchObject({ act: 'refuse', polarity: 'affirmed', modality: 'asserted' })
    expect(claims[0].actors[0].id).toBe('PER.biden')
    expect(claims[0]).toHaveProperty('time_reported.inferred_by')
  })

  test('digest of a window in another language', async () => {
    const { code, out } = await run([
      'digest',
      '--as-of',
      '2013-12-05',
      '--days',
      '3',
      '--lang',
      'ko',
      '--json',
    ])
    expect(code).toBe(0)
    const digest = JSON.parse(out)
    expect(digest.window).toEqual({ from: '2013-12-03', to: '2013-12-05' })
    expect(digest.lang).toBe('ko')
    expect(digest.items.length).toBeGreaterThan(0)
  })

  test('backup, export and import keep everything', async () => {
    const copy = join(folder, 'copy.db')
    expect((await run(['backup', copy])).code).toBe(0)
    expect((await run(['backup', copy])).code).toBe(1)
    const exported = await run(['export'])
    expect(exported.code).toBe(0)
    const file = join(folder, 'export.jsonl')
    writeFileSync(file, exported.out)
    const fresh = join(folder, 'fresh.db')
    expect((await run(['import', file, '--db', fresh])).code).toBe(0)
    expect((await run(['export', '--db', fresh])).out).toBe(exported.out)
    const asked = await run(['ask', 'what did Biden refuse?', '--json', '--db', fresh])
    expect(JSON.parse(asked.out).verdict).toBe('answered')
  })
})

describe('start', () => {
  test('with piped lines it loads the samples, answers each in order and ends', async () => {
    const { code, out } = await run(['start', '--db', join(folder, 'start.db')], {
      input: 'what did Biden refuse?\n/help\n/digset\n/digest 2013-12-05\n',
    })
    expect(code).toBe(0)
    const at = ['what did Biden refuse?', '/help', '/digset', '/digest 2013-12-05'].map(line =>
      out.indexOf(`› ${line}`),
    )
    expect(at.every(index => index > 0)).toBe(true)
    expect([...at].sort((a, b) => a - b)).toEqual(at)
    expect(out.slice(0, at[0])).toMatch(/\[1\]/)
    expect(out).toContain('拒绝')
  }, 120_000)

  test('with closed input it prints the digest and ends', async () => {
    const { code, out } = await run(['start', '--db', join(folder, 'start.db')])
    expect(code).toBe(0)
    expect(out).toContain('Bottom line')
  }, 120_000)
})

describe('faults', () => {
  const one = (err: string): string[] =>
    err
      .trim()
      .split('\n')
      .filter(line => !/^(Reading|0 stored|\d+ stored)/.test(line))

  test.each([
    [['frobnicate'], 2, /frobnicate/],
    [['ask', 'x', '--frob'], 2, /--frob/],
    [['ask'], 2, /question/],
    [['digest', '--as-of', '2013-02-30'], 2, /YYYY-MM-DD/],
    [['digest', '--days', 'many'], 2, /--days/],
    [['digest', '--lang', 'tlh'], 2, /zh-Hans/],
    [['search', 'x', '--limit', '0'], 2, /--limit/],
    [['show', 'no-such-article-anywhere'], 1, /No stored article/],
    [['code', '/no/such/file'], 1, /\/no\/such\/file/],
    [['import', '/no/such/file'], 1, /\/no\/such\/file/],
    [['ingest', '/no/such/file'], 1, /\/no\/such\/file/],
    [['eval', 'nonsense'], 2, /nonsense/],
    [['ask', 'x', '--db', 'postgres://host/db'], 1, /PostgreSQL/],
  ] as const)('%j exits %i with one clear line', async (args, exit, words) => {
    const { code, out, err } = await run(args)
    expect(code).toBe(exit)
    expect(out).toBe('')
    expect(err).toMatch(words)
    expect(err).not.toMatch(/\n\s+at /)
    expect(one(err).length).toBeLessThanOrEqual(2)
  })

  test('a wrong setting is named with what would be right', async () => {
    const { code, err } = await run(['ask', 'x'], { env: { ATTACHE_ZONE: 'Mars' } })
    expect(code).toBe(2)
    expect(err).toContain('ATTACHE_ZONE')
  })

  test('a bad file among good ones is named, the good ones are stored, exit 1', async () => {
    const mixed = join(folder, 'mixed')
    mkdirSync(mixed)
    writeFileSync(join(mixed, 'good.txt'), '美国副总统拜登4日访问日本。')
    writeFileSync(join(mixed, 'empty.txt'), '')
    writeFileSync(join(mixed, 'picture.txt'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3]))
    writeFileSync(join(mixed, 'broken.json'), '{"title": ')
    writeFileSync(
      join(mixed, 'wrong.jsonl'),
      '{"title":"no text"}\n{"title":"fine","text":"Japan protested to China."}\n',
    )
    const { code, out, err } = await run(['ingest', mixed, '--json', '--db', join(folder, 'mixed.db')])
    expect(code).toBe(1)
    const lines = out
      .trim()
      .split('\n')
      .map(line => IngestShape.parse(JSON.parse(line)))
    expect(lines.filter(line => line.skipped === null)).toHaveLength(2)
    for (const name of ['empty.txt', 'picture.txt', 'broken.json', 'wrong.jsonl']) expect(err).toContain(name)
  })

  test('a store that is no database is named', async () => {
    const file = join(folder, 'not-a-store.db')
    writeFileSync(file, 'this is a text file, not a database, and long enough to be looked at')
    const { code, err } = await run(['ask', 'x', '--db', file])
    expect(code).toBe(1)
    expect(err).toContain('not-a-store.db')
  })

  test('a reader that goes away ends it quietly', async () => {
    const child = spawn(process.execPath, [MAIN, 'export'], {
      cwd: folder,
      env: { ...process.env, ATTACHE_DB: db },
    })
    let err = ''
    child.stderr.on('data', chunk => {
      err += chunk
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise(resolve => child.on('close', resolve))
    expect(code === 0 || code === null).toBe(true)
    expect(err).toBe('')
  })
})
