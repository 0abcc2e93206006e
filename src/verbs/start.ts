// `npm start`: a store, the samples on first start, the latest busy day's digest, then questions.
import { fileURLToPath } from 'node:url'
import { createCommands } from '../../commands/index.ts'
import { buildDigest, latestBusyDay, windowOf } from '../../digests/digest.ts'
import { replyOfDigest } from '../chat/digest-reply.ts'
import { createDispatch } from '../chat/dispatch.ts'
import { createLog } from '../log.ts'
import { startPrompt } from '../terminal/prompt.ts'
import { detectLanguage } from '../text/language.ts'
import { type CommonOptions, type Context, tell, withContext } from './context.ts'
import { ingestAll } from './ingest.ts'
import { show } from './show-reply.ts'

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url))
const DIGEST_DAYS = 2
/** Says how far loading the samples has come: a first start that was interrupted goes on at the next. */
const MARKER = 'samples'
const DONE = 'done'

/** Opens the desk in the terminal; with piped input it answers the lines and ends. */
export async function startVerb(options: CommonOptions): Promise<void> {
  await withContext(options, async context => {
    await loadSamples(context)
    const day = await latestBusyDay(context.store)
    if (day !== null)
      show(replyOfDigest(await buildDigest(windowOf(day, DIGEST_DAYS), context.config.lang, context)))
    await runPrompt(context)
  })
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

async function runPrompt(context: Context): Promise<void> {
  const { config, lexicon } = context
  const commands = createCommands(context)
  const log = createLog(config.logLevel)
  const dispatch = createDispatch({
    commands,
    detectLanguage,
    report: (fault, request) => log.error({ command: request.command, err: fault }, 'a command failed'),
  })
  const people = [...lexicon.entities()].filter(row => row.type === 'person')
  const topics = [...lexicon.topics()]
  await startPrompt({
    dispatch,
    commands,
    lang: config.lang,
    clock: () => context.clock().toZonedDateTimeISO(config.zone),
    input: process.stdin,
    output: process.stdout,
    historyFile: 'data/history',
    suggestions: [...people, ...topics].map(row => lexicon.nameOf(row.id, config.lang)),
  })
}
