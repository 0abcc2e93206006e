import { describe, expect, it } from 'vitest'
import { replyOfAnswer } from '../../src/chat/answer-reply.ts'
import { LANG_OPTION } from '../../src/chat/command.ts'
import { replyOfDigest, splitCitations } from '../../src/chat/digest-reply.ts'
import { replyOfCommandHelp, replyOfHelp } from '../../src/chat/help-reply.ts'
import type { Block, Reply, Sources } from '../../src/chat/reply.ts'
import { replyText } from '../../src/chat/text.ts'
import type { Verdict } from '../../src/model/answer.ts'
import { LANGS, type Lang } from '../../src/model/language.ts'
import { command, QUESTION, same } from './commands.ts'
import { answer, citation, DIGEST, day, inferredDay, QUOTED_REFUSALS, REFUSALS } from './examples.ts'

function blocksOf<K extends Block['kind']>(reply: Reply, kind: K): Extract<Block, { kind: K }>[] {
  return reply.blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind)
}

describe('replyOfAnswer', () => {
  it('shows each statement with its numbers, then the sources in their own script', () => {
    expect(replyText(replyOfAnswer(REFUSALS))).toBe(`Answered from 2 stored articles.

- Biden did not agree to a joint statement after the talks with Abe. [1]
- Biden refused to put into words that China must withdraw its air defence identification zone. [2]
- Biden refused to keep airlines from filing flight plans with China, citing the safety of civil aviation. [3][4]

Sources
[1] “第一，日方希望会谈后发表一份联合声明，美方没有答应，最终只举行了共同记者发布会。” (happened ~3 Dec 2013)
[2] “第二，日方希望美国支持“中国必须撤回识别区”的主张，拜登拒绝把“撤回”写入表态，只说美国对单方面改变现状的做法深感忧虑。” (happened ~3 Dec 2013)
[3] “第三，日方希望两国采取统一立场，不让本国航空公司向中方提交飞行计划。拜登以民航安全为由拒绝；美国国务院此前已表示，一般期望美国航空公司遵守外国发布的航行通告，但这不意味着美国承认该识别区。” (happened ~3 Dec 2013)
    潮见新闻 [JP] → 北斗通信 [CN] → roundups.example · reported ~5 Dec 2013 · sample article
    ~ date inferred: dateline 12月5日 without a year + Biden as Vice President (2009–2017) + visit to Japan, 2013-12-03
    三项要求均遭婉拒
    https://roundups.example/archives/2013/12/05/biden-abe-air-defence-identification-zone-three-requests-346.html
[4] 「日本政府関係者によると、日本側は民間航空会社の飛行計画書を中国側に提出しない方針で足並みをそろえるよう求めたが、米側は応じなかった。」 (happened 3 Dec 2013)
    日本政府関係者 [JP] → 東京北斗 [JP] · reported 3 Dec 2013 · sample article
    日米、防空圏「黙認せず」で一致　撤回要求には踏み込まず

Quoted from the stored articles, without a language model.`)
  })

  it('shows statements that are the stored words as quotes, and does not repeat them below', () => {
    const reply = replyOfAnswer(QUOTED_REFUSALS)
    expect(blocksOf(reply, 'quote').map(quote => [quote.lang, quote.citations])).toEqual([
      ['zh-Hans', [1]],
      ['zh-Hans', [2]],
      ['zh-Hans', [3]],
    ])
    expect(blocksOf(reply, 'sources')[0]!.sources[0]!.quotes.every(quote => quote.quotedAbove)).toBe(true)
    expect(reply.summary).toContain('拜登拒绝了什么？ — 第一')
  })

  it.each([
    ['answered', 'en', 'Answered from 1 stored article.'],
    ['contradicted', 'en', 'The stored articles say otherwise.'],
    ['disputed', 'en', 'The sources disagree'],
    ['not_found', 'en', 'not in the stored articles'],
    ['not_found', 'zh-Hans', '所存文章中没有'],
    ['not_found', 'zh-Hant', '所存文章中沒有'],
    ['not_found', 'ja', '保存された記事には記載がありません'],
    ['not_found', 'ko', '저장된 기사에는 없습니다'],
  ] as const)('says %s first in %s', (verdict, lang, words) => {
    const statements = [{ text: 'It was so.', citations: [1] }]
    const reply = replyOfAnswer(answer({ verdict, lang, statements, citations: [citation(1)] }))
    expect(replyText(reply).split('\n')[0]).toContain(words)
    if (verdict !== 'answered') expect(reply.summary).toContain(words)
  })

  it('warns where the premise fails and where sources disagree, and nowhere else', () => {
    const levels = (verdict: Verdict) =>
      blocksOf(
        replyOfAnswer(
          answer({ verdict, statements: [{ text: 'x', citations: [1] }], citations: [citation(1)] }),
        ),
        'notice',
      ).map(notice => notice.level)
    expect(levels('contradicted')).toEqual(['warning'])
    expect(levels('disputed')).toEqual(['warning'])
    expect(levels('not_found')).toEqual(['info'])
    expect(levels('answered')).toEqual([])
  })

  it('is one honest line when there is nothing at all', () => {
    const reply = replyOfAnswer(answer({ verdict: 'not_found', lang: 'ko', question: '누가?' }))
    expect(replyText(reply)).toBe('저장된 기사에는 없습니다.')
    expect(reply.summary).toBe('누가? — 저장된 기사에는 없습니다.')
  })

  it('parts the stored words from what is said about them', () => {
    const [first, second] = QUOTED_REFUSALS.citations
    const reply = replyOfAnswer(
      answer({
        statements: [
          {
            text: `Biden → Japan: refuses (~3 Dec 2013). “${first!.quote}” — 潮见新闻 → 北斗通信`,
            citations: [1],
          },
          { text: `“${second!.quote}” — 潮见新闻 (~3 Dec 2013)`, citations: [2] },
          { text: 'Japan asked for it.', citations: [1, 2] },
        ],
        citations: QUOTED_REFUSALS.citations,
      }),
    )
    expect(replyText(reply)).toContain(`1. Biden → Japan: refuses (~3 Dec 2013). [1]
   “${first!.quote}”
   潮见新闻 → 北斗通信

2. 潮见新闻 (~3 Dec 2013) [2]
   “${second!.quote}”

3. Japan asked for it. [1][2]`)
    expect(blocksOf(reply, 'sources')[0]!.sources[0]!.quotes.map(quote => quote.quotedAbove)).toEqual([
      true,
      true,
    ])
  })

  it('leaves out statements that cite nothing', () => {
    const reply = replyOfAnswer(
      answer({ verdict: 'not_found', statements: [{ text: 'Nothing found.', citations: [] }] }),
    )
    expect(replyText(reply)).toBe('This is not in the stored articles.')
  })

  it('labels the nearest passages as such', () => {
    const reply = replyOfAnswer(
      answer({
        verdict: 'not_found',
        statements: [{ text: 'Something near.', citations: [1] }],
        citations: [citation(1)],
      }),
    )
    expect(replyText(reply)).toMatch(
      /^This is not in the stored articles\.\n\nNearest passages\n\nSomething near\. \[1\]/,
    )
    expect(replyText(reply)).not.toContain('Quoted from')
  })

  it('says who worded it', () => {
    const statements = [{ text: 'x', citations: [1] }]
    expect(replyText(replyOfAnswer(answer({ by: 'model', statements, citations: [citation(1)] })))).toContain(
      'language model from the sources',
    )
  })

  it('leaves out sources that no statement cites', () => {
    const reply = replyOfAnswer(
      answer({ statements: [{ text: 'x', citations: [2] }], citations: [citation(1), citation(2)] }),
    )
    expect(blocksOf(reply, 'sources')[0]!.sources.flatMap(source => source.quotes.map(({ n }) => n))).toEqual(
      [2],
    )
  })
})

