// The desk as a whole: commands over the store, apps where their tokens are set, jobs on the minute, the port.
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { createCommands } from '../../commands/index.ts'
import { createDeliveryJob } from '../../digests/job.ts'
import { noticeSource } from '../../digests/notices.ts'
import { createTimelineDrawer, drawWeeks } from '../../digests/picture.ts'
import type { Command } from '../chat/command.ts'
import { createDispatch, type Dispatch } from '../chat/dispatch.ts'
import type { Messenger } from '../chat/messenger.ts'
import type { Served } from '../chat/session.ts'
import { messageOf } from '../errors.ts'
import type { OpenModel } from '../llm/open.ts'
import { createLog, type Log } from '../log.ts'
import { createScheduler } from '../scheduler.ts'
import { detectLanguage } from '../text/language.ts'
import { createMeter } from '../web/meter.ts'
import { startWeb, type Web } from '../web/web.ts'
import { type Context, tell } from './context.ts'
import { type App, openApps } from './desk-apps.ts'
import { openSources } from './poll.ts'

/** Commands, apps and jobs together. */
export interface Desk {
  readonly commands: readonly Command[]
  readonly dispatch: Dispatch
  /** Names of the apps that are set up: `slack`, `discord`. */
  readonly apps: readonly string[]
  /** Connects the apps, begins the jobs and opens the port. @throws UserError when the port cannot be opened */
  start(): Promise<void>
  /** Takes nothing new and resolves when what was begun is finished. */
  stop(): Promise<void>
}

/** An app that cannot be started is tried again after so long. */
const RETRY_MS = 60_000
const FORGET_VISITS = { hours: 24 * 3 }
/** Conversations and feedback: half a year. */
const FORGET_TURNS = { hours: 24 * 180 }
const FORGET_KEPT = { hours: 24 * 7 }
const KEEP_REPLIES = { days: 30 }

/** Puts the desk together; nothing runs before `start`. `terminal` is where digests for the terminal are shown. */
export async function openDesk(context: Context, terminal?: Messenger): Promise<Desk> {
  const { config, store, lexicon, clock, readText, model } = context
  const log = createLog(config.logLevel)
  const messengers = new Map<string, Messenger>(terminal && [['terminal', terminal]])
  const deps = { store, lexicon, clock, readText, ...(model && { model }) }
  const operator =
    config.operatorChannel === '' ? undefined : { channel: config.operatorChannel, lang: config.lang }
  const sources = openSources(context, (message, key) =>
    noticeSource(message, key, { store, clock, log, ...(operator && { operator }) }),
  )
  const commands = createCommands({
    ...deps,
    sources: sources.desk,
    messengerOf: surface => messengers.get(surface),
    drawTimeline: createTimelineDrawer({ store, lexicon }),
  })
  const dispatch = createDispatch({
    commands,
    detectLanguage,
    report: (fault, request) => log.error({ command: request.command, err: fault }, 'a command failed'),
  })

  const faults = new Map<string, string>()
  let apps: readonly App[] = []
  const scheduler = createScheduler({ log, clock })
  const meter = createMeter(
    {
      jobs: () => scheduler.states(),
      apps: () => Object.fromEntries(apps.map(app => [app.name, faultOf(app) === null])),
      counts: async () => ({ ...(await store.counts()) }),
    },
    commands.map(command => command.name),
  )
  const faultOf = (app: App): string | null => faults.get(app.name) ?? app.fault()
  const observe = (served: Served) => {
    meter.count(served)
    const { surface, command, outcome, ms, fault } = served
    const line = { surface, command, outcome, ms: Math.round(ms), visit: served.visit.id }
    if (outcome === 'failed') log.error({ ...line, err: fault }, 'a reply did not arrive')
    else log.info(line, 'served')
  }
  apps = await openApps(context, { commands, dispatch, log, observe })
  for (const { name, messenger } of apps) messengers.set(name, messenger)

  scheduler.add(sources.job)
  scheduler.add({ name: 'forget', everyMinutes: 60, run: now => forgetOld(context, now) })
  scheduler.add({ name: 'forget-replies', everyMinutes: 60 * 24, run: now => forgetReplies(context, now) })
  if (messengers.size > 0) {
    scheduler.add(
      createDeliveryJob({
        ...deps,
        messengers,
        by: `${hostname()}/${process.pid}/${randomUUID()}`,
        sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}),
        random: Math.random,
        log,
        dryHours: config.dryHours,
        draw: options => drawWeeks(options, { store }),
        ...(operator && { operator }),
      }),
    )
  }

  let web: Web | undefined
  const stopping = new AbortController()
  const starting: Promise<void>[] = []

  return {
    commands,
    dispatch,
    apps: apps.map(app => app.name),
    async start() {
      if (config.port !== 0) {
        const door = apps.find(app => app.door)?.door
        const health = { faults: () => faultsNow(apps, faultOf), metrics: () => meter.metrics() }
        web = await startWeb({ host: config.host, port: config.port, health, ...(door && { door }) })
        tell(`Health at http://${config.host}:${web.port}/readyz, figures at /metrics.`)
      }
      starting.push(...apps.map(app => startApp(app, { log, faults, signal: stopping.signal })))
      if (model !== undefined) starting.push(tellModel(model, stopping.signal))
      scheduler.start()
    },
    async stop() {
      stopping.abort()
      // First no new work, then the end of what was begun; one that fails to stop does not keep the others.
      await Promise.allSettled([web?.stop(), scheduler.stop(), ...starting])
      const ended = await Promise.allSettled(apps.map(app => app.stop()))
      for (const one of ended)
        if (one.status === 'rejected') log.error({ err: one.reason }, 'an app did not stop cleanly')
      await sources.close()
    },
  }
}

/** Starts an app, again and again until it works: the others go on meanwhile. */
async function startApp(
  app: App,
  { log, faults, signal }: { log: Log; faults: Map<string, string>; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      faults.set(app.name, 'starting')
      await app.start()
      faults.delete(app.name)
      tell(`${app.title} is on.`)
      return
    } catch (error) {
      faults.set(app.name, messageOf(error))
      log.error({ err: error }, `${app.title} could not be started; it is tried again`)
      tell(`${app.title} is off: ${messageOf(error)}`)
    }
    await wait(RETRY_MS, undefined, { signal }).catch(() => {})
  }
}

/** One line on what the model's server can do. Nothing waits for it: the desk works without. */
async function tellModel(model: OpenModel, signal: AbortSignal): Promise<void> {
  const line = await model
    .probe(signal)
    .catch((error: unknown) => `the model cannot be asked: ${messageOf(error)}`)
  if (!signal.aborted) tell(`Model: ${line}`)
}

async function faultsNow(
  apps: readonly App[],
  faultOf: (app: App) => string | null,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const app of apps) {
    const fault = faultOf(app)
    if (fault !== null) found[app.name] = fault
  }
  return found
}

/** Replies of a language model that nothing has asked for again for some time. */
async function forgetReplies({ store }: Context, now: Temporal.Instant): Promise<void> {
  const day = now.toZonedDateTimeISO('UTC').toPlainDate().subtract(KEEP_REPLIES)
  await store.modelCache.prune(day.toString())
}

/** What nobody needs any more. */
async function forgetOld({ store }: Context, now: Temporal.Instant): Promise<void> {
  const before = (ago: { hours: number }) => now.subtract(ago).toString({ fractionalSecondDigits: 3 })
  await store.platforms.forgetBefore({ visits: before(FORGET_VISITS), turns: before(FORGET_TURNS) })
  await store.kept.forgetBefore(before(FORGET_KEPT))
}
