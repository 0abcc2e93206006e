// `setup`: from nothing to settings that work. Asks, tries every token on its platform, says what is missing, and
// writes `.env`; with NAME=VALUE on the command line or on standard input it asks nothing.
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Finding } from '../chat/finding.ts'
import { type Config, readConfig, SETTINGS } from '../config.ts'
import { UserError } from '../errors.ts'
import { newKey } from '../store/seal.ts'
import { type CommonOptions, print, readLines, tell, withContext } from './context.ts'
import { writeEnv } from './env-file.ts'
import { findFaults, isSound, showFindings } from './findings.ts'

interface SetupOptions extends CommonOptions {
  /** Print Slack's manifest and do nothing else. */
  readonly manifest?: boolean
  /** Public address of the desk, for Slack over HTTP. */
  readonly url?: string
  /** The file that is written; `.env` unless told. */
  readonly env?: string
}

const KEYS: readonly string[] = Object.values(SETTINGS).map(one => one.key)

/** `setup [NAME=VALUE…|-]`; exit code 1 when a token is refused, and then nothing is written. */
export async function setupVerb(pairs: readonly string[], options: SetupOptions): Promise<void> {
  if (options.manifest) return printManifest(options)
  const file = options.env ?? '.env'
  const given = pairs.length > 0 ? await readPairs(pairs) : await ask(file)
  const settings = withKey(given, file)
  const config = readConfig(undefined, file, settings)
  const findings = await findFaults(config)
  showFindings(findings, options.json)
  if (!isSound(findings))
    throw new UserError(`Nothing was written to ${file}: correct what is marked ✗ and run setup again.`)
  writeEnv(file, settings)
  tell(`${Object.keys(settings).length} settings written to ${file}.`)
  tell(nextSteps(config, findings))
}

async function readPairs(pairs: readonly string[]): Promise<Record<string, string>> {
  const lines: string[] = []
  for (const pair of pairs) {
    if (pair === '-') for await (const line of readLines()) lines.push(line)
    else lines.push(pair)
  }
  const settings: Record<string, string> = {}
  for (const line of lines) {
    const [, name, value] = /^\s*([A-Z_]+)=(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined)
      throw new UserError('setup takes NAME=VALUE, or - to read such lines from standard input.', {
        exitCode: 2,
      })
    if (!KEYS.includes(name)) throw new UserError(`There is no setting ${name}.`, { exitCode: 2 })
    settings[name] = value.trim()
  }
  return settings
}

/** Where workspaces install the app by themselves their tokens are sealed: with a key that is there, or a new one. */
function withKey(settings: Readonly<Record<string, string>>, file: string): Record<string, string> {
  const { SLACK_CLIENT_ID: client, ATTACHE_KEY: key } = settings
  const known = key ?? readKey(file)
  return client && !known ? { ...settings, ATTACHE_KEY: newKey() } : { ...settings }
}

function readKey(file: string): string {
  try {
    return readConfig(undefined, file).key
  } catch {
    // Settings that do not go together yet are what setup is for.
    return ''
  }
}

const QUESTIONS: readonly { readonly name: string; readonly ask: string }[] = [
  {
    name: 'SLACK_BOT_TOKEN',
    ask: 'Slack bot token (xoxb-…; OAuth & Permissions, after Install to Workspace), empty for no Slack',
  },
  {
    name: 'SLACK_APP_TOKEN',
    ask: 'Slack app-level token (xapp-…; Basic Information, App-Level Tokens, scope connections:write)',
  },
  {
    name: 'DISCORD_TOKEN',
    ask: 'Discord bot token (discord.com/developers/applications, Bot, Reset Token), empty for no Discord',
  },
  { name: 'ATTACHE_LANG', ask: 'Language of digests and help (en, zh-Hans, zh-Hant, ja, ko), empty for en' },
  { name: 'ATTACHE_ZONE', ask: 'Time zone (Asia/Tokyo, Asia/Seoul, America/New_York…), empty for UTC' },
]

