// Storing what a poll has found, a chunk at a time, and noting what edited pages say differently.
import { setImmediate } from 'node:timers/promises'
import { UserError } from '../../errors.ts'
import type { ParsedItem } from '../../model/article.ts'
import type { ArticleChange, SourceFault, SourceNotice, SourceState } from '../../model/source.ts'
import { type IngestDeps, ingestItems } from '../ingest.ts'
import { compareRevisions } from './changes.ts'
import type { ItemDeps } from './items.ts'

export interface PollDeps extends IngestDeps, ItemDeps {
  readonly clock: () => Temporal.Instant
  /** Largest single document, bytes. */
  readonly maxBytes: number
  /** Told once when a source begins to fail, falls silent, moves or is back. `key` is the same if it is told again after a kill. */
  readonly report: (notice: SourceNotice, key: string) => Promise<void> | void
  /** Does one piece of reading after the other, whichever source it is for. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

/** What a poll has done so far. */
export interface Progress {
  added: number
  revised: number
  waiting: number
  readonly titles: string[]
  readonly changes: ArticleChange[]
  /** Publication dates of what is new. */
  readonly fresh: (string | null)[]
  readonly pageFaults: SourceFault[]
  unfinished: boolean
}

/** Nothing done yet. */
export const newProgress = (): Progress => ({
  added: 0,
  revised: 0,
  waiting: 0,
  titles: [],
  changes: [],
  fresh: [],
  pageFaults: [],
  unfinished: false,
})

/** An item on its way into the store. */
export interface Resolved {
  readonly item: ParsedItem
  /** Current article of its identity before, or null. */
  readonly before: string | null
}

/** Items with a pause before each, in which the network is served: reading one takes long, and answers must not expire. */
async function* unhurried(chunk: readonly Resolved[]): AsyncGenerator<ParsedItem> {
  for (const { item } of chunk) {
    await setImmediate()
    yield item
  }
}

/** Stores a chunk and notes what changed; returns nothing, the store has it. */
export async function storeChunk(
  chunk: readonly Resolved[],
  { source }: SourceState,
  deps: PollDeps,
  progress: Progress,
): Promise<void> {
  const byIdentity = new Map(chunk.map(one => [one.item.identity, one]))
  for await (const outcome of ingestItems(unhurried(chunk), deps, { maxBytes: deps.maxBytes })) {
    const { before, item } = byIdentity.get(outcome.path)!
    if (outcome.failed) throw new UserError(`${outcome.path}: ${outcome.skipped}`)
    if (outcome.stored === 'new') {
      progress.added++
      progress.fresh.push(item.published)
      progress.titles.push(outcome.title ?? item.title ?? item.url ?? '')
    }
    const isChange = outcome.stored === 'revision' || outcome.stored === 'restored'
    if (!isChange || outcome.article === null) continue
    progress.revised++
    if (before === null || before === outcome.article) continue
    const at = deps.clock().toString()
    const change = await compareRevisions(deps.store, {
      before,
      article: outcome.article,
      source: source.id,
      at,
    })
    if (change === null) continue
    await deps.store.sources.addChange(change)
    progress.changes.push(change)
  }
}
