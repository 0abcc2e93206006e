// Subjects that the lexicon does not know: 遺族の男性は, 양금덕 할머니는, the plaintiffs. They end the reach of the
// last known subject, or a victim's refusal would be told as a president's.
import type { Tongue } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import nouns from './data/strangers.json' with { type: 'json' }

const any = (words: readonly string[]): string =>
  words
    .map(word => fold(word))
    .sort((a, b) => b.length - a.length)
    .join('|')

const SUBJECT: Readonly<Record<Tongue, RegExp>> = {
  zh: new RegExp(`(?:${any(nouns.zh)})(?:们|代表|方面)?(?!的|之|向|与|和|提出的|会|招待|团)`, 'g'),
  ja: new RegExp(`(?:${any(nouns.ja)})(?:ら|たち|侧)?(?:は|が|も)(?!じめ)`, 'g'),
  ko: new RegExp(`(?:${any(nouns.ko)})(?:들|측)?(?:은|는|이|가)(?=\\s|,)`, 'g'),
  en: new RegExp(`\\b(?:${any(nouns.en)})\\b(?!['’]s?\\s)`, 'g'),
}
/** In English a noun behind one of these is no subject. */
const GOVERNED =
  /\b(?:of|to|with|by|for|from|against|about|on|in|at|among|between|told|asked|urged)\s(?:the\s|a\s|its\s|their\s|some\s|\w+\s)?$/

const PART_OF =
  /\b(?:some|many|most|several|all|none|one|two|three|four|five|half|a few|dozens|hundreds|thousands|\d+) of (?:the\s|those\s|these\s|its\s|their\s)?(?:\w+\s)?$/

/**
 * Whether a stretch of a sentence before a verb names a subject of its own that is nobody listed.
 * @param known ranges in `words` that the lexicon knows
 */
export function hasStranger(
  words: string,
  tongue: Tongue,
  known: readonly { start: number; end: number }[],
): boolean {
  const key = fold(words)
  for (const found of key.matchAll(SUBJECT[tongue])) {
    const [start, end] = [found.index, found.index + found[0].length]
    // 外務省報道官は, 박 대통령은 and the like belong to the name before them.
    if (known.some(one => one.start < end && start - one.end <= 1)) continue
    // "some of the victims" are a subject of their own
    if (tongue === 'en' && PART_OF.test(key.slice(Math.max(0, start - 30), start))) return true
    if (tongue === 'en' && GOVERNED.test(key.slice(Math.max(0, start - 30), start))) continue
    return true
  }
  return false
}
