// A window told in at most five items: gather → rank → compare with what was told → choose → write → present.
import { Citations } from '../src/answer/cite.ts'
import type { Lexicon } from '../src/lexicon/lexicon.ts'
import type { LanguageModel } from '../src/llm/model.ts'
import type { SeenWindow } from '../src/model/delivery.ts'
import type { Digest, DigestItem, DigestWindow } from '../src/model/digest.ts'
import type { Lang } from '../src/model/language.ts'
import type { DigestForm } from '../src/model/subscription.ts'
import type { Store } from '../src/store/store.ts'
import { chooseItems } from './choose.ts'
import { findCorrected } from './corrected.ts'
import { type Gathered, gatherWindow } from './gather.ts'
import { keepNovel, type Novel, noveltyOf, type Remembered, remember, type ToldBefore } from './novelty.ts'
import { presentText } from './present.ts'
import { writeProse } from './prose.ts'
import { type Candidate, rankClaims } from './rank.ts'
import { findPlans, writeAccounts, writeCaveats, writePlan, writeSeenFrom, writeWording } from './sections.ts'
import { writeWeekly } from './weekly.ts'
import { word } from './words.ts'
import {
  type WriteDeps,
  writeBottomLine,
  writeCorrection,
  writeHeadline,
  writeItem,
  writeUnknown,
} from './write.ts'

const MOST_ITEMS = 5
/** Corrections go first; more than these would crowd out the day. */
const MOST_CORRECTIONS = 2
const MOST_WATCHED = 3
/** For a digest that was asked for: what the days before told is what its reader may know. */
const KNOWN_DAYS = 14

export interface DigestDeps {
  readonly store: Store
  readonly lexicon: Lexicon
  /** Words the items where there is one; the choice and order of items are never its. */
  readonly model?: LanguageModel
}

export interface DigestOptions {
  readonly form?: DigestForm
  /** Days of the reports, both inclusive. */
  readonly window: DigestWindow
  /** Only articles first seen within; without it all of the days. */
  readonly seen?: SeenWindow
  readonly lang: Lang
  /** Lexicon ids; none for everything. */
  readonly topics?: readonly string[]
  /** What its channel was told, latest first; without it, what the days before hold. */
  readonly told?: readonly ToldBefore[]
  /** That it is late, in the reader's language. */
  readonly late?: string
  /** Whose digest it is: settings may keep a workspace away from any model. */
  readonly workspace?: string | undefined
}

/** A digest with what its channel is to remember of it. */
export interface BuiltDigest {
  readonly digest: Digest
  /** In the order of the items; null for corrections. */
  readonly remembered: readonly (Remembered | null)[]
  /** Corrections of what was told before, with the place of their item: they also go where that was told. */
  readonly corrected: readonly { readonly item: number; readonly of: ToldBefore }[]
  /** True when there is nothing new to tell. */
  readonly isQuiet: boolean
}

/** What is the same for every channel with one window and topics: worth keeping while many are served. */
export interface Prepared {
  readonly gathered: Gathered
  readonly candidates: readonly Candidate[]
}

/** The window that ends on a day and is `days` long. */
export function windowOf(asOf: string, days: number): DigestWindow {
  const to = Temporal.PlainDate.from(asOf)
  return { from: to.subtract({ days: days - 1 }).toString(), to: to.toString() }
}

/** The digest of a window in one language, as somebody asks for it. An empty window gives an honest empty digest. */
export async function buildDigest(
  window: DigestWindow,
  lang: Lang,
  deps: DigestDeps,
  more: Pick<DigestOptions, 'form' | 'topics' | 'workspace'> = {},
): Promise<Digest> {
  return (await buildEdition({ window, lang, ...more }, deps)).digest
}

/** Gathers and ranks, without regard to any channel or language. */
export async function prepareDigest(
  options: Pick<DigestOptions, 'window' | 'seen' | 'topics'>,
  { store }: DigestDeps,
): Promise<Prepared> {
  const gathered = await gatherWindow(options, store)
  return { gathered, candidates: rankClaims(gathered.told, options.window.from) }
}

