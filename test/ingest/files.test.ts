import { execFileSync } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  countFiles,
  isReadFailure,
  type ReadFailure,
  type ReadOptions,
  readPath,
} from '../../src/ingest/files.ts'
import { readFrontMatter } from '../../src/ingest/files-front.ts'
import type { ParsedItem } from '../../src/model/article.ts'
import { NEWS } from '../eval/charsets.ts'
import { encode } from '../helpers/encode.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'attache-files-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(name: string, content: string | Uint8Array): string {
  const path = join(root, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

async function readAll(path: string, options?: ReadOptions): Promise<(ParsedItem | ReadFailure)[]> {
  const out: (ParsedItem | ReadFailure)[] = []
  for await (const item of readPath(path, options)) out.push(item)
  return out
}
const itemsOf = async (path: string) =>
  (await readAll(path)).filter(item => !isReadFailure(item)) as ParsedItem[]
const failuresOf = async (path: string, options?: ReadOptions) =>
  (await readAll(path, options)).filter(isReadFailure)
async function oneFailure(path: string, options?: ReadOptions): Promise<ReadFailure> {
  const all = await readAll(path, options)
  expect(all).toHaveLength(1)
  expect(isReadFailure(all[0]!)).toBe(true)
  return all[0] as ReadFailure
}

describe('text files', () => {
  test('are kept exactly, apart from line ends and what is no text', async () => {
    const path = put('a.txt', '\ufeff  首行\r\n\r\n　　第二段。\u0000  \n\n\n')
    expect(await readAll(path)).toEqual([
      {
        identity: `file:${path}`,
        url: null,
        title: null,
        outlet: null,
        published: null,
        lang: null,
        text: '  首行\n\n　　第二段。  \n\n\n',
        format: 'text',
        charset: 'utf-8',
        sample: false,
      },
    ])
  })

  test('are decoded from what they are written in', async () => {
    put('1.txt', encode(NEWS['zh-Hans'].join('\n'), 'gbk')!)
    put('2.txt', encode(NEWS.ja[0]!, 'iso-2022-jp')!)
    put('3.TXT', encode(NEWS.ko.join('\n'), 'utf-16be')!)
    const items = await itemsOf(root)
    expect(items.map(item => item.charset)).toEqual(['gb18030', 'iso-2022-jp', 'utf-16be'])
    expect(items.map(item => item.text)).toEqual([NEWS['zh-Hans'].join('\n'), NEWS.ja[0], NEWS.ko.join('\n')])
  })

  test('front matter becomes fields', async () => {
    const path = put(
      'a.txt',
      'Title: Hotline reopened\nURL: https://e.example/1\nOutlet: Sample Wire\nDate: 12 May 2031\n\nBody.\n',
    )
    expect(await readAll(path)).toMatchObject([
      {
        identity: 'https://e.example/1',
        title: 'Hotline reopened',
        outlet: 'Sample Wire',
        published: '2031-05-12',
        text: 'Body.\n',
      },
    ])
  })
})

describe('readFrontMatter', () => {
  const textOf = (source: string) => readFrontMatter(source).text
  test('fenced, with quotes, lists, comments and unknown keys', () => {
    const source =
      '---\ntitle: "A: b"\n# note\nlayout: post\ntags:\n  - x\n- y\ndate: 2031-01-02\nlang: zh-TW\nsample: true\nurl: n/a\n---\n\n\nText.'
    expect(readFrontMatter(source)).toEqual({
      url: null,
      title: 'A: b',
      outlet: null,
      published: '2031-01-02',
      lang: 'zh-Hant',
      sample: true,
      text: 'Text.',
    })
  })

  test('doubtful openings stay text', () => {
    for (const source of [
      'Source: the ministry\n\nText.',
      'Title: A\nText goes on.\nDate: 2031-01-02\n\nText.',
      'Title: A\nMinister: B\nDate: 2031-01-02\n\nText.',
      'Title: A\nDate: next week\n\nText.',
      '---\ntitle: A\n---\nText.',
      '---\nText between rules.\n---\nText.',
      '---\ntitle: A\ndate: 2031-01-02\nText without an end.',
      'Text.\n---\ntitle: A\ndate: 2031-01-02\n---\n',
      '',
    ])
      expect(textOf(source)).toBe(source)
  })
})

test('Markdown: marks go, front matter and first heading give the title', async () => {
  const path = put(
    'a.md',
    '---\noutlet: 云帆网\ndate: 2031-05-12\n---\n# 会谈 **结束**\n\n两国[外长](http://x.example)会谈。\n',
  )
  expect(await readAll(path)).toMatchObject([
    {
      title: '会谈 结束',
      outlet: '云帆网',
      published: '2031-05-12',
      text: '会谈 结束\n\n两国外长会谈。',
      format: 'markdown',
    },
  ])
})

test('pages: address, title and text; the path names a page without an address', async () => {
  const html =
    '<html><head><title>T</title><link rel="canonical" href="https://e.example/1"></head><body><p>Some text of the page.</p></body></html>'
  put('a.html', html)
  put('b.HTM', html.replace(/<link[^>]*>/, ''))
  put('c.xhtml', html.replace('/1', '/2'))
  expect((await itemsOf(root)).map(item => [item.identity, item.title, item.text, item.format])).toEqual([
    ['https://e.example/1', 'T', 'Some text of the page.', 'html'],
    [`file:${join(root, 'b.HTM')}`, 'T', 'Some text of the page.', 'html'],
    ['https://e.example/2', 'T', 'Some text of the page.', 'html'],
  ])
})

describe('records', () => {
  test('.json holds one record or a list', async () => {
    put('a.json', '{"text":"one","url":"https://e.example/1"}')
    put('b.json', '\ufeff[{"text":"two"},{"text":"three","title":"T"}]')
    const items = await itemsOf(root)
    expect(items.map(item => item.text)).toEqual(['one', 'two', 'three'])
    expect(items[1]!.identity).toBe(`file:${join(root, 'b.json')}#1`)
  })

  test('.jsonl goes on behind bad lines and reports them with their numbers', async () => {
    const path = put('a.jsonl', '{"text":"one"}\r\n\n{bad}\n[1]\n{"text":7}\n  \n{"text":"two"}')
    const all = await readAll(path)
    expect(all.map(item => (isReadFailure(item) ? item.line : item.text))).toEqual(['one', 3, 4, 5, 'two'])
    expect(all.filter(isReadFailure).map(item => item.problem)).toEqual([
      expect.stringMatching(/^line 3: not valid JSON: .*; correct or remove the line$/),
      'line 4: a record must be an object like {"title": …, "text": …}, not a list',
      'line 5: field "text" must be text, not a number',
    ])
    for (const failure of all.filter(isReadFailure))
      expect(failure).toMatchObject({ path, skipped: 'bad_record' })
  })

  test('lines in other encodings, also when a line alone says little', async () => {
    const lines = [...NEWS.ko.map(text => JSON.stringify({ text })), '{"text":"펲 x"}'].join('\n')
    const items = await itemsOf(put('a.ndjson', encode(lines, 'euc-kr')!))
    expect(items.map(item => item.text)).toEqual([...NEWS.ko, '펲 x'])
    expect(new Set(items.map(item => item.charset))).toEqual(new Set(['euc-kr']))
    for (const charset of ['utf-16le-bom', 'utf-16be'] as const) {
      const wide = await itemsOf(put(`${charset}.jsonl`, encode(lines, charset)!))
      expect(wide.map(item => item.text)).toEqual([...NEWS.ko, '펲 x'])
      expect(wide[0]!.charset).toBe(charset.replace('-bom', ''))
    }
  })

  test('a line longer than allowed is left out, the next is read', async () => {
    const path = put('a.jsonl', `{"text":"${'x'.repeat(5000)}"}\n{"text":"short"}\n`)
    const [failure, item] = await readAll(path, { maxBytes: 1000 })
    expect(failure).toMatchObject({ skipped: 'too_large', line: 1 })
    expect(item).toMatchObject({ text: 'short' })
  })

  test('a file larger than a document may be is streamed', async () => {
    const line = `${JSON.stringify({ text: 'x'.repeat(900) })}\n`
    const path = put('a.jsonl', line.repeat(3000))
    expect(await readAll(path, { maxBytes: 1000 })).toHaveLength(3000)
  })

  test('an export is named as one and not read', async () => {
    for (const name of ['a.jsonl', 'b.json', 'c.ndjson']) {
      const path = put(name, '{"attache":"export","version":1}\n{"text":"x"}\n')
      expect(await oneFailure(path)).toEqual({
        path,
        skipped: 'export',
        problem: expect.stringContaining('`attache import`'),
      })
    }
  })

  test('what is wrong with a file as a whole', async () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['a.json', '{"text":"a"}\n{"text":"b"}\n', 'rename it to .jsonl'],
      ['b.json', '{"text":', 'not valid JSON'],
      ['c.json', '[]', 'its list of records is empty'],
      ['d.json', ' \n', 'the file is empty'],
      ['e.jsonl', '', 'the file has no records'],
      ['f.jsonl', '\n\n', 'the file has no records'],
      ['g.jsonl', '[\n', 'rename it to .json'],
    ]
    for (const [name, content, problem] of cases)
      expect((await oneFailure(put(name, content))).problem).toContain(problem)
  })

  test('a deeply nested value is refused, not followed', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect((await oneFailure(put('a.json', deep))).problem).toContain('record 1: a record must be an object')
    expect((await oneFailure(put('b.jsonl', deep))).problem).toContain('line 1: a record must be an object')
  })
})

