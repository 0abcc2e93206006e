// What must hold for any text: spelling does not change a claim, and evidence is always the text itself.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeText } from '../../src/claims/code-text.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Claim } from '../../src/model/claim.ts'
import type { Lang } from '../../src/model/language.ts'
import { fold } from '../../src/text/fold.ts'

interface Row {
  readonly id: string
  readonly lang: string
  readonly text: string
  readonly dct: string
}

const lexicon = openLexicon()
const rows = readFileSync(new URL('../gold/claims.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line) as Row)

const langOf = (row: Row): Lang => (row.lang === 'zh' ? 'zh-Hans' : (row.lang as Lang))
const code = (text: string, lang: Lang, date: string): readonly Claim[] =>
  codeText(text, lexicon, { lang, date }).claims

/** All that a claim says, without where it stands. */
function essence(claim: Claim): string {
  const ids = (refs: Claim['actors']): string =>
    refs
      .map(ref => ref.id)
      .sort()
      .join('+')
  return [ids(claim.actors), claim.act, ids(claim.recipients), claim.polarity, claim.modality].join(' ')
}

const essences = (text: string, lang: Lang, date: string): string[] => code(text, lang, date).map(essence)

describe('spelling', () => {
  it('in Traditional or Simplified characters gives the same claims', () => {
    for (const row of rows.filter(one => one.lang === 'zh-Hant')) {
      const simplified = row.text.replace(/\p{Script=Han}/gu, char => fold(char))
      expect(essences(simplified, 'zh-Hans', row.dct), row.id).toEqual(essences(row.text, 'zh-Hant', row.dct))
    }
  })

  it('in full-width digits, letters and marks gives the same claims', () => {
    for (const row of rows.filter(one => one.lang !== 'en')) {
      const wide = row.text.replace(/[0-9A-Za-z()%]/g, char =>
        String.fromCharCode(char.charCodeAt(0) + 0xfee0),
      )
      const lang = langOf(row)
      expect(essences(wide, lang, row.dct), row.id).toEqual(essences(row.text, lang, row.dct))
    }
  })

  it('with a full-width or a half-width comma gives the same claims in Chinese', () => {
    for (const row of rows.filter(one => one.lang.startsWith('zh'))) {
      const wide = row.text.replaceAll(',', '，')
      expect(essences(wide, langOf(row), row.dct), row.id).toEqual(essences(row.text, langOf(row), row.dct))
    }
  })
})

describe('an unrelated sentence before', () => {
  const BEFORE: Readonly<Record<string, string>> = {
    zh: '当天气温很高。',
    'zh-Hant': '當天氣溫很高。',
    ja: '会場の外は雨だった。',
    ko: '이날 비가 내렸다. ',
    en: 'It rained all morning. ',
  }
  it('does not change what is claimed', () => {
    for (const row of rows) {
      const lang = langOf(row)
      const alone = essences(row.text, lang, row.dct)
      expect(essences(BEFORE[row.lang]! + row.text, lang, row.dct), row.id).toEqual(alone)
    }
  })
})

const PIECES: Readonly<Record<string, readonly string[]>> = {
  'zh-Hans': [
    '拜登',
    '安倍',
    '日方',
    '中美两国',
    '拒绝了',
    '的要求',
    '“',
    '”',
    ',',
    '。',
    '如果',
    '没有',
    '被',
    '对',
    '就',
    '表示',
    '同意',
    '会谈',
    '第一、',
    '18日',
    '\n\n',
    '😀',
    '他',
    '双方',
  ],
  ja: [
    '岸田首相は',
    '米側が',
    '韓国政府に',
    '会談し、',
    '要請を',
    '拒否した',
    '「',
    '」',
    'と述べた',
    '。',
    'なかった',
    '日米韓',
    '政府は',
    'れば、',
    '両国は',
    '１８日',
    '\n\n',
  ],
  ko: [
    '윤 대통령은',
    '일본이',
    '미국에 ',
    '회담을 ',
    '거부했다',
    '요청한 ',
    '지 않았다',
    '고 밝혔다',
    '"',
    '. ',
    ', ',
    '한미일',
    '정부는 ',
    '면 ',
    '양국은 ',
    '\n\n',
  ],
  en: [
    'Biden ',
    'Abe ',
    'Japan',
    "'s ",
    'demand ',
    'that ',
    'Beijing ',
    'refused to ',
    'not ',
    'was ',
    'by ',
    'said ',
    '"',
    ', ',
    '. ',
    'if ',
    'talks ',
    'We ',
    'the two sides ',
    '\n\n',
    'had ',
  ],
}

describe('any text', () => {
  it.each(Object.entries(PIECES))('in %s is coded without a fault, and quoted exactly', (lang, pieces) => {
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 60 })), given => {
        for (const claim of code(given, lang as Lang, '2014-05-01')) {
          for (const span of [claim.evidence, claim.trigger]) {
            expect(given.slice(span.start, span.end)).toBe(span.text)
          }
          expect(claim.trigger.text).not.toBe('')
          expect(claim.evidence.start).toBeLessThanOrEqual(claim.trigger.start)
          expect(claim.evidence.end).toBeGreaterThanOrEqual(claim.trigger.end)
          if (claim.object !== undefined) expect(given).toContain(claim.object.text)
          expect(claim.actors.length + claim.recipients.length).toBeGreaterThan(0)
          expect(claim.confidence.overall).toBeGreaterThanOrEqual(0)
          expect(claim.confidence.overall).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 150 },
    )
  })
})
