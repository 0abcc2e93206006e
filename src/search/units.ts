// What the answer must hold: concepts of the lexicon that the question names, and the words that no row covers.
import { conceptTerm } from '../lexicon/concepts.ts'
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { cutTerms } from '../text/terms.ts'
import { patternsOf } from './asked.ts'
import { isCountryName } from './countries.ts'
import rules from './data/questions.json' with { type: 'json' }

/** Something the answer must have: a concept of the lexicon, or words of the question that no row covers. */
export interface Unit {
  readonly kind: 'person' | 'body' | 'place' | 'topic' | 'act' | 'word' | 'text' | 'name'
  /** Lexicon id, or the words as they stand. */
  readonly id: string
  /** Other ids that the same words may mean (Lee, the foreign minister). */
  readonly also: readonly string[]
  /** Index terms: the concept's, or the words' cut. */
  readonly terms: readonly string[]
  /** The question asks for a kind of it: どんな贈り物, which outlets. */
  readonly isAsked: boolean
  /** It narrows who is asked for (米国大使, the South Korean survivor): another side's will not do. */
  readonly isBound: boolean
  /** The words as the question has them, folded: a sentence that has them too holds the unit, whatever it was read as. */
  readonly surface: string
}

const STOP = patternsOf(rules.stop, 'gi')
const DETERMINER = patternsOf(rules.determiner)
const TITLES: ReadonlySet<string> = new Set(rules.titles)
/** Tags of acts that only may be meant. */
const isWeak = (mention: { readonly tags?: readonly string[] }): boolean =>
  mention.tags?.includes('weak') ?? false

function kindOf(mention: Mention, surface: string): Unit['kind'] {
  // Countries far from this field are words of the lexicon, yet no answer does without them.
  if (mention.kind === 'word' && isCountryName(surface)) return 'place'
  if (mention.kind === 'act' || mention.kind === 'topic' || mention.kind === 'word') return mention.kind
  if (mention.id.startsWith('PER.')) return 'person'
  return mention.id.startsWith('PLC.') ? 'place' : 'body'
}

/** A folded question and what was found in it. */
export interface Asked {
  readonly text: string
  /** As it was typed: without capitals, capitals tell no names. */
  readonly typed: string
  readonly key: string
  readonly lang: Lang
  /** What the lexicon finds, without what longer names cover. */
  readonly mentions: readonly Mention[]
  /** Everything the lexicon finds. */
  readonly all: readonly Mention[]
  /** Dates hold no words to be found. */
  readonly dates: readonly TextRange[]
}

/** Units of a question, in order. */
export function readUnits(asked: Asked, lexicon: Lexicon): Unit[] {
  const units = new Map<string, Unit>()
  for (const mention of asked.mentions) {
    if (mention.kind === 'title' || (mention.kind === 'act' && isWeak(mention)) || units.has(mention.id))
      continue
    units.set(mention.id, {
      kind: kindOf(mention, asked.key.slice(mention.start, mention.end)),
      id: mention.id,
      also: mention.kind === 'entity' ? mention.others : wordsWithin(mention, asked.all),
      terms: [mention.id, ...mention.others].map(conceptTerm),
      isAsked: isAsked(asked, mention.start),
      isBound: mention.kind === 'entity' && bindsNext(asked, mention),
      surface: asked.key.slice(mention.start, mention.end),
    })
  }
  for (const unit of sidesOfTitles(asked, lexicon)) if (!units.has(unit.id)) units.set(unit.id, unit)
  for (const unit of readLeftovers(asked)) if (!units.has(unit.id)) units.set(unit.id, unit)
  return [...units.values()]
}

/** "독일 총리" names Germany, though the lexicon reads it as one title. */
function sidesOfTitles({ all, key }: Asked, lexicon: Lexicon): Unit[] {
  return all
    .filter(m => m.kind === 'title' && m.others.length === 0)
    .flatMap((title): Unit[] => {
      const id = `GOV.${title.id.split('.')[0]!.toLowerCase()}`
      const named = all.some(m => m.kind === 'entity' && lexicon.sideOf(m.id) === lexicon.sideOf(id))
      if (lexicon.entity(id) === undefined || named) return []
      const surface = key.slice(title.start, title.end)
      return [
        { kind: 'body', id, also: [], terms: [conceptTerm(id)], isAsked: false, isBound: true, surface },
      ]
    })
}

