// Search terms, cut by us and never by a database: character pairs of Han, katakana words with their pairs,
// Korean and English stems, numbers. What a text is cut into depends on the script of each run, so that TPP in
// a Chinese report and in an English question become the same term. A term holds letters and digits only,
// and a full stop between the digits of a decimal.
import type { Lang } from '../model/language.ts'
import { tongueOf } from '../model/language.ts'
import data from './data/terms.json' with { type: 'json' }
import { fold } from './fold.ts'
import { stemEnglish } from './stem.ts'
import { isEnding, stemKorean } from './terms-ko.ts'
import { unitRuns } from './units.ts'

/** A term of a question and how much it counts, 0 < weight ≤ 1. */
export interface QueryTerm {
  readonly term: string
  readonly weight: number
}

const OTHER = 0
const HAN = 1
const HIRAGANA = 2
const KATAKANA = 3
const HANGUL = 4
const LETTER = 5
const DIGIT = 6
const HIGH = 7

/** What each unit of folded text is. */
const CLASS = buildClasses()

function buildClasses(): Uint8Array {
  const table = new Uint8Array(0x10000)
  const fill = (pattern: RegExp, of: number): void => {
    for (const { start, end } of unitRuns(pattern)) table.fill(of, start, end)
  }
  // The later ones win.
  fill(/[\p{L}\p{M}\p{N}]/u, LETTER)
  fill(/[\uac00-\ud7a3]/, HANGUL)
  fill(/[\u30a1-\u30fa\u30fc-\u30fe\uff66-\uff9f]/, KATAKANA)
  fill(/[\u3041-\u3096\u309d\u309e]/, HIRAGANA)
  fill(/[\p{Script=Han}&&[\p{L}\p{N}]]/v, HAN)
  fill(/[0-9]/, DIGIT)
  table.fill(HIGH, 0xd840, 0xd889)
  return table
}

const words = (list: string) => list.split(' ').map(fold)
const EN_STOP = new Set(words(data.en.stop))
const EN_ASK = new Set([...words(data.en.ask), ...words(data.en.ask).map(stemEnglish)])
const KO_STOP = new Set(words(data.ko.stop))
const KO_ASK = new Set([...words(data.ko.ask), ...words(data.ko.ask).map(stemKorean)])
const JA_PARTICLES = new Set([...data.ja.particles].map(char => char.charCodeAt(0)))
const ZH_WEAK = new Set([...fold(data.zh.weak)])

// Kinds of terms: what a query weighs them by.
const WHOLE = 0
const HAN_PAIR = 1
const PART = 2
const NAME = 3
const SINGLE = 4
type Kind = typeof WHOLE | typeof HAN_PAIR | typeof PART | typeof NAME | typeof SINGLE

interface Cut {
  readonly terms: string[]
  readonly kinds: Kind[]
}

/** A longer run of letters is no word; an index must not hold it in full. */
const LONGEST = 64

function add(cut: Cut, term: string, kind: Kind): void {
  cut.terms.push(term.length > LONGEST ? term.slice(0, LONGEST) : term)
  cut.kinds.push(kind)
}

function addPairs(cut: Cut, run: string, kind: Kind): void {
  for (let at = 0; at + 1 < run.length; at++) add(cut, run.slice(at, at + 2), kind)
}

/** Han with characters beyond the 16-bit range: pairs of characters, not of units. */
function addRareHan(cut: Cut, run: string): void {
  const chars = [...run].filter(char => /^\p{L}$/u.test(char) || CLASS[char.charCodeAt(0)] === HAN)
  if (chars.length === 1) add(cut, chars[0]!, WHOLE)
  for (let at = 0; at + 1 < chars.length; at++) add(cut, chars[at]! + chars[at + 1]!, HAN_PAIR)
}

function addHangul(cut: Cut, run: string, after: number, attached: boolean): void {
  if (attached && isEnding(run)) return
  // What a number counts is in the term 3월 already.
  if (after === DIGIT && (run.length === 1 || isEnding(run.slice(1)))) return
  const stem = stemKorean(run)
  if (KO_STOP.has(stem) || KO_STOP.has(run)) return
  add(cut, stem, WHOLE)
  if (stem.length > 2) addPairs(cut, stem, PART)
}

