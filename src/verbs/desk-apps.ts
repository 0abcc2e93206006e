// Which apps there are, by the tokens that are set.
import type { Command } from '../chat/command.ts'
import type { Dispatch } from '../chat/dispatch.ts'
import type { Messenger } from '../chat/messenger.ts'
import type { Rate, Served } from '../chat/session.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { SlackSettings } from '../slack/slack.ts'
import { createSeal } from '../store/seal.ts'
import type { Door } from '../web/web.ts'
import { type Context, tell } from './context.ts'

/** A chat platform as the desk runs it. */
export interface App {
  readonly name: 'slack' | 'discord'
  /** For a person. */
  readonly title: string
  readonly messenger: Messenger
  readonly door?: Door
  start(): Promise<void>
  stop(): Promise<void>
  /** Null when it can be used, else why not. */
  fault(): string | null
}

interface AppDeps {
  readonly commands: readonly Command[]
  readonly dispatch: Dispatch
  readonly log: Log
  readonly observe: (served: Served) => void
}

/** Slack's part of the settings. */
export function slackSettings(config: Config): SlackSettings {
  return {
    apiUrl: config.slackApiUrl,
    authorizeUrl: config.slackAuthorizeUrl,
    botToken: config.slackBotToken,
    appToken: config.slackAppToken,
    signingSecret: config.slackSigningSecret,
    clientId: config.slackClientId,
    clientSecret: config.slackClientSecret,
  }
}

/** Whether the settings turn Slack on. */
export function isSlackSet({ slackAppToken, slackSigningSecret }: Config): boolean {
  return slackAppToken !== '' || slackSigningSecret !== ''
}

/** The apps whose tokens are set; none is connected yet. */
export async function openApps(context: Context, deps: AppDeps): Promise<App[]> {
  const { config } = context
  return [
    ...(isSlackSet(config) ? [await openSlackApp(context, deps)] : []),
    ...(config.discordToken === '' ? [] : [await openDiscordApp(context, deps)]),
  ]
}

function rateOf({ config }: Context): Rate {
  return { most: config.rate, everyMs: Math.ceil(60_000 / config.rate) }
}

// A platform is loaded only where it is used.

async function openSlackApp(context: Context, deps: AppDeps): Promise<App> {
  const { createSlack } = await import('../slack/slack.ts')
  let refused: string | null = null
  const { config, store, clock } = context
  const app = createSlack({
    ...deps,
    settings: slackSettings(config),
    platforms: store.platforms,
    kept: store.kept,
    ...(config.key !== '' && { seal: createSeal(config.key) }),
    clock,
    reader: { lang: config.lang, zone: config.zone },
    rate: rateOf(context),
    forget: workspace => forgetWorkspace(workspace, context),
  })
  return {
    name: 'slack',
    title: 'Slack',
    messenger: app.messenger,
    ...(app.door && { door: app.door }),
    async start() {
      await app.start()
      const { checkSlack } = await import('../slack/check.ts')
      const findings = (await checkSlack(slackSettings(config))).filter(each => each.level !== 'ok')
      for (const { words } of findings) tell(words)
      refused = findings.find(each => each.level === 'fault')?.words ?? null
    },
    stop: () => app.stop(),
    fault: () => refused ?? app.fault(),
  }
}

async function openDiscordApp(context: Context, { commands, dispatch, log, observe }: AppDeps): Promise<App> {
  const { createDiscordApp } = await import('../discord/discord.ts')
  const { config, store, clock } = context
  const app = createDiscordApp({
    token: config.discordToken,
    store,
    commands,
    dispatch,
    lang: config.lang,
    clock: () => clock().toZonedDateTimeISO(config.zone),
    rate: rateOf(context),
    observe,
    log,
    onRemoved: workspace => forgetWorkspace(workspace, context),
    url: config.discordApiUrl,
  })
  return {
    name: 'discord',
    title: 'Discord',
    messenger: app.messenger,
    start: () => app.start(),
    stop: () => app.stop(),
    fault: () => (app.ready() ? null : 'not connected'),
  }
}

/** What other rooms keep of a workspace that removed the app: subscriptions and private sources. */
async function forgetWorkspace(workspace: string, { store }: Context): Promise<void> {
  for (const one of await store.subscriptions.list({ workspace })) await store.subscriptions.remove(one.id)
  for (const { source } of await store.sources.list(workspace))
    if (source.workspace === workspace) await store.sources.remove(source.id)
}
