import { describe, expect, test } from 'vitest'
import { checkRecord, isExport, itemOf, type RecordPlace } from '../../src/ingest/records.ts'
import { canonicalUrl, fitsLang, isFrontPage, toIsoDate, toLang } from '../../src/ingest/records-fields.ts'

const place = (ordinal = 1, taken = new Set<string>()): RecordPlace => ({
  path: '/news/a.jsonl',
  ordinal,
  charset: 'utf-8',
  taken,
})
const problemOf = (value: unknown) => {
  const record = checkRecord(value)
  return 'problem' in record ? record.problem : null
}
const read = (value: unknown, at = place()) => {
  const record = checkRecord(value)
  if ('problem' in record) throw new Error(record.problem)
  const item = itemOf(record, at)
  if ('problem' in item) throw new Error(item.problem)
  return item
}

describe('checkRecord', () => {
  test('accepts the smallest and the fullest record, and null for what is unknown', () => {
    expect(problemOf({ text: 'a' })).toBeNull()
    expect(
      problemOf({ html: '<p>a</p>', url: null, title: null, published: '', lang: null, sample: null }),
    ).toBeNull()
    expect(
      problemOf({
        url: 'https://e.example/1',
        title: 't',
        outlet: 'o',
        published: '2031-01-02',
        lang: 'ja',
        text: 'a',
        sample: true,
        extra: [1],
      }),
    ).toBeNull()
  })

  test('names each field and what is wrong with it', () => {
    expect(problemOf({ text: 'a', url: 5 })).toBe('field "url" must be text, not a number')
    expect(problemOf({ text: 'a', url: 'ftp://e.example' })).toBe(
      'field "url" "ftp://e.example" is no http(s) address',
    )
    expect(problemOf({ text: 'a', published: 'soon' })).toMatch(
      /^field "published" "soon" is no date; write it as 2014-03-25/,
    )
    expect(problemOf({ text: ['a'] })).toContain('field "text" must be text, not a list')
    expect(problemOf({ text: 'a', sample: 'yes' })).toBe('field "sample" must be true or false, not text')
    expect(problemOf({ title: 't' })).toBe(
      'field "text" is missing or empty; a record needs "text" or "html"',
    )
    expect(problemOf({ text: '  \n', html: '' })).toContain('field "text" is missing or empty')
    expect(problemOf({ text: 'a', url: 1, lang: {} })).toBe(
      'field "url" must be text, not a number; field "lang" must be text, not an object',
    )
  })

  test('says what a record is when it is given something else', () => {
    for (const value of [null, 3, 'text', [], true])
      expect(problemOf(value)).toMatch(/^a record must be an object like/)
  })

  test('is not led astray by inherited names', () => {
    expect(problemOf(JSON.parse('{"__proto__":{"text":"a"}}'))).toContain('field "text" is missing')
  })
})