/** A statement within "issue a joint statement" is told by the noun alone too. */
function wordsWithin(act: Mention, all: readonly Mention[]): string[] {
  if (act.kind !== 'act') return []
  return all
    .filter(
      m =>
        m.kind === 'word' &&
        // An ambassador alone does not tell of a recall.
        !TITLES.has(m.id) &&
        m.start >= act.start &&
        m.end <= act.end &&
        m.end - m.start < act.end - act.start,
    )
    .map(m => m.id)
}

function isAsked({ key, lang }: Asked, start: number): boolean {
  return DETERMINER[tongueOf(lang)].test(key.slice(0, start))
}

/** A title or word follows at once: 米国大使, 日本农林水产大臣, the South Korean survivor. */
function bindsNext({ all, key }: Asked, body: Mention): boolean {
  return all.some(
    m =>
      (m.kind === 'title' || m.kind === 'word') &&
      m.start >= body.end &&
      /^(?:\s|)$/.test(key.slice(body.end, m.start)),
  )
}

/** A word or place inside a longer name (protection, intelligence in GSOMIA's full name) asks for nothing of its own. */
export function dropCovered(mentions: readonly Mention[], key: string): Mention[] {
  const rank = (m: Mention): number => (m.kind === 'word' || isWeak(m) ? 0 : m.kind === 'act' ? 1 : 2)
  const isPlace = (m: Mention): boolean => m.id.startsWith('PLC.')
  const covers = (big: Mention, m: Mention): boolean =>
    big !== m &&
    big.start <= m.start &&
    big.end >= m.end &&
    (big.end - big.start > m.end - m.start || rank(big) > rank(m)) &&
    (rank(big) > rank(m) || isPlace(m))
  return mentions.filter(
    m =>
      (m.kind !== 'word' && m.kind !== 'act' && !isPlace(m)) ||
      // 前提 in 之前提到 is none.
      (!mentions.some(big => covers(big, m)) &&
        !/[之以][前后]/.test(key.slice(Math.max(0, m.start - 1), m.start + 1))),
  )
}

/** Content words that no concept covers. A capitalised or katakana word is taken for a name nobody has listed. */
function readLeftovers(asked: Asked): Unit[] {
  const { text, key, lang } = asked
  const covered: readonly (TextRange & { tags?: readonly string[] })[] = [...asked.mentions, ...asked.dates]
  const tongue = tongueOf(lang)
  const letters = key.split('')
  for (const one of covered) if (!isWeak(one)) letters.fill('\n', one.start, one.end)
  const blank = letters.join('').replace(STOP[tongue], found => '\n'.repeat(found.length))
  const pieces: Unit[] = []
  for (const found of blank.matchAll(/[^\s\n\p{P}\p{S}]+/gu)) {
    const start = found.index
    const piece = text.slice(start, start + found[0].length)
    if (tongue === 'en' ? piece.length < 3 && !/^\d+$/.test(piece) : piece.length < 2) continue
    // Endings that stick to a name or stem (바이든에게, 사과했나) ask for nothing.
    if (
      tongue === 'ko' &&
      piece.length <= 3 &&
      blank[start - 1] === '\n' &&
      /[가-힣]/.test(text[start - 1] ?? '')
    )
      continue
    const terms = cutTerms(piece, lang)
    if (terms.length > 0)
      pieces.push({
        kind:
          isName(asked.typed, asked.typed.slice(start, start + piece.length), start) ||
          isCountryName(found[0])
            ? 'name'
            : 'text',
        id: `"${piece}"`,
        also: [],
        terms,
        isAsked: isAsked(asked, start),
        isBound: false,
        surface: found[0],
      })
  }
  return pieces
}

function isName(text: string, piece: string, start: number): boolean {
  const opens = start === 0 || /[.?!]\s*$/.test(text.slice(0, start))
  return (/^\p{Lu}\p{Ll}+/u.test(piece) && !opens) || /^[\u30a1-\u30fa\u30fc]{3,}$/.test(piece)
}