/** Two or three capitals are a name (US, WHO, IT) and not the word of the same letters. */
const SHORT_NAME = /^[A-Z]{2,3}$/
const CONTRACTION = /(?:n't|'(?:s|re|ve|ll|d|m|t))$/

function addWord(cut: Cut, folded: string, raw: string, shouted: boolean): void {
  let word = folded
  if (!shouted && SHORT_NAME.test(raw)) {
    add(cut, word, NAME)
    return
  }
  if (word.includes("'")) word = word.replace(CONTRACTION, '').replaceAll("'", '')
  if (/[^a-z0-9]/.test(word)) word = word.normalize('NFD').replace(/\p{M}/gu, '')
  if (word === '' || EN_STOP.has(word)) return
  add(cut, stemEnglish(word), WHOLE)
}

/** Length of a dotted acronym at `at` (`u.s.`), or 0. */
function acronymLength(text: string, at: number): number {
  let to = at
  while (CLASS[text.charCodeAt(to)] === LETTER && text[to + 1] === '.') to += 2
  if (CLASS[text.charCodeAt(to)] === LETTER && CLASS[text.charCodeAt(to + 1)] !== LETTER) to++
  else if (CLASS[text.charCodeAt(to)] === LETTER) to -= 2
  return to - at >= 3 ? to - at : 0
}

/** End of the number at `at`: digits with groups of three (1,500) and one decimal part (3.1). */
function numberEnd(text: string, raw: string, at: number): number {
  let to = at
  const digits = () => {
    while (CLASS[text.charCodeAt(to)] === DIGIT) to++
  }
  digits()
  const isGroup = () =>
    (raw[to] === ',' || raw[to] === '，') && /^\d{3}(?!\d)/.test(text.slice(to + 1, to + 5)) && to - at <= 15
  if (to - at <= 3)
    while (isGroup()) {
      to += 4
    }
  // 2013.12.5 is a date: three numbers.
  if (text[at - 1] === '.' && CLASS[text.charCodeAt(at - 2)] === DIGIT) return to
  if ((raw[to] === '.' || raw[to] === '．') && CLASS[text.charCodeAt(to + 1)] === DIGIT) {
    const whole = to
    to++
    digits()
    if (text[to] === '.' && CLASS[text.charCodeAt(to + 1)] === DIGIT) to = whole
  }
  return to
}

function startsWithEnding(text: string, at: number): boolean {
  let to = at
  while (to < at + 8 && CLASS[text.charCodeAt(to)] === HANGUL) to++
  return isEnding(text.slice(at, to))
}

/** Cuts folded text; `raw` is the text as it was, unit for unit. */
function cut(text: string, raw: string): Cut {
  const found: Cut = { terms: [], kinds: [] }
  const length = text.length
  // In a line all in capitals they say nothing.
  const shouted = !/[a-z\u3041-\ud7a3]/.test(raw)
  let at = 0
  let last = OTHER
  while (at < length) {
    const kind = CLASS[text.charCodeAt(at)]!
    const start = at
    if (kind === OTHER) at++
    else if (kind === HAN || kind === HIGH) {
      let rare = false
      for (;;) {
        const next = CLASS[text.charCodeAt(at)]
        if (next === HIGH) {
          rare = true
          at += /^[\udc00-\udfff]/.test(text[at + 1] ?? '') ? 2 : 1
        } else if (next === HAN) at++
        else break
      }
      const run = text.slice(start, at)
      if (rare) addRareHan(found, run)
      else if (run.length === 1) add(found, run, SINGLE)
      else addPairs(found, run, HAN_PAIR)
      // 求めた: the first kana of an inflected word belongs to its stem, that of a particle does not.
      const kana = text.charCodeAt(at)
      if (run.length === 1 && CLASS[kana] === HIRAGANA && !JA_PARTICLES.has(kana))
        add(found, text.slice(at - 1, at + 1), PART)
    } else if (kind === DIGIT) {
      at = numberEnd(text, raw, at)
      const number = text
        .slice(start, at)
        .replaceAll(',', '')
        .replace(/^0+(?=\d)/, '')
      // 5G, 3D are names; 18th is the number 18, and 1990s the year with its plural.
      const suffix = /^[a-z]+/.exec(text.slice(at, at + 8))?.[0] ?? ''
      if (suffix === 's') at++
      if (suffix.length === 1 && suffix !== 's') {
        at++
        add(found, number + suffix, WHOLE)
      } else {
        if (/^(?:st|nd|rd|th)$/.test(suffix)) at += 2
        add(found, number, WHOLE)
        // 5日, 3월, 1.5万: a number means little without what it counts.
        const unit = CLASS[text.charCodeAt(at)]
        if (unit === HAN || (unit === HANGUL && !startsWithEnding(text, at)))
          add(found, number + text[at], PART)
      }
    } else if (kind === LETTER) {
      const acronym = acronymLength(text, at)
      if (acronym > 0) {
        at += acronym
        add(found, text.slice(start, at).replaceAll('.', ''), NAME)
      } else {
        for (; at < length; at++) {
          const next = CLASS[text.charCodeAt(at)]
          if (next === LETTER || next === DIGIT) continue
          if (text[at] === "'" && CLASS[text.charCodeAt(at + 1)] === LETTER) continue
          break
        }
        addWord(found, text.slice(start, at), raw.slice(start, at), shouted)
      }
    } else {
      while (at < length && CLASS[text.charCodeAt(at)] === kind) at++
      const run = text.slice(start, at)
      if (kind === KATAKANA) {
        add(found, run, WHOLE)
        if (run.length > 2) addPairs(found, run, PART)
      } else if (kind === HANGUL)
        addHangul(found, run, last, start > 0 && text[start - 1] !== ' ' && text[start - 1] !== '\n')
    }
    last = kind
  }
  return found
}

