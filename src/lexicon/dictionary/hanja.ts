// Sino-Korean readings: most Chinese and Japanese words in Han characters are Korean words too, read character by
// character (会谈 → 회담). Which of them exist in Korean is left to the index.
import { readFileSync } from 'node:fs'
import { fold } from '../../text/fold.ts'

const MOST_READINGS = 4
const HANGUL_START = 0xac00

let shared: ReadonlyMap<string, readonly string[]> | undefined

function readTable(): ReadonlyMap<string, readonly string[]> {
  const readings = new Map<string, string[]>()
  for (const line of readFileSync(new URL('./data/hanja.txt', import.meta.url), 'utf8').split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue
    const [reading = '', characters = ''] = line.trim().split(' ')
    for (const character of fold(characters)) {
      const known = readings.get(character)
      if (known === undefined) readings.set(character, [reading])
      else if (!known.includes(reading)) known.push(reading)
    }
  }
  return readings
}

/** Korean readings of a folded word of two or more Han characters; none when a character has none. */
export function hangulOf(word: string): string[] {
  shared ??= readTable()
  if (word.length < 2 || word.length > 6) return []
  let found = ['']
  for (const character of word) {
    const readings = shared.get(character)
    if (readings === undefined) return []
    found = found.flatMap(head => readings.map(reading => head + reading)).slice(0, MOST_READINGS)
  }
  return found.map(withInitial)
}

/** At the beginning of a word 라 is 나, 려 is 여 and 녀 is 여; 률 is 율 after a vowel or ㄴ. */
function withInitial(word: string): string {
  const at = word.charCodeAt(0) - HANGUL_START
  const [initial, vowel] = [Math.floor(at / 588), Math.floor(at / 28) % 21]
  const isSoft = [2, 3, 6, 7, 12, 17, 20].includes(vowel)
  const spoken = initial === 5 ? (isSoft ? 11 : 2) : initial === 2 && isSoft ? 11 : initial
  const first = String.fromCharCode(HANGUL_START + spoken * 588 + (at % 588))
  let out = first
  for (const syllable of word.slice(1)) {
    const before = (out.charCodeAt(out.length - 1) - HANGUL_START) % 28
    const isYul = (syllable === '률' || syllable === '렬') && (before === 0 || before === 4)
    out += isYul ? (syllable === '률' ? '율' : '열') : syllable
  }
  return out
}