/** Who held the offices that a question names by title alone, in the days it asks about (美国副总统, 2013年12月). */
export function heldBy(
  mentions: readonly Mention[],
  window: { readonly from: string; readonly to: string } | null,
  lexicon: Lexicon,
): Unit[] {
  if (window === null) return []
  return mentions.flatMap(title => {
    const beside = mentions.some(
      m =>
        m.id.startsWith('PER.') && (Math.abs(m.end - title.start) <= 1 || Math.abs(title.end - m.start) <= 1),
    )
    if (title.kind !== 'title' || beside) return []
    const holders = [title.id, ...title.others]
      .flatMap(office => lexicon.holdersOf(office))
      .filter(role => role.from <= window.to && (role.to ?? '9999') >= window.from)
      .map(role => role.entity)
    const country = mentions.filter(m => m.kind === 'entity').map(m => lexicon.sideOf(m.id))
    const fit = [...new Set(holders)].filter(id => country.includes(lexicon.sideOf(id)))
    if (fit.length === 0 || fit.length > 2) return []
    return [
      {
        kind: 'person' as const,
        id: fit[0]!,
        also: fit.slice(1),
        terms: fit.map(conceptTerm),
        isAsked: false,
        isBound: false,
        surface: '',
      },
    ]
  })
}

const BARE = new WeakMap<Lexicon, Map<Lang, Map<string, string[]>>>()

/** "両国の外相は誰": who is asked for bears a title, which a sentence must hold; titles beside a name are none. */
export function titlesOf(mentions: readonly Mention[], key: string, lexicon: Lexicon): Unit[] {
  const sides = mentions.filter(m => m.kind === 'entity').map(m => lexicon.sideOf(m.id))
  const isOfSide = (office: string): boolean => sides.length === 0 || sides.includes(office.split('.')[0]!)
  return mentions
    .filter(m => m.kind === 'title')
    .filter(title => !mentions.some(m => m.id.startsWith('PER.') && Math.abs(m.end - title.start) <= 1))
    .slice(0, 1)
    .map(title => ({ title, offices: [title.id, ...title.others].filter(isOfSide) }))
    .map(({ title, offices }) => ({
      kind: 'word',
      id: offices[0] ?? `"${key.slice(title.start, title.end)}"`,
      also: offices.slice(1),
      terms: [],
      isAsked: false,
      isBound: false,
      // The bare word would be anybody's title.
      surface: '',
    }))
}

/** What the lexicon finds, and the surnames alone that a report would not use without the full name (Yoon, 尹氏). */
export function withBareNames(
  text: string,
  lang: Lang,
  mentions: readonly Mention[],
  lexicon: Lexicon,
): Mention[] {
  const names = bareNames(lexicon, lang)
  const found = [...text.matchAll(/[\p{L}\p{M}]+/gu)].flatMap((word): Mention[] => {
    const ids = names.get(word[0])
    const [start, end] = [word.index, word.index + word[0].length]
    const isTaken = mentions.some(m => m.kind === 'entity' && m.start < end && m.end > start)
    if (ids === undefined || isTaken) return []
    return [
      { start, end, kind: 'entity', id: ids[0]!, others: ids.slice(1), form: word[0], how: 'bare', tags: [] },
    ]
  })
  return found.length === 0 ? [...mentions] : [...mentions, ...found].sort((a, b) => a.start - b.start)
}

function bareNames(lexicon: Lexicon, lang: Lang): ReadonlyMap<string, string[]> {
  const byLang = BARE.get(lexicon) ?? new Map<Lang, Map<string, string[]>>()
  BARE.set(lexicon, byLang)
  let names = byLang.get(lang)
  if (names === undefined) {
    names = new Map()
    for (const entity of lexicon.entities()) {
      if (!entity.id.startsWith('PER.')) continue
      for (const form of entity.bare?.[lang] ?? []) names.set(form, [...(names.get(form) ?? []), entity.id])
    }
    byLang.set(lang, names)
  }
  return names
}