/**
 * The search terms of a text in its order, repeated as they repeat: what is indexed. Pass the text as stored.
 * The script of each run decides how it is cut, so the language of the text changes nothing today.
 * Time is linear in the length of the text.
 */
export function cutTerms(text: string, _lang: Lang): string[] {
  return cut(fold(text), text).terms
}

/** Weights by kind; flat around these values on the question sets of `test/eval/terms.ts`. */
const WEIGHTS: Readonly<Record<Kind, number>> = {
  [WHOLE]: 1,
  [NAME]: 1,
  [HAN_PAIR]: 1,
  [SINGLE]: 0.8,
  [PART]: 0.5,
}
const WEAK = 0.4

/** What only asks is blanked before cutting where words stand without spaces, longest first. */
const ASKS: Readonly<Record<'zh' | 'ja', RegExp>> = {
  zh: new RegExp(
    `^(?:${anyOf(data.zh.askFirst)})|${anyOf(data.zh.ask)}|(?:${anyOf(data.zh.askLast)})(?=[?!.\\s"]*$)`,
    'g',
  ),
  ja: new RegExp(anyOf(data.ja.ask), 'g'),
}

function anyOf(list: string): string {
  return [...new Set(words(list))].sort((a, b) => b.length - a.length).join('|')
}

function weigh(term: string, kind: Kind, chinese: boolean): number {
  if (!chinese) return WEIGHTS[kind]
  if (kind === HAN_PAIR && (ZH_WEAK.has(term[0]!) || ZH_WEAK.has(term[1]!))) return WEAK
  if (kind === SINGLE && ZH_WEAK.has(term)) return WEAK
  return WEIGHTS[kind]
}

/**
 * The search terms of a question, each once, heaviest first: cut as the text is, without the words that only
 * ask (什么, 誰, 무엇, who) and with less weight on function words and on parts of words.
 */
export function queryTerms(text: string, lang: Lang): QueryTerm[] {
  const tongue = tongueOf(lang)
  let folded = fold(text)
  if (tongue === 'zh' || tongue === 'ja')
    folded = folded.replace(ASKS[tongue], word => ' '.repeat(word.length))
  const { terms, kinds } = cut(folded, text)
  const weights = new Map<string, number>()
  let asking = false
  for (const [i, term] of terms.entries()) {
    // The parts of a word that only asks follow it.
    if (kinds[i] !== PART) asking = kinds[i] === WHOLE && (KO_ASK.has(term) || EN_ASK.has(term))
    if (asking) continue
    weights.set(term, Math.max(weights.get(term) ?? 0, weigh(term, kinds[i]!, tongue === 'zh')))
  }
  // In a question typed without capitals, "us" may be the United States.
  if (tongue === 'en' && !weights.has('us') && /\bus\b/.test(folded)) weights.set('us', WEAK)
  return [...weights].map(([term, weight]) => ({ term, weight })).sort((a, b) => b.weight - a.weight)
}
