import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { replyOfAnswer } from '../../src/chat/answer-reply.ts'
import { replyOfDigest } from '../../src/chat/digest-reply.ts'
import type { Block, Reply } from '../../src/chat/reply.ts'
import { LANGS } from '../../src/model/language.ts'
import { renderTerminal } from '../../src/terminal/render.ts'
import { safeText } from '../../src/terminal/safe.ts'
import { answer, citation, DIGEST, QUOTED_REFUSALS, REFUSALS } from '../chat/examples.ts'

function replyOf(...blocks: Block[]): Reply {
  return { lang: 'en', summary: '', blocks }
}

function draw(reply: Reply, width = 80): string {
  return renderTerminal(reply, { width, color: false })
}

const words = (text: string): Block => ({ kind: 'paragraph', spans: [{ kind: 'text', text }] })

// biome-ignore lint/suspicious/noControlCharactersInRegex: our own styles, and nothing else
const OWN_STYLES = /\u001b\[(?:1|2|22|31|33|36|39)m/g

/** Anything that moves, hides or turns what stands around it, or that no terminal agrees on. */
const HIDDEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}\p{Cn}]|[^\P{Cc}\n]/u

/** Letters that a reader sees, however they are composed; marks are counted with their letter. */
function visible(text: string): string[] {
  return [
    ...text
      .normalize('NFD')
      .replace(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}\p{Cn}\p{M}\ufffd]/gu, ''),
  ]
}

const HOSTILE = [
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  '\u001b]0;title\u001b\\',
  '\u009b2J',
  '\u001bP1;1|\u001b\\',
  '\r\u0008\u0008\u007f',
  '\u202egnp.exe\u202c',
  '\u2066\u2067abc\u2069',
  '\u200b\u200c\u200d\u2060\ufeff\u00ad',
  '\u061c\u200e\u200f',
  '\u{e0041}\u{e007f}',
  '\u3164\uffa0\u115f',
  '\ud83d',
  '\udc00',
  '\uffff',
  'a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308',
  '👨‍👩‍👧‍👦',
  '👍🏽',
  '🇯🇵🇰🇷',
  '1️⃣',
  '❤️',
  'か\u3099',
  'ﾊﾞﾝ',
  '\u1112\u1161\u11ab',
  '\u1100\u1100\u1100\u1100',
  'क्षि',
  'العربية',
  '「拜登」、（拒绝）。',
  '“中国必须撤回”……——',
  '安全保障関連法ッ！？',
  '대통령은 美國',
  'https://example.com/a/very/long/path?with=query&and=more',
  'Supercalifragilisticexpialidocious',
  '12月5日 30億円 1,000',
  '\u2028\u2029\u0085\u000b\u000c\t',
  '　',
  ' ',
  '\n\n',
  '[1]',
  '',
]

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { maxLength: 14 },
  )
  .map(parts => parts.join(''))

const width = fc.integer({ min: 20, max: 120 })

function expectSafe(drawn: string, wide: number): void {
  for (const line of drawn.split('\n')) {
    expect(HIDDEN.exec(line)?.[0], JSON.stringify(line)).toBeUndefined()
    expect(stringWidth(line), JSON.stringify(line)).toBeLessThanOrEqual(wide)
  }
}

