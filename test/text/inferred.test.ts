import { expect, it } from 'vitest'
import { type DateRef, isInferred } from '../../src/model/date.ts'
import { formatDate } from '../../src/text/show-dates.ts'

const date = (raw: string | undefined, inferredBy: DateRef['inferredBy']): DateRef => ({
  start: '2014-04-18',
  end: '2014-04-18',
  precision: 'day',
  inferredBy,
  confidence: 1,
  ...(raw === undefined ? {} : { raw }),
})

it.each([
  ['18日', ['explicit', 'anchor_event'], true],
  ['4月18日', ['explicit', 'role_window'], true],
  ['April 18', ['explicit'], true],
  ['18일', ['explicit'], true],
  ['2014年4月18日', ['explicit'], false],
  ['二〇一四年四月十八日', ['explicit'], false],
  ['平成26年4月18日', ['explicit'], false],
  ['April 18, 2014', ['explicit'], false],
  ['２０１４年４月１８日', ['explicit'], false],
  ['18日', ['explicit', 'page_metadata'], false],
  [undefined, ['explicit'], false],
  [undefined, ['relative'], true],
] as const)('%j by %j is inferred: %s', (raw, basis, inferred) => {
  expect(isInferred(date(raw, basis))).toBe(inferred)
  expect(formatDate('en', date(raw, basis))).toBe(`${inferred ? '~' : ''}18 Apr 2014`)
})
