import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replyOfAnswer } from '../../src/chat/answer-reply.ts'
import { replyOfDigest } from '../../src/chat/digest-reply.ts'
import { plainWords } from '../../src/chat/plain.ts'
import { heading, paragraph, quiet, type Reply, text } from '../../src/chat/reply.ts'
import { checkMessage, checkView, LIMITS } from '../../src/slack/limits.ts'
import { escapeWords, linkMrkdwn, safeLink } from '../../src/slack/mrkdwn.ts'
import { renderSlack, textOf } from '../../src/slack/render.ts'
import { splitWords } from '../../src/slack/rich.ts'
import { hostileReply, hostileWords, SOURCE_HOST } from '../apps/hostile.ts'
import { DIGEST, QUOTED_REFUSALS } from '../chat/examples.ts'

const FIXED = {
  mrkdwn: false,
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const

/** Every text object of drawn blocks, with its kind. */
function textsOf(value: unknown, found: { type: string; text: string }[] = []) {
  if (Array.isArray(value)) for (const each of value) textsOf(each, found)
  else if (typeof value === 'object' && value !== null) {
    const { type, text: words } = value as { type?: string; text?: unknown }
    if (type !== undefined && typeof words === 'string') found.push({ type, text: words })
    for (const each of Object.values(value)) textsOf(each, found)
  }
  return found
}

const wordsOf = (value: unknown) =>
  textsOf(value)
    .map(each => (each.type === 'mrkdwn' ? unescaped(each.text) : each.text))
    .join('')
const unescaped = (words: string) => words.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
const squeeze = (words: string) => words.replace(/\s+/g, '')

describe('a reply drawn for Slack', () => {
  test('keeps every rule, whatever is in it: no mention, no link but to the source, no limit exceeded', () => {
    fc.assert(
      fc.property(hostileReply, reply => {
        const { text: summary, pages } = renderSlack(reply)
        for (const blocks of pages) {
          checkMessage({ text: summary, blocks, ...FIXED })
          for (const { type, text: words } of textsOf(blocks)) {
            if (type !== 'mrkdwn') continue
            for (const [, target] of words.matchAll(/<([^>|]*)/g))
              expect(new URL(target!.replaceAll('&amp;', '&')).hostname).toBe(SOURCE_HOST)
          }
          const json = JSON.stringify(blocks)
          expect(json).not.toMatch(/"type":"(?:link|user|usergroup|channel|broadcast)"/)
          expect(json.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('cuts nothing: every word of what fits stands there whole', () => {
    fc.assert(
      fc.property(fc.array(hostileWords, { minLength: 1, maxLength: 4 }), many => {
        const reply: Reply = {
          lang: 'en',
          summary: 's',
          blocks: many.flatMap(words => [
            paragraph(words),
            { kind: 'quote', text: words, lang: 'ja', citations: [] },
            quiet(words),
          ]),
        }
        const { pages, left } = renderSlack(reply)
        const shown = squeeze(pages.map(wordsOf).join(''))
        expect(left).toBe(0)
        let from = 0
        for (const words of many.flatMap(each => [each, `「${each}」`, each])) {
          const wanted = squeeze(plainWords(words))
          const at = shown.indexOf(wanted, from)
          expect(at).toBeGreaterThanOrEqual(0)
          from = at + wanted.length
        }
      }),
      { numRuns: 60 },
    )
  })

  test('is one message for a usual answer and a usual digest, with a real summary on top', () => {
    for (const reply of [replyOfAnswer(QUOTED_REFUSALS), replyOfDigest(DIGEST)]) {
      const { text: summary, pages, left } = renderSlack(reply)
      expect([pages.length, left]).toEqual([1, 0])
      expect(unescaped(summary)).toBe(plainWords(reply.summary))
    }
  })

  test('never parts an item: all of it, its headline alone, or none, with a count', () => {
    const item = (n: number, words: string, head = `headline ${n}`): Reply['blocks'][number] => ({
      kind: 'item',
      n,
      headline: [text(head)],
      blocks: [paragraph(words)],
    })
    const long = 'All of this is one paragraph. '.repeat(300)
    const longer = 'x'.repeat(20_000)
    const { pages, left } = renderSlack({
      lang: 'en',
      summary: 's',
      blocks: [item(1, long), item(2, long), item(3, longer), item(4, 'short', longer), item(5, 'end')],
    })
    expect(pages).toHaveLength(2)
    const [one, two] = pages.map(wordsOf)
    expect(one).toContain('headline 1')
    expect(one).not.toContain('headline 2')
    expect(one!.split('All of this').length).toBe(two!.split('All of this').length)
    expect(two).toMatch(/headline 2.*headline 3.*headline 5.*end.*2 parts too long/s)
    expect(two).not.toContain('xxx')
    expect(left).toBe(2)
  })

  test('keeps a heading with what it opens, and one table to a message', () => {
    const table = {
      kind: 'table' as const,
      columns: [{ label: 'day' }, { label: 'what' }],
      rows: Array.from({ length: 150 }, (_, i) => [[text(`day ${i}`)], [text(`what ${i}`)]]),
    }
    const { pages } = renderSlack({
      lang: 'en',
      summary: 's',
      blocks: [heading('One', 1), table, heading('Two'), table],
    })
    expect(pages.every(page => page.at(-1)?.type === 'table')).toBe(true)
    const rows = pages.flatMap(page =>
      page.flatMap(block => (block.type === 'table' ? block.rows.slice(1) : [])),
    )
    expect(rows).toHaveLength(300)
    for (const page of pages) expect(page.filter(block => block.type === 'table')).toHaveLength(1)
  })
})

test('a modal or Home has no tables: each row is a line there', () => {
  const table = {
    kind: 'table' as const,
    columns: [{ label: 'day' }, { label: 'what' }],
    rows: [[[text('Monday')], [text('talks')]]],
  }
  const { pages } = renderSlack({ lang: 'en', summary: 's', blocks: [table] }, 'view')
  expect(wordsOf(pages)).toBe('Monday · talks')
  fc.assert(
    fc.property(hostileReply, reply => {
      for (const blocks of renderSlack(reply, 'view').pages) checkView({ type: 'home', blocks: [...blocks] })
    }),
    { numRuns: 60 },
  )
})

describe('markup', () => {
  test('of words is escaped', () => {
    expect(escapeWords('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;')
    expect(textOf('a <b> c')).toBe('a &lt;b&gt; c')
    expect(textOf('&'.repeat(5000))).toMatch(/^(?:&amp;)+…$/)
    expect(textOf('&'.repeat(5000)).length).toBeLessThanOrEqual(LIMITS.text)
  })

  test('of links goes to pages only, under a label that is no other address', () => {
    expect(linkMrkdwn('https://news.example.com/a?b=1&c=2', 'A & B')).toBe(
      '<https://news.example.com/a?b=1&amp;c=2|A &amp; B>',
    )
    expect(linkMrkdwn('javascript:alert(1)', 'click')).toBe('click')
    expect(linkMrkdwn(null, 'click')).toBe('click')
    expect(safeLink('https://a.example.com/', 'https://bank.example.org/')?.label).toBe('a.example.com')
    expect(safeLink('https://a.example.com/', 'bank.example.org/login')?.label).toBe('a.example.com')
    expect(safeLink('https://u:p@a.example.com/', 'x')).toBeNull()
    expect(safeLink('https://a.example.com/|<!channel>', 'x')?.url).toBe(
      'https://a.example.com/%7C%3C!channel%3E',
    )
  })
})

describe('long words', () => {
  test('are parted after sentences, else at spaces, else between characters', () => {
    expect(splitWords('One. Two three. Four five six', 20)).toEqual(['One. Two three. ', 'Four five six'])
    expect(splitWords('aaaa bbbb cccc', 10)).toEqual(['aaaa bbbb ', 'cccc'])
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 8, max: 60 }),
        (words, most) => {
          const runs = splitWords(words, most)
          expect(runs.join('')).toBe(words)
          for (const run of runs) {
            expect(run.length).toBeLessThanOrEqual(most)
            expect(run.isWellFormed()).toBe(words.isWellFormed())
          }
        },
      ),
    )
  })
})

describe('the guard', () => {
  const fine = { text: 'x', blocks: [{ type: 'divider' }], ...FIXED }
  const section = (words: string) => ({
    type: 'section',
    text: { type: 'mrkdwn', text: words, verbatim: true },
  })
  test.each<[string, object]>([
    ['no text', { ...fine, text: '' }],
    ['a mention in the text', { ...fine, text: '<!here>' }],
    ['markup in the text', { ...fine, mrkdwn: true }],
    ['unfurling', { ...fine, unfurl_links: true }],
    ['51 blocks', { ...fine, blocks: Array(51).fill({ type: 'divider' }) }],
    ['no blocks', { ...fine, blocks: [] }],
    [
      'a long header',
      { ...fine, blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] },
    ],
    ['a mention', { ...fine, blocks: [section('hi <!channel>')] }],
    ['a user', { ...fine, blocks: [section('hi <@U1>')] }],
    ['another scheme', { ...fine, blocks: [section('<javascript:x|y>')] }],
    ['links made of words', { ...fine, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }] }],
    ['a long section', { ...fine, blocks: [section('x'.repeat(3001))] }],
    ['an unknown block', { ...fine, blocks: [{ type: 'video' }] }],
    ['an unknown key', { ...fine, blocks: [{ type: 'divider', x: 1 }] }],
    ['too much in all', { ...fine, blocks: Array(5).fill(section('x'.repeat(2900))) }],
  ])('refuses %s', (_, payload) => {
    expect(() => checkMessage(payload)).toThrow(/breaks a rule of Slack/)
    expect(checkMessage(fine)).toBe(fine)
  })
})