describe('folders', () => {
  test('are read in the order of names, hidden files and packages left out', async () => {
    for (const name of [
      'b/2.txt',
      'b/1.txt',
      'a.txt',
      'c.txt',
      '.hidden.txt',
      '.git/x.txt',
      'node_modules/p/readme.md',
      'B.txt',
    ])
      put(name, name)
    expect((await itemsOf(root)).map(item => item.text)).toEqual([
      'B.txt',
      'a.txt',
      'b/1.txt',
      'b/2.txt',
      'c.txt',
    ])
    expect(await countFiles(root)).toBe(5)
    expect(await failuresOf(root)).toEqual([])
  })

  test('a hidden folder is read when it is named itself', async () => {
    put('.news/a.txt', 'a')
    expect(await itemsOf(join(root, '.news'))).toHaveLength(1)
  })

  test('other types are reported once, as a count', async () => {
    for (const name of ['a.txt', 'b.pdf', 'x/c.pdf', 'd.docx', 'noextension']) put(name, 'text')
    const failures = await failuresOf(root)
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatchObject({ path: root, skipped: 'unknown_type' })
    expect(failures[0]!.problem).toMatch(
      /^4 files were passed over \(\.pdf 2, \.docx 1, without extension 1\); only \.txt/,
    )
    expect((await oneFailure(join(root, 'b.pdf'))).problem).toMatch(
      /^\.pdf files are not read; save it as one of \.txt/,
    )
    expect((await oneFailure(join(root, 'noextension'))).problem).toContain('has no extension')
  })

  test('links in circles are followed once', async () => {
    put('a/x.txt', 'x')
    symlinkSync(root, join(root, 'a/up'))
    symlinkSync(join(root, 'a'), join(root, 'b'))
    symlinkSync('self', join(root, 'self'))
    const all = await readAll(root)
    expect(all.filter(item => !isReadFailure(item))).toHaveLength(1)
    expect(all.filter(isReadFailure)).toMatchObject([{ path: join(root, 'self'), skipped: 'unreadable' }])
  })

  test('an empty folder and one with nothing to read say so', async () => {
    mkdirSync(join(root, 'x.txt'))
    expect(await oneFailure(root)).toMatchObject({ path: root, skipped: 'nothing_to_read' })
    expect(await oneFailure(join(root, 'x.txt'))).toMatchObject({ skipped: 'nothing_to_read' })
    expect(await countFiles(root)).toBe(0)
  })
})

