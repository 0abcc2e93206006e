// Whether a sentence puts the time it names into the future: a cheap look at the predicate that the time belongs to.
import type { TextRange } from '../../model/article.ts'
import type { Tongue } from '../../model/language.ts'
import { fold } from '../../text/fold.ts'

const onKey = (source: string, flags = 'u'): RegExp =>
  new RegExp(source.replace(/[^\x20-\x7e]+/g, fold), flags)

// Chinese verbs have no tense: a plan word before the first verb of speaking or doing decides.
const ZH_BEFORE = onKey('(?:将|将于|将在|将自|定于|拟于|拟在|预计|预计将于|计划于|计划在|到)$')
const ZH_AHEAD = onKey(
  '(?:即?将(?!军|官|领|近|其|该|这|此|中|日|美|韩|朝|对|把|钓|尖|防|福|核|自)|拟(?!定的)|计划|预定|预计|定于|打算|有望|准备(?=访|于|在|与))',
)
const ZH_DONE = onKey(
  '了|曾|宣布|表示|发表|举行(?!的)|结束|签署|报道|称|说|会见|抵达|开始|决定|出席|会晤|通过|召见|抗议|指出|强调|透露|证实|公布|发射|达成',
)

const EN_AHEAD =
  /\b(?:will|would|shall|plans? to|planned|scheduled|slated|due (?:to|in|on)|set to|expected to|is to|are to|ahead of|upcoming|looking ahead to)\b/u

const JA_PAST = onKey(
  '[しっいれけめせべえてねげみきちり]た(?![いくらりけちめねばだま])|んだ(?![けがら])|だった|ました',
)
const JA_AHEAD = onKey(
  '予定|見通し|見込み|方針(?:だ|で|\\.|を固)|調整(?:している|に入)|(?<![てで]い)[うくぐすつぬぶむる](?=と(?:発表|述べ|明らか|伝え|説明|いう|し|表明|報じ)|\\.|"|$|ことを|ことで|ため)|へ(?=\\.|$)',
)
const JA_ENDS_PAST = onKey('た[."]*$')
const KO_AHEAD =
  /예정|계획(?:이|인|이라)|방침(?:이|인)|[할될열릴갈올] (?:것|예정|계획)|전망(?:이|된|했)|앞두고|(?:한|된|린|진|는|인|온|간|낸|난|선)다(?:고|는|며|\.|,|$)|(?:열릴|열리는|있을) /u
const KO_COMING = /(?:오는|다가오는|다음) ?$/u

/** 했, 갔, 밝혔: a syllable that ends in ㅆ, and an ending behind it. */
function koreanPastAt(text: string): number {
  for (const match of text.matchAll(/([가-힣])(?=다|고|으며|지만|던|는데|을)/gu)) {
    if ((match[1]!.charCodeAt(0) - 0xac00) % 28 === 20 && !/[있겠]/.test(match[1]!)) return match.index
  }
  return -1
}

function firstOf(text: string, pattern: RegExp): number {
  return text.search(pattern)
}

/** Whether the earlier of two finds is the first; a missing one never is. */
function comesFirst(a: number, b: number): boolean {
  return a >= 0 && (b < 0 || a < b)
}

/** Units on each side that are looked at; no predicate is further from its time. */
const REACH = 1500

/** Whether the time named at `expression` inside `sentence` lies ahead of the report. */
export function isAhead(text: string, sentence: TextRange, expression: TextRange, tongue: Tongue): boolean {
  const { start, end } = expression
  const before = fold(text.slice(Math.max(sentence.start, start - REACH), start))
  const after = fold(text.slice(end, Math.min(sentence.end, end + REACH)))
  if (tongue === 'en') {
    // English puts the verb before the time.
    const clause = before.slice(
      Math.max(...[',', '.', ';', ' that ', ' which '].map(mark => before.lastIndexOf(mark))) + 1,
    )
    return EN_AHEAD.test(clause)
  }
  // A time at the head of a sentence or behind its topic belongs to the last predicate: 政府は9日、…を訪れると発表した.
  const ofTheWhole = /(?:^|[=)\]】,]|は|은|는|이|가|께서|에서) ?$/u.test(before)
  if (tongue === 'ko') {
    if (KO_COMING.test(before)) return true
    if (ofTheWhole && koreanPastAt(after.slice(-16)) >= 0) return false
    return comesFirst(firstOf(after, KO_AHEAD), koreanPastAt(after))
  }
  if (tongue === 'ja') {
    // 28日の合意 is the date of a thing, past or not.
    if (after.startsWith('の')) return false
    if (ofTheWhole && after.startsWith(',')) return !JA_ENDS_PAST.test(after.trim()) && JA_AHEAD.test(after)
    return comesFirst(firstOf(after, JA_AHEAD), firstOf(after, JA_PAST))
  }
  if (ZH_BEFORE.test(before)) return true
  const clause = after.split(/[,;.!?]/u)[0] ?? ''
  return comesFirst(firstOf(clause, ZH_AHEAD), firstOf(clause, ZH_DONE))
}
