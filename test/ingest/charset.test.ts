import { describe, expect, test } from 'vitest'
import { decodeBytes, tidyText } from '../../src/ingest/charset.ts'
import { NEWS } from '../eval/charsets.ts'
import { encode, TEST_CHARSETS, type TestCharset } from '../helpers/encode.ts'

const bytesOf = (text: string, charset: TestCharset) => {
  const bytes = encode(text, charset)
  if (!bytes) throw new Error(`${charset} cannot hold ${text}`)
  return bytes
}
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))
const labelOf = (charset: TestCharset) => charset.replace('-bom', '')
/** gb18030 and gbk are one encoding to a decoder. */
const nameOf = (charset: TestCharset) => (charset === 'gbk' ? 'gb18030' : labelOf(charset))

describe('news in every charset able to hold it', () => {
  for (const [family, texts] of Object.entries(NEWS))
    for (const charset of TEST_CHARSETS) {
      const held = texts.filter(text => (encode(text, charset)?.length ?? 0) >= 60)
      if (held.length === 0) continue
      test(`${family} in ${charset}: undeclared, rightly and wrongly declared`, () => {
        for (const text of held) {
          const bytes = bytesOf(text, charset)
          expect(decodeBytes(bytes).text).toBe(text)
          expect(decodeBytes(bytes, { declared: labelOf(charset) }).text).toBe(text)
          if (family === 'latin') continue
          for (const wrong of TEST_CHARSETS)
            expect(decodeBytes(bytes, { declared: labelOf(wrong) }).text, `${charset} as ${wrong}`).toBe(text)
        }
      })
    }

  test('names the encoding that was used', () => {
    const homes = { 'zh-Hans': 'gb18030', 'zh-Hant': 'big5', ja: 'shift_jis', ko: 'euc-kr' } as const
    for (const [family, charset] of Object.entries(homes))
      for (const text of NEWS[family as keyof typeof homes]) {
        const bytes = encode(text, charset)
        if (bytes) expect(decodeBytes(bytes).charset).toBe(nameOf(charset))
      }
  })
})

describe('declarations', () => {
  const page = (charset: string, body: string) =>
    `<!DOCTYPE html><html><head><meta charset="${charset}"><title>x</title></head><body><p>${body}</p></body></html>`

  test('are read from pages', () => {
    const source = page('euc-kr', NEWS.ko[0]!)
    expect(decodeBytes(bytesOf(source, 'euc-kr'), { html: true })).toEqual({
      text: source,
      charset: 'euc-kr',
      declared: 'euc-kr',
    })
  })

  test('lose against the bytes', () => {
    const source = page('utf-8', NEWS['zh-Hant'][0]!)
    expect(decodeBytes(bytesOf(source, 'big5'), { html: true })).toMatchObject({
      text: source,
      charset: 'big5',
      declared: 'utf-8',
    })
    const modern = page('shift_jis', NEWS.ja[0]!)
    expect(decodeBytes(bytesOf(modern, 'utf-8'), { html: true })).toMatchObject({
      text: modern,
      charset: 'utf-8',
    })
  })

  test('are found behind a long head', () => {
    const source = `<html><head><script>${'var a = 1; '.repeat(300)}</script><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>`
    expect(decodeBytes(bytesOf(source, 'gbk'), { html: true }).declared).toBe('gb18030')
  })

  test('decide where the bytes leave it open', () => {
    // One accented letter is one Greek, Cyrillic or Latin letter as well.
    const bytes = bytesOf('Pákozd', 'windows-1252')
    expect(decodeBytes(bytes, { declared: 'iso-8859-2' })).toMatchObject({
      text: 'Pákozd',
      charset: 'iso-8859-2',
    })
  })

  test('keep encodings of other alphabets', () => {
    const koi8 = Uint8Array.from([
      0xed, 0xc9, 0xce, 0xc9, 0xd3, 0xd4, 0xd2, 0x20, 0xd3, 0xcb, 0xc1, 0xda, 0xc1, 0xcc,
    ])
    expect(decodeBytes(koi8, { declared: 'koi8-r' }).text).toBe('Министр сказал')
  })

  test('that mean nothing are ignored', () => {
    const bytes = bytesOf(NEWS.ja[1]!, 'euc-jp')
    for (const declared of ['none', '', 'x-user-defined', 'iso-2022-kr', 'replacement', '🙂'])
      expect(decodeBytes(bytes, { declared })).toMatchObject({
        text: NEWS.ja[1],
        charset: 'euc-jp',
        declared: null,
      })
  })
})