describe('sources', () => {
  const sourcesOf = (...citations: ReturnType<typeof citation>[]): Sources =>
    blocksOf(
      replyOfAnswer(
        answer({ statements: [{ text: 'x', citations: citations.map(({ n }) => n) }], citations }),
      ),
      'sources',
    )[0]!

  it('tells neighbours from one report together, and others apart', () => {
    const other = { report: 'rep2' }
    const groups = sourcesOf(citation(1), citation(2), citation(3, other), citation(4)).sources
    expect(groups.map(source => source.quotes.map(({ n }) => n))).toEqual([[1, 2], [3], [4]])
  })

  it('draws the chain innermost first, with countries where they are known', () => {
    const chain = [
      { role: 'source', name: '', country: 'JP' },
      { role: 'outlet', name: '日本新闻网', country: null },
      { role: 'relay', name: '中新网', country: 'CN' },
      { role: 'host', name: ' ', country: null },
    ] as const
    expect(sourcesOf(citation(1, { chain })).sources[0]!.chain).toBe(
      'unnamed source [JP] → 日本新闻网 → 中新网 [CN] → this page',
    )
  })

  it('marks inferred dates and explains them once', () => {
    const reason = 'Biden as Vice President'
    const [source] = sourcesOf(
      citation(1, {
        reported: inferredDay('2013-12-05', reason),
        event: inferredDay('2013-12-03', reason, 'visit'),
      }),
    ).sources
    expect(source!.reported).toBe('reported ~5 Dec 2013')
    expect(source!.quotes[0]!.event).toBe('happened ~3 Dec 2013')
    expect(source!.reasons).toBe('~ date inferred: Biden as Vice President; visit')
    expect(sourcesOf(citation(1)).sources[0]!.reasons).toBeNull()
  })

  it('names what an inferred date rests on where its reasons are long or in another language', () => {
    const long = inferredDay('2013-12-05', 'x'.repeat(200))
    expect(sourcesOf(citation(1, { reported: long })).sources[0]!.reasons).toBe(
      '~ date inferred from the dateline and offices held at the time',
    )
    const bases = (lang: Lang) =>
      blocksOf(replyOfAnswer({ ...REFUSALS, lang }), 'sources')[0]!.sources[0]!.reasons
    expect(bases('zh-Hans')).toBe('~ 日期推断依据：电头和当时的职务')
    expect(bases('ja')).toBe('~ 日付の推定根拠：記事冒頭の日付、当時の役職')
    expect(bases('ko')).toBe('~ 날짜 추정 근거: 기사 첫머리의 날짜 및 당시 직책')
    const unexplained = { ...long, inferredBy: [] }
    expect(sourcesOf(citation(1, { reported: unexplained })).sources[0]!.reasons).toContain('xxx')
  })

  it('says when a date is not known, and that a sample is a sample', () => {
    const unknown = { start: null, end: null, precision: 'unknown', inferredBy: [], confidence: 0 } as const
    expect(
      sourcesOf(citation(1, { reported: unknown, event: unknown, sample: true })).sources[0],
    ).toMatchObject({
      reported: 'date unknown',
      mark: 'sample article',
      quotes: [{ event: null }],
    })
    expect(sourcesOf(citation(1)).sources[0]!.mark).toBeNull()
  })
})

