// Whether a sentence puts the time it names into the future: a cheap look at the words around the expression.
import type { TextRange } from '../../model/article.ts'
import type { Tongue } from '../../model/language.ts'
import { fold } from '../../text/fold.ts'

const fromKey = (source: string): RegExp => new RegExp(source.replace(/[^\x20-\x7e]+/g, fold), 'u')

/** In the clause, after the time: what makes it a plan. */
const AHEAD: Readonly<Record<Tongue, RegExp>> = {
  zh: fromKey(
    '(?:即)?将(?!军|官|领|近|其|该|这|此|中|日|美|韩|朝|对|把|钓|尖|防)|拟|计划|预定|预计|定于|打算|有望|准备(?=访|于|在|与)',
  ),
  ja: fromKey('予定|見通し|方針|見込み|調整(?:している|に入)|する考え|を控え|までに(?:は)?'),
  ko: /예정|계획|방침|할 것|하기로|전망|앞두고|열릴|열리는|추진/u,
  en: /\b(?:will|would|shall|plans? to|planned|scheduled|slated|due (?:to|in)|set to|expected to|is to|are to|ahead of|upcoming|before (?:a|the))\b/u,
}
/** Right before the time: 将于8日, 오는 8일, `on` after `will meet`. */
const BEFORE: Readonly<Record<Tongue, RegExp>> = {
  zh: fromKey('(?:将|将于|将在|定于|拟于|拟在|预计|预计将于|计划于|计划在|到)$'),
  ja: /(?!)/u,
  ko: /(?:오는|다가오는) ?$/u,
  en: /\b(?:will|would|to|scheduled|planned|slated|due|set|expected|is to|are to)\b[^.;]{0,60}$/u,
}
/** Past marks that win over a plan word elsewhere in the clause. */
const DONE: Readonly<Record<Tongue, RegExp>> = {
  zh: fromKey('^[^,。;]{0,24}?(?:了|曾|宣布|表示|发表|举行(?!的)|结束|签署|报道|称|说|会见|抵达)'),
  ja: /^[^、。]{0,40}?(?:した|った|んだ|れた|明らかに)/u,
  ko: /^[^.,]{0,50}?(?:했|았|었|였|됐|혔|졌|밝힌)/u,
  en: /(?!)/u,
}

const BREAK = /[,.;。、!?！？；]/u

/** Whether the time named at `expression` inside `sentence` lies ahead of the report. */
export function isAhead(text: string, sentence: TextRange, expression: TextRange, tongue: Tongue): boolean {
  const before = fold(text.slice(sentence.start, expression.start))
  const after = fold(text.slice(expression.end, sentence.end))
  const clauseBefore = before.slice(Math.max(...[',', '.', ';'].map(mark => before.lastIndexOf(mark))) + 1)
  if (BEFORE[tongue].test(clauseBefore)) return true
  if (DONE[tongue].test(after)) return false
  // English puts the verb before the time, the others after it.
  if (tongue === 'en') return AHEAD.en.test(clauseBefore)
  const limit = tongue === 'ja' || tongue === 'ko' ? after : (after.split(BREAK)[0] ?? '')
  return AHEAD[tongue].test(limit)
}
