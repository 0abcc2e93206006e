// Every setting, with its default and a line of help; the only file that reads the environment.
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { UserError } from './errors.ts'

interface Setting<T> {
  readonly key: string
  readonly schema: z.ZodType<T, string>
  /** As it would stand in `.env`. */
  readonly default: string
  readonly help: string
}

const langs = ['en', 'zh-Hans', 'zh-Hant', 'ja', 'ko'] as const

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function setting<T>(key: string, schema: z.ZodType<T, string>, fallback: string, help: string): Setting<T> {
  return { key, schema, default: fallback, help }
}

/** A budget as it is typed: `2000000` tokens, `$5`, `none`. */
const budget = z
  .string()
  .regex(
    /^(?:none|\d{1,12}|\$\d{1,7}(?:\.\d{1,4})?)$/,
    'must be a number of tokens, dollars such as $5, or none',
  )
  .transform(text => {
    if (text === 'none') return { kind: 'none' as const }
    return text.startsWith('$')
      ? { kind: 'dollars' as const, most: Number(text.slice(1)) }
      : { kind: 'tokens' as const, most: Number(text) }
  })

const occasions = ['terminal', 'slack', 'discord', 'web', 'digest', 'reading'] as const

/** `terminal=30,slack=20,…` in seconds → milliseconds; what is not named keeps its default. */
const deadlines = z.string().transform((text, context) => {
  const usual = { terminal: 30, slack: 20, discord: 20, web: 20, digest: 60, reading: 60 }
  const read: Record<string, number> = { ...usual }
  for (const part of text.split(',').map(one => one.trim())) {
    const [name = '', seconds = ''] = part.split('=')
    if (!occasions.some(one => one === name) || !/^\d{1,3}$/.test(seconds) || Number(seconds) === 0) {
      context.addIssue({
        code: 'custom',
        message: `"${part}" must be one of ${occasions.join(', ')}, =, and seconds`,
      })
      return z.NEVER
    }
    read[name] = Number(seconds)
  }
  return Object.fromEntries(occasions.map(name => [name, read[name]! * 1000])) as Record<
    (typeof occasions)[number],
    number
  >
})

/** US dollars per million tokens: fresh input, input the server had kept, output. */
const prices = z
  .string()
  .regex(/^\d+(?:\.\d+)?\/\d+(?:\.\d+)?\/\d+(?:\.\d+)?$/, 'must be three prices such as 0.25/0.025/2')
  .transform(text => {
    const [input, cached, output] = text.split('/').map(Number)
    return { input: input!, cached: cached!, output: output! }
  })

/** The kinds of work a model may be given. */
const modelUses = ['answer', 'digest', 'translate', 'summarize', 'claims', 'date', 'separation'] as const

const list = z.string().transform(text =>
  text
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== ''),
)

function wholeNumber(most: number, least = 1): z.ZodType<number, string> {
  return z
    .string()
    .refine(
      text => /^(?:0|[1-9]\d*)$/.test(text) && Number(text) >= least && Number(text) <= most,
      `must be a whole number from ${least} to ${most}`,
    )
    .transform(Number)
}

