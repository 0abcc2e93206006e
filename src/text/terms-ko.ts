// Korean words (eojeol) carry particles and endings: these are taken off until none is left, so that 회담,
// 회담에서는 and 회담을 are one term. What is left need not be a word; it must only be the same on both sides.
import data from './data/terms.json' with { type: 'json' }

const HANGUL_START = 0xac00
const FINALS = 28
const VOWELS = 21
const SS = 20
/** Vowels that a past tense contracts, back to those of the stem: 혔 → 히, 했 → 하, 봤 → 보, 줬 → 주, 됐 → 되. */
const CONTRACTED: Readonly<Record<number, number>> = { 1: 0, 6: 20, 9: 8, 10: 11, 14: 13 }

interface Endings {
  readonly longest: number
  readonly words: ReadonlySet<string>
}

function read(...lists: readonly string[]): Endings {
  const words = new Set(lists.flatMap(list => list.split(' ')))
  return { longest: Math.max(...[...words].map(word => word.length)), words }
}

const ANY = read(data.ko.endings, data.ko.verbs, data.ko.tails)
const AFTER_TENSE = read(data.ko.tense)
const CACHE = new Map<string, string>()
const CACHE_SIZE = 50_000

/** Length of the longest ending of `word` that leaves at least `keep` syllables, or 0. */
function endingLength(word: string, { longest, words }: Endings, keep: number): number {
  for (let length = Math.min(longest, word.length - keep); length > 0; length--)
    if (words.has(word.slice(word.length - length))) return length
  return 0
}

/** The stem of a past tense whose ending is already off, with a final ㅆ: 밝혔 → 밝히; otherwise null. */
function presentOf(word: string): string | null {
  const syllable = word.charCodeAt(word.length - 1) - HANGUL_START
  if (syllable % FINALS !== SS) return null
  const vowel = Math.floor(syllable / FINALS) % VOWELS
  const initial = Math.floor(syllable / (FINALS * VOWELS))
  // 있, 없 and the full syllables 었, 았, 였 are no contractions.
  if (initial === 11) return vowel === 0 || vowel === 4 || vowel === 6 ? word.slice(0, -1) : null
  const present = (initial * VOWELS + (CONTRACTED[vowel] ?? vowel)) * FINALS
  return word.slice(0, -1) + String.fromCharCode(HANGUL_START + present)
}

function findStem(word: string): string {
  let stem = word
  const tense = endingLength(word, AFTER_TENSE, 2)
  if (tense > 0) {
    const present = presentOf(word.slice(0, -tense))
    if (present !== null && present.length > 0) stem = present
  }
  for (let length = 1; length > 0; ) {
    length = endingLength(stem, ANY, 2)
    if (length > 0) stem = stem.slice(0, -length)
  }
  return stem.length > 2 && /[하되]$/.test(stem) ? stem.slice(0, -1) : stem
}

/** Takes particles and endings off a run of Hangul, leaving at least two syllables where it had two. */
export function stemKorean(word: string): string {
  if (word.length < 2 || word.length > 20) return word
  const known = CACHE.get(word)
  if (known !== undefined) return known
  const stem = findStem(word)
  if (CACHE.size >= CACHE_SIZE) CACHE.clear()
  CACHE.set(word, stem)
  return stem
}

/** True for a run that is only particle or ending, as after a name in another script: NATO가. */
export function isEnding(word: string): boolean {
  return ANY.words.has(word)
}
