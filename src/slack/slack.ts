// The Slack app: receives, hands to the session, delivers. State is in the store only.
import { setTimeout as wait } from 'node:timers/promises'
import { App, HTTPReceiver, SocketModeReceiver, webApi } from '@slack/bolt'
import type { Command } from '../chat/command.ts'
import type { Dispatch } from '../chat/dispatch.ts'
import type { Messenger } from '../chat/messenger.ts'
import { createSession, type Rate, type Served } from '../chat/session.ts'
import { messageOf as wordsOf } from '../errors.ts'
import type { KeptLedger } from '../store/kept.ts'
import type { PlatformLedger } from '../store/platforms.ts'
import type { Seal } from '../store/seal.ts'
import { type Access, clientOptions, createClients, type FindAccess, QUIET } from './clients.ts'
import type { DeliverDeps } from './deliver.ts'
import { createDoor, type HttpDoor } from './http.ts'
import { createInstallationStore } from './installs.ts'
import { type Job, readJob } from './jobs.ts'
import { BOT_SCOPES } from './manifest.ts'
import { createMessenger } from './messenger.ts'
import { createPeople, type Reader } from './people.ts'
import { workspaceOf } from './places.ts'
import { receive } from './receive.ts'
import { serveJob, showHome, suggest, turn } from './serve.ts'

/** Where Slack is and by what it knows us; what is not set is empty. */
export interface SlackSettings {
  /** `https://slack.com/api/`; another one in tests. */
  readonly apiUrl: string
  readonly authorizeUrl: string
  /** Token of the one workspace that the app is installed in by hand. */
  readonly botToken: string
  /** Opens Socket Mode. */
  readonly appToken: string
  /** Opens the door over HTTP. */
  readonly signingSecret: string
  /** Lets any workspace install the app. */
  readonly clientId: string
  readonly clientSecret: string
}

/** What the app stands on. */
export interface SlackDeps {
  readonly settings: SlackSettings
  readonly commands: readonly Command[]
  readonly dispatch: Dispatch
  readonly platforms: PlatformLedger
  readonly kept: KeptLedger
  /** Needed where workspaces install the app by themselves. */
  readonly seal?: Seal
  readonly clock: () => Temporal.Instant
  /** Whom nothing is known of. */
  readonly reader: Reader
  readonly rate: Rate
  readonly observe: (served: Served) => void
  /** Removes what other rooms keep of a workspace that removed the app. */
  readonly forget: (workspace: string) => Promise<void>
  readonly log: {
    info(fields: object, message: string): void
    warn(fields: object, message: string): void
    error(fields: object, message: string): void
  }
  /** First pause before another attempt at Slack, in milliseconds. */
  readonly pauseMs?: number
}

/** The app, as the desk runs it. */
export interface SlackApp {
  readonly messenger: Messenger
  /** Requests to `/slack/…`; absent without a signing secret. */
  readonly door?: HttpDoor
  /** Connects, and takes up what was left unfinished. Goes on trying while Slack cannot be reached. */
  start(): Promise<void>
  /** Resolves when what was begun is finished. */
  settle(): Promise<void>
  /** Takes nothing new, and settles. */
  stop(): Promise<void>
  /** Null when it can be used, else why not. */
  fault(): string | null
}

/** Slack's addresses for answers work for so long. */
const RESUMED_WITHIN = { minutes: 30 }
const RESPONSE_HOST = 'hooks.slack.com'
const RECONNECT_MS = 5000

