// The words of a question and the ways in which reports of any language may write them. A word counts once, however
// many translations of it a report holds, and a translation counts for less than the word itself.
import { conceptTerm } from '../lexicon/concepts.ts'
import { type Meaning, openCedict } from '../lexicon/dictionary/dictionary.ts'
import { type GlossaryRow, openGlossary, wholeTerms } from '../lexicon/dictionary/glossary.ts'
import { hangulOf } from '../lexicon/dictionary/hanja.ts'
import { soundsOfWord } from '../lexicon/dictionary/sound-terms.ts'
import type { Mention } from '../lexicon/lexicon.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { cutTerms, queryTerms } from '../text/terms.ts'
import limits from './data/words.json' with { type: 'json' }

/** One way to write a word: all of these index terms. */
export interface Way {
  readonly all: readonly string[]
  /** 1 for the word itself, less for a translation. */
  readonly weight: number
}

export interface AskedWord {
  readonly surface: string
  readonly weight: number
  readonly any: readonly Way[]
}

const TONGUES: readonly Tongue[] = ['zh', 'ja', 'ko', 'en']
const LONGEST_PHRASE = 4
const LONGEST_WORD = 8
const MOST_WORDS = 60

/** Words of a question. `mentions` are what the lexicon finds in it. */
export function readWords(text: string, lang: Lang, mentions: readonly Mention[]): AskedWord[] {
  const tongue = tongueOf(lang)
  const concepts = mentions.filter(m => m.kind !== 'title' && !m.tags.includes('weak'))
  const words =
    tongue === 'en'
      ? englishWords(text, concepts)
      : [...ownTerms(text, lang), ...foreignWords(text, tongue, concepts)]
  return words.filter(word => word.any.length > 0).slice(0, MOST_WORDS)
}

/** What the words of a report mean in English: stems with weights, repeated as they repeat. */
export function meaningsIn(text: string, lang: Lang): Meaning[] {
  const tongue = tongueOf(lang)
  if (tongue === 'en') return cutTerms(text, lang).map(stem => ({ text: stem, weight: 1 }))
  const parts = tongue === 'ko' ? koreanParts(text, false) : hanParts(text, tongue)
  const known = new Map<string, Meaning[]>()
  const meaningsOf = (key: string): Meaning[] => {
    const english = waysOf(key, tongue, ['en']).flatMap(way =>
      way.all.map(stem => ({ text: stem, weight: way.weight / way.all.length })),
    )
    known.set(key, english)
    return english
  }
  const latin = [...text.matchAll(/[\p{Script=Latin}\d.]{2,}/gu)].flatMap(found => cutTerms(found[0], 'en'))
  return [
    ...latin.map(stem => ({ text: stem, weight: 1 })),
    ...parts.flatMap(part => known.get(part.key) ?? meaningsOf(part.key)),
  ]
}

interface Token {
  readonly raw: string
  readonly start: number
  readonly stems: readonly string[]
  readonly weight: number
}

function englishWords(text: string, concepts: readonly Mention[]): AskedWord[] {
  const weights = new Map(queryTerms(text, 'en').map(({ term, weight }) => [term, weight]))
  const tokens = [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*/gu)].flatMap(
    (found): Token[] => {
      const stems = cutTerms(found[0], 'en').filter(stem => weights.has(stem))
      if (stems.length === 0) return []
      const weight = Math.max(...stems.map(stem => weights.get(stem)!))
      return [{ raw: found[0], start: found.index, stems, weight }]
    },
  )
  const words: AskedWord[] = []
  const inPhrase = new Set<Token>()
  for (let length = LONGEST_PHRASE; length > 1; length--)
    for (let at = 0; at + length <= tokens.length; at++) {
      const part = tokens.slice(at, at + length)
      const [first, last] = [part[0]!, part.at(-1)!]
      const end = last.start + last.raw.length
      if (end - first.start > 60 || part.some(token => inPhrase.has(token))) continue
      const stems = part.flatMap(token => token.stems)
      const held = concepts.filter(m => m.start >= first.start && m.end <= end && m.start <= first.start + 4)
      const whole = held.filter(m => m.start === first.start && m.end === end)
      const ways = [...waysOf(stems.join(' '), 'en'), ...whole.flatMap(conceptWays)]
      if (ways.length === 0) continue
      for (const token of part) inPhrase.add(token)
      words.push({
        surface: text.slice(first.start, end),
        weight: limits.phrase,
        any: [{ all: stems, weight: 1 }, ...ways],
      })
    }
  for (const token of tokens) {
    const end = token.start + token.raw.length
    const held = concepts.filter(m => m.start >= token.start && m.end <= end)
    const isName = /^\p{Lu}/u.test(token.raw) && token.start > 0
    words.push({
      surface: token.raw,
      weight: token.weight * (inPhrase.has(token) ? limits.part : 1),
      any: [
        { all: token.stems, weight: 1 },
        ...waysOf(token.stems.join(' '), 'en'),
        ...held.flatMap(conceptWays),
        ...soundWays(token.raw, isName),
      ],
    })
  }
  return words
}

