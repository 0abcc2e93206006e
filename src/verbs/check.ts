// `check`: whether everything that is set up works: tokens, scopes, installations, channels, the store, the port.
import type { Finding } from '../chat/finding.ts'
import { say } from '../chat/messages.ts'
import { messageOf } from '../errors.ts'
import { createLog } from '../log.ts'
import { createSeal } from '../store/seal.ts'
import { type CommonOptions, type Context, withContext } from './context.ts'
import { openApps } from './desk-apps.ts'
import { findFaults, isSound, showFindings } from './findings.ts'

/** Tells what works and what does not, and what to do; exit code 1 when something does not. */
export async function checkVerb(options: CommonOptions): Promise<void> {
  await withContext(options, async context => {
    const findings = [
      ...(await findFaults(context.config)),
      ...(await checkInstallations(context)),
      ...(await checkChannels(context)),
      ...(await checkStore(context)),
      ...(await checkPort(context)),
    ]
    if (findings.every(each => !/^(?:SLACK|DISCORD)_/.test(each.setting)))
      findings.unshift({
        level: 'warning',
        setting: 'SLACK_BOT_TOKEN',
        words: 'Neither Slack nor Discord is set up: attache setup asks for what it takes.',
      })
    showFindings(findings, options.json)
    if (!isSound(findings)) process.exitCode = 1
  })
}

/** Whether the key still opens what it has sealed. */
async function checkInstallations({ config, store }: Context): Promise<Finding[]> {
  const kept = await store.platforms.installations('slack:')
  if (kept.length === 0) return []
  const setting = 'ATTACHE_KEY'
  if (config.key === '')
    return [
      {
        level: 'fault',
        setting,
        words: `ATTACHE_KEY is missing: ${kept.length} workspaces have sealed tokens.`,
      },
    ]
  const seal = createSeal(config.key)
  const faults = kept.flatMap(({ workspace, sealed }): Finding[] => {
    try {
      seal.open(sealed, workspace)
      return []
    } catch (error) {
      return [{ level: 'fault', setting, words: messageOf(error) }]
    }
  })
  return faults.length > 0
    ? faults
    : [{ level: 'ok', setting, words: `${kept.length} workspaces have installed the app.` }]
}

/** Whether every channel that digests go to can be posted to. */
async function checkChannels(context: Context): Promise<Finding[]> {
  const { config, store } = context
  const log = createLog('silent')
  const apps = await openApps(context, {
    commands: [],
    dispatch: async () => ({ lang: config.lang, summary: '', blocks: [] }),
    log,
    observe: () => {},
  })
  const findings: Finding[] = []
  for (const { id, channel, state } of await store.subscriptions.list()) {
    const messenger = apps.find(app => channel.startsWith(`${app.name}:`))?.messenger
    if (state !== 'active' || messenger?.look === undefined) continue
    const { name, fault } = await messenger.look(channel)
    const place = name ?? channel
    const setting = `subscription ${id}`
    if (fault === null || fault === 'too_long' || fault === 'invalid')
      findings.push({ level: 'ok', setting, words: `Digests ${id} can be posted to ${place}.` })
    else
      findings.push({
        level: 'fault',
        setting,
        words: `Digests ${id} cannot be posted to ${place}: ${say('en', `notice.reason.${fault}`)}`,
      })
  }
  return findings
}

async function checkStore({ store }: Context): Promise<Finding[]> {
  const setting = 'ATTACHE_DB'
  const wrong = await store.check()
  if (wrong.length > 0) return wrong.map(words => ({ level: 'fault', setting, words }))
  const { articles } = await store.counts()
  return [
    { level: 'ok', setting, words: `The store ${store.location} is sound and holds ${articles} articles.` },
  ]
}

/** Whether the desk is running, where it has a port to tell. */
async function checkPort({ config }: Context): Promise<Finding[]> {
  if (config.port === 0) return []
  const setting = 'ATTACHE_PORT'
  const host = config.host === '0.0.0.0' ? '127.0.0.1' : config.host
  try {
    const response = await fetch(`http://${host}:${config.port}/readyz`, {
      signal: AbortSignal.timeout(5000),
    })
    if (response.ok)
      return [{ level: 'ok', setting, words: `The desk is running and ready at port ${config.port}.` }]
    const words = `The desk at port ${config.port} is not ready: ${(await response.text()).slice(0, 300)}`
    return [{ level: 'warning', setting, words }]
  } catch {
    return [
      { level: 'warning', setting, words: `No desk answers at port ${config.port}: attache start opens it.` },
    ]
  }
}
