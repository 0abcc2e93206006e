import { describe, expect, it } from 'vitest'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { type Lang, tongueOf } from '../../src/model/language.ts'
import { speaksIn } from '../../src/search/speakers.ts'

const lexicon = openLexicon()

function speaks(quote: string, lang: Lang, who: string): boolean {
  return speaksIn(quote, lang, lexicon.match(quote, tongueOf(lang)), [who])
}

describe('speaksIn', () => {
  it.each([
    ['zh-Hans', 'PER.wang_yi', '中国外交部长王毅在回答提问时表示，这个城市值得关注。'],
    ['ja', 'PER.kishida', '岸田文雄首相は記者団に、負担は重いと述べた。'],
    ['ko', 'PER.kishida', '기시다 후미오 총리는 부담이 무겁다고 말했다.'],
    ['en', 'PER.kishida', 'Prime Minister Fumio Kishida told lawmakers that the burden was heavy.'],
    ['en', 'PER.kishida', 'The burden is heavy for everybody, Fumio Kishida told reporters on Monday.'],
  ] as const)('hears who speaks (%s)', (lang, who, quote) => {
    expect(speaks(quote, lang, who)).toBe(true)
  })

  it.each([
    ['zh-Hans', 'PER.kishida', '王毅会见岸田文雄后，美国总统拜登表示满意。'],
    ['ja', 'PER.kishida', '岸田文雄首相に対し、王毅外相は負担は重いと述べた。'],
    ['ko', 'PER.kishida', '기시다 후미오 총리에게 왕이 외교부장은 부담이 무겁다고 말했다.'],
    ['en', 'PER.kishida', 'Wang Yi told Fumio Kishida that the burden was heavy.'],
    ['en', 'PER.kishida', ''],
  ] as const)('does not hear who is only spoken of (%s)', (lang, who, quote) => {
    expect(speaks(quote, lang, who)).toBe(false)
  })
})
