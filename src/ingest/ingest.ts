// Files and folders into the store: read → skip what is known → read through → store in batches, progress last.
import { messageOf, UserError } from '../errors.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Block, ChainLink, ParsedItem, TextRange } from '../model/article.ts'
import type { DateRef } from '../model/date.ts'
import type { ArticleRead, Store, Stored } from '../store/store.ts'
import { type ReadFailure, readPath } from './files.ts'
import { contentHashOf, readArticle } from './read-article.ts'

export interface IngestDeps {
  readonly store: Store
  readonly lexicon: Lexicon
  readonly clock: () => Temporal.Instant
}

export interface IngestOptions {
  /** Largest single document, bytes. */
  readonly maxBytes: number
  /** Mark everything read as sample articles. */
  readonly samples?: boolean
  /** Stops after the batch under way; what was committed stays. */
  readonly signal?: AbortSignal
}

/** What became of one article: stored, skipped as known, or not readable. */
export interface IngestOutcome {
  readonly path: string
  readonly article: string | null
  readonly title: string | null
  readonly stored: Stored['stored'] | null
  readonly blocks: readonly Block[]
  readonly reports: readonly {
    id: string
    title: string | null
    date: DateRef
    chain: readonly ChainLink[]
    paragraphs: readonly TextRange[]
  }[]
  readonly claims: number
  /** Why nothing was stored; null when it was. */
  readonly skipped: string | null
  /** True when `skipped` is a fault to be put right, not an article already known. */
  readonly failed: boolean
}

/** Articles a transaction: few enough to lose little when killed, many enough to be fast. */
const BATCH = 50

/** Ingests one file or folder; yields an outcome for every article and every file that could not be read. */
export async function* ingestPath(
  path: string,
  deps: IngestDeps,
  options: IngestOptions,
): AsyncGenerator<IngestOutcome> {
  let batch: { path: string; read: ArticleRead }[] = []
  const inBatch = new Set<string>()
  for await (const item of readPath(path, { maxBytes: options.maxBytes })) {
    if (options.signal?.aborted) break
    if (isFailure(item)) {
      yield failureOf(item)
      continue
    }
    const whole: ParsedItem = options.samples ? { ...item, sample: true } : item
    const hash = contentHashOf(whole)
    if (inBatch.has(hash) || (await deps.store.hasContent(hash))) {
      yield { ...nothing(whole.identity, whole.title), skipped: 'already stored' }
      continue
    }
    let read: ArticleRead
    try {
      const id = await deps.store.newArticleId(whole.identity, hash)
      read = readArticle(whole, id, hash, deps.clock().toString(), deps.lexicon)
    } catch (error) {
      // A page that breaks a rule of ours must not stop the folder; it is reported, and the rest goes on.
      yield {
        ...nothing(whole.identity, whole.title),
        skipped: `could not be read through: ${messageOf(error)}`,
        failed: true,
      }
      continue
    }
    inBatch.add(hash)
    batch.push({ path: whole.identity, read })
    if (batch.length === BATCH) {
      yield* storeBatch(batch, deps.store)
      batch = []
      inBatch.clear()
    }
  }
  if (batch.length > 0) yield* storeBatch(batch, deps.store)
}

async function* storeBatch(
  batch: readonly { path: string; read: ArticleRead }[],
  store: Store,
): AsyncGenerator<IngestOutcome> {
  const results = await store.addArticles(batch.map(one => one.read))
  for (const [at, { path, read }] of batch.entries()) {
    const result = results[at]
    if (result === undefined)
      throw new UserError(`The store did not say what became of ${path}: run the command again.`)
    yield {
      path,
      article: result.article,
      title: titleOf(read),
      stored: result.stored,
      blocks: read.blocks,
      reports: read.reports.map(({ id, title, date, chain, paragraphs }) => ({
        id,
        title,
        date,
        chain,
        paragraphs,
      })),
      claims: read.claims.length,
      skipped: result.stored === 'duplicate' ? 'already stored' : null,
      failed: false,
    }
  }
}

/** The article's title as a person would give it: never a spun one. */
function titleOf(read: ArticleRead): string | null {
  const spun = read.blocks.some(block => block.kind === 'spun_title')
  return read.reports.length === 1 || spun
    ? (read.reports.find(report => report.title !== null)?.title ?? null)
    : (read.item.title ?? read.reports[0]?.title ?? null)
}

function isFailure(item: ParsedItem | ReadFailure): item is ReadFailure {
  return 'problem' in item
}

function nothing(path: string, title: string | null): Omit<IngestOutcome, 'skipped'> {
  return { path, article: null, title, stored: null, blocks: [], reports: [], claims: 0, failed: false }
}

function failureOf(failure: ReadFailure): IngestOutcome {
  return { ...nothing(failure.path, null), skipped: failure.problem, failed: true }
}
