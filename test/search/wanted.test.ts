import { describe, expect, test } from 'vitest'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { type Lang, tongueOf } from '../../src/model/language.ts'
import data from '../../src/search/data/questions.json' with { type: 'json' }
import { readQuestion } from '../../src/search/query.ts'
import { countAsked, holdsWanted, lists } from '../../src/search/wanted.ts'

const lexicon = openLexicon()

function holds(question: string, sentence: string, lang: Lang): boolean | null {
  return holdsWanted(readQuestion(question, lexicon), sentence, lang, lexicon.match(sentence, tongueOf(lang)))
}

describe('a sentence that can hold what is asked', () => {
  test.each([
    ['日本出多少钱？', '日方将拨款约10亿日元。', 'zh-Hans', true],
    ['日本出多少钱？', '双方在2015年12月28日举行会谈。', 'zh-Hans', false],
    ['How much money will Japan pay?', 'Japan will pay about 1 billion yen.', 'en', true],
    ['How much money will Japan pay?', 'Two ministers met on Dec. 28.', 'en', false],
    ['How many women accepted?', 'Of the 47 women, 34 had accepted.', 'en', true],
    ['協定はいつ署名されましたか', '両政府は2016年11月23日に署名した。', 'ja', true],
    ['協定はいつ署名されましたか', '両政府は署名した。', 'ja', false],
    ['왜 종료했나?', '신뢰가 훼손됐기 때문이라고 설명했다.', 'ko', true],
    ['왜 종료했나?', '정부가 협정을 종료했다.', 'ko', false],
    ['Who refused the money?', 'Yang Geum-deok said she would not take it.', 'en', true],
    ['Which outlet reported it?', 'Kyodo News reported that talks failed.', 'en', true],
    ['Which outlet reported it?', 'The talks failed, Abe said.', 'en', false],
    ['What did Biden refuse?', 'Biden refused.', 'en', null],
  ] as const)('%s | %s', (question, sentence, lang, expected) => {
    expect(holds(question, sentence, lang)).toBe(expected)
  })
})

test('how many things are asked for', () => {
  expect(countAsked('哪三种材料？')).toBe(3)
  expect(countAsked('세 가지 요구는 무엇인가?')).toBe(3)
  expect(countAsked('3品目は何ですか')).toBe(3)
  expect(countAsked('Which two documents?')).toBe(2)
  expect(countAsked('What steps?')).toBe(0)
})

test('a list has as many things as are asked for', () => {
  expect(lists('polyimide, photoresists and hydrogen fluoride', 3)).toBe(true)
  expect(lists('氟聚醯亞胺、光阻劑與氟化氫', 3)).toBe(true)
  expect(lists('three materials', 3)).toBe(false)
})

test('every id that the question data names is in the lexicon', () => {
  const ids = [...data.reactions, ...data.akin.flat()]
  const known = new Set([...lexicon.acts()].map(act => act.id))
  const unknown = ids.filter(id => id.startsWith('ACT.') && !known.has(id))
  expect(unknown).toEqual([])
})
