import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replyOfAnswer } from '../../src/chat/answer-reply.ts'
import { replyOfDigest } from '../../src/chat/digest-reply.ts'
import type { Block, Reply, Span } from '../../src/chat/reply.ts'
import { type Drawn, messageBody, TYPE } from '../../src/discord/components.ts'
import { checkRequest, countParts, LIMITS, textLength } from '../../src/discord/limits.ts'
import { renderPages } from '../../src/discord/render.ts'
import { LANGS } from '../../src/model/language.ts'
import { DIGEST, QUOTED_REFUSALS, REFUSALS } from '../chat/examples.ts'
import { meaningsIn, readable } from './markdown.ts'
import { specFault } from './spec.ts'

const KEPT = {
  kept: 'k1',
  foot: [{ label: 'Useful', action: { kind: 'feedback', verdict: 'good', about: 't1' } }],
} as const

function replyOf(...blocks: Block[]): Reply {
  return { lang: 'en', summary: 'in short', blocks }
}

const words = (text: string): Block => ({ kind: 'paragraph', spans: [{ kind: 'text', text }] })

/** The texts of a page, one a part. */
function texts({ components }: Drawn): string[] {
  return components.flatMap(part =>
    part.type === TYPE.container
      ? part.components.flatMap(one => (one.type === TYPE.text ? one.content : []))
      : [],
  )
}

const allText = (reply: Reply) => renderPages(reply, KEPT).pages.flatMap(texts).join('\n')

/** Every rule we know of, ours and Discord's own. */
function expectAccepted(page: Drawn): void {
  const body = messageBody(page)
  expect(() => checkRequest('POST', '/channels/1/messages', body)).not.toThrow()
  expect(specFault('POST', '/channels/1/messages', body)).toBeNull()
  expect(JSON.stringify(body).isWellFormed()).toBe(true)
}

const HOSTILE = [
  '@everyone',
  '@here',
  '@',
  'everyone',
  '<@123456789012345678>',
  '<@&1>',
  '<#2>',
  '<id:guide>',
  '</ask:1>',
  '<t:1700000000:R>',
  '<:x:1>',
  '<a:x:2>',
  ':smile:',
  ':',
  'smile:',
  'https://evil.example/x',
  'http',
  '://evil.example',
  '[click](https://evil.example)',
  '[',
  '](',
  ')',
  '<https://evil.example>',
  'discord.gg/abc',
  'steam://run/1',
  '# head',
  '-# small',
  '> quote',
  '>>> all',
  '- item',
  '* item',
  '+ item',
  '1. one',
  '1',
  '. one',
  '-',
  '#',
  '**',
  '__',
  '_',
  '*',
  '~~',
  '~',
  '||',
  '|',
  '`',
  '```',
  '\\',
  '\\\\',
  '\n',
  '\r\n# x',
  '\u2028',
  '\t',
  '\u202egnp.exe\u202c',
  '\u2066\u2069',
  '\u200b\u200d\ufeff',
  '\u061c\u200f',
  '\u{e0041}',
  '\u3164',
  '\ud83d',
  '\udc00',
  'a\u0301\u0302\u0303\u0304\u0305\u0306\u0307',
  '👨‍👩‍👧‍👦',
  '👍🏽',
  '🇯🇵',
  '1️⃣',
  '「拜登」',
  '（拒绝）',
  '日本',
  '한국',
  'العربية',
  'क्षि',
  ' ',
  '',
  '　',
  '12:30',
  'a/b',
  'me@example.org',
  '¯\\_(ツ)_/¯',
] as const

const hostile = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { maxLength: 10 },
  )
  .map(parts => parts.join(''))
const long = fc
  .tuple(fc.constantFrom(...HOSTILE, '标题', 'word '), fc.integer({ min: 1, max: 10_000 }))
  .map(([word, length]) => word.repeat(Math.ceil(length / Math.max(1, word.length))))
