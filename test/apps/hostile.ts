// Replies full of what articles, feeds and models could hold to harm a reader: for the renderer of every platform.
import * as fc from 'fast-check'
import type { Block, Reply, SourceEntry, Span, Spans } from '../../src/chat/reply.ts'
import { LANGS, type Lang } from '../../src/model/language.ts'

/** The only pages that a drawn reply may link to: those that the store names as sources. */
export const SOURCE_HOST = 'news.example.com'

const TRICKS = [
  '@everyone',
  '@here',
  '<!channel>',
  '<!everyone>',
  '<!subteam^S123|team>',
  '<@U0123ABC>',
  '<@&123456789012345678>',
  '<@!123456789012345678>',
  '<#C0123ABC|general>',
  '<#123456789012345678>',
  '</ask:123456789012345678>',
  '<https://evil.example.net|click here>',
  '[click here](https://evil.example.net)',
  '[a]( <https://evil.example.net> "t")',
  'https://evil.example.net/login',
  'http://evil.example.net',
  'www.evil.example.net',
  'evil.example.net/path',
  'mailto:a@evil.example.net',
  'discord.gg/abcdef',
  'javascript:alert(1)',
  '<a:smile:123456789012345678>',
  '<t:1700000000:R>',
  ':smile:',
  '*bold* _it_ ~no~ `code` ```block```',
  '**b** __u__ ||spoiler|| ~~s~~',
  '# heading',
  '-# small',
  '> quote\n>>> all',
  '- list\n1. list',
  '&lt;!channel&gt; &amp;',
  '&#60;!channel&#62;',
  '\\<@U1>\\',
  '\u202egnippals\u202c',
  '\u2066hidden\u2069',
  'e\u200bv\u200bery\u2060one',
  '@\u200beveryone',
  '\ufeff\u00ad\u034f',
  'Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308',
  '\u001b[31m\u0000\u0007',
  '👩‍👩‍👧‍👦🏳️‍🌈🇯🇵',
  '\ud83d',
  '拜登拒绝要求中方撤回防空识别区的建议',
  '「遺憾」の意を表明した。',
  '조 바이든 부통령은 요구하지 않았다.',
  'שלום עולם',
  '{"text":"x"}',
  '%s {x} {{y}}',
]

const trick = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TRICKS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
)

/** Words with tricks in them: short most of the time, 10,000 characters now and then. */
export const hostileWords: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.array(trick, { minLength: 1, maxLength: 4 }).map(parts => parts.join(' ')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(trick, fc.integer({ min: 100, max: 10_000 }))
      .map(([part, length]) =>
        `${part}`.repeat(Math.ceil(length / Math.max(1, part.length))).slice(0, length),
      ),
  },
)

const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('text' as const, 'emphasis' as const, 'code' as const),
    text: hostileWords,
  }),
  fc.record({ kind: fc.constant('citation' as const), n: fc.integer({ min: 1, max: 999 }) }),
)
const spans: fc.Arbitrary<Spans> = fc.array(span, { minLength: 1, maxLength: 4 })
const lang = fc.constantFrom<Lang>(...LANGS)
const numbers = fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 3 })

const paragraph = fc.record({ kind: fc.constant('paragraph' as const), spans, quiet: fc.boolean() })
const quote = fc.record({ kind: fc.constant('quote' as const), text: hostileWords, lang, citations: numbers })

const address = fc.oneof(
  fc.constant(null),
  fc.webPath().map(path => `https://${SOURCE_HOST}${path}?a=1&b=<2>|"'`),
  fc.constantFrom(
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://user:pass@evil.example.net/',
    'not an address',
    `https://${SOURCE_HOST}/${'x'.repeat(5000)}`,
    `https://${SOURCE_HOST}/a)b](https://evil.example.net)`,
    `https://${SOURCE_HOST}/|<!channel>`,
  ),
)
const source: fc.Arbitrary<SourceEntry> = fc.record({
  quotes: fc.array(
    fc.record({
      n: fc.integer({ min: 1, max: 99 }),
      quote: hostileWords,
      lang,
      quotedAbove: fc.boolean(),
      event: fc.option(hostileWords),
      sentence: fc.constant('s1'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  chain: hostileWords,
  reported: hostileWords,
  reasons: fc.option(hostileWords),
  title: fc.option(hostileWords),
  url: address,
  mark: fc.option(hostileWords),
})

const table = fc.integer({ min: 1, max: 24 }).chain(columns =>
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(
      fc.record({ label: hostileWords, align: fc.constantFrom('left' as const, 'right' as const) }),
      { minLength: columns, maxLength: columns },
    ),
    rows: fc.array(fc.array(fc.array(span, { maxLength: 2 }), { minLength: columns, maxLength: columns }), {
      maxLength: 5,
    }),
  }),
)

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const),
    text: hostileWords,
  }),
  paragraph,
  quote,
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(spans, { maxLength: 30 }),
  }),
  table,
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: hostileWords, value: spans }), { maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('item' as const),
    n: fc.integer({ min: 1, max: 99 }),
    headline: spans,
    blocks: fc.array(fc.oneof(paragraph, quote), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('sources' as const),
    label: hostileWords,
    sources: fc.array(source, { maxLength: 6 }),
  }),
  fc.record({
    kind: fc.constant('notice' as const),
    level: fc.constantFrom('info' as const, 'warning' as const, 'error' as const),
    spans,
  }),
  fc.record({
    kind: fc.constant('picture' as const),
    alt: hostileWords,
    media: fc.constant('image/png' as const),
    bytes: fc.constant(new Uint8Array([1, 2, 3])),
  }),
  fc.record({
    kind: fc.constant('buttons' as const),
    buttons: fc.array(fc.record({ label: hostileWords, line: hostileWords }), { maxLength: 30 }),
  }),
)

/** Any reply, of any blocks in any order. */
export const hostileReply: fc.Arbitrary<Reply> = fc.record(
  { lang, summary: hostileWords, blocks: fc.array(block, { maxLength: 12 }), about: fc.constant('key') },
  { requiredKeys: ['lang', 'summary', 'blocks'] },
)