describe('damaged bytes', () => {
  test('a last character that was cut off is dropped', () => {
    for (const charset of [
      'utf-8',
      'gb18030',
      'big5',
      'shift_jis',
      'euc-jp',
      'euc-kr',
      'utf-16le',
    ] as const) {
      const family =
        charset === 'big5'
          ? 'zh-Hant'
          : charset === 'euc-kr'
            ? 'ko'
            : charset.includes('j')
              ? 'ja'
              : 'zh-Hans'
      const text = NEWS[family][0]!.replace(/.$/, '会')
      const bytes = encode(text, charset) ?? bytesOf(text.replace(/.$/, '가'), charset)
      const decoded = decodeBytes(bytes.subarray(0, bytes.length - 1)).text
      expect(decoded).toBe(text.slice(0, -1))
    }
  })

  test('a broken byte in the middle of UTF-8 costs one character, not the text', () => {
    const text = NEWS['zh-Hans'].join('\n')
    const bytes = bytesOf(text, 'utf-8')
    bytes[30] = 0xff
    const decoded = decodeBytes(bytes)
    expect(decoded.charset).toBe('utf-8')
    expect(decoded.text.length).toBeGreaterThanOrEqual(text.length)
    expect(decoded.text.endsWith(text.slice(40))).toBe(true)
  })

  test('a UTF-8 mark glued in front of another encoding does not decide', () => {
    const bytes = join(Uint8Array.of(0xef, 0xbb, 0xbf), bytesOf(NEWS['zh-Hans'][0]!, 'gbk'))
    expect(decodeBytes(bytes)).toMatchObject({ text: NEWS['zh-Hans'][0], charset: 'gb18030' })
  })

  test('nothing and single bytes', () => {
    expect(decodeBytes(new Uint8Array(0)).text).toBe('')
    for (let byte = 0; byte < 256; byte++) expect(typeof decodeBytes(Uint8Array.of(byte)).text).toBe('string')
  })

  test('a replacement character that was written stays', () => {
    expect(decodeBytes(new TextEncoder().encode('end\ufffd')).text).toBe('end\ufffd')
  })
})

test('syllables and characters beyond the oldest standards', () => {
  // 똠, 펲 and 뷁 are in CP949 only; 㗎 and 啲 in the Hong Kong part of Big5; 髙 and ① in the vendor part of Shift_JIS.
  const ko = '똠방각하 펲시콜라 뷁 그리고 정부는 이날 국가안전보장회의를 열었다.'
  expect(decodeBytes(bytesOf(ko, 'euc-kr'), { declared: 'ks_c_5601-1987' }).text).toBe(ko)
  const hk = '佢話呢啲嘢唔關政府事㗎，記者會上部長亦冇回答關於賠償嘅提問。'
  expect(decodeBytes(bytesOf(hk, 'big5'), { declared: 'big5-hkscs' }).text).toBe(hk)
  const ja = '①髙橋大臣は記者団に「一方的な現状変更の試みは受け入れられない」と述べた。'
  expect(decodeBytes(bytesOf(ja, 'shift_jis')).text).toBe(ja)
})

test('long pages are decided by what is not ASCII in them', () => {
  const markup = '<div class="card"><a href="/a/1">more</a></div>\n'.repeat(2000)
  const source = `${markup}<p>${NEWS.ko.join('</p>\n<p>')}</p>${markup}`
  expect(decodeBytes(bytesOf(source, 'euc-kr'))).toMatchObject({ text: source, charset: 'euc-kr' })
})

describe('tidyText', () => {
  test('unifies line ends', () => {
    expect(tidyText('a\r\nb\rc\u2028d\u0085e\ff\vg\u2029h')).toBe('a\nb\nc\nd\ne\nf\ng\n\nh')
  })

  test('removes control characters and marks, keeps tabs and full-width spaces', () => {
    expect(tidyText('\ufeff　a\u0000b\u0007c\u009fd\te\u001b')).toBe('　abcd\te')
  })

  test('composes Korean letters, kana and accents that were taken apart', () => {
    const text = '박근혜 대통령은 「ガザ」とパリで Élysée を ñ'
    expect(tidyText(text.normalize('NFD'))).toBe(text)
    expect(tidyText('하\u11ab국')).toBe('한국')
  })

  test('leaves the characters of names as they are written', () => {
    // U+FA19 and U+F92C are compatibility forms that NFC would replace.
    const names = '\ufa19社 \uf92c \ufa11 髙 ①'
    expect(tidyText(names)).toBe(names)
  })

  test('replaces lone surrogates, keeps pairs', () => {
    expect(tidyText('a\ud800b\udc00c𠮟')).toBe('a\ufffdb\ufffdc𠮟')
  })

  test('copes with endless marks', () => {
    const text = `a${'\u0301\u0316'.repeat(50_000)}`
    expect(tidyText(text).isWellFormed()).toBe(true)
  })
})