/** Opens the app; nothing is connected before `start`. */
export function createSlack(deps: SlackDeps): SlackApp {
  const { settings, clock, log, commands } = deps
  const options = clientOptions(settings.apiUrl)
  const http = settings.signingSecret === '' ? undefined : createHttp(deps)
  const socket =
    settings.appToken === ''
      ? undefined
      : new SocketModeReceiver({
          appToken: settings.appToken,
          logger: QUIET,
          installerOptions: { clientOptions: options },
        })
  if (!http && !socket) throw new Error('Slack needs an app token or a signing secret.')
  const app = new App({
    receiver: { init() {}, start: async () => {}, stop: async () => {} },
    clientOptions: options,
    logger: QUIET,
    ignoreSelf: false,
    // Who we are in a workspace is looked up after the acknowledgement, not before.
    authorize: async () => ({}),
  })
  // One app behind both doors; Bolt itself knows of one only.
  http?.init(app)
  socket?.init(app)
  app.error(async error => log.error({ err: error }, 'Slack: an event could not be taken'))

  const clients = createClients(settings.apiUrl, accessOf(deps, http))
  const people = createPeople(clients, deps.reader, clock)
  const session = createSession({
    dispatch: deps.dispatch,
    commands,
    memory: deps.platforms,
    queue: 'slack',
    clock,
    rate: deps.rate,
    observe: deps.observe,
  })
  const delivery: DeliverDeps = {
    clients,
    kept: deps.kept,
    clock,
    fetch,
    responseHosts: [RESPONSE_HOST, ...responseHost(settings.apiUrl)],
    pauseMs: deps.pauseMs ?? 500,
  }
  const desk = { ...deps, clients, people, session, delivery }
  const background = new Set<Promise<unknown>>()
  /** Work that nobody waits for but the end. */
  const begin = (what: string, work: Promise<unknown>) => {
    const ended = work.catch(err => log.warn({ err }, `Slack: ${what}`))
    background.add(ended)
    ended.finally(() => background.delete(ended))
  }
  const take = (job: Job, resumed = false) => begin('a job failed', serveJob(job, resumed, desk))

  receive(app, {
    commands,
    take,
    turnPage: (value, url, team, user) =>
      begin('a page was not turned', turn(value, url, { team, user }, desk)),
    showHome: (team, user) => begin('Home was not shown', showHome(team, user, desk)),
    suggest: (team, user, channel) => begin('nothing was suggested', suggest(team, user, channel, desk)),
    forget: team => begin('a workspace was not forgotten', forgetTeam(team, deps)),
    openView: (team, trigger_id, view) =>
      begin(
        'a form was not opened',
        clients.of(team).then(client => client.views.open({ trigger_id, view })),
      ),
    langOf: async (team, user) => (await people.reader(team, user)).lang,
    today: () => clock().toZonedDateTimeISO(deps.reader.zone).toPlainDate(),
    begin,
    refuse: (what, err) => log.warn({ err }, `Slack: a ${what} could not be read`),
  })

  let fault: string | null = socket ? 'not connected yet' : null
  const stopping = new AbortController()
  socket?.client.on('connected', () => {
    fault = null
  })
  socket?.client.on('disconnected', () => {
    fault = 'disconnected'
  })

  async function connect(): Promise<void> {
    while (socket && !stopping.signal.aborted) {
      try {
        await socket.start()
        return
      } catch (error) {
        fault = wordsOf(error)
        log.error({ err: error }, 'Slack: no connection; trying again')
      }
      await wait(deps.pauseMs ?? RECONNECT_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  async function settle(): Promise<void> {
    while (background.size > 0) await Promise.all(background)
    await session.settle()
  }

  return {
    messenger: createMessenger(clients),
    ...(http && { door: createDoor(http, clock) }),
    async start() {
      const since = clock().subtract(RESUMED_WITHIN).toString({ fractionalSecondDigits: 3 })
      for (const { id, work } of await deps.platforms.unfinishedVisits('slack', since)) {
        const job = readJob(work)
        if (job) take(job, true)
        else await deps.platforms.finishVisit(id, clock().toString({ fractionalSecondDigits: 3 }))
      }
      begin('no connection', connect())
    },
    settle,
    async stop() {
      stopping.abort()
      await socket?.stop().catch(err => log.warn({ err }, 'Slack: not disconnected cleanly'))
      await settle()
    },
    fault: () => fault,
  }
}

/** Nothing of a workspace stays that has removed the app. */
async function forgetTeam(team: string, { platforms, kept, forget, log }: SlackDeps): Promise<void> {
  const workspace = workspaceOf(team)
  await platforms.forgetWorkspace(workspace)
  await kept.forgetWorkspace(workspace)
  await forget(workspace)
  log.info({ workspace }, 'Slack: the app was removed from a workspace, and what was kept of it')
}

function createHttp({ settings, platforms, seal, clock }: SlackDeps): HTTPReceiver {
  const { clientId, clientSecret, signingSecret, apiUrl, authorizeUrl } = settings
  const install =
    clientId === '' || !seal
      ? {}
      : {
          clientId,
          clientSecret,
          stateSecret: signingSecret,
          scopes: [...BOT_SCOPES],
          installationStore: createInstallationStore({ ledger: platforms, seal, clock }),
          installerOptions: {
            directInstall: true,
            clientOptions: clientOptions(apiUrl),
            authorizationUrl: authorizeUrl,
          },
        }
  return new HTTPReceiver({ signingSecret, logger: QUIET, ...install })
}

/** The one workspace's token, or the one that a workspace installed us with, refreshed when it is about to run out. */
function accessOf({ settings, platforms }: SlackDeps, http: HTTPReceiver | undefined): FindAccess {
  if (settings.botToken !== '') return findSingle(settings.botToken, settings.apiUrl)
  const asking = new Map<string, Promise<Access | null>>()
  const ask = async (team: string): Promise<Access | null> => {
    const installer = http?.installer
    if (!installer || !(await platforms.installation(workspaceOf(team)))) return null
    const found = await installer.authorize({
      teamId: team,
      enterpriseId: undefined,
      isEnterpriseInstall: false,
    })
    const { botToken: token, botUserId: botUser } = found
    return token === undefined || botUser === undefined ? null : { token, botUser }
  }
  return team => {
    // A refresh token is good for one refresh: two at once would lose one of the answers.
    const under = asking.get(team) ?? ask(team).finally(() => asking.delete(team))
    asking.set(team, under)
    return under
  }
}

/** Who a token is, asked once. */
function findSingle(token: string, apiUrl: string): FindAccess {
  const client = new webApi.WebClient(token, clientOptions(apiUrl))
  let who: { readonly team: string; readonly botUser: string } | null = null
  return async team => {
    if (who === null) {
      const { team_id, user_id } = await client.auth.test()
      if (team_id === undefined || user_id === undefined) return null
      who = { team: team_id, botUser: user_id }
    }
    return who.team === team ? { token, botUser: who.botUser } : null
  }
}

function responseHost(apiUrl: string): string[] {
  const { hostname } = new URL(apiUrl)
  return hostname === 'slack.com' ? [] : [hostname]
}
