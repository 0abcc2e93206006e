// Whether somebody speaks in a sentence that no claim was read from: 王毅表示，…, Kim told lawmakers, 岸田首相は…と述べた.
import { grammarOf } from '../claims/grammar/grammar.ts'
import { viewOf } from '../claims/view.ts'
import type { Mention } from '../lexicon/lexicon.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'

/** Units between a speaker and the verb of saying: 在回答记者提问时 and the like. */
const REACH: Readonly<Record<Tongue, number>> = { zh: 30, ja: 400, ko: 400, en: 60 }
/** What marks the one who speaks, right behind the name and a title. */
const MARKED: Readonly<Record<Tongue, RegExp | null>> = {
  zh: null,
  ja: /^[一-龯ァ-ヶー・]{0,14}(?:は|が|も)/,
  ko: /^(?:\s?(?![가-힣]*(?:에게|의|을|를|과|와|에)\s)[가-힣]{1,8}){0,3}?(?:은|는|이|가|도)\s/,
  en: null,
}

/** Whether one of the persons or bodies speaks in the sentence, as its words show. */
export function speaksIn(
  quote: string,
  lang: Lang,
  mentions: readonly Mention[],
  asked: readonly string[],
): boolean {
  const tongue = tongueOf(lang)
  const own = mentions.filter(m => m.kind === 'entity' && [m.id, ...m.others].some(id => asked.includes(id)))
  if (own.length === 0) return false
  const text = viewOf(quote, tongue)
  const sayings = grammarOf(tongue).findSayings(text)
  const closing = grammarOf(tongue).closingOf(text)
  return own.some(({ start, end }) => {
    if (closing !== null && closing.speaker.start <= start && end <= closing.speaker.end) return true
    const marked = MARKED[tongue]
    if (marked !== null && !marked.test(text.slice(end, end + 24))) return false
    const others = mentions.filter(m => m.kind === 'entity' && m.start >= end)
    return sayings.some(saying => {
      if (saying.start < end || saying.start - end > REACH[tongue]) return false
      // Where nothing marks who speaks, nobody else stands between.
      return marked !== null || !others.some(m => m.end <= saying.start)
    })
  })
}