describe('replyOfDigest', () => {
  it('tells the judgement, the items, what differs and the sources, in this order', () => {
    const text = replyText(replyOfDigest(DIGEST))
    const order = [
      'US–Japan–Korea digest · 3–6 Dec 2013',
      '3 articles · 北斗通信 [CN] ×1, 東京北斗 [JP] ×1, 한빛통신 [KR] ×1',
      'Bottom line. Two outlets say',
      'stored articles. [2][5]',
      '1. Biden → Japan: REFUSE (strong)',
      '   ~3 Dec 2013, Tokyo',
      '“拜登拒绝把“撤回”写入表态”',
      'Said by: 潮见新闻 [JP] → 北斗通信 [CN] → roundups.example',
      'Reading: high · Sourcing: 1 independent, unnamed [1][2]',
      '2. United States → Japan: REJECT — one position on flight plans · update',
      '「足並みをそろえるよう求めたが、米側は応じなかった」',
      'Reading: medium · Sourcing: 1 independent, named, official [6]',
      'Different accounts',
      'Seen from',
      'Watch',
      'Caveats',
      'Sources',
      '[1] ',
      '[6] ',
    ]
    let at = -1
    for (const part of order) {
      const next = text.indexOf(part, at + 1)
      expect(next, part).toBeGreaterThan(at)
      at = next
    }
  })

  it('keeps every phrase in the language of the sentence that holds it', () => {
    const items = blocksOf(replyOfDigest(DIGEST), 'item')
    expect(items.map(item => item.blocks.find(block => block.kind === 'quote')?.lang)).toEqual([
      'zh-Hans',
      'ja',
      'ko',
    ])
  })

  it.each(LANGS)('is labelled in %s', lang => {
    const text = replyText(replyOfDigest({ ...DIGEST, lang }))
    if (lang !== 'en') expect(text).not.toMatch(/Reading|Sourcing|Said by|Sources|Caveats|sample/)
    expect(text).toContain('拜登拒绝把“撤回”写入表态')
  })

  it('says so when there is nothing to tell', () => {
    const empty = {
      ...DIGEST,
      items: [],
      citations: [],
      accounts: [],
      form: 'daily' as const,
      wording: [],
      weekly: null,
      late: null,
      left: 0,
      seenFrom: [],
      watch: [],
      caveats: [],
      outlets: [],
      articles: 0,
      bottomLine: '',
    }
    expect(replyText(replyOfDigest(empty))).toBe(
      'US–Japan–Korea digest · 3–6 Dec 2013\n\n0 articles\n\nNothing to report from the stored articles of this window.',
    )
    expect(replyText(replyOfDigest({ ...empty, bottomLine: 'No news.' }))).toContain('No news.')
  })

  it('leaves out lines that an item does not have', () => {
    const bare = { ...DIGEST.items[0]!, when: '', phrase: '', chain: '' }
    const [item] = blocksOf(replyOfDigest({ ...DIGEST, items: [bare] }), 'item')
    expect(item!.blocks).toHaveLength(1)
  })
})

