// A store with sources, ready to be polled.
import { newSource } from '../../src/ingest/sources/desk.ts'
import { type Network, type PollerDeps, pollOnce } from '../../src/ingest/sources/poll.ts'
import type { PollOutcome } from '../../src/ingest/sources/poll-source.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { NewSource, Source, SourceNotice } from '../../src/model/source.ts'
import type { Store } from '../../src/store/store.ts'

/** Adds sources at addresses; feeds unless told otherwise. */
export async function addSources(
  store: Store,
  wanted: readonly (string | NewSource)[],
  now: Temporal.Instant,
): Promise<Source[]> {
  const added: Source[] = []
  for (const one of wanted) {
    const asked: NewSource = typeof one === 'string' ? { url: one, workspace: null } : one
    const found = { kind: asked.kind ?? 'feed', url: asked.url, name: null, lang: null } as const
    const { source } = await store.sources.add(newSource(asked, found, now.toString()), now.toString())
    added.push(source)
  }
  return added
}

export interface Polled {
  readonly outcomes: readonly PollOutcome[]
  readonly notices: readonly SourceNotice[]
}

/** Polls what is due at an instant, and tells what came of it. */
export async function pollAt(
  store: Store,
  network: Network,
  clock: () => Temporal.Instant,
  more: Partial<PollerDeps> = {},
): Promise<Polled> {
  const outcomes: PollOutcome[] = []
  const notices: SourceNotice[] = []
  const fail = (fields: object, message: string): void => {
    throw new Error(`${message} ${JSON.stringify(fields)}`)
  }
  await pollOnce({
    store,
    lexicon: openLexicon(),
    clock,
    network,
    maxBytes: 2_000_000,
    report: notice => void notices.push(notice),
    onPoll: outcome => outcomes.push(outcome),
    log: { warn: fail, error: fail },
    ...more,
  })
  return { outcomes, notices }
}

/** A clock that is set by hand. */
export function handClock(start: string): {
  now(): Temporal.Instant
  forward(duration: { hours?: number; minutes?: number }): void
} {
  let at = Temporal.Instant.from(start)
  return {
    now: () => at,
    forward: duration => {
      at = at.add(duration)
    },
  }
}
