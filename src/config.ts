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
  logLevel: setting(
    'ATTACHE_LOG_LEVEL',
    z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    'warn',
    'What is logged to standard error: silent, error, warn, info or debug.',
  ),
} as const

export type Config = { readonly [K in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[K]['schema']> }

/**
 * Reads all settings from the environment and, where present, a `.env` file in the working folder.
 * @throws UserError naming every setting that is wrong and what would be right
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, envFile = '.env'): Config {
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
    const raw = env[one.key]
    const parsed = one.schema.safeParse(raw === undefined || raw === '' ? one.default : raw)
    if (parsed.success) values[name] = parsed.data
    else faults.push(`${one.key}=${raw}: ${parsed.error.issues[0]?.message ?? 'not valid'}. ${one.help}`)
  }
  if (faults.length > 0) throw new UserError(faults.join('\n'), { exitCode: 2 })
  return values as Config
}