describe('renderTerminal', () => {
  it('draws an answer at 80 columns', () => {
    expect(draw(replyOfAnswer(REFUSALS))).toBe(`Answered from 2 stored articles.

• Biden did not agree to a joint statement after the talks with Abe. [1]
• Biden refused to put into words that China must withdraw its air defence
  identification zone. [2]
• Biden refused to keep airlines from filing flight plans with China, citing the
  safety of civil aviation. [3][4]

Sources
[1] 第一，日方希望会谈后发表一份联合声明，美方没有答应，最终只举行了共同记者发布
    会。
[2] 第二，日方希望美国支持“中国必须撤回识别区”的主张，拜登拒绝把“撤回”写入表态，
    只说美国对单方面改变现状的做法深感忧虑。
[3] 第三，日方希望两国采取统一立场，不让本国航空公司向中方提交飞行计划。拜登以民
    航安全为由拒绝；美国国务院此前已表示，一般期望美国航空公司遵守外国发布的航行
    通告，但这不意味着美国承认该识别区。
    潮见新闻 [JP] → 北斗通信 [CN] → roundups.example
    happened ~3 Dec 2013 · reported ~5 Dec 2013 · sample article
    ~ date inferred: dateline 12月5日 without a year + Biden as Vice President
    (2009–2017) + visit to Japan, 2013-12-03
    三项要求均遭婉拒
    https://roundups.example/archives/2013/12/05/biden-abe-air-defence-
    identification-zone-three-requests-346.html
[4] 日本政府関係者によると、日本側は民間航空会社の飛行計画書を中国側に提出しない
    方針で足並みをそろえるよう求めたが、米側は応じなかった。
    日本政府関係者 [JP] → 東京北斗 [JP]
    happened 3 Dec 2013 · reported 3 Dec 2013 · sample article
    日米、防空圏「黙認せず」で一致 撤回要求には踏み込まず

Quoted from the stored articles, without a language model.
`)
  })

  it('draws quotes behind a bar and tells their source once', () => {
    expect(draw(replyOfAnswer(QUOTED_REFUSALS), 60)).toContain(`│ 举行了共同记者发布会。 [1]

│ 第二，日方希望美国支持“中国必须撤回识别区”的主张，拜登拒绝
│ 把“撤回”写入表态，只说美国对单方面改变现状的做法深感忧
│ 虑。 [2]
`)
    expect(draw(replyOfAnswer(QUOTED_REFUSALS))).toContain('\n[1] [2] [3]\n    潮见新闻 [JP] → 北斗通信 [CN]')
    const one = { ...QUOTED_REFUSALS, statements: QUOTED_REFUSALS.statements.slice(0, 1) }
    expect(draw(replyOfAnswer(one))).toContain('\n[1] 潮见新闻 [JP]')
  })

  it('draws a digest item under its number, with what is missing left out', () => {
    expect(draw(replyOfDigest(DIGEST))).toContain(`
1  Biden → Japan: REFUSE (strong) — a joint statement on the air defence
   identification zone
   ~3 Dec 2013, Tokyo
   │ 拜登拒绝把“撤回”写入表态
   Said by: 潮见新闻 [JP] → 北斗通信 [CN] → roundups.example
   Reading: high · Sourcing: 1 independent, unnamed [1][2]

2  United States`)
  })

  it('tells the dates of quotes apart where they differ', () => {
    const dated = (n: number, start: string) =>
      citation(n, { event: { start, end: start, precision: 'day', inferredBy: ['explicit'], confidence: 1 } })
    const drawn = draw(
      replyOfAnswer(
        answer({
          statements: [{ text: 'x', citations: [1, 2] }],
          citations: [dated(1, '2013-12-03'), dated(2, '2013-12-04')],
        }),
      ),
    )
    expect(drawn).toMatch(
      /\[1\] Sentence 1\.\n(?: {4}.*\n)*? {4}happened 3 Dec 2013 · reported .*\n(?: {4}.*\n)*\[2\] Sentence 2\.\n(?: {4}.*\n)*? {4}happened 4 Dec 2013/,
    )
  })

  it.each(LANGS)('keeps within 20 to 120 columns in %s', lang => {
    for (const columns of [20, 33, 80, 120])
      for (const reply of [replyOfDigest({ ...DIGEST, lang }), replyOfAnswer({ ...REFUSALS, lang })])
        expectSafe(draw(reply, columns), columns)
  })

  it('lays a table out in columns, wraps its cells, and gives up columns where there is no room', () => {
    const cell = (text: string) => [{ kind: 'text' as const, text }]
    const table: Block = {
      kind: 'table',
      columns: [{ label: 'Outlet' }, { label: 'Says' }, { label: 'n', align: 'right' }],
      rows: [
        [cell('共同社'), cell('Obama demanded that Japan repair its ties'), cell('3')],
        [cell('KBS'), cell('같은 내용'), cell('12')],
      ],
    }
    expect(draw(replyOf(table), 40)).toBe(
      `Outlet  Says                           n
共同社  Obama demanded that Japan      3
        repair its ties
KBS     같은 내용                     12
`,
    )
    const wide: Block = {
      kind: 'table',
      columns: Array.from({ length: 5 }, (_, i) => ({ label: `c${i}` })),
      rows: [Array.from({ length: 5 }, () => cell('some words here'))],
    }
    expect(draw(replyOf(wide), 30)).toBe(
      'c0 some words here\nc1 some words here\nc2 some words here\nc3 some words here\nc4 some words here\n',
    )
    expect(draw(replyOf({ kind: 'table', columns: [], rows: [] }))).toBe('')
  })

  it('sets fields side by side, or one above the other', () => {
    const fields: Block = {
      kind: 'fields',
      fields: [
        { label: '/ask', value: [{ kind: 'text', text: 'Answer a question from the stored articles' }] },
        { label: '/要約', value: [{ kind: 'text', text: '要点' }] },
        { label: '', value: [] },
      ],
    }
    expect(draw(replyOf(fields), 30)).toBe(
      '/ask   Answer a question from\n       the stored articles\n/要約  要点\n',
    )
    expect(
      draw(
        replyOf({
          ...fields,
          fields: [{ label: 'a label of some length', value: [{ kind: 'text', text: 'v' }] }],
        }),
        24,
      ),
    ).toBe('a label of some length\n  v\n')
  })

  it('draws notices, ordered lists, pictures and buttons', () => {
    expect(
      draw(
        replyOf(
          { kind: 'notice', level: 'error', spans: [{ kind: 'text', text: 'It failed.' }] },
          {
            kind: 'list',
            ordered: true,
            items: Array.from({ length: 10 }, (_, i) => [{ kind: 'text' as const, text: `item ${i}` }]),
          },
          { kind: 'picture', alt: 'claims by day', media: 'image/png', bytes: new Uint8Array() },
          { kind: 'buttons', buttons: [{ label: 'Sources', line: '/sources' }] },
        ),
      ),
    ).toMatch(
      /^! It failed\.\n\n {1}1\. item 0\n[\s\S]*\n10\. item 9\n\n\[picture: claims by day\]\n\n› Sources \/sources\n$/,
    )
  })

  it('colours only when asked, and with few colours', () => {
    const reply = replyOfDigest(DIGEST)
    const colored = renderTerminal(reply, { width: 80, color: true })
    expect(colored).toMatch(OWN_STYLES)
    expect(colored.replace(OWN_STYLES, '')).toBe(draw(reply))
  })

  it('holds any width between what is legible and what is readable', () => {
    const long = replyOf(words('word '.repeat(100)))
    const widest = (columns: number) =>
      Math.max(
        ...draw(long, columns)
          .split('\n')
          .map(line => line.length),
      )
    expect(widest(1000)).toBe(99)
    expect(widest(1)).toBe(19)
    expect(widest(Number.NaN)).toBe(79)
    expect(widest(-5)).toBe(79)
  })
})

