// Reads stored articles again with the lexicon of today, one article a transaction: searches go on meanwhile, and what
// was interrupted goes on where it was.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Article } from '../model/article.ts'
import type { Store } from '../store/store.ts'
import { readText } from './read-article.ts'

export interface RecodeDeps {
  readonly store: Store
  readonly lexicon: Lexicon
}

export interface RecodeOptions {
  /** Also articles that were read with this very lexicon: when the rules have changed. */
  readonly all?: boolean
  /** Stops after the article under way. */
  readonly signal?: AbortSignal
  /** Told after every page of articles. */
  readonly onProgress?: (done: Recoded) => void
}

/** How far it has come: articles looked at, and those of them that were read again. */
export interface Recoded {
  readonly looked: number
  readonly read: number
  /** False when it was stopped before the end. */
  readonly finished: boolean
}

const PAGE = 50
/** Version of the lexicon with which everything was last read. */
const META = 'lexicon_version'

/** Reads again what an older lexicon read, oldest article first; every revision, so that old citations hold too. */
export async function recode(deps: RecodeDeps, options: RecodeOptions = {}): Promise<Recoded> {
  const { store, lexicon } = deps
  const marker = `recode:${lexicon.version}${options.all ? ':all' : ''}`
  const begun = await store.getMarker(marker)
  let after = begun === null || begun === DONE ? undefined : begun
  let [looked, read] = [0, 0]
  for (;;) {
    const page = await store.articles({ all: true, limit: PAGE, ...(after === undefined ? {} : { after }) })
    for (const article of page.items) {
      if (options.signal?.aborted) return { looked, read, finished: false }
      looked++
      if (!options.all && (await isCurrent(article, deps))) continue
      const day = article.firstSeen.slice(0, 10)
      await store.replaceReading(article.id, readText(article, article.id, day, lexicon))
      read++
    }
    options.onProgress?.({ looked, read, finished: page.next === null })
    if (page.next === null) break
    after = page.next
    // After the articles it stands for: what a kill interrupts is read again, nothing is left out.
    await store.setMarker(marker, after)
  }
  await store.setMarker(marker, DONE)
  await store.setMeta(META, lexicon.version)
  return { looked, read, finished: true }
}

const DONE = 'done'

/** Every report of the article was read with this lexicon. */
async function isCurrent({ id }: Article, { store, lexicon }: RecodeDeps): Promise<boolean> {
  const reports = await store.reportsOf(id)
  if (reports.length === 0) return false
  const reads = await store.readingsOf(reports.map(report => report.id))
  return reads.length === reports.length && reads.every(one => one.finds?.lexicon === lexicon.version)
}
