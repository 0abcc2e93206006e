// who, timeline, latest and summarize through the door that every surface uses, over a small store.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommands } from '../../commands/index.ts'
import { createDispatch, type Dispatch } from '../../src/chat/dispatch.ts'
import type { Picture, Reply } from '../../src/chat/reply.ts'
import { replyText } from '../../src/chat/text.ts'
import { LANGS, type Lang } from '../../src/model/language.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'

const FILES = {
  'zh.txt': `韩国决定终止军情协定

北斗通信首尔2019年8月22日电 韩国政府22日宣布，决定终止《韩日军事情报保护协定》（GSOMIA）。

美国对韩国的决定表示失望。`,
  'en.txt': `South Korea suspends the end of the pact

SEOUL, Nov. 22, 2019 (Meridian Wire) — South Korea said on Friday that it would suspend the termination of GSOMIA, its military information pact with Japan.

Prime Minister Shinzo Abe met U.S. envoy Stephen Biegun in Tokyo on Friday.`,
  'ja.txt': `首脳会談

【東京 2025年8月23日 青嶺新聞】石破茂首相と韓国の李在明大統領は23日、首相官邸で会談した。`,
}

let desk: Desk
let dispatch: Dispatch
let drawn = 0
beforeAll(async () => {
  desk = await openDesk(FILES)
  const drawTimeline = async (): Promise<Picture> => {
    drawn += 1
    return { kind: 'picture', alt: 'when it happened', media: 'image/png', bytes: new Uint8Array([1]) }
  }
  dispatch = createDispatch({
    commands: createCommands({ ...desk, drawTimeline }),
    detectLanguage,
    report: fault => {
      throw fault
    },
  })
})
afterAll(() => desk.close())

const asker = (lang: Lang, more = {}) => ({
  lang,
  surface: 'terminal' as const,
  now: Temporal.ZonedDateTime.from('2026-01-01T12:00:00[UTC]'),
  ...more,
})
const ask = async (line: string, lang: Lang = 'en', more = {}): Promise<Reply> =>
  dispatch(line, asker(lang, more))
const said = async (line: string, lang: Lang = 'en'): Promise<string> => replyText(await ask(line, lang))

/** Every quote and every cited sentence stands in what was stored. */
function expectStored(reply: Reply): void {
  const stored = Object.values(FILES).join('\n')
  for (const block of reply.blocks) {
    const quotes =
      block.kind === 'sources'
        ? block.sources.flatMap(source => source.quotes.map(one => one.quote))
        : block.kind === 'item'
          ? block.blocks.flatMap(inner => (inner.kind === 'quote' ? [inner.text] : []))
          : block.kind === 'quote'
            ? [block.text]
            : []
    for (const quote of quotes) expect(stored).toContain(quote)
  }
}

describe('who', () => {
  it('tells the offices of a person by date, and what is told of them', async () => {
    const reply = await ask('/who Ishiba')
    expectStored(reply)
    const text = replyText(reply)
    expect(text).toMatch(/^Shigeru Ishiba\n/)
    expect(text).toContain('Prime Minister [JP] | 1 Oct 2024 | 21 Oct 2025')
    expect(text).toContain('Offices as of 1 Jan 2026')
    expect(text).toMatch(/Shigeru Ishiba, Lee Jae-myung: (?:meeting|summit)/)
    expect(text).toMatch(/\[1\] .*石破茂首相と韓国の李在明大統領は23日、首相官邸で会談した。/)
  })

  it('tells who holds an office of the country that is named', async () => {
    const text = await said('/who president of South Korea')
    expect(text).toContain('Lee Jae-myung | 4 Jun 2025 | in office')
    expect(text).not.toContain('Trump')
    expect(await said('/who 韩国总统', 'zh-Hans')).toContain('李在明')
    expect(await said('/who 미국 국무장관 2013', 'ko')).toContain('케리')
  })

  it('tells as of the year that is named', async () => {
    expect(await said('/who Japanese prime minister 2013')).toContain('Offices as of 31 Dec 2013')
  })

  it('says that it knows nobody of that name', async () => {
    expect(await said('/who Zaphod')).toContain('no person and no office that the desk knows')
  })
})