/** Builds a digest and says what is to be remembered of it; `prepared` may be shared by many channels. */
export async function buildEdition(
  options: DigestOptions,
  deps: DigestDeps,
  prepared?: Prepared,
): Promise<BuiltDigest> {
  const { window, lang, form = 'daily' } = options
  const { store, lexicon } = deps
  const { gathered, candidates } = prepared ?? (await prepareDigest(options, deps))
  const citations = new Citations(lexicon, lang)
  const write: WriteDeps = { lexicon, lang, citations }

  const novel = await compareWithTold(candidates, options, deps)
  const corrected = await findCorrected(gathered, options.told ?? [], store)
  const first = corrected.slice(0, MOST_CORRECTIONS)
  const chosen = chooseItems(novel, MOST_ITEMS - first.length)
  const corrections = first.map(one => writeCorrection(one.correction, one.of, write))
  const plain = chosen.map(one => writeItem(one, write))
  const claimsOf = (sentence: string) =>
    gathered.told.filter(one => one.sentence.id === sentence).map(one => one.claim)
  const prose = await writeProse(chosen, form, {
    write,
    claimsOf,
    model: deps.model,
    workspace: options.workspace,
  })
  const events = plain.map((item, at): DigestItem => {
    const line = prose.items[at]
    return line ? { ...item, prose: line.text } : item
  })
  const items = [...corrections, ...events]

  const watchAfter = options.seen === undefined ? window.to : dayBefore(window.to)
  const body = {
    form,
    window,
    lang,
    articles: gathered.articles.size,
    outlets: countOutlets(gathered, lang, lexicon),
    items,
    bottomLine:
      prose.bottomLine === null
        ? bottomLineOf(items, chosen, gathered, write)
        : word(lang, 'bottomLine', {
            main: `${prose.bottomLine} `,
            unknown: writeUnknown(events[0]!, chosen, write),
          }),
    accounts: writeAccounts(gathered, write),
    wording: await writeWording(candidates, window.from, store, write),
    seenFrom: form === 'weekly' ? [] : writeSeenFrom(candidates, gathered, write),
    watch:
      form === 'weekly'
        ? []
        : findPlans(gathered, watchAfter)
            .slice(0, MOST_WATCHED)
            .map(plan => writePlan(plan, write)),
    weekly: form === 'weekly' ? await writeWeekly({ gathered, candidates, window, store, write }) : null,
    caveats: [...writeCaveats(gathered, items, lang), ...prose.notes],
    late: options.late ?? null,
    left: 0,
  }
  const digest = { ...body, citations: citations.list() }
  return {
    digest: { ...digest, text: presentText(digest) },
    remembered: [
      ...corrections.map(() => null),
      ...chosen.map(({ candidate }) =>
        remember(candidate, writeHeadline(candidate.told[0]!, write, candidate.subject), window.to),
      ),
    ],
    corrected: first.flatMap(({ of }, item) => (of === null ? [] : [{ item, of }])),
    isQuiet: items.length === 0,
  }
}

/** New and updated things, best first. Nobody is known to have read the days before, so those are only named. */
async function compareWithTold(
  candidates: readonly Candidate[],
  options: DigestOptions,
  { store, lexicon }: DigestDeps,
): Promise<Novel[]> {
  if (options.told !== undefined) return keepNovel(candidates, options.told)
  if (candidates.length === 0) return []
  const to = dayBefore(options.window.from)
  const before = await gatherWindow({ ...options, window: windowOf(to, KNOWN_DAYS) }, store)
  const known = rankClaims(before.told, before.window.from).map(candidate => {
    const headline = writeHeadline(
      candidate.told[0]!,
      {
        lexicon,
        lang: options.lang,
        citations: new Citations(lexicon, options.lang),
      },
      candidate.subject,
    )
    return remember(candidate, headline, candidate.told[0]!.report.date.start ?? to)
  })
  return candidates
    .map(candidate => noveltyOf(candidate, known))
    .map(one => (one.novelty === 'repetition' ? { ...one, novelty: 'new', of: null } : one))
}

function bottomLineOf(
  items: readonly DigestItem[],
  chosen: readonly Novel[],
  gathered: Gathered,
  write: WriteDeps,
): string {
  if (chosen.length > 0) return writeBottomLine(items, chosen, write)
  if (items.length > 0) return word(write.lang, 'onlyCorrections')
  return word(write.lang, gathered.reports.length > 0 ? 'nothingReadable' : 'nothing')
}

function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()
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
