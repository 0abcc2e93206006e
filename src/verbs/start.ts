// `npm start`: a store, the samples on first start, the latest busy day's digest, then questions.
import { fileURLToPath } from 'node:url'
import { buildDigest, latestBusyDay, windowOf } from '../../digests/digest.ts'
import { replyOfDigest } from '../chat/digest-reply.ts'
import type { Block } from '../chat/reply.ts'
import { UserError } from '../errors.ts'
import { createTerminalMessenger } from '../terminal/messenger.ts'
import { startPrompt } from '../terminal/prompt.ts'
import { type CommonOptions, type Context, printJson, readLines, tell, withContext } from './context.ts'
import { type Desk, openDesk } from './desk.ts'
import { ingestAll } from './ingest.ts'
import { show } from './show-reply.ts'

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url))
const DIGEST_DAYS = 2
/** Says how far loading the samples has come: a first start that was interrupted goes on at the next. */
const MARKER = 'samples'
const DONE = 'done'

/**
 * Opens the desk: in the terminal, in Slack and Discord where their tokens are set, or both. With piped input and no
 * app it answers the lines and ends; with an app and no terminal it runs until it is told to stop.
 */
export async function startVerb(options: CommonOptions): Promise<void> {
  await withContext(options, async context => {
    const onTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true
    const desk = await openDesk(context, onTerminal ? createTerminalMessenger(show) : undefined)
    const isService = desk.apps.length > 0 && !onTerminal
    if (options.json && (onTerminal || isService))
      throw new UserError(
        'start --json answers piped lines: echo "what did Biden refuse?" | … start --json',
        {
          exitCode: 2,
        },
      )
    await loadSamples(context)
    if (onTerminal || isService) return runDesk(desk, context, onTerminal)
    try {
      if (options.json) await answerLines(desk, context)
      else {
        await showLatest(context)
        await runPrompt(desk, context)
      }
    } finally {
      await desk.stop()
    }
  })
}

/** The digest of the latest day that has enough to tell. */
async function showLatest(context: Context): Promise<void> {
  const day = await latestBusyDay(context.store)
  if (day === null) return
  show(replyOfDigest(await buildDigest(windowOf(day, DIGEST_DAYS), context.config.lang, context)))
}

/** Runs apps and jobs until the prompt is left or the process is told to stop; then finishes what was begun. */
async function runDesk(desk: Desk, context: Context, onTerminal: boolean): Promise<void> {
  const asked = stopSignal()
  try {
    if (onTerminal) await showLatest(context)
    await desk.start()
    if (onTerminal) await runPrompt(desk, context, asked.signal)
    else await once(asked.signal)
  } finally {
    if (desk.apps.length > 0) tell('Finishing what was begun…')
    await desk.stop()
    asked.done()
  }
}

/** Aborted by Ctrl-C or a request to end; a second one ends at once. */
function stopSignal(): { readonly signal: AbortSignal; done(): void } {
  const stop = new AbortController()
  const names = ['SIGINT', 'SIGTERM'] as const
  const ask = (): void => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  }
  for (const name of names) process.on(name, ask)
  return {
    signal: stop.signal,
    done: () => {
      for (const name of names) process.removeListener(name, ask)
    },
  }
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** One JSON object for each piped line: the line and the reply's blocks. */
async function answerLines({ dispatch }: Desk, { config, clock }: Context): Promise<void> {
  for await (const line of readLines()) {
    const reply = await dispatch(line, {
      lang: config.lang,
      surface: 'terminal',
      now: clock().toZonedDateTimeISO(config.zone),
      user: { id: 'terminal', mayAdminister: true },
    })
    printJson({ line, ...reply, blocks: reply.blocks.map(withoutBytes) })
  }
}

/** A picture's bytes as base64, which JSON can hold. */
function withoutBytes(block: Block): object {
  return block.kind === 'picture' ? { ...block, bytes: Buffer.from(block.bytes).toString('base64') } : block
}

/** Fills an empty store with the samples, once. */
async function loadSamples(context: Context): Promise<void> {
  if (!context.config.samples) return
  const begun = await context.store.getMarker(MARKER)
  if (begun === DONE) return
  // A store that holds articles and was never begun with samples is somebody's own.
  if (begun === null && (await context.store.counts()).articles > 0) return
  await context.store.setMarker(MARKER, 'loading')
  const totals = await ingestAll([SAMPLES], context, { samples: true, label: 'Loading sample articles' })
  await context.store.setMarker(MARKER, DONE)
  tell(`${totals.stored} sample articles loaded, ${totals.claims} claims read.`)
}

async function runPrompt(desk: Desk, context: Context, signal?: AbortSignal): Promise<void> {
  const { config, lexicon } = context
  const people = [...lexicon.entities()].filter(row => row.type === 'person')
  const topics = [...lexicon.topics()]
  await startPrompt({
    dispatch: desk.dispatch,
    commands: desk.commands,
    lang: config.lang,
    clock: () => context.clock().toZonedDateTimeISO(config.zone),
    input: process.stdin,
    output: process.stdout,
    historyFile: 'data/history',
    suggestions: [...people, ...topics].map(row => lexicon.nameOf(row.id, config.lang)),
    ...(signal && { signal }),
  })
}
