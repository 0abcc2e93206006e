// One JSON line per event on standard error; standard output belongs to results.
import { pino } from 'pino'

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>

const SECRETS = ['token', 'secret', 'password', 'apiKey', 'authorization', 'OPENAI_API_KEY']

/** @param level `silent`, `error`, `warn`, `info` or `debug` */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: SECRETS.flatMap(name => [name, `*.${name}`]), censor: '(masked)' },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