describe('hostile words', () => {
  it.each(HOSTILE)('%j does nothing to a terminal', text => {
    expectSafe(draw(replyOf(words(text)), 20), 20)
    expect(visible(draw(replyOf(words(text)), 20))).toEqual(visible(text))
  })

  it('lose nothing visible in a paragraph, in order, at any width', () => {
    fc.assert(
      fc.property(hostile, width, (text, columns) => {
        const drawn = draw(replyOf(words(text)), columns)
        expectSafe(drawn, Math.min(columns, 100))
        expect(visible(drawn)).toEqual(visible(text))
      }),
      { numRuns: 300 },
    )
  })

  it('lose nothing visible anywhere in an answer or a digest', () => {
    const counts = (text: string) => {
      const found = new Map<string, number>()
      for (const letter of visible(text)) found.set(letter, (found.get(letter) ?? 0) + 1)
      return found
    }
    fc.assert(
      fc.property(hostile, hostile, hostile, width, fc.boolean(), (quote, title, name, columns, color) => {
        const cited = citation(1, {
          quote,
          title,
          url: name,
          chain: [{ role: 'outlet', name, country: 'JP' }],
        })
        const reply = replyOfAnswer(
          answer({ statements: [{ text: title, citations: [1] }], citations: [cited] }),
        )
        const item = { ...DIGEST.items[0]!, headline: title, phrase: quote, chain: name, when: name }
        const digest = replyOfDigest({
          ...DIGEST,
          items: [item],
          bottomLine: title,
          accounts: [quote],
          caveats: [name],
        })
        for (const each of [reply, digest]) {
          const drawn = renderTerminal(each, { width: columns, color }).replace(OWN_STYLES, '')
          expectSafe(drawn, Math.min(columns, 100))
          const found = counts(drawn)
          for (const [letter, n] of counts(quote + title + name))
            expect(found.get(letter) ?? 0).toBeGreaterThanOrEqual(Math.min(n, 1))
        }
      }),
      { numRuns: 120 },
    )
  })

  it('stay harmless in tables, fields, lists and buttons', () => {
    fc.assert(
      fc.property(hostile, hostile, width, (a, b, columns) => {
        const spans = [{ kind: 'text' as const, text: b }]
        const drawn = draw(
          replyOf(
            { kind: 'heading', level: 1, text: a },
            {
              kind: 'table',
              columns: [{ label: a }, { label: b, align: 'right' }],
              rows: [[spans, [{ kind: 'emphasis', text: a }]]],
            },
            { kind: 'fields', fields: [{ label: a, value: spans }] },
            { kind: 'list', ordered: false, items: [spans, []] },
            { kind: 'notice', level: 'warning', spans },
            { kind: 'picture', alt: a, media: 'image/png', bytes: new Uint8Array() },
            { kind: 'buttons', buttons: [{ label: a, line: b }] },
          ),
          columns,
        )
        expectSafe(drawn, Math.min(columns, 100))
      }),
      { numRuns: 120 },
    )
  })

  it('of a hundred thousand letters are drawn', () => {
    for (const text of [
      '漢'.repeat(100_000),
      'x'.repeat(100_000),
      '\u0301'.repeat(100_000),
      '\u1100'.repeat(30_000),
      ' '.repeat(100_000),
    ])
      expectSafe(draw(replyOf(words(text)), 80), 80)
  })
})

describe('safeText', () => {
  it('is the same when done twice', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(safeText(safeText(text))).toBe(safeText(text))
      }),
      { numRuns: 300 },
    )
  })

  it('leaves ordinary words alone', () => {
    for (const text of [
      'Kyodo [JP] → 中新网',
      '日米、防空圏「黙認せず」',
      '韓·美·日 3국',
      'naïve café — “so”',
      '𠮷野家',
      '',
    ])
      expect(safeText(text)).toBe(text)
  })
})