const anyText = fc.oneof({ weight: 6, arbitrary: hostile }, { weight: 1, arbitrary: long })
const number = fc.integer({ min: 1, max: 99 })
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'emphasis', 'code'), text: anyText }) as fc.Arbitrary<Span>,
  fc.record({ kind: fc.constant('citation' as const), n: number }),
)
const spans = fc.array(span, { maxLength: 4 })
const lang = fc.constantFrom(...LANGS)
const quote = fc.record({
  kind: fc.constant('quote' as const),
  text: anyText,
  lang,
  citations: fc.array(number, { maxLength: 3 }),
})
const paragraph = fc.record({ kind: fc.constant('paragraph' as const), spans, quiet: fc.boolean() })
const url = fc.oneof(
  fc.webUrl(),
  anyText,
  fc.constantFrom(
    'https://news.example/a_(b)/*c*?q=||x||#@everyone',
    'javascript:alert(1)',
    'https://user:pass@evil.example/',
    'https://例え.jp/記事',
    'http://[::1]/x',
  ),
)
const source = fc.record({
  quotes: fc.array(
    fc.record({
      n: number,
      quote: anyText,
      lang,
      quotedAbove: fc.boolean(),
      event: fc.option(anyText),
      sentence: fc.constant('s'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  chain: anyText,
  reported: anyText,
  reasons: fc.option(anyText),
  title: fc.option(anyText),
  url: fc.option(url),
  mark: fc.option(anyText),
})
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const),
    text: anyText,
  }),
  paragraph,
  quote,
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(spans, { maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(fc.record({ label: anyText }), { minLength: 1, maxLength: 3 }),
    rows: fc.array(fc.array(spans, { maxLength: 3 }), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: anyText, value: spans }), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('item' as const),
    n: number,
    headline: spans,
    blocks: fc.array(fc.oneof(paragraph, quote), { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('sources' as const),
    label: anyText,
    sources: fc.array(source, { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('notice' as const),
    level: fc.constantFrom('info' as const, 'warning' as const, 'error' as const),
    spans,
  }),
  fc.record({
    kind: fc.constant('picture' as const),
    alt: anyText,
    media: fc.constantFrom('image/png' as const, 'image/svg+xml' as const),
    bytes: fc.uint8Array({ maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('buttons' as const),
    buttons: fc.array(fc.record({ label: anyText, line: anyText }), { maxLength: 30 }),
  }),
)
const reply = fc.record({ lang, summary: anyText, blocks: fc.array(block, { maxLength: 8 }) })

/** Where our own links lead: hosts and paths of the sources' addresses only. */
function ownLinks(one: Reply): Set<string> {
  const urls = one.blocks.flatMap(each =>
    each.kind === 'sources' ? each.sources.map(({ url: address }) => address) : [],
  )
  return new Set(urls.flatMap(address => (address && URL.canParse(address) ? [new URL(address).host] : [])))
}

describe('renderPages', () => {
  it.each(LANGS)('draws an answer and a digest in %s as one message each', lang => {
    for (const one of [
      replyOfAnswer({ ...REFUSALS, lang }),
      replyOfAnswer(QUOTED_REFUSALS),
      replyOfDigest({ ...DIGEST, lang }),
    ]) {
      const { pages, leftOut } = renderPages(one, KEPT)
      expect([pages.length, leftOut]).toEqual([1, 0])
      expectAccepted(pages[0]!)
    }
  })

  it('draws statements, numbers and sources in the manner of Discord', () => {
    const text = allText(replyOfAnswer(REFUSALS))
    expect(text).toContain('- Biden did not agree to a joint statement after the talks with Abe. \\[1]')
    expect(text).toContain('-# **Sources**')
    expect(text).toContain(
      '[roundups.example](<https://roundups.example/archives/2013/12/05/biden-abe-air-defence-identification-zone-three-requests-346.html>)',
    )
    expect(allText(replyOfAnswer(QUOTED_REFUSALS))).toContain(
      '\n> 第二，日方希望美国支持“中国必须撤回识别区”的主张',
    )
    expect(allText(replyOfDigest(DIGEST))).toContain(
      '**1.** **Biden → Japan: REFUSE (strong) — a joint statement on the air defence identification zone**\n\\~3 Dec 2013, Tokyo\n> 拜登拒绝把“撤回”写入表态\n-# Said by:',
    )
  })

  it('draws a row of a table on a line, with its labels', () => {
    const cell = (text: string) => [{ kind: 'text' as const, text }]
    const table: Block = {
      kind: 'table',
      columns: [{ label: 'Office' }, { label: 'From' }, { label: 'Until' }],
      rows: [
        [cell('Vice President'), cell('2009-01-20'), cell('')],
        [cell(''), cell('x')],
      ],
    }
    expect(allText(replyOf(table))).toBe('- **Vice President** · From: 2009-01-20\n- **x**')
  })

  it('shows no word as anything but a word', () => {
    fc.assert(
      fc.property(reply, one => {
        const hosts = ownLinks(one)
        for (const page of renderPages(one, KEPT).pages)
          for (const content of texts(page))
            for (const { kind, words } of meaningsIn(content)) {
              const own =
                (kind === 'masked link' && hosts.has(/<https?:\/\/([^/?#>]+)/.exec(words)?.[1] ?? '')) ||
                // Our own marks at the beginnings of lines, and words to be typed.
                ['heading', 'list', 'block quote', 'code'].includes(kind)
              expect(own, `${kind}: ${JSON.stringify(words)} in ${JSON.stringify(content)}`).toBe(true)
            }
      }),
      { numRuns: 300 },
    )
  })

  it('makes no line of an article a heading, a list or a quote', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const kind of ['text', 'emphasis'] as const)
          expect(meaningsIn(allText(replyOf({ kind: 'paragraph', spans: [{ kind, text }] })))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('leaves nothing that Discord would refuse', () => {
    fc.assert(
      fc.property(reply, fc.boolean(), (one, keep) => {
        const { pages, lines } = renderPages(one, keep ? KEPT : {})
        for (const page of pages) expectAccepted(page)
        for (const page of pages) expect(textLength(page.components)).toBeLessThanOrEqual(LIMITS.text)
        for (const page of pages) expect(countParts(page.components)).toBeLessThanOrEqual(LIMITS.parts)
        expect(new Set(lines.map(line => line.id)).size).toBe(lines.length)
      }),
      { numRuns: 200 },
    )
  })

  it('puts each item whole on one page, or leaves it out and counts it', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4500 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(sizes, fc.boolean(), (lengths, keep) => {
        const marked = lengths.map((length, i) => `⟨${i}⟩${'字'.repeat(length)}⟨/${i}⟩`)
        const items = marked.map(text => [{ kind: 'text' as const, text }])
        const { pages, leftOut } = renderPages(
          replyOf({ kind: 'list', ordered: false, items }),
          keep ? KEPT : {},
        )
        const shown = pages.map(page => readable(texts(page).join('\n')))
        const whole = marked.filter(text => shown.some(page => page.includes(text)))
        const begun = marked.filter((_, i) => shown.some(page => page.includes(`⟨${i}⟩`)))
        expect(begun).toEqual(whole)
        expect(whole.length + leftOut).toBe(marked.length)
        if (leftOut > 0) expect(shown.at(-1)).toMatch(/left out\.$/)
        if (keep) expect(whole).toEqual(marked.filter(text => text.length <= 3500 || whole.includes(text)))
      }),
      { numRuns: 60 },
    )
  })

  it('loses no word of an answer', () => {
    const shown = readable(allText(replyOfDigest(DIGEST)))
    for (const { quote } of DIGEST.citations) expect(shown).toContain(quote)
    for (const { headline, phrase, chain } of DIGEST.items)
      for (const part of [headline, phrase, chain]) expect(shown).toContain(part)
  })

  it('keeps a heading with what it heads', () => {
    const filler = words('x'.repeat(3500))
    const { pages } = renderPages(
      replyOf(filler, { kind: 'heading', level: 2, text: 'Watch' }, words('y'.repeat(600))),
      KEPT,
    )
    expect(pages.map(page => texts(page).join('\n').includes('Watch'))).toEqual([false, true])
  })

  it('shows the headline alone where an item is longer than a page', () => {
    const item: Block = {
      kind: 'item',
      n: 4,
      headline: [{ kind: 'emphasis', text: 'Head' }],
      blocks: [{ kind: 'quote', text: '長'.repeat(5000), lang: 'ja', citations: [] }],
    }
    expect(allText(replyOf(item))).toBe('**4.** **Head** …')
  })

  it('puts pages behind buttons where the reply is kept, and else leaves out with a count', () => {
    const many = replyOf(...Array.from({ length: 12 }, (_, i) => words(`${i} ${'x'.repeat(1000)}`)))
    const kept = renderPages(many, KEPT)
    expect(kept.pages).toHaveLength(4)
    expect(JSON.stringify(kept.pages[1])).toMatch(
      /"custom_id":"p\d+:0:k1".*"label":"2 \/ 4".*"custom_id":"p\d+:2:k1"/,
    )
    const alone = renderPages(many)
    expect(alone.pages).toHaveLength(1)
    expect(alone.leftOut).toBe(9)
    expect(texts(alone.pages[0]!).join('\n')).toContain('9 parts too long to be shown here are left out')
  })

  it('makes a menu of many buttons, and keeps lines that are too long for one', () => {
    const buttons = Array.from({ length: 30 }, (_, i) => ({
      label: `Topic ${i}`,
      line: `/digest --topics="${i} ${'y'.repeat(i * 5)}"`,
    }))
    const { pages, lines } = renderPages(replyOf(words('Which?'), { kind: 'buttons', buttons }), KEPT)
    expect(JSON.stringify(pages[0]).match(/"type":3/g)).toHaveLength(2)
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.every(({ line }) => line.length > 90)).toBe(true)
    expectAccepted(pages[0]!)
  })

  it('shows pictures as attachments with words for those who cannot see them', () => {
    const picture: Block = {
      kind: 'picture',
      alt: 'bars by outlet',
      media: 'image/png',
      bytes: new Uint8Array([1, 2]),
    }
    const { pages } = renderPages(replyOf(words('a'), picture, { ...picture, media: 'image/svg+xml' }))
    expect(pages[0]!.files).toEqual([
      { name: 'picture-1.png', contentType: 'image/png', data: new Uint8Array([1, 2]) },
    ])
    expect(messageBody(pages[0]!)).toMatchObject({
      attachments: [{ id: '0', filename: 'picture-1.png', description: 'bars by outlet' }],
    })
    expect(texts(pages[0]!).join()).toContain('picture: bars by outlet')
  })

  it('says something even of nothing', () => {
    expect(allText({ lang: 'en', summary: 'short', blocks: [words(' ')] })).toBe('short')
    expectAccepted(renderPages({ lang: 'en', summary: '', blocks: [] }).pages[0]!)
  })
})
