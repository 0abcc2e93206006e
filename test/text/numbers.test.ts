import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNumbers, parseNumeral } from '../../src/text/numbers.ts'

describe('parseNumeral', () => {
  it.each([
    ['二十三', 23],
    ['两千零四', 2004],
    ['二〇一四', 2014],
    ['廿三', 23],
    ['卅一', 31],
    ['一百二十', 120],
    ['２０１４', 2014],
    ['28,500', 28500],
    ['3万2000', 32000],
    ['2만 8500', 28500],
    ['1兆2千億', 1.2e12],
    ['1조 2천억', 1.2e12],
    ['1.2万亿', 1.2e12],
    ['삼만이천', 32000],
    ['다섯', 5],
    ['1.2 million', 1_200_000],
    ['1.5bn', 1.5e9],
    ['twenty-one', 21],
    ['two hundred and five', 205],
    ['1.15亿', 115_000_000],
  ])('%s is %d', (text, value) => {
    expect(parseNumeral(text)).toBe(value)
  })

  it.each(['', '三五', '万', '一致', '三千五千', 'May', 'twenty onions', '十十', '1.2.3'])(
    '"%s" is no numeral',
    text => {
      expect(parseNumeral(text)).toBeNull()
    },
  )

  it('reads what it is given back in full-width digits', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), value => {
        const wide = String(value).replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
        expect(parseNumeral(wide)).toBe(value)
      }),
    )
  })
})

describe('findNumbers', () => {
  const found = (text: string): string[] =>
    findNumbers(text).map(
      n => `${text.slice(n.start, n.end)}=${n.value}${n.kind === 'count' ? '' : ` ${n.kind}`}`,
    )

  it('finds counts, shares and ordinals of Chinese', () => {
    expect(found('驻韩美军2万8500人，占30%，百分之三十，三成，日美韩三国')).toEqual([
      '2万8500=28500',
      '30%=30 percent',
      '百分之三十=30 percent',
      '三成=30 percent',
      '三=3',
    ])
    expect(found('第三、拒绝了要求')).toEqual(['三=3 ordinal'])
  })

  it('leaves words alone that only hold numerals', () => {
    expect(found('一致同意，万一，统一，四川')).toEqual([])
    expect(found('one of them')).toEqual([])
    expect(found('F-35 mk2 v1.2')).toEqual(['35=35'])
  })

  it('knows 조 as money and as an article', () => {
    expect(found('헌법 9조에 따라 1조 2천억 원을')).toEqual(['9=9', '1조 2천억=1200000000000'])
  })

  it('gives the same value in every language', () => {
    const values = ['2万8500人', '2萬8500人', '２万８５００人', '2만8500명', '28,500 troops'].map(
      text => findNumbers(text)[0]?.value,
    )
    expect(new Set(values)).toEqual(new Set([28500]))
  })

  it('never throws, and its ranges lie in the text in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        let last = 0
        for (const { start, end } of findNumbers(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          last = end
        }
      }),
    )
  })
})