describe('what cannot be read', () => {
  test('a path that is not there', async () => {
    expect(await oneFailure(join(root, 'none.txt'))).toMatchObject({
      skipped: 'missing',
      problem: 'there is no such file or folder; check the path',
    })
    expect(await oneFailure(put('a.txt', 'x').concat('/b.txt'))).toMatchObject({ skipped: 'missing' })
    expect(await countFiles(join(root, 'none'))).toBe(0)
  })

  test('a link to nothing', async () => {
    symlinkSync('gone.txt', join(root, 'link.txt'))
    put('z.txt', 'read all the same')
    const all = await readAll(root)
    expect(all).toMatchObject([
      { path: join(root, 'link.txt'), skipped: 'missing' },
      { text: 'read all the same' },
    ])
  })

  test('a pipe is not waited for', async () => {
    execFileSync('mkfifo', [join(root, 'pipe.txt'), join(root, 'pipe.jsonl')])
    const failures = await failuresOf(root)
    expect(failures.map(failure => failure.skipped)).toEqual(['not_a_file', 'not_a_file'])
    expect(await oneFailure(join(root, 'pipe.txt'))).toMatchObject({ skipped: 'not_a_file' })
  })

  test('a file that vanishes between being listed and being opened', async () => {
    put('a.jsonl', '{"text":"a"}\n{"text":"b"}\n')
    put('b.txt', 'gone soon')
    put('c.txt', 'still there')
    const seen: (ParsedItem | ReadFailure)[] = []
    for await (const item of readPath(root)) {
      if (seen.length === 0) rmSync(join(root, 'b.txt'))
      seen.push(item)
    }
    expect(seen.filter(item => !isReadFailure(item))).toHaveLength(3)
  })

  test('empty files and white space', async () => {
    expect(await oneFailure(put('a.txt', ''))).toMatchObject({ skipped: 'empty' })
    expect(await oneFailure(put('b.html', ''))).toMatchObject({ skipped: 'empty' })
    expect(await oneFailure(put('c.txt', ' \n\u3000'))).toMatchObject({ skipped: 'no_text' })
    expect(await oneFailure(put('d.md', '---\n***\n'))).toMatchObject({ skipped: 'no_text' })
    expect(await oneFailure(put('e.html', '<html><script>x</script></html>'))).toMatchObject({
      skipped: 'no_text',
    })
  })

  test('binary files are named', async () => {
    const binaries: readonly (readonly [string, Uint8Array | string, string])[] = [
      ['a.txt', '%PDF-1.7\n%âãÏÓ', 'a PDF'],
      ['b.html', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'a PNG image'],
      ['c.json', 'PK\u0003\u0004rest', 'a ZIP archive or an Office document'],
      ['d.jsonl', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3), 'a JPEG image'],
      ['e.md', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'an old Office or HWP document'],
      [
        'f.txt',
        Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 0xff),
        'binary data',
      ],
    ]
    for (const [name, content, what] of binaries) {
      const failure = await oneFailure(put(name, content))
      expect(failure).toMatchObject({ skipped: 'binary' })
      expect(failure.problem).toBe(`it is ${what}, not text; save the article as .txt or .html`)
    }
  })

  test('too large a document is refused before it is read', async () => {
    for (const name of ['a.txt', 'b.html', 'c.json', 'd.md']) {
      const path = put(name, '')
      // Sparse: 200 MB that take no room; reading them would show in the time and the memory of this test.
      truncateSync(path, 200_000_000)
      expect((await oneFailure(path)).problem).toMatch(
        /^it has 200 MB, more than the 20 MB read as one document/,
      )
    }
    expect(await oneFailure(put('e.txt', 'x'.repeat(101)), { maxBytes: 100 })).toMatchObject({
      skipped: 'too_large',
    })
    expect(await readAll(put('f.txt', 'x'.repeat(100)), { maxBytes: 100 })).toMatchObject([
      { format: 'text' },
    ])
  })

  test('a .jsonl file of 200 MB without a newline is refused without being held', async () => {
    const path = put('a.jsonl', '')
    truncateSync(path, 200_000_000)
    expect(await oneFailure(path, { maxBytes: 1_000_000 })).toMatchObject({ skipped: 'too_large', line: 1 })
  })

  test('every problem is one line that does not repeat the path', async () => {
    put('a.json', '{"text":\n\n"x",\n}')
    put('b.jsonl', '{"text":"x"\n')
    put('c.txt', '')
    for (const failure of await failuresOf(root)) {
      expect(failure.problem).not.toContain('\n')
      expect(failure.problem).not.toContain(root)
    }
  })

  test('nothing stays open when the reader stops early', async () => {
    const path = put('a.jsonl', '{"text":"a"}\n{"text":"b"}\n')
    const before = openSync(path, 'r')
    closeSync(before)
    for await (const _ of readPath(path)) break
    const after = openSync(path, 'r')
    closeSync(after)
    expect(after).toBe(before)
  })
})
