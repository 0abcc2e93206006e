import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeText } from '../../src/claims/code-text.ts'
import { linkClaims, storiesOf } from '../../src/claims/events.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { AttributionLink, Claim } from '../../src/model/claim.ts'
import type { Lang } from '../../src/model/language.ts'

const lexicon = openLexicon()

function claim(text: string, lang: Lang, date: string, outlet?: string): Claim {
  const found = codeText(text, lexicon, { lang, date }).claims[0]!
  const link: AttributionLink[] =
    outlet === undefined ? [] : [{ role: 'outlet', entity: outlet, named: true, basis: 'in_text' }]
  return { ...found, links: {}, attribution: [...found.attribution, ...link] }
}

const PROTESTS: readonly [string, Lang, string][] = [
  ['河野太郎外相は韓国に抗議した。', 'ja', '2019-08-23'],
  ['고노 다로 외무상은 한국에 항의했다.', 'ko', '2019-08-22'],
  ['河野太郎向韩国提出抗议。', 'zh-Hans', '2019-08-23'],
  ['河野太郎向南韓提出抗議。', 'zh-Hant', '2019-08-23'],
  ['Taro Kono protested to South Korea.', 'en', '2019-08-23'],
]

describe('linkClaims', () => {
  it('takes reports of one protest in five scripts for one event, each with its own origin', () => {
    const linked = linkClaims(PROTESTS.map(([text, lang, date], at) => claim(text, lang, date, `OUT.o${at}`)))
    expect(new Set(linked.map(one => one.links.event)).size).toBe(1)
    expect(linked[0]!.links.event).toBeDefined()
    expect(linked.every(one => one.links.corroborates?.length === PROTESTS.length - 1)).toBe(true)
  })

  it('counts a report passed on as one with its origin', () => {
    const [first, relay] = linkClaims([
      claim('河野太郎外相は韓国に抗議した。', 'ja', '2019-08-22', 'OUT.kyodo'),
      claim('河野太郎向韩国提出抗议。', 'zh-Hans', '2019-08-23', 'OUT.kyodo'),
    ])
    expect(relay!.links.duplicateOf).toBe(first!.id)
    expect(relay!.links.corroborates).toBeUndefined()
    expect(first!.links.duplicateOf).toBeUndefined()
  })

  it('counts a text copied with other outlets named as one', () => {
    const text = 'Foreign Minister Taro Kono lodged a strong protest with South Korea over the decision.'
    const [first, copy] = linkClaims([
      claim(text, 'en', '2019-08-22', 'OUT.ap'),
      claim(text.replace('strong ', ''), 'en', '2019-08-23', 'OUT.upi'),
    ])
    expect(copy!.links.duplicateOf).toBe(first!.id)
  })

  it.each<readonly [string, string, string, Lang]>([
    ['日本已向韩国道歉。', '日本没有向韩国道歉。', '2019-11-25', 'zh-Hans'],
    ['日本は韓国に謝罪した。', '日本が韓国に謝罪した事実はない。', '2019-11-25', 'ja'],
    ['일본은 한국에 사과했다.', '일본이 한국에 사과한 사실이 없다.', '2019-11-25', 'ko'],
    ['Japan apologized to South Korea.', 'Japan did not apologize to South Korea.', '2019-11-25', 'en'],
  ])('ties what is said to what gainsays it: %s / %s', (yes, no, date, lang) => {
    const [a, b] = linkClaims([claim(yes, lang, date), claim(no, lang, date)])
    expect(a!.links.contradicts).toEqual([b!.id])
    expect(b!.links.contradicts).toEqual([a!.id])
  })

  it('takes "not extended" and "terminated" for one deed', () => {
    const [a, b] = linkClaims([
      claim('South Korea did not extend GSOMIA.', 'en', '2019-08-22'),
      claim('韩国终止了《韩日军事情报保护协定》。', 'zh-Hans', '2019-08-22'),
    ])
    expect(a!.links.event).toBe(b!.links.event)
    expect(a!.links.contradicts).toBeUndefined()
  })

  it('ties a deed to the plan it carries out, and keeps them apart as events', () => {
    const [plan, deed] = linkClaims([
      claim('李在明将于23日访问日本。', 'zh-Hans', '2025-08-20'),
      claim('李在明23日访问日本。', 'zh-Hans', '2025-08-23'),
    ])
    expect(deed!.links.fulfils).toBe(plan!.id)
    expect(deed!.links.event).not.toBe(plan!.links.event)
  })

  it.each<readonly [string, string, string, string]>([
    ['other people', 'Abe met Obama.', '2014-04-24', 'Abe met Park Geun-hye.'],
    [
      'another topic',
      'Japan criticized China over Fukushima water.',
      '2014-04-24',
      'Japan criticized China over Yasukuni.',
    ],
  ])('leaves %s alone', (_, one, date, other) => {
    const [a, b] = linkClaims([claim(one, 'en', date), claim(other, 'en', date)])
    expect(a!.links.event).not.toBe(b!.links.event)
  })

  it('leaves other days alone', () => {
    const [a, b] = linkClaims([
      claim('Abe met Obama in Tokyo.', 'en', '2014-04-24'),
      claim('Abe met Obama in Hiroshima.', 'en', '2016-05-27'),
    ])
    expect(a!.links.event).not.toBe(b!.links.event)
  })

  it('links the same whatever the order, and everything it names exists', () => {
    const all = PROTESTS.map(([text, lang, date], at) => claim(text, lang, date, `OUT.o${at % 3}`))
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 1 }), some => {
        const linked = linkClaims(some)
        const ids = new Set(linked.map(one => one.id))
        expect(linked.map(one => one.id)).toEqual(some.map(one => one.id))
        expect(new Set(linked.map(one => one.links.event)).size).toBe(1)
        for (const { links } of linked) {
          for (const id of [...(links.corroborates ?? []), ...(links.contradicts ?? [])])
            expect(ids).toContain(id)
          if (links.duplicateOf !== undefined) expect(ids).toContain(links.duplicateOf)
        }
      }),
    )
  })
})

describe('storiesOf', () => {
  it('joins events of days about one thing among the same sides, and no others', () => {
    const linked = linkClaims([
      claim('South Korea terminated GSOMIA.', 'en', '2019-08-22'),
      claim('日本はGSOMIAの終了について韓国に抗議した。', 'ja', '2019-08-23'),
      claim('North Korea test-fired a missile.', 'en', '2019-08-24'),
    ])
    const stories = storiesOf(linked)
    const of = (at: number): string | undefined => stories.get(linked[at]!.links.event!)
    expect(of(0)).toBeDefined()
    expect(of(1)).toBe(of(0))
    expect(of(2)).not.toBe(of(0))
  })
})
