// `poll`, and what `start` needs to poll by itself.

import { checkWords } from '../chat/source-reply.ts'
import { noticeWords, saySource } from '../chat/source-words.ts'
import { UserError } from '../errors.ts'
import { createSourceDesk } from '../ingest/sources/desk.ts'
import {
  createPollJob,
  type Network,
  openNetwork,
  type PollerDeps,
  type PollJob,
  pollOnce,
} from '../ingest/sources/poll.ts'
import type { PollOutcome } from '../ingest/sources/poll-source.ts'
import { createLog } from '../log.ts'
import type { ArticleChange, Source, SourceDesk } from '../model/source.ts'
import { type CommonOptions, type Context, printJson, tell, withContext } from './context.ts'

/** The network as the settings want it; to be closed. */
export function networkOf({ config, clock }: Pick<Context, 'config' | 'clock'>): Network {
  return openNetwork({ clock, contact: config.contact, maxBytes: config.maxBytes })
}

/** The desk of sources for the command line (which may add folders) or for chats (which may not). */
export function deskOf(
  { store, clock, config }: Context,
  network: Network,
  mayAddFolders: boolean,
): SourceDesk {
  return createSourceDesk({ ledger: store.sources, network, clock, mayAddFolders, maxBytes: config.maxBytes })
}

function pollerDeps(context: Context, network: Network, report: PollerDeps['report']): PollerDeps {
  const { store, lexicon, clock, config, model } = context
  return {
    store,
    lexicon,
    clock,
    ...(model && { model }),
    network,
    maxBytes: config.maxBytes,
    report,
    log: createLog(config.logLevel),
  }
}

/** What a desk needs to take in news by itself. */
export interface OpenSources {
  /** For the command `sources`. */
  readonly desk: SourceDesk
  /** For the scheduler. */
  readonly job: PollJob
  /** Stops polling and closes connections: after the scheduler has stopped, before the store is closed. */
  close(): Promise<void>
}

/**
 * Opens sources for `start`. `report` is told in words, once, when a source begins to fail, falls silent, moves or is
 * back; `key` is the same when it is told again after a kill.
 */
export function openSources(
  context: Context,
  report: (message: string, key: string) => Promise<void> | void,
): OpenSources {
  const network = networkOf(context)
  const { config } = context
  const job = createPollJob(
    pollerDeps(context, network, (notice, key) => report(noticeWords(config.lang, notice, config.zone), key)),
  )
  return {
    desk: deskOf(context, network, false),
    job,
    async close() {
      await job.close()
      await network.close()
    },
  }
}

/** The sources that names on the command line mean. @throws UserError naming what is not there */
export async function sourcesNamed(
  desk: SourceDesk,
  names: readonly string[],
  context: Context,
): Promise<Source[]> {
  const { lang } = context.config
  const found: Source[] = []
  for (const name of names) {
    const [state, ...others] = await desk.find(name)
    if (state === undefined) throw new UserError(saySource(lang, 'none', { text: name }))
    if (others.length > 0) {
      const list = [state, ...others].slice(0, 5).map(({ source }) => `${source.name} (${source.id})`)
      throw new UserError(
        saySource(lang, 'several', { text: name, n: others.length + 1, names: list.join(', ') }),
      )
    }
    found.push(state.source)
  }
  return found
}

function tellOutcome(outcome: PollOutcome, { config }: Context): void {
  const { state, added, revised, waiting, fault } = outcome
  const { source } = state
  const parts = [
    `${added} new`,
    ...(revised > 0 ? [`${revised} revised`] : []),
    ...(waiting > 0 ? [`${waiting} waited for`] : []),
  ]
  const failed =
    fault === null ? '' : checkWords(config.lang, { source, fault, entries: 0, newest: null, ms: 0 })
  tell(`${source.name}: ${fault === null ? parts.join(', ') : failed}`)
  for (const change of outcome.changes) tellChange(change)
}

/** An edit matters when it changes who did what: that is told, wording alone is only kept. */
function tellChange({ article, title, claimsLost, claimsGained }: ArticleChange): void {
  if (claimsLost.length + claimsGained.length === 0) return
  const parts = [
    ...(claimsLost.length > 0 ? [`no longer says ${claimsLost.join('; ')}`] : []),
    ...(claimsGained.length > 0 ? [`now says ${claimsGained.join('; ')}`] : []),
  ]
  tell(`  ${article}${title?.after ? ` “${title.after}”` : ''} ${parts.join(', and ')}`)
}

function jsonOf({ state, added, revised, waiting, fault, titles, changes }: PollOutcome) {
  const { source, nextPoll } = state
  return { source: source.id, name: source.name, added, revised, waiting, fault, titles, changes, nextPoll }
}

/** `poll [SOURCE…] [--all]`: exit code 1 when a source could not be read. Ctrl-C stops; what was stored stays. */
export async function pollVerb(
  names: readonly string[],
  options: CommonOptions & { all?: boolean },
): Promise<void> {
  await withContext(options, async context => {
    const network = networkOf(context)
    const stop = new AbortController()
    const onInterrupt = (): void => stop.abort()
    process.once('SIGINT', onInterrupt)
    const totals = { added: 0, revised: 0, failed: 0 }
    try {
      const { config, store, clock } = context
      const ids = (await sourcesNamed(deskOf(context, network, true), names, context)).map(
        source => source.id,
      )
      const states = options.all
        ? await store.sources.list()
        : await Promise.all(ids.map(id => store.sources.get(id)))
      // Whoever names a source does not want to be told to wait for its turn.
      for (const state of states)
        if (state) await store.sources.saveHealth(state.source.id, state.health, clock().toString())
      const deps: PollerDeps = {
        ...pollerDeps(context, network, notice => tell(noticeWords(config.lang, notice, config.zone))),
        onPoll: outcome => {
          totals.added += outcome.added
          totals.revised += outcome.revised
          if (outcome.fault !== null) totals.failed++
          if (options.json) printJson(jsonOf(outcome))
          tellOutcome(outcome, context)
        },
      }
      const polled = await pollOnce(deps, { signal: stop.signal, ...(ids.length > 0 && { ids }) })
      tell(
        `${polled} sources asked, ${totals.added} articles stored, ${totals.revised} revised, ${totals.failed} sources not readable.`,
      )
      if (totals.failed > 0) process.exitCode = 1
    } finally {
      process.removeListener('SIGINT', onInterrupt)
      await network.close()
    }
  })
}
