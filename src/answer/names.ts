// Names, dates and chains as a reader of a given language expects them.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { CitationChainLink } from '../model/answer.ts'
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'
import type { Lang } from '../model/language.ts'
import { formatDate } from '../text/show-dates.ts'
import { say, type WordKey } from './words.ts'

const GENERIC: readonly (readonly [RegExp, WordKey])[] = [
  [/^SRC\.([a-z]{2})gov_unnamed$/, 'unnamedGov'],
  [/^SRC\.([a-z]{2})media$/, 'media'],
  [/^SRC\.([a-z]{2})_unnamed$/, 'unnamed'],
  [/^GRP\.([a-z]{2})_pol$/, 'politicians'],
  [/^GRP\.([a-z]{2})_officials$/, 'officials'],
  [/^GRP\.([a-z]{2})_cabinet$/, 'cabinet'],
  [/^PER\.([a-z]{2})_ambassador$/, 'ambassador'],
]

/** Country name in a language: `JP` → 日本. */
export function nameCountry(code: string, lang: Lang): string {
  const name = new Intl.DisplayNames([lang], { type: 'region', fallback: 'code' }).of(code.toUpperCase())
  return name ?? code
}

/** Display name of an entity, an unnamed source, or whatever stands in the text when neither is known. */
export function nameEntity(id: string, lang: Lang, lexicon: Lexicon, surface?: string): string {
  if (lexicon.entity(id) !== undefined) return lexicon.nameOf(id, lang)
  if (id === 'SRC.analysts') return say(lang, 'analysts')
  if (id === 'SRC.hearsay') return say(lang, 'hearsay')
  for (const [pattern, key] of GENERIC) {
    const country = pattern.exec(id)?.[1]
    if (country !== undefined) return say(lang, key, { country: nameCountry(country, lang) })
  }
  return id.startsWith('SRC.') ? say(lang, 'unnamedAny') : (surface ?? id)
}

/** A date for a reader: `~` before what was inferred, a range as a range, open days with a question mark. */
export function nameDate(date: DateRef, lang: Lang): string {
  return date.start === null && !date.alternatives?.length ? '?' : formatDate(lang, date)
}

/** `日本新闻网 → 中新网 [CN]`: who says so, innermost first. */
export function nameChain(chain: readonly CitationChainLink[], lang: Lang): string {
  if (chain.length === 0) return say(lang, 'unknownChain')
  return chain.map(link => (link.country === null ? link.name : `${link.name} [${link.country}]`)).join(' → ')
}

/** Who → whom: ACT, with what is to be said about its reality. */
export function nameClaim(
  claim: Claim,
  lang: Lang,
  lexicon: Lexicon,
): { who: string; whom: string; act: string; note: string } {
  const names = (refs: Claim['actors']): string =>
    refs
      .map(ref => nameEntity(ref.id, lang, lexicon, ref.surface))
      .join(lang === 'en' || lang === 'ko' ? ', ' : '、')
  const note =
    claim.polarity === 'negated'
      ? say(lang, 'negated')
      : claim.modality === 'asserted'
        ? ''
        : say(lang, claim.modality)
  return {
    who: claim.actors.length > 0 ? names(claim.actors) : say(lang, 'someone'),
    whom: names(claim.recipients),
    act: lexicon.act(claim.act)?.labels[lang] ?? claim.act,
    note,
  }
}
