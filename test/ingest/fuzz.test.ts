import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeBytes, tidyText } from '../../src/ingest/charset.ts'
import { isReadFailure, readPath } from '../../src/ingest/files.ts'
import { parsePage } from '../../src/ingest/html.ts'
import { prunePage } from '../../src/ingest/html-prune.ts'
import { readSource } from '../../src/ingest/html-source.ts'
import { markdownText } from '../../src/ingest/markdown.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'attache-fuzz-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Well-formed, with LF ends, without controls: what may be stored and cited. */
function expectTidy(text: string): void {
  expect(text.isWellFormed()).toBe(true)
  expect(tidyText(text)).toBe(text)
}

const EXTENSIONS = ['txt', 'html', 'htm', 'xhtml', 'md', 'json', 'jsonl', 'ndjson'] as const
const PIECES = [
  '<p>',
  '</p>',
  '<div class="a b">',
  '</div>',
  '<table><tr><td>',
  '</table>',
  '<li>',
  '<a href="x">',
  '</a>',
  '<br>',
  '<!--',
  '-->',
  '<script>',
  '</script>',
  '<style>',
  '</style>',
  '<title>',
  '</title>',
  '<meta charset="',
  '"',
  "'",
  '>',
  '<',
  '&',
  '&lt;',
  '&#x3042;',
  '&#0;',
  '<template>',
  '</template>',
  '<nav>',
  '</nav>',
  '<ruby>',
  '<rt>',
  '<pre>',
  '</pre>',
  '日本の外相は会談した。',
  '대통령은 ',
  '总统',
  '\u3000',
  '\n',
  '\r',
  '\u0000',
  '\ud800',
  'e\u0301',
  '\u1112\u1161\u11ab',
  '# ',
  '**',
  '[a](',
  '`',
  '---\n',
  'Title: x\n',
  '{"text":"a"}\n',
  '{"text":',
  '[',
  ']',
  '}',
  '\\',
  '\ufeff',
  '\ufffd',
]
const soup = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
  .map(parts => parts.join(''))
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  soup.map(text => new TextEncoder().encode(text)),
  // Text with random bytes spliced in: truncated, doubled and mixed encodings.
  fc
    .tuple(soup, fc.uint8Array({ maxLength: 20 }), soup)
    .map(([a, b, c]) => new Uint8Array(Buffer.concat([Buffer.from(a), b, Buffer.from(c, 'utf16le')]))),
)

describe('any bytes in any type of file', () => {
  for (const extension of EXTENSIONS)
    test(`.${extension}: items are tidy, failures are one clear line, nothing is thrown`, async () => {
      await fc.assert(
        fc.asyncProperty(bytes, async content => {
          const path = join(root, `a.${extension}`)
          writeFileSync(path, content)
          let count = 0
          for await (const item of readPath(path)) {
            count++
            if (isReadFailure(item)) {
              expect(item.problem).toMatch(/^.{10,}$/u)
              continue
            }
            expectTidy(item.text)
            expect(item.text.trim()).not.toBe('')
            if (item.title !== null) expectTidy(item.title)
            expect(item.url === null || /^https?:\/\//.test(item.url)).toBe(true)
          }
          expect(count).toBeGreaterThan(0)
        }),
        { numRuns: 150 },
      )
    })
})

test('decoding never throws, whatever is declared', () => {
  fc.assert(
    fc.property(
      bytes,
      fc.option(fc.oneof(fc.string(), fc.constantFrom('gbk', 'utf-16', 'shift_jis', 'koi8-r'))),
      fc.boolean(),
      (content, declared, html) => {
        const decoded = decodeBytes(content, { declared, html })
        expectTidy(tidyText(decoded.text))
        expect(decoded.charset).toMatch(/^[a-z0-9_-]+$/)
      },
    ),
    { numRuns: 500 },
  )
})

test('valid UTF-8 of several bytes is UTF-8, whatever is declared', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter(value => /[^\0-\x7f]/u.test(value) && tidyText(value) === value)
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('gbk', 'big5', 'shift_jis', 'euc-kr', 'windows-1252', 'utf-16le'),
      (value, declared) => {
        expect(decodeBytes(new TextEncoder().encode(value), { declared }).text).toBe(value)
      },
    ),
  )
})

test('tidying is done once: a tidy text stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => expectTidy(tidyText(text))),
    { numRuns: 1000 },
  )
})

test('a source is always put into proper nesting', () => {
  fc.assert(
    fc.property(soup, source => {
      const html = prunePage(readSource(source))
      const open: string[] = []
      for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][^\s/>]*)[^>]*>/g)) {
        if (/^(?:br|hr|meta|link|base)$/.test(name!)) continue
        if (slash) expect(open.pop()).toBe(name)
        else open.push(name!)
      }
      expect(open).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('pages and Markdown from soup give tidy text', () => {
  fc.assert(
    fc.property(soup, source => {
      const page = parsePage(source, 'https://e.example/')
      expectTidy(page.text)
      expect(page.text).not.toMatch(/\n{3,}|^\n|\n$/)
      expect(markdownText(tidyText(source)).isWellFormed()).toBe(true)
    }),
    { numRuns: 500 },
  )
})
