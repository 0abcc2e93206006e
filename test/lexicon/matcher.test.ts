import { describe, expect, it } from 'vitest'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { chooseLongest, edgesFit, Matcher } from '../../src/lexicon/matcher.ts'
import type { Tongue } from '../../src/model/language.ts'
import { fold } from '../../src/text/fold.ts'

const lexicon = openLexicon()

/** Ids of one kind found in a text, in order. */
function found(text: string, kind: string, tongue?: Tongue): string[] {
  return lexicon
    .match(text, tongue)
    .filter(one => one.kind === kind)
    .map(one => one.id)
}

const entities = (text: string, tongue?: Tongue): string[] => found(text, 'entity', tongue)
const acts = (text: string, tongue?: Tongue): string[] => found(text, 'act', tongue)

describe('a matcher', () => {
  const matcher = new Matcher<string>()
  for (const form of ['防空', '防空识别区', '識別', 'US']) matcher.add(form, form)
  const hits = (text: string): string[] => {
    const all: string[] = []
    matcher.scan(fold(text), (start, end, form) => all.push(`${form}@${start}-${end}`))
    return all
  }

  it('finds every form at every place, the shorter first, in either script', () => {
    expect(hits('防空識別區')).toEqual(['防空@0-2', '防空识别区@0-5', '識別@2-4'])
    expect(hits('防空识别区')).toEqual(hits('防空識別區'))
  })

  it('finds nothing in nothing', () => {
    expect(hits('')).toEqual([])
    expect(new Matcher<string>().scan(fold('任何'), () => expect.unreachable())).toBeUndefined()
  })

  it('forgets an empty form', () => {
    const empty = new Matcher<string>()
    empty.add('', 'x')
    empty.scan('abc', () => expect.unreachable())
  })

  it('keeps the longest of what overlaps, the leftmost first', () => {
    const range = (start: number, end: number): { start: number; end: number } => ({ start, end })
    expect(chooseLongest([range(2, 6), range(0, 4), range(0, 2), range(6, 7)])).toEqual([
      range(0, 4),
      range(6, 7),
    ])
  })
})

describe('edges', () => {
  const fits = (text: string, form: string, edges = {}): boolean => {
    const start = text.indexOf(form)
    return edgesFit(text, fold(text), start, start + form.length, edges)
  }

  it('do not cut Latin words in two', () => {
    expect(fits('the backlog', 'back')).toBe(false)
    expect(fits('they back it', 'back')).toBe(true)
    expect(fits('GSOMIA는', 'GSOMIA')).toBe(true)
  })

  it('do not cut katakana words in two', () => {
    expect(fits('デモクラシー', 'デモ')).toBe(false)
    expect(fits('デモを行った', 'デモ')).toBe(true)
  })

  it('allow particles, but no other word, behind a Korean name', () => {
    for (const text of ['일본은', '일본과의', '일본에서는', '일본으로부터', '일본측', '일본정부는'])
      expect(fits(text, '일본', { particles: true }), text).toBe(true)
    expect(fits('이일본', '일본', { particles: true })).toBe(false)
    expect(fits('일본어학', '일본', { particles: true })).toBe(false)
  })

  it('ask for the very case of short capitals', () => {
    expect(fits('US troops', 'US', { exactCase: 'US' })).toBe(true)
    expect(fits('tell us more', 'us', { exactCase: 'US' })).toBe(false)
  })
})

describe('names of states', () => {
  it('are not days, rice or middles', () => {
    expect(entities('18日,近日天气晴朗,其中米价上涨。', 'zh')).toEqual([])
    expect(entities('今日は中間の日だ。米を食べる。', 'ja')).toEqual([])
  })

  it('stand in compounds of one character each', () => {
    expect(entities('日美韩三国', 'zh')).toEqual(['GOV.jp', 'GOV.us', 'GOV.kr'])
    expect(entities('日米韓の連携', 'ja')).toEqual(['GOV.jp', 'GOV.us', 'GOV.kr'])
    expect(entities('한미일 정상', 'ko')).toEqual(['GOV.kr', 'GOV.us', 'GOV.jp'])
    expect(entities('한·미·일 정상', 'ko')).toEqual(['GOV.kr', 'GOV.us', 'GOV.jp'])
  })

  it('stand after a verb of going, but not inside another word', () => {
    expect(entities('首相访日。', 'zh')).toEqual(['GOV.jp'])
    expect(entities('他在专访中说。', 'zh')).toEqual([])
  })

  it('are not objects of "us", nor parts of words', () => {
    expect(entities('Tell us about the talks with the US.', 'en')).toEqual(['GOV.us'])
    expect(entities('한일관계', 'ko')).toEqual(['GOV.kr', 'GOV.jp'])
    expect(entities('매일 아침', 'ko')).toEqual([])
  })

  it('are found in questions typed without capitals', () => {
    expect(entities('did japan refuse?', 'en')).toEqual(['GOV.jp'])
    expect(entities('did us refuse?', 'en')).toEqual([])
  })
})

describe('names that lean on others', () => {
  it('are bodies of the country that is named: 国务院, 외교부', () => {
    expect(entities('美国国务院', 'zh')).toEqual(['GOV.us.state'])
    expect(entities('中国国务院', 'zh')).toEqual(['GOV.cn.state_council'])
    expect(entities('国务院发表声明', 'zh')).toEqual([])
  })

  it('are short forms of whoever is named in full', () => {
    expect(entities('Yoon Suk Yeol spoke. Later Yoon left.', 'en')).toEqual(['PER.yoon', 'PER.yoon'])
    expect(entities('Later Yoon left.', 'en')).toEqual([])
  })

  it('are short forms beside a title', () => {
    expect(entities('윤 대통령은', 'ko')).toContain('PER.yoon')
  })
})

describe('acts', () => {
  it('are not found inside the longer words that guard them', () => {
    expect(acts('拒绝评论', 'zh')).toEqual(['ACT.no_comment'])
    expect(acts('拒否権', 'ja')).toEqual([])
    expect(acts('지지율', 'ko')).toEqual([])
    expect(acts('the ruling party', 'en')).toEqual([])
  })

  it('are found in all their forms in English', () => {
    for (const form of ['refuse', 'refuses', 'refused', 'refusing', 'refusal'])
      expect(acts(`the ${form} came`, 'en'), form).toEqual(['ACT.refuse'])
    expect(acts('turned down', 'en')).toEqual(['ACT.refuse'])
  })

  it('of one Han language are left out in the other', () => {
    expect(acts('協議した', 'ja')).toEqual(['ACT.meet'])
    expect(acts('协议', 'zh')).toEqual([])
  })

  it('are the same in both Chinese scripts', () => {
    expect(acts('強烈譴責', 'zh')).toEqual(acts('强烈谴责', 'zh'))
  })
})

describe('offsets', () => {
  it('are those of the text given, whatever its script or width', () => {
    for (const text of [
      '美國與日本會談。',
      'ＧＳＯＭＩＡを終了',
      '한미일 정상회담',
      '“Biden met Abe,” he said.',
    ]) {
      const mentions = lexicon.match(text)
      expect(mentions.length).toBeGreaterThan(0)
      for (const one of mentions) expect(text.slice(one.start, one.end)).toBe(one.form)
    }
  })
})