describe('splitCitations', () => {
  it('knows its own numbers and leaves all else as words', () => {
    expect(splitCitations('A [1][2] and B [3]. [99] [JP] [x]', new Set([1, 2, 3]))).toEqual([
      { kind: 'text', text: 'A' },
      { kind: 'citation', n: 1 },
      { kind: 'citation', n: 2 },
      { kind: 'text', text: ' and B' },
      { kind: 'citation', n: 3 },
      { kind: 'text', text: '.' },
      { kind: 'text', text: ' [99]' },
      { kind: 'text', text: ' [JP] [x]' },
    ])
    expect(splitCitations('', new Set())).toEqual([])
  })
})

describe('help', () => {
  const ask = command('ask', [QUESTION, LANG_OPTION])
  const subscribe = command(
    'subscribe',
    [{ kind: 'integer', name: 'hour', summary: same('hour'), least: 0, most: 23 }],
    { admin: true },
  )

  it('lists every command in one line', () => {
    expect(replyText(replyOfHelp('en', [ask, subscribe]))).toBe(
      'Commands\n\n/ask: does ask\n/subscribe: does subscribe · for those who manage this workspace\n\n' +
        'A line without a slash is a question: what did Biden refuse?',
    )
  })

  it('explains one', () => {
    expect(replyText(replyOfCommandHelp('en', ask))).toBe(
      '/ask\n\nDoes ask well.\n\nUsage  /ask QUESTION [--lang zh-Hans|zh-Hant|ja|ko|en]\n\nOptions\n\n' +
        '--question: what to ask · required\n--lang: Language of the reply · one of zh-Hans, zh-Hant, ja, ko, en',
    )
    expect(replyText(replyOfCommandHelp('ja', subscribe))).toContain('hour · 0–23')
  })
})

describe('replyText', () => {
  it('tells every kind of block in words', () => {
    const reply: Reply = {
      lang: 'en',
      summary: 's',
      blocks: [
        {
          kind: 'list',
          ordered: true,
          items: [
            [{ kind: 'text', text: 'a' }],
            [
              { kind: 'code', text: '/b' },
              { kind: 'citation', n: 1 },
            ],
          ],
        },
        {
          kind: 'table',
          columns: [{ label: 'x' }, { label: 'y' }],
          rows: [[[{ kind: 'text', text: '1' }], [{ kind: 'text', text: '2' }]]],
        },
        { kind: 'picture', alt: 'a chart', media: 'image/png', bytes: new Uint8Array() },
        { kind: 'buttons', buttons: [{ label: 'More', line: '/ask more' }] },
        { kind: 'heading', level: 2, text: '' },
      ],
    }
    expect(replyText(reply)).toBe('1. a\n2. /b [1]\n\nx | y\n1 | 2\n\n[picture: a chart]\n\nMore: /ask more')
  })

  it('tells a stated date without a mark', () => {
    expect(
      replyText(
        replyOfAnswer(
          answer({
            statements: [{ text: 'x', citations: [1] }],
            citations: [citation(1, { event: day('2013-12-03') })],
          }),
        ),
      ),
    ).toContain('(happened 3 Dec 2013)')
  })
})