/** Asks at the terminal, trying each token as soon as it is there; answers are not shown. */
async function ask(file: string): Promise<Record<string, string>> {
  if (process.stdin.isTTY !== true)
    throw new UserError('setup asks at a terminal; elsewhere give it NAME=VALUE, or - and such lines.', {
      exitCode: 2,
    })
  tell(
    'Slack: at https://api.slack.com/apps choose Create New App, From a manifest, and paste docs/slack-manifest.yaml.',
  )
  tell(
    `What you answer is tried on the platform and written to ${file}. Ctrl-C leaves everything as it is.\n`,
  )
  const settings: Record<string, string> = {}
  for (const { name, ask: words } of QUESTIONS) {
    if (name === 'SLACK_APP_TOKEN' && !settings.SLACK_BOT_TOKEN) continue
    const answer = await askOne(name, words)
    if (answer !== '') settings[name] = answer
  }
  return settings
}

/** One answer that its platform takes. */
async function askOne(name: string, words: string): Promise<string> {
  for (;;) {
    const answer = await question(`${words}: `, /TOKEN/.test(name))
    if (answer === '') return ''
    const fault = await faultOf(name, answer)
    if (fault === null) return answer
    tell(`✗ ${fault}`)
  }
}

async function faultOf(name: string, value: string): Promise<string | null> {
  const setting = Object.values(SETTINGS).find(one => one.key === name)!
  const parsed = setting.schema.safeParse(value)
  if (!parsed.success) return `${name} ${parsed.error.issues[0]?.message}. ${setting.help}`
  if (!/TOKEN/.test(name)) return null
  const config = { ...usualConfig(), [keyOfSetting(name)]: value } as Config
  const found = (await findFaults(config)).find(each => each.setting === name && each.level === 'fault')
  return found?.words ?? null
}

/** Where the platforms are, as the environment says. */
function usualConfig(): Config {
  try {
    return readConfig()
  } catch {
    // Settings that do not go together yet are what setup is for.
    return readConfig({})
  }
}

function keyOfSetting(name: string): string {
  return Object.entries(SETTINGS).find(([, one]) => one.key === name)![0]
}

/** Asks one line; what is typed for a secret is not shown. */
async function question(words: string, secret: boolean): Promise<string> {
  let silent = false
  const output = new Writable({
    write(chunk, _, done) {
      if (!silent) process.stderr.write(chunk)
      done()
    },
  })
  const terminal = createInterface({ input: process.stdin, output, terminal: true })
  const stop = new AbortController()
  terminal.on('SIGINT', () => stop.abort())
  terminal.on('close', () => stop.abort())
  try {
    const answering = terminal.question(words, { signal: stop.signal })
    silent = secret
    const answer = await answering
    if (secret) process.stderr.write('\n')
    return answer.trim()
  } catch (cause) {
    if (!stop.signal.aborted) throw cause
    throw new UserError('Stopped. Nothing was written.', { cause })
  } finally {
    terminal.close()
  }
}

/** The manifest for these commands, on standard output. */
async function printManifest(options: SetupOptions): Promise<void> {
  const { manifestYaml } = await import('../slack/manifest.ts')
  await withContext({ ...options, db: ':memory:' }, async context => {
    const url = options.url?.replace(/\/+$/, '')
    if (url !== undefined && !/^https:\/\//.test(url))
      throw new UserError('--url must be the public https:// address of the desk.', { exitCode: 2 })
    const { openDesk } = await import('./desk.ts')
    const desk = await openDesk(context)
    const distributed = context.config.slackClientId !== ''
    print(manifestYaml({ commands: desk.commands, distributed, ...(url !== undefined && { url }) }))
    await desk.stop()
  })
}

function nextSteps(config: Config, findings: readonly Finding[]): string {
  const steps: string[] = []
  const slack = config.slackAppToken !== '' || config.slackSigningSecret !== ''
  if (slack) steps.push('Slack: /invite @attache into a channel, then /attache subscribe 08:30')
  if (config.slackClientId !== '')
    steps.push('Slack: other workspaces install at https://YOUR-ADDRESS/slack/install')
  const invite = findings.find(each => each.setting === 'DISCORD_TOKEN')
  if (invite) steps.push(`Discord: ${invite.words} then /subscribe 08:30`)
  if (steps.length === 0) steps.push('Neither Slack nor Discord is set up; the terminal works without.')
  return [...steps, 'Start the desk: npm start'].join('\n')
}