describe('itemOf', () => {
  test('an address is the identity', () => {
    expect(read({ text: 'a', url: 'https://e.example/1?utm_source=x#b' })).toMatchObject({
      identity: 'https://e.example/1',
      url: 'https://e.example/1',
      format: 'json',
    })
  })

  test('without an address, title, outlet and date name the record, wherever its line moves', () => {
    const record = { text: 'a', title: 'T', outlet: 'O', published: '2031-01-02' }
    const { identity } = read(record, place(1))
    expect(identity).toMatch(/^file:\/news\/a\.jsonl#[0-9a-f]{16}$/)
    expect(read({ ...record, text: 'changed' }, place(9)).identity).toBe(identity)
    expect(read({ ...record, title: 'U' }).identity).not.toBe(identity)
  })

  test('without a title its place names it; two of one name stay two', () => {
    expect(read({ text: 'a', outlet: 'O' }, place(7)).identity).toBe('file:/news/a.jsonl#7')
    const taken = new Set<string>()
    const first = read({ text: 'a', title: 'T' }, place(1, taken)).identity
    expect(read({ text: 'b', title: 'T' }, place(2, taken)).identity).toBe(`${first}~2`)
  })

  test('html is read like a page, and what the record states goes before what the page states', () => {
    const html =
      '<html><head><title>Page title</title><meta name="date" content="2031-05-05"></head><body><p>Text of the page.</p></body></html>'
    expect(read({ html })).toMatchObject({
      title: 'Page title',
      published: '2031-05-05',
      text: 'Text of the page.',
    })
    expect(read({ html, title: 'Stated', published: '2030-01-01' })).toMatchObject({
      title: 'Stated',
      published: '2030-01-01',
    })
    expect(read({ html, text: 'Given text.' }).text).toBe('Given text.')
  })

  test('html without text is a problem, not an empty article', () => {
    const record = checkRecord({ html: '<script>x</script>' })
    expect('problem' in record ? null : itemOf(record, place())).toEqual({
      problem: 'field "html" shows no text; give "text" instead',
    })
  })

  test('text is tidied and otherwise kept', () => {
    expect(
      read({ text: ' 　a\r\nb\u0000 \ud800', title: ' T\n', lang: 'zh-TW', sample: true }),
    ).toMatchObject({
      text: ' 　a\nb \ufffd',
      title: 'T',
      lang: 'zh-Hant',
      sample: true,
    })
  })
})

test('isExport', () => {
  expect(isExport({ attache: 'export', version: 1 })).toBe(true)
  for (const value of [null, [], 'export', { attache: 'other' }, { text: 'a' }])
    expect(isExport(value)).toBe(false)
})

describe('canonicalUrl', () => {
  const cases: readonly (readonly [string | null, string | null])[] = [
    ['https://E.example:443/A?b=1&utm_medium=x&fbclid=y#c', 'https://e.example/A?b=1'],
    ['http://user:secret@e.example/', 'http://e.example/'],
    [' https://e.example/日本 ', 'https://e.example/%E6%97%A5%E6%9C%AC'],
    ['https://e.example/?q=a+b%20c', 'https://e.example/?q=a+b%20c'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['file:///etc/passwd', null],
    ['/relative', null],
    ['', null],
    [null, null],
    [`https://e.example/${'a'.repeat(3000)}`, null],
  ]
  for (const [text, url] of cases) test(String(text).slice(0, 60), () => expect(canonicalUrl(text)).toBe(url))

  test('relative to a base', () => {
    expect(canonicalUrl('../a', 'https://e.example/x/y/')).toBe('https://e.example/x/a')
    expect(canonicalUrl('a', 'no base')).toBeNull()
  })

  test('isFrontPage', () => {
    for (const url of ['https://e.example/', 'https://e.example/index.html'])
      expect(isFrontPage(url)).toBe(true)
    for (const url of ['https://e.example/?p=1', 'https://e.example/a']) expect(isFrontPage(url)).toBe(false)
  })
})

describe('toIsoDate', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['2014-03-25', '2014-03-25'],
    ['2014/3/5', '2014-03-05'],
    ['2014.3.5.', '2014-03-05'],
    ['2014年3月25日', '2014-03-25'],
    ['2014년 3월 25일', '2014-03-25'],
    ['20140325', '2014-03-25'],
    ['2014-03-25T20:00:00+09:00', '2014-03-25T20:00:00+09:00'],
    ['2014-03-25T20:00:00.123Z', '2014-03-25T20:00:00Z'],
    ['2014-03-25 20:00', '2014-03-25T20:00:00'],
    ['2014-03-25T20:00:00+0900', '2014-03-25T20:00:00+09:00'],
    ['20140325T200000+0900', '2014-03-25T20:00:00+09:00'],
    ['2014年03月25日 下午8:05', '2014-03-25T20:05:00'],
    ['2014年3月25日(火) 8時05分', '2014-03-25T08:05:00'],
    ['2014.03.25. 오전 8:31', '2014-03-25T08:31:00'],
    ['2014-03-25 08:31 KST', '2014-03-25T08:31:00+09:00'],
    ['2014-03-25 08:31 CST', '2014-03-25T08:31:00'],
    ['2014-03-25 12:05 AM', '2014-03-25T00:05:00'],
    ['Tue, 25 Mar 2014 10:00:00 GMT', '2014-03-25T10:00:00Z'],
    ['25 March 2014', '2014-03-25'],
    ['March 25, 2014', '2014-03-25'],
    ['Tuesday, March 25, 2014 3:07 PM', '2014-03-25T15:07:00'],
    ['2014-02-30', null],
    ['2014-13-01', null],
    ['last week', null],
    ['3月25日', null],
    ['May be 2014', null],
    ['', null],
    ['2014-03-25 99:99', '2014-03-25'],
    ['1395741600', null],
    ['2014-03-25 and more words', null],
  ]
  for (const [text, iso] of cases) test(`${text} → ${iso}`, () => expect(toIsoDate(text)).toBe(iso))
})

test('toLang knows the tags of the five written forms and no others', () => {
  const tags = {
    'zh-CN': 'zh-Hans',
    'zh-Hans-SG': 'zh-Hans',
    zh_TW: 'zh-Hant',
    'zh-HK': 'zh-Hant',
    'ZH-HANT': 'zh-Hant',
    ja: 'ja',
    ja_JP: 'ja',
    'ko-KR': 'ko',
    'en-US': 'en',
  }
  for (const [tag, lang] of Object.entries(tags)) expect(toLang(tag)).toBe(lang)
  for (const tag of ['zh', 'fr', 'java', 'english', '', null, undefined]) expect(toLang(tag)).toBeNull()
})

test('fitsLang', () => {
  expect(fitsLang('記者会見で首相は述べた。', 'ja')).toBe(true)
  expect(fitsLang('总统发表讲话。', 'ja')).toBe(false)
  expect(fitsLang('总统发表讲话。', 'zh-Hans')).toBe(true)
  expect(fitsLang('대통령은 말했다.', 'zh-Hans')).toBe(false)
  expect(fitsLang('The president spoke.', 'en')).toBe(true)
})