/** The settings table: `.env.example` and the README list exactly these. */
export const SETTINGS = {
  db: setting(
    'ATTACHE_DB',
    z.string().min(1),
    'data/attache.db',
    'Where articles are stored: a file, `sqlite:FILE`, or `:memory:`.',
  ),
  lang: setting(
    'ATTACHE_LANG',
    z.enum(langs),
    'en',
    'Language of digests and help: en, zh-Hans, zh-Hant, ja or ko. Answers follow the question.',
  ),
  zone: setting(
    'ATTACHE_ZONE',
    z.string().refine(isZone, 'must be an IANA time zone such as Asia/Tokyo'),
    'UTC',
    'Time zone of "today", as an IANA name: Asia/Tokyo, Asia/Seoul, America/New_York.',
  ),
  samples: setting(
    'ATTACHE_SAMPLES',
    z.enum(['yes', 'no']).transform(value => value === 'yes'),
    'yes',
    'Load the sample articles into an empty store on first start: yes or no.',
  ),
  maxBytes: setting(
    'ATTACHE_MAX_BYTES',
    z
      .string()
      .regex(/^[1-9]\d{0,11}$/, 'must be a whole number of bytes')
      .transform(Number),
    '20000000',
    'Largest single document that is read, in bytes.',
  ),
  openaiKey: setting(
    'OPENAI_API_KEY',
    z.string(),
    '',
    'Key of a language model. Empty, and no address below: nothing is ever sent to any model.',
  ),
  openaiUrl: setting(
    'OPENAI_BASE_URL',
    z
      .string()
      .refine(text => text === '' || /^https?:\/\//.test(text), 'must begin with http:// or https://')
      .refine(text => text === '' || URL.canParse(text), 'must be a URL'),
    '',
    'Address of any OpenAI-compatible server, such as http://localhost:11434/v1 for Ollama; empty means OpenAI.',
  ),
  model: setting(
    'ATTACHE_MODEL',
    z.string().min(1),
    'gpt-5-mini',
    'Name of the model, as its server calls it.',
  ),
  embedModel: setting(
    'ATTACHE_MODEL_EMBED',
    z.string(),
    '',
    'Name of a model for embeddings on the same server; empty for none.',
  ),
  modelUses: setting(
    'ATTACHE_MODEL_USES',
    list.pipe(z.array(z.enum(modelUses, `must be among ${modelUses.join(', ')}`))),
    'answer,digest,translate,summarize',
    'What a model is used for: answer, digest, translate, summarize, claims, date, separation. The last three read articles as they come in.',
  ),
  modelPrices: setting(
    'ATTACHE_MODEL_PRICES',
    prices,
    '0/0/0',
    'US dollars per million tokens, as input/cached input/output, so that `usage` can show the cost.',
  ),
  modelDayBudget: setting(
    'ATTACHE_MODEL_DAY_BUDGET',
    budget,
    '2000000',
    'What may be spent on a model per day (UTC): tokens, dollars such as $5, or none for no limit. Then answers quote.',
  ),
  modelMonthBudget: setting(
    'ATTACHE_MODEL_MONTH_BUDGET',
    budget,
    '30000000',
    'What may be spent on a model per month: tokens, dollars such as $50, or none for no limit.',
  ),
  modelWorkspaceBudget: setting(
    'ATTACHE_MODEL_WORKSPACE_BUDGET',
    budget,
    'none',
    'What each workspace may spend on a model per day: tokens, dollars, or none for no limit.',
  ),
  modelDeadlines: setting(
    'ATTACHE_MODEL_DEADLINES',
    deadlines,
    'terminal=30,slack=20,discord=20,web=20,digest=60,reading=60',
    'Seconds that each occasion waits for a model before it does without.',
  ),
  modelParallel: setting(
    'ATTACHE_MODEL_PARALLEL',
    wholeNumber(100),
    '4',
    'How many calls a model gets at once.',
  ),
  modelTokensPerMinute: setting(
    'ATTACHE_MODEL_TOKENS_PER_MINUTE',
    wholeNumber(100_000_000),
    '200000',
    'Most tokens a minute that are sent to and asked of a model.',
  ),
  modelWithhold: setting(
    'ATTACHE_MODEL_WITHHOLD',
    list,
    '',
    'What no model may see: hosts, outlets, files, folders and workspaces (slack:T0123), separated by commas.',
  ),
  contact: setting(
    'ATTACHE_CONTACT',
    z.string(),
    '',
    'Address that the owners of polled sites may write to; sent to them with each request.',
  ),
  slackBotToken: setting(
    'SLACK_BOT_TOKEN',
    z.string().regex(/^(?:xoxb-\S+)?$/, 'must begin with xoxb-'),
    '',
    'Slack, one workspace: the bot token (xoxb-…) under OAuth & Permissions of the app.',
  ),
  slackAppToken: setting(
    'SLACK_APP_TOKEN',
    z.string().regex(/^(?:xapp-\S+)?$/, 'must begin with xapp-'),
    '',
    'Slack, Socket Mode: the app-level token (xapp-…, scope connections:write) under Basic Information.',
  ),
  slackSigningSecret: setting(
    'SLACK_SIGNING_SECRET',
    z.string(),
    '',
    'Slack over HTTP: the signing secret under Basic Information; needs ATTACHE_PORT and a public address.',
  ),
  slackClientId: setting(
    'SLACK_CLIENT_ID',
    z.string(),
    '',
    'Slack, any number of workspaces: the client id under Basic Information; installed at /slack/install.',
  ),
  slackClientSecret: setting(
    'SLACK_CLIENT_SECRET',
    z.string(),
    '',
    'Slack, any number of workspaces: the client secret under Basic Information.',
  ),
  slackApiUrl: setting(
    'SLACK_API_URL',
    z.url({ protocol: /^https?$/ }).regex(/\/$/, 'must end with a slash'),
    'https://slack.com/api/',
    'Where Slack’s Web API is; another one for tests or a proxy.',
  ),
  slackAuthorizeUrl: setting(
    'SLACK_AUTHORIZE_URL',
    z.url({ protocol: /^https?$/ }),
    'https://slack.com/oauth/v2/authorize',
    'Where Slack asks for consent to an installation; another one for tests.',
  ),
  discordToken: setting(
    'DISCORD_TOKEN',
    z.string(),
    '',
    'Discord: the bot’s token, at discord.com/developers/applications under Bot, Reset Token.',
  ),
  discordApiUrl: setting(
    'DISCORD_API_URL',
    z.url({ protocol: /^https?$/ }),
    'https://discord.com/api',
    'Where Discord’s API is; another one for tests or a proxy.',
  ),
  key: setting(
    'ATTACHE_KEY',
    z.string().regex(/^(?:\S{32,})?$/, 'must be 32 characters or more, without spaces'),
    '',
    'Seals the tokens of installed workspaces; setup makes one. Whoever loses it has to install the app again.',
  ),
  port: setting(
    'ATTACHE_PORT',
    wholeNumber(65_535, 0),
    '0',
    'Port of /healthz, /readyz, /metrics and, over HTTP, /slack/…; 0 for none.',
  ),
  host: setting(
    'ATTACHE_HOST',
    z.string().min(1),
    '127.0.0.1',
    'Address the port listens on; 0.0.0.0 for all, behind a proxy that lets nothing but /slack/ through.',
  ),
  rate: setting(
    'ATTACHE_RATE',
    wholeNumber(10_000),
    '20',
    'Questions that one person may ask at once in Slack or Discord, and again within a minute.',
  ),
  operatorChannel: setting(
    'ATTACHE_OPERATOR',
    z
      .string()
      .regex(/^(?:(?:slack|discord):[A-Za-z0-9]+\/@?[A-Za-z0-9]+)?$/, 'must be such as slack:T0123/C0456'),
    '',
    'Channel where the operator is told of trouble: slack:T0123/C0456, discord:4567/8901, or /@user for a person.',
  ),
  dryHours: setting(
    'ATTACHE_DRY_HOURS',
    wholeNumber(1000, 0),
    '24',
    'Hours without a new article after which the operator is told; 0 for never.',
  ),
  logLevel: setting(
    'ATTACHE_LOG_LEVEL',
    z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    'warn',
    'What is logged to standard error: silent, error, warn, info or debug.',
  ),
} as const

export type Config = { readonly [K in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[K]['schema']> }

/**
 * Reads all settings from the environment and, where present, a `.env` file in the working folder; `more` are settings
 * by name that go before both.
 * @throws UserError naming every setting that is wrong and what would be right
 */
export function readConfig(
  env: NodeJS.ProcessEnv = process.env,
  envFile = '.env',
  more: Readonly<Record<string, string>> = {},
): Config {
  if (env === process.env && existsSync(envFile)) {
    try {
      process.loadEnvFile(envFile)
    } catch (cause) {
      throw new UserError(`${envFile} cannot be read: make it a readable text file of NAME=value lines.`, {
        cause,
        exitCode: 2,
      })
    }
  }
  const values: Record<string, unknown> = {}
  const faults: string[] = []
  for (const [name, one] of Object.entries(SETTINGS)) {
    const raw = more[one.key] ?? env[one.key]
    const parsed = one.schema.safeParse(raw === undefined || raw === '' ? one.default : raw)
    if (parsed.success) values[name] = parsed.data
    else faults.push(`${one.key}=${raw}: ${parsed.error.issues[0]?.message ?? 'not valid'}. ${one.help}`)
  }
  faults.push(...faultsTogether(values as Config))
  if (faults.length > 0) throw new UserError(faults.join('\n'), { exitCode: 2 })
  return values as Config
}

/** What no setting shows by itself: a budget in dollars says nothing without prices, one half of a pair nothing alone. */
function faultsTogether(config: Config): string[] {
  return [...slackFaults(config), ...budgetFaults(config)]
}

function slackFaults(config: Config): string[] {
  const { slackBotToken, slackAppToken, slackSigningSecret, slackClientId, slackClientSecret, key, port } =
    config
  const faults: string[] = []
  const isOAuth = slackClientId !== '' || slackClientSecret !== ''
  if (isOAuth && (slackClientId === '' || slackClientSecret === ''))
    faults.push('SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together: set both, or neither.')
  if (isOAuth && slackSigningSecret === '')
    faults.push('SLACK_SIGNING_SECRET is missing: installing the app in workspaces goes over HTTP.')
  if (isOAuth && key === '')
    faults.push('ATTACHE_KEY is missing, which seals the tokens of workspaces: `attache setup` makes one.')
  if (slackSigningSecret !== '' && port === 0)
    faults.push(
      'ATTACHE_PORT is missing: with SLACK_SIGNING_SECRET Slack comes over HTTP, to /slack/events there.',
    )
  if (slackBotToken !== '' && slackAppToken === '' && slackSigningSecret === '')
    faults.push(
      'SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it.',
    )
  if ((slackAppToken !== '' || slackSigningSecret !== '') && slackBotToken === '' && !isOAuth)
    faults.push(
      'SLACK_BOT_TOKEN is missing (or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces).',
    )
  return faults
}

function budgetFaults(config: Config): string[] {
  const { modelPrices, modelDayBudget, modelMonthBudget, modelWorkspaceBudget } = config
  if (modelPrices === undefined || modelPrices.input + modelPrices.output > 0) return []
  const budgets = {
    ATTACHE_MODEL_DAY_BUDGET: modelDayBudget,
    ATTACHE_MODEL_MONTH_BUDGET: modelMonthBudget,
    ATTACHE_MODEL_WORKSPACE_BUDGET: modelWorkspaceBudget,
  }
  return Object.entries(budgets)
    .filter(([, one]) => one?.kind === 'dollars')
    .map(([key]) => `${key} is in dollars: name the prices in ATTACHE_MODEL_PRICES, or give it in tokens.`)
}
