// Articles to measure with: sentences of samples/ in new company. Names, topics, dates and numbers are exchanged, and
// names that no lexicon lists are added, so that no two articles are alike. Article n is the same in every run.
import type { Lang } from '../src/model/language.ts'
import { createRandom, type Random } from './random.ts'
import type { Fillers, Material, Plot, Template } from './templates.ts'
import data from './words.json' with { type: 'json' }

export interface GeneratedArticle {
  readonly url: string
  readonly title: string
  readonly outlet: string
  /** Instant, ISO 8601 UTC. */
  readonly published: string
  readonly lang: Lang
  readonly paragraphs: readonly string[]
  /** Headlines of other articles, for the lists beside a page. */
  readonly others: readonly string[]
}

/** Usual lengths of news articles, in UTF-16 units: about 450 words of English, 700 to 900 characters elsewhere. */
const USUAL_LENGTH: Readonly<Record<Lang, number>> = {
  'zh-Hans': 750,
  'zh-Hant': 750,
  ja: 750,
  ko: 950,
  en: 2600,
}
const SPREAD = 0.45
const OTHERS = 30
const FIRST_DAY = Date.UTC(2013, 0, 1)
const DAYS = 4700
const DAY_MS = 86_400_000
/** How often an open place gets a name that is in no lexicon. */
const UNLISTED = 0.2
/** How often an everyday word makes room for another one. */
const OTHER_WORD = 0.2
/** How often a sentence is left out, so that two articles on one plot differ in more than names. */
const LEFT_OUT = 0.25

/** Who and what one article is about: the same few names all through it. */
interface Cast {
  readonly random: Random
  readonly lang: Lang
  readonly fillers: Fillers
  readonly day: Date
  readonly roles: Map<string, string>
}

/** The nth article, of a day of its own or of the one that is given. Languages take turns, Simplified and Traditional Chinese sharing one turn in four. */
export function writeArticle(material: Material, seed: number, n: number, on?: Date): GeneratedArticle {
  const random = createRandom(seed, n)
  const lang = TURNS[n % TURNS.length]!
  const drawn = new Date(FIRST_DAY + random.between(0, DAYS) * DAY_MS + random.between(0, 86_399) * 1000)
  const day = on ?? drawn
  const cast: Cast = { random, lang, fillers: material.fillers[lang], day, roles: new Map() }
  const plots = material.plots[lang]
  const main = random.pick(plots)
  const length = USUAL_LENGTH[lang] * random.spread(SPREAD)
  return {
    url: `https://news.example/${lang}/${day.toISOString().slice(0, 10)}/${seed}-${n}`,
    title: fill(main.title, cast),
    outlet: random.pick(data.outlets[lang]),
    published: day.toISOString(),
    lang,
    paragraphs: writeParagraphs(main, plots, cast, length),
    others: Array.from({ length: OTHERS }, () =>
      fill(random.pick(plots).title, { ...cast, roles: new Map() }),
    ),
  }
}

const TURNS: readonly Lang[] = ['zh-Hans', 'ja', 'ko', 'en', 'zh-Hant', 'ja', 'ko', 'en']

/** The main plot in its order, then what other plots of that language say after their opening sentence. */
function writeParagraphs(main: Plot, plots: readonly Plot[], cast: Cast, length: number): string[] {
  const { lang, random } = cast
  const between = lang === 'en' || lang === 'ko' ? ' ' : ''
  const paragraphs: string[] = []
  let written = 0
  // As often as another plot is needed; one is only told twice when all others were.
  const rest = plots.filter(plot => plot !== main)
  for (
    let plot = main;
    written < length;
    plot = rest.splice(random.between(0, rest.length - 1), 1)[0] ?? main
  ) {
    let open: string[] = []
    for (const template of paragraphs.length === 0 ? plot.sentences : plot.sentences.slice(1)) {
      if (written > 0 && random.chance(LEFT_OUT)) continue
      const sentence = fill(template, cast)
      open.push(sentence)
      written += sentence.length
      if (open.length < 3 && random.chance(0.6)) continue
      paragraphs.push(open.join(between))
      open = []
      if (written >= length) break
    }
    if (open.length > 0) paragraphs.push(open.join(between))
  }
  return paragraphs
}

function fill(template: Template, cast: Cast): string {
  return template.map(part => (typeof part === 'string' ? part : fillSlot(part, cast))).join('')
}

function fillSlot({ slot, raw, id }: Exclude<Template[number], string>, cast: Cast): string {
  const { random, roles } = cast
  if (slot === 'date') return moveDate(raw, cast)
  if (slot === 'number') return String(random.between(10 ** (raw.length - 1), 10 ** raw.length - 1))
  const known = roles.get(id)
  if (known !== undefined) return known
  const chosen = choose(slot, raw, cast)
  roles.set(id, chosen)
  return chosen
}

function choose(slot: 'person' | 'place' | 'topic' | 'word', raw: string, cast: Cast): string {
  const { random, lang, fillers } = cast
  const list = fillers[slot]
  if (slot === 'word') return list.length > 0 && random.chance(OTHER_WORD) ? random.pickEarly(list) : raw
  if (slot !== 'topic' && random.chance(UNLISTED)) return inventName(lang, random)
  return list.length > 0 ? random.pickEarly(list) : raw
}

/** A family or place name that no lexicon lists. */
export function inventName(lang: Lang, random: Random): string {
  const { first, rest } = data.names[lang]
  if (lang === 'en') return random.pick(first.split(',')) + random.pick(rest.split(','))
  return random.pick([...first]) + random.pick([...rest]) + (lang === 'ja' ? '' : random.pick([...rest]))
}

/** Another date in the same words, at most 40 days before the article. */
function moveDate(raw: string, { random, day }: Cast): string {
  const moved = new Date(day.getTime() - random.between(0, 40) * DAY_MS)
  const [year, month, date] = [moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate()]
  const english = moved.toLocaleDateString('en', { month: 'long', timeZone: 'UTC' })
  return raw
    .replace(/[A-Z][a-z]+day\b/, moved.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }))
    .replace(/^[A-Z][a-z]+(?!day)(?= |,|$)/, english)
    .replace(/\d{4}/, String(year))
    .replace(/\d{1,2}(?=[月월])/, String(month))
    .replace(/\d{1,2}(?=[日일])|(?<=^[A-Z][a-z]+ )\d{1,2}\b/, String(date))
}