/** The question's own words in its own language: one term each. */
function ownTerms(text: string, lang: Lang): AskedWord[] {
  return queryTerms(text, lang).map(({ term, weight }) => ({
    surface: term,
    weight,
    any: [{ all: [term], weight: 1 }],
  }))
}

/** The words of a question in Chinese, Japanese or Korean as other languages have them. */
function foreignWords(text: string, tongue: Tongue, concepts: readonly Mention[]): AskedWord[] {
  const named = new Map<string, AskedWord>()
  for (const m of concepts) {
    const surface = text.slice(m.start, m.end)
    if (!named.has(m.id)) named.set(m.id, { surface, weight: limits.conceptOwn, any: conceptWays(m) })
  }
  const parts = tongue === 'ko' ? koreanParts(text, true) : hanParts(text, tongue)
  const words = parts.map(
    (part): AskedWord => ({
      surface: part.surface,
      weight: 1,
      any: [...waysOf(part.key, tongue), ...soundWays(part.surface, true)],
    }),
  )
  return [...named.values(), ...words]
}

interface Part {
  readonly surface: string
  readonly key: string
}

/** Words of a Korean text; of a question, those that do not only ask. */
function koreanParts(text: string, isQuestion: boolean): Part[] {
  const asked = new Set(isQuestion ? queryTerms(text, 'ko').map(({ term }) => term) : [])
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].flatMap((found): Part[] => {
    const key = wholeTerms(found[0]).join(' ')
    return key !== '' && (!isQuestion || asked.has(key)) ? [{ surface: found[0], key }] : []
  })
}

/** Longest words first, from the left: of the dictionary, of the glossary, and katakana words whole. */
function hanParts(text: string, tongue: Tongue): Part[] {
  const key = fold(text)
  const [cedict, glossary] = [openCedict(), openGlossary()]
  const isWord = (word: string): boolean => cedict.has(word) || glossary.find(word, tongue).length > 0
  const parts: Part[] = []
  for (const run of key.matchAll(/[\p{Script=Han}々]+|[\u30a1-\u30fa\u30fc·]{2,}|[a-z0-9]{2,}/gu)) {
    if (!/\p{Script=Han}/u.test(run[0])) {
      parts.push({ surface: run[0], key: run[0] })
      continue
    }
    for (let at = 0; at < run[0].length; ) {
      let length = Math.min(LONGEST_WORD, run[0].length - at)
      while (length > 1 && !isWord(run[0].slice(at, at + length))) length--
      const word = run[0].slice(at, at + length)
      if (length > 1) parts.push({ surface: word, key: word })
      at += length
    }
  }
  return parts
}

function conceptWays(mention: Mention): Way[] {
  return [mention.id, ...mention.others].map((id, at) => ({
    all: [conceptTerm(id)],
    weight: limits.concept / (at + 1),
  }))
}

function soundWays(word: string, isName: boolean): Way[] {
  return soundsOfWord(word)
    .filter(term => isName || term.length > 4)
    .map(term => ({ all: [term], weight: isName ? limits.sound : limits.soundPlain }))
}

/** What other languages say for a word, or a phrase, of one. */
function waysOf(key: string, tongue: Tongue, into: readonly Tongue[] = TONGUES): Way[] {
  const ways = openGlossary()
    .find(key, tongue)
    .flatMap(row => glossaryWays(row, tongue, into))
  const cedict = openCedict()
  if (tongue === 'en') {
    for (const [at, { text, weight }] of cedict.chineseOf(key).slice(0, limits.mostZh).entries()) {
      ways.push(...wayOf(text, 'zh', weight * limits.zh))
      if (at >= limits.mostHanja) continue
      for (const reading of hangulOf(text)) ways.push(...wayOf(reading, 'ko', weight * limits.hanja))
    }
  } else if (tongue !== 'ko') {
    for (const { text, weight } of cedict.englishOf(key))
      ways.push({ all: text.split(' '), weight: weight * limits.zh })
    if (into.includes('ko'))
      for (const reading of hangulOf(key)) ways.push(...wayOf(reading, 'ko', limits.hanja))
  }
  return ways
}

function glossaryWays(row: GlossaryRow, from: Tongue, into: readonly Tongue[]): Way[] {
  return into
    .filter(tongue => tongue !== from)
    .flatMap(tongue => row[tongue].flatMap(word => wayOf(word, tongue, limits.own)))
}

/** A word as index terms: pairs of characters, and of a longer Korean or katakana word its pairs alone. */
function wayOf(word: string, tongue: Tongue, weight: number): Way[] {
  const all = cutTerms(word, tongue === 'zh' ? 'zh-Hans' : tongue)
  const pairs = all.filter(term => term.length === 2 || !/^[\uac00-\ud7a3\u30a1-\u30fc]+$/.test(term))
  const terms = pairs.length > 0 ? pairs : all
  // A single character stands in too many words.
  return terms.length === 0 || (terms.length === 1 && terms[0]!.length === 1 && !/\d/.test(terms[0]!))
    ? []
    : [{ all: [...new Set(terms)], weight }]
}
