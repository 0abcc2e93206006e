// A quote in another language, word by word in the reader's: names, deeds and words that the lexicon knows, in the order
// of the quote. No translation, and never shown as one: it tells a reader what the quote is about.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { toTraditional } from '../text/traditional.ts'
import limits from './data/limits.json' with { type: 'json' }
import { nameEntity } from './names.ts'

/** The words of a gloss joined for a reader, or null where it would tell too little or the quote is in their language. */
export function glossOf(quote: string, from: Lang, to: Lang, lexicon: Lexicon): string | null {
  if (tongueOf(from) === tongueOf(to)) return null
  const chosen = outermost(lexicon.match(quote, tongueOf(from)))
  const words: string[] = []
  for (const mention of chosen) {
    const word = nameOf(mention, to, lexicon)
    if (word !== null && !words.includes(word)) words.push(word)
  }
  const covered = chosen.reduce((sum, one) => sum + one.end - one.start, 0)
  if (words.length < limits.wordsOfGloss || covered < quote.trim().length * limits.coverOfGloss) return null
  return words.join(' · ')
}

/** Of what overlaps the longest stands: a word within a name tells nothing of its own. */
function outermost(mentions: readonly Mention[]): Mention[] {
  const rank = ({ kind }: Mention): number => ['entity', 'topic', 'act', 'title', 'word'].indexOf(kind)
  const chosen: Mention[] = []
  const byLength = mentions.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || rank(a) - rank(b) || a.start - b.start,
  )
  for (const one of byLength)
    if (!chosen.some(other => other.start < one.end && other.end > one.start)) chosen.push(one)
  return chosen.sort((a, b) => a.start - b.start)
}

function nameOf({ kind, id, tags }: Mention, lang: Lang, lexicon: Lexicon): string | null {
  if (tags.includes('weak')) return null
  switch (kind) {
    case 'act':
      return lexicon.act(id)?.labels[lang] ?? null
    case 'title':
      return lexicon.office(id)?.titles[lang][0] ?? null
    case 'word':
      return wordIn(id, lang, lexicon)
    case 'topic':
      return lexicon.nameOf(id, lang)
    default:
      return nameEntity(id, lang, lexicon)
  }
}

function wordIn(id: string, lang: Lang, lexicon: Lexicon): string | null {
  const row = lexicon.word(id)
  const form = row?.[tongueOf(lang)][0]?.split('@')[0]
  if (form === undefined) return null
  return lang === 'zh-Hant' ? toTraditional(form) : form
}
