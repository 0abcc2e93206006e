// A window of days told in at most five items: gather → rank → write → present.
import { Citations } from '../src/answer/cite.ts'
import type { Lexicon } from '../src/lexicon/lexicon.ts'
import type { Digest, DigestItem, DigestWindow } from '../src/model/digest.ts'
import type { Lang } from '../src/model/language.ts'
import type { Store } from '../src/store/store.ts'
import { type Gathered, gatherWindow } from './gather.ts'
import { presentText } from './present.ts'
import { chooseItems, rankClaims } from './rank.ts'
import { word } from './words.ts'
import {
  writeAccounts,
  writeBottomLine,
  writeCaveats,
  writeCorrection,
  writeItem,
  writeSeenFrom,
  writeWatch,
} from './write.ts'

const MOST_ITEMS = 5
/** Corrections go first; more than these would crowd out the day. */
const MOST_CORRECTIONS = 2

export interface DigestDeps {
  readonly store: Store
  readonly lexicon: Lexicon
}

/** The window that ends on a day and is `days` long. */
export function windowOf(asOf: string, days: number): DigestWindow {
  const to = Temporal.PlainDate.from(asOf)
  return { from: to.subtract({ days: days - 1 }).toString(), to: to.toString() }
}

/** Builds the daily digest of a window in one language. An empty window gives an honest empty digest. */
export async function buildDigest(
  window: DigestWindow,
  lang: Lang,
  { store, lexicon }: DigestDeps,
): Promise<Digest> {
  const gathered = await gatherWindow(window, store)
  const candidates = rankClaims(gathered.told)
  const corrected = gathered.corrections.slice(0, MOST_CORRECTIONS)
  const chosen = chooseItems(candidates, MOST_ITEMS - corrected.length)
  const citations = new Citations(lexicon, lang)
  const deps = { store, lexicon, lang, citations }
  const events: DigestItem[] = []
  for (const candidate of chosen) events.push(await writeItem(candidate, window, deps))
  const corrections = corrected.map(one => writeCorrection(one, deps))
  const items = [...corrections, ...events]
  const bottomLine =
    events.length > 0
      ? writeBottomLine(events, chosen, deps)
      : word(lang, gathered.reports.length > 0 ? 'nothingReadable' : 'nothing')
  const accounts = writeAccounts(gathered, deps)
  const seenFrom = writeSeenFrom(candidates, deps)
  const watch = writeWatch(gathered, deps)
  const caveats = writeCaveats(gathered, items, countMixed(gathered), deps)
  const body = {
    window,
    lang,
    articles: gathered.articles.size,
    outlets: countOutlets(gathered, lang, lexicon),
    items,
    citations: citations.list(),
    bottomLine,
    accounts,
    seenFrom,
    watch,
    caveats,
  }
  return { ...body, text: presentText(body) }
}

function countMixed(gathered: Gathered): number {
  const perArticle = new Map<string, number>()
  for (const report of gathered.reports)
    perArticle.set(report.article, Math.max(perArticle.get(report.article) ?? 0, report.ordinal + 1))
  return [...perArticle.values()].filter(n => n > 1).length
}

function countOutlets(gathered: Gathered, lang: Lang, lexicon: Lexicon): Digest['outlets'] {
  const counts = new Map<string, { name: string; country: string | null; articles: number }>()
  for (const report of gathered.reports) {
    const link = report.chain.find(one => one.role === 'outlet') ?? report.chain[0]
    if (link === undefined) continue
    const key = link.entity ?? link.name
    const known = counts.get(key)
    const name = link.entity === null ? link.name : lexicon.nameOf(link.entity, lang)
    counts.set(key, { name, country: link.country, articles: (known?.articles ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1))
}

/** The latest day that has, with the day before it, at least `least` reports; the latest of all where none has; null when the store is empty. */
export async function latestBusyDay(store: Store, least = 4): Promise<string | null> {
  const days = await store.recentDays()
  const perDay = new Map(days.map(one => [one.day, one.reports]))
  const around = (day: string): number =>
    (perDay.get(day) ?? 0) + (perDay.get(Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()) ?? 0)
  return days.find(({ day }) => around(day) >= least)?.day ?? days[0]?.day ?? null
}
