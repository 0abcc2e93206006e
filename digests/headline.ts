// One line that says who did what to whom about what, in the reader's language only: an object of another language, or
// one that is a torn piece of a sentence, is never in it.
import { nameClaim } from '../src/answer/names.ts'
import type { Lexicon } from '../src/lexicon/lexicon.ts'
import type { Claim } from '../src/model/claim.ts'
import { type Lang, tongueOf } from '../src/model/language.ts'
import { localeOf } from '../src/text/messages.ts'
import { othersOf } from './facts.ts'
import type { Told } from './gather.ts'
import shapes from './objects.json' with { type: 'json' }

const LONGEST_OBJECT = 50
const LONGEST_PHRASE: Readonly<Record<'en' | 'cjk', number>> = { en: 240, cjk: 110 }
const DANGLING = new RegExp(shapes.dangling)
const DATELINE = new RegExp(shapes.dateline, 'u')
const TAKES_WHOM = new Set(shapes.takesWhom)
const OPEN = new RegExp(shapes.open, 'i')

/** The parts of a headline, each in the reader's language. */
interface Parts {
  readonly who: string
  readonly whom: string
  readonly act: string
  readonly note: string
  /** Empty when it has none that could be said. */
  readonly about: string
}

type Claimed = Pick<Told, 'claim' | 'sentence'>

function partsOf(
  { claim, sentence }: Claimed,
  lang: Lang,
  lexicon: Lexicon,
  subject: readonly string[],
): Parts {
  const aimed: Claim = { ...claim, recipients: othersOf(claim) }
  const named = nameClaim(aimed, lang, lexicon)
  return {
    ...named,
    about:
      topicOf(claim, claim.topics, lang, lexicon) ??
      objectOf(claim, sentence.lang, lang) ??
      topicOf(claim, subject, lang, lexicon) ??
      '',
  }
}

/** `Biden → Japan: refuses (planned) — air defence identification zone`. */
export function headlineOf(
  told: Claimed,
  lang: Lang,
  lexicon: Lexicon,
  subject: readonly string[] = [],
): string {
  const { who, whom, act, note, about } = partsOf(told, lang, lexicon, subject)
  const deed = lang === 'en' ? act.replace(DANGLING, '') : act
  const colon = lang === 'en' || lang === 'ko' ? ': ' : '：'
  return `${who}${whom === '' ? '' : ` → ${whom}`}${colon}${deed}${note}${about === '' ? '' : ` — ${about}`}`
}

/** The same as a sentence where the language lets it be one: `Japan protests to South Korea (GSOMIA)`. */
export function sentenceOf(
  told: Claimed,
  lang: Lang,
  lexicon: Lexicon,
  subject: readonly string[] = [],
): string {
  const { who, whom, act, note, about } = partsOf(told, lang, lexicon, subject)
  const verb = told.claim.actors.length === 1 && /^(?:\w+s|does not \w+|declines to \w+)\b/.test(act)
  if (lang !== 'en' || note !== '' || !verb) return headlineOf(told, lang, lexicon, subject)
  const dangles = DANGLING.test(act)
  if (whom !== '' && (dangles || TAKES_WHOM.has(told.claim.act)))
    return `${who} ${act} ${whom}${about === '' ? '' : ` (${about})`}`
  if (whom === '' && dangles && about !== '') return `${who} ${act} ${about}`
  return headlineOf(told, lang, lexicon, subject)
}

/** The narrowest topic that has a name in the language and is not already said by the act itself. */
function topicOf(claim: Claim, topics: readonly string[], lang: Lang, lexicon: Lexicon): string | null {
  const act = lexicon.act(claim.act)?.labels[lang] ?? ''
  for (const id of topics) {
    const row = lexicon.topic(id)
    const name = row?.forms[lang]?.[0]
    if (name !== undefined && !act.includes(name) && !/RELATIONS$|^TOP\.OTHER$/.test(row!.id)) return name
  }
  return null
}

/** What the sentence itself says it is about, when the reader reads its language and it stands alone. */
function objectOf(claim: Claim, from: Lang, lang: Lang): string | null {
  // A meeting is told by who meets; what follows in its sentence is seldom what it was about.
  if (claim.plover === 'CONSULT' || from !== lang) return null
  const text = claim.object?.text.trim() ?? ''
  if (text === '' || text.length > LONGEST_OBJECT || /[,，、;；:："“”「」。.!?]/.test(text)) return null
  const tongue = tongueOf(lang)
  const torn =
    new RegExp(shapes.begins[tongue], 'iu').test(text) || new RegExp(shapes.ends[tongue], 'iu').test(text)
  return torn ? null : text
}

/**
 * The words to quote: the whole sentence without its dateline when it is short, else the clause that the claim stands
 * in when that can be read alone, else the sentence all the same. Always a piece of the stored text.
 */
export function phraseOf({ claim, sentence, article }: Told): string {
  const whole = article.text.slice(sentence.start, sentence.end).replace(DATELINE, '').trim()
  const longest = LONGEST_PHRASE[sentence.lang === 'en' ? 'en' : 'cjk']
  const clause = claim.evidence.text.replace(DATELINE, '').trim()
  const alone = clause.length >= (sentence.lang === 'en' ? 30 : 12) && !OPEN.test(clause)
  return whole.length <= longest || !alone ? whole : clause
}

/** `A, B and C` in the reader's language. */
export function listOf(names: readonly string[], lang: Lang): string {
  return new Intl.ListFormat(localeOf(lang), { type: 'conjunction' }).format(names)
}
