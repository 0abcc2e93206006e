import { realpathSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { faultWords } from '../chat/source-words.ts'
import { UserError } from '../errors.ts'
import { countFiles } from '../ingest/files.ts'
import { type IngestOutcome, ingestItems, ingestPath } from '../ingest/ingest.ts'
import { isAddress, readUrl } from '../ingest/sources/ingest-urls.ts'
import type { Block } from '../model/article.ts'
import { createProgress } from '../terminal/progress.ts'
import { type CommonOptions, type Context, printJson, tell, withContext } from './context.ts'
import { networkOf } from './poll.ts'

/** The articles written for this project. */
const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url))

/** Totals of a run, for the last line. */
export interface IngestTotals {
  stored: number
  revised: number
  known: number
  failed: number
  claims: number
}

/**
 * Ingests paths with progress; each outcome goes to `each`. What lies in the project's own samples folder is marked as
 * a sample, by whatever verb it is read. Ctrl-C stops between batches, nothing committed is lost.
 */
export async function ingestAll(
  paths: readonly string[],
  context: Context,
  options: { samples?: boolean; label: string; each?: (outcome: IngestOutcome) => void },
): Promise<IngestTotals> {
  const totals: IngestTotals = { stored: 0, revised: 0, known: 0, failed: 0, claims: 0 }
  const stop = new AbortController()
  const onInterrupt = (): void => stop.abort()
  process.once('SIGINT', onInterrupt)
  let total = 0
  for (const path of paths) total += isAddress(path) ? 1 : await countFiles(path)
  const progress = createProgress(process.stderr)
  let done = 0
  if (total > 0) progress.progress(options.label, 0, total)
  try {
    for (const path of paths) {
      const outcomes = isAddress(path)
        ? ingestAddress(path, context, stop.signal)
        : ingestPath(path, context, {
            maxBytes: context.config.maxBytes,
            samples: options.samples ?? isSample(path),
            signal: stop.signal,
          })
      for await (const outcome of outcomes) {
        // A file may hold many articles: the end is known when it is reached.
        progress.progress(options.label, ++done, Math.max(total, done + 1))
        count(totals, outcome)
        options.each?.(outcome)
      }
      if (stop.signal.aborted) break
    }
    if (done > 0 && !stop.signal.aborted) progress.progress(options.label, done, done)
  } finally {
    progress.end()
    process.removeListener('SIGINT', onInterrupt)
  }
  if (stop.signal.aborted)
    throw new UserError('Stopped. What was stored stays; run the same command again to go on.')
  return totals
}

/** Ingests what one web address holds: a page, or the entries of a feed. */
async function* ingestAddress(
  address: string,
  context: Context,
  signal: AbortSignal,
): AsyncGenerator<IngestOutcome> {
  const network = networkOf(context)
  const { clock, config } = context
  try {
    const items = readUrl(address, { network, clock }, signal, fault => faultWords(config.lang, fault))
    yield* ingestItems(items, context, { maxBytes: config.maxBytes, signal })
  } finally {
    await network.close()
  }
}

/** True for the samples folder and all in it, by whatever name or link it is reached. */
export function isSample(path: string): boolean {
  try {
    const within = relative(realpathSync(SAMPLES), realpathSync(path))
    return !within.startsWith('..') && !isAbsolute(within)
  } catch {
    // A path that is not there is the reader's to report; without a samples folder nothing is a sample.
    return false
  }
}

function count(totals: IngestTotals, outcome: IngestOutcome): void {
  totals.claims += outcome.claims
  if (outcome.failed) totals.failed++
  else if (outcome.stored === 'revision' || outcome.stored === 'restored') totals.revised++
  else if (outcome.stored === 'new') totals.stored++
  else totals.known++
}

/** Id of the report that a block belongs to. */
function reportOf({ report }: Block, { reports }: IngestOutcome): string | null {
  return report === null ? null : (reports[report]?.id ?? null)
}

/** `ingest PATH…`: exit code 1 when any file could not be read, all others are stored all the same. */
export async function ingestVerb(paths: readonly string[], options: CommonOptions): Promise<void> {
  await withContext(options, async context => {
    const totals = await ingestAll(paths, context, {
      label: 'Reading',
      each: outcome => {
        if (options.json)
          printJson({
            article: outcome.article,
            title: outcome.title,
            blocks: outcome.blocks.map(block => ({ ...block, report: reportOf(block, outcome) })),
            reports: outcome.reports,
            claims: outcome.claims,
            skipped: outcome.skipped,
            path: outcome.path,
          })
        if (outcome.failed) tell(`${outcome.path}: ${outcome.skipped}`)
      },
    })
    const parts = [
      `${totals.stored} stored`,
      ...(totals.revised > 0 ? [`${totals.revised} revised`] : []),
      ...(totals.known > 0 ? [`${totals.known} already known`] : []),
      ...(totals.failed > 0 ? [`${totals.failed} not readable`] : []),
    ]
    tell(`${parts.join(', ')}; ${totals.claims} claims read.`)
    if (totals.failed > 0) process.exitCode = 1
  })
}