describe('timeline', () => {
  it('puts events in the order of their days, in the language of the reader, with a picture', async () => {
    const before = drawn
    const reply = await ask('/timeline GSOMIA')
    expectStored(reply)
    expect(drawn).toBe(before + 1)
    const text = replyText(reply)
    expect(text).toContain('[picture: when it happened]')
    expect(text.indexOf('22 Aug 2019')).toBeGreaterThan(0)
    expect(text.indexOf('22 Aug 2019')).toBeLessThan(text.indexOf('22 Nov 2019'))
    expect(await said('/timeline GSOMIA', 'ja')).toContain('GSOMIA')
  })

  it('keeps to the days that stand beside the words or are given', async () => {
    for (const line of ['/timeline GSOMIA 2019-08', '/timeline GSOMIA --date 2019-08']) {
      const text = await said(line)
      expect(text).toContain('22 Aug 2019')
      expect(text).not.toContain('Nov 2019')
    }
  })

  it('says that nothing is stored, and draws nothing then', async () => {
    const before = drawn
    expect(await said('/timeline GSOMIA 2011')).toContain('tell nothing of “GSOMIA · 1 Jan–31 Dec 2011”')
    expect(drawn).toBe(before)
  })
})

describe('latest', () => {
  it('tells the newest first, and of a subject only', async () => {
    const reply = await ask('/latest')
    expectStored(reply)
    const all = replyText(reply)
    expect(all.indexOf('首脳会談')).toBeGreaterThan(0)
    expect(all.indexOf('首脳会談')).toBeLessThan(all.indexOf('South Korea suspends'))
    const some = await said('/latest GSOMIA')
    expect(some).toContain('South Korea suspends')
    expect(some).not.toContain('首脳会談')
  })

  it('says that nothing is stored of a subject', async () => {
    expect(await said('/latest 佐渡金山', 'zh-Hans')).toContain('所存文章没有提到“佐渡金山”')
  })
})

describe('summarize', () => {
  it.each([
    ['a topic', '/summarize GSOMIA'],
    ['days', '/summarize 2019-08..2019-12'],
    ['days and a topic', '/summarize 2019-08 GSOMIA'],
    ['a file', '/summarize zh.txt'],
    ['a title', '/summarize 韩国决定终止军情协定'],
  ])('quotes and cites stored sentences of %s', async (_, line) => {
    const reply = await ask(line)
    expectStored(reply)
    expect(replyText(reply)).toContain('决定终止《韩日军事情报保护协定》')
    expect(reply.blocks.some(block => block.kind === 'sources')).toBe(true)
  })

  it('reads a pasted text on the spot, and says that nothing is cited', async () => {
    const pasted = `Japan's foreign minister Taro Kono summoned the South Korean ambassador on Friday. He protested against the decision. South Korea said it regretted Japan's response.`
    const reply = await ask(`/summarize ${pasted}`)
    const text = replyText(reply)
    expect(text).toContain('It is not stored, so nothing is cited')
    expect(text).toContain('summoned the South Korean ambassador on Friday.')
    expect(reply.blocks.some(block => block.kind === 'sources')).toBe(false)
  })

  it('reads the thread it is asked in', async () => {
    const conversation = {
      id: 't',
      earlier: [],
      thread: ['Abe met Park Geun-hye in Seoul on Monday and agreed on steps about the comfort women.'],
    }
    expect(replyText(await ask('/summarize', 'en', { conversation }))).toContain(
      'Abe met Park Geun-hye in Seoul',
    )
  })

  it('says what to do with an address that is not stored, and with nothing at all', async () => {
    expect(await said('/summarize https://news.example/1')).toContain('Have it stored first')
    expect(await said('/summarize')).toContain('Say what to summarize')
    expect(await said('/summarize 1999-01-01')).toContain('No report of these days is stored')
  })
})

describe('every overview', () => {
  it.each(LANGS)('is drawn in %s without a hole', async lang => {
    for (const line of [
      `/who Ishiba --lang ${lang}`,
      `/timeline GSOMIA --lang ${lang}`,
      `/latest --lang ${lang}`,
      `/summarize GSOMIA --lang ${lang}`,
    ]) {
      const text = await said(line, lang)
      expect(text).not.toMatch(/\{\w+\}|undefined|null|\b(?:PER|GOV|TOP|ACT|OUT)\.[a-z]/)
    }
  })

  it('bears whatever is typed', async () => {
    for (const junk of [
      '"',
      '\\',
      '%_',
      '}{',
      '\u0000',
      'a'.repeat(1900),
      '的'.repeat(1900),
      '🙂',
      '[1]',
      "'; drop table",
    ])
      for (const command of ['who', 'timeline', 'latest', 'summarize'])
        expect((await ask(`/${command} ${junk}`)).blocks.length).toBeGreaterThan(0)
  })
})
