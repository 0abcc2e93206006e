// Single articles made to look like several: headings, questions and answers, quotes and lists set in, outlets
// cited, notices in between. None of them may be split.
import type { Lang } from '../../src/model/language.ts'
import { type Ingredient, leadOf, noticesOf, pick } from './separate-mixes.ts'
import { headingOf } from './separate-scraped.ts'

export const DISGUISES = [
  'headings',
  'interview',
  'quotes',
  'list',
  'outlets',
  'notices',
  'decks',
  'all',
] as const
export type Disguise = (typeof DISGUISES)[number]

const QUESTIONS: Readonly<Record<Lang, readonly string[]>> = {
  'zh-Hans': ['问：您怎么看这件事？', '问：接下来会发生什么？', '问：对方作何反应？'],
  'zh-Hant': ['問：您怎麼看這件事？', '問：接下來會發生什麼？', '問：對方作何反應？'],
  ja: ['――この問題をどう見ますか。', '――今後はどうなりますか。', '――相手側の反応は。'],
  ko: ['―이 문제를 어떻게 보십니까.', '―앞으로 어떻게 됩니까.', '―상대측 반응은 어떻습니까.'],
  en: ['Q: How do you see this matter?', 'Q: What will happen next?', 'Q: How did the other side react?'],
}

function addHeadings(paragraphs: readonly string[], lang: Lang, random: () => number): string[] {
  let left = 2 + Math.floor(random() * 3)
  return paragraphs.flatMap(paragraph => {
    if (left-- > 0) return [paragraph]
    const heading = headingOf(paragraph, lang)
    left = 2 + Math.floor(random() * 3)
    return heading === null ? [paragraph] : [heading, paragraph]
  })
}

function askBefore(paragraphs: readonly string[], lang: Lang, random: () => number): string[] {
  const indent = random() < 0.5 ? '　　' : ''
  const answer = lang === 'en' ? 'A: ' : lang.startsWith('zh') ? '答：' : ''
  return paragraphs.flatMap((paragraph, i) =>
    i === 0 ? [paragraph] : [pick(random, QUESTIONS[lang]), `${indent}${answer}${paragraph}`],
  )
}

function setInQuotes(paragraphs: readonly string[]): string[] {
  return paragraphs.map(paragraph => (/^[\s　]*["“「『]/.test(paragraph) ? `　　${paragraph}` : paragraph))
}

function setInList(paragraphs: readonly string[], random: () => number): string[] {
  const from = 1 + Math.floor(random() * Math.max(1, paragraphs.length - 3))
  return paragraphs.map((paragraph, i) =>
    i >= from && i < from + 3 ? `  ${i - from + 1}. ${paragraph}` : paragraph,
  )
}

function citeOutlets(paragraphs: readonly string[], lang: Lang, random: () => number): string[] {
  const at = new Set([0, 1 + Math.floor(random() * (paragraphs.length - 1)), paragraphs.length - 1])
  return paragraphs.map((paragraph, i) => (at.has(i) ? leadOf(lang, i) + paragraph : paragraph))
}

function addNotices(paragraphs: readonly string[], lang: Lang, random: () => number): string[] {
  return paragraphs.flatMap(paragraph =>
    random() < 0.25 ? [paragraph, pick(random, noticesOf(lang))] : [paragraph],
  )
}

/** The page of one article in a disguise. */
export function disguise(
  { lang, title, paragraphs }: Ingredient,
  as: Disguise,
  random: () => number,
): string {
  let runs = [...paragraphs]
  const decks = as === 'decks' ? runs.slice(0, 2).flatMap(paragraph => headingOf(paragraph, lang) ?? []) : []
  if (as === 'quotes' || as === 'all') runs = setInQuotes(runs)
  if (as === 'list' || as === 'all') runs = setInList(runs, random)
  if (as === 'outlets' || as === 'all') runs = citeOutlets(runs, lang, random)
  if (as === 'interview') runs = askBefore(runs, lang, random)
  if (as === 'headings' || as === 'all') runs = addHeadings(runs, lang, random)
  if (as === 'notices' || as === 'all') runs = addNotices(runs, lang, random)
  return [...(title === null ? [] : [title]), ...decks, ...runs].join('\n\n')
}
