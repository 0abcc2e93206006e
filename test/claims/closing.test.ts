import { describe, expect, it } from 'vitest'
import { findClosing } from '../../src/claims/grammar/closing.ts'

function tagOf(sentence: string): string | null {
  const closing = findClosing(sentence)
  return closing === null ? null : sentence.slice(closing.speaker.start, closing.speaker.end)
}

describe('findClosing', () => {
  it.each([
    ['Biden refused to meet Kim Jong Un on Monday, officials said.', 'officials'],
    ['Abe thanked Obama, Suga told reporters in Tokyo on Monday.', 'Suga'],
    [
      'Tokyo summoned the envoy, two people familiar with the matter said.',
      'two people familiar with the matter',
    ],
    [
      'The two agreed to meet, Foreign Minister Taro Kono told a news conference.',
      'Foreign Minister Taro Kono',
    ],
    ['Trump praised Kim, a White House aide said Tuesday.', 'a White House aide'],
  ])('finds who closes: %s', (sentence, speaker) => {
    expect(tagOf(sentence)).toBe(speaker)
  })

  it.each([
    'Japan, South Korea and the United States said they would cooperate.',
    'After the talks, Abe said Japan would refuse.',
    'In Seoul, the ministry said it had summoned the envoy.',
    'On Friday, Japan announced sanctions.',
    'Speaking in Tokyo, Blinken warned China.',
    'Biden, who visited Seoul, told Park he would come.',
    'Meanwhile, Blinken said on Friday.',
    '',
  ])('finds none in: %s', sentence => {
    expect(tagOf(sentence)).toBeNull()
  })
})
